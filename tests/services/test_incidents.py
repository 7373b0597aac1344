"""One outage, many reporters (EMG-01, EMG-04, EMG-07): proposed once, decided once, one message each to all who joined."""

from typing import Any

import pytest
from sqlalchemy import select

from domain.errors import Outdated
from domain.incidents import Status
from domain.people import Relation
from store import tables as t
from tests.services.steps import (
    ANNA,
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
    arrives,
    case_of,
    elsewhere,
    events,
    files,
    finishes,
    last_row,
    moves_in,
    newest,
    no_groups,
    owed,
    person_of,
    press,
    promises,
    sends_words,
    sets,
    status,
    told,
    waives,
)
from tests.support.estate import Estate

ASKED, HEAD, HEAD_EN, JOINED = "可能是同一事件", "3栋用水故障", "3栋: water trouble", "不用再报"
LEAKS = "厨房水龙头一直滴水"


@pytest.fixture
def building(estate: Estate) -> Estate:
    """Four homes of building 3 with people in the chat, one of whom reads English, one in building 2."""
    moves_in(estate, "孙丽", 31, "3-1-101")
    moves_in(estate, "Bob", 32, "3-1-1501", "en")
    moves_in(estate, "钱多", 33, "3-2-101")
    return estate


def _report(estate: Estate, who: str, words: str = LEAKS, send: str = "提交") -> Any:
    return files(estate, who, words, send)


def _three(estate: Estate) -> tuple[Any, Any, Any]:
    one, two = _report(estate, WANG), _report(estate, "孙丽")
    return one, two, _report(estate, "Bob", "the kitchen tap is dripping", "Send")


def _incidents(estate: Estate) -> list[Any]:
    return estate.work(lambda w: list(w.conn.execute(select(t.incidents).order_by(t.incidents.c.id))))


def _id(work: Any) -> int:
    return int(work.conn.scalar(select(t.incidents.c.id)))


def _confirms(estate: Estate, who: str = CHEN, words: str = "总管漏水,正在抢修", by: str = "今天下午5点") -> None:
    estate.taps(who, "确认为同一事件", DESK_GROUP)
    estate.says(who, words)
    estate.says(who, by)
    estate.taps(who, "发送")


def _open(estate: Estate) -> tuple[Any, Any, Any]:
    cases = _three(estate)
    _confirms(estate)
    assert _incidents(estate)[-1].status == Status.OPEN
    return cases


def _takes(estate: Estate, case: Any, who: str = LI) -> None:
    estate.presses(who, f"c{case.id}:accept:1", GROUP)


def test_third_home_makes_a_proposal_and_the_fourth_none(building: Estate) -> None:
    """EMG-01: put to the desk's group once, by floor, with nothing of name, room or number."""
    _report(building, WANG)
    _report(building, "孙丽")
    assert told(building, DESK_GROUP, ASKED) == []
    _report(building, "Bob", "the kitchen tap is dripping", "Send")
    (text,) = told(building, DESK_GROUP, ASKED)
    assert HEAD in text and "15层 2户、1层 1户" in text
    _report(building, "钱多")
    assert len(told(building, DESK_GROUP, ASKED)) == 1
    (incident,) = _incidents(building)
    assert (incident.status, incident.building, incident.category) == ("proposed", "3", "water")
    assert {c.incident_id for c in building.cases()} == {incident.id}
    assert "🏠 4 户" in building.screen(DESK_GROUP)


def test_number_is_one_of_the_days_numbers(building: Estate) -> None:
    """`YYMMDD-NNN`, and no case has the same."""
    _three(building)
    _report(building, "钱多")
    assert _incidents(building)[0].number == "261122-004" and newest(building).number == "261122-005"


def test_other_buildings_and_other_trouble_are_left_alone(building: Estate) -> None:
    """Two of one building and one of the next, or of another kind, are no incident."""
    _report(building, WANG)
    _report(building, "孙丽")
    _report(building, ANNA, "the kitchen tap is dripping", "Send")
    _report(building, "钱多", "门锁坏了打不开")
    assert _incidents(building) == []


def test_late_ones_do_not_count(building: Estate) -> None:
    """Only what came within the minutes of the standard."""
    sets(building, "incident.minutes", 30)
    _report(building, WANG)
    _report(building, "孙丽")
    building.passes(minutes=31)
    _report(building, "钱多")
    assert _incidents(building) == []


