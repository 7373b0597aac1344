"""Prices, reductions, corrections and what a home holds, in the chat; what a head has to agree to (FEE-04, FEE-09, F-24, X-13)."""

from datetime import UTC, date, datetime

from domain.fees.asks import Asked
from domain.people import UnitState
from services import Work
from store import ledger
from store import money_tables as m
from tests.services.billing_steps import (
    CAI,
    HOMES,
    bills,
    code_of,
    finance,
    looks,
    makes,
    measured,
    priced,
    usual,
)
from tests.services.fee_steps import pays
from tests.services.steps import CHEN, OUTDATED, WANG, sets
from tests.support.estate import Estate

ZHENG, HOME = "郑经理", "3-2-1502"


def _ready(estate: Estate) -> None:
    finance(estate)
    measured(estate)
    usual(estate)


def _home(estate: Estate, who: str = CAI) -> None:
    """What the home is charged by, by the menu."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "费用")
    estate.taps(who, "按户调整")
    estate.says(who, HOME)
    estate.taps(who, "3栋2单元1502")


def _price(estate: Estate, text: str, day: str, who: str = CAI) -> None:
    estate.taps(who, "物业服务费")
    estate.taps(who, "定单价")
    estate.says(who, text)
    estate.taps(who, day)
    estate.taps(who, "就这样")


def _rates(estate: Estate) -> list[tuple[date, int]]:
    code = code_of(estate)
    return [(r.from_on, r.price_e4) for r in estate.work(lambda w: w.charges.rates(code.id))]


def _asks(estate: Estate) -> list[str]:
    return [r.status for r in estate.work(lambda w: w.conn.execute(m.fee_asks.select()).all())]


def test_finance_proposes_a_price_and_the_manager_agrees(estate: Estate) -> None:
    """From a day on; nothing is overwritten; the one who asked hears of it."""
    _ready(estate)
    _price(estate, "2.8", "12月1日")
    assert _rates(estate) == []
    assert "等您同意" in estate.newest(ZHENG).text and "2.80" in estate.newest(ZHENG).text
    assert estate.taps(ZHENG, "同意").startswith("已同意")
    assert _rates(estate) == [(date(2026, 12, 1), 28_000)]
    assert "经理同意了" in estate.newest(CAI).text
    estate.presses(ZHENG, f"B{estate.community}:approve.1:0")
    assert OUTDATED in estate.toast()
    assert _asks(estate) == [Asked.APPROVED]


def test_the_manager_does_not_agree(estate: Estate) -> None:
    """With a reason, which the one who asked reads."""
    _ready(estate)
    _price(estate, "9.9", "12月1日")
    estate.taps(ZHENG, "不同意")
    estate.says(ZHENG, "太高了")
    assert "没有同意" in estate.newest(CAI).text and "太高了" in estate.newest(CAI).text
    assert _rates(estate) == [] and _asks(estate) == [Asked.DECLINED]


def test_a_price_of_the_past_stays_where_bills_stand_on_it(estate: Estate) -> None:
    """Days of billed periods are not offered; a request that was overtaken is refused when it is agreed to."""
    _ready(estate)
    priced(estate)
    _price(estate, "3", "12月1日")
    estate.says(CAI, "/menu")
    estate.taps(CAI, "值班与管理")
    estate.taps(CAI, "费用")
    estate.taps(CAI, "出账")
    looks(estate)
    makes(estate)
    assert {b.fen for b in bills(estate)} == {27_580}
    assert "2026-12 已经出过账" in estate.taps(ZHENG, "同意") or "2026-12 已经出过账" in estate.newest(ZHENG).text
    assert _asks(estate) == [Asked.ASKED] and _rates(estate) == [(date(2026, 1, 1), 28_000)]
    estate.taps(CAI, "看收费项目")
    estate.taps(CAI, "定单价")
    estate.says(CAI, "3")
    labels = [b["label"] for row in estate.newest(CAI).buttons for b in row]
    assert [label for label in labels if "月1日" in label] == ["2027年1月1日(周五)"]


def test_what_a_head_does_is_done_at_once(estate: Estate) -> None:
    """Nobody is asked."""
    _ready(estate)
    estate.says(ZHENG, "/menu")
    estate.taps(ZHENG, "值班与管理")
    estate.taps(ZHENG, "费用")
    estate.taps(ZHENG, "出账")
    _price(estate, "2.8", "11月1日", ZHENG)
    assert _rates(estate) == [(date(2026, 11, 1), 28_000)]
    assert _asks(estate) == [Asked.APPROVED]


def test_parking(estate: Estate) -> None:
    """A space of a home is charged from this period on, until it is given up."""
    _ready(estate)
    priced(estate, 1_500_000, key="parking")
    _home(estate)
    estate.taps(CAI, "加车位或表")
    estate.taps(CAI, "停车费")
    estate.says(CAI, "B1-023")
    estate.taps(CAI, "2")
    estate.taps(CAI, "加上")
    assert "停车费 B1-023 × 2" in estate.newest(CAI).text
    estate.presses(CAI, f"B{estate.community}:codes:0")
    assert "1</b> 户，共 <b>¥300.00" in looks(estate, "2026-12", "停车费")
    assert "新出 1 户，¥300.00" in makes(estate)
    _home(estate)
    estate.taps(CAI, "停用 B1-023")
    estate.presses(CAI, f"B{estate.community}:code.{code_of(estate, 'parking').id}:0")
    estate.now = datetime(2026, 12, 20, 6, tzinfo=UTC)
    estate.presses(CAI, f"B{estate.community}:code.{code_of(estate, 'parking').id}:0")
    estate.taps(CAI, "2027-01 出账")
    estate.passes(seconds=1)
    assert "没有要出的账" in estate.newest(CAI).text


def test_a_meter(estate: Estate) -> None:
    """F-24: read twice, charged by the difference; read backwards or for a billed period it is not taken."""
    _ready(estate)
    priced(estate, 45_000, key="water")
    _home(estate)
    estate.taps(CAI, "加车位或表")
    estate.taps(CAI, "水费")
    estate.taps(CAI, "没有编号")
    estate.taps(CAI, "加上")
    for reading, day in (("100", "10月31日"), ("112.5", "11月22日")):
        estate.taps(CAI, "抄表 水费")
        estate.says(CAI, reading)
        estate.taps(CAI, day)
        estate.taps(CAI, "记下")
    assert "表数 112.5" in estate.newest(CAI).text
    estate.taps(CAI, "抄表 水费")
    estate.says(CAI, "99")
    estate.taps(CAI, "10月31日")
    estate.taps(CAI, "记下")
    assert "已经抄过表" in estate.toast()
    estate.taps(CAI, "取消")
    estate.presses(CAI, f"B{estate.community}:codes:0")
    assert "1</b> 户，共 <b>¥56.25" in looks(estate, "2026-11", "水费")
    makes(estate)
    assert bills(estate)[0].formula == {"kind": "metered", "before": 100_000, "after": 112_500, "price_e4": 45_000}
    _home(estate)
    estate.taps(CAI, "抄表 水费")
    estate.says(CAI, "120")
    estate.taps(CAI, "11月22日")
    estate.taps(CAI, "记下")
    assert "这户已经出账" in estate.toast()


def test_a_cost_is_shared_out(estate: Estate) -> None:
    """FEE-03: exact to the fen; not changed once billed, nor mixed with single buildings."""
    _ready(estate)

    def cost(scope: str, yuan: str) -> None:
        estate.presses(CAI, f"B{estate.community}:code.{code_of(estate, 'shared').id}:0")
        estate.taps(CAI, "录公摊金额")
        estate.taps(CAI, "2026-11")
        estate.taps(CAI, scope)
        estate.says(CAI, yuan)
        estate.taps(CAI, "记下")

    estate.presses(CAI, f"B{estate.community}:code.{code_of(estate, 'shared').id}:0")
    assert "还没录" in estate.taps(CAI, "2026-11 出账")
    cost("3栋", "100")
    cost("全小区", "100")
    assert "只按全小区、或只按楼栋" in estate.toast()
    estate.taps(CAI, "取消")
    estate.presses(CAI, f"B{estate.community}:codes:0")
    assert "8</b> 户，共 <b>¥100.00" in looks(estate, "2026-11", "公摊费用")
    makes(estate)
    assert sum(b.fen for b in bills(estate)) == 10_000
    cost("3栋", "200")
    assert "金额不再改" in estate.toast()


def test_custody(estate: Estate) -> None:
    """FEE-09, F-22: 70 % of the property fee; the figure is the community's."""
    _ready(estate)
    priced(estate)
    _home(estate)
    estate.taps(CAI, "转为托管")
    assert "托管" in estate.newest(CAI).text
    sets(estate, "fee.custody_percent", 60)
    estate.presses(CAI, f"B{estate.community}:codes:0")
    looks(estate)
    makes(estate)
    found = next(b for b in bills(estate) if b.unit_id == estate.units[HOME])
    assert (found.fen, found.formula["percent"]) == (16_548, 60)
    _home(estate)
    estate.taps(CAI, "不再托管")
    home = estate.work(lambda w: w.charges.home(estate.units[HOME]))
    assert home.state is UnitState.VACANT


