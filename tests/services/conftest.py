"""An estate for each test: the whole bot but the network; after every story the groups' messages are read for secrets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import insert

from domain.incoming import Incoming, Kind
from store import tables as t
from store.inbox import Arrived
from tests.services.steps import secrets_in_groups
from tests.support.estate import Estate, opened


@pytest.fixture
def estate(tmp_path: Path) -> Iterator[Estate]:
    """People who type and press."""
    with opened(tmp_path) as made:
        yield made
        told = secrets_in_groups(made)
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
