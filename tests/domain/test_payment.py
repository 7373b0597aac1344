"""What is read of a payment that is told of: that it was made at all, its number, its day; the tables are whole."""

from datetime import date

import pytest

from domain.errors import Refused
from domain.lifecycle import dead_ends, unreachable
from domain.payment import FINAL, MAY, START, TABLE, Action, Who, check_may, may, number_of, paid_day, says_paid

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        ("我交了物业费", True), ("已经交过了", True), ("昨天转账了", True), ("物业费付了", True), ("刚刚汇款了，请查一下", True), ("已付款", True),
        ("We have already paid the fee", True), ("I just transferred it", True), ("already paid", True),
        ("物业费怎么交", False), ("我还没交物业费", False), ("物业费交了吗", False), ("交了多少？", False), ("没有付款", False), ("我要交物业费", False),
        ("How do I pay the fee", False), ("I have not paid yet", False), ("水管漏了", False), ("", False),
    ],
)  # fmt: skip
def test_says_that_it_is_paid(words: str, paid: bool) -> None:
    """Statements, in both languages; questions and wishes are none."""
    assert says_paid(words) is paid


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("6222 0001 88", "6222000188"), ("ab12345678", "AB12345678"), ("２０２６１１２２", "20261122"), ("12345", None), ("abcdefg", None),
        ("我转了", None), ("1" * 41, None), ("1" * 40, "1" * 40), ("", None), ("AB_123456", None), ("2026-1122-0001", "2026-1122-0001"),
    ],
)  # fmt: skip
def test_number(typed: str, number: str | None) -> None:
    """Digits and letters, blanks do not matter, at least one digit, as long as banks give them."""
    assert number_of(typed) == number


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        (TODAY, TODAY), (date(2026, 11, 20), date(2026, 11, 20)), (date(2027, 11, 20), date(2026, 11, 20)), (date(2026, 12, 1), date(2025, 12, 1)),
        (date(2028, 1, 1), None), (date(2028, 2, 29), None), (date(2025, 1, 1), date(2025, 1, 1)),
    ],
)  # fmt: skip
def test_day(named: date, meant: date | None) -> None:
    """A day without its year is the last one of that name; one to come is none."""
    assert paid_day(named, TODAY) == meant


def test_the_table_is_whole() -> None:
    """Every status is reached and comes to an end; every action is somebody's."""
    assert unreachable(TABLE, START) == frozenset()
    assert dead_ends(TABLE, FINAL) == frozenset()
    assert set(MAY) == set(Action)


def test_who_may() -> None:
    """Finance and the heads say whether money is there; whoever takes money fetches it; nobody else (X-18)."""
    for action in (Action.CONFIRM, Action.REFUSE):
        assert {who for who in Who if may(action, {who})} == {Who.FINANCE, Who.MANAGER, Who.DIRECTOR}
    for action in (Action.COLLECT, Action.GO, Action.MISS):
        assert {who for who in Who if may(action, {who})} == {Who.TAKER}
    with pytest.raises(Refused, match="not_yours"):
        check_may(Action.CONFIRM, {Who.REPORTER, Who.DESK})
