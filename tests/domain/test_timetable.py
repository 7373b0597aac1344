"""Periodic duties: the newest occurrence and the next one, by local time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.timetable import Every, Schedule, latest, upcoming

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = [SHANGHAI, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")]


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("schedule", "now", "period", "before", "after"),
    [
        (Schedule(Every.DAY, time(8, 30)), "2026-11-22 08:29", "2026-11-21", "2026-11-21 08:30", "2026-11-22 08:30"),
        (Schedule(Every.DAY, time(8, 30)), "2026-11-22 08:30", "2026-11-22", "2026-11-22 08:30", "2026-11-23 08:30"),
        (Schedule(Every.WEEK, time(9), 1), "2026-11-22 12:00", "2026-W47", "2026-11-16 09:00", "2026-11-23 09:00"),
        (Schedule(Every.WEEK, time(9), 1), "2026-11-23 08:59", "2026-W47", "2026-11-16 09:00", "2026-11-23 09:00"),
        (Schedule(Every.WEEK, time(9), 7), "2026-12-31 12:00", "2026-W52", "2026-12-27 09:00", "2027-01-03 09:00"),
        (Schedule(Every.MONTH, time(9), 1), "2026-11-22 12:00", "2026-11", "2026-11-01 09:00", "2026-12-01 09:00"),
        (Schedule(Every.MONTH, time(18), 31), "2027-02-28 17:59", "2027-01", "2027-01-31 18:00", "2027-02-28 18:00"),
        (Schedule(Every.MONTH, time(18), 31), "2027-02-28 18:00", "2027-02", "2027-02-28 18:00", "2027-03-31 18:00"),
    ],
)
def test_newest_and_next(schedule: Schedule, now: str, period: str, before: str, after: str) -> None:
    """At the instant itself it is due; the end of short months; weeks over the new year."""
    found = latest(schedule, at(now), SHANGHAI)
    assert (found.period, found.at) == (period, at(before))
    assert upcoming(schedule, at(now), SHANGHAI).at == at(after)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(Every),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.integers(1, 31),
    st.sampled_from(ZONES),
)
def test_every_period_comes_once(when: datetime, every: Every, clock: time, day: int, zone: ZoneInfo) -> None:
    """Newest and next lie on both sides of now, one period apart; walking on, no period is skipped or repeated."""
    schedule = Schedule(every, clock, day if every is Every.MONTH else (day - 1) % 7 + 1)
    now = when.replace(tzinfo=UTC)
    before, after = latest(schedule, now, zone), upcoming(schedule, now, zone)
    assert before.at <= now < after.at and before.period != after.period
    assert latest(schedule, after.at, zone) == after
    assert latest(schedule, after.at - timedelta(microseconds=1), zone) == before
    assert isinstance(before.at.astimezone(zone).date(), date)
