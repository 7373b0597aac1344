"""Figures of one community and period, ready to be said, drawn or put into a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain.figures import Limits, Period, RepairCount, count, overloaded
from domain.ids import StaffId
from domain.people import DISPATCHERS, Community, Person, Team
from domain.saying import local_day
from services import Work
from services.tell import private, zone_of


@dataclass(frozen=True, slots=True)
class Now:
    """How things stand at this moment."""

    open: int
    #: Nobody has them.
    free: int
    #: Matters with a promise that is over.
    late: int
    #: Due until the end of the local day.
    due: int
    by_team: Mapping[str, int]
    #: Names and numbers, the most loaded first.
    overloaded: tuple[tuple[str, int], ...]


def limits(work: Work, community: int) -> Limits:
    """What the times are measured by (F-05 to F-07)."""
    number = work.standards.number
    return Limits(
        timedelta(minutes=number(community, "repair.urgent_arrive_minutes")),
        timedelta(hours=number(community, "repair.urgent_finish_hours")),
        timedelta(days=number(community, "repair.small_days")),
    )


def figures(work: Work, community: Community, period: Period, team: Team | None = None) -> RepairCount:
    """The figures of the period so far; of one team where it is named."""
    tz = zone_of(community)
    start, end = period.instants(tz)
    rows = work.figures.repairs(community.id, start, end, team)
    happenings = work.figures.happenings([row.id for row in rows])
    promises = work.figures.promises(community.id, start, end, team)
    poor = work.standards.number(community.id, "digest.poor_stars")
    return count(rows, happenings, promises, period, tz, limits(work, community.id), poor)


def today(work: Work, community: Community) -> date:
    """The local day."""
    return local_day(work.now, zone_of(community))


def end_of_day(work: Work, community: Community) -> datetime:
    """The next local midnight."""
    tomorrow = today(work, community) + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), zone_of(community))


def now(work: Work, community: Community, team: Team | None = None) -> Now:
    """What is open, late, due, and who holds too much; of one team where it is named."""
    standing = [s for s in work.figures.standing(community.id) if team is None or s.team == team]
    late, _ = work.figures.due(community.id, None, work.now, 1, team)
    due, _ = work.figures.due(community.id, work.now, end_of_day(work, community), 1, team)
    most = work.standards.number(community.id, "digest.overload")
    loaded = overloaded(work.figures.holding(community.id), most)
    names = worker_names(work, community)
    return Now(
        open=sum(s.open for s in standing),
        free=sum(s.free for s in standing),
        late=late,
        due=due,
        by_team={str(s.team): s.open for s in sorted(standing, key=lambda s: -s.open)},
        overloaded=tuple((names[post], n) for post, n in loaded if post in names),
    )


def worker_names(work: Work, community: Community) -> dict[StaffId, str]:
    """Names of those who work here now."""
    return {post.id: person.name for post, person in work.staff.listed(community.id)}


def readers(work: Work, community: Community) -> list[Person]:
    """Supervisors, leads, manager and director who have a chat; each once."""
    posts = work.staff.listed(community.id, roles=DISPATCHERS)
    return list({person.id: person for _, person in posts if private(person, community)}.values())


def said(counted: RepairCount) -> dict[str, Any]:
    """The figures as the templates take them."""
    return {
        "reported": counted.reported,
        "urgent": counted.urgent,
        "finished": counted.finished,
        "on_time": counted.on_time,
        "kept": counted.kept,
        "promised": counted.promised,
        "reopened": counted.reopened,
        "sent_back": counted.sent_back,
        "stars": f"{counted.tenths / 10:.1f}" if counted.tenths is not None else None,
        "rated": counted.rated,
        "poor": counted.poor,
    }
