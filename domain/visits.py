"""Going to see owners: what a month's plan holds, who goes where, and what can become of a visit (VIS-01 to VIS-15, X-27)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from domain.errors import Refused
from domain.ids import CaseId, CommunityId, PersonId, StaffId, UnitId
from domain.lifecycle import Table
from domain.people import UnitState

_DAY = timedelta(days=1)


class Status(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    DONE = "done"
    #: Nobody was met, and why.
    MISSED = "missed"
    #: The month was over before anybody went; the home comes first in the next plan.
    DROPPED = "dropped"


class Event(StrEnum):
    """What can happen to one."""

    RECORD = "record"
    PUT_OFF = "put_off"
    ASSIGN = "assign"
    MISS = "miss"
    DROP = "drop"


TABLE: Table[Status, Event] = {
    (Status.PLANNED, Event.RECORD): Status.DONE,
    (Status.PLANNED, Event.PUT_OFF): Status.PLANNED,
    (Status.PLANNED, Event.ASSIGN): Status.PLANNED,
    (Status.PLANNED, Event.MISS): Status.MISSED,
    (Status.PLANNED, Event.DROP): Status.DROPPED,
    (Status.MISSED, Event.RECORD): Status.DONE,
}
START = Status.PLANNED
FINAL = frozenset({Status.DONE, Status.MISSED, Status.DROPPED})


class Purpose(StrEnum):
    """Why somebody goes (VIS-08, VIS-12)."""

    ROUND = "round"
    FEES = "fees"
    COMPLAINT = "complaint"
    NEW_OWNER = "new_owner"
    OTHER = "other"


class How(StrEnum):
    """Where they spoke: at the door, by telephone, met on the way (VIS-02, VIS-03)."""

    DOOR = "door"
    PHONE = "phone"
    MET = "met"


#: Homes somebody can be met in.
LIVED_IN = frozenset({UnitState.LIVED_IN, UnitState.LET, UnitState.RENOVATING})
#: What the three a month are (X-27).
ROUNDS, HOUSEHOLDS = "rounds", "households"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit, planned or made."""

    id: int
    community_id: CommunityId
    staff_id: StaffId
    unit_id: UnitId
    person_id: PersonId | None
    status: Status
    version: int
    purpose: Purpose
    #: `2026-11`: the plan it counts for.
    month: str
    #: Which round of the month; None: beside the plan.
    round: int | None
    planned_on: date | None
    how: How | None
    opinion: str | None
    result: str | None
    reason: str | None
    #: The matter that made it necessary.
    case_id: CaseId | None
    #: None: the plan.
    made_by: PersonId | None
    made_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Home:
    """A home that can be chosen, and when somebody was there last."""

    unit_id: UnitId
    building: str
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Butler:
    """Somebody who goes, and the buildings they look after; none means all."""

    staff_id: StaffId
    zone: tuple[str, ...] = ()

    def covers(self, building: str) -> bool:
        """Whether the building is theirs."""
        return not self.zone or building in self.zone


@dataclass(frozen=True, slots=True)
class Planned:
    """One visit of a plan."""

    staff_id: StaffId
    unit_id: UnitId
    round: int
    on: date


def month_of(day: date) -> str:
    """The key of a day's month."""
    return f"{day:%Y-%m}"


def month_days(day: date) -> list[date]:
    """From that day to the last of its month."""
    found = [day]
    while (found[-1] + _DAY).month == day.month:
        found.append(found[-1] + _DAY)
    return found


def quota(unit: str, number: int, homes: int) -> int:
    """Households a butler sees in a month: so many rounds of so many homes, or so many households (X-27)."""
    return number * homes if unit == ROUNDS else number


