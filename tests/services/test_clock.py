"""What the clock does, and when it looks next; repeatable at will, once for each thing (design parts 1 and 4)."""

from datetime import datetime, timedelta

import pytest

from services.clock import BATCH, sweep
from services.ladder import climb, promise
from store.work import Work
from tests.services.steps import LI, WANG, WU, ZHOU, files, last_row, owed, promises, sets, takes, told
from tests.support.estate import Estate


def test_next_instant_is_the_soonest_thing_due(estate: Estate) -> None:
    """So the timetable sleeps until then, not longer and not less."""

    def promises(work: Work) -> datetime | None:
        return climb.sweep(work, BATCH)

    assert estate.work(promises) is None
    files(estate)
    # Reminded at three quarters of two days, at 02:05; said when the quiet hours end, at 08:00.
    reminder = estate.now + timedelta(hours=36, minutes=355)
    assert estate.work(promises) == reminder
    estate.says(WANG, "3-2-1502水管爆了")
    almost = estate.now + timedelta(minutes=15) * 0.75
    assert estate.work(promises) == almost == estate.work(sweep)


def test_small_repair_missed_is_an_alert_too(estate: Estate) -> None:
    """REP-11, X-16: to the lead at once, to the supervisor a day later."""
    case = files(estate)
    estate.passes(days=1, hours=23, minutes=59)
    assert not told(estate, WU, "超时")
    estate.passes(minutes=1)
    (text,) = told(estate, WU, "超时")
    assert case.number in text and "前完工" in text and not told(estate, ZHOU, "超时")
    estate.passes(days=1)
    assert case.number in told(estate, ZHOU, "超时")[0]
    assert promises(estate)["finish", 1][1] == "open", "missed is said when it is done, late"


def test_appointment_missed_is_an_alert(estate: Estate) -> None:
    """REP-03: nobody came by the end of the window the owner chose."""
    estate.presses(WANG, "m:repair:0")
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "水管")
    estate.says(WANG, "水龙头滴水")
    estate.taps(WANG, "好了")
    estate.says(WANG, "明天下午3点")
    estate.taps(WANG, "提交")
    due = promises(estate)["arrive", 1][0]
    takes(estate)
    estate.now = due - timedelta(seconds=1)
    estate.passes(seconds=0)
    assert not told(estate, WU, "超时")
    estate.passes(seconds=1)
    assert "前到场" in told(estate, WU, "超时")[0]


def test_looking_twice_at_the_same_instant_says_nothing_twice(estate: Estate) -> None:
    """A restart in between changes nothing: the key is unique, the row remembers."""
    estate.says(WANG, "3-2-1502水管爆了")
    estate.now += timedelta(minutes=20)
    for _ in range(5):
        estate.work(sweep)
    estate.deliver()
    assert len(told(estate, WU, "超时")) == 1


def test_what_fell_due_together_is_merged(estate: Estate) -> None:
    """Design part 4: each reader gets the most pressing ones each by itself, the rest in one message."""
    estate.says(WANG, "3-2-1502水管爆了")

    def many(work) -> None:
        case = work.cases.get(1)
        for n in range(2, 302):
            promise(work, case, "finish", n, case.team, work.now, work.now + timedelta(minutes=10), ["URG-01"])

    estate.work(many)
    estate.passes(minutes=30)
    alone, merged = told(estate, WU, "超时"), told(estate, WU, "还有")
    assert len(alone) <= 6 and len(merged) == 1 and "还有 296 件" in merged[0]


def test_talk_nobody_goes_on_with_ends_with_a_kind_word_and_nothing_is_sent(estate: Estate) -> None:
    """After the hours of the standard; it can be begun again by typing."""
    sets(estate, "talk.expire_hours", 10)
    estate.says(WANG, "厨房水龙头滴水")
    estate.passes(hours=9, minutes=59)
    assert not told(estate, WANG, "先收起来了")
    estate.passes(minutes=1)
    assert len(told(estate, WANG, "先收起来了")) == 1 and estate.cases() == []
    assert "提交" not in estate.screen(WANG)
    files(estate)


def test_kind_word_waits_for_the_morning(estate: Estate) -> None:
    """Quiet hours hold back what is neither urgent nor an answer."""
    sets(estate, "talk.expire_hours", 10)
    estate.says(WANG, "厨房水龙头滴水")
    estate.passes(hours=10)
    (row,) = [r for r in owed(estate, WANG) if "先收起来了" in r.payload["text"]]
    assert row.not_before == estate.now + timedelta(hours=7, minutes=55)


@pytest.mark.parametrize("quiet", ["00:00", "22:00"])
def test_alerts_and_alarms_never_wait_for_the_morning(estate: Estate, quiet: str) -> None:
    """Tasks and emergencies are not held back."""
    sets(estate, "quiet.from", quiet)
    estate.now += timedelta(hours=12)
    before = last_row(estate)
    estate.says(WANG, "3-2-1502水管爆了")
    takes(estate, LI)
    estate.passes(minutes=16)
    assert told(estate, WU, "超时")
    assert {r.not_before for r in owed(estate, None, before)} == {None}
