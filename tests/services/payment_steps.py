"""A finance team of two with a group, a home with two bills, and the owner's report: what tests of payments begin with."""

from datetime import date
from typing import Any

from domain.people import Role, Team
from tests.services.fee_steps import bill
from tests.services.test_fee_account import HOME, works
from tests.support.estate import Estate

FINANCE_GROUP = -1003


def ready(estate: Estate) -> Estate:
    """The books: 275.80 of October, late, and 275.80 of November."""
    works(estate, "钱会计", 41, Role.FINANCE, Team.FINANCE)
    works(estate, "孙会计", 42, Role.FINANCE, Team.FINANCE)

    def bind(work: Any) -> None:
        work.staff.saw_chat(FINANCE_GROUP, "group", "财务", True)
        work.staff.bind_chat(estate.community, Team.FINANCE, FINANCE_GROUP, None, 1, estate.now)

    estate.work(bind)
    bill(estate, HOME, 27_580, "2026-10", date(2026, 10, 31))
    bill(estate, HOME, 27_580, "2026-11", date(2026, 11, 30))
    return estate


def reports(books: Estate, fen: str = "¥551.60", number: str | None = None, chosen: tuple[str, ...] = ()) -> Any:
    """The owner reports a transfer from the fee account, with a picture unless there is a number. The case."""
    books.says("王芳", "/menu")
    books.taps("王芳", "费用")
    books.taps("王芳", "我已转账")
    for name in chosen:
        books.taps("王芳", name)
    books.taps("王芳", "就这几笔" if chosen else "不指定")
    if fen.startswith("¥"):
        books.taps("王芳", fen)
    else:
        books.says("王芳", fen)
    books.taps("王芳", "今天")
    if number is None:
        books.sends("王芳")
        books.taps("王芳", "好了")
    else:
        books.taps("王芳", "跳过")
        books.says("王芳", number)
    books.taps("王芳", "发出")
    return books.cases()[-1]


def balance(books: Estate) -> int:
    """What the home owes."""
    return int(books.work(lambda w: w.ledger.balance(books.units[HOME])))


def entries(books: Estate) -> list[tuple[str, int]]:
    """The ledger of the home."""
    return [(str(x.kind), x.fen) for x in books.work(lambda w: w.ledger.lines(books.units[HOME]))]
