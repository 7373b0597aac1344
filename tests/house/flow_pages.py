"""What a flow's page says below its diagram: clocks, figures, conversations, rules and places, read from the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from domain import standards
from domain.people import Role, Who
from handlers import FLOWS
from handlers.conversation import Flow, always
from services.flows import FACES
from services.recompute import RECOMPUTE
from tests.house.lifecycle import Lifecycle
from tests.house.places import PART_OF, PLACES
from tests.house.sources import ROOT, Module, modules, strings

RULE = re.compile(r"\b(?!F-)([A-Z]{1,3}-\d{2,3})\b")
_CODE = ("domain", "services", "handlers", "store")


@cache
def code_of(name: str) -> tuple[Module, ...]:
    """The modules of a flow, in the order of its places."""
    return tuple(
        module
        for place in PLACES[name]
        for module in modules(*_CODE)
        if module.name == f"{place}.py" or module.name.startswith(f"{place}/")
    )


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _table(heads: tuple[str, ...], rows: list[str]) -> list[str]:
    return [_row(*heads), "|" + "---|" * len(heads), *rows, ""]


def _first_sentence(text: str) -> str:
    """The first sentence of a docstring on one line, without its full stop."""
    return re.split(r"(?<=[.])\s", " ".join(text.split("\n\n")[0].split()))[0].rstrip(".:;")


def _promises(name: str) -> list[str]:
    """Each kind of promise of the flow: how it is counted, and where."""
    face = FACES.get(name)
    found: dict[str, str] = {}
    for (flow, kind), counts in RECOMPUTE.items():
        if flow == name:
            where = counts.__module__.replace(".", "/") + ".py"
            found[str(kind)] = _row(f"`{kind}`", _first_sentence(counts.__doc__ or "–"), f"`{where}`")
    for kind in face.own if face else ():
        where = f"`{face.own[kind].__module__.replace('.', '/')}.py`" if face else "–"
        found.setdefault(str(kind), _row(f"`{kind}`", "Never moved by a figure once it is given", where))
    return [found[kind] for kind in sorted(found)]


def figures_of(name: str) -> list[standards.Standard]:
    """The figures that the flow's code asks for by their keys."""
    asked = {text for module in code_of(name) for text in strings(module.tree)}
    return [figure for figure in standards.CATALOGUE if figure.key in asked]


def _figures(name: str) -> list[str]:
    rows = []
    for figure in figures_of(name):
        value = f"{standards.as_text(figure, figure.default)} {figure.unit_en}".strip()
        rows.append(_row(f"`{figure.key}`", f"{figure.en} ({figure.zh})", value, ", ".join(figure.rules) or "–"))
    return rows


def _actor(role: Role | None) -> Who:
    """Somebody of that post, or an owner; enough of a person for `Flow.may`."""
    post = (
        (
            SimpleNamespace(
                role=role, community_id=1, id=1, active=True, units=(), person_id=1, team="engineering", buildings=()
            ),
        )
        if role
        else ()
    )
    homes = () if role else (SimpleNamespace(id=1, community_id=1),)
    return Who(cast(Any, SimpleNamespace(id=1)), cast(Any, post), cast(Any, homes))


def begins(flow: Flow) -> str:
    """Who may begin a conversation: owners, all of the staff or those posts; the services look again at each press."""
    roles = [str(role) for role in Role if flow.may(_actor(role))]
    staff = ["staff"] if len(roles) == len(Role) else roles
    owner = ["residents"] if flow.may(_actor(None)) else []
    return ", ".join([*owner, *staff]) or "whoever is asked"


def conversations_of(name: str) -> list[Flow]:
    """The conversations whose end lies in the flow's handlers."""
    mine = {module.name.removesuffix(".py").replace("/", ".") for module in code_of(name)}
    return [flow for flow in FLOWS.values() if flow.submit.__module__ in mine]


def questions(flow: Flow) -> str:
    """Its steps in order, with the marks that `docs/flows/conversations.md` explains."""
    steps = []
    for step in flow.steps:
        marks = step.name + ("*" if step.collects else "") + ("?" if step.optional else "")
        steps.append(marks if step.when is always else f"({marks})")
    return " → ".join(steps)


