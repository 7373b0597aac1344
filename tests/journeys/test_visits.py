"""Visits over the wire: planned, made, an opinion that becomes a repair, the summary with its workbook; a forum; killed in between (VIS)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from store import heard_tables as h
from store import tables as t
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-visits"),
]


async def _kills(stage: Stage) -> None:
    await stage.settled()
    await stage.bot.kill()
    await stage.bot.start()


async def _opens(who: Phone, *labels: str) -> None:
    await who.says("/menu")
    for label in labels:
        await who.taps(label)


async def test_a_month_of_visits_over_a_kill(own_stage: Callable[..., Any]) -> None:
    """VIS-02 to VIS-05, VIS-10: the plan, one visit, its opinion as a repair, the month by butler, the summary; nothing twice."""
    stage = await own_stage()
    chen, zhou, owner = stage["陈静"], stage["周敏"], stage["王芳"]
    await owner.says("/menu")
    await _opens(zhou, "值班与管理", "回访走访", "走访")
    await zhou.taps("各管家")
    await zhou.taps("排本月计划")
    await zhou.gets_toast("排好了，共 15 户")
    await _kills(stage)
    assert len(await stage.rows(select(h.visits.c.id))) == 15
    await chen.hears("您有 15 户")
    # Beside the plan, at Wang Fang's door.
    await _opens(chen, "值班与管理", "回访走访", "走访")
    await chen.taps("加一户")
    await chen.hears("哪一户")
    await chen.says("3-2-1502")
    await chen.taps("3栋2单元1502")
    await chen.taps("费用沟通")
    await chen.taps("今天")
    await chen.hears("王芳（业主）")
    await chen.taps("已走访")
    await chen.taps("上门")
    await _kills(stage)
    await chen.taps("王芳")
    await chen.hears("有什么意见")
    await chen.says("楼道灯坏了两周没人修")
    await chen.taps("转给了相关部门")
    await chen.taps("记下")
    await chen.hears(lambda m: "楼道灯坏了两周" in (m["text"] or "") and "已走访" in m["text"])
    await stage["郑经理"].hears("楼道灯坏了两周")
    await _kills(stage)
    await chen.taps("转为报修")
    await chen.taps("电路")
    await chen.taps("尽快")
    await chen.taps("提交")
    await chen.hears("已转为")
    (case,) = await stage.rows(select(t.cases))
    assert (case.words, case.channel, case.unit_id) == ("楼道灯坏了两周没人修", "visit", stage.cast.units["3-2-1502"])
    assert len(await stage.rows(select(h.visit_cases.c.id))) == 1
    await zhou.says("/menu")
    await zhou.taps("值班与管理")
    await zhou.taps("回访走访")
    await zhou.taps("走访")
    await zhou.taps("各管家")
    await zhou.taps("汇总")
    told = await zhou.hears(lambda m: "走访记录" in str(m) and ".xlsx" in str(m), within=20)
    assert told
    assert not [m for m in await owner.heard() if "两周没人修" in (m["text"] or "") and "走访" in m["text"]]
    await stage.all_well()


async def test_a_visit_in_english(own_stage: Callable[..., Any]) -> None:
    """The same card, questions and list for a colleague who reads English."""
    stage = await own_stage()
    chen = stage["陈静"]
    await chen.says("/language")
    await chen.taps("English", message=await chen.hears("Please choose your language"))
    await chen.hears("Tap a button")
    await _opens(chen, "Manage", "Care", "Visits")
    await chen.taps("Add a home")
    await chen.says("2-1-101")
    await chen.taps("2栋1单元101")
    await chen.taps("Regular visit")
    await chen.taps("Today")
    await chen.hears("Nobody has visited this home yet")
    await chen.taps("Another day")
    await chen.taps("Tomorrow")
    await chen.hears("Planned for tomorrow")
    await chen.taps("Visited")
    await chen.taps("By phone")
    await chen.taps("Anna")
    await chen.taps("No opinion")
    await chen.taps("Keep it")
    await chen.hears(lambda m: "Visited" in (m["text"] or "") and "By phone" in m["text"])
    (visit,) = await stage.rows(select(h.visits))
    assert (visit.status, visit.how, visit.opinion) == ("done", "phone", None)
    await stage.all_well()


async def test_a_forum_over_a_kill(own_stage: Callable[..., Any]) -> None:
    """VIS-07: invited once in both languages, one seat, the queue, the reminder, the minutes to who came."""
    stage = await own_stage()
    chen, wang, anna = stage["陈静"], stage["王芳"], stage["Anna"]
    for owner in (wang, anna):
        await owner.says("/menu")
    await _opens(chen, "值班与管理", "回访走访", "座谈会")
    await chen.taps("办一场")
    for asked, said in (
        ("题目", "绿化座谈会"),
        ("在哪里开", "一楼会所"),
        ("什么时候开", "11月28日下午3点"),
        ("几个名额", "1"),
    ):
        await chen.hears(asked)
        await chen.says(said)
    await chen.taps("全部住户")
    await chen.taps("全小区")
    await chen.hears("写一段邀请的话")
    await chen.says("聊聊明年的绿化。")
    await chen.taps("发邀请")
    await stage.bot.kill()
    await stage.bot.start()
    await wang.hears("诚邀您参加", within=30)
    await anna.hears("would be glad to have you there", within=30)
    await _kills(stage)
    await wang.taps("参加")
    await wang.hears("您报名参加")
    await anna.taps("I am coming")
    await anna.hears("number 1 in the queue")
    await wang.taps("不参加")
    await anna.hears("There is a seat for you")
    await stage.passes(days=5, hours=3)
    await anna.hears("The forum is near", within=30)
    await stage.passes(days=1)
    await chen.says("/menu")
    await chen.taps("值班与管理")
    await chen.taps("回访走访")
    await chen.taps("座谈会")
    await chen.taps("看 1")
    await chen.taps("写纪要")
    await chen.taps("都来了")
    await chen.hears("写下纪要")
    await chen.says("Osmanthus will be planted. 明年补种桂花。")
    await _kills(stage)
    await anna.hears("Osmanthus will be planted", within=30)
    await stage.settled()
    assert not [m for m in await wang.heard() if "桂花" in (m["text"] or "")]
    for owner, text in ((wang, "诚邀您参加"), (anna, "would be glad to have you there")):
        assert len([m for m in await owner.heard() if text in (m["text"] or "")]) == 1
    await stage.all_well(undelivered=True)
