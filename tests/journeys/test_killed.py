"""kill -9, twenty times, while fifty owners file repairs and two crews work them: nothing is lost, nothing is doubled."""

import asyncio
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from store import schema
from store import tables as t
from store.engine import open_store
from store.work import Work
from store.writer import Writer
from tests.support.botprocess import BotProcess
from tests.support.crowd import CATEGORIES, Owner, Place, Worker, plan, settle
from tests.support.phones import Sandbox, SandboxProcess
from tests.support.street import Street

KILLS, OWNERS, SEED = 20, 50, 20261122
#: How long the kills, and then the crowd, may take to come to an end on a slow machine, seconds.
LONGEST_S, QUIET_S = 200, 140
#: What a repair goes through, in this order, each step once. Where it costs money there is a price; a worker who finds
#: an old card doubled by a kill may well name it again, and is agreed with again.
FREE = re.compile("report accept go arrive finish sign")
PAID = re.compile("report accept go arrive (quote )+agree ((quote )+agree )*finish sign")

pytestmark = [pytest.mark.journey, pytest.mark.timeout(420), pytest.mark.xdist_group("killed")]


class Crowd:
    """Who lives and works there. Owners go on having things that break until the last kill."""

    def __init__(self) -> None:
        self.places = plan(2, OWNERS // 2, 3)
        self.killing = True
        self.owners = [
            Owner(account, [f"第1件{account}"], CATEGORIES[n % len(CATEGORIES)])
            for n, account in enumerate(a for place in self.places for a in place.owners)
        ]
        self.workers = [Worker(a, place.group, n) for place in self.places for n, a in enumerate(place.workers)]

    @property
    def wishes(self) -> list[str]:
        """Every repair that was filed, by its words."""
        return [wish for owner in self.owners for wish in owner.wishes]

    def wants_no_more(self, owner: Owner) -> bool:
        """Whether an owner's last repair is closed; while the killing goes on, the next thing breaks."""
        if owner.finished and self.killing:
            owner.wishes.append(f"第{len(owner.wishes) + 1}件{owner.id}")
        return owner.finished

    def all_done(self) -> bool:
        """Whether every owner has come to an end."""
        return not self.killing and all(owner.finished for owner in self.owners)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path, webhook: bool) -> None:
    """Every repair exactly once, every step, every message; repeats only of what was under way at a kill."""
    crowd, url = Crowd(), f"sqlite:///{tmp_path / 'guanjia.db'}"
    await asyncio.to_thread(_seed, url, crowd.places)
    async with SandboxProcess("--no-limits") as sandbox:
        bot = BotProcess(sandbox.url, url, tmp_path, webhook=webhook)
        try:
            async with Street(sandbox, crowd.places) as street:
                kills = await _within(_live_through(street, crowd, bot, SEED + webhook), street, crowd, bot)
                await _settled(sandbox, bot, url)
            await bot.terminate()
            proof = await Proof.gathered(sandbox, url, crowd)
            proof.every_update_was_carried_out()
            proof.every_repair_is_there_once()
            proof.no_step_is_missing()
            proof.everybody_was_told()
            repeats = proof.repeats_were_under_way(kills, _in_doubt(bot))
            assert not await sandbox.violations()
            assert not bot.bugs()
        finally:
            if bot.running:
                await bot.kill()
    print(
        f"\n{'webhook' if webhook else 'polling'}: {KILLS} kills (seed {SEED + webhook}), {len(crowd.wishes)} repairs, "
        f"{proof.updates} updates, {proof.posted} messages, {repeats} of them sent twice; people acted {street.acts} times"
        f" and tried again {street.repeated} times"
    )


def _seed(url: str, places: list[Place]) -> None:
    store = open_store(url)
    schema.upgrade(store)
    writer = Writer(store).start()
    try:
        writer.run_sync(lambda work: settle(work, places, datetime.now(UTC)))
    finally:
        writer.stop_sync()
        store.close()


