"""What a complaint is: its subject, and the four fields it is judged by, each on its own (X-12, CMP-01…03, CMP-08…13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.people import Team


class Topic(StrEnum):
    """What it is about; kept as the case's category."""

    STAFF = "staff"
    REPAIRS = "repairs"
    CLEANING = "cleaning"
    SECURITY = "security"
    PARKING = "parking"
    GREENING = "greening"
    FEES = "fees"
    EQUIPMENT = "equipment"
    NOISE = "noise"
    NEIGHBOUR = "neighbour"
    WORKS = "works"
    ELSE = "else"


#: The department a subject belongs to until somebody judges otherwise (CMP-17).
TEAM_OF: Mapping[Topic, Team] = {
    Topic.STAFF: Team.DESK,
    Topic.REPAIRS: Team.ENGINEERING,
    Topic.CLEANING: Team.CLEANING,
    Topic.SECURITY: Team.SECURITY,
    Topic.PARKING: Team.SECURITY,
    Topic.GREENING: Team.GREENING,
    Topic.FEES: Team.FINANCE,
    Topic.EQUIPMENT: Team.ENGINEERING,
    Topic.NOISE: Team.DESK,
    Topic.NEIGHBOUR: Team.DESK,
    Topic.WORKS: Team.ENGINEERING,
    Topic.ELSE: Team.DESK,
}


class Validity(StrEnum):
    """Whether we are at fault: neglect, a wrong charge, upkeep (CMP-08, CMP-11)."""

    VALID = "valid"
    UNFOUNDED = "unfounded"


class Subtype(StrEnum):
    """Of a valid one what was neglected (CMP-08); of a communicative one what it seeks (CMP-09)."""

    NEGLECT = "neglect"
    CHARGING = "charging"
    UPKEEP = "upkeep"
    HELP = "help"
    ADVICE = "advice"
    VENTING = "venting"


#: The three kinds of a communicative complaint; badly handled it turns valid (CMP-10).
COMMUNICATIVE = frozenset({Subtype.HELP, Subtype.ADVICE, Subtype.VENTING})


class Grade(StrEnum):
    """How grave it is: what its clocks go by (CMP-01…03)."""

    MAJOR = "major"
    IMPORTANT = "important"
    MINOR = "minor"


class Responsibility(StrEnum):
    """On whose side it lies (CMP-13)."""

    COMPANY = "company"
    RESIDENT = "resident"
    SEVERAL = "several"
    OUTSIDE = "outside"


class Cause(StrEnum):
    """The root, for the analysis (CMP-35)."""

    ATTITUDE = "attitude"
    SKILL = "skill"
    SLOWNESS = "slowness"
    PROCESS = "process"
    EQUIPMENT = "equipment"
    PRICE = "price"
    WORDING = "wording"
    NEIGHBOUR = "neighbour"
    OUTSIDE = "outside"


class Field(StrEnum):
    """The four fields of X-12."""

    VALIDITY = "validity"
    SUBTYPE = "subtype"
    GRADE = "grade"
    RESPONSIBILITY = "responsibility"


VALUES: Mapping[Field, type[StrEnum]] = {
    Field.VALIDITY: Validity,
    Field.SUBTYPE: Subtype,
    Field.GRADE: Grade,
    Field.RESPONSIBILITY: Responsibility,
}


class Part(StrEnum):
    """Where one of the departments stands (CMP-13)."""

    ASKED = "asked"
    CONTACTED = "contacted"
    DONE = "done"
    RELEASED = "released"


class PartEvent(StrEnum):
    """What can happen there."""

    CONTACT = "contact"
    FINISH = "finish"
    RELEASE = "release"
    ASK_AGAIN = "ask_again"


PARTS: dict[tuple[Part, PartEvent], Part] = {
    (Part.ASKED, PartEvent.CONTACT): Part.CONTACTED,
    (Part.ASKED, PartEvent.FINISH): Part.DONE,
    (Part.CONTACTED, PartEvent.FINISH): Part.DONE,
    (Part.ASKED, PartEvent.RELEASE): Part.RELEASED,
    (Part.CONTACTED, PartEvent.RELEASE): Part.RELEASED,
    (Part.DONE, PartEvent.ASK_AGAIN): Part.ASKED,
    (Part.RELEASED, PartEvent.ASK_AGAIN): Part.ASKED,
}


class Plan(StrEnum):
    """Where a remedy plan stands (CMP-25)."""

    PROPOSED = "proposed"
    CHOSEN = "chosen"
    DROPPED = "dropped"


class PlanEvent(StrEnum):
    """What can happen to it."""

    CHOOSE = "choose"
    DROP = "drop"


PLANS: dict[tuple[Plan, PlanEvent], Plan] = {
    (Plan.PROPOSED, PlanEvent.CHOOSE): Plan.CHOSEN,
    (Plan.PROPOSED, PlanEvent.DROP): Plan.DROPPED,
    (Plan.CHOSEN, PlanEvent.DROP): Plan.DROPPED,
}


class Correction(StrEnum):
    """Where a corrective action stands (CMP-22)."""

    OPEN = "open"
    DONE = "done"


class CorrectionEvent(StrEnum):
    """What can happen to it."""

    DO = "do"


CORRECTIONS: dict[tuple[Correction, CorrectionEvent], Correction] = {
    (Correction.OPEN, CorrectionEvent.DO): Correction.DONE,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the reading of the words proposes for a field, and the words that decided."""

    value: str
    words: tuple[str, ...] = ()
