"""The whole repair in both languages and both ways in."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.story import EN, ZH, as_promised, whole_repair

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]
_CHINESE = re.compile("[一-鿿]")


async def test_in_chinese_at_telegrams_pace(own_stage: Callable[..., Any]) -> None:
    """With pacing on and the sandbox refusing whatever is too fast."""
    stage = await own_stage(paced=True)
    number = await whole_repair(stage, stage["王芳"], ZH)
    await stage.all_well()
    await as_promised(stage, number, stage["王芳"])
    refused = [call for call in await stage.sandbox.calls() if call["error_code"] == 429]
    assert not refused, f"too fast: {refused}"


async def test_in_english(own_stage: Callable[..., Any]) -> None:
    """Anna reads English only, her crew Chinese."""
    stage = await own_stage()
    number = await whole_repair(stage, stage["Anna"], EN)
    await stage.all_well()
    await as_promised(stage, number, stage["Anna"])
    # Names, addresses and what the worker typed are as they are; everything else is in her language.
    as_it_is = str.maketrans("", "", "桂苑栋单元李强水槽下角阀")
    chinese = [m["text"] for m in await stage["Anna"].heard() if _CHINESE.search(m["text"].translate(as_it_is))]
    assert not chinese, f"not in her language: {chinese}"


async def test_by_webhook(own_stage: Callable[..., Any]) -> None:
    """The same, pushed."""
    stage = await own_stage(webhook=True)
    number = await whole_repair(stage, stage["王芳"], ZH)
    await stage.all_well()
    await as_promised(stage, number, stage["王芳"])
