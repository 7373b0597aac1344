"""`guanjia check`: is everything there that the bot needs? One line for each thing, and what to do about it."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from bot.commands.opening import in_one_work, sentence
from bot.drawing.fonts import INSTALL, fonts
from bot.settings import Settings, SettingsProblem, load
from domain.people import Team
from services import Work
from store import schema
from store.engine import StoreError, open_store
from store.ledger import overtaken, unbalanced

_CLOCK_OFF_S = 30
_WAIT_S = 10
#: Bills and payments named of each sort when the ledger is not right.
_NAMED = 3


class Line(NamedTuple):
    """One thing looked at; `todo` says what helps when it is not well."""

    well: bool
    said: str
    todo: str = ""


class Facts(NamedTuple):
    """What the database has, for one community."""

    name: str
    homes: int
    staff: int
    #: Teams with staff, and the group each works in.
    groups: dict[Team, int | None]


@click.command(epilog="Example: guanjia check")
@click.pass_context
def check(context: click.Context) -> None:
    """Look at settings, database, token, clock and groups. Exit code 1 when something is not well."""
    lines = asyncio.run(_all())
    if not all(line.well for line in lines):
        context.exit(1)


async def _all() -> list[Line]:
    lines: list[Line] = []
    async for line in _looked_at():
        lines.append(line)
        click.echo(
            f"{'✓' if line.well else '✗'} {line.said}" + (f" → {line.todo}" if line.todo and not line.well else "")
        )
    return lines


async def _looked_at() -> AsyncIterator[Line]:
    try:
        settings = load()
    except SettingsProblem as problem:
        yield Line(False, f"Settings: {problem}", "edit .env")
        return
    yield Line(True, "Settings")
    facts: list[Facts] = []
    for line in _database(settings, facts):
        yield line
    yield _media(settings.media_dir)
    yield _font()
    async for line in _channel(settings, facts):
        yield line


def _database(settings: Settings, facts: list[Facts]) -> Iterator[Line]:
    try:
        store = open_store(settings.database_url)
        if store.path is not None and not store.path.exists():
            yield Line(False, f"Database: there is none at {store.path}", "guanjia init")
            return
        schema.check(store)
        facts += in_one_work(store, _facts)
        ledger = in_one_work(store, _ledger)
        store.close()
    except StoreError as error:
        yield Line(False, f"Database: {sentence(error)}")
        return
    yield Line(True, f"Database, version {schema.newest()}")
    yield Line(bool(facts), "Community" if facts else "Community: there is none", "guanjia init")
    for each in facts:
        said = f"{each.name}: {each.homes} homes, {each.staff} staff"
        yield Line(bool(each.homes and each.staff), said, "guanjia import FILE.xlsx")
    yield ledger


def _ledger(work: Work) -> Line:
    """Whether every bill is what its entries say, and no payment was taken for more than it was."""
    bills, payments = unbalanced(work.conn), overtaken(work.conn)
    found = [f"bill {bill} says {kept} fen, its entries {fen}" for bill, kept, fen in bills[:_NAMED]]
    found += [f"payment {payment} is taken for {fen} fen too much" for payment, fen in payments[:_NAMED]]
    more = len(bills) + len(payments) - len(found)
    said = "; ".join(found) + (f"; {more} more" if more else "")
    return Line(not found, f"Ledger: {said}" if found else "Ledger", "restore a backup made before, and report it")


def _facts(work: Work) -> list[Facts]:
    found = []
    for community in work.people.communities():
        staff = work.staff.listed(community.id)
        teams = sorted({post.team for post, _ in staff if post.team is not None})
        chats = {team: work.staff.chat_of(community.id, team) for team in teams}
        groups = {team: chat[0] if chat else None for team, chat in chats.items()}
        found.append(Facts(community.name, len(work.register.homes(community.id)), len(staff), groups))
    return found


def _media(folder: Path) -> Line:
    existing = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    well = os.access(existing, os.W_OK)
    return Line(well, f"Folder for photos, {folder}", f"make {existing} writable")


def _font() -> Line:
    """Charts have Chinese labels where there is a font for them, English ones where there is none: both is well."""
    return Line(
        True,
        "Font for charts and papers"
        if fonts().chinese
        else f"Charts get English labels, receipts and statements no PDF; for Chinese ones {INSTALL}",
    )


async def _channel(settings: Settings, facts: list[Facts]) -> AsyncIterator[Line]:
    # The channel's library takes longer to load than all other commands take to run.
    from telegram.error import InvalidToken, TelegramError

    from bot.api import Api

    api = Api(settings.telegram_api_url, settings.token)
    await api.open()
    try:
        me = await api.call("getMe", read_timeout=_WAIT_S)
        yield Line(True, f"Token: the bot is @{me['username']}")
        yield Line(
            bool(me.get("can_join_groups", True)), "May be added to groups", "@BotFather: /setjoingroups, Enable"
        )
        yield await _delivery(api, settings)
        for each in facts:
            for team, chat in each.groups.items():
                yield await _group(api, me["id"], each.name, team, chat)
    except InvalidToken:
        yield Line(False, "Token: Telegram does not know it", "copy BOT_TOKEN anew from @BotFather")
    except TelegramError as error:
        yield Line(False, f"Telegram at {settings.telegram_api_url}: {error}", "check the network and TELEGRAM_API_URL")
    finally:
        await api.close()
    yield await _clock(settings.telegram_api_url)


async def _delivery(api: Any, settings: Settings) -> Line:
    there = (await api.call("getWebhookInfo", read_timeout=_WAIT_S)).get("url", "")
    if settings.webhook_url or not there:
        return Line(True, "Updates come by webhook" if settings.webhook_url else "Updates come by polling")
    return Line(False, "Updates: another program has set a webhook for this bot", "stop it, or set WEBHOOK_URL")


async def _group(api: Any, me: int, community: str, team: Team, chat: int | None) -> Line:
    from telegram.error import TelegramError

    name = f"Group of {team} in {community}"
    if chat is None:
        return Line(False, f"{name}: none", "add the bot to the group, then a manager types /bind there")
    try:
        member = await api.call("getChatMember", chat_id=chat, user_id=me, read_timeout=_WAIT_S)
    except TelegramError as error:
        return Line(False, f"{name}: {error}", "add the bot to the group again and type /bind")
    well = member["status"] in ("member", "administrator", "creator") or bool(member.get("can_send_messages"))
    return Line(well, f"{name}: {member['status']}", "let the bot write in the group")


async def _clock(url: str) -> Line:
    """Compares with the clock of the server: deadlines are only as right as this machine's clock."""
    import aiohttp

    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_WAIT_S)) as session,
            session.get(url) as reply,
        ):
            there = parsedate_to_datetime(reply.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return Line(False, "Clock: there was nothing to compare it with", "check the network")
    off = abs((datetime.now(UTC) - there).total_seconds())
    return Line(
        off <= _CLOCK_OFF_S, f"Clock ({off:.0f} s off)" if off > _CLOCK_OFF_S else "Clock", "set the clock (NTP)"
    )
