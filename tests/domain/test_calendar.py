"""Working time (X-09): sums of it add up in every zone, over lunch, nights, holidays and changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.errors import Refused
from domain.standards.week import Week, read_week, write_week

ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/New_York")]
#: Change of the clocks lies inside for both zones that have one.
START, END = datetime(2026, 2, 1), datetime(2026, 12, 31)


def week(text: str) -> Week:
    """The week written so."""
    found = read_week(text)
    assert found is not None, text
    return found


OFFICE = week("1-5 08:30-12:00,14:00-18:00")


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Any week whose windows lie apart, nights and whole days among them."""
    ends = sorted(draw(st.sets(st.integers(0, 7 * 24 * 4 - 1), min_size=2, max_size=20)))
    found: list[list[tuple[time, time]]] = [[] for _ in range(7)]
    for start, end in zip(ends[::2], ends[1::2], strict=False):
        if end - start <= 24 * 4:
            opens, closes = (time(n // 4 % 24, n % 4 * 15) for n in (start, end))
            found[start // 96].append((opens, closes))
    if not any(found):
        found[2].append((time(8), time(12)))
    return tuple(tuple(day) for day in found)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any calendar, with days off and make-up days."""
    days = st.dates(START.date(), END.date())
    special = draw(st.dictionaries(days, st.booleans(), max_size=12))
    return Calendar(draw(st.sampled_from(ZONES)), draw(weeks()), special.get)


instants = st.datetimes(START, END, timezones=st.just(UTC))
lengths = st.timedeltas(timedelta(0), timedelta(days=5))


@given(calendars(), instants, lengths, lengths)
def test_sums_add_up(calendar: Calendar, at: datetime, a: timedelta, b: timedelta) -> None:
    """In two steps or in one."""
    assert calendar.add(calendar.add(at, a), b) == calendar.add(at, a + b)


@given(calendars(), instants, lengths)
def test_what_was_added_lies_between(calendar: Calendar, at: datetime, a: timedelta) -> None:
    """Neither more nor less."""
    assert calendar.between(at, calendar.add(at, a)) == a


@given(calendars(), instants, instants, lengths, lengths)
def test_adding_is_monotone(calendar: Calendar, x: datetime, y: datetime, a: timedelta, b: timedelta) -> None:
    """Later from later, and later by more."""
    assert calendar.add(min(x, y), min(a, b)) <= calendar.add(max(x, y), max(a, b))
    assert calendar.add(x, a) >= x


@given(calendars(), instants, instants, instants)
def test_between_is_whole(calendar: Calendar, x: datetime, y: datetime, z: datetime) -> None:
    """The parts are the whole, and the way back is the same length."""
    assert calendar.between(x, y) + calendar.between(y, z) == calendar.between(x, z)
    assert calendar.between(x, y) == -calendar.between(y, x)


@given(calendars(), instants, lengths, lengths, lengths)
def test_a_pause_loses_nothing(
    calendar: Calendar, at: datetime, length: timedelta, before: timedelta, rest: timedelta
) -> None:
    """Paused after some time and resumed after some more: what was left is left."""
    due = calendar.add(at, length)
    paused = min(calendar.add(at, before), due)
    resumed = calendar.add(paused, rest)
    new_due = calendar.add(due, calendar.between(paused, resumed))
    assert calendar.between(resumed, new_due) == calendar.between(paused, due)


@given(st.sampled_from(ZONES), instants, st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_days_add_up(zone: ZoneInfo, at: datetime, a: int, b: int, working: bool) -> None:
    """On the wall clock, whether it is changed in between or not; at midday no change swallows the hour."""
    noon = at.astimezone(zone).replace(hour=12)
    calendar = Calendar(zone, OFFICE)
    once = calendar.add_days(noon, a + b, working)
    assert calendar.add_days(calendar.add_days(noon, a, working), b, working) == once
    assert once.astimezone(zone).time() == noon.time()


@given(calendars(), instants, st.integers(1, 20))
def test_working_days_end_on_one(calendar: Calendar, at: datetime, days: int) -> None:
    """Never on a day off, and never sooner than by the calendar."""
    due = calendar.add_days(at, days, True)
    assert calendar.works_on(due.astimezone(calendar.zone).date())
    assert due >= calendar.add_days(at, days, False)


@given(weeks())
def test_every_week_is_read_as_it_is_written(some: Week) -> None:
    """What is kept is what was meant."""
    assert read_week(write_week(some)) == some


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1-5 08:30-12:00,14:00-18:00;6 09:00-12:00", "1-5 08:30-12:00,14:00-18:00;6 09:00-12:00"),
        ("周一至周五 8:30-12:00、14:00-18:00; 周六 9:00-12:00", "1-5 08:30-12:00,14:00-18:00;6 09:00-12:00"),
        ("mon-fri 9:00 - 17:00", "1-5 09:00-17:00"),
        ("每天 00:00-24:00", "1-7 00:00-00:00"),
        ("1,3,5 22:00-06:00", "1,3,5 22:00-06:00"),
        ("1 9:00-12:00\n2 9:00-12:00", "1,2 09:00-12:00"),
        ("星期日 10:00-12:00", "7 10:00-12:00"),
    ],
)
def test_weeks_as_people_type_them(typed: str, kept: str) -> None:
    """Names and figures, Chinese and English, over midnight."""
    assert write_week(week(typed)) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", ";", "1-5", "08:00-12:00", "8 08:00-12:00", "0 08:00-12:00", "5-1 08:00-12:00", "1 25:00-26:00", "1 24:30-25:00",
        "1 08:00-12:00;1 14:00-18:00", "1 08:00-12:00,11:00-13:00", "1 22:00-06:00;2 05:00-09:00", "7 22:00-06:00;1 05:00-09:00",
        "1-3,2 08:00-12:00", "1 08:00", "1 08:00-", "每天 00:00-24:00,08:00-09:00", "工作日 08:00-12:00", "1-5 8点-12点",
    ],
)  # fmt: skip
def test_what_is_no_week(typed: str) -> None:
    """Nobody works, hours run into each other, a day is named twice, or it is something else altogether."""
    assert read_week(typed) is None


SHANGHAI = ZONES[0]
#: National day of 2026: the first seven days of October off, Saturday the tenth made up for.
OCTOBER = {**{date(2026, 10, n): False for n in range(1, 8)}, date(2026, 10, 10): True}
CHINA = Calendar(SHANGHAI, OFFICE, OCTOBER.get)


def local(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """An instant by the wall clock there."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("at", "hours", "by"),
    [
        ("2026-11-23 09:00", 2, "2026-11-23 11:00"),
        ("2026-11-23 11:00", 2, "2026-11-23 15:00"),  # over lunch
        ("2026-11-23 17:00", 2, "2026-11-24 09:30"),  # over night
        ("2026-11-27 17:00", 2, "2026-11-30 09:30"),  # over the weekend
        ("2026-11-28 12:00", 1, "2026-11-30 09:30"),  # from a day off
        ("2026-11-23 11:00", 1, "2026-11-23 12:00"),  # the end of a window, not the start of the next
        ("2026-09-30 17:00", 2, "2026-10-08 09:30"),  # over the holidays
        ("2026-10-09 17:00", 2, "2026-10-10 09:30"),  # a Saturday made up for
    ],
)
def test_working_hours_of_a_chinese_office(at: str, hours: int, by: str) -> None:
    """X-09: lunch, night, weekend, holidays, make-up days."""
    assert CHINA.add(local(at), timedelta(hours=hours)) == local(by)


@pytest.mark.parametrize(
    ("at", "days", "working", "by"),
    [
        ("2026-11-27 14:05", 2, False, "2026-11-29 14:05"),
        ("2026-11-27 14:05", 2, True, "2026-12-01 14:05"),
        ("2026-11-28 14:05", 1, True, "2026-11-30 14:05"),
        ("2026-09-30 23:30", 1, True, "2026-10-08 23:30"),
        ("2026-10-09 08:00", 1, True, "2026-10-10 08:00"),
        ("2026-11-27 14:05", 0, True, "2026-11-27 14:05"),
    ],
)
def test_days_by_the_calendar_and_of_work(at: str, days: int, working: bool, by: str) -> None:
    """X-09: the same time of the day; days off are passed over when working days are counted."""
    assert CHINA.add_days(local(at), days, working) == local(by)


def test_nights_belong_to_the_day_they_begin_on() -> None:
    """A holiday stops the shift that begins on it, not the one that came from the day before."""
    night = Calendar(SHANGHAI, week("1-7 22:00-06:00"), {date(2026, 10, 1): False}.get)
    assert night.between(local("2026-10-01 05:00"), local("2026-10-01 23:00")) == timedelta(hours=1)
    assert night.between(local("2026-10-01 23:00"), local("2026-10-02 05:00")) == timedelta(0)
    assert night.add(local("2026-10-01 05:00"), timedelta(hours=2)) == local("2026-10-02 23:00")


def test_shifts_that_a_make_up_day_brings_together_count_once() -> None:
    """Saturday made up for has Monday's hours; into Sunday's own they do not count twice."""
    calendar = Calendar(SHANGHAI, week("1 20:00-04:00;7 02:00-06:00"), {date(2026, 11, 28): True}.get)
    assert calendar.between(local("2026-11-28 12:00"), local("2026-11-29 12:00")) == timedelta(hours=10)


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        ("Europe/Berlin", "2026-03-29", 23), ("Europe/Berlin", "2026-10-25", 25), ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25), ("Asia/Shanghai", "2026-03-29", 24),
    ],
)  # fmt: skip
def test_days_on_which_the_clocks_change(zone: str, day: str, length: int) -> None:
    """A whole day is as long as it is there; the same time the next day is a day later."""
    there = ZoneInfo(zone)
    always = Calendar(there, week("1-7 00:00-24:00"))
    midnight = local(f"{day} 00:00", there)
    assert always.add_days(midnight, 1, False) - midnight.astimezone(UTC) == timedelta(hours=length)
    assert always.between(midnight, always.add_days(midnight, 1, False)) == timedelta(hours=length)


