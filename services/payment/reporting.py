"""A payment reported by whoever made it; looked for by finance; there, or not (FEE-07, FEE-17, DUN-17).

Nothing is entered before finance has seen the money. One clerk decides; the second reads that it is decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain import payment
from domain.cases import Case, DeadlineEvent
from domain.errors import Outdated, Refused
from domain.fees.ledger import Payment, PaymentStatus, Way
from domain.lifecycle import can, move
from domain.payment import Action, Event, PaymentFigures, Promised, Status
from domain.people import Person, Team, Unit, Who
from services import Work, ladder
from services.calendar import calendar_of
from services.fees import account, posting
from services.filing import Filed, open_case
from services.payment.views import View, finance_card, hats, load, refresh


@dataclass(frozen=True, slots=True)
class Told:
    """A payment as it is told of."""

    unit: int
    payer: Person
    fen: int
    paid_on: date
    #: Bills it is meant for; none: the oldest first.
    chosen: Sequence[int] = ()
    reference: str | None = None
    words: str = ""
    media: Sequence[Mapping[str, Any]] = ()
    way: Way = Way.TRANSFER
    #: Who of the staff took the money, where it is handed in later (X-18).
    taken_by: Person | None = None


def figures(work: Work, community: int) -> PaymentFigures:
    """The community's figures for payments."""
    return PaymentFigures.of(work.standards.own(community))


def check_by(work: Work, community: int, since: datetime) -> datetime:
    """When finance has looked: so many working days on, at the same time of the day (X-09)."""
    return calendar_of(work, community).add_days(since, figures(work, community).check_days, True)


def report(work: Work, who: Who, told: Told) -> View:
    """Registers it and promises that finance looks; that much is not asked for meanwhile.

    `Refused("payment/no_proof")` without a picture and a number, `("payment/already_told")` for a number the home has told
    before, `("payment/not_yet")` for a day to come.
    """
    home, _ = account.check(work, who, told.unit)
    if told.fen <= 0:
        raise Refused("payment/nothing")
    if not told.media and not told.reference:
        raise Refused("payment/no_proof")
    if told.paid_on > posting.today(work, home.community_id):
        raise Refused("payment/not_yet")
    before = work.ledger.told_before(home.id, told.reference) if told.reference else None
    if before is not None:
        raise Refused("payment/already_told", reference=told.reference, day=before.paid_on, fen=before.fen)
    return file(work, who, home, told)


def file(work: Work, who: Who, home: Unit, told: Told) -> View:
    """The matter and its payment, as they are; whoever calls has looked whether it may be told."""
    chosen = [bill.id for bill in work.ledger.open_bills(home.id) if bill.id in told.chosen]
    community = work.people.community(home.community_id)
    filed = Filed(
        community, told.payer, f"pay_{told.way}", told.words, home, taken_by=told.taken_by, team=Team.FINANCE,
    )  # fmt: skip
    case = open_case(work, "payment", payment.START, filed)
    work.ledger.add_payment({
        "community_id": community.id, "unit_id": home.id, "person_id": told.payer.id, "way": told.way, "fen": told.fen,
        "told_fen": told.fen, "told_reference": told.reference, "paid_on": told.paid_on, "chosen": chosen, "case_id": case.id,
        "taken_by": told.taken_by.id if told.taken_by else None,
    })  # fmt: skip
    work.media.attach(case.id, who.person.id, "ask", told.media, work.now)
    data = {"fen": told.fen, "reference": told.reference, "day": told.paid_on.isoformat()}
    work.cases.log(case.id, work.now, who.person.id, "payment_report", None, payment.START, data)
    due, round_ = check_by(work, community.id, work.now), ladder.rounds(work, case.id) + 1
    rules = ("FEE-17", "DUN-17")
    ladder.promise(work, case, Promised.CHECK, round_, Team.FINANCE, work.now, due, rules, working=True)
    work.settled.append(home.id)
    view = load(work, case)
    refresh(work, view, owner_repost=True, finance_repost=True)
    return view


# --- finance looks ---------------------------------------------------------------------------------------------------


def found(work: Work, case: int) -> Case:
    """The matter. `Outdated` for a case that is not there, or is something else (a forged button)."""
    there = work.cases.find(case)
    if there is None or there.flow != "payment":
        raise Outdated
    return there


def allowed(work: Work, who: Who, case: int, action: Action) -> Case:
    """The matter, if this person may do that with it now. `Outdated` where somebody has decided it already."""
    there = found(work, case)
    payment.check_may(action, hats(work, there, who))
    event, status = payment.EVENT_OF.get(action), Status(there.status)
    if event is not None and not can(payment.TABLE, status, event):
        raise Outdated
    if (action is Action.ADD and status is not Status.UNCHECKED) or (action is Action.TALK and status in payment.FINAL):
        raise Outdated
    return there


