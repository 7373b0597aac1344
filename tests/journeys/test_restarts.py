"""The whole repair, with a bot that is killed between any two steps."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.story import ZH, as_promised, whole_repair

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


async def test_killed_between_any_two_steps(own_stage: Callable[..., Any]) -> None:
    """kill -9 after every press, before it may have been received: the owner and the crew notice nothing."""
    stage = await own_stage()
    number = await whole_repair(stage, stage["王芳"], ZH, stage.bot.restart)
    await stage.all_well()
    await as_promised(stage, number, stage["王芳"])
    assert stage.bot.starts > 20
