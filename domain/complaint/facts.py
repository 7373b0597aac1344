"""What only a complaint has (CMP-15, X-12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.complaint.kinds import Correction, Grade, Part, Plan
from domain.people import Team


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """The row beside the case."""

    case_id: int
    happened: str | None
    #: The department complained of.
    against_team: str | None
    against_person: str | None
    wish: str | None
    wish_by: datetime | None
    wish_agreed_at: datetime | None
    anonymous: bool
    harm: bool
    agitated: bool
    validity: str | None
    subtype: str | None
    grade: str | None
    responsibility: str | None
    #: {field: {"value": …, "words": […]}}
    proposed: dict[str, Any]
    #: How often it came back unsatisfied: one rung higher each time.
    level: int
    handed_at: datetime | None
    director_at: datetime | None
    contacted_at: datetime | None
    interim_at: datetime | None
    answered_at: datetime | None
    definite_at: datetime | None
    result: str | None
    result_at: datetime | None
    told_at: datetime | None
    cause: str | None
    comment: str | None
    private_with: int | None

    def counted_as(self) -> Grade:
        """The grade its clocks go by: the one judged; until then important, major where harm goes on or its words say so.

        A guess of the reading makes a clock stricter, never laxer: only a person may take a complaint for a minor one (X-12).
        """
        if self.grade:
            return Grade(self.grade)
        grave = self.harm or self.proposed.get("grade", {}).get("value") == Grade.MAJOR
        return Grade.MAJOR if grave else Grade.IMPORTANT


@dataclass(frozen=True, slots=True)
class Department:
    """One department that has to do with it (CMP-13)."""

    id: int
    case_id: int
    team: Team
    #: It answers for the whole.
    leads: bool
    status: Part
    version: int
    #: Who of them has it.
    head_id: int | None
    called_at: datetime
    contacted_at: datetime | None
    findings: str | None
    done_at: datetime | None
    done_by: int | None


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to put it right, with its cost in fen (CMP-25)."""

    id: int
    case_id: int
    words: str
    cost_fen: int | None
    status: Plan
    by: int
    at: datetime
    decided_by: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class CorrectiveAction:
    """What is done so that it does not happen again (CMP-22)."""

    id: int
    case_id: int
    team: Team
    words: str
    status: Correction
    version: int
    due_at: datetime
    made_by: int
    made_at: datetime
    done_words: str | None
    done_by: int | None
    done_at: datetime | None
