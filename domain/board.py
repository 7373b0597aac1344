"""The board of open matters: which are shown, in which order, and what the head says. Pure; `now` is passed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.people import Team


class Flag(StrEnum):
    """What the board can be narrowed to."""

    ALL = "all"
    URGENT = "urgent"
    LATE = "late"
    #: Nobody has it.
    FREE = "free"
    #: Put off, or its clock stands still.
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Matter:
    """One open matter, as much of it as the board needs to choose and to count."""

    id: int
    team: Team
    urgent: bool
    free: bool
    held: bool
    #: When the oldest promise ran out that still stands; None when nothing is late.
    late_since: datetime | None
    created_at: datetime
    #: Code of the building; None for public places.
    building: str | None


@dataclass(frozen=True, slots=True)
class View:
    """What somebody looks at; kept in the buttons. `building` counts from 1 in the list of buildings, 0 is all."""

    page: int = 0
    team: Team | None = None
    flag: Flag = Flag.ALL
    building: int = 0

    def encoded(self) -> str:
        """As a button carries it."""
        return f"{self.page}_{self.team or ''}_{self.flag}_{self.building}"

    def at(self, page: int) -> "View":
        """Another page of the same."""
        return replace(self, page=page)


def view_of(text: str) -> View:
    """What a button carried; whatever is no word of ours (buttons can be forged) counts as not said."""
    page, team, flag, building = (*text.split("_"), "", "", "", "")[:4]
    return View(
        _number(page),
        Team(team) if team in set(Team) else None,
        Flag(flag) if flag in set(Flag) else Flag.ALL,
        _number(building),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


@dataclass(frozen=True, slots=True)
class Head:
    """One team's line of the head. `ages` counts the new ones, those that are a while old, and the old ones."""

    team: Team
    open: int
    late: int
    free: int
    held: int
    ages: tuple[int, int, int]


def heads(matters: Iterable[Matter], now: datetime, new: timedelta, old: timedelta) -> list[Head]:
    """The head, team by team in the order of `Team`; teams with nothing open are left out."""
    found = []
    every = list(matters)
    for team in Team:
        mine = [m for m in every if m.team is team]
        ages = [now - m.created_at for m in mine]
        fresh, stale = sum(age < new for age in ages), sum(age >= old for age in ages)
        if mine:
            found.append(
                Head(
                    team,
                    len(mine),
                    sum(m.late_since is not None for m in mine),
                    sum(m.free for m in mine),
                    sum(m.held for m in mine),
                    (fresh, len(mine) - fresh - stale, stale),
                )
            )
    return found


def ages_next(matters: Iterable[Matter], now: datetime, new: timedelta, old: timedelta) -> datetime | None:
    """When the first of them will be counted as older; None when all are old."""
    return min((at for m in matters for at in (m.created_at + new, m.created_at + old) if at > now), default=None)


def chosen(matters: Iterable[Matter], view: View, building: str | None) -> list[Matter]:
    """Those the view is about, all pages: urgent first, then the latest, then the oldest."""
    found = [
        m
        for m in matters
        if (view.team is None or m.team is view.team)
        and _is(m, view.flag)
        and (building is None or m.building == building)
    ]
    return sorted(found, key=lambda m: (not m.urgent, m.late_since is None, m.late_since or m.created_at, m.id))


def _is(matter: Matter, flag: Flag) -> bool:
    return {
        Flag.ALL: True,
        Flag.URGENT: matter.urgent,
        Flag.LATE: matter.late_since is not None,
        Flag.FREE: matter.free,
        Flag.HELD: matter.held,
    }[flag]


def page_of(found: Sequence[Matter], page: int, size: int) -> tuple[Sequence[Matter], int, int]:
    """The rows of a page, the page itself and how many pages there are; past the end is the last one."""
    pages = max(1, -(-len(found) // size))
    here = min(page, pages - 1)
    return found[here * size : (here + 1) * size], here, pages
