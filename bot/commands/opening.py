"""What the commands share: settings, the database, the community that is meant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from bot.settings import Settings, load
from domain.people import Community
from services import Work
from store import schema
from store.engine import Store, StoreError, open_store
from store.writer import Writer

T = TypeVar("T")

#: `--community`, for the few who serve several from one database.
community_option = click.option(
    "--community", "community", metavar="NAME", help="Which community, if there are several."
)


class Failed(click.ClickException):
    """Ends the command with one line and exit code 1."""


def settings() -> Settings:
    """The settings of commands that only touch the database: a missing token is no hindrance."""
    return load(needs_token=False)


@contextmanager
def database() -> Iterator[Store]:
    """The database of the settings, set up and of the right version."""
    url = settings().database_url
    store = open_store(url)
    if store.path is not None and not store.path.exists():
        raise Failed(f"There is no database at {store.path} yet. `guanjia init` sets it up.")
    try:
        schema.check(store)
        yield store
    finally:
        store.close()


@contextmanager
def writing(store: Store) -> Iterator[Writer]:
    """A writer for a moment; a running bot only waits for its commits."""
    writer = Writer(store).start()
    try:
        yield writer
    finally:
        writer.stop_sync()


def in_one_work(store: Store, function: Callable[[Work], T]) -> T:
    """Carries the function out as one unit of work."""
    with writing(store) as writer:
        return writer.run_sync(function)


def the_community(work: Work, name: str | None) -> Community:
    """The one that is named, or the only one there is."""
    found = work.people.communities()
    if not found:
        raise Failed("There is no community yet. `guanjia init` makes one.")
    named = [c for c in found if name in (None, c.name)]
    if len(named) == 1:
        return named[0]
    raise Failed(f"Say which community with --community: {', '.join(c.name for c in found)}.")


def sentence(error: StoreError) -> str:
    """The error as one sentence; some are sentences already."""
    said = str(error)
    return said if said.endswith(".") else f"The database cannot be used: {said}."
