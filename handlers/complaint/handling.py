"""The department's conversations: first word, findings, plans with cost, progress, the result, so that it does not recur."""

from collections.abc import Sequence

from domain import complaint, repair
from domain.incoming import Incoming
from domain.people import Team, Who
from domain.repair import Category
from domain.talk import Answers, Talk
from handlers.answers import Option, amount, story, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work, following
from services.complaint import handling, owner
from services.complaint.views import load

#: Words to begin with; other ones are typed.
CONTACTS = ("phoned", "visited", "wrote")
SORTS = ("progress", "reply")


def _staff(who: Who) -> bool:
    return bool(who.staff)


def _sorts(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What kind of word it is; a definite answer is owed to major ones (X-06)."""
    view = load(work, work.cases.get(case or 0))
    definite = ("definite",) if view.facts.counted_as() is complaint.Grade.MAJOR else ()
    return [Option(key, group="word_sort") for key in (*SORTS, *definite)]


def _colleagues(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Whoever of the department can have it."""
    found = work.cases.get(case or 0)
    posts = work.staff.listed(found.community_id, team=load(work, found).case.team)
    return [Option(f"s{s.id}", p.name, keeps=s.id) for s, p in posts]


def _categories(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Kinds of repairs at that place."""
    found = work.cases.get(case or 0)
    public = found.unit_id is None
    return [Option(c, group="category") for c in repair.categories_at(public)]


def _give(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    handling.take(work, who, talk.case_id or 0, work.staff.get(int(talk.answers["who"])))


def _contact(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    handling.contacted(work, who, talk.case_id or 0, talk.answers["words"])


def _findings(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told, team = talk.answers["story"], Team(talk.answers["_team"])
    handling.findings(work, who, talk.case_id or 0, told.get("text", ""), told.get("media", ()), team)


def _plan(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    handling.plan(work, who, talk.case_id or 0, talk.answers["words"], talk.answers.get("cost"))


def _order(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    following.order(work, who, talk.case_id or 0, Category(talk.answers["category"]), talk.answers["words"])


def _interim(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    handling.interim(work, who, talk.case_id or 0, told.get("text", ""), talk.answers["sort"], told.get("media", ()))


def _answer(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    owner.answer(work, who, talk.case_id or 0, told.get("text", ""), told.get("media", ()))


def _correct(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    handling.correct(work, who, talk.case_id or 0, talk.answers["words"])


def _corrected(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    handling.corrected(work, who, int(talk.answers["_correction"]), talk.answers["words"])


_STORY = Step("story", (story,), collects=True)
FLOWS = tuple(
    Flow(name, steps, submit, summary=never, may=_staff)
    for name, steps, submit in (
        ("complaint_give", (Step("who", (), offers=_colleagues),), _give),
        ("complaint_contact", (Step("words", (words,), offers=keys("contacted", CONTACTS)),), _contact),
        ("complaint_findings", (_STORY,), _findings),
        ("complaint_plan", (Step("words", (words,)), Step("cost", (amount,), optional=True)), _plan),
        ("complaint_order", (Step("category", (), offers=_categories), Step("words", (words,))), _order),
        ("complaint_interim", (Step("sort", (), offers=_sorts), _STORY), _interim),
        ("complaint_answer", (_STORY,), _answer),
        ("complaint_correct", (Step("words", (words,)),), _correct),
        ("complaint_corrected", (Step("words", (words,)),), _corrected),
    )
)
