"""The knowledge base in the chat: looked through, searched, written, changed, retired; what is asked and not answered yet."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain.errors import Outdated
from domain.incoming import Incoming, Kind
from domain.knowledge import FIELDS, Entry, Topic
from domain.people import DESK_ROLES, Community, Who
from domain.saying import local_day, say_day
from domain.slots import parse_day
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work
from services.knowledge import ask_of, editing, faces
from services.tell import mine, zone_of

#: Fields that are words, and those that may be left empty.
_TEXTS = tuple(field for field in FIELDS if field not in ("topic", "valid_until"))
_OPTIONAL = ("question_en", "answer_en", "keywords")
#: Characters of a search.
_LONGEST = 60
#: How long an answer holds, to choose from: so many weeks.
_WEEKS = (1, 4, 13, 26, 52)


def offers(who: Who) -> set[str]:
    """For those of the desk."""
    return {"knowledge"} if _desk(who) else set()


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


def _here(act: Act) -> Community:
    """The community they work in; nobody else sees its knowledge base from behind."""
    editing.check_desk(act.who, act.at_work.id)
    return act.at_work


# --- lists ---------------------------------------------------------------------------------------------------------


def _to_private(act: Act) -> None:
    if not act.incoming.private:
        act.toast("common/go_private")


def _list(act: Act) -> None:
    faces.show_list(act.work, _here(act), act.private, act.number)
    _to_private(act)


def _unanswered(act: Act) -> None:
    faces.show_frequent(act.work, _here(act), act.private, act.number)
    _to_private(act)


def _expiring(act: Act) -> None:
    faces.show_expiring(act.work, _here(act), act.private)
    _to_private(act)


def _entry(act: Act) -> None:
    found = editing.of_desk(act.work, act.who, act.number)
    faces.show_entry(act.work, act.who, found, act.private, repost=True)


def _search(act: Act) -> None:
    _here(act)
    act.begin("knowledge_find", {})


def _found(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    community = work.people.community(who.staff[0].community_id)
    editing.check_desk(who, community.id)
    faces.show_found(work, community, mine(who, community), talk.answers["what"])


def _asked(incoming: Incoming, s: Situation) -> Read:
    text = " ".join(incoming.text.split())[:_LONGEST]
    return Taken(text) if incoming.kind is Kind.TEXT and text else None


# --- writing -------------------------------------------------------------------------------------------------------


def _add(act: Act) -> None:
    act.begin("knowledge_add", {"_community": _here(act).id})


def _write(act: Act) -> None:
    """For a question that is asked often: it stands there already."""
    here = _here(act)
    asked = ask_of(act.work, here.id, act.number)
    if asked is None:
        raise Outdated
    known = {"question": " ".join(asked.words.split())[: faces.QUESTION], "_ask": asked.id, "_community": here.id}
    act.begin("knowledge_add", {**known, **({"topic": asked.topic} if asked.topic in set(Topic) else {})})


def _added(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community = work.people.community(int(a["_community"]))
    values: dict[str, Any] = {
        "question_zh": a["question"], "answer_zh": a["answer"], "topic": a["topic"], "keywords": a.get("keywords"),
        "question_en": a.get("question_en"), "answer_en": a.get("answer_en"), "valid_until": a.get("valid_until"),
    }  # fmt: skip
    editing.check_wanted(work, community.id, a.get("_enquiry"), a.get("_ask"))
    made = editing.add(work, who, community.id, values)
    if a.get("_enquiry"):
        editing.from_enquiry(work, who, made, int(a["_enquiry"]))
    if a.get("_ask"):
        editing.from_asked(work, community, made, int(a["_ask"]))
    faces.show_entry(work, who, made, mine(who, community), repost=True)


def _edit(act: Act) -> None:
    """`edit.<field>`: that field is asked anew, with what stands there to compare."""
    found = editing.of_desk(act.work, act.who, act.subject)
    if act.value not in FIELDS:
        raise Outdated
    known = {"_entry": found.id, "_was": editing.as_text(found, act.value), "_community": found.community_id}
    act.begin("knowledge_edit", {"field": act.value, **known})


def _edited(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    field = a["field"]
    value = a.get(field if field in ("topic", "valid_until") else "emptied" if field in _OPTIONAL else "text")
    changed: Entry = editing.change(work, who, int(a["_entry"]), field, value, a["_was"])
    community = work.people.community(changed.community_id)
    faces.show_entry(work, who, changed, mine(who, community), repost=True)


def _retire(act: Act) -> None:
    editing.retire(act.work, act.who, act.subject)
    act.toast("knowledge/toast_retired")


def _days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Some last days to choose from; another one is typed."""
    zone = zone_of(work.people.community(int(answers["_community"])))
    today = local_day(work.now, zone)
    days = [today + timedelta(weeks=n) for n in _WEEKS]
    return [Option(f"{d:%Y%m%d}", say_day(d, today, who.language), keeps=d.isoformat()) for d in days]


def _day(incoming: Incoming, s: Situation) -> Read:
    """A day typed as people type it, today or later."""
    if incoming.kind is not Kind.TEXT:
        return None
    day = parse_day(incoming.text, s.now, s.zone)
    if day is None:
        return Unclear("day")
    return Taken(day.isoformat()) if day >= local_day(s.now, s.zone) else Unclear("day_past")


def _is_text(answers: Answers) -> bool:
    return answers.get("field") in _TEXTS and answers.get("field") not in _OPTIONAL


def _is_optional(answers: Answers) -> bool:
    return answers.get("field") in _OPTIONAL


_TOPICS = keys("topic", tuple(Topic))
ADD = Flow(
    "knowledge_add",
    (
        Step("question", (words,)),
        Step("answer", (words,)),
        Step("topic", (), offers=_TOPICS),
        Step("valid_until", (_day,), offers=_days, optional=True),
        Step("keywords", (words,), optional=True),
        Step("question_en", (words,), optional=True),
        Step("answer_en", (words,), when=lambda a: bool(a.get("question_en")), optional=True),
    ),
    _added,
    may=_desk,
    changes=("question", "answer", "topic", "valid_until", "keywords", "question_en", "answer_en"),
)
EDIT = Flow(
    "knowledge_edit",
    (
        Step("field", (), offers=keys("field", FIELDS)),
        Step("text", (words,), when=_is_text),
        Step("emptied", (words,), when=_is_optional, optional=True),
        Step("topic", (), when=lambda a: a.get("field") == "topic", offers=_TOPICS),
        Step("valid_until", (_day,), when=lambda a: a.get("field") == "valid_until", offers=_days, optional=True),
    ),
    _edited,
    summary=never,
    may=_desk,
)
FIND = Flow("knowledge_find", (Step("what", (_asked,)),), _found, summary=never, may=_desk)
FLOWS = (ADD, EDIT, FIND)
TAPS: Mapping[str, Tap] = {"edit": _edit, "retire": _retire}
MENU: Mapping[str, Tap] = {
    "knowledge": _list,
    "entry": _entry,
    "entry_add": _add,
    "entry_find": _search,
    "unanswered": _unanswered,
    "write": _write,
    "expiring": _expiring,
}
