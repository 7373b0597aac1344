"""The month's money: from entries alone, the same for ever, for those who may read it (F-18, F-20, SPS-21)."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drawing.charts import chart
from bot.drawing.fonts import Fonts
from bot.drawing.sheets import workbook
from domain.errors import Outdated, Refused
from domain.fees.ledger import Entry, Line, Way
from domain.figures import month
from domain.figures.money import Age, When, age
from services import Work, documents
from services.fees import posting
from services.reports import money
from tests.services import fee_steps
from tests.services.steps import CHEN, LI, NOT_YOURS, WANG, ZHENG, last_row, owed, told
from tests.support.estate import Estate

HOMES = ("3-2-1502", "3-1-101")
NOVEMBER = month(date(2026, 11, 1))
TITLE = "收费月报"


@pytest.mark.parametrize(
    ("due", "last", "found"),
    [
        ("2026-11-30", "2026-11-30", None), ("2026-11-29", "2026-11-30", Age.MONTH), ("2026-10-30", "2026-11-30", Age.MONTH),
        ("2026-10-29", "2026-11-30", Age.QUARTER), ("2026-08-30", "2026-11-30", Age.QUARTER), ("2026-08-29", "2026-11-30", Age.HALF),
        ("2026-05-30", "2026-11-30", Age.HALF), ("2025-11-30", "2026-11-30", Age.YEAR), ("2025-11-29", "2026-11-30", Age.OLDER),
        ("2028-01-31", "2028-02-29", Age.MONTH), ("2028-01-29", "2028-02-29", Age.MONTH), ("2028-01-28", "2028-02-29", Age.QUARTER),
        ("2027-01-31", "2027-02-28", Age.MONTH),
    ],
)  # fmt: skip
def test_age(due: str, last: str, found: Age | None) -> None:
    """Leap February and month ends included."""
    assert age(date.fromisoformat(due), date.fromisoformat(last)) is found


def at(work: Work, day: date) -> None:
    """As if it were noon of that day."""
    work.now = datetime(day.year, day.month, day.day, 4, tzinfo=work.now.tzinfo)


def test_a_month_by_hand(estate: Estate) -> None:
    """Two homes: one pays in November an old bill, this month's and something ahead; the other nothing."""

    def story(work: Work) -> None:
        one, two = (estate.units[h] for h in HOMES)
        kind = fee_steps.code(work, estate.community)
        at(work, date(2026, 10, 1))
        old = fee_steps.charged(work, one, kind, 20_000, "2026-10", date(2026, 10, 10))
        fee_steps.charged(work, two, kind, 10_000, "2026-10", date(2026, 10, 10))
        at(work, date(2026, 11, 1))
        for unit in (one, two):
            fee_steps.charged(work, unit, kind, 30_000, "2026-11", date(2026, 11, 10))
            fee_steps.charged(work, unit, kind, 30_000, "2026-12", date(2026, 12, 10))
        at(work, date(2026, 11, 20))
        posting.put_right(work, old.id, -5_000, "面积", None)
        fee_steps.paid(work, one, 50_000)
        at(work, date(2026, 11, 30))
        found = money.counted(work, work.people.community(estate.community), NOVEMBER).month
        assert (found.charged_fen, found.corrected, dict(found.received)) == (120_000, -5_000, {Way.TRANSFER: 50_000})
        assert dict(found.taken_to) == {When.BEFORE: 15_000, When.NOW: 30_000, When.AHEAD: 5_000}
        assert (found.whole.due_fen, found.whole.paid_fen, found.whole.rate) == (60_000, 30_000, 50)
        assert (found.whole.owing_fen, found.whole.owing_homes) == (40_000, 1)
        assert dict(found.ages) == {Age.MONTH: 30_000, Age.QUARTER: 10_000}
        assert (found.advance, found.not_due_fen) == (0, 55_000)
        building = found.buildings["3"]
        assert (building.owing_fen, building.paid_fen) == (40_000, 30_000)

    estate.work(story)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["charge", "pay", "right", "refund", "void"]), st.integers(0, 1), st.integers(0, 9), st.integers(-9_000, 40_000),
        st.integers(0, 40), st.integers(-45, 45),
    ),
    max_size=20,
)  # fmt: skip


@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_a_naive_recount_and_the_same_for_ever(
    estate: Estate, steps: list[tuple[str, int, int, int, int, int]]
) -> None:
    """Random months: the report agrees with the entries read one by one, and no later entry changes a month that is over."""

    class Done(Exception):
        """Undoes the example."""

    def story(work: Work) -> None:
        with work.part():
            there, kind = work.people.community(estate.community), fee_steps.code(work, estate.community)
            day, kept = date(2026, 11, 3), {}
            for n, (what, home, which, fen, later, due) in enumerate(steps):
                day += timedelta(days=later)
                at(work, day)
                _step(work, estate.units[HOMES[home]], kind, (what, which, fen, f"x{n}", day + timedelta(days=due)))
                period, now = month(day), money.counted(work, there, month(day))
                _agrees(work, [estate.units[h] for h in HOMES], period.first, day, now.month)
                for before, figures in kept.items():
                    if before < period.first:
                        assert money.counted(work, there, month(before)).month == figures
                at(work, period.last)
                kept[period.first] = money.counted(work, there, period).month
            raise Done

    with pytest.raises(Done):
        estate.work(story)


