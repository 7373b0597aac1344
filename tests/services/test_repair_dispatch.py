"""Who goes: claimed by the first, assigned; handed on, handed back; somebody leaves (REP-05, REP-06)."""

import pytest

from domain.people import Role, Team
from tests.services.steps import (
    CHEN,
    GROUP,
    LI,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    arrives,
    case_of,
    done,
    events,
    facts,
    files,
    hires,
    history,
    labels,
    last_row,
    moves_in,
    newest,
    no_groups,
    owed,
    person_of,
    post_of,
    press,
    sends_words,
    sets,
    status,
    takes,
    told,
)
from tests.support.estate import Estate


def test_second_of_two_who_claim_is_told_who_has_it(estate: Estate) -> None:
    """REP-06: the claim is atomic; both had the button on their screen."""
    case = files(estate)
    button = next(
        b["data"] for m in estate.chats[GROUP].values() for row in m.buttons for b in row if "我来接" in b["label"]
    )
    estate.presses(LI, button, GROUP)
    estate.presses(ZHAO, button, GROUP)
    assert "李强已经接了" in estate.toast()
    assert newest(estate).assignee_id == post_of(estate, LI)
    assert events(estate) == ["report", "accept", "reveal"]
    assert not told(estate, ZHAO, case.number)


def test_claimed_once_although_the_press_comes_twice(estate: Estate) -> None:
    """The same press under two update ids."""
    files(estate)
    estate.taps(LI, "我来接", GROUP, times=2)
    assert events(estate) == ["report", "accept", "reveal"]
    assert len(told(estate, WANG, "已接单：")) == 1


def test_whoever_accepts_reads_name_phone_and_home_in_private_and_that_is_on_the_record(estate: Estate) -> None:
    """X-42: a reveal has a name and a time."""
    case = files(estate)
    takes(estate)
    card = estate.newest(LI).text
    assert "王芳 13800000011" in card and "3栋2单元1502" in card
    (reveal,) = [e for e in history(estate) if e.kind == "reveal"]
    assert (reveal.by, reveal.at) == (person_of(estate, LI), estate.now)
    assert case.number in card


def test_earlier_jobs_of_the_home_are_on_the_card_of_whoever_goes(estate: Estate) -> None:
    """The history of the unit, newest first."""
    first = done(estate)
    files(estate, WANG, "卧室灯不亮")
    takes(estate, ZHAO)
    assert f"这户以前：{first.number}" in estate.newest(ZHAO).text


def test_lead_assigns_with_what_each_colleague_holds(estate: Estate) -> None:
    """REP-06: the colleague confirms; until then another one of the crew cannot take it from him."""
    files(estate)
    takes(estate)
    case = files(estate, WANG, "卧室灯不亮")
    estate.taps(WU, "待接单") if "待接单" in estate.screen(WU) else estate.presses(WU, f"c{case.id}:assign:1", GROUP)
    assert "李强 · 手上 1 单 · 值班中" in estate.screen(WU)
    estate.taps(WU, "赵军")
    assert (status(estate), newest(estate).assignee_id) == ("assigned", post_of(estate, ZHAO))
    assert facts(estate).dispatch == "assigned"
    assert "已派给赵师傅" in estate.screen(WANG)
    assert "派给了赵军" in press(estate, LI, "接单", case.number, GROUP)
    press(estate, ZHAO, "接单", case.number)
    assert status(estate) == "accepted"


def test_assigned_one_reads_the_home_and_that_is_on_the_record_before_he_accepts(estate: Estate) -> None:
    """X-42: whoever is shown name and phone stands in the history, accepted or not."""
    case = files(estate)
    estate.presses(WU, f"c{case.id}:assign:1", GROUP)
    estate.taps(WU, "赵军")
    assert "王芳 13800000011" in estate.newest(ZHAO).text
    assert [e.by for e in history(estate) if e.kind == "reveal"] == [person_of(estate, ZHAO)]


def test_lead_who_takes_over_what_was_assigned_leaves_nobody_an_address(estate: Estate) -> None:
    """REP-06: the lead may; the card of the one who had it says so and shows no home any more."""
    case = files(estate)
    estate.presses(WU, f"c{case.id}:assign:1", GROUP)
    estate.taps(WU, "赵军")
    press(estate, WU, "接单", case.number, GROUP)
    assert newest(estate).assignee_id == post_of(estate, WU)
    assert "已交给吴工" in estate.screen(ZHAO) and "13800000011" not in estate.screen(ZHAO)
    assert labels(estate, ZHAO, case.number) == []


