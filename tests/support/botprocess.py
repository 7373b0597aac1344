"""The real bot as a process: started, killed, restarted; its log is read, and told when it dies unasked."""

import asyncio
import json
import os
import socket
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.support.sandbox_client import PROJECT, Json
from tests.support.warm import start_bot

TOKEN = "7000000001:AAE-journeys-must-never-read-this-in-a-log"  # noqa: S105 - the sandbox takes any
SECRET = "journeys-webhook-secret"  # noqa: S105

#: How long the bot may take to come up, and to end, seconds; a loaded machine is slow.
PATIENCE_S = 60.0
TAIL = 40


class BotProcess:
    """`async with BotProcess(...) as bot:` starts the bot as `python -m bot run` does and ends it at the end, gently.

    Killed and started again any number of times; the log of all runs is one file. Whatever waits for the bot fails
    with the tail of that log when the bot has died by itself.
    """

    def __init__(
        self, sandbox_url: str, database_url: str, folder: Path, *, webhook: bool = False, pacing: bool = False
    ) -> None:
        self.folder = folder
        self.log_file = folder / "bot.log"
        self.environment = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": sandbox_url,
            "DATABASE_URL": database_url,
            "MEDIA_DIR": str(folder / "media"),
            "CLOCK_URL": f"{sandbox_url}/sandbox/clock",
            "PACING": "on" if pacing else "off",
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "INFO",
            "PYTHONPATH": str(PROJECT),
            "PYTHONUNBUFFERED": "1",
        }
        if webhook:
            self.environment |= {"WEBHOOK_SECRET": SECRET}
        self._webhook = webhook
        self._process: ForkServerProcess | None = None
        self._read_to = 0
        #: Where in the log this run begins.
        self._from = 0
        self.starts = 0

    async def __aenter__(self) -> "BotProcess":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.terminate()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.is_alive()

    async def start(self, *, wait: bool = True) -> None:
        """Starts it and, unless told not to wait, waits until it says that it is ready."""
        assert self._process is None, "the bot runs already"
        if self._webhook and "WEBHOOK_URL" not in self.environment:
            port = _free_port()
            self.environment |= {"LISTEN": f"127.0.0.1:{port}", "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram"}
        # Nothing of the surroundings' settings reaches the bot, and no `.env` lies in its folder.
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self._from = self.log_file.stat().st_size if self.log_file.exists() else 0
        self.log_file.touch()
        self._process = start_bot(self.folder, {**inherited, **self.environment}, self.log_file)
        self.starts += 1
        if wait:
            await self.ready()

    async def ready(self) -> None:
        """Waits until this run has said "ready"."""
        await self.says("ready")

    async def says(self, event: str, test: Callable[[Json], bool] = lambda line: True) -> None:
        """Waits until this run's log has a line of that event that passes the test."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        while not any(line.get("event") == event and test(line) for line in self._lines(self._from)):
            self.check_alive()
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"the bot never said {event!r}\n{self.tail()}")
            await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """kill -9: it has no time for anything."""
        process = self._gone()
        process.kill()
        await asyncio.to_thread(process.join)

    async def terminate(self) -> int:
        """SIGTERM; its exit code. Fails when it does not end, or not with 0."""
        if self._process is None:
            return 0
        self.check_alive()
        process = self._gone()
        process.terminate()
        await asyncio.to_thread(process.join, PATIENCE_S)
        code = process.exitcode
        if code is None:
            process.kill()
            await asyncio.to_thread(process.join)
            raise AssertionError(f"the bot did not stop when it was asked to\n{self.tail()}")
        assert code == 0, f"the bot ended with {code}\n{self.tail()}"
        return code

    async def restart(self, *, kill: bool = True, wait: bool = False) -> None:
        """Ends and starts it; by default with kill -9, and without waiting: phones wait for what they expect."""
        await (self.kill() if kill else self.terminate())
        await self.start(wait=wait)

    def check_alive(self) -> None:
        """Fails with the tail of the log when the bot has ended by itself."""
        code = self._process.exitcode if self._process is not None else None
        if code is not None:
            self._process = None
            raise AssertionError(f"the bot died (exit code {code})\n{self.tail()}")

    def log(self) -> str:
        """Everything it has ever written."""
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def tail(self) -> str:
        """The last lines of the log."""
        return "\n".join(["── log of the bot ──", *self.log().splitlines()[-TAIL:]])

    def bugs(self) -> list[str]:
        """Log lines since the last call that mean a bug: errors, and anything that is not a line of the log."""
        found = [line for line in self._lines(self._read_to) if line.get("level") not in ("debug", "info", "warning")]
        self._read_to = self.log_file.stat().st_size
        return [json.dumps(line, ensure_ascii=False) for line in found]

    def warnings(self) -> list[Json]:
        """All lines of level warning."""
        return [line for line in self._lines(0) if line.get("level") == "warning"]

    def _gone(self) -> ForkServerProcess:
        process, self._process = self._process, None
        assert process is not None, "the bot does not run"
        return process

    def _lines(self, start: int) -> list[Json]:
        """The whole lines from there on; what is no JSON has no level."""
        with self.log_file.open("rb") as log:
            log.seek(start)
            written = log.read()
        return [_parsed(line) for line in written.decode(errors="replace").splitlines(keepends=True) if line.strip()]


def _parsed(line: str) -> Json:
    try:
        found = json.loads(line)
    except ValueError:
        # A kill may cut the last line short; it is read whole the next time, or stays a stump.
        return {"level": "info", "cut": line} if line.lstrip().startswith("{") else {"level": "none", "line": line}
    return found if isinstance(found, dict) else {"level": "none", "line": line}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
