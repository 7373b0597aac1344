"""The faces of an enquiry: the owner's card, the desk's card in its group, the department's card, a colleague's in private.

Every change ends in `refresh`. Groups never get name, phone or room; whoever of the desk opens it in private does, on the record.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import enquiry
from domain.cases import Case
from domain.enquiry import EVENT_OF, Action, EnquiryFacts, Promised, Status
from domain.enquiry import Who as Hat
from domain.lifecycle import can
from domain.people import Team, Who
from domain.sending import Lane
from services import Work
from services.ladder.faces import refresh_alerts
from services.teams import Sheet, as_group_reads, opened_by, plain_values, reached, sheet, show_in
from services.tell import Chat, Words, private, show

#: What people wrote, and a group reads without rooms, names and numbers.
_TEXTS = ("words", "answer", "outcome")


@dataclass(frozen=True, slots=True)
class View:
    """An enquiry with everything its cards show, loaded once."""

    sheet: Sheet
    facts: EnquiryFacts
    answered_by: str | None

    @property
    def case(self) -> Case:
        """The matter."""
        return self.sheet.case

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)


def load(work: Work, case: Case) -> View:
    """The enquiry with all its cards show."""
    facts = work.enquiries.of(case.id)
    by = work.people.get(facts.answered_by).name if facts.answered_by else None
    return View(sheet(work, case, (Promised.ANSWER, Promised.PASS)), facts, by)


def hats(case: Case, facts: EnquiryFacts, who: Who) -> frozenset[Hat]:
    """What the person is to this very enquiry; empty for everybody it is no business of."""
    worn: set[Hat] = {Hat.REPORTER} if who.person.id == case.reporter_id else set()
    post = who.post(case.community_id)
    if post is None:
        return frozenset(worn)
    if facts.asked_team is not None and post.team == facts.asked_team:
        worn.add(Hat.SPECIALIST)
    office = who.office(case.community_id)
    return frozenset(worn | {Hat(office)} if office else worn)


def possible(view: View, worn: Collection[Hat]) -> set[str]:
    """Actions this person can take now: what decides which buttons a card has."""
    return {str(action) for action in Action if enquiry.may(action, worn) and _now(view, action)}


def _now(view: View, action: Action) -> bool:
    event, status, facts = EVENT_OF.get(action), view.status, view.facts
    if event is not None and not can(enquiry.TABLE, status, event):
        return False
    match action:
        case Action.PASS:
            return status in enquiry.OWED and facts.answer is not None
        case Action.PROMISE | Action.ADD:
            return status in enquiry.OWED
        case Action.KEEP:
            return facts.answered_at is not None and facts.entry_id is None and status not in enquiry.OWED
        case Action.TALK:
            return status not in enquiry.FINAL
    return True


def values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the enquiry in plain values, `can` the actions to offer."""
    facts = view.facts
    return {
        "can": set(may),
        "r": {
            **plain_values(view.sheet, now),
            "worker_post": view.case.assignee_id,
            "team": facts.asked_team,
            "answer": facts.answer,
            "answered": facts.answered_at is not None,
            "answered_at": facts.answered_at,
            "answered_by": view.answered_by,
            "kept": facts.entry_id is not None,
            "helpful": facts.helpful,
        },
    }


def group_values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """The same for a group: whoever reads there learns the building, not room, name or number."""
    given = values(view, now, may)
    return {**given, "r": as_group_reads(view.sheet, given["r"], _TEXTS)}


def subject(case: Case) -> str:
    """What the buttons of an enquiry are about."""
    return f"e{case.id}"


def owner_chat(view: View) -> Chat | None:
    """Where whoever asked reads us."""
    return private(view.sheet.reporter, view.sheet.community)


def owner_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows whoever asked the newest state."""
    may = possible(view, {Hat.REPORTER})
    said = Words("enquiry/owner_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, owner_chat(view), f"case:{view.case.id}:owner", said, case=view.case.id, repost=repost)


def desk_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the desk the newest state: in its group, or to each in private where no group is bound."""
    may = possible(view, {Hat.DESK})
    said = Words("enquiry/desk_card", group_values(view, work.now, may), subject(view.case), view.case.version)
    chats = reached(work, view.sheet.community, Team.DESK)
    show_in(work, chats, f"case:{view.case.id}:desk", said, view.case.id, repost=repost)


def team_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the department that was asked what is wanted of it; one that is asked no more reads so."""
    asked = view.facts.asked_team
    if asked is None:
        return
    may = possible(view, {Hat.SPECIALIST})
    given = {**group_values(view, work.now, may), "asked": True}
    said = Words("enquiry/team_card", given, subject(view.case), view.case.version)
    chats = reached(work, view.sheet.community, asked)
    show_in(work, chats, f"case:{view.case.id}:team:{asked}", said, view.case.id, repost=repost)


def retire_team(work: Work, view: View, before: Team | None) -> None:
    """The card of a department that was asked before another one has no buttons any more."""
    if before is None or before == view.facts.asked_team:
        return
    given = {**group_values(view, work.now), "asked": False}
    said = Words("enquiry/team_card", given, subject(view.case), view.case.version)
    for chat in reached(work, view.sheet.community, before):
        key = f"case:{view.case.id}:team:{before}:{chat.id}"
        if work.cards.find(key) is not None:
            show(work, chat, key, said, lane=Lane.TASK, case=view.case.id)


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool) -> None:
    """A colleague's own card in private: with name and phone for the desk, as the group reads it for a department."""
    may = possible(view, hats(view.case, view.facts, who))
    given = values(view, work.now, may) if Action.REVEAL in may else group_values(view, work.now, may)
    said = Words("enquiry/staff_card", given, subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:staff:{who.person.id}", said, case=view.case.id, repost=repost)


def refresh(work: Work, view: View, *, owner_repost: bool = False, desk_repost: bool = False) -> None:
    """Every face of the enquiry shows its newest state."""
    owner_card(work, view, repost=owner_repost)
    desk_card(work, view, repost=desk_repost)
    team_card(work, view)
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        staff_card(work, view, who, chat, repost=False)
    refresh_alerts(work, view.sheet.community, view.case, values(view, work.now))
