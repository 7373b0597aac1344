"""A sandbox in the test's own loop, a client for its control calls, and a bot that is nothing but calls."""

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio

from sandbox.server import Server
from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import Bot, raw_bot


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    """The sandbox itself, listening on a free port."""
    server = Server(bot_id=4242)
    await server.start("127.0.0.1", 0)
    yield server
    server.stop()
    await server.run()


@pytest_asyncio.fixture
async def sandbox(server: Server) -> AsyncIterator[Sandbox]:
    """Its control calls."""
    async with Sandbox(f"http://127.0.0.1:{server.port}") as sandbox:
        yield sandbox


@pytest_asyncio.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """`await bot("sendMessage", chat_id=..., text=...)` gives the result or raises Said."""
    async with aiohttp.ClientSession() as session:
        yield raw_bot(session, sandbox.url)


@pytest_asyncio.fixture
async def wang(sandbox: Sandbox, bot: Bot) -> Phone:
    """Somebody who has started the bot; that update is gone."""
    phone = await sandbox.person("王芳", phone="13800000001")
    await phone.says("/start")
    await bot("deleteWebhook", drop_pending_updates=True)
    return phone
