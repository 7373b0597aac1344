"""`guanjia check`: is everything there that the bot needs? One line for each thing, and what to do about it."""

import asyncio
from collections.abc import AsyncIterator

import click

from bot.checks.channel import channel
from bot.checks.database import Facts, database
from bot.checks.line import Line
from bot.checks.machine import machine
from bot.settings import SettingsProblem, load


@click.command(epilog="Example: guanjia check")
@click.pass_context
def check(context: click.Context) -> None:
    """Look at everything the bot needs, and say what to do about what is missing.

    Settings, database (whole, writable, version), ledger, time zone, holidays, standards of one's own, photos, room on the disks,
    rights of the files, fonts, token, webhook or polling, every group, the clock. Exit code 1 when something is not well.
    """
    if not asyncio.run(_all()):
        context.exit(1)


async def _all() -> bool:
    """Whether everything is well; a line for each thing, as soon as it is known."""
    well = True
    async for line in _looked_at():
        click.echo(str(line))
        well = well and line.well
    return well


async def _looked_at() -> AsyncIterator[Line]:
    try:
        settings = load()
    except SettingsProblem as problem:
        yield Line(False, f"Settings: {problem}", "edit .env")
        return
    yield Line(True, "Settings")
    facts: list[Facts] = []
    for line in (*database(settings, facts), *machine(settings)):
        yield line
    async for line in channel(settings, facts):
        yield line
