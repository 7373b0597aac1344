"""The rows figures are counted from. Every query is bounded by community and period, through an index; what may be many
is added up by the database. Only open matters are looked through whole, and those by status."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from domain.cases import DeadlineStatus
from domain.figures import Happening, HappeningKind, Kept, RepairRow
from domain.ids import CaseId, StaffId
from domain.people import Team, UnitState
from domain.repair import FINAL, PromiseKind, Status
from store import tables as t
from store.rows import aside

if TYPE_CHECKING:
    from store.work import Work

_c, _r, _d, _e = t.cases.c, t.repairs.c, t.deadlines.c, t.events.c
_OPEN = sorted(s for s in Status if s not in FINAL)
#: The crew's promises; the owner's signature is not one.
_CREW = (PromiseKind.ARRIVE, PromiseKind.FINISH)
_ROW = (
    _c.id, _c.number, _c.status, t.units.c.building, _c.category, _c.danger, _c.urgent, _r.charge, _c.team, _c.assignee_id,
    _r.quote_fen, _c.rating, _r.done_part, _c.created_at, _r.finished_at, _c.closed_at,
)  # fmt: skip
_KINDS = [str(kind) for kind in HappeningKind]
#: Cases asked about in one statement.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """Open matters of a team now."""

    team: Team
    open: int
    urgent: int
    #: Nobody has them.
    free: int


@dataclass(frozen=True, slots=True)
class Due:
    """A promise that runs: of which matter, and when it is due."""

    case_id: CaseId
    number: str
    category: str
    urgent: bool
    team: Team
    kind: str
    due_at: datetime


class FigureRows:
    """What reports read."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn
        self.now = work.now

    def repairs(self, community: int, start: datetime, end: datetime, team: Team | None = None) -> list[RepairRow]:
        """Repairs reported, finished or closed from `start` until before `end`, and others something happened to then."""
        happened = and_(_e.case_id == _c.id, _e.kind.in_(_KINDS), _e.at >= start, _e.at < end)
        mine = _c.community_id == community
        ways = (  # ids first, one index each; the rows then once, however many ways lead to them
            select(_c.id).where(mine, _c.created_at >= start, _c.created_at < end),
            select(_c.id).where(mine, _c.closed_at >= start, _c.closed_at < end),
            select(_r.case_id).where(_r.finished_at >= start, _r.finished_at < end),
            select(_c.id).where(*_open_ones(community), _c.status.in_(_OPEN), select(_e.id).where(happened).exists()),
            # Reopened since and over again: what was finished then was finished then, whenever it is read. Those made
            # later are not left out: nothing can have happened to them, and SQLite would search by what is older instead.
            select(_c.id).where(mine, _c.closed_at >= end, select(_e.id).where(happened).exists()),
        )
        ids = sorted({case_id for way in ways for case_id in self.conn.scalars(way)})
        query = _repairs(community, team).order_by(_c.id)
        parts = (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
        return [RepairRow(*row) for part in parts for row in self.conn.execute(query.where(_c.id.in_(part)))]

    def reported(self, community: int, start: datetime, end: datetime) -> int:
        """How many repairs were reported from `start` until before `end`."""
        mine = (*_whose(community, None), _c.created_at >= start, _c.created_at < end)
        query = select(func.count()).join_from(t.cases, t.repairs, _r.case_id == _c.id).where(*mine)
        return int(self.conn.scalar(query) or 0)

    def happenings(self, cases: Sequence[CaseId]) -> list[Happening]:
        """The history of these repairs, as far as it is counted."""
        found = []
        for start in range(0, len(cases), _AT_ONCE):
            some = _e.case_id.in_(cases[start : start + _AT_ONCE])
            post = and_(t.staff.c.person_id == _e.by, t.staff.c.community_id == _c.community_id)
            query = (
                select(_e.case_id, _e.kind, _e.at, _e.data, t.staff.c.id)
                .join(t.cases, _c.id == _e.case_id)
                .outerjoin(t.staff, post)
                .where(some, _e.kind.in_(_KINDS))
            )
            for case_id, kind, at, data, staff in self.conn.execute(query.order_by(_e.id)):
                one = Happening(case_id, HappeningKind(kind), at, data.get("reason"), staff, data.get("stars"))
                found.append(one)
        return found

    def promises(self, community: int, start: datetime, end: datetime, team: Team | None = None) -> list[Kept]:
        """The crew's promises that fell due then, added up; those that still run and are due later are not among them."""
        in_time = case((and_(_d.status == DeadlineStatus.MET, _d.settled_at <= _d.due_at), 1), else_=0).label("in_time")
        query = (
            select(_d.kind, _d.status, in_time, func.count())
            .join(t.cases, _c.id == _d.case_id)
            .where(*self._fell_due(start, end))
            .where(_d.kind.in_(_CREW), *_whose(community, team))
            .group_by(_d.kind, _d.status, in_time)
        )
        return [Kept(kind, DeadlineStatus(s), bool(kept), n) for kind, s, kept, n in self.conn.execute(query)]

    def promised(self, community: int, start: datetime, end: datetime) -> list[tuple[CaseId, bool]]:
        """The matters behind `promises`: each promise's case, and whether it was kept."""
        in_time = case((and_(_d.status == DeadlineStatus.MET, _d.settled_at <= _d.due_at), 1), else_=0)
        query = (
            select(_c.id, in_time)
            .join(t.deadlines, _c.id == _d.case_id)
            .where(*self._fell_due(start, end), _d.kind.in_(_CREW), *_whose(community, None))
            .order_by(_d.id)
        )
        return [(CaseId(found), bool(kept)) for found, kept in self.conn.execute(query)]

    def _fell_due(self, start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
        over = or_(
            _d.status.in_([DeadlineStatus.MET, DeadlineStatus.MISSED]),
            and_(_d.due_at <= self.now, _d.paused_at.is_(None)),
        )
        counted = (DeadlineStatus.OPEN, DeadlineStatus.MET, DeadlineStatus.MISSED)
        return _d.status.in_(counted), _d.due_at >= start, _d.due_at < end, over

    # what is open now

    def standing(self, community: int) -> list[Standing]:
        """Open matters, team by team."""
        urgent = func.sum(case((_c.urgent, 1), else_=0))
        free = func.sum(case((_c.assignee_id.is_(None), 1), else_=0))
        query = select(_c.team, func.count(), urgent, free).where(*_open_ones(community), _c.status.in_(_OPEN))
        rows = self.conn.execute(query.group_by(_c.team).order_by(_c.team))
        return [Standing(Team(team), n, int(u), int(f)) for team, n, u, f in rows]

    def holding(self, community: int) -> dict[StaffId, int]:
        """How many open matters each post holds; what only waits for the owner's signature is not held."""
        at_work = [s for s in _OPEN if s != Status.FINISHED]
        mine = (*_open_ones(community), _c.status.in_(at_work), _c.assignee_id.is_not(None))
        rows = self.conn.execute(select(_c.assignee_id, func.count()).where(*mine).group_by(_c.assignee_id))
        return {StaffId(post): n for post, n in rows}

    def due(
        self, community: int, start: datetime | None, end: datetime, limit: int, team: Team | None = None
    ) -> tuple[int, list[Due]]:
        """The crew's running promises due from `start` (None: ever) until before `end`: how many, and the first of them,
        urgent ones before others, then by time."""
        running = and_(_d.status == DeadlineStatus.OPEN, _d.paused_at.is_(None))
        mine = [running, _d.due_at < end, _d.kind.in_(_CREW), *_whose(community, team)]
        if start is not None:
            mine.append(_d.due_at >= start)
        rows = select(_c.id, _c.number, _c.category, _c.urgent, _c.team, _d.kind, _d.due_at).join(
            t.deadlines, _c.id == _d.case_id
        )
        number = select(func.count(_d.case_id.distinct())).join(t.cases, _c.id == _d.case_id).where(*mine)
        found: dict[int, Due] = {}
        # A matter may have two promises due; each is named once.
        first = rows.where(*mine).order_by(_c.urgent.desc(), _d.due_at, _d.id).limit(2 * limit)
        for row in self.conn.execute(first):
            found.setdefault(row.id, Due(*row))
        return int(self.conn.scalar(number) or 0), list(found.values())[:limit]

    # homes (PLN-06)

    def homes(self, community: int, first: date, last: date) -> tuple[int, int]:
        """Homes handed over on these days, and homes that are empty now."""
        mine = t.units.c.community_id == community
        handed = select(func.count()).where(mine, t.units.c.handed_over_on.between(first, last))
        empty = select(func.count()).where(mine, t.units.c.state == UnitState.VACANT)
        return int(self.conn.scalar(handed) or 0), int(self.conn.scalar(empty) or 0)

    # the list

    def details(self, community: int, start: datetime, end: datetime, limit: int) -> list[dict[str, Any]]:
        """Repairs reported then, oldest first, with the home and the worker's name; nothing about whoever reported."""
        u, s, p = t.units.c, t.staff.c, t.persons.c
        columns = (
            _c.id, _c.number, _c.created_at, _c.status, _c.urgent, _c.category, _c.danger, _c.channel, _c.team, _c.place,
            u.building, u.entrance, u.room, _r.charge, _r.quote_fen, _c.owing_fen, _r.arrived_at, _r.finished_at,
            _r.done_process, _r.done_part, _r.done_materials, _c.closed_at, _c.rating, p.name.label("worker"),
        )  # fmt: skip
        query = (
            select(*columns)
            .join(t.repairs, _r.case_id == _c.id)
            .outerjoin(t.units, u.id == _c.unit_id)
            .outerjoin(t.staff, s.id == _c.assignee_id)
            .outerjoin(t.persons, p.id == s.person_id)
            .where(*_whose(community, None), _c.created_at >= start, _c.created_at < end)
            .order_by(_c.created_at, _c.id)
            .limit(limit)
        )
        return [dict(row) for row in self.conn.execute(query).mappings()]


def _whose(community: int, team: Team | None) -> tuple[ColumnElement[bool], ...]:
    """Matters of the community, or of one team of it. The flow is not asked for: a join with `repairs` says it, and an
    index that begins with it would be tried before the one by time."""
    return (_c.community_id == community,) if team is None else (_c.community_id == community, _c.team == team)


def _open_ones(community: int) -> tuple[ColumnElement[bool], ...]:
    return (_c.community_id == community, _c.flow == "repair")


def _repairs(community: int, team: Team | None) -> Select[Any]:
    """Repairs that are found by their ids."""
    joined = select(*_ROW).join(t.repairs, _r.case_id == _c.id).outerjoin(t.units, t.units.c.id == _c.unit_id)
    mine = joined.where(aside(_c.community_id) == community)
    return mine if team is None else mine.where(_c.team == team)
