"""Visits as a story in the chat: planned, made, put off, missed, given to somebody, reminded of, summed up (VIS, X-27, DST-11)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from store import heard_tables as h
from store import tables as t
from tests.services.steps import (
    CHEN,
    FENG,
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
from tests.services.visits_steps import (
    BUTLER,
    OTHER,
    added,
    butler,
    opens,
    plans,
    post_of_in,
    records,
    records_home,
    told,
    until,
    visits,
)
from tests.support.estate import Estate

# --- the plan -----------------------------------------------------------------------------------------------------


def test_the_plan_is_made_when_the_month_begins(estate: Estate) -> None:
    """VIS-01, VIS-02, X-27: three rounds of five homes on working days; the butler reads how many; once."""
    post = butler(estate, zone=["1", "3"])
    estate.passes(minutes=1)
    assert visits(estate) == []
    until(estate, "2026-12-01T08:30")
    made = visits(estate)
    assert len(made) == 15
    assert {v.staff_id for v in made} == {post}
    assert {v.month for v in made} == {"2026-12"}
    assert {v.round for v in made} == {1, 2, 3}
    assert all(v.planned_on.isoweekday() < 6 for v in made)
    zone = {estate.units[a] for a in estate.units if a[0] in "13"}
    assert {v.unit_id for v in made} <= zone
    assert len({v.unit_id for v in made}) == 15
    assert len(told(estate, BUTLER, "您有 15 户")) == 1
    assert len(told(estate, ZHOU, "8 户不在任何一位管家的负责楼栋里")) == 1
    estate.passes(days=1)
    assert len(visits(estate)) == 15


def test_households_instead_of_rounds(estate: Estate) -> None:
    """X-27: the unit of the three is configurable."""
    butler(estate)
    sets(estate, "visit.unit", "households")
    plans(estate)
    assert len(visits(estate)) == 3


def test_a_supervisor_may_plan_the_rest_of_a_month_once(estate: Estate) -> None:
    """For those without a plan only; nobody else may."""
    butler(estate)
    plans(estate)
    assert estate.toast() == "排好了，共 15 户。"
    first = len(visits(estate))
    estate.presses(ZHOU, "m:visit_plan:0")
    assert len(visits(estate)) == first
    assert "已经排好了" in estate.toast()
    butler(estate, OTHER, 42)
    estate.presses(ZHOU, "m:visit_plan:0")
    assert len(visits(estate)) == 24
    assert len({v.unit_id for v in visits(estate)}) == 24
    for who in (CHEN, LI, WANG):
        estate.presses(who, "m:visit_plan:0")
        assert "走访" not in estate.toast()
    assert len(visits(estate)) == 24


def test_without_butlers_the_desk_goes(estate: Estate) -> None:
    """X-41: where there is no butler the desk looks after the homes."""
    plans(estate)
    assert {v.staff_id for v in visits(estate)} == {post_of(estate, CHEN)}


def test_homes_nobody_lives_in_are_left_out(estate: Estate) -> None:
    """Empty and unsold homes."""
    butler(estate)
    estate.work(lambda w: w.conn.execute(t.units.update().where(t.units.c.building != "2").values(state="vacant")))
    plans(estate)
    assert len(visits(estate)) == 8


def test_what_was_left_is_dropped_and_comes_first_again(estate: Estate) -> None:
    """The plan of the next month: homes seen in this one come last."""
    butler(estate)
    plans(estate)
    opens(estate, BUTLER)
    estate.taps(BUTLER, "看 1")
    records(estate, BUTLER)
    seen = next(v for v in visits(estate) if v.status == "done")
    until(estate, "2026-12-01T09:00")
    by = {s: [v for v in visits(estate) if v.status == s] for s in ("done", "dropped", "planned")}
    assert (len(by["done"]), len(by["dropped"]), len(by["planned"])) == (1, 14, 15)
    assert seen.unit_id not in {v.unit_id for v in by["planned"]}


# --- one visit ----------------------------------------------------------------------------------------------------


def test_a_visit_is_recorded_and_its_opinion_becomes_a_repair(estate: Estate) -> None:
    """VIS-03, VIS-04, VIS-10: with home, words and caller filled in; the number stands on the card."""
    butler(estate)
    home = estate.units["3-2-1502"]
    opens(estate, BUTLER)
    estate.taps(BUTLER, "加一户")
    estate.says(BUTLER, "3-2-1502")
    estate.taps(BUTLER, "3栋2单元1502")
    estate.taps(BUTLER, "例行走访")
    estate.taps(BUTLER, "今天")
    card = estate.newest(BUTLER)
    assert "王芳（业主）" in card.text
    assert "还没有走访过这一户" in card.text
    estate.taps(BUTLER, "已走访")
    estate.taps(BUTLER, "上门")
    estate.taps(BUTLER, "王芳")
    estate.says(BUTLER, "厨房水龙头滴水")
    estate.taps(BUTLER, "转给了相关部门")
    assert "「厨房水龙头滴水」" in estate.newest(BUTLER).text
    estate.taps(BUTLER, "记下")
    (made,) = visits(estate)
    assert (made.status, made.how, made.opinion, made.result, made.round) == (
        "done",
        "door",
        "厨房水龙头滴水",
        "passed_on",
        None,
    )
    assert made.unit_id == home
    assert made.person_id is not None
    estate.taps(BUTLER, "转为报修")
    estate.taps(BUTLER, "水管")
    if "什么时候" in estate.newest(BUTLER).text:
        estate.taps(BUTLER, "尽快")
    estate.taps(BUTLER, "提交")
    case = estate.cases()[-1]
    assert (case.unit_id, case.words, case.channel) == (home, "厨房水龙头滴水", "visit")
    assert estate.work(lambda w: w.visits.linked([made.id])) == {made.id: 1}
    assert f"报修 {case.number}" in "\n".join(told(estate, BUTLER, "已转为"))


def test_what_matters_at_the_home_is_on_the_card(estate: Estate) -> None:
    """VIS-04: open matters, the last visit and its words."""
    butler(estate)
    estate.says(WANG, "厨房水龙头滴水")
    estate.taps(WANG, "提交")
    number = estate.cases()[-1].number
    estate.work(lambda w: w.conn.execute(insert(h.visits).values(
        community_id=estate.community, staff_id=post_of_in(w, CHEN), unit_id=estate.units["3-2-1502"], status="done", version=1,
        purpose="round", month="2026-09", round=1, planned_on=datetime(2026, 9, 3).date(), how="phone", opinion="电梯吵",
        made_at=estate.now - timedelta(days=80), done_at=estate.now - timedelta(days=80),
    )))  # fmt: skip
    added(estate, BUTLER)
    card = estate.newest(BUTLER).text
    assert number in card
    assert "电梯吵" in card
    assert "电话" in card


def test_put_off_missed_and_met_after_all(estate: Estate) -> None:
    """Another day; nobody there and why; recorded when they meet after all. A second press is outdated."""
    butler(estate)
    number = added(estate, BUTLER)
    estate.taps(BUTLER, "改天")
    estate.says(BUTLER, "昨天")
    assert visits(estate)[0].planned_on.day == 22
    estate.says(BUTLER, "12月3日")
    assert visits(estate)[0].planned_on.isoformat() == "2026-12-03"
    before = next(b["data"] for row in estate.newest(BUTLER).buttons for b in row if b["label"] == "没见到")
    estate.taps(BUTLER, "没见到")
    estate.taps(BUTLER, "家里没人")
    assert (visits(estate)[0].status, visits(estate)[0].reason) == ("missed", "away")
    estate.presses(BUTLER, before)
    assert OUTDATED in estate.toast() or NOT_NOW in estate.toast()
    estate.taps(BUTLER, "已走访")
    estate.taps(BUTLER, "路上碰到")
    estate.taps(BUTLER, "王芳")
    estate.taps(BUTLER, "没有意见")
    estate.taps(BUTLER, "记下")
    found = visits(estate)[0]
    assert (found.id, found.status, found.reason, found.how) == (number, "done", None, "met")


def test_a_supervisor_sends_somebody(estate: Estate) -> None:
    """VIS-02: they read so at once and it is theirs; the one before may not record it any more."""
    post = butler(estate)
    number = added(estate, ZHOU)
    estate.taps(ZHOU, "派给同事")
    estate.taps(ZHOU, BUTLER)
    assert visits(estate)[0].staff_id == post
    assert told(estate, BUTLER, "周敏请您走访这一户")
    estate.presses(CHEN, f"v{number}:done:2")
    assert NOT_YOURS in estate.toast()
    estate.taps(BUTLER, "看一下")
    records(estate, BUTLER)
    assert visits(estate)[0].status == "done"


def test_opinions_about_fees_go_to_the_heads(estate: Estate) -> None:
    """VIS-12: manager and director read what the owner thinks."""
    butler(estate)
    added(estate, BUTLER, "费用沟通")
    estate.taps(BUTLER, "已走访")
    estate.taps(BUTLER, "电话")
    estate.taps(BUTLER, "王芳")
    estate.says(BUTLER, "物业费涨得没道理")
    estate.taps(BUTLER, "得到了理解")
    estate.taps(BUTLER, "记下")
    for head in (ZHENG, FENG):
        assert told(estate, head, "物业费涨得没道理")
    assert not told(estate, WANG, "涨得没道理")


def test_only_the_desk_reads_what_was_said(estate: Estate) -> None:
    """Crew, owners and the staff of other places are refused, forged buttons too."""
    butler(estate)
    number = added(estate, BUTLER)
    records_home(estate)
    elsewhere(estate)
    for who in (LI, WANG, "外" + CHEN, "外" + ZHOU):
        for data in (f"v{number}:open:1", f"v{number}:turn.repair:1", f"m:visit.{number}:0", f"v{number}:done:1"):
            estate.presses(who, data)
            assert "路灯" not in estate.screen(who)
    estate.presses(CHEN, "v999:open:1")
    assert OUTDATED in estate.toast()
    estate.presses(CHEN, f"m:visits.s{post_of(estate, ZHOU)}_0:0")
    assert NOT_YOURS in estate.toast()


@pytest.mark.parametrize(
    ("label", "flow"),
    [("转为投诉", "complaint"), ("转为咨询", "enquiry"), ("转为建议", "suggestion"), ("转为违规", "breach")],
)
def test_an_opinion_becomes_any_kind_of_matter(estate: Estate, label: str, flow: str) -> None:
    """VIS-04: home, caller and words are filled in; what was filed is linked to the visit."""
    butler(estate)
    number = added(estate, BUTLER)
    records_home(estate)
    estate.taps(BUTLER, label)
    for _ in range(12):
        if estate.cases():
            break
        shown = [b["label"] for row in estate.newest(BUTLER).buttons for b in row]
        skip = next((one for one in shown if one in ("跳过", "提交", "发送", "记下", "登记")), shown[0])
        estate.taps(BUTLER, skip)
    (case,) = estate.cases()
    assert (case.flow, case.words, case.unit_id) == (flow, "路灯太暗", estate.units["3-2-1502"])
    assert estate.work(lambda w: w.visits.linked([number])) == {number: 1}


def test_put_off_into_the_next_month_it_is_kept(estate: Estate) -> None:
    """Promised for a day: the plan of the next month neither drops it nor is left out because of it."""
    butler(estate)
    plans(estate)
    opens(estate, BUTLER)
    estate.taps(BUTLER, "看 1")
    estate.taps(BUTLER, "改天")
    estate.says(BUTLER, "12月3日")
    (moved,) = [v for v in visits(estate) if v.month == "2026-12"]
    assert (moved.round, moved.planned_on.isoformat()) == (None, "2026-12-03")
    until(estate, "2026-12-01T09:00")
    found = [v for v in visits(estate) if v.month == "2026-12"]
    assert len(found) == 16
    assert next(v for v in found if v.id == moved.id).status == "planned"
    assert len({v.unit_id for v in found}) == 16
