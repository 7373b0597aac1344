"""What comes of asking back: well, a fault and its written order, nobody reached; who may say so (CBK-08 to CBK-11, 20, 23)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.people import Role, Team
from store import tables as t
from tests.services.callbacks_steps import (
    blocks,
    count,
    promised,
    rows,
    signed,
    statuses,
    telephones,
    urgent_signed,
)  # fmt: skip
from tests.services.steps import (
    ANNA,
    CHEN,
    GROUP,
    LI,
    NOT_NOW,
    NOT_YOURS,
    NOT_YOURS_EN,
    OUTDATED,
    WANG,
    WU,
    ZHAO,
    ZHOU,
    elsewhere,
    events,
    files,
    finishes,
    hires,
    last_row,
    no_groups,
    press,
    promises,
    reaches,
    sends_words,
    sets,
    signs,
    status,
    takes,
    told,
    waives,
)  # fmt: skip
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def asked(estate: Estate, who: str = WANG):
    """Signed, and the owner has the question in the chat; the callback."""
    signed(estate, who)
    estate.passes(hours=28)
    return rows(estate)[0]


def on_list(estate: Estate):
    """The owner is silent: the desk has the card open; the callback."""
    asked(estate)
    estate.passes(hours=14)
    telephones(estate)
    return rows(estate)[0]


def test_well_with_one_tap_and_three_more_if_they_like(estate: Estate) -> None:
    """CBK-20: each question one tap, each optional; the supervisor reads the result (CBK-11)."""
    asked(estate)
    assert "谢谢" in estate.taps(WANG, "都好了")
    for label, question in (("5", "修的质量"), ("4", "礼貌")):
        estate.taps(WANG, label)
        assert question in estate.newest(WANG).text
    estate.taps(WANG, "不用了")
    (cb,) = rows(estate)
    assert (cb.status, cb.channel, cb.attitude, cb.quality, cb.courtesy) == ("good", "chat", 5, 4, None)
    assert not estate.newest(WANG).buttons
    assert promised(estate, "callback") == "met" and "callback_good" in events(estate)
    assert len(told(estate, ZHOU, "回访结果")) == 1


def test_in_english_too(estate: Estate) -> None:
    """Anna is asked and answers in her language; the crew reads its own."""
    case = files(estate, ANNA, "the kitchen tap drips", "Send")
    takes(estate)
    waives(estate)
    press(estate, LI, "到场", case.number)
    finishes(estate)
    press(estate, ANNA, "★5", case.number)
    estate.taps(ANNA, "No, thanks")
    estate.passes(hours=28)
    assert "Is all well since" in estate.newest(ANNA).text
    estate.taps(ANNA, "Something is wrong")
    estate.says(ANNA, "it drips again in 101")
    estate.taps(ANNA, "That's all")
    assert statuses(estate) == ["fault"] and "We are sorry" in estate.screen(ANNA)
    assert "回访发现问题" in estate.screen(GROUP) and "101" not in estate.screen(GROUP)
    estate.taps(CHEN, "下发整改通知", DESK_GROUP)
    assert "整改通知" in estate.screen(GROUP)


def test_fault_reopens_tells_the_crew_and_owes_the_written_order(estate: Estate) -> None:
    """CBK-08, CBK-09, X-05: at once in chat, a new clock, the order within twelve hours, sent with one tap by the desk."""
    asked(estate)
    start, before = estate.now, last_row(estate)
    estate.taps(WANG, "还有问题")
    estate.says(WANG, "又滴水了，在1502厨房")
    estate.sends(WANG)
    estate.taps(WANG, "好了")
    (cb,) = rows(estate)
    assert (cb.status, cb.fault_at, cb.ordered_at) == ("fault", start, None)
    assert status(estate) == "reported" and promises(estate)["finish", 3] == (start + 2 * DAY, "open")
    assert promises(estate)["fault_notice", 1] == (start + 12 * HOUR, "open")
    assert len(told(estate, GROUP, "回访发现问题", before)) == 1 and "1502" not in estate.screen(GROUP)
    assert "下发整改通知" in estate.screen(DESK_GROUP)
    estate.taps(CHEN, "下发整改通知", DESK_GROUP, times=2)
    assert NOT_NOW in estate.toast()
    (order,) = told(estate, GROUP, "整改通知", before)
    assert "261122-001" in order and "前整改好" in order and "又滴水了" in order
    assert rows(estate)[0].ordered_at == estate.now and promised(estate, "fault_notice") == "met"
    assert "已下发整改通知" in estate.screen(DESK_GROUP)
    takes(estate)
    assert status(estate) == "accepted"


def test_fault_reopens_long_after_the_days_of_reopening(estate: Estate) -> None:
    """A fault that asking back finds is never too late."""
    asked(estate)
    sets(estate, "repair.reopen_days", 0)
    estate.passes(days=30)
    estate.taps(WANG, "还有问题")
    sends_words(estate, WANG, "又滴水了")
    assert status(estate) == "reported" and statuses(estate) == ["fault"]


def test_order_not_sent_climbs(estate: Estate) -> None:
    """X-05: alert at twelve hours, to the supervisor; the case's worker is not the one who owes it."""
    asked(estate)
    estate.taps(WANG, "还有问题")
    sends_words(estate, WANG, "又滴水了")
    takes(estate)
    before = last_row(estate)
    estate.passes(hours=11, minutes=59)
    assert not told(estate, ZHOU, "超时", before)
    estate.passes(hours=3)  # past the quiet hours
    assert told(estate, ZHOU, "前下发整改通知", before) and not told(estate, LI, "前下发整改通知", before)
    estate.taps(ZHOU, "去回访")
    estate.taps(ZHOU, "下发整改通知")
    assert promised(estate, "fault_notice") == "missed"


