"""One outage, many reporters: proposed to the desk once, decided once, by those who may (EMG-01, EMG-04, EMG-07)."""

import pytest

from domain.errors import Outdated
from domain.incidents import Status
from domain.people import Relation
from tests.services.incidents import (
    ASKED,
    HEAD,
    HEAD_EN,
    JOINED,
    LEAKS,
    confirms,
    incident_id,
    incidents,
    opened,
    reports,
    settled,
    three,
)
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
    case_of,
    elsewhere,
    events,
    last_row,
    moves_in,
    newest,
    no_groups,
    owed,
    person_of,
    press,
    reaches,
    sets,
    told,
)
from tests.support.estate import Estate


@pytest.fixture
def building(estate: Estate) -> Estate:
    """Neighbours in building 3."""
    return settled(estate)


def test_third_home_makes_a_proposal_and_the_fourth_none(building: Estate) -> None:
    """EMG-01: put to the desk's group once, by floor, with nothing of name, room or number."""
    reports(building, WANG)
    reports(building, "孙丽")
    assert told(building, DESK_GROUP, ASKED) == []
    reports(building, "Bob", "the kitchen tap is dripping", "Send")
    (text,) = told(building, DESK_GROUP, ASKED)
    assert HEAD in text and "15层 2户、1层 1户" in text
    reports(building, "钱多")
    assert len(told(building, DESK_GROUP, ASKED)) == 1
    (incident,) = incidents(building)
    assert (incident.status, incident.building, incident.category) == ("proposed", "3", "water")
    assert {c.incident_id for c in building.cases()} == {incident.id}
    assert "🏠 4 户" in building.screen(DESK_GROUP)


def test_number_is_given_at_confirmation(building: Estate) -> None:
    """`YYMMDD-NNN`, one of the day's; no case has the same, and before it there is none on the card."""
    three(building)
    assert incidents(building)[0].number is None and "None" not in building.screen(DESK_GROUP)
    building.presses(CHEN, "m:incidents:0")
    assert "None" not in building.newest(CHEN).text
    building.says("钱多", LEAKS)
    confirms(building)
    building.taps("钱多", "提交")
    assert incidents(building)[0].number == "261122-004" and newest(building).number == "261122-005"
    assert "261122-004" in building.screen(DESK_GROUP)


def test_a_no_leaves_no_gap_in_the_days_numbers(building: Estate) -> None:
    """A proposal takes no number."""
    three(building)
    building.taps(CHEN, "不是一回事", DESK_GROUP)
    assert reports(building, "钱多").number == "261122-004"
    assert incidents(building)[0].number is None


def test_other_buildings_and_other_trouble_are_left_alone(building: Estate) -> None:
    """Two of one building and one of the next, or of another kind, are no incident."""
    reports(building, WANG)
    reports(building, "孙丽")
    reports(building, ANNA, "the kitchen tap is dripping", "Send")
    reports(building, "钱多", "门锁坏了打不开")
    assert incidents(building) == []


def test_late_ones_do_not_count(building: Estate) -> None:
    """Only what came within the minutes of the standard."""
    sets(building, "incident.minutes", 30)
    reports(building, WANG)
    reports(building, "孙丽")
    building.passes(minutes=31)
    reports(building, "钱多")
    assert incidents(building) == []


def test_confirmed_each_reporter_is_told_once_and_the_heads_too(building: Estate) -> None:
    """EMG-04: words and time in each one's language; the cases show the same incident."""
    since = last_row(building)
    one, _, three = opened(building)
    number = incidents(building)[0].number
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
    three(building)
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
    building.presses(CHEN, f"i{incidents(building)[0].id}:dismiss:1", DESK_GROUP)
    assert building.toast().startswith(NOT_NOW)


def test_two_workers_who_read_the_same_state_do_not_both_decide(building: Estate) -> None:
    """Whoever comes second with what they read before changes nothing."""
    three(building)
    read = building.work(lambda w: w.incidents.get(incident_id(w)))
    building.taps(CHEN, "不是一回事", DESK_GROUP)
    with pytest.raises(Outdated):
        building.work(lambda w: w.incidents.change(read, {"status": Status.OPEN}))
    assert incidents(building)[0].status == Status.DISMISSED


