"""`guanjia invite`: the first way in, before anybody can invite in the chat."""

import asyncio

import click

from bot.commands.opening import Failed, community_option, database, in_one_work, the_community
from bot.settings import load
from domain.people import HOME_TEAM, ROLE_WORDS, Role
from services import Work
from services.account import make_invite

_ROLES = {**{str(role): role for role in Role}, **ROLE_WORDS}


@click.command(epilog="Example: guanjia invite --role director")
@click.option("--role", type=click.Choice(list(_ROLES)), default="director", help="What the person is employed as.")
@community_option
def invite(role: str, community: str | None) -> None:
    """Print a link that makes whoever opens it a member of staff. It works once, and only for a few days."""
    name = asyncio.run(_bot_name())
    post = _ROLES[role]
    with database() as store:

        def function(work: Work) -> tuple[str, int]:
            here = the_community(work, community)
            hours = work.standards.number(here.id, "invite.valid_hours")
            return make_invite(work, here.id, role=post, team=HOME_TEAM[post]), hours

        code, hours = in_one_work(store, function)
    click.echo(f"https://t.me/{name}?start={code}")
    click.echo(f"For one {post.replace('_', ' ')}, within {hours} hours. It is not shown again.", err=True)


async def _bot_name() -> str:
    # The channel's library takes longer to load than all other commands take to run.
    from telegram.error import TelegramError

    from bot.api import Api

    settings = load()
    api = Api(settings.telegram_api_url, settings.token)
    await api.open()
    try:
        return str((await api.call("getMe"))["username"])
    except TelegramError as error:
        raise Failed(f"Telegram does not say what the bot is called: {error}. `guanjia check` looks closer.") from None
    finally:
        await api.close()
