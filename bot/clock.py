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
        self._task: asyncio.Task[None] | None = None
        #: Called when the clock was moved.
        self.on_jump: Callable[[], None] = lambda: None

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC) + self._moved

    async def start(self) -> None:
        """Looks once before anything is done, then again and again."""
        if not self._url:
            return
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))
        try:
            await self._look(session)
        except (aiohttp.ClientError, TimeoutError):
            log.warning("the clock to go by does not answer; the machine's is used until it does")
        self._task = asyncio.create_task(self._follow(session))

    async def stop(self) -> None:
        """Looks no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self, session: aiohttp.ClientSession) -> None:
        async with session:
            while True:
                await asyncio.sleep(EVERY)
                try:
                    await self._look(session)
                except (aiohttp.ClientError, TimeoutError):
                    continue

    async def _look(self, session: aiohttp.ClientSession) -> None:
        async with session.get(self._url) as answer:
            moved = timedelta(seconds=float((await answer.json())["offset_s"]))
        if abs(moved - self._moved) > timedelta(seconds=1):
            self._moved = moved
            self.on_jump()
