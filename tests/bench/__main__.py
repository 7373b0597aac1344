"""`make bench`: measures and writes what it found into docs/benchmarks.md. `QUICK=1`: one short round, printed only.

Parts by themselves: `python -m tests.bench table|stages|clock|billing|reading`; they are printed and, but for the reading,
written into the page, too. Asserts nothing.
"""

import asyncio
import contextlib
import io
import logging
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version

from tests.bench import billing, clock, page, reading, rounds, stages

_PACKAGES = ("python-telegram-bot", "aiogram", "aiosqlite", "sqlalchemy", "aiohttp", "jinja2", "uvloop")


async def main(chosen: list[str], *, quick: bool) -> None:
    """All parts, or those that are named."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # a bot that stops leaves its last poll unread
    if "reading" in chosen:
        reading.main()
        return

    async def table() -> list[str]:
        return rounds.lines(await rounds.measured(1 if quick else rounds.ROUNDS))

    parts: dict[str, Callable[[], Awaitable[list[str]]]] = {
        "table": table,
        "stages": lambda: stages.lines(3.0 if quick else stages.WATCHED_S),
        "clock": lambda: _printed(clock.main),
        "billing": lambda: _printed(billing.main),
    }
    for name in chosen or (("table", "stages") if quick else parts):
        found = [*machine(name), "", *await parts[name]()]
        print("\n".join(found), end="\n\n", flush=True)
        if not quick:
            page.write({name: found})


def machine(part: str) -> list[str]:
    """On what it was measured, at which commit, and how to do it again."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    day = subprocess.run(
        ["git", "log", "-1", "--format=%cs"], capture_output=True, text=True, check=False
    ).stdout.strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return [
        f"`python -m tests.bench {part}` on {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}, load before"
        f" {os.getloadavg()[0]:.1f}; commit {commit or 'unknown'} ({day}); Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}.",
    ]


async def _printed(part: Callable[[], Awaitable[None]]) -> list[str]:
    """What a part prints, line by line."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        await part()
    return ["```", *said.getvalue().rstrip().splitlines(), "```"]


if __name__ == "__main__":
    run = main(sys.argv[1:], quick=os.environ.get("QUICK") == "1")
    try:
        import uvloop
    except ImportError:
        asyncio.run(run)
    else:
        uvloop.run(run)
