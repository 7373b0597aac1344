"""The ladder: each rung of it by a table, and over random sequences each fires once, never early, none is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cases import Deadline, DeadlineStatus
from domain.ladder import ABOVE, MAY, Act, Always, Ladder, LadderFigures, Level, Rung, told_at
from domain.people import Team
from domain.quiet import quiet_until
from domain.standards import at_clock

START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
FIGURES = LadderFigures(remind=25, supervisor=50, manager=100, director=200, taken=100, least_minutes=10, pause_days=7)
PLAIN = Ladder(FIGURES, Always(), lambda at: at)


def promised(minutes: float, **more: object) -> Deadline:
    plain = Deadline(
        1, 1, "arrive", 1, Team.ENGINEERING, ["URG-01"], START, START + timedelta(minutes=minutes), False, False, None, 0, 1, None,
        None, None, None, DeadlineStatus.OPEN,
    )  # fmt: skip
    return replace(plain, **more)


@pytest.mark.parametrize(
    ("minutes", "rung", "after"),
    [
        (15, Rung.REMIND, 11.25),  # URG-01: fifteen minutes
        (15, Rung.DUE, 15),
        (15, Rung.SUPERVISOR, 22.5),
        (15, Rung.MANAGER, 30),
        (15, Rung.DIRECTOR, 45),
        (480, Rung.REMIND, 360),  # URG-02: eight hours
        (480, Rung.SUPERVISOR, 720),
        (480, Rung.DIRECTOR, 1440),
        (2880, Rung.REMIND, 2160),  # REP-11, X-16: two days
        (2880, Rung.MANAGER, 5760),
        (4, Rung.SUPERVISOR, 9),  # steps are never measured by less than ten minutes
        (4, Rung.DIRECTOR, 24),
    ],
)
def test_rung_by_the_length_of_the_promise(minutes: float, rung: Rung, after: float) -> None:
    """X-16: before, at, and half, one and two lengths after."""
    assert PLAIN.times(promised(minutes))[rung] == START + timedelta(minutes=after)


@pytest.mark.parametrize(
    ("last", "rung", "assigned", "levels"),
    [
        (Rung.NONE, Rung.REMIND, True, [Level.ASSIGNEE]),
        (Rung.NONE, Rung.REMIND, False, [Level.GROUP]),
        (Rung.REMIND, Rung.DUE, True, [Level.ASSIGNEE, Level.LEAD]),
        (Rung.REMIND, Rung.DUE, False, [Level.GROUP, Level.LEAD]),
        (Rung.DUE, Rung.SUPERVISOR, True, [Level.SUPERVISOR]),
        (Rung.SUPERVISOR, Rung.MANAGER, True, [Level.MANAGER]),
        (Rung.MANAGER, Rung.DIRECTOR, False, [Level.DIRECTOR]),
        (Rung.NONE, Rung.DIRECTOR, False, [Level.GROUP, Level.LEAD, Level.SUPERVISOR, Level.MANAGER, Level.DIRECTOR]),
        (Rung.DIRECTOR, Rung.DIRECTOR, True, []),
    ],
)
def test_who_hears_of_it(last: Rung, rung: Rung, assigned: bool, levels: list[Level]) -> None:
    """Everybody whose step was passed, once; work nobody has begins with the group (design part 7)."""
    assert list(told_at(last, rung, assigned)) == levels


def test_level_above_leads_to_the_director() -> None:
    """From everywhere."""
    for level in ABOVE:
        here = level
        for _ in Level:
            here = ABOVE.get(here, here)
        assert here is Level.DIRECTOR


def test_everybody_told_may_take_it_and_only_bosses_pause() -> None:
    """REP-12."""
    assert MAY[Act.TAKE] == set(Level) - {Level.GROUP}
    assert Level.ASSIGNEE not in MAY[Act.PAUSE]


def test_taken_rests_and_then_climbs_on() -> None:
    """ "I take it" is a promise too."""
    now = START + timedelta(minutes=16)
    late = promised(15, rung=Rung.DUE, taken_until=PLAIN.taken_until(promised(15), now))
    assert PLAIN.standing(late, now + timedelta(minutes=14)) == (None, now + timedelta(minutes=15))
    assert PLAIN.standing(late, now + timedelta(minutes=15))[0] is Rung.MANAGER


def test_not_urgent_is_said_when_the_quiet_hours_end() -> None:
    """Design part 4: lanes."""
    zone, start, end = ZoneInfo("Asia/Shanghai"), at_clock("22:00"), at_clock("08:00")
    assert start and end
    quiet = Ladder(FIGURES, Always(), lambda at: quiet_until(at, zone, start, end) or at)
    at = quiet.times(promised(720))  # by the plain clock 19:00, 22:00, 04:00, 10:00, 22:00
    said = [f"{t.astimezone(zone):%d %H:%M}" for t in at.values()]
    assert said == ["22 19:00", "23 08:00", "23 08:00", "23 10:00", "24 08:00"]


def test_pause_gives_back_what_was_left() -> None:
    """Whole, to the microsecond."""
    paused = promised(60, paused_at=START + timedelta(minutes=20))
    now = START + timedelta(days=3)
    starts, due = PLAIN.resumed(paused, now)
    assert due - now == timedelta(minutes=40) and due - starts == timedelta(minutes=60)


def test_pause_fires_nothing_until_it_is_asked_about() -> None:
    """After the days of the standard."""
    paused = promised(15, paused_at=START)
    assert PLAIN.standing(paused, START + timedelta(days=6, hours=23)) == (None, START + timedelta(days=7))
    assert PLAIN.standing(paused, START + timedelta(days=7)) == (Rung.NONE, None)


class _Looks:
    """The clock's rows as the store keeps them; a crash between reading and saving leaves them as they were."""

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.fired: list[tuple[datetime, Rung, tuple[Level, ...]]] = []

    def look(self, now: datetime, crash: bool) -> None:
        rung, _ = PLAIN.standing(self.deadline, now)
        if rung is None or rung is Rung.NONE or crash:
            return
        self.fired.append((now, rung, told_at(Rung(self.deadline.rung), rung, False)))
        self.deadline = replace(self.deadline, rung=rung)


