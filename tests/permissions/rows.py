"""How the matrix is written: who may, by names and groups of names; what the others are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.permissions.world import ACTORS, FOREIGN, OURS

#: Groups of actors; an actor's own name stands for itself, and `-NAME` takes away again.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "ALL": ACTORS,
    "RESIDENTS": ("guest", "owner", "family", "tenant", "former", "neighbour", "Anna", "foreign_owner", "left"),
    "OUTSIDE": ("guest", "former", "left"),
    "OWNERS": ("owner", "family"),
    "HOME": ("owner", "family", "tenant"),
    "STAFF": (*OURS, "works_here_lives_there"),
    "CREW": ("engineer", "engineer_other", "lead"),
    "LEADS": ("lead", "lead_out"),
    "OFFICE": ("desk", "butler", "butler_out", "supervisor", "manager", "director", "works_here_lives_there"),
    "HEADS": ("supervisor", "manager", "director", "works_here_lives_there"),
    "TOP": ("manager", "director"),
    "F_STAFF": (*FOREIGN, "resident_works_there"),
    "F_OFFICE": ("foreign_desk", "foreign_butler", "foreign_desk_supervisor", "foreign_manager", "foreign_director", "resident_works_there"),
    "F_HEADS": ("foreign_desk_supervisor", "foreign_manager", "foreign_director", "resident_works_there"),
    "F_TOP": ("foreign_manager", "foreign_director", "resident_works_there"),
}  # fmt: skip


def who(said: str) -> frozenset[str]:
    """`OFFICE lead -desk`: everybody of the office and the lead, but not the desk."""
    found: set[str] = set()
    for word in said.split():
        named = set(GROUPS.get(word.removeprefix("-"), (word.removeprefix("-"),)))
        assert named <= set(ACTORS), word
        found = found - named if word.startswith("-") else found | named
    return frozenset(found)


@dataclass(frozen=True)
class Row:
    """One button: `may` pass; `others` are told that sentence, the `rest` theirs. A value `#thing` is that thing's id."""

    may: str
    value: str = ""
    thing: str = ""
    states: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rest: str = "common/not_yours"
    others: Mapping[str, str] = field(default_factory=dict)
    letter: str = ""
    verb: str = ""

    def expected(self, actor: str) -> str:
        """What comes of it when this actor presses."""
        if actor in who(self.may):
            return "passes"
        return next((said for said, names in self.others.items() if actor in who(names)), self.rest)


def rows(letter: str, thing: str, verbs: Mapping[str, Row]) -> list[Row]:
    """The buttons of a letter, of that thing where they name no other."""
    return [replace(row, letter=letter, verb=verb, thing=row.thing or thing) for verb, row in verbs.items()]


def ordered(status: str, **more: Any) -> Mapping[str, Mapping[str, Any]]:
    """An order with the engineer in that state."""
    return {"order": {"status": status, "assignee_id": "@engineer", **more}}


def crew(status: str, **more: Any) -> Mapping[str, Mapping[str, Any]]:
    """A repair with the engineer in that state."""
    return {"repair": {"status": status, "assignee_id": "@engineer", **more}}
