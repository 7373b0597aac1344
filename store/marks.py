"""Small facts of the process itself: how far it has read, what has run for which period."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from store.tables import marks

if TYPE_CHECKING:
    from store.work import Work


class Marks:
    """One JSON value under each key."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def get(self, key: str) -> Any:
        """What was put under the key, None when nothing was."""
        return self.conn.execute(select(marks.c.value).where(marks.c.key == key)).scalar()

    def put(self, key: str, value: Any) -> None:
        """Takes the place of what was there."""
        if not self.conn.execute(update(marks).where(marks.c.key == key).values(value=value)).rowcount:
            self.conn.execute(insert(marks).values(key=key, value=value))
