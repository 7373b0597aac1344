"""The faces of an order: the owner's card, the card of the desk and of the department, a colleague's in private.

Every change ends in `refresh`. Groups read building and unit block only, and no amount: what a home pays is for its
people, for whoever goes there, for finance, the desk's office and the heads.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import order
from domain.cases import Case
from domain.lifecycle import can
from domain.order import EVENT_OF, Action, Copy, OrderFacts, OrderFigures, Promised, State, Status, Step
from domain.order import Who as Hat
from domain.order.copies import next_step
from domain.people import Role, Team, Who
from domain.sending import Lane
from services import Work
from services.ladder.faces import refresh_alerts
from services.teams import Sheet, as_group_reads, opened_by, plain_values, reached, sheet, show_in
from services.tell import Chat, Words, private, show

#: What people wrote, and a group reads without rooms, names and numbers.
_TEXTS = ("words", "quote_words", "done_words")
#: Amounts a group does not read.
_MONEY = ("price_fen", "quote_fen", "agreed_fen", "owing_fen")


@dataclass(frozen=True, slots=True)
class View:
    """An order with everything its cards show, loaded once."""

    sheet: Sheet
    facts: OrderFacts
    copies: tuple[Copy, ...]
    figures: OrderFigures

    @property
    def case(self) -> Case:
        """The matter."""
        return self.sheet.case

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)


def figures(work: Work, community: int) -> OrderFigures:
    """The community's figures for orders."""
    return OrderFigures.of(work.standards.own(community))


def load(work: Work, case: Case) -> View:
    """The order with all its cards show."""
    kinds = (Promised.ANSWER, Promised.DO, Promised.CALLBACK)
    return View(
        sheet(work, case, kinds), work.orders.of(case.id), work.orders.copies(case.id), figures(work, case.community_id)
    )


def hats(case: Case, facts: OrderFacts, who: Who) -> frozenset[Hat]:
    """What the person is to this very order; empty for everybody it is no business of."""
    worn: set[Hat] = {Hat.REPORTER} if who.person.id == case.reporter_id else set()
    post = who.post(case.community_id)
    if post is None:
        return frozenset(worn)
    named = facts.kind is not order.Kind.BEYOND or facts.consent_by is not None
    if named and post.team == case.team:
        worn.add(Hat.TEAM)
        if post.role is Role.LEAD or (post.role is Role.DESK_SUPERVISOR and case.team is Team.DESK):
            worn.add(Hat.HEAD)
    if post.id == case.assignee_id:
        worn.add(Hat.WORKER)
    if post.role is Role.FINANCE:
        worn.add(Hat.FINANCE)
    office = who.office(case.community_id)
    return frozenset(worn | {Hat(office)} if office else worn)


def possible(view: View, worn: Collection[Hat]) -> set[str]:
    """Actions this person can take now: what decides which buttons a card has."""
    return {str(action) for action in Action if order.may(action, worn) and now_possible(view, action)}


_COPY_STEP = {
    Action.HAND_IN: Step.HAND_IN,
    Action.CONFIRM: Step.CONFIRM,
    Action.COUNTERSIGN: Step.COUNTERSIGN,
    Action.FILE: Step.FILE,
}


def now_possible(view: View, action: Action) -> bool:
    """Whether it can be done as the order stands, whoever does it."""
    event, status, facts = EVENT_OF.get(action), view.status, view.facts
    if event is not None and not can(order.TABLE, status, event):
        return False
    match action:
        case Action.CONSENT:
            return status is Status.ASKED and facts.consent_by is None
        case Action.PROPOSE:
            return facts.consent_by is not None
        case Action.QUOTE:
            return facts.agreed_fen is None
        case Action.FINISH:
            return facts.agreed_fen is not None
        case Action.SLOT:
            return status in order.UNDER_WAY or status is Status.UNPAID
        case Action.COLLECT:
            return view.figures.worker_collects and status is Status.OWING and view.case.owing_fen > 0
        case Action.HAND_IN | Action.CONFIRM | Action.COUNTERSIGN | Action.FILE:
            return status in order.ACCEPTED and _copies_at(view, action)
        case Action.CALLED:
            return status in order.ACCEPTED and facts.called_at is None
        case Action.REASON:
            return status is Status.OWING and view.case.owing_fen > 0
        case Action.TALK:
            return status not in order.FINAL
    return True


