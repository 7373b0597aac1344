"""Times as people say them. Instants are aware; the community's time zone decides what is today."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR_ZH = {-1: "昨天", 0: "今天", 1: "明天"}
_NEAR_EN = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def local_day(at: datetime, tz: tzinfo) -> date:
    """The calendar day there: 00:30 local time belongs to the new day."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return at.astimezone(tz).date()


def day_end(at: datetime, tz: tzinfo) -> datetime:
    """The last instant of the calendar day there: what is due "the same day" is due then."""
    return datetime.combine(local_day(at, tz), time.max, tz).astimezone(UTC)


def say_day(day: date, today: date, language: str) -> str:
    """`今天`, `11月24日(周二)`, `2027年1月3日(周日)`; `today`, `Tue 24 Nov`, `Sun 3 Jan 2027`."""
    near = _NEAR_EN if language.startswith("en") else _NEAR_ZH
    return near.get((day - today).days) or say_date(day, today, language)


def say_date(day: date, today: date, language: str) -> str:
    """As `say_day`, but never 今天 or tomorrow: for what is read again days later. The year when it is another."""
    if language.startswith("en"):
        year = "" if day.year == today.year else f" {day.year}"
        return f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS_EN[day.month - 1]}{year}"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日(周{_WEEKDAYS_ZH[day.weekday()]})"


def say_time(at: datetime, now: datetime, tz: tzinfo, language: str) -> str:
    """`今天 18:00`, `11月24日(周二) 09:00`; `today 18:00`, `Tue 24 Nov 09:00`. Midnight is the next day's 00:00."""
    return f"{say_day(local_day(at, tz), local_day(now, tz), language)} {at.astimezone(tz):%H:%M}"


def say_window(start: datetime, end: datetime, now: datetime, tz: tzinfo, language: str) -> str:
    """`明天 09:00–12:00`; the day is said twice only when the end lies on another one."""
    same_day = local_day(start, tz) == local_day(end, tz)
    until = f"{end.astimezone(tz):%H:%M}" if same_day else say_time(end, now, tz, language)
    return f"{say_time(start, now, tz, language)}–{until}"


def say_span(span: timedelta, language: str) -> str:
    """`12 分钟`, `3 小时 5 分钟`, `2 天 4 小时`; `12 min`, `2 days 4 h`. The sign is left to the sentence."""
    minutes_in_all = int(abs(span).total_seconds()) // 60
    english = language.startswith("en")
    if minutes_in_all == 0:
        return "less than a minute" if english else "不到 1 分钟"
    hours_in_all, minutes = divmod(minutes_in_all, 60)
    days, hours = divmod(hours_in_all, 24)
    if days:
        minutes = 0  # beside a whole day nobody counts minutes
    parts = (
        (days, "天" if not english else "day" if days == 1 else "days"),
        (hours, "h" if english else "小时"),
        (minutes, "min" if english else "分钟"),
    )
    return " ".join(f"{count} {word}" for count, word in parts if count)
