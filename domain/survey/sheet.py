"""A questionnaire as a sheet: one question a row. All of it is taken in or nothing, and every row that cannot be is named."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.errors import Refused
from domain.survey.questions import MOST_QUESTIONS, Kind, Question, check

#: What stands in a row, in this order: the key of a question that is there already, how it is answered, words, options.
COLUMNS = ("key", "kind", "zh", "en", "options", "options_en", "optional")
#: Where the heading may stand: above it there may be a title.
_HEADING_ROWS = 10
_BETWEEN = re.compile(r"[;；\n]+")
_YES = frozenset({"是", "可以", "可跳过", "yes", "y", "true", "1", "x", "✓"})
_NO = frozenset({"", "否", "不可以", "必答", "no", "n", "false", "0"})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken in: its number on the sheet, the column, what stands there, and why (a key of words)."""

    row: int
    column: str
    value: str
    why: str


def cells(asked: Sequence[Question], kinds: Mapping[Kind, str], yes: str) -> list[list[str | None]]:
    """The questions as rows of the sheet."""
    return [
        [
            q.key, kinds[q.kind], q.zh, q.en or None, "；".join(zh for zh, _ in q.options) or None,
            "；".join(en for _, en in q.options) if any(en for _, en in q.options) else None, yes if q.optional else None,
        ]
        for q in asked
    ]  # fmt: skip


def read(
    rows: Sequence[Sequence[object]], heads: Mapping[str, str], kinds: Mapping[str, Kind]
) -> tuple[list[Question], list[BadRow]]:
    """The questions of a sheet and what is wrong with it. `heads`: heading → column, `kinds`: what is typed → kind; in small letters."""
    top = next(
        (
            n
            for n, row in enumerate(rows[:_HEADING_ROWS])
            if {heads.get(_text(c).lower()) for c in row} >= {"kind", "zh"}
        ),
        None,
    )
    if top is None:
        return [], [BadRow(1, "zh", "", "no_heading")]
    places = {heads[_text(cell).lower()]: n for n, cell in enumerate(rows[top]) if _text(cell).lower() in heads}
    taken: list[Question] = []
    bad: list[BadRow] = []
    for number, row in enumerate(rows[top + 1 :], top + 2):
        values = {column: _text(row[n]) if n < len(row) else "" for column, n in places.items()}
        if any(values[c] for c in values if c != "key"):
            found = _question(number, values, kinds, [q.key for q in taken])
            (bad if isinstance(found, BadRow) else taken).append(found)  # type: ignore[arg-type]
    if not taken and not bad:
        bad.append(BadRow(top + 2, "zh", "", "empty"))
    if len(taken) > MOST_QUESTIONS:
        bad.append(BadRow(top + 2 + MOST_QUESTIONS, "zh", taken[MOST_QUESTIONS].zh, "too_many"))
    return _keyed(taken), bad


def _question(
    number: int, values: Mapping[str, str], kinds: Mapping[str, Kind], before: Sequence[str]
) -> Question | BadRow:
    def wrong(column: str, why: str) -> BadRow:
        return BadRow(number, column, values.get(column, ""), why)

    kind, key, optional = kinds.get(values["kind"].lower()), values.get("key", ""), values.get("optional", "").lower()
    if kind is None:
        return wrong("kind", "kind")
    if optional not in _YES | _NO:
        return wrong("optional", "optional")
    if key and (not _KEY.fullmatch(key) or key in before):
        return wrong("key", "key")
    zh, en = _parts(values.get("options", "")), _parts(values.get("options_en", ""))
    if en and len(en) != len(zh):
        return wrong("options_en", "uneven")
    options = tuple((label, en[n] if en else "") for n, label in enumerate(zh))
    question = Question(key, kind, values["zh"], values.get("en", ""), options, optional in _YES)
    try:
        return check(question)
    except Refused as refused:
        why = refused.message.partition("/")[2]
        return wrong("options" if why == "few_options" else "zh", why)


def _keyed(taken: Sequence[Question]) -> list[Question]:
    """Rows without a key get one that is free."""
    used = {q.key for q in taken if q.key}
    free = (key for key in (f"q{n}" for n in range(1, len(taken) + len(used) + 1)) if key not in used)
    return [q if q.key else Question(next(free), q.kind, q.zh, q.en, q.options, q.optional) for q in taken]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def _text(cell: object) -> str:
    """The cell as a person sees it; lines stay, as options may stand below each other."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFC", str(cell)).strip()
