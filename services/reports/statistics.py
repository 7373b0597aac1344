"""Statistics of a week or a month: message, chart and workbook, by themselves and on demand (REP-16, PLN-03 to PLN-06)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from domain.callbacks.figures import CallbackCount, Share
from domain.figures import Lengths, Period, RepairCount
from domain.people import Community, Person
from domain.sending import Lane
from services import Work
from services.callbacks.figures import callback_figures
from services.ready import Says
from services.reports.book import picture
from services.reports.gather import figures, limits, now, readers, said, today
from services.reports.pictures import period_chart
from services.tell import Chat, Words, private, tell, zone_of

#: Kinds of each sort that are named in the message; all of them are in the workbook.
_NAMED = 4


def statistics(work: Work, community: Community, period: Period) -> int:
    """The period's statistics to all who lead, once; to how many."""
    return counted_statistics(work, community, period)(work)


def counted_statistics(work: Work, community: Community, period: Period) -> Callable[[Work], int]:
    """The same in two steps: counted now, which only reads; told by what comes back."""
    return partial(_tell_all, community=community, period=period, values=values_of(work, community, period))


def _tell_all(work: Work, community: Community, period: Period, values: "Values") -> int:
    told = 0
    for person in readers(work, community):
        chat = private(person, community)
        if chat is not None:
            key = f"report:{community.id}:{period.key}:{person.id}"
            told += _send(work, community, chat, key, period, values, Lane.REMINDER)
    return told


def on_demand(work: Work, community: Community, person: Person, period: Period, key: str) -> Says:
    """The same for whoever asks, as it stands now: counted, and what tells them."""
    values = values_of(work, community, period)

    def say(work: Work) -> None:
        chat = private(person, community)
        if chat is not None:
            _send(work, community, chat, key, period, values, Lane.REPLY)

    return say


Values = tuple[RepairCount, dict[str, Any]]


def values_of(work: Work, community: Community, period: Period) -> Values:
    """The figures, and as the message takes them."""
    counted = figures(work, community, period)
    most = limits(work, community.id)
    standing, zone = now(work, community), zone_of(community)
    handed, empty = work.figures.homes(community.id, period.first, period.last)
    names = dict(work.people.buildings(community.id))
    return counted, {
        **said(counted),
        "span": str(period.span),
        "first": period.first,
        "last": period.last,
        "so_far": period.last >= today(work, community),
        "community": community.name,
        "before": work.figures.reported(community.id, *period.before.instants(zone)),
        "response": _lengths(counted.response, most.arrive),
        "urgent_finish": _lengths(counted.urgent_finish, most.urgent_finish),
        "small_finish": _lengths(counted.small_finish, most.small_finish),
        "open": standing.open,
        "late": standing.late,
        "put_off": sum(counted.put_off.values()),
        "reasons": _first(counted.put_off),
        "categories": _first(counted.by_category),
        "charges": list(counted.by_charge.items()),
        "parts_of_day": list(counted.by_part_of_day.items()),
        "buildings": _first({names.get(code, code): n for code, n in counted.by_building.items() if code}),
        "teams": list(counted.by_team.items()) if len(counted.by_team) > 1 else [],
        "causes": _first(counted.by_cause),
        "callbacks": _callbacks(callback_figures(work, community, *period.instants(zone))),
        "handed_over": handed,
        "empty_homes": empty,
    }


def _send(work: Work, community: Community, chat: Chat, key: str, period: Period, values: Values, lane: Lane) -> bool:
    counted, given = values
    chart = period_chart(chat.language, community, period, counted)
    book = picture(work, community, chat.language, period)
    return tell(work, chat, key, Words("report/statistics", given), lane=lane, media=[chart, book])


def _callbacks(found: CallbackCount) -> dict[str, Any]:
    """F-01 to F-04 and what keeps coming back (CBK-12)."""
    return {
        "rate": _share(found.rate),
        "classes": [{"sort": sort, **_share(share)} for sort, share in found.on_time.items() if share.whole],
        "desk": _share(found.desk),
        "told": _share(found.told),
        "faults": found.faults,
        "unreached": found.unreached,
        "again": [{"where": r.where, "category": r.category, "number": r.number} for r in found.recurring[:_NAMED]],
    }


def _share(found: Share) -> dict[str, Any]:
    return {"part": found.part, "whole": found.whole, "percent": found.percent}


def _first(counted: Any) -> list[tuple[str, int]]:
    return list(counted.items())[:_NAMED]


def _lengths(found: Lengths, limit: timedelta) -> dict[str, Any]:
    return {
        "count": found.count,
        "within": found.within,
        "share": found.share,
        "usual": found.usual,
        "longest": found.longest,
        "limit": limit,
    }