STEP = st.tuples(
    st.sampled_from(["look", "look", "look", "crash", "take", "pause", "resume"]),
    st.integers(-30, 600),  # minutes; the clock may be set back
)


@given(st.integers(1, 3000), st.lists(STEP, max_size=60))
def test_each_alert_once_never_early_none_lost(minutes: int, steps: list[tuple[str, int]]) -> None:
    """Over random looks, crashes, takings, pauses and clock moves; at the end one look finds everything owed."""
    looks, now = _Looks(promised(minutes)), START
    for what, passed in steps:
        now += timedelta(minutes=passed)
        d = looks.deadline
        if what == "take":
            looks.deadline = replace(d, taken_until=PLAIN.taken_until(d, now))
        elif what == "pause" and d.paused_at is None:
            looks.deadline = replace(d, paused_at=now)
        elif what == "resume" and d.paused_at is not None and now >= d.paused_at:
            starts, due = PLAIN.resumed(d, now)
            looks.deadline = replace(d, paused_at=None, starts_at=starts, due_at=due)
        else:
            before = len(looks.fired)
            looks.look(now, what == "crash")
            for at, rung, _ in looks.fired[before:]:
                assert at >= PLAIN.times(d)[rung], "never early"
                assert d.taken_until is None or at >= d.taken_until
    if looks.deadline.paused_at is not None:
        looks.deadline = replace(looks.deadline, paused_at=None)
    looks.look(max(now, PLAIN.times(looks.deadline)[Rung.DIRECTOR], looks.deadline.taken_until or now), False)
    rungs = [rung for _, rung, _ in looks.fired]
    assert rungs == sorted(set(rungs)) and rungs[-1] is Rung.DIRECTOR, "each once, upwards, the last one too"
    told = [level for _, _, levels in looks.fired for level in levels if level is not Level.GROUP]
    assert told == [Level.LEAD, Level.SUPERVISOR, Level.MANAGER, Level.DIRECTOR], "everybody once"


@given(st.integers(1, 5000), st.integers(0, 90), st.tuples(*[st.integers(0, 500)] * 3))
def test_rungs_never_overtake_each_other(minutes: int, remind: int, percents: tuple[int, int, int]) -> None:
    """However the figures are set."""
    ladder = Ladder(
        replace(FIGURES, remind=remind, supervisor=percents[0], manager=percents[1], director=percents[2]),
        Always(),
        lambda at: at,
    )
    times = list(ladder.times(promised(minutes)).values())
    assert times == sorted(times) and times[1] == START + timedelta(minutes=minutes)
