"""The rota is written: lines are added and ended, somebody is away; the week as everybody reads it (SHF-01)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from domain.errors import Outdated, Refused
from domain.people import Community, Staff, Team, Who
from domain.rota import (
    WHOLE_DAY,
    Line,
    LineKind,
    Shift,
    Span,
    covered,
    gaps,
    in_use,
    left_open,
    shifts_between,
    shifts_on,
)  # fmt: skip
from domain.saying import local_day
from domain.sending import Lane
from services import Work, rota
from services.tell import Words, private, tell

#: What a new line leaves open is looked at so far ahead, and so many gaps are named.
AHEAD, NAMED = timedelta(weeks=1), 5


def add(
    work: Work, who: Who, staff: int, kind: LineKind, days: Sequence[int], hours: tuple[str, str], first: date,
    last: date | None = None,
) -> Line:  # fmt: skip
    """A new line for somebody of a team whose rota this person writes; the colleague is told."""
    post = _post(work, who, staff)
    today = local_day(work.now, rota.zone(work, post.community_id))
    if first < today or (last is not None and last < first):
        raise Refused("rota/past_day")
    made = write(work, post, kind, days, hours, first, last, who.person.id)
    name = "rota/told_absent" if kind is LineKind.ABSENT else "rota/told_line"
    _tell(work, who, post, f"rota:{made.id}:made", name, {"line": said(made), "by": who.person.name})
    return made


def write(
    work: Work, post: Staff, kind: LineKind, days: Sequence[int], hours: tuple[str, str], first: date,
    last: date | None, by: int,
) -> Line:  # fmt: skip
    """The line as a row; the clock looks anew."""
    only = kind is LineKind.ONCE
    values = {
        "community_id": post.community_id, "team": post.team, "staff_id": post.id, "kind": kind, "days": list(days),
        "first_day": first, "last_day": first if only else last, "starts": hours[0], "ends": hours[1], "made_by": by,
        "made_at": work.now,
    }  # fmt: skip
    made = work.rotas.get(work.rotas.add(values))
    rota.touched(work)
    return made


def absent(work: Work, who: Who, staff: int, first: date, last: date) -> Line:
    """Somebody is away on these days; their shifts that begin then are not held."""
    return add(work, who, staff, LineKind.ABSENT, [], (WHOLE_DAY, WHOLE_DAY), first, last)


def end(work: Work, who: Who, line: int) -> Line:
    """The line holds no longer, a shift that runs ends now; the second press finds it ended."""
    found = readable(work, who, line)
    if not work.rotas.end(found.id, work.now):
        raise Outdated
    rota.touched(work)
    post = work.staff.get(found.staff_id)
    _tell(work, who, post, f"rota:{line}:ended", "rota/told_ended", {"line": said(found), "by": who.person.name})
    return work.rotas.get(line)


def readable(work: Work, who: Who, line: int) -> Line:
    """The line, if this person writes its rota. `Outdated` for one that is not there (a forged button)."""
    found = work.rotas.find(line)
    if found is None:
        raise Outdated
    if found.team not in rota.teams_of(who, found.community_id):
        raise Refused("common/not_yours")
    return found


def said(line: Line) -> dict[str, Any]:
    """A line as templates read it."""
    return {
        "kind": line.kind, "days": list(line.days), "first": line.first_day, "last": line.last_day,
        "starts": line.starts, "ends": line.ends, "over": line.ends <= line.starts,
    }  # fmt: skip


def week(work: Work, community: Community, team: Team, ahead: int) -> list[dict[str, Any]]:
    """Seven days from today, `ahead` weeks on: each with its shifts by hours and names, and when nobody is on duty."""
    zone = rota.zone(work, community.id)
    today = local_day(work.now, zone)
    lines = work.rotas.standing(community.id, team)
    named: dict[int, str] = {s.id: p.name for s, p in work.staff.listed(community.id, team=team)}
    days = [today + timedelta(days=7 * ahead + n) for n in range(7)]
    return [_day(lines, day, named, zone) for day in days]


def _day(lines: Sequence[Line], day: date, named: Mapping[int, str], zone: Any) -> dict[str, Any]:
    held: dict[tuple[str, str], list[str]] = {}
    for shift in shifts_on(lines, day, zone):
        held.setdefault((shift.line.starts, shift.line.ends), []).append(named.get(shift.staff_id, "?"))
    rows = [{"starts": a, "ends": b, "names": names} for (a, b), names in sorted(held.items())]
    away = [line for line in lines if line.kind is LineKind.ABSENT and line.starts == line.ends and line.applies(day)]
    return {"day": day, "rows": rows, "away": list(dict.fromkeys(named.get(line.staff_id, "?") for line in away))}


def open_hours(work: Work, community: int, lines: Sequence[Line]) -> dict[str, Any]:
    """The coming week's hours nobody of the team is on duty (X-43): the first few, and how many more.

    None instead of a list for a team that has no rota.
    """
    zone = rota.zone(work, community)
    if not in_use(lines, local_day(work.now, zone)):
        return {"gaps": None, "more": 0}
    return _first_of(gaps(lines, work.now, work.now + AHEAD, zone))


def would_leave(work: Work, community: int, lines: Sequence[Line], drafts: Sequence[Line]) -> list[dict[str, Any]]:
    """For each of several lines that might be written: what would be left open with it."""
    zone, until = rota.zone(work, community), work.now + AHEAD
    free, found = gaps(lines, work.now, until, zone), []
    for draft in drafts:
        away = [line for line in lines if line.kind is LineKind.ABSENT and line.staff_id == draft.staff_id]
        found.append(_first_of(left_open(free, covered([draft, *away], work.now, until, zone))))
    return found


def _first_of(found: Sequence[Span]) -> dict[str, Any]:
    return {"gaps": [[a.isoformat(), b.isoformat()] for a, b in found[:NAMED]], "more": max(0, len(found) - NAMED)}


def coming_shifts(work: Work, post: Staff, days: int) -> list[Shift]:
    """The shifts of one post that run or begin within so many days."""
    if post.team is None:
        return []
    zone = rota.zone(work, post.community_id)
    lines = work.rotas.standing(post.community_id, Team(post.team))
    end_ = work.now + timedelta(days=days)
    return [s for s in shifts_between(lines, work.now, end_, zone) if s.staff_id == post.id]


def _post(work: Work, who: Who, staff: int) -> Staff:
    """A post in a team whose rota this person writes."""
    post = work.staff.find(staff)
    if post is None or post.ended_at is not None or post.team is None:
        raise Outdated
    if Team(post.team) not in rota.teams_of(who, post.community_id):
        raise Refused("common/not_yours")
    return post


def _tell(work: Work, who: Who, post: Staff, key: str, name: str, values: Mapping[str, Any]) -> None:
    """The colleague hears what changed for them; nobody is told their own doing."""
    person = work.people.get(post.person_id)
    if person.id != who.person.id:
        community = work.people.community(post.community_id)
        tell(work, private(person, community), key, Words(name, values, "m"), lane=Lane.TASK)
