"""Homes still to be called, the longest waiting first: of a community, or after one survey (SUR-19, CBK-16)."""

from typing import Any

from domain.cases import Case
from domain.people import DESK_ROLES, SUPERVISORS, Community, Who
from domain.survey import Survey
from services import Work
from services.opinions.views import load
from services.tell import Chat, Words, mine, show

#: Rows on a page.
PAGE = 8


def show_open(work: Work, community: Community, who: Who, page: int, *, repost: bool) -> None:
    """Everything open in a community."""
    chat = mine(who, community)
    found = work.opinions.open(community.id, None, PAGE + 1, page * PAGE)
    given = {"rows": [_row(work, case, chat) for case in found[:PAGE]], "page": page, "more": len(found) > PAGE}
    show(work, chat, f"opinions:{chat.id}", Words("opinion/list", given, "m"), repost=repost)


def show_survey(work: Work, survey: Survey, who: Who, page: int, *, repost: bool) -> None:
    """What is open after one survey, with how far the whole of it is."""
    chat = mine(who, work.people.community(survey.community_id))
    found = work.opinions.open(survey.community_id, survey.id, PAGE + 1, page * PAGE)
    all_, over = work.opinions.counts(survey.id)
    given = {
        "name": work.surveys.questionnaire(survey.questionnaire_id).name(chat.language), "all": all_, "over": over,
        "rows": [_row(work, case, chat) for case in found[:PAGE]], "page": page, "more": len(found) > PAGE,
        "can": may(who, survey),
    }  # fmt: skip
    said = Words("opinion/survey", given, f"U{survey.id}")
    show(work, chat, f"survey:{survey.id}:opinions:{who.person.id}", said, repost=repost)


def may(who: Who, survey: Survey) -> set[str]:
    """What the person may do with the list; checked again at the press."""
    if not who.is_any(survey.community_id, DESK_ROLES):
        return set()
    return {"opinion_book"} | ({"opinion_key"} if who.is_any(survey.community_id, SUPERVISORS) else set())


def _row(work: Work, case: Case, chat: Chat) -> dict[str, Any]:
    view = load(work, case)
    return {
        "id": case.id, "home": view.sheet.unit.label if view.sheet.unit else "", "reason": view.facts.reason, "status": view.status,
        "call_on": view.facts.call_on, "due": view.sheet.due, "late_by": work.now - view.sheet.due if view.sheet.due and work.now > view.sheet.due else None,
    }  # fmt: skip