def test_a_time_the_clocks_jump_over_is_later_by_the_jump() -> None:
    """02:30 does not exist on that night in Berlin."""
    berlin = ZoneInfo("Europe/Berlin")
    calendar = Calendar(berlin, OFFICE)
    assert calendar.add_days(local("2026-03-28 02:30", berlin), 1, False) == local("2026-03-29 03:30", berlin)


def test_nobody_counts_for_ever() -> None:
    """No hours at all are refused at once; hours that no day ever has, after a year of looking."""
    with pytest.raises(Refused, match="calendar/closed"):
        Calendar(SHANGHAI, ((),) * 7)
    never = Calendar(SHANGHAI, OFFICE, lambda day: False)
    for asked in (lambda: never.add(local("2026-11-22 09:00"), timedelta(hours=1)),
                  lambda: never.add_days(local("2026-11-22 09:00"), 1, True)):  # fmt: skip
        with pytest.raises(Refused, match="calendar/closed"):
            asked()
    assert never.between(local("2026-11-22 09:00"), local("2029-11-22 09:00")) == timedelta(0)


def test_working_time_is_not_counted_backwards() -> None:
    """A mistake of ours."""
    with pytest.raises(ValueError, match="forward"):
        CHINA.add(local("2026-11-22 09:00"), timedelta(hours=-1))
