"""How long a repair can be reopened, how often urged, and when two reports are one (X-13, REP-25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ids import CaseId, UnitId
from domain.repair.kinds import Category
from domain.repair.states import FINAL, Status


def reopen_until(closed_at: datetime, days: int) -> datetime:
    """Until when the owner can say "it is broken again" under the same number (X-13)."""
    return closed_at + timedelta(days=days)


def next_urge_at(last: datetime, every_minutes: int) -> datetime:
    """When the owner can urge again."""
    return last + timedelta(minutes=every_minutes)


def may_urge(last: datetime | None, now: datetime, every_minutes: int) -> bool:
    """Whether urging now says something new to the crew (REP-25); the first time always."""
    return last is None or now >= next_urge_at(last, every_minutes)


@dataclass(frozen=True, slots=True)
class OpenRepair:
    """What is compared when a report may be one we have."""

    id: CaseId
    unit: UnitId | None
    category: Category
    status: Status
    #: A public place in the reporter's words.
    place: str | None = None


#: One burst pipe is reported as water, as a leak or as a blocked drain, depending on who looks at it.
_AKIN = frozenset({Category.WATER, Category.LEAK, Category.DRAIN})


def kin(category: Category) -> Category:
    """What a category is counted as where one cause shows in several ways: drains and leaks are water."""
    return Category.WATER if category in _AKIN else category


def duplicates(
    open_cases: Sequence[OpenRepair], unit: UnitId | None, category: Category, place: str | None = None
) -> OpenRepair | None:
    """The one this report is most likely about: same place, same category before a related one, newest first."""
    here = [
        case
        for case in open_cases
        if case.status not in FINAL
        and (case.unit == unit if unit is not None else case.unit is None and _same_place(case.place, place))
    ]
    same = [case for case in here if case.category == category]
    related = [case for case in here if {case.category, category} <= _AKIN]
    return max(same or related, key=lambda case: case.id, default=None)


def _same_place(one: str | None, other: str | None) -> bool:
    return bool(one and other) and "".join(str(one).split()) == "".join(str(other).split())
