"""Single words: whatever key a template may look up has its word in every language."""

import ast
import tomllib
from functools import cache

import pytest

from domain import callbacks, repair
from domain.cases import Channel
from domain.figures.period import Span
from domain.figures.repairs import PARTS_OF_DAY
from domain.people import Relation, Role, Team, UnitState
from domain.standards import CATALOGUE
from handlers.places import SPOTS
from messages.render import FOLDER, LANGUAGES
from services.callbacks.faces import QUESTIONS
from services.repair.acting import SIGN
from services.standards import subjects
from tests.house import templates
from tests.house.sources import argument, called, calls, modules, text_of


def _options() -> dict[str, set[str]]:
    """Keys that options of ours are given, by group, as the code names them."""
    found: dict[str, set[str]] = {}
    for module in modules("handlers"):
        for call in calls(module.tree, "Option"):
            key, group = text_of(argument(call, 0, "value")), text_of(argument(call, 2, "group"))
            if key and group:
                found.setdefault(group, set()).add(key)
        constants = {
            t.id: n.value
            for n in ast.walk(module.tree)
            if isinstance(n, ast.Assign)
            for t in n.targets
            if isinstance(t, ast.Name)
        }
        for call in calls(module.tree, "_keys"):
            group, listed = text_of(argument(call, 0)), argument(call, 1)
            if isinstance(listed, ast.Name):
                listed = constants[listed.id]
            if group and isinstance(listed, ast.Tuple):
                found.setdefault(group, set()).update(filter(None, map(text_of, listed.elts)))
    return found


def _logged() -> set[str]:
    """Kinds of lines that services write into a history."""
    kinds = {str(e) for e in repair.Event}
    for module in modules("services"):
        kinds |= {k for call in calls(module.tree, "log") if (k := text_of(argument(call, 3, "kind")))}
    return kinds


def _unclear() -> set[str]:
    """Reasons why an answer was not understood."""
    found = {"resumed", "refused"}
    for module in modules("handlers"):
        for call in calls(module.tree, "Unclear", "Ask"):
            node = argument(call, 0 if called(call) == "Unclear" else 1)
            found |= {n.value for n in ast.walk(node) if text_of(n)} - {""} if node is not None else set()
    return found


@cache
def holds() -> dict[str, set[str]]:
    """Every group of words that code fills by itself, and what it may hold."""
    found: dict[str, set[str]] = {
        "category": {*repair.Category, "urgent"},
        "danger": set(repair.Danger),
        "status": set(repair.Status),
        "event": _logged(),
        "promise": {*repair.PromiseKind, *callbacks.Promised, SIGN},
        "charge": set(repair.ChargeKind),
        "channel": set(Channel),
        "callback": set(callbacks.Status),
        "callback_sort": set(callbacks.Sort),
        "callback_question": set(QUESTIONS),
        "role": set(Role),
        "team": set(Team),
        "relation": set(Relation),
        "state": set(UnitState),
        "spot": set(SPOTS),
        "dispatch": {"claimed", "assigned", "round_robin", "transferred"},
        "unclear": _unclear(),
        "note": {"on_duty", "off_duty"},
        "chart": {Span.WEEK, Span.MONTH},
        "part_of_day": set(PARTS_OF_DAY),
        "subject": set(subjects()),
        "choice": {f"{s.key}.{choice}" for s in CATALOGUE for choice in s.choices},
        "weekday": set("1234567-,"),
    }
    for group, keys in _options().items():
        found.setdefault(group, set()).update(keys)
    return found


def _words(language: str) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = {}
    for file in sorted((FOLDER / language).glob("*/words.toml")):
        for group, listed in tomllib.loads(file.read_text(encoding="utf-8")).items():
            groups.setdefault(group, {}).update(listed)
    return groups


def _looked_up(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in templates.every(language):
        for group in templates.looked_up(language, name):
            found.setdefault(group, set()).add(name)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_its_word(language: str) -> None:
    """For every group that templates look up, and every option of ours."""
    needed = set(_looked_up(language)) | set(_options())
    have = _words(language)
    missing = [
        f"[{group}] {key}"
        for group in sorted(needed & set(holds()))
        for key in sorted(holds()[group])
        if key not in have.get(group, {})
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_looked_up_is_written(language: str) -> None:
    """No template asks for a group that nobody has written."""
    have = _words(language)
    assert {group: sorted(where) for group, where in _looked_up(language).items() if group not in have} == {}
