"""One process per database: a second bot on it would send everything twice.

SQLite: a lock of the operating system on `<file>.lock`; the kernel gives it back however the process ends.
PostgreSQL: an advisory lock on a connection of its own; the server gives it back when that connection ends, so a
thread watches the connection and takes the lock again after a restart of the server.
"""

import fcntl
import os
import select
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

from sqlalchemy import Connection, text

from store.engine import Store, StoreError, open_store, sqlite_path

#: Advisory locks are numbers, valid within one database; this one is ours.
_KEY = 0x6775616E
_WATCH_S = 5


class Taken(StoreError):
    """Another process works on the database; the message is a sentence."""


class Lock:
    """Held from `acquire` to `release`. `on_lost` is called, from another thread, should it fall to somebody else."""

    def __init__(self, url: str, on_lost: Callable[[], None] | None = None) -> None:
        self._url = url
        self._on_lost = on_lost
        self._file: IO[str] | None = None
        self._store: Store | None = None
        self._conn: Connection | None = None
        self._watcher: threading.Thread | None = None
        self._wake: tuple[int, int] | None = None

    def acquire(self) -> "Lock":
        """Takes the lock or raises `Taken`."""
        path = sqlite_path(self._url)
        if path is not None:
            self._lock_file(path)
        else:
            self._store = open_store(self._url)
            self._conn = self._lock_server()
            self._wake = os.pipe()
            self._watcher = threading.Thread(target=self._watch, name="store-lock", daemon=True)
            self._watcher.start()
        return self

    def release(self) -> None:
        """Gives it back; again is harmless."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._watcher is not None and self._wake is not None:
            os.write(self._wake[1], b"x")
            self._watcher.join()
            for end in self._wake:
                os.close(end)
            self._watcher = self._wake = None
        if self._store is not None:
            self._store.close()
            self._store = None

    def __enter__(self) -> "Lock":
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    # SQLite

    def _lock_file(self, path: Path) -> None:
        name = path.with_name(f"{path.name}.lock")
        try:
            file = name.open("a+")
        except OSError as error:
            raise StoreError(f"the folder of the database cannot be written ({error.strerror})") from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read(20).strip()
            file.close()
            said = f" (process {holder})" if holder else ""
            raise Taken(f"Guanjia is already running on {path.name}{said}. Stop it first.") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file  # the file stays: removing it would let two processes lock two files of the same name

    # PostgreSQL

    def _lock_server(self) -> Connection:
        assert self._store is not None
        conn = self._store.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not conn.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}):
            conn.close()
            raise Taken("Guanjia is already running on this database. Stop it first.")
        return conn

    def _watch(self) -> None:
        """Waits until the server says something on the connection: it only does so to end it."""
        assert self._wake is not None
        while True:
            watched: list[Any] = [self._wake[0]]
            if self._conn is not None:
                watched.append(cast(Any, self._conn.connection.driver_connection).fileno())
            ready, _, _ = select.select(watched, [], [], _WATCH_S)
            if self._wake[0] in ready:
                break
            if not self._still_held():
                if self._on_lost is not None:
                    self._on_lost()
                break
        self._let_go()

    def _still_held(self) -> bool:
        """False when another process has the lock now. While the server is away nobody has it."""
        try:
            if self._conn is None:
                self._conn = self._lock_server()
            else:
                self._conn.execute(text("SELECT 1"))
        except Taken:
            return False
        except StoreError:
            was_held = self._conn is not None
            self._let_go()
            return self._still_held() if was_held else True
        return True

    def _let_go(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            try:
                conn.close()
            except StoreError:
                conn.invalidate()
