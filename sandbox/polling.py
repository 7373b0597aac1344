"""getUpdates: one poll at a time, answered when there is something to tell."""

import asyncio
from typing import Any

from sandbox.errors import ApiError
from sandbox.webhook import Webhook
from sandbox.world import World

_OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_LONGEST_POLL_S = 50


class Polling:
    """The running poll, which a newer one ends."""

    def __init__(self, world: World, webhook: Webhook) -> None:
        self._updates = world.updates
        self._webhook = webhook
        self._newest = 0
        self._running = 0
        self._closed = False

    async def get_updates(self, params: dict[str, Any]) -> list[bytes]:
        """The waiting updates as JSON. Raises 409 when a newer poll came or a webhook is set."""
        if self._webhook.url:
            raise ApiError(409, _WEBHOOK_SET)
        self._newest += 1
        mine = self._newest
        updates = self._updates
        updates.allow(params.get("allowed_updates"))
        if "offset" in params:
            updates.confirm(params["offset"])
        if self._running:
            updates.wake()
        limit = min(max(params.get("limit", 100), 1), 100)
        deadline = asyncio.get_running_loop().time() + min(max(params.get("timeout", 0), 0), _LONGEST_POLL_S)
        self._running += 1
        try:
            return await self._wait(mine, limit, deadline)
        finally:
            self._running -= 1

    async def _wait(self, mine: int, limit: int, deadline: float) -> list[bytes]:
        updates = self._updates
        loop = asyncio.get_running_loop()
        while True:
            if mine != self._newest:
                raise ApiError(409, _OTHER_POLL)
            if taken := updates.take(limit):
                return taken
            left = deadline - loop.time()
            if left <= 0 or self._closed:
                return []
            updates.listen()
            try:
                await asyncio.wait_for(updates.arrival(), left)
            except TimeoutError:
                return []

    def close(self) -> None:
        """Ends a running poll with nothing."""
        self._closed = True
        self._updates.wake()
