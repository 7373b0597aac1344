"""Suggestions and praise: thanked, routed, answered; counted for whoever is praised (CBK-22, CBK-23, X-39)."""

from datetime import timedelta

import pytest

from domain.people import Role, Team
from tests.services.heard_steps import due, kinds, promises
from tests.services.steps import (
    ANNA,
    CHEN,
    FENG,
    LI,
    NOT_YOURS,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    elsewhere,
    files,
    hires,
    newest,
    press,
)
from tests.support.cast import DESK_GROUP, GROUP
from tests.support.estate import Estate


def _suggests(estate: Estate, who: str = WANG, words: str = "单元门口加一盏灯吧", team: str = "工程"):
    estate.presses(who, "m:suggestion:0")
    estate.taps(who, "🌱 提建议")
    estate.says(who, words)
    estate.taps(who, "好了")
    estate.taps(who, team)
    estate.taps(who, "发出")
    return newest(estate)


def _praises(estate: Estate, whom: str, words: str = "师傅又快又仔细", who: str = WANG):
    estate.presses(who, "m:suggestion:0")
    estate.taps(who, "👏 表扬")
    estate.says(who, words)
    estate.taps(who, "好了")
    estate.taps(who, whom)
    estate.taps(who, "发出")
    return newest(estate)


def _served(estate: Estate) -> None:
    """李强 takes a repair of hers."""
    case = files(estate)
    press(estate, LI, "我来接", case.number, GROUP)


# --- suggestions -----------------------------------------------------------------------------------------------------


def test_thanked_routed_and_adopted(estate: Estate) -> None:
    """The department says what it thinks, the desk adopts, whoever suggested it is told."""
    case = _suggests(estate)
    assert (case.flow, case.category, case.status) == ("suggestion", "suggestion", "received")
    assert "谢谢您的建议" in estate.screen(WANG)
    assert "前答复您" in estate.screen(WANG)
    assert due(estate, case.id) == estate.now + timedelta(days=3)
    for group in (GROUP, DESK_GROUP):
        assert "单元门口加一盏灯吧" in estate.screen(group)
        assert "王芳" not in estate.screen(group)
    press(estate, LI, "说说看法", case.number, GROUP)
    estate.says(LI, "可以装，材料费两百元左右")
    assert "材料费两百元" in estate.screen(DESK_GROUP)
    assert "材料费" not in estate.screen(WANG)
    press(estate, CHEN, "我来跟进", case.number, DESK_GROUP)
    press(estate, CHEN, "采纳", case.number, DESK_GROUP)
    estate.taps(CHEN, "1 已安排")
    assert "您的建议采纳了" in estate.screen(WANG)
    assert "已经安排下去" in estate.screen(WANG)
    assert newest(estate).status == "closed"
    assert promises(estate, case.id) == [("suggestion_answer", "met")]
    assert "已采纳" in estate.screen(GROUP)


def test_a_department_may_reply_to_its_card(estate: Estate) -> None:
    """That is what it thinks; the desk's own chatter about it is nobody's answer."""
    case = _suggests(estate)
    card = next(s for s in estate.chats[GROUP].values() if case.number in s.text)
    estate.says(LI, "可以装声控的", GROUP, reply_to=card.id)
    assert "工程的看法：可以装声控的" in estate.screen(DESK_GROUP)
    there = next(s for s in estate.chats[DESK_GROUP].values() if case.number in s.text)
    estate.says(CHEN, "这个好", DESK_GROUP, reply_to=there.id)
    assert "这个好" not in estate.screen(WANG)
    assert newest(estate).status == "received"


def test_not_now_is_said_kindly(estate: Estate) -> None:
    """In words of ours that neither refuse bluntly nor promise, or in one's own (X-39, ETQ-16)."""
    case = _suggests(estate, team="不确定")
    assert case.number not in estate.screen(GROUP) if GROUP in estate.chats else True
    press(estate, CHEN, "暂不采纳", case.number, DESK_GROUP)
    estate.taps(CHEN, "2 再了解一下")
    shown = estate.screen(WANG)
    assert "谢谢您的好建议" in shown
    assert "这个想法很好" in shown
    assert "不采纳" not in shown
    assert kinds(estate, case.id)[-1] == "suggestion_not_now"


def test_answered_late_climbs(estate: Estate) -> None:
    """As any promise does."""
    case = _suggests(estate)
    estate.passes(days=3, hours=1)
    assert "答复建议" in estate.screen(ZHOU)
    press(estate, ZHOU, "看详情", case.number)
    press(estate, ZHOU, "采纳", case.number)
    estate.says(ZHOU, "下周装好")
    assert promises(estate, case.id) == [("suggestion_answer", "missed")]
    assert "下周装好" in estate.screen(WANG)


def test_added_to_and_taken_back(estate: Estate) -> None:
    """By whoever wrote it; nothing is owed any more."""
    case = _suggests(estate)
    press(estate, WANG, "补充", case.number)
    estate.says(WANG, "声控的就好")
    estate.taps(WANG, "好了")
    assert "声控的就好" in estate.screen(DESK_GROUP)
    press(estate, WANG, "收回", case.number)
    assert newest(estate).status == "cancelled"
    assert promises(estate, case.id) == [("suggestion_answer", "dropped")]
    assert "采纳" not in [b["label"] for s in estate.chats[DESK_GROUP].values() for row in s.buttons for b in row]


