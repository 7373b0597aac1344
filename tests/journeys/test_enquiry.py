"""Asking us something over the wire: answered from what we know, by a person in time, late; the bot killed in between (CBK-23)."""

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
    pytest.mark.xdist_group("journeys-enquiry"),
]


@dataclass(frozen=True)
class Words:
    """What whoever asks says, presses and reads."""

    person: str
    ask: str
    what: str
    known: str
    answer: str
    solved: str
    glad: str
    unknown: str
    promised: str
    told: str
    more: str
    further: str
    enough: str
    thanks: str
    late: str


ZH = Words(
    "王芳", "咨询", "您想问什么", "月租车位怎么申请", "带行驶证到服务中心", "解决了", "能帮上您就好", "可以养大型犬吗", "明天 14:05 前答复您",
    "您问的：「可以养大型犬吗」", "还想问", "肩高怎么量", "好了", "很高兴能帮上", "抱歉，正在催办",
)  # fmt: skip
EN = Words(
    "Anna", "Ask us", "What would you like to know", "where do I get a permit for parking", "Bring your licence", "Solved", "Glad that helped",
    "May I keep a big dog?", "You hear from us by tomorrow 14:05", "You asked: “May I keep a big dog?”", "Ask more", "How is it measured?",
    "That's all", "glad it helped", "We are sorry and pressing for it",
)  # fmt: skip
BOTH = pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])


async def _kills(stage: Stage) -> None:
    await stage.settled()
    await stage.bot.kill()
    await stage.bot.start()


async def _asks(owner: Phone, say: Words, words: str) -> None:
    await owner.taps(say.ask)
    await owner.hears(say.what)
    await owner.says(words)


async def _writes(chen: Phone, *, pause: Callable[[], Any]) -> None:
    """The desk writes an entry in both languages, in the chat."""
    await chen.says("/menu")
    await chen.taps("值班与管理")
    await chen.taps("设置")
    await chen.taps("知识库")
    await chen.taps("写一条")
    for asked, answer in (
        ("业主会怎么问", "停车证怎么办？"), ("怎么答", "带行驶证到服务中心办理。"), ("哪个主题", ""), ("用到哪天", "12月31日"),
        ("业主还会怎么说", "车位 月租"), ("英文怎么问", "How do I get a parking permit?"), ("英文怎么答", "Bring your licence to the desk."),
    ):  # fmt: skip
        await chen.hears(asked)
        if answer:
            await chen.says(answer)
        else:
            await chen.taps("停车")
            await pause()
    await chen.taps("存入知识库")
    await chen.hears("12月31日(周四) 到期")


@BOTH
async def test_answered_from_what_we_know(own_stage: Callable[..., Any], say: Words) -> None:
    """Written in the chat, found in other words, one tap says it helped: no case; killed while writing and while asking."""
    stage: Stage = await own_stage()

    async def pause() -> None:
        await _kills(stage)

    await _writes(stage["陈静"], pause=pause)
    owner = stage[say.person]
    await _asks(owner, say, say.known)
    await owner.hears(say.answer)
    await pause()
    await owner.taps(say.solved)
    await owner.hears(say.glad)
    assert await stage.rows(select(t.cases)) == []
    asked = await stage.rows(select(h.knowledge_asks))
    assert [(row.helpful, row.words) for row in asked] == [(True, say.known)]
    await stage.all_well()


