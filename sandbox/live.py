"""The websocket of the page: the whole state at first, then every change as it happens."""

import asyncio
from typing import Any

import orjson
from aiohttp import WSMsgType, web

from sandbox import views
from sandbox.world import World

_MOST_WAITING = 5_000


class Live:
    """The pages looking on."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pages: set[asyncio.Queue[bytes | None]] = set()

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """One page's connection, until either side ends it."""
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        news: asyncio.Queue[bytes | None] = asyncio.Queue()
        news.put_nowait(orjson.dumps({"type": "state", **views.state_view(self._world)}))
        if not self._pages:
            self._world.listeners.append(self._hear)
        self._pages.add(news)
        speaking = asyncio.create_task(self._speak(socket, news))
        try:
            async for message in socket:
                if message.type == WSMsgType.ERROR:
                    break
        finally:
            self._pages.discard(news)
            if not self._pages and self._hear in self._world.listeners:
                self._world.listeners.remove(self._hear)
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)
        return socket

    async def _speak(self, socket: web.WebSocketResponse, news: "asyncio.Queue[bytes | None]") -> None:
        while (item := await news.get()) is not None:
            await socket.send_str(item.decode())
        await socket.close()

    def close(self) -> None:
        """Says goodbye to every page."""
        for news in self._pages:
            news.put_nowait(None)

    def _hear(self, kind: str, details: Any) -> None:
        item = orjson.dumps(self._item(kind, details))
        for news in self._pages:
            # A page that fell far behind is sent away; it comes back and starts from the whole state.
            news.put_nowait(item if news.qsize() < _MOST_WAITING else None)

    def _item(self, kind: str, details: Any) -> dict[str, Any]:
        world = self._world
        if kind == "chat":
            chat, message = details
            found = {"type": "chat", "chat_id": chat.id, "seq": chat.seq, "typing": views.typing(chat)}
            if message is not None:
                found["message"] = views.message_view(message)
            elif found["typing"]:
                asyncio.get_running_loop().call_later(5.1, self._hear, "chat", (chat, None))
            return found
        if kind == "answer":
            return {"type": "answer", **details}
        if kind == "people":
            return {"type": "people", "people": views.people_view(world)}
        if kind == "groups":
            return {"type": "groups", "groups": views.groups_view(world)}
        if kind == "phones":
            return {"type": "phones", "phones": world.phones}
        if kind == "bot":
            return {"type": "bot", "bot": views.bot_view(world)}
        return {"type": kind, **views.clock_view(world)}
