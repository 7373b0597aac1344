"""Receipts and daily cash on both databases: numbers in order, one that holds, sums by day, days changed by the first only."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.cashbook import totals
from domain.fees.ledger import Way
from domain.timetable import Occurrence
from services import documents
from services.fees import posting
from services.receipts import cash, issuing
from store import tables as t
from store.engine import Store
from store.reading import Reader
from store.work import Work
from store.writer import Writer
from tests.services.fee_steps import DAY, charged, code
from tests.support.cast import START, Cast, build

TODAY = date(2026, 11, 22)


@pytest.fixture
def work(store: Store):
    """A unit of work, on each kind of database."""
    with store.engine.connect() as conn:
        yield Work(conn, START)


@pytest.fixture
def cast(work: Work) -> Cast:
    """A community and its people."""
    return build(work, START)


def _paid(work: Work, cast: Cast, fen: int, way: Way = Way.CASH) -> Any:
    unit = cast.units["3-2-1502"]
    values = {"community_id": cast.community, "unit_id": unit, "way": way, "fen": fen, "paid_on": DAY}
    return posting.confirm(work, work.ledger.add_payment(values), None)


def test_numbers_in_order(work: Work, cast: Cast) -> None:
    """Whatever order a database puts letters and dashes into; a year is its own."""
    for fen in range(1, 13):
        _paid(work, cast, fen)
    assert work.receipts.last_number(cast.community, 2026) == "2026-000012"
    assert work.receipts.last_number(cast.community, 2025) is None
    assert work.receipts.last_number(cast.community, 2027) is None
    assert work.receipts.last_number(cast.community + 1, 2026) is None
    assert [r.number for r in work.receipts.of_days(cast.community, TODAY, TODAY)] == [
        f"2026-{n:06}" for n in range(1, 13)
    ]


def test_one_holds(work: Work, cast: Cast) -> None:
    """Void once; its successor is found by it."""
    payment = _paid(work, cast, 500)
    old = work.receipts.valid_of(payment.id)
    new = issuing.replace(work, payment, "写错", None)
    assert work.receipts.valid_of(payment.id) == new
    assert work.receipts.replaced_by(old.id) == new
    assert work.receipts.void(old.id, "again", None) is False
    assert work.receipts.find(old.id).void_reason == "写错"
    assert [r.id for r in work.receipts.numbered(new.number)] == [new.id]


def test_sums_by_day(work: Work, cast: Cast) -> None:
    """Money in and out by way, bills by class; days are days on both databases."""
    charged(work, cast.units["3-2-1502"], code(work, cast.community), 300, "2026-11")
    _paid(work, cast, 500)
    card = _paid(work, cast, 70, Way.CARD)
    posting.refund(work, card, 20, "多付", None)
    moved = work.receipts.moved(cast.community, TODAY, TODAY)
    taken = work.receipts.taken(cast.community, TODAY, TODAY)
    assert moved == [(TODAY, "card", 50), (TODAY, "cash", 500)]
    assert taken == [(TODAY, "property", 300)]
    assert totals([m[1:] for m in moved], [x[1:] for x in taken]).codes == {"property": 300, "advance": 250}
    assert work.receipts.moved(cast.community, TODAY + timedelta(days=1), TODAY + timedelta(days=2)) == []


def test_a_day_is_changed_by_the_first(work: Work, cast: Cast) -> None:
    """Whoever saw an older state changes nothing."""
    signed = {"totals": {"ways": {"cash": 5}, "codes": {}}, "cash_fen": 5}
    put = work.receipts.put_cash_day
    assert put(cast.community, TODAY, 0, signed)
    assert not put(cast.community, TODAY, 0, signed)
    assert put(cast.community, TODAY, 1, {"banked_fen": 5})
    assert not put(cast.community, TODAY, 1, {"banked_fen": 6})
    day = work.receipts.cash_days(cast.community, TODAY, TODAY)[TODAY]
    assert (day.banked_fen, day.version, day.expected) == (5, 2, 5)


def test_wrong_tries_are_counted(work: Work, cast: Cast) -> None:
    """Of one person, since then; right ones are no tries."""
    person = work.people.by_telegram(11).id
    receipt = work.receipts.valid_of(_paid(work, cast, 1).id)
    for found in (None, None, receipt.id):
        work.receipts.checked(person, "2026-000001", found)
    assert work.receipts.wrong_tries(person, START - timedelta(hours=1)) == 2
    assert work.receipts.wrong_tries(person, START) == 0


async def test_papers_and_sheets_are_read_off_the_writer(store: Store) -> None:
    """As they are when a message is sent: on the reading side, which cannot write."""
    reader, writer = Reader(store.url), Writer(store, lambda: START).start()
    cast = writer.run_sync(lambda w: build(w, START))
    writer.run_sync(lambda w: _paid(w, cast, 700))
    receipt = writer.run_sync(lambda w: w.receipts.of_home(cast.units["3-2-1502"], 1, 0)[0])
    asked = {"what": "receipt", "receipt": receipt.id, "language": "zh"}
    paper = await reader.compute(lambda w: documents.document(w, asked))
    assert (paper["what"], paper["number"]) == ("paper", "No. 2026-000001")
    month = {"what": "cash", "community": cast.community, "period": "2026-11", "language": "en", "at": ""}
    days, _, receipts = (await reader.compute(lambda w: documents.document(w, month)))["sheets"]
    assert days["rows"][0][:6] == ["2026-11-22", 0, 700, 0, 0, 700]
    assert receipts["rows"][0][0] == "2026-000001"
    morning = Occurrence("2026-11-25", START + timedelta(days=3))
    says = await reader.compute(lambda w: cash.unsettled(w, w.people.community(cast.community), morning))
    writer.run_sync(says)
    told = writer.run_sync(lambda w: [row.key for row in w.conn.execute(t.outbox.select())])
    assert any(key.startswith("cash.unsettled:") for key in told)
    await writer.stop()
    await reader.close()
