"""Updates come in: kept in the inbox first, confirmed to the channel only then.

Long polling confirms a batch by asking for the next one, the webhook by answering 200; both after the commit. What
cannot be read is quarantined and counted, the rest goes on.
"""

import asyncio
import hmac
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import orjson
from aiohttp import web
from telegram.error import Conflict, InvalidToken, TelegramError

from bot import logs
from bot.api import Api
from bot.http import AiohttpRequest, Garbled, TooFast, jittered
from bot.translate import ALLOWED_UPDATES, whereabouts
from store.engine import StoreError
from store.inbox import Arrival, InboxRow
from store.work import Work
from store.writer import Writer

log = logs.get(__name__)

POLL_SECONDS = 25
BATCH = 100
CONFLICTS = 5
LONGEST_PAUSE = 30.0
SILENCE = timedelta(days=7)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a name, no secret
LARGEST_BODY = 4 * 1024 * 1024


class Stopped(Exception):
    """The bot cannot go on; the message is one sentence a person can act on."""


class Takes(Protocol):
    """Who carries out what was kept."""

    def offer(self, rows: Sequence[InboxRow]) -> None:
        """New rows, oldest first."""


def arrival(update: Any) -> Arrival:
    """One item of a batch, as it is kept."""
    raw = _dump(update)
    if not isinstance(update, dict):
        return Arrival(None, None, raw, error="not an object")
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 1 << 40:
        return Arrival(None, None, raw, error="no update id")
    try:
        chat, album = whereabouts(update)
    except (AttributeError, TypeError) as error:
        return Arrival(number, None, raw, error=type(error).__name__)
    if chat is not None and abs(chat) >> 62:
        return Arrival(number, None, raw, error="no chat id")
    return Arrival(number, chat, raw, album)


def _dump(update: Any) -> bytes:
    try:
        return orjson.dumps(update)
    except (TypeError, orjson.JSONEncodeError):  # half characters
        return json.dumps(update).encode()


class Intake:
    """Keeps batches and hands on what is new. `settle` is how long the parts of an album wait for each other."""

    def __init__(self, writer: Writer, worker: Takes, settle: timedelta) -> None:
        self._writer = writer
        self._worker = worker
        self._settle = settle
        self.received = 0
        self.quarantined = 0

    async def keep(self, arrivals: Sequence[Arrival], offset: int | None = None) -> None:
        """Commits a batch as one transaction; raises `StoreError` when that was not possible."""

        def add(work: Work) -> list[InboxRow]:
            return work.inbox.add_many(arrivals, self._settle, offset)

        rows = await self._writer.run(add)
        unread = [a for a in arrivals if a.error is not None]
        if unread:
            self.quarantined += len(unread)
            ids = [a.update_id for a in unread]
            log.warning("updates that cannot be read were set aside", count=len(unread), updates=ids)
        self.received += len(rows)
        self._worker.offer(rows)


class Polling:
    """Long polling, until cancelled. Never dies of a bad network; stops when another process uses the same token."""

    def __init__(self, api: Api, intake: Intake, writer: Writer, now: Callable[[], datetime]) -> None:
        self._api = api
        self._intake = intake
        self._writer = writer
        self._now = now
        #: Of the event loop's clock, for health.
        self.last_poll: float | None = None
        self._offset: int | None = None
        self._last_arrival = now()
        self._failures = 0
        self._conflicts = 0
        self._limit = BATCH

    async def run(self) -> None:
        """Polls for ever. Raises `Stopped`."""
        self._offset = await self._writer.run(lambda work: work.inbox.offset())
        while True:
            try:
                updates = await self._poll()
                if updates:
                    await self._keep(updates)
                self._failures = self._conflicts = 0
                self._limit = BATCH
            except Conflict:
                await self._conflict()
            except InvalidToken:
                raise Stopped("Telegram does not accept BOT_TOKEN any more; get a new one from @BotFather.") from None
            except TooFast as error:
                await asyncio.sleep(error.seconds)
            except Garbled as error:
                await self._garbled(error)
            except (TelegramError, StoreError) as error:
                await self._pause(error)
            except Exception as error:
                log.error("receiving failed", exc_info=error)
                await self._pause(error)

    async def _poll(self) -> list[Any]:
        if self._now() - self._last_arrival >= SILENCE:
            self._offset = None  # the channel may count anew after a week of silence
        params: dict[str, Any] = {"timeout": POLL_SECONDS, "limit": self._limit, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            params["offset"] = self._offset
        found = await self._api.send("getUpdates", params, read_timeout=POLL_SECONDS + 10)
        self.last_poll = asyncio.get_running_loop().time()
        if not isinstance(found, list):
            raise Garbled(orjson.dumps(found))
        return found

    async def _keep(self, updates: list[Any]) -> None:
        arrivals = [arrival(update) for update in updates]
        numbers = [a.update_id for a in arrivals if a.update_id is not None]
        offset = max(numbers) + 1 if numbers else (self._offset or 0) + len(arrivals)
        await self._intake.keep(arrivals, offset)
        self._offset = offset
        self._last_arrival = self._now()

    async def _conflict(self) -> None:
        self._conflicts += 1
        if self._conflicts > CONFLICTS:
            raise Stopped("Another program is receiving the updates of this BOT_TOKEN; stop it, or use another token.")
        log.warning("another program asks for the same updates", times=self._conflicts)
        await asyncio.sleep(jittered(1.0))

    async def _garbled(self, error: Garbled) -> None:
        """An answer that is no JSON: asked again, then one by one, then that one is left out."""
        if self._limit == 1 and self._failures >= 3 and self._offset is not None:
            await self._intake.keep([Arrival(None, None, error.payload, error="not JSON")], self._offset + 1)
            self._offset += 1
            self._failures = 0
            return
        self._limit = 1 if self._failures >= 2 else self._limit
        await self._pause(error)

    async def _pause(self, error: Exception) -> None:
        self._failures += 1
        seconds = jittered(min(LONGEST_PAUSE, 0.25 * 2 ** min(self._failures, 10)))
        if self._failures in (1, 5) or self._failures % 20 == 0:
            log.warning("no updates for now", error=type(error).__name__, times=self._failures, again_in=round(seconds))
        await asyncio.sleep(seconds)


class Webhook:
    """The other way in: Telegram calls us. Mount `handle` at a POST route."""

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()

    async def handle(self, request: web.Request) -> web.Response:
        """200 once the update is kept; 401 without the secret; 413 when too big; 503 when it cannot be kept now."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        body = await request.read()  # longer than the application's limit: 413
        try:
            update: Any = AiohttpRequest.parse_json_payload(body)
        except Garbled:
            kept = Arrival(None, None, body, error="not JSON")
        else:
            kept = arrival(update)
        try:
            await self._intake.keep([kept])
        except StoreError as error:
            log.warning("an update could not be kept", error=type(error).__name__)
            return web.Response(status=503)
        return web.Response()
