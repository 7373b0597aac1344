"""What is open in a community, as little of each as the board needs; and the promises that have run out."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, or_, select

from domain.board import Matter
from domain.cases import Deadline, DeadlineStatus
from domain.people import Team
from store import tables as t
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work

_c, _d = t.cases.c, t.deadlines.c
#: Statuses of each flow.
States = Mapping[str, Collection[str]]


class Board:
    """Open matters and late promises."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn
        self.now = work.now

    def matters(
        self, community: int, open_: States, untaken: States, held: States, own: Collection[str], team: Team | None
    ) -> list[Matter]:
        """Every open matter of the community, or of one team. Promises of the `own` kinds are nobody's lateness."""
        running = and_(_d.case_id == _c.id, _d.status == DeadlineStatus.OPEN)
        late = select(func.min(_d.due_at)).where(running, *self._late(own)).correlate(t.cases).scalar_subquery()
        paused = select(_d.id).where(running, _d.paused_at.is_not(None)).correlate(t.cases).exists()
        query = (
            select(_c.id, _c.flow, _c.status, _c.team, _c.urgent, paused, late, _c.created_at, t.units.c.building)
            .join_from(t.cases, t.units, t.units.c.id == _c.unit_id, isouter=True)
            .where(_open(community, open_))
        )
        if team is not None:
            query = query.where(_c.team == team)
        return [
            Matter(case, Team(of), urgent, status in untaken[flow], stands or status in held[flow], since, at, building)
            for case, flow, status, of, urgent, stands, since, at, building in self.conn.execute(query)
        ]

    def next_late(self, community: int, own: Collection[str]) -> datetime | None:
        """When the next promise will run out."""
        coming = (_c.community_id == community, _d.status == DeadlineStatus.OPEN, _d.paused_at.is_(None))
        query = select(func.min(_d.due_at)).join(t.cases, _c.id == _d.case_id).where(*coming)
        query = query.where(_d.due_at > self.now, _d.kind.not_in(sorted(own)))
        found: datetime | None = self.conn.execute(query).scalar()
        return found

    def overdue(
        self, community: int, own: Collection[str], *, paused: bool, assignee: int | None, limit: int, offset: int
    ) -> list[Deadline]:
        """Promises that have run out and still stand, urgent matters first, then the latest; or the paused ones.

        With `assignee` only those of matters in these hands.
        """
        mine = self._of(community, own, paused=paused, assignee=assignee)
        by = _d.paused_at if paused else _d.due_at
        query = select(*columns(t.deadlines, Deadline)).join(t.cases, _c.id == _d.case_id).where(*mine)
        return many(self.conn, query.order_by(_c.urgent.desc(), by, _d.id).limit(limit).offset(offset), Deadline)

    def counts(
        self, community: int, own: Collection[str], *, paused: bool, assignee: int | None
    ) -> list[tuple[Team, int]]:
        """How many there are, team by team."""
        mine = self._of(community, own, paused=paused, assignee=assignee)
        query = select(_d.team, func.count()).join(t.cases, _c.id == _d.case_id).where(*mine)
        found = {str(row[0]): int(row[1]) for row in self.conn.execute(query.group_by(_d.team))}
        return [(team, found[team]) for team in Team if team in found]

    def _of(
        self, community: int, own: Collection[str], *, paused: bool, assignee: int | None
    ) -> list[ColumnElement[bool]]:
        stands = _d.paused_at.is_not(None) if paused else and_(*self._late(own))
        mine = [_c.community_id == community, _d.status == DeadlineStatus.OPEN, stands]
        return [*mine, _c.assignee_id == assignee] if assignee is not None else mine

    def _late(self, own: Collection[str]) -> tuple[ColumnElement[bool], ...]:
        return (_d.paused_at.is_(None), _d.due_at <= self.now, _d.kind.not_in(sorted(own)))


def _open(community: int, states: States) -> ColumnElement[bool]:
    """The community is named in each arm: named once beside them, SQLite would go through all its matters instead."""
    here = _c.community_id == community
    return or_(*(and_(here, _c.flow == flow, _c.status.in_(sorted(of))) for flow, of in states.items()))
