"""The bot as a process that begins with everything imported: forked from one that has done so and waits.

From the fork on it is a process like any other: its own pid, environment, folder and log, ended by any signal. A start
takes tenths of a second instead of two seconds, and stories start the bot some hundreds of times. That `python -m bot run`
itself does all this is shown in `tests/bot/test_app.py`.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["bot.cli", "bot.app"])


def start_bot(folder: Path, environment: Mapping[str, str], log: Path) -> ForkServerProcess:
    """`python -m bot run` in that folder with exactly that environment; what it writes is added to the log."""
    process = _SERVER.Process(target=_run, args=(str(folder), dict(environment), str(log)), daemon=True)
    process.start()
    return process


def _run(folder: str, environment: dict[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for theirs, ours in ((nothing, 0), (written, 1), (written, 2)):
        os.dup2(theirs, ours)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(write_through=True)
    from bot.cli import main

    main(["run"], prog_name="guanjia")
