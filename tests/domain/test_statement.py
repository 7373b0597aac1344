"""Statements of account: the window, the month a bill belongs to, sums, what is odd (FEE-01, F-50)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import statement as s
from domain.lifecycle import can
from domain.statement import Counted, Event, Odd, Status, Sums


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-12", date(2026, 11, 28), date(2026, 11, 30)),
        ("2027-01", date(2026, 12, 28), date(2026, 12, 31)),
        ("2027-03", date(2027, 2, 28), date(2027, 2, 28)),  # one day only
        ("2028-03", date(2028, 2, 28), date(2028, 2, 29)),  # a leap year
        ("2100-03", date(2100, 2, 28), date(2100, 2, 28)),  # not a leap year
        ("2027-05", date(2027, 4, 28), date(2027, 4, 30)),
    ],
)
def test_the_window(period: str, first: date, last: date) -> None:
    """From the 28th to the end of the month before."""
    assert s.window(period, 28) == (first, last)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 11, 27), "2026-11"),
        (date(2026, 11, 28), "2026-12"),
        (date(2026, 11, 30), "2026-12"),
        (date(2026, 12, 1), "2026-12"),
        (date(2026, 12, 31), "2027-01"),
        (date(2027, 2, 27), "2027-02"),
        (date(2027, 2, 28), "2027-03"),
        (date(2028, 2, 29), "2028-03"),
    ],
)
def test_which_month_is_made(day: date, period: str) -> None:
    """From the 28th the next one; before it the month itself, late."""
    assert s.period_to_make(day, 28) == period


@pytest.mark.parametrize(
    ("day", "billed", "waits"),
    [
        (date(2026, 11, 28), False, True),
        (date(2026, 11, 29), False, True),
        (date(2026, 11, 30), False, False),  # the last day: with what there is
        (date(2026, 12, 5), False, False),  # made up for
        (date(2026, 11, 28), True, False),
    ],
)
def test_waiting_for_the_bills(day: date, billed: bool, waits: bool) -> None:
    """Until the window's last day."""
    assert s.waits(day, "2026-12", 28, billed=billed) is waits


def test_leap_february_is_one_day_in_other_years() -> None:
    """2027-02-28 is first and last day: nothing waits; in 2028 there is one day more."""
    assert not s.waits(date(2027, 2, 28), "2027-03", 28, billed=False)
    assert s.waits(date(2028, 2, 28), "2028-03", 28, billed=False)


@given(st.dates(date(2020, 1, 1), date(2100, 12, 31)), st.integers(1, 28))
def test_windows_never_miss_a_day(day: date, from_day: int) -> None:
    """The month made on a day is the next one exactly inside of its window."""
    period = s.period_to_make(day, from_day)
    following = s.period_after(day)
    first, last = s.window(following, from_day)
    assert (period == following) is (first <= day <= last)
    assert s.period_before(following) == f"{day:%Y-%m}"


@pytest.mark.parametrize(
    ("about", "from_on", "due_on", "month"),
    [
        ("2026-12", None, date(2027, 1, 10), "2026-12"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 1), "2026-10"),
        ("order/17", None, date(2026, 12, 20), "2026-12"),
        ("1234567", None, date(2026, 12, 20), "2026-12"),
    ],
)
def test_the_month_of_a_bill(about: str, from_on: date | None, due_on: date, month: str) -> None:
    """By its name, its own days, or the day it is due."""
    assert s.month_of(about, from_on, due_on) == month


def _bill(about: str, fen: int, open_fen: int) -> Counted:
    return Counted(about, None, date(2026, 12, 10), fen, open_fen)


def test_sums() -> None:
    """Open before + open of the month − advance; later months are left out, what is settled before tells nobody anything."""
    bills = [
        _bill("2026-10", 100, 30),
        _bill("2026-11", 200, 0),
        _bill("2026-12", 300, 250),
        _bill("2027-01", 400, 400),
    ]
    found = s.sums(bills, 20, "2026-12")
    assert found == Sums(before=30, month=250, advance=20, charged=300, last=200, any=True)
    assert found.total == 260
    assert not s.sums([_bill("2026-11", 200, 0)], 0, "2026-12").any
    assert not s.sums([], 500, "2026-12").any


@pytest.mark.parametrize(
    ("sums", "reachable", "odd"),
    [
        (Sums(0, 100, 0, 100, 100, True), True, []),
        (Sums(0, 100, 200, 100, 100, True), True, [Odd.NEGATIVE]),
        (Sums(0, 150, 0, 150, 100, True), True, []),  # half as much again is allowed
        (Sums(0, 151, 0, 151, 100, True), True, [Odd.JUMP]),
        (Sums(0, 151, 0, 151, 0, True), True, []),  # nothing to compare it with
        (Sums(0, 100, 0, 100, 100, True), False, [Odd.NO_OWNER]),
        (Sums(0, -5, 0, 300, 100, True), False, [Odd.NEGATIVE, Odd.JUMP, Odd.NO_OWNER]),
    ],
)
def test_what_is_odd(sums: Sums, reachable: bool, odd: list[Odd]) -> None:
    """Less than nothing, more than half above last month, nobody to send it to."""
    assert s.odd_of(sums, reachable=reachable, percent=50) == odd


def test_what_is_sent_is_sent() -> None:
    """Nothing happens to it any more; what is held back is not checked."""
    assert not any(can(s.TABLE, Status.SENT, event) for event in Event)
    assert not can(s.TABLE, Status.HELD, Event.CHECK)
    assert not can(s.TABLE, Status.MADE, Event.SEND)


def test_no_period() -> None:
    """Whatever is forged is no period."""
    for text in ("", "2026", "2026-13", "2026-1-", "abcd-ef"):
        with pytest.raises(ValueError):
            s.first_of(text)


def test_share() -> None:
    """Per cent, rounded half up; of nothing none."""
    assert (s.share(1, 3), s.share(1, 8), s.share(0, 5), s.share(0, 0)) == (33, 13, 0, None)
