"""The office's conversations: taking a repair down for somebody who phoned or came, closing with a reason (INT-06, X-13)."""

from collections.abc import Sequence

from domain import repair
from domain.cases import Channel
from domain.incoming import Incoming
from domain.people import DESK_ROLES, SUPERVISORS, Who
from domain.repair import Category, Danger
from domain.talk import Answers, Talk
from handlers.answers import Option, choice, lookup, moment, phone, story, words
from handlers.conversation import Flow, Step, never
from handlers.places import any_home, chosen_unit, entrances, floors, needs_more, rooms, spots
from handlers.repair.report import URGENT, categories, dangers, place_words, span_of, times
from services import Work
from services.repair import desk
from services.repair.intake import Report, report


def _close(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    desk.close(work, who, talk.case_id or 0, talk.answers["reason"])


def _keys(group: str, keys: Sequence[str]) -> Sequence[Option]:
    return [Option(key, group=group) for key in keys]


def _where(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [*any_home(work, who, answers, case), Option("public", group="place", keeps={"unit": None})]


def _residents(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Who lives there by the register: whose matter it is (REP-01)."""
    unit = chosen_unit(answers)
    found = work.people.residents(unit) if unit else []
    return [*(Option(f"p{p.id}", p.name, note=r, keeps={"person": p.id, "name": p.name, "phone": p.phone}) for p, r in found),
            Option("other", group="caller", keeps={"person": None})]  # fmt: skip


def _public(answers: Answers) -> bool:
    return "home" in answers and not needs_more(answers) and not answers["home"].get("unit")


def _stranger(answers: Answers) -> bool:
    return (answers.get("caller") or {}).get("person") is None


def _calm(answers: Answers) -> bool:
    return not answers.get("danger") and answers.get("category") != URGENT


def _submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    unit = work.people.unit(chosen_unit(a) or 0) if chosen_unit(a) else None
    community = work.people.community(unit.community_id if unit else a["community"])
    caller = a["caller"]
    if caller.get("person"):
        person = work.people.get(caller["person"])
    else:
        known = work.people.by_phone(a["phone"])
        person = known or work.people.get(work.people.add(a["name"], work.now, phone=a["phone"]))
    danger = (
        Danger(a["danger"])
        if a.get("danger")
        else repair.KINDS[Category(a["category"])].danger
        if a["category"] != URGENT
        else None
    )
    told = a.get("story") or {}
    category = Category(a["category"]) if a["category"] != URGENT else repair.CATEGORY_OF[danger or Danger.OTHER_DANGER]
    report(
        work,
        who,
        Report(
            community=community,
            reporter=person,
            category=category,
            words=told.get("text", ""),
            danger=danger,
            unit=unit,
            place=place_words(a),
            media=told.get("media", ()),
            contact=a.get("phone") or caller.get("phone"),
            appointment=span_of(a),
            channel=Channel(a["channel"]),
            taken_by=who.person,
        ),
    )


CLOSE = Flow(
    "repair_close",
    (
        Step(
            "reason",
            (words,),
            offers=lambda w, p, a, c: _keys("reason", ("done_elsewhere", "no_answer", "double", "not_ours")),
        ),
    ),
    _close,
    summary=never,
    may=lambda who: any(s.role in SUPERVISORS for s in who.staff),
)
ON_BEHALF = Flow(
    "repair_desk",
    (
        Step("channel", (), offers=lambda w, p, a, c: _keys("channel", (Channel.PHONE, Channel.VISIT, Channel.PATROL))),
        Step("home", (lookup,), offers=_where),
        Step("entrance", (), within=("home",), when=needs_more, offers=entrances, takes_only=True),
        Step("floor", (), within=("home",), when=needs_more, offers=floors, needs_options=True, takes_only=True),
        Step("room", (), within=("home",), when=needs_more, offers=rooms),
        Step("spot", (words,), when=_public, offers=spots),
        Step("caller", (), within=("home",), offers=_residents),
        Step("name", (words,), when=_stranger),
        Step("phone", (phone,), when=_stranger),
        Step("category", (choice,), offers=categories),
        Step("danger", (), when=lambda a: a.get("category") == URGENT, offers=dangers),
        Step("story", (story,), collects=True),
        Step("when", (moment,), when=lambda a: _calm(a) and not _public(a), offers=times),
    ),
    _submit,
    may=lambda who: any(s.role in DESK_ROLES for s in who.staff),
)
