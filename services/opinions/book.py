"""The workbook 《业户满意度调查回访记录》: owner, problem, measure, result, content or not, a line for each call (SUR-19, SUR-22, SUR-32)."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.opinions import Call
from domain.saying import say_time
from domain.sending import Picture
from domain.survey import Survey
from messages.render import word
from services import Work
from services.opinions.views import View, items, load, put_right
from services.reports.sheets import Column
from services.tell import zone_of

#: What a picture of ours names that is made of the callbacks after a survey.
WHAT = "opinion_book"
_COLUMNS: Sequence[Column] = (
    ("number", "number", 6), ("home", "text", 16), ("owner", "text", 12), ("phone", "text", 16), ("reason", "text", 14), ("problem", "text", 44),
    ("measure", "text", 40), ("at", "text", 20), ("by", "text", 12), ("result", "text", 40), ("content", "text", 12), ("complaint", "text", 14),
)  # fmt: skip


def picture(survey: Survey, language: str, at: str) -> Picture:
    """The workbook as a message carries it: only said. `at` tells two states of it apart."""
    drawn = {"what": WHAT, "survey": survey.id, "language": language, "at": at}
    return Picture(kind="file", ref="", draw=drawn, name=f"{word('book', 'opinion', language)}-{survey.id}.xlsx")


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The workbook itself. Reads only."""
    language, survey = str(given["language"]), work.surveys.get(int(given["survey"]))
    name = work.surveys.questionnaire(survey.questionnaire_id).name(language)
    title = word("sheet", "opinion", language)
    heads = [{"title": word("opinion", key, language), "width": width, "kind": kind} for key, kind, width in _COLUMNS]
    all_, over = work.opinions.counts(survey.id)
    standing = word("opinion", "standing", language).format(all=all_, over=over)
    rows = [row for case, _ in work.opinions.of_survey(survey.id) for row in lines(work, load(work, case), language)]
    above = [f"{work.people.community(survey.community_id).name} · {name} · {title}", standing]
    sheets = [{"title": title, "above": above, "columns": heads, "rows": [[n, *row] for n, row in enumerate(rows, 1)]}]
    return {"what": "workbook", "sheets": sheets}


def lines(work: Work, view: View, language: str) -> list[list[str]]:
    """A line for each call, in plain words; one without a call where nobody has called yet."""
    problem = "；".join(
        " ".join(filter(None, (i["item"], word("grade", i["grade"], language) if isinstance(i["grade"], str) else str(i["grade"] or ""), i["words"])))
        for i in items(view, language)
    )  # fmt: skip
    done = "；".join(f"{one['item']}：{one['measure'] or ''}" for one in put_right(work, view, language))
    before = [
        view.sheet.unit.label if view.sheet.unit else "", view.person.name if view.person else "", (view.person.phone if view.person else "") or "",
        word("opinion_reason", view.facts.reason, language), problem, done or view.facts.measure or "",
    ]  # fmt: skip
    after = [_content(view, language), view.complaint.number if view.complaint else ""]
    closed = [["", "", view.case.outcome or ""]] if view.facts.content is False else []
    calls = [_call(work, view, call, language) for call in view.calls] + closed
    return [[*before, *said, *after] for said in calls or [["", "", ""]]]


def _call(work: Work, view: View, call: Call, language: str) -> list[str]:
    zone = zone_of(view.sheet.community)
    result = " ".join(filter(None, (word("opinion_outcome", call.outcome, language), call.words)))
    return [say_time(call.at, work.now, zone, language), work.people.get(call.by).name, result]


def _content(view: View, language: str) -> str:
    key = {None: "open", True: "yes", False: "no"}[view.facts.content]
    return word("opinion", key, language)
