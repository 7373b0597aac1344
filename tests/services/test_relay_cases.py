"""What was said belongs to the case: linked, made into one, read on demand by those who may (X-42)."""

import pytest

from domain.incoming import Kind
from domain.people import Role, Team
from tests.services.steps import (
    ANNA,
    CHEN,
    DESK_GROUP,
    LI,
    NOT_YOURS,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    elsewhere,
    events,
    files,
    hires,
    last_row,
    moves_in,
    newest,
    owed,
    press,
    takes,
    told,
)
from tests.services.test_relay import asks, copy
from tests.support.estate import Estate


def case_of(estate: Estate, relay: int = 1) -> int | None:
    """The case an exchange belongs to."""
    return estate.work(lambda w: w.relays.get(relay).case_id)


def asks_about(estate: Estate, words: str = "师傅几点来"):
    """Wang Fang asks the desk about her repair; the case."""
    case = files(estate)
    press(estate, WANG, "联系管家", case.number)
    estate.says(WANG, words)
    estate.taps(WANG, "发送")
    return case


def history(estate: Estate, who: str, case: int) -> str:
    """The history as that person reads it."""
    estate.presses(who, f"c{case}:history:0")
    return "\n".join([estate.newest(who).text, *(b["label"] for row in estate.newest(who).buttons for b in row)])


def test_begun_from_a_case_it_is_in_its_history(estate: Estate) -> None:
    """For the resident and the desk, with the way to what was said."""
    case = asks_about(estate)
    estate.says(CHEN, "三点左右", chat=DESK_GROUP, reply_to=copy(estate, "师傅几点来"))
    assert case_of(estate) == case.id and events(estate)[-1] == "talk"
    for who in (WANG, CHEN, ZHENG):
        assert "与客服对话" in history(estate, who, case.id) and "看对话" in history(estate, who, case.id)
        estate.presses(who, f"c{case.id}:talks:0")
        text = estate.newest(who).text
        assert "师傅几点来" in text and "三点左右" in text and case.number in text
        assert ("13800000011" in text) is (who != WANG)
    assert "reveal" in events(estate), "who of the staff looked at it is on the record"


def test_who_may_not_read_it_sees_no_way_to_it(estate: Estate) -> None:
    """The worker, the crew's lead, others of the home, another community, a butler of another zone."""
    elsewhere(estate)
    moves_in(estate, "王芳妈", 31, "3-2-1502")
    case = asks_about(estate)
    takes(estate)
    hires(estate, "管一", 41, Role.BUTLER, Team.DESK)
    from tests.services.test_relay_held import set_zone

    estate.work(lambda w: set_zone(w, w.people.who(w.people.by_telegram(41), "zh").staff[0].id, ["1"]))
    assert "看对话" not in history(estate, LI, case.id)
    for who in (LI, WU, ANNA, "王芳妈", "外陈静", "外王芳", "管一"):
        estate.presses(who, f"c{case.id}:talks:0")
        assert "师傅几点来" not in estate.screen(who), who
        before = last_row(estate)
        estate.presses(who, f"c{case.id}:talk_files:0")
        estate.presses(who, "r1:read:0")
        estate.presses(who, "r1:files:0")
        assert not told(estate, who, "📎", before) and "师傅几点来" not in estate.screen(who), who


def test_the_worker_reads_their_own(estate: Estate) -> None:
    """Who asked the desk about a case sees what they asked, not what the resident did."""
    case = asks_about(estate)
    takes(estate)
    press(estate, LI, "问管家", case.number)
    estate.says(LI, "业主电话打不通")
    estate.taps(LI, "发送")
    estate.presses(LI, f"c{case.id}:talks:0")
    assert "业主电话打不通" in estate.newest(LI).text and "师傅几点来" not in estate.newest(LI).text
    estate.presses(CHEN, f"c{case.id}:talks:0")
    assert "业主电话打不通" in estate.newest(CHEN).text and "师傅几点来" in estate.newest(CHEN).text


