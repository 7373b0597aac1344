"""What a resident says about a case that exists: more words, not done, broken again, a word to the stars, where it is."""

from domain.incoming import Incoming
from domain.people import Who
from domain.repair import Action
from domain.talk import Answers, Talk
from handlers.answers import lookup, story, words
from handlers.conversation import Flow, Step, never
from handlers.offered import few_stars
from handlers.places import chosen_unit, own_places, spots
from handlers.repair.report import is_public, place_words
from services import Work
from services.repair import intake, owner
from services.repair.acting import allowed
from services.shorts import poor


def _anybody(who: Who) -> bool:
    """Guests in danger too; the services check what is theirs."""
    return True


def _add(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    case = allowed(work, who, talk.case_id or 0, Action.ADD)
    told = talk.answers["story"]
    intake.add(work, who, case, told.get("text", ""), told.get("media", ()), told.get("location") or ())


def _send_back(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    owner.send_back(work, who, talk.case_id or 0, told.get("text", ""), told.get("media", ()))


def _reopen(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    owner.reopen(work, who, talk.case_id or 0, told.get("text", ""), told.get("media", ()))


def _comment(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    if talk.answers.get("words"):
        owner.comment(work, who, talk.case_id or 0, talk.answers["words"])
        poor.why(work, who, talk.case_id or 0, talk.answers["words"])


def _where(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    case = allowed(work, who, talk.case_id or 0, Action.ADD)
    unit = chosen_unit(talk.answers)
    home = work.people.unit(unit) if unit and who.lives_in(unit) else None
    intake.place_told(work, who, case, home, place_words(talk.answers))


def _asks_spot(answers: Answers) -> bool:
    return is_public(answers) or "place" not in answers


_STORY = (Step("story", (story,), collects=True),)
ADD = Flow("repair_add", _STORY, _add, summary=never, may=_anybody)
RETURN = Flow("repair_return", _STORY, _send_back, summary=never, may=_anybody)
REOPEN = Flow("repair_reopen", _STORY, _reopen, summary=never, may=_anybody)
COMMENT = Flow(
    "repair_comment", (Step("words", (words,), offers=few_stars, optional=True),), _comment, summary=never, may=_anybody
)
WHERE = Flow(
    "repair_where",
    (
        Step("place", (lookup,), when=lambda a: not a.get("_guest"), offers=own_places),
        Step("spot", (words,), when=_asks_spot, offers=spots),
    ),
    _where,
    summary=never,
    may=_anybody,
)
