"""A question somebody of us has to answer: its life, who may do what with it, and by when (CBK-23, CBK-26, INT-09 to INT-14, INT-28).

What the knowledge base answers never becomes an enquiry. What it does not answer is owed an answer by a promised time; a
specialist may be asked in between, the desk stays the one who answers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import Refused
from domain.ids import CaseId, PersonId
from domain.people import Team
from domain.standards import Values, in_force


class Status(StrEnum):
    """Where an enquiry stands."""

    ASKED = "asked"
    #: Somebody of the desk looks into it.
    TAKEN = "taken"
    #: Put to a department; its answer comes back to the desk.
    WITH_SPECIALIST = "with_specialist"
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to it."""

    TAKE = "take"
    PUT = "put"
    #: The department has answered the desk.
    FIND = "find"
    ANSWER = "answer"
    HELPFUL = "helpful"
    #: Whoever had it has left.
    POOL = "pool"
    #: Not what was asked for, or there is more to ask.
    MORE = "more"
    #: Nobody says whether it helped: it rests.
    SILENT = "silent"
    CANCEL = "cancel"
    #: By a supervisor, with a written reason (X-13).
    CLOSE = "close"


START = Status.ASKED
FINAL = frozenset({Status.CLOSED, Status.CANCELLED})
#: An answer is owed.
OWED = frozenset({Status.ASKED, Status.TAKEN, Status.WITH_SPECIALIST})

_S = Status
_WAYS: dict[Event, tuple[tuple[Status, ...], Status]] = {
    # Another colleague may take it over: whoever is absent keeps nobody waiting.
    Event.TAKE: ((_S.ASKED, _S.TAKEN), _S.TAKEN),
    # To a second department too, when the first one is not the right one.
    Event.PUT: ((_S.ASKED, _S.TAKEN, _S.WITH_SPECIALIST), _S.WITH_SPECIALIST),
    Event.FIND: ((_S.WITH_SPECIALIST,), _S.TAKEN),
    # Answered again puts a slip right, as long as nobody has said it helped.
    Event.ANSWER: ((_S.ASKED, _S.TAKEN, _S.WITH_SPECIALIST, _S.ANSWERED), _S.ANSWERED),
    Event.POOL: ((_S.TAKEN,), _S.ASKED),
    Event.HELPFUL: ((_S.ANSWERED,), _S.CLOSED),
    Event.MORE: ((_S.ANSWERED,), _S.ASKED),
    Event.SILENT: ((_S.ANSWERED,), _S.CLOSED),
    Event.CANCEL: ((_S.ASKED, _S.TAKEN, _S.WITH_SPECIALIST), _S.CANCELLED),
    Event.CLOSE: ((_S.ASKED, _S.TAKEN, _S.WITH_SPECIALIST, _S.ANSWERED), _S.CLOSED),
}
TABLE: dict[tuple[Status, Event], Status] = {
    (before, event): after for event, (befores, after) in _WAYS.items() for before in befores
}


class Who(StrEnum):
    """A hat somebody wears towards one enquiry; a person can wear several."""

    REPORTER = "reporter"
    #: Works in the department it was put to.
    SPECIALIST = "specialist"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Action(StrEnum):
    """What can be pressed on an enquiry."""

    TAKE = "take"
    ANSWER = "answer"
    PUT = "put"
    FIND = "find"
    #: What the department said goes to whoever asked as it is.
    PASS = "pass"  # noqa: S105
    PROMISE = "promise"
    KEEP = "keep"
    HELPFUL = "helpful"
    MORE = "more"
    ADD = "add"
    CANCEL = "cancel"
    CLOSE = "close"
    TALK = "talk"
    HISTORY = "history"
    REVEAL = "reveal"


_HEADS = frozenset({Who.SUPERVISOR, Who.MANAGER, Who.DIRECTOR})
_OFFICE = _HEADS | {Who.DESK}
_THEIRS = frozenset({Who.REPORTER})

MAY: Mapping[Action, frozenset[Who]] = {
    Action.TAKE: _OFFICE,
    Action.ANSWER: _OFFICE,
    Action.PUT: _OFFICE,
    Action.FIND: frozenset({Who.SPECIALIST}),
    Action.PASS: _OFFICE,
    Action.PROMISE: _OFFICE,
    Action.KEEP: _OFFICE,
    # The desk notes it for those who said so by telephone (CBK-26).
    Action.HELPFUL: _THEIRS | _OFFICE,
    Action.MORE: _THEIRS | _OFFICE,
    Action.ADD: _THEIRS | _OFFICE,
    Action.CANCEL: _THEIRS | _OFFICE,
    Action.CLOSE: _HEADS,
    Action.TALK: _THEIRS | _OFFICE,
    Action.HISTORY: _THEIRS | _OFFICE,
    Action.REVEAL: _OFFICE,
}
#: The event a press stands for; presses that move nothing are not in it.
EVENT_OF: Mapping[Action, Event] = {
    Action.TAKE: Event.TAKE,
    Action.ANSWER: Event.ANSWER,
    Action.PUT: Event.PUT,
    Action.FIND: Event.FIND,
    Action.PASS: Event.ANSWER,
    Action.HELPFUL: Event.HELPFUL,
    Action.MORE: Event.MORE,
    Action.CANCEL: Event.CANCEL,
    Action.CLOSE: Event.CLOSE,
}


def may(action: Action, hats: Collection[Who]) -> bool:
    """Whether one of the hats allows the action: what decides if a button is shown."""
    return not MAY[action].isdisjoint(hats)


def check_may(action: Action, hats: Collection[Who]) -> None:
    """`Refused("common/not_yours")` unless one of the hats allows the action."""
    if not may(action, hats):
        raise Refused("common/not_yours", action=str(action))


class Promised(StrEnum):
    """What is promised about it."""

    #: The answer (CBK-23).
    ANSWER = "enquiry_answer"
    #: What the department said is passed on the day it is there (INT-13, INT-28).
    PASS = "enquiry_pass"  # noqa: S105
    #: Nobody's lateness: until then the owner may say that it did not help.
    CONFIRM = "enquiry_confirm"


#: Teams that may be asked as specialists; the desk asks itself.
SPECIALISTS = tuple(team for team in Team if team is not Team.DESK)


@dataclass(frozen=True, slots=True)
class EnquiryFacts:
    """What only an enquiry has."""

    case_id: CaseId
    #: The department it was put to last.
    asked_team: Team | None
    #: The answer; while `answered_at` is None what the department said, which nobody has passed on yet.
    answer: str | None
    answered_by: PersonId | None
    answered_at: datetime | None
    #: The entry of the knowledge base that was written from it.
    entry_id: int | None
    helpful: bool | None


@dataclass(frozen=True, slots=True)
class EnquiryFigures:
    """The community's figures for enquiries."""

    answer_hours: int
    confirm_days: int

    @classmethod
    def of(cls, values: Values) -> "EnquiryFigures":
        """The figures of one community."""
        return cls(int(in_force(values, "enquiry.answer_h")), int(in_force(values, "enquiry.confirm_days")))

    def answer_by(self, asked_at: datetime) -> datetime:
        """When the answer is promised, unless somebody promises another time (CBK-23)."""
        return asked_at + timedelta(hours=self.answer_hours)

    def silent_at(self, answered_at: datetime) -> datetime:
        """When nobody is waited for any more."""
        return answered_at + timedelta(days=self.confirm_days)