def test_confirmed_each_reporter_is_told_once_and_the_heads_too(building: Estate) -> None:
    """EMG-04: words and time in each one's language; the cases show the same incident."""
    since = last_row(building)
    one, _, three = _open(building)
    number = _incidents(building)[0].number
    for who in (WANG, "孙丽"):
        (text,) = told(building, who, JOINED, since)
        assert HEAD in text and "总管漏水" in text and "今天 17:00" in text and "共 3 户" in text
    (text,) = told(building, "Bob", HEAD_EN, since)
    assert "Expected by today 17:00" in text and "3 homes" in text
    for who in (ZHENG, FENG):
        assert len(told(building, who, "按突发事件处理", since)) == 1
    assert f"同一事件 {number} · 3 户" in building.screen(WANG)
    assert f"主单 {one.number}" in building.screen(GROUP)
    assert "incident" in events(building, three.number)


def test_confirmed_twice_at_once_counts_once(building: Estate) -> None:
    """Two of the desk answer the same card: the second reads that it has gone on."""
    _three(building)
    building.taps(CHEN, "确认为同一事件", DESK_GROUP)
    building.taps(WU, "确认为同一事件", DESK_GROUP)
    since = last_row(building)
    for who in (CHEN, WU):
        building.taps(who, "不写")
        building.taps(who, "还不清楚")
        building.taps(who, "发送")
    assert building.toast().startswith(NOT_NOW)
    assert len(told(building, WANG, JOINED, since)) == 1
    assert len(told(building, ZHENG, "按突发事件处理", since)) == 1
    building.presses(CHEN, f"i{_incidents(building)[0].id}:dismiss:1", DESK_GROUP)
    assert building.toast().startswith(NOT_NOW)


def test_two_workers_who_read_the_same_state_do_not_both_decide(building: Estate) -> None:
    """Whoever comes second with what they read before changes nothing."""
    _three(building)
    read = building.work(lambda w: w.incidents.get(_id(w)))
    building.taps(CHEN, "不是一回事", DESK_GROUP)
    with pytest.raises(Outdated):
        building.work(lambda w: w.incidents.change(read, {"status": Status.OPEN}))
    assert _incidents(building)[0].status == Status.DISMISSED


def test_dismissed_is_not_proposed_again_for_the_same_reports(building: Estate) -> None:
    """Different things, says the desk; new reports bring it up again once the minutes have passed."""
    sets(building, "incident.reports", 2)
    _report(building, WANG)
    _report(building, "孙丽")
    building.taps(CHEN, "不是一回事", DESK_GROUP)
    _report(building, "Bob", "the kitchen tap is dripping", "Send")
    assert [i.status for i in _incidents(building)] == ["dismissed"]
    assert told(building, WANG, JOINED) == []
    building.passes(minutes=61)
    _report(building, "钱多")
    assert len(_incidents(building)) == 1  # Bob's is older than the minutes by now
    moves_in(building, "吴媛", 34, "3-1-102")
    _report(building, "吴媛")
    assert [i.status for i in _incidents(building)] == ["dismissed", "proposed"]
    both = {
        case_of(building, c.number).reporter_id for c in building.cases() if c.incident_id == _incidents(building)[1].id
    }
    assert both == {person_of(building, "钱多"), person_of(building, "吴媛")}


def test_neighbour_joins_by_one_tap_and_files_nothing(building: Estate) -> None:
    """EMG-01: offered before a second case; joined, they are told the same."""
    _open(building)
    cases, since = len(building.cases()), last_row(building)
    building.says("钱多", LEAKS)
    assert "3栋用水故障正在处理，已有 3 户报告" in building.screen("钱多")
    building.taps("钱多", "加入")
    (text,) = told(building, "钱多", JOINED, since)
    assert "共 4 户" in text and len(building.cases()) == cases
    assert "🏠 4 户" in building.screen(DESK_GROUP)
    building.says("钱多", LEAKS)
    assert "加入" not in building.newest("钱多").text  # who has joined is not asked again


def test_neighbour_in_english_joins_too(building: Estate) -> None:
    """The same offer in their words."""
    moves_in(building, "Carol", 35, "3-1-102", "en")
    _open(building)
    building.says("Carol", "the kitchen tap is dripping")
    assert "Reported by 3 homes so far" in building.screen("Carol")
    building.taps("Carol", "Join")
    assert "4 homes with the same" in building.screen("Carol")


def test_neighbour_with_another_trouble_files_it(building: Estate) -> None:
    """Something else is a case of its own, and stays out of the incident."""
    _open(building)
    building.says("钱多", LEAKS)
    building.taps("钱多", "不是这个")
    building.taps("钱多", "提交")
    assert newest(building).reporter_id == person_of(building, "钱多") and newest(building).incident_id is None
    assert len(_incidents(building)) == 1


def test_next_building_is_not_asked(building: Estate) -> None:
    """Nobody of another building reads of it."""
    _open(building)
    building.says(ANNA, "the kitchen tap is dripping")
    assert "Join" not in building.screen(ANNA) and "Same incident" not in building.screen(ANNA)


