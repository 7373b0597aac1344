"""Praise: whom it is for, and who has served somebody lately."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from domain.people import Team
from domain.suggestion import Praise
from store import heard_tables as h
from store import tables as t
from store.rows import aside, columns, many

if TYPE_CHECKING:
    from store.work import Work

_p, _c = h.praises.c, t.cases.c
_PRAISE = columns(h.praises, Praise)


class Praises:
    """Praise rows."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, case: int, staff: int | None, team: Team | None, now: datetime) -> None:
        """The praise of that case is for them."""
        self.conn.execute(insert(h.praises).values(case_id=case, staff_id=staff, team=team, at=now))

    def of(self, case: int) -> list[Praise]:
        """Whom the praise of a case is for."""
        return many(self.conn, select(*_PRAISE).where(_p.case_id == case).order_by(_p.id), Praise)

    def between(self, community: int, start: datetime, end: datetime) -> list[Praise]:
        """All praise of a community in that time, oldest first."""
        query = select(*_PRAISE).join(t.cases, _c.id == _p.case_id)
        mine = (aside(_c.community_id) == community, _p.at >= start, _p.at < end)
        return many(self.conn, query.where(*mine).order_by(_p.id), Praise)

    def served(self, person: int, community: int, since: datetime, limit: int) -> list[int]:
        """Posts that had a matter of this person in their hands since then, the newest first."""
        newest = func.max(_c.id)
        mine = (_c.reporter_id == person, aside(_c.community_id) == community, aside(_c.created_at) >= since)
        query = select(_c.assignee_id).join(t.staff, t.staff.c.id == _c.assignee_id)
        query = query.where(*mine, t.staff.c.ended_at.is_(None)).group_by(_c.assignee_id)
        return list(self.conn.scalars(query.order_by(newest.desc()).limit(limit)))
