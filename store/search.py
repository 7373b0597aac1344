"""Terms of cases, and which cases have all of them; the comparing itself is `domain.search`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, tuple_

from domain.cases import Case
from domain.people import Team
from domain.search import terms
from store import tables as t
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work

_s, _c = t.search_terms.c, t.cases.c
_CASE = columns(t.cases, Case)
#: What of a case is found by its words; the community, as its terms go with it.
TEXTS = frozenset({"words", "place", "outcome", "community_id"})


def text_of(case: Case) -> str:
    """Everything of a case that can be searched for."""
    return "\n".join(filter(None, (case.words, case.place, case.outcome)))


class Search:
    """The index of words."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    def keep(self, case: Case) -> None:
        """The terms of a case are those of its texts now; whatever was kept before is put right."""
        most = self.work.standards.number(case.community_id, "search.terms")
        now = {(case.community_id, term) for term in terms(text_of(case), most)}
        rows = self.conn.execute(select(_s.community_id, _s.term).where(_s.case_id == case.id))
        before = {(community, term) for community, term in rows}
        gone, new = sorted(before - now), sorted(now - before)
        if gone:
            mine = tuple_(_s.community_id, _s.term).in_(gone)
            self.conn.execute(delete(t.search_terms).where(_s.case_id == case.id, mine))
        if new:
            values = [{"community_id": community, "term": term, "case_id": case.id} for community, term in new]
            self.conn.execute(insert(t.search_terms), values)

    def having(self, community: int, wanted: Sequence[str], team: Team | None, limit: int) -> list[Case]:
        """Cases of the community (or of one team) that have every one of the terms, newest first; none for no terms."""
        if not wanted:
            return []
        first, *others = (t.search_terms.alias(f"s{n}") for n in range(len(wanted)))
        query = select(*_CASE).join_from(first, t.cases, _c.id == first.c.case_id)
        query = query.where(first.c.community_id == community, first.c.term == wanted[0])
        if team is not None:
            query = query.where(_c.team == team)
        for other, term in zip(others, wanted[1:], strict=True):
            same = (other.c.community_id == community) & (other.c.term == term) & (other.c.case_id == first.c.case_id)
            query = query.join(other, same)
        return many(self.conn, query.order_by(first.c.case_id.desc()).limit(limit), Case)

    def of_units(self, community: int, units: Sequence[int], limit: int) -> list[Case]:
        """Cases of these homes, newest first."""
        # The community is looked at afterwards: asked for, it would be what the database searches by.
        query = select(*_CASE).where(_c.unit_id.in_(list(units))).order_by(_c.id.desc()).limit(limit)
        return [case for case in many(self.conn, query, Case) if case.community_id == community]

    def numbered(self, community: int, number: str) -> list[Case]:
        """The case of that number, if there is one."""
        return many(self.conn, select(*_CASE).where(_c.community_id == community, _c.number == number), Case)

    def after(self, case: int, limit: int) -> list[Case]:
        """Cases with a higher id, in their order: to go through all of them in parts."""
        return many(self.conn, select(*_CASE).where(_c.id > case).order_by(_c.id).limit(limit), Case)
