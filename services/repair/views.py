"""The three faces of a repair: the owner's card, the crew's card in the group, the worker's card in private.

Every change ends in `refresh`, which shows each of them its newest state. The group never gets name, phone or room;
whoever accepted gets them in private, and that is on the record (`services/repair/dispatch.py`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import repair
from domain.cases import Case, Deadline, DeadlineStatus, RepairFacts, may_reopen
from domain.lifecycle import can
from domain.people import Community, Person, Relation, Role, Team, Unit, Who
from domain.phones import plain
from domain.privacy import for_group
from domain.repair import Action, Event, Status
from domain.repair import Who as Hat
from domain.sending import Lane
from domain.units import block
from services import Work
from services.incidents.faces import said_on_cards
from services.ladder.faces import refresh_alerts
from services.tell import Chat, Words, private, show, team_chat

#: The event a press stands for; presses that move nothing are not in it.
EVENT_OF = {
    Action.ACCEPT: Event.ACCEPT,
    Action.ASSIGN: Event.ASSIGN,
    Action.GO: Event.GO,
    Action.ARRIVE: Event.ARRIVE,
    Action.QUOTE: Event.QUOTE,
    Action.AGREE: Event.AGREE,
    Action.DECLINE: Event.DECLINE,
    Action.HOLD: Event.HOLD,
    Action.TRANSFER: Event.POOL,
    Action.FINISH: Event.FINISH,
    Action.CANNOT: Event.POOL,
    Action.SIGN: Event.SIGN,
    Action.SEND_BACK: Event.SEND_BACK,
    Action.CLOSE: Event.CLOSE,
    Action.CANCEL: Event.CANCEL,
    Action.REOPEN: Event.REOPEN,
}
#: Work is under way or to come: urging makes sense.
_RUNNING = frozenset(set(Status) - repair.FINAL - {Status.FINISHED})


@dataclass(frozen=True, slots=True)
class View:
    """A repair with everything its cards show, loaded once."""

    case: Case
    facts: RepairFacts
    community: Community
    unit: Unit | None
    reporter: Person
    worker: Person | None
    deadlines: tuple[Deadline, ...]
    photos: int
    #: Rooms a group must not read: of the home, or while the place is not known of the reporter's homes.
    rooms: tuple[str, ...]
    #: The confirmed incident it belongs to: number, homes, main case.
    incident: Mapping[str, Any] | None = None

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)

    @property
    def danger(self) -> repair.Danger | None:
        """What cannot wait about it."""
        return repair.Danger(self.case.danger) if self.case.danger else None

    def running(self, kind: str) -> Deadline | None:
        """That promise; None when it is done or dropped."""
        found = [d for d in self.deadlines if d.kind == kind and d.status is DeadlineStatus.OPEN]
        return found[-1] if found else None

    def due(self, kind: repair.PromiseKind) -> datetime | None:
        """When that is promised; None when it is done or dropped."""
        found = self.running(kind)
        return found.due_at if found else None


def load(work: Work, case: Case) -> View:
    """The repair with all its cards show."""
    unit = work.people.unit(case.unit_id) if case.unit_id else None
    reporter = work.people.get(case.reporter_id)
    return View(
        case,
        work.cases.repair(case.id),
        work.people.community(case.community_id),
        unit,
        reporter,
        work.staff.person_of(case.assignee_id) if case.assignee_id else None,
        tuple(work.deadlines.of(case.id)),
        work.media.counted(case.id),
        rooms_of(work, unit, reporter),
        said_on_cards(work, case),
    )


def rooms_of(work: Work, unit: Unit | None, reporter: Person) -> tuple[str, ...]:
    """The rooms that words about a case may give away."""
    return (unit.room,) if unit else tuple(home.room for home in work.people.who(reporter, "").homes)


def hats(case: Case, who: Who) -> frozenset[Hat]:
    """What the person is to this very case (X-42); empty for everybody it is no business of."""
    worn: set[Hat] = set()
    if who.person.id == case.reporter_id:
        worn.add(Hat.REPORTER)
    relation = who.lived_in(case.unit_id, case.created_at)
    if relation is not None:
        worn.add(Hat.TENANT if relation is Relation.TENANT else Hat.OWNER_OF_CASE)
    post = who.post(case.community_id)
    if post is None:
        return frozenset(worn)
    if post.id == case.assignee_id:
        worn.add(Hat.ASSIGNEE)
    if post.team == case.team:
        worn.add(Hat.MEMBER_OF_TEAM)
    if post.role == Role.LEAD and post.team == case.team:
        worn.add(Hat.LEAD)
    office = who.office(case.community_id)
    return frozenset(worn | {Hat(office)} if office else worn)


def possible(view: View, worn: Collection[Hat], now: datetime, reopen_days: int) -> set[str]:
    """Actions this person can take now: what decides which buttons a private card has."""
    found = set()
    for action in Action:
        if not repair.may(action, worn):
            continue
        event = EVENT_OF.get(action)
        if event is not None and not can(repair.TABLE, view.status, event):
            continue
        if action == Action.URGE and view.status not in _RUNNING:
            continue
        if action == Action.ADD and view.status in repair.FINAL:
            continue
        if action == Action.REOPEN and not may_reopen(view.case.closed_at, now, reopen_days):
            continue
        found.add(str(action))
    return found


def values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the repair in plain values, `can` the actions to offer."""
    case, facts = view.case, view.facts
    arrive, finish = view.due(repair.PromiseKind.ARRIVE), view.due(repair.PromiseKind.FINISH)
    first = repair.PromiseKind.FINISH if facts.arrived_at or arrive is None else repair.PromiseKind.ARRIVE
    next_ = view.running(first)
    due = next_.due_at if next_ else None
    paused = next_.paused_reason or "" if next_ and next_.paused_at is not None else None
    # Put off since: what was agreed before holds no more.
    agreed = case.appointment_to is not None and not (arrive is not None and arrive > case.appointment_to)
    late = due is not None and now > due and paused is None and view.status not in repair.FINAL | {Status.FINISHED}
    return {
        "can": set(may),
        "r": {
            "flow": case.flow,
            "number": case.number,
            "status": case.status,
            "category": case.category,
            "danger": case.danger,
            "urgent": case.urgent,
            "home": view.unit.label if view.unit else None,
            "place": case.place,
            "block": _block(view.unit),
            "floor": view.unit.floor if view.unit else None,
            "words": case.words,
            "photos": view.photos,
            "reporter": view.reporter.name,
            "phone": _dialled(case.contact or view.reporter.phone),
            "in_chat": view.reporter.telegram_id is not None,
            "on_behalf": case.taken_by is not None,
            "channel": case.channel,
            "worker": view.worker.name if view.worker else None,
            "worker_phone": _dialled(view.worker.phone) if view.worker else None,
            "dispatch": facts.dispatch,
            "arrive_due": arrive,
            "finish_due": finish,
            "due": due,
            "late_by": now - due if late and due else None,
            "paused": paused,
            "appointment_from": case.appointment_from if agreed else None,
            "appointment_to": case.appointment_to if agreed else None,
            "arrived_at": facts.arrived_at,
            "promised_at": facts.promised_at,
            "hold_reason": facts.hold_reason,
            "charge": facts.charge,
            "quote_fen": facts.quote_fen,
            "quote_lines": facts.quote_lines or [],
            "owing_fen": case.owing_fen,
            "process": facts.done_process,
            "part": facts.done_part,
            "materials": facts.done_materials,
            "rating": case.rating,
            "comment": facts.comment,
            "outcome": case.outcome,
            "created_at": case.created_at,
            "closed_at": case.closed_at,
            "incident": view.incident,
        },
    }


