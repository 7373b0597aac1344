"""Paying in the chat itself, where a provider is set: the invoice, the word before money is taken, the money entered once."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from domain.incoming import Incoming, Kind
from domain.people import Relation
from services.fees.account import PAYS_HERE
from services.payment import here
from store import ledger
from store import money_tables as m
from store import tables as t
from tests.services.fee_steps import bill, paid
from tests.services.payment_steps import balance, entries, ready, reports
from tests.services.steps import CHEN, WANG
from tests.services.test_fee_account import HOME, lives
from tests.support.estate import Estate


@pytest.fixture
def books(estate: Estate) -> Estate:
    """Two bills of 275.80, and a provider."""
    ready(estate)
    estate.work(lambda w: w.marks.put(PAYS_HERE, "on"))
    return estate


def invoices(estate: Estate) -> list[Any]:
    """What was asked for, as it lies in the outbox."""
    rows = estate.work(lambda w: list(w.conn.execute(select(t.outbox.c.payload).order_by(t.outbox.c.id))))
    return [row.payload["invoice"] for row in rows if "invoice" in row.payload]


def asks(estate: Estate, fen: str = "", who: str = WANG) -> Any:
    """From the fee account to the invoice."""
    estate.says(who, "/menu")
    estate.taps(who, "费用")
    estate.taps(who, "在这里付款")
    if fen:
        estate.says(who, fen)
    else:
        estate.taps(who, "¥551.60")
    return invoices(estate)[-1]


def arrives(estate: Estate, kind: Kind, invoice: Any, who: str | int = WANG, fen: int = 0, charge: str = "tg1") -> str:
    """The channel asks before the payment, or tells of it; what it is answered, empty for yes."""
    plain: Incoming = estate._incoming(who, kind)
    more = {"press_id": f"c{plain.id}"} if kind is Kind.CHECKOUT else {"charge": charge}
    estate.arrives(replace(plain, invoice=invoice["carries"], fen=fen or invoice["fen"], **more))
    return estate.toast() if kind is Kind.CHECKOUT else ""


def payments(estate: Estate) -> list[tuple[int, str, str | None]]:
    """All of them: amount, way, number."""
    rows = estate.work(lambda w: list(w.conn.execute(select(m.payments).order_by(m.payments.c.id))))
    return [(row.fen, row.way, row.reference) for row in rows]


def test_off_without_a_provider(estate: Estate) -> None:
    """No button, and a forged one is told so."""
    ready(estate)
    estate.says(WANG, "/menu")
    estate.taps(WANG, "费用")
    assert "在这里付款" not in estate.screen(WANG)
    estate.presses(WANG, f"A{estate.units[HOME]}:here:0")
    assert "现在不能在这里付款" in estate.toast()


def test_paid_in_the_chat(books: Estate) -> None:
    """Asked for, agreed to, entered with its receipt; the card is right at once."""
    invoice = asks(books)
    assert invoice == {"title": "物业费用", "carries": f"fee:{books.units[HOME]}", "fen": 55_160}
    assert "3栋2单元1502 物业费用 ¥551.60" in books.newest(WANG).text
    assert arrives(books, Kind.CHECKOUT, invoice) == ""
    arrives(books, Kind.PAID, invoice)
    assert payments(books) == [(55_160, "online", "tg1")]
    assert balance(books) == 0
    said = books.newest(WANG).text
    assert "收据 2026-000001" in said and "线上支付" in said
    assert books.work(lambda w: ledger.unbalanced(w.conn)) == []


def test_told_twice_it_is_entered_once(books: Estate) -> None:
    """The channel may tell of a payment again; asked again after it, we say no."""
    invoice = asks(books)
    for _ in range(2):
        arrives(books, Kind.PAID, invoice)
    assert payments(books) == [(55_160, "online", "tg1")]
    assert len(books.work(lambda w: w.receipts.of_home(books.units[HOME], 9, 0))) == 1
    assert "已经没有待付的费用" in arrives(books, Kind.CHECKOUT, invoice)


def test_the_balance_of_the_moment(books: Estate) -> None:
    """An invoice is held against what is open when it is paid; a new one has the right amount."""
    invoice = asks(books)
    books.work(lambda w: paid(w, books.units[HOME], 27_580))
    assert "现在可以付 ¥275.80" in arrives(books, Kind.CHECKOUT, invoice)
    part = asks(books, "100")
    assert part["fen"] == 10_000
    assert arrives(books, Kind.CHECKOUT, part) == ""
    bill(books, HOME, 500, "2026-12")
    assert arrives(books, Kind.CHECKOUT, part) == ""


def test_more_than_is_open_is_not_asked_for(books: Estate) -> None:
    """Typed too much, the question stays."""
    books.says(WANG, "/menu")
    books.taps(WANG, "费用")
    books.taps(WANG, "在这里付款")
    books.says(WANG, "600")
    assert "现在可以付 ¥551.60" in books.screen(WANG)
    assert invoices(books) == []


def test_money_that_came_is_never_lost(books: Estate) -> None:
    """Agreed to twice at once: what is too much is paid in advance."""
    invoice = asks(books)
    assert [arrives(books, Kind.CHECKOUT, invoice) for _ in range(2)] == ["", ""]
    arrives(books, Kind.PAID, invoice, charge="tg1")
    arrives(books, Kind.PAID, invoice, charge="tg2")
    assert payments(books) == [(55_160, "online", "tg1"), (55_160, "online", "tg2")]
    assert balance(books) == -55_160
    assert "预交" in books.newest(WANG).text


def test_what_is_being_checked_is_not_paid_twice(books: Estate) -> None:
    """A transfer that was reported counts until finance has looked."""
    invoice = asks(books)
    reports(books)
    assert "财务正在核对" in arrives(books, Kind.CHECKOUT, invoice)


def test_disputed_bills_are_left_out(books: Estate) -> None:
    """Nothing is asked for what they question."""
    first = books.work(lambda w: w.ledger.open_bills(books.units[HOME])[0].id)
    books.says(WANG, "/menu")
    books.taps(WANG, "费用")
    books.taps(WANG, "对账单有疑问")
    books.taps(WANG, "物业费 2026-10")
    books.taps(WANG, "金额不对")
    books.taps(WANG, "跳过")
    assert first and books.work(lambda w: here.most(w, w.people.unit(books.units[HOME]))) == (27_580, 0)


def test_whose_home_it_is_not(books: Estate) -> None:
    """Forwarded to somebody else, a colleague, or made up: no; a tenant pays by the owner's leave."""
    invoice = asks(books)
    tenant = lives(books, "租客", 77, Relation.TENANT)
    assert tenant and "业主" in arrives(books, Kind.CHECKOUT, invoice, "租客")
    books.work(lambda w: w.disputes.let(books.units[HOME], w.people.by_telegram(books.people[WANG]).id))
    assert arrives(books, Kind.CHECKOUT, invoice, "租客") == ""
    for who in ("Anna", CHEN, 999):
        assert arrives(books, Kind.CHECKOUT, invoice, who) != ""
    for carried in ("fee:1:2", "", "fee:999999", "repair:1"):
        assert arrives(books, Kind.CHECKOUT, {"carries": carried, "fen": 1}) != ""
    assert entries(books) == [("charged", 27_580), ("charged", 27_580)]


def test_money_for_no_home_is_told_to_the_administrators(books: Estate) -> None:
    """Of whoever lives somewhere it is their home's; of a stranger the update is kept and looked at."""
    arrives(books, Kind.PAID, {"carries": "?", "fen": 5_000})
    assert payments(books) == [(5_000, "online", "tg1")]
    with pytest.raises(LookupError):
        arrives(books, Kind.PAID, {"carries": "?", "fen": 5_000}, 999)


def test_an_english_owner(books: Estate) -> None:
    """The invoice and every no are in their language."""
    bill(books, "2-1-101", 10_000, "2026-11")
    books.says("Anna", "/menu")
    books.taps("Anna", "Fees")
    books.taps("Anna", "Pay here")
    books.taps("Anna", "¥100.00")
    invoice = invoices(books)[-1]
    assert invoice["title"] == "Property fees" and "Fees of" in books.newest("Anna").text
    arrives(books, Kind.PAID, invoice, "Anna")
    assert "Nothing is left to pay" in arrives(books, Kind.CHECKOUT, invoice, "Anna")
