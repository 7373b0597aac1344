"""What is done with contracts: written down, agreed to, signed, paid, looked after, prolonged, ended (RNT-01 to RNT-04)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import rental
from domain.cases import Case, Channel, Deadline, DeadlineStatus
from domain.errors import Outdated, Refused
from domain.people import DESK_ROLES, HEADS, Community, Person, Role, Team, Who
from domain.rental import Action, Event, Kind, Sort, Status
from domain.saying import local_day
from domain.sending import Lane
from services import Work
from services.filing import Filed, open_case
from services.receipts import issuing
from services.rental.acting import allowed, carry, figures, ready, watch
from services.rental.views import View, ask_heads, group_values, load, refresh, subject
from services.teams import reached
from services.tell import Words, tell, zone_of

#: Who writes contracts down and keeps the list of what can be let.
KEEPERS = DESK_ROLES


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed with whom. Amounts in fen."""

    place: int
    renter: Person
    since_on: date
    until_on: date
    rent_fen: int
    #: 0: once.
    months: int
    deposit_fen: int = 0
    hours: str | None = None
    contact: str | None = None
    words: str = ""


def today(work: Work, community: Community) -> date:
    """The community's day."""
    return local_day(work.now, zone_of(community))


def check_keeper(who: Who, community: int) -> None:
    """`Refused("common/not_yours")` unless they are of the desk's office there."""
    if not who.is_any(community, KEEPERS):
        raise Refused("common/not_yours")


def add_place(work: Work, who: Who, community: int, kind: Kind, name: str) -> None:
    """One more that can be let. `Refused("rental/place_known")` for one there is."""
    check_keeper(who, community)
    if not work.rentals.add_place(community, kind, name):
        raise Refused("rental/place_known")


def switch_place(work: Work, who: Who, place: int) -> int:
    """Let any more, or not; its community."""
    there = work.rentals.place(place)
    check_keeper(who, there.community_id if there else 0)
    if there is None:
        raise Outdated
    work.rentals.set_place(place, not there.active)
    return there.community_id


def propose(work: Work, who: Who, terms: Terms) -> View:
    """The terms as a numbered contract; a head has to agree, one who is a head has agreed.

    `Refused("rental/taken")` when the place is let in those days: looked at in the transaction, so two at once never have it.
    """
    place = work.rentals.place(terms.place)
    check_keeper(who, place.community_id if place else 0)
    if place is None or not place.active:
        raise Outdated
    community = work.people.community(place.community_id)
    rental.check_terms(terms.since_on, terms.until_on, today(work, community))
    _check_free(work, terms.place, terms.since_on, terms.until_on, terms.hours)
    filed = Filed(
        community, terms.renter, str(place.kind), terms.words, None, place=place.name, contact=terms.contact, channel=Channel.VISIT,
        taken_by=who.person, team=Team.DESK,
    )  # fmt: skip
    case = open_case(work, "rental", rental.START, filed)
    work.rentals.add(case.id, {
        "place_id": place.id, "since_on": terms.since_on, "until_on": terms.until_on, "hours": terms.hours, "rent_fen": terms.rent_fen,
        "months": terms.months, "deposit_fen": terms.deposit_fen,
    })  # fmt: skip
    work.cases.log(case.id, work.now, who.person.id, "rental_propose", None, rental.START, {})
    view = load(work, case)
    if who.is_any(community.id, _agrees(work, view)):
        return agree(work, who, case.id)
    refresh(work, view, desk_repost=True)
    ask(work, view)
    return view


def ask(work: Work, view: View) -> None:
    """Whoever has to agree reads the terms."""
    ask_heads(work, view, director=_agrees(work, view) != HEADS)


def _agrees(work: Work, view: View) -> frozenset[Role]:
    """Who may agree to terms that come to so much in all: a head; the director alone above the community's figure (X-13)."""
    large = sum(r.fen for r in view.rents) > figures(work, view.case.community_id).director_fen
    return frozenset({Role.DIRECTOR}) if large else HEADS


def _check_free(work: Work, place: int, since: date, until: date, hours: str | None, but: int = 0) -> None:
    if rental.overlap(since, until, work.rentals.taken(place, but), hours):
        raise Refused("rental/taken")


def agree(work: Work, who: Who, case: int) -> View:
    """A head agrees to the terms: to be signed."""
    there = allowed(work, who, case, Action.AGREE)
    if not who.is_any(there.community_id, _agrees(work, load(work, there))):
        raise Refused("rental/director")
    view, _ = carry(work, who, there, Event.AGREE, {"approved_by": who.person.id})
    refresh(work, view, desk_repost=True)
    return view


def decline(work: Work, who: Who, case: int, reason: str) -> View:
    """A head does not agree, and why."""
    return _over(work, who, case, Action.DECLINE, reason)


def cancel(work: Work, who: Who, case: int, reason: str) -> View:
    """It comes to nothing, and why."""
    return _over(work, who, case, Action.CANCEL, reason)


def _over(work: Work, who: Who, case: int, action: Action, reason: str) -> View:
    there = allowed(work, who, case, action)
    view, _ = carry(work, who, there, rental.EVENT_OF[action], reason=reason)
    refresh(work, view, desk_repost=True)
    return view


