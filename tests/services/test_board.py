"""The supervisor's desk in the chat: the board, what is late, the search; each sees what is theirs (X-42, X-43, REP-08)."""

import re

import pytest

from domain.people import Role, Team
from tests.services.steps import (
    ANNA,
    CHEN,
    FENG,
    GROUP,
    GUEST,
    LI,
    NOT_YOURS,
    OUTDATED,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    done,
    elsewhere,
    files,
    hires,
    newest,
    promises,
    sets,
    takes,
)
from tests.services.test_repair_lists import many, pages
from tests.support.estate import Estate

SECRETS = ("1502", WANG, "13800000011")


def board(estate: Estate, who: str) -> str:
    """The board opened anew."""
    estate.presses(who, "m:board:0")
    return estate.newest(who).text


def late(estate: Estate, count: int = 1) -> list[str]:
    """So many repairs whose promise to finish has run out; their numbers, oldest first."""
    numbers = []
    for _ in range(count):
        estate.says(WANG, f"厨房水龙头滴水{len(numbers)}")
        if any(b["label"].startswith("不是，另报") for row in estate.newest(WANG).buttons for b in row):
            estate.taps(WANG, "不是，另报")
        estate.taps(WANG, "提交")
        numbers.append(newest(estate).number)
    estate.passes(days=2, hours=1)
    return numbers


# --- the board -----------------------------------------------------------------------------------------------------


def test_the_head_counts_and_the_card_says_when(estate: Estate) -> None:
    """Open, late, with nobody, and how old, team by team."""
    many(estate, 3, category="door")
    files(estate)
    takes(estate)
    text = board(estate, ZHOU)
    assert "看板</b> · 14:05 更新" in text
    assert "工程 4 件，没人接 3（1 天内 4 · 3 天内 0 · 更久 0）" in text
    estate.passes(days=2, hours=1)
    text = board(estate, ZHOU)
    assert "工程 4 件，超时 1，没人接 3（1 天内 0 · 3 天内 4 · 更久 0）" in text
    sets(estate, "board.old_hours", 48)
    assert "2 天内 0 · 更久 4" in board(estate, ZHOU)


def test_one_card_is_edited_in_place(estate: Estate) -> None:
    """Pages, filters and refreshing; opened from the menu it comes to the bottom again."""
    many(estate, 8)
    board(estate, ZHOU)
    card = estate.newest(ZHOU).id
    estate.taps(ZHOU, "下一页")
    estate.taps(ZHOU, "急修")
    estate.passes(minutes=7)
    assert estate.taps(ZHOU, "刷新") == "已是最新。"
    assert estate.newest(ZHOU).id == card and "14:12 更新" in estate.newest(ZHOU).text
    assert board(estate, ZHOU) and estate.newest(ZHOU).id != card
    assert sum("看板" in m.text for m in estate.chats[estate.people[ZHOU]].values()) == 1


def test_filters_narrow_it_and_are_taken_away_again(estate: Estate) -> None:
    """Urgent, late, with nobody, put off; by team; by building."""
    many(estate, 2)
    many_cleaning(estate)
    estate.says(ANNA, "2-1-101 water pipe burst")
    urgent = newest(estate).number
    board(estate, ZHENG)
    estate.taps(ZHENG, "急修")
    assert "正在看：急修，1 件" in estate.newest(ZHENG).text and urgent in estate.newest(ZHENG).text
    estate.taps(ZHENG, "全部")
    assert "正在看" not in estate.newest(ZHENG).text
    estate.taps(ZHENG, "保洁")
    assert "正在看：保洁，1 件" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "✓ 保洁")
    estate.taps(ZHENG, "楼栋")
    assert {b["label"] for row in estate.newest(ZHENG).buttons for b in row} == {"2栋 1", "3栋 3", "所有楼栋"}
    estate.taps(ZHENG, "2栋")
    assert "正在看：2栋，1 件" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "没人接")
    assert "没人接 · 2栋，1 件" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "超时", nth=0)
    assert "超时 · 2栋，0 件" in estate.newest(ZHENG).text


def many_cleaning(estate: Estate) -> None:
    """One matter of another crew."""
    many(estate, 1, number="261102-001", team=Team.CLEANING, category="other")


