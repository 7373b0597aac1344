"""What was said stays right: edits from both sides, albums and files, replies shown as such, what a crash left unknown."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.incoming import Incoming, Kind
from store import tables as t
from tests.services.steps import (
    ANNA,
    CHEN,
    DESK_GROUP,
    LI,
    WANG,
    ZHOU,
    last_row,
    newest,
    owed,
    tables,
    told,
)
from tests.services.test_relay import asks, copy
from tests.support.estate import Estate


def said(estate: Estate) -> list:
    """Everything said, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(t.relay_messages).order_by(t.relay_messages.c.id))))


def shown(estate: Estate, chat: int, message: int) -> str:
    """A message as it stands."""
    return estate.chats[chat][message].text


def held_back(estate: Estate, act) -> None:
    """Does something while nothing is delivered."""
    deliver = estate.deliver
    estate.deliver = lambda: None  # type: ignore[method-assign]
    act()
    estate.deliver = deliver  # type: ignore[method-assign]


# --- edits ----------------------------------------------------------------------------------------------------------


def test_an_edit_of_the_resident_edits_the_copy_and_is_kept(estate: Estate) -> None:
    """In place, marked; the record keeps both."""
    asks(estate)
    mine = estate.says(WANG, "周末呢")
    stands = copy(estate, "「周末呢」")
    estate.edits(WANG, mine, "周六呢")
    assert "「周六呢」" in shown(estate, DESK_GROUP, stands) and "已改" in shown(estate, DESK_GROUP, stands)
    row = said(estate)[-1]
    assert (row.text, row.earlier[0][1]) == ("周六呢", "周末呢") and row.edited_at is not None
    before = last_row(estate)
    estate.edits(WANG, mine, "周六呢")
    assert owed(estate, None, before) == []


def test_an_edit_of_one_of_the_first_words(estate: Estate) -> None:
    """Several messages were passed on as one: the one that was edited changes."""
    estate.presses(WANG, "m:talk:0")
    first = estate.says(WANG, "水费多少")
    second = estate.says(WANG, "电费多少")
    estate.taps(WANG, "发送")
    stands = copy(estate, "水费多少")
    estate.edits(WANG, second, "煤气费多少")
    estate.edits(WANG, first, "物业费多少")
    assert "「物业费多少\n煤气费多少」" in shown(estate, DESK_GROUP, stands)


def test_an_edit_before_it_is_sent_changes_what_is_sent(estate: Estate) -> None:
    """Still being written down; also what was typed before the meaning was chosen."""
    estate.presses(WANG, "m:talk:0")
    first = estate.says(WANG, "水费多少")
    estate.edits(WANG, first, "电费多少")
    assert "电费多少" in estate.newest(WANG).text
    estate.taps(WANG, "发送")
    assert "「电费多少」" in estate.screen(DESK_GROUP) and "水费" not in estate.screen(DESK_GROUP)
    estate.presses(ANNA, "m:talk:0")
    mine = estate.says(ANNA, "what is this")
    estate.taps(ANNA, "Send")
    estate.edits(ANNA, mine, "what is that")
    assert "「what is that」" in estate.screen(DESK_GROUP)


def test_an_edit_of_the_desk_edits_the_copy_of_the_resident(estate: Estate) -> None:
    """Only by who wrote it."""
    message = asks(estate)
    reply = estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    stands = copy(estate, "晚上八点", 11)
    estate.edits(ZHOU, reply, "随便改", chat=DESK_GROUP)
    assert "晚上八点" in shown(estate, 11, stands)
    estate.edits(CHEN, reply, "晚上九点", chat=DESK_GROUP)
    assert "晚上九点" in shown(estate, 11, stands) and "已改" in shown(estate, 11, stands)


