"""Breaches of the covenant, illegal building, neighbours' disputes: sorts, steps, who may, by when (VIO-01 to VIO-04, ASM-11, ASM-12).

Every step is written down with date, whoever did it, and the other side's signature: given in the chat, declined, or not to
be had there. The rules say "promptly"; how long that is, is ours to set.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import Refused
from domain.ids import CaseId, PersonId
from domain.lifecycle import Table
from domain.people import DESK_ROLES, HEADS, Role
from domain.standards import Values, in_force


class Sort(StrEnum):
    """What it is."""

    #: Building without leave (VIO-01).
    BUILDING = "building"
    #: Another use than the home was built for (VIO-01).
    USE = "use"
    #: The covenant or the house rules (VIO-02).
    RULE = "rule"
    #: Between owners or users (VIO-03).
    DISPUTE = "dispute"


class Found(StrEnum):
    """How we know of it."""

    PATROL = "patrol"
    REPORTED = "reported"


class Kind(StrEnum):
    """A step on the record."""

    TOLD = "told"
    DISSUADED = "dissuaded"
    STOPPED = "stopped"
    WRITTEN = "written"
    MEDIATED = "mediated"
    CORRECTED = "corrected"
    REPORTED = "reported"


class Status(StrEnum):
    """Where it stands."""

    FOUND = "found"
    TOLD = "told"
    DISSUADED = "dissuaded"
    STOPPED = "stopped"
    #: The written order to put it right has been handed over.
    WRITTEN = "written"
    MEDIATED = "mediated"
    CORRECTED = "corrected"
    #: With the authority.
    REFERRED = "referred"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to it."""

    TELL = "tell"
    DISSUADE = "dissuade"
    STOP = "stop"
    WRITE = "write"
    MEDIATE = "mediate"
    CORRECT = "correct"
    REFER = "refer"
    CLOSE = "close"
    #: It was none.
    DROP = "drop"


_S = Status
_WAYS: Mapping[Event, tuple[tuple[Status, ...], Status]] = {
    Event.TELL: ((_S.FOUND, _S.TOLD), _S.TOLD),
    Event.DISSUADE: ((_S.FOUND, _S.TOLD, _S.DISSUADED), _S.DISSUADED),
    Event.STOP: ((_S.FOUND, _S.TOLD, _S.DISSUADED), _S.STOPPED),
    Event.WRITE: ((_S.TOLD, _S.DISSUADED, _S.STOPPED, _S.WRITTEN), _S.WRITTEN),
    Event.MEDIATE: ((_S.FOUND, _S.TOLD, _S.STOPPED, _S.MEDIATED), _S.MEDIATED),
    Event.CORRECT: ((_S.TOLD, _S.DISSUADED, _S.STOPPED, _S.WRITTEN, _S.REFERRED), _S.CORRECTED),
    # Nobody at home, or danger in delay: the authority may be told at once.
    Event.REFER: ((_S.FOUND, _S.TOLD, _S.DISSUADED, _S.STOPPED, _S.WRITTEN, _S.MEDIATED), _S.REFERRED),
    Event.CLOSE: ((_S.MEDIATED, _S.CORRECTED, _S.REFERRED), _S.CLOSED),
    Event.DROP: ((_S.FOUND, _S.TOLD), _S.CANCELLED),
}
TABLE: Table[Status, Event] = {
    (before, event): after for event, (befores, after) in _WAYS.items() for before in befores
}
START = Status.FOUND
FINAL = frozenset({Status.CLOSED, Status.CANCELLED})

#: Events that are a step on the record.
STEP_OF: Mapping[Event, Kind] = {
    Event.TELL: Kind.TOLD,
    Event.DISSUADE: Kind.DISSUADED,
    Event.STOP: Kind.STOPPED,
    Event.WRITE: Kind.WRITTEN,
    Event.MEDIATE: Kind.MEDIATED,
    Event.CORRECT: Kind.CORRECTED,
    Event.REFER: Kind.REPORTED,
}
_OF_DISPUTES = frozenset({Event.TELL, Event.STOP, Event.MEDIATE, Event.REFER, Event.CLOSE, Event.DROP})


def events_for(sort: Sort) -> frozenset[Event]:
    """What can happen to one of this sort: disputes are mediated, all else is dissuaded, written up and put right."""
    return _OF_DISPUTES if sort is Sort.DISPUTE else frozenset(Event) - {Event.MEDIATE}


def can_now(sort: Sort, status: Status, event: Event) -> bool:
    """Whether the event can happen now to one of this sort."""
    return event in events_for(sort) and (status, event) in TABLE


