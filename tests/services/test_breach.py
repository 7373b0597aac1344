"""Breaches and disputes as a story in the chat: each step on the record, signed or not; reporters unnamed (VIO, ASM-11, DST-08)."""

from datetime import timedelta

import pytest

from domain.cases import DeadlineStatus
from services import recompute
from tests.services.breaches_steps import (
    BUILT,
    case_now,
    does,
    facts,
    finds,
    labels,
    opens,
    promise,
    reports,
    steps,
    text_of,
)
from tests.services.steps import (
    ANNA,
    CHEN,
    LI,
    NOT_NOW,
    NOT_YOURS,
    OUTDATED,
    WANG,
    ZHENG,
    ZHOU,
    elsewhere,
    post_of,
    sets,
)
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate


def test_building_without_leave_from_the_patrol_to_the_file(estate: Estate) -> None:
    """VIO-01: dissuaded, written order, put right, filed; each step with date and signature."""
    case = finds(estate, CHEN)
    assert (case.flow, case.status, case.category, case.channel) == ("breach", "found", "building", "patrol")
    assert promise(estate, case).kind == "breach_dissuade"
    assert promise(estate, case).due_at == estate.now + timedelta(hours=4)
    does(estate, CHEN, "劝阻")
    (asked,) = text_of(estate, WANG, "劝阻</b> · 私搭乱建")
    assert "已说明不能搭建" in asked
    estate.taps(WANG, "签字确认")
    assert case_now(estate, case).assignee_id == post_of(estate, CHEN)
    (step,) = steps(estate)
    assert (step.kind, step.signed_by is not None, step.signed_at) == ("dissuaded", True, estate.now)
    assert text_of(estate, CHEN, "王芳 今天 14:05 签字")
    assert promise(estate, case).kind == "breach_write"
    opens(estate, CHEN, case)
    does(estate, CHEN, "整改通知", "请于 11月29日前拆除", WANG)
    assert promise(estate, case).kind == "breach_correct"
    estate.taps(WANG, "不签")
    assert steps(estate)[-1].declined_at == estate.now
    opens(estate, CHEN, case)
    does(estate, CHEN, "已改正", "现场已拆除", None)
    assert case_now(estate, case).status == "corrected"
    opens(estate, ZHOU, case)
    estate.taps(ZHOU, "归档")
    estate.taps(ZHOU, "已恢复原状")
    done = case_now(estate, case)
    assert (done.status, done.outcome, done.closed_at) == ("closed", "put_right", estate.now)
    kept = estate.work(lambda w: [d.status for d in w.deadlines.of(case.id)])
    assert kept == [DeadlineStatus.MET] * 4
    opens(estate, ZHOU, case)
    estate.taps(ZHOU, "书面记录")
    (record,) = text_of(estate, ZHOU, "违规处理记录")
    for said in ("劝阻", "整改通知", "改正", "王芳", "签字", "拒签", BUILT, "发现人：陈静", "已恢复原状"):
        assert said in record


def test_a_reporter_is_never_named_to_the_other_side(estate: Estate) -> None:
    """VIO-02: the desk's words lose name and room of whoever reported it, should they slip in."""
    case = reports(estate, ANNA, "Against the covenant", "3-2-1502", "They keep chickens on the balcony")
    assert facts(estate).found == "reported"
    assert facts(estate).others == [estate.units["3-2-1502"]]
    assert "Nobody will be told" in estate.screen(ANNA)
    group = estate.screen(DESK_GROUP)
    assert case.number in group
    assert "Anna" not in group
    opens(estate, CHEN, case)
    assert "Anna" in estate.newest(CHEN).text
    does(estate, CHEN, "告知", "Anna 和 2-1-101 反映您家阳台养鸡，请处理")
    screen = estate.screen(WANG)
    assert "请处理" in screen
    for secret in ("Anna", "101", "chickens"):
        assert secret not in screen
    estate.taps(WANG, "签字确认")
    assert "Told" in "\n".join(text_of(estate, ANNA, case.number))
    assert "养鸡" not in estate.screen(ANNA)


def test_whoever_reported_it_reads_how_it_ended(estate: Estate) -> None:
    """And what a supervisor thinks is none."""
    case = reports(estate, ANNA, "Against the covenant", "the roof of building 1", "A tent on the roof")
    assert case.unit_id is None
    opens(estate, ZHOU, case)
    estate.taps(ZHOU, "不属于违规")
    estate.taps(ZHOU, "有手续，允许")
    assert case_now(estate, case).status == "cancelled"
    assert text_of(estate, ANNA, "it has been allowed")
    assert [d.status for d in estate.work(lambda w: w.deadlines.of(case.id))] == [DeadlineStatus.DROPPED]


