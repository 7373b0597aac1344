"""The faces of a complaint: its reporter's card, the desk's card in the group, the cards of those who handle it.

The group reads no name, phone or room, and nobody is named there who is complained of. The departments read who
complained unless it was asked to be kept back; the office always does.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import complaint
from domain.cases import Case, Deadline, DeadlineStatus, may_reopen
from domain.complaint import Action, ComplaintFacts, Department, Event, Part, PartEvent, Promised, Status
from domain.complaint import Who as Hat
from domain.lifecycle import can
from domain.people import Community, Person, Role, Staff, Team, Unit, Who
from domain.phones import plain
from domain.privacy import for_group
from domain.sending import Lane
from domain.units import block
from services import Work, rota
from services.ladder.faces import refresh_alerts
from services.teams import opened_by
from services.tell import Chat, Words, private, show, team_chat

#: The event a press stands for; presses that move nothing are not in it.
EVENT_OF = {
    Action.HAND: Event.HAND,
    Action.TAKE: Event.TAKE,
    Action.ANSWER: Event.ANSWER,
    Action.CONFIRM: Event.CONFIRM,
    Action.UNSATISFIED: Event.UNSATISFIED,
    Action.CLOSE: Event.CLOSE,
    Action.WITHDRAW: Event.WITHDRAW,
    Action.REOPEN: Event.REOPEN,
}
#: Only while somebody works on it.
_RUNNING = frozenset({Status.REGISTERED, Status.HANDED, Status.WORKING})
_WHILE_RUNNING = frozenset({
    Action.CALL, Action.CONTACT, Action.FINDINGS, Action.PLAN, Action.CHOOSE, Action.ORDER, Action.INTERIM, Action.URGE,
})  # fmt: skip
#: Until it is over.
_WHILE_OPEN = frozenset({Action.ADD, Action.RECEIVE, Action.AGREE_DATE})
#: Departments that still have to do with it.
ACTIVE = frozenset({Part.ASKED, Part.CONTACTED, Part.DONE})


@dataclass(frozen=True, slots=True)
class View:
    """A complaint with everything its cards show, loaded once."""

    case: Case
    facts: ComplaintFacts
    community: Community
    unit: Unit | None
    reporter: Person
    handler: Person | None
    departments: tuple[Department, ...]
    deadlines: tuple[Deadline, ...]
    photos: int
    #: Rooms a group must not read.
    rooms: tuple[str, ...]
    #: What came of it: number, flow, status.
    linked: tuple[dict[str, Any], ...]
    #: Who answers for each department that still has to do with it: without a lead of its own somebody above (CMP-17).
    answering: Mapping[Team, frozenset[int]]

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)

    def due(self, *kinds: str) -> datetime | None:
        """The soonest of these promises that still runs."""
        open_ = [d.due_at for d in self.deadlines if d.status is DeadlineStatus.OPEN and (not kinds or d.kind in kinds)]
        return min(open_, default=None)


def load(work: Work, case: Case) -> View:
    """The complaint with all its cards show."""
    unit = work.people.unit(case.unit_id) if case.unit_id else None
    reporter = work.people.get(case.reporter_id)
    rooms = (unit.room,) if unit else tuple(home.room for home in work.people.who(reporter, "").homes)
    others = [(work.cases.get(other), kind) for other, kind in work.links.from_(case.id)]
    departments = tuple(work.complaints.departments(case.id))
    teams = [d.team for d in departments if d.status in ACTIVE]
    return View(
        case,
        work.complaints.of(case.id),
        work.people.community(case.community_id),
        unit,
        reporter,
        work.staff.person_of(case.assignee_id) if case.assignee_id else None,
        departments,
        tuple(work.deadlines.of(case.id)),
        work.media.counted(case.id),
        rooms,
        tuple({"number": o.number, "flow": o.flow, "status": o.status, "kind": kind} for o, kind in others),
        {team: frozenset(p.id for p in rota.answering(work, case.community_id, team)) for team in teams},
    )


def hats(view: View, who: Who) -> frozenset[Hat]:
    """What the person is to this very complaint (X-42); empty for everybody it is no business of."""
    worn: set[Hat] = set()
    if who.person.id == view.case.reporter_id:
        worn.add(Hat.REPORTER)
    post = who.post(view.case.community_id)
    if post is None:
        return frozenset(worn)
    active = [d for d in view.departments if d.status in ACTIVE]
    if any(_heads(view, d, who, post) for d in active):
        worn.add(Hat.HEAD)
    if post.id == view.case.assignee_id or post.id in {d.head_id for d in active}:
        worn.add(Hat.HANDLER)
    office = who.office(view.case.community_id)
    return frozenset(worn | {Hat(office)} if office else worn)


def _heads(view: View, department: Department, who: Who, post: Staff) -> bool:
    """Its lead, at the desk the supervisor; whoever answers for one that has none."""
    own = post.role in (Role.LEAD, Role.DESK_SUPERVISOR) and post.team == department.team
    return own or who.person.id in view.answering.get(department.team, ())


def speaks_for(view: View, who: Who) -> tuple[Department, ...]:
    """The departments this person says for what was found and done (CMP-13, CMP-17): their own one first.

    Whoever has the whole in hand and stands for none of them speaks for the one that answers.
    """
    post = who.post(view.case.community_id)
    if post is None:
        return ()
    active = [d for d in view.departments if d.status in ACTIVE]
    holds = post.id == view.case.assignee_id
    mine = [
        d for d in active
        if _heads(view, d, who, post) or d.head_id == post.id or (holds and d.team == post.team)
    ]  # fmt: skip
    if holds and not mine:
        mine = [d for d in active if d.leads]
    return tuple(sorted(mine, key=lambda d: (d.team != post.team, not d.leads, d.id)))


def unsaid(view: View, who: Who) -> list[Team]:
    """Of those, the ones that have not said yet what they found."""
    return [d.team for d in speaks_for(view, who) if can(complaint.PARTS, d.status, PartEvent.FINISH)]


def possible(view: View, worn: Collection[Hat], now: datetime, reopen_days: int) -> set[str]:
    """Actions this person can take now: what decides which buttons a private card has."""
    found = set()
    for action in Action:
        if not complaint.may(action, worn):
            continue
        if not timely(view, action):
            continue
        if action is Action.REOPEN and not may_reopen(view.case.closed_at, now, reopen_days):
            continue
        found.add(str(action))
    return found


def timely(view: View, action: Action) -> bool:
    """Whether the complaint stands where this can be done: the one rule for buttons and for presses."""
    event = EVENT_OF.get(action)
    if event is not None:
        return can(complaint.TABLE, view.status, event)
    if action in _WHILE_RUNNING:
        return view.status in _RUNNING
    return action not in _WHILE_OPEN or view.status not in complaint.FINAL


def values(view: View, now: datetime, may: Collection[str] = (), *, named: bool = True) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the complaint in plain values, `can` the actions to offer.

    Without `named` nothing tells who complained.
    """
    case, facts = view.case, view.facts
    due = view.due()
    late = due is not None and now > due and view.status not in complaint.FINAL
    hidden = {"home": None, "reporter": None, "phone": None}
    said = {"words": case.words, "wish": facts.wish, "happened": facts.happened, "outcome": case.outcome, "result": facts.result,
            "comment": facts.comment, "place": case.place, "against_person": facts.against_person}  # fmt: skip
    if not named:
        names = (view.reporter.name,)
        said = {key: for_group(text, rooms=view.rooms, names=names) if text else text for key, text in said.items()}
    shown = {
        "flow": case.flow, "number": case.number, "status": case.status, "category": case.category, "danger": case.danger,
        "urgent": case.urgent, "home": view.unit.label if view.unit else None, "floor": None,
        "block": block(view.unit.ref) if view.unit and (named or not facts.anonymous) else None,
        "photos": view.photos, "reporter": view.reporter.name,
        "phone": _dialled(case.contact or view.reporter.phone),
        "in_chat": view.reporter.telegram_id is not None, "on_behalf": case.taken_by is not None, "channel": case.channel,
        "worker": view.handler.name if view.handler else None, "worker_phone": _dialled(view.handler.phone) if view.handler else None,
        "team": case.team, "against_team": facts.against_team,
        "anonymous": facts.anonymous, "harm": facts.harm, "agitated": facts.agitated, "level": facts.level,
        "wish_by": facts.wish_by, "wish_agreed": facts.wish_agreed_at is not None,
        "validity": facts.validity, "subtype": facts.subtype, "grade": facts.grade, "responsibility": facts.responsibility,
        "cause": facts.cause, "proposed": facts.proposed, "counted_as": facts.counted_as(),
        "departments": [
            {"id": d.id, "team": d.team, "leads": d.leads, "status": d.status, "findings": d.findings, "contacted_at": d.contacted_at}
            for d in view.departments if d.status is not Part.RELEASED
        ],
        "linked": list(view.linked), "private": facts.private_with is not None,
        "due": due, "late_by": now - due if late and due else None, "first_due": view.due(Promised.FIRST),
        "solve_due": view.due(Promised.SOLVE), "definite_due": view.due(Promised.DEFINITE),
        "to_ask": view.due("complaint_callback") is not None, "created_at": case.created_at, "closed_at": case.closed_at, "rating": case.rating,
    }  # fmt: skip
    return {"can": set(may), "r": {**shown, **said, **({} if named else hidden)}}