def test_the_desk_asks_for_a_reduction(estate: Estate) -> None:
    """The manager agrees; bills of those periods are less, until it is ended."""
    _ready(estate)
    priced(estate)
    _home(estate, CHEN)
    assert not [b for row in estate.newest(CHEN).buttons for b in row if "托管" in b["label"]]
    estate.taps(CHEN, "申请减免")
    estate.taps(CHEN, "物业服务费")
    estate.taps(CHEN, "20%")
    estate.taps(CHEN, "2026-12")
    estate.taps(CHEN, "2027-01")
    estate.says(CHEN, "低保户")
    estate.taps(CHEN, "提交")
    assert "减免 <b>20%" in estate.newest(ZHENG).text and "低保户" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "同意")
    assert "经理同意了" in estate.newest(CHEN).text
    estate.presses(CAI, f"B{estate.community}:codes:0")
    looks(estate)
    makes(estate)
    found = next(b for b in bills(estate) if b.unit_id == estate.units[HOME])
    assert (found.fen, found.formula["off"]) == (22_064, 20)
    _home(estate)
    estate.taps(CAI, "停止减免")
    assert "减免 20%" not in estate.newest(CAI).text
    code = code_of(estate).id
    assert estate.work(lambda w: w.charges.reductions(code, "2027-01")) == {}


