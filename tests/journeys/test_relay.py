"""Residents and the desk through the bot, over HTTP: words, albums, edits, a blocked owner, a supervisor in private, kill -9."""

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import files
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-relay"),
]


async def asks(stage: Stage, owner: Phone, words: str, *, talk: str = "联系管家", send: str = "发送") -> dict:
    """A resident speaks to the desk; the copy in the desk's group."""
    await owner.says("/menu")
    await owner.taps(talk)
    await owner.hears("想跟管家说什么" if talk == "联系管家" else "What would you like to tell us", fresh=True)
    await owner.says(words)
    await owner.hears(words, fresh=True)
    await owner.taps(send)
    return await stage["陈静"].hears(words, stage.desk)


def _pictures(screen: dict) -> list:
    """The pictures of the bot, once there are three."""
    found = [m for m in screen["messages"] if m["is_bot"] and m["media"] and not m["deleted"]]
    return found if len(found) == 3 else []


async def test_words_albums_edits_and_an_end(stage: Stage) -> None:
    """Both ways, in Chinese: who is on duty is said, edits follow, the album is whole and can be replied to."""
    owner, chen, zhou = await stage.resident(), stage["陈静"], stage["周敏"]
    asked = await asks(stage, owner, "地下车位怎么租")
    await owner.hears("现在值班")
    assert owner.name in asked["text"] and stage.home(owner)[-3:] not in asked["text"]
    await chen.taps("我来回复", stage.desk, message=asked)
    await zhou.hears("陈静在跟进", stage.desk)
    reply = await chen.says("地下一层还有三个", stage.desk, reply_to=asked)
    answer = await owner.hears("地下一层还有三个")
    assert "陈静" in answer["text"]
    # Edited by the desk, edited by the resident.
    await chen.edits(reply["message_id"], "地下一层还有两个", stage.desk)
    await owner.hears(lambda m: "地下一层还有两个" in m["text"] and m["message_id"] == answer["message_id"])
    mine = await owner.says("明天八点去看可以吗")
    again = await chen.hears("明天八点去看可以吗", stage.desk)
    await owner.edits(mine["message_id"], "明天九点去看可以吗")
    changed = await chen.hears(lambda m: "明天九点" in m["text"] and "已改" in m["text"], stage.desk)
    assert changed["message_id"] == again["message_id"]
    # An album with its words, edited under the picture; a reply to one of its pictures.
    album = await owner.sends("album", caption="是这两个吗", count=3)
    await chen.hears("是这两个吗", stage.desk)
    pictures = await chen.until(_pictures, "three pictures", stage.desk)
    await owner.edits(album["message_ids"][0], "是这三个吗")
    await chen.hears("是这三个吗", stage.desk)
    await chen.says("对的,随便选", stage.desk, reply_to=pictures[-1])
    await owner.hears("对的,随便选")
    # A voice and a file back.
    await chen.sends("voice", stage.desk, reply_to=changed)
    await owner.hears(lambda m: bool(m["media"]) and m["media"]["kind"] == "voice")
    await chen.sends("document", stage.desk, reply_to=changed)
    await owner.hears(lambda m: bool(m["media"]) and m["media"]["kind"] == "document")
    # A picture with words of the desk, put right.
    photo = await chen.sends("photo", stage.desk, reply_to=changed, caption="入口在这里")
    shown = await owner.hears("入口在这里")
    await chen.edits(photo["message_ids"][0], "入口在左边", stage.desk)
    await owner.hears(lambda m: "入口在左边" in m["text"] and m["message_id"] == shown["message_id"])
    # A reply is shown as one.
    word = await owner.says("谢谢,就这个", reply_to=shown)
    said = await chen.hears("谢谢,就这个", stage.desk)
    assert said["reply_to"] is not None and word
    await owner.taps("没有别的事了")
    await chen.hears("这段对话已结束", stage.desk)


async def test_a_blocked_owner_reads_it_when_they_are_back_and_the_desk_wants_so(stage: Stage) -> None:
    """Said to the writer at once; offered again later; sent by a button, not behind the desk's back."""
    owner, chen = await stage.resident(), stage["陈静"]
    asked = await asks(stage, owner, "物业费单子看不懂")
    await owner.blocks()
    reply = await chen.says("您看第二行就是", stage.desk, reply_to=asked)
    failed = await chen.hears(lambda m: "没能送到" in m["text"] and owner.name in m["text"], stage.desk)
    assert failed["reply_to"] == reply["message_id"]
    await stage.settled()
    await owner.unblocks()
    offer = await chen.hears(lambda m: "又能收到消息了" in m["text"] and owner.name in m["text"], stage.desk)
    assert "您看第二行就是" in offer["text"]
    await stage.settled()
    await owner.sees_no("您看第二行就是")
    await chen.taps("再发一次", stage.desk, message=offer)
    await owner.hears("您看第二行就是")
    await owner.taps("没有别的事了")


