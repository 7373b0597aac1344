"""Announcements as a story: made, approved, sent, read, stopped, over; in both languages (NTB-01, EMG-01, EMG-02)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.announcements import Part
from domain.people import Relation, Role, Team
from services import announcements
from services.clock import sweep
from store import tables as t
from tests.services.steps import (
    ANNA,
    CHEN,
    FENG,
    LI,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    elsewhere,
    hires,
    moves_in,
    person_of,
    sets,
)
from tests.support.estate import Estate


def drafts(estate: Estate, who: str = CHEN, text: str = "游泳池下周检修。", building: str = "") -> int:
    """A notice to all residents (of one building), as far as its preview; its id."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "通知")
    estate.taps(who, "发公告")
    estate.taps(who, "通知")
    estate.says(who, text)
    estate.taps(who, "全部住户")
    if building:
        estate.taps(who, building)
        estate.taps(who, "好了")
        estate.taps(who, "所有楼层")
    else:
        estate.taps(who, "全小区")
    estate.taps(who, "按默认天数")
    estate.taps(who, "批准后马上发")
    return newest(estate)


def cuts(estate: Estate, when: str, building: str = "", cause: str = "管道检修") -> int:
    """A water cut, approved; its id."""
    estate.says(CHEN, "/menu")
    estate.taps(CHEN, "值班与管理")
    estate.taps(CHEN, "通知")
    estate.taps(CHEN, "发公告")
    estate.taps(CHEN, "停水通知")
    estate.says(CHEN, when)
    estate.says(CHEN, cause)
    estate.taps(CHEN, "全部住户")
    if building:
        estate.taps(CHEN, building)
        estate.taps(CHEN, "好了")
        estate.says(CHEN, "1-20层")
    else:
        estate.taps(CHEN, "全小区")
    estate.taps(CHEN, "批准后马上发")
    estate.taps(CHEN, "提交审批")
    estate.taps(ZHENG, "批准")
    return newest(estate)


def settles(estate: Estate) -> None:
    """What was handed over is sent, and the clock sees that it was."""
    estate.passes(seconds=30)
    estate.passes(seconds=30)


def newest(estate: Estate) -> int:
    return estate.work(lambda w: w.conn.scalar(select(t.announcements.c.id).order_by(t.announcements.c.id.desc())))


def state(estate: Estate, announcement: int) -> Any:
    return estate.work(lambda w: w.announcements.get(announcement))


def got(estate: Estate, announcement: int, part: str = "first") -> dict[str, str | None]:
    """Name → status of their message, None without a chat."""
    p, o = t.announcement_people.c, t.outbox.c
    rows = estate.work(
        lambda w: w.conn.execute(
            select(t.persons.c.name, o.status)
            .select_from(
                t.announcement_people.join(t.persons, t.persons.c.id == p.person_id).outerjoin(
                    t.outbox, o.key == p.outbox_key
                )
            )
            .where(p.announcement_id == announcement, p.part == part)
        ).all()
    )
    return dict(tuple(row) for row in rows)


def test_notice_goes_from_preview_to_reading(estate: Estate) -> None:
    """The maker sees it as owners will, a manager lets it go, each reads it in their language, reads are counted once."""
    one = drafts(estate)
    shown = estate.newest(CHEN).text
    assert "游泳池下周检修" in shown
    assert "聊天能送到 2 人" in shown
    assert estate.taps(CHEN, "提交审批") == "已提交，经理批准后发出。"
    assert "待审批" in estate.newest(CHEN).text
    assert estate.taps(ZHENG, "批准") == "已批准，按时发出。"
    estate.passes(seconds=30)
    assert got(estate, one) == {WANG: "sent", ANNA: "sent"}
    assert "通知" in estate.newest(WANG).text
    assert "Notice" in estate.newest(ANNA).text
    assert estate.taps(WANG, "已阅") == "已记下，谢谢。"
    assert estate.taps(WANG, "✓ 已阅") == "已经记下了。"
    estate.taps(ANNA, "I have read it")
    assert len([m for m in estate.chats[estate.people[WANG]].values() if "游泳池" in m.text]) == 1
    estate.passes(minutes=1)
    assert "已发 2/2 · 已读 2 · 未送达 0" in estate.newest(CHEN).text
    assert state(estate, one).status == "done"


