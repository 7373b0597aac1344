"""Lifecycles as tables."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import lifecycle
from domain.cases import DEADLINE, DeadlineStatus
from domain.errors import Refused
from domain.people import JOIN, Join
from domain.repair import FINAL, START, TABLE, Event, Status
from domain.talk import TALK, TalkStatus


class Door(StrEnum):
    """A door."""

    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"
    WALLED = "walled"


class Push(StrEnum):
    """What happens to it."""

    CLOSE = "close"
    SLAM = "slam"
    LOCK = "lock"


DOORS = {
    (Door.OPEN, Push.CLOSE): Door.SHUT,
    (Door.OPEN, Push.SLAM): Door.SHUT,
    (Door.SHUT, Push.LOCK): Door.LOCKED,
}


def test_a_status_moves_as_the_table_says():
    """What the table knows happens."""
    assert lifecycle.move(DOORS, Door.OPEN, Push.CLOSE) is Door.SHUT


def test_what_the_table_does_not_know_is_refused_with_both_names():
    """The sentence can say what was tried and where the matter stands."""
    with pytest.raises(Refused) as caught:
        lifecycle.move(DOORS, Door.LOCKED, Push.CLOSE)
    assert caught.value.message == "common/not_now"
    assert caught.value.values == {"status": "locked", "event": "close"}
    assert not lifecycle.can(DOORS, Door.LOCKED, Push.CLOSE)


def test_statuses_and_events_come_in_the_order_of_the_table():
    """Menus and diagrams read like the table."""
    assert lifecycle.statuses(DOORS) == (Door.OPEN, Door.SHUT, Door.LOCKED)
    assert lifecycle.events_from(DOORS, Door.OPEN) == (Push.CLOSE, Push.SLAM)
    assert lifecycle.events_from(DOORS, Door.LOCKED) == ()


def test_a_status_nobody_gets_to_is_found():
    """Unreachable ones are named."""
    odd = DOORS | {(Door.WALLED, Push.CLOSE): Door.SHUT}
    assert lifecycle.unreachable(odd, Door.OPEN) == {Door.WALLED}
    assert lifecycle.unreachable(DOORS, Door.OPEN) == frozenset()


def test_a_status_without_a_way_out_is_found():
    """Dead ends are named, unless they are meant to be the end."""
    assert lifecycle.dead_ends(DOORS, {Door.SHUT}) == {Door.LOCKED}
    assert lifecycle.dead_ends(DOORS, {Door.LOCKED}) == frozenset()


def test_the_diagram_is_mermaid_with_one_line_per_arrow():
    """Printed into the documentation as it is."""
    assert lifecycle.diagram(DOORS, Door.OPEN, {Door.LOCKED}) == (
        "stateDiagram-v2\n"
        "    [*] --> open\n"
        "    open --> shut: close, slam\n"
        "    shut --> locked: lock\n"
        "    locked --> [*]\n"
    )


@pytest.mark.parametrize(
    ("table", "start", "finals", "every"),
    [
        (TABLE, START, FINAL, Status),
        (DEADLINE, DeadlineStatus.OPEN, set(DeadlineStatus) - {DeadlineStatus.OPEN}, DeadlineStatus),
        (JOIN, Join.ASKED, {Join.APPROVED}, Join),
        (TALK, TalkStatus.OPEN, {TalkStatus.DONE, TalkStatus.CANCELLED, TalkStatus.EXPIRED}, TalkStatus),
    ],
    ids=["repair", "deadline", "join", "talk"],
)
def test_every_table_of_the_house_is_sound(table, start, finals, every):
    """Every status is named, reached, and has a way to an end."""
    assert set(lifecycle.statuses(table)) == set(every)
    assert lifecycle.unreachable(table, start) == frozenset()
    assert lifecycle.dead_ends(table, finals) == frozenset()


@given(st.lists(st.sampled_from(Event), max_size=40))
def test_random_events_never_leave_the_repair_table(events):
    """Whatever is pressed in whatever order: a status of the table, or a refusal that changes nothing."""
    status = START
    for event in events:
        if lifecycle.can(TABLE, status, event):
            status = lifecycle.move(TABLE, status, event)
        else:
            with pytest.raises(Refused):
                lifecycle.move(TABLE, status, event)
        assert status in Status