def kept_back(view: View, text: str) -> str:
    """Words of an anonymous one as the departments may read them: no name, room or phone of whoever complained."""
    return for_group(text, rooms=view.rooms, names=(view.reporter.name,)) if text and view.facts.anonymous else text


def _dialled(phone: str | None) -> str | None:
    return plain(phone) if phone else None


def told_values(view: View, now: datetime, who: Who, may: Collection[str] = ()) -> dict[str, Any]:
    """The values as this person may read them (X-42)."""
    given = values(view, now, may, named=complaint.sees_name(hats(view, who), view.facts.anonymous))
    return {**given, "unsaid": unsaid(view, who)}


def about(view: View, now: datetime) -> dict[str, Any]:
    """The values for alerts and lists that several people read: of an anonymous one nobody learns whose it is."""
    return values(view, now, named=not view.facts.anonymous)


def subject(case: Case) -> str:
    """What the buttons of a complaint are about."""
    return f"k{case.id}"


def lane(case: Case) -> Lane:
    """Harm that is going on overtakes everything (CMP-23)."""
    return Lane.EMERGENCY if case.urgent else Lane.TASK


def owner_chat(view: View) -> Chat | None:
    """Where whoever complained reads us."""
    return private(view.reporter, view.community)


def heads(work: Work, view: View) -> list[Person]:
    """Who answers for the departments that have to do with it (CMP-17); each once."""
    found: dict[int, Person] = {}
    for department in view.departments:
        if department.status in ACTIVE:
            found |= {p.id: p for p in rota.answering(work, view.community.id, department.team)}
    if view.handler is not None:
        found[view.handler.id] = view.handler
    return list(found.values())


