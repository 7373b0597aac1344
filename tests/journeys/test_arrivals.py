"""What comes in, and how: albums, voices, places, very long texts, the same press twice, two people at once, strangers'
presses, group talk that is none of our business.
"""

import asyncio

import pytest
from sqlalchemy import select

from store import tables as t
from tests.journeys.acts import card, files, presses, takes
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-arrivals"),
]


async def test_two_press_at_once_and_one_has_it(stage: Stage) -> None:
    """The claim is atomic; the other one is thanked."""
    owner, li, zhao = await stage.resident(), stage["李强"], stage["赵军"]
    number = await files(stage, owner)
    seen = await card(number, li, stage.crew)
    data = seen["buttons"][0][0]["data"]
    await asyncio.gather(*(who.forges(data, seen["message_id"], stage.crew) for who in (li, zhao)))
    case = await _taken(stage, number)
    won, lost = (li, zhao) if await _name(stage, case.assignee_id) == "李强" else (zhao, li)
    await won.gets_toast("归您了", stage.crew)
    await lost.gets_toast(f"{won.name}已经接了", stage.crew, alert=True)
    await card(number, won)
    await lost.sees_no(lambda m: number in (m["text"] or ""))
    assert (await stage.events(number)).count("accept") == 1


async def test_the_same_press_under_new_update_ids_is_carried_out_once(stage: Stage) -> None:
    """The app sends a press again when the answer is slow."""
    owner, li = await stage.resident(), stage["李强"]
    await owner.says("洗手池下水慢")
    await owner.taps("提交", times=3)
    await owner.hears("已收到", fresh=True)
    number = await stage.number(owner)
    await stage.settled()
    filed = await stage.rows(select(t.cases.c.id).where(t.cases.c.words == "洗手池下水慢"))
    assert len(filed) == 1
    await li.taps("我来接", stage.crew, message=await card(number, li, stage.crew), times=3)
    await owner.hears("李师傅已接单")
    await stage.settled()
    assert (await stage.events(number)).count("accept") == 1
    told = [m for m in await owner.heard() if "李师傅已接单" in (m["text"] or "") and "出发时告诉您" in m["text"]]
    assert len(told) == 1


async def test_updates_delivered_again_under_their_own_ids_change_nothing(stage: Stage) -> None:
    """As after a lost confirmation."""
    owner = await stage.resident()
    said = await owner.says("有件事想当面说一下")
    await owner.taps("转给管家")
    await owner.hears("已转给管家")
    await stage.sandbox.replay(said["update_id"])
    await stage.settled()
    copies = [m for m in await stage["陈静"].heard(stage.desk) if "有件事想当面说一下" in (m["text"] or "")]
    assert len(copies) == 1
    await owner.taps("回到菜单")


async def test_five_photos_of_an_album_stay_together(stage: Stage) -> None:
    """None is lost, with the caption as the words; the worker gets them as one album."""
    owner, li = await stage.resident(), stage["李强"]
    await owner.sends("album", count=5, caption="客厅墙角渗水,五张照片")
    await owner.taps("提交")
    await owner.hears("已收到", fresh=True)
    number = await stage.number(owner)
    seen = await li.hears(lambda m: number in m["text"] and "📷5" in m["text"], stage.crew)
    assert "五张照片" in seen["text"]
    await takes(stage, number, li)
    await presses(number, li, "看图")
    await li.gets_toast("5 个附件")
    await stage.settled()
    photos = [m for m in await li.heard() if m["media"] and m["media"]["kind"] == "photo"]
    assert len(photos) == 5
    of_case = (
        select(t.media.c.sha256).join(t.cases, t.cases.c.id == t.media.c.case_id).where(t.cases.c.number == number)
    )
    kept = await stage.finds(of_case.where(t.media.c.status == "kept"), 5)
    for row in kept:
        assert list((stage.folder / "media").rglob(f"{row.sha256}.*")), (
            "a photo is on the disk under its content's hash"
        )


async def test_a_voice_and_a_place_are_accepted(stage: Stage) -> None:
    """Nobody has to type: the worker hears the voice."""
    owner, li = await stage.resident(), stage["李强"]
    await owner.sends("voice")
    await owner.taps("报修")
    await owner.taps(stage.home(owner))
    await owner.taps("门窗")
    await owner.taps("尽快上门")
    await owner.taps("提交")
    await owner.hears("已收到", fresh=True)
    number = await stage.number(owner)
    await presses(number, owner, "补充")
    await owner.hears("要补充什么", fresh=True)
    await owner.sends("location", latitude=31.23, longitude=121.47)
    await owner.hears("📍已带定位", fresh=True)
    await owner.taps("好了")
    await takes(stage, number, li)
    await presses(number, li, "看图")
    await li.hears(lambda m: m["media"] and m["media"]["kind"] == "voice")
    assert (await stage.events(number)).count("add") == 1


