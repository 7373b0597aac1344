"""When something periodic was last due and will be next, by local time (design part 4). Pure.

A period is named by what it is about (`2026-11-22`, `2026-W47`, `2026-11`), so the ledger of what ran can be read.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Every(StrEnum):
    """How often."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Each day, each week on a weekday (1 is Monday), or each month on a day (31: the last), at a local time."""

    every: Every
    at: time
    day: int = 1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time it is due."""

    period: str
    at: datetime


def latest(schedule: Schedule, now: datetime, zone: tzinfo) -> Occurrence:
    """The newest occurrence at or before `now`."""
    day = _day(schedule, now.astimezone(zone).date())
    found = _instant(day, schedule.at, zone)
    if found > now:
        day = _day(schedule, _before(schedule, day))
        found = _instant(day, schedule.at, zone)
    return Occurrence(_named(schedule.every, day), found)


def upcoming(schedule: Schedule, now: datetime, zone: tzinfo) -> Occurrence:
    """The first occurrence after `now`."""
    day = _day(schedule, now.astimezone(zone).date())
    found = _instant(day, schedule.at, zone)
    if found <= now:
        day = _day(schedule, _after(schedule, day))
        found = _instant(day, schedule.at, zone)
    return Occurrence(_named(schedule.every, day), found)


def _day(schedule: Schedule, day: date) -> date:
    """The day of the occurrence in the period that holds `day`."""
    if schedule.every is Every.WEEK:
        return day + timedelta(days=schedule.day - day.isoweekday())
    if schedule.every is Every.MONTH:
        last = (_first_of_next(day) - timedelta(days=1)).day
        return day.replace(day=min(schedule.day, last))
    return day


def _before(schedule: Schedule, day: date) -> date:
    if schedule.every is Every.MONTH:
        return day.replace(day=1) - timedelta(days=1)
    return day - timedelta(weeks=1) if schedule.every is Every.WEEK else day - timedelta(days=1)


def _after(schedule: Schedule, day: date) -> date:
    if schedule.every is Every.MONTH:
        return _first_of_next(day)
    return day + timedelta(weeks=1) if schedule.every is Every.WEEK else day + timedelta(days=1)


def _first_of_next(day: date) -> date:
    years, month = divmod(day.year * 12 + day.month, 12)
    return date(years, month + 1, 1)


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    """That local time as an instant; a time that a change of clocks leaves out is taken as written before it."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def _named(every: Every, day: date) -> str:
    if every is Every.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    return f"{day:%Y-%m}" if every is Every.MONTH else day.isoformat()