def test_words_under_pictures_are_edited_too(estate: Estate) -> None:
    """Of one picture in place; of an album in the words above it."""
    message = asks(estate)
    (photo,) = estate.sends(CHEN, text="大门在这", chat=DESK_GROUP, reply_to=message)
    one = copy(estate, "大门在这", 11)
    assert len(estate.chats[11][one].media) == 1
    estate.edits(CHEN, photo, "侧门在这", chat=DESK_GROUP)
    assert "侧门在这" in shown(estate, 11, one) and len(estate.chats[11][one].media) == 1
    album = estate.sends(WANG, Kind.ALBUM, 3, text="这是哪")
    words = copy(estate, "「这是哪」")
    estate.edits(WANG, album[0], "这是谁家")
    assert "「这是谁家」" in shown(estate, DESK_GROUP, words)
    estate.edits(WANG, album[2], "还有这个")
    assert "「这是谁家\n还有这个」" in shown(estate, DESK_GROUP, words)


def test_an_edit_that_grows_and_shrinks(estate: Estate) -> None:
    """What does not fit follows; what is too much is taken away."""
    asks(estate)
    mine = estate.says(WANG, "短")
    stands = copy(estate, "「短」")
    estate.edits(WANG, mine, "长" * 4000)
    texts = [m.text for m in estate.chats[DESK_GROUP].values()]
    assert sum(text.count("长") for text in texts) == 4000 and max(map(len, texts)) < 4096
    estate.edits(WANG, mine, "又短了")
    assert "长" not in estate.screen(DESK_GROUP) and "又短了" in shown(estate, DESK_GROUP, stands)


def test_an_edit_before_it_is_delivered_goes_as_it_is_now(estate: Estate) -> None:
    """One message, not two."""
    asks(estate)
    before = last_row(estate)

    def writes() -> None:
        estate.edits(WANG, estate.says(WANG, "周末呢"), "周六呢")

    held_back(estate, writes)
    estate.deliver()
    # The words before them lose their buttons; that is an edit of another message.
    sent = [r for r in owed(estate, DESK_GROUP, before) if r.status == "sent" and "几点下班" not in str(r.payload)]
    assert [r.sort for r in sent] == ["message"] and "「周六呢」" in estate.screen(DESK_GROUP)


def test_edits_of_other_messages_are_nobodys_business(estate: Estate) -> None:
    """Group talk, commands, repairs."""
    asks(estate)
    other = estate.says(CHEN, "谁去吃饭", chat=DESK_GROUP)
    before = tables(estate)
    estate.edits(CHEN, other, "谁去喝茶", chat=DESK_GROUP)
    estate.edits(WANG, 5, "没有这条")
    estate.edits(WANG, 0, "")
    now = tables(estate)
    assert {k: v for k, v in before.items() if k != "persons"} == {k: v for k, v in now.items() if k != "persons"}


def test_new_danger_in_an_edit_is_heard(estate: Estate) -> None:
    """X-52: as in free words; put right once more it is not a second case."""
    asks(estate)
    mine = estate.says(WANG, "厨房有味道")
    estate.edits(WANG, mine, "厨房有煤气味")
    assert newest(estate).danger == "gas" and told(estate, WANG, "请先保证安全")
    estate.edits(WANG, mine, "厨房有很重的煤气味")
    assert len(estate.cases()) == 1


@pytest.mark.parametrize("replying", [False, True])
def test_danger_in_the_middle_of_an_exchange_goes_its_own_way(estate: Estate, replying: bool) -> None:
    """X-52: the crew is alerted at once; the desk they are talking with reads it too, and the safety words stand last."""
    message = asks(estate)
    estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    estate.says(WANG, "家里着火了", reply_to=copy(estate, "晚上八点", 11) if replying else None)
    assert newest(estate).danger == "fire"
    assert "「家里着火了」" in estate.screen(DESK_GROUP)
    assert "已转给管家" not in estate.newest(WANG).text and told(estate, WANG, "请先")


# --- what is sent ---------------------------------------------------------------------------------------------------


