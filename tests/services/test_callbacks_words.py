"""Words typed in answer to "is all well?": the newest question of the chat, or a reply to it (CBK-08, CBK-10)."""

import pytest

from tests.services.callbacks_steps import promised, rows, signed, statuses
from tests.services.steps import (
    ANNA,
    CHEN,
    GROUP,
    WANG,
    ZHAO,
    events,
    newest,
    status,
    told,
)  # fmt: skip
from tests.support.estate import Estate


def asked(estate: Estate):
    """Signed, and the owner has the question in the chat; the callback."""
    case = signed(estate)
    estate.passes(hours=28)
    assert "都好吗" in estate.newest(WANG).text
    return case


@pytest.mark.parametrize("words", ["好了，谢谢师傅", "没问题", "不漏了", "all good now"])
def test_well_in_words(estate: Estate, words: str) -> None:
    """Recorded as good, with the words; the three questions are put below them (CBK-20)."""
    asked(estate)
    estate.says(WANG, words)
    (cb,) = rows(estate)
    assert (cb.status, cb.channel, cb.words) == ("good", "chat", words)
    assert promised(estate, "callback") == "met" and "师傅的态度" in estate.newest(WANG).text
    assert len(estate.cases()) == 1
    estate.taps(WANG, "5")
    assert rows(estate)[0].attitude == 5


def test_a_fault_in_words_goes_to_the_crew_with_them(estate: Estate) -> None:
    """CBK-08, CBK-09: as by the button; nothing is asked twice, and the group reads no room."""
    asked(estate)
    estate.says(WANG, "3-2-1502厨房又漏了")
    (cb,) = rows(estate)
    assert (cb.status, cb.words) == ("fault", "3-2-1502厨房又漏了")
    assert status(estate) == "reported" and promised(estate, "fault_notice") == "open" and len(estate.cases()) == 1
    assert len(told(estate, GROUP, "回访发现问题")) == 1 and "又漏了" in estate.screen(GROUP)
    assert "1502" not in estate.screen(GROUP) and "实在抱歉" in estate.screen(WANG)


def test_a_picture_with_the_words_belongs_to_the_fault(estate: Estate) -> None:
    """What was sent with the words is kept with the case."""
    asked(estate)
    estate.sends(WANG, count=1, text="还在滴水")
    assert statuses(estate) == ["fault"]
    case = newest(estate)
    assert [m.step for m in estate.work(lambda w: w.media.of_case(case.id))][-1] == "return"


def test_unclear_words_are_kept_and_asked_about(estate: Estate) -> None:
    """The question comes again below them, with the two buttons; the desk reads them too."""
    asked(estate)
    estate.says(WANG, "我晚上看看再说")
    estate.says(WANG, "师傅态度不好")
    (cb,) = rows(estate)
    assert (cb.status, cb.words) == ("asked", "我晚上看看再说\n师傅态度不好")
    shown = estate.newest(WANG)
    assert "已记下" in shown.text and [b["label"] for row in shown.buttons for b in row] == ["都好了", "还有问题"]
    assert "callback_words" in events(estate) and not told(estate, WANG, "想办什么")
    estate.taps(WANG, "都好了")
    assert (rows(estate)[0].status, rows(estate)[0].words) == ("good", "我晚上看看再说\n师傅态度不好")


def test_unclear_words_and_the_button_are_a_fault_with_the_words(estate: Estate) -> None:
    """What was typed is what is wrong: it is not asked for again."""
    asked(estate)
    estate.says(WANG, "水龙头那里好像有点怪")
    estate.taps(WANG, "还有问题")
    (cb,) = rows(estate)
    assert (cb.status, cb.words) == ("fault", "水龙头那里好像有点怪") and "怪" in estate.screen(GROUP)