def test_a_dispute_is_mediated_between_two_homes(estate: Estate) -> None:
    """VIO-03, DST-08: not inside one home; both sides sign for themselves."""
    case = finds(estate, CHEN, "邻里纠纷", "3-2-1502", "楼上漏水吵架")
    assert promise(estate, case).kind == "breach_mediate"
    assert "劝阻" not in labels(estate, CHEN)
    # Two sides are needed: the other one is asked for first, in the place where mediating will stand.
    assert labels(estate, CHEN)[0] == "加一户" and "调解" not in labels(estate, CHEN)
    estate.taps(CHEN, "加一户")
    estate.says(CHEN, "3-2-1502")
    estate.taps(CHEN, "3栋2单元1502")
    assert "不站边" in estate.screen(CHEN) or "不站边" in estate.toast()
    estate.says(CHEN, "/cancel")
    opens(estate, CHEN, case)
    estate.taps(CHEN, "加一户")
    estate.says(CHEN, "2-1-101")
    estate.taps(CHEN, "2栋1单元101")
    opens(estate, CHEN, case)
    estate.taps(CHEN, "调解")
    estate.says(CHEN, "双方同意各修各的")
    estate.taps(CHEN, "好了")
    for name in (WANG, ANNA):
        estate.taps(CHEN, next(one for one in labels(estate, CHEN) if name in one))
    estate.taps(CHEN, "发出")
    assert [s.kind for s in steps(estate)] == ["mediated", "mediated"]
    estate.taps(WANG, "签字确认")
    estate.taps(ANNA, "Sign")
    assert all(s.signed_at for s in steps(estate))
    assert promise(estate, case).kind == "breach_close"


def test_reported_to_the_authority(estate: Estate) -> None:
    """VIO-01: which one, when, under which reference."""
    case = finds(estate, CHEN)
    estate.taps(CHEN, "报主管部门")
    estate.taps(CHEN, "城管")
    estate.says(CHEN, "编号 2026-118")
    estate.says(CHEN, "当事人不在，正在施工")
    estate.taps(CHEN, "好了")
    found = facts(estate)
    assert (found.authority, found.authority_at) == ("urban_management", estate.now)
    assert "2026-118" in steps(estate)[-1].words
    assert case_now(estate, case).status == "referred"


def test_not_in_the_chat_and_would_not_sign(estate: Estate) -> None:
    """Staff note it; who was asked and stays silent can be noted too, and may sign later."""
    case = finds(estate, CHEN)
    does(estate, CHEN, "劝阻", sign="拒签")
    assert (steps(estate)[0].asked_of, steps(estate)[0].declined_at) == (None, estate.now)
    opens(estate, CHEN, case)
    does(estate, CHEN, "整改通知", "限期拆除")
    opens(estate, CHEN, case)
    estate.taps(CHEN, "记为拒签")
    assert steps(estate)[1].declined_at == estate.now
    estate.taps(WANG, "签字确认")
    assert steps(estate)[1].signed_at == estate.now
    before = len(steps(estate))
    estate.presses(WANG, f"x{case.id}:sign.{steps(estate)[1].id}:1")
    assert OUTDATED in estate.toast()
    assert len(steps(estate)) == before


def test_a_step_needs_words(estate: Estate) -> None:
    """A picture alone is no record; what was sent is kept."""
    case = finds(estate, CHEN)
    estate.taps(CHEN, "劝阻")
    estate.sends(CHEN)
    estate.taps(CHEN, "好了")
    estate.taps(CHEN, "不在聊天里")
    assert steps(estate) == []
    assert case_now(estate, case).status == "found"


def test_nothing_done_climbs_the_ladder(estate: Estate) -> None:
    """ASM-11: unhandled is seen: the board says late, the supervisor hears of it."""
    case = finds(estate, CHEN)
    estate.passes(hours=5)
    assert text_of(estate, ZHOU, "劝阻")
    estate.says(ZHOU, "/menu")
    estate.taps(ZHOU, "看板")
    assert case.number in estate.screen(ZHOU)
    estate.says(ZHOU, case.number)
    estate.taps(CHEN, "看详情") if "看详情" in labels(estate, CHEN) else opens(estate, CHEN, case)
    assert "已晚" in estate.screen(CHEN)


def test_a_figure_moves_what_is_owed(estate: Estate) -> None:
    """The time follows the community's own."""
    case = finds(estate, CHEN)
    sets(estate, "breach.dissuade_hours", 2)
    estate.work(lambda w: recompute.request(w, estate.community))
    estate.passes(minutes=1)
    assert promise(estate, case).due_at == case.created_at + timedelta(hours=2)


def test_taken_given_and_left(estate: Estate) -> None:
    """From the group, by a supervisor, and back to the desk when somebody leaves."""
    case = reports(estate, ANNA, "Against the covenant", "3-2-1502", "noise")
    estate.taps(CHEN, "我来处理", DESK_GROUP)
    assert case_now(estate, case).assignee_id == post_of(estate, CHEN)
    opens(estate, ZHOU, case)
    estate.taps(ZHOU, "派给同事")
    estate.taps(ZHOU, ZHENG)
    assert case_now(estate, case).assignee_id == post_of(estate, ZHENG)
    assert text_of(estate, ZHENG, "周敏请您处理这件事")
    opens(estate, ZHOU, case)
    estate.taps(ZHOU, "派给同事")
    estate.taps(ZHOU, CHEN)
    estate.presses(ZHENG, f"s{post_of(estate, CHEN)}:remove:0")
    assert case_now(estate, case).assignee_id is None


