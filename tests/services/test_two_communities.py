"""Somebody lives in one community and works in another: what they do as a resident counts there, as staff here (X-42)."""

import pytest

from domain.people import Relation, Role
from tests.services.steps import (
    DESK_GROUP,
    GROUP,
    LI,
    NOT_YOURS,
    WANG,
    elsewhere,
    files,
    newest,
    person_of,
    press,
    status,
)
from tests.support.cast import Cast
from tests.support.estate import Estate

LEAD, DESK, HEAD, WORKER = "外吴工", "外陈静", "外郑经理", "外李强"
NEW = -3003


def lives_here(estate: Estate, who: str, home: str = "2-2-101") -> Cast:
    """The second community, one of its staff at home in the first; the second."""
    there = elsewhere(estate)
    person = person_of(estate, who)
    estate.work(lambda w: w.people.add_home(person, estate.units[home], Relation.OWNER, "desk", w.now))
    return there


def all_labels(estate: Estate, who: str) -> set[str]:
    """Every button of the newest message."""
    return {b["label"] for row in estate.newest(who).buttons for b in row}


def test_menu_has_the_entries_of_both(estate: Estate) -> None:
    """Home and post are named, each with its community."""
    lives_here(estate, HEAD)
    estate.says(HEAD, "/menu")
    text = estate.newest(HEAD).text
    assert "桂苑" in text and "👤 经理 · 值班中 · 别苑" in text and "2栋2单元101" in text
    labels = all_labels(estate, HEAD)
    assert {"我要报修", "我的事项", "联系管家"} <= labels
    assert {"我的工单", "待接单", "看板", "代录报修", "值班与管理", "下班交接"} <= labels
    estate.taps(HEAD, "值班与管理")
    estate.taps(HEAD, "值班")
    assert "谁在值班" in all_labels(estate, HEAD)
    estate.taps(HEAD, "‹ 返回")
    estate.taps(HEAD, "设置")
    assert {"员工", "邀请"} <= all_labels(estate, HEAD)


def test_whoever_works_where_they_live_asks_the_desk_directly(estate: Estate) -> None:
    """As before."""
    person = person_of(estate, LI)
    estate.work(lambda w: w.people.add_home(person, estate.units["2-2-101"], Relation.OWNER, "desk", w.now))
    estate.says(LI, "/menu")
    assert "联系管家" not in all_labels(estate, LI) and "桂苑" not in estate.newest(LI).text.splitlines()[1]


def test_what_they_report_is_their_homes(estate: Estate) -> None:
    """The crew of the home's community gets it; they see it as residents do and may do nothing else with it."""
    lives_here(estate, LEAD)
    case = files(estate, LEAD, "厨房水龙头滴水")
    assert case.community_id == estate.community and case.number in estate.screen(GROUP)
    estate.presses(LEAD, "m:mine:0")
    assert case.number in estate.newest(LEAD).text
    for verb in ("assign", "close", "accept"):
        estate.presses(LEAD, f"c{case.id}:{verb}:1")
        assert NOT_YOURS in estate.toast()
    assert status(estate) == "reported"


def test_public_place_is_that_of_the_home(estate: Estate) -> None:
    """Reporting is the resident's entry."""
    lives_here(estate, WORKER)
    estate.presses(WORKER, "m:repair:0")
    for tap in ("公共区域", "大堂", "公共照明"):
        estate.taps(WORKER, tap)
    estate.says(WORKER, "灯坏了")
    estate.taps(WORKER, "好了")
    estate.taps(WORKER, "提交")
    assert newest(estate).community_id == estate.community


@pytest.mark.parametrize("verb", ["board", "waiting"])
def test_lists_of_the_staff_are_those_of_the_post(estate: Estate, verb: str) -> None:
    """Not the home's."""
    lives_here(estate, LEAD)
    files(estate, WANG)
    files(estate, "外王芳", "门锁坏了")
    estate.presses(LEAD, f"m:{verb}:0")
    text = estate.newest(LEAD).text
    assert ("门锁坏了" in text or "门窗" in text) and "滴水" not in text and "水管" not in text


def test_heads_decide_about_their_staff(estate: Estate) -> None:
    """List, leaving, invitations, who is on duty: those of the post's community."""
    there = lives_here(estate, HEAD)
    estate.presses(HEAD, "m:staff:0")
    assert "外李强" in estate.newest(HEAD).text and "\n李强" not in estate.newest(HEAD).text
    estate.presses(HEAD, "m:duty_list:0")
    assert "外李强" in estate.newest(HEAD).text
    estate.presses(HEAD, "m:invite:0")
    for tap in ("员工", "维修", "工程", "做好邀请"):
        estate.taps(HEAD, tap)
    invites = estate.work(lambda w: w.conn.exec_driver_sql("select community_id, role from invites").all())
    assert [tuple(i) for i in invites] == [(there.community, Role.ENGINEER)]


def test_desk_takes_reports_down_for_the_homes_it_answers_for(estate: Estate) -> None:
    """Buildings and people of the post's community."""
    there = lives_here(estate, DESK)
    estate.presses(DESK, "m:repair_desk:0")
    estate.taps(DESK, "电话")
    assert "1栋" not in str(estate.newest(DESK).buttons)
    estate.says(DESK, "3-2-1502")
    for tap in ("3栋2单元1502", "外王芳", "水管"):
        estate.taps(DESK, tap)
    estate.says(DESK, "水龙头滴水")
    for tap in ("好了", "尽快", "提交"):
        estate.taps(DESK, tap)
    assert newest(estate).community_id == there.community


def test_shift_is_that_of_the_post(estate: Estate) -> None:
    """The handover note is the team's there."""
    lives_here(estate, WORKER)
    estate.presses(WORKER, "m:off_duty:0")
    estate.says(WORKER, "泵房钥匙在抽屉")
    assert "泵房钥匙" in estate.screen("外赵军") and "泵房钥匙" not in estate.screen("赵军")


def test_new_group_is_bound_for_the_community_of_the_post(estate: Estate) -> None:
    """A head of the second who lives in the first."""
    there = lives_here(estate, HEAD)
    estate.says(HEAD, "/bind", NEW)
    estate.presses(HEAD, "g:team.engineering:0", NEW)
    assert estate.work(lambda w: w.staff.teams_in(NEW)) == [(there.community, "engineering")]
    estate.says(HEAD, "/bind", GROUP)
    assert estate.work(lambda w: [c for c, _ in w.staff.teams_in(GROUP)]) == [estate.community]
    assert "经理或主任" in estate.newest(GROUP).text


def test_group_belongs_to_its_community_whoever_presses(estate: Estate) -> None:
    """Work of the second is taken in its group by who lives in the first."""
    lives_here(estate, WORKER)
    case = files(estate, "外王芳", "门锁坏了")
    press(estate, WORKER, "我来接", case.number, GROUP - 1000)
    assert newest(estate).status == "accepted"


def test_words_to_the_desk_go_to_the_homes_desk_and_on_from_there(estate: Estate) -> None:
    """An exchange goes on as for any resident."""
    lives_here(estate, WORKER)
    estate.presses(WORKER, "m:talk:0")
    estate.says(WORKER, "几点下班")
    estate.taps(WORKER, "发送")
    estate.says(WORKER, "还有周末呢")
    assert "几点下班" in estate.screen(DESK_GROUP) and "还有周末呢" in estate.screen(DESK_GROUP)
    assert "几点下班" not in estate.screen(DESK_GROUP - 1000)
