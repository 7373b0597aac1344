"""Danger skips every question: safety words first, the alarm at once, the rest afterwards (X-52, URG-01, URG-04 to URG-08)."""

from datetime import timedelta

import pytest

from domain.incoming import Kind
from domain.repair import Danger
from domain.sending import Lane
from tests.services.steps import (
    ANNA,
    DESK_GROUP,
    FENG,
    GROUP,
    GUEST,
    LI,
    NOT_NOW,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    arrives,
    done,
    events,
    facts,
    finishes,
    history,
    labels,
    last_row,
    moves_in,
    newest,
    no_groups,
    owed,
    press,
    promises,
    sets,
    signs,
    status,
    takes,
    told,
    waives,
)
from tests.support.estate import Estate

BURST = "厨房水管爆了,3栋2单元1502"
SAFE = "请先保证安全"


def test_typed_it_is_an_alarm_with_the_next_message(estate: Estate) -> None:
    """X-52, URG-05: number, promise, both clocks; the crew reads no room and no name."""
    estate.says(WANG, BURST)
    case = newest(estate)
    assert (case.urgent, case.danger, case.unit_id) == (True, Danger.BURST_PIPE, estate.units["3-2-1502"])
    (text,) = told(estate, WANG, SAFE)
    assert "关掉入户总阀" in text and case.number in text and "今天 14:20 前到" in text
    assert promises(estate) == {
        ("arrive", 1): (estate.now + timedelta(minutes=15), "open"),
        ("finish", 1): (estate.now + timedelta(hours=8), "open"),
    }
    assert "我来接" in labels(estate, GROUP, case.number)
    assert history(estate)[0].data["rule"] == "URG-05"


def test_safety_words_go_before_everything_else(estate: Estate) -> None:
    """The lane of emergencies; in that chat nothing else is in it or before it."""
    before = last_row(estate)
    estate.says(WANG, BURST)
    lanes = {SAFE in row.payload["text"]: row.lane for row in owed(estate, WANG, before)}
    assert lanes[True] == Lane.EMERGENCY < lanes[False]
    assert {row.lane for row in owed(estate, GROUP, before)} == {Lane.EMERGENCY}


@pytest.mark.parametrize("danger", list(Danger))
def test_chosen_from_the_list_it_is_filed_without_a_further_question(estate: Estate, danger: Danger) -> None:
    """URG-04 to URG-08: two taps, and words for each of them."""
    estate.says(WANG, "/menu")
    estate.taps(WANG, "我要报修")
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "🚨")
    option = next(
        b["data"] for row in estate.newest(WANG).buttons for b in row if b["data"].split(":")[1] == f"danger.{danger}"
    )
    estate.presses(WANG, option)
    assert (newest(estate).danger, status(estate)) == (danger, "reported")
    (text,) = told(estate, WANG, SAFE)
    assert "\n1 " in text and "\n2 " in text


def test_category_that_is_always_dangerous_asks_nothing_more(estate: Estate) -> None:
    """There is no harmless gas leak."""
    estate.says(WANG, "/menu")
    estate.taps(WANG, "我要报修")
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "燃气")
    assert newest(estate).danger == Danger.GAS and told(estate, WANG, SAFE)


def test_guest_without_a_home_is_heard_and_says_afterwards_where(estate: Estate) -> None:
    """Nobody has to be known to be helped."""
    estate.says(GUEST, "有人电梯困住了")
    case = newest(estate)
    assert (case.danger, case.unit_id, case.place) == (Danger.TRAPPED_IN_LIFT, None, None)
    assert told(estate, GUEST, SAFE) and "地点待确认" in estate.newest(GROUP).text
    estate.taps(GUEST, "公共区域或别的地方")
    estate.says(GUEST, "3栋2单元电梯 12楼")
    assert newest(estate).place == "3栋2单元电梯 12楼" and facts(estate).charge == "public"
    assert "3栋2单元电梯 12楼" in estate.newest(GROUP).text
    takes(estate)
    assert told(estate, GUEST, "李师傅已接单")


