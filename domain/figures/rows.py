"""The plain rows figures are counted from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.cases import DeadlineStatus
from domain.ids import CaseId, StaffId
from domain.people import Team


@dataclass(frozen=True, slots=True)
class RepairRow:
    """One repair that was reported, finished, or had something happen to it in the period."""

    id: CaseId
    number: str
    status: str
    #: Code of the building; None for a public place without one.
    building: str | None
    category: str
    danger: str | None
    urgent: bool
    charge: str
    team: Team
    assignee_id: StaffId | None
    quote_fen: int | None
    rating: int | None
    #: What broke, in the worker's words (REP-13): the cause of F-43 as far as it is on record.
    part: str | None
    created_at: datetime
    finished_at: datetime | None
    closed_at: datetime | None


class HappeningKind(StrEnum):
    """Lines of a repair's history that are counted."""

    ARRIVE = "arrive"
    QUOTE = "quote"
    FINISH = "finish"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    SIGN = "sign"
    HOLD = "hold"
    PAUSE = "pause"
    EXTEND = "extend"


#: Whoever does one of these has been there.
BEEN_THERE = frozenset({HappeningKind.ARRIVE, HappeningKind.QUOTE, HappeningKind.FINISH})
#: Put off, with a reason on record (REP-12, X-16).
PUT_OFF = frozenset({HappeningKind.HOLD, HappeningKind.PAUSE, HappeningKind.EXTEND})


@dataclass(frozen=True, slots=True)
class Happening:
    """One such line; `reason` is one of our keys or somebody's own words, `staff` the post of whoever did it, `stars` what
    the owner signed with."""

    case_id: CaseId
    kind: HappeningKind
    at: datetime
    reason: str | None
    staff: StaffId | None = None
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How many promises of a kind fell due: with that outcome, in time or not."""

    kind: str
    status: DeadlineStatus
    in_time: bool
    number: int
