"""The only place where the ledger is written: charged, put right, received, taken to bills, given back (FEE, RCP).

Nothing is overwritten. After every posting a bill's open amount lies between 0 and what was charged, and no payment is
taken for more than it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.errors import Outdated, Refused
from domain.fees.charges import Bill, Code
from domain.fees.ledger import Entry, Payment, PaymentStatus, take
from domain.people import Unit
from domain.saying import local_day
from services import Work
from services.receipts import issuing
from services.tell import zone_of


@dataclass(frozen=True, slots=True)
class Charge:
    """What is to be charged to a home."""

    unit: Unit
    code: Code
    #: The period (`2026-12`) or the one occasion (`order/123`): a home has one bill of a code for it, never two.
    about: str
    fen: int
    due_on: date
    #: What it was computed from, in plain values.
    formula: Mapping[str, Any] = field(default_factory=dict)
    from_on: date | None = None
    until_on: date | None = None
    case: int | None = None
    run: int | None = None
    #: Said beside the entry.
    words: str = ""


def today(work: Work, community: int) -> date:
    """The community's day, which entries count for."""
    return local_day(work.now, zone_of(work.people.community(community)))


def _row(new: Charge, by: int | None) -> dict[str, Any]:
    if new.fen < 0:
        raise ValueError("less than nothing is never charged")
    return {
        "community_id": new.unit.community_id, "unit_id": new.unit.id, "code_id": new.code.id, "about": new.about,
        "fen": new.fen, "due_on": new.due_on, "formula": dict(new.formula), "from_on": new.from_on,
        "until_on": new.until_on, "case_id": new.case, "run_id": new.run, "made_by": by,
    }  # fmt: skip


def charge_many(work: Work, new: Sequence[Charge], by: int | None) -> list[int]:
    """As `charge`, for many homes of one community in a few statements; the home of each bill that was not there yet."""
    if not new:
        return []
    day = today(work, new[0].unit.community_id)
    made = work.ledger.charge_many([(_row(one, by), one.words) for one in new], day)
    for unit in work.ledger.with_advance(sorted(set(made))):
        take_what_is_left(work, unit)
    return made


def charge(work: Work, new: Charge, by: int | None, words: str = "") -> Bill | None:
    """A bill and its entry, paid at once from what was paid in advance (FEE-20); None when there is one already."""
    bill = work.ledger.charge(_row(new, by), words, today(work, new.unit.community_id))
    if bill is None:
        return None
    take_what_is_left(work, bill.unit_id)
    return work.ledger.bill(bill.id)


def put_right(
    work: Work,
    bill: int,
    fen: int,
    words: str,
    by: int | None,
    *,
    kind: Entry = Entry.CORRECTED,
    case: int | None = None,
) -> Bill:
    """More (plus) or less (minus) on a bill, with the reason; what was paid too much is free again.

    `Refused("fee/too_much_off")` when more would be taken off than the bill is about.
    """
    found = work.ledger.bill(bill)
    paid = _paid(work, found)
    if found.open_fen + paid + fen < 0:
        raise Refused("fee/too_much_off")
    too_much = max(0, -(found.open_fen + fen))
    if too_much:
        _free(work, found, too_much, by)
    work.ledger.enter(found.unit_id, kind, fen, words, today(work, found.community_id), bill=bill, by=by, case=case)
    take_what_is_left(work, found.unit_id)
    work.settled.append(found.unit_id)
    return work.ledger.bill(bill)


def confirm(work: Work, payment: Payment, by: int | None, reference: str | None = None) -> Payment:
    """The money is there: entered, taken to what is owed, its receipt issued (RCP-01). `Outdated` for one decided already."""
    if payment.status is not PaymentStatus.REPORTED:
        raise Outdated
    values: dict[str, Any] = {"status": PaymentStatus.CONFIRMED, "decided_by": by, "decided_at": work.now}
    done = work.ledger.change_payment(payment, values | ({"reference": reference} if reference else {}))
    if done is None:
        raise Outdated
    day = today(work, done.community_id)
    work.ledger.enter(done.unit_id, Entry.RECEIVED, -done.fen, "", day, payment=done.id, by=by, case=done.case_id)
    _take(work, done, by)
    issuing.issue(work, done, by)
    return done


