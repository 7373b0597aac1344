"""Working time of a community: its hours, its own days off, and the public holidays (X-09).

Public holidays are those of the library `holidays`. For China it carries what the State Council publishes each autumn for
the next year, day by day: the days off with what is moved, and the make-up working days. A year counts as published when
the library's table of those notices has it. For other years it knows the statutory days by the law and the moon, without
the moved ones and without make-up days: good enough to go on counting, and said once to the heads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays.countries
from holidays import country_holidays

from domain.calendar import Calendar
from domain.standards.calendar import BY_WORKING_DAYS, NO_HOLIDAYS
from domain.standards.week import Week, read_week
from services import Work
from services.heads import tell_heads
from services.tell import Words, zone_of

_LANGUAGES = {"zh": "zh_CN", "en": "en_US"}
#: The library reads two hundred countries when it is first asked; at the start of the process, not while the one writer waits.
_COUNTRIES = holidays.countries
#: Years kept in memory; a few communities look at this year and the ones beside it.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Year:
    """Public holidays of one year."""

    off: frozenset[date]
    #: Days off by the week that are worked in exchange.
    make_up: frozenset[date]
    #: Whether the notice of that year is known.
    published: bool


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not as its weekday, and why: in the community's own words, or by the name of the holiday."""

    day: date
    works: bool
    note: str
    #: Set by the community itself.
    own: bool


@lru_cache(_KEPT)
def _year(country: str, year: int) -> _Year:
    # With the next year, whose first holiday may be made up for in December.
    known = country_holidays(country.upper(), years=(year, year + 1))
    make_up = frozenset(day for day in known.weekend_workdays if day.year == year)
    off = {day for day in known if day.year == year}
    for holiday in sorted(off):
        # A weekend in the midst of a holiday is part of it, for those too who work on other weekends.
        between, day = [], holiday + timedelta(days=1)
        while known.is_weekend(day) and day not in off and day not in make_up:
            between.append(day)
            day += timedelta(days=1)
        off |= set(between) if day in off else set()
    return _Year(frozenset(off), make_up, year in getattr(known, "special_public_holidays", {}))


@lru_cache(_KEPT)
def _names(country: str, year: int, language: str) -> dict[date, str]:
    named = country_holidays(country.upper(), years=year, language=_LANGUAGES.get(language, _LANGUAGES["en"]))
    return dict(named.items())


@lru_cache(_KEPT)
def _week(text: str) -> Week:
    found = read_week(text)
    if found is None:
        raise ValueError(f"hours nobody can read: {text}")
    return found


def calendar_of(work: Work, community: int) -> Calendar:
    """When the community works; its own days are read once in a unit of work."""
    country, own = _country(work, community), work.calendar_days.own(community)

    def special(day: date) -> bool | None:
        if day in own:
            return own[day].works
        if country == NO_HOLIDAYS:
            return None
        year = _year(country, day.year)
        return True if day in year.make_up else False if day in year.off else None

    hours = _week(str(work.standards.value(community, "calendar.hours")))
    return Calendar(zone_of(work.people.community(community)), hours, special)


def by_working_days(work: Work, community: int) -> bool:
    """Whether lengths in days are counted in working days there (X-09)."""
    return bool(work.standards.value(community, "deadline.days") == BY_WORKING_DAYS)


def due_after(work: Work, community: int, at: datetime, length: timedelta, *, by_days: bool) -> datetime:
    """When something is due that is to take so long; hours are always the clock's (X-09).

    By days: whole days, at the same time on the wall clock, of the calendar or of work as the community has it.
    """
    if not by_days:
        return at + length
    working = by_working_days(work, community)
    due = calendar_of(work, community).add_days(at, length.days, working)
    if working:
        _warn(work, community, due)
    return due


def published(work: Work, community: int, year: int) -> bool:
    """Whether the holidays of that year are known there, so that nothing will be moved any more."""
    country = _country(work, community)
    return country == NO_HOLIDAYS or _year(country, year).published


def special_days(work: Work, community: int, since: date, until: date, language: str) -> Iterator[SpecialDay]:
    """The days in between, both included, that are not as their weekday."""
    country, own = _country(work, community), work.calendar_days.own(community)
    calendar = calendar_of(work, community)
    for distance in range((until - since).days + 1):
        day = since + timedelta(days=distance)
        works = calendar.special(day)
        if day in own:
            yield SpecialDay(day, own[day].works, own[day].note, True)
        elif works is not None:
            yield SpecialDay(day, works, _names(country, day.year, language).get(day, ""), False)


def _country(work: Work, community: int) -> str:
    return str(work.standards.value(community, "calendar.holidays"))


def _warn(work: Work, community: int, due: datetime) -> None:
    """A deadline falls in a year whose days off nobody has published yet: the heads hear of it, once for each year."""
    place = work.people.community(community)
    year = due.astimezone(zone_of(place)).year
    mark = f"unpublished:{community}:{year}"
    if published(work, community, year) or work.marks.get(mark):
        return
    work.marks.put(mark, True)
    tell_heads(work, place, mark, Words("calendar/unpublished", {"year": year, "community": place.name}, "f"))
