"""The sandbox with people in it, in one process: what they do costs no HTTP, so that the bot is what is measured.

Closed loop: everybody acts as soon as the bot has reacted to their last act. Paced: so many acts a second in all.
Latency is the time from the act to the first change of a screen that asks for something else.
"""

import asyncio
import gc
import time
from collections import deque
from collections.abc import Iterable
from typing import Any, Protocol

from sandbox import actions, groups
from sandbox.server import Server
from sandbox.world import Chat, Message
from tests.support.crowd import CLAIM, Act, Place, Screen, Seen, acts_of_moving_in, seen

#: An act that nobody has reacted to for so long is repeated, and counted.
PATIENCE_S = 10.0
#: How far up anybody looks, messages.
SCREENFUL = 60


class Person(Protocol):
    """Somebody who looks at a screen and acts."""

    id: int

    def decide(self, mine: Screen, crew: Screen) -> Act | None:
        """What the screens ask for."""

    def did(self, act: Act) -> None:
        """The act was carried out."""


class _Guest:
    __slots__ = ("act", "at", "group", "listed", "person")

    def __init__(self, person: Person, group: int) -> None:
        self.person = person
        self.group = group
        self.act: Act | None = None
        self.at = 0.0
        self.listed = False


class Town:
    """Sandbox and people. `async with Town() as town:`, then `closed` or `paced`."""

    def __init__(self) -> None:
        self.server = Server()
        self.world = self.server.world
        self.url = ""
        self.latencies: list[float] = []
        self.repeated = 0
        self._guests: dict[int, _Guest] = {}
        self._in_group: dict[int, list[_Guest]] = {}
        self._screens: dict[int, dict[int, Seen]] = {}
        self._dirty: set[int] = set()
        self._woken = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Town":
        await self.server.start("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.server.port}"
        self._running = asyncio.create_task(self.server.run())
        self.world.listeners.append(self._hear)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.stop()
        if self._running is not None:
            await self._running

    def move_in(self, places: Iterable[Place], people: Iterable[tuple[Person, int]]) -> None:
        """People and their groups, empty screens. `people` with the group they look at."""
        do = {"groups": lambda order: groups.make_group(self.world, order), "people": self._person}
        for path, order in acts_of_moving_in(places):
            do[path](order)
        self.world.updates.drop()
        for person, group in people:
            guest = self._guests[person.id] = _Guest(person, group)
            if group:
                self._in_group.setdefault(group, []).append(guest)

    def _person(self, order: dict[str, Any]) -> None:
        person = self.world.add_person({k: v for k, v in order.items() if k != "phone"}, None)
        person.started = True

    def said_since(self, number: int) -> int:
        """Calls of the bot after that one, its questions for updates not counted."""
        return sum(call["method"] != "getUpdates" for call in self.server.api.calls.after(number))

    # --- what can be seen ----------------------------------------------------------------------------------------

    def _hear(self, kind: str, details: Any) -> None:
        if kind != "chat":
            return
        chat, message = details
        if message is None or not message.by_bot:
            return
        screen = self._screens.setdefault(chat.id, {})
        shown = None if message.deleted else seen(message.api)
        if shown is None or (chat.id < 0 and not shown.key(CLAIM)):  # in a group only what waits is looked at
            screen.pop(message.id, None)
        else:
            screen[message.id] = shown
            if len(screen) > SCREENFUL:
                del screen[next(iter(screen))]
        self._dirty.add(chat.id)
        self._woken.set()

    def _look(self, guest: _Guest) -> Act | None:
        nothing: dict[int, Seen] = {}
        return guest.person.decide(
            self._screens.get(guest.person.id, nothing),
            self._screens.get(guest.group, nothing) if guest.group else nothing,
        )

    # --- what is done --------------------------------------------------------------------------------------------

    def _do(self, guest: _Guest, act: Act, now: float) -> None:
        guest.act, guest.at = act, now
        order: dict[str, Any] = {"user_id": guest.person.id, "chat_id": act.chat}
        if act.text:
            actions.say(self.world, {**order, "text": act.text})
        else:
            actions.press(self.world, {**order, "message_id": act.message, "data": act.data})
        guest.person.did(act)

    def screen(self, account: int) -> Screen:
        """What stands in somebody's own chat."""
        return self._screens.get(account, {})

    def says(self, account: int, words: str) -> None:
        """Somebody types that to the bot."""
        actions.say(self.world, {"user_id": account, "chat_id": account, "text": words})

    async def closed(self, seconds: float) -> float:
        """Everybody acts at once, over and over; bot reactions a second."""
        return await self._go(seconds, None)

    async def paced(self, seconds: float, rate: float) -> float:
        """`rate` acts a second, each by whoever has been ready longest; bot reactions a second."""
        return await self._go(seconds, rate)

    async def calm(self, seconds: float) -> None:
        """Nobody acts any more; waits until all reactions are in, at most so long."""
        end = time.perf_counter() + seconds
        while any(guest.act for guest in self._guests.values()) and time.perf_counter() < end:
            await asyncio.sleep(0.05)
            now = time.perf_counter()
            for guest in self._touched():
                self._consider(guest, now, deque())
                guest.listed = False

    async def _go(self, seconds: float, rate: float | None) -> float:
        self.latencies.clear()
        gc.collect()
        start = now = time.perf_counter()
        ready: deque[tuple[_Guest, Act]] = deque()
        acted = 0
        for guest in self._guests.values():
            self._consider(guest, now, ready)
        while now - start < seconds:
            due = len(ready) if rate is None else int((now - start) * rate) - acted
            for _ in range(min(due, len(ready))):
                guest, _ = ready.popleft()
                guest.listed = False
                act = self._look(guest)
                if act is not None:
                    acted += 1
                    self._do(guest, act, now)
            self._woken.clear()
            try:
                async with asyncio.timeout(0.005 if rate else 0.1):
                    await self._woken.wait()
            except TimeoutError:
                pass
            now = time.perf_counter()
            for guest in self._touched():
                self._consider(guest, now, ready)
        self._repeat(now)
        for guest, _ in ready:
            guest.listed = False
        return len(self.latencies) / (now - start)

    def _touched(self) -> list[_Guest]:
        chats, self._dirty = self._dirty, set()
        found: list[_Guest] = []
        for chat in chats:
            if chat in self._guests:
                found.append(self._guests[chat])
            found += self._in_group.get(chat, ())
        return found

    def _consider(self, guest: _Guest, now: float, ready: "deque[tuple[_Guest, Act]]") -> None:
        act = self._look(guest)
        if guest.act is not None and act != guest.act and not self._unmoved(guest.act):
            self.latencies.append(now - guest.at)
            guest.act = None
        if guest.act is None and act is not None and not guest.listed:
            guest.listed = True
            ready.append((guest, act))

    def _unmoved(self, act: Act) -> bool:
        """A press in a group is waited for until that card has moved, whatever else comes in."""
        return act.chat < 0 and act.message in self._screens.get(act.chat, ())

    def _repeat(self, now: float) -> None:
        for guest in self._guests.values():
            if guest.act is not None and now - guest.at > PATIENCE_S:
                guest.act = None
                self.repeated += 1


class Talker:
    """Says something new as soon as the last thing was answered: what an echo bot is for."""

    def __init__(self, account: int) -> None:
        self.id = account
        self._count = 0

    def decide(self, mine: Screen, crew: Screen) -> Act | None:
        """The next words once the last ones came back."""
        newest = next(reversed(mine.values()), None) if mine else None
        if self._count and (newest is None or newest.text != f"hello {self._count}"):
            return Act(self.id, text=f"hello {self._count}")
        return Act(self.id, text=f"hello {self._count + 1}")

    def did(self, act: Act) -> None:
        """Said."""
        self._count = int(act.text.split()[1])


__all__ = ["Chat", "Message", "Person", "Talker", "Town"]