def check_now(sort: Sort, status: Status, event: Event) -> None:
    """`Refused("common/not_now")` when it cannot."""
    if not can_now(sort, status, event):
        raise Refused("common/not_now", status=str(status), event=str(event))


#: Who ends it: somebody who did not do the steps (VIO-01, X-13).
_ENDS = frozenset({Event.CLOSE, Event.DROP})
SUPERVISING = HEADS | {Role.DESK_SUPERVISOR}


def roles_for(event: Event) -> frozenset[Role]:
    """Who may do that (VIO-01 to VIO-03: the desk; the end is a supervisor's)."""
    return SUPERVISING if event in _ENDS else DESK_ROLES


def check_sides(sort: Sort, event: Event, homes: Collection[int]) -> None:
    """`Refused("breach/two_sides")`: we mediate between homes, never inside a family (DST-08)."""
    if sort is Sort.DISPUTE and event is Event.MEDIATE and len(set(homes)) < len(("one", "other")):
        raise Refused("breach/two_sides")


class Promised(StrEnum):
    """What is owed next."""

    DISSUADE = "breach_dissuade"
    MEDIATE = "breach_mediate"
    WRITE = "breach_write"
    CORRECT = "breach_correct"
    CLOSE = "breach_close"


#: The rules behind each.
RULES: Mapping[Promised, tuple[str, ...]] = {
    Promised.DISSUADE: ("VIO-01", "VIO-02", "ASM-11"),
    Promised.MEDIATE: ("VIO-03", "ASM-12"),
    Promised.WRITE: ("VIO-01", "VIO-02"),
    Promised.CORRECT: ("VIO-02", "ASM-12"),
    Promised.CLOSE: ("VIO-01",),
}


def owed(sort: Sort, status: Status) -> Promised | None:
    """What is to be done next and has a time; None once it is over."""
    if status in FINAL:
        return None
    if status in (Status.MEDIATED, Status.CORRECTED, Status.REFERRED):
        return Promised.CLOSE
    if sort is Sort.DISPUTE:
        return Promised.MEDIATE
    if status in (Status.FOUND, Status.TOLD):
        return Promised.DISSUADE
    return Promised.CORRECT if status is Status.WRITTEN else Promised.WRITE


@dataclass(frozen=True, slots=True)
class BreachFigures:
    """The community's figures; hours are the clock's, days as the community counts them (X-09)."""

    dissuade: timedelta
    mediate: timedelta
    write: timedelta
    correct: timedelta
    close: timedelta

    @classmethod
    def of(cls, values: Values) -> "BreachFigures":
        """The figures of one community."""
        return cls(
            timedelta(hours=int(in_force(values, "breach.dissuade_hours"))),
            timedelta(hours=int(in_force(values, "breach.mediate_hours"))),
            timedelta(days=int(in_force(values, "breach.write_days"))),
            timedelta(days=int(in_force(values, "breach.correct_days"))),
            timedelta(days=int(in_force(values, "breach.close_days"))),
        )

    def length(self, what: Promised) -> tuple[timedelta, bool]:
        """How long it may take, and whether that is counted in days."""
        return {
            Promised.DISSUADE: (self.dissuade, False),
            Promised.MEDIATE: (self.mediate, False),
            Promised.WRITE: (self.write, True),
            Promised.CORRECT: (self.correct, True),
            Promised.CLOSE: (self.close, True),
        }[what]


@dataclass(frozen=True, slots=True)
class BreachFacts:
    """What only a breach has."""

    case_id: CaseId
    sort: Sort
    found: Found
    #: Homes concerned: whose breach it is, or both sides.
    others: list[int]
    authority: str | None
    authority_at: datetime | None


class Signature(StrEnum):
    """Where the other side's signature of a step stands."""

    SIGNED = "signed"
    ASKED = "asked"
    DECLINED = "declined"
    #: Not to be had in the chat.
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the record: what was done and said, by whom, when, and who signed (VIO-01)."""

    id: int
    case_id: CaseId
    kind: Kind
    words: str
    by: PersonId
    at: datetime
    asked_of: PersonId | None
    signed_by: PersonId | None
    signed_at: datetime | None
    declined_at: datetime | None

    @property
    def signature(self) -> Signature:
        """Signed wins over declined: whoever thinks better of it may sign later."""
        if self.signed_at is not None:
            return Signature.SIGNED
        if self.declined_at is not None:
            return Signature.DECLINED
        return Signature.ASKED if self.asked_of is not None else Signature.ABSENT