def _step(work: Work, unit: int, kind: Any, step: tuple[str, int, int, str, date]) -> None:
    what, which, fen, about, due = step
    bills, payments = work.ledger.bills(unit, 50, 0), work.ledger.payments(unit, 50)
    try:
        if what == "charge":
            fee_steps.charged(work, unit, kind, abs(fen), about, due)
        elif what == "pay" and fen:
            fee_steps.paid(work, unit, abs(fen))
        elif what == "right" and bills:
            posting.put_right(work, bills[which % len(bills)].id, fen, "", None)
        elif what == "refund" and payments:
            posting.refund(work, payments[which % len(payments)], abs(fen), "", None)
        elif what == "void" and payments:
            posting.void(work, payments[which % len(payments)], "", None)
    except (Refused, Outdated):
        pass


def _agrees(work: Work, units: list[int], first: date, last: date, found: Any) -> None:
    lines: list[Line] = [line for unit in units for line in work.ledger.lines(unit) if line.day <= last]
    mine = [line for line in lines if line.day >= first]
    bills = {b.id: b for unit in units for b in work.ledger.bills(unit, 99, 0)}

    def of(*kinds: Entry) -> int:
        return sum(line.fen for line in mine if line.kind in kinds)

    assert found.charged_fen == of(Entry.CHARGED) and found.corrected == of(Entry.CORRECTED)
    assert found.received_fen == -of(Entry.RECEIVED, Entry.VOIDED) and found.refunded == of(Entry.REFUNDED)
    taken = [line for line in mine if line.kind in (Entry.TAKEN, Entry.FREED) and line.bill_id is not None]
    assert sum(found.taken_to.values()) == sum(found.taken.values()) == -sum(line.fen for line in taken)
    assert found.advance == -sum(line.fen for line in lines if line.bill_id is None)
    open_ = {b: sum(line.fen for line in lines if line.bill_id == b) for b in bills}
    late = {b: fen for b, fen in open_.items() if bills[b].due_on < last and fen > 0}
    assert found.whole.owing_fen == sum(late.values()) == sum(found.ages.values()) == sum(found.owing_by_code.values())
    assert found.whole.owing_homes == len({bills[b].unit_id for b in late})
    assert found.not_due_fen == sum(fen for b, fen in open_.items() if bills[b].due_on >= last)
    due = [b for b in bills.values() if first <= b.due_on <= last]
    paid = -sum(line.fen for line in lines if line.payment_id is not None and line.bill_id in {b.id for b in due})
    assert (found.whole.paid_fen, found.whole.due_fen) == (paid, paid + sum(open_[b.id] for b in due))
    assert found.whole.owing_fen + found.not_due_fen - found.advance == sum(line.fen for line in lines)


def test_told_on_demand(estate: Estate) -> None:
    """The manager chooses the month: message, chart and workbook; whose money it is not is refused."""
    fee_steps.bill(estate, HOMES[0], 27_580, "2026-11", estate.now.date() - timedelta(days=1))
    estate.says(ZHENG, "/menu")
    for label in ("值班与管理", "报表", "收费", "本月"):
        estate.taps(ZHENG, label)
    estate.passes(seconds=1)
    since = last_row(estate)
    assert estate.taps(ZHENG, "图和表格") == "好的，马上发给您。"
    estate.passes(seconds=1)
    (text,) = told(estate, ZHENG, TITLE, since)
    assert "欠费 <b>¥275.80</b> · 1 户" in text and "收费率 <b>0%</b>" in text
    drawn = [r for r in owed(estate, ZHENG) if TITLE in r.payload["text"]][-1].payload["media"]
    assert chart(next(p["draw"] for p in drawn if p["kind"] == "photo"), Fonts())
    made = estate.work(lambda w: documents.document(w, next(p["draw"] for p in drawn if p["kind"] == "file")))
    book = openpyxl.load_workbook(io.BytesIO(workbook(made)))
    assert book.sheetnames == ["汇总", "按项目", "按楼栋", "按管家", "按户", "有偿服务"]
    rows = list(book["按户"].iter_rows(values_only=True))
    assert any(row[0] == "3栋2单元1502" and row[1] == 275.8 for row in rows)


@pytest.mark.parametrize("name", [CHEN, LI, WANG])
def test_whose_business_it_is_not(estate: Estate, name: str) -> None:
    """No menu and no forged button for the desk's clerks, workers, residents."""
    estate.presses(name, f"y{estate.community}:book.money/2026-11:0")
    assert NOT_YOURS in estate.toast()


def test_forged_months_are_refused(estate: Estate) -> None:
    """No months at all, and reports there are not."""
    for value in ("money/2026-13", "money/x", "money", "gold/2026-11", "quality/2026-W60", "/", ""):
        estate.presses(ZHENG, f"y{estate.community}:book.{value}:0")
    assert not estate.work(lambda w: w.marks.get("reports.asked"))


def test_each_month_by_itself(estate: Estate) -> None:
    """The first of the month: the month before, once, to those who read it."""
    fee_steps.bill(estate, HOMES[0], 27_580, "2026-11", estate.now.date())
    estate.passes(days=1)
    since = last_row(estate)
    estate.passes(days=9)
    assert len(told(estate, ZHENG, TITLE, since)) == 1
    estate.passes(days=1)
    assert len(told(estate, ZHENG, TITLE, since)) == 1
