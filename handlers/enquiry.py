"""Asking us something: looked up first, passed to the desk otherwise; taken, put to a department, answered, asked on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.cases import Channel
from domain.enquiry import SPECIALISTS, Action
from domain.errors import Refused
from domain.incoming import Incoming
from domain.knowledge import Topic
from domain.people import DESK_ROLES, SUPERVISORS, Team, Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import More, Option, Read, Situation, Taken, attachments, story, until, words
from handlers.caller import CALLER, CHANNEL, HOME, community_of, contact_of, person_of, unit_of
from handlers.conversation import Flow, Step, never
from handlers.offered import coming, keys
from services import Work, knowledge
from services.enquiry import answering, intake, lists
from services.enquiry.acting import allowed, check_now
from services.enquiry.intake import Question
from services.teams import home_in
from services.tell import Words, mine, tell

#: Why a supervisor ends it; other reasons are typed.
CLOSE_REASONS = ("answered_by_phone", "no_answer", "double", "not_ours")
#: Characters of a question that are offered as the beginning of an entry.
_QUESTION = 100


# --- asking --------------------------------------------------------------------------------------------------------


def question(incoming: Incoming, s: Situation) -> Read:
    """A question is one message with words in it; pictures before it are kept."""
    read = story(incoming, s)
    return Taken(read.value) if isinstance(read, More) and read.value["text"].strip() else read


def _entries(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What we know that fits, and the way to a person; nothing when nothing fits: it is passed on at once (CBK-23)."""
    asked = str((answers.get("story") or {}).get("text") or "")
    community = work.people.community(answers.get("community") or work.people.home_community(who) or 1)
    hits = knowledge.look_up(work, community, asked) if asked.strip() else ()
    fitting = [
        Option(f"w{h.entry.id}", h.entry.question(who.language), note=h.entry.answer(who.language), keeps=h.entry.id)
        for h in hits
    ]
    # What was read out of free words is acted upon by a press only.
    return [*fitting, Option("person", group="enquiry")] if fitting or answers.get("_free") else []


