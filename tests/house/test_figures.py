"""Figures of the rules: each is a standard with a key; the code asks by key, and every key is asked for."""

import ast
import re
from collections.abc import Iterator

import pytest

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
        if module.name.startswith(("domain/standards/", "store/migrations/")):
            continue
        duties = {text_of(argument(call, 0)) for call in calls(module.tree, "Duty")}
        for text in strings(module.tree):
            if text in duties:  # named like the figures it is done by
                continue
            first, dot, rest = text.partition(".")
            if dot and first in _FIRST and re.fullmatch(r"[a-z_.]+", rest):
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


#: The home of figures, and the reading of dates people type ("the day after tomorrow" is two days: arithmetic).
_HOMES = ("domain/standards/", "domain/slots.py")
#: What turns one unit into another may stand in a product, not by itself: seven days are a figure, `7 * weeks` is none.
_TURNS = frozenset({7, 24, 60, 100, 1000, 1_000_000})
_UNIT = re.compile(r"(?:^|_)(?<!per_)(?:second|minute|hour|day|week|month|year)s?(?:_|$)", re.IGNORECASE)
#: Lengths written out.
#: What a unit is in the next smaller one: `WEEK = 7`.
_IN = {"week": 7, "day": 24, "hour": 60, "minute": 60}
_LENGTHS = frozenset({1440, 3600, 86_400, 604_800})


def _figures(node: ast.AST | None) -> list[int | float]:
    """Numbers that are neither nothing, nor one, nor the turn of a unit inside a product."""
    if node is None:
        return []
    turned = {
        id(side)
        for product in ast.walk(node)
        if isinstance(product, ast.BinOp) and isinstance(product.op, ast.Mult | ast.Div | ast.FloorDiv | ast.Mod)
        for side in (product.left, product.right)
        if isinstance(side, ast.Constant) and (side.value in _TURNS or _halves(product, side))
    }
    turned |= {id(place.slice) for place in ast.walk(node) if isinstance(place, ast.Subscript)}
    return [n.value for n in ast.walk(node) if id(n) not in turned and _number(n) and n.value not in (0, 1)]


def _halves(product: ast.BinOp, side: ast.Constant) -> bool:
    return isinstance(product.op, ast.Div) and side.value == 2


def _number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


def _named(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names and what they are set to: variables, fields, arguments by name, defaults of parameters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                sides = (
                    zip(target.elts, node.value.elts, strict=False)
                    if _pairs(target, node.value)
                    else [(target, node.value)]
                )
                yield from ((side.id, value) for side, value in sides if isinstance(side, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg, node.value
        elif isinstance(node, ast.arguments):
            places = [*node.posonlyargs, *node.args][len(node.posonlyargs) + len(node.args) - len(node.defaults) :]
            yield from ((a.arg, value) for a, value in zip(places, node.defaults, strict=True))
            yield from ((a.arg, v) for a, v in zip(node.kwonlyargs, node.kw_defaults, strict=True) if v is not None)


def _pairs(target: ast.expr, value: ast.expr) -> bool:
    return isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)


def _lengths(tree: ast.AST) -> list[str]:
    """Lengths of time written down as figures, by line."""
    found = [
        f"{call.lineno}: timedelta of {figures[0]}"
        for call in calls(tree, "timedelta")
        if (figures := [f for part in (*call.args, *(k.value for k in call.keywords)) for f in _figures(part)])
    ]
    found += [
        f"{value.lineno}: {name} = {value.value}"
        for name, value in _named(tree)
        if isinstance(value, ast.Constant) and _figures(value) and _UNIT.search(name)
        if value.value != _IN.get(name.strip("_").lower())
    ]
    return found + [f"{n.lineno}: {n.value}" for n in ast.walk(tree) if _number(n) and n.value in _LENGTHS]


def test_no_length_of_time_is_a_literal() -> None:
    """A length in a rule belongs among the standards, however it is written."""
    found = [
        f"{module.name}:{line}"
        for module in modules("services", "domain")
        if not module.name.startswith(_HOMES)
        for line in _lengths(module.tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("written", "caught"),
    [
        ("timedelta(hours=24)", True), ("timedelta(3)", True), ("timedelta(hours=n * 2)", True), ("timedelta(days=n + 2)", True), ("timedelta(days=7)", True),
        ("timedelta(seconds=30 * 60)", True), ("WAIT_MINUTES = 30", True), ("wait_hours: int = 5", True),
        ("def f(days=3): pass", True), ("def f(*, days=3): pass", True), ("ask(retry_minutes=10)", True), ("x > 86400", True),
        ("NEAR_DAYS, NAMES = 4, 8", True), ("_WEEK = 7", False), ("LONG_WEEK = 7", True), ("per_second = 22", False), ("timedelta(days=1)", False), ("timedelta(days=7 * weeks)", False),
        ("timedelta(hours=figure)", False), ("timedelta()", False), ("timedelta(**{found[4]: n})", False), ("timedelta(hours=n / 2)", False), ("days = 0", False), ("holidays = 12", False), ("PAGE = 24", False),
        ("def f(days): pass", False), ("rows = seconds // 60", False),
    ],
)  # fmt: skip
def test_a_length_is_found_however_it_is_written(written: str, caught: bool) -> None:
    """The guard itself."""
    assert bool(_lengths(ast.parse(written))) is caught


def test_a_key_fits_into_a_button() -> None:
    """In chat a figure is opened by its key."""
    assert [s.key for s in CATALOGUE if len(s.key) > 35] == []
