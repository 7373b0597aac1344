"""Owners' forums: invited, answered by one tap, full or waiting, held with minutes or cancelled with a reason (VIS-07)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.errors import Refused
from domain.ids import CommunityId, PersonId
from domain.lifecycle import Table


class Status(StrEnum):
    """Where a forum stands."""

    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to one."""

    INVITE = "invite"
    #: It has taken place; its minutes are written.
    HOLD = "hold"
    CANCEL = "cancel"


TABLE: Table[Status, Event] = {
    (Status.PLANNED, Event.INVITE): Status.INVITED,
    (Status.PLANNED, Event.CANCEL): Status.CANCELLED,
    (Status.INVITED, Event.HOLD): Status.HELD,
    (Status.INVITED, Event.CANCEL): Status.CANCELLED,
}
START = Status.PLANNED
FINAL = frozenset({Status.HELD, Status.CANCELLED})


class Answer(StrEnum):
    """What somebody invited says."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Forum:
    """One forum."""

    id: int
    community_id: CommunityId
    title: str
    place: str
    starts_at: datetime
    #: None: as many as come.
    seats: int | None
    status: Status
    version: int
    audience: Mapping[str, Any]
    words: str
    minutes: str | None
    reason: str | None
    made_by: PersonId
    made_at: datetime
    #: Everybody has been invited.
    invited_at: datetime | None
    reminded_at: datetime | None
    ended_at: datetime | None
    #: When the clock looks at it next.
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited, and what they said."""

    person_id: PersonId
    answer: Answer | None
    answered_at: datetime | None
    came: bool | None
    told_at: datetime | None


def queue(guests: Sequence[Guest]) -> list[PersonId]:
    """Those who come, first come first served."""
    said = [(g.answered_at, g.person_id) for g in guests if g.answer is Answer.YES and g.answered_at is not None]
    return [person for _, person in sorted(said)]


def place_of(person: int, coming: Sequence[PersonId], seats: int | None) -> int | None:
    """0 with a seat, the place among those waiting from 1 on, None when they do not come."""
    if person not in coming:
        return None
    return 0 if seats is None else max(0, coming.index(PersonId(person)) + 1 - seats)


def seated(coming: Sequence[PersonId], seats: int | None) -> list[PersonId]:
    """Those who have a seat."""
    return list(coming if seats is None else coming[:seats])


def check_invite(forum: Forum, now: datetime) -> None:
    """`Refused("forum/past")` when it would have begun already."""
    if forum.starts_at <= now:
        raise Refused("forum/past")


def check_answer(forum: Forum, now: datetime) -> None:
    """`Refused("forum/over")` when nobody need answer any more."""
    if forum.status is not Status.INVITED or forum.starts_at <= now:
        raise Refused("forum/over")


def remind_at(starts_at: datetime, before: timedelta, now: datetime) -> datetime | None:
    """When those who come are reminded; None when that is past: the invitation was the reminder."""
    at = starts_at - before
    return at if at > now else None
