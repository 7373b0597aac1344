"""Coming in and going: one's own contact, a request, an invitation; groups bound; languages; a worker who leaves."""

import re

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import card, files, presses, takes
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-people"),
]


async def test_ones_own_contact_binds_at_once(stage: Stage) -> None:
    """By the register: here the new phone of a resident who had another account before."""
    owner = await stage.resident()
    again = await stage.stranger(f"{owner.name}的新手机", owner.number)
    await again.says("/start")
    await again.hears("分享手机号")
    await again.taps("分享我的手机号")
    bound = await again.hears("已为您绑定 桂苑")
    assert stage.home(owner) in bound["text"] and owner.name in bound["text"]
    await again.hears(lambda m: "我要报修" in [b["text"] for row in m["buttons"] for b in row])
    number = await files(stage, again)
    assert (await stage.case(number)).unit_id is not None
    # The old account is a guest again and sees nothing of it.
    await owner.says("/menu")
    await owner.hears("手机号没有登记", fresh=True)
    await owner.sees_no(lambda m: number in (m["text"] or ""))


async def test_somebody_elses_contact_is_refused(stage: Stage) -> None:
    """IDN-15: kindly, with the ways that are open."""
    sly, victim = await stage.stranger("贾仁义"), await stage.resident()
    await sly.says("/start")
    await sly.hears("这里是桂苑的管家服务")
    await sly.sends("contact", phone=victim.number, contact_user_id=victim.id)
    await sly.hears("这是别人的名片")
    # Nor with the number in a contact that claims to be their own of nobody.
    await sly.sends("contact", phone=victim.number)
    await sly.hears("别人的名片", fresh=True)
    await sly.says("/menu")
    await sly.hears("手机号没有登记", fresh=True)
    await sly.sees_no(lambda m: victim.name in (m["text"] or ""))


@pytest.mark.parametrize(("home", "decision"), [("1栋1单元101", "同意"), ("1栋1单元102", "没核对上")])
async def test_an_unknown_number_asks_and_the_desk_decides(stage: Stage, home: str, decision: str) -> None:
    """The request goes to the desk one by one; the group hears only that there is one."""
    new = await stage.stranger("石敢当" if decision == "同意" else "钱多多", "+8613566667777")
    chen, zhou = stage["陈静"], stage["周敏"]
    await new.says("/start")
    await new.taps("分享我的手机号")
    await new.hears("还没有登记在册")
    await new.taps("申请加入")
    await new.hears("您住哪一栋", fresh=True)
    await new.says(home)
    await new.taps(home)
    await new.taps("租户")
    await new.hears("怎么称呼您", fresh=True)
    await new.says(new.name)
    await new.hears("打哪个电话", fresh=True)
    await new.says("13566667777")
    await new.taps("提交")
    await new.hears("交给管家核对")
    asked = await zhou.hears(lambda m: "申请加入" in m["text"] and home in m["text"])
    assert new.name in asked["text"]
    hint = await chen.hears("有一份加入申请待核对", stage.desk)
    assert new.name not in hint["text"] and home not in hint["text"]
    # Both of the desk press; the first decision counts.
    request = await chen.hears(lambda m: "申请加入" in m["text"] and home in m["text"])
    await chen.taps(decision, message=request)
    await chen.gets_toast("已同意" if decision == "同意" else "好的")
    await zhou.hears(lambda m: home in m["text"] and "对方已收到通知" in m["text"])
    if decision == "同意":
        await new.hears(f"{home} 已经是您的住处")
        # Their number is not on the register: whom to ring is asked.
        await new.says("厨房水龙头滴水")
        await new.hears("打哪个电话找您", fresh=True)
        await new.says("13566667777")
        await new.taps("提交")
        await new.hears("已收到，正在安排师傅")
    else:
        await new.hears("没有核对上")
        await new.says("/menu")
        await new.hears("手机号没有登记", fresh=True)


