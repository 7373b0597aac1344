"""A bot as a process of its own: started, measured in processor time, stopped by its own pid."""

import asyncio
import os
import signal
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


class Running:
    """`async with Running(*arguments, env=...) as bot:`; what it prints goes to `log`."""

    def __init__(self, *arguments: str, env: dict[str, str] | None = None, log: Path) -> None:
        self.arguments = arguments
        self._env = {**os.environ, **(env or {})}
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> "Running":
        with self._log.open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self.arguments, cwd=PROJECT, env=self._env, stdout=out, stderr=out
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            process.kill()
            await process.wait()

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it has stopped by itself."""
        return self._process is not None and self._process.returncode is not None

    def cpu_s(self) -> float:
        """Processor time used so far, user and system, seconds."""
        return cpu_s(self.pid)


def cpu_s(pid: int | str = "self") -> float:
    """Processor time of a process, seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
