"""The last answer was given and a rule says no: what was typed is kept, the way forward is said, giving up is one press."""

from typing import Any

import pytest

from domain.talk import TalkStatus
from store import tables as t
from tests.support.estate import Estate

WANG, LI, ZHAO, WU, ZHOU = "王芳", "李强", "赵军", "吴工", "周敏"
MOVED_ON = "这件事已经有了新进展"


def talk_of(estate: Estate, who: str) -> Any:
    """Their newest talk."""
    return estate.work(
        lambda w: w.conn.execute(
            t.talks.select().where(t.talks.c.chat_id == estate.people[who]).order_by(t.talks.c.id.desc())
        ).first()
    )


def files(estate: Estate) -> int:
    """A repair of Wang Fang's, taken by Li Qiang; its id."""
    estate.says(WANG, "厨房水龙头滴水")
    estate.taps(WANG, "提交")
    case = estate.cases()[-1].id
    estate.presses(LI, f"c{case}:accept:1")
    return int(case)


def refused(estate: Estate) -> int:
    """The supervisor types why a case is closed that the resident has cancelled meanwhile; the case."""
    case = files(estate)
    estate.presses(ZHOU, f"c{case}:close:1")
    estate.presses(WANG, f"c{case}:cancel:1")
    estate.says(ZHOU, "住户电话里说好了")
    return case


def test_typed_last_answer_that_is_refused_is_kept_and_asked_about(estate: Estate) -> None:
    """The sentence, then the question with what was typed, below it."""
    refused(estate)
    said = list(estate.chats[estate.people[ZHOU]].values())[-2:]
    assert MOVED_ON in said[0].text
    assert "「住户电话里说好了」" in said[1].text
    assert [b["label"] for row in said[1].buttons for b in row][-2:] == ["再试一次", "取消"]
    assert (talk_of(estate, ZHOU).status, talk_of(estate, ZHOU).step) == (TalkStatus.OPEN, "reason")


def test_refused_once_more_nothing_changes(estate: Estate) -> None:
    """Pressed again it is refused again, by the window a press gets."""
    case = refused(estate)
    assert MOVED_ON in estate.taps(ZHOU, "再试一次")
    assert estate.cases()[-1].status == "cancelled" and estate.cases()[-1].id == case
    assert "「住户电话里说好了」" in estate.newest(ZHOU).text


def test_given_up_with_one_press_and_the_next_words_are_free(estate: Estate) -> None:
    """The talk does not take them for its answer any more."""
    refused(estate)
    estate.taps(ZHOU, "取消")
    assert talk_of(estate, ZHOU).status == TalkStatus.CANCELLED
    estate.says(ZHOU, "/menu")
    assert "我的工单" in str(estate.newest(ZHOU).buttons)


def test_what_was_kept_goes_through_once_it_is_possible(estate: Estate) -> None:
    """The lead has given it to the colleague himself; taken back, the worker's own words are sent as they were."""
    case = files(estate)
    estate.presses(LI, f"c{case}:transfer:1")
    estate.taps(LI, "赵军")
    estate.work(
        lambda w: w.conn.execute(t.staff.update().where(t.staff.c.id == post(estate, ZHAO)).values(team="desk"))
    )
    estate.says(LI, "我要去接孩子")
    assert "不在" in estate.screen(LI) or "名单" in estate.screen(LI)
    assert estate.cases()[-1].assignee_id == post(estate, LI) and "「我要去接孩子」" in estate.newest(LI).text
    estate.work(
        lambda w: w.conn.execute(t.staff.update().where(t.staff.c.id == post(estate, ZHAO)).values(team="engineering"))
    )
    estate.taps(LI, "再试一次")
    assert estate.cases()[-1].assignee_id == post(estate, ZHAO)
    assert talk_of(estate, LI).status == TalkStatus.DONE
    told = estate.work(lambda w: [e.data.get("reason") for e in w.cases.history(case) if e.kind == "assign"])
    assert told == ["我要去接孩子"]


def post(estate: Estate, who: str) -> int:
    """Their post."""
    return {LI: 1, ZHAO: 2}[who]


def test_another_answer_takes_the_place_of_what_was_kept(estate: Estate) -> None:
    """It is said as it is typed now."""
    refused(estate)
    estate.says(ZHOU, "已另行修好")
    assert "「已另行修好」" in estate.newest(ZHOU).text and "住户电话里说好了" not in estate.newest(ZHOU).text


def test_back_from_there_asks_the_question_before(estate: Estate) -> None:
    """Somebody else is chosen for it."""
    case = files(estate)
    estate.presses(LI, f"c{case}:transfer:1")
    estate.taps(LI, "赵军")
    estate.work(lambda w: w.staff.end(post(estate, ZHAO), w.now))
    estate.says(LI, "我要去接孩子")
    estate.taps(LI, "‹ 上一步")
    estate.taps(LI, "吴工")
    assert "再试一次" not in str(estate.newest(LI).buttons)
    estate.says(LI, "我要去接孩子")
    assert talk_of(estate, LI).status == TalkStatus.DONE


@pytest.mark.parametrize("label", ["发送", "取消"])
def test_pressed_last_step_that_is_refused_stays_as_it_was(estate: Estate, label: str) -> None:
    """All that was typed is on the summary still; it can be sent again, changed or given up."""
    case = files(estate)
    estate.presses(LI, f"c{case}:hold:1")
    estate.says(LI, "业主不在家，约明天")
    estate.says(LI, "明天下午3点")
    before = estate.newest(LI).text
    estate.presses(WU, f"c{case}:assign:1")
    estate.taps(WU, "赵军")
    assert "这一步由负责的同事" in estate.taps(LI, "发送")
    assert any(m.text == before for m in estate.chats[estate.people[LI]].values())
    assert (talk_of(estate, LI).status, talk_of(estate, LI).step) == (TalkStatus.OPEN, "summary")
    estate.taps(LI, label)
    assert talk_of(estate, LI).status == (TalkStatus.OPEN if label == "发送" else TalkStatus.CANCELLED)


def test_refused_press_in_a_collected_answer_keeps_words_and_pictures(estate: Estate) -> None:
    """Nothing can be sent to whoever is no longer there; all that was said is still in the talk."""
    case = files(estate)
    estate.presses(WANG, f"c{case}:add:1")
    estate.says(WANG, "还有一处在漏")
    estate.sends(WANG)
    with_somebody = estate.work(lambda w: w.people.add("新住户", w.now))
    estate.work(lambda w: w.conn.execute(t.residencies.delete()))
    estate.work(lambda w: w.conn.execute(t.cases.update().values(reporter_id=with_somebody)))
    assert "这一步由负责的同事" in estate.taps(WANG, "好了")
    kept = talk_of(estate, WANG)
    assert kept.status == TalkStatus.OPEN and kept.answers["_story"]["text"] == "还有一处在漏"
    assert len(kept.answers["_story"]["media"]) == 1
    estate.taps(WANG, "取消")
    assert talk_of(estate, WANG).status == TalkStatus.CANCELLED