def refuse(work: Work, payment: Payment, reason: str, by: int | None) -> Payment:
    """There is no such money: nothing is entered. `Outdated` for one that is decided already."""
    if payment.status is not PaymentStatus.REPORTED:
        raise Outdated
    values = {"status": PaymentStatus.REFUSED, "reason": reason, "decided_by": by, "decided_at": work.now}
    done = work.ledger.change_payment(payment, values)
    if done is None:
        raise Outdated
    work.settled.append(done.unit_id)
    return done


def refund(work: Work, payment: Payment, fen: int, words: str, by: int | None) -> None:
    """Money given back of what is left of a payment; its receipt is replaced. `Refused("fee/too_much_back")` for more."""
    if payment.status is not PaymentStatus.CONFIRMED:
        raise Outdated
    if not 0 < fen <= work.ledger.left_of(payment.id):
        raise Refused("fee/too_much_back")
    day = today(work, payment.community_id)
    work.ledger.enter(payment.unit_id, Entry.REFUNDED, fen, words, day, payment=payment.id, by=by)
    issuing.replace(work, payment, words, by)


def void(work: Work, payment: Payment, reason: str, by: int | None) -> Payment:
    """It never was: bills are open again, its receipt is void. `Refused("fee/part_given_back")` after a refund."""
    if payment.status is not PaymentStatus.CONFIRMED:
        raise Outdated
    taken = work.ledger.taken(payment.id)
    if sum(fen for _, fen in taken) + work.ledger.left_of(payment.id) != payment.fen:
        raise Refused("fee/part_given_back")
    done = work.ledger.change_payment(payment, {"status": PaymentStatus.VOID, "reason": reason})
    if done is None:
        raise Outdated
    for bill, fen in taken:
        _move(work, payment, bill, -fen, Entry.FREED, by)
    day = today(work, payment.community_id)
    work.ledger.enter(payment.unit_id, Entry.VOIDED, payment.fen, reason, day, payment=payment.id, by=by)
    take_what_is_left(work, payment.unit_id)
    issuing.void(work, done, reason, by)
    work.settled.append(payment.unit_id)
    return done


def take_what_is_left(work: Work, unit: int) -> None:
    """What was paid in advance pays what is owed now, the oldest payment first (FEE-20)."""
    for payment in work.ledger.with_something_left(unit):
        _take(work, payment, None)


def _take(work: Work, payment: Payment, by: int | None) -> None:
    for bill, fen in take(work.ledger.left_of(payment.id), work.ledger.owed(payment.unit_id), payment.chosen):
        _move(work, payment, bill, fen, Entry.TAKEN, by)
    work.settled.append(payment.unit_id)


def _move(work: Work, payment: Payment, bill: int, fen: int, kind: Entry, by: int | None) -> None:
    """From the payment to the bill, or back: two entries that cancel out."""
    day, unit = today(work, payment.community_id), payment.unit_id
    work.ledger.enter(unit, kind, -fen, "", day, bill=bill, payment=payment.id, by=by)
    work.ledger.enter(unit, kind, fen, "", day, payment=payment.id, by=by)


def _paid(work: Work, bill: Bill) -> int:
    return sum(fen for _, fen in work.ledger.taken_to(bill.id))


def _free(work: Work, bill: Bill, fen: int, by: int | None) -> None:
    """That much of what was taken to the bill is free again, of the newest payment first."""
    for payment, part in reversed(work.ledger.taken_to(bill.id)):
        back = min(fen, part)
        if back > 0:
            _move(work, work.ledger.payment(payment), bill.id, -back, Entry.FREED, by)
            fen -= back
