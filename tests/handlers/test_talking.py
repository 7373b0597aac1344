"""Talks of real people: interrupted, left for days, replaced, given up, pressed twice, pressed by somebody else."""

from dataclasses import replace

from sqlalchemy import select, update

from domain.incoming import Incoming, Kind
from domain.talk import TalkStatus
from handlers import talking
from store import tables as t
from tests.support.cast import GROUP
from tests.support.estate import Estate

WANG = "王芳"


def talks(estate: Estate) -> list[tuple[str, str]]:
    """Flow and status of every talk, oldest first."""
    rows = estate.work(lambda w: list(w.conn.execute(select(t.talks.c.flow, t.talks.c.status).order_by(t.talks.c.id))))
    return [(row.flow, row.status) for row in rows]


def reports(estate: Estate) -> None:
    """Wang Fang is asked for her story."""
    estate.says(WANG, "/menu")
    estate.taps(WANG, "我要报修")
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "水管")


def sends(estate: Estate) -> None:
    """The rest of the way, from the story on."""
    estate.taps(WANG, "好了")
    estate.taps(WANG, "尽快")
    estate.taps(WANG, "提交")


def test_owner_reports_in_six_taps(estate: Estate) -> None:
    """One question at a time, one message for all of them, then the card."""
    reports(estate)
    asked = estate.newest(WANG).id
    estate.says(WANG, "水槽下面一直滴")
    assert asked not in estate.chats[11], "the question moves below what was typed"
    sends(estate)
    (case,) = estate.cases()
    assert (case.words, case.category, case.unit_id) == ("水槽下面一直滴", "water", estate.units["3-2-1502"])
    assert talks(estate) == [("repair", TalkStatus.DONE)]
    assert case.number in estate.newest(WANG).text


def test_interrupted_talk_is_gone_back_to(estate: Estate) -> None:
    """Another conversation in between: the question comes again, with all that was said."""
    reports(estate)
    estate.says(WANG, "水槽下面一直滴")
    estate.taps(WANG, "联系管家")
    assert talks(estate) == [("repair", TalkStatus.WAITING), ("relay", TalkStatus.OPEN)]
    estate.says(WANG, "请问几点下班")
    estate.taps(WANG, "发送")
    assert talks(estate) == [("repair", TalkStatus.OPEN), ("relay", TalkStatus.DONE)]
    assert "水槽下面一直滴" in estate.newest(WANG).text
    sends(estate)
    assert estate.cases()[0].words == "水槽下面一直滴"


def test_interrupted_twice_goes_back_one_by_one(estate: Estate) -> None:
    """The newest first."""
    reports(estate)
    estate.says(WANG, "水槽下面一直滴")
    sends(estate)
    reports(estate)
    estate.taps(WANG, "补充")
    estate.taps(WANG, "联系管家")
    assert [status for _, status in talks(estate)] == ["done", "waiting", "waiting", "open"]
    estate.says(WANG, "/cancel")
    assert talks(estate)[1:] == [("repair", "waiting"), ("repair_add", "open"), ("relay", "cancelled")]
    estate.says(WANG, "/cancel")
    assert talks(estate)[1:3] == [("repair", "open"), ("repair_add", "cancelled")]


def test_talk_is_gone_on_with_after_days(estate: Estate) -> None:
    """Nothing has to be said again, by press or by word."""
    reports(estate)
    estate.passes(days=2)
    estate.says(WANG, "水槽下面一直滴")
    estate.passes(days=2)
    sends(estate)
    assert len(estate.cases()) == 1


def test_forgotten_talk_ends_with_a_kind_word(estate: Estate) -> None:
    """Once, and nothing of it is sent; its buttons are gone or outdated."""
    reports(estate)
    old = estate.newest(WANG).buttons[0][0]["data"]
    estate.passes(days=4)
    assert talks(estate) == [("repair", TalkStatus.EXPIRED)]
    assert "没有发出去" in estate.newest(WANG).text
    said = len(estate.chats[11])
    estate.passes(days=4)
    assert len(estate.chats[11]) == said
    estate.presses(WANG, old)
    assert "最新" in estate.toast()
    assert estate.cases() == []


def test_waiting_talk_is_forgotten_too(estate: Estate) -> None:
    """Both end, and what is typed next begins anew."""
    reports(estate)
    estate.taps(WANG, "联系管家")
    estate.passes(days=4)
    assert {status for _, status in talks(estate)} == {TalkStatus.EXPIRED}


def test_same_conversation_pressed_again_is_asked_again(estate: Estate) -> None:
    """Not begun anew: the answers are kept, the question comes down to where the person looks."""
    reports(estate)
    estate.says(WANG, "/menu")
    estate.taps(WANG, "我要报修")
    assert talks(estate) == [("repair", TalkStatus.OPEN)]
    assert "水管" in estate.newest(WANG).text


def test_same_conversation_begun_with_new_answers_replaces_the_old(estate: Estate) -> None:
    """The newest words count; the old question is taken away."""
    reports(estate)
    old = estate.newest(WANG).id

    def begin(work):
        person = work.people.by_telegram(11)
        who = work.people.who(person, "zh")
        community = work.people.communities()[0]
        incoming = Incoming(1, Kind.TEXT, 11, True, 11, WANG, "zh", estate.now)
        talking.begin(work, who, community, incoming, "repair", {"story": {"text": "灯不亮", "media": []}}, None)

    estate.work(begin)
    estate.deliver()
    assert talks(estate) == [("repair", TalkStatus.CANCELLED), ("repair", TalkStatus.OPEN)]
    assert old not in estate.chats[11]


