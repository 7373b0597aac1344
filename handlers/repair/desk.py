"""The office's conversations: taking a repair down for somebody who phoned or came, closing with a reason (INT-06, X-13)."""

from collections.abc import Sequence

from domain import repair
from domain.cases import Channel
from domain.incoming import Incoming
from domain.people import DESK_ROLES, SUPERVISORS, Who
from domain.repair import Category, Danger
from domain.talk import Answers, Talk
from handlers.answers import Option, choice, moment, story, words
from handlers.caller import CALLER, CHANNEL, HOME, community_of, contact_of, person_of, unit_of
from handlers.conversation import Flow, Step, never
from handlers.offered import times
from handlers.places import needs_more, spots
from handlers.repair.report import URGENT, categories, dangers, place_words, span_of
from services import Work
from services.repair import desk
from services.repair.intake import Report, report


def _close(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    desk.close(work, who, talk.case_id or 0, talk.answers["reason"])


def _keys(group: str, keys: Sequence[str]) -> Sequence[Option]:
    return [Option(key, group=group) for key in keys]


def _public(answers: Answers) -> bool:
    return "home" in answers and not needs_more(answers) and not answers["home"].get("unit")


def _calm(answers: Answers) -> bool:
    return not answers.get("danger") and answers.get("category") != URGENT


def _submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
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
            community=community_of(work, a),
            reporter=person_of(work, a),
            category=category,
            words=told.get("text", ""),
            danger=danger,
            unit=unit_of(work, a),
            place=place_words(a),
            media=told.get("media", ()),
            contact=contact_of(a),
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
        CHANNEL,
        *HOME,
        Step("spot", (words,), when=_public, offers=spots),
        *CALLER,
        Step("category", (choice,), offers=categories),
        Step("danger", (), when=lambda a: a.get("category") == URGENT, offers=dangers),
        Step("story", (story,), collects=True),
        Step("when", (moment,), when=lambda a: _calm(a) and not _public(a), offers=times),
    ),
    _submit,
    may=lambda who: any(s.role in DESK_ROLES for s in who.staff),
)
