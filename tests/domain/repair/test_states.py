"""The life of a repair (REP-06, REP-18, X-13)."""

import pytest

from domain.lifecycle import can, events_from, move
from domain.repair import FINAL, START, TABLE, Event, Status


def walk(*events, start=START):
    """Where the events lead."""
    status = start
    for event in events:
        status = move(TABLE, status, Event(event))
    return status


@pytest.mark.parametrize(
    ("events", "end"),
    [
        ("accept go arrive finish sign", "closed"),  # REP-06
        ("assign accept arrive quote agree finish sign", "closed"),  # REP-18, WAR-06
        ("accept arrive quote quote agree", "arrived"),  # a slip in the quote is put right
        ("accept arrive quote decline", "declined"),
        ("accept hold go arrive finish", "finished"),
        ("accept finish send_back go arrive finish sign", "closed"),  # REP-25
        ("accept go pool accept", "accepted"),  # handed back to the crew
        ("accept go assign accept", "accepted"),  # transfer to a named colleague
        ("accept finish close", "closed"),
        ("close reopen accept", "accepted"),
        ("accept hold cancel", "cancelled"),
        ("accept arrive hold pool", "reported"),
    ],
)
def test_the_ways_a_repair_goes(events, end):
    """Each story ends where the rules say."""
    assert walk(*events.split()) == end


@pytest.mark.parametrize("status", [Status.ON_WAY, Status.ARRIVED, Status.QUOTED, Status.FINISHED])
def test_nobody_cancels_once_somebody_is_on_the_way(status):
    """Cancel while nobody is on the way."""
    assert not can(TABLE, status, Event.CANCEL)


def test_every_open_repair_can_be_closed_by_a_supervisor():
    """X-13: no repair is stuck for want of a signature."""
    for status in Status:
        assert can(TABLE, status, Event.CLOSE) == (status not in FINAL)


def test_only_a_closed_one_comes_back():
    """Cancelled and declined ones are over; a new report gets a new number."""
    assert events_from(TABLE, Status.CLOSED) == (Event.REOPEN,)
    assert events_from(TABLE, Status.CANCELLED) == events_from(TABLE, Status.DECLINED) == ()


def test_only_a_finished_one_is_signed():
    """REP-17: the signature is for work that is done."""
    assert [status for status in Status if can(TABLE, status, Event.SIGN)] == [Status.FINISHED]