def test_albums_voices_files_and_places_both_ways(estate: Estate) -> None:
    """Whole, in order; a reply to any of them is a reply."""
    asks(estate)
    estate.sends(WANG, Kind.ALBUM, 4, text="看这四张")
    estate.sends(WANG, Kind.VOICE)
    estate.sends(WANG, Kind.FILE)
    place = estate._incoming(WANG, Kind.LOCATION, latitude=31.25, longitude=121.5)
    estate.arrives(place)
    media = [m for r in owed(estate, DESK_GROUP) for m in r.payload.get("media", [])]
    assert [m["kind"] for m in media] == ["photo"] * 4 + ["voice", "file"]
    assert [r.payload["location"] for r in owed(estate, DESK_GROUP) if r.payload.get("location")] == [[31.25, 121.5]]
    for n, wanted in enumerate((lambda m: len(m.media) == 4, lambda m: m.media and m.media[0]["kind"] == "voice")):
        stands = [m.id for m in estate.chats[DESK_GROUP].values() if wanted(m)][-1]
        estate.sends(CHEN, Kind.VOICE, chat=DESK_GROUP, reply_to=stands)
        assert len([r for r in owed(estate, WANG) if r.payload.get("media")]) == n + 1


def test_a_picture_in_the_middle_of_an_album_can_be_replied_to(estate: Estate) -> None:
    """Only the first of its pictures is known by its number: the others stand right behind it."""
    asks(estate)
    estate.sends(WANG, Kind.ALBUM, 3, text="看")
    first = [m.id for m in estate.chats[DESK_GROUP].values() if len(m.media) == 3][-1]
    # The pretended channel counts an album as one message; the real one as three.
    for _ in range(2):
        next(estate._messages)
    estate.says(CHEN, "第三张是什么", chat=DESK_GROUP, reply_to=first + 2)
    assert told(estate, WANG, "第三张是什么")
    estate.says(CHEN, "没有这张", chat=DESK_GROUP, reply_to=first + 3)
    assert not told(estate, WANG, "没有这张")


def test_replies_are_shown_as_replies(estate: Estate) -> None:
    """On both sides, where the original stands."""
    asks(estate)
    mine = estate.says(WANG, "周末呢")
    reply = estate.says(CHEN, "六点", chat=DESK_GROUP, reply_to=copy(estate, "「周末呢」"))
    (row,) = [r for r in owed(estate, WANG) if "六点" in r.payload["text"]]
    assert row.payload["reply_to"] == mine
    estate.says(WANG, "周日也是吗", reply_to=copy(estate, "六点", 11))
    (row,) = [r for r in owed(estate, DESK_GROUP) if "周日也是吗" in r.payload["text"]]
    assert row.payload["reply_to"] == reply


def test_a_reply_goes_through_whatever_else_is_open(estate: Estate) -> None:
    """In the middle of a report the resident answers the desk; the report goes on."""
    message = asks(estate)
    estate.says(CHEN, "几号楼", chat=DESK_GROUP, reply_to=message)
    estate.presses(WANG, "m:repair:0")
    estate.says(WANG, "三号楼", reply_to=copy(estate, "几号楼", 11))
    assert told(estate, DESK_GROUP, "「三号楼」")
    estate.taps(WANG, "3栋2单元1502")
    assert "什么坏了" in estate.newest(WANG).text or estate.newest(WANG).buttons


def test_the_group_reads_no_room_and_no_number(estate: Estate) -> None:
    """Whoever may, reads them in private."""
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "我是3栋2单元1502的，电话13800000011")
    estate.taps(WANG, "发送")
    text = estate.screen(DESK_GROUP)
    assert "1502" not in text and "13800000011" not in text and "王芳" in text and "隐去" in text
    estate.taps(CHEN, "看对话", DESK_GROUP)
    assert "3栋2单元1502" in estate.newest(CHEN).text and "13800000011" in estate.newest(CHEN).text