def test_pages_hold_each_matter_once_and_every_line_opens_its_case(estate: Estate) -> None:
    """To the end and back."""
    numbers = many(estate, 14)
    board(estate, ZHOU)
    shown = pages(estate, ZHOU)
    assert [n for page in shown for n in re.findall(r"\d{6}-\d{3}", page)] == numbers
    assert len(shown) == 3 and "第 3 / 3 页" in shown[-1]
    estate.taps(ZHOU, "2 014")
    assert numbers[-1] in estate.newest(ZHOU).text and "王芳" in estate.newest(ZHOU).text


def test_paused_and_put_off_matters_are_found_as_such(estate: Estate) -> None:
    """Reasons are on the list of what is late."""
    (number,) = late(estate)
    estate.presses(ZHOU, "m:overdue:0")
    estate.taps(ZHOU, "1 处理")
    estate.taps(ZHOU, "暂停")
    estate.taps(ZHOU, "等配件")
    board(estate, ZHOU)
    estate.taps(ZHOU, "改期暂停")
    assert number in estate.newest(ZHOU).text and "暂停 1" in estate.newest(ZHOU).text
    estate.presses(ZHOU, "m:overdue:0")
    assert "没有超时的" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "看暂停的 1")
    assert number in estate.newest(ZHOU).text and "等配件" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "1 处理")
    estate.taps(ZHOU, "恢复计时")
    estate.presses(ZHOU, "m:overdue.0_p:0")
    assert "没有暂停的" in estate.newest(ZHOU).text


def test_a_worker_sees_the_own_team_as_the_group_reads_it(estate: Estate) -> None:
    """X-42: whole what is in their hands."""
    many_cleaning(estate)
    files(estate, WANG, "1502水龙头滴水，我是王芳，电话13800000011")
    takes(estate, LI)
    text = board(estate, ZHAO)
    assert "261122-001" in text and "261102-001" not in text and "保洁" not in text
    assert not any(secret in text for secret in SECRETS)
    assert "3栋2单元1502" in board(estate, LI)
    estate.presses(ZHAO, f"q{estate.community}:board.0_cleaning_all_0:0")
    assert "261102-001" not in estate.newest(ZHAO).text
    hires(estate, "何园丁", 29, Role.GARDENER, Team.GREENING)
    assert "没有未完的工单" in board(estate, "何园丁")


def test_asked_for_in_a_group_it_comes_in_private(estate: Estate) -> None:
    """Groups never get it."""
    many(estate, 1)
    before = estate.screen(GROUP)
    for verb in ("board", "overdue"):
        estate.presses(ZHOU, f"m:{verb}:0", GROUP)
        assert estate.toast()
    assert estate.screen(GROUP) == before
    assert "看板" in estate.screen(ZHOU) and "超时" in estate.screen(ZHOU)


@pytest.mark.parametrize("verb", ["board", "again", "buildings", "overdue", "found.0", "case.1", "late.1"])
def test_forged_presses_show_nothing(estate: Estate, verb: str) -> None:
    """Residents, guests, and staff of another community; whatever the button says."""
    elsewhere(estate)
    case = late(estate)[0]
    for who in (WANG, GUEST, "外" + ZHOU, "外" + ZHENG):
        for subject in (estate.community, 0, 1, 99_999_999):
            before = estate.screen(who)
            estate.presses(who, f"q{subject}:{verb}:0")
            assert NOT_YOURS in estate.toast() or OUTDATED in estate.toast() or "resident" in estate.toast()
            assert estate.screen(who) == before or case in before


@pytest.mark.parametrize(
    "value",
    ["99999999_x_y_z", "-1", "9999_desk_held_9999", "________", "0_p_p", "9999_p", "１", "0_engineering_nothing_1.5"],
)
def test_forged_filters_are_some_page(estate: Estate, value: str) -> None:
    """Never an error to whoever may look."""
    many(estate, 3)
    for verb in ("board", "again", "buildings", "overdue"):
        estate.presses(ZHOU, f"q{estate.community}:{verb}.{value}:0")
        assert "看板" in estate.screen(ZHOU) or "超时" in estate.screen(ZHOU)
    assert "出了点问题" not in estate.screen(ZHOU)


# --- what is late --------------------------------------------------------------------------------------------------


