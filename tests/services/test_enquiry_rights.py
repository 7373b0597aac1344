"""Whose an enquiry is, two at once, people and groups that change (X-13, X-42, CBK-26)."""

import pytest

from domain.people import Role, Team
from tests.services.heard_steps import asks_the_desk, entries, kinds
from tests.services.steps import (
    ANNA,
    CHEN,
    LI,
    NOT_YOURS,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    elsewhere,
    hires,
    newest,
    post_of,
    press,
)
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

# --- whose it is -----------------------------------------------------------------------------------------------------

_VERBS = [
    "take",
    "answer",
    "put",
    "find",
    "pass",
    "promise",
    "keep",
    "helpful",
    "more",
    "add",
    "cancel",
    "close",
    "talk",
    "open",
    "history",
    "pictures",
]
_OWN = {"helpful", "more", "add", "cancel", "talk", "open", "history", "pictures"}
_OFFICE = set(_VERBS) - {"find", "close"}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (ANNA, set()), (LI, set()), (WU, set()), (WANG, _OWN), (CHEN, _OFFICE), (ZHOU, _OFFICE | {"close"}),
        (ZHENG, _OFFICE | {"close"}), ("外陈静", set()), ("外王芳", set()), ("外郑经理", set()),
    ],
)  # fmt: skip
def test_only_what_the_table_allows(estate: Estate, who: str, may: set[str]) -> None:
    """Every press, forged ones too: the others are refused with a sentence, and nothing changes."""
    elsewhere(estate)
    case = asks_the_desk(estate)
    for verb in (v for v in _VERBS if v not in may):
        before = newest(estate)
        estate.presses(who, f"e{case.id}:{verb}:1")
        assert estate.toast(), verb
        assert newest(estate) == before, verb
        assert "肩高" not in estate.screen(who)
    assert all(k == "enquiry_ask" for k in kinds(estate, case.id))


def test_an_enquiry_is_nobodys_business_but_whose_it_is(estate: Estate) -> None:
    """Not even of those at home; the department reads it once it is asked, as a group does."""
    case = asks_the_desk(estate, words="家里老人能不能申请助餐 13800138000")
    hires(estate, "小丁", 61, Role.CLEANER, Team.CLEANING)
    estate.presses("小丁", f"m:case.{case.id}:0")
    assert NOT_YOURS in estate.toast()
    press(estate, CHEN, "问专业班组", case.number, DESK_GROUP)
    estate.taps(CHEN, "保洁")
    estate.taps(CHEN, "跳过")
    estate.presses("小丁", f"m:case.{case.id}:0")
    assert "助餐" in estate.screen("小丁")
    assert "13800138000" not in estate.screen("小丁")
    assert "王芳" not in estate.screen("小丁")


@pytest.mark.parametrize("forged", ["e0:take:1", "e999999:answer:1", "e1:open:1", "w1:edit.answer_zh:1", "w9:retire:1"])
def test_forged_buttons_are_outdated(estate: Estate, forged: str) -> None:
    """Answered kindly."""
    estate.presses(CHEN, forged)
    assert estate.toast()


# --- people and groups change ------------------------------------------------------------------------------------------


def test_whoever_leaves_keeps_nothing_from_the_desk(estate: Estate) -> None:
    """What they had in hand is the desk's again."""
    case = asks_the_desk(estate)
    press(estate, CHEN, "我来回答", case.number, DESK_GROUP)
    estate.presses(ZHENG, f"m:remove.{post_of(estate, CHEN)}:0")
    estate.taps(ZHENG, "确认")
    now = newest(estate)
    assert (now.status, now.assignee_id) == ("asked", None)
    assert "还没有人答" in estate.screen(DESK_GROUP)


def test_a_new_group_shows_what_is_open(estate: Estate) -> None:
    """The desk moves to another group: its card is there, and nowhere else."""
    case = asks_the_desk(estate)
    estate.says(ZHENG, "/bind", -1009)
    estate.taps(ZHENG, "客服", -1009)
    assert case.number in estate.screen(-1009)
    assert case.number not in estate.screen(DESK_GROUP)
    assert "由您来答" in press(estate, CHEN, "我来回答", case.number, -1009)


