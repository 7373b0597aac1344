"""The faces of a reported payment: the card of whoever reported it, finance's in its group, a colleague's in private.

Every change ends in `refresh`. The group reads building and clock; name, room, amounts and the picture are read in private
by finance, the desk's office and the heads, on the record.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import payment
from domain.cases import Case
from domain.fees.ledger import Payment
from domain.lifecycle import can
from domain.payment import EVENT_OF, Action, Event, Promised, Status
from domain.payment import Who as Hat
from domain.people import Role, Team, Who
from services import Work
from services.fees.account import reader
from services.fees.account import takes as account_takes
from services.ladder.faces import refresh_alerts
from services.payment.preview import preview, result
from services.teams import Sheet, as_group_reads, opened_by, plain_values, reached, sheet, show_in
from services.tell import Chat, Words, private, show

#: What people wrote, and a group reads without rooms, names and numbers.
_TEXTS = ("words", "outcome", "reason")
#: What a group is not told: amounts and numbers of a home.
_AMOUNTS = ("fen", "told_fen", "reference", "goes", "chosen", "paid_on", "payer")


@dataclass(frozen=True, slots=True)
class View:
    """A reported payment with everything its cards show, loaded once."""

    sheet: Sheet
    payment: Payment
    #: Where the money goes, or went.
    goes: dict[str, Any]
    #: Bills the payer named that are still theirs to name.
    chosen: int
    #: The receipt that holds, if there is one.
    receipt: int | None
    #: When somebody comes to the door, from and to; None where nobody does.
    door: tuple[datetime, datetime] | None
    #: Whoever reported it may still see the account of the home.
    theirs: bool

    @property
    def case(self) -> Case:
        """The matter."""
        return self.sheet.case

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)


def load(work: Work, case: Case) -> View:
    """The payment with all its cards show."""
    there = work.ledger.of_case(case.id)
    assert there is not None, "every case of this flow has its payment"
    of = sheet(work, case, (Promised.CHECK, Promised.DOOR))
    open_ = case.status not in payment.FINAL
    agreed = work.deadlines.open_of(case.id, Promised.DOOR)
    door = (agreed.starts_at, agreed.due_at) if agreed else None
    goes = preview(work, there.unit_id, there.fen, there.chosen) if open_ else result(work, there)
    receipt = work.receipts.valid_of(there.id)
    who = work.people.who(of.reporter, of.community.language)
    theirs = reader(work, who, work.people.unit(there.unit_id)) is not None
    return View(of, there, goes, len(there.chosen), receipt.id if receipt else None, door, theirs)


def hats(work: Work, case: Case, who: Who) -> frozenset[Hat]:
    """What the person is to this very payment; empty for everybody it is no business of."""
    worn: set[Hat] = set()
    if who.person.id == case.reporter_id and case.unit_id and reader(work, who, work.people.unit(case.unit_id)):
        worn.add(Hat.REPORTER)
    post = who.post(case.community_id)
    if post is not None and post.role is Role.FINANCE:
        worn.add(Hat.FINANCE)
    if account_takes(work, who, case.community_id):
        worn.add(Hat.TAKER)
    office = who.office(case.community_id)
    return frozenset(worn | {Hat(office)} if office else worn)


def possible(view: View, worn: Collection[Hat]) -> set[str]:
    """Actions this person can take now: what decides which buttons a card has."""
    return {str(action) for action in Action if payment.may(action, worn) and _now(view, action)}


def _now(view: View, action: Action) -> bool:
    event = EVENT_OF.get(action)
    if event is not None:
        # What a worker has taken is not the owner's to take back.
        handed = event is Event.CANCEL and view.payment.taken_by is not None
        return can(payment.TABLE, view.status, event) and not handed
    if action is Action.ADD:
        return view.status is Status.UNCHECKED
    return action is not Action.TALK or view.status not in payment.FINAL


def values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the payment in plain values, `can` the actions to offer."""
    paid = view.payment
    return {
        "can": set(may),
        "r": {
            **plain_values(view.sheet, now),
            "way": paid.way,
            "fen": paid.fen,
            "told_fen": paid.told_fen,
            "reference": paid.reference or paid.told_reference,
            "paid_on": paid.paid_on,
            "chosen": view.chosen,
            "goes": view.goes,
            "reason": paid.reason,
            "void": paid.status == "void",
            "receipt": view.receipt,
            "payer": paid.payer,
            "door_from": view.door[0] if view.door else None,
            "door_to": view.door[1] if view.door else None,
        },
    }


def group_values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """The same for a group: the building; no room, name, number or amount."""
    given = values(view, now, may)
    read = as_group_reads(view.sheet, given["r"], _TEXTS)
    return {**given, "r": {**read, **dict.fromkeys(_AMOUNTS)}}


def subject(case: Case) -> str:
    """What the buttons of a payment are about."""
    return f"P{case.id}"


def owner_chat(view: View) -> Chat | None:
    """Where whoever reported it reads us; None for those whose home it no longer is."""
    return private(view.sheet.reporter, view.sheet.community) if view.theirs else None


def owner_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows whoever reported it the newest state."""
    may = possible(view, {Hat.REPORTER})
    said = Words("payment/owner_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, owner_chat(view), f"case:{view.case.id}:owner", said, case=view.case.id, repost=repost)


def finance_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows finance the newest state: in its group, or to each in private where no group is bound."""
    said = Words("payment/team_card", group_values(view, work.now), subject(view.case), view.case.version)
    chats = reached(work, view.sheet.community, Team.FINANCE)
    show_in(work, chats, f"case:{view.case.id}:finance", said, view.case.id, repost=repost)


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool) -> None:
    """A colleague's own card in private, with name, amounts and where the money would go."""
    may = possible(view, hats(work, view.case, who))
    said = Words("payment/staff_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:staff:{who.person.id}", said, case=view.case.id, repost=repost)


def refresh(work: Work, view: View, *, owner_repost: bool = False, finance_repost: bool = False) -> None:
    """Every face of the payment shows its newest state."""
    owner_card(work, view, repost=owner_repost)
    finance_card(work, view, repost=finance_repost)
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        if hats(work, view.case, who) - {Hat.REPORTER}:
            staff_card(work, view, who, chat, repost=False)
    refresh_alerts(work, view.sheet.community, view.case, values(view, work.now))
