"""What cannot be delivered is said to its writer, tried another way, and offered again when its reader is back."""

from bot.reach import Reach
from domain.incoming import Kind
from services import reached
from tests.services.steps import CHEN, DESK_GROUP, LI, WANG, ZHOU, last_row, no_groups, owed, set_reachable, told
from tests.services.test_relay import asks, copy
from tests.services.test_relay_edits import held_back, said
from tests.support.estate import Estate


def refuses(estate: Estate, chat: int) -> None:
    """The chat refuses us: whatever waits for it is kept, as the sender would find out."""
    estate.work(lambda w: Reach(reached.undelivered, reached.came).refused(w, chat, "blocked"))
    estate.deliver()


def comes_back(estate: Estate, chat: int) -> None:
    """It speaks again."""

    def back(work) -> None:
        reach = Reach(reached.undelivered, reached.came)
        reach.load(work)
        reach.came(work, chat)

    estate.work(back)
    estate.deliver()


def test_an_edit_that_cannot_be_delivered_is_said(estate: Estate) -> None:
    """To who wrote it, under their own message; known before or found out when sending."""
    message = asks(estate)
    reply = estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    held_back(estate, lambda: estate.edits(CHEN, reply, "晚上九点", chat=DESK_GROUP))
    refuses(estate, 11)
    assert len(told(estate, DESK_GROUP, "这次改动没能送到王芳")) == 1
    assert owed(estate, DESK_GROUP)[-1].payload["reply_to"] == reply
    estate.edits(CHEN, reply, "晚上十点", chat=DESK_GROUP)
    assert len(told(estate, DESK_GROUP, "这次改动没能送到王芳")) == 2


def test_what_was_not_delivered_is_offered_again_when_they_are_back(estate: Estate) -> None:
    """Never sent behind the desk's back days later: by a button, in order, once."""
    message = asks(estate)

    def writes() -> None:
        estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
        estate.sends(CHEN, Kind.ALBUM, 2, text="门在这", chat=DESK_GROUP, reply_to=message)

    held_back(estate, writes)
    refuses(estate, 11)
    estate.says(CHEN, "看到请回", chat=DESK_GROUP, reply_to=message)
    assert len(told(estate, DESK_GROUP, "没能送到王芳")) == 3
    before = last_row(estate)
    comes_back(estate, 11)
    assert not told(estate, WANG, "晚上八点", before) and "晚上八点" not in estate.screen(WANG)
    (offer,) = told(estate, DESK_GROUP, "又能收到消息了", before)
    assert all(words in offer for words in ("3 条", "晚上八点", "门在这", "看到请回"))
    estate.taps(CHEN, "再发一次", DESK_GROUP)
    assert [w for w in ("晚上八点", "门在这", "看到请回") if w in estate.screen(WANG)] == [
        "晚上八点",
        "门在这",
        "看到请回",
    ]
    assert sum(len(m.media) for m in estate.chats[11].values()) == 2
    estate.presses(CHEN, "r1:again:0", DESK_GROUP)
    assert "这张卡片已经更新" in estate.toast()
    before = last_row(estate)
    comes_back(estate, 11)
    assert not told(estate, DESK_GROUP, "又能收到消息了", before)


def test_sent_again_while_they_are_still_away(estate: Estate) -> None:
    """Said; it stays on offer."""
    message = asks(estate)
    estate.work(lambda w: set_reachable(w, 1, False))
    estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    estate.presses(CHEN, "r1:again:0", DESK_GROUP)
    assert "还是收不到" in estate.toast()
    assert said(estate)[-1].failed_at is not None


def test_the_group_refuses_us_words_go_to_those_on_duty(estate: Estate) -> None:
    """Put out of the group while somebody waits: nothing is lost, nothing comes twice."""
    asks(estate)
    held_back(estate, lambda: estate.says(WANG, "在吗"))
    refuses(estate, DESK_GROUP)
    assert "「在吗」" in estate.screen(CHEN) and "「在吗」" in estate.screen(ZHOU)
    estate.says(CHEN, "在的", reply_to=copy(estate, "「在吗」", 24))
    assert told(estate, WANG, "在的")
    comes_back(estate, DESK_GROUP)
    assert "「在吗」" not in estate.screen(DESK_GROUP)


def test_nobody_can_be_reached_the_resident_is_told(estate: Estate) -> None:
    """Under their own message, with what to do instead."""
    no_groups(estate)
    asks_words = "在吗"
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "几点下班")
    estate.taps(WANG, "发送")

    def writes() -> None:
        mine.append(estate.says(WANG, asks_words))

    mine: list[int] = []
    held_back(estate, writes)
    for account in (24, 25, 26, 27):
        estate.work(lambda w, a=account: set_reachable(w, w.people.by_telegram(a).id, False))
    reach = Reach(reached.undelivered, reached.came)
    for account in (24, 25):
        estate.work(lambda w, a=account: reach.refused(w, a, "blocked"))
    (row,) = [r for r in owed(estate, WANG) if "没能送到客服" in r.payload["text"]]
    assert row.payload["reply_to"] == mine[0]


def test_a_reply_to_the_notice_of_failure_is_a_reply(estate: Estate) -> None:
    """Whatever of ours somebody replies to, it goes where it belongs."""
    message = asks(estate)
    estate.work(lambda w: set_reachable(w, 1, False))
    estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    estate.work(lambda w: set_reachable(w, 1, True))
    estate.says(CHEN, "已打电话", chat=DESK_GROUP, reply_to=copy(estate, "没能送到"))
    assert told(estate, WANG, "已打电话")
    estate.says(LI, "不是我的", chat=DESK_GROUP, reply_to=copy(estate, "没能送到"))
    assert not told(estate, WANG, "不是我的")
