"""Prints the documentation that comes from tables: `python -m tests.house.diagrams` rewrites it."""

import re
from itertools import count
from pathlib import Path

from domain import standards
from domain.lifecycle import diagram
from handlers import FLOWS
from tests.house.flow_pages import below, index, questions
from tests.house.lifecycles import LIFECYCLES, Lifecycle
from tests.house.pointers import renewed
from tests.house.security_pages import permissions_page, personal_page
from tests.house.sources import ROOT
from tests.house.spoken import asked

DOCS = ROOT / "docs"
_NOTE = "<!-- Printed by `make docs`; change the tables, not this page. -->\n"


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else chr(ord("A") + number // 26 - 1) + chr(ord("A") + number % 26)


def lifecycle_page(life: Lifecycle) -> str:
    """A diagram whose arrows carry letters, and what each letter means."""
    numbers = count()
    letters = {name: _letter(next(numbers)) for name in dict.fromkeys(str(event) for _, event in life.table)}
    drawn = [
        re.sub(r": (.+)$", lambda m: ": " + ", ".join(f"{letters[e]} {e}" for e in m[1].split(", ")), line)
        for line in diagram(life.table, life.start, life.finals).splitlines()
    ]
    lines = [
        f"# {life.title}",
        "",
        _NOTE,
        life.intro,
        "",
        f"The table is in `{life.source}`.",
        "",
        "```mermaid",
        *drawn,
        "```",
        "",
    ]
    by = " by |" if life.who is not None else ""
    lines += [f"| | event | from | to |{by} what it means |", "|---|---|---|---|" + ("---|" if by else "") + "---|"]
    for name, letter in letters.items():
        befores = ", ".join(str(before) for before, event in life.table if event == name)
        after = next(str(a) for (_, event), a in life.table.items() if event == name)
        who = f" {life.who.get(name, 'the clock')} |" if life.who is not None else ""
        lines.append(f"| {letter} | `{name}` | {befores} | {after} |{who} {life.explained[name]} |")
    return "\n".join([*lines, *below(life)]) + "\n"


def conversations_page() -> str:
    """Every conversation with its questions in order."""
    lines = [
        "# Conversations",
        "",
        _NOTE,
        "What can be asked, in which order; declared in `handlers/`, worded in `messages/<language>/<folder>/ask_<step>.j2`.",
        "A question is asked only when it applies and has no answer yet. `?` may be skipped, `*` collects several answers,",
        "`(…)` depends on earlier answers.",
        "",
        "| conversation | questions | shown once more before sending | words in |",
        "|---|---|---|---|",
    ]
    for flow in FLOWS.values():
        shown = "yes" if "summary" in asked(flow) else "no"
        lines.append(f"| `{flow.name}` | {questions(flow)} | {shown} | `{flow.folder or flow.name}/` |")
    return "\n".join(lines) + "\n"


def standards_page() -> str:
    """Every figure with its default, its bounds and its rules."""
    lines = [
        "# Figures of the rules",
        "",
        _NOTE,
        "Each is a default that a community may set otherwise, in chat (标准设置) or with `guanjia standards`; every change is on the",
        "record, and open promises follow it.",
        "Declared in `domain/standards/`; no such figure stands anywhere else in the code.",
        "",
        "| key | type | default | unit | may be | rules | 中文 | English |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for s in standards.CATALOGUE:
        bounds = (
            ", ".join(s.choices)
            if s.choices
            else f"{s.low:,} – {s.high:,}"
            if s.high
            else "yes, no"
            if s.kind == "flag"
            else "–"
        )
        default, unit = (
            standards.as_text(s, s.default),
            f"{s.unit_zh} {s.unit_en}" if s.unit_en != s.unit_zh else s.unit_en,
        )
        named = f"| `{s.key}` | {s.kind} | {default} | {unit or '–'} |"
        lines.append(f"{named} {bounds} | {', '.join(s.rules) or '–'} | {s.zh} | {s.en} |")
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Every printed page and what it should say."""
    printed = {DOCS / "flows" / f"{life.name}.md": lifecycle_page(life) for life in LIFECYCLES}
    printed[DOCS / "flows" / "conversations.md"] = conversations_page()
    printed[DOCS / "flows" / "README.md"] = index(LIFECYCLES, _NOTE)
    printed[DOCS / "standards.md"] = standards_page()
    printed[DOCS / "personal-data.md"] = personal_page(_NOTE)
    printed[DOCS / "permissions.md"] = permissions_page(_NOTE)
    tour = DOCS / "tour.md"
    printed[tour] = renewed(tour, tour.read_text(encoding="utf-8"))
    return printed


def main() -> None:
    """Rewrites what has changed."""
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
