"""One Bot API call from request to reply: read, checked, counted, carried out, logged."""

import asyncio
import re
import time
from typing import Any

import orjson
from aiohttp import web

from sandbox.calls import Calls
from sandbox.checking import check
from sandbox.errors import ApiError, Misuse
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.methods import HANDLERS
from sandbox.polling import Polling
from sandbox.table import METHODS
from sandbox.uploads import Upload, attached, read_call
from sandbox.webhook import Webhook
from sandbox.world import World

_TOKEN = re.compile(r"(\d+):\S+")
_JSON = {"Content-Type": "application/json"}
_OK_TRUE = b'{"ok":true,"result":true}'
_CARRIES_FILES = frozenset(
    name
    for name, fields in METHODS.items()
    for field in fields.values()
    if field.kind in ("file", "upload", "InputMedia", "[InputMedia]")
)


class BotApi:
    """Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World, limits: bool, delay_ms: float) -> None:
        self.world = world
        self.limits = Limits(limits)
        self.faults = Faults()
        self.calls = Calls()
        self.delay_ms = delay_ms
        self.webhook = Webhook(world)
        self.polling = Polling(world, self.webhook)
        self._methods = {name.lower(): name for name in METHODS}

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """The reply to one call."""
        token, _, given = request.path[4:].partition("/")
        method = self._methods.get(given.lower(), given)
        if (refusal := self._know(token)) is not None:
            return refusal
        started = time.perf_counter()
        call: dict[str, Any] = {}
        code, description = 200, None
        try:
            raw, files = await read_call(request)
            call = raw
            body = await self._carry_out(request, method, raw, files)
        except ApiError as error:
            code, description = error.code, error.description
            if isinstance(error, Misuse):
                self.calls.violated(self.world.now(), method, call.get("chat_id"), error.description)
            body = _refusal(error)
        except _Dropped:
            self.calls.note(time.time(), method, call.get("chat_id"), 0, "connection dropped", 0.0)
            return _cut(request)
        if self.delay_ms > 0 and method != "getUpdates":
            await asyncio.sleep(self.delay_ms / 1000)
        self.calls.note(
            time.time(), method, call.get("chat_id"), code, description, (time.perf_counter() - started) * 1000
        )
        return web.Response(body=body, status=code, headers=_JSON)

    def _know(self, token: str) -> web.Response | None:
        match = _TOKEN.fullmatch(token)
        if match is None:
            return web.Response(body=_refusal(ApiError(404, "Not Found")), status=404, headers=_JSON)
        bot_id = int(match.group(1))
        if bot_id != self.world.bot["id"]:
            self.world.bot["id"] = bot_id
            self.world.tell("bot", None)
        return None

    async def _carry_out(
        self, request: web.BaseRequest, method: str, raw: dict[str, Any], files: dict[str, Upload]
    ) -> bytes:
        fault = self.faults.strike(method, raw.get("chat_id")) if self.faults.arranged else None
        if fault is not None:
            if fault.action == "refuse":
                raise ApiError(fault.error_code, fault.description, fault.parameters)
            if fault.action == "drop_before":
                raise _Dropped
            if fault.action == "delay":
                await asyncio.sleep(fault.ms / 1000)
        params = check(method, raw, files)
        if method in _CARRIES_FILES:
            params = {
                name: attached(value, files)
                if METHODS[method][name].kind in ("file", "InputMedia", "[InputMedia]")
                else value
                for name, value in params.items()
            }
        body = await self._result(method, params)
        if fault is not None and fault.action == "drop_after":
            raise _Dropped
        return body

    async def _result(self, method: str, params: dict[str, Any]) -> bytes:
        handler = HANDLERS.get(method)
        if handler is not None:
            if self.limits.on and isinstance(params.get("chat_id"), int):
                self.limits.count(
                    method, params["chat_id"], len(params.get("media", "1")) if method == "sendMediaGroup" else 1
                )
            result = handler(self.world, params)
            return _OK_TRUE if result is True else b'{"ok":true,"result":' + orjson.dumps(result) + b"}"
        if method == "getUpdates":
            updates = await self.polling.get_updates(params)
            return b'{"ok":true,"result":[' + b",".join(updates) + b"]}"
        return b'{"ok":true,"result":' + orjson.dumps(await self.webhook.call(method, params)) + b"}"

    async def file(self, request: web.BaseRequest) -> web.StreamResponse:
        """The bytes behind a file_path."""
        token, _, path = request.path[len("/file/bot") :].partition("/")
        if (refusal := self._know(token)) is not None:
            return refusal
        fault = self.faults.strike("file", None) if self.faults.arranged else None
        if fault is not None and fault.action.startswith("drop"):
            return _cut(request)
        stored = self.world.files.by_path.get(path)
        if stored is None or (fault is not None and fault.action == "refuse"):
            return web.Response(body=_refusal(ApiError(404, "Not Found")), status=404, headers=_JSON)
        return web.Response(body=stored.read(), content_type="application/octet-stream")


class _Dropped(Exception):
    """The connection is to be cut without a reply."""


def _refusal(error: ApiError) -> bytes:
    reply: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        reply["parameters"] = error.parameters
    return orjson.dumps(reply)


def _cut(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
