"""Flows: each has its column complete, somebody begins it, and nobody begins one that is not there."""

import inspect

import pytest

from handlers import FLOWS, MAKES, TAPS, hearing
from handlers.conversation import SUMMARY, Flow
from messages.render import LANGUAGES
from tests.house import templates
from tests.house.sources import argument, calls, modules, strings, text_of
from tests.house.spoken import asked
from tests.house.test_buttons import ENGINE

EACH = pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())


def _begun() -> dict[str, str]:
    """Flows that code begins by name, and where."""
    found = {}
    for module in modules("handlers", "bot"):
        for call in calls(module.tree, "begin", "_begins"):
            for node in (argument(call, 0), argument(call, 4)):
                name = text_of(node)
                if name:
                    found[name] = f"{module.name}:{call.lineno}"
    return found


@EACH
def test_flow_has_a_template_for_every_question(flow: Flow) -> None:
    """In every language."""
    missing = [
        f"{la}/{flow.message(step)}"
        for la in LANGUAGES
        for step in asked(flow)
        if flow.message(step) not in templates.every(la)
    ]
    assert missing == []


@EACH
def test_flow_is_declared_soundly(flow: Flow) -> None:
    """Steps have names of their own that are not the engine's; each can be answered; the service takes what is given."""
    names = [step.name for step in flow.steps]
    assert len(set(names)) == len(names)
    assert not set(names) & (ENGINE | {SUMMARY})
    assert all(step.reads or step.offers for step in flow.steps)
    assert all(step.offers for step in flow.steps if step.needs_options or step.takes_only or step.counts)
    assert set(flow.changes) <= set(names)
    assert all(set(step.within) <= set(names[: names.index(step.name)]) for step in flow.steps)
    assert len(inspect.signature(flow.submit).parameters) == 4


def test_every_flow_begun_is_declared() -> None:
    """By a button, by the menu or by words."""
    assert {name: where for name, where in _begun().items() if name not in FLOWS} == {}


def test_every_flow_is_begun_somewhere() -> None:
    """By its name in a press, by words that are read, from a talk with the desk, or as what follows from another flow."""
    follows = {s for flow in FLOWS.values() if flow.then for s in strings_of(flow.then)}
    follows |= strings_of(hearing.begins) | set(hearing.FLOW_OF.values()) | set(MAKES.values())
    assert sorted(set(FLOWS) - set(_begun()) - follows) == []


def strings_of(function) -> set[str]:
    """Plain strings in the code of one function."""
    import ast
    import textwrap

    return set(strings(ast.parse(textwrap.dedent(inspect.getsource(function)))))


def test_flows_that_hear_danger_are_declared() -> None:
    """The list in `bot/updates.py` names flows that exist."""
    from bot.updates import _HEARS_DANGER

    assert set(FLOWS) >= _HEARS_DANGER


def test_a_verb_means_one_thing_within_its_subject() -> None:
    """The tables are joined from several files: none hides another's entry."""
    import handlers

    joined = [verb for module in vars(handlers).values() for verb in getattr(module, "MENU", ())]
    joined += handlers.matters.menu(handlers.CASES)
    assert len(joined) == len(set(joined)) == len(TAPS["m"])


def test_names_of_flows_and_steps_fit_a_button() -> None:
    """At most 24 letters, a-z and underscore, as the router reads them; with their values at most 64 bytes."""
    import re

    for flow in FLOWS.values():
        assert all(re.fullmatch(r"[a-z_]{1,24}", step.name) for step in flow.steps)
    for taps in TAPS.values():
        assert all(re.fullmatch(r"[a-z_]{1,24}", verb) for verb in taps)
