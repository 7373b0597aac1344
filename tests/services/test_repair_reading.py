"""Whatever is typed at any time is read and offered, never refused, never taken for a stranger's home (INT-01, design part 5)."""

import pytest

from domain.incoming import Kind
from tests.services.steps import (
    ANNA,
    CHEN,
    DESK_GROUP,
    GROUP,
    GUEST,
    LI,
    WANG,
    case_of,
    elsewhere,
    events,
    files,
    last_row,
    moves_in,
    newest,
    press,
    sets,
    status,
    takes,
    told,
)
from tests.support.estate import Estate


def test_words_with_place_and_category_arrive_at_the_summary(estate: Estate) -> None:
    """One tap from there."""
    estate.says(WANG, "3栋2单元1502 厨房水龙头滴水")
    assert "🔧 报修 · 水管龙头" in estate.newest(WANG).text and "📍 3栋2单元1502" in estate.newest(WANG).text
    estate.taps(WANG, "提交")
    assert (newest(estate).unit_id, newest(estate).category) == (estate.units["3-2-1502"], "water")


@pytest.mark.parametrize("typed", ["1栋1单元101厨房水龙头滴水", "1-1-101 厨房水龙头滴水", "一栋一单元101的水龙头滴水"])
def test_typed_address_of_a_strangers_flat_is_never_taken(estate: Estate, typed: str) -> None:
    """Design part 7: their own homes are offered, and nothing else can be reached."""
    estate.says(WANG, typed)
    labels = [b["label"] for row in estate.newest(WANG).buttons for b in row]
    assert "3栋2单元1502" in labels and "1栋1单元101" not in labels
    estate.says(WANG, "1栋1单元101")
    assert "1栋1单元101" not in [b["label"] for row in estate.newest(WANG).buttons for b in row]
    talk = estate.newest(WANG).buttons[0][0]["data"].split(":")
    estate.presses(WANG, f"{talk[0]}:place.u{estate.units['1-1-101']}:{talk[2]}")
    assert estate.cases() == [] and "已经更新" in estate.toast()


def test_with_two_homes_the_place_is_asked(estate: Estate) -> None:
    """Unless the words name one of them."""
    estate.work(
        lambda w: w.people.add_home(w.people.by_telegram(11).id, estate.units["2-2-101"], "owner", "desk", w.now)
    )
    estate.says(WANG, "厨房水龙头滴水")
    assert "哪里需要修" in estate.newest(WANG).text
    estate.says(WANG, "/cancel")
    estate.says(WANG, "2-2-101厨房水龙头滴水")
    estate.taps(WANG, "提交")
    assert newest(estate).unit_id == estate.units["2-2-101"]


# --- a likely double ----------------------------------------------------------------------------------------------------


def test_likely_double_is_offered_and_chosen(estate: Estate) -> None:
    """REP-01: the words go to the open case, whoever has it reads them."""
    case = files(estate)
    takes(estate)
    estate.says(WANG, "水龙头滴水，热水那边也是")
    assert f"这里已有一件 🔧 {case.number}" in estate.newest(WANG).text
    estate.taps(WANG, "是，补充到")
    estate.taps(WANG, "提交")
    assert len(estate.cases()) == 1 and events(estate)[-1] == "add"
    assert told(estate, LI, "热水那边也是")


def test_likely_double_is_offered_and_another_one_filed(estate: Estate) -> None:
    """The owner knows better."""
    files(estate)
    estate.says(WANG, "卫生间水管滴水")
    estate.taps(WANG, "不是，另报一件")
    estate.taps(WANG, "提交")
    assert [c.words for c in estate.cases()] == ["厨房水龙头滴水", "卫生间水管滴水"]


@pytest.mark.parametrize("over", ["cancelled", "old", "category", "home"])
def test_no_double_where_there_is_none(estate: Estate, over: str) -> None:
    """Over, too old, of another kind, in another home."""
    case = files(estate)
    match over:
        case "cancelled":
            press(estate, WANG, "取消", case.number)
        case "old":
            sets(estate, "repair.duplicate_days", 3)
            estate.passes(days=3, minutes=1)
    match over:
        case "category":
            estate.says(WANG, "门锁坏了")
        case "home":
            moves_in(estate, "孙丽", 13, "2-2-101")
            estate.says("孙丽", "厨房水龙头滴水")
        case _:
            estate.says(WANG, "厨房水龙头滴水")
    estate.taps("孙丽" if over == "home" else WANG, "提交")
    assert len(estate.cases()) == 2


