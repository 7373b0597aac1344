"""Paid services: the catalogue, what only an order has, its copies, the months both sides signed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from domain.cases import Case
from domain.order import Copy, Offer, OrderFacts, State
from domain.order.month import Charged
from domain.people import Team
from store import money_tables as m
from store import order_tables as o
from store import tables as t
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_f, _o, _c, _k, _m, _b = o.offers.c, o.orders.c, o.order_copies.c, t.cases.c, o.order_months.c, m.bills.c
_OFFER, _FACTS, _CASE = columns(o.offers, Offer), columns(o.orders, OrderFacts), columns(t.cases, Case)


class Orders:
    """Offers, orders, copies, months."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    # the catalogue

    def offers(self, community: int, *, active: bool = True) -> list[Offer]:
        """What a community offers, in its order; `active=False` with what is no longer offered."""
        query = select(*_OFFER).where(_f.community_id == community).order_by(_f.rank, _f.id)
        return many(self.conn, query.where(_f.active) if active else query, Offer)

    def offer(self, offer: int) -> Offer | None:
        """The item, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_OFFER).where(_f.id == offer), Offer)

    def add_offer(self, values: Mapping[str, Any]) -> Offer:
        """A new item, the last of the list."""
        rank = self.conn.scalar(
            select(func.coalesce(func.max(_f.rank), 0)).where(_f.community_id == values["community_id"])
        )
        row = {"active": True, "version": 1, "rank": int(rank or 0) + 1, **values}
        made = int(self.conn.execute(insert(o.offers).values(row).returning(_f.id)).scalar_one())
        return one(self.conn, select(*_OFFER).where(_f.id == made), Offer)

    def change_offer(self, offer: Offer, field: str, value: Any, by: int | None) -> Offer | None:
        """One field of an item from now on, noted; None when somebody was faster."""
        where = (_f.id == offer.id, _f.version == offer.version)
        row = {field: value, "version": offer.version + 1}
        if not self.conn.execute(update(o.offers).where(*where).values(row)).rowcount:
            return None
        note = {
            "offer_id": offer.id,
            "field": field,
            "value": "" if value is None else str(value),
            "by": by,
            "at": self.work.now,
        }
        self.conn.execute(insert(o.offer_changes).values(note))
        return self.offer(offer.id)

    # orders

    def add(self, case: int, values: Mapping[str, Any]) -> None:
        """For a new case."""
        self.conn.execute(insert(o.orders).values({**values, "case_id": case}))

    def of(self, case: int) -> OrderFacts:
        """What only an order has; it must be one."""
        return one(self.conn, select(*_FACTS).where(_o.case_id == case), OrderFacts)

    def change(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets some of it."""
        self.conn.execute(update(o.orders).where(_o.case_id == case).values(dict(values)))

    def listed(self, community: int, statuses: Collection[str], team: Team | None, limit: int) -> list[Case]:
        """Orders in these statuses, of one department or of all, the oldest first."""
        where = [_k.community_id == community, _k.flow == "order", _k.status.in_(sorted(statuses))]
        if team is not None:
            where.append(_k.team == team)
        return many(self.conn, select(*_CASE).where(*where).order_by(_k.id).limit(limit), Case)

    def due(
        self, community: int, statuses: Collection[str], modes: Collection[str], first: date, last: date
    ) -> list[Case]:
        """Orders in these statuses, paid so, that are due on a day from the first to the last."""
        query = (
            select(*_CASE)
            .join(o.orders, _o.case_id == _k.id)
            .where(_k.community_id == community, _k.flow == "order", _k.status.in_(sorted(statuses)))
            .where(_o.mode.in_(sorted(modes)))
            .where(_o.due_on >= first, _o.due_on <= last)
            .order_by(_o.due_on, _k.id)
        )
        return many(self.conn, query, Case)

    def charged(self, community: int, since: datetime, until: datetime) -> list[Charged]:
        """Orders whose bill was to be made in that time (prepaid: agreed; others: accepted), with what the ledger says of each."""
        entries = m.entries.c
        billed = (
            select(entries.bill_id, func.sum(entries.fen).label("fen"))
            .where(entries.payment_id.is_(None), entries.bill_id.is_not(None))
            .group_by(entries.bill_id)
            .subquery()
        )
        when = func.coalesce(_b.made_at, _o.accepted_at)
        query = (
            select(_k.id, _k.number, _o.agreed_fen, billed.c.fen, _b.open_fen)
            .join(o.orders, _o.case_id == _k.id)
            .outerjoin(m.bills, _b.id == _o.bill_id)
            .outerjoin(billed, billed.c.bill_id == _b.id)
            .where(_k.community_id == community, _k.flow == "order", _k.status.not_in(("cancelled", "declined")))
            .where(when >= since, when < until)
            .order_by(_k.id)
        )
        return [
            Charged(row[0], row[1], row[2] or 0, row[3], (row[3] or 0) - (row[4] or 0), row[4] or 0)
            for row in self.conn.execute(query)
        ]

    # copies

    def copies(self, case: int) -> tuple[Copy, ...]:
        """The copies of an order by number."""
        query = select(_c.number, _c.holder, _c.state).where(_c.case_id == case).order_by(_c.number)
        return tuple(Copy(n, Team(holder), State(state)) for n, holder, state in self.conn.execute(query))

    def put_copies(self, case: int, copies: Iterable[Copy], by: int | None) -> None:
        """Where they are now; what has not moved stays as it is."""
        before = {copy.number: copy for copy in self.copies(case)}
        for copy in copies:
            if before.get(copy.number) == copy:
                continue
            row = {"holder": copy.holder, "state": copy.state, "moved_by": by, "moved_at": self.work.now}
            if copy.number in before:
                self.conn.execute(
                    update(o.order_copies).where(_c.case_id == case, _c.number == copy.number).values(row)
                )
            else:
                self.conn.execute(insert(o.order_copies).values({**row, "case_id": case, "number": copy.number}))

    def with_copies(self, community: int, states: Collection[str], limit: int) -> list[Case]:
        """Orders one of whose copies is in such a state, the oldest first."""
        held = select(_c.case_id).where(_c.state.in_(sorted(states)))
        query = select(*_CASE).where(_k.community_id == community, _k.flow == "order", _k.id.in_(held))
        return many(self.conn, query.order_by(_k.id).limit(limit), Case)

    # months

    def month(self, community: int, month: str) -> Mapping[str, Any] | None:
        """What was signed of a month, if anything."""
        query = select(o.order_months).where(_m.community_id == community, _m.month == month)
        row = self.conn.execute(query).mappings().first()
        return dict(row) if row is not None else None

    def put_month(self, community: int, month: str, version: int, values: Mapping[str, Any]) -> bool:
        """The month changed, one version up (0: it is new); False when somebody was faster."""
        if version == 0:
            if self.month(community, month) is not None:
                return False
            row = {"community_id": community, "month": month, "version": 1, **values}
            self.conn.execute(insert(o.order_months).values(row))
            return True
        where = (_m.community_id == community, _m.month == month, _m.version == version)
        done = self.conn.execute(update(o.order_months).where(*where).values({**values, "version": version + 1}))
        return bool(done.rowcount)

    # money

    def service_code(self, community: int) -> Any:
        """The charge code of services as a row, made when the community has none yet."""
        c = m.charge_codes.c
        query = select(m.charge_codes).where(c.community_id == community, c.key == "service")
        row = self.conn.execute(query).mappings().first()
        if row is not None:
            return row
        new = {
            "community_id": community, "key": "service", "kind": "once", "name_zh": "有偿服务费", "name_en": "Paid services",
            "months": 1, "rank": 50, "custody": False, "active": True,
        }  # fmt: skip
        self.conn.execute(insert(m.charge_codes).values(new))
        return self.conn.execute(query).mappings().one()

    def moved(self, unit: int) -> Sequence[int]:
        """Orders of a home whose bill is open for another amount than they say: its money has moved."""
        query = (
            select(_k.id)
            .join(o.orders, _o.case_id == _k.id)
            .join(m.bills, _b.id == _o.bill_id)
            .where(_k.unit_id == unit, _k.owing_fen != _b.open_fen)
            .order_by(_k.id)
        )
        return [int(case) for case in self.conn.scalars(query)]
