"""Times as people say them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.saying import local_day, say_day, say_span, say_time, say_window

TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 14, 5, tzinfo=TZ)


def at(*parts):
    """A local time."""
    return datetime(*parts, tzinfo=TZ)


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        (at(2026, 11, 22, 18), "今天 18:00", "today 18:00"),
        (at(2026, 11, 23, 9, 30), "明天 09:30", "tomorrow 09:30"),
        (at(2026, 11, 21, 9, 30), "昨天 09:30", "yesterday 09:30"),
        (at(2026, 11, 24, 9), "11月24日(周二) 09:00", "Tue 24 Nov 09:00"),
        (at(2027, 1, 3, 9), "2027年1月3日(周日) 09:00", "Sun 3 Jan 2027 09:00"),
        (at(2026, 11, 23), "明天 00:00", "tomorrow 00:00"),  # never "today 24:00"
        (at(2026, 11, 22), "今天 00:00", "today 00:00"),
        (at(2026, 11, 22, 0, 30), "今天 00:30", "today 00:30"),
    ],
)
def test_a_time_is_said_by_its_distance(when, zh, en):
    """Today and tomorrow by name, the rest by date; the year when it is another."""
    assert say_time(when, NOW, TZ, "zh") == zh
    assert say_time(when, NOW, TZ, "en") == en
    assert say_time(when.astimezone(UTC), NOW.astimezone(UTC), TZ, "zh-hans") == zh


def test_half_past_midnight_belongs_to_the_new_day():
    """16:30 UTC is tomorrow in Shanghai."""
    assert local_day(datetime(2026, 11, 22, 16, 30, tzinfo=UTC), TZ) == date(2026, 11, 23)
    assert local_day(datetime(2026, 11, 22, 15, 30, tzinfo=UTC), TZ) == date(2026, 11, 22)


def test_a_time_without_zone_is_a_mistake():
    """Better loud than eight hours off."""
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 11, 22), TZ)


def test_a_day_alone():
    """Without the clock."""
    assert say_day(date(2026, 11, 22), date(2026, 11, 22), "zh") == "今天"
    assert say_day(date(2026, 12, 1), date(2026, 11, 22), "zh") == "12月1日(周二)"


def test_a_window_says_its_day_once():
    """And twice only across midnight."""
    assert say_window(at(2026, 11, 23, 9), at(2026, 11, 23, 12), NOW, TZ, "zh") == "明天 09:00–12:00"
    assert say_window(at(2026, 11, 22, 22), at(2026, 11, 23), NOW, TZ, "en") == "today 22:00–tomorrow 00:00"


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(seconds=30), "不到 1 分钟", "less than a minute"),
        (timedelta(0), "不到 1 分钟", "less than a minute"),
        (timedelta(minutes=12, seconds=50), "12 分钟", "12 min"),
        (timedelta(hours=3, minutes=5), "3 小时 5 分钟", "3 h 5 min"),
        (timedelta(hours=8), "8 小时", "8 h"),
        (timedelta(days=2), "2 天", "2 days"),
        (timedelta(days=1, hours=4, minutes=59), "1 天 4 小时", "1 day 4 h"),
        (timedelta(days=1, minutes=20), "1 天", "1 day"),
        (-timedelta(minutes=8), "8 分钟", "8 min"),
    ],
)
def test_a_span_is_said_in_its_two_largest_parts(span, zh, en):
    """Late or left is said by the sentence around it."""
    assert say_span(span, "zh") == zh
    assert say_span(span, "en") == en


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(-(10**6), 10**6))
def test_no_time_is_ever_24_oclock(naive, minutes):
    """Whatever the distance."""
    now = naive.replace(tzinfo=TZ)
    for language in ("zh", "en"):
        said = say_time(now + timedelta(minutes=minutes), now, TZ, language)
        assert "24:" not in said[-5:]
