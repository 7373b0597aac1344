"""When it suits to come: days and times to choose from, and times as people type them (REP-01, REP-03)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from domain.saying import local_day
from domain.spans import read_span

Windows = Sequence[tuple[time, time]]

#: What a part of the day means when no hour is said, and whether its hours count from noon.
_PARTS: dict[str, tuple[time, time, bool]] = {
    "凌晨": (time(0), time(6), False),
    "清晨": (time(6), time(9), False),
    "早上": (time(8), time(10), False),
    "早晨": (time(8), time(10), False),
    "上午": (time(9), time(12), False),
    "中午": (time(12), time(14), True),
    "午后": (time(14), time(18), True),
    "下午": (time(14), time(18), True),
    "傍晚": (time(17), time(19), True),
    "晚上": (time(18), time(20), True),
    "夜里": (time(20), time(23), True),
    "morning": (time(9), time(12), False),
    "noon": (time(12), time(14), True),
    "afternoon": (time(14), time(18), True),
    "evening": (time(18), time(20), True),
    "tonight": (time(18), time(20), True),
}
#: Words for a day and its distance; the longer are looked for first.
_DAYS = {
    "前天": -2,
    "昨天": -1,
    "yesterday": -1,
    "大后天": 3,
    "后天": 2,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "day after tomorrow": 2,
    "tomorrow": 1,
    "today": 0,
    "tonight": 0,
}
_WEEKDAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CN = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
#: A visit without an end is given this long; without an hour, the whole part of the day.
_VISIT = timedelta(hours=1)

_NUM = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})"
_MONTH_DAY = re.compile(rf"(?:(\d{{4}})\s*年\s*)?{_NUM}\s*月\s*{_NUM}\s*[日号]?")
_DAY_ONLY = re.compile(rf"(?<!\d){_NUM}\s*[日号](?!楼|院)")
_ISO_DAY = re.compile(r"(?<!\d)(?:(\d{4})[-/.])(\d{1,2})[-/.](\d{1,2})(?!\d)|(?<![\d-])(\d{1,2})/(\d{1,2})(?!\d)")
_WEEKDAY = re.compile(r"(下下|下|这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天末1-7])")
_WEEKDAY_EN = re.compile(r"\b(next\s+)?(mon|tue|wed|thu|fri|sat|sun)(?:\w*day|s|rs)?\b")
_DATE_EN = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_MONTHS_EN)})\w*|\b({'|'.join(_MONTHS_EN)})\w*\s+(\d{{1,2}})\b"
)
_HOUR = (
    rf"(?:(\d{{1,2}}):(\d{{2}})|{_NUM}\s*[点时](?!间)\s*(?:(半)|(一刻|三刻)|(\d{{1,2}}|[一二三四五]?十[一二三四五六七八九]?)\s*分?)?"
    r"|(\d{1,2})(?::(\d{2}))?(?=\s*(?:am|pm)\b|\s*-\s*\d{1,2}(?::\d{2})?\s*(?:am|pm)\b))"
)
_CLOCK = re.compile(rf"{_HOUR}\s*(am|pm)?")
_UNTIL = re.compile(rf"\s*(?:-|到|至|to\b|until\b)\s*({'|'.join(sorted(_PARTS, key=len, reverse=True))})?\s*")
_NOON = 12
#: Days: a date further back than this is meant for the next year.
_SEASON = 90
#: Twelve o'clock is midnight there, and eleven is before noon there.
_NIGHTS, _MIDDAYS = ("凌晨", "晚上", "夜里", "evening", "tonight"), ("中午", "noon")


def day_choices(now: datetime, tz: tzinfo, days: int = 3) -> tuple[date, ...]:
    """Today and the days after it, by the local calendar."""
    today = local_day(now, tz)
    return tuple(today + timedelta(days=n) for n in range(days))


def slots(day: date, now: datetime, tz: tzinfo, windows: Windows) -> tuple[tuple[datetime, datetime], ...]:
    """The windows of that day that have not ended; one that is running starts now, to the minute."""
    this_minute = now.astimezone(tz).replace(second=0, microsecond=0)
    spans = ((_at(day, start, tz), _at(day, end, tz)) for start, end in windows)
    return tuple((max(start, this_minute), end) for start, end in spans if end > this_minute)


def parse_when(text: str, now: datetime, tz: tzinfo) -> tuple[datetime, datetime] | None:
    """`明天下午3点`, `周六上午`, `今晚8点`, `11月25日 14:00-16:00`, `tomorrow 3pm` → from and to, or None.

    None also for what has passed, and for a day with neither hour nor part: that has to be asked. An hour alone is
    today's, or tomorrow's when it has passed.
    """
    found = _when(text, now, tz)
    return found[:2] if found else None


def parse_until(text: str, now: datetime, tz: tzinfo) -> datetime | None:
    """The end of what is promised in the same words: `明天下午3点` is three o'clock, `明天上午` the end of the morning;
    `2小时后` is counted from now."""
    span = read_span(text)
    if span is not None:
        return now + span
    found = _when(text, now, tz)
    if found is None:
        return None
    start, end, exact = found
    return start if exact else end


def parse_day(text: str, now: datetime, tz: tzinfo) -> date | None:
    """The day alone, past ones too: `明天`, `12月1日`, `下周一`, `2026-12-01`; None when none is named."""
    try:
        return _read_day(_folded(text), local_day(now, tz))[0]
    except ValueError:  # a day no calendar has
        return None


def _when(text: str, now: datetime, tz: tzinfo) -> tuple[datetime, datetime, bool] | None:
    """From, to, and whether only an hour was said (its end is then ours)."""
    plain = _folded(text)
    today = local_day(now, tz)
    try:
        day, rest = _read_day(plain, today)
    except ValueError:  # a day no calendar has
        return None
    span = _read_clock(rest)
    if span is None:
        return None
    if day is None:
        day = today + timedelta(days=1) if span.exact and _at(today, span.start, tz) <= now else today
    start, end = _at(day, span.start, tz), _at(day, span.end, tz)
    if start > now:
        return start, end, span.exact
    # This afternoon, said in the afternoon, is what is left of it; three o'clock, said at four, has passed.
    left = now.astimezone(tz).replace(second=0, microsecond=0)
    return (left, end, False) if end > now and not span.exact else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = plain.translate(str.maketrans("週禮點鐘後兩號時間", "周礼点钟后两号时间"))
    plain = re.sub(r"[–—~]", "-", plain)
    for short, full in (("今晚", "今天晚上"), ("明晚", "明天晚上"), ("后晚", "后天晚上"), ("今早", "今天早上"),
                        ("明早", "明天早上"), ("midday", "noon"), ("at night", "evening")):  # fmt: skip
        plain = plain.replace(short, full)
    return plain


def _read_day(plain: str, today: date) -> tuple[date | None, str]:
    """The day that is named, and the text without it; ValueError for the 31st of November."""
    for word in sorted(_DAYS, key=len, reverse=True):
        if word in plain:
            return today + timedelta(days=_DAYS[word]), plain if word == "tonight" else plain.replace(word, " ", 1)
    for pattern, read in (
        (_ISO_DAY, _iso_day),
        (_MONTH_DAY, _month_day),
        (_DATE_EN, _date_en),
        (_WEEKDAY, _weekday),
        (_WEEKDAY_EN, _weekday_en),
        (_DAY_ONLY, _day_only),
    ):
        found = pattern.search(plain)
        if found:
            return read(found, today), plain[: found.start()] + " " + plain[found.end() :]
    return None, plain


def _iso_day(found: re.Match[str], today: date) -> date:
    if found[1]:
        return date(int(found[1]), int(found[2]), int(found[3]))
    return _next_date(int(found[4]), int(found[5]), today)


def _month_day(found: re.Match[str], today: date) -> date:
    month, day = _number(found[2]), _number(found[3])
    return date(int(found[1]), month, day) if found[1] else _next_date(month, day, today)


def _date_en(found: re.Match[str], today: date) -> date:
    month, day = (found[2], found[1]) if found[1] else (found[3], found[4])
    return _next_date(_MONTHS_EN.index(month) + 1, int(day), today)


def _day_only(found: re.Match[str], today: date) -> date:
    day = _number(found[1])
    if day >= today.day:
        return today.replace(day=day)
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return following.replace(day=day)


def _weekday(found: re.Match[str], today: date) -> date:
    """周六 is the coming one, today included; 下周六 is next week's, weeks starting on Monday."""
    wanted = {"天": 6, "日": 6, "末": 5, "7": 6}.get(found[2], _number(found[2]) - 1)
    if found[1] in ("下", "下下"):
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=7 * len(found[1]) + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _weekday_en(found: re.Match[str], today: date) -> date:
    wanted = next(n for n, name in enumerate(_WEEKDAYS_EN) if name.startswith(found[2]))
    if found[1]:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class _Span:
    start: time
    end: time
    #: One time of the day, not a stretch of it.
    exact: bool