def test_a_talk_in_private_is_read_by_supervisors_only(estate: Estate) -> None:
    """CMP-24, also when it is over."""
    case = asks_about(estate)
    estate.taps(ZHOU, "单独接待", DESK_GROUP)
    estate.says(WANG, "你们太过分了")
    estate.presses(ZHOU, "r1:close:0")
    for who, sees in ((CHEN, False), (ZHOU, True), (ZHENG, True), (WANG, True)):
        estate.presses(who, f"c{case.id}:talks:0")
        assert ("太过分" in estate.screen(who)) is sees, who


def test_the_desk_links_it_to_an_open_case(estate: Estate) -> None:
    """One of the resident's own or their home's; the copy and further words name it."""
    mine = files(estate)
    moves_in(estate, "李四", 32, "2-1-102")
    other = files(estate, "李四")
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "今天能好吗")
    estate.taps(WANG, "发送")
    estate.taps(CHEN, "归入事项", DESK_GROUP)
    labels = [b["label"] for row in estate.newest(CHEN).buttons for b in row]
    assert mine.number in labels and other.number not in labels
    assert mine.number in estate.taps(CHEN, mine.number)
    assert case_of(estate) == mine.id and f"关于 {mine.number}" in estate.screen(DESK_GROUP)
    assert "talk" in events(estate, mine.number)
    before = len(events(estate, mine.number))
    estate.presses(CHEN, f"r1:link.{mine.id}:0")
    assert len(events(estate, mine.number)) == before, "twice is once"
    for forged in (other.id, 999, 0):
        estate.presses(CHEN, f"r1:link.{forged}:0")
        if forged:
            assert NOT_YOURS in estate.toast()
    assert case_of(estate) == mine.id


def test_the_desk_makes_a_repair_of_it(estate: Estate) -> None:
    """What is known is not asked again; the exchange belongs to the new case."""
    asks(estate, WANG, "厨房的灯不亮了")
    estate.sends(WANG)
    estate.taps(CHEN, "归入事项", DESK_GROUP)
    estate.taps(CHEN, "转成报修")
    assert "哪" in estate.newest(CHEN).text or estate.newest(CHEN).buttons
    estate.taps(CHEN, "电路用电")
    estate.taps(CHEN, "尽快")
    estate.taps(CHEN, "提交")
    case = newest(estate)
    assert (case.words, case.unit_id, case.channel) == ("厨房的灯不亮了", estate.units["3-2-1502"], "chat")
    assert case.reporter_id == 1 and case.taken_by is not None and case_of(estate) == case.id
    assert told(estate, WANG, case.number) and f"关于 {case.number}" in estate.screen(DESK_GROUP)
    estate.presses(CHEN, "r1:make.theft:0")
    assert "已经更新" in estate.toast()


@pytest.mark.parametrize(
    ("label", "flow"),
    [("投诉", "complaint_desk"), ("咨询", "enquiry_desk"), ("建议", "suggestion_desk"), ("违规纠纷", "breach_desk")],
)
def test_the_desk_makes_any_other_kind_of_it(estate: Estate, label: str, flow: str) -> None:
    """Home, caller and words are known there too."""
    asks(estate, WANG, "楼道的灯为什么老是不亮")
    estate.taps(CHEN, "归入事项", DESK_GROUP)
    estate.taps(CHEN, f"转成{label}")
    talk = estate.work(lambda w: w.talks.open_in(24, w.people.by_telegram(24).id))
    if talk is not None:
        assert talk.flow == flow and talk.answers["story"]["text"] == "楼道的灯为什么老是不亮"
        assert talk.answers["caller"]["person"] == 1 and talk.step not in ("channel", "home", "caller", "story")
    else:
        assert newest(estate).flow == flow.removesuffix("_desk") and case_of(estate) == newest(estate).id


