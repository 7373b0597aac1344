"""Asking back: the owner's taps and words, the desk's telephone list and record, the order to the crew, the rain."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.callbacks import Callback, Event
from domain.callbacks.saying import Answer
from domain.cases import Channel
from domain.errors import Outdated
from domain.incoming import Incoming
from domain.people import DESK_ROLES, Who
from domain.reading import Reading
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, attachments, story, until, words
from handlers.conversation import Flow, Step, never
from handlers.offered import coming, keys
from services import Work
from services.callbacks import answers as callbacks
from services.callbacks import desk
from services.callbacks import words as said
from services.callbacks.answers import Record
from services.callbacks.faces import next_question, show_desk, show_owner

#: What the desk means to do about it (CBK-11); other words are typed.
OPINIONS = ("told_crew", "explained", "visit")
_FAULT = "fault"


def offers(who: Who) -> set[str]:
    """The telephone list and the rain, for those of the desk."""
    return {"callbacks", "rain"} if any(s.role in DESK_ROLES for s in who.staff) else set()


# --- the owner ---------------------------------------------------------------------------------------------------


def _good(act: Act) -> None:
    cb = callbacks.of_owner(act.work, act.who, act.subject)
    callbacks.content(act.work, act.who, cb, Record(Channel.CHAT))
    act.toast("callback/toast_good")


def _fault(act: Act) -> None:
    """What is wrong is asked before the crew is sent: nobody answers to be refused."""
    cb = callbacks.of_owner(act.work, act.who, act.subject)
    callbacks.check_now(act.work, cb, Event.FIND)
    if cb.words:  # typed before, and now it is clear what they mean
        callbacks.fault(act.work, act.who, cb, Record(Channel.CHAT))
        act.toast("callback/toast_fault")
        return
    act.begin("callback_fault", {"_callback": cb.id}, cb.case_id)


def _told(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    cb = callbacks.of_owner(work, who, int(talk.answers["_callback"]))
    told = talk.answers["story"]
    callbacks.fault(work, who, cb, Record(Channel.CHAT, told.get("text", ""), media=told.get("media", ())))


def heard(work: Work, who: Who, incoming: Incoming, reading: Reading, talk: Talk | None) -> bool:
    """Words typed in answer to the question; False when they are meant for something else.

    A talk that is open has them first, unless they are a reply, or the question came after the talk's and they answer it
    clearly; so has the desk, while it and the owner talk.
    """
    found = said.meant(work, who, incoming.chat, incoming.reply_to, incoming.text, reading)
    if found is None:
        return False
    asked, relay = found.callback.asked_at, work.relays.open_of(who.person.id)
    later = [at for at in (talk and talk.updated_at, relay and relay.last_at) if at and asked and at >= asked]
    if not found.replied and (later or (talk is not None and found.says is Answer.UNCLEAR)):
        return False
    said.take(work, who, found, incoming.text, attachments(incoming))
    return True


def is_meant(work: Work, who: Who, incoming: Incoming, reading: Reading) -> bool:
    """Whether the words answer a callback's question at all."""
    return said.meant(work, who, incoming.chat, incoming.reply_to, incoming.text, reading) is not None


def _rates(question: str) -> Tap:
    """One of the three questions, asked of the owner in the chat or by whoever telephones (CBK-20)."""

    def tap(act: Act) -> None:
        cb, mine = _either(act)
        cb = callbacks.rate(act.work, cb, question, act.number)
        _next(act, cb, mine)

    return tap


def _enough(act: Act) -> None:
    cb, mine = _either(act)
    _show(act, cb, mine, None)
    act.toast("callback/toast_thanks")


def _next(act: Act, cb: Callback, mine: bool) -> None:
    asks = next_question(cb)
    _show(act, cb, mine, asks)
    act.toast("callback/toast_noted" if asks else "callback/toast_thanks")


def _show(act: Act, cb: Callback, mine: bool, asks: str | None) -> None:
    if mine:
        show_owner(act.work, cb, asks=asks)
    else:
        show_desk(act.work, cb, act.private, repost=False, asks=asks)


def _either(act: Act) -> tuple[Callback, bool]:
    """The callback, and whether it is its owner who answered it (True) or the desk that recorded it."""
    cb = callbacks.found(act.work, act.subject)
    if cb.channel is Channel.CHAT:
        return callbacks.of_owner(act.work, act.who, act.subject), True
    return callbacks.of_desk(act.work, act.who, act.subject), False


# --- the desk ----------------------------------------------------------------------------------------------------


