"""Days, weeks, months, quarters and years as people there count them: 00:30 local time is not yesterday."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.months import months_after


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    #: From a day to another, as somebody typed them.
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days, the last one included."""

    span: Span
    first: date
    last: date

    @property
    def key(self) -> str:
        """`2026-11-22`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`, `20261101-20261122`: the same always names the same days."""
        match self.span:
            case Span.DAY:
                return self.first.isoformat()
            case Span.WEEK:
                year, number, _ = self.first.isocalendar()
                return f"{year}-W{number:02d}"
            case Span.MONTH:
                return f"{self.first:%Y-%m}"
            case Span.QUARTER:
                return f"{self.first:%Y}-Q{(self.first.month + 2) // 3}"
            case Span.YEAR:
                return f"{self.first:%Y}"
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def before(self) -> "Period":
        """The period just before, of the same kind; of typed days as many days."""
        if self.span is Span.DAYS:
            return Period(Span.DAYS, self.first - (self.last - self.first) - _DAY, self.first - _DAY)
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


def quarter(on: date) -> Period:
    """The quarter of the calendar year a day lies in."""
    first = on.replace(month=on.month - (on.month - 1) % 3, day=1)
    return Period(Span.QUARTER, first, months_after(first, 3) - _DAY)


def year(on: date) -> Period:
    """The calendar year of a day."""
    return Period(Span.YEAR, date(on.year, 1, 1), date(on.year, 12, 31))


def days(first: date, last: date) -> Period:
    """From one day to another, both included; `ValueError` when they come the other way round."""
    if last < first:
        raise ValueError("the last day is before the first")
    return Period(Span.DAYS, first, last)


def parse(key: str) -> Period | None:
    """The period of a key, None when it is none (keys come from buttons and may be forged)."""
    try:
        found = _parsed(key)
        return found if found.key == key else None
    except (ValueError, OverflowError):
        return None


def read_days(text: str, today: date) -> Period | None:
    """Typed days: `2026-11-01 至 2026-11-20`, `11.1-11.20`, `11月1日到11月20日`; one day stands for itself. Without a year
    the newest such days that have begun. None for anything else."""
    plain = unicodedata.normalize("NFKC", text)
    found = [_DATE.fullmatch(part) for part in _DATE_IN.findall(plain)]
    rest = _DATE_IN.sub("", plain).strip(_BETWEEN)
    if not 1 <= len(found) <= 2 or rest or any(one is None for one in found):
        return None
    try:
        parts = [(int(one[1] or 0), int(one[2]), int(one[3])) for one in found if one is not None]
        last = _dated(parts[-1], today, parts[0][0])
        first = _dated(parts[0], last, 0)
        return days(first, last)
    except ValueError:
        return None


#: A day with or without its year, in figures or as it is said.
_DATE_IN = re.compile(r"(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}日?")
_DATE = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?")
#: What may stand between two days.
_BETWEEN = " -~–—至到to"


def _dated(parts: tuple[int, int, int], newest: date, year: int) -> date:
    """The day; without a year the newest one not after `newest`."""
    given = parts[0] or year
    if given:
        return date(given, parts[1], parts[2])
    found = date(newest.year, parts[1], parts[2])
    return found if found <= newest else date(newest.year - 1, parts[1], parts[2])


def _parsed(key: str) -> Period:
    if "W" in key:
        return week(date.fromisocalendar(int(key[:4]), int(key[6:]), 1))
    if "Q" in key:
        return quarter(date(int(key[:4]), 3 * int(key[6:]), 1))
    if len(key) == len("2026"):
        return year(date(int(key), 1, 1))
    if len(key) == len("20261101-20261122"):
        first, _, last = key.partition("-")
        return days(date.fromisoformat(first), date.fromisoformat(last))
    return month(date.fromisoformat(f"{key}-01")) if key.count("-") == 1 else day(date.fromisoformat(key))


def _of(span: Span, on: date) -> Period:
    made = {Span.DAY: day, Span.WEEK: week, Span.MONTH: month, Span.QUARTER: quarter, Span.YEAR: year}
    return made[span](on)


_DAY = timedelta(days=1)
