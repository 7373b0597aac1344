"""When reports go out by themselves: the morning digest daily, one at the end of each shift, statistics by week and month.

A digest that is late is passed over; statistics are always made up for, the newest only (services/timetable.py).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from domain.figures import Period, parse
from domain.people import Community, Team
from domain.rota import shifts_between
from domain.standards import at_clock
from domain.timetable import Every, Occurrence, Schedule, latest, upcoming
from services import Work, rota
from services.ready import Says
from services.reports.digest import counted_morning, counted_shift
from services.reports.statistics import counted_statistics
from services.tell import zone_of

_DAY = timedelta(days=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def morning(work: Work, community: Community, occurrence: Occurrence) -> Says:
    """The digest of that day, counted."""
    return counted_morning(work, community, _period(occurrence))


def previous(work: Work, community: Community, occurrence: Occurrence) -> Says:
    """Statistics of the week or month before the one they are sent in, counted."""
    return counted_statistics(work, community, _period(occurrence).before)


def shift(work: Work, community: Community, occurrence: Occurrence) -> Says:
    """The digest of the shift that ended then, counted; the period names the team."""
    team = Team(occurrence.period.partition(" ")[0])
    ended = [(start, end) for start, end in _ends(work, community, team) if end == occurrence.at]
    said = [counted_shift(work, community, team, start, end) for start, end in ended]
    return lambda work: [say(work) for say in said]


def _period(occurrence: Occurrence) -> Period:
    found = parse(occurrence.period)
    if found is None:
        raise ValueError("no period")
    return found


def shifts(work: Work, community: Community) -> tuple[Sequence[Occurrence], datetime | None]:
    """The newest end of a shift of each team that has a group, and the next one of any."""
    due, coming = [], []
    for team in Team:
        if work.staff.chat_of(community.id, team) is None:
            continue
        ends = sorted({end for _, end in _ends(work, community, team)})
        past, future = [e for e in ends if e <= work.now], [e for e in ends if e > work.now]
        due += [Occurrence(f"{team} {end.isoformat()}", end) for end in past[-1:]]
        coming += future[:1]
    return due, min(coming, default=None)


def _ends(work: Work, community: Community, team: Team) -> Iterator[tuple[datetime, datetime]]:
    """Shifts around now as from and to: by the team's rota; a day from a fixed time where it has none."""
    zone = zone_of(community)
    lines = rota.team_lines(work, community.id, team, work.now)
    if lines:
        first: dict[datetime, datetime] = {}
        for one in shifts_between(lines, work.now - _DAY, work.now + _DAY, zone):
            first[one.ends] = min(one.starts, first.get(one.ends, one.starts))
        yield from ((start, end) for end, start in first.items())
        return
    clock = at_clock(str(work.standards.value(community.id, "digest.shift_at")))
    if clock is not None:
        schedule = Schedule(Every.DAY, clock)
        for end in (latest(schedule, work.now, zone).at, upcoming(schedule, work.now, zone).at):
            yield end - _DAY, end


def weekday(work: Work, community: Community) -> int:
    """The day of the weekly statistics, 1 is Monday."""
    return _WEEKDAYS.index(str(work.standards.value(community.id, "report.weekly_on"))) + 1


def month_day(work: Work, community: Community) -> int:
    """The day of the monthly statistics."""
    return work.standards.number(community.id, "report.monthly_on")


def statistics_at(work: Work, community: Community) -> str:
    """The local time of weekly and monthly statistics."""
    return str(work.standards.value(community.id, "report.at"))


def morning_at(work: Work, community: Community) -> str:
    """The local time of the morning digest."""
    return str(work.standards.value(community.id, "digest.morning_at"))


def late_hours(work: Work, community: Community) -> int:
    """After so many hours a digest is no use any more."""
    return work.standards.number(community.id, "digest.late_hours")
