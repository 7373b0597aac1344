"""The life of a callback: what can follow what, and what cannot happen any more."""

import pytest

from domain.callbacks import OPEN, START, TABLE, Event, Status
from domain.errors import Refused
from domain.lifecycle import can, move


@pytest.mark.parametrize(
    ("events", "end"),
    [
        pytest.param((Event.ASK, Event.CONTENT), Status.GOOD, id="CBK-01-asked-and-well"),
        pytest.param((Event.CONTENT,), Status.GOOD, id="CBK-10-telephoned-before-the-question"),
        pytest.param((Event.ASK, Event.FIND), Status.FAULT, id="CBK-08-a-fault"),
        pytest.param((Event.ASK, Event.GIVE_UP), Status.UNREACHED, id="CBK-10-nobody-reached"),
        pytest.param((Event.ASK, Event.GIVE_UP, Event.FIND), Status.FAULT, id="an-answer-is-welcome-late"),
        pytest.param((Event.AWAIT_RAIN, Event.RAIN, Event.ASK, Event.CONTENT), Status.GOOD, id="CBK-06-after-rain"),
        pytest.param((Event.AWAIT_RAIN, Event.DROP), Status.DROPPED, id="reopened-before-it-rained"),
    ],
)
def test_ways_through(events: tuple[Event, ...], end: Status) -> None:
    """From the start to an end."""
    status = START
    for event in events:
        status = move(TABLE, status, event)
    assert status is end


@pytest.mark.parametrize("status", [Status.GOOD, Status.FAULT, Status.DROPPED])
@pytest.mark.parametrize("event", list(Event))
def test_answered_is_answered(status: Status, event: Event) -> None:
    """The second of two answers finds nothing to do."""
    with pytest.raises(Refused):
        move(TABLE, status, event)


def test_nothing_is_asked_before_it_has_rained() -> None:
    """X-04: it stays open until then."""
    assert not any(can(TABLE, Status.WAITS_RAIN, e) for e in (Event.ASK, Event.CONTENT, Event.FIND, Event.GIVE_UP))
    assert all(can(TABLE, status, Event.CONTENT) for status in OPEN)
