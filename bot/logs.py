"""Logging: structured lines with the update, chat, case and flow at hand; never the token, never words of people.

Errors are logged as their kind and place in our code, not as their message: that may quote what somebody wrote.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

Event = MutableMapping[str, Any]
_HIDDEN = "***"


def get(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def kind_of(error: BaseException) -> str:
    """An error without its words: `KeyError at services/repair.py:45 report`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "site-packages" not in f.filename and "/lib/python" not in f.filename]
    last = (ours or list(frames))[-1:]
    place = "".join(f" at {_short(f.filename)}:{f.lineno} {f.name}" for f in last)
    return f"{type(error).__name__}{place}"


def _short(filename: str) -> str:
    return "/".join(filename.replace("\\", "/").split("/")[-2:])


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]


def _wordless(_: Any, __: str, event: Event) -> Event:
    """Replaces an exception by its kind, its frames and those of its causes."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["trace"] = _frames(error.__traceback__)
        cause = error.__cause__ or error.__context__
        if cause is not None:
            event["because"] = f"{type(cause).__name__}: {' < '.join(reversed(_frames(cause.__traceback__)[-3:]))}"
    return event


class _Hiding:
    """Removes the token from everything that is about to be written, whatever it is hidden in."""

    def __init__(self, secrets: list[str]) -> None:
        self.secrets = [s for s in secrets if s]

    def __call__(self, _: Any, __: str, event: Event) -> Event:
        return {name: self.clean(value) for name, value in event.items() if name != "_record"} | {
            name: value for name, value in event.items() if name == "_record"
        }

    def clean(self, value: Any) -> Any:
        if isinstance(value, bool | int | float | None):
            return value
        if isinstance(value, dict):
            return {self.clean(k): self.clean(v) for k, v in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.clean(v) for v in value]
        text = value if isinstance(value, str) else str(value)
        for secret in self.secrets:
            text = text.replace(secret, _HIDDEN)
        return text


def set_up(level: str, form: str, secrets: list[str], stream: Any = None) -> None:
    """Routes everything, other libraries' records included, through one formatter to standard error.

    `form` is console or json; `secrets` never appear.
    """
    hiding = _Hiding(secrets)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso"),
        _wordless,
    ]
    printer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[remove, hiding, printer])
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Other libraries: only what is wrong. PTB's request logger prints whole payloads.
    for name in ("aiohttp", "apscheduler", "telegram", "httpx", "asyncio", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
