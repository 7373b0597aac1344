"""What the code says: every message it names, the values it gives, and what its buttons are about.

Read from the syntax trees, as far as they show it; what is put together while running is left open (None).
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handlers import FLOWS
from handlers.conversation import SUMMARY, Flow, never
from tests.house.sources import argument, called, calls, modules, text_of

_SPEAKING = ("bot", "handlers", "services", "domain")
#: Kinds of a message that only look like names of ours.
_MIME = ("application", "image", "video", "audio", "text", "multipart")


@dataclass(frozen=True)
class Said:
    """One place of the code that says something."""

    name: str
    #: Names of the values given; None when they are put together while running.
    keys: frozenset[str] | None
    #: First letter of what the buttons are about; empty: none can be pressed; None: not to be read.
    letter: str | None
    where: str


@cache
def said() -> tuple[Said, ...]:
    """Everything said anywhere, the questions of the flows too."""
    found = [s for module in modules(*_SPEAKING) for s in _of_module(module)]
    for flow in FLOWS.values():
        for step in asked(flow):
            found.append(Said(flow.message(step), frozenset({"a", "ask"}), "t", f"flow {flow.name}"))
    return tuple(found)


def asked(flow: Flow) -> list[str]:
    """What a flow may ask: its steps, and the summary where it has one."""
    return [s.name for s in flow.steps] + ([SUMMARY] if flow.summary is not never else [])


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.Module]:
    """Each function once with all that stands in it, and what stands outside of any."""
    inner = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    nested = {id(n) for f in inner for n in ast.walk(f) if isinstance(n, ast.FunctionDef) and n is not f}
    yield from (f for f in inner if id(f) not in nested)
    yield ast.Module([n for n in tree.body if not isinstance(n, ast.FunctionDef | ast.ClassDef)], [])


def _of_module(module) -> Iterator[Said]:
    for function in _functions(module.tree):
        for call in calls(function, "Words", "Refused", "toast", "does", "_decides"):
            what = called(call)
            where = f"{module.name}:{call.lineno}"
            place = 1 if what in ("does", "_decides") else 0
            names = _names(argument(call, place, "toast" if place else "name"), function)
            if what == "Words":
                keys, letter = (
                    _keys(argument(call, 1, "values"), function),
                    _letter(argument(call, 2, "subject"), module),
                )
            elif what == "Refused":
                given = frozenset(k.arg or "" for k in call.keywords)
                keys, letter = (None if "" in given else given), "m"
            else:
                keys, letter = _keys(None if place else argument(call, 1, "values"), function), ""
            for name in names:
                yield Said(name, keys, letter, where)


def _names(node: ast.expr | None, function: ast.AST) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_names(node.body, function), *_names(node.orelse, function)]
    if isinstance(node, ast.Name):
        value = _assigned(node.id, function)
        return _names(value, function) if value is not None else _passed(node.id, function)
    text = text_of(node)
    return [text] if text else []


def _passed(name: str, function: ast.AST) -> list[str]:
    """A name that is a parameter: what the callers pass for it."""
    if not isinstance(function, ast.FunctionDef):
        return []
    parameters = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    if name not in parameters:
        return []
    place = parameters.index(name)
    found = [argument(c, place, name) for m in modules(*_SPEAKING) for c in calls(m.tree, function.name)]
    return [text for text in map(text_of, found) if text and "/" in text]


def _assigned(name: str, function: ast.AST) -> ast.expr | None:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            return node.value
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            return node.value
    return None


def _keys(node: ast.expr | None, function: ast.AST) -> frozenset[str] | None:
    if node is None:
        return frozenset()
    if isinstance(node, ast.Name):
        value = _assigned(node.id, function)
        return _keys(value, function) if value is not None else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _returned(node.func.id)
    if not isinstance(node, ast.Dict):
        return None
    found: set[str] = set()
    for key, value in zip(node.keys, node.values, strict=True):
        inner = _keys(value, function) if key is None else frozenset({text_of(key) or ""})
        if inner is None:
            return None
        found |= inner
    return frozenset(found)


@cache
def _returned(name: str) -> frozenset[str] | None:
    """The keys of the one dictionary that a function of that name returns."""
    function = _defined().get(name)
    if function is None:
        return None
    returns = [n.value for n in ast.walk(function) if isinstance(n, ast.Return)]
    return _keys(returns[0], function) if len(returns) == 1 and isinstance(returns[0], ast.Dict) else None


@cache
def _defined() -> dict[str, ast.FunctionDef]:
    """The first function of each name."""
    found: dict[str, ast.FunctionDef] = {}
    for module in modules(*_SPEAKING):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, node)
    return found


def _letter(node: ast.expr | None, module) -> str | None:
    if node is None:
        return ""
    if isinstance(node, ast.Constant):
        return str(node.value)[:1]
    if isinstance(node, ast.JoinedStr):
        return (text_of(node.values[0]) or "")[:1] or None
    if isinstance(node, ast.Call) and called(node) == "subject":
        return _subject_of(module)
    return None


def _subject_of(module) -> str | None:
    """The letter of what `subject(…)` returns there: the module's own function, or the one it imports."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "subject":
            returned = next(n.value for n in ast.walk(node) if isinstance(n, ast.Return))
            return _letter(returned, module)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "subject" for alias in node.names):
            file = f"{(node.module or '').replace('.', '/')}.py"
            return next((_subject_of(m) for m in modules(*_SPEAKING) if m.name == file), None)
    return None


@cache
def named() -> frozenset[str]:
    """Every message named anywhere in the code."""
    folders = {s.name.partition("/")[0] for s in said()}
    found = {s.name for s in said()}
    for module in modules(*_SPEAKING, "store"):
        for node in ast.walk(module.tree):
            text = text_of(node)
            if (
                text
                and text.count("/") == 1
                and text.partition("/")[0] in folders - set(_MIME)
                and text.replace("/", "").replace("_", "").isalnum()
            ):
                found.add(text)
    return frozenset(found)


@cache
def letters(name: str) -> frozenset[str] | None:
    """What the buttons of a message may be about; None when the code does not show it."""
    found = [s.letter for s in said() if s.name == name]
    return None if not found or None in found else frozenset(s for s in found if s)
