"""The way out: what was surely not sent is told apart from what is in doubt."""

import asyncio
import contextlib

import pytest
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError

from bot.api import Api
from bot.http import AiohttpRequest, Garbled, InDoubt, NotSent, TooFast


class Far:
    """A far side on a socket that answers with given bytes, or hangs up."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.seen = []
        self.over = asyncio.Event()
        self.serving = set()

    async def serve(self, reader, writer):
        self.serving.add(asyncio.current_task())
        while (head := await self.head(reader)) is not None:
            self.seen.append(head)
            answer = self.answers.pop(0)
            if answer is None:
                break
            if answer == "hang":
                await self.over.wait()
                break
            writer.write(answer)
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def head(self, reader):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        length = next(
            (int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.lower().startswith(b"content-length")), 0
        )
        return head + await reader.readexactly(length)

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.api = Api(f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}", "1:a", AiohttpRequest(0.3))
        await self.api.open()
        return self

    async def __aexit__(self, *_):
        await self.api.close()
        self.over.set()
        self.server.close()
        await asyncio.gather(*self.serving)


def reply(body, status=200):
    """HTTP bytes."""
    return b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (None, InDoubt),
        ("hang", InDoubt),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", InDoubt),
        (reply(b"{broken"), Garbled),
        (reply(b"[1]"), Garbled),
        (reply(b'{"ok":false,"description":"Bad Request: x"}', 400), BadRequest),
        (reply(b'{"ok":false,"description":"Forbidden: x"}', 403), Forbidden),
        (reply(b'{"ok":false,"description":"Unauthorized"}', 401), InvalidToken),
        (reply(b'{"ok":false,"description":"Conflict"}', 409), Conflict),
        (reply(b'{"ok":false,"parameters":{"migrate_to_chat_id":-5}}', 400), ChatMigrated),
        (reply(b'{"ok":false,"parameters":{"retry_after":7}}', 429), TooFast),
        (reply(b"<html>", 502), NetworkError),
    ],
)
async def test_each_trouble_has_its_name(answer, error):
    """What the sender and the intake decide by."""
    async with Far(answer) as far:
        with pytest.raises(error) as raised:
            await far.api.call("sendMessage", chat_id=1, text="x")
        assert not isinstance(raised.value, NotSent)


async def test_nobody_there_means_not_sent():
    """No connection: repeating is harmless."""
    async with Far() as far:
        far.server.close()
        await far.server.wait_closed()
        with pytest.raises(NotSent):
            await far.api.call("sendMessage", chat_id=1, text="x")


async def test_closed_pool_means_not_sent():
    """After the end nothing leaves any more."""
    async with Far() as far:
        await far.api.close()
        with pytest.raises(NotSent):
            await far.api.call("getMe")


async def test_body_is_json_and_the_connection_is_kept():
    """One connection for two calls; None is left out."""
    async with Far(reply(b'{"ok":true,"result":{"a":1}}'), reply(b'{"ok":true,"result":true}')) as far:
        assert await far.api.call("sendMessage", chat_id=1, text="漏水 <b>", thread=None) == {"a": 1}
        assert await far.api.call("getMe") is True
        assert far.seen[0].endswith('{"chat_id":1,"text":"漏水 <b>"}'.encode())
        assert far.seen[0].startswith(b"POST /bot1:a/sendMessage ")
