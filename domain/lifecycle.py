"""Lifecycles as tables: a status is moved through its table or not at all.

A table maps (status, event) to the next status. What is not in it cannot happen; the diagrams of the documentation
are printed from the same tables, so they are never out of date.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from domain.errors import Refused

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)
Table = Mapping[tuple[S, E], S]


def move(table: Table[S, E], status: S, event: E) -> S:
    """The status after the event; `Refused("common/not_now")` when the table does not know it, and nothing changed."""
    try:
        return table[status, event]
    except KeyError:
        raise Refused("common/not_now", status=str(status), event=str(event)) from None


def can(table: Table[S, E], status: S, event: E) -> bool:
    """Whether the event can happen now: what decides if a button is shown."""
    return (status, event) in table


def statuses(table: Table[S, E]) -> tuple[S, ...]:
    """Every status the table names, in the order it names them."""
    return tuple(dict.fromkeys(s for (before, _), after in table.items() for s in (before, after)))


def events_from(table: Table[S, E], status: S) -> tuple[E, ...]:
    """What can happen in this status, in the order of the table."""
    return tuple(event for before, event in table if before == status)


def unreachable(table: Table[S, E], start: S) -> frozenset[S]:
    """Statuses no sequence of events leads to; a sound table has none."""
    seen, frontier = {start}, [start]
    while frontier:
        here = frontier.pop()
        for event in events_from(table, here):
            after = table[here, event]
            if after not in seen:
                seen.add(after)
                frontier.append(after)
    return frozenset(statuses(table)) - seen


def dead_ends(table: Table[S, E], finals: Collection[S]) -> frozenset[S]:
    """Statuses from which no final one can be reached any more; a sound table has none."""
    alive = set(finals)
    grown = True
    while grown:
        grown = False
        for (before, _), after in table.items():
            if after in alive and before not in alive:
                alive.add(before)
                grown = True
    return frozenset(statuses(table)) - alive


def diagram(table: Table[S, E], start: S, finals: Collection[S] = ()) -> str:
    """The table as a Mermaid state diagram; arrows between the same two statuses share one line."""
    arrows: dict[tuple[S, S], list[str]] = {}
    for (before, event), after in table.items():
        arrows.setdefault((before, after), []).append(str(event))
    lines = ["stateDiagram-v2", f"    [*] --> {start}"]
    lines += [f"    {before} --> {after}: {', '.join(events)}" for (before, after), events in arrows.items()]
    lines += [f"    {final} --> [*]" for final in statuses(table) if final in finals]
    return "\n".join(lines) + "\n"
