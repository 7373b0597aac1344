"""Who is to be called after a survey: noted when it is over, opened some at a time, each home once for each reason (CBK-16 to CBK-18).

What is noted is a row and each callback has a key of survey, home and reason: an end that is looked at twice, or a stop in the
middle, opens nothing twice and forgets nobody. Anonymous surveys have no callbacks: their slips lead to no home (decision 20).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from domain import opinions as rules
from domain.cases import Case
from domain.errors import Outdated, Refused
from domain.opinions import Reason, complained_of, words_of
from domain.people import DESK_ROLES, SUPERVISORS, Team, Who
from domain.survey import Form, Survey
from domain.survey.questions import is_low
from domain.survey.results import counted
from services import Work
from services.filing import Filed, open_case
from services.opinions import acting
from services.opinions.views import load, refresh, tell_keepers

_MARK = "surveys.callbacks"
#: Opened in one transaction: nobody's press waits for longer than it is noticed.
_AT_ONCE = 20


def begin(work: Work, survey: Survey, forms: Iterable[Form]) -> None:
    """The survey is over: these homes are to be called (F-17)."""
    if survey.anonymous or not survey.over:
        return
    asked = work.surveys.questionnaire(survey.questionnaire_id).asked
    _note(work, [
        _row(survey.id, form.unit_id, Reason.DISSATISFIED, form.person_id, complained_of(asked, form))
        for form in forms if form.unit_id is not None
    ])  # fmt: skip


def improved(work: Work, survey: Survey, items: Collection[str]) -> list[int]:
    """What was to be put right is: homes that were not content with one of these questions are asked about the result (CBK-18).

    Whoever is being called anyway is asked by the same call. The homes; none of an anonymous survey.
    """
    if survey.anonymous or not items:
        return []
    asked = [q for q in work.surveys.questionnaire(survey.questionnaire_id).asked if q.key in items]
    rows = []
    for form in counted(work.surveys.answers(survey.id), survey.ended_at):
        low = any(is_low(q, (form.answers.get(q.key) or {}).get("value")) for q in asked)
        if form.unit_id is not None and low:
            rows.append(_row(survey.id, form.unit_id, Reason.RESULT, form.person_id, complained_of(asked, form)))
    _note(work, rows)
    return [row["unit"] for row in rows]


def key_customers(work: Work, survey_id: int, unit_ids: Collection[int], who: Who) -> list[int]:
    """These homes are on this round's list of key customers (SUR-20, CBK-17); the homes put on it now.

    `Refused` for whoever does not gather the table, and where every one of them is being called already.
    """
    survey = check_key(work, who, survey_id)
    fresh = [
        unit for unit in unit_ids if not _open_of(work, survey.id, unit) and not _has(work, survey.id, unit, Reason.KEY)
    ]
    if not fresh:
        raise Refused("opinion/being_called")
    if any(work.people.unit(unit).community_id != survey.community_id for unit in fresh):
        raise Refused("common/not_yours")
    for unit in fresh:
        _open(work, survey, _row(survey.id, unit, Reason.KEY, None, []))
    return fresh


def check_key(work: Work, who: Who, survey_id: int) -> Survey:
    """The survey, for the heads of the desk, once it is over and not anonymous."""
    survey = after(work, who, survey_id)
    if not who.is_any(survey.community_id, SUPERVISORS):
        raise Refused("common/not_yours")
    return survey


def after(work: Work, who: Who, survey_id: int) -> Survey:
    """A survey that is over, for those who call; `Refused("opinion/anonymous")` where nobody can be called."""
    survey = work.surveys.find(survey_id)
    if survey is None or not survey.over:
        raise Outdated
    if not who.is_any(survey.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    if survey.anonymous:
        raise Refused("opinion/anonymous")
    return survey


def sweep(work: Work, limit: int) -> datetime | None:
    """Opens what is noted, some at a time; now while there is more. Those who call hear of it once, at the end."""
    waiting = list(work.marks.get(_MARK) or ())
    if not waiting:
        return None
    mine, rest = waiting[: min(limit, _AT_ONCE)], waiting[min(limit, _AT_ONCE) :]
    for row in mine:
        _open(work, work.surveys.get(row["survey"]), row)
    work.marks.put(_MARK, rest)
    for survey, reason in {(row["survey"], row["reason"]) for row in mine}:
        if not any((row["survey"], row["reason"]) == (survey, reason) for row in rest):
            tell_keepers(work, work.surveys.get(survey), Reason(reason))
    return work.now if rest else None


def _row(survey: int, unit: int, reason: Reason, person: int | None, items: list[list[Any]]) -> dict[str, Any]:
    return {"survey": survey, "unit": unit, "reason": str(reason), "person": person, "items": items}


def _note(work: Work, rows: list[dict[str, Any]]) -> None:
    if rows:
        work.marks.put(_MARK, [*(work.marks.get(_MARK) or ()), *rows])
        work.signals.add("clock")


def _has(work: Work, survey: int, unit: int, reason: Reason) -> bool:
    return any(facts.reason is reason for _, facts in work.opinions.of_home(survey, unit))


def _open_of(work: Work, survey: int, unit: int) -> Case | None:
    return next((case for case, _ in work.opinions.of_home(survey, unit) if case.status not in rules.FINAL), None)


def _open(work: Work, survey: Survey, row: dict[str, Any]) -> None:
    """A callback more, unless there is one; what is put right is added to the one that is going on."""
    unit, reason = work.people.unit(row["unit"]), Reason(row["reason"])
    if _has(work, survey.id, unit.id, reason):
        return
    going_on = _open_of(work, survey.id, unit.id)
    if going_on is not None:
        work.cases.log(going_on.id, work.now, None, "opinion_improved", None, None, {})
        refresh(work, load(work, going_on))
        return
    community, maker = work.people.community(survey.community_id), work.people.get(survey.made_by)
    filed = Filed(community, maker, f"opinion_{reason}", words_of(row["items"]), unit=unit, team=Team.DESK)
    case = open_case(work, "opinion", rules.START, filed)
    work.opinions.add(case.id, {
        "survey_id": survey.id, "unit_id": unit.id, "reason": reason, "person_id": _person(work, unit.id, row["person"]), "items": row["items"],
    })  # fmt: skip
    work.cases.log(case.id, work.now, None, "opinion_found", None, rules.START, {"words": case.words})
    acting.owe_first(work, case, reason)


def _person(work: Work, unit: int, answered: int | None) -> int | None:
    """Whoever answered, as long as they live there; else the first of the home by the register."""
    if answered is not None and work.people.relation(answered, unit) is not None:
        return answered
    return next((person.id for person, _ in work.people.residents(unit)), None)
