"""When a community's next survey is due: once a year, and half a year after the first homes were moved into (SUR-01 to SUR-03, X-28)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.months import months_after


class Why(StrEnum):
    """What makes it due."""

    HALF_YEAR = "half_year"
    YEARLY = "yearly"
    #: There has been none, and nobody has written down when homes were handed over.
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Months from the first moving in to the first survey, months from one survey to the next, days it is told ahead."""

    first: int
    every: int
    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Due:
    """A survey that is to be begun by that day."""

    day: date
    why: Why


def due(moved_in: date | None, last: date | None, today: date, rhythm: Rhythm) -> Due | None:
    """What is due already or within the days it is told ahead; None when there is time.

    `moved_in`: when the first home was handed over; `last`: when the newest survey went out. One that went out long before
    the half year does not stand for the survey after it.
    """
    half = months_after(moved_in, rhythm.first) if moved_in is not None else None
    if half is not None and (last is None or last < half - rhythm.ahead):
        next_ = Due(half, Why.HALF_YEAR)
        if last is not None:
            next_ = min(next_, Due(months_after(last, rhythm.every), Why.YEARLY), key=lambda one: one.day)
    elif last is not None:
        next_ = Due(months_after(last, rhythm.every), Why.YEARLY)
    else:
        next_ = Due(today, Why.NEVER)
    return next_ if next_.day <= today + rhythm.ahead else None
