"""The promise itself: killed again and again, every update is carried out exactly once and every message arrives."""

import asyncio
import random

from domain.sending import Lane, Sort
from tests.bot.echo import Echo, Running


async def test_killed_again_and_again(sandbox, database_url, started):
    """Eight people write thirty messages each while the process dies at odd moments and the network fails."""
    chance = random.Random(7)
    people = [await sandbox.person(f"P{n}") for n in range(8)]
    for person in people:
        await person.says("/start")
    done: list[int] = []
    echo = Echo()

    def count(work, incoming):
        work.cards.show(f"c{incoming.chat}", incoming.chat, {"text": f"gehört: {incoming.text}"}, Lane.REPLY)
        work.outbox.add(f"e{incoming.id}", incoming.chat, Lane.REPLY, Sort.MESSAGE, {"text": incoming.text or "start"})
        work.outbox.add(f"r{incoming.id}", incoming.chat, Lane.REMINDER, Sort.MESSAGE, {"text": f"! {incoming.text}"})
        done.append(incoming.id)

    echo.on = count

    async def write():
        for n in range(30):
            for person in people:
                await person.says(f"{n:02}")
            await asyncio.sleep(0.01)

    writing = asyncio.create_task(write())
    for _ in range(6):
        await sandbox.fault("drop_before", "*", times=chance.randint(0, 3))
        await sandbox.fault("drop_after", "sendMessage", times=chance.randint(0, 3))
        async with started(echo, kill=True):
            await asyncio.sleep(chance.uniform(0.05, 0.6))
    await writing
    await sandbox.no_faults()
    async with started(echo) as run:
        await run.until(lambda w: w.inbox.count() == {"done": 8 * 31}, 60)
        await run.until(lambda w: not {"queued", "sending"} & set(w.outbox.count()), 60)
        await everything_arrived(sandbox, run, people)


async def everything_arrived(sandbox, run: Running, people):
    """Echoes in order and at least once, reminders at most once, one card each with the newest words."""
    keys = await run.rows(lambda w: sum(w.outbox.count().values()))
    assert keys >= 8 * 31 * 2
    for person in people:
        messages = [m for m in (await sandbox.chat(person.id))["messages"] if m["is_bot"] and not m["deleted"]]
        texts = [m["text"] for m in messages]
        echoes = [t for t in texts if t[0] not in "!g"]
        assert list(dict.fromkeys(echoes)) == ["start", *(f"{n:02}" for n in range(30))]
        reminders = [t for t in texts if t.startswith("!")]
        assert len(reminders) == len(set(reminders))
        cards = [t for t in texts if t.startswith("gehört")]
        assert cards[-1] == "gehört: 29"
    failed = await run.rows(lambda w: w.outbox.count().get("failed", 0))
    assert failed <= 60
