"""Owners' forums in the chat: the desk writes one and invites, owners answer by one tap, minutes afterwards (VIS-07)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain import forums as rules
from domain.announcements import WHO, Audience
from domain.errors import Outdated, Refused
from domain.forums import Answer, Event
from domain.incoming import Incoming, Kind
from domain.people import DESK_ROLES, Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, until, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work, forums

#: For whom it may be, seats by buttons, and why it is cancelled; other numbers and words are typed.
AUDIENCES = ("residents", "owners", "no_tenants")
SEATS = (10, 20, 30, 50)
REASONS = ("too_few", "place_gone", "weather", "put_off")
#: Most seats anybody needs, and characters of what it is about.
_MOST, _LONGEST = 5000, 1500
#: What the opinions in the minutes may become.
_TURNS = {"repair": "repair_desk", "complaint": "complaint_desk", "suggestion": "suggestion_desk"}


def offers(who: Who) -> set[str]:
    """For the desk: the list, and a new one."""
    return {"forums"} if _desk(who) else set()


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


# --- the questions ------------------------------------------------------------------------------------------------


def _seats(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [*(Option(f"n{n}", str(n), keeps=n) for n in SEATS), Option("any", group="forum_seats", keeps=0)]


def _number(incoming: Incoming, s: Situation) -> Read:
    """So many seats, typed."""
    if incoming.kind is not Kind.TEXT:
        return None
    text = incoming.text.strip().removesuffix("人")
    fits = text.isascii() and text.isdigit() and len(text) < len(str(_MOST)) + 1 and 0 < int(text) <= _MOST
    return Taken(int(text)) if fits else Unclear("forum_seats")


def _about(incoming: Incoming, s: Situation) -> Read:
    """What it is about; what does not fit one message is asked for shorter."""
    if incoming.kind is not Kind.TEXT or not incoming.text.strip():
        return None
    text = incoming.text.strip()
    return Taken(text) if len(text) <= _LONGEST else Unclear("long_words")


def _buildings(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"b{code}", name, keeps=code) for code, name in work.people.buildings(int(answers["community"]))]


def _made(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    relations, roles = WHO[a["who"]]
    audience = Audience(tuple(a.get("buildings") or ()), None, tuple(relations), tuple(roles))
    form = forums.Form(
        a["title"], a["place"], datetime.fromisoformat(a["when"][0]), a["seats"] or None, audience, a["words"]
    )
    forums.make(work, who, work.people.community(a["community"]), form)


def _cancelled(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    forums.cancel(work, who, int(talk.answers["_forum"]), talk.answers["reason"])


def _guests(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Those who have a seat; whoever is pressed was not there."""
    one = work.forums.get(int(answers["_forum"]))
    seated = rules.seated(rules.queue(work.forums.guests(one.id)), one.seats)
    return [Option(f"p{p.id}", p.name, keeps={"person": p.id, "name": p.name}) for p in work.forums.people(seated)]


def _held(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    number = int(a["_forum"])
    away = {one["person"] for one in a.get("away") or []}
    one = work.forums.get(number)
    seated = rules.seated(rules.queue(work.forums.guests(number)), one.seats)
    one = forums.hold(work, who, number, [p for p in seated if p not in away], a["words"])
    forums.show_card(work, one, who, repost=True)


NEW = Flow(
    "forum_new",
    (
        Step("title", (words,)),
        Step("place", (words,)),
        Step("when", (until,)),
        Step("seats", (_number,), offers=_seats),
        Step("who", (), offers=keys("audience", AUDIENCES)),
        Step("buildings", (), offers=_buildings, collects=True, optional=True, needs_options=True),
        Step("words", (_about,)),
    ),
    _made,
    summary=never,
    may=_desk,
)
CANCEL = Flow(
    "forum_cancel",
    (Step("reason", (words,), offers=keys("forum_reason", REASONS)),),
    _cancelled,
    summary=never,
    may=_desk,
)
MINUTES = Flow(
    "forum_minutes",
    (Step("away", (), offers=_guests, collects=True, optional=True, needs_options=True), Step("words", (_about,))),
    _held,
    summary=never,
    may=_desk,
)
FLOWS = (NEW, CANCEL, MINUTES)


# --- presses ------------------------------------------------------------------------------------------------------


def _invite(act: Act) -> None:
    forums.invite(act.work, act.who, act.subject)
    act.toast("forum/toast_inviting")


def _cancel(act: Act) -> None:
    one = forums.check_now(act.work, act.who, act.subject, Event.CANCEL)
    act.begin("forum_cancel", {"_forum": one.id})


def _hold(act: Act) -> None:
    one = forums.check_now(act.work, act.who, act.subject, Event.HOLD)
    act.begin("forum_minutes", {"_forum": one.id})


def _turn(act: Act) -> None:
    """An opinion from the minutes is taken down for whoever said it; what comes of it is linked to the forum."""
    one = forums.found(act.work, act.who, act.subject)
    if act.value not in _TURNS:
        raise Outdated
    if "turn" not in forums.may(one, act.work.now):
        raise Refused("common/not_now")
    act.begin(_TURNS[act.value], {"community": one.community_id, "channel": "visit", "_forum": one.id})


def _answers(said: Answer) -> Tap:
    def tap(act: Act) -> None:
        place = forums.answer(act.work, act.who, act.subject, said)
        act.toast("forum/toast_answered", {"answer": said, "place": place})

    return tap


TAPS: Mapping[str, Tap] = {
    "invite": _invite,
    "cancel": _cancel,
    "hold": _hold,
    "turn": _turn,
    "yes": _answers(Answer.YES),
    "no": _answers(Answer.NO),
}


def _list(act: Act) -> None:
    forums.show_list(act.work, act.who, act.at_work, act.private, act.number)


def _card(act: Act) -> None:
    one = forums.found(act.work, act.who, act.number)
    forums.show_card(act.work, one, act.who, repost=True)


def _begin(act: Act) -> None:
    forums.check_desk(act.who, act.at_work.id)
    act.begin("forum_new", {"community": act.at_work.id})


MENU: Mapping[str, Tap] = {"forums": _list, "forum": _card, "forum_new": _begin}
