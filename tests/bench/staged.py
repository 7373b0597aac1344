"""The real bot with a meter at each stage's door: `staged.py FILE` runs it as `guanjia run` does.

Each stage counts the processor time of its own, without that of the stages inside it. SIGUSR1 begins to count, SIGUSR2
writes FILE: seconds by stage, and the most memory it had.
"""

import json
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine.default import DefaultDialect

import bot.app
from bot import updates
from bot.cli import main
from messages import render
from store.prepared import Prepared
from store.writer import Writer

DECIDING, RENDERING = "deciding: conversation, rights, rules, views", "rendering templates"
STATEMENTS, COMMIT = "statements", "commits (waiting for the disk is not processor time)"
CLOCK, KEEPING = "the clock's looks", "keeping what arrives, claiming and settling what is sent"
LOOP = "the event loop: calls to Telegram, polling, queues"
_stack = threading.local()
_spent: Counter[str] = Counter()
_begun = 0.0


def metered(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, its time counted; of what it calls with a meter of its own it is taken off."""

    @wraps(function)
    def counts(*args: Any, **named: Any) -> Any:
        inside = getattr(_stack, "inside", 0.0)
        _stack.inside, began = 0.0, time.thread_time()
        try:
            return function(*args, **named)
        finally:
            took = time.thread_time() - began
            _spent[stage] += took - _stack.inside
            _stack.inside = inside + took

    return counts


def put_up() -> None:
    """The meters, before the bot is made."""
    for name in ("rows", "first", "scalar", "run", "each"):
        setattr(Prepared, name, metered(STATEMENTS, getattr(Prepared, name)))
    for name in ("execute", "scalar", "scalars"):
        setattr(Connection, name, metered(STATEMENTS, getattr(Connection, name)))
    DefaultDialect.do_commit = metered(COMMIT, DefaultDialect.do_commit)  # type: ignore[method-assign]
    Writer._do = metered(KEEPING, Writer._do)  # type: ignore[method-assign]
    updates.carry_out = metered(DECIDING, updates.carry_out)
    bot.app.sweep = metered(CLOCK, bot.app.sweep)
    render._OnceImported.render = metered(RENDERING, render._OnceImported.render)  # type: ignore[method-assign]


def begin(*_: object) -> None:
    """SIGUSR1."""
    global _begun
    _spent.clear()
    _begun = time.thread_time()  # handlers run in the main thread, which is the event loop's


def finish(*_: object) -> None:
    """SIGUSR2."""
    _spent[LOOP] = time.thread_time() - _begun
    # Not getrusage: that begins with what the starting process had.
    said = Path("/proc/self/status").read_text()
    memory = next(int(line.split()[1]) * 1024 for line in said.splitlines() if line.startswith("VmHWM"))
    part = Path(f"{sys.argv[1]}.part")
    part.write_text(json.dumps({"stages": _spent, "rss_bytes": memory}), encoding="utf-8")
    part.replace(sys.argv[1])


if __name__ == "__main__":
    put_up()
    signal.signal(signal.SIGUSR1, begin)
    signal.signal(signal.SIGUSR2, finish)
    main(["run"], standalone_mode=False)
