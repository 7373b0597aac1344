"""Papers (PDF) as plain documents, drawn when they are sent (`bot/drawing/papers.py`): what receipts and statements share.

A message carries `picture(…)`, which only says what the paper is about; `services/documents.py` has it made whole by the
subject's own function, which ends in `paper(…)`. Everything given here is text as it should read.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from domain.people import Community
from domain.sending import Picture
from messages.render import word
from services import Work

#: A label and what stands beside it.
Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its share of the width, amounts to the right."""

    title: str
    share: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; it goes on over as many pages as it needs, its headings too. Sums stand bold at its end."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    sums: Sequence[Sequence[str]] = ()
    title: str = ""


def paper(
    work: Work,
    community: Community,
    language: str,
    title: str,
    *,
    number: str = "",
    facts: Sequence[Fact] = (),
    tables: Sequence[Grid] = (),
    after: Sequence[Fact] = (),
    notes: Sequence[str] = (),
    signs: Sequence[Fact] = (),
    stamp: str = "",
    sealed: bool = False,
) -> dict[str, Any]:
    """The whole paper of a community. `stamp` is a word across every page (作废); `sealed`: with the community's seal."""
    return {
        "what": "paper", "head": community.name, "title": title, "number": number, "facts": [list(f) for f in facts],
        "tables": [_plain(table) for table in tables], "after": [list(f) for f in after], "notes": list(notes), "signs": [list(s) for s in signs],
        "foot": " · ".join(filter(None, (community.name, title, number))), "page": word("paper", "page", language), "stamp": stamp,
        "seal": seal(work, community.id) if sealed else "",
    }  # fmt: skip


def seal(work: Work, community: int) -> str:
    """The hash of the picture of the community's seal; empty without one, and until we have a copy."""
    found = work.receipts.seal(community)
    return (found[1] or "") if found else ""


def picture(what: str, name: str, **about: Any) -> Picture:
    """The paper as a message carries it: only said. `about` is plain, and tells apart whatever would look different."""
    return Picture(kind="file", ref="", draw={"what": what, **about}, name=f"{name}.pdf")


def _plain(table: Grid) -> dict[str, Any]:
    return {
        "title": table.title, "columns": [asdict(c) for c in table.columns], "rows": [list(r) for r in table.rows],
        "sums": [list(s) for s in table.sums],
    }  # fmt: skip
