"""Working time of one community: several windows a day, lunch, nights, days off and make-up days, in its own zone (X-09).

Windows are on the wall clock there; instants go in and come out aware, and come out as UTC. A window that a change of
the clocks has swallowed is not worked; one that happens twice is worked the first time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from domain.errors import Refused
from domain.standards.week import Week, Window

_DAY = timedelta(days=1)
#: So many days without any work are a mistake in the list of days off, not a calendar: nobody counts on for ever.
_LONGEST_REST = 366


def _as_usual(day: date) -> bool | None:
    return None


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a community works. Raises `Refused("calendar/closed")` where it never does."""

    zone: tzinfo
    week: Week
    #: A day that is not as its weekday: False is off (a holiday), True works (a make-up day), None is as usual.
    special: Callable[[date], bool | None] = _as_usual

    def __post_init__(self) -> None:
        if not any(self.week):
            raise Refused("calendar/closed")

    def works_on(self, day: date) -> bool:
        """Whether that local day is a working day."""
        special = self.special(day)
        return bool(self.week[day.weekday()]) if special is None else special

    def windows(self, day: date) -> tuple[Window, ...]:
        """The windows that begin on that day. A make-up day on a day off has the hours of the week's first working day."""
        if not self.works_on(day):
            return ()
        return self.week[day.weekday()] or next(windows for windows in self.week if windows)

    def add(self, at: datetime, length: timedelta) -> datetime:
        """The earliest instant by which so much working time has passed since `at`; `at` itself for none."""
        if length < timedelta(0):
            raise ValueError("working time is counted forward")
        left = length
        if not left:
            return at.astimezone(UTC)
        for start, end in self._spans(at):
            if left <= end - start:
                return start + left
            left -= end - start
        raise Refused("calendar/closed")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two instants; negative when `end` is the earlier one."""
        if end < start:
            return -self.between(end, start)
        passed = timedelta(0)
        for opens, closes in self._spans(start, end):
            passed += min(closes, end) - opens
        return passed

    def add_days(self, at: datetime, days: int, working: bool) -> datetime:
        """So many days later at the same time on the wall clock; of working days, days off are passed over (X-09)."""
        local = at.astimezone(self.zone)
        day, rested = local.date(), 0
        if not working:
            return self._instant(day + timedelta(days=days), local)
        left = days
        while left > 0:
            day += _DAY
            rested = 0 if self.works_on(day) else rested + 1
            left -= not rested
            if rested > _LONGEST_REST:
                raise Refused("calendar/closed")
        return self._instant(day, local)

    def _instant(self, day: date, local: datetime) -> datetime:
        """A time on the wall clock as an instant; one the clocks jump over is as much later as they jump."""
        return datetime.combine(day, local.time(), self.zone).astimezone(UTC)

    def _spans(self, since: datetime, until: datetime | None = None) -> Iterator[tuple[datetime, datetime]]:
        """Working time from `since` on, in order, none counted twice; ends at `until`, or when nobody ever works again."""
        reached = since.astimezone(UTC)
        day, rested = since.astimezone(self.zone).date() - _DAY, 0
        while rested <= _LONGEST_REST:
            windows = self.windows(day)
            rested = 0 if windows else rested + 1
            for opens, closes in windows:
                start = max(datetime.combine(day, opens, self.zone).astimezone(UTC), reached)
                last = day + _DAY if closes <= opens else day
                end = datetime.combine(last, closes, self.zone).astimezone(UTC)
                if until is not None and start >= until:
                    return
                if start < end:
                    yield start, end
                    reached = end
            day += _DAY
            if until is not None and day > until.astimezone(self.zone).date():
                return
