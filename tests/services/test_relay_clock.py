"""The clock of exchanges: who waits is reminded to the desk, then to the supervisor; hours are said; silence ends one kindly."""

import pytest
from sqlalchemy import update

from domain.people import Team
from store import tables as t
from tests.services.steps import (
    CHEN,
    DESK_GROUP,
    FENG,
    LI,
    WANG,
    ZHENG,
    ZHOU,
    elsewhere,
    last_row,
    no_groups,
    owed,
    post_of,
    sets,
    told,
)
from tests.services.test_relay import asks, copy
from tests.support.estate import Estate

WAITS, RAISED = "的话还没有人回", "客服还没有回王芳"


def status(estate: Estate, relay: int = 1) -> tuple[str, str | None]:
    """Where the exchange stands and who ended it."""
    found = estate.work(lambda w: w.relays.get(relay))
    return str(found.status), found.closed_how


def test_an_unanswered_word_is_reminded_then_raised(estate: Estate) -> None:
    """INT-17: after the minutes of the community, once each; the supervisor hears it in private."""
    sets(estate, "relay.remind_minutes", 5)
    sets(estate, "relay.raise_minutes", 20)
    asks(estate)
    estate.passes(minutes=4, seconds=59)
    assert not told(estate, DESK_GROUP, WAITS)
    estate.passes(seconds=1)
    assert len(told(estate, DESK_GROUP, WAITS)) == 1 and "5 分钟" in told(estate, DESK_GROUP, WAITS)[0]
    estate.passes(minutes=14, seconds=59)
    assert not told(estate, ZHOU, RAISED)
    estate.passes(seconds=1)
    assert len(told(estate, ZHOU, RAISED)) == 1 and not told(estate, ZHENG, RAISED)
    estate.passes(minutes=60)
    assert len(told(estate, DESK_GROUP, WAITS)) == len(told(estate, ZHOU, RAISED)) == 1
    # The reminder itself can be replied to, by the supervisor in private too.
    estate.says(ZHOU, "抱歉久等", reply_to=copy(estate, RAISED, 25))
    assert told(estate, WANG, "抱歉久等")


def test_further_words_do_not_begin_the_wait_anew(estate: Estate) -> None:
    """Counted from the first unanswered one; an answer ends it, the next word begins another."""
    message = asks(estate)
    estate.passes(minutes=8)
    estate.says(WANG, "在吗")
    estate.passes(minutes=2)
    assert len(told(estate, DESK_GROUP, WAITS)) == 1
    estate.says(CHEN, "在", chat=DESK_GROUP, reply_to=message)
    estate.passes(minutes=30)
    assert len(told(estate, DESK_GROUP, WAITS)) == 1 and not told(estate, ZHOU, RAISED)
    estate.says(WANG, "几点下班")
    estate.passes(minutes=10)
    assert len(told(estate, DESK_GROUP, WAITS)) == 2


def test_answered_in_time_nobody_is_reminded(estate: Estate) -> None:
    """Nor when the resident takes it back, nor after it ended."""
    message = asks(estate)
    estate.passes(minutes=9)
    estate.says(CHEN, "八点", chat=DESK_GROUP, reply_to=message)
    estate.says(WANG, "好")
    estate.presses(WANG, "r1:close:0")
    before = last_row(estate)
    estate.passes(hours=30)
    assert not told(estate, DESK_GROUP, WAITS, before) and status(estate) == ("closed", "resident")


def test_taken_but_not_answered_is_reminded_all_the_same(estate: Estate) -> None:
    """By name."""
    asks(estate)
    estate.taps(CHEN, "我来回复", DESK_GROUP)
    estate.passes(minutes=10)
    assert "陈静在跟进" in told(estate, DESK_GROUP, WAITS)[0]


def test_in_private_the_supervisor_is_reminded_then_another(estate: Estate) -> None:
    """Nothing of it in the group; whoever leads beside them hears it next."""
    asks(estate)
    estate.taps(ZHOU, "单独接待", DESK_GROUP)
    before = last_row(estate)
    estate.passes(minutes=10)
    assert told(estate, ZHOU, WAITS, before) and not told(estate, DESK_GROUP, WAITS, before)
    estate.passes(minutes=20)
    assert told(estate, ZHENG, RAISED, before) and told(estate, FENG, RAISED, before)
    assert not told(estate, DESK_GROUP, "王芳", before)


def test_reminders_at_night_reach_the_group_and_the_supervisor_in_the_morning(estate: Estate) -> None:
    """The desk is there round the clock (INT-01); the supervisor sleeps."""
    estate.passes(hours=9)
    asks(estate)
    estate.passes(minutes=30)
    assert told(estate, DESK_GROUP, WAITS)
    (row,) = [r for r in owed(estate, ZHOU) if RAISED in r.payload["text"]]
    assert row.not_before is not None and row.not_before > estate.now


def test_outside_reception_hours_it_is_said_and_the_wait_counts_from_the_opening(estate: Estate) -> None:
    """INT-04: a community that is not there round the clock says when it is, and keeps it."""
    sets(estate, "relay.hours_from", "16:00")
    sets(estate, "relay.hours_to", "20:00")
    estate.work(lambda w: w.conn.execute(update(t.staff).values(on_duty=False)))
    asks(estate)
    said = estate.newest(WANG).text
    assert "现在不在接待时间，今天 16:00 开始接待" in said and "分钟" not in said
    estate.passes(hours=2, minutes=4)  # 16:09
    assert not told(estate, DESK_GROUP, WAITS)
    estate.passes(minutes=1)
    assert told(estate, DESK_GROUP, WAITS)


