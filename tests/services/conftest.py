"""An estate for each test: the whole bot but the network; after every story the groups' messages are read for secrets."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import event, insert

from domain.incoming import Incoming, Kind
from store import tables as t
from store.engine import open_store
from store.inbox import Arrived
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


@pytest.fixture
def watched(estate: Estate) -> Iterator[Estate]:
    """Each arrival is kept as the channel sent it, as in the real inbox."""
    carried = estate.arrives

    def arrives(incoming: Incoming) -> None:
        body: dict[str, Any] = {
            "message_id": incoming.message,
            "date": 1,
            "chat": {"id": incoming.chat},
            "text": incoming.text,
        }
        if incoming.kind is Kind.PRESS:
            body = {"id": incoming.press_id, "data": incoming.press, "from": {"id": incoming.sender}}
        kind = "callback_query" if incoming.kind is Kind.PRESS else "message"
        row = {
            "update_id": incoming.id, "received_at": estate.now, "chat_id": incoming.chat, "attempts": 0, "status": Arrived.DONE,
            "raw": orjson.dumps({"update_id": incoming.id, kind: body}), "done_at": estate.now,
        }  # fmt: skip
        estate.work(lambda w: w.conn.execute(insert(t.inbox).values(**row)))
        carried(incoming)

    estate.arrives = arrives  # type: ignore[method-assign]
    yield estate
