"""The process: starts, is killed, stops; says one sentence when it cannot go on."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp
import pytest

from store.engine import open_store
from store.lock import Lock
from tests.bot.test_intake import Channel

PROJECT = Path(__file__).parents[2]


class Bot:
    """`python -m bot run` as a child, with an environment of its own."""

    def __init__(self, folder: Path, url: str, **env: str) -> None:
        keep = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
        self.env = {
            **keep, "BOT_TOKEN": "7:token", "TELEGRAM_API_URL": url, "DATABASE_URL": f"sqlite:///{folder}/bot.db",
            "MEDIA_DIR": f"{folder}/media", "LOG_FORMAT": "json", "PYTHONPATH": str(PROJECT), **env,
        }  # fmt: skip
        self.folder = folder
        self.child: asyncio.subprocess.Process | None = None
        self.said = ""

    async def start(self):
        self.child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=self.folder, env=self.env, stderr=asyncio.subprocess.PIPE
        )
        return self

    async def ready(self):
        async with asyncio.timeout(60):
            while "ready" not in self.said:
                line = await self.child.stderr.readline()
                assert line, self.said
                self.said += line.decode()
        return self

    async def ends(self):
        async with asyncio.timeout(60):
            self.said += (await self.child.stderr.read()).decode()
            return await self.child.wait()


async def test_token_nobody_knows(tmp_path):
    """Exit code 1 and one sentence, without the token."""
    unknown = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    async with Channel() as channel:
        channel.replies = {"getMe": unknown}
        bot = await Bot(tmp_path, channel.api._base.partition("/bot")[0]).start()
        assert await bot.ends() == 1
    assert "BOT_TOKEN" in bot.said and "7:token" not in bot.said and "Traceback" not in bot.said


async def test_database_in_use(tmp_path, sandbox):
    """A second process on the same database does not start."""
    open_store(f"sqlite:///{tmp_path}/bot.db").close()
    with Lock(f"sqlite:///{tmp_path}/bot.db"):
        bot = await Bot(tmp_path, sandbox.url).start()
        assert await bot.ends() == 1
    assert "already running" in bot.said and "Traceback" not in bot.said


async def test_killed_then_started_then_stopped(tmp_path, sandbox, unused_port):
    """kill -9 in the middle, a new start, health and metrics, and a gentle end: exit code 0."""
    wang = await sandbox.person("王芳")
    first = await (await Bot(tmp_path, sandbox.url).start()).ready()
    await wang.says("/start")
    first.child.send_signal(signal.SIGKILL)
    await first.ends()
    await wang.says("你好")
    bot = await (await Bot(tmp_path, sandbox.url, LISTEN=f"127.0.0.1:{unused_port}").start()).ready()
    async with asyncio.timeout(20):
        while await sandbox.pending():
            await asyncio.sleep(0.05)
    async with aiohttp.ClientSession() as http:
        async with http.get(f"http://127.0.0.1:{unused_port}/healthz") as reply:
            assert reply.status == 200
            assert (await reply.json())["status"] == "ok"
        async with http.get(f"http://127.0.0.1:{unused_port}/metrics") as reply:
            assert "guanjia_up 1.0" in await reply.text()
    bot.child.send_signal(signal.SIGTERM)
    assert await bot.ends() == 0
    assert "7:token" not in bot.said


@pytest.fixture
def unused_port():
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
