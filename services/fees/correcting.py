"""A bill put right outside of a dispute: more or less, with the reason, by an entry; nothing is overwritten (X-13)."""

from domain.errors import Outdated, Refused
from domain.fees.asks import Ask
from domain.fees.charges import Bill
from domain.people import Relation
from services import Work
from services.fees import posting
from services.fees.account import row
from services.tell import Words, private, tell


def comes_to(work: Work, bill: Bill) -> int:
    """What the bill comes to now with everything put right, in fen."""
    return work.disputes.sums(bill.unit_id).get(bill.id, (bill.fen, 0))[0]


def change_of(work: Work, bill: int, fen: int, knew: int) -> tuple[Bill, int]:
    """The bill, and by how much it changes to come to `fen`.

    `Refused`: while somebody disputes it, when it was changed since it was looked at, when nothing would change.
    """
    found = work.ledger.find_bill(bill)
    if found is None:
        raise Outdated
    if work.ledger.disputed(found.id):
        raise Refused("billing/disputed")
    now = comes_to(work, found)
    if now != knew:
        raise Refused("billing/changed", fen=now)
    if now == fen:
        raise Refused("billing/same")
    return found, fen - now


def carry_out(work: Work, ask: Ask, by: int) -> None:
    """The entry a head agreed to, or made: if the bill still is what it was."""
    d = ask.details
    bill, change = change_of(work, ask.bill_id or 0, d["knew"] + d["fen"], d["knew"])
    make(work, bill, change, ask.reason, by, f"feeask:{ask.id}")


def make(work: Work, bill: Bill, change: int, reason: str, by: int, key: str) -> None:
    """The entry; the owners of the home are told what and why."""
    after = posting.put_right(work, bill.id, change, reason, by)
    home = work.people.unit(bill.unit_id)
    community = work.people.community(home.community_id)
    named = row(after, work.disputes.codes(community.id), work.disputes.sums(home.id))
    given = {
        "home": home.label, "name_zh": named["name_zh"], "name_en": named["name_en"], "about": named["about"],
        "before": named["fen"] - change, "fen": named["fen"], "reason": reason,
    }  # fmt: skip
    for person, relation in work.people.residents(home.id):
        if relation is Relation.OWNER:
            said = Words("billing/told_corrected", given, f"A{home.id}")
            tell(work, private(person, community), f"{key}:{person.id}", said)
