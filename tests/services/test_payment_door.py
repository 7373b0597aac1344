"""Collecting at the door: agreed, on the way, taken with its receipt, another time, not taken; by whom (FEE-08, FEE-14, X-18)."""

from typing import Any

import pytest

from domain.errors import Outdated, Refused
from services.payment import door
from tests.services.heard_steps import kinds, promises
from tests.services.payment_steps import FINANCE_GROUP, balance, entries, ready
from tests.services.test_fee_account import HOME
from tests.support.estate import Estate


@pytest.fixture
def books(estate: Estate) -> Estate:
    """Finance at work, two bills open."""
    return ready(estate)


def books_it(books: Estate) -> Any:
    """The owner agrees on tomorrow at three."""
    books.says("王芳", "/menu")
    books.taps("王芳", "费用")
    books.taps("王芳", "约上门收")
    books.says("王芳", "明天下午3点")
    books.taps("王芳", "王芳")
    assert "应收 <b>¥551.60</b>" in books.newest("王芳").text
    books.taps("王芳", "约好")
    return books.cases()[-1]


def opens(books: Estate, who: str = "钱会计") -> None:
    """Finance opens it out of the group."""
    books.taps(who, "看详情", FINANCE_GROUP)


def test_agreed(books: Estate) -> None:
    """Both sides read name, place, time and amount; the group reads none of name, room and amount; dunning stands still."""
    case = books_it(books)
    assert (case.category, case.status) == ("pay_door", "booked")
    assert "约好" in books.newest("王芳").text
    group = books.newest(FINANCE_GROUP).text
    assert not any(word in group for word in ("1502", "王芳", "¥"))
    opens(books)
    card = books.newest("钱会计").text
    assert all(
        word in card for word in ("王芳", "3栋2单元1502", "应收 <b>¥551.60</b>", "请带好收据", "物业费 2026-10 ¥275.80")
    )
    assert promises(books, case.id) == [("payment_door", "open")]
    assert books.work(lambda w: w.dunning.reported(books.community)) == {books.units[HOME]: 55_160}


def test_collected(books: Estate) -> None:
    """On the way is told; what is taken is entered once with its receipt, as cash of the day."""
    case = books_it(books)
    opens(books)
    books.taps("钱会计", "我出发了")
    assert "已经出发" in books.newest("王芳").text
    books.taps("钱会计", "已收到")
    books.says("钱会计", "500")
    assert "之后还欠 ¥51.60" in books.newest("钱会计").text
    books.taps("钱会计", "确认到账", times=3)
    assert balance(books) == 5_160
    assert [kind for kind, _ in entries(books)].count("received") == 1
    paid = books.work(lambda w: w.ledger.of_case(case.id))
    assert (str(paid.way), str(paid.status), paid.taken_by is not None) == ("cash", "confirmed", True)
    assert books.work(lambda w: w.receipts.valid_of(paid.id)).fen == 50_000
    assert promises(books, case.id) == [("payment_door", "met")]
    assert "payment_go" in kinds(books, case.id)


def test_another_time(books: Estate) -> None:
    """The former promise is dropped, the new one is what is owed."""
    case = books_it(books)
    books.taps("王芳", "改时间")
    books.says("王芳", "后天上午10点")
    assert sorted(promises(books, case.id)) == [("payment_door", "dropped"), ("payment_door", "open")]
    assert "约好" in books.newest("王芳").text
    books.taps("王芳", "撤回")
    assert books.cases()[-1].status == "cancelled"
    assert promises(books, case.id)[-1][1] == "dropped"


def test_not_collected(books: Estate) -> None:
    """The owner reads why, and it is asked for again."""
    books_it(books)
    opens(books)
    books.taps("钱会计", "没有收到")
    books.taps("钱会计", "家里没人")
    assert books.cases()[-1].status == "declined"
    assert "没有收到：家里没人" in books.newest("王芳").text
    assert books.work(lambda w: w.dunning.reported(books.community)) == {}
    assert balance(books) == 55_160


def test_booked_by_the_desk(books: Estate) -> None:
    """For an owner who phones; one appointment at a time, and nothing where nothing is owed."""

    def tries(work: Any) -> None:
        def who(name: str) -> Any:
            return work.people.who(work.people.by_telegram(books.people[name]), "zh")

        when = (work.now.replace(hour=9), work.now.replace(day=28, hour=10))
        view = door.book(work, who("陈静"), books.units[HOME], "王先生", *when)
        assert (view.sheet.reporter.name, view.payment.payer, view.case.taken_by is not None) == (
            "王芳",
            "王先生",
            True,
        )
        with pytest.raises(Refused, match="booked_already"):
            door.book(work, who("王芳"), books.units[HOME], "王芳", *when)
        with pytest.raises(Refused, match="payment/no"):
            door.book(work, who("陈静"), books.units["2-1-102"], "x", *when)
        with pytest.raises(Refused, match="not_yours"):
            door.collect(work, who("陈静"), view.case.id, 100)
        with pytest.raises(Refused, match="not_yours"):
            door.collect(work, who("李强"), view.case.id, 100)
        work.standards.set(books.community, "pay.desk_takes", True, 1, work.now)
        assert door.collect(work, who("陈静"), view.case.id, 100).status == "closed"
        for late in (
            lambda: door.collect(work, who("陈静"), view.case.id, 100),
            lambda: door.miss(work, who("陈静"), view.case.id, "x"),
        ):
            with pytest.raises(Outdated):
                late()

    books.work(tries)
