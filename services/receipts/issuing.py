"""A receipt for every payment, in the transaction that enters it: numbered without gaps, void with it, replaced when some
of it is given back (RCP-01). Only `services.fees.posting` and finance (`acting`) call this."""

import secrets
from typing import Any

from domain.fees.ledger import Payment
from domain.people import Person, Relation
from domain.receipts import CODE_LETTERS, LETTERS, Receipt, code_of, number_after, period_of
from domain.saying import local_day
from domain.sending import Lane
from services import Work
from services.receipts.views import values
from services.tell import Words, private, tell, zone_of


def issue(work: Work, payment: Payment, by: int | None) -> Receipt | None:
    """The receipt of a payment that has been entered; told to whoever paid. None for nothing paid."""
    return _issue(work, payment, by, payer_of(work, payment), None)


def void(work: Work, payment: Payment, reason: str, by: int | None) -> None:
    """The payment never was: its receipt no longer holds, and whoever has it is told."""
    found = work.receipts.valid_of(payment.id)
    if found is not None and work.receipts.void(found.id, reason, by):
        _tell_void(work, payment, found.id)


def replace(work: Work, payment: Payment, reason: str, by: int | None, payer: str | None = None) -> Receipt | None:
    """The receipt void with the reason, and another in its place with the lines as they stand now; None when nothing is left
    of the payment: then there is only the void one."""
    old = work.receipts.valid_of(payment.id)
    if old is None or not work.receipts.void(old.id, reason, by):
        return None
    new = _issue(work, payment, by, payer or old.payer, old.id)
    if new is None:
        _tell_void(work, payment, old.id)
    return new


def _issue(work: Work, payment: Payment, by: int | None, payer: str, replaces: int | None) -> Receipt | None:
    lines = lines_of(work, payment)
    fen = sum(line["fen"] for line in lines)
    if fen <= 0:
        return None
    day = local_day(work.now, zone_of(work.people.community(payment.community_id)))
    made = work.receipts.add({
        "community_id": payment.community_id, "day": day, "payment_id": payment.id, "unit_id": payment.unit_id,
        "number": number_after(work.receipts.last_number(payment.community_id, day.year), day.year), "payer": payer,
        "fen": fen, "lines": lines, "check_code": code_of([secrets.choice(LETTERS) for _ in range(CODE_LETTERS)]),
        "replaces_id": replaces, "issued_by": by,
    })  # fmt: skip
    _tell(work, payment, made)
    return made


def lines_of(work: Work, payment: Payment) -> list[dict[str, Any]]:
    """What a payment stands for now: its part of each bill, and what is paid in advance. Amounts in fen."""
    taken = work.ledger.taken(payment.id)
    bills = work.disputes.bills_named([bill for bill, _ in taken])
    codes = work.disputes.codes(payment.community_id)
    lines: list[dict[str, Any]] = []
    for number, fen in taken:
        bill = bills[number]
        code = codes[bill.code_id]
        case = work.cases.find(bill.case_id) if bill.case_id else None
        about = period_of(bill.about) or (case.number if case else "")
        lines.append({"code": code.key, "name_zh": code.name_zh, "name_en": code.name_en, "about": about, "fen": fen})
    left = work.ledger.left_of(payment.id)
    if left > 0:
        lines.append({"code": None, "name_zh": "", "name_en": "", "about": "", "fen": left})
    return lines


def payer_of(work: Work, payment: Payment) -> str:
    """Who paid as the receipt says it: by name, whoever is known to have, else an owner of the home, else the home."""
    if payment.payer:
        return payment.payer
    if payment.person_id is not None:
        return work.people.get(payment.person_id).name
    owners = _owners(work, payment.unit_id)
    return owners[0].name if owners else work.people.unit(payment.unit_id).label


def _owners(work: Work, unit: int) -> list[Person]:
    return [person for person, relation in work.people.residents(unit) if relation is Relation.OWNER]


def _told(work: Work, payment: Payment) -> list[Person]:
    return [work.people.get(payment.person_id)] if payment.person_id is not None else _owners(work, payment.unit_id)


def _tell(work: Work, payment: Payment, receipt: Receipt) -> None:
    community = work.people.community(payment.community_id)
    said = Words("receipt/issued", {"r": values(work, receipt)}, f"Q{receipt.id}")
    for person in _told(work, payment):
        chat = private(person, community)
        tell(work, chat, f"receipt:{receipt.id}:issued:{person.id}", said, lane=Lane.TASK)


def _tell_void(work: Work, payment: Payment, receipt: int) -> None:
    found = work.receipts.find(receipt)
    if found is None:
        return
    community = work.people.community(payment.community_id)
    said = Words("receipt/told_void", {"r": values(work, found)}, f"Q{receipt}")
    for person in _told(work, payment):
        tell(work, private(person, community), f"receipt:{receipt}:void:{person.id}", said, lane=Lane.TASK)
