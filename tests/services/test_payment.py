"""Payments reported by the owner: found by finance as told or otherwise, not found, taken back; nothing is asked for meanwhile."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Outdated, Refused
from domain.people import Relation
from services.payment import reporting
from store import ledger
from tests.services.fee_steps import bill
from tests.services.heard_steps import kinds, promises
from tests.services.payment_steps import FINANCE_GROUP, balance, entries, ready, reports
from tests.services.test_fee_account import HOME, lives
from tests.support.estate import Estate


@pytest.fixture
def books(estate: Estate) -> Estate:
    """Finance at work, two bills open."""
    return ready(estate)


def status(books: Estate) -> str:
    """Where the newest matter stands."""
    return str(books.cases()[-1].status)


def card(books: Estate, who: str = "王芳") -> str:
    """The person's card of the payment."""
    return next(m.text for m in reversed(list(books.chats[books.people[who]].values())) if "💸 付款" in m.text)


def test_reported(books: Estate) -> None:
    """The owner reads when they hear; finance's group reads building and clock only; nothing is entered yet."""
    case = reports(books)
    assert (case.flow, case.category, case.team, case.status) == ("payment", "pay_transfer", "finance", "unchecked")
    assert "¥551.60" in card(books)
    assert "核对期间，这笔钱不再催您" in card(books)
    group = books.newest(FINANCE_GROUP).text
    assert "3栋2单元" in group
    assert not any(word in group for word in ("1502", "王芳", "¥"))
    assert promises(books, case.id) == [("payment_check", "open")]
    assert balance(books) == 55_160
    told = books.work(lambda w: w.dunning.reported(books.community))
    assert told == {books.units[HOME]: 55_160}


def test_it_is_there(books: Estate) -> None:
    """Finance reads what it pays first before pressing; the owner reads what it was taken to, and has the receipt."""
    case = reports(books, "300")
    books.taps("钱会计", "核对", FINANCE_GROUP)
    before = books.newest("钱会计").text
    assert "物业费 2026-10 ¥275.80" in before
    assert "物业费 2026-11 ¥24.20，还差 ¥251.60" in before
    books.taps("钱会计", "已到账")
    assert status(books) == "closed"
    assert balance(books) == 25_160
    owner = card(books)
    assert "已到账" in owner
    assert "物业费 2026-11 ¥24.20，还差 ¥251.60" in owner
    assert "还有 ¥251.60 待交" in owner
    assert promises(books, case.id) == [("payment_check", "met")]
    books.taps("王芳", "收据")
    assert "300.00" in books.newest("王芳").text
    assert books.work(lambda w: ledger.unbalanced(w.conn)) == []


@pytest.mark.parametrize(
    ("fen", "chosen", "taken", "owed", "ahead"),
    [
        ("551.60", (), [27_580, 27_580], 0, 0),
        ("100", (), [10_000], 45_160, 0),
        ("600", (), [27_580, 27_580], 0, 4_840),
        ("275.80", ("物业费 2026-11 ¥275.80",), [27_580], 27_580, 0),
        ("300", ("物业费 2026-11 ¥275.80",), [2_420, 27_580], 25_160, 0),
    ],
)
def test_what_is_paid_first(
    books: Estate, fen: str, chosen: tuple[str, ...], taken: list[int], owed: int, ahead: int
) -> None:
    """Partial, whole, more than owed, and of the bills that are named (FEE-20)."""
    case = reports(books, fen, chosen=chosen)
    books.taps("钱会计", "核对", FINANCE_GROUP)
    books.taps("钱会计", "已到账")
    paid = books.work(lambda w: w.ledger.of_case(case.id))
    got = books.work(lambda w: [part for _, part in w.ledger.taken(paid.id)])
    assert sorted(got) == sorted(taken)
    assert books.work(lambda w: w.ledger.left_of(paid.id)) == ahead
    assert balance(books) == owed - ahead
    assert ("预交" in card(books)) == bool(ahead)


def test_back_to_the_first_question_still_knows_what_was_told(books: Estate) -> None:
    """However often: the amount that was told is offered again."""
    reports(books)
    books.taps("钱会计", "核对", FINANCE_GROUP)
    books.taps("钱会计", "金额或日期不同")
    for _ in range(3):
        books.taps("钱会计", "¥551.60")
        books.taps("钱会计", "‹ 上一步")
    assert "¥551.60" in str(books.newest("钱会计").buttons)


