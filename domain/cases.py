"""A matter (事项) as everything sees it, whatever its flow: number, place, people, state, promises."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.ids import CaseId, CommunityId, MediaId, PersonId, StaffId, UnitId
from domain.people import Team

#: Final statuses of every flow, by name: no flow calls an open one so. Lists of all matters ask by this.
OVER = frozenset({"closed", "cancelled", "declined"})


class Channel(StrEnum):
    """How a matter reached us (INT-06, INT-20)."""

    CHAT = "chat"
    PHONE = "phone"
    VISIT = "visit"
    PATROL = "patrol"


#: Flows whose matters are the home's: everybody who lives there sees them. All others are the reporter's alone.
OF_THE_HOME = frozenset({"repair"})
#: Flows the office opens of itself after a survey: nobody has reported them, they stand on no list of somebody's own matters.
OF_THE_OFFICE = frozenset({"improvement", "opinion"})


@dataclass(frozen=True, slots=True)
class Case:
    """One numbered matter."""

    id: CaseId
    community_id: CommunityId
    number: str
    flow: str
    status: str
    version: int
    unit_id: UnitId | None
    #: A public place in the person's words; None for a home.
    place: str | None
    reporter_id: PersonId
    #: The staff member who took it down for the reporter.
    taken_by: PersonId | None
    channel: Channel
    category: str
    urgent: bool
    danger: str | None
    words: str
    #: Phone to ring, normalised; None means the reporter's own.
    contact: str | None
    team: Team
    assignee_id: StaffId | None
    appointment_from: datetime | None
    appointment_to: datetime | None
    #: Agreed and not paid, in fen.
    owing_fen: int
    outcome: str | None
    rating: int | None
    created_at: datetime
    closed_at: datetime | None
    urged_at: datetime | None
    #: One outage, many reporters: the incident it was put to, confirmed or not.
    incident_id: int | None = None


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """What only a repair has."""

    case_id: CaseId
    charge: str
    charge_rules: list[str]
    dispatch: str | None
    quote_fen: int | None
    #: [{code, name_zh, name_en, quantity, price_fen}]
    quote_lines: list[dict[str, Any]] | None
    arrived_at: datetime | None
    promised_at: datetime | None
    hold_reason: str | None
    done_process: str | None
    done_part: str | None
    done_materials: str | None
    finished_at: datetime | None
    reminded_at: datetime | None
    #: Leaks: when the water test was made (X-04).
    water_tested_at: datetime | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a matter's history."""

    id: int
    case_id: CaseId
    at: datetime
    #: None: the clock.
    by: PersonId | None
    kind: str
    from_status: str | None
    to_status: str | None
    data: dict[str, Any]


class DeadlineStatus(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    MET = "met"
    MISSED = "missed"
    #: The matter ended another way (cancelled, declined).
    DROPPED = "dropped"


class DeadlineEvent(StrEnum):
    """What can happen to a promise."""

    MEET = "meet"
    MISS = "miss"
    DROP = "drop"
    #: Judged otherwise once more: what was dropped is owed after all.
    OWE_AGAIN = "owe_again"


DEADLINE = {
    (DeadlineStatus.OPEN, DeadlineEvent.MEET): DeadlineStatus.MET,
    (DeadlineStatus.OPEN, DeadlineEvent.MISS): DeadlineStatus.MISSED,
    (DeadlineStatus.OPEN, DeadlineEvent.DROP): DeadlineStatus.DROPPED,
    (DeadlineStatus.DROPPED, DeadlineEvent.OWE_AGAIN): DeadlineStatus.OPEN,
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A promise with a time: `fire_at` is when the clock looks at it next, None when it no longer does."""

    id: int
    case_id: CaseId
    kind: str
    round: int
    #: Who answers for it.
    team: Team
    rules: list[str]
    #: Counted from here.
    starts_at: datetime
    due_at: datetime
    #: Promised by a person: a changed figure leaves it alone.
    by_hand: bool
    #: Runs in working time only (X-09).
    working: bool
    fire_at: datetime | None
    #: The last rung of the ladder that was fired.
    rung: int
    version: int
    #: "I take it": who, and until when the climb rests.
    taken_by: StaffId | None
    taken_until: datetime | None
    paused_reason: str | None
    paused_at: datetime | None
    status: DeadlineStatus


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo, voice or file of a matter."""

    id: MediaId
    case_id: CaseId | None
    by: PersonId
    kind: str
    ref: str
    step: str
    at: datetime


def may_urge(last: datetime | None, now: datetime, every_minutes: int) -> bool:
    """Whether pressing for a matter now says something new to those who have it (REP-25); the first time always."""
    return last is None or now >= last + timedelta(minutes=every_minutes)


def may_reopen(closed_at: datetime | None, now: datetime, days: int) -> bool:
    """Whether a closed matter can still be taken up again under its number (X-13)."""
    return closed_at is not None and now <= closed_at + timedelta(days=days)
