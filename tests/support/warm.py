"""Bot and sandbox as processes that begin with everything imported: forked from one that has done so and waits.

From the fork on each is a process like any other: its own pid, environment, folder and output, ended by any signal. A
start takes tenths of a second instead of one or two, and stories start them some hundreds of times. That `python -m bot
run` itself does all this is shown in `tests/bot/test_app.py`, and `python -m sandbox` in `tests/sandbox/test_looking_on.py`.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["bot.cli", "bot.app", "sandbox.server"])


def start_bot(folder: Path, environment: Mapping[str, str], log: Path) -> ForkServerProcess:
    """`python -m bot run` in that folder with exactly that environment; what it writes is added to the log."""
    process = _SERVER.Process(target=_run, args=(str(folder), dict(environment), str(log)), daemon=True)
    process.start()
    return process


def start_sandbox(arguments: Sequence[str]) -> tuple[ForkServerProcess, Connection]:
    """`python -m sandbox` with those arguments, and the end of the pipe where its output can be read."""
    ours, theirs = _SERVER.Pipe(duplex=False)
    process = _SERVER.Process(target=_run_sandbox, args=(list(arguments), theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _run_sandbox(arguments: list[str], output: Connection) -> None:
    os.dup2(output.fileno(), 1)
    output.close()
    sys.argv = ["sandbox", *arguments]
    runpy.run_module("sandbox", run_name="__main__")


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
