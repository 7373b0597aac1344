"""The daily log and the meeting before a shift (SHF-02, SHF-05)."""

from datetime import UTC, datetime

import pytest

from domain.rota import LineKind
from store import tables as t
from tests.services.rotas import DAY, goes_home, rostered
from tests.services.steps import ANNA, CHEN, LI, NOT_YOURS, NOT_YOURS_EN, WANG, WU, ZHAO, ZHENG, ZHOU, last_row, told
from tests.support.estate import Estate


def test_everybody_of_the_staff_writes_a_log(estate: Estate) -> None:
    """SHF-02: from one's shifts, several times a day; it stands in the register of that day."""
    estate.presses(LI, "m:my_shifts:0")
    estate.taps(LI, "写日志")
    estate.says(LI, "接待3栋业主，修水龙头一处")
    assert "已记入今天的日志" in estate.newest(LI).text
    estate.taps(LI, "再写一条")
    estate.says(LI, "巡查泵房")
    estate.presses(CHEN, "m:duty_book.engineering_0:0")
    text = estate.newest(CHEN).text
    assert "日志</b> · 李强 14:05" in text and "修水龙头一处" in text and "巡查泵房" in text
    estate.presses(CHEN, "m:duty_book.desk_0:0")
    assert "巡查泵房" not in estate.newest(CHEN).text


def test_at_the_end_of_a_shift_the_log_is_asked_for(estate: Estate) -> None:
    """SHF-02: with the reminder to hand over."""
    rostered(estate, LI, ("12:05", "15:05"), LineKind.ONCE)
    estate.passes(hours=1)
    estate.taps(LI, "写日志")
    assert "今天接待了哪些业主" in estate.newest(LI).text


def test_meeting_goes_to_those_on_duty_and_on_the_record(estate: Estate) -> None:
    """SHF-05: not to those at home, not to other teams."""
    rostered(estate, ZHAO, DAY)
    goes_home(estate, ZHAO)
    before = last_row(estate)
    estate.presses(WU, "m:rota:0")
    estate.taps(WU, "班前会")
    estate.says(WU, "今天 2 栋停水，先查泵房")
    assert told(estate, WU, "发给了 2 位在班的同事", before)
    for who, count in ((LI, 1), (ZHAO, 1), (CHEN, 0), (ZHOU, 0)):
        assert len(told(estate, who, "班前会 · 工程 · 吴工", before)) == count, who
    estate.presses(ZHENG, "m:duty_book.engineering_0:0")
    assert "班前会</b> · 吴工" in estate.newest(ZHENG).text


def test_meeting_in_english_with_nobody_there(estate: Estate) -> None:
    """The manager chooses the team; it says that nobody could be told."""
    goes_home(estate, LI, ZHAO, WU)
    estate.presses(ZHENG, "m:speak.en:0")
    estate.presses(ZHENG, "m:meeting:0")
    estate.taps(ZHENG, "Repairs")
    estate.says(ZHENG, "Check the pumps first.")
    assert "Nobody on duty could be told" in estate.newest(ZHENG).text


@pytest.mark.parametrize("who", [LI, CHEN, WANG, ANNA])
def test_only_those_who_write_the_rota_hold_meetings(estate: Estate, who: str) -> None:
    """Forged presses; residents have no log either."""
    estate.presses(who, "m:meeting.engineering:0")
    assert (NOT_YOURS_EN if who == ANNA else NOT_YOURS) in estate.toast()
    if who in (WANG, ANNA):
        estate.presses(who, "m:worklog:0")
        assert (NOT_YOURS_EN if who == ANNA else NOT_YOURS) in estate.toast()


def morning(estate: Estate, *, hour: int = 9) -> None:
    """09:00 of the next day by the estate's clock, and the clock looks (twice)."""
    there = datetime(2026, 11, 23, hour - 8, tzinfo=UTC)
    for _ in range(2):
        estate.passes(seconds=max((there - estate.now).total_seconds(), 1))


def ends(estate: Estate, *people: str) -> None:
    """Their day is over; the first look of the clock lies behind."""
    estate.passes(minutes=1)
    estate.passes(hours=3)
    goes_home(estate, *people)


def test_a_missing_log_is_told_once_to_whoever_answers_for_the_team(estate: Estate) -> None:
    """SHF-02: by name, per team and day, the next morning; who wrote theirs is not among them."""
    estate.presses(ZHAO, "m:my_shifts:0")
    estate.taps(ZHAO, "写日志")
    estate.says(ZHAO, "修水龙头一处")
    ends(estate, LI, ZHAO)
    morning(estate, hour=8)
    assert not told(estate, WU, "还没有写日志")
    morning(estate)
    (said,) = told(estate, WU, "还没有写日志")
    assert "李强" in said and "赵军" not in said
    assert not told(estate, LI, "还没有写日志") and not told(estate, ZHOU, "工程：11月22日")


def test_a_log_written_the_next_morning_counts(estate: Estate) -> None:
    """The night shift writes when it is over."""
    ends(estate, LI)
    morning(estate, hour=8)
    estate.presses(LI, "m:my_shifts:0")
    estate.taps(LI, "写日志")
    estate.says(LI, "夜里巡查泵房")
    morning(estate)
    assert not [text for text in told(estate, WU, "还没有写日志") if "李强" in text]


def test_who_was_not_there_owes_no_log(estate: Estate) -> None:
    """Nobody came, nobody is told."""
    estate.work(lambda w: w.conn.execute(t.shifts.delete()))
    estate.passes(minutes=1)
    morning(estate)
    assert not told(estate, WU, "还没有写日志")


def test_after_a_day_away_nobody_is_told_of_it(estate: Estate) -> None:
    """Of no use in the evening."""
    ends(estate, LI)
    morning(estate, hour=22)
    assert not told(estate, WU, "还没有写日志")
