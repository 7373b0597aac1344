"""Runs of bills in the chat: checked first, made once, gaps filled (FEE-01, FEE-02, F-21 to F-24)."""

from datetime import date

import pytest

from services.clock import prepare, sweep
from services.fees import billing, posting
from store import ledger
from store import money_tables as m
from tests.services.billing_steps import CAI, HOMES, bills, code_of, finance, looks, makes, measured, priced, usual
from tests.services.steps import NOT_YOURS, OUTDATED
from tests.support.estate import Estate


def _ready(estate: Estate, **homes: dict[str, object]) -> None:
    finance(estate)
    measured(estate, **homes)
    usual(estate)
    priced(estate)


def test_checked_then_made(estate: Estate) -> None:
    """98.5 m² × 2.80 × 1 month is 275.80 for each of 24 homes, due on the community's day; nothing is written before."""
    _ready(estate)
    said = looks(estate)
    assert "24</b> 户，共 <b>¥6,619.20" in said
    assert "没有登记业主：22 户" in said
    assert bills(estate) == []
    assert "新出 24 户，¥6,619.20" in makes(estate)
    made = bills(estate)
    assert {b.fen for b in made} == {b.open_fen for b in made} == {27_580}
    assert {b.due_on for b in made} == {date(2026, 12, 10)}
    assert {(b.from_on, b.until_on) for b in made} == {(date(2026, 12, 1), date(2026, 12, 31))}
    assert made[0].formula == {"kind": "area", "area_cm2": 985_000, "price_e4": 28_000, "months": 1}


def test_made_twice_changes_nothing(estate: Estate) -> None:
    """The second run fills gaps only, and says how many."""
    _ready(estate, h3_2_1502={"area_cm2": None})
    assert "没有登记面积：1 户" in looks(estate)
    estate.taps(CAI, "看：没有面积")
    estate.passes(seconds=1)
    assert "· 3栋2单元1502" in estate.newest(CAI).text
    estate.taps(CAI, "3栋2单元1502")
    assert "面积没有登记" in estate.screen(CAI)
    estate.taps(CAI, "‹ 返回核对")
    estate.passes(seconds=1)
    makes(estate)
    assert len(bills(estate)) == HOMES - 1
    estate.taps(CAI, "看收费项目")
    estate.taps(CAI, "2026-12 出账")
    estate.passes(seconds=1)
    assert "没有要出的账" in estate.newest(CAI).text
    measured(estate)
    estate.taps(CAI, "重新核对")
    estate.passes(seconds=1)
    assert "将出账 <b>1</b> 户" in estate.newest(CAI).text
    assert "新出 1 户，¥275.80。之前已出 23 户，没有重复。" in makes(estate)
    assert len({b.unit_id for b in bills(estate)}) == len(bills(estate)) == HOMES
    rows = estate.work(lambda w: w.conn.execute(m.bill_runs.select()).all())
    assert [(r.period, r.bills, r.fen) for r in rows] == [("2026-12", 24, 661_920)]


def test_a_run_goes_on_where_it_was_killed(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Portion by portion; pressed twice, by two clerks, with other presses in between: every home has one bill."""
    monkeypatch.setattr(billing, "PORTION", 5)
    _ready(estate)
    looks(estate)
    finance(estate, "钱会计", 62)
    code = code_of(estate).id
    estate.taps(CAI, "出账 ", times=2)
    estate.writer.run_sync(sweep)
    assert len(bills(estate)) == 5
    estate.presses("钱会计", f"B{estate.community}:write.{code}-2026-12:0")
    estate.writer.run_sync(sweep)
    assert len(bills(estate)) == 10
    # killed here: what is under way is a row, so whoever starts next goes on
    estate.passes(seconds=1)
    assert len({b.unit_id for b in bills(estate)}) == len(bills(estate)) == HOMES
    assert "新出 24 户，¥6,619.20。" in estate.newest(CAI).text
    assert estate.work(lambda w: ledger.unbalanced(w.conn)) == []


def test_what_was_computed_aside_is_only_written_down(estate: Estate) -> None:
    """A bill made between the reading and the writing is not made twice."""
    _ready(estate)
    looks(estate)
    estate.taps(CAI, "出账 ")
    ready = estate.work(prepare)
    unit, code = estate.units["3-2-1502"], code_of(estate)
    estate.work(
        lambda w: posting.charge(w, posting.Charge(w.people.unit(unit), code, "2026-12", 100, date(2026, 12, 10)), None)
    )
    estate.writer.run_sync(lambda w: sweep(w, ready))
    estate.deliver()
    assert len(bills(estate)) == HOMES and [b.fen for b in bills(estate) if b.unit_id == unit] == [100]
    assert "新出 23 户" in estate.newest(CAI).text


def test_periods_and_codes_that_are_not_offered(estate: Estate) -> None:
    """Forged buttons change nothing."""
    _ready(estate)
    code = code_of(estate).id
    for value in (
        f"{code}-2031-01",
        f"{code}-2026-1",
        f"{code}-order/1",
        "9999-2026-12",
        "x-2026-12",
        f"{code}-",
        "-",
        "",
    ):
        estate.presses(CAI, f"B{estate.community}:write.{value}:0")
        assert OUTDATED in estate.toast() or NOT_YOURS in estate.toast(), value
    estate.passes(seconds=1)
    assert bills(estate) == []


def test_a_cost_is_shared_out_in_portions(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """FEE-03: however it is cut, the sum is the whole, to the fen."""
    monkeypatch.setattr(billing, "PORTION", 7)
    _ready(estate)
    code = code_of(estate, "shared").id
    estate.work(lambda w: w.charges.set_cost(code, "2026-11", None, 100_001, None))
    estate.presses(CAI, f"B{estate.community}:write.{code}-2026-11:0")
    estate.writer.run_sync(sweep)
    assert len(bills(estate)) == 7
    estate.passes(seconds=1)
    assert len(bills(estate)) == HOMES and sum(b.fen for b in bills(estate)) == 100_001
