"""A receipt for every payment, in the transaction that enters it: numbered without gaps, void with it, replaced when some
of it is given back (RCP-01). Only `services.fees.posting` and finance (`acting`) call this."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.cases import Case
from domain.fees.ledger import Payment
from domain.people import Person, Relation
from domain.receipts import CODE_LETTERS, LETTERS, Receipt, code_of, number_after, period_of
from domain.rental import Sort
from domain.saying import local_day
from domain.sending import Lane
from messages.render import LANGUAGES, word
from services import Work
from services.receipts.views import GIVEN_BACK, values
from services.tell import Words, private, tell, zone_of

#: A line of a receipt: what of the money is for what.
Line = Mapping[str, Any]
#: What another in its place takes over of a receipt.
_OF = ("community_id", "payment_id", "unit_id", "case_id", "way", "paid_on")


def issue(work: Work, payment: Payment, by: int | None) -> Receipt | None:
    """The receipt of a payment that has been entered; told to whoever paid. None for nothing paid."""
    return _issue(work, _of_payment(payment), lines_of(work, payment), by, payer_of(work, payment), None)


def void(work: Work, payment: Payment, reason: str, by: int | None) -> None:
    """The payment never was: its receipt no longer holds, and whoever has it is told."""
    found = work.receipts.valid_of(payment.id)
    if found is not None and work.receipts.void(found.id, reason, by):
        _tell_void(work, found.id)


def replace(work: Work, payment: Payment, reason: str, by: int | None) -> Receipt | None:
    """Some of a payment was given back: its receipt void with the reason, and another with the lines as they stand now; None
    when nothing is left of it."""
    old = work.receipts.valid_of(payment.id)
    return again(work, old, lines_of(work, payment), reason, by) if old is not None else None


def again(
    work: Work, old: Receipt, lines: Sequence[Line], reason: str, by: int | None, payer: str | None = None
) -> Receipt | None:
    """The receipt void with the reason, and another in its place with these lines; None when there are none left, or when it
    was void already."""
    if not work.receipts.void(old.id, reason, by):
        return None
    new = _issue(work, {name: getattr(old, name) for name in _OF}, lines, by, payer or old.payer, old.id)
    if new is None:
        _tell_void(work, old.id)
    return new


def lines_now(work: Work, receipt: Receipt) -> Sequence[Line]:
    """What a receipt of today would say: of a payment its parts as they stand now, of a contract what it said."""
    if receipt.payment_id is None:
        return receipt.lines
    return lines_of(work, work.ledger.payment(receipt.payment_id))


# --- money of contracts (RNT) -------------------------------------------------------------------------------------------


def issue_rent(work: Work, case: Case, sort: Sort, fen: int, way: str, day: date, by: int) -> Receipt | None:
    """The receipt of rent or deposit that came in; told to whoever rents, if they are in the chat."""
    names = {f"name_{language}": word("rental_sort", sort, language) for language in LANGUAGES}
    line = {"code": f"rental_{sort}", **names, "about": case.number, "fen": fen}
    of = {
        "community_id": case.community_id,
        "payment_id": None,
        "unit_id": None,
        "case_id": case.id,
        "way": way,
        "paid_on": day,
    }
    return _issue(work, of, [line], by, work.people.get(case.reporter_id).name, None)


def rent_back(work: Work, case: Case, sort: Sort, fen: int, by: int) -> None:
    """So much of it went back: the newest receipts of that sort are void as far as it reaches, with others for what is left."""
    for old in work.receipts.holding(case.id):
        (line,) = old.lines
        if fen <= 0 or line["code"] != f"rental_{sort}":
            continue
        less = min(fen, old.fen)
        again(work, old, [{**line, "fen": old.fen - less}] if less < old.fen else [], GIVEN_BACK, by)
        fen -= less


# --- one receipt --------------------------------------------------------------------------------------------------------


def _of_payment(payment: Payment) -> Mapping[str, Any]:
    return {
        "community_id": payment.community_id, "payment_id": payment.id, "unit_id": payment.unit_id, "case_id": None,
        "way": payment.way, "paid_on": payment.paid_on,
    }  # fmt: skip


def _issue(
    work: Work,
    of: Mapping[str, Any],
    lines: Sequence[Line],
    by: int | None,
    payer: str,
    replaces: int | None,
) -> Receipt | None:
    fen = sum(line["fen"] for line in lines)
    if fen <= 0:
        return None
    community = work.people.community(of["community_id"])
    day = local_day(work.now, zone_of(community))
    made = work.receipts.add({
        **of, "day": day, "number": number_after(work.receipts.last_number(community.id, day.year), day.year), "payer": payer,
        "fen": fen, "lines": list(lines), "check_code": code_of([secrets.choice(LETTERS) for _ in range(CODE_LETTERS)]),
        "replaces_id": replaces, "issued_by": by,
    })  # fmt: skip
    said = Words("receipt/issued", {"r": values(work, made)}, f"Q{made.id}")
    for person in _holders(work, made):
        tell(work, private(person, community), f"receipt:{made.id}:issued:{person.id}", said, lane=Lane.TASK)
    return made


def lines_of(work: Work, payment: Payment) -> list[Line]:
    """What a payment stands for now: its part of each bill, and what is paid in advance. Amounts in fen."""
    taken = work.ledger.taken(payment.id)
    bills = work.disputes.bills_named([bill for bill, _ in taken])
    codes = work.disputes.codes(payment.community_id)
    lines: list[Line] = []
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


def _holders(work: Work, receipt: Receipt) -> list[Person]:
    """Whom it is told to: whoever paid, else the owners of the home; of a contract whoever rents."""
    if receipt.payment_id is None:
        return [work.people.get(work.cases.get(receipt.case_id or 0).reporter_id)]
    payment = work.ledger.payment(receipt.payment_id)
    return [work.people.get(payment.person_id)] if payment.person_id is not None else _owners(work, payment.unit_id)


def _tell_void(work: Work, receipt: int) -> None:
    found = work.receipts.find(receipt)
    if found is None:
        return
    community = work.people.community(found.community_id)
    said = Words("receipt/told_void", {"r": values(work, found)}, f"Q{receipt}")
    for person in _holders(work, found):
        tell(work, private(person, community), f"receipt:{receipt}:void:{person.id}", said, lane=Lane.TASK)