def test_what_cannot_be_passed_on_is_said(estate: Estate) -> None:
    """A sticker as a reply, from either side; a shared contact goes as its number."""
    message = asks(estate)
    estate.arrives(estate._incoming(CHEN, Kind.OTHER, DESK_GROUP, reply_to=message))
    assert told(estate, DESK_GROUP, "贴纸、投票这类转不过去")
    estate.arrives(estate._incoming(CHEN, Kind.OTHER, DESK_GROUP, reply_to=message + 900))
    estate.arrives(estate._incoming(LI, Kind.OTHER, DESK_GROUP))
    assert len(told(estate, DESK_GROUP, "转不过去")) == 1 and len(said(estate)) == 1
    estate.arrives(
        estate._incoming(
            CHEN, Kind.CONTACT, DESK_GROUP, reply_to=message, contact_phone="13912345678", contact_owner=None
        )
    )
    assert told(estate, WANG, "13912345678")
    estate.arrives(estate._incoming(WANG, Kind.OTHER, reply_to=copy(estate, "13912345678", 11)))
    assert told(estate, WANG, "转不过去")


def test_the_same_update_twice_is_said_once(estate: Estate) -> None:
    """Replayed after a crash, from either side."""
    message = asks(estate)
    word = estate._incoming(WANG, Kind.TEXT, text="周末呢")
    answer = estate._incoming(CHEN, Kind.TEXT, DESK_GROUP, text="六点", reply_to=message)
    for incoming in (word, answer):
        estate.arrives(incoming)
        before = tables(estate)["relay_messages"], len(owed(estate, DESK_GROUP)), len(told(estate, WANG, "六点"))
        estate.arrives(replace(incoming))
        assert before == (
            tables(estate)["relay_messages"],
            len(owed(estate, DESK_GROUP)),
            len(told(estate, WANG, "六点")),
        )


@pytest.mark.parametrize("text", [" x ", "\u202e倒着", "<b>坏</b>&", "😀" * 3000, "c17:accept:3", "x" * 4096])
def test_whatever_is_typed_arrives_as_typed(estate: Estate, text: str) -> None:
    """No markup, no button, nothing lost."""
    message = asks(estate)
    estate.arrives(estate._incoming(WANG, Kind.TEXT, text=text))
    estate.arrives(estate._incoming(CHEN, Kind.TEXT, DESK_GROUP, text=text, reply_to=message))
    assert [row.text for row in said(estate)[-2:]] == [text.strip()] * 2
    assert max(len(r.payload["text"].encode("utf-16-le")) // 2 for r in owed(estate)) <= 4096


def test_a_copy_that_a_crash_left_unknown_is_known_by_its_button(estate: Estate) -> None:
    """Sent, then killed before it was noted: the reply finds its way; the button of anything else does not count."""
    asks(estate)
    for data, arrives in (("r1:take:0", True), ("c1:open:1", False), ("r9:take:0", False), ("", False)):
        before = last_row(estate)
        reply = estate._incoming(CHEN, Kind.TEXT, DESK_GROUP, text="八点", reply_to=77_777, reply_press=data)
        estate.arrives(reply)
        assert bool(told(estate, WANG, "八点", before)) is arrives
    estate.arrives(
        estate._incoming(LI, Kind.TEXT, DESK_GROUP, text="不是我的", reply_to=77_777, reply_press="r1:take:0")
    )
    assert not told(estate, WANG, "不是我的")


def test_an_unknown_kind_of_edit_is_left_alone(estate: Estate) -> None:
    """Nobody sent it, or it has no words."""
    estate.arrives(Incoming(1, Kind.EDITED, 11, True, 0, "", "", estate.now, message=3, text="x"))
    estate.arrives(Incoming(2, Kind.EDITED, -5, False, 11, "", "", estate.now, message=3))
    assert 11 not in estate.chats
