"""What the tests know of the templates and of the code that names them, read from the files themselves."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import meta, nodes

from handlers import FLOWS
from handlers.conversation import SUMMARY, never
from messages.render import FOLDER, LANGUAGES, environment

ROOT = FOLDER.parent
CODE = ("bot", "handlers", "services", "domain")
#: Parts that a template takes in with it: they are told about in their own first line, not sent by themselves.
_PART = "_"
_NAME = re.compile(r"[a-z_]+/[a-z_]+")
#: What says a message, and which of its arguments names it.
_SAYING = {"Words": 0, "Refused": 0, "toast": 0, "_simple": 1, "_decides": 1}
_ENV = environment()


def names(language: str) -> set[str]:
    """Every message of a language, `<folder>/<name>`."""
    found = FOLDER / language
    return {f"{file.parent.name}/{file.stem}" for file in found.glob("*/*.j2") if not file.stem.startswith(_PART)}


@cache
def source(language: str, name: str) -> str:
    """The template as it is written."""
    return (FOLDER / language / f"{name}.j2").read_text(encoding="utf-8")


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Everything a person could read in that language: each file with its comments taken out."""
    for file in sorted((FOLDER / language).rglob("*")):
        if file.suffix == ".j2":
            yield str(file.relative_to(FOLDER)), re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.S)
        elif file.suffix == ".toml":
            yield str(file.relative_to(FOLDER)), re.sub(r"(?m)^\s*#.*$", "", file.read_text(encoding="utf-8"))


def variables(language: str, name: str) -> set[str]:
    """The values the template uses, together with whatever it imports and includes by name."""
    used: set[str] = set()
    waiting, seen = [f"{language}/{name}.j2"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        tree = _ENV.parse((FOLDER / path).read_text(encoding="utf-8"))
        used |= meta.find_undeclared_variables(tree)
        for node in tree.find_all((nodes.FromImport, nodes.Import, nodes.Include)):
            waiting += _taken_in(node.template)
    return used - {"_setting"} - set(_ENV.globals)


def _taken_in(template: nodes.Expr) -> list[str]:
    """The file that is taken in; where its name is put together, all it may be."""
    if isinstance(template, nodes.Const):
        return [str(template.value)]
    start = next(str(part.value) for part in template.find_all(nodes.Const))
    return [str(file.relative_to(FOLDER)) for file in sorted(FOLDER.glob(f"{start}*.j2"))]


@cache
def named() -> dict[str, set[str]]:
    """Messages the code names, each with the letters its buttons begin with ("" for none), as far as can be read."""
    found: dict[str, set[str]] = {}
    for flow in FLOWS.values():
        for step in flow.steps:
            found.setdefault(flow.message(step.name), set()).add("t")
        if flow.summary is not never:
            found.setdefault(flow.message(SUMMARY), set()).add("t")
    for called, node in _calls():
        if called in _SAYING:
            for name in _strings(node.args[_SAYING[called]]):
                found.setdefault(name, set()).add(_letter(node, called))
    for path in _files():
        for name in _strings(ast.parse(path.read_text(encoding="utf-8"))):
            if name in names(LANGUAGES[0]):
                found.setdefault(name, set())
    return found


@cache
def short() -> set[str]:
    """Messages that may be shown in a small window after a press: refusals and the short lines."""
    found = {"common/outdated"}
    for called, node in _calls():
        if called in _SAYING and called != "Words":
            found |= _strings(node.args[_SAYING[called]]) & names(LANGUAGES[0])
    return found


@cache
def given() -> dict[str, set[str]]:
    """For messages whose values are written out where they are named: the keys of those values."""
    found: dict[str, set[str]] = {}
    for called, node in _calls():
        if called == "Words" and isinstance(node.args[0], ast.Constant):
            values = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
            if isinstance(values, ast.Dict) and all(isinstance(key, ast.Constant) for key in values.keys):
                keys = {str(key.value) for key in values.keys if isinstance(key, ast.Constant)}
                name = str(node.args[0].value)
                found[name] = found.get(name, keys) & keys
        elif called == "Refused" and node.args and isinstance(node.args[0], ast.Constant):
            keys = {keyword.arg or "" for keyword in node.keywords}
            name = str(node.args[0].value)
            found[name] = found.get(name, keys) & keys
    return found


@cache
def _files() -> tuple[Path, ...]:
    return tuple(file for folder in CODE for file in sorted((ROOT / folder).rglob("*.py")))


@cache
def _calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call with arguments, by the name that is called."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in _files()]
    called = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return tuple((getattr(node.func, "attr", getattr(node.func, "id", "")), node) for node in called)


def _strings(tree: ast.AST) -> set[str]:
    strings = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {s for s in strings if _NAME.fullmatch(s) and (FOLDER / LANGUAGES[0] / s.split("/")[0]).is_dir()}


def _letter(node: ast.Call, called: str) -> str:
    if called == "Refused":
        return "m"
    if called != "Words":
        return ""
    subject = node.args[2] if len(node.args) > 2 else next((k.value for k in node.keywords if k.arg == "subject"), None)
    match subject:
        case None:
            return ""
        case ast.Constant(value=str(text)):
            return text[:1]
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text[:1]
        case _:
            return "c"
