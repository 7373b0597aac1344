"""Copies of a database, made while the bot runs, and the way back. A copy is one SQLite file, whatever it was made from.

Nothing is replaced before the copy has proved good, and what was there is kept aside.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, delete, func, insert, inspect, select, table
from sqlalchemy.exc import DatabaseError
from sqlalchemy.types import TypeDecorator

from store import schema
from store.engine import Store, StoreError, open_store, sqlite_path
from store.erasing import compact
from store.erasure_tables import erasures
from store.every_table import metadata
from store.lock import Lock
from store.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import TableClause

_CHUNK = 2000


class BadCopy(StoreError):
    """The file cannot be used as a backup; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    #: Rows by table, as they are now.
    rows: Mapping[str, int]
    #: Where what was there before is kept; None when the database was empty.
    kept: Path | None
    #: People the database had forgotten and the copy still knew; they are forgotten again.
    forgotten: int = 0


def backup(url: str, target: Path) -> str:
    """Copies the database into a new file, checks it, writes `<target>.sha256`; returns that checksum.

    The bot may be running. Raises `StoreError` when the target exists or the copy is not good.
    """
    if target.exists():
        raise StoreError(f"{target} exists already; choose another name")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        path = sqlite_path(url)
        if path is not None:
            _copy_file(path, part)
        else:
            with _opened(url) as store:
                schema.check(store)
                _copy_server(store, part)
        _check_file(part)
        checksum = _checksum(part)
        _flush(part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the copy could not be written: {error}") from None
    finally:
        part.unlink(missing_ok=True)
    _checksum_file(target).write_text(f"{checksum}  {target.name}\n")
    return checksum


def restore(url: str, source: Path) -> Restored:
    """Puts a backup in the place of the database, after checking it. Backups of older versions are brought up to date.

    Raises `Taken` while a bot works on the database, `BadCopy` when the file is not a good one; then nothing changed.
    """
    _verify(source)
    target_path = sqlite_path(url)
    folder = target_path.parent if target_path is not None else Path.cwd()
    ready = folder / f"{source.name}.restoring"
    with Lock(url):
        try:
            _copy_file(source, ready)
            with _opened(f"sqlite:///{ready}") as store:
                schema.upgrade(store)
                forgotten = _forget_again(store, _forgotten(url))
                rows = _counts(store)
                _checkpoint(store)
            _check_file(ready)
            replaced = _replace_file(ready, target_path) if target_path else _replace_server(ready, url, rows, folder)
            return Restored(rows, replaced, forgotten)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"the backup could not be put in place: {error}") from None
        finally:
            for leftover in folder.glob(f"{ready.name}*"):
                leftover.unlink()


# people who were forgotten since


def _forgotten(url: str) -> dict[int, datetime]:
    """Whom the database that is to be replaced has forgotten; nobody when there is none or it is too old or damaged to say."""
    path = sqlite_path(url)
    if path is not None and not path.exists():
        return {}
    try:
        with _opened(url) as store, store.connect() as conn:
            return Work(conn, datetime.now(UTC)).erasing.done() if inspect(conn).has_table(erasures.name) else {}
    except (StoreError, DatabaseError):
        return {}


def _forget_again(copy: Store, done: Mapping[int, datetime]) -> int:
    with copy.engine.begin() as conn:
        work = Work(conn, datetime.now(UTC))
        again = work.erasing.due(done)
        for person in again:
            work.erasing.leave(person)
            work.erasing.erase(work.erasing.whose(person))
        work.erasing.remember(done)
    if again:
        compact(copy)
    return len(again)


# checking


def _verify(source: Path) -> None:
    if not source.is_file():
        raise BadCopy(f"{source} is not there.")
    noted = _checksum_file(source)
    if noted.is_file() and noted.read_text().split(maxsplit=1)[:1] != [_checksum(source)]:
        raise BadCopy(f"{source} is not what was written: its checksum differs from {noted.name}.")
    try:
        _check_file(source)
    except sqlite3.Error as error:
        raise BadCopy(f"{source} is not a backup of Guanjia ({error}).") from None


