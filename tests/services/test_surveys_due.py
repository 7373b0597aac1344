"""A survey that is due is told to the head of the desk until one goes out, and begun from the last (SUR-01 to SUR-03, X-28)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from domain.months import months_after
from domain.survey.due import Due, Rhythm, Why, due
from services.clock import sweep
from store import survey_tables as v
from store import tables as t
from tests.services.steps import CHEN, ZHENG, ZHOU, sets, told
from tests.services.survey_steps import issues, newest, plans, settles, stands_empty
from tests.support.estate import Estate

USUAL = Rhythm(6, 12, timedelta(days=31))
DUE = "该做意见调查了"


@pytest.mark.parametrize(
    ("moved_in", "last", "today", "expected"),
    [
        (None, None, date(2026, 11, 1), Due(date(2026, 11, 1), Why.NEVER)),
        (date(2026, 8, 31), None, date(2026, 11, 1), None),
        (date(2026, 8, 31), None, date(2027, 1, 28), Due(date(2027, 2, 28), Why.HALF_YEAR)),
        (date(2026, 8, 31), None, date(2027, 1, 27), None),
        (date(2020, 1, 1), None, date(2026, 11, 1), Due(date(2020, 7, 1), Why.HALF_YEAR)),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 6, 1), Due(date(2026, 7, 1), Why.HALF_YEAR)),
        (date(2026, 1, 1), date(2026, 6, 10), date(2026, 8, 1), None),
        (date(2020, 1, 1), date(2025, 12, 2), date(2026, 11, 1), Due(date(2026, 12, 2), Why.YEARLY)),
        (date(2020, 1, 1), date(2025, 12, 3), date(2026, 11, 1), None),
        (None, date(2025, 3, 1), date(2026, 11, 1), Due(date(2026, 3, 1), Why.YEARLY)),
    ],
)
def test_when_a_survey_is_due(moved_in: date | None, last: date | None, today: date, expected: Due | None) -> None:
    """Half a year after moving in, then a year after each; told a month ahead."""
    assert due(moved_in, last, today, USUAL) == expected


@given(last=st.dates(date(2020, 1, 1), date(2026, 1, 1)), days=st.integers(0, 900))
def test_no_year_without_being_told(last: date, days: int) -> None:
    """Told from a month before the year is over on, never sooner, whatever the day."""
    today = last + timedelta(days=days)
    told = due(None, last, today, USUAL)
    assert (told is not None) == (months_after(last, USUAL.every) <= today + USUAL.ahead)


def month_begins(estate: Estate, moment: datetime) -> None:
    """The first of the month, after the hour of reports."""
    estate.now = moment.replace(hour=2, minute=0, second=0, microsecond=0)
    for _ in range(3):
        estate.writer.run_sync(sweep)
        estate.deliver()


def first_of(year: int, month: int) -> datetime:
    """That day."""
    return datetime(year, month, 1, tzinfo=UTC)


def handed_over(estate: Estate, day: date | None) -> None:
    """All homes were handed over then."""
    estate.work(lambda w: w.conn.execute(update(t.units).values(handed_over_on=day)))


def test_the_head_of_the_desk_is_told_each_month_until_one_goes_out(estate: Estate) -> None:
    """The first month is noted only; then one message a month, though the clock looks often; none once it is out."""
    handed_over(estate, date(2026, 3, 1))
    month_begins(estate, first_of(2026, 12))
    assert not told(estate, ZHOU, DUE)
    for n, month in enumerate((1, 2, 3), 1):
        month_begins(estate, first_of(2027, month))
        assert len(told(estate, ZHOU, DUE)) == n
    assert "满半年" in told(estate, ZHOU, DUE)[0] and "已经过了" in told(estate, ZHOU, DUE)[0]
    assert not told(estate, ZHENG, DUE) and not told(estate, CHEN, DUE)
    issues(estate)
    month_begins(estate, first_of(2027, 4))
    assert len(told(estate, ZHOU, DUE)) == 3


def test_a_year_later_begun_from_the_last(estate: Estate) -> None:
    """The button copies the questionnaire of last year: the same questions, ready to be issued."""
    issues(estate)
    before = newest(estate, v.questionnaires)
    month_begins(estate, first_of(2027, 10))
    month_begins(estate, first_of(2027, 11))
    assert "小调查" in told(estate, ZHOU, DUE)[-1]
    estate.taps(ZHOU, "照上次的问卷做一份")
    estate.says(ZHOU, "2027 年调查")
    estate.taps(ZHOU, "跳过")
    made = newest(estate, v.questionnaires)
    old, new = estate.work(lambda w: [w.surveys.questionnaire(n) for n in (before, made)])
    assert made != before and new.asked == old.asked and new.frozen_at is None
    plans(estate)
    estate.taps(ZHOU, "发出")
    settles(estate)
    month_begins(estate, first_of(2027, 12))
    assert len(told(estate, ZHOU, DUE)) == 1


def test_ended_early_does_not_count_and_nobody_moved_in_is_nobody_to_ask(estate: Estate) -> None:
    """What was stopped is no survey of the year; a community nobody lives in is left alone."""
    one = issues(estate)
    estate.work(
        lambda w: w.surveys.change(w.surveys.get(one), {"status": "stopped", "ended_at": w.now, "next_at": None})
    )
    handed_over(estate, date(2026, 9, 1))
    month_begins(estate, first_of(2026, 12))
    month_begins(estate, first_of(2027, 1))
    assert not told(estate, ZHOU, DUE)
    month_begins(estate, first_of(2027, 2))
    assert len(told(estate, ZHOU, DUE)) == 1 and "没有" not in told(estate, ZHOU, DUE)[0]
    stands_empty(estate, *estate.units)
    month_begins(estate, first_of(2027, 3))
    assert len(told(estate, ZHOU, DUE)) == 1


def test_never_and_without_dates_a_new_questionnaire_is_begun(estate: Estate) -> None:
    """Nothing to copy: the button of the standard list; the length is a standard's."""
    handed_over(estate, None)
    month_begins(estate, first_of(2026, 12))
    month_begins(estate, first_of(2027, 1))
    assert "还没有做过" in told(estate, ZHOU, DUE)[0]
    estate.taps(ZHOU, "新问卷")
    estate.taps(ZHOU, "标准项目")
    estate.says(ZHOU, "第一次调查")
    estate.taps(ZHOU, "跳过")
    plans(estate)
    estate.taps(ZHOU, "发出")
    settles(estate)
    sets(estate, "survey.every_months", 2)
    month_begins(estate, first_of(2027, 2))
    assert len(told(estate, ZHOU, DUE)) == 2
