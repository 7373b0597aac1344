"""Rotas: patterns, midnight, absences, the clock put forward and back; what is covered and what is not (SHF-01, X-43)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.people import Team
from domain.rota import (
    Line,
    LineKind,
    covered,
    gaps,
    in_use,
    left_open,
    on_at,
    shifts_on,
)  # fmt: skip

SHANGHAI, BERLIN, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 23)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


def line(
    kind: LineKind = LineKind.WEEKLY,
    days: list[int] | None = None,
    hours: str = "20:00-08:00",
    first: date = MONDAY,
    last: date | None = None,
    *,
    number: int = 1,
    staff: int = 1,
    made: datetime = LONG_AGO,
    ended: datetime | None = None,
) -> Line:
    """One line of the engineers."""
    starts, _, ends = hours.partition("-")
    told = EVERY_DAY if kind is LineKind.WEEKLY and days is None else days or []
    return Line(number, 1, Team.ENGINEERING, staff, kind, told, first, last, starts, ends, 1, made, ended)


def local(zone: ZoneInfo, day: date, hour: int, minute: int = 0) -> datetime:
    """A time of the clock there."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("rota", "expected"),
    [
        pytest.param(line(), "1111111", id="every day"),
        pytest.param(line(days=[1, 2, 3, 4, 5]), "1111100", id="working days"),
        pytest.param(line(days=[6, 7]), "0000011", id="weekend"),
        pytest.param(line(LineKind.CYCLE, [1, 1]), "1010101", id="one on one off"),
        pytest.param(line(LineKind.CYCLE, [2, 3]), "1100011", id="two on three off"),
        pytest.param(line(LineKind.CYCLE, [1, 2], first=date(2026, 11, 22)), "0010010", id="cycle from yesterday"),
        pytest.param(line(LineKind.ONCE, first=date(2026, 11, 25), last=date(2026, 11, 25)), "0010000", id="one day"),
        pytest.param(line(first=date(2026, 11, 26)), "0001111", id="not before the first day"),
        pytest.param(line(last=date(2026, 11, 24)), "1100000", id="not after the last day"),
        pytest.param(line(LineKind.ABSENT), "0000000", id="an absence puts nobody on duty"),
    ],
)
def test_pattern_of_a_line(rota: Line, expected: str) -> None:
    """SHF-01: weekly, N on M off, one day."""
    week = [MONDAY + timedelta(days=n) for n in range(7)]
    assert "".join(str(len(shifts_on([rota], day, SHANGHAI))) for day in week) == expected


@pytest.mark.parametrize(
    ("hours", "day", "hour", "minute", "on"),
    [
        pytest.param("20:00-08:00", 0, 19, 59, False, id="a minute before"),
        pytest.param("20:00-08:00", 0, 20, 0, True, id="at the start"),
        pytest.param("20:00-08:00", 0, 23, 59, True, id="before midnight"),
        pytest.param("20:00-08:00", 1, 0, 0, True, id="at midnight"),
        pytest.param("20:00-08:00", 1, 7, 59, True, id="before the end"),
        pytest.param("20:00-08:00", 1, 8, 0, False, id="at the end"),
        pytest.param("08:00-20:00", 0, 20, 0, False, id="day shift at its end"),
        pytest.param("16:00-00:00", 0, 23, 59, True, id="until midnight"),
        pytest.param("16:00-00:00", 1, 0, 0, False, id="midnight is the next day"),
        pytest.param("08:00-08:00", 1, 7, 59, True, id="twenty-four hours"),
    ],
)
def test_shift_over_midnight(hours: str, day: int, hour: int, minute: int, on: bool) -> None:
    """A shift belongs to the day it begins on, and runs into the next."""
    rota = [line(LineKind.ONCE, hours=hours, last=MONDAY)]
    at = local(SHANGHAI, MONDAY + timedelta(days=day), hour, minute)
    assert (on_at(rota, at, SHANGHAI) == (1,)) is on


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        pytest.param({"first": MONDAY, "last": MONDAY, "hours": "00:00-00:00"}, "01", id="one day"),
        pytest.param(
            {"first": MONDAY, "last": MONDAY + timedelta(days=1), "hours": "00:00-00:00"}, "00", id="two days"
        ),
        pytest.param({"first": MONDAY, "last": MONDAY, "hours": "20:00-08:00"}, "01", id="the shift that begins then"),
        pytest.param({"first": MONDAY, "last": MONDAY, "hours": "08:00-20:00"}, "11", id="another shift of the day"),
        pytest.param({"first": MONDAY, "last": MONDAY, "hours": "00:00-00:00", "staff": 2}, "11", id="somebody else"),
        pytest.param({"first": MONDAY, "last": None, "hours": "00:00-00:00", "ended": LONG_AGO}, "11", id="ended"),
    ],
)
def test_absence_takes_the_person_out(away: dict, expected: str) -> None:
    """For whole days, or for the one shift that was given away."""
    rota = [line(), line(LineKind.ABSENT, number=2, **away)]
    assert "".join(str(len(shifts_on(rota, MONDAY + timedelta(days=n), SHANGHAI))) for n in (0, 1)) == expected


def test_a_day_promised_after_the_absence_holds() -> None:
    """Given away, and taken back: what was said last."""
    away = line(LineKind.ABSENT, number=2, hours="20:00-08:00", last=MONDAY)
    back = line(LineKind.ONCE, number=3, last=MONDAY)
    assert [s.line.id for s in shifts_on([line(), away, back], MONDAY, SHANGHAI)] == [3]


