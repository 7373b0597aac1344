"""What is promised of a complaint, by grade, hour and calendar (X-06 to X-11, CMP-01 to CMP-04, CMP-07)."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.complaint import ComplaintFacts, ComplaintFigures, Grade, Promised, Times, clocks, solved_by, tell_due
from domain.saying import day_end
from domain.standards.week import read_week

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = read_week("1-5 08:30-12:00,14:00-18:00")
#: Thursday 1 October 2026 begins a week of holidays here; Saturday 10 October is worked for it.
OFF = {date(2026, 10, day) for day in range(1, 8)}
MAKE_UP = {date(2026, 10, 10)}
FIGURES = ComplaintFigures.of({})
MAJOR, IMPORTANT, MINOR = Grade.MAJOR, Grade.IMPORTANT, Grade.MINOR


def _special(day: date) -> bool | None:
    return False if day in OFF else True if day in MAKE_UP else None


def times(*, working: bool = False) -> Times:
    """How the community reckons: days of the calendar, or of work (X-09)."""
    assert HOURS is not None
    calendar = Calendar(ZONE, HOURS, _special)
    return Times(lambda at: day_end(at, ZONE), lambda at, days: calendar.add_days(at, days, working), calendar.add)


def at(text: str) -> datetime:
    """`11-23 14:05` there, of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).astimezone(UTC)


def said(when: datetime) -> str:
    """The other way round; the last instant of a day is `24:00` of it."""
    there = when.astimezone(ZONE)
    return f"{there:%m-%d} 24:00" if there.microsecond else f"{there:%m-%d %H:%M}"


def due(grade: Grade, start: str, kind: Promised, *, working: bool = False) -> str | None:
    """By when that is promised of a complaint of the grade that came then."""
    found = {p.kind: p.due_at for p in clocks(grade, at(start), FIGURES, times(working=working))}
    return said(found[kind]) if kind in found else None


@pytest.mark.parametrize(
    ("rule", "grade", "kind", "expected"),
    [
        ("X-06", MAJOR, Promised.FIRST, "11-24 10:00"),
        ("X-06", IMPORTANT, Promised.FIRST, "11-24 10:00"),
        ("CMP-04", MINOR, Promised.FIRST, "11-24 10:00"),
        ("X-06", MAJOR, Promised.DEFINITE, "11-25 10:00"),
        ("X-06", IMPORTANT, Promised.DEFINITE, None),
        ("X-06", MINOR, Promised.DEFINITE, None),
        ("X-07", MAJOR, Promised.SOLVE, "12-03 10:00"),
        ("X-07", IMPORTANT, Promised.SOLVE, "11-26 10:00"),
        ("X-07", MINOR, Promised.SOLVE, "11-25 10:00"),
        ("X-08", MAJOR, Promised.HAND, "11-23 11:00"),
        ("X-08", IMPORTANT, Promised.HAND, "11-23 11:00"),
        ("X-08", MINOR, Promised.HAND, None),
        ("CMP-01", MAJOR, Promised.DIRECTOR, "11-23 11:00"),
        ("CMP-02", IMPORTANT, Promised.DIRECTOR, None),
        ("CMP-03", MINOR, Promised.DIRECTOR, None),
        ("X-11", MAJOR, Promised.INTERIM, "11-23 24:00"),
        ("X-11", IMPORTANT, Promised.INTERIM, "11-23 24:00"),
        ("X-11", MINOR, Promised.INTERIM, "11-23 24:00"),
    ],
)
def test_of_a_monday_morning(rule: str, grade: Grade, kind: Promised, expected: str | None) -> None:
    """Every clock of every grade."""
    assert due(grade, "11-23 10:00", kind) == expected, rule