def test_cancelled_after_the_fault_no_order_is_owed(estate: Estate) -> None:
    """There is nothing to put right any more."""
    cb = asked(estate)
    estate.taps(WANG, "还有问题")
    sends_words(estate, WANG, "又滴水了")
    press(estate, WANG, "取消", estate.cases()[0].number)
    assert promised(estate, "fault_notice") == "dropped"
    estate.presses(CHEN, f"b{cb.id}:order:9")
    assert NOT_NOW in estate.toast()


def test_desk_records_a_good_answer_with_one_tap(estate: Estate) -> None:
    """CBK-10: by telephone; the reveal of name and number is on the record."""
    on_list(estate)
    assert "王芳" in estate.newest(CHEN).text and "13800000011" in estate.newest(CHEN).text
    estate.taps(CHEN, "满意")
    estate.taps(CHEN, "5")
    estate.taps(CHEN, "不问了")
    (cb,) = rows(estate)
    assert (cb.status, cb.channel, cb.attitude) == ("good", "phone", 5) and events(estate).count("reveal") == 2
    assert "都打完了" in estate.screen(DESK_GROUP)
    assert "都好了" not in [
        b["label"] for m in estate.chats[estate.people[WANG]].values() for r in m.buttons for b in r
    ]


def test_desk_records_visit_words_opinion_and_a_promised_answer(estate: Estate) -> None:
    """CBK-10, CBK-11, CBK-23: the owner is told when, the desk owes it, and says when it was given."""
    on_list(estate)
    estate.taps(CHEN, "详细记录")
    estate.taps(CHEN, "都满意")
    estate.taps(CHEN, "来访")
    estate.says(CHEN, "想问保修到哪天")
    estate.says(CHEN, "查合同后答复")
    estate.says(CHEN, "明天下午3点")
    assert "明天 15:00" in estate.newest(CHEN).text
    estate.taps(CHEN, "记下")
    (cb,) = rows(estate)
    assert (cb.status, cb.channel, cb.words, cb.opinion) == ("good", "visit", "想问保修到哪天", "查合同后答复")
    assert cb.promised_at == datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert told(estate, WANG, "明天 15:00 前给您答复") and told(estate, ZHOU, "想问保修到哪天")
    telephones(estate)
    estate.taps(CHEN, "已答复", times=2)
    assert rows(estate)[0].answered_at == estate.now and promised(estate, "callback_reply") == "met"
    estate.presses(CHEN, "m:callbacks:0")
    assert "没有要打的电话" in estate.newest(CHEN).text


