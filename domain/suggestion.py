"""Suggestions and praise: what becomes of them, who may do what, and whom a praise counts for (CBK-22, CBK-23, VIS-01, X-39)."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import Refused
from domain.ids import CaseId, StaffId
from domain.people import Team
from domain.reading.folding import mended


class Category(StrEnum):
    """What it is."""

    SUGGESTION = "suggestion"
    PRAISE = "praise"


#: Words that say by themselves which of the two it is.
_PRAISES = re.compile(r"表扬|赞扬|夸奖|点个?赞|锦旗|好评|\b(?:praise|compliment|commend)")
_SUGGESTS = re.compile(r"建议|提议|\bsuggest")
#: A praise that takes something back, or only asks, is none for certain.
_DOUBT = re.compile(r"不(?!错)|没|(?<!特)别|但|可是|却|投诉|吗|怎么|[?？]|\b(?:not?|but|how|where|never)\b|n't")


def letter_of(text: str) -> Category | None:
    """Which of the two somebody names in their own words (traditional characters and English too); None when not certain."""
    plain = mended(text)
    praises, suggests = _PRAISES.search(plain) is not None, _SUGGESTS.search(plain) is not None
    if praises == suggests or (praises and _DOUBT.search(plain)):
        return None
    return Category.PRAISE if praises else Category.SUGGESTION


def is_named(name: str, text: str) -> bool:
    """Whether the text speaks of this person: by the whole name, or by the surname as one is spoken to (李师傅)."""
    return name in text or (len(name) in (2, 3) and any(name[0] + title in text for title in _TITLES))


_TITLES = ("师傅", "師傅", "工", "姐", "哥", "阿姨", "管家", "经理", "主任")


class Status(StrEnum):
    """Where it stands."""

    RECEIVED = "received"
    TAKEN = "taken"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to it."""

    TAKE = "take"
    #: Whoever had it has left.
    POOL = "pool"
    #: Will be done: adopted (CBK-22).
    ADOPT = "adopt"
    #: Not now, with the reason in kind words (X-39).
    NOT_NOW = "not_now"
    #: A praise has reached whoever it is for.
    HAND_ON = "hand_on"
    CANCEL = "cancel"


START = Status.RECEIVED
FINAL = frozenset({Status.CLOSED, Status.CANCELLED})

_S = Status
_WAYS: dict[Event, tuple[tuple[Status, ...], Status]] = {
    Event.TAKE: ((_S.RECEIVED, _S.TAKEN), _S.TAKEN),
    Event.POOL: ((_S.TAKEN,), _S.RECEIVED),
    Event.ADOPT: ((_S.RECEIVED, _S.TAKEN), _S.CLOSED),
    Event.NOT_NOW: ((_S.RECEIVED, _S.TAKEN), _S.CLOSED),
    Event.HAND_ON: ((_S.RECEIVED,), _S.CLOSED),
    Event.CANCEL: ((_S.RECEIVED, _S.TAKEN), _S.CANCELLED),
}
TABLE: dict[tuple[Status, Event], Status] = {
    (before, event): after for event, (befores, after) in _WAYS.items() for before in befores
}


class Who(StrEnum):
    """A hat somebody wears towards one of them."""

    REPORTER = "reporter"
    #: Works in the department it is about.
    DEPARTMENT = "department"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Action(StrEnum):
    """What can be pressed."""

    TAKE = "take"
    ADOPT = "adopt"
    NOT_NOW = "not_now"
    #: What the department thinks of it.
    OPINION = "opinion"
    ADD = "add"
    CANCEL = "cancel"
    TALK = "talk"
    REVEAL = "reveal"


_OFFICE = frozenset({Who.DESK, Who.SUPERVISOR, Who.MANAGER, Who.DIRECTOR})
MAY: Mapping[Action, frozenset[Who]] = {
    Action.TAKE: _OFFICE,
    Action.ADOPT: _OFFICE,
    Action.NOT_NOW: _OFFICE,
    Action.OPINION: frozenset({Who.DEPARTMENT}),
    Action.ADD: _OFFICE | {Who.REPORTER},
    Action.CANCEL: _OFFICE | {Who.REPORTER},
    Action.TALK: _OFFICE | {Who.REPORTER},
    Action.REVEAL: _OFFICE,
}
EVENT_OF: Mapping[Action, Event] = {
    Action.TAKE: Event.TAKE,
    Action.ADOPT: Event.ADOPT,
    Action.NOT_NOW: Event.NOT_NOW,
    Action.CANCEL: Event.CANCEL,
}


def may(action: Action, hats: Collection[Who]) -> bool:
    """Whether one of the hats allows the action."""
    return not MAY[action].isdisjoint(hats)


def check_may(action: Action, hats: Collection[Who]) -> None:
    """`Refused("common/not_yours")` unless one of the hats allows the action."""
    if not may(action, hats):
        raise Refused("common/not_yours", action=str(action))


#: What was promised about a suggestion: the answer (CBK-23).
ANSWER = "suggestion_answer"


@dataclass(frozen=True, slots=True)
class Praise:
    """Whom a praise is for: one of the staff, a team, or everybody."""

    id: int
    case_id: CaseId
    staff_id: StaffId | None
    team: Team | None
    at: datetime


def ranked(praises: Iterable[Praise]) -> list[tuple[StaffId, int]]:
    """How often each of the staff was praised, most first, then whoever has been here longer; a matter counts once."""
    counts = Counter(staff for staff, _ in {(p.staff_id, p.case_id) for p in praises if p.staff_id is not None})
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
