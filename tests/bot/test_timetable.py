"""The clock: what is due is done, at start, when it becomes due, and after every jump."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.clock import Clock
from bot.timetable import Timetable
from store.engine import StoreError, open_store
from store.tables import metadata
from store.writer import Writer

START = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Due:
    """Instants to fire at; fired ones are remembered. The clock is moved by hand."""

    def __init__(self):
        self.now = START
        self.at = []
        self.fired = []
        self.trouble = []
        self.changed = asyncio.Event()

    def sweep(self, work):
        if self.trouble:
            raise self.trouble.pop(0)
        hit = next((at for at in sorted(self.at) if at <= self.now), None)
        if hit is not None:
            self.at.remove(hit)
            self.fired.append(hit)
        self.changed.set()
        return min(self.at, default=None)

    async def until(self, true):
        async with asyncio.timeout(10):
            while not true():
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
async def table(tmp_path):
    """A timetable on an empty database."""
    store = open_store(f"sqlite:///{tmp_path}/t.db")
    metadata.create_all(store.engine)
    due = Due()
    writer = Writer(store, lambda: due.now).start()
    made = Timetable(writer, due.sweep, lambda: due.now)
    made.due = due
    yield made
    await made.stop()
    await writer.stop()
    store.close()


async def test_what_came_due_meanwhile_is_done_at_start(table):
    """One after the other until nothing is due."""
    table.due.at = [START - timedelta(hours=n) for n in range(5)]
    table.start()
    await table.due.until(lambda: len(table.due.fired) == 5)


async def test_what_takes_long_is_read_before_the_writer_is_asked(table):
    """Each look reads anew, then sweeps with what was read."""
    table.due.at = [START - timedelta(hours=n) for n in range(2)]
    order = []

    async def ahead():
        order.append("read")
        return lambda work: order.append("written") or table.due.sweep(work)

    table._ahead = ahead
    table.start()
    await table.due.until(lambda: len(table.due.fired) == 2)
    assert order[:4] == ["read", "written"] * 2


async def test_next_instant_is_kept_without_waking(table):
    """The scheduler rings by itself when the next one comes."""
    table.due.at = [START + timedelta(milliseconds=100)]
    table.start()
    await table.due.until(lambda: table.due.changed.is_set())
    assert not table.due.fired
    table.due.now += timedelta(seconds=1)
    await table.due.until(lambda: len(table.due.fired) == 1)


async def test_waking_finds_what_came_nearer(table):
    """A commit that made something due, or a moved clock."""
    table.start()
    await table.due.until(lambda: table.due.changed.is_set())
    table.due.at = [START + timedelta(days=1)]
    table.due.now += timedelta(days=2)
    table.wake()
    await table.due.until(lambda: len(table.due.fired) == 1)


async def test_trouble_of_one_look_does_not_stop_the_clock(table):
    """Neither the store's nor a bug's."""
    table.due.at = [START]
    table.due.trouble = [StoreError("locked"), KeyError("x")]
    table.start()
    for _ in range(200):
        table.wake()
        await asyncio.sleep(0.01)
        if table.due.fired:
            break
    assert table.due.fired == [START]


async def test_moved_clock_is_followed():
    """The offset is known before the start is over; a jump is told."""
    offset = [3600.0]

    async def tell(request):
        return web.json_response({"offset_s": offset[0]})

    app = web.Application()
    app.router.add_get("/clock", tell)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    clock = Clock(f"http://127.0.0.1:{runner.addresses[0][1]}/clock")
    jumped = asyncio.Event()
    await clock.start()
    clock.on_jump.append(jumped.set)
    assert timedelta(minutes=59) < clock.now() - datetime.now(UTC) < timedelta(minutes=61)
    offset[0] = -60.0
    async with asyncio.timeout(10):
        await jumped.wait()
    assert clock.now() < datetime.now(UTC)
    await runner.cleanup()
    await clock.stop()
