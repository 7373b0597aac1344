"""Complaints from the first word to the last: judged, handed over, handled, answered, confirmed (CMP, X-06 to X-14)."""

from datetime import timedelta

import pytest

from domain.people import Role, Team
from tests.services.complaint_steps import clocks, complains, facts, hands, judges, says_to, states, tells
from tests.services.heard_steps import kinds
from tests.services.steps import (
    CHEN,
    FENG,
    LI,
    NOT_NOW,
    OUTDATED,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    hires,
    newest,
    no_groups,
    press,
)
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate


def _answers(estate: Estate, number: str, words: str = "已经打扫干净", who: str = WU) -> None:
    says_to(estate, who, "告知结果", number, words)


def test_thanked_at_once(estate: Estate) -> None:
    """X-06: the acknowledgement is a message of its own, with the number and when there will be an answer."""
    case = complains(estate)
    thanks = [m.text for m in estate.chats[estate.people[WANG]].values() if "谢谢" in m.text and case.number in m.text]
    assert len(thanks) == 1 and "前答复您" in thanks[0], "thanked once: the card that goes on living says how it stands"
    assert case.flow == "complaint" and case.category == "cleaning"


def test_regret_where_it_is_due(estate: Estate) -> None:
    """Neglect is regretted at once, without a word of whose fault it is."""
    complains(estate, words="反映多次一直没人管")
    assert "抱歉" in estate.screen(WANG)


def test_from_the_first_word_to_the_last(estate: Estate) -> None:
    """Handed over, taken, contacted, found, answered, confirmed with stars: every promise kept."""
    case = complains(estate)
    judges(estate, case.number, "重要")
    hands(estate, case.number)
    press(estate, WU, "我来处理", case.number)
    press(estate, WU, "已联系业主", case.number)
    estate.taps(WU, "已电话沟通")
    says_to(estate, WU, "处理情况", case.number, "保洁排班漏了")
    assert states(estate, case.id)["tell_result"] == "open"
    _answers(estate, case.number)
    estate.taps(WANG, "★5")
    estate.says(WANG, "辛苦了")
    assert newest(estate).status == "closed" and newest(estate).rating == 5
    assert facts(estate, case.id).comment == "辛苦了"
    assert set(states(estate, case.id).values()) == {"met"}
    wanted = ["report", "judge", "hand", "take", "contact", "findings", "answer", "confirm", "comment"]
    assert [kind for kind in kinds(estate, case.id) if kind != "reveal"] == wanted


@pytest.mark.parametrize(
    ("sort", "met"),
    [
        ("进展", {"interim"}),
        ("答复", {"interim", "first_answer"}),
        ("明确答复", {"interim", "first_answer", "definite_answer"}),
    ],
)
def test_which_word_keeps_which_promise(estate: Estate, sort: str, met: set[str]) -> None:
    """X-06, X-11: progress is no answer, an answer is not the definite one."""
    case = complains(estate)
    judges(estate, case.number, "重大")
    hands(estate, case.number)
    press(estate, WU, "告知进展", case.number)
    estate.taps(WU, sort)
    estate.says(WU, "正在查")
    estate.taps(WU, "好了")
    now = states(estate, case.id)
    assert {kind for kind, state in now.items() if state == "met"} == met | {"hand_over", "to_director"}
    assert now["solve"] == "open"
    assert "正在查" in estate.screen(WANG)


def test_regraded(estate: Estate) -> None:
    """Other clocks: promised anew, dropped, moved; what was met stays; the director reads a major one at once."""
    case = complains(estate)
    judges(estate, case.number, "荐 轻微")
    minor = clocks(estate, case.id)
    judges(estate, case.number, "重大")
    assert case.number in estate.screen(FENG)
    major = clocks(estate, case.id)
    assert major["solve"][1] - minor["solve"][1] == timedelta(days=8)
    assert major["to_director"][0] == "met" and major["hand_over"][0] == "open"
    hands(estate, case.number)
    judges(estate, case.number, "轻微")
    again = clocks(estate, case.id)
    assert again["solve"] == minor["solve"]
    assert again["definite_answer"][0] == "dropped"
    assert again["hand_over"][0] == again["to_director"][0] == "met"
    assert again["first_answer"] == minor["first_answer"]


