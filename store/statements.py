"""Statements of account: runs, statements, to whom they went; and the bills of homes as a statement counts them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, exists, func, insert, or_, select, update

from domain.errors import Outdated
from domain.fees.charges import Bill
from domain.people import Person, Relation
from domain.sending import Sending
from domain.statement import BROUGHT, Counted, Run, Statement, Status
from store import money_tables as m
from store import tables as t
from store.prepared import Prepared, among
from store.rows import columns, many, one, optional
from store.types import Day

if TYPE_CHECKING:
    from store.work import Work

_s, _r, _p, _o = m.statements.c, m.statement_runs.c, m.statement_people.c, t.outbox.c
_b, _e, _u, _l, _who = m.bills.c, m.entries.c, t.units.c, t.residencies.c, t.persons.c
_ROW, _RUN, _PERSON = columns(m.statements, Statement), columns(m.statement_runs, Run), columns(t.persons, Person)
_UNSENT = (Sending.QUEUED, Sending.SENDING)
_LOOKS = (_r.making_at, _r.sending_at, _r.chase_at)
_FIND = Prepared(select(*_ROW).where(_s.id == bindparam("statement")))
_RUN_OF = Prepared(select(*_RUN).where(_r.id == bindparam("run")))
_DUE = Prepared(
    select(*_RUN)
    .where(or_(*(at <= bindparam("now", type_=_r.begun_at.type) for at in _LOOKS)))
    .order_by(_r.id)
    .limit(bindparam("most"))
)
_NEXT = Prepared(select(*(func.min(at) for at in _LOOKS)))
#: By bill of a home, up to an entry: what it came to, and what of it was paid.
_SUMS = Prepared(
    select(_e.bill_id, _e.payment_id.is_not(None), func.sum(_e.fen))
    .where(_e.unit_id == bindparam("unit"), _e.id <= bindparam("upto"))
    .group_by(_e.bill_id, _e.payment_id.is_not(None))
)
#: Those of the month, and whatever is not settled up to that entry; the rest was settled long ago.
_BILLS = Prepared(
    select(*columns(m.bills, Bill))
    .where(_b.unit_id == bindparam("unit"))
    .where(
        or_(
            _b.about == bindparam("period"),
            and_(_b.due_on >= bindparam("since", type_=Day), _b.due_on <= bindparam("until", type_=Day)),
            and_(_b.from_on >= bindparam("since", type_=Day), _b.from_on <= bindparam("until", type_=Day)),
            _b.id.in_(
                select(_e.bill_id)
                .where(_e.unit_id == bindparam("unit"), _e.id <= bindparam("upto"), _e.bill_id.is_not(None))
                .group_by(_e.bill_id)
                .having(func.sum(_e.fen) != 0)
            ),
        )
    )
    .order_by(_b.due_on, _b.id)
)
#: Verified in the chat, or known to the register alone.
_MEANT = (_l.ended_at.is_(None), or_(_l.verified_at.is_not(None), _who.telegram_id.is_(None)))
_WITH_HOME = m.statements.join(t.units, _u.id == _s.unit_id)
_BROUGHT = exists().where(_p.statement_id == _s.id, _o.key == _p.outbox_key, _o.status == Sending.SENT)
_BY_HAND = func.coalesce(among(_s.handed, sorted(BROUGHT)), False)


class Statements:
    """Runs, statements, deliveries."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    # runs

    def run(self, run: int) -> Run:
        """It must be there."""
        return one(self.conn, _RUN_OF, Run, run=run)

    def run_of(self, community: int, period: str) -> Run | None:
        """The run of that month, if it has begun."""
        where = (_r.community_id == community, _r.period == period)
        return optional(self.conn, select(*_RUN).where(*where), Run)

    def newest(self, community: int, run: int | None = None) -> Run | None:
        """That run of the community, else its newest; None when there is none."""
        query = select(*_RUN).where(_r.community_id == community, *([_r.id == run] if run else []))
        return next(iter(many(self.conn, query.order_by(_r.period.desc()).limit(1), Run)), None)

    def begin(self, community: int, period: str) -> Run:
        """The run of that month; begun again it is looked through for homes without one."""
        run, look = self.run_of(community, period), {"making_at": self.work.now, "cursor": 0, "fresh": 0}
        if run is not None:
            return self.change_run(run.id, look)
        values = {"community_id": community, "period": period, "begun_at": self.work.now, **look}
        made = self.conn.execute(insert(m.statement_runs).values(values).returning(_r.id)).scalar_one()
        return self.run(int(made))

    def change_run(self, run: int, values: Mapping[str, Any]) -> Run:
        """The run changed."""
        self.conn.execute(update(m.statement_runs).where(_r.id == run).values(dict(values)))
        return self.run(run)

    def due(self, now: datetime, limit: int) -> list[Run]:
        """Those the clock must look at."""
        return many(self.conn, _DUE, Run, now=now, most=limit)

    def next_due(self) -> datetime | None:
        """When the clock must look next."""
        found = _NEXT.first(self.conn) or ()
        return min((at for at in found if at is not None), default=None)

    # making: what homes owe

    def billed(self, community: int, period: str, since: date, until: date) -> bool:
        """Whether any home has a bill of that month."""
        where = (_b.community_id == community, or_(_b.about == period, _b.due_on.between(since, until)))
        return self.conn.execute(select(_b.id).where(*where).limit(1)).first() is not None

    def homes(self, community: int, after: int, limit: int) -> list[tuple[int, bool]]:
        """The next homes by id, and whether the chat reaches an owner of each."""
        reached = (_who.telegram_id.is_not(None), _who.reachable, _l.relation == Relation.OWNER)
        owner = exists().where(_l.unit_id == _u.id, _l.person_id == _who.id, *_MEANT, *reached)
        query = select(_u.id, owner).where(_u.community_id == community, _u.id > after).order_by(_u.id).limit(limit)
        return [(int(unit), bool(there)) for unit, there in self.conn.execute(query)]

    def counted(self, units: Sequence[int], period: str, since: date, until: date) -> dict[int, list[Counted]]:
        """Bills of homes: everything open, and everything of the month and the one before (`since` to `until`, its own days)."""
        months = (f"{since:%Y-%m}", period)
        theirs = or_(
            _b.open_fen != 0, _b.about.in_(months), _b.due_on.between(since, until), _b.from_on.between(since, until)
        )
        query = select(_b.unit_id, _b.about, _b.from_on, _b.due_on, _b.fen, _b.open_fen).where(
            _b.unit_id.in_(units), theirs
        )
        found: dict[int, list[Counted]] = {}
        for unit, *bill in self.conn.execute(query):
            found.setdefault(int(unit), []).append(Counted(*bill))
        return found

    def advances(self, units: Sequence[int]) -> dict[int, int]:
        """What homes have paid in advance, in fen."""
        query = (
            select(_e.unit_id, -func.sum(_e.fen))
            .where(_e.unit_id.in_(units), _e.bill_id.is_(None))
            .group_by(_e.unit_id)
            .having(func.sum(_e.fen) != 0)
        )
        return {int(unit): int(fen) for unit, fen in self.conn.execute(query)}

    def last_entry(self, units: Sequence[int]) -> dict[int, int]:
        """The newest entry of each home."""
        query = select(_e.unit_id, func.max(_e.id)).where(_e.unit_id.in_(units)).group_by(_e.unit_id)
        return {int(unit): int(entry) for unit, entry in self.conn.execute(query)}

    def add(self, run: Run, rows: Sequence[Mapping[str, Any]]) -> int:
        """Statements of homes that have none for that month; how many are new. Unchecked ones follow the account."""
        units = [row["unit_id"] for row in rows]
        query = select(_s.unit_id, _s.upto, _s.status).where(_s.period == run.period, _s.unit_id.in_(units))
        there = {int(unit): (upto, status) for unit, upto, status in self.conn.execute(query)}
        fixed = {"community_id": run.community_id, "run_id": run.id, "period": run.period, "status": Status.MADE}
        fresh = [{**fixed, "made_at": self.work.now, **row} for row in rows if row["unit_id"] not in there]
        if fresh:
            self.conn.execute(insert(m.statements), fresh)
        for row in rows:
            upto, status = there.get(row["unit_id"], (row["upto"], None))
            if status == Status.MADE and upto != row["upto"]:
                mine = (_s.unit_id == row["unit_id"], _s.period == run.period)
                self.conn.execute(update(m.statements).where(*mine).values({**row, "made_at": self.work.now}))
        return len(fresh)

    # one statement

    def get(self, statement: int) -> Statement:
        """It must be there."""
        return one(self.conn, _FIND, Statement, statement=statement)

    def find(self, statement: int) -> Statement | None:
        """The statement, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _FIND, Statement, statement=statement)

    def change(self, one_: Statement, values: Mapping[str, Any]) -> Statement:
        """With other values. `Outdated` when its status was moved since it was read."""
        mine = (_s.id == one_.id, _s.status == one_.status)
        if not self.conn.execute(update(m.statements).where(*mine).values(dict(values))).rowcount:
            raise Outdated
        return self.get(one_.id)

    def of_home(self, unit: int, limit: int) -> list[Statement]:
        """Those sent to a home, the newest first."""
        query = select(*_ROW).where(_s.unit_id == unit, _s.status == Status.SENT).order_by(_s.period.desc())
        return many(self.conn, query.limit(limit), Statement)

    def sums(self, unit: int, upto: int) -> tuple[dict[int, tuple[int, int]], int]:
        """By bill of a home up to that entry: what it came to and what of it was paid; and what is paid in advance, in fen."""
        found: dict[int, tuple[int, int]] = {}
        advance = 0
        for bill, paid, fen in _SUMS.rows(self.conn, unit=unit, upto=upto):
            if bill is None:
                advance -= int(fen)
                continue
            charged, received = found.get(bill, (0, 0))
            found[bill] = (charged, received - int(fen)) if paid else (charged + int(fen), received)
        return found, advance

    def bills(self, unit: int, upto: int, period: str, since: date, until: date) -> list[Bill]:
        """Bills of a home that its statement may name, the oldest due first."""
        return many(self.conn, _BILLS, Bill, unit=unit, upto=upto, period=period, since=since, until=until)

    # lists of a run

    def by_building(self, run: int) -> list[tuple[str, str, int, int, int]]:
        """Building, status, how many, fen, how many of them are odd."""
        odd = func.sum(case((_s.odd == [], 0), else_=1))
        query = (
            select(_u.building, _s.status, func.count(), func.sum(_s.fen), odd)
            .select_from(_WITH_HOME)
            .where(_s.run_id == run)
            .group_by(_u.building, _s.status)
        )
        return [(b, status, int(n), int(fen), int(o)) for b, status, n, fen, o in self.conn.execute(query)]

    def page(self, run: int, building: str, limit: int, offset: int) -> list[Statement]:
        """Those of a building, odd ones first, then by address."""
        query = select(*_ROW).join(t.units, _u.id == _s.unit_id).where(_s.run_id == run, _u.building == building)
        order = (case((_s.odd == [], 1), else_=0), _u.entrance, _u.floor, _u.room, _s.id)
        return many(self.conn, query.order_by(*order).limit(limit).offset(offset), Statement)

    def held(self, run: int, limit: int, offset: int) -> list[Statement]:
        """Those held back, the first first."""
        query = select(*_ROW).where(_s.run_id == run, _s.status == Status.HELD).order_by(_s.held_at, _s.id)
        return many(self.conn, query.limit(limit).offset(offset), Statement)

    def check(self, run: int, buildings: Collection[str], by: int) -> int:
        """All of those buildings that nobody has checked yet are checked; how many."""
        theirs = select(_u.id).where(_u.building.in_(list(buildings)))
        where = (_s.run_id == run, _s.status == Status.MADE, _s.unit_id.in_(theirs))
        values = {"status": Status.CHECKED, "checked_by": by, "checked_at": self.work.now}
        return int(self.conn.execute(update(m.statements).where(*where).values(values)).rowcount)

    # sending

    def to_send(self, run: int, limit: int) -> list[Statement]:
        """The next of those that are checked."""
        query = select(*_ROW).where(_s.run_id == run, _s.status == Status.CHECKED).order_by(_s.id).limit(limit)
        return many(self.conn, query, Statement)

    def people(self, units: Iterable[int]) -> dict[int, list[tuple[Person, Relation]]]:
        """Residents of homes who are certain, owners first."""
        query = (
            select(_l.unit_id, _l.relation, *_PERSON)
            .join(t.persons, _who.id == _l.person_id)
            .where(_l.unit_id.in_(list(units)), *_MEANT)
            .order_by(_who.id)
        )
        found: dict[int, list[tuple[Person, Relation]]] = {}
        for unit, relation, *person in self.conn.execute(query):
            found.setdefault(int(unit), []).append((Person(*person), Relation(relation)))
        order = list(Relation)
        return {unit: sorted(people, key=lambda pair: order.index(pair[1])) for unit, people in found.items()}

    def hand(self, statement: int, person: int, key: str) -> None:
        """It was handed to the outbox for this person under that key."""
        values = {"statement_id": statement, "person_id": person, "outbox_key": key, "at": self.work.now}
        self.conn.execute(insert(m.statement_people).values(values))

    def times(self, statement: int, person: int) -> int:
        """How often it was handed to the outbox for this person."""
        query = select(func.count()).where(_p.statement_id == statement, _p.person_id == person)
        return int(self.conn.execute(query).scalar_one())

    def unsent(self, run: int, newest: int) -> int:
        """How many of the newest so many handed over have not left yet."""
        last = (
            select(_p.outbox_key)
            .join(m.statements, _s.id == _p.statement_id)
            .where(_s.run_id == run)
            .order_by(_p.id.desc())
            .limit(newest)
        ).subquery()
        query = select(func.count()).select_from(last).join(t.outbox, _o.key == last.c.outbox_key)
        return int(self.conn.execute(query.where(_o.status.in_(_UNSENT))).scalar_one())

    def may_come(self, statement: int) -> bool:
        """Whether somebody of the home has it, or may get it yet."""
        alive = (*_UNSENT, Sending.SENT)
        query = select(_o.id).join(m.statement_people, _p.outbox_key == _o.key)
        where = (_p.statement_id == statement, _o.status.in_(alive))
        return self.conn.execute(query.where(*where).limit(1)).first() is not None

    def brought(self, statement: int) -> bool:
        """Whether it has come to the home: the chat brought it to somebody there, or the butler says so (F-50)."""
        query = select(_s.id).where(_s.id == statement, or_(_BROUGHT, _BY_HAND))
        return self.conn.execute(query).first() is not None

    def hand_over(self, statement: int, how: str, by: int | None) -> None:
        """What the butler says of one the chat did not bring."""
        values = {"handed": how, "handed_by": by, "handed_at": self.work.now}
        self.conn.execute(update(m.statements).where(_s.id == statement).values(values))

    def missed(self, statement: int) -> None:
        """They say it never came; the first time counts."""
        where = (_s.id == statement, _s.missed_at.is_(None))
        self.conn.execute(update(m.statements).where(*where).values(missed_at=self.work.now))

    def not_brought(self, run: int, buildings: Collection[str], limit: int, offset: int) -> list[Statement]:
        """Sent, and not come to the home as far as we know, by address."""
        query = select(*_ROW).join(t.units, _u.id == _s.unit_id)
        where = (_s.run_id == run, _s.status == Status.SENT, _u.building.in_(list(buildings)), ~_BROUGHT, ~_BY_HAND)
        order = (_u.building, _u.entrance, _u.floor, _u.room, _s.id)
        return many(self.conn, query.where(*where).order_by(*order).limit(limit).offset(offset), Statement)

    def delivery(self, run: int) -> list[tuple[str, int, int, int, int, int]]:
        """By building: made, sent, brought by the chat, brought by hand alone, said not to have come (F-50)."""
        query = (
            select(
                _u.building, func.count(), _many(_s.status == Status.SENT), _many(_BROUGHT), _many(and_(_BY_HAND, ~_BROUGHT)),
                _many(_s.missed_at.is_not(None)),
            )
            .select_from(_WITH_HOME)
            .where(_s.run_id == run)
            .group_by(_u.building)
        )  # fmt: skip
        return [(row[0], *(int(n) for n in row[1:])) for row in self.conn.execute(query)]


def _many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def move_person(conn: Connection, guest: int, known: int) -> None:
    """Two people turn out to be one: what was sent to either was sent to them."""
    conn.execute(update(m.statement_people).where(_p.person_id == guest).values(person_id=known))
    for column in (_s.checked_by, _s.held_by, _s.handed_by):
        conn.execute(update(m.statements).where(column == guest).values({column.name: known}))
