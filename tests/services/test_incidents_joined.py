"""Neighbours join, news goes to all of them in one message each, the end is the end for all (EMG-01, EMG-04)."""

import pytest

from domain.incidents import Status
from tests.services.incidents import HEAD, JOINED, LEAKS, confirms, goes, incidents, opened, settled
from tests.services.steps import (
    ANNA,
    CHEN,
    DESK_GROUP,
    GROUP,
    LI,
    WANG,
    ZHENG,
    arrives,
    events,
    finishes,
    last_row,
    moves_in,
    newest,
    person_of,
    press,
    promises,
    sends_words,
    status,
    told,
    waives,
)
from tests.support.estate import Estate


@pytest.fixture
def building(estate: Estate) -> Estate:
    """Neighbours in building 3."""
    return settled(estate)


def test_neighbour_joins_by_one_tap_and_files_nothing(building: Estate) -> None:
    """EMG-01: offered before a second case; joined, they are told the same."""
    opened(building)
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
    opened(building)
    building.says("Carol", "the kitchen tap is dripping")
    assert "Reported by 3 homes so far" in building.screen("Carol")
    building.taps("Carol", "Join")
    assert "4 homes with the same" in building.screen("Carol")


def test_neighbour_with_another_trouble_files_it(building: Estate) -> None:
    """Something else is a case of its own, and stays out of the incident."""
    opened(building)
    building.says("钱多", LEAKS)
    building.taps("钱多", "不是这个")
    building.taps("钱多", "提交")
    assert newest(building).reporter_id == person_of(building, "钱多") and newest(building).incident_id is None
    assert len(incidents(building)) == 1


def test_next_building_is_not_asked(building: Estate) -> None:
    """Nobody of another building reads of it."""
    opened(building)
    building.says(ANNA, "the kitchen tap is dripping")
    assert "Join" not in building.screen(ANNA) and "Same incident" not in building.screen(ANNA)


def test_joining_what_has_just_ended_goes_on_with_the_report(building: Estate) -> None:
    """The offer stood on the screen while it was closed: whoever still has the trouble reports it."""
    opened(building)
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
    opened(building)
    since = last_row(building)
    building.says("钱多", "水管爆了")
    case = newest(building)
    assert case.urgent and case.incident_id == incidents(building)[0].id
    assert len(told(building, GROUP, case.number, since)) == 1
    assert len(told(building, "钱多", "请先保证安全", since)) == 1
    assert len(told(building, "钱多", JOINED, since)) == 1


def test_progress_by_hand_reaches_all_who_joined_once(building: Estate) -> None:
    """One message each, merged while it waits."""
    opened(building)
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
    one, _, _ = opened(building)
    building.says("钱多", "水管爆了")
    burst = newest(building)
    since = last_row(building)
    goes(building, one)
    (text,) = told(building, "孙丽", HEAD, since)
    assert "师傅已接单" in text and told(building, WANG, HEAD, since) == []
    since = last_row(building)
    arrives(building, LI, one.number)
    assert len(told(building, "孙丽", "师傅已到场", since)) == 1
    assert promises(building, burst.number)["arrive", 1][1] == "met"


def test_main_case_put_off_tells_all_the_new_promise(building: Estate) -> None:
    """REP-12: with the reason; their own promises move along."""
    one, two, _ = opened(building)
    goes(building, one)
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
    one, two, three = opened(building)
    goes(building, one)
    arrives(building, LI, one.number)
    waives(building, LI, one.number)
    since = last_row(building)
    finishes(building, LI, one.number)
    assert [status(building, c.number) for c in (one, two, three)] == ["finished", "closed", "closed"]
    assert incidents(building)[0].status == Status.CLOSED
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
    cases = opened(building)
    since = last_row(building)
    building.taps(CHEN, "结束", DESK_GROUP)
    building.taps(CHEN, "已恢复")
    assert {status(building, c.number) for c in cases} == {"closed"}
    assert [len(told(building, who, "", since)) for who in (WANG, "孙丽", "Bob")] == [1, 1, 1]
    assert "已恢复" in told(building, WANG, HEAD, since)[0]
    incident = incidents(building)[0]
    assert (incident.status, incident.outcome, incident.closed_by) == ("closed", "restored", person_of(building, CHEN))


def test_people_in_a_lift_are_never_closed_by_the_main_case(building: Estate) -> None:
    """A danger of its own keeps the incident open until somebody has been there."""
    homes = {WANG: "3栋2单元1502", "孙丽": "3栋1单元101", "钱多": "3栋2单元101"}
    for who, home in homes.items():
        building.says(who, "有人被困在电梯里")
        building.taps(who, home)
    one, two, three = building.cases()
    confirms(building)
    goes(building, one)
    arrives(building, LI, one.number)
    finishes(building, LI, one.number)
    assert [status(building, c.number) for c in (two, three)] == ["reported", "reported"]
    assert incidents(building)[0].status == Status.OPEN
    assert "险情要逐件处理" in building.screen(DESK_GROUP)


def test_calling_the_main_case_off_makes_the_next_the_main_one(building: Estate) -> None:
    """The others are not left behind."""
    one, two, _ = opened(building)
    press(building, WANG, "取消", one.number)
    assert incidents(building)[0].status == Status.OPEN
    since = last_row(building)
    goes(building, two)
    assert len(told(building, WANG, "师傅已接单", since)) == 1
