"""Bills made elsewhere, taken in from the sheet 账单: each once, never changed by being taken in again (FEE-01).

A bill that is there with another amount is a problem that is named: what was charged is put right by finance, with a reason.
"""

from collections.abc import Iterator, Mapping

from domain.fees import run
from domain.fees.charges import Code
from domain.money import yuan
from domain.people import Unit
from domain.units import UnitRef
from domain.workbook import BILLS, BillRow, Book, Problem
from services import Work
from services.fees import posting
from store.register import Home

#: Bills of one statement after another.
_PAGE = 500


def problems(work: Work, community: int, book: Book, homes: Mapping[UnitRef, Home]) -> list[Problem]:
    """What is wrong with bills of the sheet: no such kind of charge, no such period, another amount than the bill has."""
    codes = _codes(work, community)
    billed = _billed(work, book, homes, codes)
    found = [problem for bill in book.bills for problem in _wrong(bill, homes, codes, billed)]
    first: dict[tuple[UnitRef, int, str], BillRow] = {}
    for bill in book.bills:
        code = codes.get(bill.code)
        before = first.setdefault((bill.ref, code.id, bill.period), bill) if code else bill
        if before is not bill:  # by its key in one row, by its name in the other
            found.append(bill.row.problem(BILLS, "收费项目", bill.code, f"与第 {before.row.number} 行重复"))
    return found


def _wrong(
    bill: BillRow, homes: Mapping[UnitRef, Home], codes: Mapping[str, Code], billed: Mapping[tuple[int, int, str], int]
) -> Iterator[Problem]:
    code, home = codes.get(bill.code), homes.get(bill.ref)
    if code is None:
        known = "、".join(sorted({c.name_zh for c in codes.values()})) or "还没有,请先在聊天里点「出账」新增"
        yield bill.row.problem(BILLS, "收费项目", bill.code, f"没有这个收费项目,现有:{known}")
        return
    if run.span(bill.period, code.months) is None:
        yield bill.row.problem(BILLS, "账期", bill.period, f"{code.name_zh}每 {code.months} 个月一期,账期写第一个月")
    fen = billed.get((home.id, code.id, bill.period)) if home else None
    if fen is not None and fen != bill.fen:
        yield bill.row.problem(
            BILLS, "金额", yuan(bill.fen), f"这一期已经是 {yuan(fen)},导入不改已有的账单,请用「更正账单」"
        )


def take_in(work: Work, community: int, book: Book, *, dry: bool) -> int:
    """Bills that were not there yet, charged; how many. `problems` has found none before."""
    codes, homes = _codes(work, community), work.register.homes(community)
    billed = _billed(work, book, homes, codes)
    due_day = work.standards.number(community, "fee.due_day")
    new, count = [], 0
    units: dict[int, Unit] = {home.unit.id: home.unit for home in work.charges.homes(community)}
    for bill in book.bills:
        code, home = codes[bill.code], homes.get(bill.ref)
        if home is None or (home.id, code.id, bill.period) not in billed:
            count += 1
        if home is not None and (home.id, code.id, bill.period) not in billed:
            days = run.span(bill.period, code.months)
            assert days is not None
            new.append(posting.Charge(
                units[home.id], code, bill.period, bill.fen, bill.due_on or run.due_on(bill.period, due_day),
                from_on=days.first, until_on=days.last, words=bill.words,
            ))  # fmt: skip
    for start in range(0, 0 if dry else len(new), _PAGE):
        posting.charge_many(work, new[start : start + _PAGE], None)
    return count


def _codes(work: Work, community: int) -> dict[str, Code]:
    """Kinds of charge by key and by both names; the key goes before a name."""
    found = work.charges.codes(community)
    return {**{c.name_en: c for c in found}, **{c.name_zh: c for c in found}, **{c.key: c for c in found}}


def _billed(
    work: Work, book: Book, homes: Mapping[UnitRef, Home], codes: Mapping[str, Code]
) -> dict[tuple[int, int, str], int]:
    keys = [
        (homes[bill.ref].id, codes[bill.code].id, bill.period)
        for bill in book.bills
        if bill.ref in homes and bill.code in codes
    ]
    return work.ledger.charged(keys)
