"""The reading side: lists, figures and health, asynchronous and read-only, so that nobody who reads waits for the writer."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable, Row, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from store.engine import LOCK_WAIT_MS, driver_url, postgresql_options, wrap
from store.work import Work

T = TypeVar("T")
_CONNECTIONS = 3


class Reader:
    """Reads what is committed. Every call sees one state of the database, whatever is written meanwhile."""

    def __init__(self, url: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = _open(url)
        self._apart = _open_apart(url)
        self._clock = clock

    async def fetch(self, statement: Executable) -> Sequence[Row[Any]]:
        """All rows. Raises `StoreError` when the database cannot be used just now."""
        async with self._engine.connect() as conn:
            return (await conn.execute(statement)).all()

    async def scalar(self, statement: Executable) -> Any:
        """The first column of the first row, None when there is none."""
        async with self._engine.connect() as conn:
            return await conn.scalar(statement)

    async def run(self, function: Callable[[Work], T]) -> T:
        """What a function that only reads finds; an attempt to write fails."""

        def read(conn: Connection) -> T:
            return function(Work(conn, self._clock()))

        async with self._engine.connect() as conn:
            return await conn.run_sync(read)

    async def compute(self, function: Callable[[Work], T]) -> T:
        """The same for a function that takes long: in a thread of its own, so that the event loop goes on meanwhile too."""
        return await asyncio.to_thread(self._compute, function)

    def _compute(self, function: Callable[[Work], T]) -> T:
        with self._apart.connect() as conn:
            return function(Work(conn, self._clock()))

    async def close(self) -> None:
        """Nothing is left open."""
        await self._engine.dispose()
        self._apart.dispose()


def _open(url: str) -> AsyncEngine:
    target = driver_url(url, asynchronous=True)
    size = {"pool_size": _CONNECTIONS, "max_overflow": 2}
    if target.get_backend_name() == "sqlite":
        engine = create_async_engine(target, connect_args={"isolation_level": None}, **size)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_reading)
    else:
        engine = create_async_engine(
            target,
            connect_args=postgresql_options(),
            execution_options={"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"},
            pool_pre_ping=True,
            **size,
        )
    event.listen(engine.sync_engine, "handle_error", wrap)
    return engine


def _open_apart(url: str) -> Engine:
    """For computing: a connection only while it is needed."""
    target = driver_url(url)
    if target.get_backend_name() == "sqlite":
        engine = create_engine(target, poolclass=NullPool, connect_args={"isolation_level": None})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_reading)
    else:
        engine = create_engine(
            target,
            poolclass=NullPool,
            connect_args=postgresql_options(),
            execution_options={"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"},
        )
    event.listen(engine, "handle_error", wrap)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS}")
    cursor.execute("PRAGMA query_only = ON")
    cursor.close()


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
