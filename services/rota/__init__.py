"""Who is on duty, by the rota and by the button; who answers for a team; who may write its rota (SHF-01, X-43)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.people import HEADS, Person, Role, Staff, Team, Who
from domain.quiet import quiet_until
from domain.rota import Line, in_use, on_at
from domain.standards import at_clock
from services import Work
from services.tell import zone_of

#: When the clock looked at the rotas last, and when something is due next.
MARK = "rota:looked"


def zone(work: Work, community: int) -> ZoneInfo:
    """The local time of a community."""
    return zone_of(work.people.community(community))


def team_lines(work: Work, community: int, team: Team, at: datetime) -> list[Line]:
    """The lines a team goes by at that time; none when it has no rota."""
    lines = work.rotas.standing(community, team)
    # A night shift of yesterday may still run.
    return lines if lines and in_use(lines, _yesterday(at, zone(work, community))) else []


def on_call(work: Work, community: int, team: Team, at: datetime) -> list[tuple[Staff, Person]]:
    """Who is to be alerted then (X-43): those on shift by the rota, else those who have clocked in.

    A team with a rota has nobody in the quiet hours but those on shift. An empty list: go up, to lead and supervisors.
    """
    posts = work.staff.listed(community, team=team)
    lines = team_lines(work, community, team, at)
    if not lines:
        return [(s, p) for s, p in posts if s.on_duty]
    by_id: dict[int, tuple[Staff, Person]] = {s.id: (s, p) for s, p in posts}
    on_shift = [by_id[staff] for staff in on_at(lines, at, zone(work, community)) if staff in by_id]
    if on_shift or night_until(work, community, at):
        return on_shift
    return [(s, p) for s, p in posts if s.on_duty]


def on_shift(work: Work, community: int, at: datetime) -> set[int]:
    """The posts on shift by any team's rota at that time, clocked in or not."""
    return set(on_at(work.rotas.standing(community), at, zone(work, community)))


def night_until(work: Work, community: int, at: datetime) -> datetime | None:
    """When the quiet hours that hold at that time end; None by day."""
    start = at_clock(str(work.standards.value(community, "quiet.from")))
    end = at_clock(str(work.standards.value(community, "quiet.to")))
    return quiet_until(at, zone(work, community), start, end) if start and end else None


def evening(work: Work, community: int, at: datetime) -> datetime | None:
    """When the next quiet hours begin after a time of the day; None when there are none."""
    start = at_clock(str(work.standards.value(community, "quiet.from")))
    end = at_clock(str(work.standards.value(community, "quiet.to")))
    if start is None or end is None or start == end:
        return None
    local = zone(work, community)
    today = at.astimezone(local).date()
    begins = (datetime.combine(today + timedelta(days=n), start, local).astimezone(UTC) for n in range(3))
    return next(begin for begin in begins if begin > at)


def answering(work: Work, community: int, team: Team | None) -> list[Person]:
    """Who answers for a team: its lead, at the desk the supervisor; else the desk's supervisor; else the heads."""
    posts = _reached(work, community)
    near = [p for s, p in posts if s.team == team and s.role in (Role.LEAD, Role.DESK_SUPERVISOR)]
    desk = [p for s, p in posts if s.role == Role.DESK_SUPERVISOR]
    return near or desk or [p for s, p in posts if s.role in HEADS]


def _reached(work: Work, community: int) -> list[tuple[Staff, Person]]:
    """Those who lead, as far as they have a chat."""
    posts = work.staff.listed(community, roles={Role.LEAD, Role.DESK_SUPERVISOR, *HEADS})
    return [(s, p) for s, p in posts if p.telegram_id is not None]


def supervising(work: Work, community: int, team: Team) -> list[Person]:
    """Who is told that nobody is on duty: the team's lead and the desk's supervisor, else the heads."""
    posts = _reached(work, community)
    near = [p for s, p in posts if s.role == Role.DESK_SUPERVISOR or (s.role == Role.LEAD and s.team == team)]
    return near or [p for s, p in posts if s.role in HEADS]


def teams_of(who: Who, community: int) -> list[Team]:
    """The teams whose rota this person may write: heads all of them, lead and desk supervisor their own."""
    post = who.post(community)
    if post is None:
        return []
    if post.role in HEADS:
        return list(Team)
    return [Team(post.team)] if post.role in (Role.LEAD, Role.DESK_SUPERVISOR) and post.team else []


def touched(work: Work) -> None:
    """Something has changed that the clock must look at anew: a line, somebody coming or going, a note."""
    work.marks.put(MARK, [])
    work.signals.add("clock")


def _yesterday(at: datetime, local: ZoneInfo) -> date:
    return at.astimezone(local).date() - timedelta(days=1)
