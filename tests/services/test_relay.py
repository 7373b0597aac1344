"""A resident and the desk talking through us: words there and back, nothing lost silently (INT-17)."""

import pytest

from domain.incoming import Kind
from store import tables as t
from tests.services.steps import (
    CHEN,
    DESK_GROUP,
    FENG,
    GROUP,
    GUEST,
    LI,
    NOT_YOURS,
    OUTDATED,
    WANG,
    ZHOU,
    elsewhere,
    files,
    last_row,
    no_groups,
    owed,
    press,
    reaches,
    sets,
    takes,
    told,
)
from tests.support.estate import Estate


def asks(estate: Estate, who: str | int = WANG, words: str = "几点下班") -> int:
    """Somebody speaks to the desk; the message in the desk's group."""
    estate.presses(who, "m:talk:0")
    estate.says(who, words)
    estate.taps(who, "发送")
    return copy(estate, words)


def copy(estate: Estate, words: str, chat: int = DESK_GROUP) -> int:
    """Where the newest copy with these words stands."""
    return [m.id for m in estate.chats[chat].values() if words in m.text][-1]


def test_words_go_to_the_desk_and_the_reply_comes_back(estate: Estate) -> None:
    """INT-17: with name and home; the answer with the name of who writes it."""
    message = asks(estate)
    assert "王芳 · 3栋2单元\n" in estate.screen(DESK_GROUP) and "1502" not in estate.screen(DESK_GROUP)
    estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    (text,) = told(estate, WANG, "晚上八点")
    assert "陈静" in text
    before = last_row(estate)
    estate.says(WANG, "周末呢")
    assert told(estate, DESK_GROUP, "「周末呢」", before) and not told(estate, WANG, "要报修", before)


def test_only_the_newest_words_carry_the_buttons(estate: Estate) -> None:
    """What stands above says the words alone, so nothing there is out of date."""
    first = asks(estate)
    estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=first)
    estate.says(WANG, "周末呢")
    second = copy(estate, "周末呢")
    assert not estate.chats[DESK_GROUP][first].buttons and "在跟进" not in estate.chats[DESK_GROUP][first].text
    assert estate.chats[DESK_GROUP][second].buttons and "陈静在跟进" in estate.chats[DESK_GROUP][second].text


def test_relay_about_a_case_says_which(estate: Estate) -> None:
    """Both ways."""
    case = files(estate)
    press(estate, WANG, "联系管家", case.number)
    estate.says(WANG, "师傅几点来")
    estate.taps(WANG, "发送")
    assert told(estate, DESK_GROUP, f"关于 {case.number}")
    estate.says(CHEN, "三点左右", chat=DESK_GROUP, reply_to=copy(estate, "师傅几点来"))
    assert told(estate, WANG, f"关于 {case.number}")


def test_pictures_voices_and_long_words_arrive_whole(estate: Estate) -> None:
    """Cut into messages that fit, in order."""
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "水" * 4000)
    estate.sends(WANG, Kind.ALBUM, 3)
    estate.sends(WANG, Kind.VOICE)
    before = last_row(estate)
    estate.taps(WANG, "发送")
    rows = owed(estate, DESK_GROUP, before)
    assert sum(r.payload["text"].count("水") for r in rows) == 4000
    assert sorted(m["kind"] for r in rows for m in r.payload.get("media", [])) == ["photo"] * 3 + ["voice"]
    assert max(len(r.payload["text"]) for r in rows) < 4096


def test_only_the_desk_answers_for_the_desk(estate: Estate) -> None:
    """Somebody else who is in the group writes under it."""
    elsewhere(estate)
    message = asks(estate)
    for who in (LI, "外陈静", GUEST):
        before = last_row(estate)
        estate.says(who, "我来答", chat=DESK_GROUP, reply_to=message)
        assert not told(estate, WANG, "我来答", before)
    estate.says(CHEN, "不是回复", chat=DESK_GROUP)
    estate.says(CHEN, "别的消息", chat=DESK_GROUP, reply_to=message + 500)
    assert not told(estate, WANG, "不是回复") and not told(estate, WANG, "别的消息")


def test_reply_that_cannot_be_delivered_is_said_under_it(estate: Estate) -> None:
    """Design part 7: known before it is sent, or found out when sending."""
    from services.reached import undelivered

    message = asks(estate)
    estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    (row,) = [r for r in owed(estate, WANG) if "晚上八点" in r.payload["text"]]
    estate.work(lambda w: undelivered(w, w.outbox.get(row.id)))
    estate.work(lambda w: undelivered(w, w.outbox.get(row.id)))
    (said,) = [r for r in owed(estate, DESK_GROUP) if "没能送到王芳" in r.payload["text"]]
    assert said.payload["reply_to"] == row.on_failure["message"]
    reaches(estate, 11, False)
    estate.says(CHEN, "再试一次", chat=DESK_GROUP, reply_to=message)
    assert not told(estate, WANG, "再试一次")
    assert len(told(estate, DESK_GROUP, "没能送到王芳")) == 2


