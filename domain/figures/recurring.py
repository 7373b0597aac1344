"""What keeps coming back: similar repairs, complaints and faults found by asking back, in one place or one building (F-38, REP-15,
CBK-12). Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.ids import CaseId


class Kind(StrEnum):
    """What happened."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    #: Asking back found that it was not in order.
    FAULT = "fault"


class Within(StrEnum):
    """How far things are taken together."""

    #: One home, or one public place.
    PLACE = "place"
    BUILDING = "building"


@dataclass(frozen=True, slots=True)
class Once:
    """One of them: `place` is a home or a public place in words, `building` its code; '' where there is none."""

    case_id: CaseId
    kind: Kind
    category: str
    place: str
    building: str


@dataclass(frozen=True, slots=True)
class Group:
    """Similar things, at least as many as the standard says."""

    within: Within
    #: The place, or the code of the building.
    where: str
    kind: Kind
    category: str
    cases: tuple[CaseId, ...]


def groups(rows: Iterable[Once], from_place: int, from_building: int) -> list[Group]:
    """Groups with at least so many, the most first. Complaints are taken together by building only: whose they are is nobody's
    business. A building's group that is no more than one of its places is named by the place alone."""
    found: dict[tuple[Within, str, Kind, str], list[CaseId]] = defaultdict(list)
    for row in rows:
        if row.place and (row.kind is not Kind.COMPLAINT or not row.building):
            found[Within.PLACE, row.place, row.kind, row.category].append(row.case_id)
        if row.building:
            found[Within.BUILDING, row.building, row.kind, row.category].append(row.case_id)
    least = {Within.PLACE: from_place, Within.BUILDING: from_building}
    large = [Group(*key, tuple(cases)) for key, cases in found.items() if len(cases) >= least[key[0]]]
    places = {(g.kind, g.category, g.cases) for g in large if g.within is Within.PLACE}
    kept = [g for g in large if g.within is Within.PLACE or (g.kind, g.category, g.cases) not in places]
    return sorted(kept, key=lambda g: (-len(g.cases), g.within, g.where, g.kind, g.category))
