"""Money taken at the desk: looked at first, entered at once, its receipt issued in the same breath (FEE-06, FEE-07, RCP-01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.errors import Refused
from domain.fees.ledger import Payment, PaymentStatus, Way
from domain.people import Who
from services import Work
from services.fees import account, posting
from services.payment.preview import result
from services.payment.reporting import check_number
from services.tell import Chat, Words, tell

#: Ways money comes at the desk.
WAYS = (Way.CASH, Way.CARD, Way.TRANSFER)


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody pays at the desk."""

    unit: int
    way: Way
    fen: int
    #: Bills it is meant for; none: the oldest first.
    chosen: Sequence[int] = ()
    #: The bank's number, or that of the card slip.
    number: str | None = None
    #: Who pays: somebody of the register, or a name.
    person: int | None = None
    payer: str | None = None


def check(work: Work, who: Who, unit: int) -> None:
    """`Refused("common/not_yours")` unless they take money in the home's community (X-18)."""
    if not account.takes(work, who, work.people.unit(unit).community_id):
        raise Refused("common/not_yours")


def take_in(work: Work, who: Who, new: Taken) -> Payment:
    """Entered, taken to bills, its receipt issued. `Refused("payment/same_number")` for a number that is entered already."""
    check(work, who, new.unit)
    if new.fen <= 0:
        raise Refused("payment/nothing")
    home = work.people.unit(new.unit)
    check_number(work, home.community_id, new.way, new.number)
    chosen = [bill.id for bill in work.ledger.open_bills(home.id) if bill.id in new.chosen]
    paid = work.ledger.add_payment({
        "community_id": home.community_id, "unit_id": home.id, "person_id": new.person, "payer": new.payer, "way": new.way, "fen": new.fen,
        "paid_on": posting.today(work, home.community_id), "chosen": chosen, "taken_by": who.person.id,
    })  # fmt: skip
    return posting.confirm(work, paid, who.person.id, new.number)


def newest(work: Work, unit: int) -> dict[str, Any] | None:
    """The last payment of the home that counts: what has been paid is said before more is taken (FEE-06)."""
    found = next((p for p in work.ledger.payments(unit, 20) if p.status is PaymentStatus.CONFIRMED), None)
    return {"fen": found.fen, "paid_on": found.paid_on, "way": found.way} if found else None


def show_taken(work: Work, paid: Payment, chat: Chat) -> None:
    """What was entered, to whoever took it."""
    receipt = work.receipts.valid_of(paid.id)
    given = {
        "home": work.people.unit(paid.unit_id).label, "fen": paid.fen, "way": paid.way, "goes": result(work, paid),
        "receipt": receipt.id if receipt else None, "number": receipt.number if receipt else None,
    }  # fmt: skip
    tell(work, chat, f"payment:{paid.id}:taken", Words("payment/taken", given, f"A{paid.unit_id}"))
