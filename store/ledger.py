"""Bills, payments and the entries between them. What is open of a bill is kept with every entry, in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from domain.cases import OVER
from domain.fees.charges import Bill
from domain.fees.ledger import Entry, Line, Owed, Payment, PaymentStatus
from store import money_tables as m
from store import tables as t
from store.prepared import Prepared, among
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_b, _e, _p, _c = m.bills.c, m.entries.c, m.payments.c, m.charge_codes.c
_BILL, _LINE, _PAYMENT = columns(m.bills, Bill), columns(m.entries, Line), columns(m.payments, Payment)
#: Of the bill that is looked at: a list of all of them would be made by going through the cases.
_DISPUTED = (
    select(m.disputes.c.bill_id)
    .join(t.cases, t.cases.c.id == m.disputes.c.case_id)
    .where(m.disputes.c.bill_id == _b.id, ~among(t.cases.c.status, sorted(OVER)))
    .correlate(m.bills)
    .exists()
)
_ONE = Prepared(select(*_BILL).where(_b.id == bindparam("bill")))
_OPEN = Prepared(select(*_BILL).where(_b.unit_id == bindparam("unit"), _b.open_fen != 0).order_by(_b.due_on, _b.id))
_OWED = Prepared(
    select(_b.id, _b.due_on, _c.rank, _b.open_fen, _DISPUTED.label("disputed"))
    .join(m.charge_codes, _c.id == _b.code_id)
    .where(_b.unit_id == bindparam("unit"), _b.open_fen > 0)
)
_LINES = Prepared(select(*_LINE).where(_e.unit_id == bindparam("unit")).order_by(_e.id))
_BALANCE = Prepared(select(func.coalesce(func.sum(_e.fen), 0)).where(_e.unit_id == bindparam("unit")))
_LEFT = Prepared(
    select(func.coalesce(func.sum(_e.fen), 0)).where(_e.payment_id == bindparam("payment"), _e.bill_id.is_(None))
)
_PAYMENT_OF = Prepared(select(*_PAYMENT).where(_p.id == bindparam("payment")))
_ENTER = Prepared(insert(m.entries).returning(_e.id), [c.name for c in m.entries.c if c.name != "id"])
_MOVE = Prepared(update(m.bills).where(_b.id == bindparam("bill")).values(open_fen=_b.open_fen + bindparam("moved")))
#: Rows of one statement: a database takes only so many parameters.
_CHUNK = 500


class Ledger:
    """Bills, payments, entries."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    # bills

    def bill(self, bill: int) -> Bill:
        """It must be there."""
        return one(self.conn, _ONE, Bill, bill=bill)

    def find_bill(self, bill: int) -> Bill | None:
        """The bill, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _ONE, Bill, bill=bill)

    def about(self, unit: int, code: int, about: str) -> Bill | None:
        """The bill of that home, code and occasion: there is never a second."""
        where = (_b.unit_id == unit, _b.code_id == code, _b.about == about)
        return optional(self.conn, select(*_BILL).where(*where), Bill)

    def open_bills(self, unit: int) -> list[Bill]:
        """What is not paid of a home, the oldest due first."""
        return many(self.conn, _OPEN, Bill, unit=unit)

    def owed(self, unit: int) -> list[Owed]:
        """The same, as far as it matters for what is paid first."""
        return [Owed(row[0], row[1], row[2], row[3], bool(row[4])) for row in _OWED.rows(self.conn, unit=unit)]

    def bills(self, unit: int, limit: int, offset: int) -> list[Bill]:
        """All bills of a home, the newest first."""
        query = select(*_BILL).where(_b.unit_id == unit).order_by(_b.due_on.desc(), _b.id.desc())
        return many(self.conn, query.limit(limit).offset(offset), Bill)

    def disputed(self, bill: int) -> bool:
        """Whether somebody disputes it just now."""
        return self.conn.execute(select(_b.id).where(_b.id == bill, _DISPUTED)).first() is not None

    def charge(self, values: Mapping[str, Any], words: str, day: date) -> Bill | None:
        """A new bill and its entry; None when that home has one for the same occasion: nothing is charged twice."""
        if self.about(values["unit_id"], values["code_id"], values["about"]) is not None:
            return None
        new = {**values, "open_fen": 0, "made_at": self.work.now}
        bill = self.bill(int(self.conn.execute(insert(m.bills).values(new).returning(_b.id)).scalar_one()))
        self.enter(bill.unit_id, Entry.CHARGED, bill.fen, words, day, bill=bill.id, by=values.get("made_by"))
        return self.bill(bill.id)

    def charge_many(self, bills: Sequence[tuple[Mapping[str, Any], str]], day: date) -> list[int]:
        """New bills of one community and their entries, in a few statements; the home of each that was not there yet.

        Each bill as in `charge`, with its words. `open_fen` is written at once: the entry is the bill's first.
        """
        made: list[int] = []
        for start in range(0, len(bills), _CHUNK):
            chunk = bills[start : start + _CHUNK]
            had = self._ids_of([bill for bill, _ in chunk])
            new = [(b, words) for b, words in chunk if (b["unit_id"], b["code_id"], b["about"]) not in had]
            if not new:
                continue
            self.conn.execute(insert(m.bills), [{**b, "open_fen": b["fen"], "made_at": self.work.now} for b, _ in new])
            ids = self._ids_of([bill for bill, _ in new])
            entries = [
                {"community_id": b["community_id"], "unit_id": b["unit_id"], "kind": Entry.CHARGED, "fen": b["fen"],
                 "bill_id": ids[b["unit_id"], b["code_id"], b["about"]], "payment_id": None, "words": words, "by": b.get("made_by"),
                 "at": self.work.now, "day": day, "case_id": b.get("case_id")}
                for b, words in new
            ]  # fmt: skip
            self.conn.execute(insert(m.entries), entries)
            made += [int(b["unit_id"]) for b, _ in new]
        return made

    def _ids_of(self, bills: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int, str], int]:
        units = {b["unit_id"] for b in bills}
        codes, abouts = {b["code_id"] for b in bills}, {b["about"] for b in bills}
        where = (_b.unit_id.in_(units), _b.code_id.in_(codes), _b.about.in_(abouts))
        query = select(_b.unit_id, _b.code_id, _b.about, _b.id).where(*where)
        return {(int(row[0]), int(row[1]), str(row[2])): int(row[3]) for row in self.conn.execute(query)}

    def charged(self, bills: Iterable[tuple[int, int, str]]) -> dict[tuple[int, int, str], int]:
        """Fen as first charged of those among these (home, code, occasion) that there is a bill of."""
        wanted = list(bills)
        found: dict[tuple[int, int, str], int] = {}
        for start in range(0, len(wanted), _CHUNK):
            units, codes, abouts = (set(part) for part in zip(*wanted[start : start + _CHUNK], strict=True))
            where = (_b.unit_id.in_(units), _b.code_id.in_(codes), _b.about.in_(abouts))
            query = select(_b.unit_id, _b.code_id, _b.about, _b.fen).where(*where)
            found |= {(int(row[0]), int(row[1]), str(row[2])): int(row[3]) for row in self.conn.execute(query)}
        return found

    def with_advance(self, units: Sequence[int]) -> list[int]:
        """Homes among these that have paid something in advance (FEE-20)."""
        found: list[int] = []
        for start in range(0, len(units), _CHUNK):
            query = (
                select(_e.unit_id)
                .where(_e.unit_id.in_(units[start : start + _CHUNK]), _e.payment_id.is_not(None), _e.bill_id.is_(None))
                .group_by(_e.unit_id)
                .having(func.sum(_e.fen) < 0)
                .order_by(_e.unit_id)
            )
            found += [int(unit) for unit in self.conn.scalars(query)]
        return found

    # entries

    def enter(
        self,
        unit: int,
        kind: Entry,
        fen: int,
        words: str,
        day: date,
        *,
        bill: int | None = None,
        payment: int | None = None,
        by: int | None = None,
        case: int | None = None,
    ) -> int:
        """One entry, on a bill's side (`bill`, with or without the payment it came from) or on a payment's; its id."""
        row = {
            "community_id": self.work.people.unit(unit).community_id, "unit_id": unit, "kind": kind, "bill_id": bill,
            "payment_id": payment, "fen": fen, "words": words, "by": by, "at": self.work.now, "day": day, "case_id": case,
        }  # fmt: skip
        made = int(_ENTER.scalar(self.conn, **row))
        if bill is not None:
            _MOVE.run(self.conn, bill=bill, moved=fen)
        return made

    def lines(self, unit: int) -> list[Line]:
        """All entries of a home, oldest first."""
        return many(self.conn, _LINES, Line, unit=unit)

    def balance(self, unit: int) -> int:
        """What a home owes in all, in fen; less than nothing is paid in advance."""
        return int(_BALANCE.scalar(self.conn, unit=unit))

    def taken(self, payment: int) -> list[tuple[int, int]]:
        """What of a payment stands on which bill: pairs of bill and fen, in the order it was taken."""
        query = (
            select(_e.bill_id, -func.sum(_e.fen))
            .where(_e.payment_id == payment, _e.bill_id.is_not(None))
            .group_by(_e.bill_id)
            .having(func.sum(_e.fen) != 0)
            .order_by(func.min(_e.id))
        )
        return [(int(bill), int(fen)) for bill, fen in self.conn.execute(query)]

    def taken_to(self, bill: int) -> list[tuple[int, int]]:
        """What stands on a bill from which payment: pairs of payment and fen, in the order it was taken."""
        query = (
            select(_e.payment_id, -func.sum(_e.fen))
            .where(_e.bill_id == bill, _e.payment_id.is_not(None))
            .group_by(_e.payment_id)
            .having(func.sum(_e.fen) != 0)
            .order_by(func.min(_e.id))
        )
        return [(int(payment), int(fen)) for payment, fen in self.conn.execute(query)]

    # payments

    def payment(self, payment: int) -> Payment:
        """It must be there."""
        return one(self.conn, _PAYMENT_OF, Payment, payment=payment)

    def find_payment(self, payment: int) -> Payment | None:
        """The payment, if there is one of that id."""
        return optional(self.conn, _PAYMENT_OF, Payment, payment=payment)

    def of_case(self, case: int) -> Payment | None:
        """The payment reported in that matter."""
        return optional(self.conn, select(*_PAYMENT).where(_p.case_id == case), Payment)

    def by_reference(self, community: int, way: str, reference: str) -> Payment | None:
        """The same money, should it have been told before."""
        where = (_p.community_id == community, _p.way == way, _p.reference == reference)
        return optional(self.conn, select(*_PAYMENT).where(*where), Payment)

    def told_before(self, unit: int, reference: str) -> Payment | None:
        """A payment of the home that was told or entered with that number and stands."""
        stands = (PaymentStatus.REPORTED, PaymentStatus.CONFIRMED)
        named = or_(_p.told_reference == reference, _p.reference == reference)
        query = select(*_PAYMENT).where(_p.unit_id == unit, _p.status.in_(stands), named).order_by(_p.id.desc())
        return optional(self.conn, query.limit(1), Payment)

    def add_payment(self, values: Mapping[str, Any]) -> Payment:
        """A new payment, reported; what came in is entered when it is confirmed."""
        row = {"status": PaymentStatus.REPORTED, "version": 1, "chosen": [], "at": self.work.now, **values}
        return self.payment(int(self.conn.execute(insert(m.payments).values(row).returning(_p.id)).scalar_one()))

    def change_payment(self, payment: Payment, values: Mapping[str, Any]) -> Payment | None:
        """The payment changed, one version up; None when somebody was faster."""
        where = (_p.id == payment.id, _p.version == payment.version)
        row = {**values, "version": payment.version + 1}
        done = self.conn.execute(update(m.payments).where(*where).values(row)).rowcount
        return self.payment(payment.id) if done else None

    def payments(self, unit: int, limit: int, offset: int = 0) -> list[Payment]:
        """Payments of a home, the newest first."""
        query = select(*_PAYMENT).where(_p.unit_id == unit).order_by(_p.id.desc())
        return many(self.conn, query.limit(limit).offset(offset), Payment)

    def left_of(self, payment: int) -> int:
        """What is not taken of a payment yet, in fen."""
        return -int(_LEFT.scalar(self.conn, payment=payment))

    def with_something_left(self, unit: int) -> list[Payment]:
        """Confirmed payments of a home of which something is left, the oldest first: paid in advance (FEE-20)."""
        left = (
            select(_e.payment_id)
            .where(_e.unit_id == unit, _e.payment_id.is_not(None), _e.bill_id.is_(None))
            .group_by(_e.payment_id)
            .having(func.sum(_e.fen) < 0)
        )
        query = select(*_PAYMENT).where(_p.id.in_(left), _p.status == PaymentStatus.CONFIRMED).order_by(_p.id)
        return many(self.conn, query, Payment)

    def homes_owing(self, community: int, day: date) -> Sequence[tuple[int, int, date]]:
        """Homes with something due before that day: id, fen of it, the oldest due day."""
        query = (
            select(_b.unit_id, func.sum(_b.open_fen), func.min(_b.due_on))
            .where(_b.community_id == community, _b.open_fen > 0, _b.due_on < day)
            .where(~_DISPUTED)
            .group_by(_b.unit_id)
            .order_by(_b.unit_id)
        )
        return [(int(unit), int(fen), due) for unit, fen, due in self.conn.execute(query)]


def unbalanced(conn: Any) -> list[tuple[int, int, int]]:
    """Bills whose open amount is not the sum of their entries: id, kept, counted. Empty unless something is wrong."""
    counted = select(_e.bill_id, func.sum(_e.fen).label("fen")).where(_e.bill_id.is_not(None)).group_by(_e.bill_id)
    sums = counted.subquery()
    query = (
        select(_b.id, _b.open_fen, func.coalesce(sums.c.fen, 0))
        .outerjoin(sums, sums.c.bill_id == _b.id)
        .where(_b.open_fen != func.coalesce(sums.c.fen, 0))
        .order_by(_b.id)
    )
    return [(int(bill), int(kept), int(fen)) for bill, kept, fen in conn.execute(query)]


def overtaken(conn: Any) -> list[tuple[int, int]]:
    """Payments of which more was taken or given back than came in: id, fen too much. Empty unless something is wrong."""
    query = (
        select(_e.payment_id, func.sum(_e.fen))
        .where(_e.payment_id.is_not(None), _e.bill_id.is_(None))
        .group_by(_e.payment_id)
        .having(func.sum(_e.fen) > 0)
        .order_by(_e.payment_id)
    )
    return [(int(payment), int(fen)) for payment, fen in conn.execute(query)]