async def test_a_supervisor_receives_in_private_and_it_belongs_to_the_case(stage: Stage) -> None:
    """CMP-24: nothing more of it in the group; what was said is read from the case by those who may."""
    owner, chen, zhou = await stage.resident(), stage["陈静"], stage["周敏"]
    number = await files(stage, owner)
    await owner.taps("联系管家", message=await owner.hears(lambda m: number in m["text"] and m["buttons"]))
    await owner.hears("想跟管家说什么", fresh=True)
    await owner.says("等了一上午没人来")
    await owner.hears("等了一上午没人来", fresh=True)
    await owner.taps("发送")
    asked = await chen.hears("等了一上午没人来", stage.desk)
    assert number in asked["text"]
    await chen.taps("单独接待", stage.desk, message=asked)
    await chen.taps("周敏")
    await zhou.hears("由您单独接待")
    await owner.hears("我是周敏")
    await owner.says("你们太过分了")
    private = await zhou.hears("你们太过分了")
    await zhou.says("是我们不对,我马上派人", reply_to=private)
    await owner.hears("是我们不对,我马上派人")
    await stage.settled()
    await chen.sees_no("太过分", stage.desk)
    await owner.taps("经过", message=await owner.hears(lambda m: number in m["text"] and "📍" in m["text"]))
    await owner.taps("看对话")
    await owner.hears(lambda m: "您跟物业的对话" in m["text"] and "是我们不对" in m["text"])
    await owner.taps("没有别的事了")


async def test_in_english(stage: Stage) -> None:
    """The same for somebody who reads English; the desk reads Chinese."""
    owner, chen = await stage.resident("en"), stage["陈静"]
    asked = await asks(stage, owner, "Where can I park my bike", talk="Talk to us", send="Send")
    await owner.hears("on duty now")
    reply = await chen.says("In the shed behind building 2", stage.desk, reply_to=asked)
    answer = await owner.hears("In the shed behind building 2")
    assert "property office" in answer["text"]
    await chen.edits(reply["message_id"], "In the shed behind building 3", stage.desk)
    await owner.hears(lambda m: "building 3" in m["text"] and "(edited)" in m["text"])
    await owner.says("Thank you")
    await chen.hears("Thank you", stage.desk)
    await chen.taps("结束对话", stage.desk)
    await owner.hears("We leave it here for now")


async def test_who_waits_is_reminded_and_silence_ends_it(own_stage) -> None:
    """The clock: the desk, then the supervisor; answered, it ends by itself a day later."""
    stage: Stage = await own_stage()
    owner, chen, zhou = await stage.resident(), stage["陈静"], stage["周敏"]
    asked = await asks(stage, owner, "晚上几点关门")
    await stage.passes(minutes=11)
    await chen.hears("的话还没有人回", stage.desk)
    await stage.passes(minutes=20)
    await zhou.hears("客服还没有回")
    await chen.says("十点", stage.desk, reply_to=asked)
    await owner.hears("十点")
    await stage.passes(hours=25)
    await owner.hears("这次的对话先到这里")
    # A reply to what stands there from before goes on with it.
    await chen.says("今天提前到九点", stage.desk, reply_to=asked)
    await owner.hears("今天提前到九点")
    await stage.all_well()


async def test_kill_in_the_middle_of_everything(own_stage) -> None:
    """kill -9 between any two words: each is there once on the other side, edits too, nothing is lost."""
    stage: Stage = await own_stage()
    owner, chen = await stage.resident(), stage["陈静"]
    asked = await asks(stage, owner, "问题零")
    said = []
    for n in range(1, 7):
        mine = await owner.says(f"问题{n}号")
        reply = await chen.says(f"回答{n}号", stage.desk, reply_to=asked)
        if n % 2:
            await stage.bot.restart(kill=True, wait=False)
        await owner.edits(mine["message_id"], f"问题{n}号改")
        await chen.edits(reply["message_id"], f"回答{n}号改", stage.desk)
        if n % 3 == 0:
            await owner.sends("album", caption=f"图{n}", count=3)
            await stage.bot.restart(kill=True, wait=False)
        said.append(n)
    await stage.bot.ready()
    for n in said:
        await chen.hears(f"问题{n}号改", stage.desk)
        await owner.hears(f"回答{n}号改")
    await stage.settled()
    rows = await stage.rows(select(t.relay_messages).order_by(t.relay_messages.c.id))
    assert len(rows) == 1 + 2 * len(said) + 2, "each thing said is on the record once"
    assert all(row.edited_at is not None and row.earlier for row in rows if row.text.endswith("号改"))
    in_doubt = sum(line["sent_again"] for line in stage.bot.warnings() if "sent_again" in line)
    there = [m["text"] or "" for m in await chen.heard(stage.desk)]
    back = [m["text"] or "" for m in await owner.heard()]
    twice = sum(sum(f"问题{n}号" in text for text in there) - 1 for n in said)
    twice += sum(sum(f"回答{n}号" in text for text in back) - 1 for n in said)
    assert 0 <= twice <= in_doubt, "a message is repeated only where a kill left it in doubt"
    await stage.all_well()