async def test_ten_thousand_characters_are_one_repair(stage: Stage) -> None:
    """Kept whole, shown short, nothing breaks: four messages as a phone splits them."""
    owner, li = await stage.resident(), stage["李强"]
    await owner.says("/menu")
    await owner.taps("我要报修")
    await owner.taps(stage.home(owner))
    await owner.taps("墙面")
    await owner.hears("请说说哪里坏了", fresh=True)
    part = "墙皮鼓包<b>&掉粉</b>，" * 200
    for n in range(4):
        await owner.says(part[: 4096 if n < 2 else 1000])
        await owner.hears("还可以接着发", fresh=True)
    await owner.says("😀" * 2000)
    await owner.hears("还可以接着发", fresh=True)
    await owner.taps("好了")
    await owner.taps("尽快上门")
    await owner.taps("提交")
    await owner.hears("已收到", fresh=True)
    number = await stage.number(owner)
    case = await stage.case(number)
    assert 7_000 < len(case.words) <= 10_000
    seen = await card(number, li, stage.crew)
    assert len(seen["text"]) < 1000 and "<b>&掉粉</b>" in seen["text"]
    await takes(stage, number, li)


async def test_a_group_under_privacy_mode_needs_no_talking(stage: Stage) -> None:
    """Buttons, commands and replies only; chatter is neither answered nor kept."""
    li = stage["李强"]
    before = len(await li.heard(stage.crew))
    await li.says("中午吃什么", stage.crew)
    await li.sends("photo", stage.crew)
    await li.says("/menu@guanjia_bot", stage.crew)
    said = await li.hears("这个请在和我的私聊里用", stage.crew)
    assert said["reply_to"] is not None
    await stage.settled()
    assert len(await li.heard(stage.crew)) == before + 1
    kept = await stage.rows(select(t.inbox.c.raw))
    assert not any("中午吃什么".encode() in bytes(row.raw) for row in kept)


async def test_forged_presses_of_strangers_do_nothing(stage: Stage) -> None:
    """Every press is looked up and authorised: another owner's, a worker's, a head's, and mere nonsense."""
    owner, other = await stage.resident(), await stage.resident()
    li, stranger = stage["李强"], await stage.stranger("胡不归")
    await stranger.says("/start")
    hello = await stranger.hears("您好，这里是桂苑的管家服务")
    number = await files(stage, owner)
    mine = await card(number, owner)
    crew = await card(number, li, stage.crew)
    data = [b["data"] for m in (mine, crew) for row in m["buttons"] for b in row if b["data"]]
    sixty_four = "c1:accept:" + "9" * 54
    forged = ["m:staff:0", "m:remove.1:0", "s1:remove:1", "j1:approve:0", "g:team.desk:0", "r1:close:1", "t1:send:1",
              "", "nonsense", "c999999999:sign.5:1", "c1:sign.5:99999999999", sixty_four, "c1:close:1"]  # fmt: skip
    at = (await other.hears(lambda m: m["buttons"]))["message_id"]
    before = await stage.case(number)
    for what in (*data, *forged):
        if what:
            await other.forges(what, at)
            await stranger.forges(what, hello["message_id"])
    await stage.settled()
    after = await stage.case(number)
    assert (after.status, after.version, after.assignee_id) == (before.status, before.version, None)
    for who in (other, stranger):
        await who.sees_no(lambda m: number in (m["text"] or ""))
        await who.sees_no(lambda m: owner.name in (m["text"] or ""))
    assert await stage.events(number) == ["report"]
    assert not await stage.rows(select(t.staff.c.id).where(t.staff.c.ended_at.is_not(None)))
    bound = {row.team: row.chat_id for row in await stage.rows(select(t.team_chats.c.team, t.team_chats.c.chat_id))}
    assert bound == {"engineering": stage.crew.id, "desk": stage.desk.id}


async def test_garbage_between_two_words_stops_nothing(stage: Stage) -> None:
    """Updates of unknown kinds and shapes are put aside; those behind them go on."""
    owner = await stage.resident()
    await stage.sandbox.raw({"message": {"message_id": "x", "chat": 7}})
    await stage.sandbox.raw({"something_new": {"from": {"id": owner.id}}})
    await stage.sandbox.raw({"callback_query": None})
    await files(stage, owner)


async def _taken(stage: Stage, number: str):
    await stage["李强"].hears(lambda m: number in m["text"] and "已接单" in m["text"], stage.crew)
    return await stage.case(number)


async def _name(stage: Stage, staff: int) -> str:
    statement = select(t.persons.c.name).join(t.staff, t.staff.c.person_id == t.persons.c.id)
    return (await stage.rows(statement.where(t.staff.c.id == staff)))[0].name
