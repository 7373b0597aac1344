"""The clock under load: a broadcast to ten thousand beside people who ask, an emergency into a full group, sweeps and steps
over many rows, memory and start-up. `python -m tests.bench clock` runs these alone. Prints, asserts nothing.
"""

import asyncio
import gc
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from domain.announcements import Kind, Status
from domain.sending import Lane, Sort
from sandbox.limits import COUNTED
from services.clock import sweep
from store import tables as t
from store.work import Work
from store.writer import Writer
from tests.bench import ours, past
from tests.bench.running import Running
from tests.bench.town import Act, Person, Screen, Town
from tests.support.crowd import Place

RECIPIENTS, ASKERS, DELAY_MS, BROADCAST_RATE = 10_000, 60, 50, 22
#: Questions a second: what the broadcast leaves of the channel's thirty, with room.
ASKED_RATE, WARM_S, WATCHED_S = 4, 6.0, 40.0
WAITING, OPEN, SWEEPS = 200, 100_000, 200
PAST, REPAIRS = (1_000, 1_000_000), 60
PATIENCE_S = 60.0
_GROUP = -1_000_000_900_000


class Asker:
    """Asks for help again as soon as the last answer is there."""

    def __init__(self, account: int) -> None:
        self.id = account
        self._asked, self._answered, self._newest = 0, 0, 0

    def decide(self, mine: Screen, crew: Screen) -> Act | None:
        """The next question once something new was said."""
        newest = max(mine, default=0)
        if newest > self._newest:
            self._newest, self._answered = newest, self._asked
        return Act(self.id, text=f"/help {self._answered + 1}")

    def did(self, act: Act) -> None:
        """Asked."""
        self._asked = int(act.text.split()[1])


async def main() -> None:
    """Everything, one figure a line."""
    await _broadcast()
    await _emergency()
    for measure in (_sweeps, _steps):
        with tempfile.TemporaryDirectory(prefix="bench") as folder:
            await asyncio.to_thread(measure, Path(folder))


def _line(what: str, found: str, aim: str = "") -> None:
    print(f"{what:74}{found:>14}" + (f"   aim {aim}" if aim else ""), flush=True)


def at(values: Iterable[float], share: float) -> float:
    """The value below which that share lies; 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


# --- against the sandbox -----------------------------------------------------------------------------------------------


async def _broadcast() -> None:
    readers = tuple(range(1_000_000, 1_000_000 + RECIPIENTS))
    places = [
        Place(_GROUP, readers, (500_000,)),
        Place(_GROUP - 1, tuple(range(600_000, 600_000 + ASKERS)), (500_001,)),
    ]
    async with Town() as town:
        people: list[tuple[Person, int]] = [(Asker(account), 0) for account in places[1].owners]
        with tempfile.TemporaryDirectory(prefix="bench") as folder:
            env = await _seeded(town, places, people, Path(folder), _announced)
            began = time.perf_counter()
            async with Running("-m", "bot", "run", env=env, log=Path(folder) / "bot.log") as bot:
                await _polls(town, bot, Path(folder))
                _line("start-up until the first question for updates", f"{time.perf_counter() - began:.2f} s")
                _line("memory after the start (RSS)", f"{_rss_mb(bot.pid):.0f} MB")
                gc.collect()
                gc.freeze()  # the sandbox shares the process with the people: its ten thousand are not to be looked through
                await town.paced(WARM_S, ASKED_RATE)
                first, start = town.server.api.calls.count, time.perf_counter()
                await town.paced(WATCHED_S, ASKED_RATE)
                length, waits = time.perf_counter() - start, list(town.latencies)
                calls = town.server.api.calls.after(first)
                _line("memory in the middle of the broadcast (RSS)", f"{_rss_mb(bot.pid):.0f} MB")
    sent = sum(c["ok"] and c["method"] in COUNTED and (c["chat_id"] or 0) >= readers[0] for c in calls)
    refused = sum(c["error_code"] == 429 for c in town.server.api.calls.after(0))
    rate = sent / length
    _line(
        f"replies while {RECIPIENTS} people are told, {len(waits) / length:.1f}/s, p50",
        f"{at(waits, 0.5) * 1000:.1f} ms",
    )
    _line("the same, p99", f"{at(waits, 0.99) * 1000:.1f} ms", "100 ms")
    _line(f"the broadcast meanwhile, of its lane's {BROADCAST_RATE}/s", f"{rate:.2f}/s", "97 %")
    _line("share of the lane's rate", f"{rate / BROADCAST_RATE:.1%}", "97 %")
    _line("refused by the channel (429)", f"{refused}", "0")


def _announced(work: Work) -> None:
    maker = work.conn.scalar(select(t.staff.c.person_id).order_by(t.staff.c.id).limit(1))
    for community in work.people.communities():
        for edge in ("quiet.from", "quiet.to"):  # whatever time of the day it is measured at
            work.standards.set(community.id, edge, "03:00", None, work.now)
    work.announcements.add(
        {
            "community_id": work.people.communities()[0].id, "kind": Kind.NOTICE, "status": Status.APPROVED,
            "words": "明天上午九点起清洗水箱，请提前存水。", "audience": {},
            "made_by": maker, "made_at": work.now, "decided_by": maker, "decided_at": work.now,
            "until_at": work.now + timedelta(days=7), "next_at": work.now,
        }
    )  # fmt: skip


async def _emergency() -> None:
    owner, group = 600_000, _GROUP
    place = Place(group, (owner,), (500_000,))

    def waits(work: Work) -> None:
        for edge in ("quiet.from", "quiet.to"):
            work.standards.set(work.people.communities()[0].id, edge, "03:00", None, work.now)
        for n in range(WAITING):
            said = {"text": f"提醒 {n + 1}"}
            good = work.now + timedelta(days=1)  # what holds for a time only is never merged into one message
            work.outbox.add(f"bench:{n}", group, Lane.REMINDER, Sort.MESSAGE, said, expires_at=good)  # type: ignore[arg-type]

    took: list[float] = []
    async with Town() as town:
        with tempfile.TemporaryDirectory(prefix="bench") as folder:
            env = await _seeded(town, [place], [(Asker(owner), 0)], Path(folder), waits)
            async with Running("-m", "bot", "run", env=env, log=Path(folder) / "bot.log") as bot:
                await _polls(town, bot, Path(folder))
                for words in ("水管爆了", "家里漏电,摸水龙头麻手", "煤气味很重"):
                    await asyncio.sleep(8.0)
                    took.append(await _until_shown(town, owner, group, words))
    _line(f"an emergency into a group with {WAITING} reminders waiting, slowest of 3", f"{max(took):.3f} s", "1 s")


async def _until_shown(town: Town, owner: int, group: int, words: str) -> float:
    """Seconds from the owner's words to a new message in the group that holds them."""
    shown = asyncio.Event()

    def hear(kind: str, details: Any) -> None:
        message = details[1] if kind == "chat" and details[0].id == group else None
        if message is not None and words in (message.api.get("text") or ""):
            shown.set()

    town.world.listeners.append(hear)
    start = time.perf_counter()
    town.says(owner, words)
    try:
        await asyncio.wait_for(shown.wait(), PATIENCE_S)
    finally:
        town.world.listeners.remove(hear)
    return time.perf_counter() - start


