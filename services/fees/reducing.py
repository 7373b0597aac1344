"""Less to pay for some periods: asked by finance or the desk, agreed to by a head, ended by whoever keeps the charges."""

from domain.errors import Outdated, Refused
from domain.fees.asks import Ask
from domain.fees.charges import percent_of
from domain.fees.ledger import Entry
from services import Work
from services.fees import posting
from services.fees.correcting import comes_to


def grant(work: Work, ask: Ask, by: int) -> None:
    """The reduction a head agreed to: bills of those periods that are made from now on are less, those that are there get
    an entry that takes it off, but for disputed ones: they are put right there."""
    d = ask.details
    work.charges.add_reduction({
        "unit_id": ask.unit_id, "code_id": ask.code_id, "from_period": d["from"], "until_period": d["until"],
        "percent": d["percent"], "reason": ask.reason, "asked_by": ask.asked_by, "asked_at": ask.asked_at,
        "decided_by": by, "decided_at": work.now,
    })  # fmt: skip
    for bill in work.charges.bills_between(ask.unit_id or 0, ask.code_id or 0, d["from"], d["until"]):
        fen = comes_to(work, bill)
        less = fen - percent_of(fen, 100 - d["percent"])
        if less and not work.ledger.disputed(bill.id):
            posting.put_right(work, bill.id, -less, ask.reason, by, kind=Entry.REDUCED)


def check(percent: int, since: str, until: str) -> None:
    """`Refused("billing/reduction_span")` when it ends before it begins or takes off nothing, or more than all."""
    if not 0 < percent <= 100 or until < since:
        raise Refused("billing/reduction_span")


def end(work: Work, reduction: int) -> None:
    """No bill made from now on is less by it. `Outdated` when it was ended already."""
    if not work.charges.end_reduction(reduction):
        raise Outdated
