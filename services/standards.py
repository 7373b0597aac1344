"""Figures of a community, set by its heads in chat or on the console: checked, on the record, told, and in force at once.

Open promises that follow the figure are counted anew by the clock (`services.recompute`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.errors import Refused
from domain.people import Community, Person
from domain.standards import BY_KEY, CATALOGUE, Standard, Value, as_text
from services import Work, recompute
from services.heads import tell_heads
from services.tell import Words


@dataclass(frozen=True, slots=True)
class Figure:
    """One standard as it stands in a community."""

    standard: Standard
    value: Value
    #: Set by the community itself, not the default.
    own: bool
    #: Number of the last change; 0 when it was never changed.
    change: int = 0
    #: Who changed it last, and when; None: never, or on the console.
    by: str | None = None
    at: datetime | None = None


def subject_of(standard: Standard) -> str:
    """The first part of its key: what figures are grouped by."""
    return standard.key.partition(".")[0]


def subjects() -> list[str]:
    """Every subject once, in the order of the catalogue."""
    return list(dict.fromkeys(map(subject_of, CATALOGUE)))


def figures(work: Work, community: int, subject: str) -> list[Figure]:
    """The figures of a subject; none for a subject that does not exist."""
    own = work.standards.own(community)
    return [_figure(standard, own) for standard in CATALOGUE if subject_of(standard) == subject]


def figure(work: Work, community: int, key: str) -> Figure | None:
    """One figure with who changed it last; None when there is none of that key (buttons can be forged)."""
    standard = BY_KEY.get(key)
    if standard is None:
        return None
    plain = _figure(standard, work.standards.own(community))
    last = next(iter(work.standards.changes(community, key, 1)), None)
    if last is None:
        return plain
    by = work.people.get(last.by).name if last.by is not None else None
    return Figure(standard, plain.value, plain.own, last.id, by, last.at)


def moves(work: Work, community: int, standard: Standard, value: Value) -> tuple[int, bool]:
    """How many open promises would move if it were set so, and whether all were looked at."""
    with work.standards.trying(community, standard.key, value):
        return recompute.moves(work, community)


def change(
    work: Work, community: Community, standard: Standard, value: Value, by: Person | None, seen: int | None = None
) -> bool:
    """Sets the figure; the default takes the community's own away. False when it was so already.

    `seen`: the number of the last change that whoever decided has seen; `Refused("standards/changed_meanwhile")` when there
    was another since. The other heads are told.
    """
    before = _figure(standard, work.standards.own(community.id)).value
    if seen is not None:
        last = next(iter(work.standards.changes(community.id, standard.key, 1)), None)
        if last is not None and last.id != seen:
            raise Refused("standards/changed_meanwhile", s=face(standard), now=as_text(standard, before))
    if value == before:
        return False
    person = by.id if by is not None else None
    if value == standard.default:
        work.standards.clear(community.id, standard.key)
    else:
        work.standards.set(community.id, standard.key, value, person, work.now)
    made = work.standards.record(community.id, standard.key, before, value, person, work.now)
    recompute.request(work, community.id)
    given = {
        "s": face(standard),
        "before": as_text(standard, before),
        "after": as_text(standard, value),
        "by": by.name if by is not None else None,
        "community": community.name,
    }
    tell_heads(work, community, f"standard:{made}", Words("standards/told", given, "f"), but=person)
    return True


def face(standard: Standard) -> dict[str, Any]:
    """What a message needs to name a figure: its key, names, units, kind, bounds, choices and default."""
    return {
        "key": standard.key,
        "zh": standard.zh,
        "en": standard.en,
        "unit_zh": standard.unit_zh,
        "unit_en": standard.unit_en,
        "kind": str(standard.kind),
        "low": standard.low,
        "high": standard.high,
        "choices": list(standard.choices),
        "default": as_text(standard, standard.default),
        "rules": list(standard.rules),
    }


def _figure(standard: Standard, own: dict[str, Any]) -> Figure:
    value = own.get(standard.key, standard.default)
    return Figure(standard, value, value != standard.default)
