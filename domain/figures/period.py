"""Days, weeks and months as people there count them: 00:30 local time is not yesterday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days, the last one included."""

    span: Span
    first: date
    last: date

    @property
    def key(self) -> str:
        """`2026-11-22`, `2026-W47`, `2026-11`: the same always names the same days."""
        if self.span is Span.DAY:
            return self.first.isoformat()
        if self.span is Span.WEEK:
            year, number, _ = self.first.isocalendar()
            return f"{year}-W{number:02d}"
        return f"{self.first:%Y-%m}"

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def before(self) -> "Period":
        """The period just before, of the same kind."""
        return _of(self.span, self.first - timedelta(days=1))

    def instants(self, tz: tzinfo) -> tuple[datetime, datetime]:
        """From its first local midnight to that after its last day, which no longer belongs to it."""
        start = datetime.combine(self.first, time(), tz)
        return start, datetime.combine(self.last + timedelta(days=1), time(), tz)

    def holds(self, at: datetime, tz: tzinfo) -> bool:
        """Whether an instant lies in it."""
        return self.first <= at.astimezone(tz).date() <= self.last


def day(on: date) -> Period:
    """One day."""
    return Period(Span.DAY, on, on)


def week(on: date) -> Period:
    """Monday to Sunday around a day."""
    monday = on - timedelta(days=on.weekday())
    return Period(Span.WEEK, monday, monday + timedelta(weeks=1) - timedelta(days=1))


def month(on: date) -> Period:
    """The calendar month of a day."""
    first = on.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Period(Span.MONTH, first, following - timedelta(days=1))


def parse(key: str) -> Period | None:
    """The period of a key, None when it is none (keys come from buttons and may be forged)."""
    try:
        if "W" in key:
            found = week(date.fromisocalendar(int(key[:4]), int(key[6:]), 1))
        else:
            found = month(date.fromisoformat(f"{key}-01")) if key.count("-") == 1 else day(date.fromisoformat(key))
        return found if found.key == key else None
    except (ValueError, OverflowError):
        return None


def _of(span: Span, on: date) -> Period:
    return {Span.DAY: day, Span.WEEK: week, Span.MONTH: month}[span](on)
