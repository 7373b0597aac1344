"""Complaints of a week or month: message, chart, workbook, every week by itself and on demand; what grows in a building
goes to its butlers too (CMP-29, CMP-35, CMP-37, X-15, F-08 to F-11, F-42)."""

from collections.abc import Mapping
from typing import Any

from domain.figures import Period, parse
from domain.figures.complaints import EARLIER, ComplaintCount, OnTime, Trend, complaint_count
from domain.people import SUPERVISORS, Community, Person, Role
from domain.sending import Lane
from domain.timetable import Occurrence
from services import Work
from services.ready import Says
from services.reports.complaint_book import chart, picture
from services.reports.complaint_rates import growing, per_mille
from services.reports.gather import today
from services.tell import Chat, Words, private, tell, zone_of

#: Values of each sort that are named in the message; all of them are in the workbook.
_NAMED = 4


def weekly(work: Work, community: Community, occurrence: Occurrence) -> Says:
    """The summary of the week before, to the desk's supervisor, manager and director; once for each period."""
    current = parse(occurrence.period)
    if current is None:
        raise ValueError("no week")
    period = current.before
    count = counted(work, community, period)
    given = said(work, community, period, count)
    grown = growing(work, community, period)

    def say(work: Work) -> None:
        people = {p.id: p for _, p in work.staff.listed(community.id, roles=SUPERVISORS)}
        for person in people.values():
            chat = private(person, community)
            if chat is not None:
                key = f"report:complaints:{community.id}:{period.key}:{person.id}"
                _send(work, community, chat, key, period, count, given, Lane.REMINDER)
        _tell_butlers(work, community, period, grown)

    return say


def on_demand(work: Work, community: Community, person: Person, period: Period, key: str) -> Says:
    """The same for whoever asks, as it stands now: counted, and what tells them."""
    count = counted(work, community, period)
    given = said(work, community, period, count)

    def say(work: Work) -> None:
        chat = private(person, community)
        if chat is not None:
            _send(work, community, chat, key, period, count, given, Lane.REPLY)

    return say


def counted(work: Work, community: Community, period: Period) -> ComplaintCount:
    """The figures of what was received in the period."""
    rows = work.complaint_figures.rows(community.id, *period.instants(zone_of(community)))
    return complaint_count(rows, work.complaint_figures.dues([row.id for row in rows]), work.now)


def said(work: Work, community: Community, period: Period, count: ComplaintCount) -> dict[str, Any]:
    """The figures as the message takes them."""
    rate = per_mille(work, community, period)
    return {
        "community": community.name,
        "first": period.first,
        "last": period.last,
        "so_far": period.last >= today(work, community),
        "received": count.received,
        "closed": count.closed,
        "withdrawn": count.withdrawn,
        "open": count.open,
        "reopened": count.reopened,
        "first_answer": _share(count.first_answer),
        "hand_over": _share(count.hand_over),
        "closing": [{"grade": grade, **_share(s)} for grade, s in count.closing.items() if s.whole],
        "categories": _first(count.by_category),
        "teams": _first(count.by_team),
        "judged": [{"field": f, "counts": _first(c), "unjudged": count.unjudged[f]} for f, c in count.judged.items()],
        "causes_of": [
            {"team": team, "cause": cause, "number": n} for (team, cause), n in list(count.causes_of.items())[:_NAMED]
        ],
        "valid_year": rate.valid,
        "base": rate.base,
        "rate": None if rate.hundredths is None else f"{rate.hundredths / 100:.2f}",
        "ceiling": f"{rate.ceiling_tenths / 10:.1f}",
        "within": rate.within,
        **_growth(work, community, growing(work, community, period)),
    }


def _tell_butlers(work: Work, community: Community, period: Period, found: list[Trend]) -> None:
    """Each butler reads of the buildings they look after, and of no other; once for each period."""
    for post, person in work.staff.listed(community.id, roles=(Role.BUTLER,)):
        mine = [one for one in found if post.covers(one.building)]
        chat = private(person, community)
        if mine and chat is not None:
            key = f"report:complaint_trend:{community.id}:{period.key}:{person.id}"
            given = _growth(work, community, mine)
            tell(work, chat, key, Words("report/complaint_trend", given), lane=Lane.REMINDER)


def _growth(work: Work, community: Community, found: list[Trend]) -> dict[str, Any]:
    names = dict(work.people.buildings(community.id))
    return {
        "days": work.standards.number(community.id, "complaint.trend_days"),
        "growing": [
            {
                "building": names.get(one.building, one.building),
                "number": one.lately,
                "usual": f"{one.earlier / EARLIER:.1f}",
            }
            for one in found[:_NAMED]
        ],
    }


def _send(
    work: Work,
    community: Community,
    chat: Chat,
    key: str,
    period: Period,
    count: ComplaintCount,
    given: Mapping[str, Any],
    lane: Lane,
) -> bool:
    drawn = [chart(chat.language, community, period, count), picture(work, community, chat.language, period)]
    return tell(work, chat, key, Words("report/complaints", given), lane=lane, media=drawn)


def _share(found: OnTime) -> dict[str, Any]:
    return {"part": found.part, "whole": found.whole, "percent": found.percent}


def _first(found: Mapping[str, int]) -> list[tuple[str, int]]:
    return list(found.items())[:_NAMED]
