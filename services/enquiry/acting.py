"""One press, one guarded move of an enquiry; what becomes of its promises (CBK-23, CBK-26, INT-09 to INT-14, INT-28)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from domain import enquiry
from domain.cases import Case, DeadlineEvent
from domain.enquiry import Action, EnquiryFigures, Event, Promised, Status
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import Team, Who
from domain.saying import local_day
from services import Work, ladder
from services.enquiry.views import View, hats, load
from services.tell import zone_of

_OWED = (Promised.ANSWER, Promised.PASS)
#: What ends a promise: kept, or no longer owed.
_ENDS: Mapping[Event, tuple[tuple[str, ...], DeadlineEvent]] = {
    Event.PUT: ((Promised.PASS,), DeadlineEvent.DROP),
    Event.HELPFUL: ((Promised.CONFIRM,), DeadlineEvent.MEET),
    Event.SILENT: ((Promised.CONFIRM,), DeadlineEvent.MEET),
    Event.MORE: ((Promised.CONFIRM,), DeadlineEvent.DROP),
    Event.CANCEL: (_OWED, DeadlineEvent.DROP),
    Event.CLOSE: ((*_OWED, Promised.CONFIRM), DeadlineEvent.DROP),
}


def found(work: Work, case: int) -> Case:
    """The enquiry. `Outdated` for a case that is not there, or is something else (a forged button)."""
    there = work.cases.find(case)
    if there is None or there.flow != "enquiry":
        raise Outdated
    return there


def allowed(work: Work, who: Who, case: int, action: Action) -> Case:
    """The enquiry, if this person may do that with it."""
    there = found(work, case)
    enquiry.check_may(action, hats(there, work.enquiries.of(case), who))
    return there


def check_now(work: Work, case: Case, action: Action) -> None:
    """`Refused("common/not_now")` when that cannot be done now: said before questions are asked."""
    event = enquiry.EVENT_OF.get(action)
    if event is not None:
        move(enquiry.TABLE, Status(case.status), event)
    elif action in (Action.ADD, Action.PROMISE) and Status(case.status) not in enquiry.OWED:
        raise Refused("common/not_now")


def carry(
    work: Work,
    who: Who | None,
    case: Case,
    event: Event,
    values: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    **data: Any,
) -> tuple[View, int]:
    """Moves the enquiry by its table, saves, settles its promises, writes the history: the new view and the event's id.

    `Refused("common/not_now")` when the table does not allow it; the second of two presses at once ends here.
    """
    before = Status(case.status)
    after = move(enquiry.TABLE, before, event)
    changed = work.cases.change(case, {"status": after, **(values or {})})
    if facts:
        work.enquiries.change(case.id, facts)
    if event in _ENDS:
        kinds, how = _ENDS[event]
        ladder.settle(work, case.id, kinds, how)
    by = who.person.id if who else None
    line = work.cases.log(case.id, work.now, by, f"enquiry_{event}", before, after, data)
    work.moved.append((changed.id, str(event)))
    return load(work, changed), line


def figures(work: Work, community: int) -> EnquiryFigures:
    """The community's figures for enquiries."""
    return EnquiryFigures.of(work.standards.own(community))


def promise_answer(work: Work, case: Case) -> datetime:
    """An answer is owed by then, counted from now (CBK-23)."""
    due = figures(work, case.community_id).answer_by(work.now)
    rules = ("CBK-23", "CBK-26", "INT-09")
    ladder.promise(work, case, Promised.ANSWER, ladder.rounds(work, case.id) + 1, Team.DESK, work.now, due, rules)
    return due


def promise_passing(work: Work, case: Case) -> None:
    """What the department said is passed on the day it is there (INT-13, INT-28)."""
    zone = zone_of(work.people.community(case.community_id))
    tomorrow = local_day(work.now, zone) + timedelta(days=1)
    due = datetime.combine(tomorrow, time.min, zone)
    rules = ("INT-13", "INT-28")
    ladder.promise(work, case, Promised.PASS, ladder.rounds(work, case.id) + 1, Team.DESK, work.now, due, rules)


def wait_for_word(work: Work, case: Case) -> None:
    """The owner says whether it helped; whoever is silent is not asked for ever."""
    ladder.settle(work, case.id, (Promised.CONFIRM,), DeadlineEvent.DROP)
    due = figures(work, case.community_id).silent_at(work.now)
    round_ = ladder.rounds(work, case.id) + 1
    work.deadlines.add(
        case.id, Promised.CONFIRM, round_, Team.DESK, ["CBK-26"], starts_at=work.now, due_at=due, fire_at=due
    )
    work.signals.add("clock")