def test_another_amount_and_number(books: Estate) -> None:
    """What finance has seen is entered, what was told stays readable."""
    case = reports(books)
    books.taps("钱会计", "核对", FINANCE_GROUP)
    books.taps("钱会计", "金额或日期不同")
    books.says("钱会计", "500")
    books.says("钱会计", "11月20日")
    books.says("钱会计", "6222 0001 88")
    assert "之后还欠 ¥51.60" in books.newest("钱会计").text
    books.taps("钱会计", "确认到账")
    paid = books.work(lambda w: w.ledger.of_case(case.id))
    assert (paid.fen, paid.told_fen, paid.reference, paid.paid_on) == (50_000, 55_160, "6222000188", date(2026, 11, 20))
    assert "<b>¥500.00</b>" in card(books)
    assert "说的是 ¥551.60" in card(books)
    assert balance(books) == 5_160


def test_money_that_moved_meanwhile_is_shown_before_it_is_entered(books: Estate) -> None:
    """What finance agreed to is what is entered: a new bill in between, and it is asked anew."""
    reports(books)
    books.taps("钱会计", "核对", FINANCE_GROUP)
    books.taps("钱会计", "金额或日期不同")
    books.says("钱会计", "500")
    books.taps("钱会计", "今天")
    books.taps("钱会计", "跳过")
    bill(books, HOME, 10_000, "2026-09", date(2026, 9, 30))
    books.taps("钱会计", "确认到账")
    assert status(books) == "unchecked"
    assert "之后还欠 ¥151.60" in books.newest("钱会计").text
    books.taps("钱会计", "确认到账")
    assert status(books) == "closed"
    assert balance(books) == 15_160


def test_not_there(books: Estate) -> None:
    """The owner reads why and what to do; it is asked for again, and can be reported again with the same number."""
    case = reports(books, number="ab12345678")
    books.taps("钱会计", "核对", FINANCE_GROUP)
    assert "单号 AB12345678" in books.newest("钱会计").text
    books.taps("钱会计", "未到账")
    books.taps("钱会计", "账上没有这笔钱")
    assert status(books) == "declined"
    assert "未到账：账上没有这笔钱" in card(books)
    assert books.work(lambda w: w.dunning.reported(books.community)) == {}
    assert entries(books) == [("charged", 27_580), ("charged", 27_580)]
    books.taps("王芳", "再报一次")
    books.taps("王芳", "不指定")
    books.taps("王芳", "¥551.60")
    books.taps("王芳", "昨天")
    books.taps("王芳", "跳过")
    books.says("王芳", "AB12345678")
    books.taps("王芳", "发出")
    again = books.cases()[-1]
    assert again.id != case.id
    assert again.status == "unchecked"


def test_same_number_twice(books: Estate) -> None:
    """Told again by the home: refused kindly; by another home: finance reads whose it is already."""
    reports(books, "100", number="AB12345678")
    books.taps("钱会计", "核对", FINANCE_GROUP)
    books.taps("钱会计", "已到账")
    reports_again = lambda w: reporting.report(  # noqa: E731
        w, w.people.who(w.people.by_telegram(books.people["王芳"]), "zh"),
        reporting.Told(books.units[HOME], w.people.by_telegram(books.people["王芳"]), 100, date(2026, 11, 20), reference="AB12345678"),
    )  # fmt: skip
    with pytest.raises(Refused, match="payment/already_told"):
        books.work(reports_again)
    reports(books, "200")
    books.taps("孙会计", "核对", FINANCE_GROUP)
    books.taps("孙会计", "金额或日期不同")
    books.taps("孙会计", "¥200.00")
    books.taps("孙会计", "今天")
    books.says("孙会计", "AB12345678")
    books.taps("孙会计", "确认到账")
    assert "已经入过账：3栋2单元1502" in books.screen("孙会计") + books.toast()
    assert status(books) == "unchecked"
    assert balance(books) == 45_160