def test_not_reached_is_tried_again_then_given_up(estate: Estate) -> None:
    """Two presses at once are one try; after three it is over, but the owner can still answer."""
    on_list(estate)
    for n in (1, 2):
        estate.taps(CHEN, "没联系上", times=2)
        assert rows(estate)[0].tries == n and OUTDATED in estate.toast()
        estate.presses(CHEN, "m:callbacks:0")
        assert "没有要打的电话" in estate.newest(CHEN).text
        estate.passes(hours=20)
        telephones(estate)
    estate.taps(CHEN, "没联系上")
    assert statuses(estate) == ["unreached"] and promised(estate, "callback") == "dropped"
    assert told(estate, ZHOU, "3 次没联系上")
    estate.taps(WANG, "都好了")
    assert statuses(estate) == ["good"]


def test_urgent_unreached_is_tried_again_days_later(estate: Estate) -> None:
    """CBK-07: urgent ones always get their second callback."""
    sets(estate, "callback.tries", 1)
    urgent_signed(estate)
    estate.passes(hours=7)
    estate.passes(hours=14)
    telephones(estate)
    estate.taps(CHEN, "没联系上")
    assert statuses(estate) == ["unreached", "planned"]


@pytest.mark.parametrize("verb", ["good", "fault", "attitude.5", "enough"])
@pytest.mark.parametrize("who", [ANNA, LI, CHEN])
def test_only_the_owner_answers_as_the_owner(estate: Estate, verb: str, who: str) -> None:
    """Buttons can be forged."""
    cb = asked(estate)
    if verb in ("attitude.5", "enough"):
        estate.taps(WANG, "都好了")
    before = rows(estate)
    estate.presses(who, f"b{cb.id}:{verb}:{cb.version}")
    assert (NOT_YOURS_EN if who == ANNA else NOT_YOURS) in estate.toast() and rows(estate) == before


@pytest.mark.parametrize("verb", ["content", "problem", "record", "missed", "order", "answered", "tested"])
@pytest.mark.parametrize("who", [WANG, LI, WU])
def test_only_the_desk_records(estate: Estate, verb: str, who: str) -> None:
    """Nor the crew, nor the owner; nor the desk of another community."""
    cb = on_list(estate)
    before = rows(estate)
    estate.presses(who, f"b{cb.id}:{verb}:{cb.version}")
    assert NOT_YOURS in estate.toast() and rows(estate) == before
    elsewhere(estate)
    estate.presses("外" + CHEN, f"b{cb.id}:{verb}:{cb.version}")
    assert NOT_YOURS in estate.toast() and rows(estate) == before


@pytest.mark.parametrize("choice", ["callbacks", "rain", "rained.0", "callback.1"])
@pytest.mark.parametrize("who", [WANG, LI, WU])
def test_list_and_rain_are_the_desks(estate: Estate, choice: str, who: str) -> None:
    """Names and numbers are shown to those who telephone."""
    asked(estate)
    before = last_row(estate)
    estate.presses(who, f"m:{choice}:0")
    assert (
        NOT_YOURS in estate.toast() and not told(estate, who, "电话回访") and not told(estate, who, "👤 王芳", before)
    )
    assert count(estate, t.rain_days) == 0


def test_forged_numbers_change_nothing(estate: Estate) -> None:
    """No such callback, no such question, no such day."""
    cb = asked(estate)
    for data in ("b999:good:1", "b999:content:1", "m:callback.999:0", "m:callback.x:0", "b999:enough:1"):
        estate.presses(CHEN, data)
        assert OUTDATED in estate.toast()
    estate.presses(CHEN, "m:rained.7:0")
    assert NOT_NOW in estate.toast()
    estate.taps(WANG, "都好了")
    estate.presses(WANG, f"b{cb.id}:attitude.9:2")
    assert rows(estate)[0].attitude is None


