"""One outage, many reporters: when reports are proposed as one incident, and its life (EMG-01, EMG-04, EMG-07)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import CaseId, CommunityId, PersonId, UnitId
from domain.people import DESK_ROLES, DISPATCHERS
from domain.repair import Category, Danger, kin
from domain.standards import Values, in_force


class Status(StrEnum):
    """Where an incident stands."""

    PROPOSED = "proposed"
    OPEN = "open"
    CLOSED = "closed"
    DISMISSED = "dismissed"


class Event(StrEnum):
    """What can happen to it."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    CLOSE = "close"


START = Status.PROPOSED
#: A home where it is not well reopens its own case; the same outage anew is a new incident with a number of its own.
FINAL = frozenset({Status.CLOSED, Status.DISMISSED})
TABLE = {
    (Status.PROPOSED, Event.CONFIRM): Status.OPEN,
    (Status.PROPOSED, Event.DISMISS): Status.DISMISSED,
    (Status.OPEN, Event.CLOSE): Status.CLOSED,
}
#: Who decides about incidents and says how it goes on (EMG-07).
DECIDES = DESK_ROLES | DISPATCHERS
#: Dangers that are over for everybody when the one cause is mended. Every other one is looked at on its own: an
#: incident that ends with its main case never closes it.
SHARED = frozenset({Danger.NO_WATER, Danger.POWER_OUT_HOME, Danger.BURST_PIPE, Danger.FLOODING})
#: Dangers that are the outage itself: once it is known and confirmed, one home more is a number more and no alarm of its
#: own. With anything else, people in danger above all, a report is always an alarm of its own.
OUTAGES = frozenset({Danger.NO_WATER, Danger.POWER_OUT_HOME})


@dataclass(frozen=True, slots=True)
class Area:
    """What reports of one incident have in common: the building (None: public places), and the kin of category."""

    building: str | None
    kin: Category


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident."""

    id: int
    community_id: CommunityId
    #: One of the day's numbers, given when it is confirmed: a "no" leaves no gap.
    number: str | None
    status: Status
    version: int
    building: str | None
    category: str
    #: What is the matter, told to everybody who joins.
    words: str | None
    proposed_at: datetime
    opened_by: PersonId | None
    opened_at: datetime | None
    promised_at: datetime | None
    #: Closed or dismissed by; None: the work itself ended it.
    closed_by: PersonId | None
    closed_at: datetime | None
    outcome: str | None

    @property
    def area(self) -> Area:
        """What its reports have in common."""
        return Area(self.building, Category(self.category))


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who is told how it goes on."""

    person_id: PersonId
    unit_id: UnitId | None
    floor: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """An open report as far as incidents are concerned."""

    case: CaseId
    #: One home is one report, however many of it write.
    home: str
    area: Area
    at: datetime
    #: The incident it was ever put to.
    incident: int | None


@dataclass(frozen=True, slots=True)
class IncidentFigures:
    """The community's figures."""

    reports: int
    within: timedelta
    again: timedelta

    @classmethod
    def of(cls, own: Values) -> "IncidentFigures":
        """From the community's own values, else the defaults."""
        return cls(
            int(in_force(own, "incident.reports")),
            timedelta(minutes=int(in_force(own, "incident.minutes"))),
            timedelta(minutes=int(in_force(own, "incident.again_minutes"))),
        )


def area_of(category: str, danger: str | None, building: str | None, place: str | None) -> Area | None:
    """Where a report belongs; None where nobody knows yet, and for "other things", which have nothing in common."""
    if building is None and not place:
        return None
    kind = kin(Category(category))
    return None if kind is Category.OTHER and danger is None else Area(building, kind)


def proposal(
    reports: Iterable[Report], area: Area, known: Sequence[Incident], now: datetime, figures: IncidentFigures
) -> tuple[CaseId, ...]:
    """Cases to be proposed as one incident now, in order; empty while there is none to propose (EMG-01).

    `reports` are open ones. What was ever put to an incident is not proposed again; after a "no" new reports are,
    once the minutes of the standard have passed.
    """
    for incident in known:
        if incident.area == area and incident.status not in FINAL:
            return ()
        decided = incident.closed_at if incident.status is Status.DISMISSED else None
        if incident.area == area and decided is not None and now < decided + figures.again:
            return ()
    near = [r for r in reports if r.area == area and r.incident is None and r.at >= now - figures.within]
    if len({r.home for r in near}) < figures.reports:
        return ()
    return tuple(sorted(r.case for r in near))