def check_number(work: Work, community: int, way: Way, number: str | None, but: int | None = None) -> None:
    """`Refused("payment/same_number")` naming the payment that has it already: the same money is not entered twice."""
    earlier = work.ledger.by_reference(community, way, number) if number else None
    if earlier is not None and earlier.id != but:
        home = work.people.unit(earlier.unit_id).label
        raise Refused("payment/same_number", number=number, home=home, day=earlier.paid_on, fen=earlier.fen)


def confirm(
    work: Work, who: Who, case: int, fen: int | None = None, paid_on: date | None = None, number: str | None = None
) -> View:
    """The money is there: entered, taken to bills, its receipt issued; what is not given is as it was told.

    `Refused("payment/same_number")` for a number that is entered already; `Outdated` when a colleague was faster.
    """
    there = allowed(work, who, case, Action.CONFIRM)
    paid = payment_of(work, there)
    number = number or paid.told_reference
    check_number(work, there.community_id, paid.way, number, paid.id)
    seen_fen, seen_on = paid.fen if fen is None else fen, paid_on or paid.paid_on
    if seen_fen <= 0:
        raise Refused("payment/nothing")
    if seen_on > posting.today(work, there.community_id):
        raise Refused("payment/not_yet")
    changed = work.ledger.change_payment(paid, {"fen": seen_fen, "paid_on": seen_on})
    if changed is None:
        raise Outdated
    view = decide(work, who, there, Event.CONFIRM, fen=changed.fen, number=number)
    posting.confirm(work, changed, who.person.id, number)
    view = load(work, view.case)
    refresh(work, view, owner_repost=True)
    return view


def refuse(work: Work, who: Who, case: int, reason: str) -> View:
    """There is no such money: whoever reported it reads why and what to do; it is asked for again."""
    there = allowed(work, who, case, Action.REFUSE)
    paid = payment_of(work, there)
    view = decide(work, who, there, Event.REFUSE, reason=reason)
    posting.refuse(work, paid, reason, who.person.id)
    view = load(work, view.case)
    refresh(work, view, owner_repost=True)
    return view


def cancel(work: Work, who: Who, case: int) -> View:
    """Taken back by whoever reported it: a mistake. `Outdated` for what a worker has taken: finance alone says of that."""
    there = allowed(work, who, case, Action.CANCEL)
    paid = payment_of(work, there)
    if paid.taken_by is not None:
        raise Outdated
    view = decide(work, who, there, Event.CANCEL)
    posting.refuse(work, paid, "", who.person.id)
    view = load(work, view.case)
    refresh(work, view)
    return view


def add(work: Work, who: Who, case: int, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """More pictures or words: kept, and finance's card comes down again."""
    there = allowed(work, who, case, Action.ADD)
    longest = work.standards.number(there.community_id, "text.longest")
    words = "\n".join(filter(None, [there.words, text]))[:longest]
    changed = work.cases.change(there, {"words": words})
    new = work.media.attach(case, who.person.id, "ask", media, work.now)
    work.cases.log(case, work.now, who.person.id, "payment_add", None, None, {"text": text, "photos": new})
    view = load(work, changed)
    refresh(work, view, finance_repost=True)
    return view


def ask_again(work: Work, view: View) -> None:
    """Nobody has looked: finance's card moves down to where they look."""
    finance_card(work, view, repost=True)


def payment_of(work: Work, case: Case) -> Payment:
    """The payment of the matter, not decided yet. `Outdated` for one that is."""
    paid = work.ledger.of_case(case.id)
    if paid is None or paid.status is not PaymentStatus.REPORTED:
        raise Outdated
    return paid


def decide(work: Work, who: Who, case: Case, event: Event, **data: Any) -> View:
    """Moved by the table, the promise settled, written down."""
    before = Status(case.status)
    after = move(payment.TABLE, before, event)
    post = who.post(case.community_id) if event is not Event.CANCEL else None
    values = {"status": after, "closed_at": work.now, **({"assignee_id": post.id} if post else {})}
    changed = work.cases.change(case, values)
    how = DeadlineEvent.DROP if event in (Event.CANCEL, Event.MISS) else DeadlineEvent.MEET
    ladder.settle(work, case.id, tuple(Promised), how)
    work.cases.log(case.id, work.now, who.person.id, f"payment_{event}", before, after, data)
    return load(work, changed)
