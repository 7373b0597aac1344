"""The people of `crowd` at the sandbox over HTTP: one websocket shows all screens, everybody is a task of their own."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import aiohttp
import orjson

from tests.support.crowd import CLAIM, Act, Owner, Place, Screen, Seen, Worker, acts_of_moving_in
from tests.support.phones import Sandbox
from tests.support.sandbox_client import Refused

#: When nothing has happened for so long after an act, people try again.
PATIENCE_S = 2.5
#: How far up anybody looks, messages.
SCREENFUL = 60
#: What a press on an old card is answered with.
OUTDATED = "这张卡片已经更新"


class Street:
    """`async with Street(sandbox, places) as street:` moves everybody in; `lives` is one person's life."""

    def __init__(self, sandbox: Sandbox, places: Iterable[Place]) -> None:
        self._sandbox = sandbox
        self._places = list(places)
        self._screens: dict[int, dict[int, Seen]] = {}
        self._news: dict[int, asyncio.Event] = {}
        #: What each person pressed last, and which messages with which buttons they were told to leave alone: a message
        #: that a kill has doubled stands there twice, and only one of the two is alive.
        self._pressed: dict[tuple[int, int, int], str] = {}
        self._dead: dict[int, set[tuple[int, int, str]]] = {}
        self._looking: asyncio.Task[None] | None = None
        self.acts = self.repeated = 0

    async def __aenter__(self) -> "Street":
        moves = acts_of_moving_in(self._places)
        for start in range(0, len(moves), 50):
            await self._sandbox.batch(*moves[start : start + 50])
        ready = asyncio.Event()
        self._looking = asyncio.create_task(self._look(ready))
        await ready.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking

    async def lives(self, person: Owner | Worker, over: Callable[[], bool]) -> None:
        """Looks and acts until `over` says that it is enough, and nothing on the screen asks for anything."""
        group = person.group if isinstance(person, Worker) else 0
        while not over() or self._decides(person, group) is not None:
            if self._looking is not None and self._looking.done():
                self._looking.result()
            news = self._news.setdefault(person.id, asyncio.Event())
            crowd = self._news.setdefault(group, asyncio.Event())
            news.clear()
            act = self._decides(person, group)
            if act is None:
                await _either(news, crowd if group else news, 0.5)
                continue
            await self._does(person, act)
            await self._reacted(person, group, act, news)

    def wanted(self, person: Owner | Worker) -> Act | None:
        """What somebody's screens still ask for."""
        return self._decides(person, person.group if isinstance(person, Worker) else 0)

    def _decides(self, person: Owner | Worker, group: int) -> Act | None:
        return person.decide(self._alive(person.id, person.id), self._alive(person.id, group))

    def _alive(self, person: int, chat: int) -> Screen:
        """The chat without what this person was told is outdated."""
        screen: Screen = self._screens.get(chat, {})
        dead = self._dead.get(person)
        if not dead:
            return screen
        return {n: m for n, m in screen.items() if not any((chat, n, data) in dead for _, data in m.keys)}

    async def _does(self, person: Owner | Worker, act: Act) -> None:
        self.acts += 1
        order: dict[str, Any] = {"user_id": person.id, "chat_id": act.chat}
        path, more = (
            ("say", {"text": act.text}) if act.text else ("press", {"message_id": act.message, "data": act.data})
        )
        if act.message:
            self._pressed[person.id, act.chat, act.message] = act.data
        with suppress(Refused):  # the button has gone between looking and pressing
            await self._sandbox.post(path, {**order, **more})
            person.did(act)

    async def _reacted(self, person: Owner | Worker, group: int, act: Act, news: asyncio.Event) -> None:
        """Waits for a screen that asks for something else; after a while patience is at an end."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE_S
        crowd = self._news.setdefault(group, asyncio.Event()) if act.chat < 0 else news
        while (left := end - loop.time()) > 0:
            moved = act.message not in self._screens.get(act.chat, ()) if act.chat < 0 else True
            if moved and self._decides(person, group) != act:
                return
            news.clear()
            await _either(news, crowd, left)
        self.repeated += 1

    async def _look(self, ready: asyncio.Event) -> None:
        async with (
            aiohttp.ClientSession() as http,
            http.ws_connect(f"{self._sandbox.url}/sandbox/live", max_msg_size=0) as live,
        ):
            async for item in live:
                found = orjson.loads(item.data)
                ready.set()
                if found["type"] == "chat" and (message := found.get("message")) and message["is_bot"]:
                    self._see(found["chat_id"], message)
                elif found["type"] == "answer" and (found["show_alert"] or OUTDATED in (found["text"] or "")):
                    self._told(found)
        raise AssertionError("the sandbox has sent its page away")

    def _told(self, answer: dict[str, Any]) -> None:
        """A press was for nothing: that message is left alone until it changes."""
        person, chat, message = answer["user_id"], answer["chat_id"], answer["message_id"]
        self._dead.setdefault(person, set()).add((chat, message, self._pressed.get((person, chat, message), "")))
        self._news.setdefault(person, asyncio.Event()).set()

    def _see(self, chat: int, message: dict[str, Any]) -> None:
        screen = self._screens.setdefault(chat, {})
        keys = tuple((b["text"], b["data"]) for row in message["buttons"] for b in row if b.get("data"))
        shown = Seen(message["message_id"], message["text"] or message["caption"] or "", keys)
        if message["deleted"] or (chat < 0 and not shown.key(CLAIM)):  # in a group only what waits is looked at
            screen.pop(shown.id, None)
        else:
            screen[shown.id] = shown
            if len(screen) > SCREENFUL:
                del screen[next(iter(screen))]
        news = self._news.setdefault(chat, asyncio.Event())
        news.set()
        if chat < 0:  # several look at it, none of them may take the news away from the others
            self._news[chat] = asyncio.Event()


async def _either(one: asyncio.Event, other: asyncio.Event, seconds: float) -> None:
    waits = {asyncio.ensure_future(event.wait()) for event in {one, other}}
    await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
