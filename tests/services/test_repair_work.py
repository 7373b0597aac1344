"""The work itself: on the way, there, put off, finished (REP-10, REP-12, REP-13)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.services.steps import (
    ANNA,
    CHEN,
    GROUP,
    LI,
    NOT_NOW,
    NOT_YOURS,
    NOT_YOURS_EN,
    WANG,
    WU,
    ZHAO,
    arrives,
    events,
    facts,
    files,
    finishes,
    labels,
    last_row,
    newest,
    press,
    promises,
    sets,
    status,
    tables,
    takes,
    told,
    waives,
)
from tests.support.estate import Estate

THREE_TOMORROW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def holds(estate: Estate, until: str = "明天下午3点", who: str = LI, reason: str = "等配件") -> None:
    """Puts the newest case off."""
    press(estate, who, "改期", newest(estate).number)
    estate.taps(who, reason)
    estate.says(who, until)
    estate.taps(who, "发送")


# --- on the way, there ---------------------------------------------------------------------------------------------


def test_on_the_way_and_arrived_the_owner_sees_and_the_times_are_kept(estate: Estate) -> None:
    """URG-01: the time of arrival is a fact of its own."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "出发", case.number)
    assert told(estate, WANG, "李师傅已出发") and "李师傅正在路上" in estate.screen(WANG)
    estate.passes(minutes=20)
    press(estate, LI, "到场", case.number, GROUP)
    assert (status(estate), facts(estate).arrived_at) == ("arrived", estate.now)
    assert "已到场，正在处理" in estate.screen(WANG)


def test_urgent_hours_run_from_the_report_or_from_the_arrival_as_set(estate: Estate) -> None:
    """X-17, URG-02: a switch of the community."""
    for start, finish in (("report", 8 * 60), ("arrival", 10 + 8 * 60)):
        sets(estate, "repair.urgent_finish_from", start)
        estate.says(WANG, "3-2-1502水管爆了")
        number, began = newest(estate).number, estate.now
        takes(estate, LI, number)
        estate.passes(minutes=10)
        arrives(estate, LI, number)
        due, state = promises(estate, number)["finish", 1]
        assert (due - began, state) == (timedelta(minutes=finish), "open")
        assert promises(estate, number)["arrive", 1][1] == "met"
        press(estate, LI, "做不了", number)
        estate.taps(LI, "现场不安全")
        press(estate, WANG, "取消", number)


# --- put off ---------------------------------------------------------------------------------------------------------


def test_put_off_the_owner_hears_reason_and_new_time_and_the_promises_move(estate: Estate) -> None:
    """REP-12, URG-03: as people say times; what was promised later stays."""
    case = files(estate)
    takes(estate)
    before = promises(estate)["finish", 1][0]
    holds(estate)
    (text,) = told(estate, WANG, "要改个时间")
    assert "等配件" in text and "明天 15:00 前来修" in text
    assert promises(estate)["finish", 1] == (before, "open"), "two days were promised, and hold"
    assert (status(estate), facts(estate).promised_at) == ("on_hold", THREE_TOMORROW)
    estate.says(LI, "/cancel")
    press(estate, LI, "改期", case.number)
    estate.taps(LI, "天气原因")
    estate.says(LI, "11月27日下午3点")
    estate.taps(LI, "发送")
    assert promises(estate)["finish", 1][0] == datetime(2026, 11, 27, 7, 0, tzinfo=UTC)
    assert len(told(estate, WANG, "要改个时间")) == 2 and "天气原因" in estate.newest(GROUP).text


def test_urgent_put_off_both_promises_move_and_nothing_rings_before(estate: Estate) -> None:
    """URG-03: one alert when the new promise is missed too."""
    estate.says(WANG, "3-2-1502水管爆了")
    takes(estate)
    holds(estate)
    assert {due for due, _ in promises(estate).values()} == {THREE_TOMORROW}
    before = last_row(estate)
    estate.passes(hours=20)
    assert not told(estate, WU, "超时", before)
    estate.passes(hours=6)
    assert len(told(estate, WU, "超时", before)) == 2, "arrival and finish"


