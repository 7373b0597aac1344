"""The desk decides: one incident or not, how it goes on, and that it is over (EMG-04, EMG-07)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.errors import Outdated, Refused
from domain.incidents import DECIDES, TABLE, Event, Incident, Status
from domain.lifecycle import move
from domain.people import Community, Who
from services import Work
from services.filing import number_of_today
from services.incidents import following
from services.incidents.faces import about, show_card, show_desk, tell_heads, tell_joined
from services.repair.acting import fold
from services.repair.views import load, refresh
from services.tell import Chat, Words, show

#: Lines of a page.
PAGE = 6


def allowed(work: Work, who: Who, incident: int) -> Incident:
    """The incident, if this person may decide about it. `Outdated` for one that is not there (a forged button)."""
    found = work.incidents.find(incident)
    if found is None:
        raise Outdated
    if not who.is_any(found.community_id, DECIDES):
        raise Refused("common/not_yours")
    return found


def check_now(incident: Incident, event: Event) -> None:
    """`Refused("common/not_now")` when the table does not allow it now: said before questions are asked."""
    move(TABLE, incident.status, event)


def matter(work: Work, incident: Incident) -> int | None:
    """The case a talk about it belongs to."""
    return next((case.id for case in work.incidents.cases_of(incident.id)), None)


def confirm(work: Work, who: Who, incident: int, words: str | None, until: datetime | None) -> Incident:
    """It is one: each reporter is told once that it is known and being handled, the heads hear of it."""
    found = allowed(work, who, incident)
    opened = move(TABLE, found.status, Event.CONFIRM)
    _check(work, until)
    values: Mapping[str, Any] = {
        "number": number_of_today(work, work.people.community(found.community_id)),
        "status": opened,
        "words": words,
        "promised_at": until,
        "opened_by": who.person.id,
        "opened_at": work.now,
    }
    found = work.incidents.change(found, values)
    for case in work.incidents.cases_of(found.id):
        work.cases.log(case.id, work.now, who.person.id, "incident", None, None, {"number": found.number})
        refresh(work, load(work, case))
    tell_joined(work, found)
    tell_heads(work, found, but=who.person.id)
    show_desk(work, found)
    return found


def dismiss(work: Work, who: Who, incident: int) -> Incident:
    """These are different things: each goes its own way."""
    found = allowed(work, who, incident)
    status = move(TABLE, found.status, Event.DISMISS)
    found = work.incidents.change(found, {"status": status, "closed_by": who.person.id, "closed_at": work.now})
    show_desk(work, found)
    return found


def progress(work: Work, who: Who, incident: int, words: str, until: datetime | None) -> Incident:
    """How it goes on, to everybody who joined, in one message each."""
    found = allowed(work, who, incident)
    if found.status is not Status.OPEN:
        raise Refused("common/not_now")
    _check(work, until)
    found = work.incidents.change(found, {"words": words, **({"promised_at": until} if until is not None else {})})
    tell_joined(work, found)
    show_desk(work, found)
    return found


def close(work: Work, who: Who, incident: int, outcome: str) -> Incident:
    """Over, says the desk: all its open cases are closed, everybody is told once (EMG-04)."""
    return following.close(work, who, allowed(work, who, incident), outcome, fold)


def _check(work: Work, until: datetime | None) -> None:
    if until is not None and until <= work.now:
        raise Refused("repair/promise_past")


def open_card(work: Work, who: Who, incident: int, chat: Chat) -> None:
    """The card, down where they are looking."""
    show_card(work, allowed(work, who, incident), chat, repost=True)


def show_list(work: Work, who: Who, community: Community, chat: Chat, page: int) -> None:
    """What is proposed and what is open, the oldest first."""
    if not who.is_any(community.id, DECIDES):
        raise Refused("common/not_yours")
    live = work.incidents.live(community.id)
    rows = [{"id": one.id, **about(work, one)} for one in live[page * PAGE : (page + 1) * PAGE]]
    given = {"rows": rows, "page": page, "more": len(live) > (page + 1) * PAGE}
    show(work, chat, f"list:{chat.id}", Words("incident/list", given, "m"), repost=page == 0)
