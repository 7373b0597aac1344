"""When two reports are one."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ids import CaseId, UnitId
from domain.repair.kinds import Category
from domain.repair.states import FINAL, Status


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
