"""How updates reach a bot with a webhook: with the secret, in order, until taken."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import Bot, Said


class Receiver:
    """A bot's end of a webhook. `answers` are used up first, then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.heard: asyncio.Queue[tuple[str | None, Any]] = asyncio.Queue()
        self.answers: list[int] = []
        self.slow_chat: int | None = None
        self.gate = asyncio.Event()

    async def hear(self, request: web.BaseRequest) -> web.Response:
        """Notes what comes."""
        update = await request.json()
        if self.slow_chat is not None and update["message"]["chat"]["id"] == self.slow_chat:
            await self.gate.wait()
        status = self.answers.pop(0) if self.answers else 200
        self.heard.put_nowait((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update))
        return web.Response(status=status)

    async def texts(self, count: int) -> list[str]:
        """The next messages' texts."""
        return [(await asyncio.wait_for(self.heard.get(), 10))[1]["message"]["text"] for _ in range(count)]


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Listening on a free port."""
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.hear), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    receiver.gate.set()
    await runner.cleanup()


async def test_updates_are_pushed_with_the_secret(bot: Bot, wang: Phone, receiver: Receiver) -> None:
    """What waited before comes too, and nothing stays."""
    await wang.says("之前")
    await bot("setWebhook", url=receiver.url, secret_token="s3cret_-")
    await wang.says("之后")
    assert await receiver.texts(1) == ["之前"]
    secret, update = await asyncio.wait_for(receiver.heard.get(), 10)
    assert (secret, update["message"]["text"]) == ("s3cret_-", "之后")
    info = await bot("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == (receiver.url, 40)


async def test_an_update_is_pushed_until_it_is_taken(
    bot: Bot, sandbox: Sandbox, wang: Phone, receiver: Receiver
) -> None:
    """In order: the next one waits."""
    receiver.answers = [500, 403]
    await bot("setWebhook", url=receiver.url)
    await wang.says("一")
    await wang.says("二")
    assert await receiver.texts(4) == ["一", "一", "一", "二"]
    info = await bot("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 403")
    await bot("deleteWebhook")
    assert await bot("getWebhookInfo") == {"url": "", "has_custom_certificate": False, **_rest(info)}


def _rest(info: dict[str, Any]) -> dict[str, Any]:
    return {"pending_update_count": 0, **{key: info[key] for key in ("last_error_date", "last_error_message")}}


async def test_chats_do_not_wait_for_each_other(bot: Bot, sandbox: Sandbox, wang: Phone, receiver: Receiver) -> None:
    """While one chat's update is being taken, another chat's arrive; within a chat the order holds."""
    li = await sandbox.person("李强")
    receiver.slow_chat = wang.id
    await bot("setWebhook", url=receiver.url)
    await wang.says("慢一")
    await wang.says("慢二")
    await li.says("快一")
    await li.says("快二")
    assert await receiver.texts(2) == ["快一", "快二"]
    receiver.gate.set()
    assert await receiver.texts(2) == ["慢一", "慢二"]


async def test_what_was_not_taken_can_be_polled(bot: Bot, wang: Phone) -> None:
    """After the webhook is deleted, unless it is to be dropped."""
    await bot("setWebhook", url="http://127.0.0.1:9/nobody")
    await wang.says("漏水")
    await bot("deleteWebhook")
    assert [one["message"]["text"] for one in await bot("getUpdates")] == ["漏水"]
    await bot("setWebhook", url="http://127.0.0.1:9/nobody", drop_pending_updates=True)
    await bot("deleteWebhook")
    assert await bot("getUpdates") == []


async def test_repeats_are_pushed_too(bot: Bot, sandbox: Sandbox, wang: Phone, receiver: Receiver) -> None:
    """With the same id."""
    await bot("setWebhook", url=receiver.url)
    number = (await wang.says("漏水"))["update_id"]
    await receiver.texts(1)
    await sandbox.replay(number)
    assert (await asyncio.wait_for(receiver.heard.get(), 10))[1]["update_id"] == number


async def test_a_secret_of_other_characters_is_refused(bot: Bot) -> None:
    """Letters, digits, _ and - only."""
    with pytest.raises(Said, match="secret token contains unallowed characters"):
        await bot("setWebhook", url="http://127.0.0.1:9/", secret_token="密")
