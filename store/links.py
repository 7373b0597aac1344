"""Matters that came of other matters: the cure of a complaint, what an enquiry or a visit brought to light (CMP-14)."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Table, insert, select

from store import heard_tables as h

if TYPE_CHECKING:
    from store.work import Work


class Links:
    """One matter is the cure or the follow-up of another (CMP-14)."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, case: int, other: int, kind: str, by: int | None, now: datetime) -> None:
        """`other` came of `case`."""
        row = {"case_id": case, "other_id": other, "kind": kind, "made_by": by, "made_at": now}
        self.conn.execute(insert(h.case_links).values(row))

    def from_(self, case: int) -> list[tuple[int, str]]:
        """What came of a case: ids and kinds, oldest first."""
        return self._pairs(h.case_links, "other_id", "case_id", case)

    def to(self, case: int) -> list[tuple[int, str]]:
        """What a case came of."""
        return self._pairs(h.case_links, "case_id", "other_id", case)

    def _pairs(self, table: Table, wanted: str, by: str, case: int) -> list[tuple[int, str]]:
        query = select(table.c[wanted], table.c.kind).where(table.c[by] == case).order_by(table.c.id)
        return [(int(found), str(kind)) for found, kind in self.conn.execute(query)]