def _check_file(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        found = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise BadCopy(f"{path} is damaged: {found}")
        if conn.execute("PRAGMA foreign_key_check").fetchone():
            raise BadCopy(f"{path} is damaged: rows point to rows that are not there.")
        if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise BadCopy(f"{path} is not a backup of Guanjia.")


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checksum_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _counts(store: Store) -> dict[str, int]:
    with store.connect() as conn:
        return {t.name: conn.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}


# copying


def _copy_file(source: Path, target: Path) -> None:
    if not source.is_file():
        raise StoreError(f"there is no database at {source}")
    target.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)  # in one step: a copy in several would begin anew at each commit of the bot
        new.execute("PRAGMA journal_mode = DELETE")


def _copy_server(store: Store, target: Path) -> None:
    with _opened(f"sqlite:///{target}") as copy:
        schema.upgrade(copy)
        with store.connect() as source, copy.connect() as conn:
            # One snapshot for all tables, whatever is written meanwhile.
            source.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            _copy_rows(source, conn)
            conn.commit()
        _checkpoint(copy)


def _copy_rows(source: Connection, target: Connection) -> dict[str, int]:
    """All rows of all tables, as the drivers have them; parents before children."""
    counts = {}
    for plain in _plain_tables():
        count = 0
        rows = source.execution_options(yield_per=_CHUNK).execute(select(plain))
        for chunk in rows.mappings().partitions():
            target.execute(insert(plain), [dict(row) for row in chunk])
            count += len(chunk)
        counts[plain.name] = count
    return counts


def _plain_tables() -> "Iterable[TableClause]":
    for full in metadata.sorted_tables:
        types = ((c.name, c.type.impl_instance if isinstance(c.type, TypeDecorator) else c.type) for c in full.columns)
        yield table(full.name, *(column(name, kind) for name, kind in types))


def _checkpoint(store: Store) -> None:
    """Everything into the one file, no journal beside it."""
    assert store.path is not None
    with closing(sqlite3.connect(store.path)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")


# putting in place


def _replace_file(ready: Path, path: Path) -> Path | None:
    kept = None
    if path.exists():
        kept = path.with_name(f"{path.name}.before-restore-{_stamp()}")
        _copy_file(path, kept)
        with closing(sqlite3.connect(path)) as conn:  # a journal left behind would be applied to the new file
            conn.execute("PRAGMA journal_mode = DELETE")
    _flush(ready)
    ready.replace(path)
    _flush(path.parent)
    return kept


def _replace_server(ready: Path, url: str, rows: Mapping[str, int], folder: Path) -> Path | None:
    with _opened(url) as store, _opened(f"sqlite:///{ready}") as copy:
        kept = None
        if schema.version(store) is not None:
            schema.upgrade(store)
            kept = folder / f"guanjia-before-restore-{_stamp()}.db"
            backup(url, kept)
        else:
            schema.upgrade(store)
        with store.engine.begin() as conn, copy.connect() as source:
            for full in reversed(metadata.sorted_tables):
                conn.execute(delete(full))
            if _copy_rows(source, conn) != rows:
                raise BadCopy("Not all rows of the backup arrived, so nothing was changed.")
            _set_sequences(conn)
        return kept


def _set_sequences(conn: Connection) -> None:
    for full in metadata.sorted_tables:
        sequence = "id" in full.c and conn.scalar(select(func.pg_get_serial_sequence(full.name, "id")))
        if sequence:
            following = select(func.coalesce(func.max(full.c.id), 0) + 1).scalar_subquery()
            conn.execute(select(func.setval(sequence, following, False)))


def _flush(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")


@contextmanager
def _opened(url: str) -> "Iterator[Store]":
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()