def test_two_answers_at_once_are_one(estate: Estate) -> None:
    """The owner taps while the desk records: the second is told kindly."""
    cb = asked(estate)
    estate.passes(hours=14)
    estate.taps(WANG, "都好了", times=2)
    assert NOT_NOW in estate.toast()
    estate.presses(CHEN, f"b{cb.id}:content:1")
    assert NOT_NOW in estate.toast() and len(told(estate, ZHOU, "回访结果")) == 1
    estate.presses(CHEN, f"b{cb.id}:missed:1")
    assert statuses(estate) == ["good"]


def test_fault_told_while_the_desk_recorded_all_well_is_not_lost(estate: Estate) -> None:
    """What was typed stays in the question; the owner reopens the repair with the button of its card."""
    cb = asked(estate)
    estate.passes(hours=14)
    estate.taps(WANG, "还有问题")
    estate.says(WANG, "又滴水了")
    estate.presses(CHEN, f"b{cb.id}:content:1")
    estate.taps(WANG, "好了")
    assert statuses(estate) == ["good"] and status(estate) == "closed"
    assert "又坏了" in estate.screen(WANG)


def test_good_answers_are_kept_from_the_supervisor_where_the_community_wants_that(estate: Estate) -> None:
    """CBK-11 by a switch; a fault is always told."""
    sets(estate, "callback.report_good", False)
    asked(estate)
    estate.taps(WANG, "都好了")
    assert not told(estate, ZHOU, "回访结果")


def test_without_groups_everybody_is_reached_in_private(estate: Estate) -> None:
    """The desk's people and the crew, each by themselves."""
    no_groups(estate)
    case = files(estate)
    press(estate, LI, "我来接", case.number)
    waives(estate)
    press(estate, LI, "到场", case.number)
    finishes(estate)
    signs(estate)
    blocks(estate, WANG)
    estate.passes(hours=28)
    assert "1 件回访要打电话" in estate.screen(CHEN)
    telephones(estate)
    estate.taps(CHEN, "有问题")
    estate.taps(CHEN, "电话")
    estate.says(CHEN, "又滴水了")
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "记下")
    for worker in (LI, ZHAO):
        assert told(estate, worker, "回访发现问题"), worker
    estate.taps(CHEN, "下发整改通知")
    assert told(estate, ZHAO, "整改通知") and statuses(estate) == ["fault"]


def test_list_has_pages_the_longest_due_first(estate: Estate) -> None:
    """As many as fit a screen."""
    hires(estate, "新客服", 44, Role.DESK, Team.DESK)
    for _ in range(8):
        signed(estate)
        blocks(estate, WANG)
        estate.passes(minutes=5)
        reaches(estate, 11, True)
    estate.passes(days=1, hours=14)
    estate.work(lambda w: w.conn.execute(t.callbacks.update().values(phone_at=w.now)))
    estate.presses("新客服", "m:callbacks:0")
    first = estate.newest("新客服").text
    assert "8 件" in first and first.index("-001") < first.index("-006") and "-007" not in first
    estate.taps("新客服", "下一页")
    assert "-008" in estate.newest("新客服").text


def test_putting_it_off_is_no_news_to_the_owner(estate: Estate) -> None:
    """Nobody promised them a call; the row keeps its limit for the figures (F-02)."""
    asked(estate)
    estate.passes(hours=21)
    due, before = rows(estate)[0].due_at, last_row(estate)
    estate.taps(ZHOU, "延期")
    estate.taps(ZHOU, "前一单")
    estate.says(ZHOU, "明天下午3点")
    estate.taps(ZHOU, "发送")
    assert promises(estate)["callback", 1][0] > due and rows(estate)[0].due_at == due
    assert not told(estate, WANG, "原定时间赶不上", before)


def test_danger_in_the_answer_is_an_alarm(estate: Estate) -> None:
    """X-52: safety words first, whatever was asked."""
    asked(estate)
    estate.taps(WANG, "还有问题")
    estate.says(WANG, "厨房有煤气味")
    assert estate.cases()[-1].urgent and len(estate.cases()) == 2
