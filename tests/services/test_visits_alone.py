"""Visits by themselves: reminders, the summary at the month's end, what a butler leaves behind (VIS-01, VIS-05, VIS-10)."""

import pytest

from services import documents
from tests.services.steps import (
    CHEN,
    FENG,
    NOT_YOURS,
    OUTDATED,
    WANG,
    ZHENG,
    ZHOU,
    done,
    post_of,
    signs,
)
from tests.services.visits_steps import BUTLER, OTHER, butler, opens, plans, records, told, until, visits
from tests.support.estate import Estate

# --- by itself ----------------------------------------------------------------------------------------------------


def test_the_day_is_said_in_the_morning_and_the_rest_before_the_month_ends(estate: Estate) -> None:
    """VIS-01: the homes of the day; some days before the end all that is left."""
    butler(estate)
    estate.passes(minutes=1)
    plans(estate)
    until(estate, "2026-11-23T08:50")
    (today,) = told(estate, BUTLER, "今天走访")
    planned = [v for v in visits(estate) if v.planned_on.isoformat() == "2026-11-23"]
    assert f"今天走访 {len(planned)} 户" in today
    until(estate, "2026-11-25T09:00")
    assert told(estate, BUTLER, "月底前还有 15 户没走访")


def test_a_late_reminder_is_passed_over(estate: Estate) -> None:
    """Back in the evening: nobody is sent out any more."""
    butler(estate)
    estate.passes(minutes=1)
    plans(estate)
    estate.passes(hours=29)
    assert not told(estate, BUTLER, "今天走访")


def test_the_month_is_summed_up_on_its_last_day(estate: Estate) -> None:
    """VIS-05, VIS-10, DST-11: to the desk's supervisor, with chart and workbook; once."""
    butler(estate)
    estate.passes(minutes=1)
    plans(estate)
    opens(estate, BUTLER)
    estate.taps(BUTLER, "看 1")
    records(estate, BUTLER, "楼道灯不亮")
    until(estate, "2026-11-30T17:30")
    assert not told(estate, ZHOU, "走访回访月报")
    until(estate, "2026-12-02T18:00")
    (said,) = told(estate, ZHOU, "2026年11月走访回访月报")
    assert "已走访 1/15（6%）" in said
    assert "到今天" not in said
    assert "楼道灯不亮" in said
    assert not told(estate, CHEN, "走访回访月报")
    media = next(m for m in estate.chats[estate.people[ZHOU]].values() if "11月走访回访月报" in m.text).media
    assert [m["kind"] for m in media] == ["photo", "file"]


def test_the_summary_on_demand_and_its_workbook(estate: Estate) -> None:
    """The month so far; every visit with opinion, result and what came of it."""
    butler(estate)
    plans(estate)
    opens(estate, BUTLER)
    estate.taps(BUTLER, "看 1")
    records(estate, BUTLER, "楼道灯不亮")
    opens(estate, ZHOU)
    estate.taps(ZHOU, "各管家")
    estate.taps(ZHOU, "汇总")
    shown = next(m for m in estate.chats[estate.people[ZHOU]].values() if "走访回访月报" in m.text)
    assert "（到今天）" in shown.text
    assert "楼道灯不亮" in shown.text
    assert "管家小何 1/15" in shown.text
    book = estate.work(lambda w: documents.document(w, shown.media[1]["draw"]))
    _, first, second = book["sheets"]
    assert first["rows"][0][:3] == [BUTLER, 15, 1]
    assert len(second["rows"]) == 15
    assert any("楼道灯不亮" in row and "转给了相关部门" in row for row in second["rows"])
    estate.presses(CHEN, "m:visit_summary:0")
    assert NOT_YOURS in estate.toast()


def _november(estate: Estate) -> None:
    """A month with one repair that was asked about, and its report."""
    butler(estate)
    estate.passes(minutes=1)
    plans(estate)
    until(estate, "2026-11-30T17:50")


