"""A report on one card, the same look for all: each figure against its target, its definition, the matters behind it.

Nothing here decides who may read what: whoever calls has looked it up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.figures import Period
from domain.figures.shown import Figure
from domain.people import Community, Person
from services import Work
from services.flows import FACES
from services.ready import Says
from services.reports.catalogue import REPORTS
from services.reports.gather import today
from services.tell import Words, private, show

#: Matters on a page, as many as a phone shows with their buttons.
PAGE = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see: `more` is what the way of showing it takes."""

    community: Community
    person: Person
    period: Period
    #: Names the press.
    key: str
    report: str
    more: Mapping[str, Any] = field(default_factory=dict)


def card(work: Work, wanted: Wanted) -> Says:
    """All figures of the report; `defined`: with what each means; `fresh`: as a new message."""
    figures = REPORTS[wanted.report].counts(work, wanted.community, wanted.period)
    given = {
        **head(work, wanted.community, wanted.period, wanted.report),
        "figures": said(figures),
        "defined": bool(wanted.more.get("defined")),
        "book": bool(REPORTS[wanted.report].book),
    }
    return _says(wanted, "report/card", given, repost=bool(wanted.more.get("fresh")))


def behind(work: Work, wanted: Wanted) -> Says:
    """A page of the matters behind the figure `index`, those that speak against it first; only what may be read is named."""
    figures = REPORTS[wanted.report].counts(work, wanted.community, wanted.period)
    index, page = int(wanted.more["index"]), int(wanted.more["page"])
    figure = figures[index] if index < len(figures) else figures[0]
    every = figure.behind.ordered
    pages = max(1, -(-len(every) // PAGE))
    page = min(page, pages - 1)
    who = work.people.who(wanted.person, wanted.community.language)
    rows = []
    for number in every[page * PAGE : (page + 1) * PAGE]:
        case = work.cases.get(number)
        seen = FACES[case.flow].seen(work, case, who)
        late = number in figure.behind.missed
        rows.append({"id": case.id, "number": case.number, "r": seen, "since": case.created_at, "missed": late})
    given = {
        **head(work, wanted.community, wanted.period, wanted.report),
        "figure": said([figure])[0],
        "index": index,
        "rows": rows,
        "count": len(every),
        "page": page,
        "pages": pages,
    }
    return _says(wanted, "report/behind", given)


def head(work: Work, community: Community, period: Period, report: str) -> dict[str, Any]:
    """What every report says of itself."""
    return {
        "report": report,
        "community": community.name,
        "span": str(period.span),
        "period": period.key,
        "first": period.first,
        "last": period.last,
        "so_far": period.last >= today(work, community),
    }


def said(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Figures as the templates take them."""
    return [
        {
            "key": one.key, "value": one.value, "measure": str(one.measure), "part": one.part, "whole": one.whole, "target": one.target,
            "at_most": one.at_most, "about": one.about, "well": one.well, "behind": len(one.behind.ordered),
        }
        for one in figures
    ]  # fmt: skip


def _says(wanted: Wanted, message: str, given: dict[str, Any], *, repost: bool = False) -> Says:
    def say(work: Work) -> None:
        chat = private(wanted.person, wanted.community)
        words = Words(message, given, f"y{wanted.community.id}")
        show(work, chat, f"menu:{wanted.person.id}", words, repost=repost)

    return say
