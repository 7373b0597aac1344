"""One run: a store, the channel, the people, the bot; what goes wrong and when; what must be true at the end."""

import asyncio
import contextlib
import hashlib
import random
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import event

from bot import updates
from bot.intake import Stopped
from bot.pipeline import Does, Figures, Pipeline
from services import alerts, reached
from services.clock import sweep
from store.engine import Store, open_store
from store.work import Work
from tests.simulation.clockwork import InlineWriter, VirtualLoop, VirtualTimetable, cut_off
from tests.simulation.far import Far
from tests.simulation.people import Fingers, everybody
from tests.support import estate, model, season
from tests.support.cast import GROUP, START

#: Seconds between two acts of anybody, on average, by day.
GAP_S = 240.0
#: What may go wrong besides the channel's own troubles, of a thousand acts.
_EVENTS = (("crash", 12), ("jump", 3), ("block", 6), ("deleted", 10), ("moved", 1), ("storm", 6), ("night", 10))
_JUMPS_S = (3600, -3600, 2 * 86400, -2 * 86400)


@dataclass(slots=True)
class Outcome:
    """What a run was: the hash of all that happened, how much, what went wrong, and what must not be (`wrongs`)."""

    seed: int
    trace: str
    days: float
    seconds: float
    acts: int
    faults: dict[str, int]
    counts: dict[str, int]
    wrongs: list[str] = field(default_factory=list)

    @property
    def speed(self) -> float:
        """How many times faster than real time."""
        return self.days * 86400 / max(self.seconds, 1e-9)