def test_reviewed_it_goes_up_with_name_and_words(estate: Estate) -> None:
    """CBK-12: the desk's supervisor first; then manager and director, once, whoever presses again."""
    _november(estate)
    assert not told(estate, FENG, "走访回访月报") and not told(estate, ZHENG, "走访回访月报")
    estate.taps(ZHOU, "已审，报主任")
    estate.says(ZHOU, "3栋水管反复漏，下月统一换角阀")
    for head in (ZHENG, FENG):
        (said,) = told(estate, head, "走访回访月报")
        assert "周敏 已审阅：「3栋水管反复漏，下月统一换角阀」" in said
    assert "共 2 人" in estate.screen(ZHOU)
    estate.taps(ZHOU, "已审，报主任")
    assert OUTDATED in estate.toast()
    until(estate, "2026-12-03T18:00")
    assert len(told(estate, FENG, "2026年11月走访回访月报")) == 1


def test_unreviewed_it_goes_up_on_its_day_and_says_so(estate: Estate) -> None:
    """Nobody waits for a word that does not come."""
    _november(estate)
    until(estate, "2026-12-02T18:00")
    assert not told(estate, FENG, "走访回访月报")
    until(estate, "2026-12-03T18:00")
    (said,) = told(estate, FENG, "走访回访月报")
    assert "客服主管还没有审阅" in said
    estate.taps(ZHOU, "已审，报主任")
    assert OUTDATED in estate.toast()


@pytest.mark.parametrize("month", ["2026-09", "2027-01", "x", "", "2026-13"])
def test_only_the_last_months_are_reviewed(estate: Estate, month: str) -> None:
    """Forged or forgotten."""
    estate.presses(ZHOU, f"m:visit_review.{month}:0")
    assert OUTDATED in estate.toast()
    estate.presses(CHEN, "m:visit_review.2026-11:0")
    assert NOT_YOURS in estate.toast()


def test_what_asking_back_found_is_in_it(estate: Estate) -> None:
    """CBK-24, F-01, F-04: a fault found goes to the meeting until it is closed."""
    butler(estate)
    estate.passes(minutes=1)
    done(estate)
    signs(estate)
    until(estate, "2026-11-25T10:00")
    estate.taps(WANG, "还有问题")
    estate.says(WANG, "还在滴水")
    estate.taps(WANG, "好了")
    until(estate, "2026-11-30T17:50")
    (said,) = told(estate, ZHOU, "走访回访月报")
    assert "发现问题 1 件" in said and "待上例会 1 件：报修" in said


def test_no_unknown_document_is_made(estate: Estate) -> None:
    """A name nobody knows."""
    with pytest.raises(ValueError, match="no document"):
        estate.work(lambda w: documents.document(w, {"what": "else"}))


def test_visits_of_a_butler_who_leaves_go_to_whoever_covers_the_building(estate: Estate) -> None:
    """Else to the supervisor; both read how many."""
    gone = butler(estate, zone=["1", "2"])
    heir = butler(estate, OTHER, 42, ["1"])
    plans(estate)
    mine = [v.unit_id for v in visits(estate) if v.staff_id == gone]
    assert mine
    estate.presses(ZHENG, f"s{gone}:remove:0")
    by = {v.unit_id: v.staff_id for v in visits(estate) if v.unit_id in mine}
    one = {estate.units[a] for a in estate.units if a[0] == "1"}
    assert all(by[u] == (heir if u in one else post_of(estate, ZHOU)) for u in mine)
    assert told(estate, ZHOU, "待走访的转到了您名下")


def test_the_supervisor_sees_the_month_by_butler(estate: Estate) -> None:
    """X-27: the count per butler, and each one's list."""
    butler(estate, zone=["1"])
    butler(estate, OTHER, 42, ["2"])
    plans(estate)
    screen = estate.screen(ZHOU)
    assert "管家小何 0/8" in screen
    assert "管家小陆 0/8" in screen
    estate.taps(ZHOU, "看 2")
    assert "管家小陆" in estate.newest(ZHOU).text or "管家小陆" in estate.screen(ZHOU)
