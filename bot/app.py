"""Everything built once and joined; runs until it is told to stop."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError

from bot import logs, updates
from bot.api import Api
from bot.clock import Clock
from bot.commandlist import set_commands
from bot.commands.opening import sentence
from bot.drawing.artist import Artist, Document
from bot.health import Health, Site
from bot.http import jittered
from bot.intake import Stopped
from bot.keeping import Keeper
from bot.lanes import Limits
from bot.media import Fetcher, MediaStore
from bot.pipeline import Does, Figures, Pipeline
from bot.settings import Settings
from bot.timetable import Ahead, Timetable
from bot.translate import ALLOWED_UPDATES
from domain.standards import by_key
from services import alerts, documents, reached
from services.clock import prepare, sweep
from services.fees.account import PAYS_HERE
from store import schema
from store.engine import Store, StoreError, open_store
from store.lock import Lock
from store.reading import Reader
from store.work import Work

log = logs.get(__name__)

LONGEST_START_PAUSE = 15.0


def run(settings: Settings) -> int:
    """Runs the bot until SIGTERM or SIGINT: 0. When it cannot go on: 1, after one sentence on standard error."""
    secrets = [settings.token, settings.token.partition(":")[2], settings.webhook_secret.get_secret_value()]
    secrets.append(settings.payment_provider_token.get_secret_value())
    logs.set_up(settings.log_level, settings.log_format, secrets)
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_main(settings))
    except (Stopped, StoreError) as problem:
        sys.stderr.write(f"{problem if isinstance(problem, Stopped) else sentence(problem)}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _main(settings: Settings) -> None:
    """Builds from the ground up; whatever ends it, everything is taken down in the opposite order."""
    ending = _Ending()
    async with AsyncExitStack() as stack:
        lock = Lock(settings.database_url, on_lost=ending.lock_lost)
        stack.enter_context(lock)
        store = open_store(settings.database_url)
        stack.callback(store.close)
        copy = schema.upgrade(store)
        if copy is not None:
            log.info("the database was upgraded", copy=copy.name)
        api = Api(settings.telegram_api_url, settings.token)
        await api.open()
        stack.push_async_callback(api.close)
        clock = Clock(settings.clock_url)
        await clock.start()
        stack.push_async_callback(clock.stop)
        try:
            me = await ending.unless(_introduce(api))
        except _Ended:
            return
        await _go(settings, stack, ending, store, api, clock, me)


async def _go(
    settings: Settings, stack: AsyncExitStack, ending: "_Ending", store: Store, api: Api, clock: Clock, me: str
) -> None:
    media = MediaStore(settings.media_dir)
    limits = Limits() if settings.pacing == "on" else Limits.none()
    reader = Reader(settings.database_url, clock.now)
    stack.push_async_callback(reader.close)
    settle, longest = await reader.run(_set_figures)
    artist = Artist(settings.media_dir, _asking(reader))
    await asyncio.to_thread(artist.forget_old)
    figures = Figures(
        me=me,
        account=settings.token.partition(":")[0],
        settle=timedelta(seconds=settle),
        limits=limits,
        now=clock.now,
        file=media.find,
        draw=artist.file,
        provider=settings.payment_provider_token.get_secret_value(),
    )
    does = Does(updates.carry_out, updates.apologise, alerts.administrators, reached.undelivered, reached.came)
    line = Pipeline(store, api, does, figures)
    timetable = Timetable(line.writer, sweep, clock.now, _looking_ahead(reader), Keeper(line.writer, media).tidy)
    fetcher = Fetcher(api, line.writer, media, clock.now, longest)
    line.bells |= {"clock": timetable.wake, "media": fetcher.wake}
    clock.on_jump.extend((timetable.wake, line.sender.wake))
    await line.start()
    stack.push_async_callback(line.stop)
    await line.writer.run(lambda work: _remember(work, me, figures.provider))
    fetcher.start()
    stack.push_async_callback(fetcher.stop)
    timetable.start()
    stack.push_async_callback(timetable.stop)
    with contextlib.suppress(_Ended):
        await ending.unless(_serve(settings, line, reader, api))
    log.info("stopping")


async def _serve(settings: Settings, line: Pipeline, reader: Reader, api: Api) -> None:
    async with _doors(settings, line, reader, api) as polls:
        listing = asyncio.create_task(set_commands(api, settings.language))
        log.info("ready", way="polling" if polls else "webhook")
        try:
            await (line.polling.run() if polls else asyncio.Event().wait())
        finally:
            listing.cancel()


@asynccontextmanager
async def _doors(settings: Settings, line: Pipeline, reader: Reader, api: Api) -> AsyncIterator[bool]:
    """The HTTP server, where there is one, and the way updates come in; True for long polling."""
    polls = not settings.webhook_url
    async with AsyncExitStack() as stack:
        if settings.listens_on is not None:
            health = Health(line, reader, polls=polls)
            site = Site(*settings.listens_on)
            site.app.router.add_get("/healthz", health.healthz)
            site.app.router.add_get("/metrics", health.metrics)
            if not polls:
                hook = line.webhook(settings.webhook_secret.get_secret_value())
                site.app.router.add_post(urlsplit(settings.webhook_url).path or "/", hook.handle)
            try:
                await site.start()
            except OSError as error:
                raise Stopped(f"LISTEN={settings.listen} cannot be used: {error.strerror or error}.") from None
            stack.push_async_callback(site.stop)
        await _open_door(settings, api, polls)
        yield polls


async def _open_door(settings: Settings, api: Api, polls: bool) -> None:
    """Tells Telegram how updates come in. Nothing that waits there is dropped."""
    if polls:
        await _stubbornly(lambda: api.call("deleteWebhook", drop_pending_updates=False))
        return
    secret = settings.webhook_secret.get_secret_value()
    await _stubbornly(
        lambda: api.call(
            "setWebhook", url=settings.webhook_url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES)
        )
    )


async def _introduce(api: Api) -> str:
    """Our user name; waits for Telegram as long as it takes. Raises `Stopped` when it does not know the token."""
    me = await _stubbornly(lambda: api.call("getMe"))
    return str(me.get("username") or "")


async def _stubbornly(ask: Callable[[], Any]) -> Any:
    pause = 0.5
    while True:
        try:
            return await ask()
        except InvalidToken:
            raise Stopped("Telegram does not know this BOT_TOKEN; copy it again from @BotFather.") from None
        except TelegramError as error:
            log.warning("Telegram cannot be reached", error=type(error).__name__, again_in=pause)
            await asyncio.sleep(jittered(pause))
            pause = min(LONGEST_START_PAUSE, pause * 2)


def _set_figures(work: Work) -> tuple[int, int]:
    """Seconds an album is waited for and the largest file in bytes, as the first community has set them."""
    keys = ("album.settle_seconds", "media.longest_bytes")
    community = next(iter(work.people.communities()), None)
    settle, longest = (
        int(by_key(key).default) if community is None else work.standards.number(community.id, key) for key in keys
    )
    return settle, longest


def _asking(reader: Reader) -> Callable[[Document], Awaitable[Document]]:
    """What is to be drawn is read on the reading side: no chart and no workbook ever waits in the writer's queue."""

    async def ask(given: Document) -> Document:
        return await reader.compute(lambda work: documents.document(work, given))

    return ask


