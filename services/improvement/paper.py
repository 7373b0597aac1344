"""The report to the owners' committee (PDF): the results of the survey and what is done about them (SUR-28)."""

from collections.abc import Mapping
from typing import Any

from domain.saying import local_day
from domain.sending import Picture
from domain.survey.improvement import Plan, Status
from messages.render import word
from services import Work, papers
from services.improvement.views import View, load, problem, rate
from services.papers import Column, Grid
from services.surveys.results import Found, found
from services.surveys.results_said import label, percent
from services.tell import zone_of

#: What a picture of ours names that is made of results and plan.
WHAT = "improvement_paper"


def picture(plan: Plan, language: str) -> Picture:
    """The paper as a message carries it; `version` tells two states of the table apart."""
    name = f"{word('improve', 'report', language)}-{plan.survey_id}"
    return papers.picture(WHAT, name, plan=plan.id, language=language, version=plan.version)


def document(work: Work, about: Mapping[str, Any]) -> dict[str, Any]:
    """The whole paper. Reads only; as the table stands now. No name of an owner anywhere."""
    plan, language = work.improvements.plan(int(about["plan"])), str(about["language"])
    of = found(work, work.surveys.get(plan.survey_id))
    views = [load(work, case) for case, _ in work.improvements.rows(plan.id)]
    tables = [] if of.hidden else [_items(of, language)]
    return papers.paper(
        work, of.community, language, word("improve", "report", language), number=of.questionnaire.name(language), facts=_facts(of, language),
        tables=[*tables, _plan([v for v in views if v.status is not Status.CANCELLED], language)],
        notes=[word("survey_result", "defined", language), word("survey_result", "target_note", language).format(target=of.target)],
        signs=[(word("improve", key, language), "") for key in ("sign_office", "sign_committee", "sign_day")],
    )  # fmt: skip


def _facts(of: Found, language: str) -> list[tuple[str, str]]:
    zone = zone_of(of.community)
    days = [local_day(at, zone).isoformat() for at in (of.survey.started_at, of.survey.ended_at) if at is not None]
    share = percent(of.returned * 1000 // of.issued if of.issued else None)
    facts = [
        (word("survey_result", "days", language), " – ".join(days)),
        (word("survey_result", "issued", language), str(of.issued)),
        (word("survey_result", "returned", language), f"{of.returned}/{of.issued} ({share})"),
    ]
    if of.hidden:
        return facts
    return [*facts, (word("survey_result", "overall", language), percent(of.results.overall.official))]


def _items(of: Found, language: str) -> Grid:
    heads = (("item", 40), ("official", 20), ("among", 20), ("passes", 20))
    columns = [Column(word("survey_result", key, language), share, right=n > 0) for n, (key, share) in enumerate(heads)]
    rows = [
        [label(one.question, language), percent(one.rate.official), percent(one.rate.among), _passes(one.rate.passes(of.target), language)]
        for one in of.results.items
    ]  # fmt: skip
    return Grid(columns, rows, title=word("survey_result", "items", language))


def _passes(passes: bool | None, language: str) -> str:
    return "-" if passes is None else word("survey_result", "passed" if passes else "missed", language)


def _plan(views: list[View], language: str) -> Grid:
    heads = (
        ("number", 6),
        ("problem", 19),
        ("rate", 10),
        ("department", 12),
        ("measure", 31),
        ("planned", 13),
        ("done", 13),
    )
    columns = [Column(word("improve", key, language), share) for key, share in heads]
    rows = [
        [
            str(n), problem(view, language), rate(view.facts), word("team", view.case.team, language), view.facts.measure or "",
            view.facts.planned_on.isoformat() if view.facts.planned_on else "-", view.facts.done_on.isoformat() if view.facts.done_on else "-",
        ]
        for n, view in enumerate(views, 1)
    ]  # fmt: skip
    return Grid(columns, rows, title=word("improve", "plan", language))