def test_new_promise_lies_ahead(estate: Estate) -> None:
    """A time that passed while the question stood open is asked again, nothing is changed."""
    files(estate)
    takes(estate)
    press(estate, LI, "改期", newest(estate).number)
    estate.taps(LI, "等配件")
    estate.says(LI, "明天下午3点")
    estate.now += timedelta(days=2)
    estate.taps(LI, "发送")
    assert "新的时间要晚于现在" in estate.toast()
    assert (status(estate), facts(estate).promised_at) == ("accepted", None)


def test_put_off_by_the_lead_for_all(estate: Estate) -> None:
    """Parts are missing for everybody; a colleague may not speak for him."""
    case = files(estate)
    takes(estate)
    assert NOT_YOURS in press(estate, ZHAO, "改期", case.number, GROUP)
    press(estate, WU, "改期", case.number, GROUP)
    estate.taps(WU, "需外单位")
    estate.says(WU, "明天下午3点")
    estate.taps(WU, "发送")
    assert status(estate) == "on_hold"


# --- finished ---------------------------------------------------------------------------------------------------------


def test_finished_says_what_was_done_where_and_with_what(estate: Estate) -> None:
    """REP-13, REP-17: three fields and photos; the owner is asked to sign, the group sees it is done."""
    case = files(estate)
    takes(estate)
    waives(estate)
    arrives(estate)
    press(estate, LI, "完工", case.number)
    estate.taps(LI, "更换")
    estate.says(LI, "水槽下角阀")
    estate.says(LI, "角阀 1 个")
    estate.sends(LI, count=1)
    estate.sends(LI, count=1)
    estate.taps(LI, "好了")
    estate.taps(LI, "交单")
    done = facts(estate)
    assert (done.done_process, done.done_part, done.done_materials) == ("replaced", "水槽下角阀", "角阀 1 个")
    text = estate.newest(WANG).text
    assert "做法：更换" in text and "部位：水槽下角阀" in text and "用料：角阀 1 个" in text
    assert [label for label in labels(estate, WANG, case.number) if label.startswith("★")] == [
        "★1",
        "★2",
        "★3",
        "★4",
        "★5",
    ]
    assert "已完工，等业主签字" in estate.newest(GROUP).text
    assert estate.work(lambda w: [m.step for m in w.media.of_case(case.id, None)]) == ["finish", "finish"]
    assert promises(estate)["finish", 1][1] == "met"


def test_finished_late_is_kept_as_missed(estate: Estate) -> None:
    """REP-11: reports can count it."""
    files(estate)
    takes(estate)
    waives(estate)
    estate.passes(days=3)
    finishes(estate)
    assert promises(estate)["finish", 1][1] == "missed"


@pytest.mark.parametrize("ended", ["取消", "结单"])
def test_finished_in_the_middle_of_an_end_changes_nothing(estate: Estate, ended: str) -> None:
    """The fields were being filled in when the case ended."""
    case = files(estate)
    takes(estate)
    waives(estate)
    press(estate, LI, "完工", case.number)
    estate.taps(LI, "更换")
    estate.says(LI, "角阀")
    estate.taps(LI, "没用材料")
    estate.taps(LI, "没有照片")
    if ended == "取消":
        press(estate, WANG, "取消", case.number)
    else:
        estate.presses("周敏", f"c{case.id}:close:1")
        estate.taps("周敏", "已另行修好")
    before = tables(estate)
    estate.taps(LI, "交单")
    assert NOT_NOW in estate.toast() and tables(estate) == before


def test_somebody_elses_case_is_not_moved(estate: Estate) -> None:
    """Every step of the work is the worker's own; the neighbour learns nothing."""
    case = files(estate)
    takes(estate)
    for verb in ("go", "arrive", "quote", "finish", "cannot", "free"):
        for who in (ZHAO, ANNA, CHEN):
            estate.presses(who, f"c{case.id}:{verb}:1")
            assert (NOT_YOURS_EN if who == ANNA else NOT_YOURS) in estate.toast()
    assert events(estate) == ["report", "accept", "reveal"]