class Simulation:
    """A run from a seed. `left_out`: numbers of acts and events that do not happen, for making a failure small."""

    def __init__(self, seed: int, folder: Path, days: float = 2.0, left_out: frozenset[int] = frozenset()) -> None:
        self.seed, self.days, self._folder, self._left_out = seed, days, folder, left_out
        self._draw = random.Random(seed)
        self._hash = hashlib.sha256()
        self.lines: list[str] | None = None
        self.far = Far(random.Random(f"{seed} far"), self._note)
        self.far.point = self._point
        self.fingers = Fingers(random.Random(f"{seed} people"), self.far)
        self._offset = timedelta()
        self._deaths = random.Random(f"{seed} deaths")
        self._until_death = 0
        self.dead = False
        self.acts = self.number = 0
        self._line: Pipeline | None = None

    # --- what is noted, and when the process dies

    def now(self) -> datetime:
        """The wall clock as the bot sees it."""
        return START + timedelta(seconds=self._loop.time()) + self._offset

    def _note(self, *what: Any) -> None:
        line = f"{self._loop.time():.3f} {' '.join(map(str, what))}"
        self._hash.update(line.encode("utf-8", "replace") + b"\n")
        if self.lines is not None:
            self.lines.append(line)

    def _point(self, where: str) -> bool:
        """Whether the process is dead: it dies between two commits or sends when its count has run out."""
        if self.dead:
            return True
        if self._until_death:
            self._until_death -= 1
            if not self._until_death:
                self.dead = True
                self.far.say("crash")
                self._note("dies", where)
        return self.dead

    # --- the run

    def run(self) -> Outcome:
        """Lives the days, lets everything settle, and looks. Randomness of the product's own is seeded too."""
        began = time.perf_counter()
        random.seed(self.seed)
        self._loop = VirtualLoop()
        self._path, accounts = self._store()
        self._people = everybody(accounts)
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
        try:
            self._loop.run_until_complete(self._live())
        finally:
            structlog.reset_defaults()
            self._loop.close()
        wrongs = model.wrongs(self._path, self.now(), self.far.accepted, self.far.in_doubt, self.far.moved)
        counts = model.counts(self._path)
        return Outcome(
            self.seed, self._hash.hexdigest(), self._loop.time() / 86400, time.perf_counter() - began, self.acts,
            dict(sorted(self.far.counts.items())), counts, wrongs,
        )  # fmt: skip

    def _store(self) -> tuple[Path, dict[str, int]]:
        ready, cast = estate._ready()
        path = self._folder / "simulated.db"
        shutil.copyfile(f"{ready.name}/estate.db", path)
        self._path = path
        store = self._open()
        with store.engine.begin() as conn:
            work = Work(conn, START)
            season.begins(work, cast.community)
            accounts = {**cast.people, "钱会计": season.FINANCE}
        store.close()
        return path, accounts

    def _open(self) -> Store:
        store = open_store(f"sqlite:///{self._path}")
        event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
        return store

    async def _begin(self) -> None:
        """The bot's process begins."""
        self.dead, self._until_death = False, 0
        self._kept = self._open()
        does = Does(updates.carry_out, updates.apologise, alerts.administrators, reached.undelivered, reached.came)
        figures = Figures(me="guanjia_bot", account="7", now=self.now)
        writer = InlineWriter(self._kept, self.now, self._point)
        api: Any = self.far
        self._line = line = Pipeline(self._kept, api, does, figures, writer)
        self._clock = VirtualTimetable(writer, sweep, self.now)
        line.bells |= {"clock": self._clock.wake}
        await line.start()
        self._clock.start()
        self._polls = asyncio.create_task(line.polling.run())

    async def _end(self) -> None:
        """kill -9."""
        assert self._line is not None
        self.dead = True
        await cut_off(asyncio.current_task())
        self._line.writer.stop_sync()
        self._kept.close()
        self.far.in_doubt |= model.in_doubt(self._path, self.far.accepted)

    async def _live(self) -> None:
        await self._begin()
        self.far.weather.jitter = self._draw.choice((0.05, 0.3, 2.0))
        end = self.days * 86400
        while self._loop.time() < end:
            await asyncio.sleep(self._draw.expovariate(1 / GAP_S))
            await self._alive()
            self.number += 1
            skipped = self.number in self._left_out
            who = self._draw.choice(self._people)
            happens = next((name for name, often in _EVENTS if self._draw.randrange(1000) < often), None)
            if skipped:
                continue
            if happens is not None:
                self._happen(happens)
            self.acts += 1
            self._note(who.name, self.fingers.acts(who, self.now()))
        await self._settle()

    async def _alive(self) -> None:
        """The process is started again when it has died, or has ended by itself."""
        ended = self._polls.done()
        if ended and not self.dead:
            with contextlib.suppress(Stopped, asyncio.CancelledError):
                self._polls.result()
        if self.dead or ended:
            await self._end()
            await asyncio.sleep(self._draw.uniform(0.5, 600))
            await self._begin()

    def _happen(self, name: str) -> None:
        """One event; which it is was drawn, and what of it is drawn here."""
        draw, far = self._draw, self.far
        match name:
            case "crash":
                self._until_death = self._deaths.randint(1, 25)
            case "jump":
                self._offset += timedelta(seconds=draw.choice(_JUMPS_S))
                far.say("clock jump")
                self._clock.wake()
            case "block":
                who = draw.choice(self._people).id
                far.blocked.symmetric_difference_update({who})
                far.say("blocked or back")
                status = "kicked" if who in far.blocked else "member"
                far.tells({"my_chat_member": _member(who, status, self.now())})
            case "deleted":
                self._deletes()
            case "moved" if GROUP not in far.moved:
                far.moved[GROUP] = new = GROUP - 10**12
                far.chats[new] = far.chats.pop(GROUP, {})
                far.say("group moved")
            case "storm":
                far.weather.not_sent, far.weather.too_fast = draw.choice((0, 30, 300)), draw.choice((0, 20, 200))
                far.weather.server, far.weather.lost = draw.choice((0, 20, 200)), draw.choice((0, 20, 100))
                far.weather.conflict, far.weather.again = draw.choice((0, 20)), draw.choice((0, 100))
            case "night":
                far.weather.calm()
        self._note("event", name)

    def _deletes(self) -> None:
        chats = [chat for chat, there in self.far.chats.items() if there]
        if chats:
            there = self.far.chats[self._draw.choice(chats)]
            del there[self._draw.choice(list(there))]
            self.far.say("message deleted")

    async def _settle(self) -> None:
        """Good weather, everybody is back, and six hours for what is left; then the process ends in the middle."""
        self.far.weather.calm()
        for who in sorted(self.far.blocked):
            self.far.tells({"my_chat_member": _member(who, "member", self.now())})
        self.far.blocked.clear()
        self._until_death = 0
        for _ in range(36):
            await asyncio.sleep(600)
            await self._alive()
        await self._end()


def _member(who: int, status: str, now: datetime) -> dict[str, Any]:
    user = {"id": 7, "is_bot": True, "first_name": "管家"}
    return {
        "chat": {"id": who, "type": "private", "first_name": "x"}, "from": {"id": who, "is_bot": False, "first_name": "x"},
        "date": int(now.timestamp()), "old_chat_member": {"user": user, "status": "member"},
        "new_chat_member": {"user": user, "status": status},
    }  # fmt: skip


def simulate(
    seed: int, days: float = 2.0, left_out: frozenset[int] = frozenset(), *, lines: list[str] | None = None
) -> Outcome:
    """A run in a folder of its own; `lines` takes the whole trace."""
    with tempfile.TemporaryDirectory(prefix="simulated") as folder:
        one = Simulation(seed, Path(folder), days, left_out)
        one.lines = lines
        return one.run()