def test_maker_does_not_approve_and_heads_need_nobody(estate: Estate) -> None:
    """Four eyes; a head's own goes out at once."""
    one = drafts(estate, ZHOU)
    estate.taps(ZHOU, "提交审批")
    estate.presses(ZHOU, f"a{one}:approve:1")
    assert "经理" in estate.toast()
    assert state(estate, one).status == "asked"
    two = drafts(estate, ZHENG)
    estate.taps(ZHENG, "现在发布")
    settles(estate)
    assert state(estate, two).status == "done"


def test_two_approvals_at_once_are_one(estate: Estate) -> None:
    """The second finds it gone, and nobody gets it twice."""
    one = drafts(estate)
    estate.taps(CHEN, "提交审批")
    estate.presses(ZHENG, f"a{one}:approve:1")
    estate.presses(FENG, f"a{one}:approve:1")
    assert "新的进展" in estate.toast() or "新进展" in estate.toast()
    estate.passes(seconds=30)
    assert state(estate, one).decided_by == person_of(estate, ZHENG)
    assert sorted(got(estate, one)) == sorted([WANG, ANNA])


def test_refused_with_a_reason_and_made_anew(estate: Estate) -> None:
    """The maker reads why, and begins again with what was there."""
    one = drafts(estate)
    estate.taps(CHEN, "提交审批")
    estate.taps(ZHENG, "退回")
    estate.says(ZHENG, "请写上电话")
    assert state(estate, one).status == "refused"
    assert any("请写上电话" in m.text for m in estate.chats[estate.people[CHEN]].values())
    estate.taps(CHEN, "改一改再发")
    estate.taps(CHEN, "按默认天数")
    estate.taps(CHEN, "批准后马上发")
    assert newest(estate) == one + 1
    estate.taps(CHEN, "改文字")
    estate.says(CHEN, "游泳池下周检修，电话 8888。")
    assert "电话 8888" in estate.newest(CHEN).text
    assert newest(estate) == one + 1


def test_strangers_and_workers_press_in_vain(estate: Estate) -> None:
    """Forged presses change nothing: not a resident's, not a worker's, not another community's, not for ids of nowhere."""
    away = elsewhere(estate)
    other = next(name for name in away.people if name.startswith("外") and name != "外")
    one = drafts(estate)
    estate.taps(CHEN, "提交审批")
    before = state(estate, one)
    for who in (WANG, LI, WU, away.people[other]):
        for action in ("approve", "refuse", "stop", "ask", "drop", "change.words", "again", "read"):
            estate.presses(who, f"a{one}:{action}:1")
            estate.presses(who, f"a999:{action}:1")
    for who in (WANG, LI):
        estate.presses(who, "m:announce:0")
        estate.presses(who, f"m:announcements.a{one}:0")
        estate.presses(who, f"m:notices.a{one}:0")
    assert state(estate, one) == before
    assert newest(estate) == one


def test_only_the_audience_gets_it(estate: Estate) -> None:
    """By building, floor and relation; one message for a person with two homes; nobody who has moved out."""
    owner = moves_in(estate, "双房", 31, "3-1-101")
    tenant = moves_in(estate, "租客", 32, "3-1-102")
    moves_in(estate, "高层", 33, "3-1-1501")
    left = moves_in(estate, "已搬走", 34, "3-2-101")

    def settle(w: Any) -> None:
        w.people.add_home(owner, estate.units["3-2-102"], Relation.OWNER, "desk", w.now)
        w.people.add_home(tenant, estate.units["3-1-102"], Relation.TENANT, "desk", w.now)
        w.conn.execute(update(t.residencies).where(t.residencies.c.person_id == left).values(ended_at=w.now))

    estate.work(settle)
    estate.says(ZHENG, "/menu")
    for label in ("值班与管理", "通知", "发公告", "通知"):
        estate.taps(ZHENG, label)
    estate.says(ZHENG, "三栋低层公告")
    estate.taps(ZHENG, "业主和家属")
    estate.taps(ZHENG, "3栋")
    estate.taps(ZHENG, "好了")
    estate.says(ZHENG, "10-1")
    estate.says(ZHENG, "12月1日18点")
    estate.taps(ZHENG, "批准后马上发")
    estate.taps(ZHENG, "现在发布")
    estate.passes(seconds=30)
    assert got(estate, newest(estate)) == {"双房": "sent"}


