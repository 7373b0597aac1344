"""Bodies nobody would send, sent to the webhook over HTTP: kept or refused, never a 500, and the next one is served."""

import aiohttp
import pytest

from bot.intake import SECRET_HEADER
from tests.bot.test_intake import hooked, message

__all__ = ["hooked"]

_BODIES = {
    "nothing": b"",
    "a list": b"[1, 2]",
    "a number": b"7",
    "not JSON": b"{garbage",
    "half an update": b'{"update_id": 5, "message": {"message_id"',
    "half a character": b'{"update_id": 6, "message": {"text": "\\ud800"}}',
    "bytes that are no text": b'{"update_id": 7, "message": {"text": "\xff\xfe"}}',
    "no number": b'{"update_id": NaN}',
    "a key twice": b'{"update_id": 8, "update_id": 9}',
    "a hundred thousand deep": b'{"update_id": 10, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "an id without end": b'{"update_id": ' + b"9" * 5000 + b"}",
    "zeros": b"\x00" * 1000,
}


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "nonsense"])
async def test_whatever_is_sent_the_next_is_served(sandbox, hooked, kind):
    """Whole and in pieces."""
    await sandbox.post("people", id=4003, first_name="W")
    headers = {SECRET_HEADER: "geheim", "Content-Type": kind}
    async with aiohttp.ClientSession(headers=headers) as http:
        for body in _BODIES.values():
            async with http.post(hooked.url, data=body) as reply:
                assert reply.status in (200, 400, 413)

            async def pieces(whole=body):
                for start in range(0, len(whole), 40_000):
                    yield whole[start : start + 40_000]

            async with http.post(hooked.url, data=pieces()) as reply:
                assert reply.status in (200, 400, 413)
        async with http.post(hooked.url, json=message(77, "hallo", chat=4003), headers={"Content-Type": kind}) as reply:
            assert reply.status == 200
    await hooked.until(lambda w: w.inbox.count().get("done"))
    assert (await hooked.rows(lambda w: w.inbox.count())).get("new") is None
