"""Matters found again: by number, by home, by words; only what whoever searches may read (X-42)."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.cases import Case
from domain.number import case_number, parse
from domain.people import Community, Who
from domain.saying import local_day
from domain.search import matches, wanted
from domain.units import find_units
from services import Work
from services.board import PAGE, post_in, sees_all
from services.flows import FACES
from services.tell import Chat, Words, show, zone_of
from store.search import text_of

#: How far the words of old cases are kept: the last id, or that all are.
_FILLED, _ALL = "search_filled", "all"


def searchable(text: str) -> bool:
    """Whether there is anything in it to search for."""
    return bool(wanted(text))


def find(work: Work, who: Who, community: Community, text: str) -> list[tuple[Case, dict[str, Any]]]:
    """What fits and may be read, newest first, each with what may be read of it; no more than the community's figure.

    A number (`261122-003`, or `003` of today), a home in any usual writing, else words.
    """
    post = post_in(who, community.id)
    most = work.standards.number(community.id, "search.most")
    told = unicodedata.normalize("NFKC", text).strip()
    by_number = _numbered(work, community, told)
    if by_number:
        return _read(work, who, by_number)
    units = [unit.id for ref in find_units(told) for unit in work.people.find_unit(ref, community.id)]
    if units:
        return [(c, r) for c, r in _read(work, who, work.search.of_units(community.id, units, most)) if r.get("home")]
    team = None if sees_all(post) else post.team
    found = [c for c in work.search.having(community.id, wanted(text), team, most) if matches(text_of(c), text)]
    if sees_all(post):
        return _read(work, who, found)
    # A worker finds by what they may read, so that nobody learns by guessing who wrote what from which number.
    return [(case, r) for case, r in _read(work, who, found) if matches(_readable(r), text)]


def _read(work: Work, who: Who, cases: Sequence[Case]) -> list[tuple[Case, dict[str, Any]]]:
    seen = ((case, FACES[case.flow].seen(work, case, who)) for case in cases)
    return [(case, r) for case, r in seen if r is not None]


def _readable(r: dict[str, Any]) -> str:
    return "\n".join(filter(None, (r["words"], r["place"], r["outcome"])))


def _numbered(work: Work, community: Community, told: str) -> list[Case]:
    """The case of that number; a short one counts in today's."""
    plain = told.removeprefix("#").strip()
    if parse(plain) is not None:
        return work.search.numbered(community.id, plain)
    if plain.isascii() and plain.isdigit() and len(plain) <= 4 and int(plain):
        today = local_day(work.now, zone_of(community))
        return work.search.numbered(community.id, case_number(today, int(plain)))
    return []


def show_found(
    work: Work, who: Who, community: Community, chat: Chat, text: str, page: int, talk: int, *, repost: bool
) -> None:
    """One page of what was found; `talk` remembers what was asked for."""
    found = find(work, who, community, text)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages - 1)
    rows = [{"id": case.id, "r": r, "since": case.created_at} for case, r in found[page * PAGE : (page + 1) * PAGE]]
    bounded = len(found) >= work.standards.number(community.id, "search.most")
    given = {"text": text, "count": len(found), "bounded": bounded, "rows": rows, "page": page, "pages": pages}
    show(work, chat, f"found:{chat.id}", Words("search/found", given, f"q{talk}"), repost=repost)


def sweep(work: Work, limit: int) -> datetime | None:
    """Words of cases from before there was a search are kept too, some at a time, until all are."""
    upto = work.marks.get(_FILLED)
    if upto == _ALL:
        return None
    cases = work.search.after(int(upto or 0), limit)
    for case in cases:
        work.search.keep(case)
    work.marks.put(_FILLED, cases[-1].id if len(cases) == limit else _ALL)
    return work.now if len(cases) == limit else None
