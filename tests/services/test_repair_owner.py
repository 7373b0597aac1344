"""The owner's own steps after the work and beside it: sign, send back, reopen, cancel, urge, add (X-13, REP-17, REP-25)."""

from datetime import timedelta

import pytest

from domain.incoming import Kind
from tests.services.steps import (
    CHEN,
    GROUP,
    LI,
    NOT_NOW,
    NOT_YOURS,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    case_of,
    done,
    events,
    facts,
    files,
    finishes,
    history,
    labels,
    last_row,
    moves_in,
    newest,
    no_groups,
    owed,
    post_of,
    press,
    promises,
    sends_words,
    sets,
    signs,
    status,
    takes,
    told,
)
from tests.support.estate import Estate

DAY = timedelta(days=1)


# --- signing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stars", range(1, 6))
def test_signed_with_one_to_five_stars_it_is_closed(estate: Estate, stars: int) -> None:
    """REP-17, REP-21, X-13: the press is the signature; a word to it is kept."""
    case = done(estate)
    assert "已签字" in press(estate, WANG, f"★{stars}", case.number)
    assert (status(estate), newest(estate).rating, newest(estate).closed_at) == ("closed", stars, estate.now)
    assert told(estate, LI, "业主已签字 " + "★" * stars)
    assert ("抱歉" in estate.newest(WANG).text) == (stars < 4)
    estate.says(WANG, "师傅很仔细")
    assert facts(estate).comment == "师傅很仔细"
    assert "★" * stars in estate.newest(GROUP).text


@pytest.mark.parametrize("value", ["", ".0", ".6", ".-1", ".55", ".x"])
def test_no_other_number_of_stars(estate: Estate, value: str) -> None:
    """A forged press."""
    case = done(estate)
    estate.presses(WANG, f"c{case.id}:sign{value}:1")
    assert status(estate) == "finished" and newest(estate).rating is None


def test_signed_once_although_pressed_on_two_cards(estate: Estate) -> None:
    """The stars stand on the question and on the card."""
    case = done(estate)
    press(estate, WANG, "★5", case.number)
    estate.presses(WANG, f"c{case.id}:sign.1:1")
    assert NOT_NOW in estate.toast() and newest(estate).rating == 5
    assert events(estate).count("sign") == 1


def test_family_of_the_home_may_sign_too(estate: Estate) -> None:
    """REP-17: whoever lives there; a neighbour may not, nor the staff."""
    moves_in(estate, "王强", 14, "3-2-1502")
    case = done(estate)
    for who in (LI, WU, CHEN, ZHENG):
        estate.presses(who, f"c{case.id}:sign.5:1")
        assert NOT_YOURS in estate.toast()
    estate.presses("王强", f"c{case.id}:open:1")
    assert "已签字" in press(estate, "王强", "★4", case.number)


def test_sent_back_the_same_worker_goes_again_with_a_new_promise(estate: Estate) -> None:
    """REP-25: with words and photo; lead and supervisor know; the first signature clock is off."""
    case = done(estate)
    press(estate, WANG, "还没修好", case.number)
    estate.says(WANG, "还在滴")
    estate.sends(WANG)
    estate.taps(WANG, "好了")
    assert (status(estate), newest(estate).assignee_id) == ("accepted", post_of(estate, LI))
    for who in (LI, WU, ZHOU):
        assert len(told(estate, who, "「还在滴」")) == 1
    assert not told(estate, ZHENG, case.number)
    assert promises(estate)["sign", 2][1] == "dropped"
    assert promises(estate)["finish", 3] == (estate.now + 2 * DAY, "open")
    assert [m.step for m in estate.work(lambda w: w.media.of_case(case.id, None))] == ["return"]
    finishes(estate)
    signs(estate)
    assert status(estate) == "closed"
    assert "alert" not in events(estate)


# --- silence -------------------------------------------------------------------------------------------------------------


def test_silence_is_reminded_of_once_after_the_hours_of_the_standard(estate: Estate) -> None:
    """X-13: then, days later, the supervisors are asked once; the owner is left alone."""
    sets(estate, "repair.sign_reminder_hours", 20)
    done(estate)
    estate.passes(hours=19, minutes=59)
    assert not told(estate, WANG, "用着还好吗")
    estate.passes(minutes=1)
    assert len(told(estate, WANG, "用着还好吗")) == 1
    estate.passes(days=2)
    assert not told(estate, ZHOU, "待签字")
    estate.passes(days=1)
    for boss in (ZHOU, ZHENG):
        assert len(told(estate, boss, "待签字")) == 1
    assert not told(estate, WU, "待签字")
    estate.passes(days=30)
    assert len(told(estate, WANG, "用着还好吗")) == 1 and len(told(estate, ZHOU, "待签字")) == 1


