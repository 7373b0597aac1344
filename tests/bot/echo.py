"""What a pipeline under test does and is asked: an echo instead of the house, and the ends of a run."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bot.pipeline import Pipeline
from domain.incoming import Incoming, Kind
from domain.sending import Lane, Sort
from store.engine import StoreError
from store.work import Work

TOKEN = "7:token"


class Echo:
    """Says what it hears, and remembers it; `on` replaces what happens to an arrival."""

    def __init__(self) -> None:
        self.heard: list[Incoming] = []
        self.alerts: list[tuple[int, str]] = []
        self.undelivered: list[str] = []
        self.on: Callable[[Work, Incoming], None] | None = None

    def carry_out(self, work: Work, incoming: Incoming) -> None:
        if self.on is not None:
            self.on(work, incoming)
        elif incoming.kind is not Kind.MEMBER:
            said(work, incoming, incoming.text or str(incoming.kind))
        self.heard.append(incoming)

    def apologise(self, work: Work, incoming: Incoming) -> None:
        work.outbox.add(f"apology:{incoming.id}", incoming.chat, Lane.REPLY, Sort.MESSAGE, {"text": "sorry"})

    def alert(self, work: Work, subject: int, kind: str) -> None:
        self.alerts.append((subject, kind))

    def missed(self, work: Work, row: Any) -> None:
        self.undelivered.append(row.key)


def said(work: Work, incoming: Incoming, text: str, lane: Lane = Lane.REPLY, **more: Any) -> bool:
    """Owes an answer to an arrival."""
    return work.outbox.add(f"echo:{incoming.id}", incoming.chat, lane, Sort.MESSAGE, {"text": text}, **more)


class Running:
    """A pipeline under way with what tests look at."""

    def __init__(self, pipeline: Pipeline, echo: Echo) -> None:
        self.pipeline = pipeline
        self.echo = echo

    async def rows(self, query: Callable[[Work], Any]) -> Any:
        return await self.pipeline.writer.run(query)

    async def until(self, true: Callable[[Work], Any], seconds: float = 15) -> Any:
        """Waits until the database says so."""
        async with asyncio.timeout(seconds):
            while True:
                # A job of the same commit may have met trouble of the outside, which every job of it hears of.
                with suppress(StoreError):
                    if found := await self.pipeline.writer.run(true):
                        return found
                await asyncio.sleep(0.01)

    async def key(self, key: str, status: str, seconds: float = 15) -> Any:
        """Waits until the row of that key stands so."""

        def stands(work: Work) -> Any:
            row = work.outbox.find(key)
            return row if row is not None and row.status == status else None

        return await self.until(stands, seconds)

    async def owe(self, key: str, chat: int, text: str = "x", lane: Lane = Lane.REPLY, **more: Any) -> None:
        payload = {"text": text, **more.pop("payload", {})}
        await self.pipeline.writer.run(
            lambda work: work.outbox.add(key, chat, lane, more.pop("sort", Sort.MESSAGE), payload, **more)
        )


async def kill_hard(pipeline: Pipeline) -> None:
    """As kill -9: nothing is finished, nothing is noted; what is committed is committed."""
    pipeline.worker._stopping = pipeline.sender._stopping = True
    tasks = [*pipeline.worker._tasks, *pipeline.sender._tasks, *pipeline._answers]
    if pipeline.sender._main is not None:
        tasks.append(pipeline.sender._main)
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)
    await pipeline.writer.stop()
