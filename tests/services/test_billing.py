"""Runs of bills in the chat: checked first, made once, gaps filled (FEE-01, FEE-02, F-21 to F-24)."""

from datetime import date

from store import money_tables as m
from tests.services.billing_steps import CAI, HOMES, bills, finance, looks, makes, measured, priced, usual
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
