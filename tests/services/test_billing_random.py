"""Whatever areas, prices, payments and corrections: the ledger balances, and a run made again changes nothing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from domain.errors import Outdated, Refused
from domain.fees import run
from domain.fees.charges import Kind
from domain.people import UnitState
from services import Work
from services.fees import billing, posting
from store import ledger
from store import money_tables as m
from store import tables as t
from tests.services.fee_steps import paid
from tests.support.estate import Estate

HOMES = ("3-2-1502", "3-1-101", "2-1-101", "1-1-101", "1-2-1502")
DO = st.tuples(
    st.sampled_from(["run", "pay", "right", "area", "price", "cut", "custody"]),
    st.integers(0, 4),
    st.integers(0, 60_000),
)


def _code(work: Work, community: int, kind: Kind) -> Any:
    values = {
        "community_id": community,
        "key": str(kind),
        "kind": kind,
        "name_zh": "费",
        "name_en": "Fee",
        "months": 1,
        "rank": 1,
        "custody": True,
    }
    return work.charges.add_code({**values, "active": True})


def _run(work: Work, code: Any, period: str) -> int:
    """Written as the clock does it."""
    made = run.plan(billing.facts(work, code, period))
    new = [posting.Charge(d.unit, code, period, d.fen, date(2026, 12, 10), d.formula) for d in made.drafts]
    return len(posting.charge_many(work, new, None))


@given(steps=st.lists(DO, max_size=20), shared=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_balances_and_is_written_once(estate: Estate, steps: list[tuple[str, int, int]], shared: bool) -> None:
    """After every step; a run right after a run writes nothing; what was shared out is never more than the whole."""

    class Done(Exception):
        """Undoes the example."""

    def story(work: Work) -> None:
        with work.part():
            units = [estate.units[home] for home in HOMES]
            work.conn.execute(update(t.units).where(t.units.c.id.in_(units)).values(area_cm2=985_000))
            code = _code(work, estate.community, Kind.SHARED if shared else Kind.AREA)
            work.charges.set_rate(code.id, date(2026, 1, 1), 28_000, None)
            work.charges.set_cost(code.id, "2026-12", None, 123_457, None)
            for what, which, figure in steps:
                unit = units[which]
                bills = work.ledger.bills(unit, 9, 0)
                try:
                    if what == "run":
                        _run(work, code, "2026-12")
                        assert _run(work, code, "2026-12") == 0
                    elif what == "pay" and figure:
                        paid(work, unit, figure)
                    elif what == "right" and bills:
                        posting.put_right(work, bills[0].id, figure - 30_000, "", None)
                    elif what == "area":
                        work.conn.execute(
                            update(t.units).where(t.units.c.id == unit).values(area_cm2=figure * 100 or None)
                        )
                    elif what == "price":
                        work.charges.set_rate(code.id, date(2026, 1, 1), figure, None)
                    elif what == "custody":
                        work.charges.set_state(unit, UnitState.CUSTODY if figure % 2 else UnitState.LIVED_IN)
                    elif what == "cut":
                        _cut(work, unit, code.id, figure % 101)
                except (Refused, Outdated):
                    pass
                assert ledger.unbalanced(work.conn) == []
            rows = work.conn.execute(select(m.bills.c.unit_id, m.bills.c.fen, m.bills.c.open_fen)).all()
            assert len({row.unit_id for row in rows}) == len(rows)
            assert all(row.open_fen >= 0 for row in rows)
            assert not shared or sum(row.fen for row in rows) <= 123_457
            raise Done

    with pytest.raises(Done):
        estate.work(story)


def _cut(work: Work, unit: int, code: int, percent: int) -> None:
    person = work.people.by_telegram(26)
    assert person is not None
    values = {
        "unit_id": unit,
        "code_id": code,
        "from_period": "2026-12",
        "until_period": "2026-12",
        "percent": percent,
        "reason": "低保户",
    }
    work.charges.add_reduction(
        {**values, "asked_by": person.id, "asked_at": work.now, "decided_by": person.id, "decided_at": work.now}
    )
