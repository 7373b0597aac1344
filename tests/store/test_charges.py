"""Charges and bills in bulk, on both databases."""

from datetime import UTC, date, datetime

import pytest

from domain.fees.asks import Asked
from domain.fees.charges import Kind
from domain.fees.ledger import Way
from services.fees import posting
from store import ledger
from store.engine import Store
from store.work import Work
from store.writer import Writer
from tests.support.cast import Cast, build

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def writer(store: Store):
    """A writer on a fresh database."""
    found = Writer(store, lambda: NOON).start()
    yield found
    found.stop_sync()


def _code(work: Work, cast: Cast, key: str = "property"):
    values = {
        "community_id": cast.community,
        "key": key,
        "kind": Kind.AREA,
        "name_zh": "费",
        "name_en": "Fee",
        "months": 1,
        "rank": 1,
        "custody": True,
    }
    return work.charges.add_code({**values, "active": True})


def test_many_bills_at_once(writer: Writer) -> None:
    """Those that are there stay; what was paid in advance pays; every bill is the sum of its entries."""

    def story(work: Work) -> None:
        cast = build(work, NOON)
        code, other = _code(work, cast), _code(work, cast, "energy")
        homes = [home.unit for home in work.charges.homes(cast.community)]
        values = {
            "community_id": cast.community,
            "unit_id": homes[0].id,
            "way": Way.CASH,
            "fen": 150,
            "paid_on": NOON.date(),
        }
        posting.confirm(work, work.ledger.add_payment({**values, "chosen": []}), None)
        new = [
            posting.Charge(u, c, "2026-12", 100, date(2026, 12, 10), words="十二月")
            for u in homes
            for c in (code, other)
        ]
        assert len(posting.charge_many(work, new[:10], None)) == 10
        assert len(posting.charge_many(work, new, None)) == len(new) - 10
        assert posting.charge_many(work, new, None) == []
        assert ledger.unbalanced(work.conn) == []
        assert [b.open_fen for b in work.ledger.bills(homes[0].id, 9, 0)] in ([0, 50], [50, 0])
        assert work.charges.billed(code.id, "2026-12") == {u.id: 100 for u in homes}
        assert {line.words for line in work.ledger.lines(homes[1].id)} == {"十二月"}
        assert work.ledger.with_advance([u.id for u in homes]) == []
        assert work.ledger.charged([(homes[1].id, code.id, "2026-12"), (homes[1].id, code.id, "2027-01")]) == {
            (homes[1].id, code.id, "2026-12"): 100
        }

    writer.run_sync(story)


def test_what_bills_come_of(writer: Writer) -> None:
    """Prices, holdings, readings, costs, reductions, requests: written, read again, the later one of a day in its place."""

    def story(work: Work) -> None:
        cast = build(work, NOON)
        code, unit = _code(work, cast), cast.units["3-2-1502"]
        person = work.people.by_telegram(26)
        assert person is not None
        for price in (28_000, 30_000):
            work.charges.set_rate(code.id, date(2026, 1, 1), price, person.id)
        assert [(r.from_on, r.price_e4) for r in work.charges.rates(code.id)] == [(date(2026, 1, 1), 30_000)]
        held = work.charges.add_holding(unit, code.id, "W-1", 1, date(2026, 1, 1))
        for value in (100, 200):
            work.charges.read(held.id, date(2026, 11, 1), value, None)
        newest = work.charges.newest_reading(held.id)
        assert newest is not None and newest.value_milli == 200 and len(work.charges.readings(code.id)) == 1
        work.charges.end_holding(held.id, date(2026, 11, 30))
        assert work.charges.holdings_of(unit, date(2026, 12, 1)) == [] and len(work.charges.holdings(code.id)) == 1
        building = work.register.buildings(cast.community)["3"][0]
        for fen in (100, 200):
            work.charges.set_cost(code.id, "2026-12", building, fen, None)
        assert [(c.building, c.fen) for c in work.charges.costs(code.id, "2026-12")] == [("3", 200)]
        given = {"unit_id": unit, "code_id": code.id, "from_period": "2026-12", "until_period": "2027-02", "reason": "低保户",
                 "asked_by": person.id, "asked_at": NOON, "decided_by": person.id, "decided_at": NOON}  # fmt: skip
        for percent in (10, 30):
            work.charges.add_reduction({**given, "percent": percent})
        assert (
            work.charges.reductions(code.id, "2027-02") == {unit: 30}
            and work.charges.reductions(code.id, "2027-03") == {}
        )
        cut = work.charges.reductions_of(unit)[0].id
        assert work.charges.end_reduction(cut) and not work.charges.end_reduction(cut)
        ask = work.charges.ask(
            {
                "community_id": cast.community,
                "kind": "rate",
                "code_id": code.id,
                "details": {},
                "reason": "",
                "asked_by": person.id,
            }
        )
        assert [one.id for one in work.charges.open_asks(cast.community)] == [ask.id]
        assert work.charges.decide(ask, Asked.APPROVED, person.id, None)
        assert (
            not work.charges.decide(ask, Asked.DECLINED, person.id, None)
            and work.charges.open_asks(cast.community) == []
        )
        run = work.charges.begin_run(cast.community, code.id, "2026-12", None)
        assert work.charges.begin_run(cast.community, code.id, "2026-12", None) == run
        work.charges.add_to_run(run, 3, 300)
        found = work.charges.run(code.id, "2026-12")
        assert found is not None and (found.bills, found.fen) == (3, 300)
        assert work.charges.named([unit]) == [(unit, "3栋2单元1502")] and work.charges.named([]) == []

    writer.run_sync(story)
