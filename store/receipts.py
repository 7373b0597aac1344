"""Receipts, who had one checked, the seal of a community, and the cash of each day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from domain.cashbook import CashDay
from domain.fees.ledger import Entry
from domain.receipts import Receipt, ReceiptStatus, first_of, last_of
from store import money_tables as m
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, optional
from store.types import Day

if TYPE_CHECKING:
    from store.work import Work

_r, _d, _e, _s = m.receipts.c, m.cash_days.c, m.entries.c, m.seals.c
_RECEIPT, _DAY = columns(m.receipts, Receipt), columns(m.cash_days, CashDay)
_ONE = Prepared(select(*_RECEIPT).where(_r.id == bindparam("receipt")))
_VALID = Prepared(select(*_RECEIPT).where(_r.payment_id == bindparam("payment"), _r.status == ReceiptStatus.VALID))
_REPLACES = Prepared(select(*_RECEIPT).where(_r.replaces_id == bindparam("receipt")))
#: Numbers are alike in length and punctuation, so that every database puts them into the same order.
_LAST = Prepared(
    select(func.max(_r.number)).where(
        _r.community_id == bindparam("community"), _r.number >= bindparam("low"), _r.number <= bindparam("high")
    )
)
_CASH_DAY = Prepared(
    select(*_DAY).where(_d.community_id == bindparam("community"), _d.day == bindparam("on", type_=Day))
)
#: Money that came in, and that was given back or never was.
_MOVED = (Entry.RECEIVED, Entry.REFUNDED, Entry.VOIDED)
_TAKEN = (Entry.TAKEN, Entry.FREED)


class Receipts:
    """Receipts and daily cash."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    # receipts

    def find(self, receipt: int) -> Receipt | None:
        """The receipt, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _ONE, Receipt, receipt=receipt)

    def valid_of(self, payment: int) -> Receipt | None:
        """The receipt that holds for a payment; there is never a second."""
        return optional(self.conn, _VALID, Receipt, payment=payment)

    def replaced_by(self, receipt: int) -> Receipt | None:
        """The receipt that was issued in its place."""
        return optional(self.conn, _REPLACES, Receipt, receipt=receipt)

    def last_number(self, community: int, year: int) -> str | None:
        """The last number of a year; given back when the transaction fails, so that there are no gaps."""
        found = _LAST.scalar(self.conn, community=community, low=first_of(year), high=last_of(year))
        return None if found is None else str(found)

    def add(self, values: Mapping[str, Any]) -> Receipt:
        """A new one, valid."""
        row = {"status": ReceiptStatus.VALID, "issued_at": self.work.now, **values}
        made = int(self.conn.execute(insert(m.receipts).values(row).returning(_r.id)).scalar_one())
        found = self.find(made)
        assert found is not None
        return found

    def void(self, receipt: int, reason: str, by: int | None) -> bool:
        """It no longer holds, with the reason; False when it was void already."""
        values = {"status": ReceiptStatus.VOID, "void_reason": reason, "voided_by": by, "voided_at": self.work.now}
        where = (_r.id == receipt, _r.status == ReceiptStatus.VALID)
        return bool(self.conn.execute(update(m.receipts).where(*where).values(values)).rowcount)

    def of_home(self, unit: int, limit: int, offset: int) -> list[Receipt]:
        """Receipts of a home, the newest first."""
        query = select(*_RECEIPT).where(_r.unit_id == unit).order_by(_r.id.desc()).limit(limit).offset(offset)
        return many(self.conn, query, Receipt)

    def of_contract(self, case: int, limit: int, offset: int) -> list[Receipt]:
        """Receipts of a contract, the newest first."""
        query = select(*_RECEIPT).where(_r.case_id == case).order_by(_r.id.desc()).limit(limit).offset(offset)
        return many(self.conn, query, Receipt)

    def holding(self, case: int) -> list[Receipt]:
        """Those of a contract that hold, the newest first."""
        query = select(*_RECEIPT).where(_r.case_id == case, _r.status == ReceiptStatus.VALID)
        return many(self.conn, query.order_by(_r.id.desc()), Receipt)

    def of_days(self, community: int, first: date, last: date) -> list[Receipt]:
        """Receipts of those days, both counted in, by number."""
        query = select(*_RECEIPT).where(_r.community_id == community, _r.day >= first, _r.day <= last)
        return many(self.conn, query.order_by(_r.number), Receipt)

    def numbered(self, number: str, community: int | None = None) -> list[Receipt]:
        """Receipts of that number, of one community or of any."""
        query = select(*_RECEIPT).where(_r.number == number).order_by(_r.id)
        return many(self.conn, query if community is None else query.where(_r.community_id == community), Receipt)

    # checks

    def checked(self, person: int, number: str, receipt: int | None) -> None:
        """Somebody asked whether a receipt is genuine; None: there is none of that number and code."""
        values = {"person_id": person, "number": number, "receipt_id": receipt, "at": self.work.now}
        self.conn.execute(insert(m.receipt_checks).values(values))

    def wrong_tries(self, person: int, since: datetime) -> int:
        """How often somebody asked for one there is none of, since then."""
        c = m.receipt_checks.c
        where = (c.person_id == person, c.receipt_id.is_(None), c.at > since)
        return int(self.conn.execute(select(func.count()).select_from(m.receipt_checks).where(*where)).scalar_one())

    # the seal

    def seal(self, community: int) -> tuple[int, str | None] | None:
        """The picture of a community's seal: its id, and its hash once we have a copy of our own; None without one."""
        query = (
            select(t.media.c.id, t.media.c.sha256, t.media.c.status)
            .join(m.seals, _s.media_id == t.media.c.id)
            .where(_s.community_id == community)
        )
        found = self.conn.execute(query).first()
        return (int(found[0]), found[1] if found[2] == "kept" else None) if found else None

    def set_seal(self, community: int, file: Mapping[str, Any], by: int) -> None:
        """Another picture from now on; it is fetched like any other file."""
        media = {
            "case_id": None, "by": by, "kind": file["kind"], "ref": file["ref"], "unique_ref": file["unique"], "step": "seal",
            "status": "wanted", "mime": file.get("mime"), "size": file.get("size"), "attempts": 0, "next_at": self.work.now,
            "at": self.work.now,
        }  # fmt: skip
        made = int(self.conn.execute(insert(t.media).values(media).returning(t.media.c.id)).scalar_one())
        self.no_seal(community)
        row = {"community_id": community, "media_id": made, "set_by": by, "set_at": self.work.now}
        self.conn.execute(insert(m.seals).values(row))
        self.work.signals.add("media")

    def no_seal(self, community: int) -> None:
        """Papers without a seal from now on."""
        self.conn.execute(delete(m.seals).where(_s.community_id == community))

    # the money of a day

    def moved(self, community: int, first: date, last: date) -> list[tuple[date, str, int]]:
        """By day and way of payment: what came in (plus) less what was given back or never was (minus), in fen."""
        query = (
            select(_e.day, m.payments.c.way, -func.sum(_e.fen))
            .join(m.payments, m.payments.c.id == _e.payment_id)
            .where(_e.community_id == community, _e.day >= first, _e.day <= last, _e.kind.in_(_MOVED))
            .group_by(_e.day, m.payments.c.way)
            .order_by(_e.day, m.payments.c.way)
        )
        return [(day, str(way), int(fen)) for day, way, fen in self.conn.execute(query)]

    def taken(self, community: int, first: date, last: date) -> list[tuple[date, str, int]]:
        """By day and class of charge: what was taken to bills (plus) less what was freed again (minus), in fen."""
        query = (
            select(_e.day, m.charge_codes.c.key, -func.sum(_e.fen))
            .join(m.bills, m.bills.c.id == _e.bill_id)
            .join(m.charge_codes, m.charge_codes.c.id == m.bills.c.code_id)
            .where(_e.community_id == community, _e.day >= first, _e.day <= last, _e.kind.in_(_TAKEN))
            .group_by(_e.day, m.charge_codes.c.key)
            .order_by(_e.day, m.charge_codes.c.key)
        )
        return [(day, str(key), int(fen)) for day, key, fen in self.conn.execute(query)]

    def cash_day(self, community: int, day: date) -> CashDay | None:
        """The cash of a day, if somebody has counted it."""
        return optional(self.conn, _CASH_DAY, CashDay, community=community, on=day)

    def cash_days(self, community: int, first: date, last: date) -> dict[date, CashDay]:
        """The cash of those days as far as it was counted."""
        query = select(*_DAY).where(_d.community_id == community, _d.day >= first, _d.day <= last)
        return {day.day: day for day in many(self.conn, query, CashDay)}

    def put_cash_day(self, community: int, day: date, version: int, values: Mapping[str, Any]) -> bool:
        """The day as it stands now; `version` 0: nobody has counted it yet. False when somebody was faster."""
        if version == 0:
            if self.cash_day(community, day) is not None:
                return False
            self.conn.execute(insert(m.cash_days).values(community_id=community, day=day, version=1, **values))
            return True
        where = (_d.community_id == community, _d.day == day, _d.version == version)
        done = self.conn.execute(update(m.cash_days).where(*where).values(version=version + 1, **values))
        return bool(done.rowcount)

    def code_names(self, community: int) -> dict[str, tuple[str, str]]:
        """Names of the kinds of charge of a community by key, Chinese and English."""
        c = m.charge_codes.c
        query: Any = select(c.key, c.name_zh, c.name_en).where(c.community_id == community).order_by(c.rank, c.id)
        found: Sequence[Any] = self.conn.execute(query).all()
        return {str(key): (str(zh), str(en)) for key, zh, en in found}
