"""Statements on both databases: read on the reading side, written once, counted by what became of them (FEE-01, F-50)."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from domain.people import Role, Team
from domain.sending import Sending
from services import stating
from services.documents import document
from services.fees import posting
from store import tables as t
from store.engine import Store
from store.reading import Reader
from store.work import Work
from store.writer import Writer
from tests.services.fee_steps import FORMULA, code, paid
from tests.support.cast import build, staff

NOW = datetime(2026, 11, 28, 2, tzinfo=UTC)
HOMES = ("3-2-1502", "2-1-101", "1-1-101")


@pytest.fixture
def there(store: Store) -> Any:
    """Three homes owe December; one of them has nobody in the chat."""
    writer = Writer(store, lambda: NOW).start()

    def fill(work: Work) -> Any:
        cast = build(work, NOW)
        staff(work, cast, "管家小林", 41, Role.BUTLER, Team.DESK, NOW)
        kind = code(work, cast.community)
        for n, home in enumerate(HOMES):
            unit = work.people.unit(cast.units[home])
            for about, due in (("2026-11", date(2026, 11, 15)), ("2026-12", date(2026, 12, 15))):
                posting.charge(work, posting.Charge(unit, kind, about, 10_000 * (n + 1), due, FORMULA), None)
        paid(work, cast.units[HOMES[0]], 25_000)
        return cast

    cast = writer.run_sync(fill)
    yield writer, cast
    writer.stop_sync()


async def test_a_run_from_end_to_end(store: Store, database_url: str, there: Any) -> None:
    """Made, checked, sent, brought: the same on either."""
    writer, cast = there
    reader = Reader(database_url, lambda: NOW)
    try:
        run = (await writer.run(lambda w: w.statements.begin(cast.community, "2026-12"))).id
        await _looks(writer, reader)
        made = await reader.run(lambda w: w.statements.by_building(run))
        assert sorted(made) == [("1", "made", 1, 60_000, 1), ("2", "made", 1, 40_000, 0), ("3", "made", 1, -5_000, 1)]
        assert await writer.run(lambda w: w.statements.check(run, ["1", "2", "3"], 1)) == 3
        await writer.run(lambda w: w.statements.change_run(run, {"sending_at": NOW}))
        await _looks(writer, reader)
        assert await writer.run(lambda w: w.statements.unsent(run, 10)) == 2
        await writer.run(
            lambda w: w.conn.execute(update(t.outbox).where(t.outbox.c.person_id == 1).values(status=Sending.SENT))
        )
        found = await reader.run(lambda w: sorted(w.statements.delivery(run)))
        assert [(b, made, sent, hand, missed) for b, made, sent, _, hand, missed in found] == [
            (b, 1, 1, 0, 0) for b in "123"
        ]
        assert sum(row[3] for row in found) == 1
        left = await reader.run(lambda w: w.statements.not_brought(run, ["1", "2", "3"], 10, 0))
        assert len(left) == 2
        await writer.run(lambda w: w.statements.hand_over(left[0].id, "visited", 1))
        assert len(await reader.run(lambda w: w.statements.not_brought(run, ["1", "2", "3"], 10, 0))) == 1
        given = {"what": "statement", "statement": left[0].id, "language": "zh"}
        whole = await reader.compute(partial(document, given=given))
        assert whole["title"] == "对帐单"
    finally:
        await reader.close()


async def _looks(writer: Writer, reader: Reader) -> None:
    for _ in range(3):
        ready = await reader.compute(stating.prepare)
        await writer.run(lambda w, ready=ready: stating.sweep(w, 50, ready))


def test_next_look(there: Any) -> None:
    """The earliest of what a run waits for; the first portion after midnight is asked for tomorrow morning."""
    writer, cast = there
    run = writer.run_sync(lambda w: w.statements.begin(cast.community, "2026-12")).id
    assert writer.run_sync(lambda w: w.statements.next_due()) == NOW
    writer.run_sync(lambda w: stating.sweep(w, 50))
    assert writer.run_sync(lambda w: w.statements.next_due()) == datetime(2026, 11, 29, 0, 40, tzinfo=UTC)
    writer.run_sync(lambda w: w.statements.change_run(run, {"making_at": None, "chase_at": None}))
    assert writer.run_sync(lambda w: w.statements.next_due()) is None