def _ask(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    told, entry = a["story"], a.get("entry")
    community = work.people.community(work.people.home_community(who) or 1)
    if isinstance(entry, int):
        knowledge.answered_by(work, community, who.person.id, told.get("text", ""), entry, helpful=True)
        tell(work, mine(who, community), f"talk:{talk.id}:solved", Words("enquiry/solved", {}, "m"))
        return
    home = home_in(who, community.id)
    intake.ask(work, who, Question(community, who.person, told.get("text", ""), home, told.get("media") or ()))


def _take_down(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    """What the desk could answer on the spot is noted only; the rest is owed an answer (INT-13, INT-14)."""
    a = talk.answers
    told, entry, community, person = a["story"], a.get("entry"), community_of(work, a), person_of(work, a)
    if isinstance(entry, int):
        knowledge.answered_by(work, community, person.id, told.get("text", ""), entry, helpful=True)
        tell(work, mine(who, community), f"talk:{talk.id}:noted", Words("enquiry/noted", {}, "m"))
        return
    new = Question(
        community, person, told.get("text", ""), unit_of(work, a), told.get("media") or (), contact_of(a),
        Channel(a["channel"]), who.person,
    )  # fmt: skip
    view = intake.ask(work, who, new)
    lists.show(work, who, view.case.id, mine(who, community))


# --- answering -----------------------------------------------------------------------------------------------------


def _told(
    do: Callable[[Work, Who, int, str, Sequence[Mapping[str, Any]]], object],
) -> Callable[[Work, Who, Talk, Incoming], None]:
    """A conversation that ends in words and pictures about the enquiry."""

    def submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
        told = talk.answers["story"]
        do(work, who, talk.case_id or 0, told.get("text", ""), told.get("media") or ())

    return submit


def _answer(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told, case = talk.answers["story"], talk.case_id or 0
    knew = datetime.fromisoformat(talk.answers["_knew"]) if talk.answers.get("_knew") else None
    view = answering.answer(work, who, case, told.get("text", ""), told.get("media") or (), knew=knew)
    lists.show(work, who, case, mine(who, view.sheet.community))


def _put(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    answering.put(work, who, talk.case_id or 0, Team(talk.answers["team"]), talk.answers.get("words"))


def _promise(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    answering.promise(work, who, talk.case_id or 0, datetime.fromisoformat(talk.answers["until"][1]))


def _close(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    answering.close(work, who, talk.case_id or 0, talk.answers["reason"])


def _anybody(who: Who) -> bool:
    """The services check whose it is."""
    return True


def _staff(who: Who) -> bool:
    return bool(who.staff)


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


_STORY = (Step("story", (story,), collects=True),)
ASK = Flow(
    "enquiry",
    (
        Step("story", (question,), collects=True),
        Step("entry", (), within=("story",), offers=_entries, needs_options=True),
    ),
    _ask,
    summary=never,
)
FLOWS = (
    ASK,
    Flow(
        "enquiry_desk",
        (
            CHANNEL,
            *HOME,
            *CALLER,
            Step("story", (question,), collects=True),
            Step("entry", (), within=("story", "home"), offers=_entries, needs_options=True),
        ),
        _take_down,
        summary=never,
        may=_desk,
    ),
    Flow("enquiry_add", _STORY, _told(intake.add), summary=never, may=_anybody),
    Flow("enquiry_more", _STORY, _told(answering.more), summary=never, may=_anybody),
    Flow("enquiry_answer", _STORY, _answer, summary=never, may=_desk),
    Flow("enquiry_find", _STORY, _told(answering.find), summary=never, may=_staff),
    Flow(
        "enquiry_put",
        (Step("team", (), offers=keys("team", SPECIALISTS)), Step("words", (words,), optional=True)),
        _put,
        summary=never,
        may=_desk,
    ),
    Flow("enquiry_promise", (Step("until", (until,), offers=coming),), _promise, summary=never, may=_desk),
    Flow(
        "enquiry_close",
        (Step("reason", (words,), offers=keys("reason", CLOSE_REASONS)),),
        _close,
        summary=never,
        may=lambda who: any(s.role in SUPERVISORS for s in who.staff),
    ),
)


# --- presses -------------------------------------------------------------------------------------------------------


def _begins(flow: str, action: Action) -> Tap:
    """Begins a conversation about the enquiry, if they may do that now: nobody answers to be refused."""

    def tap(act: Act) -> None:
        case = allowed(act.work, act.who, act.subject, action)
        check_now(act.work, case, action)
        act.begin(flow, {}, case.id)

    return tap


def _take(act: Act) -> None:
    """`take` when nobody had it, `take.<post>` from whoever had it when the button was shown."""
    answering.take(act.work, act.who, act.subject, act.number or None)
    act.toast("enquiry/toast_taken")


def _begin_answer(act: Act) -> None:
    """With the answer that is there already, if any: it may be put right, not answered twice by two at once."""
    case = allowed(act.work, act.who, act.subject, Action.ANSWER)
    check_now(act.work, case, Action.ANSWER)
    known = act.work.enquiries.of(case.id).answered_at
    act.begin("enquiry_answer", {"_knew": known.isoformat()} if known else {}, case.id)


def _pass(act: Act) -> None:
    answering.pass_on(act.work, act.who, act.subject)
    act.toast("enquiry/toast_answered")


def _helpful(act: Act) -> None:
    answering.helpful(act.work, act.who, act.subject)
    act.toast("enquiry/toast_helpful")


def _cancel(act: Act) -> None:
    answering.cancel(act.work, act.who, act.subject)
    act.toast("enquiry/toast_cancelled")


def _keep(act: Act) -> None:
    """Its question and answer begin an entry of the knowledge base; all of it can be changed before it is kept."""
    case = allowed(act.work, act.who, act.subject, Action.KEEP)
    facts = act.work.enquiries.of(case.id)
    if facts.answered_at is None or not facts.answer or facts.entry_id is not None:
        raise Refused("common/not_now")
    topic = case.category if case.category in set(Topic) else str(Topic.OTHER)
    said = " ".join(case.words.split())[:_QUESTION]
    known: dict[str, Any] = {"question": said} if said else {}
    known |= {"answer": facts.answer, "topic": topic, "_enquiry": case.id, "_community": case.community_id}
    act.begin("knowledge_add", known, case.id)


def _talk(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.TALK)
    act.begin("relay", {}, case.id)


def _open(act: Act) -> None:
    lists.show(act.work, act.who, act.subject, act.private)
    _to_private(act)


def _history(act: Act) -> None:
    lists.show_history(act.work, act.who, act.subject, act.private, act.incoming.id)
    _to_private(act)


def _pictures(act: Act) -> None:
    count = lists.show_files(act.work, act.who, act.subject, act.private, act.incoming.id)
    act.toast("repair/toast_pictures" if count else "repair/toast_no_pictures", {"count": count})


def _to_private(act: Act) -> None:
    if not act.incoming.private:
        act.toast("common/go_private")


TAPS: Mapping[str, Tap] = {
    "take": _take,
    "answer": _begin_answer,
    "put": _begins("enquiry_put", Action.PUT),
    "find": _begins("enquiry_find", Action.FIND),
    "pass": _pass,
    "promise": _begins("enquiry_promise", Action.PROMISE),
    "keep": _keep,
    "helpful": _helpful,
    "more": _begins("enquiry_more", Action.MORE),
    "add": _begins("enquiry_add", Action.ADD),
    "cancel": _cancel,
    "close": _begins("enquiry_close", Action.CLOSE),
    "talk": _talk,
    "open": _open,
    "history": _history,
    "pictures": _pictures,
}


def replied(work: Work, who: Who, incoming: Incoming) -> bool:
    """Somebody replies in a group to the card of an enquiry: the desk answers, or the department answers the desk.

    False when it is no such card, or not theirs to answer.
    """
    if incoming.reply_to is None:
        return False
    case = work.cases.find(work.cards.case_at(incoming.chat, incoming.reply_to) or 0)
    if case is None or case.flow != "enquiry" or who.post(case.community_id) is None:
        return False
    text, files = incoming.text.strip(), attachments(incoming)
    if who.is_any(case.community_id, DESK_ROLES):
        answering.answer(work, who, case.id, text, files)
    else:
        answering.find(work, who, case.id, text, files)
    return True


# --- the menu ------------------------------------------------------------------------------------------------------


def _begin(act: Act) -> None:
    if not act.who.homes and not act.who.staff:
        raise Refused("account/not_bound")
    act.begin("enquiry", {})


def _begin_for_caller(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, DESK_ROLES):
        raise Refused("common/not_yours")
    act.begin("enquiry_desk", {"community": act.at_work.id})


def offers(who: Who) -> set[str]:
    """Taking a question down for somebody, for those of the desk."""
    return {"enquiry_desk"} if _desk(who) else set()


MENU: Mapping[str, Tap] = {"enquiry": _begin, "enquiry_desk": _begin_for_caller}
