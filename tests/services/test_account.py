"""Who somebody is: by their own contact, an invitation, or the desk's decision (IDN-10, IDN-15)."""

import re
from datetime import timedelta

import pytest

from domain.people import Relation, Role, Team
from services.account import make_invite
from store import tables as t
from tests.services.steps import (
    CHEN,
    DESK_GROUP,
    FENG,
    GROUP,
    LI,
    NOT_NOW,
    NOT_YOURS,
    OUTDATED,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    elsewhere,
    files,
    last_row,
    newest,
    press,
    sets,
    takes,
    told,
)
from tests.support.estate import Estate

NEW = 77


def who(estate: Estate, account: int):
    """Who writes from that account, looked up afresh."""
    return estate.work(lambda w: w.people.who(w.people.by_telegram(account), "zh"))


def register(estate: Estate, name: str, phone: str, home: str = "2-2-101", relation: Relation = Relation.OWNER) -> int:
    """Somebody the register knows who has never come to the chat."""

    def add(work) -> int:
        person = work.people.add(name, work.now, phone=phone)
        row = {"person_id": person, "unit_id": estate.units[home], "relation": relation, "began_at": work.now}
        work.register.add("residencies", [row], lambda rows: None)
        return person

    return estate.work(add)


# --- one's own contact ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phone", ["13900001111", "+86 139 0000 1111", "8613900001111", "139-0000-1111"])
def test_own_contact_binds_whoever_the_register_knows(estate: Estate, phone: str) -> None:
    """IDN-15: however the channel writes the number."""
    person = register(estate, "孙丽", "+8613900001111")
    estate.says(NEW, "/start")
    estate.shares(NEW, phone, NEW)
    now = who(estate, NEW)
    assert (now.person.id, now.person.name, [h.label for h in now.homes]) == (person, "孙丽", ["2栋2单元101"])
    assert "已为您绑定 桂苑" in estate.screen(NEW) and "2栋2单元101 · 业主" in estate.screen(NEW)
    assert "申请加入" not in estate.screen(NEW), "the other ways in are gone"
    assert "我要报修" in estate.screen(NEW)


def test_somebody_elses_contact_is_refused(estate: Estate) -> None:
    """IDN-15: forwarded from the phone book, with its own account or none."""
    register(estate, "孙丽", "+8613900001111")
    for owner in (NEW + 1, None, 0):
        estate.shares(NEW, "13900001111", owner)
        assert "要用您自己的手机号" in estate.newest(NEW).text
    assert not who(estate, NEW).known


def test_unknown_number_is_thanked_for_and_told_the_other_ways(estate: Estate) -> None:
    """Nothing is bound."""
    estate.shares(NEW, "13700000000", NEW)
    assert "还没有登记在册" in estate.newest(NEW).text
    estate.taps(NEW, "申请加入")
    assert not who(estate, NEW).known


def test_number_that_is_none_is_refused_kindly(estate: Estate) -> None:
    """The channel may send anything."""
    for phone in ("", "12", "abc"):
        estate.shares(NEW, phone, NEW)
        assert "还没有登记在册" in estate.newest(NEW).text


def test_staff_are_bound_by_their_contact_too(estate: Estate) -> None:
    """And read what to do first."""
    person = register(estate, "钱师傅", "+8613900002222")
    estate.work(lambda w: w.staff.hire(person, estate.community, Role.ENGINEER, Team.ENGINEERING, ["3"]))
    estate.shares(NEW, "13900002222", NEW)
    assert who(estate, NEW).post(estate.community).zone == ["3"]
    assert "上班请先点「开始值班」" in estate.screen(NEW)


def test_known_person_from_a_new_account_takes_everything_along(estate: Estate) -> None:
    """A new telephone: the cards come to the new chat, the old account is a guest."""
    case = files(estate)
    estate.shares(NEW, "13800000011", NEW)
    assert who(estate, NEW).person.name == WANG
    takes(estate)
    assert told(estate, NEW, "李师傅已接单") and case.number in estate.screen(NEW)
    estate.presses(11, f"c{case.id}:cancel:1")
    assert NOT_YOURS in estate.toast()
    estate.says(11, "你好")
    assert "这里是桂苑的管家服务" in estate.screen(11)


def test_account_with_a_new_number_is_whoever_the_register_says(estate: Estate) -> None:
    """The person behind an account shares another number: that one's homes are theirs, the first one's no more."""
    register(estate, "孙丽", "+8613900001111")
    estate.shares(11, "13900001111", 11)
    now = who(estate, 11)
    assert (now.person.name, [h.label for h in now.homes]) == ("孙丽", ["2栋2单元101"])
    assert estate.work(lambda w: w.people.by_phone("+8613800000011").telegram_id) is None


def test_shared_twice_it_is_bound_once(estate: Estate) -> None:
    """And answered both times."""
    register(estate, "孙丽", "+8613900001111")
    estate.shares(NEW, "13900001111", NEW)
    before = last_row(estate)
    estate.shares(NEW, "13900001111", NEW)
    assert told(estate, NEW, "已为您绑定", before) and who(estate, NEW).person.name == "孙丽"


