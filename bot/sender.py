"""Sending what is owed: woken by a commit, paced by the lanes, every outcome in the ledger.

A row is marked `sending` before it leaves and `sent` with its message id after; both marks share commits with whatever
else is written. After a crash only rows still `sending` are in doubt. One message per chat is under way at a time.
"""

import asyncio
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from telegram.error import TelegramError

from bot import logs
from bot.api import Api
from bot.delivery import Delivery, Draw, draws_nothing, stands_at
from bot.http import jittered
from bot.lanes import Lanes, Ticket
from bot.ledger import Ledger, Result
from bot.refusals import Judgement, Verdict, judge
from store.engine import StoreError
from store.outbox import OutboxRow, Waiting
from store.work import Work
from store.writer import Writer

log = logs.get(__name__)

#: Pause after the n-th failure of one message, seconds: half a second, doubled each time, at most this.
LONGEST_PAUSE = 60.0
#: Pause when nothing leaves us at all.
LONGEST_OFFLINE = 15.0
TIDY_EVERY = 300.0


@dataclass(slots=True)
class _Held:
    """Rows that may not go before their time, soonest first; a row put again counts as it was put last."""

    rows: dict[int, Waiting] = field(default_factory=dict)
    order: list[tuple[datetime, int]] = field(default_factory=list)

    def put(self, row: Waiting, until: datetime) -> None:
        self.rows[row.id] = row
        heapq.heappush(self.order, (until, row.id))

    def due(self, now: datetime) -> list[Waiting]:
        found: list[Waiting] = []
        while self.order and self.order[0][0] <= now:
            until, row = heapq.heappop(self.order)
            if row in self.rows and self.rows[row].not_before == until:
                found.append(self.rows.pop(row))
        return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the sender is given: the clock of the rows, where own files are by their content hash, who draws."""

    now: Callable[[], datetime]
    file: Callable[[str], Path | None]
    draw: Draw = draws_nothing
    #: The token of whoever takes payments in the chat.
    provider: str = ""


class Sender:
    """Sends queued outbox rows. `wake` after commits with new rows, `changed` when known rows were changed."""

    def __init__(self, api: Api, writer: Writer, ledger: Ledger, lanes: Lanes, around: Surroundings) -> None:
        self._delivery = Delivery(api, around.file, around.draw, around.provider)
        self._writer = writer
        self._ledger = ledger
        self._lanes = lanes
        self._around = around
        self._held = _Held()
        self._woken = asyncio.Event()
        self._fresh = True
        self._again: set[int] = set()
        self._newest = 0
        self._under_way = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._main: asyncio.Task[None] | None = None
        self._stopping = False
        self._results: list[Result] = []
        self._recording = False
        #: Rows that were owed again while they were still under way.
        self._look_again: set[int] = set()
        #: How often a row was refused by a channel in trouble, and when last.
        self._failures: dict[int, tuple[int, float]] = {}
        self._offline = 0
        self._offline_until = 0.0
        self._last_sent = 0.0
        self._waits: list[tuple[float, int]] = []
        self.sent = 0

    @property
    def queued(self) -> int:
        """Rows waiting, those held for later included."""
        return len(self._lanes) + len(self._held.rows)

    async def start(self) -> None:
        """Settles what a crash has left in doubt, and begins."""
        again, not_again = await self._writer.run(self._ledger.settle_doubts)
        if again or not_again:
            log.warning("messages were in doubt after the last run", sent_again=again, not_sent_again=not_again)
        self._main = asyncio.create_task(self._run())

    async def stop(self, seconds: float = 10.0) -> None:
        """Begins nothing new and waits for the answers under way to be noted."""
        self._stopping = True
        self._woken.set()
        if self._main is not None:
            await asyncio.wait([self._main], timeout=seconds)
        end = asyncio.get_running_loop().time() + seconds
        while self._tasks and (left := end - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        for task in self._tasks:
            task.cancel()

    def wake(self) -> None:
        """New rows were committed."""
        self._fresh = True
        self._woken.set()

    def changed(self, chat: int) -> None:
        """Rows of the chat have another lane than is known here, have moved to it, or are owed again."""
        self._again.add(chat)
        self._woken.set()

    def moved(self, old: int, new: int) -> None:
        """A group got another id."""
        self._lanes.move(old, new, asyncio.get_running_loop().time())
        self.changed(new)

    # --- the loop ----------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        tidied = loop.time()
        while not self._stopping:
            self._woken.clear()
            try:
                if self._fresh or self._again:
                    await self._load()
            except StoreError as error:
                log.warning("what is owed cannot be read now", error=str(error))
                await asyncio.sleep(1)
                continue
            now = loop.time()
            for row in self._held.due(self._around.now()):
                self._queue(row, now)
            batch: list[Ticket] = []
            while self._under_way < self._lanes.limits.at_once and (ticket := self._lanes.take(now)) is not None:
                self._under_way += 1
                batch.append(ticket)
            if batch:
                self._spawn(self._send(batch))
            if now - tidied > TIDY_EVERY:
                self._lanes.tidy(now)
                tidied = now
            await self._sleep(now)

    async def _sleep(self, now: float) -> None:
        until = 30.0
        free = self._lanes.next_at(now) if self._under_way < self._lanes.limits.at_once else None
        if free is not None:
            until = min(until, free - now)
        if self._held.order:
            until = min(until, (self._held.order[0][0] - self._around.now()).total_seconds())
        if until <= 0:
            await asyncio.sleep(0)
            return
        try:
            async with asyncio.timeout(until):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def _load(self) -> None:
        """New rows into the lanes, and those of chats where something known was changed."""
        above, chats = self._newest, list(self._again)
        self._fresh = False
        self._again.clear()

        def look(work: Work) -> list[Waiting]:
            return work.outbox.waiting(above) + (work.outbox.waiting(chats=chats) if chats else [])

        try:
            rows = await self._writer.run(look)
        except StoreError:
            self._fresh = True
            self._again.update(chats)
            raise
        now, wall = asyncio.get_running_loop().time(), self._around.now()
        for row in rows:
            self._newest = max(self._newest, row.id)
            if row.not_before is not None and row.not_before > wall:
                self._held.put(row, row.not_before)
            else:
                self._queue(row, now)

    def _queue(self, row: Waiting, now: float) -> None:
        if not self._lanes.add(row.id, row.chat_id, row.lane, now, row.weight):
            self._look_again.add(row.id)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- one batch ---------------------------------------------------------------------------------------------

    async def _send(self, batch: list[Ticket]) -> None:
        ids = [ticket.id for ticket in batch]
        try:
            claimed = {row.id: row for row in await self._writer.run(lambda work: work.outbox.claim(ids))}
        except StoreError as error:
            log.warning("messages cannot be claimed now", error=str(error))
            await asyncio.sleep(1)
            self._release(batch, again=True)
            return
        self._release([ticket for ticket in batch if ticket.id not in claimed], again=False)
        for ticket in batch:
            if ticket.id in claimed:
                self._spawn(self._send_one(ticket, claimed[ticket.id]))

    def _release(self, tickets: list[Ticket], *, again: bool) -> None:
        """Gives the places of tickets back that were not sent."""
        now = asyncio.get_running_loop().time()
        for ticket in tickets:
            self._under_way -= 1
            self._lanes.done(ticket, now, counts=False)
            if again:
                self._lanes.add(ticket.id, ticket.chat, ticket.lane, now, ticket.weight)
        if tickets:
            self._woken.set()

    async def _send_one(self, ticket: Ticket, row: OutboxRow) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            message, note = await self._delivery.deliver(row)
        except TelegramError as error:
            result = self._judged(ticket, row, judge(error, row), started)
            result.message = stands_at(row)
        except Exception as error:  # a row that cannot even be asked for must not stop the others
            log.error("a message cannot be put into words", message=row.id, exc_info=error)
            result = Result(ticket, row, Judgement(Verdict.FAILED, logs.kind_of(error)))
        else:
            self._last_sent, self._offline = loop.time(), 0
            self.sent += 1
            result = Result(ticket, row, Judgement(Verdict.DONE, note or ""), message)
        self._results.append(result)
        if not self._recording:
            self._recording = True
            self._spawn(self._record())

    # --- outcomes ----------------------------------------------------------------------------------------------

    def _judged(self, ticket: Ticket, row: OutboxRow, said: Judgement, started: float) -> Result:
        """Holds what has to wait; says what the ledger is to be told."""
        now = asyncio.get_running_loop().time()
        match said.verdict:
            case Verdict.WAIT:
                self._wait(row.chat_id, now, said.seconds)
            case Verdict.OFFLINE:
                self._pause_all(now, said.reason)
            case Verdict.NO_TOKEN:
                log.error("Telegram does not accept the token; nothing can be sent")
                self._lanes.hold(None, now + 30)
            case Verdict.AGAIN:
                failures, before = self._failures.get(row.id, (0, started))
                failures += 1
                self._failures[row.id] = failures, now
                pause = jittered(min(LONGEST_PAUSE, 0.25 * 2 ** min(failures, 10)))
                self._lanes.hold(row.chat_id, now + pause)
                # While nothing else arrives either it is the channel's fault, not the message's.
                return Result(ticket, row, said, counts=self._last_sent > before or failures > 20)
        return Result(ticket, row, said)

    def _pause_all(self, now: float, reason: str) -> None:
        """Nothing leaves us. Those that failed together count once."""
        if now < self._offline_until:
            return
        self._offline += 1
        pause = jittered(min(LONGEST_OFFLINE, 0.1 * 2 ** min(self._offline, 10)))
        self._offline_until = now + pause
        self._lanes.hold(None, self._offline_until)
        if self._offline in (1, 10) or self._offline % 100 == 0:
            log.warning("nothing can be sent now", reason=reason, times=self._offline)

    def _wait(self, chat: int, now: float, seconds: float) -> None:
        """Told to wait: this chat does. When several chats are told so at once, the limit is everybody's."""
        self._waits = [(at, other) for at, other in self._waits if now - at < 1.0 and other != chat]
        everybody = bool(self._waits)
        self._waits.append((now, chat))
        self._lanes.hold(None if everybody else chat, now + seconds)
        log.warning("told to wait", seconds=seconds, chat=None if everybody else chat)

    async def _record(self) -> None:
        """Notes results, all that have gathered at once, until there are none left."""
        try:
            while self._results:
                results, self._results = self._results, []
                try:
                    await self._ledger.record(results)
                except Exception as error:  # the rows stay in doubt; the others must go on
                    log.error("outcomes could not be noted", messages=[r.row.id for r in results], exc_info=error)
                for result in results:
                    self._finish(result)
                self._woken.set()
        finally:
            self._recording = False

    def _finish(self, result: Result) -> None:
        now = asyncio.get_running_loop().time()
        ticket, row, verdict = result.ticket, result.row, result.said.verdict
        self._under_way -= 1
        self._lanes.done(ticket, now, counts=verdict is not Verdict.OFFLINE)
        if result.again:
            self._lanes.add(row.id, ticket.chat, row.lane, now, ticket.weight)
        else:
            self._delivery.forget(row.id)
            self._failures.pop(row.id, None)
            if row.id in self._look_again:
                self.changed(row.chat_id)
        self._look_again.discard(row.id)
        for withdrawn in result.withdrawn:
            self._lanes.drop(withdrawn)