def test_dismissed_is_not_proposed_again_for_the_same_reports(building: Estate) -> None:
    """Different things, says the desk; new reports bring it up again once the minutes have passed."""
    sets(building, "incident.reports", 2)
    reports(building, WANG)
    reports(building, "孙丽")
    building.taps(CHEN, "不是一回事", DESK_GROUP)
    reports(building, "Bob", "the kitchen tap is dripping", "Send")
    assert [i.status for i in incidents(building)] == ["dismissed"]
    assert told(building, WANG, JOINED) == []
    building.passes(minutes=61)
    reports(building, "钱多")
    assert len(incidents(building)) == 1  # Bob's is older than the minutes by now
    moves_in(building, "吴媛", 34, "3-1-102")
    reports(building, "吴媛")
    assert [i.status for i in incidents(building)] == ["dismissed", "proposed"]
    both = {
        case_of(building, c.number).reporter_id for c in building.cases() if c.incident_id == incidents(building)[1].id
    }
    assert both == {person_of(building, "钱多"), person_of(building, "吴媛")}


def test_proposal_nobody_decided_lapses_with_its_reports(building: Estate) -> None:
    """Nothing is left to decide."""
    one, two, last = three(building)
    press(building, WANG, "取消", one.number)
    press(building, "孙丽", "取消", two.number)
    press(building, "Bob", "Cancel", last.number)
    assert incidents(building)[0].status == Status.DISMISSED
    assert "确认为同一事件" not in building.screen(DESK_GROUP)


def test_neighbour_who_blocked_us_comes_on_the_call_list(building: Estate) -> None:
    """The others are told all the same; the butler rings (EMG-01)."""
    opened(building)
    reaches(building, 31, False)
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
    three(building)
    assert ASKED in building.screen(CHEN)
    building.taps(CHEN, "不是一回事")
    assert incidents(building)[0].status == Status.DISMISSED


def test_list_and_card_for_those_who_decide(building: Estate) -> None:
    """Menu 突发事件: what waits and what is open, one tap from its card."""
    opened(building)
    for who in (CHEN, WU, ZHENG):
        building.presses(who, "m:incidents:0")
        assert "处理中" in building.newest(who).text and HEAD in building.newest(who).text
        building.taps(who, "1 3栋")
        assert "主单" in building.newest(who).text


@pytest.mark.parametrize("who", [WANG, LI, "外" + CHEN])
def test_others_and_forged_presses_change_nothing(building: Estate, who: str) -> None:
    """Residents, workers and the desk of another community; ids that are none."""
    elsewhere(building)
    opened(building)
    before = incidents(building)
    for verb in ("confirm", "dismiss", "progress", "close", "card"):
        building.presses(who, f"i{before[0].id}:{verb}:1")
        assert building.toast().startswith(NOT_YOURS)
        building.presses(CHEN, f"i999:{verb}:1")
        assert building.toast().startswith(OUTDATED)
    building.presses(who, f"m:incident.{before[0].id}:0")
    assert building.toast().startswith(NOT_YOURS)
    assert incidents(building) == before


def test_same_building_of_another_community_is_another_one(building: Estate) -> None:
    """Two here and one there are no incident."""
    elsewhere(building)
    reports(building, WANG)
    reports(building, "孙丽")
    reports(building, "外" + WANG)
    assert incidents(building) == []


def test_danger_whose_place_is_told_later_is_counted_then(building: Estate) -> None:
    """X-52: filed and alarmed at once; it joins when the place is known."""
    person, other = person_of(building, "钱多"), building.units["1-1-101"]
    building.work(lambda w: w.people.add_home(person, other, Relation.OWNER, "contact", w.now))
    opened(building)
    building.says("钱多", "水管爆了")
    case = newest(building)
    assert case.incident_id is None
    building.taps("钱多", "3栋2单元101")
    assert case_of(building, case.number).incident_id == incidents(building)[0].id
