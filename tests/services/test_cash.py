"""The money of a day: counted from the entries, counted by one, received by another, banked; what is not settled goes up."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest

from bot.drawing.sheets import workbook
from domain.fees.ledger import Way
from domain.people import Role, Team
from services import Work, documents
from services.fees import posting
from tests.services.fee_steps import charged, code
from tests.services.test_fee_account import HOME, works
from tests.support.estate import Estate

FINANCE, SECOND = "钱会计", "孙会计"
TODAY = date(2026, 11, 22)


def pays(estate: Estate, fen: int, way: Way) -> Any:
    """A payment of the home in that way, confirmed."""

    def run(work: Work) -> Any:
        values = {
            "community_id": estate.community,
            "unit_id": estate.units[HOME],
            "way": way,
            "fen": fen,
            "paid_on": TODAY,
        }
        return posting.confirm(work, work.ledger.add_payment(values), None)

    return estate.work(run)


@pytest.fixture
def till(estate: Estate) -> Estate:
    """Two of finance; 500 in cash and 1,000 by transfer today, of which 275.80 are for November."""
    works(estate, FINANCE, 41, Role.FINANCE, Team.FINANCE)
    works(estate, SECOND, 42, Role.FINANCE, Team.FINANCE)
    estate.work(lambda w: charged(w, estate.units[HOME], code(w, estate.community), 27_580, "2026-11"))
    pays(estate, 50_000, Way.CASH)
    pays(estate, 100_000, Way.TRANSFER)
    return estate


def opens(till: Estate, who: str) -> None:
    """Today's money, from the menu."""
    till.says(who, "/menu")
    for label in ("值班与管理", "费用", "收据与钱款", "今天的钱款"):
        till.taps(who, label)


def day(till: Estate) -> Any:
    """What is kept of today."""
    return till.work(lambda w: w.receipts.cash_day(till.community, TODAY))


def counts(till: Estate, who: str) -> None:
    """As much as there should be."""
    opens(till, who)
    till.taps(who, "清点现金并签字")
    till.taps(who, "¥")


def test_totals_by_way_and_class(till: Estate) -> None:
    """F-45: both sums are the day's money."""
    opens(till, FINANCE)
    said = till.newest(FINANCE).text
    for words in (
        "合计 <b>¥1,500.00</b>",
        "收据 2 张：2026-000001 至 2026-000002",
        "现金 ¥500.00",
        "转账 ¥1,000.00",
        "物业费 ¥275.80",
        "预交 ¥1,224.20",
    ):
        assert words in said
    assert "待清点" in said


def test_counted_received_banked(till: Estate) -> None:
    """Desk counts, finance receives and takes it to the bank; two different people, each with a signature."""
    counts(till, "陈静")
    assert (day(till).cash_fen, day(till).difference) == (50_000, None)
    assert "陈静 清点 ¥500.00" in till.newest(FINANCE).text
    assert "已收到" not in till.newest("陈静").text
    till.presses("陈静", "m0:cash_receive.2026-11-22_1:0")
    assert till.toast() == "清点的人不能自己接收，请另一位同事签字。"
    till.taps(FINANCE, "打开")
    assert till.taps(FINANCE, "已收到，签字") == "已签字，谢谢。"
    till.taps(FINANCE, "登记存款")
    till.taps(FINANCE, "¥500.00")
    assert "已结清" in till.newest(FINANCE).text
    assert "差异：0" in till.newest(FINANCE).text
    assert (day(till).banked_fen, day(till).version) == (50_000, 3)
    till.presses(FINANCE, "m0:cash_count.2026-11-22:0")
    assert "不用再清点" in till.toast()


def test_differences_have_words(till: Estate) -> None:
    """At the count and at the bank; both stay on the record."""
    opens(till, "陈静")
    till.taps("陈静", "清点现金并签字")
    till.says("陈静", "498")
    assert "-¥2.00" in till.newest("陈静").text
    till.says("陈静", "找零少了两元")
    assert day(till).difference == "找零少了两元"
    till.taps(FINANCE, "打开")
    till.taps(FINANCE, "已收到，签字")
    till.taps(FINANCE, "登记存款")
    till.says(FINANCE, "398")
    till.says(FINANCE, "留一百备用金")
    assert (day(till).cash_fen, day(till).banked_fen, day(till).difference) == (
        49_800,
        39_800,
        "找零少了两元 / 留一百备用金",
    )
    assert "差异：找零少了两元 / 留一百备用金" in till.newest(FINANCE).text


