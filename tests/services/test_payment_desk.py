"""Money taken at the desk, given back, made void: by whom, what it pays, what needs the manager."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Outdated, Refused
from domain.fees.ledger import Way
from services.payment import asking, taking
from store import ledger
from tests.services.fee_steps import bill
from tests.services.payment_steps import FINANCE_GROUP, balance, entries, ready, reports
from tests.services.test_fee_account import HOME
from tests.support.estate import Estate


@pytest.fixture
def books(estate: Estate) -> Estate:
    """Finance at work, two bills open."""
    return ready(estate)


def begins(books: Estate, who: str = "钱会计") -> None:
    """From the menu: the home."""
    books.says(who, "/menu")
    books.taps(who, "值班与管理")
    books.taps(who, "费用 ›")
    books.taps(who, "收款")
    books.says(who, HOME)
    books.taps(who, "3栋2单元1502")


def takes(books: Estate, fen: str, way: str = "现金", payer: str = "王芳", number: str | None = None) -> None:
    """Finance takes that much."""
    begins(books)
    books.taps("钱会计", "不指定")
    books.says("钱会计", fen)
    books.taps("钱会计", way)
    if way == "刷卡" and number is None:
        books.taps("钱会计", "跳过")
    elif number:
        books.says("钱会计", number)
    if payer == "王芳":
        books.taps("钱会计", payer)
    else:
        books.says("钱会计", payer)


def looks(books: Estate, who: str = "钱会计") -> None:
    """The newest payment of the home."""
    books.says(who, "/menu")
    books.taps(who, "值班与管理")
    books.taps(who, "费用 ›")
    books.taps(who, "查费用")
    books.says(who, HOME)
    books.taps(who, "3栋2单元1502")
    books.taps(who, "付款记录")
    books.taps(who, "看 1")


def newest(books: Estate) -> Any:
    """The newest payment of the home."""
    return books.work(lambda w: w.ledger.payments(books.units[HOME], 1))[0]


@pytest.mark.parametrize(
    ("fen", "way", "payer", "number", "owed"),
    [
        ("100", "现金", "王芳", None, 45_160),
        ("551.60", "刷卡", "王芳", None, 0),
        ("600", "刷卡", "王先生", "123456", -4_840),
        ("275.80", "转账", "王芳", "AB123456", 27_580),
    ],
)
def test_taken(books: Estate, fen: str, way: str, payer: str, number: str | None, owed: int) -> None:
    """Read back before it is entered; then the receipt, in the payer's name, and the owner has it."""
    takes(books, fen, way, payer, number)
    before = books.newest("钱会计").text
    assert "请和付款人核对" in before
    assert "以前没有付款记录" in before
    assert balance(books) == 55_160
    books.taps("钱会计", "确认收款")
    assert balance(books) == owed
    paid = newest(books)
    assert (paid.status, paid.reference, paid.payer) == ("confirmed", number, None if payer == "王芳" else payer)
    receipt = books.work(lambda w: w.receipts.valid_of(paid.id))
    assert receipt.payer == payer
    assert "已收款" in books.newest("钱会计").text
    assert "收据" in books.newest("王芳").text
    assert books.work(lambda w: ledger.unbalanced(w.conn)) == []


def test_chosen_bills_and_back(books: Estate) -> None:
    """The bills the payer names are paid first; a step back changes the amount."""
    begins(books)
    books.taps("钱会计", "物业费 2026-11 ¥275.80")
    books.taps("钱会计", "就这几笔")
    books.taps("钱会计", "¥275.80")
    books.taps("钱会计", "现金")
    books.taps("钱会计", "王芳")
    assert "物业费 2026-11 ¥275.80" in books.newest("钱会计").text
    books.taps("钱会计", "确认收款", times=3)
    assert [b.about for b in books.work(lambda w: w.ledger.open_bills(books.units[HOME]))] == ["2026-10"]
    assert [kind for kind, _ in entries(books)].count("received") == 1


def test_a_bill_meanwhile_is_read_before_it_is_taken(books: Estate) -> None:
    """What was read back is what is entered."""
    takes(books, "600")
    bill(books, HOME, 10_000, "2026-09", date(2026, 9, 30))
    books.taps("钱会计", "确认收款")
    assert balance(books) == 65_160
    assert "之后还欠 ¥51.60" in books.newest("钱会计").text
    books.taps("钱会计", "确认收款")
    assert balance(books) == 5_160


def test_who_takes(books: Estate) -> None:
    """Finance and the heads; the desk where the community lets it; workers never (X-18)."""

    def tries(work: Any) -> None:
        def take(account: int) -> Any:
            who = work.people.who(work.people.by_telegram(account), "zh")
            return taking.take_in(work, who, taking.Taken(books.units[HOME], Way.CASH, 100))

        accounts = books.people
        assert take(41).fen == 100
        assert take(accounts["郑经理"]).fen == 100
        for nobody in ("陈静", "李强", "王芳"):
            with pytest.raises(Refused, match="not_yours"):
                take(accounts[nobody])
        work.standards.set(books.community, "pay.desk_takes", True, 1, work.now)
        assert take(accounts["陈静"]).taken_by is not None
        for nobody in ("李强", "王芳"):
            with pytest.raises(Refused, match="not_yours"):
                take(accounts[nobody])

    books.work(tries)