def test_staff_by_role(estate: Estate) -> None:
    """A notice to some of the staff goes to them alone."""
    hires(estate, "保安", 41, Role.GUARD, Team.SECURITY)
    estate.says(ZHENG, "/menu")
    for label in ("值班与管理", "通知", "发公告", "通知"):
        estate.taps(ZHENG, label)
    estate.says(ZHENG, "今晚开会")
    for label in ("部分岗位", "安防", "维修", "维修", "好了", "按默认天数", "批准后马上发", "现在发布"):
        estate.taps(ZHENG, label)
    estate.passes(seconds=30)
    assert got(estate, newest(estate)) == {"保安": "sent"}


def test_notice_waits_for_the_morning_and_a_cut_about_to_begin_does_not(estate: Estate) -> None:
    """Quiet hours hold notices; a cut that begins at once goes out at once (EMG-01)."""
    estate.now += timedelta(hours=9)  # 23:05
    one = drafts(estate)
    estate.taps(CHEN, "提交审批")
    estate.taps(ZHENG, "批准")
    estate.passes(minutes=5)
    assert got(estate, one) == {}
    two = cuts(estate, "明天凌晨1点到4点")
    estate.passes(seconds=30)
    assert got(estate, two) == {WANG: "sent", ANNA: "sent"}
    estate.passes(hours=9)
    assert got(estate, one) == {WANG: "sent", ANNA: "sent"}


def test_cut_is_reminded_of_once(estate: Estate) -> None:
    """Those who had it, who still live there, some hours before; then never again (EMG-02)."""
    one = cuts(estate, "明天14点到17点")
    settles(estate)
    moves_in(estate, "新来的", 51, "1-1-101")
    left = person_of(estate, ANNA)
    estate.work(
        lambda w: w.conn.execute(update(t.residencies).where(t.residencies.c.person_id == left).values(ended_at=w.now))
    )
    assert state(estate, one).part is Part.REMINDER
    assert "已发完" in estate.newest(CHEN).text and "再提醒一次" in estate.newest(CHEN).text
    estate.passes(hours=21, minutes=50)
    assert got(estate, one, "reminder") == {}
    estate.passes(minutes=10)
    assert got(estate, one, "reminder") == {WANG: "sent"}
    assert "停水通知提醒" in estate.newest(WANG).text
    assert "11月23日(周一) 14:00–17:00" in estate.newest(WANG).text
    estate.passes(minutes=5)
    assert state(estate, one).status == "done"


def test_stop_withdraws_what_has_not_left(estate: Estate) -> None:
    """Those who have it keep it; the rest expires with its reason and comes to nobody, not even later."""
    sets(estate, "announcement.page", 10)
    for n in range(25):
        moves_in(estate, f"住户{n}", 100 + n, "1-1-101")
    one = drafts(estate)
    estate.taps(CHEN, "提交审批")
    estate.presses(ZHENG, f"a{one}:approve:1")
    estate.writer.run_sync(sweep)  # a page is owed, nothing has left
    estate.writer.run_sync(lambda w: w.outbox.block(100, "blocked"))
    estate.writer.run_sync(
        lambda w: announcements.stop(w, w.people.who(w.people.by_telegram(estate.people[CHEN]), "zh"), one, "写错了")
    )
    estate.passes(minutes=5)
    assert set(got(estate, one).values()) == {"expired"}
    assert len(got(estate, one)) == 10
    errors = estate.work(lambda w: set(w.conn.scalars(select(t.outbox.c.error).where(t.outbox.c.status == "expired"))))
    assert errors == {"withdrawn"}
    assert state(estate, one).status == "stopped"
    assert "写错了" in estate.newest(CHEN).text


def test_stopped_by_button(estate: Estate) -> None:
    """Planned for later and stopped before: nobody gets anything."""
    estate.says(ZHENG, "/menu")
    for label in ("值班与管理", "通知", "发公告", "通知"):
        estate.taps(ZHENG, label)
    estate.says(ZHENG, "计划中的公告")
    for label in ("全部住户", "全小区", "按默认天数"):
        estate.taps(ZHENG, label)
    estate.says(ZHENG, "明天上午10点")
    estate.taps(ZHENG, "按时发布")
    estate.passes(hours=1)
    one = newest(estate)
    assert state(estate, one).status == "approved"
    estate.taps(ZHENG, "停止发送")
    estate.taps(ZHENG, "直接停止")
    estate.passes(days=1)
    assert got(estate, one) == {}
    assert state(estate, one).status == "stopped"


