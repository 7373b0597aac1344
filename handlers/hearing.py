"""Free words: which conversation they begin, already filled in; several matters in one message, one after the other (design part 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.cases import OF_THE_HOME, OVER
from domain.incoming import Incoming
from domain.lifecycle import move
from domain.order import MAY_ORDER
from domain.people import SUPERVISORS, Who
from domain.reading import Matter, Reading, WordKind, read
from domain.reading.ordering import orders
from domain.reading.topics import TOPICS
from domain.repair import Danger
from domain.suggestion import Category, letter_of
from domain.talk import TALK, Answers, Talk, TalkEvent
from handlers.acts import Act, Tap
from handlers.answers import Option, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work, hearing
from services.tell import mine

#: The conversation each intent begins; words about money begin one of their own, which is a question where no bills are kept.
FLOW_OF: Mapping[str, str] = {
    "repair": "repair", "complaint": "complaint", "inquiry": "enquiry", "fee": "fees", "suggestion": "suggestion",
}  # fmt: skip
#: From which share of a hundred an intent is taken; below it the person is asked.
SURE = 60
DESK = "desk"


def begins(who: Who, reading: Reading, told: Mapping[str, Any], has_phone: bool) -> tuple[str, Answers]:
    """The conversation for these words and what they answer already; where they are not clear, the question what they are."""
    base = {"_has_phone": has_phone}
    if len(reading.matters) > 1 and who.known:
        parts = [
            {"text": m.text, "intent": m.intent, "topic": m.topic, "known": _of_part(who, reading, m)}
            for m in reading.matters
        ]
        return "several", {**base, "_said": dict(told), "_parts": parts}
    if _may_order(who) and not (reading.urgent or reading.negated) and orders(str(told.get("text") or "")):
        return "order", {**base, "_said": dict(told)}
    flow = FLOW_OF.get(reading.intent or "")
    letter = letter_of(str(told.get("text") or ""))
    if letter is Category.PRAISE and who.known and (reading.intent in _MAY_PRAISE or reading.share < SURE):
        return "suggestion", {**base, "letter": str(letter), "story": dict(told)}
    if flow is None or not who.known or (flow != "repair" and reading.share < SURE):
        said = {
            "_said": dict(told),
            "_read": [] if reading.negated else list(reading.intents),
            "_over": reading.negated,
        }
        return "meaning", {**base, **said}
    known = {"letter": str(letter)} if flow == "suggestion" and letter else known_of(who, reading, flow)
    return flow, {**base, **known, "story": dict(told)}


def _may_order(who: Who) -> bool:
    """Somebody whose word binds a home (SPS-04); others are answered as anybody who asks."""
    return any(r.relation in MAY_ORDER for r in who.living)


#: What a praise in plain words is often taken for.
_MAY_PRAISE = (None, "suggestion", "other")


def _of_part(who: Who, whole: Reading, part: Matter) -> dict[str, object]:
    """What the words of one of several matters answer; a home named anywhere in the message is the home of each."""
    flow = FLOW_OF.get(part.intent, "")
    if flow == "suggestion":
        letter = letter_of(part.text)
        return {"letter": str(letter)} if letter else {}
    return known_of(who, replace(read(part.text), units=whole.units), flow)


def known_of(who: Who, reading: Reading, flow: str) -> dict[str, object]:
    """What the words answer already: the category, and the place when it is one of their own homes for certain."""
    known: dict[str, object] = {"when": "any"} if flow == "repair" else {"_free": True} if flow == "enquiry" else {}
    if flow == "repair" and reading.category:
        known["category"] = str(reading.category)
    mine = [h for h in who.homes if reading.unit is None or h.ref == reading.unit]
    certain = len(mine) == 1 and not reading.place_public and not (reading.unit is None and len(who.homes) > 1)
    if certain and flow in ("repair", "complaint"):
        known["place"] = {"unit": mine[0].id, "label": mine[0].label}
    return known


def _meanings(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What it may be, the likeliest first; more about one of their open repairs, or a word to the desk."""
    running = work.cases.of_reporter(who.person.id, OVER, past=False, limit=3, offset=0)
    open_ = [Option(f"c{c.id}", c.number, keeps=c.id) for c in running if c.flow in OF_THE_HOME]
    likely = [FLOW_OF[intent] for intent in answers.get("_read", ()) if intent in FLOW_OF]
    if not any(work.disputes.any_bill(home.id) for home in who.homes):
        likely = ["enquiry" if flow == "fees" else flow for flow in likely]
    flows = dict.fromkeys((*likely, "repair", "complaint", "enquiry", "suggestion"))
    known = [Option(flow, group="meaning") for flow in flows] if who.known else []
    desk = Option(DESK, group="meaning")
    # What is over belongs to something known already, or to nothing new.
    return [*open_, desk, *known] if answers.get("_over") else [*known, *open_, desk]