def draft(butlers: Sequence[Butler], homes: Iterable[Home], most: int) -> dict[StaffId, list[Home]]:
    """Who goes where: turn by turn each takes the home of their zone where nobody has been for the longest time.

    No home twice, none outside a zone, nobody more than `most`. Those who look after the fewest buildings choose first.
    """
    left = sorted(homes, key=lambda h: (h.last_on is not None, h.last_on or date.min, h.building, h.unit_id))
    taken: dict[StaffId, list[Home]] = {b.staff_id: [] for b in butlers}
    gone: set[UnitId] = set()

    def width(butler: Butler) -> tuple[bool, int]:
        return not butler.zone, len(butler.zone)

    for _, alike in groupby(sorted(butlers, key=lambda b: (width(b), b.staff_id)), key=width):
        group = list(alike)
        coming = {b.staff_id: iter([h for h in left if b.covers(h.building)]) for b in group}
        for _ in range(most):
            for butler in group:
                home = next((h for h in coming[butler.staff_id] if h.unit_id not in gone), None)
                if home is not None:
                    gone.add(home.unit_id)
                    taken[butler.staff_id].append(home)
    return taken


def spread(staff: StaffId, homes: Sequence[Home], rounds: int, days: Sequence[date]) -> list[Planned]:
    """The homes over the days, as evenly as they go, round after round; within a round building by building.

    `days` in order and not empty; `rounds` at least one.
    """
    count, found = len(homes), []
    for number in range(1, rounds + 1):
        first, last = (number - 1) * count // rounds, number * count // rounds
        part = sorted(homes[first:last], key=lambda h: (h.building, h.unit_id))
        for place, home in enumerate(part, first):
            found.append(Planned(staff, home.unit_id, number, days[place * len(days) // count]))
    return found


def plan(
    butlers: Sequence[Butler], homes: Iterable[Home], rounds: int, most: int, days: Sequence[date]
) -> list[Planned]:
    """A month's plan: every home at most once, each butler at most `most` (VIS-01, VIS-02, X-27); empty without days."""
    if not days:
        return []
    drafted = draft(butlers, homes, most)
    return [visit for staff, chosen in drafted.items() for visit in spread(staff, chosen, max(1, rounds), days)]


def uncovered(butlers: Sequence[Butler], homes: Iterable[Home]) -> int:
    """Homes that lie in nobody's zone: in no plan, so somebody must know."""
    return sum(not any(b.covers(h.building) for b in butlers) for h in homes)


def heir(butlers: Sequence[Butler], building: str, held: Mapping[StaffId, int]) -> StaffId | None:
    """Who takes over a visit of somebody who left: whoever looks after the building and has the least to do; None: nobody."""
    there = [b for b in butlers if b.covers(building)]
    found = min(there, key=lambda b: (not b.zone, held.get(b.staff_id, 0), b.staff_id), default=None)
    return None if found is None else found.staff_id


def check_day(day: date, today: date, last: date) -> None:
    """`Refused("visit/day_past")` for a day that is over, or so far ahead that nobody would remember."""
    if not today <= day <= last:
        raise Refused("visit/day_past")


@dataclass(frozen=True, slots=True)
class Count:
    """The month of one butler."""

    staff_id: StaffId
    #: All that were planned or made beside the plan.
    whole: int
    done: int
    missed: int
    left: int
    #: Of those left: their day is over.
    late: int
    #: Made beside the plan.
    extra: int
    opinions: int
    #: Opinions that became matters.
    cases: int
    by_how: Mapping[str, int]

    @property
    def share(self) -> int | None:
        """Done of all, in per cent; None without any."""
        return 100 * self.done // self.whole if self.whole else None


def counts(visits: Iterable[Visit], linked: Mapping[int, int], today: date) -> list[Count]:
    """How far each butler is, by post; `linked`: visit → matters that came of it (DST-11, VIS-05, VIS-10)."""
    by: dict[StaffId, list[Visit]] = {}
    for visit in visits:
        by.setdefault(visit.staff_id, []).append(visit)
    return [_count(staff, mine, linked, today) for staff, mine in sorted(by.items())]


def _count(staff: StaffId, mine: Collection[Visit], linked: Mapping[int, int], today: date) -> Count:
    done = [v for v in mine if v.status is Status.DONE]
    left = [v for v in mine if v.status is Status.PLANNED]
    how = {str(h): sum(v.how is h for v in done) for h in How}
    return Count(
        staff, len(mine), len(done), sum(v.status is Status.MISSED for v in mine), len(left),
        sum(v.planned_on is not None and v.planned_on < today for v in left), sum(v.round is None for v in mine),
        sum(bool(v.opinion) for v in done), sum(linked.get(v.id, 0) for v in done), {h: n for h, n in how.items() if n},
    )  # fmt: skip
