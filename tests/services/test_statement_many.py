"""Statements of many homes: portions, presses in between, mistakes, and amounts to the fen whatever happened (FEE-01)."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import stating
from services.fees import posting
from services.statement.content import content
from tests.services.fee_steps import charged, code, paid
from tests.services.statement_steps import ANNAS, HOME, PERIOD, bill, checked, known, made, one, runs, statements
from tests.services.steps import WANG, ZHOU
from tests.services.visits_steps import told
from tests.support.estate import Estate

DUE = date(2026, 12, 15)


@pytest.fixture
def billed(estate: Estate) -> Estate:
    """Two homes owe December; the duty is known."""
    known(estate)
    bill(estate, HOME, 27_580, PERIOD, DUE)
    bill(estate, ANNAS, 30_000, PERIOD, DUE)
    return estate


def _looks(estate: Estate) -> None:
    """The clock looks as it does in the bot: what takes long is read first, then written down; the sender keeps pace."""
    for _ in range(80):
        ready = estate.work(stating.prepare)
        upcoming = estate.work(lambda w, ready=ready: stating.sweep(w, 50, ready))
        estate.deliver()
        if upcoming is None or upcoming > estate.now:
            if not [r for r in runs(estate) if r.sending_at]:
                return
            estate.now += timedelta(seconds=1)


def test_in_portions(estate: Estate) -> None:
    """Every home once, whatever the size of a portion; nothing is written that was not read."""
    for key, value in (("statement.homes", 10), ("statement.page", 1)):
        estate.work(lambda w, key=key, value=value: w.standards.set(estate.community, key, value, None, w.now))
    for home in estate.units:
        bill(estate, home, 10_000, PERIOD, DUE)
    estate.now = datetime(2026, 11, 28, 2, tzinfo=UTC)
    estate.work(lambda w: w.statements.begin(estate.community, PERIOD))
    assert estate.work(lambda w: stating.sweep(w, 50, {})) == estate.now  # it must be read first
    assert statements(estate) == []
    ready = estate.work(stating.prepare)
    for _ in range(2):  # the same portion written twice is written once
        estate.work(lambda w: stating.sweep(w, 50, ready))
    assert len(statements(estate)) == 10
    _looks(estate)
    assert sorted(s.unit_id for s in statements(estate)) == sorted(estate.units.values())
    checked(estate)
    _looks(estate)
    assert {s.status for s in statements(estate)} == {"sent"}
    assert len(told(estate, WANG, "对帐单 ·")) == len(told(estate, "Anna", "Statement of account ·")) == 1


def test_held_back_between_reading_and_handing_over(billed: Estate) -> None:
    """What was read of it is not sent."""
    made(billed)
    billed.presses(ZHOU, f"m:statement_checked.{runs(billed)[0].id}:0")
    ready = billed.work(stating.prepare)
    billed.presses(ZHOU, f"S{one(billed).id}:hold:0")
    billed.says(ZHOU, "等一等")
    billed.work(lambda w: stating.sweep(w, 50, ready))
    billed.deliver()
    assert (one(billed).status, one(billed, ANNAS).status) == ("held", "sent")
    assert not told(billed, WANG, "对帐单 ·")


def test_a_mistake_stops_nothing_else(billed: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again later, and the administrators hear of it."""
    made(billed)
    billed.presses(ZHOU, f"m:statement_checked.{runs(billed)[0].id}:0")

    def broken(*_: Any) -> Any:
        raise ValueError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr("services.statement.sending.draw", broken)
        billed.passes(seconds=1)
    assert {s.status for s in statements(billed)} == {"checked"}
    assert told(billed, "冯主任", "ValueError")
    billed.passes(minutes=30)
    assert {s.status for s in statements(billed)} == {"sent"}


_ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("bill"),
            st.sampled_from(["2026-09", "2026-10", "2026-11", "2026-12", "2027-01"]),
            st.integers(0, 50_000),
        ),
        st.tuples(st.just("pays"), st.just(""), st.integers(1, 60_000)),
        st.tuples(st.just("right"), st.just(""), st.integers(-5_000, 5_000)),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=_ACTS, after=_ACTS)
def test_to_the_fen(estate: Estate, before: Any, after: Any) -> None:
    """Whatever happened: what it says is what it was made with, and what the ledger says but for later months; it stays so."""
    with suppress(_Undone):
        estate.work(lambda w: _undone(w, estate, before, after))


class _Undone(Exception):
    pass


def _undone(work: Any, estate: Estate, before: Any, after: Any) -> None:
    unit = estate.units[HOME]
    kind = code(work, estate.community)
    _happens(work, unit, kind, before)
    run = work.statements.begin(estate.community, PERIOD)
    for _ in range(3):
        stating.sweep(work, 50)
    found = [s for s in work.statements.page(run.id, "3", 50, 0) if s.unit_id == unit]
    if found:
        said = content(work, found[0])
        later = sum(b.open_fen for b in work.ledger.open_bills(unit) if b.about > PERIOD)
        assert said["total"] == found[0].fen == work.ledger.balance(unit) - later
        _happens(work, unit, kind, after)
        assert content(work, found[0]) == said
    raise _Undone


def _happens(work: Any, unit: int, kind: Any, acts: Any) -> None:
    for what, about, fen in acts:
        if what == "bill":
            charged(work, unit, kind, fen, about, date.fromisoformat(f"{about}-15"))
        elif what == "pays":
            paid(work, unit, fen)
        elif bills := work.ledger.bills(unit, 1, 0):
            posting.put_right(
                work, bills[0].id, max(fen, -bills[0].open_fen) if bills[0].open_fen >= 0 else 0, "x", None
            )
