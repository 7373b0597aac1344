"""Periodic duties: once for each period, whatever the clock and the process do (design part 4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.people import Community
from domain.timetable import Every, Occurrence
from services import Work, timetable
from services.timetable import Duty, each, hours
from store import tables as t
from store.engine import StoreError
from tests.services.steps import LI, WU, owed
from tests.support.estate import Estate

#: The estate opens at 14:05 on a Sunday; the duties of the tests are at nine.
NINE = "09:00"


class Ledger:
    """Notes what was done, for which period and when."""

    def __init__(self) -> None:
        self.done: list[tuple[str, datetime]] = []
        self.fails = False

    def do(self, work: Work, community: Community, occurrence: Occurrence) -> None:
        """The duty."""
        self.done.append((occurrence.period, work.now))
        if self.fails:
            raise ZeroDivisionError

    @property
    def periods(self) -> list[str]:
        """For which."""
        return [period for period, _ in self.done]


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """One daily duty at nine, of no use after six hours, and nothing else."""
    made = Ledger()
    duty = Duty("test", each(Every.DAY, lambda w, c: NINE), made.do, hours(lambda w, c: 6))
    monkeypatch.setattr(timetable, "DUTIES", (duty,))
    return made


def to(estate: Estate, day: int, hour: int, minute: int = 0) -> None:
    """On (or back) to that local time of November 2026, and the clock looks."""
    there = datetime(2026, 11, day, hour, minute) - timedelta(hours=8)
    estate.passes(seconds=(there - estate.now.replace(tzinfo=None)).total_seconds())


def noted(estate: Estate) -> dict[str, str]:
    """The ledger table: period and how."""
    rows = estate.work(lambda w: w.conn.execute(select(t.runs.c.period, t.runs.c.how)).all())
    return dict(tuple(row) for row in rows)


def test_first_period_is_noted_only(estate: Estate, ledger: Ledger) -> None:
    """It began before anybody was there: nobody is told of a day they did not have."""
    estate.passes(minutes=1)
    assert ledger.periods == [] and noted(estate) == {"2026-11-22": "passed"}


def test_once_a_day_at_its_time(estate: Estate, ledger: Ledger) -> None:
    """Not before, not twice, however often the clock looks."""
    estate.passes(minutes=1)
    to(estate, 23, 8, 59)
    assert ledger.periods == []
    to(estate, 23, 9)
    for minute in (1, 2, 30):
        to(estate, 23, 9, minute)
    assert ledger.periods == ["2026-11-23"]
    for day in range(24, 29):
        to(estate, day, 12)
    assert ledger.periods == [f"2026-11-{day}" for day in range(23, 29)]


@pytest.mark.parametrize(("hour", "minute", "how"), [(15, 0, "done"), (15, 1, "passed")])
def test_passed_over_when_too_late(estate: Estate, ledger: Ledger, hour: int, minute: int, how: str) -> None:
    """Six hours: at the end of them it is still done, after them it is noted and left."""
    estate.passes(minutes=1)
    to(estate, 23, hour, minute)
    assert noted(estate)["2026-11-23"] == how and ledger.periods == (["2026-11-23"] if how == "done" else [])
    to(estate, 24, 9)
    assert ledger.periods[-1] == "2026-11-24"


def test_after_an_absence_the_newest_only(estate: Estate, ledger: Ledger) -> None:
    """Four days away: one digest, not four."""
    estate.passes(minutes=1)
    to(estate, 27, 10)
    assert ledger.periods == ["2026-11-27"]


def test_made_up_for_however_late(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """A duty without an end of its use (statistics) is done whenever the process is back."""
    ledger = Ledger()
    weekly = each(Every.WEEK, lambda w, c: NINE, lambda w, c: 1)
    monkeypatch.setattr(timetable, "DUTIES", (Duty("weekly", weekly, ledger.do),))
    estate.passes(minutes=1)
    to(estate, 29, 23)
    assert ledger.periods == ["2026-W48"]


def test_clock_put_back_repeats_nothing(estate: Estate, ledger: Ledger) -> None:
    """The ledger knows the period; put forward again, the next one is done as ever."""
    estate.passes(minutes=1)
    to(estate, 23, 10)
    to(estate, 22, 10)
    to(estate, 23, 8)
    to(estate, 23, 9)
    assert ledger.periods == ["2026-11-23"]
    to(estate, 24, 9)
    assert ledger.periods == ["2026-11-23", "2026-11-24"]


def test_restart_repeats_nothing(estate: Estate, ledger: Ledger) -> None:
    """What ran is a row; the process keeps nothing."""
    estate.passes(minutes=1)
    to(estate, 23, 9)
    for _ in range(5):
        estate.work(lambda work: timetable.sweep(work, 50))
    assert ledger.periods == ["2026-11-23"]


def test_next_look_is_when_the_next_duty_is(estate: Estate, ledger: Ledger) -> None:
    """So the clock sleeps until nine."""
    upcoming = estate.work(lambda work: timetable.sweep(work, 50))
    assert upcoming.replace(tzinfo=None) == datetime(2026, 11, 23, 1, 0)


def test_bug_in_one_is_told_and_the_others_go_on(
    estate: Estate, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its half-done work is taken back, an administrator hears of it once, and it is not tried over and over."""
    broken, sound = Ledger(), ledger

    def fails(work: Work, community: Community, occurrence: Occurrence) -> None:
        broken.do(work, community, occurrence)
        work.marks.put("half", {"done": True})
        raise ZeroDivisionError

    daily = each(Every.DAY, lambda w, c: NINE)
    monkeypatch.setattr(timetable, "DUTIES", (Duty("broken", daily, fails), *timetable.DUTIES))
    estate.passes(minutes=1)
    before = len(owed(estate))
    to(estate, 23, 9)
    to(estate, 23, 10)
    assert sound.periods == broken.periods == ["2026-11-23"]
    assert estate.work(lambda w: w.marks.get("half")) is None
    told = [row for row in owed(estate)[before:] if "ZeroDivisionError" in row.payload["text"]]
    assert len({row.chat_id for row in told}) == len(told) and told
    assert {row.chat_id for row in told}.isdisjoint({estate.people[LI], estate.people[WU]})
    to(estate, 24, 9)
    assert broken.periods[-1] == "2026-11-24"
    again = [row for row in owed(estate)[before:] if "ZeroDivisionError" in row.payload["text"]]
    assert len(again) == 2 * len(told), "and of the next period's too"


