"""The whole repair on the other database."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.story import ZH, as_promised, whole_repair

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


async def test_on_postgresql(own_stage: Callable[..., Any], postgres_server: Any) -> None:
    """On a server, and what is owed goes out at once there too."""
    url = postgres_server.database()
    stage = await own_stage(database_url=url)
    number = await whole_repair(stage, stage["王芳"], ZH)
    await stage.all_well()
    await as_promised(stage, number, stage["王芳"])