@pytest.mark.parametrize(
    ("start", "hand", "director"),
    [
        ("11-23 10:00", "11-23 11:00", "11-23 11:00"),
        ("11-23 11:40", "11-23 12:40", "11-23 14:40"),  # over lunch
        ("11-23 12:30", "11-23 13:30", "11-23 15:00"),  # at lunch
        ("11-23 17:30", "11-23 18:30", "11-23 24:00"),  # just before closing: not tomorrow
        ("11-23 17:00", "11-23 18:00", "11-23 18:00"),  # exactly to closing
        ("11-23 18:00", "11-23 19:00", "11-23 24:00"),
        ("11-23 23:50", "11-24 00:50", "11-23 24:00"),  # ten minutes of the day are left
        ("11-24 00:10", "11-24 01:10", "11-24 09:30"),  # at night: after opening
        ("11-24 07:00", "11-24 08:00", "11-24 09:30"),
        ("11-22 14:05", "11-22 15:05", "11-22 24:00"),  # a Sunday
        ("10-02 09:00", "10-02 10:00", "10-02 24:00"),  # a holiday
        ("10-10 09:00", "10-10 10:00", "10-10 10:00"),  # a Saturday that is worked
        ("11-20 17:59", "11-20 18:59", "11-20 24:00"),  # Friday evening
    ],
)
def test_handed_over_and_told_to_the_director(start: str, hand: str, director: str) -> None:
    """X-08: within the hour; to the director within an hour at work, and in any case on the day it came."""
    assert due(MAJOR, start, Promised.HAND) == hand
    assert due(IMPORTANT, start, Promised.HAND) == hand
    assert due(MAJOR, start, Promised.DIRECTOR) == director


@pytest.mark.parametrize(
    ("grade", "start", "calendar", "working"),
    [
        (MINOR, "11-20 16:00", "11-22 16:00", "11-24 16:00"),  # over a weekend
        (IMPORTANT, "11-20 16:00", "11-23 16:00", "11-25 16:00"),
        (MAJOR, "11-20 16:00", "11-30 16:00", "12-04 16:00"),
        (MINOR, "09-30 16:00", "10-02 16:00", "10-09 16:00"),  # over the holidays
        (IMPORTANT, "09-30 16:00", "10-03 16:00", "10-10 16:00"),  # the make-up Saturday counts
        (MINOR, "11-24 03:00", "11-26 03:00", "11-26 03:00"),
    ],
)
def test_days_of_the_calendar_or_of_work(grade: Grade, start: str, calendar: str, working: str) -> None:
    """X-09: as the community counts."""
    assert due(grade, start, Promised.SOLVE) == calendar
    assert due(grade, start, Promised.SOLVE, working=True) == working


@pytest.mark.parametrize(
    ("judged", "proposed", "harm", "counted"),
    [
        (None, None, False, IMPORTANT),
        (None, MINOR, False, IMPORTANT),  # a guess makes no clock laxer
        (None, IMPORTANT, False, IMPORTANT),
        (None, MAJOR, False, MAJOR),
        (None, MINOR, True, MAJOR),
        (None, None, True, MAJOR),
        (MINOR, MAJOR, True, MINOR),  # whatever a person has judged counts
        (MINOR, None, False, MINOR),
        (IMPORTANT, MAJOR, False, IMPORTANT),
        (MAJOR, MINOR, False, MAJOR),
    ],
)
def test_what_it_counts_as(judged: Grade | None, proposed: Grade | None, harm: bool, counted: Grade) -> None:
    """X-12, X-06 to X-08: the grade judged; until then important, major where harm goes on or the words say so."""
    nothing: dict[str, Any] = {field.name: None for field in fields(ComplaintFacts)}
    guess = {"grade": {"value": proposed, "words": []}} if proposed else {}
    assert ComplaintFacts(**nothing | {"grade": judged, "proposed": guess, "harm": harm}).counted_as() is counted


def test_only_days_run_in_working_time() -> None:
    """X-09: hours and ends of days are the clock's."""
    in_days = {p.kind for p in clocks(MAJOR, at("11-23 10:00"), FIGURES, times()) if p.in_days}
    assert in_days == {Promised.SOLVE, Promised.DEFINITE}


@pytest.mark.parametrize(
    ("wish", "agreed", "expected", "rule"),
    [
        (None, False, "11-25 10:00", "X-07"),
        ("11-24 18:00", False, "11-24 18:00", "X-10"),  # the earlier is the resident's
        ("11-25 10:00", False, "11-25 10:00", "X-10"),  # both the same
        ("11-27 18:00", False, "11-25 10:00", "X-10"),  # a later wish alone is no consent
        ("11-27 18:00", True, "11-27 18:00", "X-10"),  # consent on the record
        ("11-24 18:00", True, "11-24 18:00", "X-10"),
        ("11-23 09:00", False, "11-25 10:00", "X-07"),  # past when it is said
        ("11-23 10:00", True, "11-25 10:00", "X-07"),  # that very instant
    ],
)
def test_a_minor_one_by_the_residents_own_date(wish: str | None, agreed: bool, expected: str, rule: str) -> None:
    """X-10: the earlier of two days and their date; later only with their consent."""
    found, rules = solved_by(MINOR, at("11-23 10:00"), FIGURES, times(), at(wish) if wish else None, agreed)
    assert said(found) == expected
    assert rule in rules and "CMP-03" in rules


