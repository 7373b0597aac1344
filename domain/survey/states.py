"""A survey's life: put together, issued to homes drawn at random, reminded of, closed; and what it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.lifecycle import Table
from domain.survey.questions import Question, question_of
from domain.survey.quota import return_quota


class Status(StrEnum):
    """Where a survey stands."""

    #: Being put together: whoever makes it sees it as owners will.
    DRAFT = "draft"
    RUNNING = "running"
    #: The deadline has passed.
    CLOSED = "closed"
    #: Stopped before its time by a person, or never issued.
    STOPPED = "stopped"


class Event(StrEnum):
    """What can happen to it."""

    ISSUE = "issue"
    DROP = "drop"
    EXTEND = "extend"
    CLOSE = "close"
    STOP = "stop"


TABLE: Table[Status, Event] = {
    (Status.DRAFT, Event.ISSUE): Status.RUNNING,
    (Status.DRAFT, Event.DROP): Status.STOPPED,
    (Status.RUNNING, Event.EXTEND): Status.RUNNING,
    (Status.RUNNING, Event.CLOSE): Status.CLOSED,
    (Status.RUNNING, Event.STOP): Status.STOPPED,
}
START = Status.DRAFT
FINAL = frozenset({Status.CLOSED, Status.STOPPED})


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version of a questionnaire. What was issued once never changes; a change makes the next version."""

    id: int
    community_id: int
    #: The first version; its own id for the first.
    root_id: int
    edition: int
    name_zh: str
    name_en: str
    questions: tuple[Mapping[str, Any], ...]
    made_by: int
    made_at: datetime
    #: Since when it may not be changed: it was issued then.
    frozen_at: datetime | None
    version: int

    def name(self, language: str) -> str:
        """What it is called."""
        return self.name_en if language == "en" and self.name_en else self.name_zh

    @property
    def asked(self) -> list[Question]:
        """Its questions in order."""
        return [question_of(doc) for doc in self.questions]


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey: which questionnaire goes to whom, until when."""

    id: int
    community_id: int
    questionnaire_id: int
    status: Status
    version: int
    #: Answers go into a box without names; only who took part is known.
    anonymous: bool
    #: Everybody who has moved in, instead of the quota.
    everybody: bool
    #: Codes of the buildings asked; none: all of them.
    buildings: tuple[str, ...]
    #: From it anybody can draw the same homes again.
    seed: int
    #: Homes moved into, homes drawn, forms that must come back (F-12, F-13); None before it is issued.
    moved_in: int | None
    issued: int | None
    due_back: int | None
    made_by: int
    made_at: datetime
    started_at: datetime | None
    deadline_at: datetime
    ended_at: datetime | None
    reason: str | None
    #: The round that goes out now: 0 the questionnaire, 1 and 2 the reminders; the last home handed to the outbox in it.
    round: int
    cursor: int
    remind_at: datetime | None
    #: When the clock looks at it next.
    next_at: datetime | None
    #: When the box was last stirred.
    stirred_at: datetime | None

    @property
    def over(self) -> bool:
        """It was issued and takes no more answers, at its deadline or ended before it: owners were told that we act on theirs."""
        return self.status in FINAL and self.started_at is not None


@dataclass(frozen=True, slots=True)
class Form:
    """What came back from one home, or one slip of the box: then home, person and time are nobody's to know."""

    id: int
    answers: Mapping[str, Mapping[str, Any]]
    unit_id: int | None = None
    building: str | None = None
    person_id: int | None = None
    #: chat | paper | phone.
    channel: str | None = None
    entered_by: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How it goes: homes asked, forms back, by building (asked, back)."""

    issued: int
    returned: int
    buildings: Mapping[str, tuple[int, int]]

    def missing(self, percent: int) -> int:
        """Forms still wanted to come up to the return quota (F-13)."""
        return max(0, return_quota(self.issued, percent) - self.returned)


def projected(counts: Counts, started: datetime, now: datetime, deadline: datetime) -> int | None:
    """Forms that will be back at the deadline if they go on coming as until now; None before anything can be said."""
    gone, whole = now - started, deadline - started
    if gone <= timedelta(0) or whole <= timedelta(0):
        return None
    expected = counts.returned * (whole // _SECOND) // max(1, min(gone, whole) // _SECOND)
    return min(counts.issued, max(counts.returned, expected))


_SECOND = timedelta(seconds=1)


def remind_times(
    started: datetime, deadline: datetime, after: timedelta, before: timedelta, most: int
) -> list[datetime]:
    """When those who have not answered are reminded, at most so often: some days in, and shortly before the end.

    A time that is not between beginning and end, or not after the one before, is left out.
    """
    found: list[datetime] = []
    for at in (started + after, deadline - before):
        if started < at < deadline and (not found or at - found[-1] >= before):
            found.append(at)
    return found[-most:] if most else []
