"""What a repair can come to on its way: urgent, priced, put off, handed on, sent back, broken again, not needed."""

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import card, done, files, finishes, presses, signs, takes
from tests.support.stagecraft import NUMBER, Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-turns"),
]


async def test_a_burst_pipe_typed_is_an_alarm_at_once(stage: Stage) -> None:
    """X-52: safety words, number and promise with the very next message; the crew knows; the place is hers."""
    wang, li = stage["王芳"], stage["李强"]
    await wang.says("厨房水管爆了,3栋2单元1502")
    safe = await wang.hears("请先保证安全")
    number = await stage.number(wang)
    assert "3栋2单元1502" in safe["text"] and "今天 14:20 前到" in safe["text"]
    seen = await card(number, li, stage.crew)
    assert "🚨 急修" in seen["text"] and "1502" not in seen["text"] and "王芳" not in seen["text"]
    case = await stage.case(number)
    assert (case.urgent, case.danger, case.unit_id) == (True, "burst_pipe", stage.cast.units["3-2-1502"])
    # Details afterwards: a photo and a correction of the place.
    await presses(number, wang, "补充")
    await wang.sends("photo")
    await wang.taps("好了")
    await li.hears("📷1", stage.crew)
    await done(stage, number, wang, li)
    await signs(number, wang)
    assert (await stage.case(number)).status == "closed"


async def test_a_danger_without_a_place_asks_for_it_afterwards(stage: Stage) -> None:
    """A stranger's flat typed by a resident is never taken for their home: it stays in their own words."""
    owner, li = await stage.resident(), stage["李强"]
    await owner.says("1栋1单元101着火了")
    number = await stage.number(owner)
    await owner.hears("请先保证安全")
    case = await stage.case(number)
    assert case.unit_id is None and "1栋1单元101" in (case.place or "")
    await presses(number, owner, stage.home(owner))
    await owner.gets_toast("地点已告诉师傅")
    await li.hears(lambda m: number in (m["text"] or "") and stage.home(owner)[:2] in m["text"], stage.crew)
    await presses(number, owner, "取消")
    await owner.gets_toast("已取消")


async def test_a_price_is_agreed_before_the_work(stage: Stage) -> None:
    """REP-18: no finishing without consent; the button of an older quote is outdated; the amount is owing."""
    owner, li = await stage.resident(), stage["李强"]
    number = await files(stage, owner)
    await takes(stage, number, li)
    await presses(number, li, "到场")
    await presses(number, li, "完工")
    await li.taps("更换")
    await li.hears("哪个部位", fresh=True)
    await li.says("角阀")
    await li.taps("没用材料")
    await li.taps("没有照片")
    await li.taps("交单")
    await li.gets_toast("这单要收费")
    await li.says("/cancel")
    await li.hears("已取消", fresh=True)

    async def quotes(item: str, times: int) -> None:
        await presses(number, li, "报价" if times == 1 else "改报价")
        for count in range(1, times + 1):
            await li.taps(item)
            await li.hears(f"{item} × {count}")
        await li.taps("选好了")
        await li.taps("没有了")
        await li.taps("发送")

    await quotes("项目W1", 1)
    asked = await owner.hears(lambda m: "报价 ¥80.00" in m["text"] and "不修也没关系" in m["text"])
    older = asked["buttons"][0][0]["data"]
    await quotes("项目W2", 2)
    newer = await owner.hears(lambda m: "× 2" in m["text"] and "¥60.00" in m["text"])
    # A press of the older price that was under way when it changed.
    await owner.forges(older, newer["message_id"])
    await owner.gets_toast("已经更新")
    assert (await stage.case(number)).status == "quoted"
    await owner.taps("同意 ¥60.00")
    await owner.gets_toast("师傅这就动手")
    await li.hears("业主同意 ¥60.00")
    await presses(number, li, "完工")
    await li.taps("更换")
    await li.hears("哪个部位", fresh=True)
    await li.says("角阀")
    await li.taps("按报价单")
    await li.taps("没有照片")
    await li.taps("交单")
    await owner.hears("💰 ¥60.00（您已同意）")
    await signs(number, owner)
    case = await stage.case(number)
    assert (case.status, case.owing_fen, case.quote_fen) == ("closed", 6000, 6000)