def test_guests_case_is_theirs_after_they_are_known(estate: Estate) -> None:
    """Danger first, the contact afterwards: nothing of it is lost."""
    person = register(estate, "孙丽", "+8613900001111")
    estate.says(NEW, "有人电梯困住了")
    estate.shares(NEW, "13900001111", NEW)
    assert newest(estate).reporter_id == person
    takes(estate)
    assert told(estate, NEW, "李师傅已接单") and "孙丽 13900001111" in estate.newest(LI).text


def test_let_in_by_invitation_and_found_on_the_register_it_is_one_person(estate: Estate) -> None:
    """A worker with a post and work in hand, a home, and then their own contact: nothing of it is lost."""
    estate.says(NEW, "/start " + code(estate, role=Role.ENGINEER, team=Team.ENGINEERING))
    estate.says(NEW, "/start " + code(estate, unit=estate.units["1-2-1501"], relation=Relation.TENANT))
    estate.taps(NEW, "开始值班")
    case = files(estate)
    estate.presses(NEW, f"c{case.id}:accept:1", GROUP)
    person = register(estate, "孙丽", "+8613900001111")
    estate.shares(NEW, "13900001111", NEW)
    now = who(estate, NEW)
    assert (now.person.id, sorted(h.label for h in now.homes)) == (person, ["1栋2单元1501", "2栋2单元101"])
    assert (now.staff[0].role, now.staff[0].on_duty, newest(estate).assignee_id) == (
        Role.ENGINEER,
        True,
        now.staff[0].id,
    )
    press(estate, NEW, "出发", case.number)
    assert told(estate, WANG, "孙师傅已出发")


# --- invitations ---------------------------------------------------------------------------------------------------------


def code(estate: Estate, **more) -> str:
    """An invitation of the community."""
    return estate.work(lambda w: make_invite(w, estate.community, **more))


def test_invitation_for_a_home_is_used_once(estate: Estate) -> None:
    """Then it is gone, for the same person too; only its hash was kept."""
    made = code(estate, unit=estate.units["2-2-101"], relation=Relation.TENANT)
    assert made not in str(estate.work(lambda w: w.conn.execute(t.invites.select()).all()))
    estate.says(NEW, f"/start {made}")
    assert "欢迎来到桂苑" in estate.screen(NEW) and [h.label for h in who(estate, NEW).homes] == ["2栋2单元101"]
    for account in (NEW, NEW + 1):
        estate.says(account, f"/start {made}")
        assert "这份邀请已经用过" in estate.newest(account).text
    assert not who(estate, NEW + 1).known


def test_invitation_for_a_post(estate: Estate) -> None:
    """Role and team are the invitation's."""
    estate.says(NEW, "/start " + code(estate, role=Role.ENGINEER, team=Team.ENGINEERING))
    post = who(estate, NEW).post(estate.community)
    assert (post.role, post.team, post.on_duty) == (Role.ENGINEER, Team.ENGINEERING, False)
    assert "您的岗位：维修" in estate.screen(NEW)


def test_invitation_expires(estate: Estate) -> None:
    """After the hours of the standard, to the minute."""
    sets(estate, "invite.valid_hours", 5)
    one, other = code(estate, role=Role.DESK, team=Team.DESK), code(estate, role=Role.DESK, team=Team.DESK)
    estate.now += timedelta(hours=5)
    estate.says(NEW, f"/start {one}")
    assert who(estate, NEW).known
    estate.now += timedelta(seconds=1)
    estate.says(NEW + 1, f"/start {other}")
    assert "过了期限" in estate.newest(NEW + 1).text and not who(estate, NEW + 1).known


@pytest.mark.parametrize("made_up", ["x", "A" * 64, "' or 1=1", "../..", "你好"])
def test_made_up_code_is_refused_kindly(estate: Estate, made_up: str) -> None:
    """Like one that is used."""
    estate.says(NEW, f"/start {made_up}")
    assert "这份邀请已经用过" in estate.newest(NEW).text and not who(estate, NEW).known


def test_manager_invites_by_the_menu(estate: Estate) -> None:
    """A worker, and a resident; a director only by a director; nobody else at all."""
    estate.presses(ZHENG, "m:invite:0")
    estate.taps(ZHENG, "员工")
    assert "主任" not in str(estate.newest(ZHENG).buttons)
    estate.taps(ZHENG, "维修")
    estate.taps(ZHENG, "工程")
    estate.taps(ZHENG, "做好邀请")
    made = re.search(r"/start (\S+)</code>", estate.screen(ZHENG))[1]
    estate.says(NEW, f"/start {made}")
    assert who(estate, NEW).staff[0].role == Role.ENGINEER
    estate.presses(ZHENG, "m:invite:0")
    estate.taps(ZHENG, "住户")
    estate.says(ZHENG, "1-2-1501")
    estate.taps(ZHENG, "1栋2单元1501")
    estate.taps(ZHENG, "租户")
    estate.taps(ZHENG, "做好邀请")
    estate.says(NEW + 1, "/start " + re.findall(r"/start (\S+)</code>", estate.screen(ZHENG))[-1])
    assert [h.label for h in who(estate, NEW + 1).homes] == ["1栋2单元1501"]
    estate.presses(FENG, "m:invite:0")
    estate.taps(FENG, "员工")
    assert "主任" in str(estate.newest(FENG).buttons)
    for other in (ZHOU, WU, CHEN, LI, WANG):
        estate.presses(other, "m:invite:0")
        assert "由经理或主任" in estate.toast()