def _copies_at(view: View, action: Action) -> bool:
    """Whether the copies wait for that step; finance keeps what is not paid yet, marked 欠费 (SPS-11, SPS-12)."""
    if next_step(view.copies) is not _COPY_STEP[action]:
        return False
    return action is not Action.CONFIRM or view.status is Status.CLOSED


def values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the order in plain values, `can` the actions to offer."""
    facts, case = view.facts, view.case
    return {
        "can": set(may),
        "r": {
            **plain_values(view.sheet, now),
            "item_zh": facts.item_zh,
            "item_en": facts.item_en,
            "quantity": facts.quantity,
            "mode": facts.mode,
            "beyond": facts.kind is order.Kind.BEYOND,
            "consented": facts.consent_by is not None,
            "team": case.team,
            "price_fen": facts.price_fen,
            "quote_fen": facts.quote_fen,
            "quote_words": facts.quote_words,
            "agreed_fen": facts.agreed_fen,
            "owing_fen": case.owing_fen,
            "due_on": facts.due_on,
            "appointment_from": case.appointment_from,
            "appointment_to": case.appointment_to,
            "done_words": facts.done_words,
            "unpaid_reason": facts.unpaid_reason,
            "called": facts.called_at is not None,
            "copies": [{"number": c.number, "holder": c.holder, "state": c.state} for c in view.copies]
            if any(c.state is not State.WRITTEN for c in view.copies)
            else [],
        },
    }


def group_values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """The same for a group: whoever reads there learns the building, not room, name, number or amount."""
    given = values(view, now, may)
    read = as_group_reads(view.sheet, given["r"], _TEXTS)
    return {**given, "r": {**read, **dict.fromkeys(_MONEY), "owing_fen": 0, "unpaid_reason": None}}


def subject(case: Case) -> str:
    """What the buttons of an order are about."""
    return f"O{case.id}"


def owner_chat(view: View) -> Chat | None:
    """Where whoever ordered reads us."""
    return private(view.sheet.reporter, view.sheet.community)


def owner_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows whoever ordered the newest state."""
    may = possible(view, {Hat.REPORTER})
    said = Words("order/owner_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, owner_chat(view), f"case:{view.case.id}:owner", said, case=view.case.id, repost=repost)


def desk_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the desk the newest state: in its group, or to each in private where no group is bound."""
    _group_card(work, view, Team.DESK, {Hat.SUPERVISOR}, repost=repost)


def team_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the department what it is to do, once the order is with it; the desk reads its own card."""
    known = view.case.team is not Team.DESK and (
        view.facts.kind is not order.Kind.BEYOND or view.facts.consent_by is not None
    )
    if known and view.status is not Status.UNPAID:
        _group_card(work, view, view.case.team, {Hat.HEAD}, repost=repost)


def _group_card(work: Work, view: View, team: Team, worn: Collection[Hat], *, repost: bool) -> None:
    may = possible(view, worn)
    said = Words("order/group_card", group_values(view, work.now, may), subject(view.case), view.case.version)
    chats = reached(work, view.sheet.community, team)
    show_in(work, chats, f"case:{view.case.id}:team:{team}", said, view.case.id, repost=repost)


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool) -> None:
    """A colleague's own card in private: with name, phone and amount for those who may, else as the group reads it."""
    may = possible(view, hats(view.case, view.facts, who))
    given = values(view, work.now, may) if Action.REVEAL in may else group_values(view, work.now, may)
    said = Words("order/staff_card", given, subject(view.case), view.case.version)
    show(
        work,
        chat,
        f"case:{view.case.id}:staff:{who.person.id}",
        said,
        case=view.case.id,
        repost=repost,
        lane=Lane.REPLY,
    )


def worker_card(work: Work, view: View) -> None:
    """The card of whoever was sent, down where they are looking; name, phone and amount are on the record."""
    worker = view.sheet.worker
    chat = private(worker, view.sheet.community) if worker is not None else None
    if worker is not None and chat is not None:
        work.cases.log(view.case.id, work.now, worker.id, "reveal", None, None, {"to": worker.name})
        who = work.people.who(worker, view.sheet.community.language)
        staff_card(work, view, who, chat, repost=True)


def refresh(work: Work, view: View, *, owner_repost: bool = False, team_repost: bool = False) -> None:
    """Every face of the order shows its newest state."""
    owner_card(work, view, repost=owner_repost)
    desk_card(work, view, repost=team_repost)
    team_card(work, view, repost=team_repost)
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        staff_card(work, view, who, chat, repost=False)
    refresh_alerts(work, view.sheet.community, view.case, values(view, work.now))
