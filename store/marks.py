"""Small facts of the process itself: how far it has read, what has run for which period."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from store.prepared import Prepared
from store.tables import marks

if TYPE_CHECKING:
    from store.work import Work


_GET = Prepared(select(marks.c.value).where(marks.c.key == bindparam("mark")))
_PUT = Prepared(update(marks).where(marks.c.key == bindparam("mark")).values(value=bindparam("value")))


class Marks:
    """One JSON value under each key."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def get(self, key: str) -> Any:
        """What was put under the key, None when nothing was."""
        return _GET.scalar(self.conn, mark=key)

    def put(self, key: str, value: Any) -> None:
        """Takes the place of what was there."""
        if not _PUT.run(self.conn, mark=key, value=value):
            self.conn.execute(insert(marks).values(key=key, value=value))
