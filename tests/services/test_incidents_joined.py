"""Neighbours join, news goes to all of them in one message each, the end is the end for all (EMG-01, EMG-04)."""

from typing import Any

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
    owed,
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
    building.taps("钱多", "我家也是")
    (text,) = told(building, "钱多", JOINED, since)
    assert "共 4 户" in text and len(building.cases()) == cases
    assert "🏠 4 户" in building.screen(DESK_GROUP)
    building.says("钱多", LEAKS)
    assert "我家也是" not in str(building.newest("钱多").buttons)  # who has joined is not asked again


def test_neighbour_in_english_joins_too(building: Estate) -> None:
    """The same offer in their words."""
    moves_in(building, "Carol", 35, "3-1-102", "en")
    opened(building)
    building.says("Carol", "the kitchen tap is dripping")
    assert "Reported by 3 homes so far" in building.screen("Carol")
    building.taps("Carol", "Mine too")
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
    assert "Mine too" not in str(building.newest(ANNA).buttons) and "Same incident" not in building.screen(ANNA)


def test_joining_what_has_just_ended_goes_on_with_the_report(building: Estate) -> None:
    """The offer stood on the screen while it was closed: whoever still has the trouble reports it."""
    opened(building)
    building.says("钱多", LEAKS)
    building.taps(CHEN, "结束", DESK_GROUP)
    building.taps(CHEN, "已恢复")
    person = person_of(building, "钱多")
    building.taps("钱多", "我家也是")
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
    building.taps("钱多", "我家也是")
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


# --- outages: a danger each, until one is known -------------------------------------------------------------------


def dark(building: Estate) -> list[Any]:
    """Three homes without power, filed each as an alarm of its own, confirmed as one."""
    for who, words in ((WANG, "家里停电了"), ("孙丽", "停电了"), ("Bob", "no power at home")):
        building.says(who, words)
    cases = building.cases()
    assert [c.urgent for c in cases] == [True, True, True]
    confirms(building, words="配电房检修")
    return cases


def test_outage_before_it_is_confirmed_is_an_alarm_each(building: Estate) -> None:
    """Nobody is lost while the desk has not decided."""
    for number, who in enumerate((WANG, "孙丽", "Bob", "钱多"), start=1):
        since = last_row(building)
        building.says(who, "家里停电了")
        assert len(building.cases()) == number and len(told(building, GROUP, newest(building).number, since)) >= 1
    assert incidents(building)[0].status == Status.PROPOSED


@pytest.mark.parametrize(("words", "pressed"), [("家里停电了", None), ("报修", "急修")])
def test_known_outage_is_joined_by_one_tap_and_no_card_comes(building: Estate, words: str, pressed: str | None) -> None:
    """EMG-01: typed or chosen from the urgent list; the group's card counts up, and no second one comes."""
    dark(building)
    since, card = last_row(building), building.newest(GROUP).id
    if pressed is None:
        building.says("钱多", words)
    else:
        building.presses("钱多", "m:repair:0")
        building.taps("钱多", "3栋2单元101")
        building.taps("钱多", "🚨")
        building.taps("钱多", "家里断电")
    screen = building.newest("钱多").text
    assert "不要反复推闸" in screen and "配电房检修" in screen and "已有 3 户报告" in screen
    assert len(building.cases()) == 3 and owed(building, GROUP, since) == []
    building.taps("钱多", "我家也是")
    assert len(building.cases()) == 3 and len(told(building, "钱多", JOINED, since)) == 1
    assert building.newest(GROUP).id == card and "4 户" in building.screen(GROUP)
    assert "🏠 4 户" in building.screen(DESK_GROUP)


def test_known_outage_in_english(building: Estate) -> None:
    """The same offer, the same way to a case of one's own."""
    moves_in(building, "Carol", 35, "3-1-102", "en")
    dark(building)
    building.says("Carol", "no power in my home")
    assert "Reported by 3 homes so far" in building.screen("Carol")
    building.taps("Carol", "Urgent case")
    assert newest(building).urgent and newest(building).reporter_id == person_of(building, "Carol")


def test_outage_of_ones_own_is_filed_at_once_and_outlives_the_incident(building: Estate) -> None:
    """Asked, they said theirs is another matter: alarmed as ever, not closed with the others."""
    dark(building)
    building.says("钱多", "家里停电了")
    since = last_row(building)
    building.taps("钱多", "单独报急修")
    case = newest(building)
    assert case.urgent and case.danger == "power_out_home" and case.words == "家里停电了" and case.incident_id is None
    assert (
        len(told(building, GROUP, case.number, since)) == 1 and len(told(building, "钱多", "请先保证安全", since)) == 1
    )
    building.taps(CHEN, "结束", DESK_GROUP)
    building.taps(CHEN, "已恢复")
    assert status(building, case.number) == "reported"


@pytest.mark.parametrize(
    "words",
    [
        "停电了，插座冒火花",
        "停电，电梯困人了",
        "停电了，有焦糊味",
        "停电了，老人摔伤了",
        "停电了，家里老人用呼吸机",
        "停电了，天花板哗哗漏水",
        "no power and my mother is on oxygen",
    ],
)
def test_anybody_in_danger_is_an_alarm_of_its_own(building: Estate, words: str) -> None:
    """X-52: with the outage known too, nothing is asked."""
    dark(building)
    since = last_row(building)
    building.says("钱多", words)
    case = newest(building)
    assert case.reporter_id == person_of(building, "钱多") and case.urgent
    assert len(told(building, GROUP, case.number, since)) == 1


def test_danger_of_the_same_kind_is_linked(building: Estate) -> None:
    """Sparks during the outage: on its own, and the desk sees that it belongs there."""
    dark(building)
    building.says("钱多", "停电了，插座冒火花")
    assert newest(building).incident_id == incidents(building)[0].id
    assert "险情要逐件处理" in building.screen(DESK_GROUP)


def test_who_has_joined_is_not_asked_to_join_again(building: Estate) -> None:
    """They read that they have; a case of their own is one tap away. Reporters' words go to their own case."""
    dark(building)
    building.says("钱多", "家里停电了")
    building.taps("钱多", "我家也是")
    building.says("钱多", "还是停电")
    assert "您已加入" in building.newest("钱多").text and len(building.cases()) == 3
    building.taps("钱多", "好的")
    building.says(WANG, "还是停电,什么时候来电")
    assert len(building.cases()) == 3 and "单独报急修" not in str(building.newest(WANG).buttons)


def test_danger_said_while_the_offer_waits_is_filed(building: Estate) -> None:
    """The question is dropped, what was said before comes along."""
    dark(building)
    building.says("钱多", "家里停电了")
    building.says("钱多", "插座冒火花了")
    case = newest(building)
    assert case.danger == "live_wire" and "家里停电了" in case.words


def test_outage_over_while_the_offer_waits_is_an_alarm(building: Estate) -> None:
    """The incident was closed before the tap: whoever still sits in the dark is not turned away."""
    dark(building)
    building.says("钱多", "家里停电了")
    building.taps(CHEN, "结束", DESK_GROUP)
    building.taps(CHEN, "已恢复")
    building.taps("钱多", "我家也是")
    assert newest(building).reporter_id == person_of(building, "钱多") and newest(building).urgent