def test_joining_what_has_just_ended_goes_on_with_the_report(building: Estate) -> None:
    """The offer stood on the screen while it was closed: whoever still has the trouble reports it."""
    _open(building)
    building.says("钱多", LEAKS)
    building.taps(CHEN, "结束", DESK_GROUP)
    building.taps(CHEN, "已恢复")
    person = person_of(building, "钱多")
    building.taps("钱多", "加入")
    assert not building.work(lambda w: w.incidents.has(1, person))
    building.taps("钱多", "提交")
    assert (newest(building).reporter_id, newest(building).incident_id) == (person, None)


def test_danger_is_filed_and_alarmed_and_linked(building: Estate) -> None:
    """X-52: nothing is asked, nothing swallowed."""
    _open(building)
    since = last_row(building)
    building.says("钱多", "水管爆了")
    case = newest(building)
    assert case.urgent and case.incident_id == _incidents(building)[0].id
    assert len(told(building, GROUP, case.number, since)) == 1
    assert len(told(building, "钱多", "请先保证安全", since)) == 1
    assert len(told(building, "钱多", JOINED, since)) == 1


def test_progress_by_hand_reaches_all_who_joined_once(building: Estate) -> None:
    """One message each, merged while it waits."""
    _open(building)
    building.says("钱多", LEAKS)
    building.taps("钱多", "加入")
    since = last_row(building)
    building.taps(CHEN, "发进展", DESK_GROUP)
    building.says(CHEN, "已找到漏点")
    building.says(CHEN, "今天晚上7点")
    building.taps(CHEN, "发送")
    for who in (WANG, "孙丽", "钱多"):
        (text,) = told(building, who, "已找到漏点", since)
        assert "今天 19:00" in text
    assert len(told(building, "Bob", "已找到漏点", since)) == 1
    assert told(building, ANNA, "已找到漏点", since) == []
    assert len(told(building, ZHENG, "", since)) == 0


def test_main_case_moves_for_all(building: Estate) -> None:
    """Accepted, there: each is told once, and the promise of arrival is kept to all."""
    one, _, _ = _open(building)
    building.says("钱多", "水管爆了")
    burst = newest(building)
    since = last_row(building)
    _takes(building, one)
    (text,) = told(building, "孙丽", HEAD, since)
    assert "师傅已接单" in text and told(building, WANG, HEAD, since) == []
    since = last_row(building)
    arrives(building, LI, one.number)
    assert len(told(building, "孙丽", "师傅已到场", since)) == 1
    assert promises(building, burst.number)["arrive", 1][1] == "met"


def test_main_case_put_off_tells_all_the_new_promise(building: Estate) -> None:
    """REP-12: with the reason; their own promises move along."""
    one, two, _ = _open(building)
    _takes(building, one)
    since = last_row(building)
    press(building, LI, "改期", one.number)
    building.taps(LI, "等配件")
    building.says(LI, "大后天下午3点")
    building.taps(LI, "发送")
    (text,) = told(building, "孙丽", HEAD, since)
    assert "等配件" in text and "15:00" in text
    assert promises(building, two.number)["finish", 1][0].isoformat() == "2026-11-25T07:00:00+00:00"


def test_main_case_done_closes_all_with_one_message(building: Estate) -> None:
    """Their cases are closed, their promises settled, nobody is told twice; one can still be opened again (X-13)."""
    one, two, three = _open(building)
    _takes(building, one)
    arrives(building, LI, one.number)
    waives(building, LI, one.number)
    since = last_row(building)
    finishes(building, LI, one.number)
    assert [status(building, c.number) for c in (one, two, three)] == ["finished", "closed", "closed"]
    assert _incidents(building)[0].status == Status.CLOSED
    assert promises(building, two.number)["finish", 1][1] == "met"
    (text,) = told(building, "孙丽", "", since)
    assert HEAD in text and "已处理好" in text
    assert len(told(building, "Bob", "Put right", since)) == 1
    assert len(told(building, ZHENG, "已结束", since)) == 1
    assert events(building, two.number)[-1] == "fold"
    press(building, "孙丽", "又坏了", two.number)
    sends_words(building, "孙丽", "还是没水")
    assert status(building, two.number) == "reported" and status(building, three.number) == "closed"


def test_desk_closes_all_by_hand(building: Estate) -> None:
    """With words of its own, the main case too."""
    cases = _open(building)
    since = last_row(building)
    building.taps(CHEN, "结束", DESK_GROUP)
    building.taps(CHEN, "已恢复")
    assert {status(building, c.number) for c in cases} == {"closed"}
    assert [len(told(building, who, "", since)) for who in (WANG, "孙丽", "Bob")] == [1, 1, 1]
    assert "已恢复" in told(building, WANG, HEAD, since)[0]
    incident = _incidents(building)[0]
    assert (incident.status, incident.outcome, incident.closed_by) == ("closed", "restored", person_of(building, CHEN))


