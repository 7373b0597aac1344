"""Figures of the rules: each is a standard with a key; the code asks by key, and every key is asked for."""

import ast
import re

from domain.standards import BY_KEY, CATALOGUE, as_text, parse
from tests.house.sources import argument, calls, modules, strings, text_of

_CODE = ("bot", "handlers", "services", "domain", "store")
_RULE = re.compile(r"[A-Z]{1,4}-\d{2,3}")
_FIRST = {standard.key.partition(".")[0] for standard in CATALOGUE}


def _beginnings(tree: ast.Module) -> set[str]:
    """`f"quiet.{edge}"`: a few keys of one family asked for in one line."""
    starts = {text_of(node.values[0]) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    return {start for start in starts if start and start.removesuffix(".") in _FIRST and start.endswith(".")}


def _cited() -> dict[str, str]:
    """Strings of the code that look like a key, and where."""
    found = {}
    for module in modules(*_CODE):
        if module.name.startswith("domain/standards/"):
            continue
        for text in strings(module.tree):
            first, dot, rest = text.partition(".")
            if dot and first in _FIRST and re.fullmatch(r"[a-z_]+", rest):
                found[text] = module.name
        for beginning in _beginnings(module.tree):
            found |= dict.fromkeys((key for key in BY_KEY if key.startswith(beginning)), module.name)
    return found


def test_every_key_cited_exists() -> None:
    """A slip of the pen would else show when the first case comes."""
    assert {key: where for key, where in _cited().items() if key not in BY_KEY} == {}


def test_every_standard_is_asked_for() -> None:
    """A figure that nobody asks for promises what nobody keeps."""
    made = {key for key in BY_KEY if key.startswith("warranty.months.")}  # asked for by `warranty_key`
    assert sorted(set(BY_KEY) - set(_cited()) - made) == []


def test_figures_are_asked_for_by_key() -> None:
    """Never by something computed far away: the key, or its family, stands where it is asked for."""
    odd = []
    for module in modules("handlers", "services"):
        for call in calls(module.tree, "number", "value", "in_force"):
            key = argument(call, 1)
            if isinstance(key, ast.JoinedStr):
                key = key.values[0]
            if len(call.args) == 2 and text_of(key) is None:
                odd.append(f"{module.name}:{call.lineno}")
    assert odd == []


def test_standards_are_sound() -> None:
    """Keys are unique, rule ids well formed, both languages written, and the default is one of the values allowed."""
    assert len(BY_KEY) == len(CATALOGUE)
    for standard in CATALOGUE:
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", standard.key)
        assert all(_RULE.fullmatch(rule) for rule in standard.rules), standard.key
        assert standard.zh
        assert standard.en
        assert parse(standard, as_text(standard, standard.default)) == standard.default


def test_no_length_of_time_is_a_literal() -> None:
    """`timedelta(hours=24)` in a rule is a figure that belongs among the standards; reading dates is arithmetic."""
    units = ("days", "hours", "minutes", "weeks")
    found = []
    for module in modules("services", "domain", "handlers"):
        for call in calls(module.tree, "timedelta") if module.name != "domain/slots.py" else ():
            for keyword in call.keywords:
                value = getattr(keyword.value, "value", None)
                if keyword.arg in units and isinstance(value, int | float) and value not in (0, 1):
                    found.append(f"{module.name}:{call.lineno}: {keyword.arg}={value}")
    assert found == []