def sign(work: Work, who: Who, case: int, media: Sequence[Mapping[str, Any]]) -> View:
    """Signed today by both; pictures of the paper are kept with it. From now on rents fall due (RNT-03: a venue's at once)."""
    there = allowed(work, who, case, Action.SIGN)
    work.media.attach(case, who.person.id, "sign", media, work.now)
    day = today(work, work.people.community(there.community_id))
    view, _ = carry(work, who, there, Event.SIGN, {"signed_on": day}, photos=len(media))
    refresh(work, view, desk_repost=True)
    return view


def pay(work: Work, who: Who, case: int, sort: Sort, fen: int, way: str) -> View:
    """Money came in for rent or deposit: an entry; the oldest rent is paid first.

    `Refused("rental/too_much")` for more than is still to come of it.
    """
    view = ready(work, who, case, Action.PAY)
    most = sum(r.open_fen for r in view.rents) if sort is Sort.RENT else view.facts.deposit_fen - view.deposit_held
    if sort is Sort.DEPOSIT_BACK or not 0 < fen <= most:
        raise Refused("rental/too_much", fen=max(most, 0))
    issuing.issue_rent(work, view.case, sort, fen, way, view.day, who.person.id)
    return _entered(work, who, view, sort, fen, way)


def give_back(work: Work, who: Who, case: int, sort: Sort, fen: int, way: str) -> View:
    """What of the deposit, or of rent paid for days that are not owed any more, is given back.

    `Refused("rental/too_much")` for more than we have of it.
    """
    view = ready(work, who, case, Action.BACK)
    most = held(view, sort)
    if not 0 < fen <= most:
        raise Refused("rental/too_much", fen=most)
    issuing.rent_back(work, view.case, sort, fen, who.person.id)
    return _entered(work, who, view, Sort.RENT if sort is Sort.RENT else Sort.DEPOSIT_BACK, -fen, way)


def _entered(work: Work, who: Who, view: View, sort: Sort, fen: int, way: str) -> View:
    work.rentals.pay(view.case.id, sort, fen, way, view.day, who.person.id)
    changed = work.cases.change(view.case, {})
    data = {"sort": str(sort), "fen": abs(fen), "way": way}
    work.cases.log(view.case.id, work.now, who.person.id, "rental_pay", None, None, data)
    view = watch(work, load(work, changed))
    refresh(work, view)
    return view


def note(work: Work, who: Who, case: int, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """What was seen when somebody looked after it: kept on the record (RNT-01 to RNT-03)."""
    view = ready(work, who, case, Action.NOTE)
    new = work.media.attach(case, who.person.id, "note", media, work.now)
    work.cases.log(case, work.now, who.person.id, "rental_note", None, None, {"text": text, "photos": new})
    refresh(work, view)
    return view


def prolong(work: Work, who: Who, case: int, until: date) -> View:
    """Goes on at the same rent until that day; another rent is a new contract.

    `Refused`: `rental/days` for a day that is not later, or for what is paid once; `rental/taken` when somebody else has the place.
    """
    there = allowed(work, who, case, Action.PROLONG)
    view = load(work, there)
    if until <= view.facts.until_on or not view.facts.months:
        raise Refused("rental/days")
    _check_free(work, view.place.id, view.facts.since_on, until, view.facts.hours, case)
    view, _ = carry(work, who, there, Event.PROLONG, {"until_on": until}, until=until.isoformat())
    refresh(work, view, desk_repost=True)
    return view


def end(work: Work, who: Who, case: int, reason: str) -> View:
    """Ended today with a written reason; what is owed until today stays owed."""
    there = allowed(work, who, case, Action.END)
    day = today(work, work.people.community(there.community_id))
    view, _ = carry(work, who, there, Event.END, {"ended_on": day}, reason=reason)
    refresh(work, view, desk_repost=True)
    return view


def runs_out(work: Work, deadline: Deadline, case: Case) -> None:
    """Soon over: the desk is told once. Over: the contract ends by itself; what is owed stays owed."""
    if deadline.status is not DeadlineStatus.OPEN or Status(case.status) is not Status.RUNNING:
        return
    if work.now < deadline.due_at:
        work.deadlines.change(deadline, {"fire_at": deadline.due_at, "rung": deadline.rung + 1})
        view = load(work, case)
        said = Words("rental/told_ending", group_values(view, work.now), subject(case), case.version)
        for chat in reached(work, view.sheet.community, Team.DESK):
            tell(work, chat, f"rental:{case.id}:out:{deadline.id}:{chat.id}", said, lane=Lane.REMINDER, case=case.id)
        return
    view, _ = carry(work, None, case, Event.END, {"ended_on": load(work, case).facts.until_on})
    refresh(work, view, desk_repost=True)


def to_come(work: Work, case: int) -> tuple[int, int]:
    """What of the rent and of the deposit is still to come, in fen."""
    view = load(work, work.cases.get(case))
    return sum(r.open_fen for r in view.rents), max(0, view.facts.deposit_fen - view.deposit_held)


def usual(work: Work, case: int, sort: Sort) -> int:
    """What is usually paid: the oldest rent, or all of the deposit that is to come, in fen."""
    if sort is Sort.DEPOSIT:
        return to_come(work, case)[1]
    following = rental.next_rent(load(work, work.cases.get(case)).rents)
    return following.open_fen if following else 0


def held(view: View, sort: Sort) -> int:
    """What is with us and may be given back, in fen: rent paid too much, or the deposit."""
    return view.too_much if sort is Sort.RENT else view.deposit_held


def to_give_back(work: Work, case: int, sort: Sort) -> int:
    """The same of a contract by its id."""
    return held(load(work, work.cases.get(case)), sort)
