"""Recurring problems (F-38): groups over a threshold, as figures with the matters behind them, and as a workbook."""

from collections.abc import Mapping
from typing import Any

from domain.figures import Period
from domain.figures.recurring import Group, Within, groups
from domain.figures.shown import Behind, Figure
from domain.people import Community, Person
from domain.sending import Lane
from messages.render import word
from services import Work
from services.ready import Says
from services.reports import sheets
from services.reports.gather import today
from services.reports.sheets import Asked
from services.tell import Words, private, tell, zone_of

#: What the workbook is called before it is complete.
WHAT = "recurring"
#: Groups a message names; all of them are in the workbook.
_NAMED = 8
_GROUPS = (
    ("within", "text", 12), ("where", "text", 24), ("what", "text", 12), ("category", "text", 16), ("count", "number", 8),
    ("numbers", "text", 60),
)  # fmt: skip


def found(work: Work, community: Community, period: Period) -> list[Group]:
    """The groups of the period, the most first."""
    rows = work.recurring.once(community.id, *period.instants(zone_of(community)))
    number = work.standards.number
    return groups(
        rows, number(community.id, "report.recurring_from"), number(community.id, "report.recurring_building_from")
    )


def figures(work: Work, community: Community, period: Period) -> list[Figure]:
    """One figure for each of the largest groups, and how many there are."""
    every = found(work, community, period)
    names = dict(work.people.buildings(community.id))
    lines = [
        Figure(
            f"recurring_{group.kind}", len(group.cases), about=(_where(group, names), group.category), behind=Behind(group.cases)
        )
        for group in every[:_NAMED]
    ]  # fmt: skip
    return [Figure("recurring_groups", len(every)), *lines]


def on_demand(work: Work, community: Community, person: Person, period: Period, key: str) -> Says:
    """A short message with the workbook."""
    given = {
        "community": community.name,
        "first": period.first,
        "last": period.last,
        "so_far": period.last >= today(work, community),
        "count": len(found(work, community, period)),
    }

    def say(work: Work) -> None:
        chat = private(person, community)
        if chat is not None:
            drawn = sheets.picture(work, WHAT, "recurring", Asked(community, period, chat.language))
            tell(work, chat, key, Words("report/recurring", given), lane=Lane.REPLY, media=[drawn])

    return say


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole workbook. Reads only."""
    asked = sheets.asked_for(work, WHAT, given)
    names = dict(work.people.buildings(asked.community.id))
    rows = [
        [
            word("within", group.within, asked.language), place_of(_where(group, names), asked.language), word("recurring", group.kind, asked.language),
            word("category", group.category, asked.language), len(group.cases),
            " ".join(work.cases.get(case).number for case in dict.fromkeys(group.cases)),
        ]
        for group in found(work, asked.community, asked.period)
    ]  # fmt: skip
    return {
        "what": "workbook",
        "sheets": [sheets.sheet(asked, "recurring", _GROUPS, rows, "recurring_column")],
    }


def place_of(where: str, language: str) -> str:
    """A public place of ours in words, else as it is."""
    try:
        return word("spot", where, language)
    except KeyError:
        return where


def _where(group: Group, names: Mapping[str, str]) -> str:
    return names.get(group.where, group.where) if group.within is Within.BUILDING else group.where
