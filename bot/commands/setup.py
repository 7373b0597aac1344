"""`guanjia init`: from nothing to a database with a community."""

import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

import bot
from bot.commands.opening import Failed, in_one_work, settings
from bot.settings import Settings
from services import Work
from store import schema
from store.engine import open_store

_ENV = Path(".env")
_TOKEN_LINE = re.compile(r"^BOT_TOKEN=\S+", re.MULTILINE)


def _zone(context: click.Context, option: click.Parameter, value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise click.BadParameter("is not a time zone; an example is Asia/Shanghai") from None
    return value


def _named(context: click.Context, option: click.Parameter, value: str) -> str:
    plain = " ".join(value.split())
    if not 0 < len(plain) <= 60:
        raise click.BadParameter("is a name of 1 to 60 characters")
    return plain


@click.command(epilog="Example: guanjia init --name 梧桐苑 --timezone Asia/Shanghai --language zh")
@click.option("--name", prompt="Name of the community (小区名称)", callback=_named, help="Name of the community.")
@click.option("--timezone", prompt="Time zone", default="Asia/Shanghai", callback=_zone, help="Its time zone.")
@click.option("--language", prompt="Language", type=click.Choice(["zh", "en"]), default="zh", help="Its language.")
@click.option("--token", default="", help="The bot's token from @BotFather; it can be put into .env later.")
def init(name: str, timezone: str, language: str, token: str) -> None:
    """Set up .env, the database and a community. Harmless to repeat; another name adds another community."""
    if not _ENV.exists():
        _write_env(timezone, language, token)
        click.echo("Wrote .env.")
    elif token:
        raise Failed("There is a .env already; put BOT_TOKEN into it by hand.")
    store = open_store(settings().database_url)
    fresh = schema.version(store) is None
    copy = schema.upgrade(store)
    if fresh:
        _keep_private(store.path, settings().media_dir)
    if copy is not None:
        click.echo(f"The database was upgraded; a copy of the old one is {copy}.")

    def add(work: Work) -> bool:
        if any(c.name == name for c in work.people.communities()):
            return False
        work.register.add_community(name, timezone, language)
        return True

    added = in_one_work(store, add)
    store.close()
    click.echo(
        f"The community {name} {'is set up' if added else 'was there already'} (database version {schema.newest()})."
    )
    if not _TOKEN_LINE.search(_ENV.read_text(encoding="utf-8")) and not os.environ.get("BOT_TOKEN"):
        click.echo("Next: put the token of @BotFather into .env as BOT_TOKEN.")
    click.echo("Then: guanjia import FILE.xlsx, guanjia invite, guanjia check, guanjia run.")


def _keep_private(database: Path | None, media: Path) -> None:
    """Names, numbers and photos of residents are for the user who runs the bot; SQLite's journals get the same rights."""
    if database is not None:
        database.chmod(0o600)
    media.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write_env(timezone: str, language: str, token: str) -> None:
    values = {"TIMEZONE": timezone, "LANGUAGE": language} | ({"BOT_TOKEN": token} if token else {})
    lines = _example().splitlines()
    for place, line in enumerate(lines):
        variable = line.partition("=")[0]
        if variable in values:
            lines[place] = f"{variable}={values[variable]}"
    number = os.open(_ENV, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # the token is nobody else's business
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _example() -> str:
    for folder in (Path.cwd(), Path(bot.__file__).parents[1]):
        example = folder / ".env.example"
        if example.is_file():
            return example.read_text(encoding="utf-8")
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    return "\n".join(f"{name.upper()}={value if isinstance(value, str) else ''}" for name, value in defaults.items())
