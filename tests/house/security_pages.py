"""Printed beside the diagrams: what is kept of people and how it goes, and who may press what."""

from collections.abc import Mapping

from domain import standards
from store import personal as p
from tests.permissions.rows import GROUPS, Row
from tests.permissions.test_matrix import ROWS

_KEEP = "keep."


def personal_page(note: str) -> str:
    """Columns by what becomes of them, and the figures of retention."""
    lines = [
        "# What is kept of people",
        "",
        note,
        "Printed from `store/personal.py`, where every column that can hold words stands in one list; a test compares it with the schema.",
        "",
        "## How long",
        "",
        "Emptied by the clock a portion at a time; each is a figure a community may set otherwise. Open matters are never touched.",
        "",
        "| what | kept for | figure |",
        "|---|---|---|",
    ]
    lines += [
        f"| {s.en} ({s.zh}) | {s.default:,} {s.unit_en} | `{s.key}` |"
        for s in standards.CATALOGUE
        if s.key.startswith(_KEEP)
    ]
    lines += [
        "",
        "Everything else is the company's record of its service and stays until it is deleted with the database, or emptied of a person by",
        "`guanjia forget`.",
        "",
        "## What `guanjia forget` empties",
        "",
        "| table | columns | reached by | left there |",
        "|---|---|---|---|",
    ]
    for one in p.ERASED:
        columns = ", ".join(f"`{c}`" for c in one.to) if one.to is not None else "the whole row"
        lines.append(f"| `{one.table.name}` | {columns} | {one.reach.said} | {_left(one.to)} |")
    lines += [
        "| `media` | `ref`, `unique_ref`, `sha256`, the file | files of matters the person reported, and what they sent | nothing |",
        "| `inbox` | `raw`, `error`, `chat_id` | from the person's chat, or holding a name, number or words emptied above | what tells a repeat |",
        "| `outbox` | `payload` | messages sent to others that hold a name, number or words emptied above | nothing |",
        "| `outbox`, `relay_messages` | `key`, `outbox_key`, `chat_id` | keys that name the account, the person's own chat | a number of the row |",
        "| `events` | `data` | matters of others that name a former colleague | `—` in place of the name |",
        "",
        "## What stays, as the company's own record",
        "",
        "| table | columns | why |",
        "|---|---|---|",
    ]
    for name, columns in sorted(p.KEPT.items()):
        for why in dict.fromkeys(columns.values()):
            said = ", ".join(f"`{c}`" for c, reason in columns.items() if reason == why)
            lines.append(f"| `{name}` | {said} | {why} |")
    lines += [
        "",
        "## Codes, figures and names of things",
        "",
        "Numbers that point to a person stay in all tables; the person they point to has neither name nor number any more.",
        "",
        "| table | columns |",
        "|---|---|",
    ]
    lines += [
        f"| `{name}` | {', '.join(f'`{c}`' for c in columns.split())} |"
        for name, columns in sorted(p.PLAIN.items())
        if columns
    ]
    return "\n".join(lines) + "\n"


def _left(to: Mapping[str, object] | None) -> str:
    if to is None:
        return "–"
    if any(callable(value) for value in to.values()):
        return "codes and figures"
    return "`—`" if p.GONE in to.values() else "nothing"


def permissions_page(note: str) -> str:
    """Every button and who may press it; a test presses each as everybody."""
    lines = [
        "# Who may press what",
        "",
        note,
        "Printed from the table of `tests/permissions/`. A test presses every button as everybody below, two communities beside each other: whoever is",
        "not named is told no in one friendly sentence, nothing is changed, and it is counted. Buttons carry no right: each press is looked up",
        "in the database afresh.",
        "",
        "## Who they are",
        "",
        "| group | people |",
        "|---|---|",
    ]
    lines += [f"| {name} | {', '.join(people)} |" for name, people in GROUPS.items()]
    lines += [
        "",
        "`former` has moved out, `left` no longer works here, `foreign_…` and F_… belong to another community, `-NAME` takes somebody away.",
        "",
        "## Buttons",
        "",
        "| letter and verb | about | in the state | who may | everybody else is told |",
        "|---|---|---|---|---|",
    ]
    lines += [_line(row) for row in sorted(ROWS, key=lambda r: (r.thing, r.letter, r.verb))]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    states = "; ".join(
        ", ".join(f"{name} {value}" for name, value in facts.items() if not isinstance(value, dict | list))
        for facts in row.states.values()
    )
    told = row.rest + "".join(f"; {names}: {said}" for said, names in row.others.items())
    return f"| `{row.letter}:{row.verb}` | {row.thing} | {states or 'any'} | {row.may or 'nobody'} | {told} |"
