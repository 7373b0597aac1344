"""A run: people live, time leaps, one fault after the other; then calm, and the model looks."""

import asyncio
import json
import logging
import random
import resource
import signal
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from sandbox import actions, groups
from sandbox.errors import Refused
from tests.bench import ours
from tests.bench.town import Town
from tests.chaos.bot import SECRET, Victim
from tests.chaos.people import Wanderer, accounts, move_in
from tests.support import model
from tests.support.crowd import plan

#: Seconds between two faults; the calendar goes on by so much in each.
EVERY_S, LEAP_S = 3.0, 6 * 3600.0
_LOCK_S, _FREEZE_S, _HEARD_S = 11.0, 2.0, 0.5


def _spoil(database: Path) -> None:
    """A page in the middle of the file is overwritten, as a failing disk does."""
    with closing(sqlite3.connect(database)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, root = conn.execute(
            "SELECT (SELECT page_size FROM pragma_page_size), rootpage FROM sqlite_master WHERE name = 'events'"
        ).fetchone()
    with database.open("r+b") as file:
        file.seek((root - 1) * page)
        file.write(b"\xa5" * page)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(slots=True)
class Outcome:
    """What happened: counts of the store, faults by kind, messages doubled (all of them in doubt), and what is wrong."""

    seed: int
    seconds: float
    days: float
    people: int
    counts: dict[str, int]
    faults: dict[str, int]
    doubled: int
    doubts: int
    starts: int
    wrongs: list[str] = field(default_factory=list)


class _RoughTown(Town):
    """Buttons may be gone, and groups moved, between looking and pressing."""

    def _do(self, guest: Any, act: Any, now: float) -> None:
        with suppress(Refused):
            super()._do(guest, act, now)


class Chaos:
    """One run from a seed: the same acts are offered and the same faults in the same order; processes interleave as they do."""

    def __init__(self, seed: int, folder: Path, communities: int, owners: int, wanderers: int) -> None:
        self.seed, self._folder, self._draw = seed, folder, random.Random(seed)
        self._places = plan(communities, owners, max(2, owners // 4))
        self._heads, self._wanderers = accounts(self._places, wanderers)
        self.faults: Counter[str] = Counter()
        self.doubts = 0
        self._town = _RoughTown()
        self._database = folder / "bench.db"
        self._moved: dict[int, int] = {}
        self._blocked: list[int] = []
        self._in_doubt: set[tuple[int, int]] = set()

    async def run(self, seconds: float, every: float = EVERY_S) -> Outcome:
        """So many seconds of trouble, a fault each `every` seconds and each at least once; then calm."""
        logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
        began = time.monotonic()
        env = ours.seed(self._folder, self._places, lambda work: move_in(work, self._wanderers, datetime.now(UTC)))
        async with self._town as town:
            people = ours.people(self._places)
            people += [(Wanderer(a, random.Random(f"{self.seed} {a}")), 0) for a in (*self._heads, *self._wanderers)]
            for account in (*self._heads, *self._wanderers):
                town._person({"id": account, "first_name": f"人{account}", "language_code": "zh-hans"})
            town.move_in(self._places, people)
            self._bot = Victim(
                env | {"TELEGRAM_API_URL": town.url, "CLOCK_URL": f"{town.url}/sandbox/clock"}, self._folder / "bot.log"
            )
            await self._bot.start()
            await town.closed(5)
            trouble = asyncio.create_task(self._trouble(seconds, every))
            while not trouble.done():
                await town.closed(2)
                await self._alive()
            trouble.result()
            await self._settle()
            await self._bot.ends(signal.SIGTERM)
            return self._outcome(time.monotonic() - began, len(people))

    async def _alive(self) -> None:
        """Ended by itself (no memory, no disk), it is started again."""
        if self._bot.fell():
            self._in_doubt |= model.in_doubt(self._database, self._accepted())
            await self._bot.start()

    async def _trouble(self, seconds: float, every: float) -> None:
        ways = list(self._ways().items())
        end, bag = time.monotonic() + seconds, []
        while time.monotonic() < end or bag:
            if not bag:
                bag = self._draw.sample(ways, len(ways))
            name, way = bag.pop()
            await way()
            self.faults[name] += 1
            self._town.world.offset_s += LEAP_S
            await asyncio.sleep(every)

    def _ways(self) -> dict[str, Callable[[], Awaitable[None]]]:
        return {
            "kill -9": lambda: self._dies(signal.SIGKILL), "-TERM": lambda: self._dies(signal.SIGTERM),
            "out of memory": self._out_of_memory, "full disk": self._full_disk, "locked database": self._locked,
            "frozen (a disk that hangs)": lambda: self._bot.frozen(_FREEZE_S),
            "network gone before acceptance": lambda: self._fault("drop_before", times=20),
            "network gone after acceptance": lambda: self._fault("drop_after", times=5),
            "429": lambda: self._fault("refuse", times=15, error_code=429, parameters={"retry_after": 1}),
            "502": lambda: self._fault("refuse", times=20, error_code=502),
            "409": lambda: self._fault("refuse", times=2, error_code=409, method="getUpdates"),
            "no answer for long": lambda: self._fault("delay", times=10, ms=11_000),
            "403 (blocked, and back)": self._blocks, "group migrated": self._migrates, "messages deleted": self._deletes,
            "clock +1 h": lambda: self._jumps(3600), "clock -1 h": lambda: self._jumps(-3600),
            "clock +2 days": lambda: self._jumps(2 * 86400), "clock -2 days": lambda: self._jumps(-2 * 86400),
            "damaged page, a copy put back": self._damaged, "webhook: twice and out of order": self._by_webhook,
            "updates delivered again": self._again, "same press, new update id": self._same_press,
        }  # fmt: skip

    # --- the faults

    async def _dies(self, how: signal.Signals) -> None:
        await self._ends(how)
        await self._bot.start()

    async def _ends(self, how: signal.Signals) -> None:
        """What the channel has taken of the last calls is known a moment later."""
        await self._bot.ends(how)
        await asyncio.sleep(_HEARD_S)
        self._in_doubt |= model.in_doubt(self._database, self._accepted())

    async def _damaged(self) -> None:
        """Killed, copied, damaged: `guanjia check` says so, the copy is put back, and nothing is missing."""
        await self._ends(signal.SIGKILL)
        copy = self._folder / f"copy-{self.faults.total()}.db"
        for number, words in enumerate((("backup", str(copy)), ("check",), ("restore", str(copy), "--yes"))):
            if number == 1:
                _spoil(self._database)
            code, said = await self._bot.says(*words)
            if (code == 0) is (number == 1) or (number == 1 and "Database: damaged" not in said):
                raise AssertionError(f"guanjia {words[0]} ended with {code}: {said[-600:]}")
        await self._bot.start()

    async def _by_webhook(self) -> None:
        """A while by webhook; what was pushed is pushed again, twice and shuffled; then by asking again."""
        port = _free_port()
        self._bot.listens(port)
        await self._dies(signal.SIGTERM)
        webhook = self._town.server.api.webhook
        async with asyncio.timeout(30):
            while not webhook.url:
                await asyncio.sleep(0.1)
        await asyncio.sleep(2 * _FREEZE_S)
        bodies = list(self._town.world.updates.said.values())[-40:] * 2
        self._draw.shuffle(bodies)
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with aiohttp.ClientSession(headers=headers) as session:

            async def push(body: bytes) -> int:
                async with session.post(f"http://127.0.0.1:{port}/telegram", data=body) as reply:
                    return reply.status

            taken = await asyncio.gather(*(push(body) for body in bodies))
        if set(taken) != {200}:
            raise AssertionError(f"the webhook said {Counter(taken)}")
        self._bot.listens(None)
        await self._dies(signal.SIGTERM)

    async def _out_of_memory(self) -> None:
        await self._bot.without(resource.RLIMIT_AS, self._bot.memory() + 2_000_000, 1.5)

    async def _full_disk(self) -> None:
        wal = self._database.with_name(f"{self._database.name}-wal")
        await self._bot.without(resource.RLIMIT_FSIZE, wal.stat().st_size if wal.exists() else 4096, 1.5)

    async def _locked(self) -> None:
        def hold() -> None:
            with closing(sqlite3.connect(self._database, isolation_level=None, timeout=30)) as conn:
                conn.execute("BEGIN IMMEDIATE")
                time.sleep(_LOCK_S)
                conn.execute("ROLLBACK")

        await asyncio.to_thread(hold)

    async def _fault(self, action: str, **more: Any) -> None:
        self._town.server.api.faults.add({"action": action, **more})

    async def _blocks(self) -> None:
        if self._blocked:
            actions.unblock(self._town.world, {"user_id": self._blocked.pop()})
        who = self._draw.choice(self._wanderers)
        actions.block(self._town.world, {"user_id": who})
        self._blocked.append(who)

    async def _migrates(self) -> None:
        left = [place.group for place in self._places if place.group not in self._moved]
        if left:
            group = self._draw.choice(left)
            self._moved[group] = groups.migrate(self._town.world, {"chat_id": group})["new_chat_id"]

    async def _deletes(self) -> None:
        chat = self._town.world.chats[self._draw.choice([*self._wanderers, *self._heads])]
        for message in [m for m in chat.messages.values() if m.by_bot and not m.deleted][-2:]:
            self._town.world.delete(message)

    async def _jumps(self, seconds: float) -> None:
        self._town.world.offset_s += seconds

    async def _again(self) -> None:
        newest = self._town.world.updates.next_id
        self._town.world.updates.repeat(list(range(max(1, newest - 40), newest)))

    async def _same_press(self) -> None:
        for guest in list(self._town._guests.values())[:40]:
            if guest.act is not None and guest.act.data:
                with suppress(Exception):  # the button may be gone by now
                    self._town._do(guest, guest.act, guest.at)

    # --- the end

    async def _settle(self) -> None:
        """Calm: everybody is back, and half an hour of the calendar at a time until nothing is left to do."""
        api = self._town.server.api
        api.faults.arranged.clear()
        while self._blocked:
            actions.unblock(self._town.world, {"user_id": self._blocked.pop()})
        await asyncio.sleep(12)
        await self._alive()
        for _ in range(60):
            self._town.world.offset_s += 1800
            await asyncio.sleep(0.5)
            if not self._left_open():
                break
        await asyncio.sleep(3)

    def _left_open(self) -> int:
        asked = "SELECT (SELECT count(*) FROM inbox WHERE status = 'new') + (SELECT count(*) FROM outbox WHERE status IN ('queued', 'sending'))"
        with closing(sqlite3.connect(f"{self._database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            return int(conn.execute(asked).fetchone()[0])

    def _everything(self) -> set[tuple[int, int]]:
        return {
            (c.id, m) for c in self._town.world.chats.values() for m, message in c.messages.items() if message.by_bot
        }

    def _accepted(self) -> set[tuple[int, int]]:
        """With words: of a message in several parts the store keeps one."""
        chats = self._town.world.chats.values()
        return {
            (c.id, m)
            for c in chats
            for m, message in c.messages.items()
            if message.by_bot and ("text" in message.api or "caption" in message.api)
        }

    def _outcome(self, seconds: float, people: int) -> Outcome:
        accepted = self._accepted()
        with closing(sqlite3.connect(f"{self._database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            known = set(conn.execute("SELECT chat_id, message_id FROM outbox WHERE status = 'sent'"))
        known |= {(old, message) for old, new in self._moved.items() for chat, message in known if chat == new}
        strays = accepted - known
        cut = [c for c in self._town.server.api.calls.after(0) if c["error_code"] == 0]
        doubts = len(self._in_doubt) + len(cut) + self._told_in_doubt()
        excused = strays if len(strays) <= doubts else self._in_doubt
        now = datetime.now(UTC) + timedelta(seconds=self._town.world.offset_s)
        everything = self._everything()
        wrongs = model.wrongs(self._database, now, everything, excused | (everything - accepted), self._moved)
        return Outcome(
            self.seed, seconds, self._town.world.offset_s / 86400, people, model.counts(self._database), dict(self.faults), len(strays), doubts,
            self._bot.starts, wrongs,
        )  # fmt: skip

    def _told_in_doubt(self) -> int:
        """By the bot's own account: rows it found in doubt at its starts."""
        found = 0
        for line in (self._folder / "bot.log").read_text(errors="replace").splitlines():
            with suppress(ValueError):
                told = json.loads(line)
                found += (
                    int(told.get("sent_again", 0)) + int(told.get("not_sent_again", 0)) if isinstance(told, dict) else 0
                )
        return found
