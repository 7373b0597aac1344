"""The single writer: functions on a unit of work, carried out one after another in a thread of its own.

Up to `BATCH` waiting functions share one COMMIT, each behind a savepoint of its own, since the COMMIT (a flush to the
disk) costs more than ten statements. Callers hear the result only after that COMMIT.
"""

import asyncio
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from store.engine import Store, StoreError, outside
from store.work import Work

T = TypeVar("T")

#: How many functions share one COMMIT at most.
BATCH = 32
#: How long one thread keeps the interpreter while another wants it. SQLite's driver lets go of the interpreter at every
#: statement; with Python's 5 ms and a busy event loop the writer then manages 260 units a second, with this one 2 000.
SWITCH_S = 0.0005


class _Job:
    """A function waiting, and who waits for it. After the batch: its unit of work and its result or error."""

    __slots__ = ("error", "function", "future", "result", "work")

    def __init__(self, function: Callable[[Work], Any], future: "asyncio.Future[Any] | Future[Any]") -> None:
        self.function = function
        self.future = future
        self.work: Work | None = None
        self.result: Any = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        """Gives the caller the outcome, unless they have gone."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        elif isinstance(self.error, StopIteration):  # a future cannot carry it
            self.future.set_exception(RuntimeError("the function raised StopIteration"))
        else:
            self.future.set_exception(self.error)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Writer:
    """Carries out functions on units of work, first come, first served."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = _utc_now) -> None:
        self._store = store
        self._clock = clock
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._hooks: list[Callable[[Work], None]] = []
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self._conn: Connection | None = None

    def on_commit(self, hook: Callable[[Work], None]) -> None:
        """After each commit the hook is called on the event loop for every unit that left signals or answers."""
        self._hooks.append(hook)

    def start(self) -> "Writer":
        """Begins; called on the event loop, if there is one. Functions may be handed in before."""
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None
        sys.setswitchinterval(min(SWITCH_S, sys.getswitchinterval()))
        self._thread = threading.Thread(target=self._serve, name="store-writer", daemon=True)
        self._thread.start()
        return self

    async def run(self, function: Callable[[Work], T]) -> T:
        """The function's result, after it is committed. Its own error, and nothing of it is kept; `StoreError` when
        the database failed, and nothing of the batch is kept."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(_Job(function, future))
        return await future

    def run_sync(self, function: Callable[[Work], T]) -> T:
        """The same for a caller without an event loop."""
        future: Future[T] = Future()
        self._put(_Job(function, future))
        return future.result()

    @property
    def waiting(self) -> int:
        """How many functions wait to be begun."""
        return self._queue.qsize()

    async def stop(self) -> None:
        """Carries out what waits, then ends. Functions handed in later get `StoreError`."""
        await asyncio.to_thread(self.stop_sync)

    def stop_sync(self) -> None:
        """The same for a caller without an event loop."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
        if self._thread is not None:
            self._thread.join()

    def _put(self, job: _Job) -> None:
        if self._closed:
            raise StoreError("the store is closed")
        self._queue.put(job)

    # the thread

    def _serve(self) -> None:
        going = True
        while going:
            batch, going = self._take()
            if batch:
                self._carry_out(batch)
                self._hand_over(batch)
        self._disconnect()

    def _take(self) -> tuple[list[_Job], bool]:
        """Waits for a function and takes those behind it too; False when that was the last."""
        batch: list[_Job] = []
        job = self._queue.get()
        while job is not None:
            batch.append(job)
            if len(batch) == BATCH:
                return batch, True
            try:
                job = self._queue.get_nowait()
            except Empty:
                return batch, True
        return batch, False

    def _carry_out(self, batch: list[_Job]) -> None:
        try:
            if self._conn is None:
                self._conn = self._store.connect()
            with self._conn.begin():
                if len(batch) == 1:  # the whole transaction is its savepoint
                    self._do(batch[0], self._conn)
                else:
                    self._do_each(batch, self._conn)
        except BaseException as error:
            # Only a lone function's own error leaves the connection as it was.
            if error is not batch[0].error:
                self._disconnect()
                failure = outside(error) or error
                for job in batch:
                    job.error = failure

    def _do(self, job: _Job, conn: Connection) -> None:
        job.work = Work(conn, self._clock())
        try:
            job.result = job.function(job.work)
        except StoreError:
            raise
        except BaseException as error:
            job.error = error
            raise

    def _do_each(self, batch: list[_Job], conn: Connection) -> None:
        # Both drivers' connections have `execute`; SQLAlchemy's way costs as much as a small query.
        raw = cast(Any, conn.connection.dbapi_connection)
        for job in batch:
            raw.execute("SAVEPOINT one_function")
            try:
                self._do(job, conn)
                raw.execute("RELEASE SAVEPOINT one_function")
            except StoreError:
                raise
            except BaseException as error:
                raw.execute("ROLLBACK TO SAVEPOINT one_function")
                raw.execute("RELEASE SAVEPOINT one_function")
                job.error = error

    def _disconnect(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            try:
                conn.close()
            except Exception:  # it is gone already; the next batch connects anew
                conn.invalidate()

    def _hand_over(self, batch: list[_Job]) -> None:
        """One wake-up of the event loop for the whole batch."""
        elsewhere = [job for job in batch if isinstance(job.future, Future)]
        for job in elsewhere:
            job.settle()
        loops = {job.future.get_loop() for job in batch if isinstance(job.future, asyncio.Future)}
        if self._loop is not None:
            loops.add(self._loop)
        for loop in loops:
            try:
                loop.call_soon_threadsafe(self._arrive, loop, batch)
            except RuntimeError:  # that loop is closed, nobody waits any more
                continue

    def _arrive(self, loop: asyncio.AbstractEventLoop, batch: list[_Job]) -> None:
        for job in batch:
            if isinstance(job.future, asyncio.Future) and job.future.get_loop() is loop:
                job.settle()
        if loop is not self._loop:
            return
        for job in batch:
            if job.error is None and job.work is not None and (job.work.signals or job.work.answers):
                for hook in self._hooks:
                    try:
                        hook(job.work)
                    except Exception as error:
                        loop.call_exception_handler({"message": "a hook after the commit failed", "exception": error})