def test_double_that_ends_while_it_is_added_to_becomes_a_case_of_its_own(estate: Estate) -> None:
    """Nothing is added to what nobody looks at any more."""
    case = files(estate)
    estate.says(WANG, "水龙头又滴水了")
    estate.taps(WANG, "是，补充到")
    estate.presses("周敏", f"c{case.id}:close:1")
    estate.taps("周敏", "已另行修好")
    estate.taps(WANG, "提交")
    assert [c.status for c in estate.cases()] == ["closed", "reported"] and newest(estate).words == "水龙头又滴水了"


def public(estate: Estate, who: str, place: str = "公共区域", spot: str = "大堂", kind: str = "公共照明") -> None:
    """Reports a public place up to the category."""
    estate.presses(who, "m:repair:0")
    estate.taps(who, place)
    estate.taps(who, spot)
    estate.taps(who, kind)


def test_double_in_a_public_place_is_offered_to_its_reporter_only(estate: Estate) -> None:
    """Others may not add to it, so they are not sent into a refusal."""
    public(estate, WANG)
    estate.says(WANG, "大堂灯坏了")
    estate.taps(WANG, "好了")
    estate.taps(WANG, "提交")
    number = newest(estate).number
    public(estate, WANG)
    assert number in estate.newest(WANG).text
    public(estate, ANNA, "A public place", "Lobby", "Public light")
    assert number not in estate.newest(ANNA).text
    estate.says(ANNA, "the light in the lobby is off")
    estate.taps(ANNA, "That")
    estate.taps(ANNA, "Send")
    assert len(estate.cases()) == 2


def test_double_of_another_community_is_not_shown(estate: Estate) -> None:
    """The lobby of the one is not the lobby of the other."""
    elsewhere(estate)
    public(estate, WANG)
    estate.says(WANG, "大堂灯坏了")
    estate.taps(WANG, "好了")
    estate.taps(WANG, "提交")
    public(estate, "外王芳")
    assert "是不是同一件" not in estate.newest("外王芳").text and "已有一件" not in estate.newest("外王芳").text


# --- words nobody can read ------------------------------------------------------------------------------------------------


def test_unread_words_become_a_repair(estate: Estate) -> None:
    """They are kept and never asked for again."""
    estate.says(WANG, "那个东西不太对劲")
    assert "算哪一类" in estate.newest(WANG).text
    estate.taps(WANG, "报修")
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "其他")
    estate.taps(WANG, "尽快")
    estate.taps(WANG, "提交")
    assert newest(estate).words == "那个东西不太对劲"


def test_unread_words_go_to_the_desk(estate: Estate) -> None:
    """By one press."""
    estate.says(WANG, "有个事想说一下")
    estate.taps(WANG, "转给管家")
    assert told(estate, DESK_GROUP, "「有个事想说一下」")
    assert "已转给管家" in estate.screen(WANG)


def test_unread_words_are_added_to_an_open_case(estate: Estate) -> None:
    """The open ones are offered by their numbers."""
    case = files(estate)
    takes(estate)
    estate.says(WANG, "今天下午在家")
    estate.taps(WANG, case.number)
    assert told(estate, LI, "「今天下午在家」") and newest(estate).words.endswith("今天下午在家")


def test_more_words_before_it_is_said_what_they_mean_are_kept_together(estate: Estate) -> None:
    """People send three short messages instead of one."""
    estate.says(WANG, "你们好")
    estate.says(WANG, "有个事想说一下")
    estate.sends(WANG, Kind.PHOTO)
    estate.taps(WANG, "转给管家")
    (text,) = told(estate, DESK_GROUP, "你们好")
    assert "你们好\n有个事想说一下" in text
    assert estate.newest(DESK_GROUP).media or any(m.media for m in estate.chats[DESK_GROUP].values())


def test_second_message_that_can_be_read_takes_the_first_along(estate: Estate) -> None:
    """A greeting, then what is broken."""
    estate.says(WANG, "你们好")
    estate.says(WANG, "厨房水龙头滴水")
    estate.taps(WANG, "提交")
    assert newest(estate).words == "你们好\n厨房水龙头滴水"