def test_only_who_dispatches_assigns(estate: Estate) -> None:
    """REP-06: not the crew, not the desk, not the owner."""
    case = files(estate)
    for who in (LI, CHEN, WANG):
        estate.presses(who, f"c{case.id}:assign:1", GROUP)
        assert "这一步由负责的同事" in estate.toast()
    for who in (ZHOU, ZHENG, WU):
        estate.presses(who, f"c{case.id}:assign:1", GROUP)
        assert "私聊" in estate.toast() and "派给谁" in estate.screen(who)


def test_assigned_to_whoever_has_it_already_is_said(estate: Estate) -> None:
    """Between the question and the answer he took it himself."""
    case = files(estate)
    estate.presses(WU, f"c{case.id}:assign:1", GROUP)
    takes(estate, LI)
    estate.taps(WU, "李强")
    assert "已经更新" in estate.toast() or "已经在李强手上" in estate.toast()
    assert status(estate) == "accepted"


def test_transferred_to_a_colleague_who_confirms(estate: Estate) -> None:
    """REP-06: with the reason; the first one sees no address any more, the owner who comes."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "转单", case.number)
    estate.taps(LI, "赵军")
    estate.taps(LI, "快交班")
    assert (status(estate), facts(estate).dispatch) == ("assigned", "transferred")
    assert "已交给赵军" in estate.screen(LI) and "1502" not in estate.screen(LI)
    assert "已派给赵师傅" in estate.screen(WANG)
    press(estate, ZHAO, "接单", case.number)
    assert newest(estate).assignee_id == post_of(estate, ZHAO)
    assert history(estate)[-3].data == {"to": ZHAO, "reason": "shift_over"}


@pytest.mark.parametrize("where", ["arrived", "quoted"])
def test_transferred_on_the_spot_as_it_needs_another_trade(estate: Estate, where: str) -> None:
    """REP-06: what it needs is often seen only there."""
    case = files(estate)
    takes(estate)
    arrives(estate)
    if where == "quoted":
        estate.presses(LI, f"c{case.id}:quote:1")
        estate.taps(LI, "项目W1")
        estate.taps(LI, "选好了")
        estate.taps(LI, "没有了")
        estate.taps(LI, "发送")
    assert status(estate) == where
    press(estate, LI, "转单", case.number)
    estate.taps(LI, "赵军")
    estate.taps(LI, "要别的工种")
    assert (status(estate), newest(estate).assignee_id) == ("assigned", post_of(estate, ZHAO))


def test_handed_back_to_the_crew_the_card_stands_at_the_end_of_the_group(estate: Estate) -> None:
    """Anybody can claim it again, he too."""
    case = files(estate)
    takes(estate)
    estate.says(WU, "在吗", GROUP)
    press(estate, LI, "转单", case.number)
    estate.taps(LI, "退回班组")
    estate.taps(LI, "离得太远")
    assert (status(estate), newest(estate).assignee_id) == ("reported", None)
    assert case.number in estate.newest(GROUP).text and "我来接" in labels(estate, GROUP, case.number)
    assert "已交回班组" in estate.screen(LI)
    takes(estate, ZHAO)
    assert events(estate) == ["report", "accept", "reveal", "pool", "accept", "reveal"]


def test_cannot_do_is_told_to_lead_and_supervisor_with_the_reason(estate: Estate) -> None:
    """REP-25: they decide from that very message; neither manager nor director is troubled."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "做不了", case.number)
    estate.says(LI, "要动燃气表，得叫燃气公司")
    for boss in (WU, ZHOU):
        assert len(told(estate, boss, "李强做不了：要动燃气表")) == 1
    assert not told(estate, ZHENG, case.number)
    press(estate, WU, "指派", case.number)
    estate.taps(WU, "赵军")
    assert newest(estate).assignee_id == post_of(estate, ZHAO)


def test_cannot_do_is_told_to_the_heads_where_there_is_neither_lead_nor_supervisor(estate: Estate) -> None:
    """Never to nobody."""
    estate.work(
        lambda w: [
            w.staff.end(s.id, w.now)
            for s, _ in w.staff.listed(estate.community, roles=[Role.LEAD, Role.DESK_SUPERVISOR])
        ]
    )
    case = files(estate)
    takes(estate)
    press(estate, LI, "做不了", case.number)
    estate.taps(LI, "现场不安全")
    assert told(estate, ZHENG, "李强做不了：现场不安全")


