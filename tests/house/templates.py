"""The templates as files and as trees: which there are, what they use, which buttons they name."""

from functools import cache
from pathlib import Path

from jinja2 import meta, nodes

from messages.render import FOLDER, LANGUAGES, environment

_ENV = environment()
#: Names that stand for something in every template.
_GIVEN = frozenset(_ENV.globals) | {"_setting"}


def path_of(language: str, name: str) -> Path:
    """Where a message lies."""
    return FOLDER / language / f"{name}.j2"


@cache
def every(language: str) -> tuple[str, ...]:
    """All templates of a language by name, parts of others too."""
    return tuple(
        sorted(p.relative_to(FOLDER / language).with_suffix("").as_posix() for p in (FOLDER / language).rglob("*.j2"))
    )


def is_part(name: str) -> bool:
    """Whether it is no message by itself: `_shared` pieces, and folders below a flow's folder."""
    return name.rpartition("/")[2].startswith("_") or name.count("/") > 1


@cache
def names() -> frozenset[str]:
    """Messages of any language."""
    return frozenset(n for language in LANGUAGES for n in every(language) if not is_part(n))


@cache
def tree(language: str, name: str) -> nodes.Template:
    """A template's syntax tree."""
    return _ENV.parse(path_of(language, name).read_text(encoding="utf-8"))


def _refers_to(language: str, name: str) -> list[str]:
    """Templates it includes and imports by a fixed name; by a made-up one, every template of that folder."""
    found = []
    for node in tree(language, name).find_all((nodes.Include, nodes.FromImport, nodes.Import)):
        where = node.template
        if isinstance(where, nodes.Const):
            found.append(str(where.value).partition("/")[2].removesuffix(".j2"))
            continue
        first = next((n.value for n in where.find_all(nodes.Const)), "") if where is not None else ""
        folder = str(first).partition("/")[2]
        found += [n for n in every(language) if folder and n.startswith(folder)]
    return found


@cache
def uses(language: str, name: str) -> frozenset[str]:
    """The values a template needs, with those of the pieces it takes in."""
    own = frozenset(meta.find_undeclared_variables(tree(language, name))) - _GIVEN
    return own.union(*(uses(language, other) for other in _refers_to(language, name)))


@cache
def parts_of(language: str, name: str) -> frozenset[str]:
    """The pieces it takes in, and theirs."""
    own = frozenset(_refers_to(language, name))
    return own.union(*(parts_of(language, other) for other in own))


@cache
def verbs(language: str, name: str) -> frozenset[str]:
    """Actions of buttons named in its own text."""
    found = set()
    for call in tree(language, name).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "b" and len(call.args) > 1:
            found |= {str(n.value) for n in _constants(call.args[1])}
    return frozenset(found)


def _constants(node: nodes.Node) -> list[nodes.Const]:
    if isinstance(node, nodes.Const):
        return [node]
    if isinstance(node, nodes.CondExpr):
        return [*_constants(node.expr1), *(_constants(node.expr2) if node.expr2 is not None else [])]
    return []


def looked_up(language: str, name: str) -> set[str]:
    """Groups of single words it looks up by a fixed name."""
    return {
        str(f.args[0].value)
        for f in tree(language, name).find_all(nodes.Filter)
        if f.name in ("word", "said") and f.args and isinstance(f.args[0], nodes.Const)
    }
