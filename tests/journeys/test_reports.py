"""Figures on the phone: statistics on demand with chart and workbook, the digest after a night in which the bot was killed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-reports"),
]


async def _digests(who: Phone) -> list[str]:
    return [m for m in await who.heard() if "早报" in (m["text"] or m.get("caption") or "")]


async def test_statistics_on_demand(stage: Stage) -> None:
    """Menu, 报表, 本周: the chart with the words under it, the workbook under its name; drawn by the bot itself."""
    owner, zhou = stage["王芳"], stage["周敏"]
    await owner.says("卫生间水管爆了")
    number = await stage.number(owner)
    await zhou.says("/menu")
    for label in ("值班与管理", "报表", "维修", "本周"):
        await zhou.taps(label)
    await zhou.hears("急修按时到场", within=20)
    await zhou.taps("图和表格")
    book = await zhou.hears(lambda m: "维修周报" in str(m) and ".xlsx" in str(m), within=20)
    assert "维修周报-" in str(book)
    told = next(m for m in await zhou.heard() if "维修周报" in str(m) and "急修 1" in str(m))
    assert "photo" in str(told)
    assert number not in str(told)


async def test_the_digest_comes_once_over_a_kill(own_stage: Callable[..., Any]) -> None:
    """Killed in the evening, back at a quarter past eight: one digest for each who leads, none for the crew, none again."""
    stage = await own_stage()
    owner, zhou, li = stage["王芳"], stage["周敏"], stage["李强"]
    await owner.says("家里漏电,摸水龙头麻手")
    await stage.number(owner)
    await stage.settled()
    await stage.passes_until(20)
    await stage.settled()
    await stage.bot.kill()
    await stage.passes(hours=12, minutes=15)
    await stage.bot.start()
    await zhou.hears("早报", within=30)
    await stage.settled()
    await stage.bot.restart(wait=True)
    await stage.settled()
    assert len(await _digests(zhou)) == 1
    assert not await _digests(li)
