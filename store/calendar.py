"""Days a community has set off or to work by hand: they go before the published holidays (X-09)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from store import tables as t
from store.prepared import Prepared

if TYPE_CHECKING:
    from store.work import Work

_c = t.calendar_days.c
_OWN = Prepared(
    select(_c.day, _c.works, _c.note, _c.set_by, _c.set_at)
    .where(_c.community_id == bindparam("community"))
    .order_by(_c.day)
)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One day as the community has set it."""

    works: bool
    note: str
    #: The person's id; None: on the console.
    set_by: int | None = None
    set_at: datetime | None = field(default=None, compare=False)


class CalendarDays:
    """Days set by hand."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn
        self._seen: dict[int, dict[date, OwnDay]] = {}

    def own(self, community: int) -> Mapping[date, OwnDay]:
        """What the community has set, by day; read once in a unit of work."""
        if community not in self._seen:
            rows = _OWN.rows(self.conn, community=community)
            self._seen[community] = {day: OwnDay(works, note, by, at) for day, works, note, by, at in rows}
        return self._seen[community]

    def set(self, community: int, day: date, works: bool, note: str, by: int | None, now: datetime) -> None:
        """Off or to work, in place of what was set for the day before."""
        values = {"works": works, "note": note, "set_by": by, "set_at": now}
        mine = (_c.community_id == community, _c.day == day)
        if not self.conn.execute(update(t.calendar_days).where(*mine).values(values)).rowcount:
            self.conn.execute(insert(t.calendar_days).values(community_id=community, day=day, **values))
        self._seen.pop(community, None)

    def remove(self, community: int, day: date) -> bool:
        """The day is again what it would be; False when it was not set."""
        mine = (_c.community_id == community, _c.day == day)
        self._seen.pop(community, None)
        return bool(self.conn.execute(delete(t.calendar_days).where(*mine)).rowcount)

    @contextmanager
    def trying(self, community: int, day: date, works: bool) -> Iterator[None]:
        """As if the day were set so, for whoever asks inside; nothing is written."""
        before = self.own(community)
        self._seen[community] = {**before, day: OwnDay(works, "")}
        try:
            yield
        finally:
            self._seen[community] = dict(before)