@pytest.mark.parametrize(
    ("words", "days", "director"),
    [("楼道三天没人打扫", 3, False), ("反映多次一直没人管", 3, False), ("反映多次没人管，我要找律师", 10, True)],
)
def test_nobody_has_judged_it_yet(estate: Estate, words: str, days: int, director: bool) -> None:
    """X-12, X-08: mild words guess minor, and count as important all the same; grave ones count as major."""
    case = complains(estate, words=words)
    now = clocks(estate, case.id)
    assert now["hand_over"][0] == "open" and ("to_director" in now) is director
    assert now["solve"][1] - case.created_at == timedelta(days=days)


def test_only_a_person_makes_it_a_minor_one(estate: Estate) -> None:
    """X-07, X-08: judged minor the hour to the head is dropped and the solution is due in two days; taken back, both are owed."""
    case = complains(estate)
    before = clocks(estate, case.id)
    judges(estate, case.number, "荐 轻微")
    minor = clocks(estate, case.id)
    assert minor["hand_over"][0] == "dropped" and minor["solve"][1] - case.created_at == timedelta(days=2)
    estate.taps(CHEN, "✓ 轻微")
    assert clocks(estate, case.id) == before


def test_graver_again_is_owed_again(estate: Estate) -> None:
    """X-08: what a lighter grade dropped is owed after all, from the same beginning."""
    case = complains(estate)
    judges(estate, case.number, "重要")
    important = clocks(estate, case.id)
    judges(estate, case.number, "轻微")
    assert clocks(estate, case.id)["hand_over"][0] == "dropped"
    judges(estate, case.number, "重要")
    assert clocks(estate, case.id) == important


def test_fields_on_and_off(estate: Estate) -> None:
    """X-12: each on its own, pressed again it is taken away; the history keeps what was before."""
    case = complains(estate)
    for label in ("成立", "求助", "重要", "多方", "流程制度"):
        judges(estate, case.number, label)
    now = facts(estate, case.id)
    assert (now.validity, now.subtype, now.grade, now.responsibility, now.cause) == (
        "valid", "help", "important", "several", "process",
    )  # fmt: skip
    estate.taps(CHEN, "✓ 成立")
    assert facts(estate, case.id).validity is None
    assert facts(estate, case.id).subtype == "help"
    assert kinds(estate, case.id).count("judge") == 6


def test_unsatisfied_goes_one_rung_higher_each_time(estate: Estate) -> None:
    """CMP-28: new clocks, nothing to be handed over again, supervisor, manager, director in turn."""
    case = complains(estate)
    judges(estate, case.number, "重大")
    hands(estate, case.number)
    for level, told in enumerate((ZHOU, ZHENG, FENG), 1):
        _answers(estate, case.number)
        estate.taps(WANG, "还不满意")
        estate.says(WANG, f"第{level}次还是脏")
        estate.taps(WANG, "好了")
        assert facts(estate, case.id).level == level
        assert f"第{level}次还是脏" in estate.screen(told)
        owed = states(estate, case.id, level + 1)
        assert {"interim", "first_answer", "definite_answer", "solve"} == set(owed)
        assert set(owed.values()) == {"open"}
    assert newest(estate).status == "handed"


def test_answered_by_the_desk_itself(estate: Estate) -> None:
    """CMP-20: what the desk can say at once it says; unsatisfied it goes to the department."""
    case = complains(estate)
    says_to(estate, CHEN, "告知结果", case.number, "今天下午已补扫")
    estate.taps(WANG, "还不满意")
    estate.says(WANG, "没有啊")
    estate.taps(WANG, "好了")
    assert newest(estate).status == "handed"
    assert facts(estate, case.id).handed_at is not None


