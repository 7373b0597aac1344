"""Reports somebody has asked for by a button or subscribed to: asked for is noted in the press's transaction, counted on the reading side, then shown.

Asked for is a row, so a restart forgets nobody; the key of the message names the press, so nobody gets it twice. Whether
it is theirs to read is looked up again when it is counted.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from domain.errors import Refused
from domain.figures import Period, parse
from domain.people import Community, Person
from services import StoreError, Work, alerts
from services.ready import Found, Ready, Says, found
from services.reports import complaints, money_told, recurring, showing, statistics, subscriptions, summary
from services.reports.catalogue import REPORTS, may_read
from services.reports.showing import Wanted

_MARK = "reports.asked"
#: The message of a report with chart and workbook, by what `catalogue` calls it.
_BOOKS: Mapping[str, Callable[[Work, Community, Person, Period, str], Says]] = {
    "repairs": statistics.on_demand,
    "complaints": complaints.on_demand,
    "money": money_told.on_demand,
    "recurring": recurring.on_demand,
    "summary": summary.on_demand,
}
#: Subscriptions counted at once.
_AT_ONCE = 50
#: How a report is shown.
CARD, BEHIND, BOOK = "card", "behind", "book"


def _book(work: Work, wanted: Wanted) -> Says:
    return _BOOKS[REPORTS[wanted.report].book](work, wanted.community, wanted.person, wanted.period, wanted.key)


_SHOWN: Mapping[str, Callable[[Work, Wanted], Says]] = {CARD: showing.card, BEHIND: showing.behind, BOOK: _book}


def ask(
    work: Work, community: Community, person: Person, period: Period, key: str, report: str, how: str, **more: Any
) -> None:
    """Noted; the clock shows it within a moment. `more` is what that way of showing takes."""
    waiting = _waiting(work)
    if all(one["key"] != key for one in waiting):
        one = {
            "key": key, "community": community.id, "person": person.id, "period": period.key, "report": report, "how": how,
            "more": more,
        }  # fmt: skip
        work.marks.put(_MARK, [*waiting, one])
    work.signals.add("clock")


def prepare(work: Work) -> Ready:
    """What was asked for, counted. Reads only."""
    asked = {one["key"]: found(partial(_read, work, one)) for one in _waiting(work)}
    return {**asked, **subscriptions.prepare(work, _AT_ONCE)}


def sweep(work: Work, limit: int, ready: Ready | None = None) -> datetime | None:
    """Sends what is ready, the oldest first; now when more was asked for since. Without a reading side (`ready` None)
    it is counted here."""
    waiting = _waiting(work)
    mine = [one for one in waiting if ready is None or one["key"] in ready][:limit]
    for one in mine:
        had = found(partial(_read, work, one)) if ready is None else ready[one["key"]]
        _send(work, one, had)
    if mine:
        work.marks.put(_MARK, [one for one in waiting if one not in mine])
    upcoming = subscriptions.sweep(work, limit, ready)
    return work.now if len(mine) < len(waiting) else upcoming


def _waiting(work: Work) -> list[dict[str, Any]]:
    # What an earlier version noted and nobody has read yet is asked for again by its button.
    return [one for one in work.marks.get(_MARK) or () if "how" in one]


def _read(work: Work, one: dict[str, Any]) -> Says:
    period = parse(one["period"])
    if period is None:
        raise ValueError("no period")
    community, person = work.people.community(one["community"]), work.people.get(one["person"])
    if not may_read(work.people.who(person, community.language), community.id, one["report"]):
        raise Refused("common/not_yours")
    return _SHOWN[one["how"]](work, Wanted(community, person, period, one["key"], one["report"], one["more"]))


def _send(work: Work, one: dict[str, Any], had: Found) -> None:
    try:
        if isinstance(had, Exception):
            raise had
        with work.part():
            had(work)
    except Refused:  # the post ended between the press and the counting
        return
    except StoreError:
        raise
    except Exception as error:  # the others get theirs
        alerts.administrators(work, one["community"], f"report {one['report']} {one['period']} {type(error).__name__}")
