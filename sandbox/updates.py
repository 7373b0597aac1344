"""The queue of updates: waits for the bot, forgets what was confirmed, can say things twice."""

import asyncio
import random
from collections import OrderedDict, deque
from typing import Any

import orjson

#: Kinds Telegram does not send unless they are asked for by name.
_ON_REQUEST = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
_REMEMBERED = 100_000


class Updates:
    """Updates not yet confirmed, in order, as JSON bytes; and what was said before, for repeats."""

    def __init__(self, first_id: int | None = None) -> None:
        self.next_id = first_id if first_id is not None else random.randrange(100_000_000, 900_000_000)  # noqa: S311
        self.pending: OrderedDict[int, bytes] = OrderedDict()
        #: Delivered outside the order of ids and forgotten at once: repeats, and items without a readable id.
        self.extra: deque[bytes] = deque()
        self.said: OrderedDict[int, bytes] = OrderedDict()
        self.allowed: frozenset[str] | None = None
        #: Waiting ids of before a jump down.
        self._former: set[int] = set()
        self._arrived = asyncio.Event()

    def put(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Queues an update; its id, or None when the bot did not ask for this kind."""
        if kind not in self.allowed if self.allowed is not None else kind in _ON_REQUEST:
            return None
        update_id = self._take_id()
        self._append(update_id, orjson.dumps({"update_id": update_id, kind: payload}))
        return update_id

    def put_raw(self, update: Any) -> int | None:
        """Queues anything as it is; an object without update_id gets one. Returns the id, None when it has no
        readable one.
        """
        if not isinstance(update, dict):
            self.extra.append(orjson.dumps(update))
            self._arrived.set()
            return None
        if "update_id" not in update:
            update = {"update_id": self.next_id, **update}
        update_id = update["update_id"]
        if not isinstance(update_id, int) or not self.next_id <= update_id < self.next_id + 1000:
            # An id out of turn: said once, whatever offset the bot is at.
            self.extra.append(orjson.dumps(update))
            self._arrived.set()
            return update_id if isinstance(update_id, int) else None
        self.next_id = update_id + 1
        self._append(update_id, orjson.dumps(update))
        return update_id

    def repeat(self, update_ids: list[int]) -> list[int]:
        """Delivers updates again with their old ids, whatever was confirmed. Returns the ids that are still known."""
        known = [update_id for update_id in update_ids if update_id in self.said]
        self.extra.extend(self.said[update_id] for update_id in known)
        if known:
            self._arrived.set()
        return known

    def renumber(self, base: int) -> None:
        """The next update gets the id `base`, higher or lower than before; waiting ones keep theirs."""
        if base < self.next_id:
            self._former.update(self.pending)
        self.next_id = base

    def allow(self, kinds: list[str] | None) -> None:
        """Remembers which kinds the bot wants, as Telegram does: an empty list is the default, None keeps the last
        choice.
        """
        if kinds is not None:
            self.allowed = frozenset(kinds) if kinds else None

    def confirm(self, offset: int) -> None:
        """Forgets everything before `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            for _ in range(max(0, len(self.pending) + offset)):
                self.pending.popitem(last=False)
            return
        if offset > self.next_id + 10:
            # As Telegram: an offset far in the future is not believed, so after a jump down nothing new is lost.
            for update_id in [known for known in self._former if known < offset]:
                self._former.discard(update_id)
                self.pending.pop(update_id, None)
            return
        if offset > 0 and self._former:
            # The bot has heard something of after the jump, so all of before.
            for update_id in self._former:
                self.pending.pop(update_id, None)
            self._former.clear()
        while self.pending and next(iter(self.pending)) < offset:
            self.pending.popitem(last=False)

    def confirm_one(self, update_id: int) -> None:
        """Forgets one update: the webhook took it."""
        self.pending.pop(update_id, None)

    def take(self, limit: int) -> list[bytes]:
        """Up to `limit` updates as JSON; pending ones stay until confirmed."""
        taken: list[bytes] = []
        while self.extra and len(taken) < limit:
            taken.append(self.extra.popleft())
        for body in self.pending.values():
            if len(taken) >= limit:
                break
            taken.append(body)
        return taken

    def drop(self) -> None:
        """Forgets everything that waits."""
        self.pending.clear()
        self.extra.clear()

    async def arrival(self) -> None:
        """Returns when something new came since the last call of `listen`."""
        await self._arrived.wait()

    def listen(self) -> None:
        """From now on `arrival` waits for news."""
        self._arrived.clear()

    def wake(self) -> None:
        """Ends a running wait without news."""
        self._arrived.set()

    def _take_id(self) -> int:
        update_id = self.next_id
        self.next_id += 1
        return update_id

    def _append(self, update_id: int, body: bytes) -> None:
        self.pending[update_id] = body
        self.said[update_id] = body
        if len(self.said) > _REMEMBERED:
            self.said.popitem(last=False)
        self._arrived.set()
