"""Time passes: a promise nobody kept, with the bot there and with the bot away; a signature nobody gives; quiet hours."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import card, done, files, presses, takes
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-clock"),
]


async def _alerts(who: Phone, number: str) -> list[str]:
    return [m["text"] for m in await who.heard() if number in (m["text"] or "") and "⏰ 超时" in m["text"]]


async def test_an_urgent_case_nobody_took_raises_the_alert_once(stage: Stage) -> None:
    """URG-01: after 15 minutes, to the lead, accepted or not; a restart does not repeat it."""
    await stage.passes_until(14)
    owner, wu = await stage.resident(), stage["吴工"]
    await owner.says("卫生间水管爆了")
    number = await stage.number(owner)
    await stage.passes(minutes=14)
    await stage.settled()
    assert not await _alerts(wu, number)
    await stage.passes(minutes=2)
    alert = await wu.hears(lambda m: number in m["text"] and "⏰ 超时" in m["text"])
    assert "到场" in alert["text"] and "待接单" in alert["text"]
    await owner.hears(lambda m: number in m["text"] and "抱歉，正在催办" in m["text"])
    await stage["李强"].hears(lambda m: number in m["text"] and "已晚" in m["text"], stage.crew)
    await stage.settled()
    await stage.bot.restart(wait=True)
    await stage.settled()
    assert len(await _alerts(wu, number)) == 1
    # From that very message the lead gives it to somebody.
    await presses(number, wu, "指派")
    await wu.taps("李强")
    await presses(number, stage["李强"], "接单")
    await owner.hears(lambda m: "李师傅已接单" in m["text"] and "抱歉" in m["text"])


async def test_the_alert_comes_late_but_comes_when_the_bot_was_down(own_stage: Callable[..., Any]) -> None:
    """Killed before the promise ran out, back after the supervisor's step too: both are told, once, and nobody above."""
    stage = await own_stage()
    owner, wu, zhou, feng = stage["王芳"], stage["吴工"], stage["周敏"], stage["冯主任"]
    await owner.says("家里漏电,摸水龙头麻手")
    number = await stage.number(owner)
    await stage.settled()
    await stage.bot.kill()
    await stage.passes(minutes=25)
    await stage.bot.start()
    for boss in (wu, zhou):
        await boss.hears(lambda m: number in m["text"] and "⏰ 超时" in m["text"])
    await stage.settled()
    assert [len(await _alerts(boss, number)) for boss in (wu, zhou, feng)] == [1, 1, 0]
    # Killed at the very moment of the next promise (URG-02, 8 hours), again and again.
    await takes(stage, number, stage["李强"])
    await presses(number, stage["李强"], "到场")
    await stage.passes(hours=8)
    for _ in range(3):
        await stage.bot.restart()
    await stage.bot.ready()
    await wu.hears(lambda m: number in m["text"] and "⏰ 超时" in m["text"] and "完工" in m["text"])
    await stage.settled()
    assert len([alert for alert in await _alerts(wu, number) if "前完工" in alert]) == 1
    assert (await stage.events(number)).count("alert") == 2
    await stage.all_well()


async def test_silence_after_the_work_is_reminded_once_then_closed_with_a_reason(stage: Stage) -> None:
    """REP-17, X-13: a day, then three; a supervisor decides, the owner reads why."""
    await stage.passes_until(14)
    owner, li, zhou = await stage.resident(), stage["李强"], stage["周敏"]
    number = await files(stage, owner, "卧室插座松动")
    await done(stage, number, owner, li)
    await stage.passes(hours=25)
    await owner.hears(lambda m: number in m["text"] and "用着还好吗" in m["text"])
    await stage.passes(days=1)
    await stage.settled()
    assert len([m for m in await owner.heard() if "用着还好吗" in (m["text"] or "")]) == 1
    await stage.passes(days=2, hours=1)
    asked = await zhou.hears(lambda m: number in m["text"] and "待签字" in m["text"])
    assert "结单" in [b["text"] for row in asked["buttons"] for b in row]
    await zhou.taps("结单", message=asked)
    await zhou.taps("多次联系不上")
    told = await owner.hears(lambda m: number in m["text"] and "已完结" in m["text"] and "多次联系不上" in m["text"])
    assert told
    case = await stage.case(number)
    assert (case.status, case.outcome, case.rating) == ("closed", "no_answer", None)


async def test_an_unfinished_conversation_ends_with_a_kind_word(stage: Stage) -> None:
    """Resumed within its days; after them nothing of it is sent, whatever is pressed on the old question."""
    await stage.passes_until(14)
    owner = await stage.resident()
    await owner.says("厨房水龙头滴水")
    summary = await owner.hears(lambda m: "这样发给我们" in m["text"])
    await stage.passes(days=1)
    await owner.hears(lambda m: m["message_id"] == summary["message_id"])
    await stage.passes(days=30)
    await owner.hears("您上次没填完的内容先收起来了")
    await owner.forges(summary["buttons"][0][0]["data"], summary["message_id"])
    await owner.gets_toast("已经更新")
    assert not await stage.rows(select(t.cases.c.id).where(t.cases.c.unit_id == stage.unit(owner)))


async def test_an_appointment_is_kept_in_mind(stage: Stage) -> None:
    """A window chosen by the owner is the promise: no alert before it is over (REP-11, X-16)."""
    await stage.passes_until(14)
    owner, li, wu = await stage.resident(), stage["李强"], stage["吴工"]
    await owner.says("/menu")
    await owner.taps("我要报修")
    await owner.taps(stage.home(owner))
    await owner.taps("门窗")
    await owner.hears("请说说哪里坏了", fresh=True)
    await owner.says("衣柜门掉下来一半")
    await owner.taps("好了")
    await owner.hears("什么时候方便上门")
    await owner.taps("明天")
    await owner.taps("提交")
    seen = await owner.hears(lambda m: "约好 明天" in m["text"])
    number = await stage.number(owner)
    assert seen
    crew = await card(number, li, stage.crew)
    assert "约好 明天" in crew["text"]
    await stage.passes(hours=12)
    await stage.settled()
    assert not await _alerts(wu, number)
    await stage.passes(days=2)
    await wu.hears(lambda m: number in m["text"] and "⏰ 超时" in m["text"])
