"""The main case moves, and everybody who joined is told; when it is done the incident is over for all (EMG-01)."""

from collections.abc import Callable
from datetime import datetime

from domain.cases import Case, DeadlineEvent
from domain.incidents import TABLE, Event, Incident, Status
from domain.lifecycle import move
from domain.people import Who
from domain.repair import Event as Moved
from domain.repair import PromiseKind
from services import Work, ladder
from services.incidents.faces import (
    main_case,
    on_its_own,
    promised,
    show_desk,
    tell_heads,
    tell_joined,
    under_way,
)
from services.repair.views import load, refresh

#: Closes one case with its incident, in the repair's own way.
Fold = Callable[[Work, Who | None, Case, str | None], None]
#: What everybody who joined hears of.
_TOLD = frozenset({Moved.ACCEPT, Moved.ARRIVE, Moved.HOLD})
#: What may be the end of it.
_ENDS = frozenset({Moved.FINISH, Moved.SIGN, Moved.CLOSE, Moved.CANCEL, Moved.DECLINE})


def moved(work: Work, who: Who | None, case: Case, event: Moved, fold: Fold) -> None:
    """A case of an incident has moved."""
    incident = work.incidents.find(case.incident_id or 0)
    if incident is None or event is Moved.FOLD:
        return
    cases = work.incidents.cases_of(incident.id)
    if incident.status is Status.PROPOSED and event in _ENDS and not any(map(under_way, cases)):
        # Nobody decided, and nothing is left to decide.
        ended = move(TABLE, incident.status, Event.DISMISS)
        show_desk(work, work.incidents.change(incident, {"status": ended, "closed_at": work.now}))
    if incident.status is not Status.OPEN:
        return
    main = main_case(cases)
    if main is not None and main.id == case.id and event in _TOLD:
        _follow(work, incident, case, cases, event)
    elif event in _ENDS and (main is None or not under_way(main)):
        if main is not None and not any(on_its_own(c) and under_way(c) for c in cases):
            close(work, who, incident, None, fold, spare=main)
    elif event in _ENDS:
        show_desk(work, incident)


def _follow(work: Work, incident: Incident, main: Case, cases: list[Case], event: Moved) -> None:
    """The promises to the others go with it: they are met, or put off."""
    until = promised(work, main) if event is Moved.HOLD else None
    for other in cases:
        if other.id == main.id or not under_way(other) or on_its_own(other):
            continue
        if event is Moved.ARRIVE:
            ladder.settle(work, other.id, (PromiseKind.ARRIVE,), DeadlineEvent.MEET)
        for kind in (PromiseKind.ARRIVE, PromiseKind.FINISH) if until is not None else ():
            running = work.deadlines.open_of(other.id, kind)
            if running is not None and until is not None and running.due_at < until:
                ladder.move_due(work, other, running, until, by_hand=True)
        refresh(work, load(work, other))
    if until is not None:
        incident = work.incidents.change(incident, {"promised_at": until})
    tell_joined(work, incident, edit_only=main.reporter_id)
    show_desk(work, incident)


def put_off(work: Work, case: Case, said: datetime, until: datetime) -> None:
    """The main case is promised for another time: where the incident says the former one, it says the new one."""
    incident = work.incidents.find(case.incident_id or 0)
    if incident is None or incident.status is not Status.OPEN or incident.promised_at != said:
        return
    main = main_case(work.incidents.cases_of(incident.id))
    if main is None or main.id != case.id:
        return
    incident = work.incidents.change(incident, {"promised_at": until})
    tell_joined(work, incident, edit_only=case.reporter_id)
    show_desk(work, incident)


def close(
    work: Work, who: Who | None, incident: Incident, outcome: str | None, fold: Fold, *, spare: Case | None = None
) -> Incident:
    """It is over: every case of it that is open is closed, everybody who joined is told once, and so are the heads.

    `spare`: the main case, when its own end is the reason; its owner is told by the repair.
    """
    by = who.person.id if who else None
    closed = work.incidents.change(
        incident,
        {
            "status": move(TABLE, incident.status, Event.CLOSE),
            "closed_by": by,
            "closed_at": work.now,
            "outcome": outcome,
        },
    )
    for case in work.incidents.cases_of(incident.id):
        if under_way(case) and (spare is None or case.id != spare.id):
            fold(work, who, case, outcome)
    tell_joined(work, closed, edit_only=spare.reporter_id if spare is not None else None)
    tell_heads(work, closed, but=by)
    show_desk(work, closed)
    return closed
