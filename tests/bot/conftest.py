"""A pipeline that echoes, against the sandbox as a process of its own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.api import Api
from bot.lanes import Limits
from bot.pipeline import Does, Figures, Pipeline
from store.engine import open_store
from store.tables import metadata
from tests.bot.echo import TOKEN, Echo, Running, kill_hard
from tests.support.phones import Sandbox, SandboxProcess


@pytest.fixture(scope="module")
def process() -> Iterator[SandboxProcess]:
    """One sandbox for the tests of a file; each test makes its own people."""
    started = SandboxProcess("--no-limits")
    started.start()
    yield started
    started.stop()


@pytest.fixture
async def sandbox(process: SandboxProcess) -> AsyncIterator[Sandbox]:
    """The sandbox's control calls, without anything an earlier test has arranged."""
    async with Sandbox(process.url) as control:
        await control.no_faults()
        await control.limits(False)
        await control.reset_log()
        yield control


@pytest.fixture
def started(request: pytest.FixtureRequest, tmp_path: Path, process: SandboxProcess):
    """Makes running pipelines on one database: `async with started() as run`. `kill=True` leaves it as a crash would.

    The database is SQLite; tests that use `database_url` run on each kind.
    """
    both = "database_url" in request.fixturenames
    store = open_store(request.getfixturevalue("database_url") if both else f"sqlite:///{tmp_path}/bot.db")
    metadata.create_all(store.engine)

    @asynccontextmanager
    async def start(
        echo: Echo | None = None, *, poll: bool = True, kill: bool = False, limits: Limits | None = None, **figures: Any
    ) -> AsyncIterator[Running]:
        echo = echo or Echo()
        api = Api(process.url, TOKEN)
        await api.open()
        does = Does(echo.carry_out, echo.apologise, echo.alert, echo.missed)
        figures = {"me": "guanjia_bot", "settle": timedelta(seconds=0.3), "limits": limits or Limits.none(), **figures}
        pipeline = Pipeline(store, api, does, Figures(**figures))
        await pipeline.start()
        polling = asyncio.create_task(pipeline.polling.run()) if poll else None
        run = Running(pipeline, echo)
        run.polling = polling
        try:
            yield run
        finally:
            if polling is not None:
                polling.cancel()
                await asyncio.wait([polling])
            await (kill_hard(pipeline) if kill else pipeline.stop(3))
            await api.close()

    yield start
    store.close()
