"""Breaches and disputes over the wire: found, dissuaded, written up, signed, filed; reported and mediated; killed in between (VIO)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from store import heard_tables as h
from tests.journeys.acts import presses
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-breach"),
]


async def _kills(stage: Stage) -> None:
    await stage.settled()
    await stage.bot.kill()
    await stage.bot.start()


async def _does(
    who: Phone, number: str, label: str, words: str, *signers: str, none: str = "不在聊天里", send: str = "发出"
) -> None:
    """One step: its button, the words, who is asked to sign."""
    await presses(number, who, label)
    await who.hears("做了什么", fresh=True)
    await who.says(words)
    await who.taps("好了")
    for one in signers:
        await who.taps(lambda button, one=one: one in button["text"])
        await who.hears(lambda m, one=one: "✓" in (m["text"] or "") and one in m["text"])
    await who.taps(send if signers else none)


async def test_from_the_patrol_to_the_file_over_a_kill(own_stage: Callable[..., Any]) -> None:
    """VIO-01: every step once, with its signature or without; the record says so."""
    stage = await own_stage()
    chen, zhou, wang = stage["陈静"], stage["周敏"], stage["王芳"]
    await wang.says("/menu")
    await chen.says("/menu")
    await chen.taps("值班与管理")
    await chen.taps("回访走访")
    await chen.taps("发现违规")
    await chen.taps("私搭乱建")
    await chen.hears("哪一户")
    await chen.says("3-2-1502")
    await chen.taps("3栋2单元1502")
    await chen.hears("看到了什么")
    await chen.says("露台在搭阳光房")
    await chen.sends("photo")
    await chen.hears("📷1")
    await _kills(stage)
    await chen.taps("好了")
    await chen.hears("待处理")
    number = await stage.number(chen)
    desk = await zhou.hears(lambda m: number in (m["text"] or ""), stage.desk)
    assert "1502" not in desk["text"]
    await _does(chen, number, "劝阻", "已说明不能搭建，业主答应停工", "王芳")
    await wang.hears("已说明不能搭建")
    await _kills(stage)
    await wang.taps("签字确认")
    await wang.gets_toast("已签字")
    await chen.hears(lambda m: "王芳" in (m["text"] or "") and "签字" in m["text"] and number in m["text"])
    await _does(chen, number, "整改通知", "请于十二月一日前拆除", "王芳")
    await wang.hears("前拆除")
    await wang.taps("不签")
    await wang.gets_toast("记为未签字")
    await _does(chen, number, "已改正", "现场已拆除")
    await zhou.taps(
        "看详情",
        stage.desk,
        message=await zhou.hears(lambda m: number in (m["text"] or "") and bool(m["buttons"]), stage.desk),
    )
    await presses(number, zhou, "归档")
    await zhou.taps("已恢复原状")
    await stage.settled()
    await presses(number, zhou, "书面记录")
    record = await zhou.hears("违规处理记录")
    for said in ("劝阻", "整改通知", "改正", "王芳", "拒签", "已恢复原状"):
        assert said in record["text"]
    steps = await stage.rows(select(h.breach_steps).order_by(h.breach_steps.c.id))
    assert [(s.kind, s.signed_at is not None, s.declined_at is not None) for s in steps] == [
        ("dissuaded", True, False), ("written", False, True), ("corrected", False, False),
    ]  # fmt: skip
    await stage.all_well()


async def test_reported_in_english_and_mediated(own_stage: Callable[..., Any]) -> None:
    """VIO-03: who reported it is told how far it is; both sides sign, each in their language."""
    stage = await own_stage()
    chen, zhou, wang, anna = stage["陈静"], stage["周敏"], stage["王芳"], stage["Anna"]
    await wang.says("/menu")
    await anna.says("/menu")
    await anna.taps("Rules broken")
    await anna.taps("Neighbours' dispute")
    await anna.hears("Where is it")
    await anna.says("3-2-1502")
    await anna.hears("What is going on")
    await anna.says("They drill at night")
    await anna.taps("That")
    await anna.taps("Send")
    await anna.hears("Nobody will be told")
    number = await stage.number(anna)
    desk = await chen.hears(lambda m: number in (m["text"] or ""), stage.desk)
    assert "Anna" not in desk["text"]
    await chen.taps("我来处理", stage.desk, message=desk)
    await _does(chen, number, "调解", "双方同意晚上九点后不施工", "王芳", "Anna")
    await wang.hears("九点后不施工")
    assert not [m for m in await wang.heard() if "drill" in (m["text"] or "") or "Anna" in (m["text"] or "")]
    await wang.taps("签字确认")
    await _kills(stage)
    await anna.taps("Sign")
    await anna.gets_toast("Signed")
    await zhou.taps(
        "看详情",
        stage.desk,
        message=await zhou.hears(lambda m: number in (m["text"] or "") and bool(m["buttons"]), stage.desk),
    )
    await presses(number, zhou, "归档")
    await zhou.taps("双方已谈好")
    await anna.hears(lambda m: "is settled" in (m["text"] or "") and "both sides agreed" in m["text"])
    steps = await stage.rows(select(h.breach_steps))
    assert [s.signed_at is not None for s in steps] == [True, True]
    await stage.all_well()


async def test_nothing_done_is_heard_of(own_stage: Callable[..., Any]) -> None:
    """ASM-11: after the hours of the standard whoever leads hears of it, with the bot away meanwhile."""
    stage = await own_stage()
    anna, zhou = stage["Anna"], stage["周敏"]
    await anna.says("/menu")
    await anna.taps("Rules broken")
    await anna.taps("Building without leave")
    await anna.says("the roof of building 1")
    await anna.says("A shed is going up")
    await anna.taps("That")
    await anna.taps("Send")
    await anna.hears("Nobody will be told")
    number = await stage.number(anna)
    await stage.settled()
    await stage.bot.kill()
    await stage.passes(hours=5)
    await stage.bot.start()
    await zhou.hears(
        lambda m: number in (m["text"] or "") and "⏰ 超时" in m["text"] and "劝阻" in m["text"], within=30
    )
    await stage.all_well()
