"""A bot that is nothing but Bot API calls, for tests of the sandbox and of what goes over the wire."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

TOKEN = "4242:secret"
#: `await bot("sendMessage", chat_id=..., text=...)` gives the result or raises Said.
Bot = Callable[..., Awaitable[Any]]


class Said(Exception):
    """The Bot API said no: code, description, parameters."""

    def __init__(self, reply: dict[str, Any], status: int) -> None:
        super().__init__(reply["description"])
        self.code = reply["error_code"]
        self.description = reply["description"]
        self.parameters = reply.get("parameters")
        assert status == self.code


def raw_bot(session: aiohttp.ClientSession, url: str) -> Bot:
    """Calls of the Bot API at this address, as JSON."""

    async def call(method: str, **params: Any) -> Any:
        async with session.post(f"{url}/bot{TOKEN}/{method}", json=params) as reply:
            found = await reply.json()
            if not found["ok"]:
                raise Said(found, reply.status)
            return found["result"]

    return call


def buttons(*labels: str) -> dict[str, Any]:
    """An inline keyboard of one row; each button's data is its label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in labels]]}