@pytest.mark.parametrize(("days", "back"), [(6, True), (8, False)])
def test_taken_up_again_for_a_while(estate: Estate, days: int, back: bool) -> None:
    """X-13: within the days of the figure; later it is said kindly."""
    case = complains(estate)
    _answers(estate, case.number, who=CHEN)
    estate.taps(WANG, "★4")
    estate.says(WANG, "/cancel")
    button = next(
        b["data"] for m in estate.chats[estate.people[WANG]].values() for r in m.buttons for b in r if ":reopen" in b["data"]
    )  # fmt: skip
    estate.passes(days=days)
    estate.presses(WANG, button)
    if back:
        estate.says(WANG, "又脏了")
        estate.taps(WANG, "好了")
    assert newest(estate).status == ("handed" if back else "closed")


def test_urged(estate: Estate) -> None:
    """The heads hear of it once an hour, and the card's buttons go on working."""
    case = complains(estate)
    hands(estate, case.number)
    assert "已转告" in press(estate, WANG, "催一下", case.number)
    assert "刚转告过" in press(estate, WANG, "催一下", case.number)
    estate.passes(minutes=61)
    assert "已转告" in press(estate, WANG, "催一下", case.number)
    assert estate.screen(WU).count("业主来催了") == 2
    assert OUTDATED not in press(estate, WU, "我来处理", case.number)


def test_closed_by_a_supervisor_with_a_reason(estate: Estate) -> None:
    """X-13: never without one; nothing is owed any more."""
    case = complains(estate)
    judges(estate, case.number, "重大")
    press(estate, ZHOU, "打开", case.number, DESK_GROUP)
    press(estate, ZHOU, "结案", case.number)
    estate.taps(ZHOU, "已协商解决")
    assert "已协商解决" in estate.screen(WANG)
    assert "open" not in states(estate, case.id).values()


def test_nothing_is_said_after_the_end(estate: Estate) -> None:
    """A conversation begun before the complaint was withdrawn ends with a word, and the owner reads nothing of it."""
    case = complains(estate)
    hands(estate, case.number)
    press(estate, WU, "告知进展", case.number)
    estate.taps(WU, "进展")
    press(estate, WANG, "撤回", case.number)
    estate.says(WU, "还在查")
    estate.taps(WU, "好了")
    assert NOT_NOW in estate.screen(WU) + estate.toast()
    assert "还在查" not in estate.screen(WANG)


def test_several_departments(estate: Estate) -> None:
    """CMP-13: one answers for the whole; the result is reached when the last has done its part."""
    hires(estate, "保安队长", 31, Role.LEAD, Team.SECURITY)
    hires(estate, "保洁主管", 32, Role.LEAD, Team.CLEANING)
    case = complains(estate)
    hands(estate, case.number)
    for team in ("安防", "保洁"):
        press(estate, WU, "请部门协同", case.number)
        estate.taps(WU, team)
    assert case.number in estate.screen("保安队长") and case.number in estate.screen("保洁主管")
    says_to(estate, "保安队长", "处理情况", case.number, "查了监控")
    says_to(estate, WU, "处理情况", case.number, "补了灯")
    assert "tell_result" not in states(estate, case.id)
    estate.presses(WU, next(
        b["data"] for m in estate.chats[estate.people[WU]].values() for r in m.buttons for b in r
        if "release.cleaning" in b["data"]
    ))  # fmt: skip
    assert states(estate, case.id)["tell_result"] == "open"


def test_plans_with_their_cost(estate: Estate) -> None:
    """CMP-25: side by side for the heads of the service, one of them it is to be."""
    case = complains(estate)
    hands(estate, case.number)
    for words, cost in (("补偿清洗", "350"), ("换保洁班次", "0")):
        press(estate, WU, "补救方案", case.number)
        estate.says(WU, words)
        estate.says(WU, cost)
    assert "350" in estate.screen(ZHOU)
    estate.taps(ZHOU, "选 1")
    assert "✓ 已选" in estate.screen(ZHOU)
    estate.taps(ZHENG, "选 2")
    rows = estate.work(lambda w: [r.status for r in w.complaints.remedies(case.id)])
    assert rows == ["dropped", "chosen"]