def _looking_ahead(reader: Reader) -> Ahead:
    """Figures are counted on the reading side; the writer only owes the message and notes that it was told."""

    async def ahead() -> Callable[[Work], datetime | None]:
        return partial(sweep, ready=await reader.compute(prepare))

    return ahead


def _remember(work: Work, me: str, provider: str) -> None:
    for name, value in (("bot_name", me), (PAYS_HERE, "on" if provider else "")):
        if (work.marks.get(name) or "") != value:
            work.marks.put(name, value)


class _Ended(Exception):
    """Somebody asked us to stop."""


class _Ending:
    """SIGTERM, SIGINT, or the loss of the lock."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._asked = asyncio.Event()
        self._lost = False
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                self._loop.add_signal_handler(number, self._asked.set)

    def lock_lost(self) -> None:
        """From the lock's thread."""
        self._lost = True
        self._loop.call_soon_threadsafe(self._asked.set)

    async def unless(self, work: Any) -> Any:
        """The result of `work`, unless the end comes first: then it is cancelled and `_Ended` raised."""
        task = asyncio.ensure_future(work)
        asked = asyncio.ensure_future(self._asked.wait())
        try:
            await asyncio.wait([task, asked], return_when=asyncio.FIRST_COMPLETED)
            if self._lost:
                raise Stopped("Another process has taken over this database.")
            if asked.done():
                raise _Ended
            return task.result()
        finally:
            for left in (task, asked):
                if not left.done():
                    left.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await left
