"""The faces of a contract: the desk's card in its group, a colleague's in private, the renter's where they are in the chat."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain import rental
from domain.cases import Case
from domain.lifecycle import can
from domain.people import HEADS, Role, Team, Who
from domain.rental import EVENT_OF, Action, Paid, Place, Promised, Rent, RentalFacts, Sort, Status
from domain.rental import Who as Hat
from domain.saying import local_day
from services import Work
from services.ladder.faces import refresh_alerts
from services.teams import Sheet, as_group_reads, opened_by, plain_values, reached, sheet, show_in
from services.tell import Chat, Words, private, show, zone_of

_TEXTS = ("words", "outcome")
#: What a group is not told: amounts of a contract.
_MONEY = ("rent_fen", "deposit_fen", "deposit_held", "too_much", "open_fen", "next_fen")
#: Rents a card lists; all of them are counted.
_RENTS = 6


@dataclass(frozen=True, slots=True)
class View:
    """A contract with everything its cards show, loaded once."""

    sheet: Sheet
    facts: RentalFacts
    place: Place
    paid: tuple[Paid, ...]
    rents: tuple[Rent, ...]
    day: date

    @property
    def case(self) -> Case:
        """The matter."""
        return self.sheet.case

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)

    @property
    def owed(self) -> int:
        """Rents that are due and not paid, in fen."""
        return sum(r.open_fen for r in self.rents if r.due_on <= self.day) if self.facts.signed_on else 0

    @property
    def deposit_held(self) -> int:
        """What of the deposit is with us, in fen."""
        return sum(p.fen for p in self.paid if p.sort is not Sort.RENT)

    @property
    def too_much(self) -> int:
        """Rent that came in for days after an early end, in fen: to be given back."""
        return sum(p.fen for p in self.paid if p.sort is Sort.RENT) - sum(r.paid_fen for r in self.rents)


def load(work: Work, case: Case) -> View:
    """The contract with all its cards show."""
    facts, paid = work.rentals.of(case.id), tuple(work.rentals.paid(case.id))
    place = work.rentals.place(facts.place_id)
    assert place is not None
    of = sheet(work, case, (Promised.RENT,))
    day = local_day(work.now, zone_of(of.community))
    rent = sum(p.fen for p in paid if p.sort is Sort.RENT)
    return View(of, facts, place, paid, rental.rents(facts, rent), day)


def hats(work: Work, case: Case, who: Who) -> frozenset[Hat]:
    """What the person is to this contract; empty for everybody it is no business of."""
    worn: set[Hat] = {Hat.REPORTER} if who.person.id == case.reporter_id else set()
    if who.is_any(case.community_id, (Role.FINANCE,)):
        worn.add(Hat.FINANCE)
    office = who.office(case.community_id)
    return frozenset(worn | {Hat(office)} if office else worn)


def possible(view: View, worn: Collection[Hat]) -> set[str]:
    """Actions this person can take now: what decides which buttons a card has."""
    return {str(action) for action in Action if rental.may(action, worn) and now(view, action)}


def now(view: View, action: Action) -> bool:
    """Whether it can be done as the contract stands."""
    event = EVENT_OF.get(action)
    if event is not None:
        return can(rental.TABLE, view.status, event)
    match action:
        case Action.PAY:
            more = view.deposit_held < view.facts.deposit_fen and view.status is Status.RUNNING
            return view.facts.signed_on is not None and (more or rental.next_rent(view.rents) is not None)
        case Action.BACK:
            return view.deposit_held > 0 or view.too_much > 0
        case Action.NOTE:
            return view.status is Status.RUNNING
    return True


def values(view: View, at: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the contract in plain values, `can` the actions to offer."""
    facts, following = view.facts, rental.next_rent(view.rents)
    running = view.status is Status.RUNNING
    return {
        "can": set(may),
        "r": {
            **plain_values(view.sheet, at),
            "kind": str(view.place.kind),
            "place": view.place.name,
            "since_on": facts.since_on,
            "until_on": facts.until_on,
            "ended_on": facts.ended_on,
            "hours": facts.hours,
            "rent_fen": facts.rent_fen,
            "months": facts.months,
            "deposit_fen": facts.deposit_fen,
            "deposit_held": view.deposit_held,
            "too_much": view.too_much,
            "receipts": bool(view.paid),
            "signed_on": facts.signed_on,
            "open_fen": view.owed,
            "next_on": following.due_on if following and running else None,
            "next_fen": following.open_fen if following and running else None,
            "late": following is not None and running and following.due_on < view.day,
            "rents": [
                {"from": r.from_on, "until": r.until_on, "due_on": r.due_on, "fen": r.fen, "open": r.open_fen, "late": r.due_on < view.day}
                for r in view.rents
                if r.open_fen
            ][:_RENTS],
            "ends_in": (facts.until_on - view.day).days if running else None,
        },
    }  # fmt: skip


def group_values(view: View, at: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """The same for a group: what is let and until when; no name, number or amount."""
    given = values(view, at, may)
    read = as_group_reads(view.sheet, given["r"], _TEXTS)
    return {**given, "r": {**read, **dict.fromkeys(_MONEY), "rents": [], "receipts": False}}


def subject(case: Case) -> str:
    """What the buttons of a contract are about."""
    return f"R{case.id}"


def renter_chat(view: View) -> Chat | None:
    """Where the renter reads us, once it is signed; most are not in the chat."""
    return private(view.sheet.reporter, view.sheet.community) if view.facts.signed_on else None


def renter_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the renter how it stands."""
    said = Words("rental/renter_card", values(view, work.now), subject(view.case), view.case.version)
    show(work, renter_chat(view), f"case:{view.case.id}:owner", said, case=view.case.id, repost=repost)


def desk_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the desk the newest state: in its group, or to each in private where no group is bound."""
    said = Words("rental/desk_card", group_values(view, work.now), subject(view.case), view.case.version)
    chats = reached(work, view.sheet.community, Team.DESK)
    show_in(work, chats, f"case:{view.case.id}:desk", said, view.case.id, repost=repost)


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool) -> None:
    """A colleague's own card in private, with name, phone and amounts."""
    may = possible(view, hats(work, view.case, who))
    said = Words("rental/staff_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:staff:{who.person.id}", said, case=view.case.id, repost=repost)


def ask_heads(work: Work, view: View, *, director: bool) -> None:
    """Terms a head has to agree to come to the manager in private; to the director where they are large, or there is none."""
    community = view.sheet.community
    first = Role.DIRECTOR if director else Role.MANAGER
    listed = work.staff.listed(community.id, roles=[first]) or work.staff.listed(community.id, roles=HEADS)
    for _, person in listed:
        chat = private(person, community)
        if chat is not None:
            staff_card(work, view, work.people.who(person, community.language), chat, repost=True)


def refresh(work: Work, view: View, *, desk_repost: bool = False) -> None:
    """Every face of the contract shows its newest state."""
    renter_card(work, view)
    desk_card(work, view, repost=desk_repost)
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        if hats(work, view.case, who) - {Hat.REPORTER}:
            staff_card(work, view, who, chat, repost=False)
    refresh_alerts(work, view.sheet.community, view.case, values(view, work.now))
