"""When a callback is planned, asked, handed over and dropped; rain and water tests (CBK-01 to CBK-07, X-01 to X-04)."""

from datetime import timedelta

import pytest

from services.asking import sweep
from services.callbacks import desk
from tests.services.callbacks_steps import (
    blocks,
    leak_signed,
    promised,
    residency_ends,
    rows,
    signed,
    statuses,
    telephones,
    urgent_signed,
)  # fmt: skip
from tests.services.steps import (
    CHEN,
    FENG,
    GROUP,
    LI,
    NOT_YOURS,
    WANG,
    ZHENG,
    ZHOU,
    done,
    events,
    files,
    press,
    promises,
    sends_words,
    sets,
    signs,
    status,
    takes,
    told,
)  # fmt: skip
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("make", "sort", "length"),
    [
        pytest.param(signed, "other", 2 * DAY, id="CBK-04-X-01-other"),
        pytest.param(urgent_signed, "urgent", 24 * HOUR, id="CBK-05-X-02-urgent"),
        pytest.param(leak_signed, "leak", 3 * DAY, id="CBK-03-X-04-leak"),
    ],
)
def test_planned_when_signed(estate: Estate, make, sort: str, length: timedelta) -> None:
    """By class, counted from the finish, with the desk's promise that climbs."""
    make(estate)
    (cb,) = rows(estate)
    assert (cb.sort, cb.status, cb.due_at) == (sort, "planned", estate.now + length)
    assert promises(estate)["callback", 1] == (cb.due_at, "open")


def test_planned_when_a_supervisor_closes(estate: Estate) -> None:
    """CBK-01: every repair is called back, signed or not; a double is asked about under its other number."""
    case = done(estate)
    estate.presses(ZHOU, f"c{case.id}:close:1")
    estate.taps(ZHOU, "多次联系不上")
    assert status(estate) == "closed" and statuses(estate) == ["planned"]
    other = files(estate, words="客厅灯不亮")
    estate.presses(ZHOU, f"c{other.id}:close:1")
    estate.taps(ZHOU, "与另一单重复")
    assert statuses(estate) == []


def test_cancelled_is_not_asked_about(estate: Estate) -> None:
    """Nothing was done."""
    case = files(estate)
    press(estate, WANG, "取消", case.number)
    assert status(estate) == "cancelled" and statuses(estate) == []


def test_one_job_gets_one_question_at_a_time(estate: Estate) -> None:
    """The stars have just been given: the question comes at its own time, once."""
    signed(estate)
    assert "回访" not in estate.screen(WANG)
    estate.passes(hours=27)
    assert "回访" not in estate.screen(WANG)
    estate.passes(hours=1)
    assert statuses(estate) == ["asked"] and len(told(estate, WANG, "用着都好吗")) == 1
    for _ in range(3):
        estate.work(lambda w: sweep(w, 50))
    assert len(told(estate, WANG, "用着都好吗")) == 1


def test_question_waits_for_the_morning(estate: Estate) -> None:
    """Quiet hours: also after an absence of the clock."""
    estate.passes(hours=5)
    signed(estate)  # 19:05: twenty hours before the end of the second day is 23:05
    (cb,) = rows(estate)
    assert cb.ask_at == estate.now + 36 * HOUR + timedelta(minutes=55)
    estate.now += 28 * HOUR + timedelta(minutes=10)
    estate.work(lambda w: w.callbacks.change(w.callbacks.get(cb.id), {"ask_at": w.now}))
    estate.passes(seconds=0)
    assert statuses(estate) == ["planned"]
    estate.passes(hours=9)
    assert statuses(estate) == ["asked"]


def test_signed_late_there_is_still_time(estate: Estate) -> None:
    """The limit has passed before the owner signed: not late through nobody's fault."""
    done(estate)
    estate.passes(days=2, hours=1)
    signs(estate)
    (cb,) = rows(estate)
    assert cb.due_at == estate.now + 4 * HOUR and cb.ask_at == estate.now + 2 * HOUR


