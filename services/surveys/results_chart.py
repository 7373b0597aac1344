"""The chart of a survey's results: three tiles, each item against the target, the topics of the remarks."""

from typing import Any

from domain.sending import Picture
from domain.survey import Question
from domain.survey.results import STANDARD, Rate
from services.reports.pictures import say
from services.surveys.results import Found
from services.surveys.results_said import percent

#: Bars of each panel at most: a questionnaire asks no more than a phone shows.
_ITEMS, _TOPICS = 16, 6
_FULL = 1000


def picture(found: Found, language: str) -> Picture:
    """As a message carries it; drawn when it is sent."""
    one = found.survey
    day = (one.ended_at or one.deadline_at).date().isoformat()
    items = {"kind": "bars", "title": say(language, "chart", "survey_items"), "rows": _items(found, language), "most": _FULL,
             "line": found.target * 10, "none": say(language, "chart", "none")}  # fmt: skip
    panels: list[dict[str, Any]] = [_tiles(found, language), items]
    if found.groups:
        rows = [
            {"label": say(language, "topic", g.topic), "value": g.number, "tone": "soft"}
            for g in found.groups[:_TOPICS]
        ]
        panels.append(
            {
                "kind": "bars",
                "title": say(language, "chart", "survey_topics"),
                "rows": rows,
                "none": say(language, "chart", "none"),
            }
        )
    name = found.questionnaire.name(language)
    note = [f"{found.community.name} · {name} · {day}", day]
    drawn = {"what": "chart", "title": say(language, "chart", "survey"), "note": note, "panels": panels}
    return Picture(kind="photo", ref="", draw=drawn, name="survey-results.png")


def _tiles(found: Found, language: str) -> dict[str, Any]:
    overall, back = found.results.overall, f"{found.returned}/{found.issued}"
    reached = found.returned >= (found.survey.due_back or 0)
    shown = (
        ("survey_official", percent(overall.official), _tone(found, overall)),
        ("survey_among", percent(overall.among), "new"),
        ("survey_back", back, "good" if reached else "busy"),
    )
    tiles = [{"label": say(language, "figure", key), "value": [v, v], "tone": tone} for key, v, tone in shown]
    return {"kind": "tiles", "tiles": tiles}


def _items(found: Found, language: str) -> list[dict[str, Any]]:
    """The official rate of each item, the worst first (F-15)."""
    every = sorted(found.results.items, key=lambda item: item.rate.satisfied)
    return [
        {"label": _label(item.question, language), "value": item.rate.official or 0, "tone": _tone(found, item.rate),
         "said": [percent(item.rate.official)] * 2}
        for item in every[:_ITEMS]
    ]  # fmt: skip


def _tone(found: Found, rate: Rate) -> str:
    passes = rate.passes(found.target)
    return "soft" if passes is None else "good" if passes else "late"


def _label(question: Question, language: str) -> list[str]:
    if question.key in STANDARD:
        return say(language, "survey_item", question.key)
    plain = question.en if question.en.isascii() and question.en else question.key
    return [question.words(language), plain]
