"""Quiet hours."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.quiet import quiet_until

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-22 21:59", None),
        ("2026-11-22 22:00", "2026-11-23 08:00"),
        ("2026-11-23 00:30", "2026-11-23 08:00"),
        ("2026-11-23 07:59", "2026-11-23 08:00"),
        ("2026-11-23 08:00", None),
    ],
)
def test_the_night_holds_back_until_the_morning(at: str, until: str | None) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
    expected = datetime.fromisoformat(until).replace(tzinfo=SHANGHAI) if until else None
    assert quiet_until(now.astimezone(UTC), SHANGHAI, time(22), time(8)) == expected


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)), st.times(), st.times())
def test_it_ends_later_and_within_a_day(naive: datetime, start: time, end: time) -> None:
    now = naive.replace(tzinfo=SHANGHAI)
    until = quiet_until(now, SHANGHAI, start.replace(tzinfo=None), end.replace(tzinfo=None))
    assert until is None or 0 < (until - now).total_seconds() <= 86400
