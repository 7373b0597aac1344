"""Sizes: a module is read in one sitting, a function on one screen."""

import ast

from tests.house.sources import PACKAGES, modules

#: Lines of a module, and of a function.
MODULE, SCREEN = 400, 60
#: Longer on purpose: every table on one page, and a migration that makes them, which is never read again.
_TABLES = ("store/tables.py", "store/heard_tables.py", "store/migrations/versions/")


def test_modules_are_short() -> None:
    """At most 400 lines, tests too."""
    assert {
        m.name: n
        for m in modules(*PACKAGES, "tests")
        if (n := len(m.text.splitlines())) > MODULE and not m.name.startswith(_TABLES)
    } == {}


def test_functions_fit_a_screen() -> None:
    """At most 60 lines with docstring."""
    long = {
        f"{module.name}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for module in modules(*PACKAGES)
        for node in ast.walk(module.tree)
        if not module.name.startswith(_TABLES)
        and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > SCREEN
    }
    assert long == {}


def test_public_things_say_what_they_are() -> None:
    """Every public module, class and function of the product has a docstring."""
    silent = []
    for module in modules(*PACKAGES):
        if module.path.parent.name == "versions" or not module.text.strip():
            continue
        for node, owner in _public(module.tree):
            if ast.get_docstring(node) is None:
                silent.append(f"{module.name}: {owner}")
    assert silent == []


def _public(tree: ast.Module):
    yield tree, "module"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node, node.name
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    named = isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and not inner.name.startswith("_")
                    if named and not any(getattr(d, "attr", "") == "setter" for d in inner.decorator_list):
                        yield inner, f"{node.name}.{inner.name}"


def test_names_of_modules_say_something() -> None:
    """No attic: `utils`, `helpers`, `manager`, `base`, `common`, `misc`."""
    attic = {"utils", "util", "helpers", "helper", "manager", "base", "misc", "shared"}
    assert [m.name for m in modules(*PACKAGES, "tests") if m.path.stem in attic] == []


def test_nothing_is_left_for_later() -> None:
    """No open ends in the product or its tests: what is not done is in the decisions or in the changelog."""
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")
    assert [m.name for m in modules(*PACKAGES, "tests") if any(mark in m.text for mark in marks)] == []


def test_no_test_is_skipped() -> None:
    """A test that does not run says nothing."""
    marks = ("pytest." + "skip", "mark." + "skip", "mark." + "xfail", "importor" + "skip")
    assert [m.name for m in modules("tests") if any(mark in m.text for mark in marks)] == []