def test_guest_types_the_place_without_pressing_anything(estate: Estate) -> None:
    """Words of somebody in danger are not answered with a greeting: they are offered to the case."""
    estate.says(GUEST, "有人电梯困住了")
    case = newest(estate)
    estate.says(GUEST, "我在3栋2单元")
    assert "这里是桂苑的管家服务" not in estate.newest(GUEST).text
    estate.taps(GUEST, case.number)
    assert "我在3栋2单元" in newest(estate).words


def test_own_home_is_confirmed_by_its_button(estate: Estate) -> None:
    """Two homes: nothing is guessed; the crew's card gets the place at once."""
    estate.work(
        lambda w: w.people.add_home(w.people.by_telegram(11).id, estate.units["2-2-101"], "owner", "desk", w.now)
    )
    estate.says(WANG, "家里着火了")
    case = newest(estate)
    assert case.unit_id is None and "您在哪里" in estate.newest(WANG).text or "您在哪里" in estate.screen(WANG)
    assert "地点已告诉师傅" in press(estate, WANG, "2栋2单元101", case.number)
    assert newest(estate).unit_id == estate.units["2-2-101"] and "2栋2单元" in estate.newest(GROUP).text


def test_strangers_flat_typed_is_never_taken_for_their_home(estate: Estate) -> None:
    """Design part 7: it stays in their own words, and whoever goes reads them."""
    estate.says(WANG, "1栋1单元101着火了")
    case = newest(estate)
    assert (case.unit_id, case.place) == (None, "1栋1单元101着火了")
    takes(estate)
    assert "1栋1单元101着火了" in estate.newest(LI).text


def test_forged_place_of_somebody_else_is_refused(estate: Estate) -> None:
    """A button with the number of a stranger's flat."""
    estate.says(WANG, "着火了")
    case = newest(estate)
    estate.presses(WANG, f"c{case.id}:here.{estate.units['1-1-101']}:1")
    assert newest(estate).unit_id == case.unit_id and "place" not in events(estate)


def test_place_of_what_is_over_is_not_changed(estate: Estate) -> None:
    """The safety words still stand there with their buttons."""
    estate.says(WANG, BURST)
    case = newest(estate)
    press(estate, WANG, "取消", case.number)
    estate.presses(WANG, f"c{case.id}:here.{estate.units['3-2-1502']}:1")
    assert NOT_NOW in estate.toast()
    estate.presses(WANG, f"c{case.id}:where:1")
    assert NOT_NOW in estate.toast() and "place" not in events(estate)


@pytest.mark.parametrize("flow", ["repair", "join", "relay", "meaning", "comment"])
def test_danger_is_heard_in_the_middle_of_another_talk(estate: Estate, flow: str) -> None:
    """X-52: whatever was being asked gives way."""
    match flow:
        case "repair":
            estate.says(WANG, "厨房水龙头滴水")
        case "join":
            estate.presses(WANG, "m:join:0")
        case "relay":
            estate.presses(WANG, "m:talk:0")
        case "meaning":
            estate.says(WANG, "你们好")
        case "comment":
            press(estate, WANG, "★5", done(estate).number)
    estate.says(WANG, "不好了 着火了")
    assert newest(estate).danger == Danger.FIRE and told(estate, WANG, SAFE)
    talks = estate.work(lambda w: w.talks.open_in(11, w.people.by_telegram(11).id))
    assert talks is None


def test_what_was_said_before_the_danger_is_kept_with_it(estate: Estate) -> None:
    """Nobody has to send the photo twice; the home picked before is the place."""
    estate.work(
        lambda w: w.people.add_home(w.people.by_telegram(11).id, estate.units["2-2-101"], "owner", "desk", w.now)
    )
    estate.presses(WANG, "m:repair:0")
    estate.taps(WANG, "2栋2单元101")
    estate.taps(WANG, "水管")
    estate.says(WANG, "水槽下面一直滴")
    estate.sends(WANG)
    estate.says(WANG, "水管爆了")
    case = newest(estate)
    assert (case.unit_id, case.words) == (estate.units["2-2-101"], "水管爆了\n水槽下面一直滴")
    assert estate.work(lambda w: w.media.counted(case.id)) == 1


