"""Statistics somebody has asked for by a button: noted in the press's transaction, counted on the reading side, then sent.

Asked for is a row, so a restart forgets nobody; the key of the message names the press, so nobody gets it twice.
"""

from datetime import datetime
from functools import partial
from typing import Any

from domain.figures import Period, parse
from domain.people import Community, Person
from services import StoreError, Work, alerts
from services.ready import Found, Ready, Says, found
from services.reports import money_told, statistics

_MARK = "reports.asked"
#: What may be asked for.
REPAIRS, MONEY = "repairs", "money"
_COUNTED = {REPAIRS: statistics.on_demand, MONEY: money_told.on_demand}


def ask(work: Work, community: Community, person: Person, period: Period, key: str, what: str = REPAIRS) -> None:
    """Noted; the clock sends it within a moment."""
    waiting = _waiting(work)
    if all(one["key"] != key for one in waiting):
        one = {"key": key, "community": community.id, "person": person.id, "period": period.key, "what": what}
        work.marks.put(_MARK, [*waiting, one])
    work.signals.add("clock")


def prepare(work: Work) -> Ready:
    """What was asked for, counted. Reads only."""
    return {one["key"]: found(partial(_read, work, one)) for one in _waiting(work)}


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
    return work.now if len(mine) < len(waiting) else None


def _waiting(work: Work) -> list[dict[str, Any]]:
    return list(work.marks.get(_MARK) or ())


def _read(work: Work, one: dict[str, Any]) -> Says:
    period = parse(one["period"])
    if period is None:
        raise ValueError("no period")
    community, person = work.people.community(one["community"]), work.people.get(one["person"])
    return _COUNTED[one["what"]](work, community, person, period, one["key"])


def _send(work: Work, one: dict[str, Any], had: Found) -> None:
    try:
        if isinstance(had, Exception):
            raise had
        with work.part():
            had(work)
    except StoreError:
        raise
    except Exception as error:  # the others get theirs
        alerts.administrators(work, one["community"], f"report {one['period']} {type(error).__name__}")
