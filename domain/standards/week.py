"""Working hours of a week as they are typed: `1-5 08:30-12:00,14:00-18:00;6 09:00-12:00`, Monday is 1."""

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

#: From and to, local time; one that ends at or before its start ends on the next day, so `00:00-00:00` is a whole day.
Window = tuple[time, time]
#: The windows of each weekday, Monday first.
Week = tuple[tuple[Window, ...], ...]

_DAYS = "1234567"
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
_PART = re.compile(r"([1-7][1-7,\-]*)\s+(\d.*)")
_NAMES = {
    **{
        f"{word}{name}": day
        for word in ("星期", "礼拜", "周")
        for name, day in zip("一二三四五六日天", "12345677", strict=True)
    },
    **dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), _DAYS, strict=True)),
    "每天": "1-7",
    "daily": "1-7",
}
#: Any Monday.
_MONDAY = date(2001, 1, 1)


def read_week(text: str) -> Week | None:
    """The week that was typed; None when a day is named twice, hours overlap, or nobody ever works.

    Days as figures or names (`周一至周五`, `mon-fri`, `每天`), alone, in rows and in ranges; windows past midnight belong to
    the day they begin on and must not run into the next day's.
    """
    plain = re.sub(r"\s*[–—~至到]\s*|\s*-\s*", "-", text.strip().lower())
    for name, figure in _NAMES.items():
        plain = plain.replace(name, figure)
    plain = re.sub(r"\s*[,、]\s*", ",", plain)
    week: dict[int, tuple[Window, ...]] = {}
    for part in filter(None, (p.strip() for p in re.split(r"[;\n]", plain))):
        found = _PART.fullmatch(part)
        days = _days(found[1]) if found else None
        windows = _windows(found[2]) if found else None
        if not days or not windows or week.keys() & set(days):
            return None
        week |= dict.fromkeys(days, windows)
    whole = tuple(week.get(day, ()) for day in range(len(_DAYS)))
    return whole if week and _apart(whole) else None


def write_week(week: Week) -> str:
    """The week as it is kept: days with the same hours together, in the order of their first day."""
    days_of: dict[tuple[Window, ...], list[int]] = {}
    for day, windows in enumerate(week):
        if windows:
            days_of.setdefault(windows, []).append(day)
    return ";".join(f"{_row(days)} {_hours(windows)}" for windows, days in days_of.items())


def _days(text: str) -> list[int] | None:
    found: list[int] = []
    for piece in text.split(","):
        ends = re.fullmatch(r"([1-7])(?:-([1-7]))?", piece)
        if ends is None or (ends[2] and ends[1] > ends[2]):
            return None
        found += range(int(ends[1]) - 1, int(ends[2] or ends[1]))
    return found if len(found) == len(set(found)) else None


def _windows(text: str) -> tuple[Window, ...] | None:
    found = []
    for piece in text.split(","):
        start, dash, end = piece.strip().partition("-")
        opens, closes = _clock(start), _clock(end)
        if not dash or opens is None or closes is None:
            return None
        found.append((opens, closes))
    return tuple(sorted(found))


def _clock(text: str) -> time | None:
    """`8:30`; `24:00` is the midnight at the end."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or (found[1] == "24" and found[2] != "00"):
        return None
    return time(int(found[1]) % 24, int(found[2]))


def _apart(week: Week) -> bool:
    """Whether no window runs into another, from Sunday into Monday neither."""
    spans = sorted(_spans(week))
    around = [*spans, (spans[0][0] + timedelta(weeks=1), spans[0][1])]
    return all(before[1] <= after[0] for before, after in itertools.pairwise(around))


def _spans(week: Week) -> Iterator[tuple[datetime, datetime]]:
    for number, windows in enumerate(week):
        for opens, closes in windows:
            start = datetime.combine(_MONDAY, opens) + timedelta(days=number)
            end = datetime.combine(start.date(), closes)
            yield start, end if end > start else end + timedelta(days=1)


def _row(days: Sequence[int]) -> str:
    """`1-5`, `1,3`, `1-3,6`: rows of three and more as a range."""
    rows: list[list[int]] = []
    for day in days:
        if rows and rows[-1][-1] == day - 1:
            rows[-1].append(day)
        else:
            rows.append([day])
    return ",".join(
        f"{row[0] + 1}-{row[-1] + 1}" if len(row) > 2 else ",".join(str(day + 1) for day in row) for row in rows
    )


def _hours(windows: Sequence[Window]) -> str:
    return ",".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in windows)