def test_photo_or_voice_alone_is_asked_what_it_is_about(estate: Estate) -> None:
    """And kept."""
    for kind in (Kind.PHOTO, Kind.VOICE):
        estate.sends(WANG, kind)
        estate.taps(WANG, "报修")
        estate.taps(WANG, "3栋2单元1502")
        estate.taps(WANG, "其他")
        if kind is Kind.VOICE:
            estate.taps(WANG, "不是，另报一件")
        estate.taps(WANG, "尽快")
        estate.taps(WANG, "提交")
        assert estate.work(lambda w: w.media.counted(w.cases.open_of_community(1, [], limit=9)[-1].id)) == 1


def test_not_leaking_any_more_is_understood(estate: Estate) -> None:
    """The open cases are shown, to sign or to cancel."""
    case = files(estate)
    estate.says(WANG, "好了不漏了")
    assert "好了就好！说的是哪一件" in estate.newest(WANG).text
    estate.taps(WANG, "1 ")
    press(estate, WANG, "取消", case.number)
    assert status(estate) == "cancelled"
    estate.says(WANG, "已经不漏了")
    assert "转给管家" in str(estate.newest(WANG).buttons)


def test_guest_is_told_how_to_come_in_whatever_they_type(estate: Estate) -> None:
    """Nothing of a guest is filed but danger."""
    for words in ("你好", "厨房水龙头滴水", "3-2-1502", "谢谢"):
        before = last_row(estate)
        estate.says(GUEST, words)
        assert told(estate, GUEST, "这里是桂苑的管家服务", before)
    assert estate.cases() == []


def test_staff_who_type_are_asked_too_and_open_no_danger_in_their_talks(estate: Estate) -> None:
    """A worker describes work on a danger; outside of a talk it is an alarm."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "做不了", case.number)
    estate.says(LI, "墙里的水管爆了")
    assert len(estate.cases()) == 1 and events(estate)[-1] == "pool"
    estate.says(CHEN, "大堂着火了")
    assert newest(estate).urgent


# --- taken down by the desk --------------------------------------------------------------------------------------------------


def takes_down(estate: Estate, name: str, phone: str) -> None:
    """The desk takes a repair down for a caller who is not on the register of that home."""
    estate.says(CHEN, "/menu")
    estate.taps(CHEN, "代录报修")
    estate.taps(CHEN, "电话")
    estate.says(CHEN, "3-2-1502")
    estate.taps(CHEN, "3栋2单元1502")
    estate.taps(CHEN, "别的人")
    estate.says(CHEN, name)
    estate.says(CHEN, phone)
    estate.taps(CHEN, "门窗")
    estate.says(CHEN, "阳台门推不动")
    estate.taps(CHEN, "好了")
    estate.taps(CHEN, "尽快")
    estate.taps(CHEN, "提交")


def test_taken_down_for_a_caller_the_channel_and_the_desk_are_kept(estate: Estate) -> None:
    """INT-06: whoever goes rings them; the group reads neither name nor phone."""
    takes_down(estate, "蒋老先生", "13712345678")
    case = newest(estate)
    chen = estate.work(lambda w: w.people.by_telegram(24).id)
    assert (case.channel, case.taken_by, case.contact) == ("phone", chen, "+8613712345678")
    takes(estate)
    assert "蒋老先生 13712345678" in estate.newest(LI).text and "不在聊天里" in estate.newest(LI).text
    assert "蒋老先生" not in estate.screen(GROUP)


def test_caller_who_gives_an_address_does_not_become_its_resident(estate: Estate) -> None:
    """IDN-15: coming to the chat later with that phone they see their own case, not the home."""
    takes_down(estate, "蒋某", "13712345678")
    estate.shares(77, "13712345678", 77)
    who = estate.work(lambda w: w.people.who(w.people.by_telegram(77), "zh"))
    assert who.person.name == "蒋某" and who.homes == ()
    files(estate)
    estate.presses(77, f"c{newest(estate).id}:open:1")
    assert "这一步由负责的同事" in estate.toast()
    assert case_of(estate, "261122-001").reporter_id == who.person.id


def test_caller_known_by_phone_gets_the_card(estate: Estate) -> None:
    """INT-06: no second person of the same number."""
    takes_down(estate, "安娜", "13800000012")
    assert newest(estate).reporter_id == estate.work(lambda w: w.people.by_telegram(12).id)
    assert newest(estate).number in estate.newest(ANNA).text
