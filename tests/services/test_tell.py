"""The only way out: once per key, in the reader's language, one live card for each matter (design part 4)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.people import Team
from domain.sending import Lane
from services import alerts
from services.tell import Chat, Words, answer, mine, private, show, team_chat, tell
from store import tables as t
from tests.services.steps import (
    ANNA,
    DESK_GROUP,
    FENG,
    GROUP,
    WANG,
    ZHENG,
    ZHOU,
    files,
    last_row,
    owed,
    sets,
    takes,
    told,
)
from tests.support.estate import Estate


def chat_of(work, account: int) -> Chat:
    """The private chat with somebody."""
    return private(work.people.by_telegram(account), work.people.communities()[0])


def test_owed_once_for_each_key(estate: Estate) -> None:
    """Told again, nothing happens, whatever it says the second time."""
    first, second = Words("common/bug"), Words("common/not_now")
    assert estate.work(lambda w: tell(w, chat_of(w, 11), "k", first))
    assert not estate.work(lambda w: tell(w, chat_of(w, 11), "k", second))
    (row,) = owed(estate, WANG)
    assert "抱歉" in row.payload["text"] and row.person_id is not None


def test_nobody_to_tell_is_no_error(estate: Estate) -> None:
    """Somebody who has never come to the chat."""
    assert not estate.work(lambda w: tell(w, None, "k", Words("common/bug")))
    estate.work(lambda w: show(w, None, "c", Words("common/bug")))
    assert estate.work(lambda w: private(w.people.get(w.people.add("孙丽", w.now)), w.people.communities()[0])) is None
    assert owed(estate) == []


def test_each_reads_their_own_language_the_group_the_communitys(estate: Estate) -> None:
    """Design part 7: never the wrong one."""
    texts = {}
    for name, account in ((WANG, 11), (ANNA, 12)):
        estate.work(lambda w, a=account: tell(w, chat_of(w, a), f"k{a}", Words("common/bug")))
        texts[name] = owed(estate, name)[-1].payload["text"]
    assert "抱歉" in texts[WANG] and "orry" in texts[ANNA]
    estate.work(lambda w: tell(w, team_chat(w, w.people.communities()[0], Team.ENGINEERING), "g", Words("common/bug")))
    assert "抱歉" in owed(estate, GROUP)[-1].payload["text"]


@pytest.mark.parametrize(
    ("hour", "lane", "held"),
    [
        (14, Lane.REMINDER, 0), (21, Lane.REMINDER, 0), (22, Lane.REMINDER, 10), (2, Lane.REMINDER, 6), (8, Lane.REMINDER, 0),
        (2, Lane.BROADCAST, 6), (2, Lane.TASK, 0), (2, Lane.REPLY, 0), (2, Lane.EMERGENCY, 0),
    ],
)  # fmt: skip
def test_quiet_hours_hold_reminders_and_news_until_the_morning(
    estate: Estate, hour: int, lane: Lane, held: int
) -> None:
    """22:00 to 08:00 of the community; answers, tasks and emergencies go at once."""
    local = estate.now.astimezone(ZoneInfo("Asia/Shanghai"))
    estate.now = local.replace(hour=hour, minute=0)
    estate.work(lambda w: tell(w, chat_of(w, 11), "k", Words("common/bug"), lane=lane))
    (row,) = owed(estate, WANG)
    assert row.not_before == (estate.now + timedelta(hours=held) if held else None)


def test_quiet_hours_are_the_communitys(estate: Estate) -> None:
    """From a figure; the same from and to: none at all."""
    sets(estate, "quiet.from", "13:00")
    sets(estate, "quiet.to", "15:00")
    estate.work(lambda w: tell(w, chat_of(w, 11), "k", Words("common/bug"), lane=Lane.REMINDER))
    assert owed(estate, WANG)[0].not_before == estate.now + timedelta(minutes=55)
    sets(estate, "quiet.from", "15:00")
    estate.work(lambda w: tell(w, chat_of(w, 12), "k2", Words("common/bug"), lane=Lane.REMINDER))
    assert owed(estate, ANNA)[0].not_before is None


def test_one_card_for_a_matter_edited_in_place(estate: Estate) -> None:
    """The same state again is nothing; a new one an edit; "down here" a new message instead of the old one."""
    one, two = Words("common/bug"), Words("common/not_now")
    for said, repost in ((one, False), (one, False), (two, False), (two, False), (two, True)):
        estate.work(lambda w, s=said, r=repost: show(w, chat_of(w, 11), "card", s, repost=r))
        estate.deliver()
    assert [r.sort for r in owed(estate, WANG)] == ["message", "edit", "delete", "message"]
    assert len(estate.chats[11]) == 1


def test_states_that_were_never_sent_are_not_sent_one_after_another(estate: Estate) -> None:
    """Only the newest waits."""
    for said in ("common/bug", "common/not_now", "common/outdated"):
        estate.work(lambda w, s=said: show(w, chat_of(w, 11), "card", Words(s)))
    (row,) = [r for r in owed(estate, WANG) if r.status == "queued"]
    assert "已经更新" in row.payload["text"]


def test_whole_repair_is_one_card_for_owner_group_and_worker(estate: Estate) -> None:
    """Not a message for each step: cards by their heads."""
    case = files(estate)
    takes(estate)
    for verb in ("go", "arrive"):
        estate.presses("李强", f"c{case.id}:{verb}:1")
    for chat in (WANG, GROUP, "李强"):
        place = estate.people.get(chat, chat) if isinstance(chat, str) else chat
        assert sum(case.number in m.text.splitlines()[0] and "📍" in m.text for m in estate.chats[place].values()) == 1


def test_answers_to_presses_are_plain_text(estate: Estate) -> None:
    """The window knows no tags; a press without an id is answered nowhere."""

    def answers(work) -> list:
        who = work.people.who(work.people.by_telegram(11), "zh")
        community = work.people.communities()[0]
        answer(work, "q1", mine(who, community), Words("repair/taken", {"worker": "A&B <x>"}))
        answer(work, "", mine(who, community), Words("common/outdated"))
        return work.answers

    ((press, text, alert),) = estate.work(answers)
    assert (press, alert) == ("q1", False) and "A&B <x>" in text


def test_trouble_is_told_to_those_who_can_do_something(estate: Estate) -> None:
    """The directors; else the managers; else supervisors; each subject once."""

    def told_to() -> list[str]:
        before = last_row(estate)
        estate.work(lambda w: alerts.administrators(w, before + 1000, "ValueError"))
        estate.work(lambda w: alerts.administrators(w, before + 1000, "ValueError"))
        return [name for name in (FENG, ZHENG, ZHOU) if told(estate, name, "ValueError", before)]

    for expected in (FENG, ZHENG, ZHOU):
        assert told_to() == [expected]
        person = estate.work(lambda w, n=expected: w.people.by_telegram(estate.people[n]).id)
        ended = t.staff.update().where(t.staff.c.person_id == person).values(ended_at=estate.now)
        estate.work(lambda w, e=ended: w.conn.execute(e))
    assert told_to() == []
    assert not owed(estate, DESK_GROUP)
