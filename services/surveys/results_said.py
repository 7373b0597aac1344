"""The results of a survey as messages say them: one short card, and what stands behind each of its figures."""

from typing import Any

from domain.saying import local_day
from domain.survey import OVERALL, Grade, Kind, Question, Survey
from domain.survey.remarks import Group, nameless
from domain.survey.results import STANDARD, Item, Rate, Remark, pass_mark
from messages.render import word
from services import Work
from services.surveys.results import Found
from services.tell import zone_of

#: Named on the first card; lines of a page.
NAMED, PAGE = 4, 8
_MONTH = len("2026-11")


def percent(per_mille: int | None) -> str:
    """913 → `91.3%`; a dash for nothing."""
    return "-" if per_mille is None else f"{per_mille // 10}.{per_mille % 10}%"


def label(question: Question, language: str) -> str:
    """A question in a word or two where it is of the standard list, else as it is asked."""
    return word("survey_item", question.key, language) if question.key in STANDARD else question.words(language)


def overview(found: Found, language: str) -> dict[str, Any]:
    """Everything the first card says (F-16, SUR-26, X-30)."""
    result = found.results
    return {
        **head(found, language), "issued": found.issued, "returned": found.returned, "due_back": found.survey.due_back or 0,
        "return_share": percent(found.returned * 1000 // found.issued if found.issued else None),
        "reached": found.returned >= (found.survey.due_back or 0),
        "derived": result.derived, "overall": _rate(found, result.overall, OVERALL), "mark": pass_mark(result.returned, found.target),
        "small": 0 < result.returned < found.small,
        "items": len(result.items), "passed": len(result.items) - len(found.failed),
        "failed": [{"label": label(i.question, language), "official": percent(i.rate.official)} for i in found.failed[:NAMED]],
        "more_failed": max(0, len(found.failed) - NAMED), "dissatisfied": len(result.dissatisfied),
        "topics": [{"topic": g.topic, "number": g.number} for g in found.groups[:NAMED]], "remarks": len(result.remarks),
        "buildings": bool(result.buildings),
    }  # fmt: skip


def head(found: Found, language: str) -> dict[str, Any]:
    """What every message of results says of its survey."""
    one = found.survey
    before = local_day(found.before.ended, zone_of(found.community)).isoformat()[:_MONTH] if found.before else ""
    return {
        "name": found.questionnaire.name(language), "community": found.community.name, "status": one.status, "anonymous": one.anonymous,
        "hidden": found.hidden, "least": found.least, "target": found.target, "ended": one.ended_at, "before": before,
    }  # fmt: skip


def items(found: Found, language: str, page: int) -> dict[str, Any]:
    """A page of the items in the order they were asked."""
    every = found.results.items
    page, pages = _place(page, len(every))
    first = page * PAGE
    rows = [{"index": n, "label": label(i.question, language), **_rate(found, i.rate, i.question.key)}
            for n, i in enumerate(every[first : first + PAGE], first)]  # fmt: skip
    return {**head(found, language), "rows": rows, "page": page, "pages": pages}


def item(work: Work, found: Found, language: str, index: int) -> dict[str, Any] | None:
    """One item: who gave which answer, its rates, the time before, its buildings from the worst on; None when there is none."""
    if index >= len(found.results.items):
        return None
    one = found.results.items[index]
    return {
        **head(found, language), "index": index, "label": one.question.words(language), **_rate(found, one.rate, one.question.key),
        "given": given(one, language), "blank": one.blank, "buildings": _buildings(work, found, one)[:PAGE],
    }  # fmt: skip


def given(one: Item, language: str) -> list[tuple[str, int]]:
    """Each answer there is to the item in its order, and how many gave it."""
    if one.question.kind is Kind.GRADE:
        return [(word("grade", grade, language), one.given.get(grade, 0)) for grade in Grade]
    return [(f"{score}/5", one.given.get(score, 0)) for score in (5, 4, 3, 2, 1)]


def buildings(work: Work, found: Found, language: str, page: int) -> dict[str, Any]:
    """A page of the buildings: forms back, satisfaction with everything; rates only from enough forms on."""
    names = dict(work.people.buildings(found.community.id))
    every = list(found.participation.items())
    page, pages = _place(page, len(every))
    rows = []
    first = page * PAGE
    for n, (code, (issued, back)) in enumerate(every[first : first + PAGE], first):
        rate = found.results.buildings.get(code)
        shown = rate is not None and rate.returned >= found.least
        rows.append({"index": n, "name": names.get(code, code), "issued": issued, "back": back, "shown": shown,
                     **_rate(found, rate if rate is not None and shown else _NOTHING, "")})  # fmt: skip
    return {**head(found, language), "rows": rows, "page": page, "pages": pages}


def building(work: Work, found: Found, language: str, index: int) -> dict[str, Any] | None:
    """One building: each item with its rate there, the worst first; None where too few forms came back from it."""
    code = list(found.participation)[index] if index < len(found.participation) else ""
    whole = found.results.buildings.get(code)
    if whole is None or whole.returned < found.least:
        return None
    rows = [
        {"label": label(i.question, language), **_rate(found, i.buildings[code], "")} for i in found.results.items if code in i.buildings
    ]  # fmt: skip
    names = dict(work.people.buildings(found.community.id))
    rows.sort(key=lambda row: row["satisfied"])
    return {
        **head(found, language),
        "building": names.get(code, code),
        "overall": _rate(found, whole, ""),
        "rows": rows,
    }


def remarks(found: Found, language: str, page: int) -> dict[str, Any]:
    """What is remarked upon, most frequent first (F-16)."""
    page, pages = _place(page, len(found.groups))
    first = page * PAGE
    rows = [{"index": n, "topic": g.topic, "number": g.number, "example": _example(found, g)}
            for n, g in enumerate(found.groups[first : first + PAGE], first)]  # fmt: skip
    return {**head(found, language), "rows": rows, "page": page, "pages": pages}


def remark(work: Work, found: Found, language: str, index: int, page: int) -> dict[str, Any] | None:
    """All that was said about one thing; of a survey with names with the home it came from."""
    if index >= len(found.groups):
        return None
    group = found.groups[index]
    page, pages = _place(page, len(group.remarks))
    rows = [
        {"words": said(found, r), "low": r.low, "home": _home(work, found.survey, r), "about": label(r.question, language)}
        for r in group.remarks[page * PAGE : (page + 1) * PAGE]
    ]  # fmt: skip
    return {
        **head(found, language),
        "index": index,
        "topic": group.topic,
        "number": group.number,
        "rows": rows,
        "page": page,
        "pages": pages,
    }


def said(found: Found, one: Remark) -> str:
    """The words; of an anonymous survey without what leads to a home or a telephone."""
    return nameless(one.words) if found.survey.anonymous else one.words


def _home(work: Work, survey: Survey, one: Remark) -> str:
    unit = None if survey.anonymous else one.form.unit_id
    return work.people.unit(unit).label if unit is not None else ""


def _example(found: Found, group: Group) -> str:
    """One that is short and says something: the words nearest to the middle length."""
    by_length = sorted(group.remarks, key=lambda r: len(r.words))
    return nameless(by_length[len(by_length) // 2].words)


def _buildings(work: Work, found: Found, one: Item) -> list[dict[str, Any]]:
    shown = [(code, rate) for code, rate in one.buildings.items() if rate.returned >= found.least]
    shown.sort(key=lambda pair: pair[1].official or 0)
    names = dict(work.people.buildings(found.community.id))
    return [{"name": names.get(code, code), **_rate(found, rate, "")} for code, rate in shown]


_NOTHING = Rate(0, 0, 0)


def _rate(found: Found, rate: Rate, key: str) -> dict[str, Any]:
    """A rate as templates take it: official and among those who answered side by side (X-30), the time before."""
    earlier, interval = found.earlier(key), rate.interval
    before = earlier.official if earlier else None
    low, high = (None, None) if interval is None else (interval[0] // 10, -(-interval[1] // 10))
    return {
        "satisfied": rate.satisfied, "answered": rate.answered, "of": rate.returned, "official": percent(rate.official),
        "among": percent(rate.among), "passes": rate.passes(found.target), "low": low, "high": high,
        "was": None if before is None else percent(before),
        "up": None if before is None or rate.official is None else _points(rate.official - before),
    }  # fmt: skip


def _points(per_mille: int) -> str:
    """How many percentage points more or fewer, signed."""
    return f"{'+' if per_mille >= 0 else '-'}{abs(per_mille) // 10}.{abs(per_mille) % 10}"


def _place(page: int, rows: int) -> tuple[int, int]:
    pages = max(1, -(-rows // PAGE))
    return min(max(0, page), pages - 1), pages
