"""Payments of a home one by one: what came, how it stands, what can be done with it."""

from typing import Any

from domain.errors import Outdated
from domain.fees.ledger import Payment, PaymentStatus
from domain.people import Who
from services import Work
from services.fees import account
from services.payment.asking import KEEPERS
from services.payment.preview import result
from services.tell import Chat, Words, show


def show_list(work: Work, who: Who, unit: int, chat: Chat, page: int) -> None:
    """The newest first, a page at a time."""
    home, _ = account.check(work, who, unit)
    per = work.standards.number(home.community_id, "fee.rows")
    found = work.ledger.payments(unit, per + 1, page * per)
    given = {
        "home": home.label,
        "rows": [_row(work, one) for one in found[:per]],
        "page": page,
        "more": len(found) > per,
    }
    show(work, chat, account.key_of(who.person.id, unit), Words("payment/list", given, f"A{unit}"))


def show_one(work: Work, who: Who, unit: int, payment: int, chat: Chat, *, repost: bool = False) -> None:
    """One of them. `Outdated` for one of another home."""
    home, _ = account.check(work, who, unit)
    found = work.ledger.find_payment(payment)
    if found is None or found.unit_id != unit:
        raise Outdated
    row, keeper = _row(work, found), who.is_any(home.community_id, KEEPERS)
    counts = found.status is PaymentStatus.CONFIRMED
    may = ({"void"} if keeper and counts else set()) | ({"refund"} if keeper and row["left"] > 0 else set())
    receipt = work.receipts.valid_of(found.id)
    by = work.people.get(found.decided_by).name if found.decided_by else None
    given = {
        "home": home.label, "p": row, "goes": result(work, found), "may": may, "by": by, "reason": found.reason,
        "receipt": receipt.id if receipt else None, "case": found.case_id,
    }  # fmt: skip
    show(work, chat, account.key_of(who.person.id, unit), Words("payment/one", given, f"A{unit}"), repost=repost)


def _row(work: Work, paid: Payment) -> dict[str, Any]:
    counts = paid.status is PaymentStatus.CONFIRMED
    return {
        "id": paid.id, "fen": paid.fen, "way": paid.way, "status": paid.status, "paid_on": paid.paid_on, "reference": paid.reference,
        "payer": paid.payer or (work.people.get(paid.person_id).name if paid.person_id else None),
        "left": work.ledger.left_of(paid.id) if counts else 0,
    }  # fmt: skip
