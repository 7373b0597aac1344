"""What is done about a survey, as far as one part of it asks another: which homes were not content with something (CBK-18, SUR-22)."""

from collections.abc import Collection

from domain.survey import Survey
from domain.survey.questions import is_low
from domain.survey.results import counted
from services import Work


def improved(work: Work, survey: Survey, items: Collection[str]) -> list[int]:
    """All that was to be put right is: homes that were not content with one of these questions, to be asked about the result.

    None of an anonymous survey: its slips lead to no home.
    """
    if survey.anonymous or not items:
        return []
    asked = [q for q in work.surveys.questionnaire(survey.questionnaire_id).asked if q.key in items]
    return [
        form.unit_id
        for form in counted(work.surveys.answers(survey.id), survey.ended_at)
        if form.unit_id is not None and any(is_low(q, (form.answers.get(q.key) or {}).get("value")) for q in asked)
    ]