@pytest.mark.parametrize("who", [LI, WANG, ANNA, "外" + CHEN, "外" + ZHOU])
def test_strangers_are_refused(estate: Estate, who: str) -> None:
    """Crew, residents, other communities: every button, forged."""
    elsewhere(estate)
    case = finds(estate, CHEN)
    does(estate, CHEN, "劝阻", sign="拒签")
    verbs = (
        "tell",
        "write",
        "correct",
        "refer",
        "close",
        "drop",
        "take",
        "assign",
        "place",
        "unsigned",
        "open",
        "history",
        "pictures",
    )
    for verb in verbs:
        estate.presses(who, f"x{case.id}:{verb}:1")
        told = estate.toast()
        assert NOT_YOURS in told or "belongs to" in told, verb
    for value in ("sign.1", "refuse.1", "sign.999", "sign"):
        estate.presses(who, f"x{case.id}:{value}:1")
    assert BUILT not in estate.screen(who)
    assert (case_now(estate, case).status, len(steps(estate))) == ("dissuaded", 1)
    assert steps(estate)[0].signed_at is None


def test_forged_and_late_presses(estate: Estate) -> None:
    """No such case, another flow's case, a step that is over, somebody else's signature."""
    case = finds(estate, CHEN)
    estate.presses(CHEN, "x999:tell:1")
    assert OUTDATED in estate.toast()
    estate.presses(CHEN, f"x{case.id}:write:1")
    assert NOT_NOW in estate.toast()
    estate.presses(CHEN, f"x{case.id}:close:1")
    assert NOT_YOURS in estate.toast()
    does(estate, CHEN, "劝阻")
    estate.presses(ANNA, f"x{case.id}:sign.{steps(estate)[0].id}:1")
    assert steps(estate)[0].signed_at is None


def test_a_guard_notes_what_he_finds_and_reads_what_the_group_reads(estate: Estate) -> None:
    """Any of the staff may note it; the rest is the desk's."""
    case = finds(estate, LI)
    card = estate.newest(LI).text
    assert case.number in card
    assert "王芳" not in card
    assert "1502" not in card
    estate.presses(LI, f"x{case.id}:dissuade:1")
    assert NOT_YOURS in estate.toast()


def test_the_desks_list(estate: Estate) -> None:
    """What is open, the newest first; only for the desk."""
    first = finds(estate, CHEN)
    second = finds(estate, LI, "违反公约", "2-1-101", "楼道堆物")
    estate.says(CHEN, "/menu")
    estate.taps(CHEN, "值班与管理")
    estate.taps(CHEN, "回访走访")
    estate.taps(CHEN, "违规纠纷")
    text = estate.screen(CHEN)
    assert text.rindex(second.number) < text.rindex(first.number) or second.number in text
    estate.taps(CHEN, "看 1")
    assert second.number in estate.newest(CHEN).text
    estate.presses(LI, "m:breaches:0")
    assert NOT_YOURS in estate.toast()


def test_danger_told_on_the_way_skips_the_questions(estate: Estate) -> None:
    """X-52: smoke is an emergency, whatever somebody began to report."""
    estate.says(WANG, "/menu")
    estate.taps(WANG, "反映违规")
    estate.taps(WANG, "违反公约")
    estate.says(WANG, "3-2-1502")
    estate.says(WANG, "楼道着火了，好多烟")
    case = estate.cases()[-1]
    assert (case.flow, case.urgent) == ("repair", True)


def test_whoever_reported_it_adds_and_talks(estate: Estate) -> None:
    """More words and photos reach whoever has it; nobody else may add; not once it is over."""
    case = reports(estate, ANNA, "Against the covenant", "3-2-1502", "noise at night")
    estate.taps(CHEN, "我来处理", DESK_GROUP)
    estate.taps(ANNA, "Add")
    estate.says(ANNA, "every night now")
    estate.taps(ANNA, "That")
    assert "every night now" in case_now(estate, case).words
    assert text_of(estate, CHEN, "every night now")
    estate.presses(ANNA, f"x{case.id}:talk:1")
    estate.says(ANNA, "Can you call me?")
    estate.taps(ANNA, "Send")
    assert "Can you call me?" in estate.screen(DESK_GROUP)
    opens(estate, CHEN, case)
    estate.taps(CHEN, "看对话")
    assert "Can you call me?" in estate.screen(CHEN)
    estate.presses(WANG, f"x{case.id}:add:1")
    assert NOT_YOURS in estate.toast() or "belongs to" in estate.toast()
    estate.presses(ZHOU, f"x{case.id}:drop:1")
    estate.taps(ZHOU, "不属于违规")
    estate.presses(ANNA, f"x{case.id}:add:1")
    assert case_now(estate, case).status == "cancelled"