def test_number_entered_once(books: Estate) -> None:
    """The same transfer is not taken at the desk and from a report."""
    takes(books, "100", "转账", number="AB123456")
    books.taps("钱会计", "确认收款")
    reports(books, "100", number="CD999999")
    takes(books, "100", "转账", number="AB123456")
    books.taps("钱会计", "确认收款")
    assert "已经入过账：3栋2单元1502" in books.screen("钱会计") + books.toast()
    assert [kind for kind, _ in entries(books)].count("received") == 1


def test_small_refund(books: Estate) -> None:
    """What is left is given back at once; the receipt is replaced and the payer told why."""
    takes(books, "600")
    books.taps("钱会计", "确认收款")
    looks(books)
    books.taps("钱会计", "退剩余款")
    books.says("钱会计", "40")
    books.taps("钱会计", "多付了")
    books.taps("钱会计", "确认退款", times=2)
    assert balance(books) == -840
    assert entries(books)[-1] == ("refunded", 4_000)
    assert "已退款 ¥40.00" in books.screen("王芳")
    assert "多付了" in books.screen("王芳")
    paid = newest(books)
    assert books.work(lambda w: w.receipts.valid_of(paid.id)).fen == 56_000


def test_large_refund_waits_for_the_manager(books: Estate) -> None:
    """Asked for once; nothing is entered until the manager agrees; overtaken meanwhile it is refused."""
    takes(books, "1000")
    books.taps("钱会计", "确认收款")
    looks(books)
    books.taps("钱会计", "退剩余款")
    books.taps("钱会计", "¥448.40")
    books.says("钱会计", "他搬走了")
    books.taps("钱会计", "确认退款")
    assert balance(books) == -44_840
    assert "已请经理同意" in books.screen("钱会计")
    assert "退款 <b>¥448.40</b>" in books.newest("郑经理").text
    paid = newest(books)

    def again(work: Any) -> None:
        who = work.people.who(work.people.by_telegram(42), "zh")
        with pytest.raises(Refused, match="asked_already"):
            asking.refund(work, who, paid.unit_id, paid.id, 44_840, "x")

    books.work(again)
    books.taps("郑经理", "同意")
    assert balance(books) == 0
    assert "他搬走了" in books.screen("王芳")


def test_large_refund_declined(books: Estate) -> None:
    """The manager says no, and why."""
    takes(books, "1000")
    books.taps("钱会计", "确认收款")
    paid = newest(books)

    def ask(work: Any) -> None:
        asking.refund(work, work.people.who(work.people.by_telegram(41), "zh"), paid.unit_id, paid.id, 44_840, "x")

    books.work(ask)
    books.deliver()
    books.taps("郑经理", "不同意")
    books.says("郑经理", "留作预存")
    assert balance(books) == -44_840
    assert "留作预存" in books.screen("钱会计")


def test_void(books: Estate) -> None:
    """By the manager's word: bills are open again, the receipt is void, the report says so, its number may come again."""
    case = reports(books, number="AB123456")
    books.taps("钱会计", "核对", FINANCE_GROUP)
    books.taps("钱会计", "已到账")
    looks(books)
    books.taps("钱会计", "作废")
    books.taps("钱会计", "转账被退回")
    books.taps("钱会计", "确认作废")
    assert balance(books) == 0
    books.taps("郑经理", "同意")
    assert balance(books) == 55_160
    assert "已作废" in books.screen("王芳")
    assert "转账被退回" in books.screen("王芳")
    paid = books.work(lambda w: w.ledger.of_case(case.id))
    assert (paid.status, paid.reference) == ("void", None)
    assert books.work(lambda w: w.receipts.valid_of(paid.id)) is None
    takes(books, "551.60", "转账", number="AB123456")
    books.taps("钱会计", "确认收款")
    assert balance(books) == 0
    assert books.work(lambda w: ledger.unbalanced(w.conn)) == []


def test_refusals(books: Estate) -> None:
    """Nothing left, more than is left, another home's payment, nobody's business."""
    takes(books, "100")
    books.taps("钱会计", "确认收款")
    paid = newest(books)

    def tries(work: Any) -> None:
        who = work.people.who(work.people.by_telegram(41), "zh")
        other = work.people.who(work.people.by_telegram(books.people["陈静"]), "zh")
        with pytest.raises(Refused, match="nothing_left"):
            asking.refund(work, who, paid.unit_id, paid.id, 1, "x")
        taking.take_in(work, who, taking.Taken(paid.unit_id, Way.CASH, 100_000))
        big = work.ledger.payments(paid.unit_id, 1)[0]
        with pytest.raises(Refused, match="too_much_back"):
            asking.refund(work, who, big.unit_id, big.id, 100_000, "x")
        with pytest.raises(Refused, match="not_yours"):
            asking.void(work, other, paid.unit_id, paid.id, "x")
        with pytest.raises(Outdated):
            asking.void(work, who, books.units["2-1-102"], paid.id, "x")
        with pytest.raises(Outdated):
            asking.void(work, who, paid.unit_id, 999_999, "x")
        with pytest.raises(Refused, match="payment/nothing"):
            taking.take_in(work, who, taking.Taken(paid.unit_id, Way.CASH, 0))

    books.work(tries)