def test_who_is_on_duty_is_said(estate: Estate) -> None:
    """By name, at most three; closed, whoever is on duty all the same."""
    asks(estate)
    assert "现在值班：陈静、周敏" in estate.newest(WANG).text
    sets(estate, "relay.hours_from", "16:00")
    sets(estate, "relay.hours_to", "20:00")
    estate.says(WANG, "在吗")
    assert "陈静、周敏在值班" in estate.newest(WANG).text
    for who in (CHEN, ZHOU):
        post = post_of(estate, who)
        estate.work(lambda w, p=post: w.staff.off_duty(p, None, w.now))
    sets(estate, "relay.hours_to", "16:00")
    estate.says(WANG, "没人吗")
    assert "现在没有人在值班" in estate.newest(WANG).text
    assert sum("转给管家" in m.text or "留给管家" in m.text for m in estate.chats[11].values()) == 1, "one receipt"


def test_one_receipt_that_goes_when_the_answer_is_there(estate: Estate) -> None:
    """The chat stays readable."""
    message = asks(estate)
    assert "已转给管家" in estate.screen(WANG)
    estate.says(CHEN, "八点", chat=DESK_GROUP, reply_to=message)
    assert "已转给管家" not in estate.screen(WANG)


def test_who_waits_is_not_closed_by_silence(estate: Estate) -> None:
    """The supervisor hears it again each day instead."""
    asks(estate)
    estate.passes(hours=25)
    assert status(estate)[0] == "open" and not told(estate, WANG, "对话先到这里")
    assert len(told(estate, ZHOU, RAISED)) == 1
    estate.passes(hours=24)
    assert len(told(estate, ZHOU, RAISED)) == 2 and status(estate)[0] == "open"


def test_silence_ends_one_kindly_and_says_how_to_come_back(estate: Estate) -> None:
    """Recorded as such; each community by its own figure."""
    elsewhere(estate)
    message = asks(estate)
    estate.says(CHEN, "八点", chat=DESK_GROUP, reply_to=message)
    estate.passes(hours=24)
    (said,) = told(estate, WANG, "对话先到这里")
    assert "联系管家" in said and status(estate) == ("closed", "idle")
    assert "对话已结束" in estate.screen(DESK_GROUP)
    estate.passes(hours=48)
    assert len(told(estate, WANG, "对话先到这里")) == 1


@pytest.mark.parametrize("side", [WANG, CHEN])
def test_a_reply_to_a_copy_of_a_closed_one_opens_it_again(estate: Estate, side: str) -> None:
    """Nothing is lost; it is the same exchange, with whoever had it."""
    message = asks(estate)
    estate.says(CHEN, "八点", chat=DESK_GROUP, reply_to=message)
    estate.passes(hours=24)
    before = last_row(estate)
    if side == CHEN:
        estate.says(CHEN, "还有一句", chat=DESK_GROUP, reply_to=message)
        assert told(estate, WANG, "还有一句", before)
    else:
        estate.says(WANG, "还有一句", reply_to=copy(estate, "八点", 11))
        assert told(estate, DESK_GROUP, "「还有一句」", before)
    assert status(estate) == ("open", None)
    assert estate.work(lambda w: w.relays.get(1).owner_id) == post_of(estate, CHEN)
    estate.says(WANG, "好的")
    assert told(estate, DESK_GROUP, "「好的」", before)


def test_a_reply_to_an_old_one_while_another_is_open_goes_on_in_that(estate: Estate) -> None:
    """One thread with one person."""
    message = asks(estate)
    estate.presses(WANG, "r1:close:0")
    asks(estate, WANG, "另一件事")
    estate.says(CHEN, "说的是前一件", chat=DESK_GROUP, reply_to=message)
    assert told(estate, WANG, "说的是前一件")
    assert status(estate, 1)[0] == "closed" and status(estate, 2)[0] == "open"


def test_the_clock_knows_when_to_look_next(estate: Estate) -> None:
    """So that it is not late, and does not look all the time."""
    from services.relay import waiting

    asks(estate)
    assert (estate.work(lambda w: waiting.sweep(w, 50)) - estate.now).total_seconds() == 600
    message = copy(estate, "几点下班")
    estate.says(CHEN, "八点", chat=DESK_GROUP, reply_to=message)
    assert (estate.work(lambda w: waiting.sweep(w, 50)) - estate.now).total_seconds() == 24 * 3600
    estate.presses(CHEN, "r1:close:0", DESK_GROUP)
    assert estate.work(lambda w: waiting.sweep(w, 50)) is None


def test_a_hundred_that_wait_are_all_reminded(estate: Estate) -> None:
    """A few in each transaction; nobody is passed over."""

    def many(work) -> None:
        for n in range(120):
            person = work.people.add(f"住户{n}", work.now, telegram_id=5000 + n)
            relay = work.relays.open(estate.community, person, None, work.now)
            work.relays.change(relay.id, {"waiting_at": work.now})

    estate.work(many)
    no_groups(estate)
    estate.passes(minutes=10)
    assert len(told(estate, CHEN, WAITS)) == 120
    estate.passes(minutes=20)
    assert len({r.key for r in owed(estate, ZHOU) if "客服还没有回" in r.payload["text"]}) == 120


def test_without_any_group_reminders_go_to_whoever_has_it(estate: Estate) -> None:
    """Or to those on duty."""
    no_groups(estate)
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "几点下班")
    estate.taps(WANG, "发送")
    estate.taps(CHEN, "我来回复")
    estate.passes(minutes=10)
    assert told(estate, CHEN, WAITS) and not told(estate, ZHOU, WAITS) and not told(estate, LI, WAITS)
    assert estate.work(lambda w: w.staff.listed(estate.community, team=Team.DESK))
