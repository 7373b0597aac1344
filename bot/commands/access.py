"""`guanjia invite`: the first way in, before anybody can invite in the chat."""

import asyncio

import click

from bot.commands.opening import Failed, community_option, database, in_one_work, the_community
from bot.settings import load
from domain.people import HOME_TEAM, ROLE_WORDS, Role
from services import Work
from services.account import make_invite

#: Seconds Telegram is waited for.
_PATIENCE_S = 10.0
_ROLES = {**{str(role): role for role in Role}, **ROLE_WORDS}


@click.command(epilog="Example: guanjia invite --role director")
@click.option("--role", type=click.Choice(list(_ROLES)), default="director", help="What the person is employed as.")
@community_option
def invite(role: str, community: str | None) -> None:
    """Print a link that makes whoever opens it a member of staff. It works once, and only for a few days.

    While Telegram cannot be reached the link names the bot as it was called when it last ran; if it never ran, the code
    is printed to be sent to the bot.
    """
    name = asyncio.run(_bot_name())
    post = _ROLES[role]
    with database() as store:

        def function(work: Work) -> tuple[str, int, str]:
            here = the_community(work, community)
            hours = work.standards.number(here.id, "invite.valid_hours")
            known = name or str(work.marks.get("bot_name") or "")
            return make_invite(work, here.id, role=post, team=HOME_TEAM[post]), hours, known

        code, hours, bot = in_one_work(store, function)
    if bot:
        click.echo(f"https://t.me/{bot}?start={code}")
    else:
        click.echo(f"/start {code}")
        click.echo(
            "Telegram cannot be reached to ask what the bot is called: send the line above to the bot.", err=True
        )
    click.echo(f"For one {post.replace('_', ' ')}, within {hours} hours. It is not shown again.", err=True)


async def _bot_name() -> str:
    """What the bot is called; empty when Telegram cannot be reached. `Failed` when it does not know the token."""
    # The channel's library takes longer to load than all other commands take to run.
    from telegram.error import InvalidToken, TelegramError

    from bot.api import Api

    settings = load()
    api = Api(settings.telegram_api_url, settings.token)
    await api.open()
    try:
        return str((await api.call("getMe", read_timeout=_PATIENCE_S))["username"])
    except InvalidToken:
        raise Failed("Telegram does not know this BOT_TOKEN; copy it again from @BotFather.") from None
    except TelegramError:
        return ""
    finally:
        await api.close()