def test_figures_of_the_day_go_out_beside_an_open_enquiry(estate: Estate) -> None:
    """Board, lists, digests and reports meet matters that are no repairs."""
    asks_the_desk(estate)
    estate.presses(WANG, "m:suggestion:0")
    estate.taps(WANG, "🌱 提建议")
    estate.says(WANG, "多种些桂花")
    estate.taps(WANG, "好了")
    estate.taps(WANG, "不确定")
    estate.taps(WANG, "发出")
    estate.passes(days=1)
    estate.passes(days=9)
    for pressed in ("m:board:0", "m:overdue:0", "m:waiting:0", "m:work:0"):
        estate.presses(ZHOU, pressed)
    assert "❓" in estate.screen(ZHOU)
    estate.presses(ZHOU, "m:search:0")
    estate.says(ZHOU, "大型犬")
    assert "可以养大型犬吗" in estate.screen(ZHOU)
    estate.presses(WANG, "m:mine:0")
    assert "多种些桂花" in estate.screen(WANG)


# --- two at once -----------------------------------------------------------------------------------------------------


def test_the_second_who_takes_it_learns_who_has_it(estate: Estate) -> None:
    """Taken over only knowingly, from the details."""
    case = asks_the_desk(estate)
    estate.presses(CHEN, f"e{case.id}:take:1", DESK_GROUP)
    estate.presses(ZHOU, f"e{case.id}:take:1", DESK_GROUP)
    assert "陈静已经在跟了" in estate.toast()
    press(estate, ZHOU, "看详情", case.number, DESK_GROUP)
    press(estate, ZHOU, "我来接手", case.number)
    assert "周敏在答" in estate.screen(DESK_GROUP)


def test_two_who_write_do_not_both_answer(estate: Estate) -> None:
    """The second reads that a colleague was first; what was written is kept. A slip of one's own can be put right."""
    case = asks_the_desk(estate)
    for who in (CHEN, ZHOU):
        estate.presses(who, f"e{case.id}:answer:1", DESK_GROUP)
    for who, words in ((CHEN, "可以养小型犬。"), (ZHOU, "不能养。")):
        estate.says(who, words)
        estate.taps(who, "发给业主")
    assert "陈静刚刚答复了业主" in estate.toast()
    assert "不能养" not in estate.screen(WANG)
    assert "不能养" in estate.screen(ZHOU)
    press(estate, CHEN, "更正", case.number, DESK_GROUP)
    estate.says(CHEN, "更正：肩高35厘米以下的可以养。")
    estate.taps(CHEN, "发给业主")
    assert "更正：肩高35厘米" in estate.screen(WANG)


def test_an_answer_is_kept_once(estate: Estate) -> None:
    """Two who keep it at the same time make one entry."""
    case = asks_the_desk(estate)
    press(estate, CHEN, "答复", case.number, DESK_GROUP)
    estate.says(CHEN, "可以养小型犬。")
    estate.taps(CHEN, "发给业主")
    for who in (CHEN, ZHOU):
        estate.presses(who, f"e{case.id}:keep:2", DESK_GROUP)
        for _ in range(3):
            estate.taps(who, "跳过")
    for who in (CHEN, ZHOU):
        estate.taps(who, "存入知识库")
    assert "同事已经写好这一条了" in estate.toast()
    assert len(entries(estate)) == 1


def test_an_alert_offers_nothing_an_enquiry_does_not_know(estate: Estate) -> None:
    """Assigning is for work: a forged press is outdated."""
    case = asks_the_desk(estate)
    deadline = estate.work(lambda w: w.deadlines.of(case.id)[0].id)
    estate.presses(ZHOU, f"d{deadline}:assign:1")
    assert "这张卡片已经更新" in estate.toast()
