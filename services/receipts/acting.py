"""What people do with receipts: checked by anybody, replaced by finance, sealed by the heads (RCP-01)."""

import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.cases import Case
from domain.errors import Outdated, Refused
from domain.people import HEADS, Who
from domain.receipts import Receipt, ReceiptStatus
from services import Work
from services.fees import account
from services.receipts import issuing
from services.receipts.views import KEEPERS, found, values
from services.tell import Chat, Words, private, tell


def seen(work: Work, who: Who, receipt: int) -> Receipt:
    """The receipt, for whoever paid and whoever may see the money of the home or contract. `Outdated` for a forged button."""
    there = found(work, receipt)
    if there.payment_id is None:
        check_contract(work, who, there.case_id or 0)
    elif work.ledger.payment(there.payment_id).person_id != who.person.id:
        account.check(work, who, there.unit_id or 0)
    return there


def check_contract(work: Work, who: Who, case: int) -> Case:
    """The contract whose receipts they may see: whoever rents, finance, the desk's office, the heads."""
    there = work.cases.find(case)
    if there is None or there.flow != "rental":
        raise Outdated
    if there.reporter_id != who.person.id and not who.is_any(there.community_id, account.READERS):
        raise Refused("common/not_yours")
    return there


def check_reissue(work: Work, who: Who, receipt: int) -> Receipt:
    """Finance and the heads of that community replace one that holds. `Refused("receipt/void_already")` for one that does not."""
    there = found(work, receipt)
    if not who.is_any(there.community_id, KEEPERS):
        raise Refused("common/not_yours")
    if there.status is not ReceiptStatus.VALID:
        raise Refused("receipt/void_already")
    return there


def reissue(work: Work, who: Who, receipt: int, reason: str, payer: str | None = None) -> Receipt:
    """Void with the reason, and another in its place; the heads are told who did it and why."""
    old = check_reissue(work, who, receipt)
    new = issuing.again(work, old, issuing.lines_now(work, old), reason, who.person.id, payer)
    if new is None:
        raise Outdated
    community = work.people.community(old.community_id)
    said = Words(
        "receipt/told_reissued", {"r": values(work, new), "reason": reason, "by": who.person.name}, f"Q{new.id}"
    )
    for _, person in work.staff.listed(community.id, roles=HEADS):
        if person.id != who.person.id:
            tell(work, private(person, community), f"receipt:{new.id}:reissued:{person.id}", said)
    return new


def check_genuine(work: Work, who: Who, number: str, code: str, chat: Chat, key: str) -> None:
    """Whether there is a receipt of that number and code, and whether it holds: amount and day, no names.

    Wrong tries are counted: `Refused("receipt/too_many")` after `receipt.check_tries` of them within `receipt.check_hours`.
    """
    first = work.people.communities()[0].id
    most = work.standards.number(first, "receipt.check_tries")
    hours = work.standards.number(first, "receipt.check_hours")
    if work.receipts.wrong_tries(who.person.id, work.now - timedelta(hours=hours)) >= most:
        raise Refused("receipt/too_many", hours=timedelta(hours=hours))
    hit = next((r for r in work.receipts.numbered(number) if hmac.compare_digest(r.check_code, code)), None)
    work.receipts.checked(who.person.id, number, hit.id if hit else None)
    given: dict[str, Any] = {
        "number": number,
        "known": hit is not None,
        "void": False,
        "fen": 0,
        "day": None,
        "community": "",
    }
    if hit is not None:
        where = work.people.community(hit.community_id).name
        given |= {"void": hit.status is ReceiptStatus.VOID, "fen": hit.fen, "day": hit.day, "community": where}
    tell(work, chat, key, Words("receipt/checked", given, "m"))


def by_number(work: Work, who: Who, community: int, number: str) -> Receipt:
    """Of a community by its number, for those who may look homes up. `Refused("receipt/no_such")` when there is none."""
    if not who.is_any(community, account.READERS):
        raise Refused("common/not_yours")
    there = work.receipts.numbered(number, community)
    if not there:
        raise Refused("receipt/no_such")
    return there[0]


def check_sealer(who: Who, community: int) -> None:
    """`Refused("common/heads_only")` unless they are manager or director there."""
    if not who.is_any(community, HEADS):
        raise Refused("common/heads_only")


def set_seal(work: Work, who: Who, community: int, file: Mapping[str, Any]) -> None:
    """This picture stands on papers from now on, as soon as it is fetched."""
    check_sealer(who, community)
    work.receipts.set_seal(community, file, who.person.id)


def no_seal(work: Work, who: Who, community: int) -> None:
    """Papers without a seal from now on."""
    check_sealer(who, community)
    work.receipts.no_seal(community)