def test_other_messages_that_fail_trouble_nobody(estate: Estate) -> None:
    """Only what somebody waits for an answer to."""
    from services.reached import undelivered

    files(estate)
    before = last_row(estate)
    for row in owed(estate):
        estate.work(lambda w, r=row: undelivered(w, w.outbox.get(r.id)))
    assert owed(estate, None, before) == []


def test_without_a_group_those_on_duty_read_it_and_answer_in_private(estate: Estate) -> None:
    """By replying, also in the middle of something else; from then on it is with whoever has it."""
    no_groups(estate)
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "几点下班")
    estate.taps(WANG, "发送")
    for who in (CHEN, ZHOU):
        assert told(estate, who, "「几点下班」")
    for who in (LI, FENG):
        assert not told(estate, who, "几点下班")
    estate.says(CHEN, "晚上八点", reply_to=copy(estate, "几点下班", 24))
    assert told(estate, WANG, "晚上八点")
    estate.presses(ZHOU, "m:repair_desk:0")
    estate.says(ZHOU, "周末到六点", reply_to=copy(estate, "几点下班", 25))
    assert told(estate, WANG, "周末到六点")
    estate.says(WANG, "谢谢", reply_to=copy(estate, "晚上八点", 11))
    assert told(estate, CHEN, "「谢谢」") and not told(estate, ZHOU, "「谢谢」")


def test_nobody_of_the_desk_is_there_is_said_and_nothing_is_lost(estate: Estate) -> None:
    """The talk stays open with the words."""
    no_groups(estate)
    estate.work(lambda w: w.conn.execute(t.staff.update().values(ended_at=w.now)))
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "几点下班")
    estate.taps(WANG, "发送")
    assert "现在还没有客服" in estate.toast()
    assert "几点下班" in estate.screen(WANG) and estate.work(lambda w: w.relays.open_of(1)) is None


def test_guest_talks_to_the_desk_and_goes_on(estate: Estate) -> None:
    """Their further words go there too, instead of being greeted again."""
    estate.says(GUEST, "/start")
    asks(estate, GUEST, "我是租客，钥匙丢了")
    assert "还没绑定房屋" in estate.screen(DESK_GROUP)
    estate.says(GUEST, "在吗")
    assert told(estate, DESK_GROUP, "「在吗」")
    estate.says(CHEN, "您住哪一户", chat=DESK_GROUP, reply_to=copy(estate, "在吗"))
    assert told(estate, GUEST, "您住哪一户")


@pytest.mark.parametrize("side", [WANG, CHEN])
def test_either_side_ends_it_and_the_other_hears_so_once(estate: Estate, side: str) -> None:
    """Then words are read again as any others."""
    message = asks(estate)
    estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    place = DESK_GROUP if side == CHEN else None
    end = next(
        b["data"]
        for m in estate.chats[place or 11].values()
        for row in m.buttons
        for b in row
        if b["label"] == ("结束对话" if side == CHEN else "没有别的事了")
    )
    for _ in range(2):
        estate.presses(side, end, place)
    chat, words = (WANG, "这次的对话先到这里") if side == CHEN else (DESK_GROUP, "这段对话已结束")
    assert len(told(estate, chat, words)) == 1
    estate.says(WANG, "随便说一句")
    assert "「随便说一句」" not in estate.screen(DESK_GROUP) and "随便说一句" in estate.newest(WANG).text


def test_foreign_exchange_is_ended_by_nobody_else(estate: Estate) -> None:
    """Forged."""
    elsewhere(estate)
    asks(estate)
    for who in (LI, "外陈静", "外王芳"):
        estate.presses(who, "r1:close:1")
        assert NOT_YOURS in estate.toast()
    estate.presses(CHEN, "r9:close:1")
    assert OUTDATED in estate.toast()
    assert estate.work(lambda w: w.relays.open_of(1)) is not None


def test_silent_exchange_ends_kindly_after_the_hours_of_its_community(estate: Estate) -> None:
    """Each by its own figure."""
    other = elsewhere(estate)
    estate.work(lambda w: w.standards.set(other.community, "relay.idle_hours", 2, None, w.now))
    sets(estate, "relay.idle_hours", 5)
    message = asks(estate)
    estate.says(CHEN, "八点", chat=DESK_GROUP, reply_to=message)
    estate.passes(hours=4)
    assert not told(estate, WANG, "对话先到这里")
    estate.says(CHEN, "周末六点", chat=DESK_GROUP, reply_to=message)
    estate.passes(hours=4, minutes=59)
    assert not told(estate, WANG, "对话先到这里")
    estate.passes(minutes=1)
    assert len(told(estate, WANG, "对话先到这里")) == 1


def test_worker_asks_the_desk_about_a_case(estate: Estate) -> None:
    """And is answered."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "问管家", case.number)
    estate.says(LI, "业主电话打不通")
    estate.taps(LI, "发送")
    estate.says(CHEN, "我再联系", chat=DESK_GROUP, reply_to=copy(estate, "业主电话打不通"))
    assert told(estate, LI, "我再联系") and not told(estate, GROUP, "电话打不通")
