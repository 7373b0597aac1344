"""What is left of a payment given back, or a payment that never was: entered, told to whoever paid (FEE-20, RCP-01)."""

from typing import Any

from domain.fees.asks import Ask, Kind
from domain.fees.ledger import Payment, Way
from domain.people import Person, Relation
from domain.sending import Lane
from services import Work
from services.fees import posting
from services.payment.views import load, refresh
from services.tell import Words, private, tell


def carry_out(work: Work, ask: Ask, by: int) -> None:
    """What a head agreed to, or did: if the payment still is what it was."""
    paid = work.ledger.payment(int(ask.details["payment"]))
    if ask.kind is Kind.REFUND:
        refund(work, paid, int(ask.details["fen"]), ask.reason, by)
    else:
        void(work, paid, ask.reason, by)


def refund(work: Work, paid: Payment, fen: int, reason: str, by: int) -> None:
    """Given back of what is left of it. `Refused("fee/too_much_back")` for more."""
    posting.refund(work, paid, fen, reason, by)
    work.settled.append(paid.unit_id)
    _said(work, paid, "payment/told_refund", {"fen": fen, "reason": reason}, by)


def void(work: Work, paid: Payment, reason: str, by: int) -> None:
    """It never was; its number may come again, save one of a payment that is made online."""
    done = posting.void(work, paid, reason, by)
    if paid.reference and paid.way is not Way.ONLINE:
        work.ledger.change_payment(done, {"reference": None})
    _said(work, paid, "payment/told_void", {"fen": paid.fen, "reason": reason}, by)


def _said(work: Work, paid: Payment, message: str, data: dict[str, Any], by: int) -> None:
    """Whoever paid reads it; the matter it was reported in has it on its record."""
    community, home = work.people.community(paid.community_id), work.people.unit(paid.unit_id)
    owed = sum(bill.open_fen for bill in work.ledger.open_bills(home.id))
    given = {**data, "home": home.label, "paid_on": paid.paid_on, "way": paid.way, "owed": owed}
    entries = work.ledger.lines(home.id)
    for person in _payers(work, paid):
        key = f"{message}:{paid.id}:{entries[-1].id}:{person.id}"
        tell(work, private(person, community), key, Words(message, given, f"A{home.id}"), lane=Lane.TASK)
    if paid.case_id is not None:
        work.cases.log(paid.case_id, work.now, by, message.replace("/told", ""), None, None, data)
        refresh(work, load(work, work.cases.get(paid.case_id)))


def _payers(work: Work, paid: Payment) -> list[Person]:
    if paid.person_id is not None:
        return [work.people.get(paid.person_id)]
    return [person for person, relation in work.people.residents(paid.unit_id) if relation is Relation.OWNER]
