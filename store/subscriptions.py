"""Who gets which report when."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from domain.subscription import Subscription
from store.prepared import Prepared
from store.rows import columns, many, one, optional
from store.subscription_tables import subscriptions as table

if TYPE_CHECKING:
    from store.work import Work

_s = table.c
_ROW = columns(table, Subscription)
_DUE = Prepared(
    select(*_ROW)
    .where(_s.next_at <= bindparam("now", type_=_s.next_at.type))
    .order_by(_s.next_at, _s.id)
    .limit(bindparam("most"))
)
_NEXT = Prepared(select(func.min(_s.next_at)))


class Subscriptions:
    """Rows of subscriptions."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def put(self, community: int, person: int, report: str, values: Mapping[str, Any]) -> Subscription:
        """The one there is of that person to that report, with these values; a new one where there is none."""
        mine = (_s.community_id == community, _s.person_id == person, _s.report == report)
        known = optional(self.conn, select(*_ROW).where(*mine), Subscription)
        if known is not None:
            self.change(known.id, values)
            return self.get(known.id)
        new = {"community_id": community, "person_id": person, "report": report, "sent": None, **values}
        return self.get(int(self.conn.execute(insert(table).values(new).returning(_s.id)).scalar_one()))

    def get(self, subscription: int) -> Subscription:
        """The subscription; it must be there."""
        return one(self.conn, select(*_ROW).where(_s.id == subscription), Subscription)

    def find(self, subscription: int) -> Subscription | None:
        """The subscription, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_ROW).where(_s.id == subscription), Subscription)

    def change(self, subscription: int, values: Mapping[str, Any]) -> None:
        """Other values in it."""
        self.conn.execute(update(table).where(_s.id == subscription).values(**values))

    def listed(self, community: int, person: int | None) -> list[Subscription]:
        """Those that are on: of one person, or of everybody; in the order they were made."""
        where = [_s.community_id == community, _s.next_at.is_not(None)]
        if person is not None:
            where.append(_s.person_id == person)
        return many(self.conn, select(*_ROW).where(*where).order_by(_s.person_id, _s.id), Subscription)

    def due(self, now: datetime, limit: int) -> list[Subscription]:
        """Those to be sent now, the longest due first."""
        return many(self.conn, _DUE, Subscription, now=now, most=limit)

    def next_due(self) -> datetime | None:
        """When the clock must look next."""
        found: datetime | None = _NEXT.scalar(self.conn)
        return found
