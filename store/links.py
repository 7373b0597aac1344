"""Matters that came of other matters: the cure of a complaint, what an enquiry or a visit brought to light (CMP-14)."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select

from domain.cases import Case
from store import heard_tables as h
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work

_l, _f = h.case_links.c, h.forum_cases.c
# Looked up at every move of a repair, so not built anew each time.
_FROM = Prepared(select(_l.other_id, _l.kind).where(_l.case_id == bindparam("case")).order_by(_l.id))
_TO = Prepared(select(_l.case_id, _l.kind).where(_l.other_id == bindparam("case")).order_by(_l.id))
_OF_FORUM = Prepared(
    select(*columns(t.cases, Case))
    .join(h.forum_cases, _f.case_id == t.cases.c.id)
    .where(_f.forum_id == bindparam("forum"))
    .order_by(_f.id)
)
_KNOWN = Prepared(select(_f.id).where(_f.forum_id == bindparam("forum"), _f.case_id == bindparam("case")))
_FORUM = Prepared(select(_f.forum_id).where(_f.case_id == bindparam("case")).order_by(_f.id))


class Links:
    """One matter is the cure or the follow-up of another (CMP-14), or came of an opinion at a forum (VIS-07)."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, case: int, other: int, kind: str, by: int | None, now: datetime) -> None:
        """`other` came of `case`."""
        row = {"case_id": case, "other_id": other, "kind": kind, "made_by": by, "made_at": now}
        self.conn.execute(insert(h.case_links).values(row))

    def from_(self, case: int) -> list[tuple[int, str]]:
        """What came of a case: ids and kinds, oldest first."""
        return _pairs(_FROM.rows(self.conn, case=case))

    def to(self, case: int) -> list[tuple[int, str]]:
        """What a case came of."""
        return _pairs(_TO.rows(self.conn, case=case))

    # opinions noted at a forum

    def came_of_forum(self, forum: int, case: int) -> bool:
        """An opinion became a matter, once; whether it was not known yet."""
        if _KNOWN.first(self.conn, forum=forum, case=case) is not None:
            return False
        self.conn.execute(insert(h.forum_cases).values(forum_id=forum, case_id=case))
        return True

    def of_forum(self, forum: int) -> list[Case]:
        """Matters that came of a forum, oldest first."""
        return many(self.conn, _OF_FORUM, Case, forum=forum)

    def forums_of(self, case: int) -> list[int]:
        """The forums a matter came of."""
        return [int(forum) for (forum,) in _FORUM.rows(self.conn, case=case)]


def _pairs(rows: Sequence[Any]) -> list[tuple[int, str]]:
    return [(int(found), str(kind)) for found, kind in rows]
