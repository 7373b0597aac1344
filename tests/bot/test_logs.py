"""Logs: what happened and where, never the token, never what people wrote."""

import io
import json
import logging

import pytest
import structlog

from bot import logs

TOKEN = "123456:AAbbCC"


@pytest.fixture
def lines():
    """What was written, as JSON."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.set_up("DEBUG", "json", [TOKEN, TOKEN.partition(":")[2]], stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def test_token_is_taken_out_of_everything(lines):
    """Messages, values, other libraries' records, addresses, nested things."""
    log = structlog.stdlib.get_logger("x")
    log.info(f"at {TOKEN}", url=f"http://x/bot{TOKEN}/getMe", deep={"a": [TOKEN, 1, None]}, secret=TOKEN.encode())
    logging.getLogger("aiohttp.client").warning("lost %s", f"https://api/bot{TOKEN}/x")
    written = json.dumps(lines())
    assert TOKEN not in written and "AAbbCC" not in written and written.count("***") >= 4


def test_errors_are_told_without_their_words(lines):
    """The kind and the place, the cause too; not the message, which may quote a person."""
    try:
        try:
            raise KeyError("王芳 13800000001")
        except KeyError as error:
            raise ValueError("王芳") from error
    except ValueError as error:
        structlog.stdlib.get_logger("x").error("failed", exc_info=True)
        logging.getLogger("y").exception("failed too")
        kind = logs.kind_of(error)
    written = json.dumps(lines(), ensure_ascii=False)
    assert "王芳" not in written and "13800000001" not in written
    assert kind.startswith("ValueError at bot/test_logs.py:") and kind.endswith(
        "test_errors_are_told_without_their_words"
    )
    assert all(line["error"] == "ValueError" and line["because"].startswith("KeyError") for line in lines())


def test_lines_say_which_update_and_chat(lines):
    """Bound once, on every line."""
    with structlog.contextvars.bound_contextvars(update=7, chat=5):
        structlog.stdlib.get_logger("x").info("hello")
    (line,) = lines()
    assert (line["update"], line["chat"], line["event"], line["level"]) == (7, 5, "hello", "info")
