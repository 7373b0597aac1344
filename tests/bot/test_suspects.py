"""An update that takes the whole process with it is found and set aside; those that only stood by are not."""

import asyncio
import sys

import pytest

from bot.suspects import DEATHS, WITNESSED, apart, first_in_line
from store.engine import StoreError, open_store
from store.inbox import InboxRow, LastRun
from store.tables import metadata
from store.writer import Writer
from tests.bot.echo import Echo
from tests.bot.mortal import CODE
from tests.support.sandbox_client import PROJECT


def row(key, chat, album=None):
    """A row left open."""
    return InboxRow(key, chat, None, album, None)


def test_only_the_first_of_each_chat_can_have_been_in_hand():
    """An album's parts together; who stood first at one death only is not suspected yet."""
    rows = [row(1, 5), row(2, 5), row(3, 6, "a"), row(4, 7), row(5, 6, "a"), row(6, 6), row(8, 9)]
    assert [[r.key for r in parts] for parts in first_in_line(rows)] == [[1], [3, 5], [4], [8]]
    suspects, others = apart(rows, {1: 2, 3: 2, 4: 1, 8: 0})
    assert [[r.key for r in parts] for parts in suspects] == [[1], [3, 5]]
    assert [r.key for r in others] == [2, 4, 6, 8]


@pytest.mark.parametrize(
    ("place", "deaths"),
    [("carrying out", 1 + WITNESSED + DEATHS), ("reading", 2 + WITNESSED + DEATHS)],
    ids=["carrying out", "reading"],
)
async def test_update_that_kills_the_process_is_set_aside(sandbox, process, tmp_path, place, deaths):
    """Really killed, again and again: in the end everybody is served; who sent it hears so, unless it cannot be read."""
    url = f"sqlite:///{tmp_path}/bot.db"
    store = open_store(url)
    metadata.create_all(store.engine)
    people = [await sandbox.person(f"P{n}") for n in range(20)]
    for person in people:
        await person.says("/start")
    for person in people:
        await person.says("kill" if person is people[7] else "早")
    await people[7].says("晚")
    codes = []
    while 0 not in codes and len(codes) < 10:
        one = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bot.mortal", process.url, url, "41", place, cwd=PROJECT
        )
        codes.append(await asyncio.wait_for(one.wait(), 60))
    assert codes == [CODE] * deaths + [0]
    writer = Writer(store).start()
    assert await writer.run(lambda w: w.inbox.count()) == {"done": 40, "set_aside": 1}
    assert await writer.run(lambda w: w.marks.get("alerts")) == ["ProcessDied"]
    await writer.stop()
    store.close()
    for person in people:
        heard = list(dict.fromkeys(m["text"] for m in await person.heard()))  # in doubt at a death: said again
        sorry = ["sorry"] if place == "carrying out" else []
        assert heard == (["start", *sorry, "晚"] if person is people[7] else ["start", "早"])


async def test_updates_that_wait_through_kills_keep_all_their_attempts(sandbox, started):
    """Killed four times with a hundred waiting: they are suspected, and carried out as if nothing had been."""
    people = [await sandbox.person(f"P{n}") for n in range(100)]
    for person in people:
        await person.says("/start")

    def not_now(work, incoming):
        raise StoreError("not now")

    for _ in range(4):
        echo = Echo()
        echo.on = not_now
        async with started(echo, kill=True) as run:
            await run.until(lambda w: w.inbox.count().get("new") == 100)
    async with started() as run:
        await run.until(lambda w: w.inbox.count() == {"done": 100})
        assert len(run.echo.heard) == 100


async def test_runs_that_died_are_counted_until_one_ends_gently(tmp_path):
    """Only in a row, only for those that still stand first."""
    store = open_store(f"sqlite:///{tmp_path}/bot.db")
    metadata.create_all(store.engine)
    writer = Writer(store).start()

    async def begins(*first):
        return await writer.run(lambda w: w.inbox.begin_run(first))

    assert await begins(1, 2) == LastRun({1: 0, 2: 0})
    assert await begins(1, 3) == LastRun({1: 1, 3: 0})
    await writer.run(lambda w: w.inbox.alone_in_hand(1, 1))
    assert await begins(1, 3) == LastRun({1: 2, 3: 1}, 1, 1)
    await writer.run(lambda w: w.inbox.end_run())
    assert await begins(1, 3) == LastRun({1: 0, 3: 0})
    await writer.stop()
    store.close()


async def test_gentle_end_of_the_bot_is_noted(sandbox, started):
    """When nothing is in hand any more."""
    await (await sandbox.person("王芳")).says("/start")
    async with started() as run:
        await run.until(lambda w: w.inbox.count() == {"done": 1})
        assert (await run.rows(lambda w: w.marks.get("run")))["going"]
        await run.pipeline.worker.stop()
        assert await run.rows(lambda w: w.marks.get("run")) == {"going": False}
