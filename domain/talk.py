"""A conversation's place: which question is open, what was answered, and until when it is kept."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.ids import CaseId, PersonId, TalkId

Answers = dict[str, Any]


class TalkStatus(StrEnum):
    """Open talks are asked in; waiting ones were interrupted and are gone back to."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class TalkEvent(StrEnum):
    """What can happen to a talk as a whole."""

    INTERRUPT = "interrupt"
    RESUME = "resume"
    FINISH = "finish"
    CANCEL = "cancel"
    EXPIRE = "expire"


TALK = {
    (TalkStatus.OPEN, TalkEvent.INTERRUPT): TalkStatus.WAITING,
    (TalkStatus.WAITING, TalkEvent.RESUME): TalkStatus.OPEN,
    (TalkStatus.OPEN, TalkEvent.FINISH): TalkStatus.DONE,
    (TalkStatus.OPEN, TalkEvent.CANCEL): TalkStatus.CANCELLED,
    (TalkStatus.WAITING, TalkEvent.CANCEL): TalkStatus.CANCELLED,
    (TalkStatus.OPEN, TalkEvent.EXPIRE): TalkStatus.EXPIRED,
    (TalkStatus.WAITING, TalkEvent.EXPIRE): TalkStatus.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation of one person in one chat."""

    id: TalkId
    person_id: PersonId
    chat_id: int
    flow: str
    #: The matter it is about; None when it begins one.
    case_id: CaseId | None
    #: The step whose question is open.
    step: str
    #: By step. Names with a leading underscore are the engine's own and never shown.
    answers: Answers
    #: Steps answered, in order.
    path: list[str]
    #: Goes up with every move; buttons carry it, so that an old button is known as such.
    version: int
    status: TalkStatus
    updated_at: datetime
    expires_at: datetime

    def moved(self, now: datetime, kept_for: timedelta, **changes: Any) -> "Talk":
        """The talk after a move: one version up, kept for another while."""
        return replace(self, version=self.version + 1, updated_at=now, expires_at=now + kept_for, **changes)
