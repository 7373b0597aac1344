"""Asking back after a complaint: the owner in the chat first, by one tap; else the desk by telephone (CBK-13, CMP-28, CMP-30)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain import complaint
from domain.cases import Case, Channel, Deadline, DeadlineEvent
from domain.complaint import Action, Event, Status
from domain.errors import Outdated, Refused
from domain.people import Team, Who
from domain.sending import Lane
from services import Work, ladder
from services.calendar import by_working_days, due_after
from services.complaint.acting import allowed, note
from services.complaint.owner import again
from services.complaint.views import View, hats, load, owner_chat, refresh, subject, values
from services.tell import Words, after_quiet, private, show

#: The desk's promise to ask back, and the moment the owner is asked in the chat before it is due.
ASK, ASK_IN_CHAT = "complaint_callback", "complaint_ask"
#: After these outcomes nobody is asked: another complaint is about the same.
NOT_ASKED = frozenset({"double"})


def moved(work: Work, case: Case, event: Event) -> None:
    """Closed: asked back about in some days. Open again: not any more."""
    if event in (Event.CONFIRM, Event.CLOSE) and case.outcome not in NOT_ASKED:
        _planned(work, case)
    elif event in (Event.REOPEN, Event.WITHDRAW):
        ladder.settle(work, case.id, (ASK, ASK_IN_CHAT), DeadlineEvent.DROP)


def _planned(work: Work, case: Case) -> None:
    days = work.standards.number(case.community_id, "complaint.callback_days")
    due = due_after(work, case.community_id, work.now, timedelta(days=days), by_days=True)
    before = timedelta(hours=work.standards.number(case.community_id, "callback.ask_before_h"))
    working = by_working_days(work, case.community_id)
    round_ = ladder.rounds(work, case.id) + 1
    ladder.promise(work, case, ASK, round_, Team.DESK, work.now, due, ("CBK-13", "CMP-30"), working=working)
    at = max(work.now, due - before)
    ladder.promise(work, case, ASK_IN_CHAT, round_, Team.DESK, work.now, at, ("CBK-13",))


def ask(work: Work, deadline: Deadline, case: Case) -> None:
    """The owner is asked in the chat, not in the night; whoever has no chat is the desk's to ring."""
    view = load(work, case)
    chat = owner_chat(view)
    if chat is not None and view.reporter.reachable:
        morning = after_quiet(work, chat)
        if morning is not None:
            work.deadlines.change(deadline, {"fire_at": morning})
            return
        _show(work, view, repost=True)
    ladder.settle(work, case.id, (ASK_IN_CHAT,), DeadlineEvent.MEET)


def _show(work: Work, view: View, *, repost: bool) -> None:
    open_ = work.deadlines.open_of(view.case.id, ASK) is not None
    given = {
        "r": values(view, work.now)["r"],
        "open": open_,
        "well": bool(work.cases.last_of(view.case.id, "asked_back")),
    }
    said = Words("complaint/ask_back", given, subject(view.case), view.case.version)
    key = f"case:{view.case.id}:back:{ladder.rounds(work, view.case.id)}"
    lane = Lane.REMINDER if repost else Lane.REPLY
    show(work, private(view.reporter, view.community), key, said, lane=lane, case=view.case.id, repost=repost)


def owed(work: Work, who: Who, case: int) -> View:
    """The complaint somebody is asked back about now; `Outdated` when that is over."""
    view = allowed(work, who, case, Action.HISTORY)
    if work.deadlines.open_of(case, ASK) is None or view.status is not Status.CLOSED:
        raise Outdated
    return view


def well(work: Work, who: Who, case: int) -> View:
    """All is well, says whoever complained."""
    view = owed(work, who, case)
    if who.person.id != view.case.reporter_id:
        raise Refused("common/not_yours")
    return _done(work, who, view, Channel.CHAT, "")


def recorded(work: Work, who: Who, case: int, words: str) -> View:
    """The desk has rung, and what was said."""
    view = owed(work, who, case)
    if not complaint.may(Action.JUDGE, hats(view, who)):
        raise Refused("common/not_yours")
    return _done(work, who, view, Channel.PHONE, words)


def not_well(work: Work, who: Who, case: int, words: str, media: Sequence[Mapping[str, Any]]) -> View:
    """There again: back to the department, however long it was closed (CMP-28)."""
    view = owed(work, who, case)
    if who.person.id != view.case.reporter_id and not complaint.may(Action.JUDGE, hats(view, who)):
        raise Refused("common/not_yours")
    ladder.settle(work, case, (ASK,), DeadlineEvent.MEET)
    return again(work, who, load(work, view.case), Event.REOPEN, words, media)


def _done(work: Work, who: Who, view: View, channel: Channel, words: str) -> View:
    ladder.settle(work, view.case.id, (ASK, ASK_IN_CHAT), DeadlineEvent.MEET)
    view, _ = note(work, who, view, "asked_back", text=words, channel=channel)
    refresh(work, view)
    if work.cards.find(f"case:{view.case.id}:back:{ladder.rounds(work, view.case.id)}") is not None:
        _show(work, view, repost=False)
    return view
