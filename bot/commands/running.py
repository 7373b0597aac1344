"""`guanjia run`, `guanjia demo`, `guanjia version`."""

import asyncio
import contextlib
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

import click

from bot.commands.opening import Failed
from bot.settings import load
from store import schema

_DEMO = Path("demo")


@click.command(epilog="Example: guanjia run")
def run() -> None:
    """Run the bot with the settings of .env until it is stopped (Ctrl-C or SIGTERM)."""
    from bot.app import run as run_bot  # loads the channel's library

    sys.exit(run_bot(load()))


@click.command(epilog="Example: guanjia demo")
@click.option("--port", default=8088, show_default=True, help="Where the page with the phones is.")
def demo(port: int) -> None:
    """Run everything on this machine, without Telegram: a page with phones, an estate, the bot; until Ctrl-C.

    It begins anew each time, in the folder demo; your own data are not touched.
    """
    from bot.demo.run import demo as run_demo  # loads much that other commands do not need

    if _DEMO.exists() and not (_DEMO / "estate.xlsx").exists():
        raise Failed(f"The folder {_DEMO.absolute()} is not one of the demo's; move it away first.")
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(run_demo(_DEMO, port))


@click.command(epilog="Example: guanjia version")
def version() -> None:
    """Say which version this is, and which version of the database it works with."""
    try:
        program = installed("guanjia")
    except PackageNotFoundError:
        program = "not installed"
    click.echo(f"guanjia {program}, database {schema.newest()}, Python {sys.version.split()[0]}")