def test_reopened_it_is_dropped_and_planned_anew(estate: Estate) -> None:
    """The next closing has its own round; the question says so."""
    case = signed(estate)
    estate.passes(hours=28)
    press(estate, WANG, "又坏了", case.number)
    sends_words(estate, WANG, "又滴水了")
    assert statuses(estate) == ["dropped"] and promised(estate, "callback") == "dropped"
    assert "又在处理了" in estate.screen(WANG) and "都好了" not in estate.screen(WANG)
    estate.presses(WANG, f"b{rows(estate)[0].id}:good:2")
    assert statuses(estate) == ["dropped"]
    takes(estate)
    press(estate, LI, "到场", case.number)
    press(estate, LI, "完工", case.number)
    estate.taps(LI, "更换")
    estate.says(LI, "角阀")
    estate.taps(LI, "没用材料")
    estate.taps(LI, "没有照片")
    estate.taps(LI, "交单")
    signs(estate)
    assert [(cb.round, cb.turn, cb.status) for cb in rows(estate)] == [(1, 1, "dropped"), (2, 1, "planned")]


def test_urgent_is_asked_about_again(estate: Estate) -> None:
    """CBK-05, X-03: two days after the first was made; then never again."""
    urgent_signed(estate)
    estate.passes(hours=18)
    estate.taps(WANG, "都好了")
    first, second = rows(estate)
    assert second.turn == 2 and second.due_at == first.done_at + 2 * DAY and second.status == "planned"
    estate.passes(hours=28)
    assert "又过了几天" in estate.screen(WANG)
    estate.taps(WANG, "都好了")
    assert statuses(estate) == ["good", "good"]


def test_other_reading_counts_the_second_from_the_repair(estate: Estate) -> None:
    """X-03 is a switch."""
    sets(estate, "callback.urgent_second_from", "repair")
    start = estate.now
    urgent_signed(estate)
    estate.passes(hours=18)
    estate.taps(WANG, "都好了")
    assert rows(estate)[1].due_at == start + 2 * DAY


def test_leak_runs_from_the_water_test_and_again_after_rain(estate: Estate) -> None:
    """X-04, CBK-06: on record at the finish; after the answer it waits for rain, which the desk declares once a day."""
    leak_signed(estate, tested=True)
    assert rows(estate)[0].due_at == estate.now + 3 * DAY
    estate.passes(days=2, hours=5)
    estate.taps(WANG, "都好了")
    assert statuses(estate) == ["good", "waits_rain"]
    estate.passes(days=9)
    assert statuses(estate) == ["good", "waits_rain"] and len(told(estate, WANG, "回访")) == 1
    estate.presses(CHEN, "m:rain:0")
    assert "有 1 件" in estate.screen(CHEN)
    assert "1 件渗漏水" in estate.taps(CHEN, "今天下过雨")
    assert statuses(estate) == ["good", "planned"] and promised(estate, "callback", 2) == "open"
    estate.presses(ZHOU, "m:rained.0:0")
    assert "已经记过" in estate.toast() and statuses(estate) == ["good", "planned"]
    estate.passes(days=1, hours=13)
    assert "下过雨了" in estate.screen(WANG)
    estate.taps(WANG, "都好了")
    assert statuses(estate) == ["good", "good"]


def test_rain_of_the_day_of_the_repair_does_not_count(estate: Estate) -> None:
    """It may have fallen before the repair."""
    leak_signed(estate)
    telephone = rows(estate)[0]
    estate.presses(CHEN, f"b{telephone.id}:content:1")
    assert statuses(estate) == ["good", "waits_rain"]
    estate.presses(CHEN, "m:rained.0:0")
    assert statuses(estate) == ["good", "waits_rain"]
    estate.passes(days=1)
    estate.presses(CHEN, "m:rained.0:0")
    assert statuses(estate) == ["good", "planned"]


def test_urgent_leak_is_asked_about_three_times(estate: Estate) -> None:
    """X-02 gives the hours, CBK-06 the rain."""
    leak_signed(estate, urgent=True)
    for turn, sort in ((1, "urgent"), (2, "urgent")):
        cb = rows(estate)[-1]
        assert (cb.turn, cb.sort) == (turn, sort)
        estate.presses(CHEN, f"b{cb.id}:content:1")
    assert (rows(estate)[-1].turn, rows(estate)[-1].sort, statuses(estate)[-1]) == (3, "leak", "waits_rain")


