"""When the clock looks: at the next due instant, and at least every half minute. What is due is rows; this only wakes.

APScheduler is the clock and nothing more: it keeps no jobs, so a restart forgets nothing and repeats nothing.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs
from store.engine import StoreError
from store.work import Work
from store.writer import Writer

log = logs.get(__name__)

#: The longest the clock goes without a look: also what a moved system clock costs at most.
AT_LEAST = timedelta(seconds=30)
#: Sweeps in a row when there is more due than one takes; then others get their turn.
IN_A_ROW = 200


class Timetable:
    """Runs `sweep` in a transaction until nothing is due, then sleeps until the instant it gave."""

    def __init__(self, writer: Writer, sweep: Callable[[Work], datetime | None], now: Callable[[], datetime]) -> None:
        self._writer, self._sweep, self._now = writer, sweep, now
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Looks at once: what became due while we were away is done first."""
        self._scheduler.add_job(self.wake, "interval", seconds=AT_LEAST.total_seconds(), id="at_least")
        self._scheduler.start()
        self._wanted.set()
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Something is due, or the next due instant has changed."""
        self._wanted.set()

    async def stop(self) -> None:
        """Looks no more; a sweep under way is finished."""
        self._scheduler.shutdown(wait=False)
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                upcoming = await self._until_done()
            except StoreError as error:
                log.warning("the clock could not look", error=type(error).__name__)
                continue
            except Exception as error:
                log.error("what was due failed", kind=logs.kind_of(error), exc_info=error)
                continue
            if upcoming is not None:
                self._ring_at(upcoming)

    async def _until_done(self) -> datetime | None:
        upcoming = None
        for _ in range(IN_A_ROW):
            upcoming = await self._writer.run(self._sweep)
            if upcoming is None or upcoming > self._now():
                return upcoming
        self._wanted.set()
        return upcoming

    def _ring_at(self, upcoming: datetime) -> None:
        """By the scheduler's own clock, which a moved demonstration clock does not move."""
        wait = min(max(upcoming - self._now(), timedelta()), AT_LEAST)
        at = datetime.now(UTC) + wait
        self._scheduler.add_job(self.wake, "date", run_date=at, id="next", replace_existing=True, misfire_grace_time=None)
