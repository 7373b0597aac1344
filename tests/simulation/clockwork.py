"""An event loop whose time jumps to the next thing planned, and a writer that works on it instead of in a thread."""

import asyncio
import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.timetable import Timetable
from store.engine import Store
from store.writer import BATCH, Writer, _Job


class VirtualLoop(asyncio.SelectorEventLoop):
    """Nothing is waited for: when nobody can go on, it is the time of the next timer."""

    def __init__(self) -> None:
        self._virtual = 0.0
        super().__init__()

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._virtual

    def _run_once(self) -> None:
        while self._scheduled and self._scheduled[0]._cancelled:
            self._timer_cancelled_count -= 1
            heapq.heappop(self._scheduled)._scheduled = False
        if not self._ready and not self._stopping:
            if not self._scheduled:
                raise RuntimeError("everybody waits for something that never comes")
            self._virtual = max(self._virtual, self._scheduled[0]._when)
        super()._run_once()


class InlineWriter(Writer):
    """Carries out what waits at the next turn of the loop, up to `BATCH` in one commit as the thread does.

    `point` is asked before and after each commit; when it says so the process is dead: nobody hears anything any more.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], point: Callable[[str], bool]) -> None:
        super().__init__(store, clock)
        self._point = point
        self._jobs: list[_Job] = []
        self._planned = False
        self.commits = 0

    def start(self) -> "InlineWriter":
        """On the running loop."""
        self._loop = asyncio.get_running_loop()
        self._plan()
        return self

    def _put(self, job: _Job) -> None:
        super()._put(job)
        self._queue.get()
        self._jobs.append(job)
        self._plan()

    def _plan(self) -> None:
        if self._jobs and not self._planned and self._loop is not None:
            self._planned = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._planned = False
        batch, self._jobs = self._jobs[:BATCH], self._jobs[BATCH:]
        if not batch or self._point("before a commit"):
            return
        self._carry_out(batch)
        self.commits += 1
        if self._point("after a commit"):
            return
        assert self._loop is not None
        self._arrive(self._loop, batch)
        self._plan()

    async def stop(self) -> None:
        """Carries out what waits and lets go of the database."""
        while self._jobs:
            self._flush()
        self.stop_sync()

    def stop_sync(self) -> None:
        """Lets go of the database."""
        self._closed = True
        self._disconnect()


class VirtualTimetable(Timetable):
    """Rings by the virtual loop. The look every half minute, there for clocks that are moved, is one an hour here."""

    HOUR_S = 3600.0

    def start(self) -> None:
        """Looks at once."""
        self._wanted.set()
        self._task = asyncio.create_task(self._run())
        self._timer: asyncio.TimerHandle | None = None

    async def stop(self) -> None:
        """Looks no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def _ring_at(self, upcoming: datetime | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        wait = self.HOUR_S
        if upcoming is not None:
            wait = min(wait, max((upcoming - self._now()) / timedelta(seconds=1), 0.02))
        self._timer = asyncio.get_running_loop().call_later(wait, self.wake)


async def cut_off(mine: Any) -> None:
    """As kill -9: every task but the caller's is gone, and none gets to finish anything."""
    others = [task for task in asyncio.all_tasks() if task is not mine]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
