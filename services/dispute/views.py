"""The faces of a dispute: the owner's card, finance's card in its group, a colleague's in private.

Every change ends in `refresh`. The group reads building and kind of charge; name, phone, room and amounts are read in
private by finance, the desk's office and the heads, on the record.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import dispute
from domain.cases import Case
from domain.dispute import EVENT_OF, Action, DisputeFacts, Promised, Status
from domain.dispute import Who as Hat
from domain.lifecycle import can
from domain.people import HEADS, Role, Team, Who
from services import Work
from services.fees.account import reader, row
from services.ladder.faces import refresh_alerts
from services.teams import Sheet, as_group_reads, opened_by, plain_values, reached, sheet, show_in
from services.tell import Chat, Words, private, show

#: What people wrote, and a group reads without rooms, names and numbers.
_TEXTS = ("words", "answer", "outcome", "reason")
#: What a group is not told: amounts of a home.
_AMOUNTS = ("bill", "put_right", "to_fen")


@dataclass(frozen=True, slots=True)
class View:
    """A dispute with everything its cards show, loaded once."""

    sheet: Sheet
    facts: DisputeFacts
    bill: dict[str, Any]
    #: Whoever raised it may still see the account of the home.
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
    """The dispute with all its cards show."""
    facts = work.disputes.of(case.id)
    bill = work.ledger.bill(facts.bill_id)
    said = row(bill, work.disputes.codes(bill.community_id), work.disputes.sums(bill.unit_id))
    of, home = sheet(work, case, (Promised.ANSWER,)), work.people.unit(bill.unit_id)
    theirs = reader(work, work.people.who(of.reporter, of.community.language), home) is not None
    return View(of, facts, said, theirs)


def hats(work: Work, case: Case, who: Who) -> frozenset[Hat]:
    """What the person is to this very dispute; empty for everybody it is no business of.

    Whoever raised it has to do with it as long as they may see the account of the home: not after they have moved out.
    """
    worn: set[Hat] = set()
    if who.person.id == case.reporter_id and case.unit_id and reader(work, who, work.people.unit(case.unit_id)):
        worn.add(Hat.REPORTER)
    post = who.post(case.community_id)
    if post is not None and post.role is Role.FINANCE:
        worn.add(Hat.FINANCE)
    office = who.office(case.community_id)
    return frozenset(worn | {Hat(office)} if office else worn)


def possible(view: View, worn: Collection[Hat]) -> set[str]:
    """Actions this person can take now: what decides which buttons a card has."""
    return {str(action) for action in Action if dispute.may(action, worn) and _now(view, action, worn)}


def _now(view: View, action: Action, worn: Collection[Hat]) -> bool:
    event, status = EVENT_OF.get(action), view.status
    if event is not None and not can(dispute.TABLE, status, event):
        return False
    if action is Action.ADD:
        return status in dispute.OWED
    if action is Action.TALK:
        return status not in dispute.FINAL
    return dispute.fits(action, status, worn)


def values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the dispute in plain values, `can` the actions to offer."""
    facts, proposed = view.facts, view.status is Status.APPROVING
    return {
        "can": set(may),
        "r": {
            **plain_values(view.sheet, now),
            "worker_post": view.case.assignee_id,
            "bill": view.bill,
            "reason": facts.reason,
            "name_zh": view.bill["name_zh"],
            "name_en": view.bill["name_en"],
            "about": view.bill["about"],
            "answer": facts.explanation,
            "answered": facts.answered_at is not None,
            "answered_at": facts.answered_at,
            "put_right": facts.corrected_fen,
            "to_fen": view.bill["fen"] + (facts.corrected_fen or 0) if proposed else view.bill["fen"],
        },
    }


def group_values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """The same for a group: the building and the kind of charge; no room, name, number or amount."""
    given = values(view, now, may)
    read = as_group_reads(view.sheet, given["r"], _TEXTS)
    return {**given, "r": {**read, **dict.fromkeys(_AMOUNTS)}}


def owner_values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """The same for whoever disputes: what is proposed inside the house is not yet told."""
    given = values(view, now, may)
    if view.facts.answered_at is None:
        given["r"] |= {"answer": None, "put_right": None, "to_fen": view.bill["fen"]}
    return given


def subject(case: Case) -> str:
    """What the buttons of a dispute are about."""
    return f"F{case.id}"


def owner_chat(view: View) -> Chat | None:
    """Where whoever disputes reads us; None for those whose home it no longer is."""
    return private(view.sheet.reporter, view.sheet.community) if view.theirs else None


def owner_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows whoever disputes the newest state."""
    may = possible(view, {Hat.REPORTER})
    said = Words("dispute/owner_card", owner_values(view, work.now, may), subject(view.case), view.case.version)
    show(work, owner_chat(view), f"case:{view.case.id}:owner", said, case=view.case.id, repost=repost)


def finance_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows finance the newest state: in its group, or to each in private where no group is bound."""
    may = possible(view, {Hat.FINANCE})
    said = Words("dispute/team_card", group_values(view, work.now, may), subject(view.case), view.case.version)
    chats = reached(work, view.sheet.community, Team.FINANCE)
    show_in(work, chats, f"case:{view.case.id}:finance", said, view.case.id, repost=repost)


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool) -> None:
    """A colleague's own card in private, with name, phone and amounts."""
    may = possible(view, hats(work, view.case, who))
    said = Words("dispute/staff_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:staff:{who.person.id}", said, case=view.case.id, repost=repost)


def ask_managers(work: Work, view: View) -> None:
    """What a head has to decide comes to the manager in private; to the director where there is none."""
    community = view.sheet.community
    listed = work.staff.listed(community.id, roles=[Role.MANAGER]) or work.staff.listed(community.id, roles=HEADS)
    for _, person in listed:
        chat = private(person, community)
        if chat is not None:
            staff_card(work, view, work.people.who(person, community.language), chat, repost=True)


def refresh(work: Work, view: View, *, owner_repost: bool = False, finance_repost: bool = False) -> None:
    """Every face of the dispute shows its newest state."""
    owner_card(work, view, repost=owner_repost)
    finance_card(work, view, repost=finance_repost)
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        if hats(work, view.case, who) - {Hat.REPORTER}:
            staff_card(work, view, who, chat, repost=False)
    refresh_alerts(work, view.sheet.community, view.case, values(view, work.now))
