"""Lists, pages, board and history: each sees what is theirs, never longer than a screen (X-42, REP-08)."""

import pytest

from domain.people import Role, Team
from tests.services.steps import (
    ANNA,
    CHEN,
    GROUP,
    GUEST,
    LI,
    NOT_YOURS,
    NOT_YOURS_EN,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    arrives,
    done,
    elsewhere,
    files,
    finishes,
    hires,
    labels,
    last_row,
    moves_in,
    newest,
    owed,
    post_of,
    press,
    quotes,
    signs,
    takes,
    told,
)
from tests.support.estate import Estate


def many(estate: Estate, count: int = 30, **values: object) -> list[str]:
    """Wang Fang has so many cases; their numbers, oldest first."""

    def add(work) -> list[str]:
        numbers = []
        for n in range(1, count + 1):
            number = f"261101-{n:03}"
            case = work.cases.add({
                "community_id": estate.community, "number": number, "flow": "repair", "status": "reported",
                "unit_id": estate.units["3-2-1502"], "place": None, "reporter_id": work.people.by_telegram(11).id, "taken_by": None,
                "channel": "chat", "category": "water", "urgent": False, "danger": None, "words": f"第{n}件，我是王芳 13800000011",
                "contact": None, "team": Team.ENGINEERING, "created_at": work.now, **values,
            })  # fmt: skip
            work.cases.add_repair(case, {"charge": "free", "charge_rules": []})
            numbers.append(number)
        return numbers

    return estate.work(add)


def pages(estate: Estate, who: str, following: str = "下一页") -> list[str]:
    """The text of each page of the list on the screen, to the end."""
    found = [estate.newest(who).text]
    while any(b["label"].startswith(following) for row in estate.newest(who).buttons for b in row):
        estate.taps(who, following)
        found.append(estate.newest(who).text)
    return found


def test_own_open_matters_come_in_pages_of_a_screen_newest_first(estate: Estate) -> None:
    """Thirty of them: five pages, each once, back again."""
    numbers = many(estate)
    estate.presses(WANG, "m:mine:0")
    shown = pages(estate, WANG)
    assert [n for page in shown for n in numbers[::-1] if n in page] == numbers[::-1]
    assert len(shown) == 5 and max(len(page.splitlines()) for page in shown) <= 15
    estate.taps(WANG, "‹ 上一页")
    assert "第 4 页" in estate.newest(WANG).text
    estate.taps(WANG, "2 ")
    assert numbers[30 - 18 - 2] in estate.newest(WANG).text, "the second of the fourth page is opened"


def test_past_matters_are_a_list_of_their_own(estate: Estate) -> None:
    """Closed, cancelled, declined."""
    many(estate, 7, status="closed", closed_at=estate.now)
    files(estate)
    estate.presses(WANG, "m:mine:0")
    assert "261101" not in estate.newest(WANG).text
    estate.taps(WANG, "以前的")
    assert len(pages(estate, WANG)) == 2


def test_somebody_without_matters_reads_so(estate: Estate) -> None:
    """Kindly, in their language; a page far beyond the end too."""
    estate.presses(ANNA, "m:mine:0")
    assert "261" not in estate.newest(ANNA).text
    estate.presses(WANG, "m:past:0")
    assert "还没有办完的事" in estate.newest(WANG).text
    estate.presses(WANG, "m:mine.99:0")
    assert "没有更多了" in estate.newest(WANG).text


def test_board_shows_all_open_work_urgent_first_to_those_who_answer_for_it(estate: Estate) -> None:
    """REP-08: desk, lead, supervisor, heads; nobody else."""
    many(estate, 8)
    estate.says(WANG, "3-2-1502水管爆了")
    for who in (WU, CHEN, ZHENG):
        estate.presses(who, "m:board:0")
        assert "<b>1</b> 🚨" in estate.newest(who).text
        assert len(pages(estate, who)) == 2
    estate.presses(WANG, "m:board:0")
    assert NOT_YOURS in estate.toast()


def test_waiting_list_tells_any_colleague_no_more_than_the_group_reads(estate: Estate) -> None:
    """Privacy by role: a gardener may look at it."""
    many(estate, 3, category="other")
    hires(estate, "何园丁", 29, Role.GARDENER, Team.GREENING)
    files(estate, WANG, "3-2-1502王芳，厨房水龙头滴水")
    takes(estate, LI)
    files(estate, WANG, "1502门锁坏了，电话13800000011，王芳")
    for who in (ZHAO, "何园丁"):
        estate.presses(who, "m:waiting:0")
        text = estate.newest(who).text
        assert "3栋2单元" in text and "门锁坏了" in text
        assert not any(secret in text for secret in ("1502", "王芳", "13800000011"))
        assert "261122-001" not in text, "what somebody has is not waiting"
    estate.presses(WANG, "m:waiting:0")
    assert NOT_YOURS in estate.toast()


def test_work_in_hand_is_listed_urgent_first(estate: Estate) -> None:
    """The worker's own list."""
    many(estate, 8, status="accepted", assignee_id=post_of(estate, LI))
    estate.says(WANG, "3-2-1502水管爆了")
    takes(estate, LI)
    estate.presses(LI, "m:work:0")
    assert estate.newest(LI).text.splitlines()[2].startswith("<b>1</b> 🚨")
    assert len(pages(estate, LI)) == 2
    estate.presses(ZHAO, "m:work:0")
    assert "手上没有工单" in estate.newest(ZHAO).text


