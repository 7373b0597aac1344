"""What a community has set; the rest is the catalogue's default."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from domain.standards import by_key
from store import tables as t
from store.prepared import Prepared

if TYPE_CHECKING:
    from store.work import Work

_OWN = Prepared(
    select(t.standards.c.key, t.standards.c.value).where(t.standards.c.community_id == bindparam("community"))
)


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
