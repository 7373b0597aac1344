"""The desk's side: whom to telephone, the card with everything needed for it, and the days it has rained (CBK-06, CBK-10)."""

from datetime import timedelta
from typing import Any

from domain.callbacks import Callback
from domain.errors import Refused
from domain.people import DESK_ROLES, Community, Who
from domain.saying import local_day
from services import Work
from services.callbacks import planning
from services.callbacks.answers import of_desk
from services.callbacks.faces import due_of, show_desk
from services.repair.views import load, values
from services.tell import Chat, Words, show, zone_of

#: As many as fit a phone's screen with their buttons.
PAGE = 6


def show_list(work: Work, who: Who, community: Community, chat: Chat, page: int) -> None:
    """Whom to telephone, the longest due first, in private."""
    _desk(who, community)
    found = work.callbacks.listed(community.id, work.now, PAGE + 1, page * PAGE)
    waiting, late = work.callbacks.waiting(community.id, work.now)
    given = {
        "rows": [_row(work, cb) for cb in found[:PAGE]], "page": page, "more": len(found) > PAGE, "count": waiting,
        "late": late,
    }  # fmt: skip
    show(work, chat, f"list:{chat.id}", Words("callback/list", given, "m"), repost=page == 0)


def _row(work: Work, cb: Callback) -> dict[str, Any]:
    view = load(work, work.cases.get(cb.case_id))
    owes = cb.promised_at if cb.promised_at is not None and cb.answered_at is None else None
    due_at = due_of(view, cb)
    late = due_at is not None and due_at < work.now and owes is None
    return {
        **values(view, work.now), "id": cb.id, "due_at": due_at, "late": late, "tries": cb.tries, "promised_at": owes,
    }  # fmt: skip


def show_card(work: Work, who: Who, callback: int, chat: Chat) -> None:
    """Name, number and what was repaired: shown in private to the desk, on the record (X-42)."""
    cb = of_desk(work, who, callback)
    work.cases.log(cb.case_id, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    show_desk(work, cb, chat, repost=True)


def newest_of(work: Work, case: int) -> Callback | None:
    """The newest callback of a case."""
    return next(iter(reversed(work.callbacks.of(case))), None)


def ask_rain(work: Work, who: Who, community: Community, chat: Chat) -> None:
    """Has it rained? With how many leaks wait for it."""
    _desk(who, community)
    today = local_day(work.now, zone_of(community))
    given = {
        "waiting": len(work.callbacks.waiting_for_rain(community.id)),
        "today": work.callbacks.rained(community.id, today),
        "yesterday": work.callbacks.rained(community.id, today - timedelta(days=1)),
    }
    show(work, chat, f"rain:{chat.id}", Words("callback/rain", given, "m"), repost=True)


def say_rain(work: Work, who: Who, community: Community, days_ago: int) -> int:
    """It has rained, today or yesterday; how many leaks are to be asked about now. Once for each day (CBK-06)."""
    _desk(who, community)
    if days_ago not in (0, 1):
        raise Refused("common/not_now")
    day = local_day(work.now, zone_of(community)) - timedelta(days=days_ago)
    if not work.callbacks.say_rain(community.id, day, who.person.id, work.now):
        raise Refused("callback/rain_known")
    work.signals.add("clock")
    return planning.rained(work, community.id, day)


def _desk(who: Who, community: Community) -> None:
    if not who.is_any(community.id, DESK_ROLES):
        raise Refused("common/not_yours")
