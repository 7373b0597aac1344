"""An estate for each test: the whole bot but the network; after every story the groups' messages are read for secrets."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from store.engine import open_store
from store.tables import metadata
from tests.services.steps import secrets_in_groups
from tests.support.estate import Estate


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("estates") / "empty.db"
    store = open_store(f"sqlite:///{path}")
    metadata.create_all(store.engine)
    store.close()
    return path


@pytest.fixture
def estate(empty_database: Path, tmp_path: Path) -> Iterator[Estate]:
    """People who type and press. Nothing is flushed to the disk: these tests lose no power."""
    shutil.copy(empty_database, tmp_path / "estate.db")
    store = open_store(f"sqlite:///{tmp_path}/estate.db")
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    made = Estate(store)
    yield made
    told = secrets_in_groups(made)
    made.close()
    store.close()
    assert told == [], "a group reads building and floor, never room, name or phone"
