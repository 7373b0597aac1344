"""Backups: taken while the bot writes, good in themselves, and put back only when they are."""

import asyncio
import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from store import schema
from store.backup import BadCopy, backup, restore
from store.engine import Store, StoreError, open_store
from store.lock import Lock, Taken
from store.tables import buildings, communities, inbox, marks, metadata, units
from store.writer import Writer

_NOON = datetime(2026, 11, 22, 4, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def filled(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A database with a row of every kind of value."""
    monkeypatch.chdir(tmp_path)
    store = open_store(database_url)
    schema.upgrade(store)
    with store.engine.begin() as conn:
        conn.execute(insert(communities).values(id=1, name="梧桐苑", timezone="Asia/Shanghai", language="zh"))
        conn.execute(insert(buildings).values(id=5, community_id=1, name="3栋", code="3"))
        unit = {"community_id": 1, "building_id": 5, "building": "3", "entrance": "2", "state": "lived_in"}
        conn.execute(insert(units), [unit | {"room": str(n), "handed_over_on": date(2020, 2, 29)} for n in range(2500)])
        row = {"update_id": 2**40, "received_at": _NOON, "raw": b"\x00\xff", "status": "new", "attempts": 0}
        conn.execute(insert(inbox).values(row))
        conn.execute(insert(marks).values(key="词", value={"a": [1, None, "二"]}))
    yield store
    store.close()


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.connect() as conn:
        return {
            t.name: [tuple(r) for r in conn.execute(select(t).order_by(*t.primary_key))]
            for t in metadata.tables.values()
        }


def change(store: Store) -> None:
    with store.engine.begin() as conn:
        conn.execute(text("DELETE FROM units"))
        conn.execute(insert(marks).values(key="later", value=1))


def test_there_and_back(filled: Store, tmp_path: Path) -> None:
    """Everything is as it was; what was there in between is kept aside."""
    before, copy = contents(filled), tmp_path / "copy.db"
    checksum = backup(filled.url, copy)
    assert checksum == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert (tmp_path / "copy.db.sha256").read_text() == f"{checksum}  copy.db\n"
    change(filled)
    between = contents(filled)
    filled.close()
    done = restore(filled.url, copy)
    assert contents(filled) == before
    assert done.rows["units"] == 2500 and done.rows["communities"] == 1
    assert done.kept is not None
    kept = open_store(f"sqlite:///{done.kept}")
    assert contents(kept) == between
    kept.close()
    assert not list(tmp_path.glob("*.restoring*")) + list(tmp_path.glob("*.part"))


def test_a_copy_goes_into_the_other_kind_of_database(filled: Store, postgres_server, tmp_path: Path) -> None:
    """The way from SQLite to PostgreSQL when a company has outgrown it, and back."""
    copy = tmp_path / "copy.db"
    backup(filled.url, copy)
    to = postgres_server.database() if filled.path is not None else f"sqlite:///{tmp_path}/other.db"
    assert restore(to, copy).kept is None
    other = open_store(to)
    assert contents(other) == contents(filled)
    with other.engine.begin() as conn:  # ids go on behind those that came
        made = insert(units).values(community_id=1, building_id=5, building="3", entrance="2", room="new", state="let")
        assert conn.execute(made.returning(units.c.id)).scalar_one() == 2501
    other.close()
    if filled.path is not None:
        postgres_server.drop(to)


async def test_a_copy_taken_while_the_bot_writes_is_of_one_instant(filled: Store, tmp_path: Path) -> None:
    """Each unit of work is in it as a whole or not at all."""
    writer, going = Writer(filled).start(), True

    async def write() -> None:
        n = 0
        while going:
            n += 1
            await writer.run(lambda work, n=n: (work.marks.put("a", n), work.marks.put("b", n)))

    writing = asyncio.create_task(write())
    for i in range(5):
        await asyncio.to_thread(backup, filled.url, tmp_path / f"{i}.db")
    going = False
    await writing
    await writer.stop()
    for i in range(5):
        with closing(sqlite3.connect(tmp_path / f"{i}.db")) as conn:
            pair = dict(conn.execute("SELECT key, value FROM marks WHERE key IN ('a', 'b')").fetchall())
        assert pair.get("a") == pair.get("b")


def test_a_running_bot_is_not_overwritten(filled: Store, tmp_path: Path) -> None:
    """It has to be stopped first."""
    backup(filled.url, tmp_path / "copy.db")
    before = contents(filled)
    with Lock(filled.url), pytest.raises(Taken):
        restore(filled.url, tmp_path / "copy.db")
    assert contents(filled) == before


def _spoil_one_byte(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(5000)
        file.write(b"\xde\xad\xbe\xef")


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])
    path.with_name(f"{path.name}.sha256").unlink()


def _make_text(path: Path) -> None:
    path.write_text("not a database, but long enough to look at " * 50)
    path.with_name(f"{path.name}.sha256").unlink()


def _make_strange(path: Path) -> None:
    path.unlink()
    path.with_name(f"{path.name}.sha256").unlink()
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("CREATE TABLE shopping (item TEXT)")


def _make_newer(path: Path) -> None:
    path.with_name(f"{path.name}.sha256").unlink()
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize("spoil", [_spoil_one_byte, _cut_off, _make_text, _make_strange, _make_newer, Path.unlink])
def test_a_bad_copy_changes_nothing(filled: Store, tmp_path: Path, spoil) -> None:
    """It is found out before anything is touched."""
    copy = tmp_path / "copy.db"
    backup(filled.url, copy)
    spoil(copy)
    before = contents(filled)
    with pytest.raises((BadCopy, schema.WrongVersion)):
        restore(filled.url, copy)
    assert contents(filled) == before
    assert not list(tmp_path.glob("*.restoring*")) + list(tmp_path.glob("*before-restore*"))


def test_an_existing_file_is_not_overwritten(filled: Store, tmp_path: Path) -> None:
    """It may be the only good copy there is."""
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StoreError, match="exists"):
        backup(filled.url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_there_must_be_something_to_copy(tmp_path: Path) -> None:
    """A mistyped address makes no empty database."""
    with pytest.raises(StoreError, match="no database"):
        backup(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db")
    with pytest.raises(StoreError, match="written"):
        (tmp_path / "a.db").touch()
        backup(f"sqlite:///{tmp_path}/a.db", tmp_path / "missing" / "copy.db")
    assert not (tmp_path / "none.db").exists()