def test_danger_in_the_words_under_a_photo(estate: Estate) -> None:
    """In a talk as well as out of it."""
    estate.sends(WANG, text="煤气泄漏了")
    assert newest(estate).danger == Danger.GAS
    estate.says(ANNA, "the kitchen tap drips")
    estate.sends(ANNA, text="the ceiling is on fire")
    assert newest(estate).danger == Danger.FIRE


def test_said_twice_it_is_one_case_and_the_second_words_reach_the_worker(estate: Estate) -> None:
    """And the person is answered both times."""
    estate.says(WANG, BURST)
    takes(estate)
    estate.says(WANG, "水管爆了快来，水流到楼下了")
    assert len(estate.cases()) == 1 and len(told(estate, WANG, SAFE)) == 2
    assert told(estate, LI, "水流到楼下了")
    assert "李师傅已接单" in told(estate, WANG, SAFE)[-1]
    estate.says(WANG, "水管爆了快来，水流到楼下了")
    assert len(estate.cases()) == 1 and len(told(estate, WANG, SAFE)) == 3


def test_said_twice_before_the_place_is_known_it_is_one_case(estate: Estate) -> None:
    """A guest repeats it; another danger, another guest, another day is another case."""
    estate.says(GUEST, "有人电梯困住了")
    estate.says(GUEST, "快来人 电梯困人了")
    assert len(estate.cases()) == 1 and len(told(estate, GUEST, SAFE)) == 2
    estate.says(GUEST, "着火了")
    estate.says(98, "电梯困人了")
    assert len(estate.cases()) == 3
    estate.passes(hours=9)
    estate.says(GUEST, "又有人电梯困住了")
    assert len(estate.cases()) == 4


def test_danger_at_a_home_with_a_calm_case_is_a_case_of_its_own(estate: Estate) -> None:
    """What drips can burst."""
    estate.says(WANG, "厨房水龙头滴水")
    estate.taps(WANG, "提交")
    estate.says(WANG, BURST)
    assert [c.urgent for c in estate.cases()] == [False, True]


# --- alerts ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("accepted", [False, True])
def test_fifteen_minutes_missed_raise_one_alert_accepted_or_not(estate: Estate, accepted: bool) -> None:
    """URG-01: to the lead, then up the ladder, each once however often the clock looks; late cards turn red."""
    estate.says(WANG, BURST)
    case = newest(estate)
    if accepted:
        takes(estate)
    estate.passes(minutes=14, seconds=59)
    assert not told(estate, WU, "超时")
    estate.passes(seconds=1, milliseconds=1)
    (text,) = told(estate, WU, "超时")
    assert (
        "应在 今天 14:20 前到场" in text and ("李强已接单" if accepted else "待接单") in text and "3栋2单元1502" in text
    )
    assert not any(told(estate, who, "超时") for who in (ZHOU, ZHENG, FENG, GROUP, DESK_GROUP))
    assert "🔴" in estate.newest(GROUP).text and "抱歉，正在催办" in estate.screen(WANG)
    for minutes, boss in ((7.5, ZHOU), (7.5, ZHENG), (15, FENG)):
        assert not told(estate, boss, "超时")
        estate.passes(minutes=minutes)
        assert len(told(estate, boss, "超时")) == 1
    estate.passes(minutes=30)
    assert events(estate).count("alert") == 4
    press(estate, WU, "改派" if accepted else "指派", case.number)


