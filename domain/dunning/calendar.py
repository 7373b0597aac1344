"""The calendar of dunning: windows of the month and the quarter, what was missed made up for, months counted (X-22 to X-24).

Days are the community's own, passed in. Nothing here knows a clock.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.months import months_after
from domain.standards import Values, in_force

_DAY = timedelta(days=1)
_QUARTER = 3
#: Months whose windows may still be made up for.
_BACK = 3


class Window(StrEnum):
    """A time of the calendar, the least urgent first (X-22)."""

    #: 15th to 21st: did the statement come, when can you pay (DUN-01)?
    CALL = "call"
    #: Up to the 25th of the quarter's second month: the true reason (DUN-02).
    REASON = "reason"
    #: 15th to 21st of the quarter's last month: against the promised date (DUN-05).
    SECOND = "second"
    #: 22nd to 27th of the quarter's last month: again, and a lawyer's letter for the malicious (DUN-06).
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Figures:
    """The community's figures."""

    call_from: int
    call_to: int
    reason_by: int
    third_from: int
    third_to: int
    express_months: int
    broken: int
    #: Parts of ten thousand a day.
    late_fee: int

    @classmethod
    def of(cls, values: Values) -> "Figures":
        """The figures of one community."""
        return cls(
            int(in_force(values, "dunning.call_from")),
            int(in_force(values, "dunning.call_to")),
            int(in_force(values, "dunning.reason_by")),
            int(in_force(values, "dunning.third_from")),
            int(in_force(values, "dunning.third_to")),
            int(in_force(values, "dunning.express_months")),
            int(in_force(values, "dunning.broken")),
            int(in_force(values, "dunning.late_fee")),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A window of one month, both days included."""

    window: Window
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Each of its days."""
        return (self.first + n * _DAY for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Round:
    """A window that is open now: what it is, since when a contact counts for it, and whether it is made up for late."""

    window: Window
    since: date
    late: bool = False


def spans(month: date, figures: Figures) -> list[Span]:
    """The windows of the month that day lies in, in order (DUN-01, DUN-02, DUN-05, DUN-06)."""
    place = (month.month - 1) % _QUARTER
    last = place == _QUARTER - 1
    calls = Window.SECOND if last else Window.CALL
    found = [(calls, figures.call_from, figures.call_to)]
    if place == 1:
        found.append((Window.REASON, figures.call_to + 1, figures.reason_by))
    if last:
        found.append((Window.THIRD, figures.third_from, figures.third_to))
    return [Span(w, month.replace(day=a), month.replace(day=b)) for w, a, b in found if a <= b]


def rounds(day: date, figures: Figures, ran: Iterable[date], rests: Callable[[date], bool]) -> list[Round]:
    """What is open on a day, the most urgent first; empty outside the windows and on public holidays.

    `ran`: the mornings the work list went out. A window whose end was lost (nobody was told, or it was a holiday) is
    made up for once, right after: on as many days as were lost. What was before the first morning of all was never due.
    """
    if rests(day):
        return []
    mornings = frozenset(ran)
    begun = min(mornings, default=day)

    def lost(one: date) -> bool:
        return one >= begun and (rests(one) or (one < day and one not in mornings))

    found = []
    for span in _around(day, figures):
        if span.first <= day <= span.last:
            found.append(Round(span.window, span.first))
        elif span.last < day and lost(span.last):
            owed = sum(lost(one) for one in span.days())
            since = Span(span.window, span.last + _DAY, day)
            if sum(not lost(one) for one in since.days()) <= owed:
                found.append(Round(span.window, span.first, late=True))
    order = list(Window)
    return sorted(found, key=lambda r: (order.index(r.window), r.since), reverse=True)


def next_window(day: date, figures: Figures) -> Span:
    """The window that begins next after a day."""
    month = day.replace(day=1)
    while True:
        for span in spans(month, figures):
            if span.first > day:
                return span
        month = months_after(month, 1)


def _around(day: date, figures: Figures) -> Iterator[Span]:
    month = day.replace(day=1)
    for _ in range(_BACK + 1):
        yield from spans(month, figures)
        month = (month - _DAY).replace(day=1)


def quarter(day: date) -> tuple[date, date]:
    """First and last day of the quarter a day lies in."""
    first = day.replace(month=(day.month - 1) // _QUARTER * _QUARTER + 1, day=1)
    return first, months_after(first, _QUARTER) - _DAY