def test_a_reduction_reaches_back_into_bills_that_are_there(estate: Estate) -> None:
    """By an entry; a bill somebody disputes is left to the dispute."""
    _billed(estate)
    for code, percent in (("物业服务费", "10%"), ("公共能耗费", "10%")):
        estate.taps(CAI, "申请减免")
        estate.taps(CAI, code)
        estate.taps(CAI, percent)
        estate.taps(CAI, "2026-11")
        estate.taps(CAI, "2026-12")
        estate.says(CAI, "漏水影响居住")
        estate.taps(CAI, "提交")
        estate.taps(ZHENG, "同意")
    found = next(b for b in bills(estate) if b.unit_id == estate.units[HOME])
    assert (found.fen, found.open_fen) == (27_580, 24_822)
    assert estate.work(lambda w: [line.kind for line in w.ledger.lines(estate.units[HOME])]) == ["charged", "reduced"]


def _billed(estate: Estate) -> None:
    _ready(estate)
    priced(estate)
    estate.presses(CAI, f"B{estate.community}:codes:0")
    looks(estate)
    makes(estate)
    _home(estate)


def _correct(estate: Estate, yuan: str, why: str = "面积登记有误") -> None:
    estate.taps(CAI, "更正账单")
    estate.taps(CAI, "物业服务费 2026-12")
    estate.says(CAI, yuan)
    estate.says(CAI, why)
    estate.taps(CAI, "确认更正")