def test_late_promises_worst_first_with_counts(estate: Estate) -> None:
    """Urgent before others, then the longest; each once."""
    numbers = late(estate, 2)
    estate.says(ANNA, "2-1-101 water pipe burst")
    urgent = newest(estate).number
    estate.passes(minutes=30)
    estate.presses(ZHENG, "m:overdue:0")
    text = estate.newest(ZHENG).text
    assert "超时</b> · 3 件" in text and "工程 3" in text
    assert re.findall(r"\d{6}-\d{3}", text) == [urgent, *numbers]
    assert "到场超时 15 分钟" in text and "完工超时" in text


def test_each_line_leads_to_the_alert_with_its_buttons(estate: Estate) -> None:
    """I take it, extend, assign, details: the same as of the alert itself."""
    (number,) = late(estate)
    estate.presses(ZHOU, "m:overdue:0")
    estate.taps(ZHOU, "1 处理")
    shown = estate.newest(ZHOU)
    labels = {b["label"] for row in shown.buttons for b in row}
    assert number in shown.text and {"我来处理", "指派", "延期", "看详情"} <= labels
    estate.taps(ZHOU, "我来处理")
    assert promises(estate)["finish", 1][1] == "open"
    estate.presses(ZHENG, "m:overdue:0")
    assert "✋ 周敏在处理" in estate.newest(ZHENG).text


def test_those_who_can_only_look_get_the_case(estate: Estate) -> None:
    """The desk: no button that would refuse them."""
    (number,) = late(estate)
    estate.presses(CHEN, "m:overdue:0")
    estate.taps(CHEN, "1 处理")
    shown = estate.newest(CHEN)
    assert number in shown.text and "我来处理" not in str(shown.buttons)


def test_a_worker_sees_only_what_is_late_in_their_hands(estate: Estate) -> None:
    """And can do something about it."""
    case = files(estate)
    takes(estate, LI)
    estate.passes(days=2, hours=1)
    for who, sees in ((LI, True), (ZHAO, False)):
        estate.presses(who, "m:overdue:0")
        assert (case.number in estate.newest(who).text) is sees
    deadline = estate.work(lambda w: w.deadlines.open_of(case.id, "finish").id)
    estate.presses(ZHAO, f"q{estate.community}:late.{deadline}:0")
    assert not any(secret in estate.newest(ZHAO).text for secret in SECRETS)
    estate.presses(LI, f"q{estate.community}:late.{deadline}:0")
    assert "我来处理" in str(estate.newest(LI).buttons)


def test_an_unsigned_repair_is_nobodys_lateness(estate: Estate) -> None:
    """The owner's signature is not on the list, nor late on the board."""
    done(estate)
    estate.passes(days=10)
    estate.presses(ZHENG, "m:overdue:0")
    assert "签字" not in estate.newest(ZHENG).text
    assert "超时" not in board(estate, ZHENG).splitlines()[1]


def test_merged_alerts_lead_to_the_list(estate: Estate) -> None:
    """The button of many alerts in one."""
    numbers = late(estate, 6)
    assert estate.taps(WU, "看超时") is not None
    text = estate.newest(WU).text
    assert "超时</b> · 6 件" in text
    assert [n for page in pages(estate, WU) for n in re.findall(r"\d{6}-\d{3}", page)] == numbers


# --- the search ----------------------------------------------------------------------------------------------------


def searches(estate: Estate, who: str, text: str) -> str:
    """What the search shows."""
    estate.presses(who, "m:search:0")
    estate.says(who, text)
    return estate.newest(who).text


def test_found_by_number_home_and_words(estate: Estate) -> None:
    """As people type them."""
    case = files(estate, WANG, "厨房水龙头滴水")
    for text in (
        "261122-001",
        "001",
        "１",
        "#001",
        "3-2-1502",
        "3栋2单元1502",
        "三栋二单元1502室",
        "3栋1502",
        "滴水",
        "水龍頭",
    ):
        shown = searches(estate, CHEN, text)
        assert case.number in shown and "3栋2单元1502" in shown, text
    estate.taps(CHEN, "1 261122-001")
    assert "王芳" in estate.newest(CHEN).text
    for text in ("261121-001", "002", "3-1-101", "漏电"):
        assert "没有找到" in searches(estate, CHEN, text), text


