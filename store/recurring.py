"""The rows recurring problems are grouped from: repairs and complaints that came, faults that asking back found (F-38)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from domain.figures.recurring import Kind, Once
from domain.ids import CaseId
from domain.units import UnitRef, label
from store import tables as t

if TYPE_CHECKING:
    from store.work import Work

_c, _u, _cb = t.cases.c, t.units.c, t.callbacks.c


class RecurringRows:
    """Read for one community and time."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def once(self, community: int, start: datetime, end: datetime) -> list[Once]:
        """Each thing that came from `start` until before `end`, oldest first; cancelled and declined ones are none."""
        shown = (_c.id, _c.flow, _c.category, _u.building, _u.entrance, _u.room, _c.place)
        gone = ("cancelled", "declined")
        came = (
            select(*shown)
            .outerjoin(t.units, _u.id == _c.unit_id)
            .where(_c.community_id == community, _c.flow.in_(("repair", "complaint")), _c.status.not_in(gone))
            .where(_c.created_at >= start, _c.created_at < end)
            .order_by(_c.id)
        )
        faults = (
            select(*shown)
            .join(t.callbacks, _cb.case_id == _c.id)
            .outerjoin(t.units, _u.id == _c.unit_id)
            .where(_cb.community_id == community, _cb.fault_at >= start, _cb.fault_at < end)
            .order_by(_cb.id)
        )
        found = [_once(tuple(row), Kind(row.flow)) for row in self.conn.execute(came)]
        return found + [_once(tuple(row), Kind.FAULT) for row in self.conn.execute(faults)]


def _once(row: tuple[Any, ...], kind: Kind) -> Once:
    case, _, category, building, entrance, room, place = row
    where = label(UnitRef(building, entrance, room)) if building is not None else place or ""
    return Once(CaseId(case), kind, category, where, building or "")