def test_the_desk_makes_a_breach_of_it(estate: Estate) -> None:
    """Where it is and what sort are asked; it is the resident's report, never told to the other side, and the talk is read from it."""
    moves_in(estate, "李四", 32, "2-1-102")
    asks(estate, WANG, "楼上露台在搭阳光房")
    estate.taps(CHEN, "归入事项", DESK_GROUP)
    estate.taps(CHEN, "转成违规纠纷")
    estate.taps(CHEN, "私搭乱建")
    estate.says(CHEN, "2-1-102")
    case = newest(estate)
    assert (case.flow, case.category, case.channel, case.words) == ("breach", "building", "chat", "楼上露台在搭阳光房")
    assert case.reporter_id == 1 and case.taken_by is not None and case.unit_id == estate.units["2-1-102"]
    assert case_of(estate) == case.id and estate.work(lambda w: w.breaches.of(case.id).found) == "reported"
    assert told(estate, WANG, case.number) and "王芳" not in estate.screen(DESK_GROUP).split(case.number)[-1]
    assert not told(estate, "李四", case.number)
    for verb in ("open", "history"):
        estate.presses(CHEN, f"x{case.id}:{verb}:0")
        assert "看对话" in [b["label"] for row in estate.newest(CHEN).buttons for b in row], verb
    estate.taps(CHEN, "看对话")
    assert "楼上露台在搭阳光房" in estate.newest(CHEN).text
    estate.presses(LI, f"x{case.id}:talks:0")
    assert not told(estate, LI, "阳光房")


def test_a_dispute_made_of_it_has_both_homes(estate: Estate) -> None:
    """The resident's own is one side of it, once."""
    moves_in(estate, "李四", 32, "2-1-102")
    asks(estate, WANG, "楼下天天半夜打牌")
    estate.taps(CHEN, "归入事项", DESK_GROUP)
    estate.taps(CHEN, "转成违规纠纷")
    estate.taps(CHEN, "邻里纠纷")
    estate.says(CHEN, "2-1-102")
    case = newest(estate)
    others = estate.work(lambda w: w.breaches.of(case.id).others)
    assert sorted(others) == sorted([estate.units["2-1-102"], estate.units["3-2-1502"]])


def test_a_guests_words_become_a_case_too(estate: Estate) -> None:
    """Home and name are asked for, as they are not known; what was said is kept."""
    estate.says(99, "/start")
    asks(estate, 99, "我家灯不亮")
    estate.taps(CHEN, "归入事项", DESK_GROUP)
    estate.taps(CHEN, "转成报修")
    assert estate.work(lambda w: w.talks.open_in(24, w.people.by_telegram(24).id)).flow == "repair_desk"


def test_about_another_case_it_is_another_exchange(estate: Estate) -> None:
    """Each case has what was said about it; free words go on in the newest."""
    second = files(estate, words="卧室门锁坏了")
    first = asks_about(estate)
    press(estate, WANG, "联系管家", second.number)
    estate.says(WANG, "另一件呢")
    estate.taps(WANG, "发送")
    assert (case_of(estate, 1), case_of(estate, 2)) == (first.id, second.id)
    estate.says(WANG, "谢谢")
    estate.presses(WANG, f"c{second.id}:talks:0")
    assert "谢谢" in estate.newest(WANG).text and "师傅几点来" not in estate.newest(WANG).text


def test_a_free_one_becomes_that_of_the_case_she_asks_about(estate: Estate) -> None:
    """One thread with one person."""
    case = files(estate)
    asks(estate)
    press(estate, WANG, "联系管家", case.number)
    estate.says(WANG, "师傅几点来")
    estate.taps(WANG, "发送")
    assert case_of(estate) == case.id and estate.work(lambda w: w.relays.find(2)) is None


