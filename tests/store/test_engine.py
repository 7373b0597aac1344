"""The engine: transactions are transactions on both databases, and trouble of the outside is named as such."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from store import engine as engine_module
from store.engine import Store, StoreError, driver_url, open_store, outside, sqlite_path
from store.tables import marks, talks


def put(conn, key: str, value: object = 1) -> None:
    conn.execute(insert(marks).values(key=key, value=value))


def keys(store: Store) -> set[str]:
    with store.engine.begin() as conn:
        return set(conn.scalars(select(marks.c.key)))


def test_a_released_savepoint_does_not_survive_the_rollback_of_the_outer_transaction(store: Store) -> None:
    """With the driver's default handling on SQLite it would."""
    with store.connect() as conn:
        outer = conn.begin()
        with conn.begin_nested():
            put(conn, "inner")
        outer.rollback()
    assert keys(store) == set()


def test_a_rolled_back_savepoint_leaves_the_rest(store: Store) -> None:
    """Only what was inside is undone."""
    with store.connect() as conn, conn.begin():
        put(conn, "before")
        inner = conn.begin_nested()
        put(conn, "inner")
        inner.rollback()
        put(conn, "after")
    assert keys(store) == {"before", "after"}


def test_increments_of_many_threads_are_all_counted(database_url: str) -> None:
    """The write lock is taken at the beginning: nobody reads what another is about to change."""
    store = open_store(database_url)
    marks.create(store.engine)
    with store.engine.begin() as conn:
        put(conn, "n", 0)

    def increment() -> None:
        with store.engine.begin() as conn:
            n = conn.scalar(select(marks.c.value).where(marks.c.key == "n").with_for_update())
            conn.execute(marks.update().values(value=n + 1))

    threads = [threading.Thread(target=increment) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.engine.begin() as conn:
        assert conn.scalar(select(marks.c.value)) == 8
    store.close()


def test_foreign_keys_are_kept(store: Store) -> None:
    """A talk of a person who is not there is refused."""
    with pytest.raises(IntegrityError), store.engine.begin() as conn:
        conn.execute(text("INSERT INTO residencies (person_id, unit_id, relation) VALUES (7, 7, 'owner')"))
    assert talks.c.person_id.foreign_keys


def test_a_bug_in_a_statement_is_no_outside_trouble(store: Store) -> None:
    """A missing table stays the driver's error."""
    with pytest.raises((OperationalError, ProgrammingError)), store.engine.begin() as conn:
        conn.execute(text("SELECT * FROM nowhere"))


def test_sqlite_is_safe_after_a_power_cut(tmp_path: Path) -> None:
    """WAL with a flush at every commit."""
    store = open_store(f"sqlite:///{tmp_path}/a.db")
    with store.engine.begin() as conn:
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert conn.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert store.path == tmp_path / "a.db"


def test_a_locked_file_is_a_store_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else holds the write lock for longer than we wait."""
    monkeypatch.setattr(engine_module, "LOCK_WAIT_MS", 20)
    store = open_store(f"sqlite:///{tmp_path}/a.db")
    marks.create(store.engine)
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"), store.engine.begin():
        pass
    other.execute("ROLLBACK")
    other.close()
    with store.engine.begin() as conn:
        put(conn, "free again")


def test_a_full_disk_is_a_store_error(tmp_path: Path) -> None:
    """SQLite says so, and the transaction is gone as a whole."""
    store = open_store(f"sqlite:///{tmp_path}/a.db")
    marks.create(store.engine)
    with pytest.raises(StoreError, match="full"), store.connect() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1")
        conn.rollback()
        with conn.begin():
            put(conn, "big", "x" * 100_000)
    assert keys(store) == set()


def test_a_damaged_page_is_a_store_error(tmp_path: Path) -> None:
    """The disk gave back something else than was written: said as such, and what is read elsewhere is as it was."""
    path = tmp_path / "a.db"
    store = open_store(f"sqlite:///{path}")
    marks.create(store.engine)
    with store.engine.begin() as conn:
        for n in range(200):
            put(conn, f"k{n}", "x" * 500)
        root = conn.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'marks'").scalar_one()
        size = conn.exec_driver_sql("PRAGMA page_size").scalar_one()
    store.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xaa" * size)
    with pytest.raises(StoreError, match="damaged"), store.engine.begin() as conn:
        conn.exec_driver_sql("SELECT * FROM marks").fetchall()


def test_what_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    """A text file, and a folder that does not exist."""
    (tmp_path / "notes.db").write_text("shopping list, long enough to be taken for a header " * 20)
    for name in ("notes.db", "missing/a.db"):
        with pytest.raises(StoreError), open_store(f"sqlite:///{tmp_path}/{name}").engine.begin():
            pass


def test_a_server_that_is_not_there_is_a_store_error(tmp_path: Path) -> None:
    """Nobody listens on that socket."""
    with pytest.raises(StoreError, match="lost"):
        open_store(f"postgresql://nobody@/x?host={tmp_path}").connect()


@pytest.mark.parametrize("url", ["mysql://a/b", "sqlite://", "sqlite:///:memory:", "nonsense"])
def test_other_databases_are_refused(url: str) -> None:
    """One clear sentence."""
    with pytest.raises(StoreError, match="address"):
        open_store(url)


def test_addresses_and_drivers() -> None:
    """The address of the settings names no driver; we choose it."""
    assert driver_url("postgresql://u:p@h/d").drivername == "postgresql+psycopg"
    assert driver_url("sqlite:///x.db", asynchronous=True).drivername == "sqlite+aiosqlite"
    assert sqlite_path("postgresql://h/d") is None
    assert outside(None) is None and outside(ValueError()) is None
