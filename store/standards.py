"""What a community has set; the rest is the catalogue's default. Each change is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from domain.standards import by_key
from store import tables as t
from store.prepared import Prepared

if TYPE_CHECKING:
    from store.work import Work

_OWN = Prepared(
    select(t.standards.c.key, t.standards.c.value).where(t.standards.c.community_id == bindparam("community"))
)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure was set; `id` goes up with each."""

    id: int
    key: str
    before: Any
    after: Any
    #: The person's id; None: on the console.
    by: int | None
    at: datetime


class Standards:
    """Figures in force."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn
        self._seen: dict[int, dict[str, Any]] = {}

    def own(self, community: int) -> dict[str, Any]:
        """What the community has set itself, by key; read once in a unit of work."""
        if community not in self._seen:
            self._seen[community] = dict(_OWN.rows(self.conn, community=community))
        return self._seen[community]

    def value(self, community: int, key: str) -> Any:
        """The figure in force; KeyError for a key that is not in the catalogue."""
        default = by_key(key).default
        return self.own(community).get(key, default)

    def number(self, community: int, key: str) -> int:
        """A figure that is a whole number, in the unit of its key."""
        return int(self.value(community, key))

    def set(self, community: int, key: str, value: Any, by: int | None, now: datetime) -> None:
        """A new figure, from now on."""
        s = t.standards.c
        values = {"value": value, "set_by": by, "set_at": now}
        done = self.conn.execute(update(t.standards).where(s.community_id == community, s.key == key).values(values))
        if not done.rowcount:
            self.conn.execute(insert(t.standards).values(community_id=community, key=key, **values))
        self._seen.pop(community, None)

    def clear(self, community: int, key: str) -> None:
        """The default again."""
        s = t.standards.c
        self.conn.execute(delete(t.standards).where(s.community_id == community, s.key == key))
        self._seen.pop(community, None)

    @contextmanager
    def trying(self, community: int, key: str, value: Any) -> Iterator[None]:
        """As if the figure were set so, for whoever asks inside; nothing is written."""
        before = self.own(community)
        self._seen[community] = {**before, key: value}
        try:
            yield
        finally:
            self._seen[community] = before

    def record(self, community: int, key: str, before: Any, after: Any, by: int | None, now: datetime) -> int:
        """The change on the record; its id."""
        row = insert(t.standard_changes).values(
            community_id=community, key=key, before=before, after=after, by=by, at=now
        )
        return int(self.conn.execute(row.returning(t.standard_changes.c.id)).scalar_one())

    def changes(self, community: int, key: str, limit: int) -> list[Change]:
        """Who set it to what, the newest first."""
        c = t.standard_changes.c
        query = (
            select(c.id, c.key, c.before, c.after, c.by, c.at)
            .where(c.community_id == community, c.key == key)
            .order_by(c.id.desc())
            .limit(limit)
        )
        return [Change(*row) for row in self.conn.execute(query)]
