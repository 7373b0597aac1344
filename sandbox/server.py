"""The sandbox's one HTTP server: the Bot API, its files, the control calls, the websocket, the page."""

import asyncio
from pathlib import Path

from aiohttp import web

from sandbox.botapi import BotApi
from sandbox.control import Control
from sandbox.live import Live
from sandbox.world import World

_PAGE = Path(__file__).parent / "page"
_LARGEST_BODY = 80 * 1024 * 1024


class Server:
    """Everything joined; `run` serves until `stop`."""

    def __init__(
        self, *, limits: bool = False, delay_ms: float = 0.0, bot_id: int = 1, first_update_id: int | None = None
    ) -> None:
        self.world = World(bot_id, first_update_id)
        self.api = BotApi(self.world, limits, delay_ms)
        self.live = Live(self.world)
        self.control = Control(self.world, self.api, self.stop)
        self.port = 0
        self._stopping = asyncio.Event()
        self._runner: web.ServerRunner | None = None

    async def start(self, host: str, port: int) -> None:
        """Begins to listen; `port` afterwards is the real one."""
        self._runner = web.ServerRunner(
            web.Server(self._serve, request_factory=_request, access_log=None), shutdown_timeout=1.0
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, backlog=1024)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    def stop(self) -> None:
        """Asks the server to end."""
        self._stopping.set()

    async def run(self) -> None:
        """Serves until `stop`, then closes everything."""
        await self._stopping.wait()
        self.live.close()
        self.api.polling.close()
        await self.api.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            return await self.api.serve(request)
        if path == "/sandbox/live":
            return await self.live.serve(request)
        if path.startswith("/sandbox/"):
            return await self.control.serve(request)
        if path.startswith("/file/bot"):
            return await self.api.file(request)
        return _page(path)


def _page(path: str) -> web.StreamResponse:
    name = (
        "index.html" if path == "/" else path.removeprefix("/page/") if path.startswith("/page/") else path.lstrip("/")
    )
    wanted = (_PAGE / name).resolve()
    if not wanted.is_relative_to(_PAGE) or not wanted.is_file():
        return web.Response(status=404, text="Not Found")
    return web.FileResponse(wanted, headers={"Cache-Control": "no-cache"})


def _request(message, payload, protocol, writer, task) -> web.BaseRequest:  # type: ignore[no-untyped-def]
    return web.BaseRequest(
        message, payload, protocol, writer, task, asyncio.get_running_loop(), client_max_size=_LARGEST_BODY
    )
