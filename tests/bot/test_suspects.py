"""An update that takes the whole process with it is found and set aside; those that only stood by are not."""

import asyncio
import sys

import pytest

from bot.suspects import DEATHS, apart
from store.engine import StoreError, open_store
from store.inbox import InboxRow
from store.tables import metadata
from store.writer import Writer
from tests.bot.echo import Echo
from tests.bot.mortal import CODE
from tests.support.sandbox_client import PROJECT


def row(key, chat, album=None):
    """A row left open."""
    return InboxRow(key, chat, None, album, None)


def test_only_the_first_of_each_chat_can_have_been_in_hand():
    """An album's parts together; what came after the dead run began is not suspected."""
    rows = [row(1, 5), row(2, 5), row(3, 6, "a"), row(4, 7), row(5, 6, "a"), row(6, 6), row(8, 9)]
    suspects, others = apart(rows, 7)
    assert [[r.key for r in parts] for parts in suspects] == [[1], [3, 5], [4]]
    assert [r.key for r in others] == [2, 6, 8]


def test_after_a_gentle_end_nobody_is_suspected():
    """Everything that is open is carried out as always."""
    rows = [row(1, 5), row(2, 6)]
    assert apart(rows, None) == ([], rows)


@pytest.mark.parametrize(
    ("place", "deaths"), [("carrying out", 2 + DEATHS), ("reading", 3 + DEATHS)], ids=["carrying out", "reading"]
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
    """Killed three times with a hundred waiting: they are suspected, and carried out as if nothing had been."""
    people = [await sandbox.person(f"P{n}") for n in range(100)]
    for person in people:
        await person.says("/start")

    def not_now(work, incoming):
        raise StoreError("not now")

    for _ in range(3):
        echo = Echo()
        echo.on = not_now
        async with started(echo, kill=True) as run:
            await run.until(lambda w: w.inbox.count().get("new") == 100)
    async with started() as run:
        await run.until(lambda w: w.inbox.count() == {"done": 100})
        assert len(run.echo.heard) == 100


async def test_gentle_end_clears_suspicion(sandbox, started):
    """After it the next death counts anew."""
    await (await sandbox.person("王芳")).says("/start")
    async with started() as run:
        await run.until(lambda w: w.inbox.count() == {"done": 1})
        await run.rows(lambda w: w.inbox.alone_in_hand(1, 2))
    async with started() as run:
        mark = await run.rows(lambda w: w.marks.get("run"))
        assert mark == {"going": True, "until": None, "in_hand": None, "deaths": 0}
