"""One press, one guarded move of a dispute; what becomes of its promises, and of the bill meanwhile (DUN-12, DUN-20)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain import dispute
from domain.cases import Case, DeadlineEvent
from domain.dispute import Action, DisputeFigures, Event, Promised, Status
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import Team, Who
from services import Work, ladder
from services.calendar import calendar_of
from services.dispute.views import View, hats, load
from services.fees import posting

#: What ends a promise: kept, or no longer owed.
_ENDS: Mapping[Event, tuple[tuple[str, ...], DeadlineEvent]] = {
    Event.EXPLAIN: ((Promised.ANSWER,), DeadlineEvent.MEET),
    Event.CORRECT: ((Promised.ANSWER,), DeadlineEvent.MEET),
    Event.CLEAR: ((Promised.CONFIRM,), DeadlineEvent.MEET),
    Event.SILENT: ((Promised.CONFIRM,), DeadlineEvent.MEET),
    Event.UNCLEAR: ((Promised.CONFIRM,), DeadlineEvent.DROP),
    Event.CANCEL: ((Promised.ANSWER,), DeadlineEvent.DROP),
    Event.CLOSE: ((Promised.ANSWER, Promised.CONFIRM), DeadlineEvent.DROP),
}


def found(work: Work, case: int) -> Case:
    """The dispute. `Outdated` for a case that is not there, or is something else (a forged button)."""
    there = work.cases.find(case)
    if there is None or there.flow != "dispute":
        raise Outdated
    return there


def allowed(work: Work, who: Who, case: int, action: Action) -> Case:
    """The dispute, if this person may do that with it."""
    there = found(work, case)
    dispute.check_may(action, hats(work, there, who))
    return there


def check_now(work: Work, who: Who, case: Case, action: Action) -> None:
    """Refused when that cannot be done now, or not by them as it stands: said before questions are asked."""
    status = Status(case.status)
    event = dispute.EVENT_OF.get(action)
    if event is not None:
        move(dispute.TABLE, status, event)
    elif action is Action.ADD and status not in dispute.OWED:
        raise Refused("common/not_now")
    if not dispute.fits(action, status, hats(work, case, who)):
        raise Refused("dispute/with_manager" if status is not Status.TAKEN else "common/not_now")


def carry(
    work: Work,
    who: Who | None,
    case: Case,
    event: Event,
    values: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    **data: Any,
) -> tuple[View, int]:
    """Moves the dispute by its table, saves, settles its promises, writes the history: the new view and the event's id.

    `Refused("common/not_now")` when the table does not allow it; the second of two presses at once ends here. Once it is
    over the bill is asked for again, and paid from what was paid in advance.
    """
    before = Status(case.status)
    after = move(dispute.TABLE, before, event)
    changed = work.cases.change(case, {"status": after, **(values or {})})
    if facts:
        work.disputes.change(case.id, facts)
    if event in _ENDS:
        kinds, how = _ENDS[event]
        ladder.settle(work, case.id, kinds, how)
    by = who.person.id if who else None
    line = work.cases.log(case.id, work.now, by, f"dispute_{event}", before, after, data)
    if after in dispute.FINAL and case.unit_id is not None:
        posting.take_what_is_left(work, case.unit_id)
    if case.unit_id is not None and (after in dispute.FINAL or before in dispute.FINAL):
        work.settled.append(case.unit_id)
    return load(work, changed), line


def figures(work: Work, community: int) -> DisputeFigures:
    """The community's figures for disputes."""
    return DisputeFigures.of(work.standards.own(community))


def answer_by(work: Work, community: int, since: datetime) -> datetime:
    """When a dispute is to be answered: so many working days on, at the same time of the day (X-09)."""
    return calendar_of(work, community).add_days(since, figures(work, community).answer_days, True)


def promise_answer(work: Work, case: Case) -> None:
    """An answer is owed by then, counted from now; it climbs in working time."""
    due = answer_by(work, case.community_id, work.now)
    rules, round_ = ("FEE-06", "DUN-12", "DUN-20"), ladder.rounds(work, case.id) + 1
    ladder.promise(work, case, Promised.ANSWER, round_, Team.FINANCE, work.now, due, rules, working=True)


def wait_for_word(work: Work, case: Case) -> None:
    """Whoever disputes says whether it is clear; whoever is silent is not asked for ever."""
    due = figures(work, case.community_id).silent_at(work.now)
    round_ = ladder.rounds(work, case.id) + 1
    work.deadlines.add(
        case.id, Promised.CONFIRM, round_, Team.FINANCE, ["DUN-12"], starts_at=work.now, due_at=due, fire_at=due
    )
    work.signals.add("clock")