@pytest.mark.parametrize(("grade", "rule"), [(MAJOR, "CMP-01"), (IMPORTANT, "CMP-02")])
@pytest.mark.parametrize("agreed", [False, True])
def test_graver_ones_have_no_date_of_the_residents(grade: Grade, rule: str, agreed: bool) -> None:
    """X-10 is of minor ones alone."""
    start = at("11-23 10:00")
    found = solved_by(grade, start, FIGURES, times(), start + timedelta(hours=5), agreed)
    assert found == solved_by(grade, start, FIGURES, times(), None, False)
    assert found[1] == ("X-07", rule)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("11-23 00:00", "11-23 24:00"),
        ("11-23 20:00", "11-23 24:00"),
        ("11-23 20:59", "11-23 24:00"),
        ("11-23 21:01", "11-24 24:00"),  # less than three hours are left
        ("11-23 23:59", "11-24 24:00"),
        ("11-22 12:00", "11-22 24:00"),  # a Sunday is a day too
    ],
)
def test_a_word_on_the_same_day(start: str, expected: str) -> None:
    """X-11: progress is told on the day itself; late in the evening on the next."""
    assert {due(grade, start, Promised.INTERIM) for grade in Grade} == {expected}


@pytest.mark.parametrize(
    ("reached", "expected"),
    [("11-23 09:00", "11-23 24:00"), ("11-23 23:50", "11-23 24:00"), ("11-24 00:00", "11-24 24:00")],
)
def test_the_result_is_told_on_its_day(reached: str, expected: str) -> None:
    """CMP-07, X-11."""
    assert said(tell_due(at(reached), times())) == expected


INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))
DAYS = st.integers(1, 60)


@st.composite
def figures(draw: st.DrawFn) -> ComplaintFigures:
    """Any figures a community may set."""
    return ComplaintFigures(
        timedelta(minutes=draw(st.integers(10, 1440))), timedelta(minutes=draw(st.integers(10, 1440))),
        timedelta(hours=draw(st.integers(1, 72))), timedelta(hours=draw(st.integers(0, 12))),
        draw(st.integers(1, 30)), draw(DAYS), draw(DAYS), draw(DAYS),
    )  # fmt: skip


@given(INSTANTS, figures(), st.sampled_from(Grade), st.booleans(), st.none() | INSTANTS, st.booleans())
def test_any_promise(start, those, grade, working, wish, agreed) -> None:
    """Never due before it begins, in order, each kind once, each with its rules; the director's on the same day."""
    found = clocks(grade, start, those, times(working=working), wish, agreed)
    assert all(p.due_at > p.starts_at == start and p.rules for p in found)
    assert [p.due_at for p in found] == sorted(p.due_at for p in found)
    assert len({p.kind for p in found}) == len(found)
    by = {p.kind: p.due_at for p in found}
    assert {Promised.INTERIM, Promised.FIRST, Promised.SOLVE} <= set(by)
    assert by.get(Promised.DIRECTOR, start) <= day_end(start, ZONE)
    assert day_end(start, ZONE) <= by[Promised.INTERIM] <= day_end(start + timedelta(days=1), ZONE)


@given(INSTANTS, figures(), st.booleans())
def test_graver_is_later_only_by_its_figure(start, those, working) -> None:
    """X-07: of two grades the one with fewer days is never solved later; with the same days they are alike."""
    same = replace(those, major_days=those.minor_days, important_days=those.minor_days)
    assert len({solved_by(g, start, same, times(working=working), None, False)[0] for g in Grade}) == 1
    ordered = sorted(Grade, key=those.days)
    dues = [solved_by(g, start, those, times(working=working), None, False)[0] for g in ordered]
    assert dues == sorted(dues)


@given(INSTANTS, figures(), INSTANTS)
def test_without_consent_never_later_than_ours(start, those, wish) -> None:
    """X-10."""
    ours = solved_by(MINOR, start, those, times(), None, False)[0]
    assert solved_by(MINOR, start, those, times(), wish, False)[0] <= ours