def _dialled(phone: str | None) -> str | None:
    return plain(phone) if phone else None


def group_values(view: View, now: datetime) -> dict[str, Any]:
    """The same for a group: whoever reads there learns building and floor, not room, name or number."""
    given = values(view, now)
    for said in ("words", "place", "hold_reason", "paused", "outcome", "comment"):
        if given["r"][said]:
            given["r"][said] = for_group(given["r"][said], rooms=view.rooms, names=(view.reporter.name,))
    given["r"].update(home=None, reporter=None, phone=None, worker_phone=None)
    return given


def _block(unit: Unit | None) -> str | None:
    """Building and entrance: as much of an address as a group may see."""
    if unit is None:
        return None
    return block(unit.ref)


def subject(case: Case) -> str:
    """What the buttons of a case are about."""
    return f"c{case.id}"


def lane(case: Case) -> Lane:
    """Urgent matters overtake everything."""
    return Lane.EMERGENCY if case.urgent else Lane.TASK


def owner_chat(view: View) -> Chat | None:
    """Where the reporter reads us."""
    return private(view.reporter, view.community)


def worker_chat(view: View) -> Chat | None:
    """Where whoever took it reads us."""
    return private(view.worker, view.community) if view.worker else None


def owner_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the reporter the newest state."""
    chat = owner_chat(view)
    if chat is None:
        return
    who = work.people.who(view.reporter, view.community.language)
    days = work.standards.number(view.community.id, "repair.reopen_days")
    may = possible(view, hats(view.case, who), work.now, days)
    said = Words("repair/owner_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:owner", said, lane=Lane.REPLY, case=view.case.id, repost=repost)


def safety_card(case: int) -> str:
    """The card with the words on how to stay safe."""
    return f"case:{case}:safety"


def _safety(work: Work, view: View) -> None:
    """The words on safety follow the promise while somebody is coming; then they promise nothing and have no buttons.

    While it is still asked where it is, the question stands as it was put.
    """
    over = view.status in {*repair.FINAL, Status.FINISHED}
    told = over or view.unit is not None or view.case.place is not None
    if view.case.danger is not None and told and work.cards.find(safety_card(view.case.id)) is not None:
        given = {**values(view, work.now), "placed": True, "homes": []}
        said = Words("repair/danger", given, subject(view.case), view.case.version)
        show(work, owner_chat(view), safety_card(view.case.id), said, case=view.case.id)


def crew_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the crew's group the newest state: no name, no phone, no room."""
    chat = team_chat(work, view.community, Team(view.case.team))
    mode = str(work.standards.value(view.community.id, "repair.dispatch"))
    said = Words(
        "repair/crew_card", {**group_values(view, work.now), "mode": mode}, subject(view.case), view.case.version
    )
    show(work, chat, f"case:{view.case.id}:crew", said, lane=lane(view.case), case=view.case.id, repost=repost)


