"""Kinds of charge, their prices, what homes hold of them, costs to share, reductions, what waits for a head; runs of bills."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from domain.fees.asks import Ask, Asked
from domain.fees.charges import Bill, Code, Rate
from domain.fees.run import Cost, Holding, Home, Reading
from domain.people import Relation, Unit, UnitState
from store import money_tables as m
from store import tables as t
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_c, _r, _h, _s = m.charge_codes.c, m.rates.c, m.holdings.c, m.shared_costs.c
_CODE, _RATE, _HOLDING = columns(m.charge_codes, Code), columns(m.rates, Rate), columns(m.holdings, Holding)
_READING, _ASK = columns(m.readings, Reading), columns(m.fee_asks, Ask)
_UNIT = columns(t.units, Unit)
APPROVED, ENDED = "approved", "ended"
_ALL = "all"


class Charges:
    """What homes are charged for, and by how much."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    # codes and prices

    def codes(self, community: int) -> list[Code]:
        """All kinds of charge, those no longer used too, in the order in which they are paid."""
        query = select(*_CODE).where(_c.community_id == community).order_by(_c.rank, _c.id)
        return many(self.conn, query, Code)

    def code(self, code: int) -> Code | None:
        """The kind of charge, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_CODE).where(_c.id == code), Code)

    def add_code(self, values: Mapping[str, Any]) -> Code:
        """A new kind of charge."""
        made = self.conn.execute(insert(m.charge_codes).values(dict(values)).returning(_c.id)).scalar_one()
        return one(self.conn, select(*_CODE).where(_c.id == made), Code)

    def switch(self, code: int, active: bool) -> None:
        """Used from now on, or no longer."""
        self.conn.execute(update(m.charge_codes).where(_c.id == code).values(active=active))

    def rates(self, code: int) -> list[Rate]:
        """Prices of a code, the oldest first."""
        return many(self.conn, select(*_RATE).where(_r.code_id == code).order_by(_r.from_on), Rate)

    def set_rate(self, code: int, from_on: date, price_e4: int, by: int | None) -> None:
        """From that day on; one of the same day takes its place (services see to it that no bill stands on it)."""
        values = {"price_e4": price_e4, "set_by": by, "set_at": self.work.now}
        there = update(m.rates).where(_r.code_id == code, _r.from_on == from_on).values(values)
        if not self.conn.execute(there).rowcount:
            self.conn.execute(insert(m.rates).values(code_id=code, from_on=from_on, **values))

    # homes

    def homes(self, community: int) -> list[Home]:
        """All homes with what their bills depend on, in the order of the register."""
        return self._homes(t.units.c.community_id == community)

    def homes_after(self, community: int, after: int, most: int) -> list[Home]:
        """So many of them behind one."""
        u = t.units.c
        page = select(u.id).where(u.community_id == community, u.id > after).order_by(u.id).limit(most)
        last = max(self.conn.scalars(page), default=None)
        return self._homes((u.community_id == community) & (u.id > after) & (u.id <= last)) if last is not None else []

    def home(self, unit: int) -> Home | None:
        """One of them."""
        return next(iter(self._homes(t.units.c.id == unit)), None)

    def _homes(self, where: Any) -> list[Home]:
        u, r = t.units.c, t.residencies.c
        owned = set(
            self.conn.scalars(
                select(r.unit_id)
                .join(t.units, u.id == r.unit_id)
                .where(where, r.relation == Relation.OWNER, r.ended_at.is_(None))
            )
        )
        query = select(*_UNIT, u.area_cm2, u.state, u.rate_fen).where(where).order_by(u.id)
        size = len(_UNIT)
        return [
            Home(unit := Unit(*row[:size]), row[size], UnitState(row[size + 1]), row[size + 2], unit.id in owned)
            for row in self.conn.execute(query)
        ]

    def set_state(self, unit: int, state: UnitState) -> None:
        """How the home is used from now on: in custody, or no longer (FEE-09)."""
        self.conn.execute(update(t.units).where(t.units.c.id == unit).values(state=state))

    # what a home holds

    def holdings_of(self, unit: int, day: date) -> list[Holding]:
        """Parking spaces and meters of a home that day or later."""
        where = (_h.unit_id == unit, (_h.until_on.is_(None)) | (_h.until_on >= day))
        return many(self.conn, select(*_HOLDING).where(*where).order_by(_h.code_id, _h.label, _h.id), Holding)

    def holding(self, holding: int) -> Holding | None:
        """One of them, if there is one of that id."""
        return optional(self.conn, select(*_HOLDING).where(_h.id == holding), Holding)

    def holdings(self, code: int) -> list[Holding]:
        """All of a code, past ones too."""
        return many(self.conn, select(*_HOLDING).where(_h.code_id == code).order_by(_h.id), Holding)

    def add_holding(self, unit: int, code: int, label: str, quantity: int, from_on: date) -> Holding:
        """From that day on."""
        values = {"unit_id": unit, "code_id": code, "label": label, "quantity": quantity, "from_on": from_on}
        made = self.conn.execute(insert(m.holdings).values(values).returning(_h.id)).scalar_one()
        return one(self.conn, select(*_HOLDING).where(_h.id == made), Holding)

    def end_holding(self, holding: int, until_on: date) -> None:
        """Its last day."""
        self.conn.execute(update(m.holdings).where(_h.id == holding).values(until_on=until_on))

    def readings(self, code: int) -> list[Reading]:
        """Of all meters of a code."""
        d = m.readings.c
        query = select(*_READING).join(m.holdings, _h.id == d.holding_id).where(_h.code_id == code)
        return many(self.conn, query.order_by(d.read_on, d.id), Reading)

    def newest_reading(self, holding: int) -> Reading | None:
        """What the meter showed last."""
        d = m.readings.c
        query = select(*_READING).where(d.holding_id == holding).order_by(d.read_on.desc()).limit(1)
        return optional(self.conn, query, Reading)

    def read(self, holding: int, day: date, value_milli: int, by: int | None) -> None:
        """The meter shows that; of the same day the later one counts."""
        d = m.readings.c
        values = {"value_milli": value_milli, "read_by": by, "read_at": self.work.now}
        there = update(m.readings).where(d.holding_id == holding, d.read_on == day).values(values)
        if not self.conn.execute(there).rowcount:
            self.conn.execute(insert(m.readings).values(holding_id=holding, read_on=day, **values))

    # costs to share

    def costs(self, code: int, period: str) -> list[Cost]:
        """Of a period: of the whole community, or of buildings."""
        query = (
            select(t.buildings.c.code, _s.fen)
            .outerjoin(t.buildings, t.buildings.c.id == _s.building_id)
            .where(_s.code_id == code, _s.period == period)
            .order_by(_s.id)
        )
        return [Cost(building, int(fen)) for building, fen in self.conn.execute(query)]

    def set_cost(self, code: int, period: str, building: int | None, fen: int, by: int | None) -> None:
        """The whole to be shared out; set again it takes the place of what was there (services see to it that nothing is billed)."""
        scope = str(building) if building else _ALL
        values = {"fen": fen, "set_by": by, "set_at": self.work.now}
        key = (_s.code_id == code, _s.period == period, _s.scope == scope)
        if not self.conn.execute(update(m.shared_costs).where(*key).values(values)).rowcount:
            new = {"code_id": code, "period": period, "scope": scope, "building_id": building}
            self.conn.execute(insert(m.shared_costs).values({**new, **values}))

    # reductions

    def reductions(self, code: int, period: str) -> dict[int, int]:
        """By home, per cent taken off in that period; of several the largest."""
        d = m.reductions.c
        query = (
            select(d.unit_id, func.max(d.percent))
            .where(d.code_id == code, d.status == APPROVED, d.from_period <= period, d.until_period >= period)
            .group_by(d.unit_id)
        )
        return {int(unit): int(percent) for unit, percent in self.conn.execute(query)}

    def reductions_of(self, unit: int) -> list[Any]:
        """Of a home, those that are in force, now or later or before."""
        d = m.reductions.c
        query = select(m.reductions).where(d.unit_id == unit, d.status == APPROVED).order_by(d.id)
        return list(self.conn.execute(query))

    def reduction(self, reduction: int) -> Any | None:
        """One of them."""
        return self.conn.execute(select(m.reductions).where(m.reductions.c.id == reduction)).first()

    def add_reduction(self, values: Mapping[str, Any]) -> None:
        """Approved."""
        self.conn.execute(insert(m.reductions).values({**values, "status": APPROVED, "version": 1}))

    def end_reduction(self, reduction: int) -> bool:
        """No longer; False when it was ended already."""
        d = m.reductions.c
        where = (d.id == reduction, d.status == APPROVED)
        values = {"status": ENDED, "version": d.version + 1}
        return bool(self.conn.execute(update(m.reductions).where(*where).values(values)).rowcount)

    # what waits for a head

    def ask(self, values: Mapping[str, Any]) -> Ask:
        """A new request."""
        new = {"status": Asked.ASKED, "version": 1, "asked_at": self.work.now, **values}
        made = self.conn.execute(insert(m.fee_asks).values(new).returning(m.fee_asks.c.id)).scalar_one()
        found = self.find_ask(int(made))
        assert found is not None
        return found

    def find_ask(self, ask: int) -> Ask | None:
        """The request, if there is one of that id."""
        return optional(self.conn, select(*_ASK).where(m.fee_asks.c.id == ask), Ask)

    def open_asks(self, community: int) -> list[Ask]:
        """Those nobody has decided, the oldest first."""
        a = m.fee_asks.c
        query = select(*_ASK).where(a.community_id == community, a.status == Asked.ASKED).order_by(a.id)
        return many(self.conn, query, Ask)

    def decide(self, ask: Ask, status: Asked, by: int, words: str | None) -> bool:
        """Decided, one version up; False when somebody was faster."""
        a = m.fee_asks.c
        values = {
            "status": status,
            "version": ask.version + 1,
            "decided_by": by,
            "decided_at": self.work.now,
            "decided_words": words,
        }
        done = update(m.fee_asks).where(a.id == ask.id, a.version == ask.version, a.status == Asked.ASKED)
        return bool(self.conn.execute(done.values(values)).rowcount)

    # runs

    def runs(self, code: int, most: int) -> list[Any]:
        """Of a code, the newest period first."""
        r = m.bill_runs.c
        query = select(m.bill_runs).where(r.code_id == code).order_by(r.period.desc()).limit(most)
        return list(self.conn.execute(query))

    def run(self, code: int, period: str) -> Any | None:
        """The run of that code and period: there is never a second."""
        r = m.bill_runs.c
        return self.conn.execute(select(m.bill_runs).where(r.code_id == code, r.period == period)).first()

    def begin_run(self, community: int, code: int, period: str, by: int | None) -> int:
        """The run of that code and period, begun now or before; its id."""
        there = self.run(code, period)
        if there is not None:
            return int(there.id)
        values = {"community_id": community, "code_id": code, "period": period, "bills": 0, "fen": 0, "made_by": by}
        made = insert(m.bill_runs).values({**values, "made_at": self.work.now}).returning(m.bill_runs.c.id)
        return int(self.conn.execute(made).scalar_one())

    def add_to_run(self, run: int, bills: int, fen: int) -> None:
        """So many more were written."""
        r = m.bill_runs.c
        self.conn.execute(update(m.bill_runs).where(r.id == run).values(bills=r.bills + bills, fen=r.fen + fen))

    def billed(self, code: int, about: str, among: tuple[int, int] | None = None) -> dict[int, int]:
        """By home, fen as first charged: bills of a code for a period; of all homes, or from one to another."""
        b = m.bills.c
        query = select(b.unit_id, b.fen).where(b.code_id == code, b.about == about)
        if among is not None:
            query = query.where(b.unit_id >= among[0], b.unit_id <= among[1])
        return {int(unit): int(fen) for unit, fen in self.conn.execute(query)}

    def bills_between(self, unit: int, code: int, first: str, last: str) -> list[Bill]:
        """Bills of a home and code for periods from the first to the last."""
        b = m.bills.c
        where = (b.unit_id == unit, b.code_id == code, b.about >= first, b.about <= last)
        return many(self.conn, select(*columns(m.bills, Bill)).where(*where).order_by(b.about), Bill)

    def named(self, units: Iterable[int]) -> list[tuple[int, str]]:
        """Homes with their addresses, in the order of the register."""
        wanted: Sequence[int] = list(units)
        query = select(*_UNIT).where(t.units.c.id.in_(wanted)).order_by(t.units.c.id)
        return [(unit.id, unit.label) for unit in many(self.conn, query, Unit)] if wanted else []