def _meant(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    """Nothing by itself: the words begin the conversation they are meant for."""


def _goes_on(talk: Talk) -> tuple[str, Answers, int | None]:
    what, said = talk.answers["what"], talk.answers["_said"]
    if isinstance(what, int):
        return "repair_add", {"story": said}, what
    if what == DESK:
        return "relay", {"story": said}, None
    return what, {"story": said, "_has_phone": talk.answers.get("_has_phone", False)}, None


#: Words nobody could read: what are they about? They are kept and never asked for again.
MEANING = Flow(
    "meaning", (Step("what", (), offers=_meanings),), _meant, summary=never, may=lambda who: True, folder="common",
    then=_goes_on,
)  # fmt: skip


# --- several matters in one message ------------------------------------------------------------------------------


def _parts(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Each part with what it is taken for; all of it to the desk."""
    offered = [Option(f"p{n}", _short(part["text"]), keeps=n) for n, part in enumerate(answers["_parts"])]
    return [*offered, Option(DESK, group="meaning")]


#: Characters of a part on its button.
_SHORT = 14


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"


def _leaves(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    """What is left waits, and is offered again when the one chosen is done."""
    chosen = talk.answers["which"]
    rest = [part for n, part in enumerate(talk.answers["_parts"]) if n != chosen] if chosen != DESK else []
    if not rest:
        return
    kept = talk.expires_at - talk.updated_at
    answers = {**{k: v for k, v in talk.answers.items() if k != "which"}, "_parts": rest}
    made = work.talks.add(talk.person_id, talk.chat_id, talk.flow, None, answers, work.now, work.now + kept)
    waits = made.moved(work.now, kept, step="which", status=move(TALK, made.status, TalkEvent.INTERRUPT))
    work.talks.save(waits)


def _files(talk: Talk) -> tuple[str, Answers, int | None]:
    a = talk.answers
    said = a["_said"]
    if a["which"] == DESK:
        return "relay", {"story": said}, None
    part = a["_parts"][a["which"]]
    # Photos and the place belong to the message: they go with each of its matters.
    story = {**said, "text": part["text"]}
    flow = FLOW_OF.get(part["intent"])
    if flow is None:
        return "relay", {"story": story}, None
    known = part.get("known") or {}
    return flow, {"story": story, "_has_phone": a.get("_has_phone", False), **known}, None


MATTERS = Flow(
    "several", (Step("which", (), offers=_parts),), _leaves, summary=never, may=lambda who: True, folder="hearing", then=_files,
)  # fmt: skip


# --- the community's own words -----------------------------------------------------------------------------------

KINDS = tuple(str(kind) for kind in WordKind)
INTENTS = ("repair", "complaint", "fee", "inquiry", "suggestion", "other")
#: How strongly a word speaks: a hint, it decides, it speaks against.
WEIGHTS: Mapping[str, int] = {"hint": 1, "decides": 3, "against": -3}


def offers(who: Who) -> set[str]:
    """For those who answer for what is heard."""
    return {"own_words"} if any(s.role in SUPERVISORS for s in who.staff) else set()


def _needs_key(answers: Answers) -> bool:
    return answers.get("kind") != WordKind.CALM


def _weighs(answers: Answers) -> bool:
    return answers.get("kind") in (WordKind.INTENT, WordKind.TOPIC)


def _keys(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    match answers["kind"]:
        case WordKind.DANGER:
            return [Option(danger, group="danger") for danger in Danger]
        case WordKind.INTENT:
            return [Option(intent, group="intent") for intent in INTENTS]
    return [Option(topic, group="topic") for topic in TOPICS]


def _add(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    kind, community = WordKind(a["kind"]), work.people.community(a["_community"])
    hearing.add(work, who, community.id, kind, a.get("key") or "", a["word"], WEIGHTS[a.get("weight") or "decides"])
    hearing.show_words(work, who, community, mine(who, community), 0, repost=True)


WORD = Flow(
    "own_word",
    (
        Step("word", (words,)),
        Step("kind", (), offers=keys("word_kind", KINDS)),
        Step("key", (), within=("kind",), when=_needs_key, offers=_keys),
        Step("weight", (), when=_weighs, offers=keys("word_weight", tuple(WEIGHTS))),
    ),
    _add,
    summary=never,
    may=lambda who: any(s.role in SUPERVISORS for s in who.staff),
    folder="hearing",
)


def _words(act: Act) -> None:
    hearing.show_words(act.work, act.who, act.at_work, act.private, 0, repost=True)


def _page(act: Act) -> None:
    hearing.check_may(act.who, act.subject)
    hearing.show_words(act.work, act.who, act.work.people.community(act.subject), act.private, act.number, repost=False)


def _new(act: Act) -> None:
    hearing.check_may(act.who, act.subject)
    act.begin("own_word", {"_community": act.subject})


def _drop(act: Act) -> None:
    gone = hearing.remove(act.work, act.who, act.number)
    hearing.show_words(act.work, act.who, act.work.people.community(gone.community_id), act.private, 0, repost=False)
    act.toast("hearing/toast_dropped")


FLOWS = (MEANING, MATTERS, WORD)
TAPS: Mapping[str, Tap] = {"words": _page, "word_new": _new, "word_drop": _drop}
MENU: Mapping[str, Tap] = {"own_words": _words}