async def _seeded(
    town: Town,
    places: Sequence[Place],
    people: list[tuple[Person, int]],
    folder: Path,
    more: Callable[[Work], None],
) -> dict[str, str]:
    """The town, its database and Telegram's limits; the environment of the bot, which keeps its pace."""
    town.move_in(places, people)
    town.server.api.delay_ms = DELAY_MS
    town.server.api.limits.switch(True)
    env = await asyncio.to_thread(ours.seed, folder, list(places), more)
    return {**env, "TELEGRAM_API_URL": town.url, "PACING": "on"}


async def _polls(town: Town, bot: Running, folder: Path) -> None:
    """Until the bot asks for updates."""
    end = time.perf_counter() + PATIENCE_S
    while town.world.updates.allowed is None:
        if bot.ended or time.perf_counter() > end:
            raise SystemExit(f"the bot does not ask\n{(folder / 'bot.log').read_text()[-2000:]}")
        await asyncio.sleep(0.01)


def _rss_mb(pid: int) -> float:
    line = next(one for one in Path(f"/proc/{pid}/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


# --- in process --------------------------------------------------------------------------------------------------------


def _sweeps(folder: Path) -> None:
    """Looks at a hundred thousand open promises of which none is due."""
    store = past.opened(folder / "sweep.db")
    now = datetime.now(UTC)
    writer = Writer(store, lambda: now).start()
    try:
        community = past.settled(writer, now)
        past.fill(store, community, OPEN, now, is_open=True)
        for _ in range(20):
            writer.run_sync(sweep)
        took = []
        for _ in range(SWEEPS):
            start = time.perf_counter()
            writer.run_sync(sweep)
            took.append((time.perf_counter() - start) * 1000)
    finally:
        writer.stop_sync()
        store.close()
    _line(f"a look over {OPEN} open promises with nothing due, p50", f"{at(took, 0.5):.2f} ms", "5 ms")
    _line("the same, p99", f"{at(took, 0.99):.2f} ms")


def _steps(folder: Path) -> None:
    """Whole repairs, step by step, beside few and beside many that are over."""
    found = []
    for count in PAST:
        steps = past.steps(folder / f"{count}.db", count, REPAIRS)
        found.append(at(steps, 0.99))
        _line(f"a step of a repair beside {count} past cases, p50", f"{at(steps, 0.5) * 1000:.2f} ms")
        _line("the same, p99", f"{at(steps, 0.99) * 1000:.2f} ms")
    _line("p99 with many / with few", f"{found[1] / found[0]:.2f}", "1.3")
