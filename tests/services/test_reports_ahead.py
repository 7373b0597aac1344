"""Figures are counted on the reading side; the transaction only owes the message and notes it, once per period."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services import timetable
from services.clock import prepare, sweep
from services.reports import gather
from store import tables as t
from store.engine import StoreError
from store.reading import Reader
from tests.services.steps import ZHENG, ZHOU, told
from tests.services.test_reports import a_day
from tests.support.estate import Estate

COUNTED = {"digest.morning", "digest.shift", "report.weekly", "report.monthly"}
MONDAY = datetime(2026, 11, 23, 0, 31, tzinfo=UTC)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each counting of figures, by its period."""
    seen: list[str] = []
    plain = gather.figures

    def noting(work: Any, community: Any, period: Any, team: Any = None) -> Any:
        seen.append(period.key)
        return plain(work, community, period, team)

    for module in ("digest", "statistics"):
        monkeypatch.setattr(f"services.reports.{module}.figures", noting)
    yield seen


def reading(estate: Estate, tmp_path: Path, function: Callable[[Any], Any] = prepare) -> Any:
    """On the reading side, where nothing can be written."""

    async def read() -> Any:
        reader = Reader(f"sqlite:///{tmp_path}/estate.db", lambda: estate.now)
        try:
            return await reader.compute(function)
        finally:
            await reader.close()

    return asyncio.run(read())


def monday(estate: Estate) -> None:
    """A day's work, and Monday 08:31: digest and week are due, nothing has looked yet."""
    estate.passes(minutes=1)
    a_day(estate)
    estate.now = MONDAY


def looks(estate: Estate, ready: Any) -> Any:
    """One look of the clock with what was read."""
    upcoming = estate.work(lambda w: sweep(w, ready))
    estate.deliver()
    return upcoming


def noted(estate: Estate) -> list[tuple[str, str]]:
    """Duties counted beforehand that are noted as done."""
    rows = estate.work(lambda w: w.conn.execute(select(t.runs.c.duty, t.runs.c.period, t.runs.c.how)).all())
    return sorted((duty, period) for duty, period, how in rows if how == "done" and duty in COUNTED)


def test_the_transaction_counts_nothing(estate: Estate, tmp_path: Path, counted: list[str]) -> None:
    """Everything is counted before; the same messages come out of it."""
    monday(estate)
    ready = reading(estate, tmp_path)
    assert "2026-11-22" in counted and "2026-W47" in counted
    counted.clear()
    looks(estate, ready)
    assert counted == []
    assert "报修 <b>2</b> 件" in told(estate, ZHENG, "维修周报")[0]
    assert len(told(estate, ZHENG, "早报")) == 1


def test_nothing_is_noted_before_it_is_read(estate: Estate, counted: list[str]) -> None:
    """Due since it was read: the clock comes back at once, and neither ledger nor people know anything yet."""
    monday(estate)
    before = noted(estate)
    assert looks(estate, {}) <= estate.now
    assert noted(estate) == before and counted == []
    assert not told(estate, ZHENG, "维修周报")


def test_read_twice_is_told_once(estate: Estate, tmp_path: Path) -> None:
    """A crash between reading and writing reads again; what was written is not written again."""
    monday(estate)
    ready = [reading(estate, tmp_path) for _ in range(2)]
    for one in (*ready, reading(estate, tmp_path)):
        looks(estate, one)
    assert (len(told(estate, ZHENG, "早报")), len(told(estate, ZHENG, "维修周报"))) == (1, 1)
    assert ("report.weekly", "2026-W48") in noted(estate)


def test_a_bug_in_counting_is_told_and_stops_nobody(estate: Estate, tmp_path: Path, monkeypatch: Any) -> None:
    """The digest comes, the week does not; its period is noted, so nobody hears of it twice."""

    def breaks(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("services.reports.statistics.values_of", breaks)
    monday(estate)
    for _ in range(2):
        looks(estate, reading(estate, tmp_path))
    assert len(told(estate, ZHENG, "早报")) == 1 and not told(estate, ZHENG, "维修周报")
    assert ("report.weekly", "2026-W48") in noted(estate)


def test_a_database_that_fails_while_reading_loses_nothing(estate: Estate, tmp_path: Path, monkeypatch: Any) -> None:
    """Nothing is noted; the next look reads again."""
    monday(estate)

    def fails(*_: Any) -> Any:
        raise StoreError("the database is locked by another program")

    with monkeypatch.context() as broken:
        broken.setattr("services.reports.statistics.values_of", fails)
        with pytest.raises(StoreError):
            reading(estate, tmp_path)
    looks(estate, reading(estate, tmp_path))
    assert len(told(estate, ZHENG, "维修周报")) == 1


def test_asked_for_is_counted_after_the_press(estate: Estate, tmp_path: Path, counted: list[str]) -> None:
    """The press only notes it; it survives a restart and is sent once, to whoever asked."""
    a_day(estate)
    estate.says(ZHOU, "/menu")
    for label in ("值班与管理", "报表", "维修"):
        estate.taps(ZHOU, label)
    estate.presses(ZHOU, f"y{estate.community}:book.repairs/2026-W47:0")
    assert counted == [] and not told(estate, ZHOU, "维修周报")
    ready = reading(estate, tmp_path)
    looks(estate, ready)
    looks(estate, ready)
    looks(estate, reading(estate, tmp_path))
    assert counted == ["2026-W47"]
    assert len(told(estate, ZHOU, "维修周报")) == 1 and not told(estate, ZHENG, "维修周报")


def test_every_duty_that_counts_is_read_beforehand() -> None:
    """Digests, statistics, what is overdue, cash; none of them is counted in the transaction."""
    subjects = ("digest.", "report.", "arrears.", "cash.")
    counting = [d for d in timetable.DUTIES if d.name.startswith(subjects)]
    for duty in timetable.DUTIES:
        assert (duty.do is None) != (duty.reads is None), duty.name
        assert (duty.reads is not None) == (duty in counting), duty.name
    assert date(2026, 11, 23) == MONDAY.date()
