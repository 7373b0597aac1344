"""Carrying out: one queue per chat, one update = one transaction, chats beside each other.

The queues are an index in memory; the truth is the inbox row, which a transaction takes first. An update that fails
is rolled back, tried again after growing pauses, and in the end set aside with an apology; those behind it go on.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

import structlog

from bot import logs
from bot.http import AiohttpRequest, Garbled
from bot.reach import Reach
from bot.suspects import DEATHS, KIND, apart, first_in_line
from bot.translate import Unreadable, together, translate
from domain.incoming import Incoming, Kind
from store.engine import StoreError
from store.inbox import Arrived, InboxRow, LastRun
from store.rekey import moved_chats, rekey
from store.work import Work
from store.writer import Writer

log = logs.get(__name__)

#: Chats carried out at once: enough to fill a group commit twice.
AT_ONCE = 64
#: Seconds to wait after the first, second... failure; after the last one the update is set aside.
PAUSES = (0.5, 2.0)
STORE_PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)
#: Raw updates kept in memory; of a longer queue the rest stays in the database.
RAW_IN_MEMORY = 20_000

T = TypeVar("T")
Answer = tuple[str, str, bool]
#: What a transaction brings back: the answers to presses that are to be given now.
Outcome = list[Answer]
CarryOut = Callable[[Work, Incoming], None]


class Alerts(Protocol):
    """Tells the administrators, inside a transaction: which update or message (by id), what kind of error."""

    def __call__(self, work: Work, subject: int, kind: str) -> None:
        """Owes the alert."""


@dataclass(slots=True)
class _Job:
    """One update, or the parts of one album."""

    rows: list[InboxRow]
    chat: int
    album: str | None = None
    #: Of the event loop's clock; an album waits until then.
    due: float = 0.0
    failures: int = 0
    #: What the newest attempt was refused, counted once it is committed.
    refusals: Mapping[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> list[int]:
        return [row.key for row in self.rows]


@dataclass(slots=True)
class _Chat:
    jobs: deque[_Job] = field(default_factory=deque)
    #: Waiting for a place, being served, or asleep until an album is complete.
    listed: bool = False
    timer: asyncio.TimerHandle | None = None


@dataclass(frozen=True, slots=True)
class Duties:
    """What the worker is told to do: `carry_out` an arrival, `apologise` for one, `alert` administrators."""

    carry_out: CarryOut
    apologise: CarryOut
    alert: Alerts
    #: Gives the answer to a press, at once and at best: press id, text, as a window.
    answer: Callable[[str, str, bool], None]


class Worker:
    """Carries out what `offer` brings. `settle` in seconds is how long the parts of an album wait for each other."""

    def __init__(self, writer: Writer, duties: Duties, reach: Reach, *, me: str = "", settle: float = 1.0) -> None:
        self._writer = writer
        self._do = duties
        self._reach = reach
        self._me = me
        self._settle = settle
        self._chats: dict[int, _Chat] = {}
        self._albums: dict[tuple[int, str], _Job] = {}
        self._ready: deque[int] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        #: While suspects are carried out everything else waits.
        self._holding = False
        self._moved: dict[int, int] = {}
        self.backlog = 0
        self.done = 0
        self.set_aside = 0
        #: Presses and words that came to nothing, by why: `refused`, `outdated`.
        self.refusals: Counter[str] = Counter()

    async def start(self, now: Callable[[], datetime]) -> None:
        """Loads what an earlier run has left open; what that may have died of comes first (`bot.suspects`)."""

        def load(work: Work) -> tuple[list[InboxRow], LastRun, dict[int, int]]:
            rows = work.inbox.open_rows()
            return rows, work.inbox.begin_run([parts[0].key for parts in first_in_line(rows)]), moved_chats(work)

        rows, last, self._moved = await self._writer.run(load)
        if rows:
            log.info("updates left open are carried out now", count=len(rows))
        suspects, rows = apart(rows, last.first)
        if suspects:
            log.warning("runs died; what they may have died of is carried out alone", count=len(suspects))
            self._holding = True
            self._begin(self._suspects_first(suspects, last))
        self.offer(rows, now())

    def offer(self, rows: Sequence[InboxRow], now: datetime | None = None) -> None:
        """New rows, oldest first; `now` when they were kept earlier."""
        loop = asyncio.get_running_loop()
        for row in rows:
            chat = row.chat_id or 0
            place = self._chats.setdefault(chat, _Chat())
            if self.backlog > RAW_IN_MEMORY:
                row = replace(row, raw=None)
            self.backlog += 1
            if row.album is None:
                place.jobs.append(_Job([row], chat, failures=row.attempts))
            else:
                waits = self._settle
                if now is not None and row.due_at is not None:
                    waits = min(waits, max(0.0, (row.due_at - now).total_seconds()))
                self._add_part(place, chat, row, loop.time() + waits)
            self._list(chat, place)
        self._pump()

    async def stop(self, seconds: float = 10.0) -> None:
        """Takes nothing new and waits for what is being carried out."""
        self._stopping = True
        for place in self._chats.values():
            if place.timer is not None:
                place.timer.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        if not self._tasks:
            with suppress(StoreError):
                await self._writer.run(lambda work: work.inbox.end_run())
        for task in self._tasks:
            task.cancel()

    async def _suspects_first(self, suspects: list[list[InboxRow]], last: LastRun) -> None:
        try:
            for parts in suspects:
                if self._stopping:
                    return
                await self._alone(_Job(parts, parts[0].chat_id or 0, failures=parts[0].attempts), last)
        except StoreError:
            return  # stopping
        finally:
            self._holding = False

    async def _alone(self, job: _Job, last: LastRun) -> None:
        """A suspect, to the end, with nothing else in hand. One that has killed often enough is given up; should even
        reading it for the apology kill, it is not read again."""
        key = job.rows[0].key
        deaths = last.deaths if last.in_hand == key else 0
        await self._outside(lambda work: work.inbox.alone_in_hand(key, deaths + 1))
        if deaths == DEATHS:
            await self._gives_up(job, KIND, self._give_up, self._give_up_unread)
        elif deaths > DEATHS:
            await self._gives_up(job, KIND, self._give_up_unread, self._give_up_quietly)
        else:
            while not await self._attempt(job):
                if self._stopping:
                    return

    def _add_part(self, place: _Chat, chat: int, row: InboxRow, due: float) -> None:
        album = row.album or ""
        job = self._albums.get((chat, album))
        if job is None:
            job = self._albums[chat, album] = _Job([], chat, album, failures=row.attempts)
            place.jobs.append(job)
        job.rows.append(row)
        job.due = max(job.due, due)

    def _list(self, chat: int, place: _Chat) -> None:
        if not place.listed and place.jobs:
            place.listed = True
            self._ready.append(chat)

    def _pump(self) -> None:
        loop = asyncio.get_running_loop()
        while self._ready and len(self._tasks) < AT_ONCE and not (self._stopping or self._holding):
            chat = self._ready.popleft()
            place = self._chats[chat]
            job = place.jobs[0]
            if job.due > loop.time():
                place.timer = loop.call_at(job.due, self._rouse, chat)
                continue
            if job.album is not None:
                del self._albums[chat, job.album]
            self._begin(self._serve(chat, place, job))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._served)

    def _rouse(self, chat: int) -> None:
        self._chats[chat].timer = None
        self._ready.append(chat)
        self._pump()

    def _served(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("the worker failed", exc_info=task.exception())
        self._pump()

    async def _serve(self, chat: int, place: _Chat, job: _Job) -> None:
        """The first job of a chat, to the end; then the chat goes to the end of the line."""
        try:
            while not await self._attempt(job):
                if self._stopping:
                    return
        finally:
            if not self._stopping:
                place.jobs.popleft()
                self.backlog -= len(job.rows)
                place.listed = False
                if place.jobs:
                    self._list(chat, place)
                elif self._chats.get(chat) is place:
                    del self._chats[chat]

    async def _attempt(self, job: _Job) -> bool:
        """Whether the job is settled: carried out, or given up."""
        try:
            answers = await self._outside(lambda work: self._transaction(work, job))
        except StoreError:
            return False  # stopping
        except Exception as error:
            return await self._failed(job, error)
        self.done += len(job.rows)
        self.refusals.update(job.refusals)
        for press, text, alert in answers:
            self._do.answer(press, text, alert)
        return True

    async def _outside(self, fn: Callable[[Work], T]) -> T:
        """Runs a transaction; troubles of the store itself are waited out, they are not the update's fault."""
        times = 0
        while True:
            try:
                return await self._writer.run(fn)
            except StoreError as error:
                if self._stopping:
                    raise
                pause = STORE_PAUSES[min(times, len(STORE_PAUSES) - 1)]
                times += 1
                log.warning("the database cannot be written now", error=str(error), times=times, again_in=pause)
                await asyncio.sleep(pause)

    async def _failed(self, job: _Job, error: Exception) -> bool:
        """Counts the failure; after the last one the update is given up so that those behind it go on."""
        kind = logs.kind_of(error)
        if job.failures == 0:
            log.error("an update failed", update=job.rows[0].key, chat=job.chat, kind=kind, exc_info=error)
        job.failures += 1
        await self._outside(lambda work: work.inbox.failed(job.keys, kind))
        if job.failures <= len(PAUSES):
            await asyncio.sleep(PAUSES[job.failures - 1])
            return False
        await self._gives_up(job, kind, self._give_up, self._give_up_quietly)
        return True

    async def _gives_up(self, job: _Job, kind: str, *ways: Callable[[Work, _Job, str], Outcome]) -> None:
        """Sets the job aside, in the first of the ways that succeeds."""
        log.error("an update was set aside", update=job.rows[0].key, chat=job.chat, kind=kind, attempts=job.failures)
        self.set_aside += len(job.rows)
        for give_up in ways:
            try:
                answers = await self._outside(lambda work, f=give_up: f(work, job, kind))  # type: ignore[misc]
            except Exception as worse:
                log.error("saying so failed too", update=job.rows[0].key, kind=logs.kind_of(worse), exc_info=worse)
                continue
            for press, text, alert in answers:
                self._do.answer(press, text, alert)
            break

    def _give_up(self, work: Work, job: _Job, kind: str) -> Outcome:
        """Sets the update aside, apologises to whoever sent it, and tells the administrators."""
        parts = [self._read(work, row) for row in job.rows]
        work.inbox.set_aside(job.keys, kind)
        incoming = together(parts)
        self._do.apologise(work, incoming)
        self._do.alert(work, incoming.id, kind)
        return _answers(work, incoming)

    def _give_up_unread(self, work: Work, job: _Job, kind: str) -> Outcome:
        """Sets the update aside and tells the administrators."""
        self._do.alert(work, job.rows[0].key, kind)
        return self._give_up_quietly(work, job, kind)

    def _give_up_quietly(self, work: Work, job: _Job, kind: str) -> Outcome:
        work.inbox.set_aside(job.keys, kind)
        return []

    def moved(self, old: int, new: int) -> None:
        """A group got another id; updates that still carry the old one are read as the new one's."""
        self._moved[old] = new

    # --- inside the transaction ------------------------------------------------------------------------------

    def _transaction(self, work: Work, job: _Job) -> Outcome:
        structlog.contextvars.bind_contextvars(update=job.rows[0].key, chat=job.chat)
        try:
            incoming = self._incoming(work, job)
            if incoming is None:
                return []
            if incoming.kind is Kind.MOVED and incoming.moved_to is not None:
                rekey(work, incoming.chat, incoming.moved_to)
            elif incoming.member in ("blocked", "left"):
                self._reach.refused(work, incoming.chat, incoming.member)
            else:
                self._reach.came(work, incoming.chat)
            self._do.carry_out(work, incoming)
            job.refusals = dict(work.refusals)
            return _answers(work, incoming)
        finally:
            structlog.contextvars.clear_contextvars()

    def _incoming(self, work: Work, job: _Job) -> Incoming | None:
        """What is to be carried out, its rows marked done; None when there is nothing (any more)."""
        parts: list[Incoming] = []
        for row in job.rows:
            try:
                part = self._read(work, row)
            except Unreadable as error:
                work.inbox.set_aside([row.key], f"unreadable: {error}", Arrived.QUARANTINED)
                log.warning("an update that cannot be read was set aside", update=row.key)
                continue
            served = part.kind is not Kind.OTHER or part.message != 0
            if work.inbox.take(row.key, Arrived.DONE if served else Arrived.UNKNOWN) and served:
                parts.append(part)
        return together(parts) if parts else None

    def _read(self, work: Work, row: InboxRow) -> Incoming:
        raw = row.raw if row.raw is not None else work.inbox.raw(row.key)
        try:
            update = AiohttpRequest.parse_json_payload(raw)
        except Garbled:
            raise Unreadable("not JSON") from None
        incoming = translate(update, row.key, work.now, self._me)
        chat = self._moved.get(incoming.chat)
        if chat is not None and incoming.kind is not Kind.MOVED:
            return replace(incoming, chat=chat)
        return incoming


def _answers(work: Work, incoming: Incoming) -> Outcome:
    """Every press is answered, with nothing when there is nothing to say: the app stops its spinning circle."""
    answers = list(work.answers)
    if incoming.press_id and all(press != incoming.press_id for press, _, _ in answers):
        answers.append((incoming.press_id, "", False))
    return answers