def test_nobody_is_reminded_in_the_night(estate: Estate) -> None:
    """Finished at 02:05: the reminder of the next night comes at eight."""
    estate.now += timedelta(hours=12)
    done(estate)
    estate.passes(hours=24)
    assert not told(estate, WANG, "用着还好吗")
    estate.passes(hours=5, minutes=54)
    assert not told(estate, WANG, "用着还好吗")
    estate.passes(minutes=1)
    assert len(told(estate, WANG, "用着还好吗")) == 1


def test_signed_in_the_night_there_is_no_reminder_in_the_morning(estate: Estate) -> None:
    """What is held back for the night is still true when it comes."""
    estate.now += timedelta(hours=12)
    done(estate)
    estate.passes(hours=24)
    signs(estate)
    estate.passes(hours=8)
    assert not [r for r in owed(estate, WANG) if "用着还好吗" in r.payload["text"]]


def test_sent_back_the_reminder_is_for_the_second_finish(estate: Estate) -> None:
    """X-13: each time the work is done, once."""
    case = done(estate)
    press(estate, WANG, "还没修好", case.number)
    sends_words(estate, WANG, "还在滴")
    estate.passes(hours=30)
    assert not told(estate, WANG, "用着还好吗")
    finishes(estate)
    estate.passes(hours=24)
    assert len(told(estate, WANG, "用着还好吗")) == 1


def test_supervisor_closes_with_a_reason_the_owner_reads_it(estate: Estate) -> None:
    """X-13: from the alert; nobody else may."""
    case = done(estate)
    estate.passes(days=1)
    estate.passes(days=3)
    for who in (CHEN, WU, LI):
        estate.presses(who, f"c{case.id}:close:1")
        assert NOT_YOURS in estate.toast()
    press(estate, ZHOU, "结单", case.number)
    estate.says(ZHOU, "电话里说修好了，很满意")
    assert (status(estate), newest(estate).outcome) == ("closed", "电话里说修好了，很满意")
    assert told(estate, WANG, "原因：电话里说修好了，很满意")
    assert "★5" not in labels(estate, WANG, case.number)
    assert history(estate)[-1].data == {"reason": "电话里说修好了，很满意"}


# --- broken again ---------------------------------------------------------------------------------------------------------


def test_reopened_within_the_days_it_keeps_its_number(estate: Estate) -> None:
    """X-13: back to the crew with a new promise; it does not escalate at once."""
    case = done(estate)
    signs(estate)
    estate.passes(days=6, hours=23)
    press(estate, WANG, "又坏了", case.number)
    before = last_row(estate)
    sends_words(estate, WANG, "又滴了")
    now = case_of(estate, case.number)
    assert (now.status, now.assignee_id, now.rating, now.closed_at) == ("reported", None, None, None)
    assert promises(estate)["finish", 3] == (estate.now + 2 * DAY, "open")
    assert "我来接" in labels(estate, GROUP, case.number)
    estate.passes(days=1)
    assert not told(estate, WU, "超时", before)
    takes(estate, ZHAO)
    assert events(estate)[-3:] == ["reopen", "accept", "reveal"]


def test_reopened_after_the_days_is_refused_with_what_to_do_instead(estate: Estate) -> None:
    """X-13: by the press on an old card; no button offers it any more."""
    sets(estate, "repair.reopen_days", 3)
    case = done(estate)
    signs(estate)
    estate.passes(days=3, minutes=1)
    estate.presses(WANG, f"c{case.id}:reopen:1")
    sends_words(estate, WANG, "又滴了")
    assert "完结超过 3 天，请新报一件" in estate.toast() or "完结超过 3 天，请新报一件" in estate.screen(WANG)
    assert status(estate) == "closed"
    estate.says(WANG, "/cancel")
    estate.presses(WANG, f"c{case.id}:open:1")
    assert "又坏了" not in labels(estate, WANG, case.number)


# --- not needed -----------------------------------------------------------------------------------------------------------


def test_cancelled_while_nobody_is_on_the_way(estate: Estate) -> None:
    """The one who had it is told, his card shows no home any more; the promises are dropped."""
    case = files(estate)
    takes(estate)
    press(estate, WANG, "取消", case.number)
    assert (status(estate), newest(estate).closed_at) == ("cancelled", estate.now)
    assert told(estate, LI, "住户已取消") and "13800000011" not in estate.screen(LI)
    assert {state for _, state in promises(estate).values()} == {"dropped"}
    estate.passes(days=3)
    assert not told(estate, WU, "超时")


