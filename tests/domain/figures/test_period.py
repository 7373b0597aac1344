"""Periods are whole local days: their keys, bounds, neighbours, and what lies in them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.figures import Period, day, days, month, parse, quarter, read_days, week, year

SHANGHAI, BERLIN, APIA = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia")
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
MADE = st.builds(lambda make, on: make(on), st.sampled_from([day, week, month, quarter, year]), DAYS)


@pytest.mark.parametrize(
    ("made", "key", "first", "last"),
    [
        (day(date(2026, 11, 22)), "2026-11-22", date(2026, 11, 22), date(2026, 11, 22)),
        (week(date(2026, 11, 22)), "2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        (week(date(2027, 1, 1)), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (month(date(2026, 12, 31)), "2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        (month(date(2028, 2, 10)), "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (quarter(date(2026, 11, 22)), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (quarter(date(2028, 1, 31)), "2028-Q1", date(2028, 1, 1), date(2028, 3, 31)),
        (year(date(2026, 11, 22)), "2026", date(2026, 1, 1), date(2026, 12, 31)),
        (days(date(2026, 1, 3), date(2026, 11, 22)), "20260103-20261122", date(2026, 1, 3), date(2026, 11, 22)),
    ],
)
def test_key_and_days(made, key, first, last) -> None:
    """A week begins on Monday, also over New Year; February has as many days as it has."""
    assert (made.key, made.first, made.last) == (key, first, last)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "202",
        "2026-Q5",
        "2026-Q0",
        "20261122-20261101",
        "20261131-20261201",
        "2026-13",
        "2026-11-31",
        "2026-W54",
        "2026-W1",
        "W",
        "2026-1",
        "x" * 40,
        "2026-11-22T10",
        "²026-11",
    ],
)
def test_forged_keys_are_none(key: str) -> None:
    """Keys come from buttons."""
    assert parse(key) is None


@given(MADE)
def test_key_names_the_period(made) -> None:
    """And nothing else."""
    assert parse(made.key) == made


@given(MADE)
def test_periods_join_without_gap(made) -> None:
    """The one before ends the day before this one begins."""
    assert made.before.last + timedelta(days=1) == made.first
    assert made.before.span == made.span


@given(
    MADE,
    st.sampled_from([SHANGHAI, BERLIN, APIA]),
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),
)
def test_bounds_and_days_agree(made, zone, at) -> None:
    """An instant lies between the bounds exactly when its local day is one of the days, on days of 23 and 25 hours too."""
    start, end = made.instants(zone)
    assert made.holds(at, zone) == (start <= at < end)


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (datetime(2026, 11, 21, 16, 30, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 21, 15, 59, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 16, 0, tzinfo=UTC), date(2026, 11, 22)),
    ],
)
def test_half_past_midnight_is_not_yesterday(at: datetime, on: date) -> None:
    """In Shanghai 16:30 UTC is 00:30 of the next day."""
    assert day(on).holds(at, SHANGHAI)
    assert not day(on).before.holds(at, SHANGHAI)


def test_day_the_clock_is_put_back_has_25_hours() -> None:
    """Berlin, 25 October 2026."""
    start, end = day(date(2026, 10, 25)).instants(BERLIN)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=25)


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2026-11-01 至 2026-11-20", "20261101-20261120"), ("11.1-11.20", "20261101-20261120"), ("11月1日到11月20日", "20261101-20261120"),
        ("2026.1.1–3.31", "20260101-20260331"), ("12.1-1.5", "20251201-20260105"), ("11/3", "20261103-20261103"),
        ("１１．１到１１．２０", "20261101-20261120"), ("2026-01-01 to 2026-03-31", "20260101-20260331"), ("12.24", "20251224-20251224"),
        ("2.30-3.1", None), ("昨天", None), ("11.20-2026.11.1", "20251120-20261101"), ("2026.11.20-2026.11.1", None), ("1.1 2.2 3.3", None), ("", None), ("foo 1.2", None),
    ],
)  # fmt: skip
def test_typed_days(typed: str, key: str | None) -> None:
    """As people type them; without a year the newest such days."""
    found = read_days(typed, TODAY)
    assert (found.key if found else None) == key


@given(DAYS, DAYS)
def test_typed_days_and_their_neighbour(one: date, two: date) -> None:
    """What is typed whole is read whole; the days before are as many."""
    first, last = sorted((one, two))
    found = read_days(f"{first.isoformat()} - {last.isoformat()}", TODAY)
    assert found == days(first, last) == parse(found.key)
    assert isinstance(found.before, Period)
    assert (len(found.before.days), found.before.last) == (len(found.days), first - timedelta(days=1))
