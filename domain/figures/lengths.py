"""How long something took, over many: how often within the limit, the usual and the longest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Lengths:
    """`within` counts those no longer than the limit, the limit included; `usual` is the median."""

    count: int
    within: int
    usual: timedelta | None
    longest: timedelta | None

    @property
    def share(self) -> int | None:
        """Whole percent within the limit, rounded down: 100 means all of them. None when there were none."""
        return percent(self.within, self.count)


def lengths(taken: Iterable[timedelta], limit: timedelta) -> Lengths:
    """Of all that were measured."""
    found = sorted(taken)
    within = sum(1 for one in found if one <= limit)
    return Lengths(len(found), within, _median(found), found[-1] if found else None)


def percent(part: int, whole: int) -> int | None:
    """Whole percent, rounded down; None of nothing."""
    return part * 100 // whole if whole else None


def _median(ordered: list[timedelta]) -> timedelta | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
