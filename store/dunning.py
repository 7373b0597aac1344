"""Homes in arrears, the record of what was said to them, and letters."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, union, update

from domain.dunning import LETTER_FINAL, MISSED, Contact, Dunning, Letter, Outcome, Status
from domain.errors import Outdated
from domain.fees.ledger import PaymentStatus
from domain.people import Relation, UnitState
from store import money_tables as m
from store import tables as t
from store.dunning_tables import dunning_contacts, dunning_letters, dunnings
from store.prepared import Prepared, among
from store.rows import aside, columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_d, _c, _l = dunnings.c, dunning_contacts.c, dunning_letters.c
_u, _r = t.units.c, t.residencies.c
_ROW = columns(dunnings, Dunning)
_CONTACT = columns(dunning_contacts, Contact)
_LETTER = columns(dunning_letters, Letter)
_BY_ID = Prepared(select(*_ROW).where(_d.id == bindparam("dunning")))
_OF_HOME = Prepared(select(*_ROW).where(_d.unit_id == bindparam("unit"), _d.status != Status.CLOSED))
_CONTACTS = Prepared(select(*_CONTACT).where(_c.dunning_id == bindparam("dunning")).order_by(_c.id.desc()))
_LETTERS = Prepared(select(*_LETTER).where(_l.dunning_id == bindparam("dunning")).order_by(_l.id))
_WAITING = Prepared(select(*_ROW).where(_d.waits_for == bindparam("case"), _d.status == Status.WAITING).order_by(_d.id))
#: More homes than this are not named one by one in a query.
_NAMED = 1_000
_OWNER = (_r.relation == Relation.OWNER, _r.ended_at.is_(None))


class Dunnings:
    """Dunning by home."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    def get(self, dunning: int) -> Dunning:
        """It must be there."""
        return one(self.conn, _BY_ID, Dunning, dunning=dunning)

    def find(self, dunning: int) -> Dunning | None:
        """The dunning of that id, if there is one (ids come from buttons and may be forged)."""
        return optional(self.conn, _BY_ID, Dunning, dunning=dunning)

    def of_home(self, unit: int) -> Dunning | None:
        """The one of a home that is not closed."""
        return optional(self.conn, _OF_HOME, Dunning, unit=unit)

    def begin(self, community: int, unit: int) -> Dunning:
        """The one of a home that is not closed, a new one when there is none."""
        there = self.of_home(unit)
        if there is not None:
            return there
        values = {"community_id": community, "unit_id": unit, "status": Status.OPEN, "version": 1}
        row = insert(dunnings).values(opened_at=self.work.now, **values).returning(_d.id)
        return self.get(int(self.conn.execute(row).scalar_one()))

    def change(self, dunning: Dunning, values: Mapping[str, Any]) -> Dunning:
        """With other values, one version up. `Outdated` when somebody changed it since it was read."""
        mine = (_d.id == dunning.id, _d.version == dunning.version)
        row = {"version": dunning.version + 1, **values}
        if not self.conn.execute(update(dunnings).where(*mine).values(row)).rowcount:
            raise Outdated
        return self.get(dunning.id)

    def open(self, community: int) -> list[Dunning]:
        """All that are not closed."""
        return many(self.conn, select(*_ROW).where(_d.community_id == community, _d.status != Status.CLOSED), Dunning)

    def waiting_for(self, case: int) -> list[Dunning]:
        """Those that stand still until that matter is closed (DUN-04)."""
        return many(self.conn, _WAITING, Dunning, case=case)

    # the record

    def record(self, dunning: Dunning, values: Mapping[str, Any]) -> Contact:
        """One more line."""
        row = {
            "dunning_id": dunning.id, "community_id": dunning.community_id, "unit_id": dunning.unit_id, "at": self.work.now,
            **values,
        }  # fmt: skip
        made = int(self.conn.execute(insert(dunning_contacts).values(row).returning(_c.id)).scalar_one())
        return one(self.conn, select(*_CONTACT).where(_c.id == made), Contact)

    def line(self, contact: int) -> Contact | None:
        """A line of the record, if there is one of that id."""
        return optional(self.conn, select(*_CONTACT).where(_c.id == contact), Contact)

    def link(self, contact: int, case: int) -> None:
        """The matter that came of it."""
        self.conn.execute(update(dunning_contacts).where(_c.id == contact).values(case_id=case))

    def missed(self, contact: int) -> None:
        """It reached nobody after all."""
        self.conn.execute(update(dunning_contacts).where(_c.id == contact).values(outcome=Outcome.NOT_REACHED))

    def contacts(self, dunning: int) -> list[Contact]:
        """The record of one, the newest first."""
        return many(self.conn, _CONTACTS, Contact, dunning=dunning)

    def contacts_open(self, community: int) -> list[Contact]:
        """The record of all that are not closed, the newest first."""
        query = select(*_CONTACT).join(dunnings, _d.id == _c.dunning_id)
        mine = (_d.community_id == community, _d.status != Status.CLOSED)
        return many(self.conn, query.where(*mine).order_by(_c.id.desc()), Contact)

    def contacts_between(self, community: int, since: date, until: date) -> list[Contact]:
        """All lines of those days, both included, the newest first."""
        mine = (_c.community_id == community, _c.day >= since, _c.day <= until)
        return many(self.conn, select(*_CONTACT).where(*mine).order_by(_c.id.desc()), Contact)

    def spoken_to(self, community: int, day: date) -> set[int]:
        """Homes whose owner, or one of them, had a word from us that day, for whatever home of theirs."""
        reached = (_c.day == day, ~among(_c.outcome, sorted(MISSED)))
        that_day = select(_c.unit_id).where(_c.community_id.in_(select(t.communities.c.id)), *reached)
        owners = select(_r.person_id).where(_r.unit_id.in_(that_day), *_OWNER)
        theirs = select(_r.unit_id).where(_r.person_id.in_(owners), *_OWNER)
        query = select(_u.id).where(aside(_u.community_id) == community, _u.id.in_(union(that_day, theirs)))
        return {int(row[0]) for row in self.conn.execute(query)}

    # letters

    def letter(self, letter: int) -> Letter | None:
        """The letter of that id, if there is one."""
        return optional(self.conn, select(*_LETTER).where(_l.id == letter), Letter)

    def letters(self, dunning: int) -> list[Letter]:
        """Letters of one, oldest first."""
        return many(self.conn, _LETTERS, Letter, dunning=dunning)

    def letters_open(self, community: int) -> list[Letter]:
        """Letters of all that are not closed, oldest first."""
        query = select(*_LETTER).join(dunnings, _d.id == _l.dunning_id)
        mine = (_d.community_id == community, _d.status != Status.CLOSED)
        return many(self.conn, query.where(*mine).order_by(_l.id), Letter)

    def letters_running(self, community: int) -> list[Letter]:
        """Letters somebody has still to do something about, oldest first."""
        mine = (_l.community_id == community, ~among(_l.status, sorted(LETTER_FINAL)))
        return many(self.conn, select(*_LETTER).where(*mine).order_by(_l.id), Letter)

    def add_letter(self, dunning: Dunning, values: Mapping[str, Any]) -> Letter:
        """A new one."""
        row = {
            "dunning_id": dunning.id, "community_id": dunning.community_id, "unit_id": dunning.unit_id, "version": 1,
            "late_fen": 0, "asked_at": self.work.now, **values,
        }  # fmt: skip
        made = int(self.conn.execute(insert(dunning_letters).values(row).returning(_l.id)).scalar_one())
        return one(self.conn, select(*_LETTER).where(_l.id == made), Letter)

    def change_letter(self, letter: Letter, values: Mapping[str, Any]) -> Letter:
        """With other values, one version up. `Outdated` when somebody was faster."""
        mine = (_l.id == letter.id, _l.version == letter.version)
        row = {"version": letter.version + 1, **values}
        if not self.conn.execute(update(dunning_letters).where(*mine).values(row)).rowcount:
            raise Outdated
        return one(self.conn, select(*_LETTER).where(_l.id == letter.id), Letter)

    # money, as the calendar and the figures look at it

    def paid(self, units: Collection[int] | None, community: int) -> dict[int, list[tuple[Any, date, int]]]:
        """Confirmed payments by home, when it was known, the day the money moved, fen; `units` None: of the whole community."""
        p = m.payments.c
        query = select(p.unit_id, p.decided_at, p.paid_on, p.fen).where(
            p.community_id == community, p.status == PaymentStatus.CONFIRMED
        )
        if units is not None and len(units) <= _NAMED:
            query = query.where(p.unit_id.in_(list(units)))
        found: dict[int, list[tuple[Any, date, int]]] = {}
        for unit, at, on, fen in self.conn.execute(query.order_by(p.id)):
            found.setdefault(int(unit), []).append((at, on, int(fen)))
        return found

    def reported(self, community: int) -> dict[int, int]:
        """What homes say they have paid and finance has not seen yet, in fen."""
        p = m.payments.c
        query = select(p.unit_id, func.sum(p.fen)).where(
            p.community_id == community, p.status == PaymentStatus.REPORTED
        )
        return {int(unit): int(fen) for unit, fen in self.conn.execute(query.group_by(p.unit_id))}

    def collection(self, community: int, since: date, until: date) -> list[tuple[int, int, int]]:
        """Bills due in those days, both included, by home: home, fen due in all, fen of it paid (F-20); by the entries."""
        b, e = m.bills.c, m.entries.c
        mine = (b.community_id == community, b.due_on >= since, b.due_on <= until)
        taken = (
            select(e.bill_id, (-func.sum(e.fen)).label("fen"))
            .where(e.bill_id.in_(select(b.id).where(*mine)), e.payment_id.is_not(None))
            .group_by(e.bill_id)
            .subquery()
        )
        paid = func.coalesce(taken.c.fen, 0)
        query = (
            select(b.unit_id, func.sum(b.open_fen + paid), func.sum(paid))
            .outerjoin(taken, taken.c.bill_id == b.id)
            .where(*mine)
            .group_by(b.unit_id)
            .order_by(b.unit_id)
        )
        return [(int(unit), int(due), int(fen)) for unit, due, fen in self.conn.execute(query)]

    def homes(self, community: int) -> dict[int, str]:
        """Homes that have an owner other than the developer, and their building: what shares are counted of (F-18)."""
        query = select(_u.id, _u.building).where(_u.community_id == community, _u.state != UnitState.UNSOLD)
        return {int(unit): str(building) for unit, building in self.conn.execute(query).all()}

    def labels(self, units: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        """Building, entrance and room of homes."""
        query = select(_u.id, _u.building, _u.entrance, _u.room).where(_u.id.in_(list(units)))
        return {row[0]: (row[1], row[2], row[3]) for row in self.conn.execute(query)}

    def places(self, community: int) -> dict[int, tuple[str, str, str]]:
        """The same of all homes of a community."""
        query = select(_u.id, _u.building, _u.entrance, _u.room).where(_u.community_id == community)
        return {row[0]: (row[1], row[2], row[3]) for row in self.conn.execute(query)}

    def code_names(self, codes: Iterable[int]) -> dict[int, tuple[str, str]]:
        """What charges are called, in Chinese and English."""
        c = m.charge_codes.c
        query = select(c.id, c.name_zh, c.name_en).where(c.id.in_(list(set(codes))))
        return {row[0]: (row[1], row[2]) for row in self.conn.execute(query)}

    def mornings(self, community: int, duty: str) -> Sequence[tuple[str, str]]:
        """Which days that duty was noted for, and how, oldest first."""
        r = t.runs.c
        query = select(r.period, r.how).where(r.community_id == community, r.duty == duty).order_by(r.period)
        return [(row[0], row[1]) for row in self.conn.execute(query)]