@BOTH
async def test_answered_by_a_person_in_time(own_stage: Callable[..., Any], say: Words) -> None:
    """Taken in the group, a department asked, passed on, asked on, helped; killed after every step."""
    stage: Stage = await own_stage()
    owner, chen, li = stage[say.person], stage["陈静"], stage["李强"]
    await _asks(owner, say, say.unknown)
    await owner.hears(say.promised)
    number = await stage.number(owner)
    await _kills(stage)
    seen = await chen.hears(lambda m: number in m["text"], stage.desk)
    assert owner.name not in seen["text"]
    await presses(number, chen, "我来回答", stage.desk)
    await _kills(stage)
    await presses(number, chen, "问专业班组", stage.desk)
    await chen.taps("工程")
    await chen.taps("跳过")
    await li.hears(lambda m: number in m["text"] and "请帮忙答复客服" in m["text"], stage.crew)
    await _kills(stage)
    await presses(number, li, "我来回答", stage.crew)
    await li.says("肩高35厘米以下可以，要先办证。")
    await li.hears("肩高35厘米以下可以")
    await li.taps("发给客服")
    await chen.hears("请今天转告业主")
    await _kills(stage)
    await owner.sees_no("肩高35厘米以下可以")
    await presses(number, chen, "发给业主")
    await owner.hears(lambda m: say.told in m["text"] and "肩高35厘米以下可以" in m["text"])
    await _kills(stage)
    await presses(number, owner, say.more)
    await owner.says(say.further)
    await owner.hears(say.further)
    await owner.taps(say.enough)
    await chen.hears(lambda m: number in m["text"] and say.further in m["text"], stage.desk)
    await presses(number, chen, "答复", stage.desk)
    await chen.says("从地面量到肩。")
    await chen.hears("从地面量到肩")
    await chen.taps("发给业主")
    await owner.hears("从地面量到肩")
    await _kills(stage)
    await presses(number, owner, say.solved)
    await owner.gets_toast(say.thanks)
    kept = await stage.rows(select(t.cases.c.status, t.cases.c.flow))
    assert [(row.status, row.flow) for row in kept] == [("closed", "enquiry")]
    promises = await stage.rows(select(t.deadlines.c.kind, t.deadlines.c.status).order_by(t.deadlines.c.id))
    assert [(row.kind, row.status) for row in promises] == [
        ("enquiry_answer", "met"), ("enquiry_pass", "met"), ("enquiry_confirm", "dropped"), ("enquiry_answer", "met"),
        ("enquiry_confirm", "met"),
    ]  # fmt: skip
    await stage.all_well()


@BOTH
async def test_answered_late(own_stage: Callable[..., Any], say: Words) -> None:
    """The supervisor is alerted, once, whatever happens to the bot; another time is promised and missed too; then it is answered."""
    stage: Stage = await own_stage()
    owner, chen, zhou = stage[say.person], stage["陈静"], stage["周敏"]
    await _asks(owner, say, say.unknown)
    await owner.hears(say.promised)
    number = await stage.number(owner)
    await stage.settled()
    await stage.bot.kill()
    await stage.passes(hours=24, minutes=10)
    await stage.bot.start()
    alert = await zhou.hears(lambda m: number in m["text"] and "⏰ 超时" in m["text"])
    assert say.unknown in alert["text"]
    await owner.hears(say.late)
    await _kills(stage)
    told = [m for m in await zhou.heard() if number in (m["text"] or "") and "⏰" in m["text"]]
    assert len(told) == 1
    await presses(number, chen, "改答复时间", stage.desk)
    await chen.says("明天下午3点")
    await owner.hears("明天 15:00 前给您答复" if say is ZH else "you hear from us by tomorrow 15:00")
    await _kills(stage)
    await stage.passes(hours=26)
    await zhou.hears(lambda m: number in m["text"] and "⏰ 超时" in m["text"], within=20)
    await presses(number, chen, "答复", stage.desk)
    await chen.says("小型犬可以。")
    await chen.hears("小型犬可以")
    await chen.taps("发给业主")
    await owner.hears(lambda m: say.told in m["text"] and "小型犬可以" in m["text"])
    await zhou.hears(lambda m: number in m["text"] and "已了结" in m["text"])
    promises = await stage.rows(select(t.deadlines.c.kind, t.deadlines.c.status).order_by(t.deadlines.c.id))
    assert [(row.kind, row.status) for row in promises] == [("enquiry_answer", "missed"), ("enquiry_confirm", "open")]
    await stage.all_well()
