"""Telegram: the token, the bot's place in each group, the way updates come in, its clock beside ours."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from bot.checks.database import Facts
from bot.checks.line import Line
from bot.settings import Settings
from domain.people import Team

CLOCK_OFF_S = 30
_WAIT_S = 10
#: What the door says to whoever does not know the secret, and the answer that Telegram's calls got.
_NO_SECRET = 401


async def channel(settings: Settings, facts: Sequence[Facts]) -> AsyncIterator[Line]:
    """The lines of the channel, for the communities and groups in `facts`."""
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
        async for line in _way_in(api, settings):
            yield line
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


async def _way_in(api: Any, settings: Settings) -> AsyncIterator[Line]:
    info = await api.call("getWebhookInfo", read_timeout=_WAIT_S)
    there = info.get("url", "")
    if not settings.webhook_url:
        if there:
            yield Line(False, "Updates: another program has set a webhook for this bot", "stop it, or set WEBHOOK_URL")
        else:
            yield Line(True, "Updates come by polling")
        return
    if there and there != settings.webhook_url:
        yield Line(False, "Updates: the webhook leads to another address", "stop the other program, then start the bot")
    else:
        yield Line(True, "Updates come by webhook" + ("" if there else "; the bot sets it when it starts"))
    yield await _door(settings.webhook_url)
    said = str(info.get("last_error_message") or "") if there else ""
    if said:
        waiting = f"{info.get('pending_update_count', 0)} updates wait"
        todo = (
            "the bot was started with another WEBHOOK_SECRET: restart it"
            if str(_NO_SECRET) in said
            else "see whether the address can be reached from outside, with a certificate that is good"
        )
        # Telegram keeps its last failure after it got through again; what waits says which it is.
        yield Line(not info.get("pending_update_count"), f"Telegram's last trouble: {said}; {waiting}", todo)


async def _door(url: str) -> Line:
    """Somebody without the secret knocks: our bot says 401, and nothing is kept of it."""
    import aiohttp

    name = f"Webhook at {urlsplit(url).netloc}"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_WAIT_S)) as session,
            session.post(url, json={}, allow_redirects=False) as reply,
        ):
            status = reply.status
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Line(
            False, f"{name}: nobody answers ({type(error).__name__})", "start the bot and the proxy before LISTEN"
        )
    if status == _NO_SECRET:
        return Line(True, f"{name}: the bot answers, and asks for the secret")
    return Line(False, f"{name}: somebody else answers ({status})", "let the proxy pass this path on to LISTEN")


async def _group(api: Any, me: int, community: str, team: Team, chat: int | None) -> Line:
    from telegram.error import TelegramError

    name = f"Group of {team} in {community}"
    if chat is None:
        return Line(False, f"{name}: none", "add the bot to the group, then a manager types /bind there")
    try:
        member = await api.call("getChatMember", chat_id=chat, user_id=me, read_timeout=_WAIT_S)
        group = await api.call("getChat", chat_id=chat, read_timeout=_WAIT_S)
    except TelegramError as error:
        return Line(False, f"{name}: {error}", "add the bot to the group again and type /bind")
    status = member["status"]
    if status not in ("member", "administrator", "creator", "restricted"):
        return Line(False, f"{name}: the bot is not in it ({status})", "add the bot to the group again and type /bind")
    speaks = group.get("permissions", {}).get("can_send_messages", True) or status in ("administrator", "creator")
    if status == "restricted":
        speaks = bool(member.get("can_send_messages"))
    said = f"{name}: {status}" + ("" if speaks else ", but it may not write")
    return Line(speaks, said, "let members write in the group, or make the bot an administrator")


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
    return Line(off <= CLOCK_OFF_S, f"Clock ({off:.0f} s off)" if off > CLOCK_OFF_S else "Clock", "set the clock (NTP)")