def _content(act: Act) -> None:
    cb = callbacks.of_desk(act.work, act.who, act.subject)
    cb = callbacks.content(act.work, act.who, cb, Record(Channel.PHONE))
    show_desk(act.work, cb, act.private, repost=False, asks=next_question(cb))
    act.toast("callback/toast_recorded")


def _missed(act: Act) -> None:
    cb = callbacks.missed(act.work, act.who, act.subject)
    act.toast("callback/toast_missed", {"tries": cb.tries, "again": cb.phone_at if cb.ask_at else None})


def _begins(known: Answers) -> Tap:
    """Begins the record of a call or visit, while there is something to record."""

    def tap(act: Act) -> None:
        cb = callbacks.of_desk(act.work, act.who, act.subject)
        callbacks.check_now(act.work, cb, Event.FIND)
        act.begin("callback_record", {"_callback": cb.id, **known}, cb.case_id)

    return tap


def _recorded(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    cb = callbacks.of_desk(work, who, int(a["_callback"]))
    promised = datetime.fromisoformat(a["promised"][1]) if a.get("promised") else None
    record = Record(Channel(a["channel"]), a.get("wrong") or a.get("words") or "", a.get("opinion") or "", promised)
    if a["result"] == _FAULT:
        callbacks.fault(work, who, cb, record)
    else:
        callbacks.content(work, who, cb, record)


def _order(act: Act) -> None:
    callbacks.order(act.work, act.who, act.subject)
    act.toast("callback/toast_ordered")


def _answered(act: Act) -> None:
    callbacks.answered(act.work, act.who, act.subject)
    act.toast("callback/toast_answered")


def _tested(act: Act) -> None:
    cb = callbacks.water_tested(act.work, act.who, act.subject)
    act.toast("callback/toast_tested", {"due": cb.due_at})


TAPS: Mapping[str, Tap] = {
    "good": _good,
    "fault": _fault,
    "attitude": _rates("attitude"),
    "quality": _rates("quality"),
    "courtesy": _rates("courtesy"),
    "enough": _enough,
    "content": _content,
    "problem": _begins({"result": _FAULT}),
    "record": _begins({}),
    "missed": _missed,
    "order": _order,
    "answered": _answered,
    "tested": _tested,
}


def _list(act: Act) -> None:
    desk.show_list(act.work, act.who, act.at_work, act.private, act.number)
    if not act.incoming.private:
        act.toast("common/go_private")


def _card(act: Act) -> None:
    desk.show_card(act.work, act.who, act.number, act.private)


def _rain(act: Act) -> None:
    desk.ask_rain(act.work, act.who, act.at_work, act.private)


def _rained(act: Act) -> None:
    count = desk.say_rain(act.work, act.who, act.at_work, act.number)
    act.toast("callback/toast_rained", {"count": count})
    desk.ask_rain(act.work, act.who, act.at_work, act.private)


def _of_alert(act: Act) -> None:
    """From an alert straight to the card of the callback it is about."""
    deadline = act.work.deadlines.find(act.subject)
    newest = desk.newest_of(act.work, deadline.case_id) if deadline is not None else None
    if newest is None:
        raise Outdated
    desk.show_card(act.work, act.who, newest.id, act.private)


#: Buttons of alerts that are about asking back.
ALERT_TAPS: Mapping[str, Tap] = {"callback": _of_alert}
MENU: Mapping[str, Tap] = {"callbacks": _list, "callback": _card, "rain": _rain, "rained": _rained}


# --- the questions -----------------------------------------------------------------------------------------------


def _results(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option("good", group="result"), Option("fault", group="result")]


def _channels(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(Channel.PHONE, group="channel"), Option(Channel.VISIT, group="channel")]


def _is_fault(answers: Answers) -> bool:
    return answers.get("result") == _FAULT


FAULT = Flow("callback_fault", (Step("story", (story,), collects=True),), _told, summary=never, may=lambda who: True)
RECORD = Flow(
    "callback_record",
    (
        Step("result", (), offers=_results),
        Step("channel", (), offers=_channels),
        Step("wrong", (words,), when=_is_fault),
        Step("words", (words,), when=lambda a: not _is_fault(a), optional=True),
        Step("opinion", (words,), offers=keys("opinion", OPINIONS), optional=True),
        Step("promised", (until,), offers=coming, optional=True),
    ),
    _recorded,
    may=lambda who: any(s.role in DESK_ROLES for s in who.staff),
)
FLOWS = (FAULT, RECORD)
