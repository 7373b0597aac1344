"""The way of an update and of a message, joined once: intake → worker → writer → commit → sender."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telegram.error import TelegramError

from bot import logs
from bot.api import Api
from bot.delivery import Draw, draws_nothing
from bot.intake import Intake, Polling, Webhook
from bot.lanes import Lanes, Limits
from bot.ledger import Ledger
from bot.reach import CAME, Came, Reach, Undelivered, nothing_more
from bot.sender import Sender, Surroundings
from bot.worker import Alerts, CarryOut, Duties, Worker
from services.tell import CHECKOUT
from store.engine import Store
from store.outbox import CHANGED_ROWS, NEW_ROWS
from store.rekey import MOVED
from store.work import Work
from store.writer import Writer

log = logs.get(__name__)

#: Answers to presses under way at once; each is given once and at best.
ANSWERS_AT_ONCE = 64


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Does:
    """What the pipeline is told to do inside its transactions."""

    carry_out: CarryOut
    apologise: CarryOut
    alert: Alerts
    undelivered: Undelivered
    came: Came = nothing_more


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be set from outside; `settle` is how long the parts of an album wait for each other."""

    me: str = ""
    #: Whose updates these are: the number before the colon of the token.
    account: str = ""
    settle: timedelta = timedelta(seconds=1)
    limits: Limits = field(default_factory=Limits)
    now: Callable[[], datetime] = _utc_now
    file: Callable[[str], Path | None] = lambda sha256: None
    draw: Draw = draws_nothing
    #: The token of whoever takes payments in the chat; empty: nobody does.
    provider: str = ""


class Pipeline:
    """Everything between the channel and the transactions. `bells` are rung after commits that signal their name.

    `writer` is a thread of its own unless another is given.
    """

    def __init__(
        self, store: Store, api: Api, does: Does, figures: Figures | None = None, writer: Writer | None = None
    ) -> None:
        self.api = api
        self._figures = set_ = figures or Figures()
        self.writer = writer or Writer(store, set_.now)
        self.reach = Reach(does.undelivered, does.came)
        duties = Duties(does.carry_out, does.apologise, does.alert, self._answer)
        self.worker = Worker(self.writer, duties, self.reach, me=set_.me, settle=set_.settle.total_seconds())
        self.intake = Intake(self.writer, self.worker, set_.settle)
        self.polling = Polling(api, self.intake, self.writer, set_.now)
        self.ledger = Ledger(self.writer, self.reach, does.undelivered, does.alert)
        around = Surroundings(set_.now, set_.file, set_.draw, set_.provider)
        self.sender = Sender(api, self.writer, self.ledger, Lanes(set_.limits), around)
        self.bells: dict[str, Callable[[], None]] = {NEW_ROWS: self.sender.wake}
        self._answers: set[asyncio.Task[None]] = set()
        self._answer_places = asyncio.Semaphore(ANSWERS_AT_ONCE)

    def webhook(self, secret: str) -> Webhook:
        """The way in by calls of Telegram."""
        return Webhook(self.intake, secret)

    async def start(self) -> None:
        """Settles what was left open and begins to send and carry out; nothing is taken in yet."""
        self.writer.on_commit(self._committed)
        self.writer.start()
        await self.writer.run(self._prepare)
        await self.sender.start()
        await self.worker.start(self._figures.now)

    async def stop(self, seconds: float = 10.0) -> None:
        """Carries out what has begun, notes what was answered, closes the writer."""
        await self.worker.stop(seconds)
        await self.sender.stop(seconds)
        if self._answers:
            await asyncio.wait(self._answers, timeout=2)
        for task in self._answers:
            task.cancel()
        await self.writer.stop()

    def _prepare(self, work: Work) -> None:
        if self._figures.account:
            work.inbox.begin(self._figures.account)
        self.reach.load(work)

    def _committed(self, work: Work) -> None:
        for signal in work.signals:
            name, _, rest = signal.partition(":")
            if name in self.bells:
                self.bells[name]()
            elif name == CHANGED_ROWS:
                self.sender.changed(int(rest))
            elif name == MOVED:
                old, new = map(int, rest.split(":"))
                self.worker.moved(old, new)
                self.sender.moved(old, new)
            elif name == CAME:
                self.reach.settled(*map(int, rest.split(":")))

    def _answer(self, press: str, text: str, alert: bool) -> None:
        task = asyncio.create_task(self._give(press, text, alert))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _give(self, press: str, text: str, alert: bool) -> None:
        query = press.removeprefix(CHECKOUT)
        if query != press:
            method, params = "answerPreCheckoutQuery", {"pre_checkout_query_id": query, "ok": not text}
            params |= {"error_message": text[:200]} if text else {}
        else:
            method, params = "answerCallbackQuery", {"callback_query_id": press}
            params |= {"text": text[:200], "show_alert": alert} if text else {}
        async with self._answer_places:
            try:
                await self.api.send(method, params)
            except TelegramError as error:  # too old, or the network: the circle stops by itself
                log.debug("a press was not answered", error=type(error).__name__)
