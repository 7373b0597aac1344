"""One press, one guarded move of a contract; its clocks: the next rent, and the day it runs out."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from domain import rental
from domain.cases import Case, DeadlineEvent, DeadlineStatus
from domain.errors import Outdated
from domain.lifecycle import move
from domain.people import Team, Who
from domain.rental import Action, Event, Promised, Rent, RentalFigures, Status
from services import Work, ladder
from services.rental.views import View, hats, load, now
from services.tell import zone_of


def found(work: Work, case: int) -> Case:
    """The contract. `Outdated` for a case that is not there, or is something else (a forged button)."""
    there = work.cases.find(case)
    if there is None or there.flow != "rental":
        raise Outdated
    return there


def allowed(work: Work, who: Who, case: int, action: Action) -> Case:
    """The contract, if this person may do that with it."""
    there = found(work, case)
    rental.check_may(action, hats(work, there, who))
    return there


def ready(work: Work, who: Who, case: int, action: Action) -> View:
    """The same, if it can be done now: nobody answers questions to be refused. `Outdated` when it cannot any more."""
    there = allowed(work, who, case, action)
    view = load(work, there)
    if action in rental.EVENT_OF:
        move(rental.TABLE, view.status, rental.EVENT_OF[action])
    elif not now(view, action):
        raise Outdated
    return view


def carry(
    work: Work, who: Who | None, case: Case, event: Event, facts: Mapping[str, Any] | None = None, **data: Any
) -> tuple[View, int]:
    """Moves the contract by its table, saves, sets its clocks, writes the history: the new view and the event's id.

    `Refused("common/not_now")` when the table does not allow it; the second of two presses at once ends here.
    """
    before = Status(case.status)
    after = move(rental.TABLE, before, event)
    over = {"closed_at": work.now} if after in rental.FINAL else {}
    changed = work.cases.change(case, {"status": after, **over})
    if facts:
        work.rentals.change(case.id, facts)
    by = who.person.id if who else None
    line = work.cases.log(case.id, work.now, by, f"rental_{event}", before, after, data)
    return watch(work, load(work, changed)), line


def figures(work: Work, community: int) -> RentalFigures:
    """The community's figures for rentals."""
    return RentalFigures.of(work.standards.own(community))


def watch(work: Work, view: View) -> View:
    """The clocks as the contract stands now: the oldest rent not paid, and the day it runs out."""
    case, due = view.case, _next(view)
    by = end_of(work, case, due.due_on) if due is not None else None
    open_ = {d.kind: d for d in work.deadlines.of(case.id) if d.status is DeadlineStatus.OPEN}
    rent, out = open_.get(Promised.RENT), open_.get(Promised.OUT)
    if rent is not None and rent.due_at != by:
        # Paid; or, of a contract cut short, not owed at all.
        paid = any(r.open_fen == 0 and end_of(work, case, r.due_on) == rent.due_at for r in view.rents)
        ladder.settle(work, case.id, (Promised.RENT,), DeadlineEvent.MEET if paid else DeadlineEvent.DROP)
    if by is not None and (rent is None or rent.due_at != by):
        rules = ("RNT-01", "RNT-02", "RNT-03")
        ladder.promise(work, case, Promised.RENT, _round(work, case), Team.DESK, min(work.now, by), by, rules)
    until = end_of(work, case, view.facts.until_on) if view.status is Status.RUNNING else None
    if out is not None and out.due_at != until:
        ladder.settle(work, case.id, (Promised.OUT,), DeadlineEvent.MEET if until is None else DeadlineEvent.DROP)
    if until is not None and (out is None or out.due_at != until):
        fire = max(out_at(work, case.community_id, until), work.now)
        work.deadlines.add(
            case.id, Promised.OUT, _round(work, case), Team.DESK, ["RNT-04"], starts_at=min(work.now, until), due_at=until, fire_at=fire
        )  # fmt: skip
        work.signals.add("clock")
    return load(work, work.cases.get(case.id))


def _next(view: View) -> Rent | None:
    return rental.next_rent(view.rents) if view.status in rental.SIGNED and view.facts.signed_on else None


def _round(work: Work, case: Case) -> int:
    return ladder.rounds(work, case.id) + 1


def end_of(work: Work, case: Case, day: date) -> datetime:
    """The last instant of that local day."""
    zone = zone_of(work.people.community(case.community_id))
    return datetime.combine(day, time.max, zone).astimezone(UTC)


def out_at(work: Work, community: int, until: datetime) -> datetime:
    """When the desk is told that a contract runs out."""
    return until - timedelta(days=figures(work, community).ending_days)
