"""The workbook 《业户意见调查问题及整改措施汇总》: a line for each problem, the key customers of the round by their homes (SUR-17, SUR-20, SUR-25)."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.opinions import Reason
from domain.sending import Picture
from domain.survey.improvement import Plan
from messages.render import word
from services import Work
from services.improvement.views import View, load, problem, rate
from services.reports.sheets import Column

#: What a picture of ours names that is made of a table of measures.
WHAT = "improvement_book"
_COLUMNS: Sequence[Column] = (
    ("number", "number", 6), ("problem", "text", 34), ("rate", "text", 10), ("remarks", "text", 34), ("department", "text", 12),
    ("measure", "text", 50), ("person", "text", 14), ("planned", "text", 14), ("done", "text", 14), ("result", "text", 40), ("status", "text", 14),
)  # fmt: skip
_KEYS: Sequence[Column] = (
    ("number", "number", 6),
    ("home", "text", 20),
    ("concern", "text", 50),
    ("status", "text", 14),
    ("result", "text", 40),
)


def picture(plan: Plan, language: str, at: str) -> Picture:
    """The workbook as a message carries it: only said. `at` tells two states of the table apart."""
    drawn = {"what": WHAT, "plan": plan.id, "language": language, "at": at}
    return Picture(
        kind="file", ref="", draw=drawn, name=f"{word('book', 'improvement', language)}-{plan.survey_id}.xlsx"
    )


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The workbook itself. Reads only."""
    language, plan = str(given["language"]), work.improvements.plan(int(given["plan"]))
    views = [load(work, case) for case, _ in work.improvements.rows(plan.id)]
    survey = work.surveys.get(plan.survey_id)
    name = work.surveys.questionnaire(survey.questionnaire_id).name(language)
    title = word("sheet", "improvement", language)
    heads = [{"title": word("improve", key, language), "width": width, "kind": kind} for key, kind, width in _COLUMNS]
    above = [f"{work.people.community(plan.community_id).name} · {name} · {title}", _standing(work, plan, language)]
    rows = [[n, *line(view, language)] for n, view in enumerate(views, 1)]
    sheet = {"title": title, "above": above, "columns": heads, "rows": rows}
    return {"what": "workbook", "sheets": [sheet, *_key_customers(work, plan, language)]}


def _key_customers(work: Work, plan: Plan, language: str) -> list[dict[str, Any]]:
    """This round's key customers: home, what is on their mind, how far the callback is (SUR-20); no sheet where there are none."""
    listed = [(case, facts) for case, facts in work.opinions.of_survey(plan.survey_id) if facts.reason is Reason.KEY]
    if not listed:
        return []
    title = word("opinion_reason", Reason.KEY, language)
    heads = [{"title": word("improve", key, language), "width": width, "kind": kind} for key, kind, width in _KEYS]
    rows = [
        [
            n,
            work.people.unit(facts.unit_id).label,
            case.words,
            word("status", case.status, language),
            case.outcome or "",
        ]
        for n, (case, facts) in enumerate(listed, 1)
    ]
    return [{"title": title, "above": [], "columns": heads, "rows": rows}]


def line(view: View, language: str) -> list[str]:
    """A row in plain words: problem, rate, remarks, department, measure, person, days, result, status."""
    facts = view.facts
    remarks = "；".join(f"{word('topic', str(topic), language)} {number}" for topic, number, _ in facts.remarks)
    return [
        problem(view, language), rate(facts), remarks, word("team", view.case.team, language), facts.measure or "",
        view.sheet.worker.name if view.sheet.worker else "", facts.planned_on.isoformat() if facts.planned_on else "",
        facts.done_on.isoformat() if facts.done_on else "", facts.result or view.case.outcome or "", word("status", view.status, language),
    ]  # fmt: skip


def _standing(work: Work, plan: Plan, language: str) -> str:
    by = work.people.get(plan.decided_by).name if plan.decided_by else ""
    return " · ".join(filter(None, (word("improve_status", plan.status, language), by)))
