"""People the chat does not reach, and the calls that tell them: which messages count, what became of each line."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.lifecycle import Table
from domain.sending import Lane, Sort


class Reason(StrEnum):
    """Why they have to be rung."""

    BLOCKED = "blocked"
    LOST = "lost"
    NO_CHAT = "no_chat"


class Status(StrEnum):
    """Where a line stands."""

    OPEN = "open"
    NO_ANSWER = "no_answer"
    REACHED = "reached"
    WRONG_NUMBER = "wrong_number"
    GIVEN_UP = "given_up"


class Event(StrEnum):
    """What can happen to a line."""

    REACH = "reach"
    MISS = "miss"
    WRONG = "wrong"
    DROP = "drop"
    AGAIN = "again"
    #: They wrote to us, or came to the chat: what was kept for them has reached them.
    COME = "come"
    #: Something more about the same matter could not be delivered.
    MORE = "more"


_WAITING = (Status.OPEN, Status.NO_ANSWER)
_SETTLED = (Status.REACHED, Status.WRONG_NUMBER, Status.GIVEN_UP)
FINAL = frozenset(_SETTLED)
CALL: Table[Status, Event] = {
    **{(status, Event.REACH): Status.REACHED for status in _WAITING},
    **{(status, Event.COME): Status.REACHED for status in _WAITING},
    **{(status, Event.DROP): Status.GIVEN_UP for status in _WAITING},
    (Status.OPEN, Event.MISS): Status.NO_ANSWER,
    (Status.NO_ANSWER, Event.AGAIN): Status.OPEN,
    **{(status, Event.WRONG): Status.WRONG_NUMBER for status in _WAITING},
    (Status.WRONG_NUMBER, Event.COME): Status.REACHED,
    **{(status, Event.MORE): Status.OPEN for status in _SETTLED},
}
START = Status.OPEN


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the list: whom to ring, about what."""

    id: int
    community_id: int
    person_id: int
    case_id: int | None
    announcement_id: int | None
    building: str
    what: str
    outbox_key: str | None
    reason: Reason
    status: Status
    version: int
    since: datetime
    tries: int
    by: int | None
    at: datetime | None


def matters(lane: int, sort: Sort, case: int | None, *, is_reply: bool) -> bool:
    """Whether somebody must hear of it otherwise: news of a matter, a person's reply, tasks, emergencies (EMG-01).

    Menus, questions of a conversation, reminders and broadcasts are not worth a call; cuts say so themselves.
    """
    if sort is Sort.DELETE:
        return False
    if lane in (Lane.EMERGENCY, Lane.TASK):
        return True
    return lane == Lane.REPLY and (case is not None or is_reply)
