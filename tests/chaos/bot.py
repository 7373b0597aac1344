"""The bot as a process that is killed, frozen, starved, and started again whenever it has ended."""

import asyncio
import contextlib
import os
import resource
import signal
import sys
from pathlib import Path

from tests.bench.running import PROJECT

SECRET = "chaos-webhook-secret"


class Victim:
    """`start`, then anything; `starts` counts how often it began."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self._env, self._log = {**os.environ, **env}, log
        self._process: asyncio.subprocess.Process | None = None
        self.starts = 0
        #: It was ended, and is started by whoever ended it.
        self._meant = False

    def listens(self, port: int | None) -> None:
        """From the next start on the updates are pushed to that port; None: it asks for them."""
        names = ("WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN")
        there = f"127.0.0.1:{port}"
        values = (f"http://{there}/telegram", SECRET, there) if port else ("", "", "off")
        self._env |= dict(zip(names, values, strict=True))

    async def says(self, *arguments: str) -> tuple[int, str]:
        """A command beside the bot, with its settings: exit code, and what it said."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, cwd=PROJECT, env=self._env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )  # fmt: skip
        said, _ = await process.communicate()
        return process.returncode or 0, said.decode()

    async def start(self) -> None:
        """A new process."""
        with self._log.open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=PROJECT, env=self._env, stdout=out, stderr=out
            )
        self.starts += 1
        self._meant = False

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process is not None
        return self._process.pid

    def fell(self) -> bool:
        """Whether it has ended without anybody asking it to."""
        return self._process is not None and self._process.returncode is not None and not self._meant

    async def ends(self, how: signal.Signals) -> None:
        """SIGKILL or SIGTERM; the new start is the caller's."""
        assert self._process is not None
        self._meant = True
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(how)
        try:
            await asyncio.wait_for(self._process.wait(), 20)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def frozen(self, seconds: float) -> None:
        """It stands still and goes on."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGSTOP)
            await asyncio.sleep(seconds)
            os.kill(self.pid, signal.SIGCONT)

    async def without(self, what: int, most: int, seconds: float) -> None:
        """A limit of the operating system for a while: no more memory, or no file longer than that."""
        with contextlib.suppress(ProcessLookupError):
            before = resource.prlimit(self.pid, what)
            resource.prlimit(self.pid, what, (most, before[1]))
            await asyncio.sleep(seconds)
            resource.prlimit(self.pid, what, before)

    def memory(self) -> int:
        """Bytes of address space in use."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[0]) * resource.getpagesize()
