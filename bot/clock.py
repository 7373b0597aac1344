"""What time it is: the machine's clock, or in a demonstration that clock moved by as much as an address says."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import aiohttp

from bot import logs

log = logs.get(__name__)

#: Seconds between two looks at a moved clock.
EVERY = 0.25


class Clock:
    """The one clock of the process. `url` empty: the machine's own; else `{"offset_s": n}` is asked for there."""

    def __init__(self, url: str = "") -> None:
        self._url = url
        self._moved = timedelta()
        self._session: aiohttp.ClientSession | None = None
        self._task: asyncio.Task[None] | None = None
        #: Called on the event loop when the clock was moved.
        self.on_jump: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The present instant, UTC; from any thread."""
        return datetime.now(UTC) + self._moved

    async def start(self) -> None:
        """Looks once before anything is done, then again and again."""
        if self._url:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))
            if not await self._look(self._session):
                log.warning("the clock to go by does not answer; the machine's is used until it does")
            self._task = asyncio.create_task(self._follow(self._session))

    async def stop(self) -> None:
        """Looks no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        if self._session is not None:
            await self._session.close()

    async def _follow(self, session: aiohttp.ClientSession) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self._look(session)

    async def _look(self, session: aiohttp.ClientSession) -> bool:
        """Whether there was an answer that can be read; without one the clock goes on as it was."""
        try:
            async with session.get(self._url) as answer:
                moved = timedelta(seconds=float((await answer.json())["offset_s"]))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError, OverflowError):
            return False
        if moved != self._moved:
            self._moved = moved
            log.info("the clock was moved", offset_s=moved.total_seconds())
            for hook in self.on_jump:
                hook()
        return True
