"""How a lifecycle is written down for the documentation."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.lifecycle import Table


@dataclass(frozen=True)
class Lifecycle:
    """A table, where it begins and ends, and what its events mean."""

    name: str
    title: str
    #: Where the table lies.
    source: str
    table: Table
    start: StrEnum
    finals: Collection[StrEnum]
    explained: Mapping[str, str]
    #: Events that lead out of a final status.
    undoes: frozenset[str] = frozenset()
    #: Who may cause an event, where that is kept in a table.
    who: Mapping[str, str] | None = None
    intro: str = ""
