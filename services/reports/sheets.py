"""What every workbook of ours is made of: the message that says which one it is, whose and when, sheets with a heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.figures import Period, parse
from domain.people import Community
from domain.sending import Picture
from messages.render import word
from services import Work

#: Key, kind of cell, width in letters.
Column = tuple[str, str, int]
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The workbook a message is about."""

    community: Community
    period: Period
    language: str


def picture(work: Work, what: str, title: str, asked: Asked) -> Picture:
    """The workbook as a message carries it: only said, not yet made. `at` tells two states of an open period apart.

    `title` is a word of the group `book`.
    """
    period, language = asked.period.key, asked.language
    drawn = {
        "what": what, "community": asked.community.id, "period": period, "language": language, "at": work.now.isoformat(),
    }  # fmt: skip
    return Picture(kind="file", ref="", draw=drawn, name=f"{word('book', title, language)}-{period}.xlsx")


def asked_for(work: Work, what: str, given: Mapping[str, Any]) -> Asked:
    """Which workbook a message carries. Raises `ValueError` for one of another kind, or of a period that is none."""
    period = parse(str(given["period"]))
    if given["what"] != what or period is None:
        raise ValueError("no report")
    return Asked(work.people.community(int(given["community"])), period, str(given["language"]))


def sheet(
    asked: Asked, name: str, columns: Sequence[Column], rows: list[list[Any]], group: str = "column"
) -> dict[str, Any]:
    """A sheet: what it is of stands above its columns, whose headings are words of the `group`."""
    title = word("sheet", name, asked.language)
    heads = [{"title": word(group, key, asked.language), "width": width, "kind": kind} for key, kind, width in columns]
    days = f"{asked.period.first.isoformat()} – {asked.period.last.isoformat()}"
    return {"title": title, "above": [f"{asked.community.name} · {days} · {title}"], "columns": heads, "rows": rows}


def minutes(length: timedelta | None) -> float | None:
    """A length as cells of minutes hold it."""
    return None if length is None else round(length / _MINUTE, 1)