async def test_a_price_declined_ends_politely(stage: Stage) -> None:
    """SPS-27: nothing is owed."""
    owner, li = await stage.resident(), stage["李强"]
    number = await files(stage, owner)
    await takes(stage, number, li)
    await presses(number, li, "报价")
    await li.taps("价目表里没有")
    await li.hears("项目 空格 金额", fresh=True)
    await li.says("换整套龙头 480")
    await li.taps("发送")
    await owner.hears("¥480.00")
    await owner.taps("不修了")
    await owner.gets_toast("没有产生费用")
    await li.hears(f"{number} 业主不修了")
    case = await stage.case(number)
    assert (case.status, case.owing_fen) == ("declined", 0)


async def test_put_off_the_owner_hears_the_reason_and_the_new_promise(stage: Stage) -> None:
    """REP-12; the promise moves with it, and the job goes on from there."""
    owner, li = await stage.resident(), stage["李强"]
    number = await files(stage, owner)
    await takes(stage, number, li)
    await presses(number, li, "改期")
    await li.taps("等配件")
    await li.hears("改到什么时候", fresh=True)
    await li.says("明天下午3点")
    await li.taps("发送")
    told = await owner.hears("要改个时间，抱歉")
    assert "等配件" in told["text"] and "明天 15:00 前" in told["text"]
    await owner.hears(lambda m: "改期：等配件" in m["text"] and "⏱ 明天 15:00 前来修" in m["text"])
    await presses(number, li, "出发")
    await owner.hears(lambda m: number in m["text"] and "正在路上" in m["text"])


async def test_handed_to_a_colleague_the_first_one_sees_no_address_any_more(stage: Stage) -> None:
    """REP-06: the other one confirms; the owner sees who comes."""
    owner, li, zhao = await stage.resident(), stage["李强"], stage["赵军"]
    number = await files(stage, owner)
    await takes(stage, number, li)
    await presses(number, li, "转单")
    await li.taps("赵军")
    await li.taps("快交班了")
    await li.hears(lambda m: number in m["text"] and "已交给赵军" in m["text"])
    await li.sees_no(lambda m: number in (m["text"] or "") and owner.name in m["text"])
    his = await card(number, zhao)
    assert owner.name in his["text"]
    await owner.hears(lambda m: number in m["text"] and "已派给赵师傅" in m["text"])
    await presses(number, zhao, "接单")
    await owner.hears("赵师傅已接单")
    # And back to everybody: the card stands at the end of the group again.
    await presses(number, zhao, "转单", stage.crew)
    await zhao.taps("退回班组")
    await zhao.taps("离得太远")
    await li.hears(lambda m: number in m["text"] and "待接单" in m["text"], stage.crew)
    assert (await stage.case(number)).assignee_id is None
    await takes(stage, number, li)
    assert (await stage.events(number)).count("reveal") >= 2


async def test_cannot_be_done_lead_and_supervisor_decide(stage: Stage) -> None:
    """REP-25: with the reason; the lead gives it to somebody else from that very message."""
    owner, li, wu = await stage.resident(), stage["李强"], stage["吴工"]
    number = await files(stage, owner)
    await takes(stage, number, li)
    await presses(number, li, "做不了")
    await li.hears("为什么做不了", fresh=True)
    await li.says("要动燃气表,得叫燃气公司")
    for boss in (wu, stage["周敏"]):
        await boss.hears(lambda m: number in m["text"] and "要动燃气表" in m["text"])
    await presses(number, wu, "指派")
    await wu.taps("赵军")
    await stage["赵军"].hears(lambda m: number in (m["text"] or "") and owner.name in m["text"])
    assert (await stage.case(number)).status == "assigned"
    # Given to Zhao: another one of the crew cannot take it from him.
    await presses(number, li, "接单", stage.crew)
    await li.gets_toast("派给了赵军", stage.crew, alert=True)


async def test_returned_by_the_owner_the_same_worker_goes_again(stage: Stage) -> None:
    """With words and a photo; a new promise, no alert at once."""
    owner, li = await stage.resident(), stage["李强"]
    number = await files(stage, owner, "卧室插座松动")
    await done(stage, number, owner, li)
    await presses(number, owner, "还没修好")
    await owner.hears("没修好，抱歉", fresh=True)
    await owner.says("插头还是插不紧")
    await owner.hears("插头还是插不紧", fresh=True)
    await owner.sends("photo")
    await owner.hears("📷1", fresh=True)
    await owner.taps("好了")
    for who in (li, stage["吴工"], stage["周敏"]):
        await who.hears(lambda m: number in m["text"] and "插头还是插不紧" in m["text"])
    await li.hears(lambda m: number in m["text"] and "已接单" in m["text"], stage.crew)
    await finishes(number, li, photo=True)
    await owner.hears(lambda m: number in (m["text"] or "") and "点星就算签字" in m["text"], fresh=True)
    await signs(number, owner, 4)
    case = await stage.case(number)
    assert (case.status, case.rating) == ("closed", 4)
    assert (await stage.events(number)).count("finish") == 2
    assert "alert" not in await stage.events(number)


