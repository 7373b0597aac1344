"""One press, one guarded move of a complaint: who is it, may they, does the table allow it; then save, settle, log."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from domain import complaint
from domain.cases import Case, Deadline, DeadlineEvent, DeadlineStatus
from domain.complaint import Action, Event, Promised, Status, Times
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import Team, Who
from domain.saying import day_end
from services import Work, ladder
from services.calendar import by_working_days, calendar_of, due_after
from services.complaint.views import View, hats, load, timely
from services.tell import zone_of

#: The clock of the owner's word, beside those of the departments.
CONFIRM = "confirm"
#: What so that it does not happen again (CMP-22); it runs on when the complaint is closed.
CORRECT = "correct"
_CLOCKS = tuple(Promised)
_ANSWERED = (Promised.INTERIM, Promised.FIRST, Promised.DEFINITE, Promised.SOLVE, Promised.TELL)
#: What ends a promise: done, or no longer owed. The end of the complaint drops all that is left.
_ENDS: Mapping[Event, tuple[tuple[str, ...], DeadlineEvent]] = {
    Event.HAND: ((Promised.HAND,), DeadlineEvent.MEET),
    Event.ANSWER: (_ANSWERED, DeadlineEvent.MEET),
    Event.CONFIRM: ((CONFIRM,), DeadlineEvent.MEET),
    Event.UNSATISFIED: ((CONFIRM,), DeadlineEvent.DROP),
}


def allowed(work: Work, who: Who, case: int, action: Action) -> View:
    """The complaint, if this person may do that with it. `Outdated` for one that is not there (a forged button)."""
    found = work.cases.find(case)
    if found is None or found.flow != "complaint":
        raise Outdated
    view = load(work, found)
    complaint.check_may(action, hats(view, who))
    return view


def ready(work: Work, who: Who, case: int, action: Action) -> View:
    """The complaint, if this person may do that with it, and now: it may have moved while they were asked for words."""
    view = allowed(work, who, case, action)
    check_now(view, action)
    return view


def check_now(view: View, action: Action) -> None:
    """`Refused("common/not_now")` when it is no time for the action, by the rule the buttons go by: said before questions."""
    if not timely(view, action):
        raise Refused("common/not_now")


def carry(
    work: Work,
    who: Who | None,
    view: View,
    event: Event,
    values: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    **data: Any,
) -> tuple[View, int]:
    """Moves the complaint by its table, saves, settles its promises, writes the history: the new view, the event's id.

    `Refused("common/not_now")` when the table does not allow it; the second of two presses at once ends here.
    """
    before = view.status
    after = move(complaint.TABLE, before, event)
    changed = work.cases.change(view.case, {"status": after, **(values or {})})
    if facts:
        work.complaints.change(changed.id, facts)
    if event in _ENDS:
        kinds, how = _ENDS[event]
        ladder.settle(work, changed.id, kinds, how)
    if after in complaint.FINAL:
        # However it ended: what was never done (a director never told) is owed to nobody any more.
        ladder.settle(work, changed.id, (*_CLOCKS, CONFIRM), DeadlineEvent.DROP)
    by = who.person.id if who else None
    line = work.cases.log(changed.id, work.now, by, str(event), before, after, data)
    work.moved.append((changed.id, str(event)))
    return load(work, changed), line


def note(
    work: Work, who: Who | None, view: View, kind: str, facts: Mapping[str, Any] | None = None, **data: Any
) -> tuple[View, int]:
    """Something that moves nothing but is on the record; the case goes one version up, so that old buttons are outdated."""
    changed = work.cases.change(view.case, {})
    if facts:
        work.complaints.change(changed.id, facts)
    line = work.cases.log(changed.id, work.now, who.person.id if who else None, kind, None, None, data)
    return load(work, changed), line


def figures(work: Work, community: int) -> complaint.ComplaintFigures:
    """The community's figures for complaints."""
    return complaint.ComplaintFigures.of(work.standards.own(community))


def times(work: Work, community: int) -> Times:
    """How the community reckons (X-08, X-09)."""
    zone = zone_of(work.people.community(community))

    def later(at: datetime, days: int) -> datetime:
        return due_after(work, community, at, timedelta(days=days), by_days=True)

    return Times(lambda at: day_end(at, zone), later, calendar_of(work, community).add)


def start_of(view: View, round_: int) -> datetime:
    """From when the clocks of a round are counted: the report, or when it came back."""
    if round_ <= 1:
        return view.case.created_at
    return max(
        (d.starts_at for d in view.deadlines if d.round == round_ and d.kind == Promised.SOLVE),
        default=view.case.created_at,
    )


