"""Digests: every morning for those who lead, at the end of a shift for the team in its group."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from domain import repair
from domain.cases import Case
from domain.figures import Period, RepairCount, finished_between
from domain.figures.period import Span
from domain.people import Community, Team
from domain.sending import Lane
from services import Work, announcements, calls
from services.reports.gather import Now, figures, now, readers, said
from services.reports.pictures import digest_chart
from services.tell import Words, private, team_chat, tell, zone_of

#: Things to decide that are named in one digest; more is not read.
_DECISIONS = 3


def morning_digest(work: Work, community: Community, today: Period) -> int:
    """Yesterday's figures, what is due today, who holds too much, three things to decide, one chart; to how many.

    `today` is the day it is sent on.
    """
    return counted_morning(work, community, today)(work)


def counted_morning(work: Work, community: Community, today: Period) -> Callable[[Work], int]:
    """The same in two steps: counted now, which only reads; told by what comes back."""
    yesterday = today.before
    counted = figures(work, community, yesterday)
    week = figures(work, community, Period(Span.DAY, today.first - timedelta(weeks=1), yesterday.last))
    standing = now(work, community)
    given = _values(work, community, yesterday, counted, standing)
    good_for = timedelta(hours=work.standards.number(community.id, "digest.late_hours"))
    said = Words("report/digest", given, "m")

    def say(work: Work) -> int:
        told = 0
        for person in readers(work, community):
            chat = private(person, community)
            if chat is None:
                continue
            picture = digest_chart(chat.language, community, counted, week, standing)
            key = f"digest:{community.id}:{today.key}:{person.id}"
            told += tell(work, chat, key, said, lane=Lane.REMINDER, media=[picture], good_for=good_for)
        return told

    return say


def shift_digest(work: Work, community: Community, team: Team, start: datetime, end: datetime) -> bool:
    """What the team did from `start` to `end` and what it leaves to the next, in its group; False without a group.

    A group reads no room, no name, no phone: numbers and kinds only.
    """
    return counted_shift(work, community, team, start, end)(work)


def counted_shift(
    work: Work, community: Community, team: Team, start: datetime, end: datetime
) -> Callable[[Work], bool]:
    """The same in two steps: counted now, which only reads; told by what comes back."""
    said = _shift(work, community, team, start, end)
    key = f"digest:{community.id}:{team}:{end.isoformat()}"

    def say(work: Work) -> bool:
        chat = team_chat(work, community, team)
        return chat is not None and tell(work, chat, key, said, lane=Lane.REMINDER)

    return say


def _shift(work: Work, community: Community, team: Team, start: datetime, end: datetime) -> Words:
    rows = work.figures.repairs(community.id, start, end, team)
    done = finished_between(work.figures.happenings([row.id for row in rows]), start, end)
    promises = work.figures.promises(community.id, start, end, team)
    standing = now(work, community, team)
    _, late = work.figures.due(community.id, None, work.now, _DECISIONS, team)
    given = {
        "team": team,
        "start": start,
        "end": end,
        "reported": sum(1 for row in rows if start <= row.created_at < end),
        "finished": done,
        "kept": sum(p.number for p in promises if p.in_time),
        "promised": sum(p.number for p in promises),
        "open": standing.open,
        "free": standing.free,
        "late": standing.late,
        "left": [{"number": d.number, "category": d.category, "urgent": d.urgent} for d in late],
    }
    return Words("report/shift", given)


def _values(work: Work, community: Community, yesterday: Period, counted: RepairCount, standing: Now) -> dict[str, Any]:
    return {
        **said(counted),
        "day": yesterday.first,
        "open": standing.open,
        "free": standing.free,
        "late": standing.late,
        "due": standing.due,
        "overloaded": [{"name": name, "number": n} for name, n in standing.overloaded],
        "to_call": calls.count_open(work, community.id),
        "to_ask": work.callbacks.waiting(community.id, work.now)[0],
        "paper": len(announcements.over_between(work, community.id, *yesterday.instants(zone_of(community)))),
        "decide": _decisions(work, community, yesterday),
    }


def _decisions(work: Work, community: Community, yesterday: Period) -> list[dict[str, Any]]:
    """What somebody must decide about: late promises first, then what nobody has taken, then poor ratings."""
    found: dict[int, dict[str, Any]] = {}
    for due in work.figures.due(community.id, None, work.now, _DECISIONS)[1]:
        found[due.case_id] = {
            "id": due.case_id, "number": due.number, "category": due.category, "urgent": due.urgent, "what": "late",
            "kind": due.kind, "since": due.due_at, "stars": None,
        }  # fmt: skip
    waiting = work.cases.open_of_community(
        community.id, repair.FINAL, statuses=[repair.Status.REPORTED], limit=_DECISIONS
    )
    for case in waiting:
        found.setdefault(case.id, _about(case, "free", case.created_at))
    start, end = yesterday.instants(zone_of(community))
    poor = work.standards.number(community.id, "digest.poor_stars")
    for row in work.figures.repairs(community.id, start, end):
        if row.rating and row.rating <= poor and row.closed_at and start <= row.closed_at < end:
            found.setdefault(row.id, _about(work.cases.get(row.id), "poor", row.closed_at))
    return list(found.values())[:_DECISIONS]


def _about(case: Case, what: str, since: datetime) -> dict[str, Any]:
    return {
        "id": case.id, "number": case.number, "category": case.category, "urgent": case.urgent, "what": what,
        "kind": None, "since": since, "stars": case.rating,
    }  # fmt: skip
