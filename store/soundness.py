"""Whether a database is whole and can be written, without changing it."""

from sqlalchemy import delete, insert

from store import tables as t
from store.engine import Store, StoreError

#: A row that is written and taken back.
_TRIED = "check:written"


def damage(store: Store) -> str:
    """What is broken in a SQLite file, in one clause; empty when nothing is. A server looks after its own pages.

    Reads every page: minutes for gigabytes. Raises `StoreError` when the file cannot be read at all.
    """
    if store.path is None:
        return ""
    with store.connect() as conn:
        found = str(conn.exec_driver_sql("PRAGMA quick_check(1)").scalar())
        if found != "ok":
            return found
        astray = conn.exec_driver_sql("PRAGMA foreign_key_check").first()
        return f"a row of {astray[0]} points to a row of {astray[2]} that is not there" if astray else ""


def unwritable(store: Store) -> str:
    """Why nothing can be written, in one clause; empty when it can. What is written to find out is taken back."""
    try:
        with store.connect() as conn, conn.begin() as trying:
            conn.execute(delete(t.marks).where(t.marks.c.key == _TRIED))
            conn.execute(insert(t.marks).values(key=_TRIED, value=1))
            trying.rollback()
    except StoreError as error:
        return str(error)
    return ""