def test_talk_given_up_by_its_button(estate: Estate) -> None:
    """The question says so in its own place."""
    reports(estate)
    asked = estate.newest(WANG).id
    estate.taps(WANG, "取消")
    assert talks(estate) == [("repair", TalkStatus.CANCELLED)]
    assert "没有发出" in estate.chats[11][asked].text


def test_talk_given_up_by_command(estate: Estate) -> None:
    """Below the command; without a talk the command shows the menu."""
    reports(estate)
    estate.says(WANG, "/cancel")
    assert talks(estate) == [("repair", TalkStatus.CANCELLED)]
    assert "没有发出" in estate.newest(WANG).text
    estate.says(WANG, "/cancel")
    assert "王芳" in estate.newest(WANG).text


def test_old_button_changes_nothing(estate: Estate) -> None:
    """It is answered kindly."""
    estate.says(WANG, "/menu")
    estate.taps(WANG, "我要报修")
    old = estate.newest(WANG).buttons[0][0]["data"]
    estate.taps(WANG, "3栋2单元1502")
    before = estate.newest(WANG)
    estate.presses(WANG, old)
    assert "最新" in estate.toast()
    assert estate.newest(WANG) == before


def test_two_presses_at_once_are_one_answer(estate: Estate) -> None:
    """The second is outdated: one report, not two."""
    reports(estate)
    estate.says(WANG, "水槽下面一直滴")
    estate.taps(WANG, "好了")
    estate.taps(WANG, "尽快")
    estate.taps(WANG, "提交", times=2)
    assert len(estate.cases()) == 1
    assert "最新" in estate.toast()


def test_somebody_elses_press_is_outdated(estate: Estate) -> None:
    """A forged or forwarded button does not move another person's talk."""
    reports(estate)
    before = estate.newest(WANG)
    for row in before.buttons:
        for button in row:
            estate.presses("李强", button["data"])
            assert "最新" in estate.toast()
    assert estate.newest(WANG) == before
    assert talks(estate) == [("repair", TalkStatus.OPEN)]


def test_talk_is_not_moved_from_a_group(estate: Estate) -> None:
    """Questions are asked in private and answered there."""
    reports(estate)
    before = estate.newest(WANG)
    estate.presses(WANG, before.buttons[-1][-1]["data"], GROUP)
    assert talks(estate) == [("repair", TalkStatus.OPEN)]
    assert estate.newest(WANG) == before


def test_ten_thousand_characters_are_taken_everywhere(estate: Estate) -> None:
    """As a place, as a story, as free words: kept, cut where shown, never refused."""
    long = "厨房水槽下面一直在滴水,地板已经湿了。" * 500
    estate.says(WANG, "/menu")
    estate.taps(WANG, "我要报修")
    estate.says(WANG, long)
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "水管")
    estate.says(WANG, long)
    estate.says(WANG, long)
    sends(estate)
    (case,) = estate.cases()
    assert case.words.startswith(long[:4000])
    estate.says(WANG, long)
    owed = estate.work(lambda w: [row.payload["text"] for row in w.conn.execute(select(t.outbox.c.payload))])
    assert max(len(text) for text in owed) <= 4096


def test_danger_in_the_middle_of_a_talk_is_heard(estate: Estate) -> None:
    """Safety first: the talk is over, the alert is out."""
    reports(estate)
    estate.says(WANG, "家里有煤气味,很浓")
    (case,) = estate.cases()
    assert (case.urgent, case.danger) == (True, "gas")
    assert talks(estate) == [("repair", TalkStatus.CANCELLED)]


def test_talk_at_a_step_that_is_no_more_goes_on(estate: Estate) -> None:
    """After an update of ours: asked on from where the answers lead."""
    reports(estate)
    estate.work(lambda w: w.conn.execute(update(t.talks).values(step="gone")))
    estate.says(WANG, "水槽下面一直滴")
    assert talks(estate) == [("repair", TalkStatus.OPEN)]
    assert "水管" in estate.newest(WANG).text
    estate.says(WANG, "水槽下面一直滴")
    sends(estate)
    assert len(estate.cases()) == 1


def test_language_of_the_reader_is_kept_through_a_talk(estate: Estate) -> None:
    """Anna reads English to the end."""
    estate.says("Anna", "/menu")
    estate.taps("Anna", "Report")
    estate.taps("Anna", "2栋1单元101" if "2栋1单元101" in estate.screen("Anna") else "2")
    text = estate.newest("Anna").text
    assert not any("\u4e00" <= c <= "\u9fff" for c in text.replace("2栋1单元101", "")), text


def test_arrival_of_nobody_is_left_alone(estate: Estate) -> None:
    """A channel's post, say."""
    estate.arrives(replace(Incoming(1, Kind.TEXT, 11, True, 0, "", "", estate.now), text="hello"))
    assert 11 not in estate.chats
