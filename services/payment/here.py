"""Paid in the chat itself, where a provider is set: an invoice, our word against the balance of the moment, the money entered once
(FEE-06, FEE-20; decision 19). What has been paid is never lost: too much of it is paid in advance."""

import re

from domain.errors import Outdated, Refused
from domain.fees.ledger import Way
from domain.incoming import Incoming
from domain.people import Unit, Who
from domain.sending import Invoice
from messages.render import word
from services import Work
from services.fees import account, posting
from services.tell import Words, answer_checkout, ask_to_pay, mine

#: What an invoice carries: the home it is for.
_CARRIED = re.compile(r"fee:(\d{1,18})")


def most(work: Work, home: Unit) -> tuple[int, int]:
    """What may be paid now: open and not disputed, less what is reported and not found yet; and that, in fen."""
    due = sum(one.open_fen for one in work.ledger.owed(home.id) if not one.disputed)
    told = work.dunning.reported(home.community_id).get(home.id, 0)
    return max(0, due - told), told


def check(work: Work, who: Who, unit: int, fen: int | None = None) -> Unit:
    """The home, if they may pay so much for it here and now.

    `Refused`: `payment/not_here` where it is off, `common/not_yours` for staff, `payment/here_changed` for more than is open.
    """
    home, seen = account.check(work, who, unit)
    if not account.pays_here(work):
        raise Refused("payment/not_here")
    if seen == account.STAFF:
        raise Refused("common/not_yours")
    open_, told = most(work, home)
    if open_ <= 0 or (fen is not None and not 0 < fen <= open_):
        raise Refused("payment/here_changed", owed=open_, told=told)
    return home


def ask(work: Work, who: Who, unit: int, fen: int, key: str) -> None:
    """An invoice over that much, once per key."""
    home = check(work, who, unit, fen)
    chat = mine(who, work.people.community(home.community_id))
    said = Words("payment/here_invoice", {"home": home.label, "fen": fen})
    title = word("invoice", "title", chat.language)
    ask_to_pay(work, chat, f"payment:here:{key}", said, Invoice(title=title, carries=f"fee:{home.id}", fen=fen))


def checkout(work: Work, who: Who, incoming: Incoming) -> None:
    """They are about to pay: yes, or why not. An invoice of yesterday is held against what is open today."""
    found = _CARRIED.fullmatch(incoming.invoice)
    if found is None:
        raise Outdated
    home = check(work, who, int(found[1]), incoming.fen)
    answer_checkout(work, incoming.press_id, mine(who, work.people.community(home.community_id)), None)


def paid(work: Work, who: Who, incoming: Incoming) -> None:
    """The money is there: entered once, its receipt issued; told again, nothing happens.

    `LookupError` when nobody can say which home it is for: the update is kept and the administrators are told.
    """
    found = _CARRIED.fullmatch(incoming.invoice)
    home = work.disputes.home(int(found[1])) if found else None
    home = home or next(iter(who.homes), None)
    if home is None:
        raise LookupError("money for no home")
    if work.ledger.by_reference(home.community_id, Way.ONLINE, incoming.charge) is not None:
        return
    new = work.ledger.add_payment({
        "community_id": home.community_id, "unit_id": home.id, "person_id": who.person.id, "way": Way.ONLINE, "fen": incoming.fen,
        "paid_on": posting.today(work, home.community_id),
    })  # fmt: skip
    posting.confirm(work, new, None, incoming.charge)
