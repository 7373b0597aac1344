"""Matters: cases of every flow, their history and price lists."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Table, and_, bindparam, insert, not_, or_, select, update

from domain.cases import OF_THE_HOME, OF_THE_OFFICE, Case, Event, RepairFacts
from domain.errors import Outdated
from domain.ids import CaseId
from domain.people import Residence
from store import tables as t
from store.prepared import Prepared, among
from store.rows import columns, many, one, optional
from store.search import TEXTS

if TYPE_CHECKING:
    from store.work import Work

_CASE = columns(t.cases, Case)
_REPAIR = columns(t.repairs, RepairFacts)
_EVENT = columns(t.events, Event)


# Asked for with almost every step of a case, so they are built once.
_BY_ID = Prepared(select(*_CASE).where(t.cases.c.id == bindparam("case")))
_REPAIR_OF = Prepared(select(*_REPAIR).where(t.repairs.c.case_id == bindparam("case")))
_NEXT = Prepared(
    update(t.day_numbers)
    .where(t.day_numbers.c.community_id == bindparam("community"), t.day_numbers.c.day == bindparam("on"))
    .values(last=t.day_numbers.c.last + 1)
    .returning(t.day_numbers.c.last)
)
_EARLIER = Prepared(
    select(*_CASE)
    .where(t.cases.c.unit_id == bindparam("unit"), t.cases.c.flow == "repair", t.cases.c.id < bindparam("before"))
    .order_by(t.cases.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_LOG = Prepared(insert(t.events).returning(t.events.c.id), [c.name for c in t.events.c if c.name != "id"])
_OF_KIND = Prepared(
    select(*_EVENT)
    .where(t.events.c.case_id == bindparam("case"), t.events.c.kind == bindparam("which"))
    .order_by(t.events.c.id)
)
_LAST = Prepared(
    select(*_EVENT)
    .where(t.events.c.case_id == bindparam("case"), t.events.c.kind == bindparam("which"))
    .order_by(t.events.c.id.desc())
    .limit(1)
)
_PRICES = Prepared(
    select(t.prices)
    .where(t.prices.c.community_id == bindparam("community"))
    .where(or_(t.prices.c.category == bindparam("category"), t.prices.c.category == "other"))
    .order_by(t.prices.c.code)
)


@cache
def _new(table: Table, names: tuple[str, ...]) -> Prepared:
    """A new row with these columns; its id comes back."""
    return Prepared(insert(table).returning(next(iter(table.primary_key))), names)


@cache
def _changed(names: tuple[str, ...]) -> Prepared:
    """A case with other values in these columns, one version up, if nobody has changed it since."""
    c = t.cases.c
    mine = (c.id == bindparam("this"), c.version == bindparam("read"))
    change = update(t.cases).where(*mine).values({name: bindparam(f"to_{name}") for name in names})
    return Prepared(change.returning(*_CASE))


@cache
def _changed_repair(names: tuple[str, ...]) -> Prepared:
    mine = t.repairs.c.case_id == bindparam("this")
    return Prepared(update(t.repairs).where(mine).values({name: bindparam(f"to_{name}") for name in names}))


@cache
def _open_at(public: bool, final: frozenset[str]) -> Prepared:
    """Open repairs of one home, or of one public place."""
    c = t.cases.c
    here = and_(c.unit_id.is_(None), c.place == bindparam("where")) if public else c.unit_id == bindparam("where")
    query = select(*_CASE).where(here, not_(among(c.status, sorted(final))), c.created_at >= bindparam("since"))
    query = query.where(c.flow == "repair")
    return Prepared(query.order_by(c.id.desc()).limit(DOUBLES))


#: Open cases of one place that are looked at for a double.
DOUBLES = 10


class Cases:
    """Cases, repairs, events, prices."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn
        #: Cases that are new in this unit of work, in order: whatever they came of can be linked to them.
        self.added: list[CaseId] = []

    def next_in_day(self, community: int, day: date) -> int:
        """The next number of a local day, without gaps: it is given back when the transaction fails."""
        found = _NEXT.scalar(self.conn, community=community, on=day)
        if found is None:
            self.conn.execute(insert(t.day_numbers).values(community_id=community, day=day, last=1))
            return 1
        return int(found)

    def add(self, values: Mapping[str, Any]) -> CaseId:
        """A new case; `values` are its columns."""
        row = {"version": 1, "owing_fen": 0, **values}
        case = CaseId(_new(t.cases, tuple(row)).scalar(self.conn, **row))
        added = self.get(case)
        self.work.search.keep(added)
        self.work.watched.touch(added.community_id)
        self.added.append(case)
        return case

    def add_repair(self, case: int, values: Mapping[str, Any]) -> None:
        """What only a repair has, for a new case."""
        row = {"case_id": case, **values}
        _new(t.repairs, tuple(row)).scalar(self.conn, **row)

    def get(self, case: int) -> Case:
        """The case; it must be there."""
        return one(self.conn, _BY_ID, Case, case=case)

    def find(self, case: int) -> Case | None:
        """The case, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _BY_ID, Case, case=case)

    def repair(self, case: int) -> RepairFacts:
        """What only a repair has."""
        return one(self.conn, _REPAIR_OF, RepairFacts, case=case)

    def change(self, case: Case, values: Mapping[str, Any]) -> Case:
        """The case one version up. Raises `Outdated` when somebody changed it since it was read (several workers)."""
        row = {"version": case.version + 1, **values}
        bound = {f"to_{name}": value for name, value in row.items()}
        changed = optional(self.conn, _changed(tuple(row)), Case, this=case.id, read=case.version, **bound)
        if changed is None:
            raise Outdated
        if not TEXTS.isdisjoint(values):
            self.work.search.keep(changed)
        for community in {case.community_id, changed.community_id}:
            self.work.watched.touch(community)
        return changed

    def change_repair(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets what only a repair has."""
        bound = {f"to_{name}": value for name, value in values.items()}
        _changed_repair(tuple(values)).run(self.conn, this=case, **bound)

    def of_reporter(self, person: int, final: Iterable[str], *, past: bool, limit: int, offset: int) -> list[Case]:
        """What a person reported, open or past, newest first."""
        c = t.cases.c
        mine = c.reporter_id == person
        state = c.status.in_(list(final)) if past else c.status.not_in(list(final))
        query = select(*_CASE).where(mine, state).order_by(c.id.desc()).limit(limit).offset(offset)
        return many(self.conn, query, Case)

    def of_home(
        self, person: int, living: Iterable[Residence], final: Iterable[str], *, past: bool, limit: int, offset: int,
        flows: Iterable[str] | None = None,
    ) -> list[Case]:  # fmt: skip
        """What a person reported and what their homes share of the time they lived there, newest first."""
        c = t.cases.c
        shared = among(c.flow, sorted(OF_THE_HOME))
        homes = [and_(c.unit_id == home.unit_id, c.created_at >= home.began_at, shared) for home in living]
        state = c.status.in_(list(final)) if past else c.status.not_in(list(final))
        own = and_(c.reporter_id == person, c.flow.not_in(sorted(OF_THE_OFFICE)))
        query = select(*_CASE).where(or_(own, *homes), state)
        if flows is not None:
            query = query.where(c.flow.in_(list(flows)))
        return many(self.conn, query.order_by(c.id.desc()).limit(limit).offset(offset), Case)

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
        where = [c.community_id == community, c.closed_at.is_(None)]
        where.append(c.status.in_(list(statuses)) if statuses is not None else c.status.not_in(list(final)))
        query = select(*_CASE).where(*where).order_by(c.urgent.desc(), c.id).limit(limit).offset(offset)
        return many(self.conn, query, Case)

    def open_of_team(self, community: int, team: str, final: Iterable[str]) -> list[Case]:
        """Everything a team has not ended yet, oldest first."""
        c = t.cases.c
        where = (c.community_id == community, c.closed_at.is_(None), c.team == team, c.status.not_in(list(final)))
        return many(self.conn, select(*_CASE).where(*where).order_by(c.id), Case)

    def open_at(self, unit: int | None, place: str | None, final: Iterable[str], since: datetime) -> list[Case]:
        """Open repairs of the same home (or public place), newest first: likely doubles."""
        where = unit if unit is not None else place
        return many(self.conn, _open_at(unit is None, frozenset(final)), Case, where=where, since=since)

    def owing_of_unit(self, unit: int) -> list[Case]:
        """The cases of a home that are agreed and not paid, oldest first."""
        c = t.cases.c
        return many(self.conn, select(*_CASE).where(c.unit_id == unit, c.owing_fen > 0).order_by(c.id), Case)

    def of_unit(self, unit: int, before: int, limit: int) -> list[Case]:
        """The newest earlier repairs of a home: its history for whoever goes there."""
        return many(self.conn, _EARLIER, Case, unit=unit, before=before, most=limit)

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
        row = {
            "case_id": case, "at": now, "by": by, "kind": kind, "from_status": from_status, "to_status": to_status,
            "data": dict(data),
        }  # fmt: skip
        return int(_LOG.scalar(self.conn, **row))

    def history(self, case: int) -> list[Event]:
        """All of it, oldest first."""
        return many(self.conn, select(*_EVENT).where(t.events.c.case_id == case).order_by(t.events.c.id), Event)

    def events_of(self, case: int, kind: str) -> list[Event]:
        """All events of a kind, oldest first."""
        return many(self.conn, _OF_KIND, Event, case=case, which=kind)

    def last_of(self, case: int, kind: str) -> Event | None:
        """The newest event of a kind."""
        return optional(self.conn, _LAST, Event, case=case, which=kind)

    # prices

    def prices(self, community: int, category: str) -> list[dict[str, Any]]:
        """The price list (WAR-08, SPS-07) of a category and of "other"."""
        names = [c.name for c in t.prices.c]
        rows = _PRICES.rows(self.conn, community=community, category=category)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def set_price(self, community: int, code: str, values: Mapping[str, Any]) -> None:
        """A line of the price list, new or changed."""
        p = t.prices.c
        done = self.conn.execute(update(t.prices).where(p.community_id == community, p.code == code).values(values))
        if not done.rowcount:
            self.conn.execute(insert(t.prices).values(community_id=community, code=code, **values))
