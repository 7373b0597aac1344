"""Prepared statements give what SQLAlchemy's own execution gives, on both databases."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import bindparam, insert, select, update

from store import tables as t
from store.engine import Store, StoreError, open_store
from store.prepared import Prepared, among
from store.work import Work

NOW = datetime(2026, 11, 22, 6, 5, 0, 123456, tzinfo=UTC)
_ADD = Prepared(insert(t.marks).returning(t.marks.c.key), ["key", "value"])
_GET = Prepared(select(t.marks.c.value).where(t.marks.c.key == bindparam("mark")))
_PUT = Prepared(update(t.marks).where(t.marks.c.key == bindparam("mark")).values(value=bindparam("value")))


def test_values_come_back_by_the_types_of_their_columns(store: Store) -> None:
    """Instants, documents, days, truths, bytes, and nothing at all."""
    names = ["update_id", "received_at", "raw", "status", "attempts"]
    with store.connect() as conn:
        Prepared(insert(t.inbox), names).run(conn, update_id=7, received_at=NOW, raw=b"\x00{", status="new", attempts=0)
        row = {"name": "桂苑", "timezone": "Asia/Shanghai", "language": "zh"}
        home = Prepared(insert(t.communities).returning(t.communities.c.id), row).scalar(conn, **row)
        days = Prepared(insert(t.day_numbers), ["community_id", "day", "last"])
        days.run(conn, community_id=home, day=date(2026, 11, 22), last=3)
        _ADD.first(conn, key="a", value={"b": [1, None, "水"]})
        for query in (
            select(t.inbox.c.update_id, t.inbox.c.received_at, t.inbox.c.raw, t.inbox.c.chat_id, t.inbox.c.done_at),
            select(t.day_numbers.c.day, t.day_numbers.c.last),
            select(t.marks.c.key, t.marks.c.value),
        ):
            assert [tuple(r) for r in Prepared(query).rows(conn)] == [tuple(r) for r in conn.execute(query)]


def test_literals_of_the_statement_and_lists_known_beforehand(store: Store) -> None:
    """They need not be given."""
    c = t.marks.c
    two = Prepared(select(c.key).where(among(c.key, ("a", "c")), c.key != "z").order_by(c.key).limit(5))
    with store.connect() as conn:
        for key in "abc":
            _ADD.first(conn, key=key, value=key)
        assert [row[0] for row in two.rows(conn)] == ["a", "c"]


def test_rows_changed_are_counted_and_many_are_one_by_one(store: Store) -> None:
    """Also none."""
    with store.connect() as conn:
        assert _PUT.run(conn, mark="a", value=1) == 0
        _ADD.first(conn, key="a", value=1)
        assert _PUT.run(conn, mark="a", value=2) == 1
        _PUT.each(conn, [{"mark": "a", "value": 3}, {"mark": "a", "value": 4}])
        assert (_GET.scalar(conn, mark="a"), _GET.first(conn, mark="b")) == (4, None)


def test_it_is_part_of_the_transaction(store: Store) -> None:
    """Begun by it when nobody has begun, undone with it."""
    with store.connect() as conn:
        _ADD.first(conn, key="a", value=1)
        conn.rollback()
        assert _GET.first(conn, mark="a") is None
        with conn.begin_nested() as part:
            _ADD.first(conn, key="b", value=1)
            part.rollback()
        conn.commit()
        assert _GET.first(conn, mark="b") is None


def test_a_part_is_undone_alone(store: Store) -> None:
    """Inside another part, too."""
    with store.connect() as conn:
        work = Work(conn, NOW)
        with work.part():
            work.marks.put("kept", 1)
            with pytest.raises(ValueError, match="inner"), work.part():
                work.marks.put("undone", 1)
                raise ValueError("inner")
        assert (work.marks.get("kept"), work.marks.get("undone")) == (1, None)


def test_the_surroundings_fault_is_a_store_error(tmp_path: Path) -> None:
    """A database that another program holds locked is nobody's bug."""
    store = open_store(f"sqlite:///{tmp_path}/locked.db")
    t.metadata.create_all(store.engine)
    with store.connect() as holder, store.connect() as conn:
        conn.exec_driver_sql("PRAGMA busy_timeout = 1")
        conn.rollback()
        holder.exec_driver_sql("SELECT 1")
        with pytest.raises(StoreError, match="locked"):
            _ADD.first(conn, key="a", value=1)
    store.close()