async def _within(story: Awaitable[list[float]], street: Street, crowd: Crowd, bot: BotProcess) -> list[float]:
    """The story, if it ends; a slow machine gets its time. If not, who wants what still."""
    try:
        return await asyncio.wait_for(story, LONGEST_S + QUIET_S)
    except TimeoutError:
        people = [*crowd.owners, *crowd.workers]
        wants = {p.id: act for p in people if (act := street.wanted(p)) is not None}
        unfinished = sum(not owner.finished for owner in crowd.owners)
        raise AssertionError(f"{unfinished} owners wait; wanted still: {wants}\n{bot.tail()}") from None


async def _live_through(street: Street, crowd: Crowd, bot: BotProcess, seed: int) -> list[float]:
    """Everybody lives, the bot is killed; returns when all is done: the instants of the kills."""
    async with asyncio.TaskGroup() as group:
        killer = group.create_task(_kill_at_random(bot, crowd, random.Random(seed)))
        for worker in crowd.workers:
            group.create_task(street.lives(worker, crowd.all_done))
        for owner in crowd.owners:
            group.create_task(street.lives(owner, lambda owner=owner: crowd.wants_no_more(owner)))
    return killer.result()


async def _kill_at_random(bot: BotProcess, crowd: Crowd, dice: random.Random) -> list[float]:
    """Mostly in the middle of work, now and then before it has begun."""
    kills: list[float] = []
    await bot.start()
    for _ in range(KILLS):
        if dice.random() < 0.8:
            await bot.ready()
        await asyncio.sleep(dice.uniform(0.05, 1.0))
        kills.append(time.time())
        await bot.restart(kill=True, wait=False)
    crowd.killing = False
    await bot.ready()
    return kills


async def _settled(sandbox: Sandbox, bot: BotProcess, url: str) -> None:
    """Until nothing waits any more, inside or outside."""
    store = open_store(url)
    try:
        for _ in range(600):
            bot.check_alive()
            if not await sandbox.pending() and not await asyncio.to_thread(_open_rows, store):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"not settled\n{bot.tail()}")
    finally:
        store.close()


def _open_rows(store: Any) -> int:
    with store.connect() as conn:
        new = conn.execute(select(t.inbox.c.update_id).where(t.inbox.c.status == "new")).all()
        owed = conn.execute(select(t.outbox.c.id).where(t.outbox.c.status.in_(["queued", "sending"]))).all()
    return len(new) + len(owed)


def _in_doubt(bot: BotProcess) -> int:
    """How many messages the restarts found in doubt and sent again, by the bot's own account."""
    return sum(line["sent_again"] for line in bot.warnings() if "sent_again" in line)