def test_not_cancelled_once_somebody_is_on_the_way(estate: Estate) -> None:
    """The button is gone; the old one is answered kindly."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "出发", case.number)
    assert "取消" not in labels(estate, WANG, case.number)
    estate.presses(WANG, f"c{case.id}:cancel:1")
    assert NOT_NOW in estate.toast() and status(estate) == "on_way"


# --- urging -----------------------------------------------------------------------------------------------------------------


def test_urged_the_crew_hears_at_most_every_so_many_minutes_and_nothing_is_lost(estate: Estate) -> None:
    """REP-25: the second time it is kept, and the owner is told so."""
    sets(estate, "repair.urge_every_minutes", 10)
    case = files(estate)
    assert "已转告" in press(estate, WANG, "催一下", case.number)
    estate.passes(minutes=9, seconds=59)
    assert "记在单上" in press(estate, WANG, "催一下", case.number)
    assert len(told(estate, GROUP, "业主在催")) == 1
    estate.passes(seconds=1)
    press(estate, WANG, "催一下", case.number)
    assert len(told(estate, GROUP, "业主在催")) == 2
    assert [e.data["told"] for e in history(estate) if e.kind == "urge"] == [True, False, True]


def test_urged_it_is_told_to_the_one_who_has_it(estate: Estate) -> None:
    """Not to the whole group then."""
    case = files(estate)
    takes(estate)
    press(estate, WANG, "催一下", case.number)
    assert told(estate, LI, "业主在催") and not told(estate, GROUP, "业主在催")


def test_urged_without_a_group_the_crew_hears_it_in_private(estate: Estate) -> None:
    """Never lost."""
    no_groups(estate)
    case = files(estate)
    press(estate, WANG, "催一下", case.number)
    assert [who for who in (LI, ZHAO, WU) if told(estate, who, "业主在催")] == [LI, ZHAO, WU]


def test_urged_by_the_desk_for_somebody_who_phoned(estate: Estate) -> None:
    """REP-25."""
    case = files(estate)
    estate.presses(CHEN, f"c{case.id}:open:1")
    press(estate, CHEN, "催一下", case.number)
    assert told(estate, GROUP, "业主在催")


def test_what_is_done_is_not_urged(estate: Estate) -> None:
    """The owner's turn."""
    case = done(estate)
    estate.presses(WANG, f"c{case.id}:urge:1")
    assert NOT_NOW in estate.toast() and "urge" not in events(estate)


# --- adding -----------------------------------------------------------------------------------------------------------------


def test_added_words_and_photos_reach_the_one_who_has_it(estate: Estate) -> None:
    """And stay with the case."""
    case = files(estate)
    takes(estate)
    press(estate, WANG, "补充", case.number)
    estate.says(WANG, "阀门也锈了")
    estate.sends(WANG, Kind.ALBUM, 5)
    estate.taps(WANG, "好了")
    (text,) = told(estate, LI, "有补充（王芳）")
    assert "「阀门也锈了」 📷5" in text
    assert newest(estate).words == "厨房水龙头滴水\n阀门也锈了"
    assert "📷5" in estate.newest(GROUP).text or "📷5" in estate.screen(GROUP)
    before = last_row(estate)
    assert "5 个附件" in press(estate, LI, "看图", case.number)
    assert sum(len(r.payload.get("media", [])) for r in owed(estate, LI, before)) == 5


def test_added_by_the_worker_the_owner_reads_it(estate: Estate) -> None:
    """Both sides hear the other."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "补充", case.number)
    sends_words(estate, LI, "要换整根软管")
    assert told(estate, WANG, "要换整根软管")


def test_nothing_is_added_to_what_is_over(estate: Estate) -> None:
    """Said before anybody types."""
    case = files(estate)
    old = next(b["data"] for m in estate.chats[11].values() for row in m.buttons for b in row if b["label"] == "补充")
    press(estate, WANG, "取消", case.number)
    estate.presses(WANG, old)
    assert NOT_NOW in estate.toast() and "要补充什么" not in estate.screen(WANG)


def test_long_words_are_kept_whole_in_the_history(estate: Estate) -> None:
    """Ten thousand characters break nothing (design part 7)."""
    case = files(estate)
    takes(estate)
    press(estate, WANG, "补充", case.number)
    sends_words(estate, WANG, "水" * 10_000)
    assert len(newest(estate).words) <= 10_000 and len(history(estate)[-1].data["text"]) == 10_000
    assert max(len(r.payload["text"]) for r in owed(estate)) < 4096
