"""People and chats that cannot be reached as before: blocked and back, the desk and back, a group that moved, a card gone."""

import pytest

from tests.journeys.acts import card, files, presses, takes
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-reach"),
]


async def test_a_blocked_owner_gets_what_was_kept_when_they_come_back(stage: Stage) -> None:
    """The crew goes on meanwhile; nothing that was owed is lost, and the newest state is right."""
    owner, li = await stage.resident(), stage["李强"]
    number = await files(stage, owner)
    await owner.blocks()
    await takes(stage, number, li)
    await presses(number, li, "出发")
    await li.gets_toast("您出发了")
    await stage.settled()
    await owner.sees_no("李师傅已接单")
    await owner.unblocks()
    await owner.hears(lambda m: "李师傅已接单" in m["text"] and "出发时告诉您" in m["text"])
    await owner.hears(lambda m: "李师傅已出发" in m["text"])
    await owner.hears(lambda m: number in m["text"] and "正在路上" in m["text"] and m["buttons"])
    # Blocked again, and back by writing instead.
    await owner.blocks()
    await presses(number, li, "到场")
    await li.gets_toast("到场时间")
    await stage.settled()
    await owner.unblocks()
    await owner.hears(lambda m: number in m["text"] and "已到场，正在处理" in m["text"])


async def test_words_to_the_desk_and_back(stage: Stage) -> None:
    """INT-17: by replying in the group; later words of the resident go there without being asked what they mean."""
    owner, chen = await stage.resident(), stage["陈静"]
    await owner.says("/menu")
    await owner.taps("联系管家")
    await owner.hears("想跟管家说什么", fresh=True)
    await owner.says("我想问问车位怎么租")
    await owner.hears("我想问问车位怎么租", fresh=True)
    await owner.sends("photo")
    await owner.hears("📷1", fresh=True)
    await owner.taps("发送")
    await owner.hears("已转给管家")
    asked = await chen.hears("我想问问车位怎么租", stage.desk)
    assert owner.name in (asked["text"] or asked["caption"])
    await chen.says("地下一层还有三个,您明天来看", stage.desk, reply_to=asked)
    answer = await owner.hears("地下一层还有三个,您明天来看")
    assert "陈静" in answer["text"]
    await owner.says("好的,几点开门")
    again = await chen.hears("好的,几点开门", stage.desk)
    # Not a reply: group talk is none of ours.
    await chen.says("谁知道几点开门", stage.desk)
    await chen.sends("photo", stage.desk, reply_to=again)
    await owner.hears(lambda m: bool(m["media"]) and m["is_bot"])
    await owner.sees_no("谁知道几点开门")
    await owner.taps("没有别的事了")
    await chen.hears("这段对话已结束", stage.desk)


async def test_a_reply_that_cannot_be_delivered_is_said_to_its_writer(stage: Stage) -> None:
    """Under their own message, whether the resident left before or after the reply was written."""
    owner, chen = await stage.resident(), stage["陈静"]
    await owner.says("/menu")
    await owner.taps("联系管家")
    await owner.hears("想跟管家说什么", fresh=True)
    await owner.says("物业费单子看不懂")
    await owner.taps("发送")
    asked = await chen.hears("物业费单子看不懂", stage.desk)
    await owner.blocks()
    reply = await chen.says("您看第二行就是", stage.desk, reply_to=asked)
    said = await chen.hears(lambda m: "没能送到" in (m["text"] or ""), stage.desk)
    assert said["reply_to"] == reply["message_id"] and owner.name in said["text"]
    reply = await chen.says("我打电话给您", stage.desk, reply_to=asked)
    await chen.hears(
        lambda m: "没能送到" in (m["text"] or "") and m["reply_to"] == reply["message_id"], stage.desk, fresh=True
    )
    await owner.unblocks()


async def test_a_deleted_card_is_posted_anew(stage: Stage) -> None:
    """The crew's, the worker's and the owner's: whoever cleans up a chat loses nothing."""
    owner, li = await stage.resident(), stage["李强"]
    number = await files(stage, owner)
    gone = await card(number, li, stage.crew)
    await li.deletes(gone, stage.crew)
    await owner.deletes(await card(number, owner))
    await li.says("/menu")
    await li.taps("待接单")
    await li.hears(lambda m: m["text"].startswith("待接单") and number in m["text"])
    await li.taps(lambda b: "水管龙头" in b["text"])
    await presses(number, li, "接单")
    await li.gets_toast("归您了")
    anew = await li.hears(lambda m: number in m["text"] and "李强已接单" in m["text"], stage.crew)
    assert anew["message_id"] > gone["message_id"]
    await owner.hears(lambda m: number in m["text"] and "李师傅已接单" in m["text"] and m["buttons"])
    mine = await card(number, li)
    await li.deletes(mine)
    await presses(number, li, "到场", stage.crew)
    await li.hears(lambda m: number in m["text"] and "李强已到场" in m["text"] and m["message_id"] > mine["message_id"])


async def test_a_group_that_moved_keeps_its_cards(stage: Stage) -> None:
    """Cards, bindings and what is on its way go on under the new id."""
    owner, li, chen = await stage.resident(), stage["李强"], stage["陈静"]
    number = await files(stage, owner)
    await card(number, li, stage.crew)
    old = await stage.crew.migrates()
    assert stage.crew.id != old
    later = await files(stage, owner, "卧室门锁坏了")
    await takes(stage, later, li)
    # The case from before: its card in the old group cannot be edited any more and stands anew.
    await li.says("/menu")
    await li.taps("待接单")
    await li.hears(lambda m: m["text"].startswith("待接单") and number in m["text"])
    await li.taps(lambda b: "水管龙头" in b["text"])
    await presses(number, li, "接单")
    await li.hears(lambda m: number in m["text"] and "李强已接单" in m["text"], stage.crew)
    await stage.desk.migrates()
    await owner.says("/menu")
    await owner.taps("联系管家")
    await owner.hears("想跟管家说什么", fresh=True)
    await owner.says("搬家要提前说吗")
    await owner.taps("发送")
    asked = await chen.hears("搬家要提前说吗", stage.desk)
    await chen.says("提前一天说就行", stage.desk, reply_to=asked)
    await owner.hears("提前一天说就行")
    await owner.taps("没有别的事了")


async def test_put_out_of_the_group_the_heads_hear_it_and_work_comes_in_private(stage: Stage) -> None:
    """Nobody waits for a group we may not write to: everybody on duty is offered the work in private."""
    owner, zheng, zhao = await stage.resident(), stage["郑经理"], stage["赵军"]
    await stage.crew.removes("bot")
    await zheng.hears("我被移出了工程班组的群")
    number = await files(stage, owner, "厨房下水堵了")
    offer = await zhao.hears(lambda m: number in m["text"] and "待接单" in m["text"])
    await zhao.taps("我来接", message=offer)
    await owner.hears("赵师傅已接单")
    await stage.crew.adds("bot")
    await stage.settled()
