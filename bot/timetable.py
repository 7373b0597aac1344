"""When the clock looks: at the next due instant, and at least every half minute. What is due is rows; this only wakes.

APScheduler is the clock and nothing more: it keeps no jobs, so a restart forgets nothing and repeats nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs
from store.engine import StoreError
from store.work import Work
from store.writer import Writer

log = logs.get(__name__)

#: The longest the clock goes without a look: also what a moved system clock costs at most.
AT_LEAST = timedelta(seconds=30)
#: Seconds between two looks: with every case that moves the clock is asked to look, and promises are minutes long.
BETWEEN = 0.25
#: Sweeps in a row when there is more due than one takes; then it waits for the next look.
IN_A_ROW = 500

#: Fires what is due in one transaction; the next due instant, at or before now when there is more.
Sweep = Callable[[Work], datetime | None]
#: Reads and counts what is due before the writer is asked: the sweep that only writes it down.
Ahead = Callable[[], Awaitable[Sweep]]

#: Clears away what is old.
Tidy = Callable[[], Awaitable[None]]


class Timetable:
    """Runs `sweep` in a transaction until nothing is due, then sleeps until the instant it gave."""

    def __init__(
        self, writer: Writer, sweep: Sweep, now: Callable[[], datetime], ahead: Ahead | None = None, tidy: Tidy | None = None
    ) -> None:  # fmt: skip
        self._writer, self._sweep, self._now, self._ahead, self._tidy = writer, sweep, now, ahead, tidy
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Looks at once: what became due while we were away is done first."""
        common: dict[str, Any] = {"coalesce": True, "misfire_grace_time": None}
        self._scheduler.add_job(self._ring, "interval", seconds=AT_LEAST.total_seconds(), id="at_least", **common)
        self._scheduler.add_job(self._prune, "interval", hours=6, id="prune", **common)
        self._scheduler.start()
        self._wanted.set()
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Something is due, or the next due instant has changed."""
        self._wanted.set()

    async def stop(self) -> None:
        """Looks no more; a sweep under way is finished by the writer."""
        self._scheduler.shutdown(wait=False)
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _ring(self) -> None:
        """A coroutine, so that the scheduler calls it on the event loop and not in a thread."""
        self.wake()

    async def _run(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                self._ring_at(await self._until_done())
            except StoreError as error:
                log.warning("the clock could not look", error=str(error))
            except Exception as error:
                log.error("what was due failed", exc_info=error)
            await asyncio.sleep(BETWEEN)

    async def _until_done(self) -> datetime | None:
        """Sweeps until nothing is due. Something that stays due whatever is done must not keep everybody busy."""
        upcoming = None
        for _ in range(IN_A_ROW):
            sweep = await self._ahead() if self._ahead is not None else self._sweep
            upcoming = await self._writer.run(sweep)
            if upcoming is None or upcoming > self._now():
                return upcoming
        log.error("there is no end to what is due", sweeps=IN_A_ROW)
        return self._now() + timedelta(seconds=5)

    def _ring_at(self, upcoming: datetime | None) -> None:
        """By the scheduler's own clock, which a moved demonstration clock does not move."""
        if upcoming is not None and upcoming - self._now() < AT_LEAST:
            at = datetime.now(UTC) + max(upcoming - self._now(), timedelta(milliseconds=20))
            self._scheduler.add_job(
                self._ring, "date", run_date=at, id="next", replace_existing=True, misfire_grace_time=None
            )

    async def _prune(self) -> None:
        try:
            if self._tidy is not None:
                await self._tidy()
        except StoreError as error:
            log.warning("old things could not be cleared away", error=str(error))
