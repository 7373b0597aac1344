"""Matters: cases of every flow, their history, promises and price lists."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, func, insert, select, update

from domain.cases import DEADLINE, Case, Deadline, DeadlineEvent, DeadlineStatus, Event, RepairFacts
from domain.errors import Outdated
from domain.ids import CaseId
from domain.lifecycle import move
from store import tables as t
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_CASE = columns(t.cases, Case)
_REPAIR = columns(t.repairs, RepairFacts)
_EVENT = columns(t.events, Event)
_DEADLINE = columns(t.deadlines, Deadline)


#: Open cases of one place that are looked at for a double.
DOUBLES = 10


class Cases:
    """Cases, repairs, events, deadlines, prices."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def next_in_day(self, community: int, day: date) -> int:
        """The next number of a local day, without gaps: it is given back when the transaction fails."""
        d = t.day_numbers.c
        here = (d.community_id == community) & (d.day == day)
        found = self.conn.execute(update(t.day_numbers).where(here).values(last=d.last + 1).returning(d.last)).scalar()
        if found is None:
            self.conn.execute(insert(t.day_numbers).values(community_id=community, day=day, last=1))
            return 1
        return int(found)

    def add(self, values: Mapping[str, Any]) -> CaseId:
        """A new case; `values` are its columns."""
        return CaseId(
            self.conn.execute(
                insert(t.cases).values(version=1, owing_fen=0, **values).returning(t.cases.c.id)
            ).scalar_one()
        )

    def add_repair(self, case: int, values: Mapping[str, Any]) -> None:
        """What only a repair has, for a new case."""
        self.conn.execute(insert(t.repairs).values(case_id=case, **values))

    def get(self, case: int) -> Case:
        """The case; it must be there."""
        return one(self.conn, select(*_CASE).where(t.cases.c.id == case), Case)

    def find(self, case: int) -> Case | None:
        """The case, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_CASE).where(t.cases.c.id == case), Case)

    def repair(self, case: int) -> RepairFacts:
        """What only a repair has."""
        return one(self.conn, select(*_REPAIR).where(t.repairs.c.case_id == case), RepairFacts)

    def change(self, case: Case, values: Mapping[str, Any]) -> Case:
        """The case one version up. Raises `Outdated` when somebody changed it since it was read (several workers)."""
        c = t.cases.c
        done = self.conn.execute(
            update(t.cases).where(c.id == case.id, c.version == case.version).values(version=case.version + 1, **values)
        )
        if done.rowcount != 1:
            raise Outdated
        return self.get(case.id)

    def change_repair(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets what only a repair has."""
        self.conn.execute(update(t.repairs).where(t.repairs.c.case_id == case).values(values))

    def of_reporter(self, person: int, final: Iterable[str], *, past: bool, limit: int, offset: int) -> list[Case]:
        """What a person reported, open or past, newest first."""
        c = t.cases.c
        mine = c.reporter_id == person
        state = c.status.in_(list(final)) if past else c.status.not_in(list(final))
        query = select(*_CASE).where(mine, state).order_by(c.id.desc()).limit(limit).offset(offset)
        return many(self.conn, query, Case)

    def of_assignee(self, staff: int, final: Iterable[str]) -> list[Case]:
        """Open work of a staff member, urgent first, then oldest first."""
        c = t.cases.c
        query = select(*_CASE).where(c.assignee_id == staff, c.status.not_in(list(final)))
        return many(self.conn, query.order_by(c.urgent.desc(), c.id), Case)

    def open_of_community(
        self,
        community: int,
        final: Iterable[str],
        *,
        statuses: Iterable[str] | None = None,
        limit: int = 8,
        offset: int = 0,
    ) -> list[Case]:
        """Open matters of a community, urgent first, then oldest first."""
        c = t.cases.c
        where = [c.community_id == community]
        where.append(c.status.in_(list(statuses)) if statuses is not None else c.status.not_in(list(final)))
        query = select(*_CASE).where(*where).order_by(c.urgent.desc(), c.id).limit(limit).offset(offset)
        return many(self.conn, query, Case)

    def open_at(self, unit: int | None, place: str | None, final: Iterable[str], since: datetime) -> list[Case]:
        """Open cases of the same home (or public place), newest first: likely doubles."""
        c = t.cases.c
        here = c.unit_id == unit if unit is not None else (c.unit_id.is_(None)) & (c.place == place)
        query = select(*_CASE).where(here, c.status.not_in(list(final)), c.created_at >= since)
        return many(self.conn, query.order_by(c.id.desc()).limit(DOUBLES), Case)

    def of_unit(self, unit: int, before: int, limit: int) -> list[Case]:
        """The newest earlier cases of a home: its history for whoever goes there."""
        c = t.cases.c
        return many(
            self.conn, select(*_CASE).where(c.unit_id == unit, c.id < before).order_by(c.id.desc()).limit(limit), Case
        )

    # history

    def log(
        self,
        case: int,
        now: datetime,
        by: int | None,
        kind: str,
        from_status: str | None,
        to_status: str | None,
        data: Mapping[str, Any],
    ) -> int:
        """One line of history; its id is the key of whatever is told because of it."""
        row = insert(t.events).values(
            case_id=case, at=now, by=by, kind=kind, from_status=from_status, to_status=to_status, data=dict(data)
        )
        return int(self.conn.execute(row.returning(t.events.c.id)).scalar_one())

    def history(self, case: int) -> list[Event]:
        """All of it, oldest first."""
        return many(self.conn, select(*_EVENT).where(t.events.c.case_id == case).order_by(t.events.c.id), Event)

    def last_of(self, case: int, kind: str) -> Event | None:
        """The newest event of a kind."""
        e = t.events.c
        return optional(
            self.conn, select(*_EVENT).where(e.case_id == case, e.kind == kind).order_by(e.id.desc()).limit(1), Event
        )

    # promises

    def promise(self, case: int, kind: str, round_: int, due_at: datetime, rules: Sequence[str]) -> None:
        """A new open deadline, looked at when it is due."""
        self.conn.execute(
            insert(t.deadlines).values(
                case_id=case, kind=kind, round=round_, due_at=due_at, fire_at=due_at, rules=list(rules), rung=0,
                status=DeadlineStatus.OPEN,
            )
        )  # fmt: skip

    def deadlines(self, case: int) -> list[Deadline]:
        """Every promise of a case, oldest first."""
        return many(
            self.conn, select(*_DEADLINE).where(t.deadlines.c.case_id == case).order_by(t.deadlines.c.id), Deadline
        )

    def open_deadline(self, case: int, kind: str) -> Deadline | None:
        """The promise of that kind that still runs."""
        d = t.deadlines.c
        query = select(*_DEADLINE).where(d.case_id == case, d.kind == kind, d.status == DeadlineStatus.OPEN)
        return optional(self.conn, query.order_by(d.round.desc()).limit(1), Deadline)

    def settle(self, deadline: Deadline, event: DeadlineEvent, now: datetime) -> None:
        """Met, missed or dropped: moved by its table, the clock looks no more."""
        status = move(DEADLINE, deadline.status, event)
        values = {"status": status, "settled_at": now, "fire_at": None}
        self.conn.execute(update(t.deadlines).where(t.deadlines.c.id == deadline.id).values(values))

    def postpone(self, deadline: int, due_at: datetime) -> None:
        """A new promise in place of the old one (REP-12)."""
        self.conn.execute(
            update(t.deadlines).where(t.deadlines.c.id == deadline).values(due_at=due_at, fire_at=due_at, rung=0)
        )

    def fired(self, deadline: int, rung: int, next_at: datetime | None) -> None:
        """The clock has alerted; when it looks again."""
        self.conn.execute(update(t.deadlines).where(t.deadlines.c.id == deadline).values(rung=rung, fire_at=next_at))

    def due(self, now: datetime, limit: int) -> list[Deadline]:
        """Open deadlines to look at, the longest due first."""
        d = t.deadlines.c
        query = select(*_DEADLINE).where(d.fire_at <= now, d.status == DeadlineStatus.OPEN).order_by(d.fire_at, d.id)
        return many(self.conn, query.limit(limit), Deadline)

    def next_due(self) -> datetime | None:
        """When the clock must look next."""
        d = t.deadlines.c
        return self.conn.execute(select(func.min(d.fire_at)).where(d.fire_at.is_not(None))).scalar()

    # prices

    def prices(self, community: int, category: str | None = None) -> Sequence[RowMapping]:
        """The price list (WAR-08, SPS-07), of a category and of "other", or whole."""
        p = t.prices.c
        where = [p.community_id == community]
        if category is not None:
            where.append(p.category.in_([category, "other"]))
        return self.conn.execute(select(t.prices).where(*where).order_by(p.code)).mappings().all()

    def set_price(self, community: int, code: str, values: Mapping[str, Any]) -> None:
        """A line of the price list, new or changed."""
        p = t.prices.c
        done = self.conn.execute(update(t.prices).where(p.community_id == community, p.code == code).values(values))
        if not done.rowcount:
            self.conn.execute(insert(t.prices).values(community_id=community, code=code, **values))