def test_more_cash_is_counted_anew(till: Estate) -> None:
    """Signatures hold for what was there."""
    counts(till, FINANCE)
    opens(till, SECOND)
    pays(till, 10_000, Way.CASH)
    till.taps(SECOND, "已收到，签字")
    assert day(till).received_by is None
    opens(till, SECOND)
    assert "现在应有 ¥600.00，请重新清点" in till.newest(SECOND).text
    counts(till, SECOND)
    assert (day(till).cash_fen, day(till).version) == (60_000, 2)
    pays(till, 7_000, Way.TRANSFER)
    till.presses(FINANCE, "m0:cash_receive.2026-11-22_1:0")
    assert day(till).received_by is None
    till.presses(FINANCE, "m0:cash_receive.2026-11-22_2:0")
    assert day(till).received_by is not None


def test_cash_given_back_leaves_nothing_to_count(till: Estate) -> None:
    """A payment that never was takes its cash with it, on its own day."""
    other = pays(till, 30_000, Way.CASH)
    till.work(lambda w: posting.void(w, other, "重复登记", None))
    opens(till, FINANCE)
    assert "现金 ¥500.00" in till.newest(FINANCE).text


def test_nothing_to_count_without_cash(estate: Estate) -> None:
    """Transfers were looked at when they were confirmed."""
    works(estate, FINANCE, 41, Role.FINANCE, Team.FINANCE)
    pays(estate, 100_000, Way.TRANSFER)
    opens(estate, FINANCE)
    assert "无现金" in estate.newest(FINANCE).text
    assert "清点现金并签字" not in estate.screen(FINANCE)
    estate.passes(minutes=1)
    estate.passes(days=5)
    assert "现金还没结清" not in estate.screen(FINANCE)


def test_not_settled_goes_up(till: Estate) -> None:
    """Finance hears of it the next morning, the manager after `cash.rise_days`; settled, nobody does."""
    till.passes(minutes=1)
    till.passes(hours=20)
    assert "现金还没结清" in till.screen(FINANCE)
    assert "11月22日" in till.screen(FINANCE)
    assert "现金还没结清" not in till.screen("郑经理")
    till.passes(days=1)
    assert "现金还没结清" in till.screen("郑经理")
    said = till.screen("郑经理").count("现金还没结清")
    for who, verb in ((FINANCE, "cash_count"), (SECOND, "cash_receive")):
        till.presses(who, f"m0:{verb}.2026-11-22{'_1' if verb == 'cash_receive' else ''}:0")
        if verb == "cash_count":
            till.taps(who, "¥500.00")
    till.presses(SECOND, "m0:cash_bank.2026-11-22:0")
    till.taps(SECOND, "¥500.00")
    till.passes(days=2)
    assert till.screen("郑经理").count("现金还没结清") == said


def test_listed_and_as_a_workbook(till: Estate) -> None:
    """The days, and the month as a sheet that sums up to the entries."""
    counts(till, "陈静")
    opens(till, FINANCE)
    till.taps(FINANCE, "每日钱款")
    assert "🟡 11月22日" in till.newest(FINANCE).text
    till.taps(FINANCE, "本月表格")
    [media] = till.newest(FINANCE).media
    assert media["name"] == "每日钱款-2026-11.xlsx"
    whole = till.work(lambda w: documents.document(w, media["draw"]))
    days, classes, receipts = openpyxl.load_workbook(io.BytesIO(workbook(whole))).worksheets
    assert [c.value for c in days[3]][1:6] == [1000, 500, 0, 0, 1500]
    assert [c.value for c in days[3]][8:10] == ["待接收", "陈静"]
    assert sum(row[2].value for row in classes.iter_rows(min_row=3)) == 1500
    assert [(row[0].value, row[3].value, row[4].value) for row in receipts.iter_rows(min_row=3)] == [
        ("2026-000001", "王芳", 500), ("2026-000002", "王芳", 1000),
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["2026-11-23", "2027-01-01", "nonsense", "2026-13-01"])
def test_no_day_to_come(till: Estate, said: str) -> None:
    """Forged buttons open nothing."""
    before = till.screen(FINANCE)
    for verb in ("cash_day", "cash_count", "cash_bank", "cash_receive"):
        till.presses(FINANCE, f"m0:{verb}.{said}{'_1' if verb == 'cash_receive' else ''}:0")
    assert till.screen(FINANCE) == before
    assert TODAY + timedelta(days=1) == date(2026, 11, 23)


def test_only_for_those_who_handle_money(till: Estate) -> None:
    """The crew and residents are told no."""
    for who in ("李强", "王芳"):
        for verb in ("receipts", "cash_day", "cash_days", "cash_count", "cash_month"):
            till.presses(who, f"m0:{verb}:0")
            assert till.toast()
        assert "钱款" not in till.screen(who)
