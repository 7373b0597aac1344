"""Bills made elsewhere, taken in from the sheet 账单: once, whole, every bad row by its name (FEE-01)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from domain import workbook
from domain.workbook import BadWorkbook
from services.register import Outcome, give_out, take_in
from store import ledger
from tests.services.billing_steps import CAI, bills, finance, usual
from tests.services.fee_steps import pays
from tests.support.estate import Estate

HEAD = ["楼栋", "单元", "房号", "收费项目", "账期", "金额", "到期日", "说明"]
ROWS = (
    ["3栋", "2", "1502", "物业服务费", "2026-11", 275.8, date(2026, 11, 15), "十一月"],
    ["3栋", "2", "1502", "parking", "2026年11月", "150", "", ""],
    ["2栋", "1", "101", "Property fee", "2026-11", 275.8, "", ""],
)


@pytest.fixture
def books(estate: Estate) -> Estate:
    """A community with the usual kinds of charge."""
    finance(estate)
    usual(estate)
    return estate


def take(estate: Estate, *rows: Sequence[Any], dry: bool = False, **sheets: Any) -> Outcome:
    """The sheet taken in."""
    book = workbook.read({"账单": [HEAD, *rows], **sheets})
    return estate.work(lambda w: take_in(w, estate.community, book, dry=dry))


def problems(estate: Estate, *rows: Sequence[Any], **sheets: Any) -> list[str]:
    """What is wrong, row by row; nothing was taken in."""
    before = len(bills(estate))
    with pytest.raises(BadWorkbook) as bad:
        take(estate, *rows, **sheets)
    assert len(bills(estate)) == before
    return [str(problem) for problem in bad.value.problems]


def test_taken_in_once(books: Estate) -> None:
    """Again it changes nothing; by key or by name it is the same kind of charge."""
    first = take(books, *ROWS)
    assert (first.counts["账单"].new, first.counts["账单"].unchanged) == (3, 0)
    found = {(b.unit_id, b.about, b.fen, b.open_fen, b.due_on) for b in bills(books)}
    home, other = books.units["3-2-1502"], books.units["2-1-101"]
    assert found == {
        (home, "2026-11", 27_580, 27_580, date(2026, 11, 15)), (home, "2026-11", 15_000, 15_000, date(2026, 11, 10)),
        (other, "2026-11", 27_580, 27_580, date(2026, 11, 10)),
    }  # fmt: skip
    again = take(books, *ROWS, ["3栋", "2", "1502", "property", "2026-12", 1, "", ""])
    assert (again.counts["账单"].new, again.counts["账单"].unchanged) == (1, 3)
    assert len(bills(books)) == 4
    assert books.work(lambda w: w.ledger.lines(home))[0].words == "十一月"
    assert books.work(lambda w: ledger.unbalanced(w.conn)) == []


def test_a_trial_changes_nothing(books: Estate) -> None:
    """It only says what would be."""
    assert take(books, *ROWS, dry=True).counts["账单"].new == 3
    assert bills(books) == []


def test_bad_rows_are_named_and_nothing_is_taken_in(books: Estate) -> None:
    """By cell, with what was expected; good rows beside them wait."""
    good = ["2栋", "1", "102", "物业服务费", "2026-11", 100, "", ""]
    found = problems(
        books, good,
        ["9栋", "1", "101", "物业服务费", "2026-11", 100, "", ""],
        ["2栋", "1", "101", "电梯费", "2026-11", 100, "", ""],
        ["2栋", "1", "101", "物业服务费", "十一月", 100, "", ""],
        ["2栋", "1", "101", "物业服务费", "2026-11", "很多", "", ""],
        good,
        [*good[:3], "property", *good[4:]],
    )  # fmt: skip
    for part in (
        "账单!C3「9栋1单元101」", "账单!D4「电梯费」:没有这个收费项目", "账单!E5「十一月」:应为账期", "账单!F6「很多」:应为金额",
        "账单!E7「2栋1单元102 物业服务费 2026-11」:与第 2 行重复", "账单!D8「property」:与第 2 行重复",
    ):  # fmt: skip
        assert any(said.startswith(part) for said in found), (part, found)
    assert len(found) == 6


def test_another_amount_is_no_import(books: Estate) -> None:
    """What was charged is put right by finance."""
    take(books, *ROWS)
    said = problems(books, [*ROWS[0][:5], 250, "", ""])
    assert said == ["账单!F2「¥250.00」:这一期已经是 ¥275.80,导入不改已有的账单,请用「更正账单」"]


def test_homes_of_the_same_workbook(books: Estate) -> None:
    """A home and its first bill come together."""
    homes = [["楼栋", "单元", "房号"], ["7栋", "1", "301"]]
    bill = ["7栋", "1", "301", "物业服务费", "2026-11", 100, "", ""]
    assert take(books, bill, 房屋=homes, dry=True).counts["账单"].new == 1
    take(books, bill, 房屋=homes)
    assert [b.fen for b in bills(books)] == [10_000]


def test_a_quarter_is_named_by_its_first_month(books: Estate) -> None:
    """A code of three months has no bill for November."""
    books.work(lambda w: w.charges.add_code({
        "community_id": books.community, "key": "lift", "kind": "area", "name_zh": "电梯费", "name_en": "Lift", "months": 3, "rank": 9,
        "custody": False, "active": True,
    }))  # fmt: skip
    row = ["2栋", "1", "101", "电梯费", "2026-11", 100, "", ""]
    assert problems(books, row) == ["账单!E2「2026-11」:电梯费每 3 个月一期,账期写第一个月"]
    assert take(books, [*row[:4], "2026-10", *row[5:]]).counts["账单"].new == 1


def test_what_was_paid_in_advance_pays_what_is_taken_in(books: Estate) -> None:
    """FEE-20, as with every bill."""
    pays(books, "3-2-1502", 30_000)
    take(books, ROWS[0])
    assert [b.open_fen for b in bills(books)] == [0]


def test_the_register_is_given_out_without_bills(books: Estate) -> None:
    """What is given out can be taken in again."""
    assert set(books.work(lambda w: give_out(w, books.community))) == {"房屋", "住户", "员工"}
    assert CAI in books.people
