"""What comes of asking back: all well, a fault, nobody reached; said by the owner or recorded by the desk (CBK-08 to CBK-11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain import callbacks
from domain.callbacks import Callback, Event, Promised, Status
from domain.cases import Case, Channel, DeadlineEvent
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, Who
from domain.repair import Category
from domain.repair import Status as RepairStatus
from services import Work, ladder
from services.callbacks import planning
from services.callbacks.faces import (
    QUESTIONS,
    desk_chats,
    for_groups,
    next_question,
    refresh,
    report,
    show_order,
    show_owner,
)
from services.repair import owner
from services.repair.dispatch import crew_chats
from services.repair.views import View, group_values, lane, load, owner_chat, subject, values, worker_chat
from services.tell import Chat, Words, tell


@dataclass(frozen=True, slots=True)
class Record:
    """What was learnt, and how."""

    channel: Channel
    words: str = ""
    #: What the desk means to do about it (CBK-11).
    opinion: str = ""
    #: When what could not be answered will be (CBK-23).
    promised_at: datetime | None = None
    media: Sequence[Mapping[str, Any]] = ()


def of_owner(work: Work, who: Who, callback: int) -> Callback:
    """The callback, if it is this person who is asked: whoever reported it, unless they have moved out since."""
    cb = found(work, callback)
    case = work.cases.get(cb.case_id)
    if case.reporter_id != who.person.id or planning.left(work, who.person, case):
        raise Refused("common/not_yours")
    if cb.asked_at is None:
        raise Outdated  # nobody has asked yet: the button is forged
    return cb


def of_desk(work: Work, who: Who, callback: int) -> Callback:
    """The callback, if this person telephones for that community."""
    cb = found(work, callback)
    if not who.is_any(cb.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    return cb


def found(work: Work, callback: int) -> Callback:
    """The callback; `Outdated` when there is none (a forged button)."""
    cb = work.callbacks.find(callback)
    if cb is None:
        raise Outdated
    return cb


def check_now(work: Work, cb: Callback, event: Event) -> Case:
    """The case; `Refused("common/not_now")` when that cannot be said any more: answered, or the job is open again."""
    move(callbacks.TABLE, cb.status, event)
    case = work.cases.get(cb.case_id)
    if case.status != RepairStatus.CLOSED:
        raise Refused("common/not_now")
    return case


def content(work: Work, who: Who, cb: Callback, said: Record) -> Callback:
    """All is well; the next one is planned where the class asks for it."""
    case = check_now(work, cb, Event.CONTENT)
    cb = _settle(work, who, case, cb, Event.CONTENT, said)
    planning.follow(work, case, cb)
    asks = next_question(cb) if cb.turn == 1 and said.channel is Channel.CHAT else None
    if said.channel is Channel.CHAT:
        show_owner(work, cb, asks=asks)
    _promised(work, who, case, cb)
    report(work, case, cb, who.person.id)
    return cb


def fault(work: Work, who: Who, cb: Callback, said: Record) -> View:
    """Something is wrong: the case goes back to the crew under a new promise, they hear of it at once, and the desk owes
    them the written order within hours (CBK-08, CBK-09, X-05)."""
    case = check_now(work, cb, Event.FIND)
    cb = _settle(work, who, case, cb, Event.FIND, said)
    view = owner.again(work, who, case, cb.words or "", said.media)
    hours = work.standards.number(case.community_id, "callback.fault_notice_h")
    planning.promise(work, view.case, Promised.NOTICE, work.now, work.now + timedelta(hours=hours), ("CBK-09", "X-05"))
    given = {**group_values(view, work.now), "c": for_groups(work, cb, view)}
    told = Words("callback/told_crew", given, subject(view.case), view.case.version)
    for chat in _crew(work, view):
        tell(work, chat, f"callback:{cb.id}:crew:{chat.id}", told, lane=lane(view.case), case=case.id)
    show_order(work, cb, desk_chats(work, view.community))
    refresh(work, cb)
    _promised(work, who, view.case, cb)
    report(work, view.case, cb, who.person.id)
    return view


def missed(work: Work, who: Who, callback: int) -> Callback:
    """Nobody was reached: tried again some hours later, given up after so many times (CBK-10)."""
    cb = of_desk(work, who, callback)
    case = check_now(work, cb, Event.GIVE_UP)
    if cb.phone_at is None or cb.phone_at > work.now:
        raise Outdated  # the second of two presses: it is tried again later
    tries = cb.tries + 1
    work.cases.log(case.id, work.now, who.person.id, "callback_missed", None, None, {"callback": cb.id, "tries": tries})
    if tries < work.standards.number(cb.community_id, "callback.tries"):
        retry = timedelta(hours=work.standards.number(cb.community_id, "callback.retry_h"))
        again = planning.heard(work, cb.community_id)(work.now + retry)
        cb = work.callbacks.change(cb, {"tries": tries, "ask_at": again, "phone_at": again})
        work.signals.add("clock")
        refresh(work, cb)
        return cb
    given_up = {"status": Status.UNREACHED, "tries": tries, "ask_at": None, "done_by": who.person.id}
    cb = work.callbacks.change(cb, given_up)
    ladder.settle(work, case.id, (Promised.CALLBACK,), DeadlineEvent.DROP)
    refresh(work, cb)
    planning.follow(work, case, cb)
    report(work, case, cb, who.person.id)
    return cb


def rate(work: Work, cb: Callback, question: str, stars: int) -> Callback:
    """One of the three questions of CBK-20, one to five."""
    if cb.status is not Status.GOOD or question not in QUESTIONS or getattr(cb, question) is not None:
        raise Outdated
    if stars not in range(1, 6):
        raise Refused("common/not_now")
    return work.callbacks.change(cb, {question: stars})


def order(work: Work, who: Who, callback: int) -> Callback:
    """The written order to the crew: which, what, until when (CBK-09); once."""
    cb = of_desk(work, who, callback)
    case = work.cases.get(cb.case_id)
    over = case.status in (RepairStatus.CANCELLED, RepairStatus.DECLINED)
    if cb.status is not Status.FAULT or cb.ordered_at is not None or over:
        raise Refused("common/not_now")
    cb = work.callbacks.change(cb, {"ordered_at": work.now})
    ladder.settle(work, case.id, (Promised.NOTICE,), DeadlineEvent.MEET)
    work.cases.log(case.id, work.now, who.person.id, "callback_order", None, None, {"callback": cb.id})
    view = load(work, case)
    given = {**group_values(view, work.now), "c": for_groups(work, cb, view), "by": who.person.name}
    said = Words("callback/order", given, subject(case), case.version)
    for chat in _crew(work, view):
        tell(work, chat, f"callback:{cb.id}:ordered:{chat.id}", said, lane=lane(case), case=case.id)
    show_order(work, cb)
    return cb


def answered(work: Work, who: Who, callback: int) -> Callback:
    """What could not be answered on the spot has been (CBK-23)."""
    cb = of_desk(work, who, callback)
    if cb.promised_at is None or cb.answered_at is not None:
        raise Refused("common/not_now")
    cb = work.callbacks.change(cb, {"answered_at": work.now})
    ladder.settle(work, cb.case_id, (Promised.REPLY,), DeadlineEvent.MEET)
    work.cases.log(cb.case_id, work.now, who.person.id, "callback_answer", None, None, {"callback": cb.id})
    refresh(work, cb)
    return cb


def water_tested(work: Work, who: Who, callback: int) -> Callback:
    """The leak was tried with water after all: on record now, the days run from here (X-04)."""
    cb = of_desk(work, who, callback)
    case = work.cases.get(cb.case_id)
    first = cb.turn == 1 and cb.status in callbacks.OPEN and callbacks.by_rain(Category(case.category))
    if not first or work.cases.repair(case.id).water_tested_at is not None:
        raise Refused("common/not_now")
    work.cases.change_repair(case.id, {"water_tested_at": work.now})
    work.cases.log(case.id, work.now, who.person.id, "water_test", None, None, {})
    cb = planning.tested(work, case, cb)
    refresh(work, cb)
    return cb


def _settle(work: Work, who: Who, case: Case, cb: Callback, event: Event, said: Record) -> Callback:
    """Writes down what was learnt; the promise to ask back is kept."""
    if cb.status in callbacks.OPEN:
        ladder.settle(work, case.id, (Promised.CALLBACK,), DeadlineEvent.MEET)
    if said.promised_at is not None and said.promised_at <= work.now:
        raise Refused("repair/promise_past")
    when = {"fault_at": work.now} if event is Event.FIND else {}
    cb = work.callbacks.change(
        cb,
        {
            "status": move(callbacks.TABLE, cb.status, event), "ask_at": None, "done_at": work.now, "channel": said.channel,
            "done_by": who.person.id, "words": "\n".join(filter(None, (cb.words, said.words))) or None, "opinion": said.opinion or None,
            "promised_at": said.promised_at, **when,
        },
    )  # fmt: skip
    kind = "callback_fault" if event is Event.FIND else "callback_good"
    data = {"callback": cb.id, "channel": said.channel, "words": said.words, "opinion": said.opinion}
    work.cases.log(case.id, work.now, who.person.id, kind, None, None, data)
    refresh(work, cb)
    return cb


def _promised(work: Work, who: Who, case: Case, cb: Callback) -> None:
    """An answer is owed by then; the owner is told when (CBK-23)."""
    if cb.promised_at is None:
        return
    planning.promise(work, case, Promised.REPLY, work.now, cb.promised_at, ("CBK-23",))
    view = load(work, case)
    given = {**values(view, work.now), "until": cb.promised_at}
    tell(work, owner_chat(view), f"callback:{cb.id}:promised", Words("callback/told_promised", given), case=case.id)


def _crew(work: Work, view: View) -> list[Chat]:
    """The crew's group (or each of them), and whoever has it now."""
    chats = {chat.id: chat for chat in (*crew_chats(work, view), worker_chat(view)) if chat is not None}
    return list(chats.values())