def test_lost_database_is_no_bug_of_the_duty(estate: Estate, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing is noted, and it is done when the database is back."""

    def lost(*_: Any) -> None:
        raise StoreError("gone")

    estate.passes(minutes=1)
    estate.now += timedelta(hours=19)
    sound = timetable.DUTIES[0]
    monkeypatch.setattr(timetable, "DUTIES", (Duty("test", sound.occurs, lost, sound.late),))
    with pytest.raises(StoreError):
        estate.work(lambda work: timetable.sweep(work, 50))
    assert "2026-11-23" not in noted(estate)
    monkeypatch.setattr(timetable, "DUTIES", (sound,))
    estate.passes(minutes=1)
    assert ledger.periods == ["2026-11-23"]


def test_each_community_by_its_own_clock(estate: Estate, ledger: Ledger) -> None:
    """Nine in Shanghai is not nine in Berlin."""
    estate.work(lambda w: w.register.add_community("Hof", "Europe/Berlin", "en"))
    estate.passes(minutes=1)
    to(estate, 23, 9)
    assert ledger.periods == ["2026-11-23"]
    to(estate, 23, 15, 59)
    assert ledger.periods == ["2026-11-23"]
    to(estate, 23, 16)
    assert ledger.periods == ["2026-11-23", "2026-11-23"]
