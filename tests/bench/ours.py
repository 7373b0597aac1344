"""The real bot with an estate of several communities, as it is run: one process, SQLite, every commit on the disk."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from store import schema
from store.engine import open_store
from store.work import Work
from store.writer import Writer
from tests.bench.town import Person
from tests.support.crowd import CATEGORIES, Owner, Place, Worker, plan, settle

TOKEN = "7000000001:ours"
#: Communities, owners and workers of each: as many people as the echo bots talk to, and nobody waits for a worker long.
COMMUNITIES, OWNERS, WORKERS = 10, 10, 10


def places() -> list[Place]:
    """The estate."""
    return plan(COMMUNITIES, OWNERS, WORKERS)


def people(town: list[Place]) -> list[tuple[Person, int]]:
    """Everybody with the group they look at; owners never run out of things that break."""
    found: list[tuple[Person, int]] = []
    number = count()
    for place in town:
        for account in place.owners:
            wishes = [f"第{n}回{account}滴水" for n in range(1000)]
            found.append((Owner(account, wishes, CATEGORIES[next(number) % len(CATEGORIES)]), 0))
        found += [(Worker(account, place.group, shift), place.group) for shift, account in enumerate(place.workers)]
    return found


def _nothing(work: Work) -> None:
    """No more than who lives there."""


def seed(folder: Path, town: list[Place], more: Callable[[Work], None] = _nothing) -> dict[str, str]:
    """Writes the database, and `more` into it; the environment of the bot."""
    url = f"sqlite:///{folder / 'bench.db'}"
    store = open_store(url)
    schema.upgrade(store)
    writer = Writer(store).start()
    try:
        writer.run_sync(lambda work: settle(work, town, datetime.now(UTC)))
        writer.run_sync(more)
    finally:
        writer.stop_sync()
        store.close()
    return {
        "BOT_TOKEN": TOKEN, "DATABASE_URL": url, "MEDIA_DIR": str(folder / "media"), "PACING": "off", "LISTEN": "off",
        "WEBHOOK_URL": "", "CLOCK_URL": "", "LOG_FORMAT": "json", "LOG_LEVEL": "WARNING",
    }  # fmt: skip
