"""Updates pushed to the bot's address: in order within a chat, side by side across chats, again and again until
taken.
"""

import asyncio
import re
from typing import Any

import aiohttp
import orjson

from sandbox.errors import misuse
from sandbox.world import World

_SECRET = re.compile(r"[A-Za-z0-9_\-]{1,256}")
_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 3.0
_REPLY_WITHIN_S = 30


class Webhook:
    """The bot's address, if one is set, and the deliveries under way."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.url = ""
        self._secret: str | None = None
        self._connections = 40
        self._task: asyncio.Task[None] | None = None
        self._last_error: tuple[int, str] | None = None

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """setWebhook, deleteWebhook or getWebhookInfo."""
        if method == "getWebhookInfo":
            return self._info()
        if params.get("drop_pending_updates"):
            self._world.updates.drop()
        await self.stop()
        if method == "setWebhook":
            secret = params.get("secret_token")
            if secret is not None and not _SECRET.fullmatch(secret):
                raise misuse("secret token contains unallowed characters")
            self._world.updates.allow(params.get("allowed_updates"))
            self.url, self._secret = params["url"], secret
            self._connections = params.get("max_connections", 40)
            if self.url:
                self._task = asyncio.create_task(self._deliver_all())
        return True

    async def stop(self) -> None:
        """Ends the deliveries; what was not taken stays."""
        self.url = ""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _info(self) -> dict[str, Any]:
        updates = self._world.updates
        info: dict[str, Any] = {
            "url": self.url, "has_custom_certificate": False,
            "pending_update_count": len(updates.pending) + len(updates.extra),
        }  # fmt: skip
        if self.url:
            info["max_connections"] = self._connections
        if self._last_error is not None:
            info["last_error_date"], info["last_error_message"] = self._last_error
        if updates.allowed is not None:
            info["allowed_updates"] = sorted(updates.allowed)
        return info

    async def _deliver_all(self) -> None:
        updates = self._world.updates
        lines: dict[Any, asyncio.Queue[tuple[int | None, bytes]]] = {}
        queued: set[int] = set()
        room = asyncio.Semaphore(self._connections)
        timeout = aiohttp.ClientTimeout(total=_REPLY_WITHIN_S)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                updates.listen()
                fresh: list[tuple[int | None, bytes]] = [
                    item for item in updates.pending.items() if item[0] not in queued
                ]
                queued = set(updates.pending)
                while updates.extra:
                    fresh.append((None, updates.extra.popleft()))
                for item in fresh:
                    place = _place(item[1])
                    if place not in lines:
                        lines[place] = asyncio.Queue()
                        group.create_task(self._deliver_line(session, lines[place], room))
                    lines[place].put_nowait(item)
                await updates.arrival()

    async def _deliver_line(
        self, session: aiohttp.ClientSession, line: "asyncio.Queue[tuple[int | None, bytes]]", room: asyncio.Semaphore
    ) -> None:
        headers = {"Content-Type": "application/json"}
        if self._secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        while True:
            number, body = await line.get()
            pause = _FIRST_PAUSE_S
            # Confirmed meanwhile (dropped, or the webhook was set anew): nothing to do.
            while number is None or number in self._world.updates.pending:
                async with room:
                    error = await self._push(session, headers, body)
                if error is None:
                    break
                self._last_error = (int(self._world.now()), error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE_S)
            if number is not None:
                self._world.updates.confirm_one(number)

    async def _push(self, session: aiohttp.ClientSession, headers: dict[str, str], body: bytes) -> str | None:
        """None when taken, else what went wrong."""
        try:
            async with session.post(self.url, data=body, headers=headers, allow_redirects=False) as reply:
                await reply.read()
                return (
                    None
                    if 200 <= reply.status < 300
                    else f"Wrong response from the webhook: {reply.status} {reply.reason}"
                )
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return f"Connection failed: {type(error).__name__}"


def _place(body: bytes) -> Any:
    """The chat an update belongs to; None for those of none."""
    try:
        update = orjson.loads(body)
        for value in update.values():
            if isinstance(value, dict):
                chat = (
                    value.get("chat")
                    or (value.get("message") or {}).get("chat")
                    or value.get("from")
                    or value.get("user")
                    or {}
                )
                return chat.get("id")
    except (orjson.JSONDecodeError, AttributeError):
        pass
    return None
