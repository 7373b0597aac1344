"""What of an amount goes to which bill, said before anything is entered (FEE-06): the same rule that enters it."""

from collections.abc import Sequence
from typing import Any

from domain.fees.ledger import Payment, PaymentStatus, take
from services import Work
from services.fees.account import period_of


def preview(work: Work, unit: int, fen: int, chosen: Sequence[int] = ()) -> dict[str, Any]:
    """What would be paid first, what stays to pay, what would be paid in advance. Amounts in fen."""
    owed = work.ledger.owed(unit)
    parts = take(fen, owed, chosen)
    taken = sum(part for _, part in parts)
    return {
        "lines": _lines(work, unit, parts, {one.id: one.open_fen for one in owed}),
        "owed": sum(one.open_fen for one in owed) - taken,
        "ahead": fen - taken,
    }


def result(work: Work, payment: Payment) -> dict[str, Any]:
    """The same of a payment that has been entered, as it stands now."""
    if payment.status is not PaymentStatus.CONFIRMED:
        return {"lines": [], "owed": 0, "ahead": 0}
    parts = work.ledger.taken(payment.id)
    open_ = {bill.id: bill.open_fen for bill in work.ledger.open_bills(payment.unit_id)}
    before = {bill: open_.get(bill, 0) + fen for bill, fen in parts}
    return {
        "lines": _lines(work, payment.unit_id, parts, before),
        "owed": sum(open_.values()),
        "ahead": work.ledger.left_of(payment.id),
    }


def _lines(work: Work, unit: int, parts: Sequence[tuple[int, int]], before: dict[int, int]) -> list[dict[str, Any]]:
    codes = work.disputes.codes(work.people.unit(unit).community_id)
    bills = work.disputes.bills_named([bill for bill, _ in parts])
    return [
        {
            "name_zh": codes[bills[bill].code_id].name_zh,
            "name_en": codes[bills[bill].code_id].name_en,
            "about": period_of(bills[bill]),
            "fen": fen,
            "rest": before[bill] - fen,
        }
        for bill, fen in parts
    ]