async def test_an_invitation_is_a_link_for_one(stage: Stage) -> None:
    """A manager invites a worker: single use, shown once."""
    zheng, new, other = stage["郑经理"], await stage.stranger("鲁小班"), await stage.stranger("巧儿")
    await zheng.says("/menu")
    await zheng.taps("值班与管理")
    await zheng.taps("设置")
    await zheng.taps("邀请")
    await zheng.hears("邀请谁加入")
    await zheng.taps("员工")
    await zheng.hears("什么岗位")
    await zheng.taps("维修")
    await zheng.hears("在哪个班组")
    await zheng.taps("工程")
    await zheng.taps("做好邀请")
    link = await zheng.hears("https://t.me/guanjia_bot?start=")
    code = re.search(r"start=(\S+)", link["text"])[1]
    await new.says(f"/start {code}")
    welcome = await new.hears("欢迎来到桂苑")
    assert "维修" in welcome["text"]
    await new.taps("开始值班")
    await new.gets_toast("已开始值班")
    await other.says(f"/start {code}")
    await other.hears("这份邀请已经用过")
    assert code not in stage.bot.log()
    # He belongs to the crew: what is in the group is his to take.
    await stage.crew.adds(new)
    owner = await stage.resident()
    number = await files(stage, owner)
    await takes(stage, number, new)


async def test_a_group_is_bound_by_a_manager_only(stage: Stage) -> None:
    """Others are told who does that; then the group says so itself."""
    zheng, li = stage["郑经理"], stage["李强"]
    group = await stage.sandbox.group("保洁班", zheng, li)
    await li.hears("发 /bind", group)
    await li.says("/bind@guanjia_bot", group)
    await li.hears("这件事由经理或主任来做", group)
    await zheng.says("/bind@guanjia_bot", group)
    ask = await zheng.hears("这个群给哪个班组用", group)
    await li.taps("保洁", group, message=ask)
    await li.gets_toast("由经理或主任来做", group, alert=True)
    await zheng.taps("保洁", group, message=ask)
    await zheng.gets_toast("保洁班组的群", group)
    await zheng.hears("保洁班组的事会送到这个群", group)
    found = await stage.rows(select(t.team_chats.c.chat_id).where(t.team_chats.c.team == "cleaning"))
    assert [row.chat_id for row in found] == [group.id]


async def test_everybody_in_their_own_language(stage: Stage) -> None:
    """/language shows at once, and every later word is in it."""
    owner = await stage.resident()
    await owner.says("/language")
    await owner.hears("请选择语言")
    await owner.taps("English")
    await owner.hears("Type what it is about", fresh=True)
    number = await files(stage, owner, "the kitchen tap is dripping", send="Send")
    await takes(stage, number, stage["李强"])
    await owner.hears("has taken it")
    await owner.says("/language")
    await owner.hears("请选择语言", fresh=True)
    await owner.taps("中文")
    await owner.hears("有事直接打字", fresh=True)
    await presses(number, stage["李强"], "出发")
    await owner.hears("李师傅已出发")


async def test_a_guest_in_danger_is_heard_before_anything_else(stage: Stage) -> None:
    """X-52: nobody is asked who they are while it burns."""
    guest, li = await stage.stranger("过路人"), stage["李强"]
    await guest.says("/start")
    await guest.says("3栋楼下有很浓的煤气味")
    await guest.hears("请先保证安全")
    seen = await li.hears("燃气泄漏", stage.crew)
    assert "🚨 急修" in seen["text"]
    await stage.settled()


async def test_work_of_somebody_who_leaves_goes_back_to_the_crew(stage: Stage) -> None:
    """Removed by the manager: the open case is everybody's again, his card shows no address, his presses do nothing."""
    owner, zheng, zhao, li = await stage.resident(), stage["郑经理"], stage["赵军"], stage["李强"]
    number = await files(stage, owner, "厨房下水堵了")
    await takes(stage, number, zhao)
    await presses(number, zhao, "出发")
    before = await zhao.hears(lambda m: number in m["text"] and "在路上" in m["text"])
    there = next(b["data"] for row in before["buttons"] for b in row if "到场" in b["text"])
    await zheng.says("/menu")
    await zheng.taps("值班与管理")
    await zheng.taps("设置")
    await zheng.taps("员工")
    await zheng.taps("移出 赵军")
    await zheng.taps("确认移出")
    await zheng.hears("件工单已交回班组")
    await zhao.hears(lambda m: number in m["text"] and "不用去了" in m["text"])
    await zhao.sees_no(lambda m: number in (m["text"] or "") and owner.name in m["text"])
    await li.hears(lambda m: number in m["text"] and "待接单" in m["text"], stage.crew)
    case = await stage.case(number)
    assert (case.status, case.assignee_id) == ("reported", None)
    await zhao.forges(there, before["message_id"])
    await zhao.taps("我来接", stage.crew, message=await card(number, zhao, stage.crew))
    await zhao.gets_toast("", stage.crew, alert=True)
    await takes(stage, number, li)
    await owner.hears(lambda m: number in m["text"] and "李师傅已接单" in m["text"] and m["buttons"])
