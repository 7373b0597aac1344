"""The figures of `make growth` as a page, as a file for machines and as two pictures."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.drawing.charts import chart
from bot.drawing.fonts import Fonts
from tests.bench.running import PROJECT

PAGE, FIGURES = PROJECT / "docs/proof/growth.md", PROJECT / "docs/proof/growth.json"
PICTURES = PROJECT / "docs/pictures"
#: A figure that is so many times the first one has grown, if it is more than noise: milliseconds.
GROWN, NOISE = 2.0, 2.0
#: Key, what it is, unit; in the order of the page.
ROWS: Sequence[tuple[str, str, str]] = (
    ("step", "a step of a repair conversation, median", "ms"),
    ("step_p95", "the same, nineteen of twenty are faster", "ms"),
    ("board_crew", "the board, asked by one of the crew", "ms"),
    ("board_manager", "the board, asked by the manager", "ms"),
    ("overdue_crew", "what is overdue, asked by one of the crew", "ms"),
    ("overdue_manager", "what is overdue, asked by the manager", "ms"),
    ("waiting", "what nobody has taken yet", "ms"),
    ("desk_list", "whom the desk has to ask back", "ms"),
    ("own_list", "an owner's own list", "ms"),
    ("digest", "the morning digest", "ms"),
    ("report_quality", "last month's report: quality", "ms"),
    ("report_repairs", "last month's report: repairs", "ms"),
    ("report_complaints", "last month's report: complaints", "ms"),
    ("report_callbacks", "last month's report: asking back", "ms"),
    ("report_shorts", "last month's report: questions of one tap", "ms"),
    ("report_visits", "last month's report: visits", "ms"),
    ("report_recurring", "last month's report: recurring troubles", "ms"),
    ("report_surveys", "last month's report: surveys", "ms"),
    ("report_money", "last month's report: money", "ms"),
    ("report_statements", "last month's report: statements", "ms"),
    ("search_common", "search for a common word", "ms"),
    ("search_rare", "search for words said once", "ms"),
    ("search_two", "search for two common words", "ms"),
    ("search_number", "search for a number", "ms"),
    ("search_home", "search for a home", "ms"),
    ("person", "who is it? by the chat, with posts and homes", "ms"),
    ("join", "somebody of the register shares their contact", "ms"),
    ("clock", "a look of the clock with nothing due", "ms"),
    ("start", "opening the store, version checked", "ms"),
    ("memory_mb", "memory of the process afterwards", "MB"),
    ("backup_s", "`guanjia backup`: copy, check, checksum", "s"),
    ("file_mb", "the file", "MB"),
)
#: What belongs to all rows and is expected to grow.
_WHOLE = ("backup_s", "file_mb", "memory_mb")
_PANELS: Sequence[tuple[str, Sequence[tuple[str, str, str]]]] = (
    ("A step of a repair conversation, ms", (("step", "median", "new"), ("step_p95", "nineteen of twenty are faster", "soft"))),
    ("Boards, ms", (("board_crew", "crew", "new"), ("board_manager", "manager", "good"), ("overdue_manager", "overdue", "late"))),
    (
        "Last month's reports, ms",
        (("report_repairs", "repairs", "new"), ("report_callbacks", "asked back", "good"), ("report_complaints", "complaints", "late"), ("digest", "digest", "busy")),
    ),
    (
        "Found again, ms",
        (("search_common", "common word", "new"), ("search_rare", "rare words", "good"), ("search_number", "number", "busy"), ("person", "a person", "plain"), ("join", "a newcomer", "late")),
    ),
    ("Backup, s", (("backup_s", "copy, check, checksum", "plain"),)),
    ("File, MB", (("file_mb", "all tables and indexes", "plain"),)),
)  # fmt: skip


def write(document: Mapping[str, Any]) -> None:
    """Page, figures, pictures."""
    FIGURES.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(document), encoding="utf-8")
    for what in ("cases", "people"):
        (PICTURES / f"growth-{what}.png").write_bytes(chart(picture(document, what), Fonts()))


def page(document: Mapping[str, Any]) -> str:
    """The page, as it is printed."""
    of, still = document["of"], f"{document['still']:,}"
    parts = [_HEAD.format(**of, still=still)]
    for what, title in (("cases", f"More cases ({still} people)"), ("people", f"More people ({still} cases)")):
        parts.append(f"## {title}\n\n![{title}](../pictures/growth-{what}.png)\n\n{table(document[what], what)}\n")
    return "\n".join(parts)


def table(sizes: Mapping[str, Mapping[str, float]], what: str) -> str:
    """A row a figure, a column a size, and what the largest is of the smallest."""
    named = [f"{int(size):,} {what}" for size in sizes]
    lines = [f"| | {' | '.join(named)} | last / first |", f"|---|{'--:|' * (len(named) + 1)}"]
    for key, words, unit in ROWS:
        values = [figures[key] for figures in sizes.values() if key in figures]
        if values:
            said = " | ".join(f"{value:,.{_places(value)}f} {unit}" for value in values)
            lines.append(f"| {words} | {said} | {_ratio(key, values)} |")
    return "\n".join(lines) + "\n"


def grown(key: str, values: Sequence[float]) -> bool:
    """Whether something has grown that ought not to."""
    return key not in _WHOLE and values[-1] > GROWN * values[0] and values[-1] - values[0] > NOISE


def _ratio(key: str, values: Sequence[float]) -> str:
    said = f"{values[-1] / values[0]:.1f}" if values[0] else "–"
    return f"**{said}**" if grown(key, values) else said


def _places(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 1 else 2


def _drawn(value: float) -> float:
    return round(value, _places(value)) if value < 100 else round(value)


def picture(document: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The document of a chart: a panel a kind of question, a group of columns a size."""
    sizes: Mapping[str, Mapping[str, float]] = document[what]
    panels = [
        {
            "kind": "columns", "title": _pair(title), "labels": [_pair(f"{int(size):,} {what}") for size in sizes], "none": _pair("-"),
            "series": [
                {"name": _pair(name), "tone": tone, "values": [_drawn(figures[key]) for figures in sizes.values()]}
                for key, name, tone in series
            ],
        }
        for title, series in _PANELS
    ]  # fmt: skip
    of = document["of"]
    note = f"make growth, seed {of['seed']}, {of['day']}, commit {of['commit']}: {of['cores']} cores, Python {of['python']}, SQLite {of['sqlite']}"
    return {"what": "chart", "title": _pair(f"What grows with {what}"), "note": _pair(note), "panels": panels}


def _pair(text: str) -> tuple[str, str]:
    return text, text


_HEAD = """# Growth

`make growth SEED={seed}` builds six stores and asks each of them what the product asks, through its own code. Open matters (300, of them
100 late) and the last two months (2,000 matters) are the same in every store; all other cases lie evenly over the ten years before. A
question about what is open, or about last month, should therefore take as long beside a million cases as beside ten thousand.
A case is a repair or, one in ten, a complaint, with its history, promises, callback, card, message and search terms.

Last run, {day}, of commit {commit}: {cores} cores, load {load_before} before, Python {python}, SQLite {sqlite}. Times are medians of
fifteen, of all steps of fifteen repairs for the conversation, of one run for the backup; nothing is flushed (backup excepted), the file lies in the
system's cache. **Bold**: more than twice as long at the largest size, and by more than {noise:.0f} ms.

What may grow: the report of complaints counts the valid ones of the whole year and every home lived in, the report of money looks at
every home, and a home's own matters are listed up to sixty; the copy and the file hold everything.
""".replace("{noise:.0f}", f"{NOISE:.0f}")
