"""Suggestions and praise over the wire: written, taken, opined on, answered in words; praise counted; killed in between (CBK-22, X-39)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from store import heard_tables as h
from store import tables as t
from tests.journeys.acts import presses
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-suggestion"),
]


@dataclass(frozen=True)
class Words:
    """What whoever writes says, presses and reads."""

    person: str
    begin: str
    suggest: str
    praise: str
    enough: str
    team: str
    unsure: str
    send: str
    idea: str
    thanked: str
    promised: str
    adopted: str
    arranged: str
    more: str
    second: str
    kindly: str
    study: str
    glad: str
    passed_on: str


ZH = Words(
    "王芳", "建议与表扬", "🌱 提建议", "👏 表扬", "好了", "工程", "不确定", "发出", "单元门口加一盏灯吧", "谢谢您的建议", "前答复您",
    "您的建议采纳了", "已经安排下去", "还有建议", "快递柜多装一组", "谢谢您的好建议", "这个想法很好", "师傅又快又仔细", "已转达给李强",
)  # fmt: skip
EN = Words(
    "Anna", "Suggest or praise", "🌱 Suggest something", "👏 Praise somebody", "That's all", "Repairs", "Not sure", "Send",
    "A lamp at the entrance, please", "Thank you for the idea", "You hear from us by", "Your suggestion is adopted",
    "arranged", "Suggest more", "More parcel lockers", "Here is our answer", "We like the idea", "Quick and careful work", "Passed on to 李强",
)  # fmt: skip
BOTH = pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])


async def _kills(stage: Stage) -> None:
    await stage.settled()
    await stage.bot.kill()
    await stage.bot.start()


async def _suggests(owner: Phone, say: Words, words: str, team: str) -> None:
    """From the screen that offers it, to the last look and out."""
    await owner.taps(say.suggest)
    await owner.says(words)
    await owner.taps(say.enough)
    await owner.taps(team)
    await owner.taps(say.send)


@BOTH
async def test_a_suggestion_is_answered_in_words(own_stage: Callable[..., Any], say: Words) -> None:
    """Routed without a name, opined on by the department, adopted; another is answered kindly; killed between the steps."""
    stage: Stage = await own_stage()
    owner, chen, li = stage[say.person], stage["陈静"], stage["李强"]
    await owner.taps(say.begin)
    await owner.taps(say.suggest)
    await owner.says(say.idea)
    await _kills(stage)  # in the middle of the conversation: nothing typed is lost
    await owner.taps(say.enough)
    await owner.taps(say.team)
    await owner.taps(say.send)
    await owner.hears(lambda m: say.thanked in (m["text"] or "") and say.promised in m["text"])
    number = await stage.number(owner)
    for reader, group in ((chen, stage.desk), (li, stage.crew)):
        seen = await reader.hears(lambda m: number in (m["text"] or "") and say.idea in m["text"], group)
        assert owner.name not in seen["text"]
    await presses(number, chen, "我来跟进", stage.desk)
    await chen.gets_toast("由您来跟进", stage.desk)
    await presses(number, li, "说说看法", stage.crew)
    await li.says("可以装，材料费两百元左右")
    await chen.hears(lambda m: number in (m["text"] or "") and "工程的看法：可以装" in m["text"], stage.desk)
    await _kills(stage)
    await owner.sees_no("材料费")
    await presses(number, chen, "采纳", stage.desk)
    await chen.taps("1 已安排")
    await owner.hears(lambda m: say.adopted in (m["text"] or "") and say.arranged in m["text"])
    await _kills(stage)
    told = [m for m in await owner.heard() if say.adopted in (m["text"] or "")]
    assert len(told) == 1

    await owner.taps(say.more)
    await _suggests(owner, say, say.second, say.unsure)
    await owner.hears(lambda m: say.second in (m["text"] or "") and say.promised in m["text"])
    second = await stage.number(owner, after=number)
    await presses(second, chen, "暂不采纳", stage.desk)
    await chen.taps("2 再了解一下")
    await owner.hears(lambda m: second in (m["text"] or "") and say.kindly in m["text"] and say.study in m["text"])
    kept = await stage.rows(select(t.cases.c.flow, t.cases.c.status, t.cases.c.outcome).order_by(t.cases.c.id))
    assert [tuple(row) for row in kept] == [("suggestion", "closed", "arranged"), ("suggestion", "closed", "study")]
    promises = await stage.rows(select(t.deadlines.c.kind, t.deadlines.c.status).order_by(t.deadlines.c.id))
    assert [tuple(row) for row in promises] == [("suggestion_answer", "met")] * 2
    assert "suggestion_opinion" in await stage.events(number)
    await stage.all_well()


@BOTH
async def test_praise_reaches_and_counts(own_stage: Callable[..., Any], say: Words) -> None:
    """For whoever served them: thanked, told to the praised without a name and to their lead, counted once over a kill."""
    stage: Stage = await own_stage()
    owner, li, wu = stage[say.person], stage["李强"], stage["吴工"]
    await _served(stage, owner, li)
    await owner.says("/menu")
    await owner.taps(say.begin)
    await owner.taps(say.praise)
    await owner.says(say.glad)
    await owner.taps(say.enough)
    await owner.taps("李强")
    await _kills(stage)
    await owner.taps(say.send, times=2)
    await owner.hears(say.passed_on)
    seen = await li.hears(lambda m: "有住户表扬您" in (m["text"] or "") and say.glad in m["text"])
    assert owner.name not in seen["text"]
    await wu.hears("有住户表扬李强")
    await _kills(stage)
    praised = await stage.rows(select(h.praises.c.staff_id))
    assert len(praised) == 1
    await wu.says("/menu")
    await wu.taps("值班与管理")
    await wu.taps("回访走访")
    await wu.taps("表扬榜")
    await wu.hears(lambda m: "李强（维修）1 次" in (m["text"] or "") and "· 1 条" in m["text"])
    await stage.all_well()


async def _served(stage: Stage, owner: Phone, li: Phone) -> None:
    """李强 has taken a repair of theirs."""
    zh = owner.name == ZH.person
    await owner.says("厨房水龙头滴水" if zh else "the kitchen tap is dripping")
    await owner.taps("提交" if zh else "Send")
    await owner.hears("已收到" if zh else "Received", fresh=True)
    number = await stage.number(owner)
    await presses(number, li, "我来接", stage.crew)
    await li.gets_toast("归您了", stage.crew)