def test_taken_down_by_the_desk(estate: Estate) -> None:
    """For somebody who came (INT-06)."""
    estate.says(CHEN, "/menu")
    estate.taps(CHEN, "值班与管理")
    estate.taps(CHEN, "代录")
    estate.taps(CHEN, "代录建议")
    estate.taps(CHEN, "来访")
    estate.says(CHEN, "3-2-1502")
    estate.taps(CHEN, "3栋2单元1502")
    estate.taps(CHEN, "王芳")
    estate.taps(CHEN, "🌱 提建议")
    estate.says(CHEN, "希望多种些桂花")
    estate.taps(CHEN, "好了")
    estate.taps(CHEN, "绿化")
    estate.taps(CHEN, "发出")
    case = newest(estate)
    assert (case.channel, case.words) == ("visit", "希望多种些桂花")
    assert "谢谢您的建议" in estate.screen(WANG)


# --- praise ----------------------------------------------------------------------------------------------------------


def test_praise_reaches_whoever_it_is_for(estate: Estate) -> None:
    """One of those who served them lately; they and their supervisor read it, and it is over at once."""
    _served(estate)
    case = _praises(estate, "李强")
    assert (case.category, case.status) == ("praise", "closed")
    assert "已转达给李强" in estate.screen(WANG)
    assert "有住户表扬您" in estate.screen(LI)
    assert "师傅又快又仔细" in estate.screen(LI)
    assert "王芳" not in next(s.text for s in estate.chats[estate.people[LI]].values() if "表扬您" in s.text)
    assert "有住户表扬李强" in estate.screen(WU)
    assert promises(estate, case.id) == []


def test_a_team_or_everybody_is_praised(estate: Estate) -> None:
    """The team's group reads it; everybody's praise goes to the desk."""
    _praises(estate, "工程班组", "最近修得真快")
    assert "有住户表扬工程" in estate.screen(GROUP)
    _praises(estate, "全体员工", "小区越来越好了")
    assert "小区越来越好了" in estate.screen(DESK_GROUP)
    assert "表扬：全体员工" in estate.screen(DESK_GROUP)


def test_praise_is_counted_by_month(estate: Estate) -> None:
    """For those who answer for people; months before can be looked at."""
    _served(estate)
    for words in ("师傅又快又仔细", "还帮忙收拾干净了"):
        _praises(estate, "李强", words)
    estate.says(ZHENG, "/menu")
    estate.taps(ZHENG, "值班与管理")
    estate.taps(ZHENG, "回访走访")
    estate.taps(ZHENG, "表扬榜")
    assert "2026年11月 · 2 条" in estate.screen(ZHENG)
    assert "李强（维修）2 次 「还帮忙收拾干净了」" in estate.screen(ZHENG)
    estate.passes(days=10)
    estate.presses(WU, "m:praised:0")
    assert "这个月还没有" in estate.screen(WU)
    estate.taps(WU, "‹ 上个月")
    assert "李强（维修）2 次" in estate.screen(WU)
    for who in (WANG, LI, CHEN):
        estate.presses(who, "m:praised:0")
        assert NOT_YOURS in estate.toast()


def test_a_praise_asks_for_nothing(estate: Estate) -> None:
    """There is nothing to take, adopt or take back."""
    case = _praises(estate, "全体员工")
    for verb in ("take", "adopt", "not_now", "add", "cancel"):
        estate.presses(CHEN, f"p{case.id}:{verb}:2")
        assert "已经有了新进展" in estate.toast() or "新进展" in estate.toast()
    assert newest(estate).status == "closed"


# --- whose it is -----------------------------------------------------------------------------------------------------

_VERBS = ["take", "adopt", "not_now", "opinion", "add", "cancel", "talk", "open", "history", "pictures"]
_OFFICE = set(_VERBS) - {"opinion"}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (ANNA, set()), (WANG, {"add", "cancel", "talk", "open", "history", "pictures"}), (CHEN, _OFFICE), (FENG, _OFFICE),
        (LI, {"opinion", "open", "pictures"}), ("外陈静", set()), ("外李强", set()), ("小丁", set()),
    ],
)  # fmt: skip
def test_only_what_the_table_allows(estate: Estate, who: str, may: set[str]) -> None:
    """Every press, forged ones too."""
    elsewhere(estate)
    hires(estate, "小丁", 61, Role.CLEANER, Team.CLEANING)
    case = _suggests(estate)
    for verb in (v for v in _VERBS if v not in may):
        before = newest(estate)
        estate.presses(who, f"p{case.id}:{verb}:1")
        assert NOT_YOURS[:6] in estate.toast() or "This step" in estate.toast(), verb
        assert newest(estate) == before, verb
    assert kinds(estate, case.id) == ["suggestion_file"]
