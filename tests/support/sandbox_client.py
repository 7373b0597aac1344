"""The sandbox's control calls, awaited, and the sandbox as a process of its own."""

import asyncio
import os
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import aiohttp

from tests.support.warm import start_sandbox

Json = dict[str, Any]

PROJECT = Path(__file__).parents[2]


class Refused(AssertionError):
    """The sandbox said no to a control call; the text is its reason."""


class Control:
    """One sandbox by its address. Use as an async context manager, or `await close()` at the end."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Lets the connections go; the sandbox itself stays."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, path: str, *, body: Any = None, query: Json | None = None) -> Any:
        """One control call; raises Refused with the sandbox's words."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=90))
        plain = {key: str(value) for key, value in (query or {}).items() if value is not None}
        async with self._session.request(method, f"{self.url}/sandbox/{path}", json=body, params=plain) as reply:
            found = await reply.json()
            if reply.status != 200:
                raise Refused(f"{method} {path} {body or plain}: {found.get('error')}")
            return found

    async def get(self, path: str, **query: Any) -> Any:
        """GET /sandbox/<path>."""
        return await self.call("GET", path, query=query)

    async def post(self, path: str, body: Any = None, **fields: Any) -> Any:
        """POST /sandbox/<path> with the body, or with the fields that are not None."""
        if body is None:
            body = {key: value for key, value in fields.items() if value is not None}
        return await self.call("POST", path, body=body)

    async def state(self) -> Json:
        """Everything a page needs: bot, people, groups, phones, clock, seq."""
        return await self.get("state")

    async def chat(self, chat_id: int, as_user: int | None = None, last: int | None = None) -> Json:
        """One chat with all its messages (or the last so many), deleted ones included."""
        return await self.get("chat", chat_id=chat_id, last=last, **{"as": as_user})

    async def batch(self, *acts: tuple[str, Json]) -> list[Json]:
        """Many control calls in one, for load: (path, body) each."""
        return (await self.post("batch", acts=acts))["results"]

    async def wait(
        self, chat_id: int, after_seq: int, seconds: float, as_user: int | None = None, last: int | None = None
    ) -> Json:
        """The chat as soon as it changed after `after_seq`, or as it is when the seconds are over."""
        fields = {"chat_id": chat_id, "after_seq": after_seq, "timeout": seconds, "as": as_user, "last": last}
        return await self.get("wait", **fields)

    async def now(self) -> float:
        """Sandbox time, unix seconds."""
        return (await self.get("clock"))["now"]

    async def advance(self, seconds: float) -> float:
        """Puts the sandbox clock forward; the new time."""
        return (await self.post("clock", advance_s=seconds))["now"]

    async def set_clock(self, offset_s: float) -> float:
        """Sets how far the sandbox clock is ahead of the real one; the new time."""
        return (await self.post("clock", offset_s=offset_s))["now"]

    async def calls(self, method: str | None = None, after: int = 0) -> list[Json]:
        """The log of the bot's calls, of one method if given."""
        found = await self.get("calls", after=after)
        return [call for call in found if method in (None, call["method"])]

    async def violations(self) -> list[Json]:
        """Calls a correct bot would not make."""
        return await self.get("violations")

    async def reset_log(self) -> None:
        """Forgets calls and violations."""
        await self.post("reset_log")

    async def limits(self, on: bool) -> None:
        """Telegram's pacing on or off."""
        await self.post("limits", on=on)

    async def delay(self, ms: float) -> None:
        """A delay of every Bot API reply but getUpdates."""
        await self.post("delay", ms=ms)

    async def fault(self, action: str, method: str = "*", *, times: int = 1, **more: Any) -> None:
        """Arranges trouble: refuse, drop_before, drop_after or delay; more: chat_id, error_code, description,
        parameters, ms.
        """
        await self.post("faults", action=action, method=method, times=times, **more)

    async def no_faults(self) -> None:
        """Takes back all arranged trouble."""
        await self.call("DELETE", "faults")

    async def raw(self, update: Any) -> int | None:
        """Queues anything as an update."""
        return (await self.post("raw", {"update": update}))["update_id"]

    async def replay(self, *update_ids: int) -> list[int]:
        """Delivers updates again with the same ids."""
        return (await self.post("replay", update_ids=list(update_ids)))["update_ids"]

    async def renumber(self, base: int) -> None:
        """The next update gets this id."""
        await self.post("renumber", base=base)

    async def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return (await self.get("updates"))["pending"]

    async def phones(self, *user_ids: int) -> None:
        """Which phones the page shows."""
        await self.post("phones", [{"user_id": user_id} for user_id in user_ids])

    async def shutdown(self) -> None:
        """Stops the sandbox."""
        await self.post("shutdown")


class Process:
    """`python -m sandbox` on a free port: started and stopped by its own pid. Works with `with` and, from subclasses,
    `async with`.
    """

    def __init__(self, *arguments: str) -> None:
        self.arguments = arguments
        self.url = ""
        self._process: ForkServerProcess | None = None
        self._output: Connection | None = None  # open as long as it runs

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process is not None and self._process.pid is not None, "the sandbox is not running"
        return self._process.pid

    def start(self) -> str:
        """Starts the sandbox and waits until it listens; its address."""
        self._process, self._output = start_sandbox(["--port", "0", *self.arguments])
        with open(os.dup(self._output.fileno())) as lines:
            line = lines.readline()
        if "http://" not in line:
            self.stop()
            raise AssertionError(f"the sandbox did not start: {line!r}")
        self.url = line.split()[-1]
        return self.url

    def stop(self) -> None:
        """Ends the sandbox, gently first."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        process.join(5)
        if process.exitcode is None:
            process.kill()
            process.join()
        if self._output is not None:
            self._output.close()

    def wait(self, seconds: float = 10) -> int:
        """Waits until the sandbox has ended by itself; its exit code."""
        assert self._process is not None, "the sandbox is not running"
        self._process.join(seconds)
        assert self._process.exitcode is not None, "the sandbox has not ended"
        return self._process.exitcode

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def started(self) -> str:
        """`start` without holding up the loop."""
        return await asyncio.to_thread(self.start)

    async def stopped(self) -> None:
        """`stop` without holding up the loop."""
        await asyncio.to_thread(self.stop)
