"""The rows the figures of complaints are counted from. Every query is bounded by community and time of receipt, through
an index; nothing about whoever complained is read."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, select

from domain.complaint.kinds import Validity
from domain.figures.complaints import ComplaintDue, ComplaintRow
from domain.ids import CaseId
from domain.people import UnitState
from store import heard_tables as h
from store import tables as t
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work

_c, _k, _u = t.cases.c, h.complaints.c, t.units.c
_ROW = (
    _c.id, _c.number, _c.status, _c.category, _k.validity, _k.subtype, _k.grade, _k.responsibility, _k.cause, _k.level,
    _c.team, _u.building, _c.created_at, _k.handed_at, _k.answered_at, _k.definite_at, _c.closed_at,
)  # fmt: skip
_DUE = columns(t.deadlines, ComplaintDue)
#: Cases asked about in one statement.
_AT_ONCE = 500


class ComplaintFigureRows:
    """What reports of complaints read."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def rows(self, community: int, start: datetime, end: datetime) -> list[ComplaintRow]:
        """Complaints received from `start` until before `end`, oldest first."""
        joined = select(*_ROW).join_from(t.cases, h.complaints, _k.case_id == _c.id)
        query = joined.outerjoin(t.units, _u.id == _c.unit_id).where(*_received(community, start, end))
        return many(self.conn, query.order_by(_c.created_at, _c.id), ComplaintRow)

    def dues(self, cases: Sequence[CaseId]) -> list[ComplaintDue]:
        """Every promise of these complaints, of every round."""
        found: list[ComplaintDue] = []
        for first in range(0, len(cases), _AT_ONCE):
            some = t.deadlines.c.case_id.in_(cases[first : first + _AT_ONCE])
            found += many(self.conn, select(*_DUE).where(some).order_by(t.deadlines.c.id), ComplaintDue)
        return found

    def valid(self, community: int, start: datetime, end: datetime) -> int:
        """How many of those received then are valid (F-11)."""
        joined = select(func.count()).join_from(t.cases, h.complaints, _k.case_id == _c.id)
        return self._number(joined.where(*_received(community, start, end), _k.validity == Validity.VALID))

    def moved_in(self, community: int) -> int:
        """Homes somebody lives in now, their own or let: the base of F-11."""
        states = (UnitState.LIVED_IN, UnitState.LET)
        return self._number(select(func.count()).where(_u.community_id == community, _u.state.in_(states)))

    def by_building(self, community: int, start: datetime, end: datetime) -> dict[str, int]:
        """How many of those received then come from each building (CMP-37)."""
        joined = select(_u.building, func.count()).join_from(t.cases, h.complaints, _k.case_id == _c.id)
        query = joined.join(t.units, _u.id == _c.unit_id).where(*_received(community, start, end))
        return {row[0]: int(row[1]) for row in self.conn.execute(query.group_by(_u.building))}

    def _number(self, query: Any) -> int:
        return int(self.conn.scalar(query) or 0)


def _received(community: int, start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    return _c.community_id == community, _c.created_at >= start, _c.created_at < end