def test_water_test_can_be_put_on_record_later(estate: Estate) -> None:
    """X-04: within the three days; the due date moves, the old promise is dropped."""
    leak_signed(estate)
    start = estate.now
    estate.passes(days=2, hours=5)
    estate.passes(hours=15)
    telephones(estate)
    estate.taps(CHEN, "刚试过水")
    assert rows(estate)[0].due_at == start + 5 * DAY + 20 * HOUR
    assert (promised(estate, "callback", 1), promised(estate, "callback", 2)) == ("dropped", "open")
    assert "water_test" in events(estate)


@pytest.mark.parametrize("gone", [blocks, residency_ends], ids=["blocked", "moved-out"])
def test_who_cannot_be_asked_in_the_chat_is_telephoned(estate: Estate, gone) -> None:
    """Blocked, or moved out of the home: straight to the desk's list, nothing in the chat."""
    signed(estate)
    gone(estate, WANG)
    estate.passes(hours=28)
    assert statuses(estate) == ["planned"] and not told(estate, WANG, "用着都好吗")
    assert "1 件回访要打电话" in estate.screen(DESK_GROUP)
    telephones(estate)
    assert "13800000011" in estate.newest(CHEN).text


def test_whoever_has_moved_out_since_answers_no_more(estate: Estate) -> None:
    """The home is somebody else's business now."""
    signed(estate)
    estate.passes(hours=28)
    residency_ends(estate, WANG)
    for label in ("都好了", "还有问题"):
        assert NOT_YOURS in estate.taps(WANG, label)
    assert statuses(estate) == ["asked"]


def test_silent_owner_comes_on_the_list_and_late_ones_climb(estate: Estate) -> None:
    """CBK-10, design part 4: the desk's own people hear, the crew does not; the list shows what is late."""
    signed(estate)
    estate.passes(hours=28)
    estate.passes(hours=13, minutes=59)
    estate.presses(CHEN, "m:callbacks:0")
    assert "没有要打的电话" in estate.newest(CHEN).text
    estate.passes(minutes=1)
    estate.presses(CHEN, "m:callbacks:0")
    assert "261122-001" in estate.newest(CHEN).text
    estate.passes(hours=7)
    assert told(estate, ZHOU, "前回访") and not told(estate, ZHENG, "前回访")
    for _ in range(6):
        estate.passes(days=1)
    estate.presses(CHEN, "m:callbacks:0")
    assert "1 件已晚" in estate.newest(CHEN).text and "🔴" in estate.newest(CHEN).text
    for boss in (ZHOU, ZHENG, FENG):
        assert told(estate, boss, "前回访"), boss
    assert not told(estate, LI, "前回访") and not told(estate, GROUP, "前回访")


def test_bug_in_one_does_not_stop_the_others(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked at again later; the administrators hear of it."""
    signed(estate)
    other = signed(estate)
    real, broken = desk.planning.asked_in_chat, rows(estate)[0].case_id

    def breaks(work, case):
        if case.id == broken:
            raise ValueError("a bug")
        return real(work, case)

    monkeypatch.setattr("services.callbacks.asking.asked_in_chat", breaks)
    estate.passes(hours=28)
    assert statuses(estate, other.number) == ["planned"]
    assert statuses(estate, estate.cases()[0].number) == ["asked"]
    monkeypatch.undo()
    estate.passes(hours=1)
    assert statuses(estate, other.number) == ["asked"]


def test_nothing_is_asked_twice_after_a_restart(estate: Estate) -> None:
    """What was asked is a row: looking again at the same instant changes nothing."""
    signed(estate)
    estate.now += 28 * HOUR
    for _ in range(4):
        estate.work(lambda w: sweep(w, 1))
    estate.deliver()
    assert len(told(estate, WANG, "用着都好吗")) == 1
    assert estate.work(lambda w: sweep(w, 1)) == rows(estate)[0].phone_at
