"""Giving back and voiding, asked for by finance: small refunds are done at once, the rest waits for a head's word (X-13)."""

from domain.errors import Outdated, Refused
from domain.fees.asks import Kind
from domain.fees.ledger import Payment, PaymentStatus
from domain.people import HEADS, Role, Who
from services import Work
from services.fees import asks
from services.payment import giving_back
from services.payment.reporting import figures

#: Who gives back and voids.
KEEPERS = HEADS | {Role.FINANCE}


def kept(work: Work, who: Who, unit: int, payment: int) -> Payment:
    """A payment of that home that counts, for finance and the heads. `Outdated` for any other."""
    home = work.disputes.home(unit)
    if home is None:
        raise Outdated
    if not who.is_any(home.community_id, KEEPERS):
        raise Refused("common/not_yours")
    found = work.ledger.find_payment(payment)
    if found is None or found.unit_id != unit or found.status is not PaymentStatus.CONFIRMED:
        raise Outdated
    return found


def check_refund(work: Work, who: Who, unit: int, payment: int) -> tuple[Payment, int]:
    """The payment and what is left of it, in fen. `Refused("payment/nothing_left")` when all of it is taken to bills."""
    paid = kept(work, who, unit, payment)
    left = work.ledger.left_of(paid.id)
    if left <= 0:
        raise Refused("payment/nothing_left")
    return paid, left


def refund(work: Work, who: Who, unit: int, payment: int, fen: int, reason: str) -> bool:
    """Given back at once up to `pay.back_most_fen` and by a head, else a head is asked; whether it is done."""
    paid, left = check_refund(work, who, unit, payment)
    if not 0 < fen <= left:
        raise Refused("fee/too_much_back")
    if fen <= figures(work, paid.community_id).back_most_fen:
        giving_back.refund(work, paid, fen, reason, who.person.id)
        return True
    return _put(work, who, paid, Kind.REFUND, fen, reason)


def void(work: Work, who: Who, unit: int, payment: int, reason: str) -> bool:
    """Void at once by a head, else a head is asked; whether it is done."""
    paid = kept(work, who, unit, payment)
    return _put(work, who, paid, Kind.VOID, paid.fen, reason)


def _put(work: Work, who: Who, paid: Payment, kind: Kind, fen: int, reason: str) -> bool:
    if any(ask.details.get("payment") == paid.id for ask in work.charges.open_asks(paid.community_id)):
        raise Refused("payment/asked_already")
    details = {
        "payment": paid.id, "fen": fen, "paid": paid.fen, "paid_on": paid.paid_on.isoformat(), "way": paid.way,
    }  # fmt: skip
    return asks.put(work, who, asks.New(paid.community_id, kind, details, reason, unit=paid.unit_id))