def test_long_ones_are_read_page_by_page_and_files_on_demand(estate: Estate) -> None:
    """The newest first; nothing is left out."""
    message = asks(estate, WANG, "第一句")
    estate.arrives(estate._incoming(WANG, Kind.LOCATION, latitude=31.25, longitude=121.5))
    for n in range(2, 24):
        estate.says(WANG, f"第{n}句。")
    estate.sends(WANG, text="看图")
    estate.taps(CHEN, "看对话", DESK_GROUP)
    assert "第23句。" in estate.newest(CHEN).text and "第2句。" not in estate.newest(CHEN).text
    for _ in range(5):
        if "第一句" in estate.newest(CHEN).text:
            break
        estate.taps(CHEN, "‹ 更早的")
    assert "第一句" in estate.newest(CHEN).text and "第 3 页" in estate.newest(CHEN).text
    before = last_row(estate)
    estate.taps(CHEN, "看图和文件")
    assert [r.payload["location"] for r in owed(estate, CHEN, before) if r.payload.get("location")] == [[31.25, 121.5]]
    estate.presses(CHEN, "r1:read:0")
    estate.presses(CHEN, "r1:read.99999999999999999:0")
    estate.presses(CHEN, "r1:read.x:0")
    before = last_row(estate)
    estate.taps(CHEN, "看图和文件")
    assert [len(r.payload["media"]) for r in owed(estate, CHEN, before) if r.payload.get("media")] == [1]
    assert message


def test_nothing_said_about_a_case_is_said(estate: Estate) -> None:
    """A forged press, or a button from before."""
    case = files(estate)
    estate.presses(CHEN, f"c{case.id}:talks:0")
    assert "还没有跟客服的对话" in estate.toast()
    assert "看对话" not in history(estate, CHEN, case.id)


def test_two_communities_have_two_exchanges(estate: Estate) -> None:
    """Somebody with a home in each: words about the one are not said to the other."""
    other = elsewhere(estate)
    from domain.people import Relation

    estate.work(lambda w: w.people.add_home(1, other.units["3-2-1502"], Relation.OWNER, "contact", w.now))
    asks(estate)
    case = estate.work(lambda w: _foreign_case(w, other.community, other.units["3-2-1502"]))
    before = last_row(estate)
    estate.presses(WANG, f"c{case}:talk:0")
    estate.says(WANG, "那边的事")
    estate.taps(WANG, "发送")
    assert told(estate, DESK_GROUP - 1000, "「那边的事」", before) and not told(estate, DESK_GROUP, "那边的事", before)
    estate.says(WANG, "还是那边的")
    assert told(estate, DESK_GROUP - 1000, "「还是那边的」", before)


def _foreign_case(work, community: int, unit: int) -> int:
    """A repair of hers in the other community."""
    from domain import repair
    from services.repair.intake import Report, report

    who = work.people.who(work.people.get(1), "zh")
    new = Report(
        community=work.people.community(community), reporter=who.person, category=repair.Category.OTHER, words="灯不亮",
        danger=None, unit=work.people.unit(unit), place=None,
    )  # fmt: skip
    return report(work, who, new).case.id


@pytest.mark.parametrize(("menu", "words", "letter"), [("咨询", "宠物要登记吗", "e")])
def test_what_was_said_about_other_kinds_of_cases_is_read_alike(
    estate: Estate, menu: str, words: str, letter: str
) -> None:
    """From the history of each flow; a resident their own, the desk too."""
    asks(estate, WANG, words)
    estate.taps(CHEN, "归入事项", DESK_GROUP)
    estate.taps(CHEN, f"转成{menu}")
    case = newest(estate)
    assert case_of(estate) == case.id
    for who in (WANG, CHEN):
        estate.presses(who, f"{letter}{case.id}:history:0")
        assert any(b["label"] == "看对话" for row in estate.newest(who).buttons for b in row)
        estate.taps(who, "看对话")
        assert words in estate.newest(who).text
    estate.presses(ANNA, f"{letter}{case.id}:talks:0")
    assert words not in estate.screen(ANNA)
