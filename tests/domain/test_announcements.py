"""Announcements: tables, audience, lanes, reminders; the call list's table (NTB-01, EMG-01, EMG-02)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lanes import Limits
from domain import announcements as a
from domain import calls as c
from domain.errors import Refused
from domain.lifecycle import can, move
from domain.people import Relation, Role
from domain.quiet import quiet_until
from domain.sending import Lane, Sort

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
QUIET = (time(22), time(8))
H = timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        ("draft", "ask drop"),
        ("asked", "approve refuse drop"),
        ("approved", "start stop"),
        ("running", "finish stop"),
        ("done", ""),
        ("stopped", ""),
        ("refused", ""),
    ],
)
def test_what_can_happen_to_an_announcement(status: str, possible: str) -> None:
    """Whatever is not listed is refused and changes nothing."""
    for event in a.Event:
        allowed = str(event) in possible.split()
        assert can(a.TABLE, a.Status(status), event) is allowed
        if not allowed:
            with pytest.raises(Refused):
                move(a.TABLE, a.Status(status), event)


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        ("open", "reach miss wrong drop come"),
        ("no_answer", "reach wrong drop again come"),
        ("reached", "more"),
        ("wrong_number", "come more"),
        ("given_up", "more"),
    ],
)
def test_what_can_happen_to_a_call(status: str, possible: str) -> None:
    """A second outcome finds the line closed; coming back always closes it."""
    assert {str(e) for e in c.Event if can(c.CALL, c.Status(status), e)} == set(possible.split())


@pytest.mark.parametrize(
    ("lane", "sort", "case", "reply", "rings"),
    [
        (Lane.EMERGENCY, Sort.MESSAGE, None, False, True),
        (Lane.TASK, Sort.MESSAGE, None, False, True),
        (Lane.REPLY, Sort.MESSAGE, 7, False, True),
        (Lane.REPLY, Sort.EDIT, 7, False, True),
        (Lane.REPLY, Sort.MESSAGE, None, True, True),
        (Lane.REPLY, Sort.MESSAGE, None, False, False),
        (Lane.REPLY, Sort.DELETE, 7, False, False),
        (Lane.REMINDER, Sort.MESSAGE, 7, False, False),
        (Lane.BROADCAST, Sort.MESSAGE, None, False, False),
    ],
)
def test_which_messages_are_worth_a_call(lane: Lane, sort: Sort, case: int | None, reply: bool, rings: bool) -> None:
    """News of a matter, a reply by hand, tasks, emergencies; no menus, no reminders."""
    assert c.matters(lane, sort, case, is_reply=reply) is rings


_RELATIONS = st.sampled_from([str(r) for r in Relation])
_HOMES = st.tuples(st.sampled_from("123"), st.one_of(st.none(), st.integers(-2, 30)), _RELATIONS)
AUDIENCES = st.builds(
    a.Audience,
    st.lists(st.sampled_from("123"), unique=True).map(tuple),
    st.one_of(st.none(), st.tuples(st.integers(-2, 30), st.integers(-2, 30)).map(lambda f: (min(f), max(f)))),
    st.lists(_RELATIONS, unique=True).map(tuple),
    st.lists(st.sampled_from([str(r) for r in Role]), unique=True).map(tuple),
)


@given(AUDIENCES)
def test_audience_comes_back_as_it_was_kept(audience: a.Audience) -> None:
    """Through the document in the database, where tuples become lists."""
    kept = {k: list(v) if isinstance(v, tuple) else v for k, v in audience.doc().items()}
    assert a.audience_of(kept) == audience


@given(AUDIENCES, _HOMES)
def test_a_narrower_audience_holds_nobody_new(audience: a.Audience, home: tuple[str, int | None, str]) -> None:
    """Without buildings and floors it is everybody of those relations; a home without a floor is never forgotten."""
    wide = a.Audience(relations=audience.relations)
    assert not audience.has_home(*home) or wide.has_home(*home)
    if home[1] is not None and audience.has_home(*home):
        assert audience.has_home(home[0], None, home[2])


def test_buttons_for_audiences_are_told_apart() -> None:
    """What was chosen is found again when something else is changed."""
    for name, (relations, roles) in a.WHO.items():
        assert a.who_is(a.Audience(relations=tuple(relations), roles=tuple(roles))) == name
    assert a.who_is(a.Audience(relations=(), roles=("butler",))) == ""


@pytest.mark.parametrize(
    ("cut", "quiet_ends", "lane"),
    [
        (None, None, Lane.BROADCAST),
        (4 * H, None, Lane.TASK),
        (4 * H + timedelta(seconds=1), None, Lane.BROADCAST),
        (-H, None, Lane.TASK),
        (9 * H, 9 * H, Lane.TASK),
        (10 * H, 9 * H, Lane.BROADCAST),
    ],
)
def test_lane_by_how_soon_the_cut_begins(cut: timedelta | None, quiet_ends: timedelta | None, lane: Lane) -> None:
    """EMG-01: a cut about to begin waits neither for other messages nor for the morning; it is never an emergency."""
    start = None if cut is None else NOW + cut
    ends = None if quiet_ends is None else NOW + quiet_ends
    assert a.lane_for(start, NOW, 4 * H, ends) is lane


@given(st.integers(0, 60 * 24 * 14), st.integers(0, 48))
def test_reminder_is_never_at_night_and_never_doubles(minutes: int, hours: int) -> None:
    """Before the cut by the standard or the evening before, well after the announcement, outside the quiet hours."""
    start, before = NOW + timedelta(minutes=minutes), timedelta(hours=hours)
    at = a.remind_at(start, before, NOW, ZONE, QUIET)
    if at is None:
        return
    assert at <= start - before
    assert at - NOW >= before
    assert quiet_until(at, ZONE, *QUIET) is None or before > 14 * H


def test_reminder_times_by_example() -> None:
    """Two hours before; before eight in the morning it is the evening before; no cut, no reminder."""
    tomorrow = datetime(2026, 11, 23, 14, 0, tzinfo=ZONE)
    assert a.remind_at(tomorrow, 2 * H, NOW, ZONE, QUIET) == tomorrow - 2 * H
    early = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
    assert a.remind_at(early, 2 * H, NOW, ZONE, QUIET) == datetime(2026, 11, 23, 20, 0, tzinfo=ZONE)
    assert a.remind_at(None, 2 * H, NOW, ZONE, QUIET) is None
    assert a.remind_at(NOW + 3 * H, 2 * H, NOW, ZONE, QUIET) is None
    assert a.remind_at(tomorrow, 0 * H, NOW, ZONE, QUIET) is None


def test_rate_is_that_of_the_lane() -> None:
    """What the preview promises is what the sender's limits allow."""
    assert Limits().bulk == a.BULK_PER_SECOND
    assert a.takes(10_000) == timedelta(seconds=455)
    assert a.takes(0) == timedelta(0)
    assert a.pause_for(100) < timedelta(seconds=100 / a.BULK_PER_SECOND)
