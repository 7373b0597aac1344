"""A figure as a report shows it: its value, what it is measured by, and the matters behind it (QLT-02). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.ids import CaseId


class Measure(StrEnum):
    """What a value is counted in."""

    COUNT = "count"
    #: Whole percent of `part` in `whole`.
    PERCENT = "percent"
    #: Tenths of a star.
    STARS = "stars"
    #: Hundredths of a per mille.
    PER_MILLE = "per_mille"
    FEN = "fen"


@dataclass(frozen=True, slots=True)
class Behind:
    """Matters a figure was counted from; `missed` are those that speak against it."""

    cases: tuple[CaseId, ...] = ()
    missed: frozenset[CaseId] = frozenset()

    @property
    def ordered(self) -> tuple[CaseId, ...]:
        """Those that speak against it first, each group newest first, nothing twice."""
        every = dict.fromkeys(sorted(self.cases, reverse=True))
        return tuple(sorted(every, key=lambda case: case not in self.missed))


def behind(pairs: Iterable[tuple[CaseId, bool]]) -> Behind:
    """Of matters and whether each is as it should be."""
    found = list(pairs)
    return Behind(tuple(case for case, _ in found), frozenset(case for case, well in found if not well))


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a report; `key` names its words and its definition."""

    key: str
    #: None: nothing to count it from.
    value: int | None
    measure: Measure = Measure.COUNT
    part: int | None = None
    whole: int | None = None
    #: In the measure of the value; None: nothing is asked for.
    target: int | None = None
    #: The target is a ceiling instead of a floor.
    at_most: bool = False
    behind: Behind = Behind()
    #: Where, and the category, of a figure that is one of many of its key.
    about: tuple[str, str] | None = None

    @property
    def well(self) -> bool | None:
        """Whether the target holds, itself included; None without a target or a value.

        A share is compared exactly: 899 of 1000 are not 90 %.
        """
        if self.target is None or self.value is None:
            return None
        if self.measure is Measure.PERCENT and self.whole:
            part = self.part or 0
            found, wanted = part * 100, self.target * self.whole
        else:
            found, wanted = self.value, self.target
        return found <= wanted if self.at_most else found >= wanted


def share(key: str, part: int, whole: int, target: int | None = None, of: Behind | None = None) -> Figure:
    """A share in whole percent, rounded down: 100 means all."""
    value = part * 100 // whole if whole else None
    return Figure(key, value, Measure.PERCENT, part, whole, target, behind=of or Behind())
