"""`guanjia forget`: somebody wants nothing kept of them any more."""

import shutil
from collections import Counter

import click

from bot import keeping
from bot.commands import opening
from bot.commands.opening import Failed, database, in_one_work
from bot.media import MediaStore
from domain.people import Person
from services import Work
from services.forgetting import forget as forget_them
from services.forgetting import hindrances, meant, preview
from store.engine import Store
from store.erasing import compact
from store.lock import Lock

#: What to do before, by what is not finished.
_FIRST = {
    "post": "has a post as {}: end it first (in the chat: 职员)",
    "matter": "has an open matter, {}: close or cancel it first",
    "callback": "is still to be asked back about {}: finish the callback first",
    "talk": "is talking with the desk: close that exchange first",
    "payment": "has reported a payment that finance has not looked at: decide on it first",
}
_FILES = 100


@click.command(epilog="Example: guanjia forget 13800000000 --dry-run")
@click.argument("person")
@click.option("--dry-run", is_flag=True, help="Say what would go; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(person: str, dry_run: bool, yes: bool) -> None:
    """Erase what is kept of PERSON: a telephone number, our number of them, or a whole name. The bot must be stopped.

    Names, numbers, the chat, what they wrote and their photos go, from the files of the database, too; matters, figures
    and the ledger stay without them. It cannot be undone. Backups made before still hold them: delete those in time;
    `guanjia restore` on this database forgets again whom it had forgotten.
    """
    with database() as store, Lock(opening.settings().database_url):
        who = _the_one(in_one_work(store, lambda work: [(f.person, f.homes) for f in meant(work, person)]))
        first = in_one_work(store, lambda work: hindrances(work, who.id))
        if first:
            raise Failed("; ".join(f"Number {who.id} {_FIRST[kind].format(which)}" for kind, which in first) + ".")
        _say("Would be emptied" if dry_run else "To be emptied", in_one_work(store, lambda work: preview(work, who.id)))
        if dry_run:
            return
        if not yes:
            click.confirm("Erase all this for good?", abort=True)
        done = in_one_work(store, lambda work: forget_them(work, who.id))
        _clear(store)
    _say("Emptied", done)
    click.echo(f"Number {who.id} is forgotten. Delete backups made before, or they are kept in them.")


def _the_one(found: list[tuple[Person, tuple[str, ...]]]) -> Person:
    if not found:
        raise Failed("Nobody is known by that number, telephone number or name (or was forgotten already).")
    if len(found) > 1:
        lines = "; ".join(f"{one.id} ({', '.join(homes) or 'no home'})" for one, homes in found)
        raise Failed(f"Several people may be meant. Say which number: {lines}.")
    return found[0][0]


def _clear(store: Store) -> None:
    """Photos, drawn papers and old pages: an interruption leaves marked rows, and the bot takes those files away."""
    folder = opening.settings().media_dir
    media = MediaStore(folder)

    def gone(work: Work) -> bool:
        going = work.media.going(_FILES)
        keeping.remove(media, going)
        work.media.erased([one.id for one in going])
        return bool(going)

    while in_one_work(store, gone):
        pass
    shutil.rmtree(folder / "drawn", ignore_errors=True)  # papers are drawn again when they are asked for
    compact(store)


def _say(title: str, rows: Counter[str]) -> None:
    click.echo(f"{title}: " + (", ".join(f"{name} {count}" for name, count in sorted(rows.items())) or "nothing") + ".")
