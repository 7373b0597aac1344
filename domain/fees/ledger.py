"""The ledger of a home: entries that are only ever added, and which bill a payment pays first.

An entry has a side. On a bill's side plus means "more to pay"; on a payment's side plus means "less left of it". A
payment taken to a bill is two entries that cancel out, so the sum of all entries of a home is what it owes.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Entry(StrEnum):
    """Why an entry was made."""

    CHARGED = "charged"
    #: Put right after a dispute or a mistake; plus or minus, with the reason in words.
    CORRECTED = "corrected"
    #: Less to pay, approved (reductions, F-22 when it was found afterwards).
    REDUCED = "reduced"
    #: For being late, approved by the director (F-25, X-23).
    LATE_FEE = "late_fee"
    #: Money came in.
    RECEIVED = "received"
    #: Money taken to a bill: minus on the bill, plus on the payment.
    TAKEN = "taken"
    #: Undone: what was taken is free again.
    FREED = "freed"
    #: Money given back.
    REFUNDED = "refunded"
    #: A payment that never was (a transfer that bounced, a receipt made out by mistake).
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it stands in the ledger."""

    id: int
    unit_id: int
    kind: Entry
    bill_id: int | None
    payment_id: int | None
    fen: int
    words: str
    by: int | None
    at: datetime
    #: The local day it counts for.
    day: date
    case_id: int | None


@dataclass(frozen=True, slots=True)
class Owed:
    """A bill that is not paid, as far as it matters for what is paid first."""

    id: int
    due_on: date
    rank: int
    open_fen: int
    #: Somebody disputes it: nothing is taken to it unless the payer names it.
    disputed: bool = False


def take(fen: int, bills: Iterable[Owed], chosen: Collection[int] = ()) -> list[tuple[int, int]]:
    """What of a payment goes to which bill: pairs of bill and fen, never more than is open, never more than was paid.

    The bills the payer named first; then the oldest due, of one day by the code's rank (property fee before parking);
    disputed ones only when named. What is left over is paid in advance (FEE-20).
    """
    payable = [b for b in bills if b.open_fen > 0 and (not b.disputed or b.id in chosen)]
    payable.sort(key=lambda b: (b.id not in chosen, b.due_on, b.rank, b.id))
    found: list[tuple[int, int]] = []
    for bill in payable:
        part = min(fen, bill.open_fen)
        if part <= 0:
            break
        found.append((bill.id, part))
        fen -= part
    return found


def owed(lines: Iterable[Line]) -> int:
    """What a home owes by its entries; less than nothing is paid in advance."""
    return sum(line.fen for line in lines)


def open_of(lines: Iterable[Line], bill: int) -> int:
    """What is still to pay of a bill, by the entries."""
    return sum(line.fen for line in lines if line.bill_id == bill)


def left_of(lines: Iterable[Line], payment: int) -> int:
    """What is not yet taken of a payment, by the entries."""
    return -sum(line.fen for line in lines if line.payment_id == payment and line.bill_id is None)


class PaymentStatus(StrEnum):
    """Where a payment stands."""

    #: Said by whoever paid; finance has not seen it.
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    #: Confirmed and then taken back whole.
    VOID = "void"


class Way(StrEnum):
    """How it was paid."""

    TRANSFER = "transfer"
    CASH = "cash"
    CARD = "card"
    #: Telegram Payments, when a provider token is set.
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came, or is said to have come, for a home."""

    id: int
    community_id: int
    unit_id: int
    #: Who paid, when known.
    person_id: int | None
    way: Way
    fen: int
    status: PaymentStatus
    version: int
    #: The day the money moved.
    paid_on: date
    #: Bills the payer named.
    chosen: Sequence[int]
    #: The bank's or the provider's own number: the same money is never counted twice.
    reference: str | None
    #: Amount and number as whoever paid has told them; None where nobody had to tell.
    told_fen: int | None
    told_reference: str | None
    #: Who paid at the desk by name, when it is not `person_id`.
    payer: str | None
    #: The matter it was reported in.
    case_id: int | None
    taken_by: int | None
    decided_by: int | None
    decided_at: datetime | None
    reason: str | None
    at: datetime
