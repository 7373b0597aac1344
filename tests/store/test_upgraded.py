"""Every version of the database, with a row in each table it had, is brought to the next and to the newest: nothing is lost."""

from collections.abc import Container
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Connection, Date, LargeBinary, MetaData, Table, insert, inspect, select, text
from sqlalchemy.types import Integer, Numeric

from store import schema
from store.engine import Store, open_store
from store.writer import Writer

_SCRIPTS = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))
REVISIONS = sorted(script.revision for script in _SCRIPTS.walk_revisions())


def _value(kind: Any) -> Any:
    """Something of that type; 1 points to the one row there is."""
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer | Numeric):
        return 1
    if isinstance(kind, LargeBinary):
        return b"\x00\xff"
    if isinstance(kind, Date):
        return date(2026, 2, 28)
    return "1"


def _tables(conn: Connection) -> list[Table]:
    """The tables as they are in the database now."""
    found = MetaData()
    found.reflect(conn)
    return [one for one in found.tables.values() if one.name != "alembic_version"]


def _fill(store: Store, there: Container[str] = ()) -> dict[str, dict[str, Any]]:
    """A row in each table that is not `there`, every column filled in; the rows, by table."""
    with store.connect() as conn:
        # All rows point to each other: what comes first does not matter, and is checked at the end.
        conn.exec_driver_sql(
            "PRAGMA foreign_keys = OFF" if store.path is not None else "SET session_replication_role = replica"
        )
        conn.commit()
        raw = conn.connection.dbapi_connection
        if store.path is not None:
            raw.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        rows = {}
        for one in _tables(conn):
            if one.name in there:
                continue
            rows[one.name] = {column.name: _value(column.type) for column in one.columns if column.computed is None}
            conn.execute(insert(one).values(rows[one.name]))
        conn.commit()
    return rows


def _astray(conn: Connection, sqlite: bool) -> list[Any]:
    """Rows that point to a row that is not there."""
    if sqlite:
        return list(conn.exec_driver_sql("PRAGMA foreign_key_check"))
    found = []
    for name in inspect(conn).get_table_names():
        for key in inspect(conn).get_foreign_keys(name):
            mine, theirs = key["constrained_columns"][0], key["referred_columns"][0]
            left = f'SELECT 1 FROM "{name}" a LEFT JOIN "{key["referred_table"]}" b ON a."{mine}" = b."{theirs}"'
            found += list(conn.execute(text(f'{left} WHERE a."{mine}" IS NOT NULL AND b."{theirs}" IS NULL')))
    return found


def _kept(store: Store, rows: dict[str, dict[str, Any]]) -> None:
    """Each row is there as it was, and points to rows that are there."""
    with store.connect() as conn:
        now = {one.name: one for one in _tables(conn)}
        for name, row in rows.items():
            found = conn.execute(select(now[name])).mappings().all()
            assert len(found) == 1, name
            assert {column: found[0][column] for column in row} == row, name
        assert _astray(conn, store.path is not None) == []


@pytest.mark.parametrize("at_each", [True, False], ids=["step by step", "from the first at once"])
def test_upgraded_with_data(database_url: str, at_each: bool) -> None:
    """A table gets its row at the version that brings it; the row passes through every later step. Then the program begins on it."""
    store = open_store(database_url)
    rows: dict[str, dict[str, Any]] = {}
    for revision in REVISIONS if at_each else REVISIONS[:1]:
        schema._run(store, lambda config, to=revision: schema.command.upgrade(config, to))
        rows |= _fill(store, rows)
    assert {"communities", "persons", "outbox", "inbox"} <= rows.keys()
    schema.upgrade(store)
    schema.check(store)
    _kept(store, rows)
    writer = Writer(store).start()
    try:
        assert len(writer.run_sync(lambda work: work.people.communities())) == 1
    finally:
        writer.stop_sync()
        store.close()
