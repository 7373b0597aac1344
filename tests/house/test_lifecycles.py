"""Lifecycles: in every table every status is reached, can be left or is final, and every event is of use."""

import importlib
from collections.abc import Mapping
from enum import StrEnum

import pytest

from domain.lifecycle import dead_ends, events_from, statuses, unreachable
from tests.house.lifecycles import LIFECYCLES, Lifecycle
from tests.house.sources import ROOT, modules

EACH = pytest.mark.parametrize("life", LIFECYCLES, ids=[life.name for life in LIFECYCLES])


@EACH
def test_every_status_is_reached(life: Lifecycle) -> None:
    """From the start, by some sequence of events."""
    assert unreachable(life.table, life.start) == frozenset()


@EACH
def test_every_status_leads_to_an_end(life: Lifecycle) -> None:
    """Nothing is open for ever."""
    assert dead_ends(life.table, life.finals) == frozenset()
    assert all(events_from(life.table, s) for s in statuses(life.table) if s not in life.finals)


@EACH
def test_every_status_and_event_is_in_the_table(life: Lifecycle) -> None:
    """None was forgotten when the table was changed."""
    assert set(statuses(life.table)) == set(type(life.start))
    events = {event for _, event in life.table}
    assert events == set(type(next(iter(events))))


@EACH
def test_every_event_is_explained(life: Lifecycle) -> None:
    """In a sentence of the documentation, and no sentence is left over."""
    assert {str(event) for _, event in life.table} == set(life.explained)


@EACH
def test_only_what_may_be_undone_leaves_a_final_status(life: Lifecycle) -> None:
    """The end is the end, but for what is named here."""
    assert {str(event) for (before, event) in life.table if before in life.finals} <= life.undoes


def test_every_table_of_the_domain_is_looked_at() -> None:
    """A new lifecycle enters the list of `tests/house/lifecycles.py`, and with it the documentation."""
    tables = {id(life.table) for life in LIFECYCLES}
    forgotten = []
    for module in modules("domain"):
        name = module.path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        for key, value in vars(importlib.import_module(name)).items():
            if (
                isinstance(value, Mapping)
                and value
                and all(_is_move(k, v) for k, v in value.items())
                and id(value) not in tables
            ):
                forgotten.append(f"{name}.{key}")
    assert forgotten == []


def _is_move(key: object, value: object) -> bool:
    return (
        isinstance(key, tuple)
        and len(key) == 2
        and all(isinstance(k, StrEnum) for k in key)
        and isinstance(value, StrEnum)
    )
