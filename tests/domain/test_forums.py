"""Forums: first come first served, a queue behind the seats, what can follow, when to remind (VIS-07)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.forums import (
    TABLE,
    Answer,
    Event,
    Forum,
    Guest,
    Status,
    check_answer,
    check_invite,
    place_of,
    queue,
    remind_at,
    seated,
)
from domain.ids import CommunityId, PersonId
from domain.lifecycle import can

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def _guest(person: int, answer: Answer | None, minutes: int) -> Guest:
    return Guest(PersonId(person), answer, NOW + timedelta(minutes=minutes) if answer else None, None, None)


guests_of = st.lists(
    st.builds(_guest, st.integers(1, 500), st.sampled_from([None, *Answer]), st.integers(0, 90)),
    max_size=30,
    unique_by=lambda g: g.person_id,
)


@given(guests_of, st.none() | st.integers(1, 12))
def test_seats_and_the_queue(guests: list[Guest], seats: int | None) -> None:
    """Never more than the seats; whoever said yes has a seat or a place, nobody else has one; no place twice."""
    coming = queue(guests)
    yes = {g.person_id for g in guests if g.answer is Answer.YES}
    assert set(coming) == yes
    has = seated(coming, seats)
    assert seats is None or len(has) <= seats
    places = [place_of(p, coming, seats) for p in coming]
    assert [p for p in places if p] == list(range(1, len(coming) - len(has) + 1))
    assert places.count(0) == len(has)
    assert all(place_of(g.person_id, coming, seats) is None for g in guests if g.person_id not in yes)
    times = {g.person_id: g.answered_at for g in guests}
    assert all(times[a] <= times[b] for a, b in zip(coming, coming[1:], strict=False))  # type: ignore[operator]


def _forum(**more: Any) -> Forum:
    given: dict[str, Any] = {
        "id": 1, "community_id": CommunityId(1), "title": "座谈", "place": "会所", "starts_at": NOW + timedelta(days=3), "seats": 10,
        "status": Status.INVITED, "version": 1, "audience": {}, "words": "", "minutes": None, "reason": None, "made_by": PersonId(1),
        "made_at": NOW, "invited_at": None, "reminded_at": None, "ended_at": None, "next_at": None, **more,
    }  # fmt: skip
    return Forum(**given)


@pytest.mark.parametrize(
    ("status", "days", "fits"),
    [
        (Status.INVITED, 3, True),
        (Status.INVITED, 0, False),
        (Status.INVITED, -1, False),
        (Status.CANCELLED, 3, False),
        (Status.HELD, 3, False),
    ],
)
def test_answers_until_it_begins(status: Status, days: int, fits: bool) -> None:
    """Afterwards, and when it is cancelled, there is nothing to answer."""
    one = _forum(status=status, starts_at=NOW + timedelta(days=days))
    if fits:
        check_answer(one, NOW)
    else:
        with pytest.raises(Refused):
            check_answer(one, NOW)


def test_no_invitation_to_what_has_begun() -> None:
    """Kindly refused."""
    check_invite(_forum(), NOW)
    with pytest.raises(Refused):
        check_invite(_forum(starts_at=NOW), NOW)


@pytest.mark.parametrize(("hours", "before", "at"), [(72, 24, 48), (24, 24, None), (3, 24, None), (26, 2, 24)])
def test_reminders(hours: int, before: int, at: int | None) -> None:
    """Some hours before; none when the invitation came later than that."""
    due = remind_at(NOW + timedelta(hours=hours), timedelta(hours=before), NOW)
    assert due == (None if at is None else NOW + timedelta(hours=at))


@pytest.mark.parametrize(
    ("status", "event", "may"),
    [
        (Status.PLANNED, Event.INVITE, True), (Status.INVITED, Event.INVITE, False), (Status.PLANNED, Event.HOLD, False),
        (Status.INVITED, Event.HOLD, True), (Status.HELD, Event.CANCEL, False), (Status.CANCELLED, Event.HOLD, False),
    ],
)  # fmt: skip
def test_what_can_follow(status: Status, event: Event, may: bool) -> None:
    """Invited once; held or cancelled, not both."""
    assert can(TABLE, status, event) is may