class Proof:
    """What the database and the sandbox hold at the end, and what must be true of it."""

    def __init__(
        self, crowd: Crowd, rows: dict[str, list[dict[str, Any]]], chats: dict[int, list[dict[str, Any]]]
    ) -> None:
        self.crowd = crowd
        self.rows = rows
        self.cases = {row["id"]: row for row in rows["cases"]}
        #: The bot's messages by chat and id, deleted ones too.
        self.said = {(chat, m["message_id"]): m for chat, messages in chats.items() for m in messages if m["is_bot"]}
        self.posted = len(self.said)
        self.updates = 0

    @classmethod
    async def gathered(cls, sandbox: Sandbox, url: str, crowd: Crowd) -> "Proof":
        """Everything, read once."""
        people = [a for place in crowd.places for a in (place.group, *place.owners, *place.workers)]
        chats = {chat: (await sandbox.chat(chat))["messages"] for chat in people}
        rows = await asyncio.to_thread(_rows, url)
        proof = cls(crowd, rows, chats)
        proof.updates = (await sandbox.get("updates"))["next_id"] - min(row["update_id"] for row in rows["inbox"])
        return proof

    def every_update_was_carried_out(self) -> None:
        """What the sandbox has told stands in the inbox, once, and done; of no use was only "the bot is in the group"."""
        groups = len(self.crowd.places)
        assert Counter(row["status"] for row in self.rows["inbox"]) == {
            "done": self.updates - groups,
            "unknown": groups,
        }

    def every_repair_is_there_once(self) -> None:
        """As many cases as repairs, each with its owner's words, numbers without gaps."""
        told = Counter(line for row in self.cases.values() for line in set(row["words"].split("\n")))
        assert told == Counter(self.crowd.wishes)
        days: dict[tuple[int, str], list[int]] = defaultdict(list)
        confirmed = [row for row in self.rows["incidents"] if row["number"]]
        for row in (*self.cases.values(), *confirmed):  # they count on together
            day, _, number = row["number"].partition("-")
            days[row["community_id"], day].append(int(number))
        assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in days.values())

    def no_step_is_missing(self) -> None:
        """Each case is closed, its events in order, each step once, every status following from the one before."""
        paid = {row["case_id"] for row in self.rows["repairs"] if row["charge"] == "paid"}
        for case, row in self.cases.items():
            lines = [e for e in self.rows["events"] if e["case_id"] == case and e["to_status"]]
            steps = " ".join(e["kind"] for e in lines)
            assert (PAID if case in paid else FREE).fullmatch(steps), f"{row['number']}: {steps}"
            assert [e["from_status"] for e in lines[1:]] == [e["to_status"] for e in lines[:-1]]
            assert (row["status"], row["rating"]) == ("closed", 5)

    def everybody_was_told(self) -> None:
        """Nothing owed is left or given up; what was sent is there as it was sent; the cards say how it ended."""
        outbox = self.rows["outbox"]
        assert {row["status"] for row in outbox} <= {"sent", "merged"}
        newest = {
            row["card_id"]: row
            for row in outbox
            if row["card_id"] and row["status"] == "sent" and row["sort"] != "delete"
        }
        for row in outbox:
            if row["status"] == "sent" and row["sort"] == "message":
                place = self.said.get((row["chat_id"], row["message_id"]))
                assert place is not None, f"{row['key']} is not in the chat"
                assert row["card_id"] or place["text"] == _plain(row["payload"]["text"]), row["key"]
        for card in self.rows["cards"]:
            if card["message_id"] is not None:
                shown = self.said[card["chat_id"], card["message_id"]]
                assert shown["text"] == _plain(newest[card["id"]]["payload"]["text"]), card["key"]
        for case, row in self.cases.items():
            faces = {r["chat_id"] for r in newest.values() if r["case_id"] == case and "已完结" in r["payload"]["text"]}
            owner = next(o for o in self.crowd.owners if row["words"].split("\n")[0] in o.wishes)
            place = next(p for p in self.crowd.places if owner.id in p.owners)
            assert {owner.id, place.group} < faces, row["number"]
            assert faces & set(place.workers), row["number"]

    def repeats_were_under_way(self, kills: list[float], in_doubt: int) -> int:
        """Messages nobody has a row for: no more than were in doubt, each posted just before a kill. How many."""
        known = {(row["chat_id"], row["message_id"]) for row in self.rows["outbox"]}
        strays = [message for place, message in self.said.items() if place not in known]
        assert len(self.said) == len({place for place in known if place in self.said}) + len(strays)
        assert len(strays) <= in_doubt
        for message in strays:
            assert any(kill - 3 <= message["date"] <= kill for kill in kills), message
        return len(strays)


def _rows(url: str) -> dict[str, list[dict[str, Any]]]:
    store = open_store(url)

    def read(work: Work) -> dict[str, list[dict[str, Any]]]:
        found = {}
        for table in (t.inbox, t.cases, t.incidents, t.repairs, t.events, t.outbox, t.cards):
            columns = [c for c in table.c if c.name != "raw"]
            result = work.conn.execute(select(*columns).order_by(*table.primary_key.columns))
            found[table.name] = [dict(zip((c.name for c in columns), row, strict=True)) for row in result]
        return found

    try:
        writer = Writer(store).start()
        try:
            return writer.run_sync(read)
        finally:
            writer.stop_sync()
    finally:
        store.close()


def _plain(html: str) -> str:
    """As the chat shows it."""
    text = re.sub(r"</?[a-z-]+[^>]*>", "", html)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text.strip()