def test_nothing_is_put_into_the_past() -> None:
    """Written down at ten, the shift of that night counts from ten; ended at eleven, until eleven; called off, too."""
    ten, eleven = local(SHANGHAI, MONDAY, 22), local(SHANGHAI, MONDAY, 23)
    (late,) = shifts_on([line(LineKind.ONCE, last=MONDAY, made=ten)], MONDAY, SHANGHAI)
    (short,) = shifts_on([line(ended=eleven)], MONDAY, SHANGHAI)
    ill = line(LineKind.ABSENT, number=2, hours="00:00-00:00", last=MONDAY, made=eleven)
    (left,) = shifts_on([line(), ill], MONDAY, SHANGHAI)
    assert (late.starts, short.ends, left.ends) == (ten, eleven, eleven)
    assert shifts_on([line(ended=ten)], MONDAY + timedelta(days=1), SHANGHAI) == ()


@pytest.mark.parametrize(
    ("zone", "day", "hours", "length"),
    [
        pytest.param(BERLIN, date(2027, 3, 27), "20:00-08:00", 11, id="Berlin, an hour lost in the night"),
        pytest.param(BERLIN, date(2026, 10, 24), "20:00-08:00", 13, id="Berlin, an hour twice"),
        pytest.param(NEW_YORK, date(2027, 3, 14), "02:00-03:00", 0, id="an hour that is not there"),
        pytest.param(NEW_YORK, date(2026, 10, 31), "08:00-08:00", 25, id="New York, a day and an hour"),
        pytest.param(SHANGHAI, date(2027, 3, 27), "20:00-08:00", 12, id="Shanghai, as always"),
    ],
)
def test_clock_put_forward_and_back(zone: ZoneInfo, day: date, hours: str, length: int) -> None:
    """A shift runs from time to time of the clock there, however long that is."""
    found = shifts_on([line(hours=hours, first=date(2026, 1, 1))], day, zone)
    assert sum((s.ends - s.starts).total_seconds() for s in found) == length * 3600


def test_in_use_until_the_last_day() -> None:
    """Yesterday's stand-in makes no rota."""
    once = line(LineKind.ONCE, last=MONDAY)
    assert in_use([once], MONDAY) and not in_use([once], MONDAY + timedelta(days=1))
    assert not in_use([line(LineKind.ABSENT)], MONDAY) and in_use([line()], MONDAY)


_CLOCK = st.builds(lambda h, m: f"{h:02}:{m:02}", st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
_DAY = st.dates(date(2026, 10, 1), date(2026, 12, 20))
_ZONES = st.sampled_from([SHANGHAI, BERLIN, NEW_YORK])
_AT = st.datetimes(datetime(2026, 10, 5), datetime(2026, 12, 10), timezones=st.just(UTC))


@st.composite
def _lines(draw: st.DrawFn) -> list[Line]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(LineKind))
        first = draw(_DAY)
        last = draw(st.one_of(st.none(), st.integers(0, 20).map(lambda n, first=first: first + timedelta(days=n))))
        days = {LineKind.WEEKLY: draw(st.lists(st.integers(1, 7), min_size=1, unique=True)),
                LineKind.CYCLE: [draw(st.integers(1, 6)), draw(st.integers(1, 6))]}.get(kind, [])  # fmt: skip
        hours = f"{draw(_CLOCK)}-{draw(_CLOCK)}"
        last = first if kind is LineKind.ONCE else last
        written = draw(st.one_of(st.just(LONG_AGO), _AT))
        ended = draw(st.one_of(st.none(), _AT))
        made.append(
            line(
                kind, days, hours, first, last, number=number, staff=draw(st.integers(1, 3)), made=written, ended=ended
            )
        )
    return made


@settings(max_examples=150, deadline=None)
@given(_lines(), _AT, st.integers(1, 24 * 20), _ZONES)
def test_gaps_and_covered_are_the_whole(rota: list[Line], start: datetime, hours: int, zone: ZoneInfo) -> None:
    """Every instant lies in exactly one stretch, and the stretch agrees with who is on duty."""
    end = start + timedelta(hours=hours)
    spans = sorted(
        [(*s, True) for s in covered(rota, start, end, zone)] + [(*s, False) for s in gaps(rota, start, end, zone)]
    )
    assert spans[0][0] == start and spans[-1][1] == end
    assert all(a[1] == b[0] and a[2] != b[2] for a, b in zip(spans, spans[1:], strict=False))
    for opens, closes, on in spans:
        for at in (opens, opens + (closes - opens) / 2, closes - timedelta(seconds=1)):
            assert bool(on_at(rota, at, zone)) is on


@settings(max_examples=100, deadline=None)
@given(_lines(), _lines(), _AT, st.integers(1, 24 * 10), _ZONES)
def test_what_more_lines_leave_open(
    rota: list[Line], more: list[Line], start: datetime, hours: int, zone: ZoneInfo
) -> None:
    """The same whether the rota is looked at whole or the new lines are taken from its gaps."""
    end = start + timedelta(hours=hours)
    added = [replace(ln, id=ln.id + 10, staff_id=ln.staff_id + 10) for ln in more]
    assert left_open(gaps(rota, start, end, zone), covered(added, start, end, zone)) == gaps(
        [*rota, *added], start, end, zone
    )


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 31), st.integers(1, 31), st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 4000))
def test_cycle_over_years(on: int, off: int, first: date, later: int) -> None:
    """In any stretch as long as one turn the person works exactly the days on, whichever day it begins."""
    rota = line(LineKind.CYCLE, [on, off], first=first)
    turn = [first + timedelta(days=later + n) for n in range(on + off)]
    assert sum(rota.applies(day) for day in turn) == on
    assert rota.applies(turn[0]) == rota.applies(turn[0] + timedelta(days=on + off))
