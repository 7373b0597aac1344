"""Who is on duty when: lines of a rota, the shifts they make, and the hours nobody covers (SHF-01, X-43).

A line speaks in local days and times of the clock; shifts are instants, so they hold on days a clock is put forward or
back. A line is never changed, only ended: what was planned can be read years later. For the same reason a line counts
from the moment it was written down: it does not put anybody on duty in the past.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.people import Team

_DAY = timedelta(days=1)
_WEEK = 7
WHOLE_DAY = "00:00"


class LineKind(StrEnum):
    """How a line of the rota repeats."""

    #: On certain days of the week: `days` are 1 (Monday) to 7.
    WEEKLY = "weekly"
    #: So many days on, so many off, counted from the first day: `days` is [on, off].
    CYCLE = "cycle"
    #: On one day.
    ONCE = "once"
    #: Takes the person out; `starts` equal to `ends` for all shifts of the days, else for the one that begins then.
    ABSENT = "absent"


class Swap(StrEnum):
    """Where it stands that one colleague stands in for another."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SwapEvent(StrEnum):
    """What can happen to such a request."""

    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


SWAP = {
    (Swap.ASKED, SwapEvent.AGREE): Swap.AGREED,
    (Swap.ASKED, SwapEvent.DECLINE): Swap.DECLINED,
    (Swap.ASKED, SwapEvent.WITHDRAW): Swap.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a rota. `starts` and `ends` are `20:00`; an end at or before the start lies on the next day."""

    id: int
    community_id: int
    team: Team
    staff_id: int
    kind: LineKind
    days: list[int]
    first_day: date
    last_day: date | None
    starts: str
    ends: str
    made_by: int
    made_at: datetime
    ended_at: datetime | None

    def applies(self, day: date) -> bool:
        """Whether the line speaks of that day."""
        if day < self.first_day or (self.last_day is not None and day > self.last_day):
            return False
        if self.kind is LineKind.WEEKLY:
            return day.isoweekday() in self.days
        if self.kind is LineKind.CYCLE:
            on, off = self.days
            return (day - self.first_day).days % (on + off) < on
        return True

    def hours(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """From when to when it puts somebody on duty that begins on that day, UTC; empty when the clock skips it."""
        start, end = _clock(self.starts), _clock(self.ends)
        until = day if end > start else day + _DAY
        return _at(day, start, zone), _at(until, end, zone)


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody on duty from an instant to an instant. `day` is the local day it begins on by its line."""

    line: Line
    day: date
    starts: datetime
    ends: datetime

    @property
    def staff_id(self) -> int:
        """Whose shift it is."""
        return self.line.staff_id


Span = tuple[datetime, datetime]


def shifts_on(lines: Sequence[Line], day: date, zone: tzinfo) -> tuple[Shift, ...]:
    """The shifts that begin on that local day, the earliest first."""
    absences = [line for line in lines if line.kind is LineKind.ABSENT]
    made = (_shift(line, day, zone, absences) for line in lines if line.kind is not LineKind.ABSENT)
    return tuple(sorted((s for s in made if s is not None), key=lambda s: (s.starts, s.ends, s.line.id)))


def shifts_between(lines: Sequence[Line], start: datetime, end: datetime, zone: tzinfo) -> tuple[Shift, ...]:
    """The shifts of which any part lies between the two instants, the earliest first."""
    day, last = start.astimezone(zone).date() - _DAY, end.astimezone(zone).date()
    found: list[Shift] = []
    while day <= last:
        found += [s for s in shifts_on(lines, day, zone) if s.starts < end and s.ends > start]
        day += _DAY
    return tuple(sorted(found, key=lambda s: (s.starts, s.ends, s.line.id)))


def on_at(lines: Sequence[Line], at: datetime, zone: tzinfo) -> tuple[int, ...]:
    """The posts on duty at that instant, whoever began first first; each once."""
    running = shifts_between(lines, at, at + timedelta(microseconds=1), zone)
    return tuple(dict.fromkeys(s.staff_id for s in running if s.starts <= at < s.ends))


def covered(lines: Sequence[Line], start: datetime, end: datetime, zone: tzinfo) -> tuple[Span, ...]:
    """The stretches between the two instants in which somebody is on duty, in order, apart from each other."""
    found: list[Span] = []
    for shift in shifts_between(lines, start, end, zone):
        opens, closes = max(shift.starts, start), min(shift.ends, end)
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        elif closes > opens:
            found.append((opens, closes))
    return tuple(found)


def gaps(lines: Sequence[Line], start: datetime, end: datetime, zone: tzinfo) -> tuple[Span, ...]:
    """The stretches between the two instants in which nobody is on duty (X-43), in order."""
    found, free = [], start
    for opens, closes in covered(lines, start, end, zone):
        if opens > free:
            found.append((free, opens))
        free = closes
    return (*found, (free, end)) if free < end else tuple(found)


def left_open(free: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of free stretches when others are taken; both in order, each apart from each other."""
    found = []
    for opens, closes in free:
        at = opens
        for start, end in taken:
            if start < closes and end > at:
                if start > at:
                    found.append((at, start))
                at = max(at, end)
        if at < closes:
            found.append((at, closes))
    return tuple(found)


def in_use(lines: Iterable[Line], day: date) -> bool:
    """Whether a team goes by this rota that day: some line puts people on duty then or later."""
    return any(line.kind is not LineKind.ABSENT and (line.last_day is None or line.last_day >= day) for line in lines)


def _shift(line: Line, day: date, zone: tzinfo, absences: Sequence[Line]) -> Shift | None:
    """The shift of a line that begins on that day, as far as it is held; None when there is none."""
    if not line.applies(day):
        return None
    starts, ends = line.hours(day, zone)
    opens = max(starts, line.made_at)
    closes = ends if line.ended_at is None else min(ends, line.ended_at)
    for away in absences:
        if _takes_out(away, line, day, starts):
            closes = min(closes, max(starts, away.made_at))
    return Shift(line, day, opens, closes) if opens < closes else None


def _takes_out(away: Line, line: Line, day: date, starts: datetime) -> bool:
    """Whether an absence means this shift: a single day promised after it was said still holds."""
    if away.staff_id != line.staff_id or not away.applies(day):
        return False
    if line.kind is LineKind.ONCE and line.id > away.id:
        return False
    if away.starts != away.ends and away.starts != line.starts:
        return False
    return away.ended_at is None or starts < away.ended_at


def _clock(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