def _said(life: Lifecycle) -> Iterator[tuple[str, str]]:
    """Sentences of ours that may name rules, and where each stands; the diagram's own are read first."""
    yield from ((text, f"{life.source}") for text in life.explained.values())
    for module in code_of(life.name):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                text = " ".join((ast.get_docstring(node) or "").split())
                yield from ((sentence, module.name) for sentence in re.split(r"(?<=[.])\s", text))
    yield from ((f"{f.en} ({', '.join(f.rules)})", "figure") for f in figures_of(life.name))


def rules_of(life: Lifecycle) -> dict[str, tuple[str, str]]:
    """Each rule that the flow's code names: what is done about it there, and where."""
    found: dict[str, tuple[str, str]] = {}
    for sentence, where in _said(life):
        plain = re.sub(r"\s*\((?:[^()]*\b[A-Z]{1,3}-\d{2,3}\b[^()]*)\)", "", sentence).strip().rstrip(".:;")
        if not RULE.search(plain) and len(plain) > 12:
            for rule in RULE.findall(sentence):
                found.setdefault(rule, (plain, where))
    return dict(sorted(found.items()))


def pictures_of(name: str) -> list[str]:
    """The pictures of the flow's conversation that are there, side by side; `make pictures` takes them."""
    titles = {"zh": "in Chinese", "en": "in English"}
    there = [lang for lang in titles if (ROOT / "docs" / "pictures" / "flows" / f"{name}-{lang}.png").is_file()]
    if not there:
        return []
    shown = [f"![{name}, {titles[lang]}](../pictures/flows/{name}-{lang}.png)" for lang in there]
    return ["## How it looks", "", *_table(tuple(titles[lang] for lang in there), [_row(*shown)])]


def _place(place: str) -> str:
    folder = (ROOT / place).is_dir()
    return f"[`{place}{'/' if folder else '.py'}`](../../{place}{'/' if folder else '.py'})"


def below(life: Lifecycle) -> list[str]:
    """All that stands under the table of events."""
    if life.name in PART_OF:
        whole = PART_OF[life.name]
        return ["", f"A part of [{whole}]({whole}.md): its clocks, rules, conversations and places are there."]
    lines: list[str] = ["", *pictures_of(life.name)]
    parts = (
        ("Promises", ("kind", "how it is counted", "where"), _promises(life.name)),
        ("Clocks and figures", ("figure", "what it says", "default", "rules"), _figures(life.name)),
        (
            "Conversations",
            ("conversation", "questions in order", "begun by"),
            [_row(f"`{flow.name}`", questions(flow), begins(flow)) for flow in conversations_of(life.name)],
        ),
        (
            "Rules",
            ("rule", "what is done about it", "where"),
            [
                _row(rule, text, where if where == "figure" else f"`{where}`")
                for rule, (text, where) in rules_of(life).items()
            ],
        ),
    )
    for title, heads, rows in parts:
        if rows:
            lines += [f"## {title}", "", *_table(heads, rows)]
    lines += ["## Places", "", " · ".join(_place(place) for place in PLACES[life.name])]
    return lines


def index(lives: tuple[Lifecycle, ...], note: str) -> str:
    """The list of all pages: one line each with its statuses counted."""
    lines = ["# Flows", "", note, "One page each: how it moves, its clocks, its conversations, its rules, its places."]
    lines += ["[Every conversation](conversations.md) with its questions has a page of its own.", ""]
    rows = []
    for life in lives:
        states = {str(before) for before, _ in life.table} | {str(after) for after in life.table.values()}
        of = f"part of [{PART_OF[life.name]}]({PART_OF[life.name]}.md)" if life.name in PART_OF else ""
        talks = "" if of else str(len(conversations_of(life.name)) or "–")
        figures = "" if of else str(len(figures_of(life.name)) or "–")
        rows.append(_row(f"[{life.title}]({life.name}.md)", str(len(states)), talks or of, figures))
    lines += _table(("flow", "statuses", "conversations", "figures"), rows)
    return "\n".join(lines).rstrip("\n") + "\n"