def test_planned_goes_out_in_its_time(estate: Estate) -> None:
    """Not before, and at most one look late."""
    estate.says(ZHENG, "/menu")
    for label in ("值班与管理", "通知", "发公告", "通知"):
        estate.taps(ZHENG, label)
    estate.says(ZHENG, "计划中的公告")
    for label in ("全部住户", "全小区", "按默认天数"):
        estate.taps(ZHENG, label)
    estate.says(ZHENG, "明天上午10点")
    estate.taps(ZHENG, "按时发布")
    one = newest(estate)
    estate.now = state(estate, one).planned_at - timedelta(seconds=1)
    estate.passes(seconds=0)
    assert got(estate, one) == {}
    estate.passes(seconds=1)
    assert set(got(estate, one).values()) == {"sent"}


@pytest.mark.parametrize(("after", "listed"), [(13, True), (15, False)])
def test_notice_leaves_the_list_when_it_is_over(estate: Estate, after: int, listed: bool) -> None:
    """NTB-01: what has expired is taken down by itself; what holds is found again."""
    drafts(estate, ZHENG)
    estate.taps(ZHENG, "现在发布")
    estate.passes(seconds=30)
    estate.passes(days=after)
    estate.says(WANG, "/menu")
    estate.taps(WANG, "公告")
    assert ("游泳池" in estate.newest(WANG).text) is listed
    if listed:
        estate.taps(WANG, "看 1")
        assert "游泳池下周检修。" in estate.newest(WANG).text
    ended = estate.work(lambda w: announcements.over_between(w, estate.community, w.now - timedelta(days=2), w.now))
    assert bool(ended) is not listed


def test_cut_that_comes_too_late_is_not_sent(estate: Estate) -> None:
    """The bot was away while the water was off: nobody hears of it afterwards, and its maker sees why."""
    one = cuts(estate, "今天15点到16点")
    estate.passes(hours=5)
    assert got(estate, one) == {}
    assert state(estate, one).status == "stopped"
    assert "来不及了" in estate.newest(CHEN).text


def test_times_that_do_not_fit_are_asked_again(estate: Estate) -> None:
    """Only the beginning said: the end is asked; a publishing time after the cut is refused with what is possible."""
    estate.says(CHEN, "/menu")
    for label in ("值班与管理", "通知", "发公告", "停电通知"):
        estate.taps(CHEN, label)
    estate.says(CHEN, "大概明天")
    assert "没看懂" in estate.newest(CHEN).text
    estate.says(CHEN, "明天9点")
    assert "到几点恢复" in estate.newest(CHEN).text
    estate.says(CHEN, "说不准")
    assert "没看懂" in estate.newest(CHEN).text
    estate.says(CHEN, "17点")
    for label in ("用标准文字", "全部住户", "全小区"):
        estate.taps(CHEN, label)
    estate.says(CHEN, "明天上午11点")
    assert "早于开始时间" in estate.screen(CHEN)
    estate.taps(CHEN, "批准后马上发")
    assert "11月23日(周一) 09:00–17:00" in estate.newest(CHEN).text
    assert "不要乘电梯" in estate.newest(CHEN).text


def test_whole_story_in_english(estate: Estate) -> None:
    """The maker and the reader in English: preview, approval, progress, the button, the list."""
    maker = person_of(estate, CHEN)
    estate.work(lambda w: w.people.set_language(maker, "en"))
    estate.says(CHEN, "/menu")
    for label in ("Manage", "Notices", "New notice", "Power cut"):
        estate.taps(CHEN, label)
    estate.says(CHEN, "tomorrow 9:00-12:00")
    for label in ("Standard text", "Residents and staff", "All of them", "Once approved"):
        estate.taps(CHEN, label)
    assert "Mon 23 Nov 09:00–12:00" in estate.newest(CHEN).text
    assert "can be reached here" in estate.newest(CHEN).text
    assert estate.taps(CHEN, "Ask for approval").startswith("A manager is asked")
    estate.taps(ZHENG, "批准")
    settles(estate)
    assert "Power cut" in estate.newest(ANNA).text
    estate.taps(ANNA, "I have read it")
    assert "✓ Read" in [b["label"] for row in estate.newest(ANNA).buttons for b in row]
    estate.passes(minutes=1)
    assert "read 1 · not delivered 0" in estate.screen(CHEN)
    estate.says(ANNA, "/menu")
    estate.taps(ANNA, "Notices")
    assert "Power cut" in estate.newest(ANNA).text
