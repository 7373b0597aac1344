"""The resident's own steps: agree, decline, sign, send back, cancel, reopen, urge (REP-17, REP-18, X-13)."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain import repair
from domain.cases import Case, may_reopen, may_urge
from domain.errors import Refused
from domain.people import Who
from domain.repair import Action, Event, Status
from services import Work, ladder
from services.repair.acting import allowed, carry, dispatchers, earned, promise
from services.repair.dispatch import crew_chats, offer, offer_of_leaver
from services.repair.views import (
    View,
    group_values,
    lane,
    load,
    owner_card,
    owner_chat,
    refresh,
    refresh_without_worker,
    retire,
    subject,
    values,
    worker_chat,
)
from services.tell import Words, private, tell


def agree(work: Work, who: Who, case: int) -> View:
    """The owner agrees to the price, which is owing from then on (WAR-06, REP-18).

    It takes the place of a price agreed for the same work; what is owing for work finished before stays, and this adds to it.
    """
    found = allowed(work, who, case, Action.AGREE)
    fen = work.cases.repair(case).quote_fen or 0
    view, line = carry(work, who, found, Event.AGREE, {"owing_fen": earned(work, found) + fen}, fen=fen)
    refresh(work, view)
    _tell_worker(work, view, line, "repair/told_agreed")
    return view


def decline(work: Work, who: Who, case: int) -> View:
    """The owner would rather not; the matter ends politely, nothing is owed but for work finished before (SPS-27)."""
    found = allowed(work, who, case, Action.DECLINE)
    view, line = carry(work, who, found, Event.DECLINE, {"closed_at": work.now, "owing_fen": earned(work, found)})
    refresh(work, view)
    _tell_worker(work, view, line, "repair/told_declined")
    return view


def sign(work: Work, who: Who, case: int, stars: int) -> View:
    """The owner signs with one to five stars: closed (REP-17, REP-21, X-13)."""
    if stars not in range(1, 6):
        raise Refused("common/not_now")
    found = allowed(work, who, case, Action.SIGN)
    view, line = carry(work, who, found, Event.SIGN, {"rating": stars, "closed_at": work.now}, stars=stars)
    refresh(work, view)
    _tell_worker(work, view, line, "repair/told_signed")
    return view


def comment(work: Work, who: Who, case: int, text: str) -> View:
    """A word to the stars, kept with the case."""
    found = allowed(work, who, case, Action.HISTORY)
    work.cases.change_repair(case, {"comment": text})
    line = work.cases.log(case, work.now, who.person.id, "comment", None, None, {"text": text})
    view = load(work, found)
    owner_card(work, view)
    tell(
        work,
        owner_chat(view),
        f"repair:{case}:thanked:{line}",
        Words("repair/thanked", values(view, work.now)),
        case=case,
    )
    _tell_worker(work, view, line, "repair/told_comment", text=text)
    return view


def send_back(work: Work, who: Who, case: int, reason: str, media: Sequence[Mapping[str, Any]]) -> View:
    """Not done yet, says the owner: the same worker goes again, with a new promise (REP-25)."""
    found = allowed(work, who, case, Action.SEND_BACK)
    work.media.attach(case, who.person.id, "return", media, work.now)
    view, line = carry(work, who, found, Event.SEND_BACK, {"appointment_from": None, "appointment_to": None},
                       {"finished_at": None, "arrived_at": None}, reason=reason)  # fmt: skip
    promise(work, view.case, ladder.rounds(work, case) + 1)
    view = offer_of_leaver(work, load(work, view.case))
    refresh(work, view, crew_repost=True)
    _tell_worker(work, view, line, "repair/told_sent_back", reason=reason)
    for person in dispatchers(work, view):
        said = Words(
            "repair/told_sent_back", {**values(view, work.now), "reason": reason}, subject(view.case), view.case.version
        )
        tell(work, private(person, view.community), f"repair:{case}:back:{line}:{person.id}", said, case=case)
    return view


def cancel(work: Work, who: Who, case: int) -> View:
    """Not needed any more, said while nobody is on the way."""
    found = allowed(work, who, case, Action.CANCEL)
    before = load(work, found)
    view, line = carry(work, who, found, Event.CANCEL, {"closed_at": work.now, "assignee_id": found.assignee_id})
    retire(work, before, view)
    refresh_without_worker(work, view)
    _tell_worker(work, before, line, "repair/told_cancelled")
    return view


def reopen(work: Work, who: Who, case: int, reason: str, media: Sequence[Mapping[str, Any]]) -> View:
    """Broken again within the days a standard gives: the same number goes back to the crew with a new promise (X-13)."""
    found = allowed(work, who, case, Action.REOPEN)
    days = work.standards.number(found.community_id, "repair.reopen_days")
    if not may_reopen(found.closed_at, work.now, days):
        raise Refused("repair/too_late_to_reopen", days=days)
    return again(work, who, found, reason, media)


def again(work: Work, who: Who, found: Case, reason: str, media: Sequence[Mapping[str, Any]]) -> View:
    """The same number goes back to the crew with a new promise, whenever it was closed (CBK-08)."""
    case = found.id
    work.media.attach(case, who.person.id, "return", media, work.now)
    cleared = {"closed_at": None, "assignee_id": None, "rating": None, "appointment_from": None, "appointment_to": None}
    view, _ = carry(
        work,
        who,
        found,
        Event.REOPEN,
        cleared,
        {"finished_at": None, "arrived_at": None, "dispatch": None},
        reason=reason,
    )
    promise(work, view.case, ladder.rounds(work, case) + 1)
    view = offer(work, load(work, view.case))
    refresh(work, view, owner_repost=True, crew_repost=True)
    return view


def urge(work: Work, who: Who, case: int) -> bool:
    """The owner presses for it (REP-25). It is always kept; the crew hears of it at most every so many minutes.

    True when the crew was told now, False when it was kept for them to see on the card.
    """
    found = allowed(work, who, case, Action.URGE)
    if Status(found.status) in repair.FINAL | {Status.FINISHED}:
        raise Refused("common/not_now")
    every = work.standards.number(found.community_id, "repair.urge_every_minutes")
    heard = may_urge(found.urged_at, work.now, every)
    line = work.cases.log(case, work.now, who.person.id, "urge", None, None, {"told": heard})
    if not heard:
        return False
    view = load(work, work.cases.change(found, {"urged_at": work.now}))
    said = Words("repair/told_urged", group_values(view, work.now), subject(view.case), view.case.version)
    worker = worker_chat(view)
    for chat in [worker] if worker is not None else crew_chats(work, view):
        tell(work, chat, f"repair:{case}:urged:{line}:{chat.person}", said, lane=lane(view.case), case=case)
    refresh(work, view)
    return True


def _tell_worker(work: Work, view: View, line: int, name: str, **more: Any) -> None:
    said = Words(name, {**values(view, work.now), **more}, subject(view.case), view.case.version)
    tell(work, worker_chat(view), f"repair:{view.case.id}:{line}:worker", said, lane=lane(view.case), case=view.case.id)
