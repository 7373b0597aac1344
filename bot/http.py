"""The way out: PTB's request interface on aiohttp and orjson, saying exactly whether a failed request had left us.

`NotSent`: no connection, or the request was never written; repeating it is harmless. `InDoubt`: written, but no answer
came; Telegram may have acted on it or not.
"""

import json
import random
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

_JSON = {"Content-Type": "application/json"}
_NO_ANSWER = 10.0
_CONNECT = 10.0
_WHOLE_LIMIT = 64 * 1024 * 1024


class NotSent(NetworkError):
    """The request did not leave us."""


class InDoubt(NetworkError):
    """The request left us and no answer came."""


class TooFast(TelegramError):
    """Told to wait (429). Ours, as PTB's own warns of its coming change with every one."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"told to wait {seconds:g} s")
        self.seconds = seconds


class Garbled(TelegramError):
    """An answer that is not JSON; `payload` is what came."""

    def __init__(self, payload: bytes) -> None:
        super().__init__("the answer is not JSON")
        self.payload = payload


class AiohttpRequest(BaseRequest):
    """One pool of kept-alive connections. `read_timeout` in seconds is for requests that name none."""

    __slots__ = ("_read_timeout", "_session")

    def __init__(self, read_timeout: float = _NO_ANSWER) -> None:
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool. The number of requests under way is bounded by who calls, not here."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=30, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
                trust_env=False,
            )

    async def shutdown(self) -> None:
        """Close the pool; requests under way fail."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict. Half characters, which orjson refuses, are read by the standard library."""
        try:
            read = orjson.loads(payload)
        except orjson.JSONDecodeError:
            try:
                read = json.loads(payload.decode("utf-8", "replace"))
            except (ValueError, RecursionError):  # no JSON, or nested deeper than anybody reads
                raise Garbled(payload) from None
        if not isinstance(read, dict):
            raise Garbled(payload)
        return read

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """HTTP status and body. Raises `NotSent`, `InDoubt` or `TooFast`."""
        if self._session is None:
            raise NotSent("the connection pool is closed")
        wait = self._read_timeout if isinstance(read_timeout, DefaultValue) else read_timeout
        connect = _CONNECT if isinstance(connect_timeout, DefaultValue) else connect_timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=wait)
        body, headers = _body(request_data)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as answer:
                status, content = answer.status, await answer.read()
        except (
            aiohttp.ClientConnectorError,
            aiohttp.ConnectionTimeoutError,
            aiohttp.ClientConnectionResetError,  # raised when writing to a connection that is already closed
            aiohttp.InvalidURL,
        ) as error:
            raise NotSent(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise InDoubt(type(error).__name__) from error
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise TooFast(_seconds(content))
        return status, content


def _seconds(content: bytes) -> float:
    """What a 429 says, a moment when it says nothing."""
    try:
        return float(AiohttpRequest.parse_json_payload(content)["parameters"]["retry_after"])
    except (Garbled, KeyError, TypeError, ValueError):
        return 1.0


def jittered(seconds: float) -> float:
    """About so many seconds, so that those who failed together do not come back together."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311  no secret hangs on it


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    if data is None:
        return None, None
    if not data.contains_files:
        return orjson.dumps(data.parameters), _JSON
    form = aiohttp.FormData(quote_fields=False)  # names of files as they are: Telegram does not undo percent signs
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, None