def test_yesterdays_number_needs_its_day(estate: Estate) -> None:
    """A short number is one of today, by local time."""
    files(estate)
    estate.passes(days=1)
    assert "没有找到" in searches(estate, CHEN, "001")
    assert "261122-001" in searches(estate, CHEN, "261122-001")


def test_what_was_added_and_how_it_ended_is_found(estate: Estate) -> None:
    """Words of residents and of the staff."""
    case = files(estate)
    estate.presses(WANG, f"c{case.id}:add:1")
    estate.says(WANG, "还有阳台灯不亮")
    estate.taps(WANG, "好了")
    assert case.number in searches(estate, ZHOU, "阳台灯")
    estate.presses(ZHOU, f"c{case.id}:close:1")
    estate.says(ZHOU, "业主自己换了灯泡")
    assert case.number in searches(estate, ZHOU, "灯泡")


def test_results_come_in_pages_newest_first(estate: Estate) -> None:
    """And no more than the figure says, which is said."""
    numbers = many(estate, 14)
    text = searches(estate, CHEN, "件")
    assert "14 件" in text
    assert [n for page in pages(estate, CHEN) for n in re.findall(r"\d{6}-\d{3}", page)] == numbers[::-1]
    sets(estate, "search.most", 6)
    assert "最近的 6 件" in searches(estate, CHEN, "件")


def test_a_search_can_be_paged_by_its_own_person_only(estate: Estate) -> None:
    """Its talk remembers what was asked for."""
    many(estate, 14)
    searches(estate, CHEN, "件")
    talk = estate.work(lambda w: w.conn.exec_driver_sql("SELECT max(id) FROM talks").scalar())
    estate.presses(ZHOU, f"q{talk}:found.1:0")
    assert OUTDATED in estate.toast()
    estate.presses(CHEN, f"q{talk}:found.999999999999:0")
    assert "查找" in estate.newest(CHEN).text


def test_nothing_to_search_for_is_asked_again(estate: Estate) -> None:
    """Marks alone find nothing; the question stays."""
    estate.presses(CHEN, "m:search:0")
    estate.says(CHEN, "！？")
    assert "没有可查的字" in estate.newest(CHEN).text
    estate.says(CHEN, "滴水")
    assert "没有找到" in estate.newest(CHEN).text


def test_a_worker_finds_what_the_group_reads_and_cannot_guess(estate: Estate) -> None:
    """X-42: neither by the home, nor by name or number that were taken out of the words."""
    case = files(estate, WANG, "1502水龙头滴水，我是王芳，电话13800000011")
    takes(estate, LI)
    shown = searches(estate, ZHAO, "滴水")
    assert case.number in shown and not any(secret in shown for secret in SECRETS)
    for text in ("3-2-1502", "王芳", "13800000011", "1502"):
        assert case.number not in searches(estate, ZHAO, text), text
    assert case.number in searches(estate, LI, "3-2-1502"), "it is in his hands"


@pytest.mark.parametrize("who", [WANG, GUEST])
def test_residents_do_not_search(estate: Estate, who: str) -> None:
    """Staff only."""
    files(estate)
    estate.presses(who, "m:search:0")
    assert NOT_YOURS in estate.toast()


def test_another_community_finds_nothing_of_ours(estate: Estate) -> None:
    """X-42: by number, home or words."""
    elsewhere(estate)
    files(estate, WANG, "厨房水龙头滴水")
    for text in ("261122-001", "001", "3-2-1502", "滴水"):
        assert "没有找到" in searches(estate, "外" + ZHOU, text)


def test_in_english(estate: Estate) -> None:
    """Board, list and search for a colleague who reads English."""
    case = files(estate, WANG, "Kitchen tap LEAKING")
    estate.work(lambda w: w.people.set_language(w.people.by_telegram(estate.people[FENG]).id, "en"))
    estate.passes(days=2, hours=1)
    assert "Board</b> · as of" in board(estate, FENG) and "1 late" in estate.newest(FENG).text
    estate.presses(FENG, "m:overdue:0")
    assert "Late</b> · 1" in estate.newest(FENG).text
    estate.taps(FENG, "1 Act on 001")
    assert case.number in estate.newest(FENG).text
    assert case.number in searches(estate, FENG, "leak")
    assert "Nothing found" in searches(estate, FENG, "eak")