# --- requests to the desk --------------------------------------------------------------------------------------------------


def asks(estate: Estate, account: int = NEW, name: str = "孙丽", phone: str = "13700000000") -> None:
    """Asks the desk to be let into a home."""
    estate.says(account, "/start")
    estate.taps(account, "申请加入")
    estate.says(account, "2-2-101")
    estate.taps(account, "2栋2单元101")
    estate.taps(account, "租户")
    estate.says(account, name)
    estate.says(account, phone)
    estate.taps(account, "提交")


def test_asked_the_desk_decides_one_by_one_in_private(estate: Estate) -> None:
    """IDN-15: the group only hears that there is one."""
    asks(estate)
    assert "交给管家核对" in estate.newest(NEW).text
    for desk in (CHEN, ZHOU, ZHENG, FENG):
        assert "孙丽 · 租户 · 📱 13700000000" in estate.screen(desk).replace("+86", "")
    assert "孙丽" not in estate.screen(DESK_GROUP) and "有一份加入申请待核对" in estate.screen(DESK_GROUP)
    assert not told(estate, LI, "申请加入") and not told(estate, WU, "申请加入")


def test_approved_they_live_there_and_hear_so(estate: Estate) -> None:
    """By the name they gave."""
    asks(estate)
    assert "已同意" in estate.taps(CHEN, "同意")
    now = who(estate, NEW)
    assert (now.person.name, [h.label for h in now.homes]) == ("孙丽", ["2栋2单元101"])
    assert "核对好了" in estate.screen(NEW)
    assert now.person.phone is None, "a number somebody typed proves nothing"
    estate.says(NEW, "厨房水龙头滴水")
    estate.says(NEW, "13700000000")
    estate.taps(NEW, "提交")
    assert (newest(estate).unit_id, newest(estate).contact) == (estate.units["2-2-101"], "+8613700000000")


def test_two_of_the_desk_at_once_one_decision(estate: Estate) -> None:
    """The second reads that it is decided; the one who asked hears once."""
    asks(estate)
    button = estate.newest(ZHOU).buttons[0][1]["data"]
    estate.taps(CHEN, "同意")
    estate.presses(ZHOU, button)
    assert NOT_NOW in estate.toast()
    assert len(told(estate, NEW, "核对好了")) == 1
    assert "🟢 已同意" in estate.screen(ZHOU) and "没核对上" not in str(estate.newest(ZHOU).buttons)


def test_refused_kindly_they_may_ask_again(estate: Estate) -> None:
    """With what was wrong put right."""
    asks(estate)
    estate.taps(CHEN, "没核对上")
    assert "这次没有核对上" in estate.newest(NEW).text and not who(estate, NEW).known
    estate.taps(NEW, "再申请一次")
    estate.says(NEW, "2-2-101")
    estate.taps(NEW, "2栋2单元101")
    estate.taps(NEW, "家属")
    estate.says(NEW, "孙丽丽")
    estate.taps(NEW, "跳过")
    estate.taps(NEW, "提交")
    estate.taps(ZHOU, "同意")
    assert who(estate, NEW).person.name == "孙丽丽"


def test_asked_twice_for_the_same_home_it_is_one_request(estate: Estate) -> None:
    """The newest words count."""
    asks(estate)
    asks(estate, name="孙丽丽")
    assert estate.work(lambda w: len(w.conn.execute(t.join_requests.select()).all())) == 1
    assert estate.screen(CHEN).count("⚪ 待核对") == 1 and "孙丽丽" in estate.screen(CHEN)


def test_own_home_is_not_asked_for(estate: Estate) -> None:
    """It is theirs already."""
    estate.presses(WANG, "m:join:0")
    estate.says(WANG, "3-2-1502")
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "业主")
    estate.says(WANG, "王芳")
    estate.taps(WANG, "跳过")
    estate.taps(WANG, "提交")
    assert "已经是您的住处" in estate.toast()


def test_only_the_desk_of_that_community_decides(estate: Estate) -> None:
    """Forged by the crew, a resident, the one who asked, the desk next door."""
    asks(estate)
    elsewhere(estate)
    for other in (LI, WU, WANG, NEW, "外陈静", "外冯主任"):
        estate.presses(other, "j1:approve:1")
        assert NOT_YOURS in estate.toast()
    estate.presses(CHEN, "j99:approve:1")
    assert OUTDATED in estate.toast()
    assert not who(estate, NEW).known
