"""One press, one guarded move: who is it, may they, does the table allow it; then save, settle, log."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from domain import repair
from domain.cases import Case, DeadlineEvent
from domain.errors import Outdated
from domain.lifecycle import move
from domain.people import DISPATCHERS, HEADS, Person, Role, Who
from domain.repair import Action, Event, PromiseKind, Status
from services import Work, ladder
from services.calendar import by_working_days, due_after
from services.callbacks import planning
from services.incidents import following
from services.repair.views import View, hats, load, refresh_without_worker, retire
from services.tell import private

#: The clock of the owner's signature, beside those of the crew.
SIGN = "sign"
_CREW = (PromiseKind.ARRIVE, PromiseKind.FINISH)
#: What ends a promise: done, or no longer owed.
_ENDS: Mapping[Event, tuple[tuple[str, ...], DeadlineEvent]] = {
    Event.ARRIVE: ((PromiseKind.ARRIVE,), DeadlineEvent.MEET),
    Event.FINISH: (_CREW, DeadlineEvent.MEET),
    Event.SIGN: ((SIGN,), DeadlineEvent.MEET),
    Event.SEND_BACK: ((SIGN,), DeadlineEvent.DROP),
    Event.CANCEL: (_CREW, DeadlineEvent.DROP),
    Event.DECLINE: (_CREW, DeadlineEvent.DROP),
    Event.CLOSE: ((*_CREW, SIGN), DeadlineEvent.DROP),
    Event.FOLD: (_CREW, DeadlineEvent.MEET),
}
#: What follows outside of the repair itself: whether the owner is asked back (CBK-01).
_FOLLOWS: Mapping[Event, Callable[[Work, Case], None]] = {
    Event.SIGN: planning.closed,
    Event.CLOSE: planning.closed,
    Event.FOLD: planning.closed,
    Event.SEND_BACK: planning.undone,
    Event.REOPEN: planning.undone,
    Event.CANCEL: planning.over,
    Event.DECLINE: planning.over,
}


def allowed(work: Work, who: Who, case: int, action: Action) -> Case:
    """The case, if this person may do that with it. `Outdated` for a case that is not there (a forged button)."""
    found = work.cases.find(case)
    if found is None or found.flow != "repair":
        raise Outdated
    repair.check_may(action, hats(found, who))
    return found


def carry(
    work: Work,
    who: Who | None,
    case: Case,
    event: Event,
    values: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    **data: Any,
) -> tuple[View, int]:
    """Moves the case by its table, saves, settles its promises, writes the history: the new view and the event's id.

    `Refused("common/not_now")` when the table does not allow it; the second of two presses at once ends here.
    """
    before = Status(case.status)
    after = move(repair.TABLE, before, event)
    changed = work.cases.change(case, {"status": after, **(values or {})})
    if facts:
        work.cases.change_repair(case.id, facts)
    if event in _ENDS:
        kinds, how = _ENDS[event]
        ladder.settle(work, case.id, kinds, how)
    by = who.person.id if who else None
    line = work.cases.log(case.id, work.now, by, str(event), before, after, data)
    work.moved.append((case.id, str(event)))
    if event in _FOLLOWS:
        _FOLLOWS[event](work, changed)
    if changed.incident_id is not None:
        following.moved(work, who, changed, event, fold)
    return load(work, changed), line


#: The outcome of a case that ends with its incident, where the desk has no words of its own for it.
FOLDED = "incident"


def fold(work: Work, who: Who | None, case: Case, outcome: str | None) -> None:
    """One cause, mended for all: the case is closed with its incident. Everybody who joined is told by the incident."""
    reason = outcome or FOLDED
    values = {"closed_at": work.now, "outcome": reason, "owing_fen": earned(work, case)}
    before = load(work, case)
    view, _ = carry(work, who, case, Event.FOLD, values, reason=reason)
    retire(work, before, view)
    refresh_without_worker(work, view)


def promise(work: Work, case: Case, round_: int, arrived: bool = False) -> None:
    """Writes down what is promised from now on (URG-01, URG-02, REP-11, X-16); `round_` tells repeats apart."""
    start = case.created_at if round_ == 1 else work.now
    for p in promised(work, case, start):
        if not (arrived and p.kind is PromiseKind.ARRIVE):
            working = p.in_days and by_working_days(work, case.community_id)
            ladder.promise(work, case, p.kind, round_, case.team, start, p.due_at, p.rules, working=working)


def promised(work: Work, case: Case, start: datetime, arrived_at: datetime | None = None) -> tuple[repair.Promise, ...]:
    """What a repair that counts from `start` is promised by the community's figures and calendar (X-09)."""

    def days_later(at: datetime, days: int) -> datetime:
        return due_after(work, case.community_id, at, timedelta(days=days), by_days=True)

    return repair.deadlines_for(case.urgent, start, case.appointment_to, figures(work, case), arrived_at, days_later)


def figures(work: Work, case: Case) -> repair.RepairFigures:
    """The community's figures for repairs."""
    return repair.RepairFigures.of(work.standards.own(case.community_id))


def earned(work: Work, case: Case) -> int:
    """Fen owing for work that is finished: without what was agreed since and is not done yet."""
    agreed, done = work.cases.last_of(case.id, Event.AGREE), work.cases.last_of(case.id, Event.FINISH)
    if agreed is None or (done is not None and done.id > agreed.id):
        return case.owing_fen
    waived = work.cases.last_of(case.id, "no_charge")
    return case.owing_fen - (0 if waived is not None and waived.id > agreed.id else int(agreed.data.get("fen") or 0))


def dispatchers(work: Work, view: View) -> list[Person]:
    """Lead and supervisors of a case, else the heads: whom missed promises and refusals are told. Only who has a chat."""
    posts = work.staff.listed(view.community.id, roles=DISPATCHERS)
    reached = [(s, p) for s, p in posts if private(p, view.community)]
    near = [
        p for s, p in reached if s.role == Role.DESK_SUPERVISOR or (s.role == Role.LEAD and s.team == view.case.team)
    ]
    return near or [p for s, p in reached if s.role in HEADS]
