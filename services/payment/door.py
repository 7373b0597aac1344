"""Money fetched at the door by appointment: who, where, when and how much are agreed first, the bill is brought along (FEE-08, FEE-14).

Whoever takes money in the community goes; a worker does not (X-18). What is taken is entered on the spot, with its receipt,
and is cash of the day like any other.
"""

from datetime import datetime
from typing import Any

from domain import payment
from domain.cases import DeadlineEvent
from domain.errors import Refused
from domain.fees.ledger import PaymentStatus, Way
from domain.lifecycle import move
from domain.payment import Action, Event, Promised, Status
from domain.people import Person, Relation, Team, Who
from services import Work, ladder
from services.fees import account, posting
from services.filing import Filed, open_case
from services.payment.reporting import allowed, decide, payment_of
from services.payment.views import View, load, owner_chat, refresh, subject, values
from services.tell import Words, tell

#: What is promised by an appointment.
_RULES = ("FEE-08", "FEE-14")
#: Payments of a home among which an open appointment is looked for.
_NEWEST = 50


def whose(work: Work, unit: int) -> Person | None:
    """Whose appointment it is when the desk books it: an owner of the home."""
    return next((p for p, relation in work.people.residents(unit) if relation is Relation.OWNER), None)


def due(work: Work, unit: int) -> int:
    """What is to be fetched, in fen: all that is open and not disputed."""
    return sum(one.open_fen for one in work.ledger.owed(unit) if not one.disputed)


def book(work: Work, who: Who, unit: int, payer: str, starts: datetime, ends: datetime) -> View:
    """Agreed: by whoever sees the account, or by the staff for an owner.

    `Refused("payment/nothing_due")` where nothing is owed, `("payment/booked_already")` while one is open.
    """
    home, seen = account.check(work, who, unit)
    owner = whose(work, unit) if seen == account.STAFF else who.person
    if owner is None:
        raise Refused("payment/no_owner")
    fen = due(work, unit)
    if fen <= 0:
        raise Refused("payment/nothing_due")
    if _booked(work, home.id):
        raise Refused("payment/booked_already")
    community = work.people.community(home.community_id)
    taken_by = who.person if seen == account.STAFF else None
    status = move(payment.TABLE, payment.START, Event.BOOK)
    case = open_case(
        work,
        "payment",
        status,
        Filed(community, owner, "pay_door", "", home, taken_by=taken_by, team=Team.FINANCE),
    )
    work.ledger.add_payment({
        "community_id": community.id, "unit_id": home.id, "person_id": owner.id, "payer": payer if payer != owner.name else None,
        "way": Way.CASH, "fen": fen, "paid_on": posting.today(work, community.id), "chosen": [], "case_id": case.id,
    })  # fmt: skip
    work.cases.log(case.id, work.now, who.person.id, "payment_book", None, status, {"until": ends.isoformat()})
    _promise(work, case.id, starts, ends)
    view = load(work, case)
    refresh(work, view, owner_repost=True, finance_repost=True)
    return view


def move_to(work: Work, who: Who, case: int, starts: datetime, ends: datetime) -> View:
    """Another time: the former promise is dropped, both sides read the new one."""
    there = allowed(work, who, case, Action.MOVE)
    ladder.settle(work, case, (Promised.DOOR,), DeadlineEvent.DROP)
    _promise(work, case, starts, ends)
    return _note(work, who, there.id, Event.MOVE, {"until": ends.isoformat()}, repost=True)


def go(work: Work, who: Who, case: int) -> View:
    """Somebody sets out: the owner reads who comes and what to have ready."""
    there = allowed(work, who, case, Action.GO)
    post = who.post(there.community_id)
    changed = work.cases.change(there, {"assignee_id": post.id}) if post and there.assignee_id != post.id else there
    view = _note(work, who, changed.id, Event.GO, {})
    said = Words("payment/told_go", values(view, work.now), subject(view.case))
    tell(work, owner_chat(view), f"payment:{case}:go:{view.case.version}", said, case=case)
    return view


def collect(work: Work, who: Who, case: int, fen: int) -> View:
    """Taken at the door: entered, taken to bills, its receipt issued. `Outdated` when a colleague was faster."""
    there = allowed(work, who, case, Action.COLLECT)
    paid = payment_of(work, there)
    if fen <= 0:
        raise Refused("payment/nothing")
    seen = {"fen": fen, "paid_on": posting.today(work, there.community_id), "taken_by": who.person.id}
    changed = work.ledger.change_payment(paid, seen)
    assert changed is not None, "nobody else is in this transaction"
    view = decide(work, who, there, Event.COLLECT, fen=fen)
    posting.confirm(work, changed, who.person.id)
    view = load(work, view.case)
    refresh(work, view, owner_repost=True)
    return view


def miss(work: Work, who: Who, case: int, reason: str) -> View:
    """Nothing was fetched, and why: whoever agreed to it reads it."""
    there = allowed(work, who, case, Action.MISS)
    paid = payment_of(work, there)
    view = decide(work, who, there, Event.MISS, reason=reason)
    posting.refuse(work, paid, reason, who.person.id)
    view = load(work, view.case)
    refresh(work, view, owner_repost=True)
    return view


def _booked(work: Work, unit: int) -> bool:
    open_ = [p.case_id for p in work.ledger.payments(unit, _NEWEST) if p.status is PaymentStatus.REPORTED and p.case_id]
    return any(work.cases.get(case).status == Status.BOOKED for case in open_)


def _promise(work: Work, case: int, starts: datetime, ends: datetime) -> None:
    round_ = ladder.rounds(work, case) + 1
    ladder.promise(work, work.cases.get(case), Promised.DOOR, round_, Team.FINANCE, starts, ends, _RULES)


def _note(work: Work, who: Who, case: int, event: Event, data: dict[str, Any], *, repost: bool = False) -> View:
    there = work.cases.get(case)
    status = move(payment.TABLE, Status(there.status), event)
    changed = work.cases.change(there, {"status": status})
    work.cases.log(case, work.now, who.person.id, f"payment_{event}", status, status, data)
    view = load(work, changed)
    refresh(work, view, owner_repost=repost, finance_repost=repost)
    return view
