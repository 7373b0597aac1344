"""Reports by subscription: set by oneself and by heads for others, only what they may read, once for each period (QLT-03).

After downtime the newest period is made up for. Whether it is still theirs to read is looked up each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.errors import Outdated, Refused
from domain.figures import Period, parse
from domain.people import HEADS, Community, Person, Who
from domain.sending import Lane
from domain.subscription import Subscription
from domain.timetable import Every, latest, upcoming
from services import StoreError, Work, alerts
from services.ready import Found, Ready, Says, found
from services.reports.catalogue import REPORTS, may_read, readable
from services.reports.showing import head, said
from services.tell import Words, private, tell, zone_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody is to get, and when."""

    report: str
    every: Every
    #: 1 is Monday, or the day of the month (31: its last).
    day: int
    #: Local, `08:30`.
    at: str


def subscribe(work: Work, who: Who, community: Community, person: int, wish: Wish) -> Subscription:
    """From now on; another time takes the place of the former. Whoever gets it from a head is told, and may end it."""
    if person != who.person.id and not who.is_any(community.id, HEADS):
        raise Refused("common/heads_only")
    reader = work.people.get(person)
    if not may_read(work.people.who(reader, community.language), community.id, wish.report):
        raise Refused("common/not_yours")
    values: dict[str, Any] = {
        "every": wish.every, "day": wish.day, "at": wish.at, "made_by": who.person.id, "made_at": work.now, "next_at": work.now,
    }  # fmt: skip
    one = work.subscriptions.put(community.id, person, wish.report, values)
    work.subscriptions.change(one.id, {"next_at": upcoming(one.schedule, work.now, zone_of(community)).at})
    work.signals.add("clock")
    if person != who.person.id:
        given = {"by": who.person.name, "s": face(work, work.subscriptions.get(one.id))}
        key = f"subscription:{one.id}:made:{work.now.isoformat()}"
        tell(work, private(reader, community), key, Words("report/subscribed_for", given, _subject(community)))
    return work.subscriptions.get(one.id)


def end(work: Work, who: Who, subscription: int) -> Subscription:
    """No more of it: one's own, or as a head."""
    one = work.subscriptions.find(subscription)
    if one is None or one.next_at is None:
        raise Outdated
    if one.person_id != who.person.id and not who.is_any(one.community_id, HEADS):
        raise Refused("common/not_yours")
    work.subscriptions.change(one.id, {"next_at": None})
    return one


def seen_by(work: Work, who: Who, community: Community) -> list[dict[str, Any]]:
    """One's own; heads see everybody's, each with its name."""
    if not readable(who, community.id):
        raise Refused("common/not_yours")
    heads = who.is_any(community.id, HEADS)
    found = work.subscriptions.listed(community.id, None if heads else who.person.id)
    return [{**face(work, one), "own": one.person_id == who.person.id} for one in found]


def readers(work: Work, community: Community, report: str) -> list[Person]:
    """Everybody with a chat who may read that report, each once."""
    posts = work.staff.listed(community.id, roles=REPORTS[report].readers)
    return list({person.id: person for _, person in posts if private(person, community)}.values())


def face(work: Work, one: Subscription) -> dict[str, Any]:
    """As the templates take it."""
    return {
        "id": one.id, "name": work.people.get(one.person_id).name, "report": one.report, "every": str(one.every), "day": one.day,
        "at": one.at, "next": one.next_at,
    }  # fmt: skip


# --- the clock -------------------------------------------------------------------------------------------------------


def prepare(work: Work, limit: int) -> Ready:
    """What is due, counted. Reads only."""
    return {_key(work, one): _counted(work, one) for one in work.subscriptions.due(work.now, limit)}


def sweep(work: Work, limit: int, ready: Ready | None) -> datetime | None:
    """Sends what is due and counted; the next instant something will be, now when one must be counted first."""
    missing = False
    for one in work.subscriptions.due(work.now, limit):
        key = _key(work, one)
        if ready is not None and key not in ready:
            missing = True
            continue
        _send(work, one, ready[key] if ready is not None else _counted(work, one))
    return work.now if missing else work.subscriptions.next_due()


def _key(work: Work, one: Subscription) -> str:
    zone = zone_of(work.people.community(one.community_id))
    return f"subscription:{one.id}:{latest(one.schedule, work.now, zone).period}"


def _counted(work: Work, one: Subscription) -> Found:
    return found(lambda: _read(work, one))


def _read(work: Work, one: Subscription) -> Says:
    community, person = work.people.community(one.community_id), work.people.get(one.person_id)
    if not may_read(work.people.who(person, community.language), community.id, one.report):
        raise Refused("common/not_yours")
    period = _before(work, one, community)
    given: Mapping[str, Any] = {
        **head(work, community, period, one.report),
        "figures": said(REPORTS[one.report].counts(work, community, period)),
        "book": bool(REPORTS[one.report].book),
        "id": one.id,
    }
    key = _key(work, one)

    def say(work: Work) -> None:
        tell(
            work, private(person, community), key, Words("report/sent", given, _subject(community)), lane=Lane.REMINDER
        )

    return say


def _before(work: Work, one: Subscription, community: Community) -> Period:
    """The day, week or month before the one it is sent in."""
    current = parse(latest(one.schedule, work.now, zone_of(community)).period)
    if current is None:
        raise ValueError("no period")
    return current.before


def _send(work: Work, one: Subscription, had: Found) -> None:
    """Once for the period; whoever may read it no more gets it no more."""
    zone = zone_of(work.people.community(one.community_id))
    now = latest(one.schedule, work.now, zone)
    if isinstance(had, Refused):
        work.subscriptions.change(one.id, {"next_at": None})
        return
    values = {"sent": now.period, "next_at": upcoming(one.schedule, work.now, zone).at}
    work.subscriptions.change(one.id, values)
    if one.sent == now.period:
        return
    try:
        if isinstance(had, Exception):
            raise had
        with work.part():
            had(work)
    except StoreError:
        raise
    except Exception as error:  # the others get theirs
        alerts.administrators(work, one.community_id, f"subscription {one.report} {type(error).__name__}")


def _subject(community: Community) -> str:
    return f"y{community.id}"