def test_where_the_lead_gives_out_the_work_the_group_has_no_claim(estate: Estate) -> None:
    """REP-06, mode `lead`."""
    sets(estate, "repair.dispatch", "lead")
    case = files(estate)
    assert labels(estate, GROUP, case.number) == ["指派"]
    assert "这一步由负责的同事" in press(estate, LI, "指派", case.number, GROUP)
    press(estate, WU, "指派", case.number, GROUP)
    estate.taps(WU, "李强")
    assert newest(estate).assignee_id == post_of(estate, LI)


def test_without_a_group_the_crew_gets_it_in_private(estate: Estate) -> None:
    """Everybody on duty, without name and room; the first has it."""
    no_groups(estate)
    case = files(estate)
    for who in (LI, ZHAO, WU):
        (text,) = told(estate, who, case.number)
        assert "1502" not in text and "王芳" not in text
    press(estate, LI, "我来接", case.number)
    assert "李强已经接了" in press(estate, ZHAO, "我来接", case.number)
    assert "13800000011" in estate.newest(LI).text


def test_without_a_group_and_nobody_on_duty_everybody_of_the_crew_gets_it(estate: Estate) -> None:
    """Better woken than lost."""
    no_groups(estate)
    estate.work(lambda w: [w.staff.off_duty(s.id, None, w.now) for s, _ in w.staff.listed(estate.community)])
    case = files(estate)
    assert [who for who in (LI, ZHAO, WU) if told(estate, who, case.number)] == [LI, ZHAO, WU]


def test_without_a_group_what_is_handed_back_is_offered_again(estate: Estate) -> None:
    """Nothing is handed back into nowhere."""
    no_groups(estate)
    case = files(estate)
    press(estate, LI, "我来接", case.number)
    before = last_row(estate)
    press(estate, LI, "转单", case.number)
    estate.taps(LI, "退回班组")
    estate.taps(LI, "离得太远")
    assert told(estate, ZHAO, "待接单", before)
    press(estate, ZHAO, "我来接", case.number)
    assert newest(estate).assignee_id == post_of(estate, ZHAO)


def test_without_a_group_only_the_one_whose_turn_it_is_is_asked(estate: Estate) -> None:
    """The others are left in peace."""
    no_groups(estate)
    sets(estate, "repair.dispatch", "round_robin")
    case = files(estate)
    assert told(estate, LI, case.number) and not told(estate, ZHAO, case.number)


def test_of_somebody_who_leaves_the_open_work_goes_back_to_the_crew(estate: Estate) -> None:
    """Design part 7: no job stays with a worker who left; what he may press does nothing any more."""
    case = files(estate)
    takes(estate)
    estate.says(ZHENG, "/menu")
    estate.taps(ZHENG, "值班与管理")
    estate.taps(ZHENG, "设置")
    estate.taps(ZHENG, "员工")
    estate.taps(ZHENG, "移出 李强")
    estate.taps(ZHENG, "确认移出")
    assert "手上的 1 件工单已交回班组" in estate.screen(ZHENG)
    assert (status(estate), newest(estate).assignee_id) == ("reported", None)
    assert "13800000011" not in estate.screen(LI)
    assert "我来接" in labels(estate, GROUP, case.number)
    for verb in ("accept", "go", "arrive", "finish", "history", "open"):
        estate.presses(LI, f"c{case.id}:{verb}:1")
        assert "这一步由负责的同事" in estate.toast()
    takes(estate, ZHAO)


def test_sent_back_after_the_worker_has_left_it_goes_to_the_crew(estate: Estate) -> None:
    """Design part 7: finished by somebody who is gone when the owner looks at it."""
    case = done(estate)
    estate.presses(ZHENG, f"s{post_of(estate, LI)}:remove:1")
    press(estate, WANG, "还没修好", case.number)
    sends_words(estate, WANG, "还在滴")
    assert (status(estate), newest(estate).assignee_id) == ("reported", None)
    assert "我来接" in labels(estate, GROUP, case.number)
    assert "还在滴" not in estate.screen(LI)


def test_two_workers_with_two_cases_are_not_mixed_up(estate: Estate) -> None:
    """Each press is about the case on its card."""
    moves_in(estate, "孙丽", 13, "2-2-101")
    hires(estate, "钱师傅", 28, Role.ENGINEER, Team.ENGINEERING)
    one = files(estate)
    two = files(estate, "孙丽", "卧室灯不亮")
    takes(estate, LI, one.number)
    takes(estate, "钱师傅", two.number)
    press(estate, LI, "出发", one.number)
    assert (status(estate, one.number), status(estate, two.number)) == ("on_way", "accepted")
    assert case_of(estate, two.number).assignee_id == post_of(estate, "钱师傅")
    assert not [r for r in owed(estate, LI) if "孙丽" in r.payload["text"]]
