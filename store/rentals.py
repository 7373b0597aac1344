"""What can be let, contracts and their money (RNT-01 to RNT-04)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, func, insert, select, update

from domain.cases import OVER, Case
from domain.rental import Paid, Place, RentalFacts, Sort
from store import rental_tables as r
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_p, _r, _m, _k = r.rental_places.c, r.rentals.c, r.rental_payments.c, t.cases.c
_PLACE, _CASE = columns(r.rental_places, Place), columns(t.cases, Case)
_OF = Prepared(select(*columns(r.rentals, RentalFacts)).where(_r.case_id == bindparam("case")))
_ONE_PLACE = Prepared(select(*_PLACE).where(_p.id == bindparam("place")))


class Rentals:
    """Places, contracts, payments."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    # places

    def places(self, community: int) -> list[Place]:
        """Everything that can be let, or could be."""
        query = select(*_PLACE).where(_p.community_id == community).order_by(_p.kind, _p.name)
        return many(self.conn, query, Place)

    def place(self, place: int) -> Place | None:
        """The place, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _ONE_PLACE, Place, place=place)

    def add_place(self, community: int, kind: str, name: str) -> bool:
        """One more; False when there is one of that kind and name."""
        if any(p.kind == kind and p.name == name for p in self.places(community)):
            return False
        self.conn.execute(insert(r.rental_places).values(community_id=community, kind=kind, name=name, active=True))
        return True

    def set_place(self, place: int, active: bool) -> None:
        """Let any more, or not."""
        self.conn.execute(update(r.rental_places).where(_p.id == place).values(active=active))

    def taken(self, place: int, but: int = 0) -> list[tuple[date, date, str | None]]:
        """When a place is let or promised: first and last day, hours."""
        last = func.coalesce(_r.ended_on, _r.until_on)
        query = (
            select(_r.since_on, last, _r.hours)
            .join(t.cases, _k.id == _r.case_id)
            .where(_r.place_id == place, _r.case_id != but, _k.status.not_in(("declined", "cancelled")))
            .where(last >= _r.since_on)  # not what was ended before it began
        )
        return [(since, until, hours) for since, until, hours in self.conn.execute(query)]

    # contracts

    def add(self, case: int, values: Mapping[str, Any]) -> None:
        """For a new case."""
        self.conn.execute(insert(r.rentals).values({**values, "case_id": case}))

    def of(self, case: int) -> RentalFacts:
        """What only a contract has; it must be one."""
        return one(self.conn, _OF, RentalFacts, case=case)

    def change(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets some of it."""
        self.conn.execute(update(r.rentals).where(_r.case_id == case).values(dict(values)))

    def listed(self, community: int, *, over: bool, limit: int, offset: int) -> list[Case]:
        """Contracts, those that run out first at the top; those that are over the newest first."""
        ended = _k.status.in_(sorted(OVER))
        query = select(*_CASE).join(r.rentals, _r.case_id == _k.id).where(*_of(community))
        order = (_k.id.desc(),) if over else (_r.until_on, _k.id)
        return many(
            self.conn, query.where(ended if over else ~ended).order_by(*order).limit(limit).offset(offset), Case
        )

    def signed(self, community: int) -> list[Case]:
        """Every contract that was ever signed: what of it is owed is counted from its terms and payments."""
        query = select(*_CASE).join(r.rentals, _r.case_id == _k.id)
        return many(self.conn, query.where(*_of(community), _r.signed_on.is_not(None)).order_by(_k.id), Case)

    # money

    def pay(self, case: int, sort: Sort, fen: int, way: str, day: date, by: int) -> None:
        """One entry more."""
        row = {"case_id": case, "sort": sort, "fen": fen, "way": way, "day": day, "by": by, "at": self.work.now}
        self.conn.execute(insert(r.rental_payments).values(row))

    def paid(self, case: int) -> list[Paid]:
        """All of a contract's, the oldest first."""
        return many(
            self.conn, select(*columns(r.rental_payments, Paid)).where(_m.case_id == case).order_by(_m.id), Paid
        )

    def received(self, community: int, first: date, last: date) -> Sequence[tuple[date, str, int]]:
        """By day and way: what came in (plus) less what went back, in fen; for the cash of the day (F-45)."""
        query = (
            select(_m.day, _m.way, func.sum(_m.fen))
            .join(t.cases, _k.id == _m.case_id)
            .where(*_of(community), _m.day >= first, _m.day <= last)
            .group_by(_m.day, _m.way)
            .order_by(_m.day, _m.way)
        )
        return [(day, str(way), int(fen)) for day, way, fen in self.conn.execute(query)]


def _of(community: int) -> tuple[ColumnElement[bool], ...]:
    """The flow is named so that its few cases are searched, and not all the community has."""
    return _k.community_id == community, _k.flow == "rental"
