"""Appointments: choices and typed times (REP-01, REP-03)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.slots import day_choices, parse_when, slots

TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 15, 20, 33, tzinfo=TZ)  # a Sunday
WINDOWS = ((time(9), time(12)), (time(14), time(18)), (time(18), time(20)))


def test_days_are_counted_from_the_local_today():
    """At 00:30 in Shanghai it is still yesterday in UTC."""
    night = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert day_choices(night, TZ) == (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25))
    assert len(day_choices(NOW, TZ, 7)) == 7


def said(spans):
    """Hours and minutes of spans."""
    return [f"{start:%H:%M}-{end:%H:%M}" for start, end in spans]


@pytest.mark.parametrize(
    ("hour", "minute", "left"),
    [
        (8, 0, ["09:00-12:00", "14:00-18:00", "18:00-20:00"]),
        (11, 59, ["11:59-12:00", "14:00-18:00", "18:00-20:00"]),
        (12, 0, ["14:00-18:00", "18:00-20:00"]),
        (15, 20, ["15:20-18:00", "18:00-20:00"]),
        (20, 0, []),
    ],
)
def test_today_only_offers_what_is_left(hour, minute, left):
    """A window that is running starts now."""
    now = datetime(2026, 11, 22, hour, minute, 40, tzinfo=TZ)
    assert said(slots(now.date(), now, TZ, WINDOWS)) == left


def test_tomorrow_offers_all():
    """And yesterday nothing."""
    assert len(slots(date(2026, 11, 23), NOW, TZ, WINDOWS)) == 3
    assert slots(date(2026, 11, 21), NOW, TZ, WINDOWS) == ()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("明天下午3点", "11-23 15:00-16:00"),
        ("明天下午3點", "11-23 15:00-16:00"),
        ("周六上午", "11-28 09:00-12:00"),
        ("週六上午", "11-28 09:00-12:00"),
        ("今晚8点", "11-22 20:00-21:00"),
        ("11月25日 14:00", "11-25 14:00-15:00"),
        ("十一月二十五号下午", "11-25 14:00-18:00"),
        ("11月25日 14:00-16:00", "11-25 14:00-16:00"),
        ("2026-11-25 10:00-12:00", "11-25 10:00-12:00"),
        ("2026年11月25日上午", "11-25 09:00-12:00"),
        ("11/25 15:00", "11-25 15:00-16:00"),
        ("25号晚上", "11-25 18:00-20:00"),
        ("3号上午", "12-03 09:00-12:00"),
        ("后天上午9点半", "11-24 09:30-10:30"),
        ("大后天上午", "11-25 09:00-12:00"),
        ("下周三下午两点到四点", "11-25 14:00-16:00"),
        ("下周日上午", "11-29 09:00-12:00"),
        ("下下周一上午", "11-30 09:00-12:00"),
        ("星期天晚上", "11-22 18:00-20:00"),
        ("周7晚上", "11-22 18:00-20:00"),
        ("周末下午", "11-28 14:00-18:00"),
        ("明天十点一刻", "11-23 10:15-11:15"),
        ("明天十点二十分", "11-23 10:20-11:20"),
        ("明天中午12点", "11-23 12:00-13:00"),
        ("明天中午11点半", "11-23 11:30-12:30"),
        ("明天11点到下午1点", "11-23 11:00-13:00"),
        ("明天3点", "11-23 15:00-16:00"),
        ("明天下午4点到3点", "11-23 16:00-17:00"),
        ("明天20点", "11-23 20:00-21:00"),
        ("明天23:30", "11-23 23:30-23:59"),
        ("今天下午", "11-22 15:20-18:00"),
        ("下午3:00–5:00", "11-22 15:20-17:00"),
        ("下午四点", "11-22 16:00-17:00"),
        ("16:30", "11-22 16:30-17:30"),
        ("7点", "11-23 07:00-08:00"),
        ("我周一早上8:30方便", "11-23 08:30-09:30"),
        ("晚上9点以后", "11-22 21:00-22:00"),
        ("tomorrow 3pm", "11-23 15:00-16:00"),
        ("tomorrow 9-11am", "11-23 09:00-11:00"),
        ("tomorrow 9:30am", "11-23 09:30-10:30"),
        ("tomorrow afternoon", "11-23 14:00-18:00"),
        ("day after tomorrow, morning", "11-24 09:00-12:00"),
        ("sat morning", "11-28 09:00-12:00"),
        ("next tue 10am", "11-24 10:00-11:00"),
        ("25 nov 2pm-4pm", "11-25 14:00-16:00"),
        ("Nov 25 at 12pm", "11-25 12:00-13:00"),
        ("tonight", "11-22 18:00-20:00"),
        ("this evening at 7:30", "11-22 19:30-20:30"),
    ],
)
def test_times_are_read_as_people_type_them(text, span):
    """A bare small hour is after noon; a part of the day is all of it, or what is left."""
    found = parse_when(text, NOW, TZ)
    assert found is not None
    assert f"{found[0]:%m-%d %H:%M}-{found[1]:%H:%M}" == span


def test_a_date_long_past_is_meant_for_the_next_year():
    """In November, the third of February lies ahead."""
    found = parse_when("2月3日上午", NOW, TZ)
    assert found and found[0] == datetime(2027, 2, 3, 9, tzinfo=TZ)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "明天",
        "随时",
        "3栋2单元",
        "今天14:00",
        "今天上午",
        "昨天下午3点",
        "11月1日下午",
        "11月31日上午",
        "13月40日 3点",
        "31号上午",
        "明天25点",
        "明天晚上12点",
        "tomorrow 12am",
        "周末",
        "tomorrow",
        "第3时间段",
        "2026年2月30日10:00",
    ],
)
def test_what_is_no_time_or_has_passed_is_asked_again(text):
    """A day without a time too."""
    assert parse_when(text, NOW, TZ) is None


@given(st.integers(0, 13), st.integers(7, 22), st.sampled_from([0, 30]))
def test_a_written_time_is_read_back(days, hour, minute):
    """Round trip over date and clock."""
    start = datetime.combine(NOW.date() + timedelta(days=days), time(hour, minute), TZ)
    found = parse_when(f"{start.month}月{start.day}日 {start:%H:%M}", NOW, TZ)
    assert found is None if start <= NOW else found is not None and found[0] == start


@given(
    st.text(alphabet="今明后天周一二三六日上下午晚点半到-:0123456789月号 ampm", max_size=20), st.integers(0, 100_000)
)
def test_a_time_found_lies_ahead(text, minutes):
    """Whatever is typed whenever: from before to, not before now, or nothing."""
    now = NOW + timedelta(minutes=minutes)
    found = parse_when(text, now, TZ)
    if found:
        assert now - timedelta(minutes=1) < found[0] < found[1]
