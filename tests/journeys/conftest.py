"""The stages of the journeys: one for all stories of a file, or one of its own for a story that needs it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.support.stagecraft import Stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One stage for all stories of a file."""
    async with Stage(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def stage(house: Stage) -> AsyncIterator[Stage]:
    """The file's stage; after each story all must be well on it."""
    yield house
    await house.all_well()


@pytest_asyncio.fixture(loop_scope="module")
async def own_stage(tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
    """`await own_stage(webhook=True, ...)`: a stage for this story alone."""
    async with AsyncExitStack() as stack:

        async def open_stage(**how: Any) -> Stage:
            return await stack.enter_async_context(Stage(tmp_path, **how))

        yield open_stage
