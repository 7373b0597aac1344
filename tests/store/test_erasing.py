"""Forgetting on both databases: columns, keys, what has arrived, and copies put back afterwards."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import insert, select

from store import personal, schema
from store import tables as t
from store.backup import backup, restore
from store.engine import Store, open_store
from store.erasing import compact
from store.every_table import metadata
from store.inbox import Arrived, same_update
from store.work import Work
from tests.support.forgotten import left

_NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
NAME, ACCOUNT, PHONE, SAID = "欧阳明珠", 770000123, "+8613877001234", "我家次卧的窗户把手松脱了"


@pytest.fixture
def known(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """She and a neighbour, messages to both, and what both sent."""
    monkeypatch.chdir(tmp_path)
    store = open_store(database_url)
    schema.upgrade(store)
    with store.engine.begin() as conn:
        conn.execute(insert(t.communities).values(id=1, name="梧桐苑", timezone="Asia/Shanghai", language="zh"))
        for number, name, phone, account in ((1, NAME, PHONE, ACCOUNT), (2, "邻居", None, ACCOUNT + 1)):
            person = {"id": number, "name": name, "phone": phone, "telegram_id": account, "reachable": True}
            conn.execute(insert(t.persons).values(**person, created_at=_NOON + timedelta(seconds=number)))
        sent = {"lane": 1, "sort": "message", "status": "sent", "created_at": _NOON, "attempts": 1}
        for key, chat, words, status in (
            (f"copy:{ACCOUNT}:7", ACCOUNT, "您好", "sent"),
            ("menu:1.2", ACCOUNT, "菜单", "queued"),
            ("digest:1", -5, f"<b>{NAME}</b> 打过电话", "sent"),
            ("digest:2", -5, f"号码 9{ACCOUNT}9", "sent"),
            ("wait:2", ACCOUNT + 1, "邻居的", "queued"),
        ):  # fmt: skip
            row = {**sent, "key": key, "chat_id": chat, "payload": {"text": words}, "status": status}
            conn.execute(insert(t.outbox).values(row))
        for number, chat, words in ((1, ACCOUNT, SAID), (2, -5, f"请联系{NAME}"), (3, -5, "与她无关")):
            body = {"message_id": number, "date": 1, "chat": {"id": chat}, "text": words}
            raw = orjson.dumps({"update_id": number, "message": body}).decode().encode("ascii", "backslashreplace")
            row = {
                "update_id": number,
                "received_at": _NOON,
                "chat_id": chat,
                "raw": raw,
                "status": "done",
                "attempts": 0,
            }
            conn.execute(insert(t.inbox).values(row))
    yield store
    store.close()


def forget(store: Store, person: int = 1) -> None:
    """As `guanjia forget` does, without its questions."""
    with store.engine.begin() as conn:
        work = Work(conn, _NOON)
        work.erasing.leave(person)
        work.erasing.erase(work.erasing.whose(person))


def rows(store: Store, table) -> list:
    """All rows, by their number."""
    with store.connect() as conn:
        return conn.execute(select(table).order_by(*table.primary_key)).all()


def test_messages_keep_their_rows_and_lose_chat_and_words(known: Store) -> None:
    """Keys others refer to stay unless they name the account; what waited does not go out; the neighbour's does."""
    forget(known)
    found = {row.id: row for row in rows(known, t.outbox)}
    assert [row.key for row in found.values()] == ["erased:1", "menu:1.2", "digest:1", "digest:2", "wait:2"]
    assert [row.chat_id for row in found.values()] == [0, 0, -5, -5, ACCOUNT + 1]
    assert [row.status for row in found.values()] == ["sent", "expired", "sent", "sent", "queued"]
    assert [row.payload for row in found.values()] == [
        {}, {}, {}, {"text": f"号码 9{ACCOUNT}9"}, {"text": "邻居的"},
    ]  # fmt: skip


def test_what_arrived_keeps_what_tells_a_repeat(known: Store) -> None:
    """Nothing of the own chat, an outline of a group's message about her, all of the rest."""
    before = {row.update_id: row.raw for row in rows(known, t.inbox)}
    forget(known)
    found = {row.update_id: row for row in rows(known, t.inbox)}
    assert found[1].raw == b"{}" and found[1].chat_id is None and found[1].status == Arrived.DONE
    assert NAME.encode("ascii", "backslashreplace") not in found[2].raw and same_update(found[2].raw, before[2])
    assert found[3].raw == before[3]


def test_every_reach_can_be_asked(known: Store) -> None:
    """Each row of the table is a statement both databases understand."""
    with known.engine.begin() as conn:
        work = Work(conn, _NOON)
        assert work.erasing.counted(work.erasing.whose(1))["persons"] == 1
        for one in personal.ERASED:
            conn.execute(select(one.table).where(one.reach.rows(one.table, work.erasing.whose(2)))).all()


def test_compacting_leaves_no_old_pages(known: Store, tmp_path: Path) -> None:
    """SQLite keeps what was deleted until its pages are written again."""
    forget(known)
    if known.path is not None:
        with closing(sqlite3.connect(known.path, isolation_level=None)) as conn:  # as most builds of SQLite are
            conn.execute("PRAGMA secure_delete = OFF")
            for payload in (f"{SAID} " * 1000, "{}"):
                conn.execute("UPDATE outbox SET payload = ? WHERE id = 1", (payload,))
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert left(known.path, [SAID]) == [f"{SAID} in the bytes of test.db"]
    compact(known)
    if known.path is not None:
        assert left(known.path, [NAME, PHONE, SAID]) == []
    assert [row.name for row in rows(known, t.persons)] == [personal.GONE, "邻居"]


def test_an_older_copy_put_back_forgets_again(known: Store, tmp_path: Path) -> None:
    """Only the same person: by number and by when they were first written down."""
    copy = tmp_path / "copy.db"
    backup(known.url, copy)
    forget(known)
    done = restore(known.url, copy)
    assert done.forgotten == 1
    assert [row.name for row in rows(known, t.persons)] == [personal.GONE, "邻居"]
    again = restore(known.url, copy)
    assert again.forgotten == 1, "and the next time, too"


def test_who_is_not_in_the_copy_stays_forgotten(known: Store, tmp_path: Path) -> None:
    """A copy older than the person says nothing of them; one taken in between does, and is put back later."""
    between, before = tmp_path / "between.db", tmp_path / "before.db"
    backup(known.url, between)
    forget(known)
    older = open_store(f"sqlite:///{tmp_path}/older.db")
    schema.upgrade(older)
    older.close()
    backup(f"sqlite:///{tmp_path}/older.db", before)
    assert restore(known.url, before).forgotten == 0
    assert restore(known.url, between).forgotten == 1


def test_somebody_elses_database_forgets_nobody(known: Store, tmp_path: Path) -> None:
    """The same number in a database of another company is another person."""
    copy = tmp_path / "copy.db"
    backup(known.url, copy)
    forget(known)
    with known.engine.begin() as conn:
        table = metadata.tables["erasures"]
        conn.execute(table.update().values(known_at=_NOON - timedelta(days=1)))
    assert restore(known.url, copy).forgotten == 0
    assert [row.name for row in rows(known, t.persons)] == [NAME, "邻居"]
