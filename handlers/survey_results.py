"""Presses for the results of a survey: the card and what stands behind it, chart, workbook, paper. Each only notes what is wanted;
it is counted off the writer (F-14 to F-17, SUR-15)."""

from collections.abc import Mapping
from typing import Any

from domain.errors import Outdated, Refused
from domain.survey import Status, Survey
from handlers.acts import Act, Tap
from services.surveys import issuing, results_told


def _survey(act: Act) -> Survey:
    """The survey, for its supervisors, once something can have come of it."""
    one = issuing.found(act.work, act.who, act.subject)
    if one.started_at is None:
        raise Outdated
    if one.anonymous and one.status is Status.RUNNING:
        raise Refused("survey_result/later")
    return one


def _ask(act: Act, how: str, **more: Any) -> None:
    key = f"survey:{act.subject}:asked:{act.incoming.id}"
    results_told.ask(act.work, _survey(act), act.who.person, key, how, **more)


def _results(act: Act) -> None:
    """`back`: in the place of what is on screen; else as a new message."""
    _ask(act, results_told.CARD, fresh=act.value != "back")


def _pages(how: str) -> Tap:
    def tap(act: Act) -> None:
        _ask(act, how, page=act.number)

    return tap


def _one(how: str) -> Tap:
    def tap(act: Act) -> None:
        _ask(act, how, index=act.number)

    return tap


def _remark(act: Act) -> None:
    """`3-1`: the second page of the fourth group."""
    act.value, _, page = act.value.partition("-")
    index, act.value = act.number, page
    _ask(act, results_told.REMARK, index=index, page=act.number)


def _file(how: str) -> Tap:
    def tap(act: Act) -> None:
        _ask(act, how)
        act.toast("survey_result/toast_drawing")

    return tap


TAPS: Mapping[str, Tap] = {
    "results": _results,
    "items": _pages(results_told.ITEMS),
    "item": _one(results_told.ITEM),
    "houses": _pages(results_told.BUILDINGS),
    "house": _one(results_told.BUILDING),
    "remarks": _pages(results_told.REMARKS),
    "remark": _remark,
    "chart": _file(results_told.CHART),
    "book": _file(results_told.BOOK),
    "paper": _file(results_told.PAPER),
}