def test_the_desk_adds_to_the_owners_words(estate: Estate) -> None:
    """Silent after unclear words: whoever telephones reads them, and they stay beside what is recorded."""
    asked(estate)
    estate.says(WANG, "我晚上看看再说")
    estate.passes(hours=14)
    estate.presses(CHEN, "m:callbacks:0")
    estate.taps(CHEN, "1 ")
    assert "我晚上看看再说" in estate.newest(CHEN).text
    estate.taps(CHEN, "满意")
    assert (rows(estate)[0].status, rows(estate)[0].words) == ("good", "我晚上看看再说")


def test_a_danger_is_filed_at_once(estate: Estate) -> None:
    """X-52: whatever the question was; it stays open."""
    asked(estate)
    estate.says(WANG, "好了，但是现在有很浓的煤气味")
    assert len(estate.cases()) == 2 and newest(estate).urgent
    assert statuses(estate, estate.cases()[0].number) == ["asked"]


@pytest.mark.parametrize("words", ["客厅灯不亮了", "3-1-101水管漏了", "物业费怎么交？"])
def test_another_matter_is_a_matter_of_its_own(estate: Estate, words: str) -> None:
    """Another trouble, another home, a question: nothing is recorded as an answer."""
    asked(estate)
    estate.says(WANG, words)
    assert statuses(estate) == ["asked"] and rows(estate)[0].words is None


def test_after_another_question_words_are_free(estate: Estate) -> None:
    """The menu came later: it is the newest question; a reply to the card still answers it."""
    asked(estate)
    card = estate.newest(WANG).id
    estate.says(WANG, "/menu")
    estate.says(WANG, "好了")
    assert statuses(estate) == ["asked"]
    estate.arrives(estate._incoming(WANG, "text", text="都好了", reply_to=card))
    assert statuses(estate) == ["good"]


def test_a_reply_about_something_else_is_asked_about(estate: Estate) -> None:
    """Which of the two is meant? Kept, and asked."""
    asked(estate)
    estate.says(WANG, "客厅灯也坏了", reply_to=estate.newest(WANG).id)
    assert (statuses(estate), rows(estate)[0].words) == (["asked"], "客厅灯也坏了")


def test_a_reply_is_an_answer_in_the_midst_of_something_else(estate: Estate) -> None:
    """A conversation that is open has what is typed, unless it is a reply; a danger in a reply is filed."""
    asked(estate)
    card = estate.newest(WANG).id
    estate.says(WANG, "客厅灯不亮了")
    estate.says(WANG, "又漏了")
    assert statuses(estate) == ["asked"]
    estate.says(WANG, "没问题了", reply_to=card)
    assert statuses(estate) == ["good"]


def test_a_clear_answer_to_the_later_question(estate: Estate) -> None:
    """A conversation was left open, then the question came: clear words answer it, others go on with the conversation."""
    signed(estate)
    estate.passes(hours=27)
    estate.says(WANG, "客厅灯不亮了")
    estate.passes(hours=1)
    assert "都好吗" in estate.newest(WANG).text
    estate.says(WANG, "晚上来都行")
    assert statuses(estate) == ["asked"] and rows(estate)[0].words is None


def test_a_clear_answer_while_something_else_waits(estate: Estate) -> None:
    """Nothing was said in the conversation since the question came."""
    signed(estate)
    estate.passes(hours=27)
    estate.says(WANG, "客厅灯不亮了")
    estate.passes(hours=1)
    estate.says(WANG, "上次修的没问题了")
    assert statuses(estate) == ["good"]


def test_only_the_one_who_is_asked_answers(estate: Estate) -> None:
    """Somebody else's words are nobody's answer, whatever they reply to."""
    asked(estate)
    estate.says(ANNA, "all good")
    estate.says(ZHAO, "好了", reply_to=estate.newest(WANG).id)
    assert statuses(estate) == ["asked"]


def test_answered_once(estate: Estate) -> None:
    """What is typed after the answer is no second answer."""
    asked(estate)
    estate.says(WANG, "好了")
    estate.says(WANG, "又漏了")
    assert rows(estate)[0].words == "好了"
