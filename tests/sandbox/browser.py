"""A real browser for the tests of the page, and a line to the sandbox that can be cut."""

import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Self

from playwright.async_api import Page, async_playwright

_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
_STEERED_AT = re.compile(r"DevTools listening on (ws://\S+)")


def browser_path() -> str:
    """The browser's program: the environment's CHROMIUM, else the one installed."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise RuntimeError("the tests of the page need Chromium: install the package chromium, or set CHROMIUM")
    return found


@contextlib.contextmanager
def running_browser() -> Iterator[str]:
    """One browser for many tests; the address it is steered by."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        arguments = [
            browser_path(),
            *_ARGUMENTS,
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as browser:
            assert browser.stderr is not None
            heard = []
            for line in browser.stderr:
                heard.append(line)
                if (found := _STEERED_AT.search(line)) is not None:
                    break
            else:
                raise RuntimeError(f"the browser did not start: {''.join(heard)}")
            # What it says later is nobody's business, but must not fill the pipe.
            reading = threading.Thread(target=browser.stderr.read, daemon=True)
            reading.start()
            try:
                yield found.group(1)
            finally:
                browser.terminate()
                browser.wait(20)
                reading.join(20)


@contextlib.asynccontextmanager
async def opened_page(browser_address: str, url: str, *, quiet: bool = True) -> AsyncIterator[Page]:
    """The page at 1400 × 900, shown. `quiet`: errors on the console or in scripts fail the test at the end."""
    said: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(browser_address)
        context = await browser.new_context(viewport={"width": 1400, "height": 900})
        try:
            page = await context.new_page()
            page.set_default_timeout(20_000)
            page.on("console", lambda word: said.append(word.text) if word.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: said.append(str(error)))
            await page.goto(url)
            await page.locator('[data-testid="connection"][data-online="true"]').wait_for()
            yield page
        finally:
            await context.close()
            await browser.close()
    assert not (quiet and said), said


class Hiccup:
    """A port that passes everything on to the sandbox, until the line is cut, and again when it is mended."""

    def __init__(self, target_port: int) -> None:
        self._target = target_port
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._port = 0

    @property
    def url(self) -> str:
        """Where the sandbox seems to be."""
        return f"http://127.0.0.1:{self._port}/"

    async def __aenter__(self) -> Self:
        await self.mend()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.cut()

    async def mend(self) -> None:
        """Takes connections, always on the same port."""
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Ends all connections and takes no new ones."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for line in list(self._lines):
            line.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._lines |= {writer, far_writer}
        await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))
        self._lines -= {writer, far_writer}


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while block := await reader.read(65_536):
            writer.write(block)
            await writer.drain()
    writer.close()
