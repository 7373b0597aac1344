"""The money of a day: both sums are the same; how far its cash is; who may receive it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cashbook import ADVANCE, CashDay, DayState, Totals, check_receiver, difference, state_of, totals
from domain.errors import Refused
from domain.fees.ledger import Way

_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
_PARTS = st.lists(st.tuples(st.sampled_from(["cash", "card", "transfer"]), st.integers(-10_000, 90_000)))
_CODES = st.lists(st.tuples(st.sampled_from(["property", "parking", "water"]), st.integers(-10_000, 90_000)))


def kept(cash: int = 50_000, **more: Any) -> CashDay:
    """A day that was counted."""
    given: dict[str, Any] = {
        "id": 1, "community_id": 1, "day": date(2026, 11, 22), "version": 1, "totals": {"ways": {"cash": cash}, "codes": {}}, "cash_fen": cash,
        "banked_fen": None, "difference": None, "counted_by": 1, "counted_at": _AT, "received_by": None, "received_at": None, "banked_by": None,
        "banked_at": None,
    }  # fmt: skip
    return CashDay(**{**given, **more})


@given(_PARTS, _CODES)
def test_both_sums_are_the_same(moved: list[tuple[str, int]], taken: list[tuple[str, int]]) -> None:
    """F-45: by way and by class; what is not taken is paid in advance."""
    found = totals(moved, taken)
    assert sum(found.ways.values()) == sum(found.codes.values()) == found.fen == sum(fen for _, fen in moved)
    assert found.cash == sum(fen for way, fen in moved if way == Way.CASH)
    assert all(found.ways.values())
    assert all(found.codes.values())
    assert found.codes.get(ADVANCE, 0) == found.fen - sum(fen for _, fen in taken)


@pytest.mark.parametrize(
    ("cash", "day", "state"),
    [
        (0, None, DayState.NONE), (50_000, None, DayState.TO_COUNT), (-100, None, DayState.TO_COUNT), (50_000, kept(), DayState.TO_RECEIVE),
        (50_000, kept(received_by=2), DayState.TO_BANK), (50_000, kept(received_by=2, banked_fen=50_000), DayState.SETTLED),
        (60_000, kept(received_by=2, banked_fen=50_000), DayState.TO_COUNT), (0, kept(received_by=2), DayState.TO_COUNT),
        (50_000, kept(received_by=2, banked_fen=0), DayState.SETTLED), (0, kept(0), DayState.TO_RECEIVE),
    ],
)  # fmt: skip
def test_how_far_a_day_is(cash: int, day: CashDay | None, state: DayState) -> None:
    """Money after the signatures has it counted anew."""
    assert state_of(Totals({"cash": cash} if cash else {}, {}), day) is state


def test_two_people() -> None:
    """Whoever counted never receives."""
    check_receiver(kept(), 2)
    with pytest.raises(Refused, match="two_people"):
        check_receiver(kept(), 1)


def test_differences() -> None:
    """Counted against the entries; banked against counted."""
    assert (difference(500, 500), difference(500, 400), difference(500, 400, 400), difference(500, 400, 350)) == (
        0,
        -100,
        0,
        -50,
    )