def _part(text: str) -> str | None:
    """The part of the day the text names; afternoon before the noon inside it."""
    return next((word for word in sorted(_PARTS, key=len, reverse=True) if word in text), None)


def _read_clock(rest: str) -> _Span | None:
    first = _CLOCK.search(rest)
    if first is None:
        part = _part(rest)
        return _Span(_PARTS[part][0], _PARTS[part][1], False) if part else None
    until = _UNTIL.match(rest, first.end())
    second = _CLOCK.match(rest, until.end()) if until else None
    said = _part(rest[: first.start()]) or _part(rest[until.end() if until else first.end() :])
    start = _clock(first, said, first[9] or (second[9] if second else None))
    if start is None:
        return None
    if until and second:
        afternoon = "下午" if start.hour >= _NOON else said
        end = _clock(second, until[1] or afternoon, second[9])
        if end is not None and end > start:
            return _Span(start, end, False)
    later = datetime.combine(date.min, start) + _VISIT
    return _Span(start, later.time() if later.date() == date.min else time(23, 59), True)


def _clock(found: re.Match[str], part: str | None, half: str | None) -> time | None:
    """One time of day, `part` said before it and `half` (am or pm) after it. Bare small hours are after noon."""
    if found[1]:
        hour, minute = int(found[1]), int(found[2])
    elif found[3]:
        quarter = {"一刻": 15, "三刻": 45}.get(found[5] or "", 0)
        hour, minute = _number(found[3]), 30 if found[4] else _number(found[6]) if found[6] else quarter
    else:
        hour, minute = int(found[7]), int(found[8] or 0)
    if hour == _NOON and (half == "am" or part in _NIGHTS):
        return None  # nobody is asked to come at midnight
    small_hours = part is None and half is None and 1 <= hour <= 6 and not found[0].startswith("0")
    noon = part is not None and _PARTS[part][2] and not (hour == _NOON - 1 and part in _MIDDAYS)
    if hour < _NOON and (half == "pm" or (noon and half is None) or small_hours):
        hour += _NOON
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _at(day: date, clock: time, tz: tzinfo) -> datetime:
    return datetime.combine(day, clock, tz)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    return (_CN.get(tens, 1) * 10 if ten else 0) + _CN.get(ones if ten else tens, 0)


def _next_date(month: int, day: int, today: date) -> date:
    """That day of this year, or of the next when it lies behind us by more than a season."""
    found = date(today.year, month, day)
    return date(today.year + 1, month, day) if (today - found).days > _SEASON else found