def test_two_clerks_at_once(books: Estate) -> None:
    """Exactly one confirms; the other reads the ordinary word for what is over, and nothing is entered twice."""
    case = reports(books)
    for clerk in ("钱会计", "孙会计"):
        books.taps(clerk, "核对", FINANCE_GROUP)
    data = f"P{case.id}:confirm:{books.cases()[-1].version}"
    books.presses("钱会计", data)
    first = books.toast()
    books.presses("孙会计", data)
    assert "已入账" in first
    assert books.toast() != first
    assert [kind for kind, _ in entries(books)].count("received") == 1
    assert kinds(books, case.id).count("payment_confirm") == 1

    def late(work: Any) -> None:
        who = work.people.who(work.people.by_telegram(42), "zh")
        for tries in (reporting.confirm, lambda w, p, c: reporting.refuse(w, p, c, "x")):
            with pytest.raises(Outdated):
                tries(work, who, case.id)

    books.work(late)
    assert balance(books) == 0


def test_replayed_presses_change_nothing(books: Estate) -> None:
    """Every press three times is the same as once."""
    case = reports(books)
    books.taps("钱会计", "核对", FINANCE_GROUP)
    books.taps("钱会计", "已到账", times=3)
    assert [kind for kind, _ in entries(books)].count("received") == 1
    assert len(books.work(lambda w: w.ledger.payments(books.units[HOME], 9))) == 1
    assert kinds(books, case.id).count("payment_confirm") == 1


def test_taken_back(books: Estate) -> None:
    """A mistake of the owner's: nothing is entered, and it is asked for again."""
    case = reports(books)
    books.taps("王芳", "撤回")
    assert status(books) == "cancelled"
    assert promises(books, case.id) == [("payment_check", "dropped")]
    assert books.work(lambda w: w.dunning.reported(books.community)) == {}
    books.presses("钱会计", f"P{case.id}:confirm:1")
    assert balance(books) == 55_160


def test_more_pictures(books: Estate) -> None:
    """A better picture comes after it: finance's card moves down with it."""
    case = reports(books)
    place = books.newest(FINANCE_GROUP).id
    books.taps("王芳", "补发截图")
    books.sends("王芳")
    books.taps("王芳", "好了")
    assert books.work(lambda w: w.media.counted(case.id)) == 2
    assert books.newest(FINANCE_GROUP).id != place


def test_nobody_has_looked(books: Estate) -> None:
    """It climbs like every promise."""
    reports(books)
    books.passes(days=6)
    assert "付款" in books.screen("郑经理")


def test_in_free_words(books: Estate) -> None:
    """我交了物业费: one press, and it is the report, with the words kept."""
    books.says("王芳", "我已经交了物业费")
    books.taps("王芳", "我已经付了")
    books.taps("王芳", "不指定")
    books.taps("王芳", "¥551.60")
    books.taps("王芳", "今天")
    assert "我已经交了物业费" in books.newest("王芳").text
    books.sends("王芳")
    books.taps("王芳", "好了")
    books.taps("王芳", "发出")
    assert status(books) == "unchecked"
    assert "我已经交了物业费" in card(books)


def test_who_may(books: Estate) -> None:
    """The family pays, a tenant without leave and the staff do not report; nor may a day come or nothing be shown."""
    lives(books, "女儿", 32, Relation.FAMILY)
    lives(books, "租客", 33, Relation.TENANT)

    def tries(work: Any) -> None:
        def told(account: int, **more: Any) -> Any:
            person = work.people.by_telegram(account)
            given = {"fen": 100, "paid_on": date(2026, 11, 20), "reference": "AB123456", **more}
            return reporting.report(
                work, work.people.who(person, "zh"), reporting.Told(books.units[HOME], person, **given)
            )

        assert told(32).status == "unchecked"
        for account, more, said in (
            (33, {}, "fee/ask_owner"),
            (32, {"paid_on": date(2027, 3, 1), "reference": "CD123456"}, "payment/not_yet"),
            (32, {"reference": None}, "payment/no_proof"),
            (32, {"fen": 0}, "payment/nothing"),
        ):
            with pytest.raises(Refused, match=said):
                told(account, **more)
        with pytest.raises(Outdated):
            reporting.confirm(work, work.people.who(work.people.by_telegram(41), "zh"), 999_999)

    books.work(tries)