def test_a_small_correction_is_made_at_once(estate: Estate) -> None:
    """By an entry with the reason; the owner is told; the bill as charged stays."""
    _billed(estate)
    _correct(estate, "250")
    found = next(b for b in bills(estate) if b.unit_id == estate.units[HOME])
    assert (found.fen, found.open_fen) == (27_580, 25_000)
    assert "¥275.80 → <b>¥250.00" in estate.screen(WANG) and "面积登记有误" in estate.screen(WANG)
    _correct(estate, "250")
    assert "没有要更正的" in estate.toast()


def test_a_large_correction_waits_for_the_manager(estate: Estate) -> None:
    """Entered when the manager agrees, and only on the bill that was looked at."""
    _billed(estate)
    sets(estate, "fee.correct_most_fen", 5_000)
    _correct(estate, "0")
    open_ = lambda: next(b for b in bills(estate) if b.unit_id == estate.units[HOME]).open_fen  # noqa: E731
    assert open_() == 27_580
    assert "¥275.80 → <b>¥0.00" in estate.newest(ZHENG).text
    _correct(estate, "270")
    assert open_() == 27_000
    said = estate.taps(ZHENG, "同意") + estate.newest(ZHENG).text
    assert "刚刚改成了" in said and open_() == 27_000
    estate.taps(ZHENG, "不同意")
    estate.says(ZHENG, "重新申请")
    _correct(estate, "100")
    estate.taps(ZHENG, "同意")
    assert open_() == 10_000
    assert estate.work(lambda w: ledger.unbalanced(w.conn)) == []


def test_a_charge_for_one_occasion(estate: Estate) -> None:
    """FEE-11: waste of a renovation; the owner reads what for, and sees it in the account."""
    finance(estate)
    _home(estate)
    estate.taps(CAI, "单独收一笔")
    estate.taps(CAI, "装修垃圾清运费")
    estate.says(CAI, "0")
    estate.says(CAI, "清运一车")
    estate.taps(CAI, "12月10日")
    estate.taps(CAI, "记下")
    assert "大于零" in estate.toast() and bills(estate) == []
    estate.taps(CAI, "改金额")
    estate.says(CAI, "300")
    estate.taps(CAI, "记下")
    assert [(b.fen, b.open_fen, b.due_on) for b in bills(estate)] == [(30_000, 30_000, date(2026, 12, 10))]
    assert "装修垃圾清运费 <b>¥300.00" in estate.newest(WANG).text and "清运一车" in estate.newest(WANG).text
    estate.taps(WANG, "看费用")
    assert "待交 <b>¥300.00" in estate.screen(WANG)
    usual(estate)
    assert "清运" not in estate.newest(CAI).text


def test_what_was_paid_in_advance_pays_the_run(estate: Estate) -> None:
    """FEE-20: only homes that have paid in advance are looked at one by one."""
    _ready(estate)
    priced(estate)
    pays(estate, HOME, 60_000)
    estate.presses(CAI, f"B{estate.community}:codes:0")
    looks(estate)
    makes(estate)
    assert [b.unit_id for b in bills(estate) if b.open_fen == 0] == [estate.units[HOME]]
    assert estate.work(lambda w: w.ledger.balance(estate.units[HOME])) == 27_580 - 60_000
    assert len(bills(estate)) == HOMES


def test_a_bug_in_a_run_stops_that_run_only(estate: Estate, monkeypatch: object) -> None:
    """The administrators hear of it; nothing half is written; pressed again it goes on."""
    from services.fees import posting

    _ready(estate)
    priced(estate)
    estate.presses(CAI, f"B{estate.community}:codes:0")
    looks(estate)

    def broken(work: Work, *args: object, **more: object) -> list[int]:
        raise ZeroDivisionError

    whole = posting.charge_many
    monkeypatch.setattr(posting, "charge_many", broken)  # type: ignore[attr-defined]
    estate.taps(CAI, "出账 ")
    estate.passes(seconds=1)
    assert bills(estate) == [] and not estate.work(lambda w: w.marks.get("bills_written"))
    monkeypatch.setattr(posting, "charge_many", whole)  # type: ignore[attr-defined]
    assert "新出 24 户" in makes(estate)
