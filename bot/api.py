"""The Bot API as one function: a method name, its parameters, its result."""

from collections.abc import Mapping
from typing import Any

from telegram import InputFile
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.http import AiohttpRequest


class Api:
    """Calls `<url>/bot<token>/<method>`. PTB maps refusals to `telegram.error`; see `bot.http` for lost requests."""

    def __init__(self, url: str, token: str, request: AiohttpRequest | None = None) -> None:
        self._base = f"{url}/bot{token}/"
        self._files = f"{url}/file/bot{token}/"
        self._request = request or AiohttpRequest()

    async def open(self) -> None:
        """Open the connections."""
        await self._request.initialize()

    async def close(self) -> None:
        """Close the connections."""
        await self._request.shutdown()

    async def call(self, method: str, /, *, read_timeout: float | None = None, **params: Any) -> Any:
        """The result of a method; parameters that are None are left out. `read_timeout` in seconds."""
        return await self.send(method, params, read_timeout=read_timeout)

    async def send(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, InputFile] | None = None,
        *,
        read_timeout: float | None = None,
    ) -> Any:
        """As `call`, with parameters in a mapping; `files` are uploaded under their names (`attach://<name>`)."""
        given = [RequestParameter(name, value, None) for name, value in params.items()]
        if files:
            given += [RequestParameter(name, None, [file]) for name, file in files.items()]
        data = RequestData(given)
        if read_timeout is None:
            return await self._request.post(self._base + method, data)
        return await self._request.post(self._base + method, data, read_timeout=read_timeout)

    async def file(self, path: str) -> bytes:
        """The content of a file by its `file_path` (20 MB at most, the channel's limit)."""
        return await self._request.retrieve(self._files + path, read_timeout=60)
