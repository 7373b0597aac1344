"""Disputed bills, and what a fee account is read from: sums of each bill, entries page by page, leave given to tenants."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from domain.cases import OVER
from domain.dispute import DisputeFacts
from domain.fees.charges import Bill, Code
from domain.fees.ledger import Entry, Line
from domain.people import Unit
from store import money_tables as m
from store import tables as t
from store.prepared import Prepared, among
from store.rows import columns, many, one, optional
from store.types import Day

if TYPE_CHECKING:
    from store.work import Work

_d, _b, _e, _c, _l = m.disputes.c, m.bills.c, m.entries.c, m.charge_codes.c, m.fee_leaves.c
#: What a home reads in its history: money taken to a bill is no news to anybody but us.
_TOLD = tuple(kind for kind in Entry if kind not in (Entry.TAKEN, Entry.FREED))
_OF = Prepared(select(*columns(m.disputes, DisputeFacts)).where(_d.case_id == bindparam("case")))
_OPEN_OF = Prepared(
    select(_d.bill_id, _d.case_id)
    .join(t.cases, t.cases.c.id == _d.case_id)
    .join(m.bills, _b.id == _d.bill_id)
    .where(_b.unit_id == bindparam("unit"), ~among(t.cases.c.status, sorted(OVER)))
    .order_by(_d.case_id)
)
#: By bill: what was put right, and what was paid.
_SUMS = Prepared(
    select(_e.bill_id, _e.payment_id.is_not(None), func.sum(_e.fen))
    .where(_e.unit_id == bindparam("unit"), _e.bill_id.is_not(None))
    .group_by(_e.bill_id, _e.payment_id.is_not(None))
)
_CODE = Prepared(select(*columns(m.charge_codes, Code)).where(_c.community_id == bindparam("community")))
_PAGE = Prepared(
    select(*columns(m.entries, Line))
    .where(_e.unit_id == bindparam("unit"), among(_e.kind, _TOLD))
    .order_by(_e.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("after"))
)
_ANY = Prepared(select(_b.id).where(_b.unit_id == bindparam("unit")).limit(1))
#: Of the period a day lies in: by their own days, or by the name of the month.
_NOW = Prepared(
    select(*columns(m.bills, Bill))
    .where(_b.unit_id == bindparam("unit"))
    .where(
        or_(
            _b.about == bindparam("period"),
            and_(_b.from_on <= bindparam("since", type_=Day), _b.until_on >= bindparam("until", type_=Day)),
        )
    )
    .order_by(_b.due_on, _b.id)
)
_HOME = Prepared(select(*columns(t.units, Unit)).where(t.units.c.id == bindparam("unit")))
_LEAVE = Prepared(select(_l.unit_id).where(_l.unit_id == bindparam("unit")))


class Disputes:
    """What only disputed bills have; fee accounts as they are read."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    # disputes

    def add(self, case: int, bill: int, reason: str) -> None:
        """For a new case."""
        self.conn.execute(insert(m.disputes).values(case_id=case, bill_id=bill, reason=reason))

    def of(self, case: int) -> DisputeFacts:
        """What only a dispute has; it must be one."""
        return one(self.conn, _OF, DisputeFacts, case=case)

    def change(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets some of it."""
        self.conn.execute(update(m.disputes).where(_d.case_id == case).values(dict(values)))

    def open_of(self, unit: int) -> dict[int, int]:
        """Bills of a home that somebody disputes just now, and the matter of each."""
        return {int(bill): int(case) for bill, case in _OPEN_OF.rows(self.conn, unit=unit)}

    # the account of a home

    def home(self, unit: int) -> Unit | None:
        """The home, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _HOME, Unit, unit=unit)

    def of_period(self, unit: int, day: date) -> list[Bill]:
        """Bills of a home for the period that day lies in."""
        return many(self.conn, _NOW, Bill, unit=unit, period=f"{day:%Y-%m}", since=day, until=day)

    def any_bill(self, unit: int) -> bool:
        """Whether bills are kept for the home at all."""
        return _ANY.first(self.conn, unit=unit) is not None

    def sums(self, unit: int) -> dict[int, tuple[int, int]]:
        """By bill of a home, in fen: what it comes to with everything put right, and what of it is paid."""
        found: dict[int, tuple[int, int]] = {}
        for bill, paid, fen in _SUMS.rows(self.conn, unit=unit):
            charged, received = found.get(bill, (0, 0))
            found[bill] = (charged, received - int(fen)) if paid else (charged + int(fen), received)
        return found

    def codes(self, community: int) -> dict[int, Code]:
        """Kinds of charge of a community by id."""
        return {code.id: code for code in many(self.conn, _CODE, Code, community=community)}

    def lines(self, unit: int, most: int, after: int) -> list[Line]:
        """What happened to a home's money, the newest first: charged, put right, paid, given back."""
        return many(self.conn, _PAGE, Line, unit=unit, most=most, after=after)

    def bills_named(self, bills: Sequence[int]) -> dict[int, Bill]:
        """Those bills by id."""
        query = select(*columns(m.bills, Bill)).where(_b.id.in_(list(bills)))
        return {bill.id: bill for bill in many(self.conn, query, Bill)} if bills else {}

    # who may look

    def lets(self, unit: int) -> bool:
        """Whether tenants of the home may see its account."""
        return _LEAVE.first(self.conn, unit=unit) is not None

    def let(self, unit: int, by: int) -> None:
        """The owner lets tenants see it; given twice it is given once."""
        if not self.lets(unit):
            self.conn.execute(insert(m.fee_leaves).values(unit_id=unit, given_by=by, given_at=self.work.now))

    def unlet(self, unit: int) -> None:
        """The owner takes it back."""
        self.conn.execute(delete(m.fee_leaves).where(_l.unit_id == unit))

    def looked(self, unit: int, by: int) -> None:
        """Somebody of the staff looked at it."""
        self.conn.execute(insert(m.fee_looks).values(unit_id=unit, person_id=by, at=self.work.now))

    def looks(self, unit: int) -> list[int]:
        """Who looked, the first first."""
        c = m.fee_looks.c
        return [int(by) for (by,) in self.conn.execute(select(c.person_id).where(c.unit_id == unit).order_by(c.id))]