def test_people_in_a_lift_are_never_closed_by_the_main_case(building: Estate) -> None:
    """A danger of its own keeps the incident open until somebody has been there."""
    homes = {WANG: "3栋2单元1502", "孙丽": "3栋1单元101", "钱多": "3栋2单元101"}
    for who, home in homes.items():
        building.says(who, "有人被困在电梯里")
        building.taps(who, home)
    one, two, three = building.cases()
    _confirms(building)
    _takes(building, one)
    arrives(building, LI, one.number)
    finishes(building, LI, one.number)
    assert [status(building, c.number) for c in (two, three)] == ["reported", "reported"]
    assert _incidents(building)[0].status == Status.OPEN
    assert "险情要逐件处理" in building.screen(DESK_GROUP)


def test_calling_the_main_case_off_makes_the_next_the_main_one(building: Estate) -> None:
    """The others are not left behind."""
    one, two, _ = _open(building)
    press(building, WANG, "取消", one.number)
    assert _incidents(building)[0].status == Status.OPEN
    since = last_row(building)
    _takes(building, two)
    assert len(told(building, WANG, "师傅已接单", since)) == 1


def test_proposal_nobody_decided_lapses_with_its_reports(building: Estate) -> None:
    """Nothing is left to decide."""
    one, two, three = _three(building)
    press(building, WANG, "取消", one.number)
    press(building, "孙丽", "取消", two.number)
    press(building, "Bob", "Cancel", three.number)
    assert _incidents(building)[0].status == Status.DISMISSED
    assert "确认为同一事件" not in building.screen(DESK_GROUP)


def test_neighbour_who_blocked_us_comes_on_the_call_list(building: Estate) -> None:
    """The others are told all the same; the butler rings (EMG-01)."""
    _open(building)
    building.work(lambda w: w.people.set_reachable(w.people.by_telegram(31).id, False))
    since = last_row(building)
    building.taps(CHEN, "发进展", DESK_GROUP)
    building.says(CHEN, "已找到漏点")
    building.taps(CHEN, "还不清楚")
    building.taps(CHEN, "发送")
    assert len(told(building, WANG, "已找到漏点", since)) == 1
    (row,) = [r for r in owed(building, "孙丽", since) if "已找到漏点" in r.payload["text"]]
    assert row.case_id is not None  # what the call list goes by when it is not delivered


def test_where_no_group_is_bound_the_desk_on_duty_is_asked_in_private(building: Estate) -> None:
    """And decides there."""
    no_groups(building)
    _three(building)
    assert ASKED in building.screen(CHEN)
    building.taps(CHEN, "不是一回事")
    assert _incidents(building)[0].status == Status.DISMISSED


def test_list_and_card_for_those_who_decide(building: Estate) -> None:
    """Menu 突发事件: what waits and what is open, one tap from its card."""
    _open(building)
    for who in (CHEN, WU, ZHENG):
        building.presses(who, "m:incidents:0")
        assert "处理中" in building.newest(who).text and HEAD in building.newest(who).text
        building.taps(who, "1 3栋")
        assert "主单" in building.newest(who).text


@pytest.mark.parametrize("who", [WANG, LI, "外" + CHEN])
def test_others_and_forged_presses_change_nothing(building: Estate, who: str) -> None:
    """Residents, workers and the desk of another community; ids that are none."""
    elsewhere(building)
    _open(building)
    before = _incidents(building)
    for verb in ("confirm", "dismiss", "progress", "close", "card"):
        building.presses(who, f"i{before[0].id}:{verb}:1")
        assert building.toast().startswith(NOT_YOURS)
        building.presses(CHEN, f"i999:{verb}:1")
        assert building.toast().startswith(OUTDATED)
    building.presses(who, f"m:incident.{before[0].id}:0")
    assert building.toast().startswith(NOT_YOURS)
    assert _incidents(building) == before


def test_same_building_of_another_community_is_another_one(building: Estate) -> None:
    """Two here and one there are no incident."""
    elsewhere(building)
    _report(building, WANG)
    _report(building, "孙丽")
    _report(building, "外" + WANG)
    assert _incidents(building) == []


def test_danger_whose_place_is_told_later_is_counted_then(building: Estate) -> None:
    """X-52: filed and alarmed at once; it joins when the place is known."""
    person, other = person_of(building, "钱多"), building.units["1-1-101"]
    building.work(lambda w: w.people.add_home(person, other, Relation.OWNER, "contact", w.now))
    _open(building)
    building.says("钱多", "水管爆了")
    case = newest(building)
    assert case.incident_id is None
    building.taps("钱多", "3栋2单元101")
    assert case_of(building, case.number).incident_id == _incidents(building)[0].id
