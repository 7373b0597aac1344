"""What is put right after a survey: 《问题及整改措施汇总》, a table for each survey, a row for each problem (SUR-17, SUR-18, SUR-25).

A row is a department's: what is to be done, who does it, by which day, and the day it was done. The table is the manager's to
approve; owners read of it afterwards only (X-31). The rules set no time for any step but the day the department itself names:
the others are ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.ids import CaseId, PersonId
from domain.lifecycle import Table
from domain.people import HEADS, SUPERVISORS, Role, Team


class Status(StrEnum):
    """Where a row stands."""

    #: The department has not said yet what it will do.
    WANTED = "measure_wanted"
    PLANNED = "measure_planned"
    #: Approved: it is being put right.
    IMPROVING = "improving"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to a row."""

    FILL = "fill"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    DONE = "done"
    DROP = "drop"


_S = Status
TABLE: Table[Status, Event] = {
    (_S.WANTED, Event.FILL): _S.PLANNED,
    (_S.PLANNED, Event.FILL): _S.PLANNED,
    (_S.PLANNED, Event.SEND_BACK): _S.WANTED,
    (_S.PLANNED, Event.APPROVE): _S.IMPROVING,
    (_S.IMPROVING, Event.DONE): _S.CLOSED,
    (_S.WANTED, Event.DROP): _S.CANCELLED,
    (_S.PLANNED, Event.DROP): _S.CANCELLED,
}
START = Status.WANTED
FINAL = frozenset({Status.CLOSED, Status.CANCELLED})


class PlanStatus(StrEnum):
    """Where a table stands."""

    #: The departments fill in their rows (SUR-17).
    GATHERING = "gathering"
    #: With the manager (SUR-18).
    SUBMITTED = "submitted"
    APPROVED = "approved"
    #: Bound together with the other records of the survey (SUR-23).
    FILED = "filed"


class PlanEvent(StrEnum):
    """What can happen to a table."""

    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    FILE = "file"


_P = PlanStatus
PLAN: Table[PlanStatus, PlanEvent] = {
    (_P.GATHERING, PlanEvent.SUBMIT): _P.SUBMITTED,
    (_P.SUBMITTED, PlanEvent.SEND_BACK): _P.GATHERING,
    (_P.SUBMITTED, PlanEvent.APPROVE): _P.APPROVED,
    (_P.APPROVED, PlanEvent.FILE): _P.FILED,
    # Nothing was found that had to be put right.
    (_P.GATHERING, PlanEvent.FILE): _P.FILED,
}
PLAN_START = PlanStatus.GATHERING
PLAN_FINAL = frozenset({PlanStatus.FILED})


class Promised(StrEnum):
    """What is owed of a row."""

    #: The department says what it will do, and by when (SUR-17).
    MEASURE = "improve_measure"
    #: It is put right by the day it named (SUR-25).
    DONE = "improve_done"


RULES: Mapping[Promised, tuple[str, ...]] = {
    Promised.MEASURE: ("SUR-17",),
    Promised.DONE: ("SUR-25", "SUR-27"),
}

#: Which department answers for an aspect of the standard list (SUR-11, SUR-12); all else is the desk's until it is given away.
DEPARTMENTS: Mapping[str, Team] = {
    "power": Team.ENGINEERING,
    "water": Team.ENGINEERING,
    "facilities": Team.ENGINEERING,
    "repair": Team.ENGINEERING,
    "security": Team.SECURITY,
    "sanitation": Team.CLEANING,
    "greening": Team.GREENING,
}


def department_of(item: str) -> Team:
    """The department a problem goes to first; a person may give it to another."""
    return DEPARTMENTS.get(item, Team.DESK)


#: Those who gather the rows, and those who approve the table (SUR-17, SUR-18).
GATHER, APPROVE = SUPERVISORS, HEADS


def heads_department(role: Role, team: Team | None, department: Team) -> bool:
    """Whether that post is at the head of the department."""
    if department is Team.DESK:
        return role is Role.DESK_SUPERVISOR
    return role is Role.LEAD and team is department


@dataclass(frozen=True, slots=True)
class Plan:
    """The table of one survey."""

    id: int
    survey_id: int
    community_id: int
    status: PlanStatus
    version: int
    made_at: datetime
    submitted_by: PersonId | None
    submitted_at: datetime | None
    decided_by: PersonId | None
    decided_at: datetime | None
    #: Why the manager sent it back last.
    reason: str | None
    #: The notice to owners that was drafted of it (SUR-18).
    announcement_id: int | None
    #: When and to whom of the owners' committee results and plan were reported (SUR-28).
    committee_on: date | None
    committee_to: str | None
    committee_by: PersonId | None
    filed_by: PersonId | None
    filed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Improvement:
    """What only a row has; department, person and the words of a problem added by hand are its matter's."""

    case_id: CaseId
    plan_id: int
    #: Key of the question that failed; empty for a problem added by hand.
    item: str
    #: Satisfied of forms returned, as they were when the survey ended.
    satisfied: int | None
    returned: int | None
    #: What was remarked upon most: topic, number of forms, one example that names nobody.
    remarks: list[list[object]]
    measure: str | None
    planned_on: date | None
    done_on: date | None
    #: What came of it, in words.
    result: str | None
    #: Why it was sent back last.
    reason: str | None


def may_submit(statuses: Iterable[Status]) -> bool:
    """Every row that counts says what, who and when; and there is one."""
    left = [s for s in statuses if s is not Status.CANCELLED]
    return bool(left) and all(s is Status.PLANNED for s in left)


def all_over(statuses: Iterable[Status]) -> bool:
    """Everything is put right or was dropped."""
    return all(s in FINAL for s in statuses)