def test_alert_of_a_time_that_passed_while_the_bot_was_down_comes_once(estate: Estate) -> None:
    """Design part 7: the row waits, not a timer."""
    estate.says(WANG, BURST)
    estate.now += timedelta(hours=3)
    estate.passes(seconds=0)
    estate.passes(seconds=0)
    (text,) = told(estate, WU, "超时")
    assert text.startswith("⏰ 超时 2 小时 45 分钟")


def test_finish_missed_is_an_alert_of_its_own(estate: Estate) -> None:
    """URG-02: eight hours from the report."""
    estate.says(WANG, BURST)
    takes(estate)
    arrives(estate)
    estate.passes(hours=8)
    (text,) = told(estate, WU, "超时")
    assert "今天 22:05 前完工" in text


def test_alert_comes_again_only_for_a_new_round(estate: Estate) -> None:
    """Sent back and late again; nothing for the first round."""
    estate.says(WANG, BURST)
    case = newest(estate)
    takes(estate)
    estate.passes(minutes=16)
    assert len(told(estate, WU, "超时")) == 1
    arrives(estate)
    waives(estate)
    finishes(estate)
    press(estate, WANG, "还没修好", case.number)
    estate.says(WANG, "阀门还在漏")
    estate.taps(WANG, "好了")
    assert len(told(estate, WU, "超时")) == 1, "coming back is no delay yet"
    estate.passes(minutes=15)
    assert len(told(estate, WU, "超时")) == 2
    arrives(estate)
    finishes(estate)
    signs(estate)
    estate.passes(days=2)
    assert len(told(estate, WU, "超时")) == 2


def test_arrived_in_time_there_is_no_alert(estate: Estate) -> None:
    """URG-01."""
    estate.says(WANG, BURST)
    takes(estate)
    estate.passes(minutes=14)
    arrives(estate)
    estate.passes(hours=1)
    assert not told(estate, WU, "超时") and promises(estate)["arrive", 1][1] == "met"


def test_minutes_are_the_communitys(estate: Estate) -> None:
    """URG-01: a figure."""
    sets(estate, "repair.urgent_arrive_minutes", 30)
    estate.says(WANG, BURST)
    estate.passes(minutes=29)
    assert not told(estate, WU, "超时")
    estate.passes(minutes=1)
    assert told(estate, WU, "超时")


def test_without_a_group_the_crew_hears_the_alarm_and_the_place_in_private(estate: Estate) -> None:
    """URG-10: and again when the place is said, while nobody has it."""
    no_groups(estate)
    estate.says(GUEST, "有人电梯困住了")
    assert all(told(estate, who, "地点待确认") for who in (LI, ZHAO, WU))
    before = last_row(estate)
    estate.taps(GUEST, "公共区域或别的地方")
    estate.taps(GUEST, "电梯")
    assert all(told(estate, who, "📍 电梯", before) for who in (LI, ZHAO, WU))


def test_album_under_danger_goes_to_the_case(estate: Estate) -> None:
    """All of it."""
    estate.sends(WANG, Kind.ALBUM, 5, "水管爆了")
    assert estate.work(lambda w: w.media.counted(newest_id(w))) == 5


def newest_id(work) -> int:
    """The newest case within a unit of work."""
    return work.cases.open_of_community(1, [], limit=1)[0].id


def test_family_members_alarm_is_theirs(estate: Estate) -> None:
    """Each reporter has a card of their own and is answered."""
    moves_in(estate, "王强", 14, "3-2-1502")
    estate.says(WANG, BURST)
    estate.says("王强", "水管爆了")
    assert len(estate.cases()) == 2 and told(estate, "王强", SAFE)


def test_safety_words_promise_nothing_once_it_is_over(estate: Estate) -> None:
    """After a false alarm nobody is coming: no time, no buttons that are dead."""
    estate.says(WANG, "厨房水管爆了，水一直流")
    estate.taps(WANG, "误报")
    words = next(m for m in estate.chats[estate.people[WANG]].values() if "⚠️" in m.text)
    assert "已取消" in words.text and "已通知" not in words.text and not words.buttons
