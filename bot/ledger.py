"""The sender's book-keeping: what became of each message, and whoever must know of it told in the same breath."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot import logs
from bot.lanes import Ticket
from bot.reach import Reach, Undelivered
from bot.refusals import Judgement, Verdict
from store.engine import StoreError
from store.outbox import OutboxRow, again_after_crash
from store.rekey import rekey
from store.work import Work
from store.writer import Writer

log = logs.get(__name__)
T = TypeVar("T")

#: Attempts that are the message's own fault before it is given up.
ATTEMPTS = 8
#: Keys of messages to administrators about messages begin so: of those no further alert is raised.
ALERT_KEY = "alert:"
_AGAIN = frozenset({Verdict.OFFLINE, Verdict.WAIT, Verdict.AGAIN, Verdict.NO_TOKEN})


@dataclass(slots=True)
class Result:
    """What became of one message. After recording: whether it is tried again, and which rows need not be any more."""

    ticket: Ticket
    row: OutboxRow
    said: Judgement
    message: int | None = None
    #: Whether a failure is the message's own fault.
    counts: bool = False
    again: bool = False
    withdrawn: list[int] = field(default_factory=list)


class Ledger:
    """Writes outcomes. `alert` owes a word to administrators: row id and kind of trouble."""

    def __init__(
        self, writer: Writer, reach: Reach, undelivered: Undelivered, alert: Callable[[Work, int, str], None]
    ) -> None:
        self._writer = writer
        self._reach = reach
        self._undelivered = undelivered
        self._alert = alert
        #: By status, for the metrics.
        self.counts: dict[str, int] = {}

    async def record(self, results: Sequence[Result]) -> None:
        """Writes all of them; waits as long as the store needs. Those that arrived share one transaction."""
        arrived = [r for r in results if r.said.verdict is Verdict.DONE]
        others = [r for r in results if r.said.verdict is not Verdict.DONE]
        jobs = [self._outcome(result) for result in others]
        if arrived:
            rows = [(r.row, r.message, r.said.reason or None) for r in arrived]
            jobs.append(self._patiently(lambda work: work.outbox.sent(rows)))
            self._count("sent", len(arrived))
        await asyncio.gather(*jobs)
        for result in arrived:
            if result.said.reason.startswith("sent without tags"):
                log.error("a message had tags that cannot be read", message=result.row.id, key=result.row.key)
                await self._told(result.row, "tags")

    def settle_doubts(self, work: Work) -> tuple[int, int]:
        """Rows a crash has left in doubt: how many are sent again, how many are not."""
        again = not_again = 0
        for row in work.outbox.in_doubt():
            if again_after_crash(row):
                work.outbox.put_back(row, "in doubt after a crash", counts=False)
                again += 1
            else:
                work.outbox.failed(row, "in doubt after a crash")
                not_again += 1
        return again, not_again

    async def _outcome(self, result: Result) -> None:
        row, said = result.row, result.said
        verdict = said.verdict
        if verdict is Verdict.AGAIN and result.counts and row.attempts + 1 >= ATTEMPTS:
            verdict = Verdict.FAILED
        if verdict in _AGAIN:
            counts = result.counts
            result.again = await self._patiently(lambda work: work.outbox.put_back(row, said.reason, counts=counts))
        elif verdict is Verdict.ANEW:
            result.again = await self._patiently(lambda work: work.outbox.post_anew(row, said.reason))
        elif verdict is Verdict.MOVED:
            await self._patiently(lambda work: _move(work, row, said))
        elif verdict is Verdict.BLOCKED:
            result.withdrawn = await self._blocked(row, said.reason)
        else:  # doubtful, or it can never be delivered
            await self._failed(row, said.reason, told=verdict is not Verdict.DOUBTFUL)

    async def _blocked(self, row: OutboxRow, reason: str) -> list[int]:
        self._count("blocked")

        def refused(work: Work) -> list[int]:
            return [r.id for r in self._reach.refused(work, row.chat_id, reason)]

        def only_kept(work: Work) -> list[int]:
            return [r.id for r in work.outbox.block(row.chat_id, reason)]

        return await self._surely(refused, only_kept)

    async def _failed(self, row: OutboxRow, reason: str, *, told: bool) -> None:
        self._count("failed")
        log.warning("a message was not delivered", message=row.id, chat=row.chat_id, reason=reason)

        def failed(work: Work) -> None:
            work.outbox.failed(row, reason)
            if told:
                self._undelivered(work, row)
            if told and not row.key.startswith(ALERT_KEY):
                self._alert(work, row.id, reason)

        await self._surely(failed, lambda work: work.outbox.failed(row, reason))

    async def _told(self, row: OutboxRow, kind: str) -> None:
        if not row.key.startswith(ALERT_KEY):
            await self._surely(lambda work: self._alert(work, row.id, kind), lambda work: None)

    async def _surely(self, whole: Callable[[Work], T], least: Callable[[Work], T]) -> T:
        """The whole of it; when telling others has a fault of its own, at least the row's own outcome."""
        try:
            return await self._patiently(whole)
        except Exception as error:
            log.error("telling of an undelivered message failed", kind=logs.kind_of(error), exc_info=error)
            return await self._patiently(least)

    async def _patiently(self, fn: Callable[[Work], T]) -> T:
        pause = 0.1
        while True:
            try:
                return await self._writer.run(fn)
            except StoreError as error:
                log.warning("outcomes cannot be written now", error=type(error).__name__, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(5.0, pause * 2)

    def _count(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number


def _move(work: Work, row: OutboxRow, said: Judgement) -> None:
    rekey(work, row.chat_id, said.chat)
    moved = work.outbox.get(row.id)
    if moved.status == "sending":
        work.outbox.put_back(moved, said.reason, counts=False)
