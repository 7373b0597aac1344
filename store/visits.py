"""Visits to owners, the homes they can be planned from, and the matters that came of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, func, insert, select, update

from domain.cases import OVER, Case
from domain.errors import Outdated
from domain.ids import StaffId, UnitId
from domain.visits import LIVED_IN, Home, Status, Visit
from store import tables as t
from store.heard_tables import visit_cases, visits
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_v, _l = visits.c, visit_cases.c
_ROW = columns(visits, Visit)
_CASE = columns(t.cases, Case)
_BY_ID = Prepared(select(*_ROW).where(_v.id == bindparam("visit")))


class Visits:
    """Visits and what came of them."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, values: Mapping[str, Any]) -> Visit:
        """A new visit; `values` are its columns."""
        row = insert(visits).values(version=1, status=Status.PLANNED, **values).returning(_v.id)
        return self.get(self.conn.execute(row).scalar_one())

    def add_all(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """A whole plan at once."""
        if rows:
            self.conn.execute(insert(visits), [{"version": 1, "status": Status.PLANNED, **row} for row in rows])

    def get(self, visit: int) -> Visit:
        """The visit; it must be there."""
        return one(self.conn, _BY_ID, Visit, visit=visit)

    def find(self, visit: int) -> Visit | None:
        """The visit, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _BY_ID, Visit, visit=visit)

    def change(self, visit: Visit, values: Mapping[str, Any]) -> Visit:
        """The visit with other values, one version up. `Outdated` when somebody changed it since it was read."""
        mine = (_v.id == visit.id, _v.version == visit.version)
        row = {"version": visit.version + 1, **values}
        if not self.conn.execute(update(visits).where(*mine).values(row)).rowcount:
            raise Outdated
        return self.get(visit.id)

    # lists

    def of_month(self, community: int, month: str, staff: int | None = None) -> list[Visit]:
        """Everything of a month's plan and beside it, by day."""
        where = [_v.community_id == community, _v.month == month]
        if staff is not None:
            where.append(_v.staff_id == staff)
        return many(self.conn, select(*_ROW).where(*where).order_by(_v.planned_on, _v.id), Visit)

    def page(self, community: int, month: str, staff: int, limit: int, offset: int) -> list[Visit]:
        """What somebody has to do in the month: what is left first, by day; then what is over, the newest first."""
        left = _v.status != Status.PLANNED
        query = select(*_ROW).where(_v.community_id == community, _v.month == month, _v.staff_id == staff)
        ordered = query.order_by(left, _v.planned_on, _v.done_at.desc(), _v.id)
        return many(self.conn, ordered.limit(limit).offset(offset), Visit)

    def planned(self, community: int, *, upto: date | None = None, before: str | None = None) -> list[Visit]:
        """What is still to be done: until that day, or of the months before that one."""
        where = [_v.community_id == community, _v.status == Status.PLANNED]
        if upto is not None:
            where.append(_v.planned_on <= upto)
        if before is not None:
            where.append(_v.month < before)
        return many(self.conn, select(*_ROW).where(*where).order_by(_v.planned_on, _v.id), Visit)

    def of_gone(self, community: int) -> list[Visit]:
        """What is still to be done by somebody who has left."""
        s = t.staff.c
        query = select(*_ROW).join(t.staff, s.id == _v.staff_id).where(_v.community_id == community)
        query = query.where(_v.status == Status.PLANNED, s.ended_at.is_not(None))
        return many(self.conn, query.order_by(_v.planned_on, _v.id), Visit)

    def held(self, community: int) -> dict[StaffId, int]:
        """How many each post has still to do."""
        query = select(_v.staff_id, func.count()).where(_v.community_id == community, _v.status == Status.PLANNED)
        return {StaffId(staff): n for staff, n in self.conn.execute(query.group_by(_v.staff_id))}

    def planned_for(self, community: int, month: str) -> set[StaffId]:
        """Posts that have a plan for the month."""
        query = select(_v.staff_id).distinct().where(_v.community_id == community, _v.month == month, _v.round > 0)
        return {StaffId(staff) for staff in self.conn.scalars(query)}

    def last_of(self, unit: int, but: int) -> Visit | None:
        """The newest visit that was made there, apart from one."""
        here = (_v.unit_id == unit, _v.status == Status.DONE, _v.id != but)
        return optional(self.conn, select(*_ROW).where(*here).order_by(_v.done_at.desc()).limit(1), Visit)

    # homes

    def homes(self, community: int, zone: tzinfo, *, but_planned: bool) -> list[Home]:
        """Homes somebody lives in and when they were last visited; without those on somebody's plan already."""
        u = t.units.c
        last = select(func.max(_v.done_at)).where(_v.unit_id == u.id, _v.status == Status.DONE).scalar_subquery()
        query = select(u.id, u.building, last.label("at")).where(u.community_id == community, u.state.in_(LIVED_IN))
        if but_planned:
            query = query.where(~exists().where(_v.unit_id == u.id, _v.status == Status.PLANNED))
        return [
            Home(UnitId(r.id), r.building, r.at.astimezone(zone).date() if r.at else None)
            for r in self.conn.execute(query.order_by(u.id))
        ]

    def matters_at(self, unit: int, limit: int) -> list[Case]:
        """Open matters of a home, whatever their flow, newest first."""
        c = t.cases.c
        query = select(*_CASE).where(c.unit_id == unit, c.status.not_in(sorted(OVER))).order_by(c.id.desc())
        return many(self.conn, query.limit(limit), Case)

    # what came of them

    def link(self, visit: int, case: int) -> None:
        """An opinion became a matter; once."""
        known = select(_l.id).where(_l.visit_id == visit, _l.case_id == case)
        if self.conn.execute(known).first() is None:
            self.conn.execute(insert(visit_cases).values(visit_id=visit, case_id=case))

    def cases_of(self, visit: int) -> list[Case]:
        """Matters that came of a visit, oldest first."""
        query = select(*_CASE).join(visit_cases, _l.case_id == t.cases.c.id).where(_l.visit_id == visit)
        return many(self.conn, query.order_by(t.cases.c.id), Case)

    def linked(self, ids: Collection[int]) -> dict[int, int]:
        """How many matters came of each of these visits."""
        found: dict[int, int] = {}
        for some in _parts(sorted(ids)):
            query = select(_l.visit_id, func.count()).where(_l.visit_id.in_(some)).group_by(_l.visit_id)
            found |= {row[0]: row[1] for row in self.conn.execute(query)}
        return found

    def numbers(self, ids: Collection[int]) -> dict[int, list[str]]:
        """Numbers of the matters that came of these visits."""
        found: dict[int, list[str]] = {}
        for some in _parts(sorted(ids)):
            query = select(_l.visit_id, t.cases.c.number).join(t.cases, t.cases.c.id == _l.case_id)
            for visit, number in self.conn.execute(query.where(_l.visit_id.in_(some)).order_by(_l.id)):
                found.setdefault(visit, []).append(number)
        return found

    def addresses(self, ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        """Building, entrance and room of these homes."""
        u = t.units.c
        found: dict[int, tuple[str, str, str]] = {}
        for some in _parts(sorted(set(ids))):
            rows = self.conn.execute(select(u.id, u.building, u.entrance, u.room).where(u.id.in_(some)))
            found |= {r.id: (r.building, r.entrance, r.room) for r in rows}
        return found

    def staff_names(self, ids: Iterable[int]) -> dict[int, str]:
        """Names by post, also of those who have left."""
        s, p = t.staff.c, t.persons.c
        query = select(s.id, p.name).join(t.persons, p.id == s.person_id).where(s.id.in_(sorted(set(ids))))
        return {row.id: row.name for row in self.conn.execute(query)}


#: Ids asked about in one statement.
_AT_ONCE = 500


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
