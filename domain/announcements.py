"""Announcements: how one goes from a draft to everybody's phone, whom it is for, how soon and how fast (NTB-01, EMG-01, EMG-02)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from domain.lifecycle import Table
from domain.people import Relation, Role
from domain.quiet import quiet_until
from domain.sending import Lane


class Kind(StrEnum):
    """A notice, or what is cut off (EMG-02)."""

    NOTICE = "notice"
    WATER = "water"
    POWER = "power"
    GAS = "gas"
    LIFT = "lift"
    HEATING = "heating"


class Part(StrEnum):
    """What goes out: the announcement itself, once more before a cut begins, and that it was stopped."""

    FIRST = "first"
    REMINDER = "reminder"
    CORRECTION = "correction"


class Status(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    REFUSED = "refused"


class Event(StrEnum):
    """What can happen to one."""

    ASK = "ask"
    APPROVE = "approve"
    REFUSE = "refuse"
    START = "start"
    FINISH = "finish"
    STOP = "stop"
    DROP = "drop"


TABLE: Table[Status, Event] = {
    (Status.DRAFT, Event.ASK): Status.ASKED,
    (Status.DRAFT, Event.DROP): Status.STOPPED,
    (Status.ASKED, Event.APPROVE): Status.APPROVED,
    (Status.ASKED, Event.REFUSE): Status.REFUSED,
    (Status.ASKED, Event.DROP): Status.STOPPED,
    (Status.APPROVED, Event.START): Status.RUNNING,
    (Status.APPROVED, Event.STOP): Status.STOPPED,
    (Status.RUNNING, Event.FINISH): Status.DONE,
    (Status.RUNNING, Event.STOP): Status.STOPPED,
}
START = Status.DRAFT
FINAL = frozenset({Status.DONE, Status.STOPPED, Status.REFUSED})
#: Those that owners find in their list.
PUBLISHED = (Status.RUNNING, Status.DONE)

#: Messages a second of the lane that broadcasts share: what the channel allows in all, less what answers need.
BULK_PER_SECOND = 22


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom it is for. No buildings: the whole community; no floors: all of them; residents by relation, staff by role."""

    buildings: tuple[str, ...] = ()
    floors: tuple[int, int] | None = None
    relations: tuple[str, ...] = tuple(Relation)
    roles: tuple[str, ...] = ()

    def doc(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    def has_home(self, building: str, floor: int | None, relation: str) -> bool:
        """Whether somebody with this home is meant. A home whose floor nobody knows is meant: better told than not."""
        if relation not in self.relations or (self.buildings and building not in self.buildings):
            return False
        return self.floors is None or floor is None or self.floors[0] <= floor <= self.floors[1]

    def has_anybody(self, homes: Iterable[tuple[str, int | None, str]], roles: Iterable[str]) -> bool:
        """Whether somebody with these homes (building, floor, relation) and posts is meant."""
        return any(self.has_home(*home) for home in homes) or any(role in self.roles for role in roles)


def audience_of(doc: Mapping[str, Any]) -> Audience:
    """The audience as kept; what is missing means everybody."""
    floors = doc.get("floors")
    return Audience(
        tuple(doc.get("buildings") or ()),
        (int(floors[0]), int(floors[1])) if floors else None,
        tuple(doc.get("relations", tuple(Relation))),
        tuple(doc.get("roles") or ()),
    )


#: Whom it may be for, by the buttons: relations and roles.
WHO: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "residents": (tuple(Relation), ()),
    "owners": ((Relation.OWNER,), ()),
    "no_tenants": ((Relation.OWNER, Relation.FAMILY), ()),
    "tenants": ((Relation.TENANT,), ()),
    "staff": ((), tuple(Role)),
    "everybody": (tuple(Relation), tuple(Role)),
}


def who_is(audience: Audience) -> str:
    """The button of `WHO` that means them; empty for roles chosen one by one."""
    found = (audience.relations, audience.roles)
    return next((name for name, (r, s) in WHO.items() if (tuple(r), tuple(s)) == found), "")


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement."""

    id: int
    community_id: int
    kind: Kind
    status: Status
    version: int
    words: str
    audience: Mapping[str, Any]
    made_by: int
    made_at: datetime
    decided_by: int | None
    reason: str | None
    #: None: as soon as it is approved.
    planned_at: datetime | None
    cut_from: datetime | None
    cut_to: datetime | None
    #: Then it leaves the list of current notices (NTB-01).
    until_at: datetime
    remind_at: datetime | None
    next_at: datetime | None
    part: Part
    #: The last person handed to the outbox.
    cursor: int
    people: int | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def is_cut(self) -> bool:
        """Whether a service is cut off."""
        return self.kind is not Kind.NOTICE


def lane_for(cut_from: datetime | None, now: datetime, urgent: timedelta, quiet_ends: datetime | None) -> Lane:
    """Broadcasts wait for everything else and for the morning; a cut about to begin does neither (EMG-01)."""
    if cut_from is None:
        return Lane.BROADCAST
    soon = cut_from - now <= urgent or (quiet_ends is not None and cut_from <= quiet_ends)
    return Lane.TASK if soon else Lane.BROADCAST


def good_until(part: Part, cut_from: datetime | None, until_at: datetime) -> datetime:
    """When the message is of no use any more: a reminder once the cut has begun, the rest when it is over."""
    return cut_from if part is Part.REMINDER and cut_from is not None else until_at


def remind_at(
    cut_from: datetime | None, before: timedelta, starts_at: datetime, tz: tzinfo, quiet: tuple[time, time]
) -> datetime | None:
    """When those who have it are reminded; never in the quiet hours, but so long before the evening they begin.

    None when the announcement itself goes out so late that it is the reminder.
    """
    if cut_from is None or before <= timedelta(0):
        return None
    at = cut_from - before
    if quiet_until(at, tz, *quiet) is not None:
        local = at.astimezone(tz)
        day = local.date() if local.time() >= quiet[0] else local.date() - timedelta(days=1)
        at = datetime.combine(day, quiet[0], tz).astimezone(cut_from.tzinfo) - before
    return at if at - starts_at >= before else None


def takes(people: int) -> timedelta:
    """How long it takes to tell so many people at the lane's rate."""
    return timedelta(seconds=-(-people // BULK_PER_SECOND))


def pause_for(page: int) -> timedelta:
    """How often the clock looks after it: twice in the time one page takes, so that the lane never runs dry."""
    return timedelta(seconds=page / BULK_PER_SECOND / 2)