def test_board_of_another_community_is_not_theirs(estate: Estate) -> None:
    """X-42: each desk sees its own."""
    elsewhere(estate)
    case = files(estate)
    for who in ("外陈静", "外吴工", "外郑经理"):
        estate.presses(who, "m:board:0")
        assert case.number not in estate.screen(who)
        estate.presses(who, f"m:case.{case.id}:0")
        assert NOT_YOURS in estate.toast()


def test_case_opened_by_a_colleague_without_business_there_shows_what_the_group_reads(estate: Estate) -> None:
    """X-42: and no reveal is written, as there was none."""
    files(estate, WANG, "1502水龙头滴水，我叫王芳，电话13800000011")
    takes(estate, LI)
    estate.presses(ZHAO, f"c{newest(estate).id}:open:1")
    text = estate.newest(ZHAO).text
    assert "3栋2单元" in text and "水龙头滴水" in text
    assert not any(secret in text for secret in ("1502", "王芳", "13800000011"))
    assert estate.work(lambda w: [e.by for e in w.cases.history(1) if e.kind == "reveal"]) == [
        estate.work(lambda w: w.people.by_telegram(21).id)
    ]


@pytest.mark.parametrize("who", [CHEN, WU, ZHENG])
def test_case_opened_by_those_who_answer_for_it_is_on_the_record(estate: Estate, who: str) -> None:
    """X-42: name and phone, each time."""
    case = files(estate)
    for _ in range(2):
        estate.presses(who, f"c{case.id}:open:1")
    assert "王芳 13800000011" in estate.newest(who).text
    reveals = estate.work(lambda w: [e for e in w.cases.history(case.id) if e.kind == "reveal"])
    assert [e.data for e in reveals] == [{"to": who}] * 2


def test_history_of_the_owner_has_no_internal_lines_the_staffs_has_all(estate: Estate) -> None:
    """Both on demand, in their own chat."""
    case = files(estate)
    takes(estate)
    estate.passes(days=3)
    arrives(estate)
    quotes(estate)
    press(estate, WANG, "同意", case.number)
    finishes(estate)
    signs(estate)
    press(estate, WANG, "经过", case.number)
    owners = estate.newest(WANG).text
    assert all(
        line in owners
        for line in (
            "报修（王芳）",
            "接单（李强）",
            "报价（李强）：¥80.00",
            "同意报价（王芳）：¥80.00",
            "签字（王芳）：★★★★★",
        )
    )
    assert "查看住户联系方式" not in owners and "超时提醒" not in owners
    estate.presses(WU, f"c{case.id}:history:1")
    staffs = estate.newest(WU).text
    assert "查看住户联系方式（李强）" in staffs and "超时提醒" in staffs
    assert owners.count("\n") + 2 == staffs.count("\n")


def test_history_is_for_those_concerned(estate: Estate) -> None:
    """Family, worker, lead, desk and heads; not colleagues, neighbours, guests, nor the worker's colleagues elsewhere."""
    elsewhere(estate)
    moves_in(estate, "王强", 14, "3-2-1502")
    case = done(estate)
    for who, by in (("王强", "本户"), (LI, WANG), (WU, WANG), (CHEN, WANG), (ZHENG, WANG)):
        before = last_row(estate)
        estate.presses(who, f"c{case.id}:history:1")
        assert told(estate, who, f"报修（{by}）", before)
    for who in (ZHAO, ANNA, GUEST, "外李强", "外冯主任", "外王芳"):
        before = last_row(estate)
        estate.presses(who, f"c{case.id}:history:1")
        assert NOT_YOURS in estate.toast() or NOT_YOURS_EN in estate.toast()
        assert not owed(estate, who, before)


def test_long_history_stays_on_a_screen_and_says_what_is_left_out(estate: Estate) -> None:
    """The newest lines are shown."""
    case = files(estate)
    for _ in range(30):
        press(estate, WANG, "催一下", case.number)
    press(estate, WANG, "经过", case.number)
    text = estate.newest(WANG).text
    assert "前面还有 11 条" in text and text.count("催办") == 20


def test_history_asked_for_in_the_group_comes_in_private(estate: Estate) -> None:
    """Only by those who may."""
    case = files(estate)
    estate.presses(WU, f"c{case.id}:history:1", GROUP)
    assert "私聊" in estate.toast() and "报修（王芳）" in estate.newest(WU).text
    assert "报修（王芳）" not in estate.screen(GROUP)


def test_photos_are_for_the_crew_the_owner_and_the_office(estate: Estate) -> None:
    """The whole crew may look before one of them goes; a neighbour may not."""
    estate.presses(WANG, "m:repair:0")
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "水管")
    estate.sends(WANG)
    estate.taps(WANG, "好了")
    estate.taps(WANG, "尽快")
    estate.taps(WANG, "提交")
    case = newest(estate)
    assert "看图 📷1" in labels(estate, GROUP, case.number)
    for who in (ZHAO, WANG, CHEN):
        estate.presses(who, f"c{case.id}:pictures:1")
        assert "1 个附件" in estate.toast() and estate.newest(who).media
    for who in (ANNA, GUEST):
        estate.presses(who, f"c{case.id}:pictures:1")
        assert not any(r.payload.get("media") for r in owed(estate, who))


def test_of_a_home_with_many_cases_the_worker_sees_the_newest(estate: Estate) -> None:
    """Not thirty lines of history on a card."""
    numbers = many(estate, 9, status="closed", closed_at=estate.now)
    files(estate)
    takes(estate)
    text = estate.newest(LI).text
    assert [n for n in numbers if n in text] == numbers[-3:]