def clocks_of(work: Work, view: View, start: datetime) -> tuple[complaint.Promise, ...]:
    """What is promised by its grade, the community's figures and calendar."""
    community, facts = view.case.community_id, view.facts
    agreed = facts.wish_agreed_at is not None
    return complaint.clocks(
        facts.counted_as(), start, figures(work, community), times(work, community), facts.wish_by, agreed
    )


def promise(work: Work, view: View) -> View:
    """Writes down what is promised from now on; a new round for one that came back (CMP-28)."""
    round_ = ladder.rounds(work, view.case.id) + 1
    start = view.case.created_at if round_ == 1 else work.now
    done = _already(view) | {Promised.DIRECTOR for d in view.deadlines if _of_before(d)}
    for p in clocks_of(work, view, start):
        if p.kind not in done:
            _promise(work, view.case, p, round_)
    return load(work, view.case)


def _promise(work: Work, case: Case, p: complaint.Promise, round_: int) -> None:
    working = p.in_days and by_working_days(work, case.community_id)
    team = Team.DESK if p.kind in DESKS or case.status == Status.REGISTERED else case.team
    ladder.promise(work, case, p.kind, round_, team, p.starts_at, p.due_at, p.rules, working=working)


#: What the desk answers for, whichever department has it; everything, until one has it.
DESKS = frozenset({Promised.HAND, Promised.DIRECTOR, Promised.INTERIM, Promised.TELL})


def taken_over(work: Work, view: View, team: Team) -> View:
    """What is still to be done is from now on promised by this department: its head hears when it is late (CMP-17)."""
    for deadline in view.deadlines:
        theirs = deadline.kind in _CLOCKS and deadline.kind not in DESKS
        if theirs and deadline.status is DeadlineStatus.OPEN and deadline.team is not team:
            ladder.replan(work, view.case, work.deadlines.change(deadline, {"team": team}))
    return load(work, view.case)


def regraded(work: Work, view: View) -> View:
    """Another grade, another date, another figure: promises of this round that still run are counted anew.

    What a grade does not ask for is dropped, what it asks for and was never promised is promised; what was met stays.
    One a person gave by hand stays as it was given (REP-12).
    """
    round_ = ladder.rounds(work, view.case.id)
    # Whom nobody has told yet is owed it from the round before, from when it was first owed.
    mine = {d.kind: d for d in view.deadlines if d.round == round_ or _of_before(d)}
    wanted = {p.kind: p for p in clocks_of(work, view, start_of(view, round_))}
    for kind, deadline in mine.items():
        if deadline.status is not DeadlineStatus.OPEN or kind not in _CLOCKS or kind == Promised.TELL:
            continue
        new = wanted.get(Promised(kind))
        if new is None:
            ladder.settle(work, view.case.id, (kind,), DeadlineEvent.DROP)
        elif deadline.round == round_ and not deadline.by_hand and new.due_at != deadline.due_at:
            ladder.move_due(work, view.case, deadline, new.due_at, by_hand=False)
    done = _already(view)
    for p in wanted.values():
        if p.kind in done:
            continue
        before = mine.get(p.kind)
        if before is None:
            _promise(work, view.case, p, round_)
        elif before.status is DeadlineStatus.DROPPED:
            ladder.owe_again(work, view.case, before, p.due_at)
    return load(work, view.case)


def _of_before(deadline: Deadline) -> bool:
    return deadline.kind == Promised.DIRECTOR and deadline.status is DeadlineStatus.OPEN


def _already(view: View) -> set[Promised]:
    """What has been done: neither a graver grade nor a new round asks for it again."""
    facts = view.facts
    # Answered before it was handed over: nothing is to be handed over any more.
    done = {Promised.HAND: facts.handed_at or facts.told_at, Promised.DIRECTOR: facts.director_at, Promised.FIRST: facts.answered_at,
            Promised.INTERIM: facts.interim_at, Promised.DEFINITE: facts.definite_at}  # fmt: skip
    return {kind for kind, at in done.items() if at is not None}


def settle(work: Work, view: View, *kinds: Promised) -> None:
    """Those promises are kept (late ones missed)."""
    ladder.settle(work, view.case.id, kinds, DeadlineEvent.MEET)


def is_over(view: View) -> bool:
    """Nothing is owed any more."""
    return view.status in (Status.CLOSED, Status.CANCELLED)
