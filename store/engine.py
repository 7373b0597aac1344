"""Opens the database, SQLite or PostgreSQL, so that a transaction is one: all of it or nothing.

The SQLite driver's own handling of transactions is switched off (`isolation_level=None`): it begins too late, and a
released savepoint survives the rollback of the outer transaction. We begin ourselves, taking the write lock at once.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

#: How long a statement waits for a lock somebody else holds.
LOCK_WAIT_MS = 10_000
_CONNECT_WAIT_S = 10

#: Result codes of SQLite that speak of the surroundings, not of our statement (https://sqlite.org/rescode.html).
_SQLITE_OUTSIDE = {
    5: "the database is locked by another program",
    6: "the database is locked by another program",
    7: "there is no memory left",
    8: "the database cannot be written",
    10: "the disk cannot be read or written",
    11: "the database file is damaged",
    13: "the disk is full",
    14: "the database file cannot be opened",
    15: "the database is locked by another program",
    26: "the file is not a database",
}
#: Classes of PostgreSQL's error codes that do so (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_POSTGRESQL_OUTSIDE = {
    "08": "the connection to the database was lost",
    "28": "the database refused the user or password",
    "3D": "that database does not exist",
    "40": "the database gave up the transaction because of another one",
    "53": "the database has no room left",
    "55": "the database is locked by another program",
    "57": "the database is shutting down or was stopped",
    "58": "the disk of the database cannot be read or written",
}


class StoreError(Exception):
    """The database cannot be used just now; nothing was written. The message is one clause in lower case."""


@dataclass(frozen=True, slots=True)
class Store:
    """An opened database. `url` is as the settings have it."""

    url: str
    engine: Engine

    @property
    def path(self) -> Path | None:
        """The file of SQLite, None on a server."""
        return sqlite_path(self.url)

    def connect(self) -> Connection:
        """A connection of one's own; close it. Raises `StoreError` when there is none to be had."""
        return self.engine.connect()

    def close(self) -> None:
        """Nothing is left open."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """The database of that address: `sqlite:///file` (made when missing) or `postgresql://…`."""
    target = driver_url(url)
    if target.get_backend_name() == "sqlite":
        engine = create_engine(
            target,
            poolclass=NullPool,
            connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 512},
            query_cache_size=2000,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    else:
        engine = create_engine(target, poolclass=NullPool, connect_args=postgresql_options(), query_cache_size=2000)
    event.listen(engine, "handle_error", wrap)
    return Store(url, engine)


def driver_url(url: str, *, asynchronous: bool = False) -> URL:
    """The address with the driver we use. Raises `StoreError` for anything but the two databases."""
    try:
        target = make_url(url)
    except ArgumentError:
        raise StoreError("the address of the database cannot be read") from None
    if target.drivername == "sqlite" and target.database and target.database != ":memory:":
        return target.set(drivername="sqlite+aiosqlite" if asynchronous else "sqlite+pysqlite")
    if target.drivername in ("postgresql", "postgres"):
        return target.set(drivername="postgresql+psycopg")
    raise StoreError("the address of the database begins with sqlite:/// or postgresql://")


def sqlite_path(url: str) -> Path | None:
    """Where the file of such an address is, None for a server."""
    target = driver_url(url)
    return Path(str(target.database)) if target.get_backend_name() == "sqlite" else None


def postgresql_options() -> dict[str, Any]:
    """Connection settings: a lost server is noticed within a minute, locks are not waited for without end."""
    return {
        "connect_timeout": _CONNECT_WAIT_S,
        "keepalives_idle": 20,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "options": f"-c lock_timeout={LOCK_WAIT_MS} -c timezone=UTC",
    }


def outside(error: BaseException | None) -> StoreError | None:
    """The driver's error as ours when the surroundings are to blame, None when our statement is."""
    if isinstance(error, StoreError):
        return error
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        reason = _SQLITE_OUTSIDE.get(code & 0xFF)
        return StoreError(reason) if reason else None
    if not type(error).__module__.startswith("psycopg"):
        return None
    state = getattr(error, "sqlstate", None)
    if state:
        reason = _POSTGRESQL_OUTSIDE.get(state[:2])
        return StoreError(reason) if reason else None
    lost = type(error).__name__ in ("OperationalError", "InterfaceError", "ConnectionTimeout")
    return StoreError(_POSTGRESQL_OUTSIDE["08"]) if lost else None


def _prepare_sqlite(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute("PRAGMA cache_size = -32000")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def wrap(context: ExceptionContext) -> StoreError | None:
    """For the `handle_error` event: what it returns is raised instead of the driver's error."""
    return outside(context.original_exception)
