"""Promises counted anew, and promises that run in working time: no rung fires twice, none early, whatever is changed when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.ladder import Always, Clock, Ladder, LadderFigures, Rung
from domain.standards.week import read_week
from tests.domain.test_ladder import FIGURES, START, promised

WEEK = read_week("1-5 08:30-12:00,14:00-18:00;6 22:00-06:00")
assert WEEK is not None
CLOCKS: list[Clock] = [
    Always(),
    *(Calendar(ZoneInfo(zone), WEEK) for zone in ("Asia/Shanghai", "Europe/Berlin", "America/New_York")),
]
clocks = st.sampled_from(CLOCKS)
minutes = st.integers(1, 20_000)
percents = st.integers(0, 90)


def ladder(clock: Clock, figures: LadderFigures = FIGURES) -> Ladder:
    """A ladder that is always heard."""
    return Ladder(figures, clock, lambda at: at)


@given(clocks, st.lists(st.tuples(st.integers(1, 3000), minutes, percents), min_size=1, max_size=8))
def test_changes_at_any_time_fire_nothing_twice(clock: Clock, changes: list[tuple[int, int, int]]) -> None:
    """Time passes, the figures change, the promise is counted anew: a rung fires again only once it has lain ahead again."""
    deadline, now, fired = promised(600), START, Rung.NONE
    for passes, length, remind in changes:
        now += timedelta(minutes=passes)
        steps = ladder(clock, replace(FIGURES, remind=remind))
        deadline = replace(deadline, due_at=START + timedelta(minutes=length))
        kept = steps.kept(deadline, now)
        times = steps.times(deadline)
        assert kept <= fired
        assert all(times[rung] > now for rung in Rung if kept < rung <= fired), "only what lies ahead may come again"
        deadline = replace(deadline, rung=kept)
        rung, upcoming = steps.standing(deadline, now)
        assert rung is None or (times[rung] <= now and rung > fired)
        assert upcoming is None or upcoming > now
        fired = max(kept, rung or Rung.NONE)
        deadline = replace(deadline, rung=fired)


@given(clocks, minutes, st.integers(0, 30_000))
def test_rungs_in_working_time_are_in_order_and_never_early(clock: Clock, length: int, after: int) -> None:
    """Whatever clock it runs by: what fires is due, what is next lies ahead."""
    steps, now = ladder(clock), START + timedelta(minutes=after)
    deadline = promised(length)
    times = list(steps.times(deadline).values())
    assert times == sorted(times)
    rung, upcoming = steps.standing(deadline, now)
    assert rung is None or steps.times(deadline)[rung] <= now
    assert upcoming is None or upcoming > now


@given(clocks, minutes, st.integers(0, 5000), st.integers(0, 5000))
def test_what_was_left_before_a_pause_is_left_after_it(clock: Clock, length: int, ran: int, rest: int) -> None:
    """REP-12: by the clock it runs by, days off and nights included."""
    paused = START + timedelta(minutes=ran)
    deadline = replace(promised(length), due_at=clock.add(START, timedelta(minutes=length)), paused_at=paused)
    now = paused + timedelta(minutes=rest)
    _, due = ladder(clock).resumed(deadline, now)
    left = clock.between(paused, deadline.due_at)
    if left >= timedelta(0):
        assert clock.between(now, due) == left


def test_a_promise_of_hours_climbs_over_the_weekend() -> None:
    """Four hours of work promised on Friday at five: due on Monday, the supervisor hears two hours of work later."""
    shanghai = ZoneInfo("Asia/Shanghai")
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    week = read_week("1-5 08:30-12:00,14:00-18:00")
    assert week is not None
    office = Calendar(shanghai, week)
    due = office.add(friday, timedelta(hours=4))
    deadline = replace(promised(1), starts_at=friday, due_at=due)
    times = ladder(office).times(deadline)
    assert due == datetime(2026, 11, 30, 11, 30, tzinfo=shanghai)
    assert times[Rung.SUPERVISOR] == datetime(2026, 11, 30, 15, 30, tzinfo=shanghai)