def owner_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows whoever complained the newest state."""
    chat = owner_chat(view)
    if chat is None:
        return
    days = work.standards.number(view.community.id, "complaint.reopen_days")
    may = possible(view, {Hat.REPORTER}, work.now, days)
    said = Words("complaint/owner_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:owner", said, case=view.case.id, repost=repost)


def desk_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the desk's group the newest state, without name, phone or room."""
    chat = team_chat(work, view.community, Team.DESK)
    said = Words("complaint/desk_card", values(view, work.now, named=False), subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:desk", said, lane=lane(view.case), case=view.case.id, repost=repost)


def head_cards(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows everybody who answers for a department what it is about and what can be done next."""
    for person in heads(work, view):
        staff_card(work, work.people.who(person, view.community.language), view, repost=repost)


def staff_card(work: Work, who: Who, view: View, *, repost: bool = False) -> None:
    """The complaint as this member of the staff sees it, with what they can do now."""
    days = work.standards.number(view.community.id, "complaint.reopen_days")
    worn = hats(view, who)
    may = possible(view, worn, work.now, days)
    given = told_values(view, work.now, who, may)
    said = Words("complaint/staff_card", given, subject(view.case), view.case.version)
    chat = private(who.person, view.community)
    key = f"case:{view.case.id}:staff:{who.person.id}"
    show(work, chat, key, said, lane=lane(view.case), case=view.case.id, repost=repost)


def ask_confirm(work: Work, view: View, *, repost: bool = False) -> None:
    """The result, and whether it is well: the owner's word counts as the signature (CMP-21, X-13)."""
    said = Words("complaint/confirm_asked", values(view, work.now), subject(view.case), view.case.version)
    card = f"case:{view.case.id}:confirm:{view.facts.level}"
    show(work, owner_chat(view), card, said, case=view.case.id, repost=repost)


def refresh(work: Work, view: View, *, owner_repost: bool = False, desk_repost: bool = False) -> None:
    """Every face of the complaint shows its newest state; cards somebody has open too."""
    owner_card(work, view, repost=owner_repost)
    if work.cards.find(f"case:{view.case.id}:confirm:{view.facts.level}") is not None:
        ask_confirm(work, view)
    desk_card(work, view, repost=desk_repost)
    shown = {p.id for p in heads(work, view)}
    head_cards(work, view)
    for who, _ in opened_by(work, view.community, view.case.id):
        if who.person.id not in shown:
            staff_card(work, who, view)
    refresh_alerts(work, view.community, view.case, about(view, work.now))
