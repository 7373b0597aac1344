"""What the money of a month is counted from: entries up to its last day, and nothing that can change afterwards."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from domain.fees.ledger import Entry
from domain.figures.money import Due, Moved, Standing
from store import money_tables as m
from store import order_tables as o
from store import tables as t
from store.rows import aside

if TYPE_CHECKING:
    from store.work import Work

_b, _e, _u, _k, _o = m.bills.c, m.entries.c, t.units.c, t.cases.c, o.orders.c


class MoneyFigureRows:
    """Rows of the month's figures."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def moved(self, community: int, first: date, last: date) -> list[Moved]:
        """Entries of those days, summed up by kind, charge, way and the due day of their bill."""
        query = (
            select(_e.kind, _b.code_id, m.payments.c.way, _b.due_on, func.sum(_e.fen))
            .outerjoin(m.bills, _b.id == _e.bill_id)
            .outerjoin(m.payments, m.payments.c.id == _e.payment_id)
            .where(_e.community_id == community, _e.day >= first, _e.day <= last)
            .group_by(_e.kind, _b.code_id, m.payments.c.way, _b.due_on)
        )
        return [Moved(Entry(kind), code, way, due, int(fen)) for kind, code, way, due, fen in self.conn.execute(query)]

    def standing(self, community: int, last: date, end: datetime) -> list[Standing]:
        """What is open of bills by the entries up to that day; `end` is its last instant: what was disputed then."""
        disputed = (
            select(m.disputes.c.bill_id)
            .join(t.cases, _k.id == m.disputes.c.case_id)
            .where(_k.community_id == community, _k.flow == "dispute", aside(_k.created_at) < end)
            .where(or_(_k.closed_at.is_(None), _k.closed_at >= end))
        )
        held = case((_e.bill_id.in_(disputed), 1), else_=0)
        query = (
            select(_b.unit_id, _u.building, _b.code_id, _b.due_on, func.sum(_e.fen), held)
            .join(m.bills, _b.id == _e.bill_id)
            .join(t.units, _u.id == _b.unit_id)
            .where(_e.community_id == community, _e.day <= last)
            .group_by(_b.id, _b.unit_id, _u.building, _b.code_id, _b.due_on, held)
            .having(func.sum(_e.fen) != 0)
            .order_by(_b.unit_id, _b.due_on, _b.id)
        )
        return [Standing(u, str(b), c, due, int(fen), bool(d)) for u, b, c, due, fen, d in self.conn.execute(query)]

    def dues(self, community: int, first: date, last: date) -> list[Due]:
        """Bills due in those days by home: what they come to and what of it is paid, by the entries up to the last day (F-20)."""
        paid = -func.sum(case((_e.payment_id.is_not(None), _e.fen), else_=0))
        came_to = func.sum(case((_e.payment_id.is_(None), _e.fen), else_=0))
        query = (
            select(_b.unit_id, _u.building, came_to, paid)
            .join(m.bills, _b.id == _e.bill_id)
            .join(t.units, _u.id == _b.unit_id)
            .where(_e.community_id == community, _e.day <= last, _b.due_on >= first, _b.due_on <= last)
            .group_by(_b.unit_id, _u.building)
            .order_by(_b.unit_id)
        )
        return [Due(unit, str(building), int(due), int(fen)) for unit, building, due, fen in self.conn.execute(query)]

    def advance(self, community: int, last: date) -> dict[int, int]:
        """What is paid in advance and not taken, by home, by the entries up to that day (FEE-20)."""
        query = (
            select(_e.unit_id, -func.sum(_e.fen))
            .where(_e.community_id == community, _e.day <= last, _e.payment_id.is_not(None), _e.bill_id.is_(None))
            .group_by(_e.unit_id)
            .having(func.sum(_e.fen) != 0)
        )
        return {int(unit): int(fen) for unit, fen in self.conn.execute(query)}

    def services(
        self, community: int, since: datetime, until: datetime, last: date
    ) -> Sequence[tuple[str, str, int, int, int, int, int]]:
        """Services charged in that time, by what they were (SPS-21): names, orders, fen charged, fen owed as of the last day,
        how many were rated and how many of those well (four or five stars)."""
        entries = select(
            _e.bill_id,
            func.sum(_e.fen).label("open"),
            func.sum(case((_e.payment_id.is_(None), _e.fen), else_=0)).label("fen"),
        )
        sums = (
            entries.where(_e.community_id == community, _e.day <= last, _e.bill_id.is_not(None))
            .group_by(_e.bill_id)
            .subquery()
        )
        rated = func.sum(case((_k.rating.is_not(None), 1), else_=0))
        well = func.sum(case((and_(_k.rating.is_not(None), _k.rating >= _WELL), 1), else_=0))
        query = (
            select(_o.item_zh, _o.item_en, func.count(), func.sum(sums.c.fen), func.sum(sums.c.open), rated, well)
            .join(o.orders, _o.case_id == _k.id)
            .join(m.bills, _b.id == _o.bill_id)
            .join(sums, sums.c.bill_id == _b.id)
            .where(_k.community_id == community, _k.flow == "order", _b.made_at >= since, _b.made_at < until)
            .group_by(_o.item_zh, _o.item_en)
            .order_by(func.sum(sums.c.fen).desc(), _o.item_zh)
        )
        return [
            (str(z), str(e), int(n), int(fen), int(owed), int(r), int(w))
            for z, e, n, fen, owed, r, w in self.conn.execute(query)
        ]


#: Stars from which somebody is satisfied.
_WELL = 4