def test_corrective_action_has_a_date(estate: Estate) -> None:
    """CMP-22: it runs on when the complaint is closed, and is met by saying what was done."""
    case = complains(estate)
    hands(estate, case.number)
    press(estate, WU, "整改", case.number)
    estate.says(WU, "每天签到打扫")
    _answers(estate, case.number)
    estate.taps(WANG, "★5")
    assert states(estate, case.id)["correct"] == "open"
    estate.taps(WU, "整改完成")
    estate.says(WU, "已贴签到表")
    assert states(estate, case.id)["correct"] == "met"


def test_what_is_owed_is_shown_and_blocks_nothing(estate: Estate) -> None:
    """X-14."""
    case = complains(estate)
    press(estate, CHEN, "打开", case.number, DESK_GROUP)
    press(estate, CHEN, "缴费情况", case.number)
    assert "不影响投诉的处理" in estate.screen(CHEN)
    assert newest(estate).version == case.version


def test_silent_owner(estate: Estate) -> None:
    """X-13: reminded once, then a supervisor hears that it may be closed with a reason."""
    case = complains(estate)
    _answers(estate, case.number, who=CHEN)
    estate.passes(days=2, hours=1)
    estate.passes(days=2, hours=10)
    assert "一直没有确认" in estate.screen(ZHOU)
    press(estate, ZHOU, "结案", case.number)
    estate.taps(ZHOU, "已说明情况")
    assert newest(estate).status == "closed"


def test_harm_that_goes_on_skips_the_questions(estate: Estate) -> None:
    """CMP-23: handed over at once, and a major one is told to the director."""
    tells(estate, words="邻居一直踹我家的门，还骂人", still="还在发生，有危险")
    case = newest(estate)
    assert case.status == "handed" and case.urgent
    assert case.number in estate.screen(FENG)


def test_without_a_group_or_a_head(estate: Estate) -> None:
    """No desk group, no lead of the cleaners: everybody of the desk has the card, and those above answer for it."""
    no_groups(estate)
    case = complains(estate)
    assert case.number in estate.screen(CHEN)
    press(estate, CHEN, "转部门", case.number)
    estate.taps(CHEN, "保洁")
    assert any(case.number in estate.screen(who) for who in (ZHOU, ZHENG))


def test_without_a_director(estate: Estate) -> None:
    """CMP-01: the manager is told instead."""
    estate.work(lambda w: w.staff.end(next(s.id for s, p in w.staff.listed(estate.community) if p.name == FENG), w.now))
    case = complains(estate)
    judges(estate, case.number, "重大")
    assert case.number in estate.screen(ZHENG)
    assert states(estate, case.id)["to_director"] == "met"


def test_received_in_private(estate: Estate) -> None:
    """CMP-24: from then on the owner and that supervisor write to each other alone; the group reads nothing."""
    case = complains(estate, words="气死我了！！你们这些骗子")
    press(estate, ZHOU, "主管单独接待", case.number, DESK_GROUP)
    estate.taps(WANG, "和主管说")
    estate.says(WANG, "我很委屈的事")
    estate.taps(WANG, "发送")
    assert "我很委屈的事" in estate.screen(ZHOU)
    assert "我很委屈的事" not in estate.screen(DESK_GROUP)


def test_two_presses_at_once(estate: Estate) -> None:
    """A second press is outdated and changes nothing."""
    case = complains(estate)
    hands(estate, case.number)
    press(estate, LI, "打开", case.number, DESK_GROUP)
    estate.taps(WU, "我来处理", times=2)
    assert OUTDATED in estate.toast()
    assert kinds(estate, case.id).count("take") == 1