def worker_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows whoever has it the address, name and phone, and what can be done next."""
    chat = worker_chat(view)
    if chat is None or view.case.assignee_id is None:
        return
    may = possible(view, {Hat.ASSIGNEE, Hat.MEMBER_OF_TEAM}, work.now, 0)
    earlier = work.cases.of_unit(view.case.unit_id, view.case.id, EARLIER) if view.case.unit_id else []
    given: Mapping[str, Any] = {
        **values(view, work.now, may),
        "earlier": [{"number": c.number, "category": c.category, "words": c.words} for c in earlier],
    }
    said = Words("repair/worker_card", given, subject(view.case), view.case.version)
    show(
        work,
        chat,
        f"case:{view.case.id}:worker:{view.case.assignee_id}",
        said,
        lane=lane(view.case),
        case=view.case.id,
        repost=repost,
    )


def retire(work: Work, before: View, view: View) -> None:
    """The former worker's card says what became of it and has no buttons: it shows no address any more."""
    chat = worker_chat(before)
    if chat is not None:
        said = Words("repair/worker_card_over", values(view, work.now), subject(view.case), view.case.version)
        show(work, chat, f"case:{view.case.id}:worker:{before.case.assignee_id}", said, case=view.case.id)


def ask_price(work: Work, view: View, *, repost: bool = False) -> None:
    """The quote to agree to (REP-18); once it is decided the same message says how."""
    said = Words("repair/quote_asked", values(view, work.now), subject(view.case), view.case.version)
    card = f"case:{view.case.id}:quote"
    show(work, owner_chat(view), card, said, lane=lane(view.case), case=view.case.id, repost=repost)


def ask_signature(work: Work, view: View, *, repost: bool = False) -> None:
    """Stars or "not yet": the owner's confirmation counts as the signature (REP-17, X-13); signed, it says so."""
    said = Words("repair/sign_asked", values(view, work.now), subject(view.case), view.case.version)
    show(work, owner_chat(view), f"case:{view.case.id}:sign", said, case=view.case.id, repost=repost)


def _questions(work: Work, view: View) -> None:
    """Questions to the owner that are decided show no buttons any more."""
    if view.facts.quote_fen is not None and work.cards.find(f"case:{view.case.id}:quote") is not None:
        ask_price(work, view)
    if view.facts.done_process is not None and work.cards.find(f"case:{view.case.id}:sign") is not None:
        ask_signature(work, view)


#: Earlier jobs of the home on the worker's card: as many as stay readable on a phone.
EARLIER = 3


def refresh(work: Work, view: View, *, owner_repost: bool = False, crew_repost: bool = False) -> None:
    """Every face of the repair shows its newest state."""
    refresh_without_worker(work, view, owner_repost=owner_repost, crew_repost=crew_repost)
    worker_card(work, view)


def refresh_without_worker(work: Work, view: View, *, owner_repost: bool = False, crew_repost: bool = False) -> None:
    """Owner's and crew's faces only: the worker's card was retired, or there is none."""
    owner_card(work, view, repost=owner_repost)
    _safety(work, view)
    _questions(work, view)
    crew_card(work, view, repost=crew_repost)
    refresh_alerts(work, view.community, view.case, values(view, work.now))