async def test_broken_again_the_same_number_goes_back_to_the_crew(stage: Stage) -> None:
    """X-13: reopened within the days of the standard, without escalating at once."""
    owner, li, zhao = await stage.resident(), stage["李强"], stage["赵军"]
    number = await files(stage, owner, "客厅灯不亮了")
    await done(stage, number, owner, li)
    await signs(number, owner)
    await stage.passes(days=2)
    await owner.says("/menu")
    await owner.taps("我的事项")
    await owner.taps("以前的")
    await owner.taps("1 ")
    await presses(number, owner, "又坏了")
    await owner.hears("又坏了，抱歉", fresh=True)
    await owner.says("又不亮了")
    await owner.taps("好了")
    await zhao.hears(lambda m: number in m["text"] and "待接单" in m["text"], stage.crew)
    case = await stage.case(number)
    assert (case.status, case.assignee_id, case.rating) == ("reported", None, None)
    await takes(stage, number, zhao)
    await finishes(number, zhao)
    await signs(number, owner, 5)
    promised = ("arrive", "finish")
    its = (t.cases.c.number == number, t.events.c.kind == "alert")
    rows = await stage.rows(select(t.events.c.data).join(t.cases).where(*its))
    assert not [row.data for row in rows if row.data["kind"] in promised]


async def test_cancelled_while_nobody_is_on_the_way(stage: Stage) -> None:
    """The worker who had it is told; once somebody is on the way there is no such button."""
    owner, li = await stage.resident(), stage["李强"]
    number = await files(stage, owner)
    await takes(stage, number, li)
    await presses(number, owner, "取消")
    await owner.gets_toast("已取消")
    await li.hears(f"{number} 水管龙头：住户已取消")
    await li.hears(lambda m: number in m["text"] and "已取消，不用去了" in m["text"], stage.crew)
    again = await files(stage, owner, "门锁坏了打不开")
    await takes(stage, again, li)
    await presses(again, li, "出发")
    way = await owner.hears(lambda m: again in m["text"] and "正在路上" in m["text"] and m["buttons"])
    assert "取消" not in [button["text"] for row in way["buttons"] for button in row]
    assert (await stage.case(number)).status == "cancelled"


async def test_taken_down_by_the_desk_for_somebody_who_phoned(stage: Stage) -> None:
    """INT-06: the channel is kept; a caller without the app is rung, one with the app sees their card."""
    chen, li = stage["陈静"], stage["李强"]
    await chen.says("/menu")
    await chen.taps("代录报修")
    await chen.taps("电话")
    await chen.hears("哪一户", fresh=True)
    await chen.says("1-2-1501")
    await chen.taps("1栋2单元1501")
    await chen.taps("别的人")
    await chen.hears("怎么称呼", fresh=True)
    await chen.says("蒋老先生")
    await chen.hears("对方的电话", fresh=True)
    await chen.says("13712345678")
    await chen.taps("门窗")
    await chen.hears("对方怎么说", fresh=True)
    await chen.says("阳台门推不动")
    await chen.taps("好了")
    await chen.taps("尽快上门")
    await chen.taps("提交")
    seen = await li.hears("阳台门推不动", stage.crew)
    assert "蒋老先生" not in seen["text"] and "13712345678" not in seen["text"] and "1501" not in seen["text"]
    number = NUMBER.search(seen["text"])[0]
    mine = await takes(stage, number, li)
    assert "蒋老先生" in mine["text"] and "13712345678" in mine["text"] and "不在聊天里" in mine["text"]
    case = await stage.case(number)
    assert case.channel == "phone" and case.taken_by is not None and case.reporter_id != case.taken_by


async def test_taken_down_for_a_resident_their_card_comes_to_them(stage: Stage) -> None:
    """Somebody at the counter who has the app."""
    chen, owner = stage["陈静"], await stage.resident("en")
    await chen.says("/menu")
    await chen.taps("代录报修")
    await chen.taps("来访")
    await chen.says(stage.home(owner))
    await chen.taps(stage.home(owner))
    await chen.taps(owner.name)
    await chen.taps("下水堵塞")
    await chen.hears("对方怎么说", fresh=True)
    await chen.says("厨房下水慢")
    await chen.taps("好了")
    await chen.taps("尽快上门")
    await chen.taps("提交")
    await owner.hears("Received, we are finding somebody")
    assert (await stage.case(await stage.number(owner))).channel == "visit"
