"""The reading side: never waits for the writer, never writes."""

import asyncio
import threading

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError

from store.engine import Store, StoreError
from store.reading import Reader
from store.tables import marks
from store.writer import Writer


async def test_reading_does_not_wait_for_a_running_transaction(store: Store) -> None:
    """It sees the state before, then the state after."""
    reader = Reader(store.url)
    with store.connect() as conn:
        with conn.begin():
            conn.execute(insert(marks).values(key="a", value=[1, 2]))
            assert await asyncio.wait_for(reader.fetch(select(marks)), 5) == []
        assert await reader.fetch(select(marks)) == [("a", [1, 2])]
    assert await reader.scalar(select(func.count()).select_from(marks)) == 1
    await reader.close()


async def test_computing_is_done_in_a_thread_that_cannot_write(store: Store) -> None:
    """The event loop goes on, a transaction under way is not waited for, and nothing can be written."""
    reader = Reader(store.url)

    def count(work):
        return threading.get_ident(), work.conn.scalar(select(func.count()).select_from(marks))

    with store.connect() as conn, conn.begin():
        conn.execute(insert(marks).values(key="a", value=1))
        thread, found = await asyncio.wait_for(reader.compute(count), 5)
    assert found == 0 and thread != threading.get_ident()
    with pytest.raises(Exception, match=r"read-only|cannot be written"):
        await reader.compute(lambda work: work.marks.put("b", 1))
    await reader.close()


async def test_one_call_sees_one_state(store: Store) -> None:
    """Even when somebody writes between its statements."""
    reader, writer = Reader(store.url), Writer(store).start()

    def count_twice(work) -> tuple[int, int]:
        query = select(func.count()).select_from(marks)
        first = work.conn.scalar(query)
        writer.run_sync(lambda other: other.marks.put("new", 1))
        return first, work.conn.scalar(query)

    assert await reader.run(count_twice) == (0, 0)
    assert await reader.run(lambda work: work.marks.get("new")) == 1
    await writer.stop()
    await reader.close()


async def test_writing_is_refused(store: Store) -> None:
    """By the database itself."""
    reader = Reader(store.url)
    with pytest.raises((DBAPIError, StoreError)):
        await reader.run(lambda work: work.marks.put("a", 1))
    assert await reader.fetch(select(marks)) == []
    await reader.close()


async def test_many_readers_at_once(store: Store) -> None:
    """More than there are connections."""
    reader = Reader(store.url)
    assert (
        await asyncio.gather(*(reader.scalar(select(func.count()).select_from(marks)) for _ in range(30))) == [0] * 30
    )
    await reader.close()
