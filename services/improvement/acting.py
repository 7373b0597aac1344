"""One press, one guarded move of a row: filled in by its department, given away, sent back, dropped, done (SUR-17, SUR-25)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain.cases import Case, Deadline, DeadlineEvent, DeadlineStatus
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import Person, Team, Who
from domain.saying import day_end, local_day
from domain.survey import improvement as rules
from domain.survey.improvement import Event, Promised, Status
from services import Work, calendar, ladder
from services.filing import Filed, open_case
from services.improvement.views import View, ask_heads, ask_worker, load, possible, refresh
from services.ladder.anew import Anew
from services.tell import zone_of

#: What ends a promise: kept, or no longer owed.
_ENDS: Mapping[Event, tuple[Promised, DeadlineEvent]] = {
    Event.FILL: (Promised.MEASURE, DeadlineEvent.MEET),
    Event.DROP: (Promised.MEASURE, DeadlineEvent.DROP),
    Event.DONE: (Promised.DONE, DeadlineEvent.MEET),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be put right, and whose it is."""

    team: Team
    words: str
    #: Key of the question that failed; empty for one added by hand.
    item: str = ""
    satisfied: int | None = None
    returned: int | None = None
    remarks: tuple[tuple[str, int, str], ...] = ()


def file(work: Work, plan: int, by: Person, new: Problem) -> View:
    """A row more: its number, its promise, its card to the head of the department."""
    there = work.improvements.plan(plan)
    community = work.people.community(there.community_id)
    filed = Filed(community, by, "survey_problem", new.words, place=community.name, team=new.team)
    case = open_case(work, "improvement", rules.START, filed)
    work.improvements.add(case.id, {
        "plan_id": plan, "item": new.item, "satisfied": new.satisfied, "returned": new.returned,
        "remarks": [list(r) for r in new.remarks],
    })  # fmt: skip
    work.cases.log(case.id, work.now, by.id, "improve_found", None, rules.START, {"team": new.team, "words": new.words})
    _ask(work, case)
    view = load(work, case)
    ask_heads(work, view)
    return view


def found(work: Work, case: int) -> Case:
    """The row. `Outdated` for a case that is not there, or is something else (a forged button)."""
    there = work.cases.find(case)
    if there is None or there.flow != "improvement":
        raise Outdated
    return there


def allowed(work: Work, who: Who, case: int, action: str) -> View:
    """The row, if this person may do that with it now; said before questions are asked."""
    view = load(work, found(work, case))
    can = possible(view, who)
    if not can or (action in ("drop", "send_back", "give") and not who.is_any(view.case.community_id, rules.GATHER)):
        raise Refused("common/not_yours")
    if action not in can:
        raise Refused("improve/with_manager" if view.status is Status.PLANNED else "common/not_now")
    return view


def fill(work: Work, who: Who, case: int, measure: str, staff: int, by_day: date) -> View:
    """What is done, by whom, until when; before the table goes to the manager it may be said anew."""
    view = allowed(work, who, case, "fill")
    if by_day < today(work, view):
        raise Refused("improve/day_past")
    if not any(s.id == staff for s, _ in work.staff.listed(view.case.community_id)):
        raise Outdated
    work.improvements.change(case, {"measure": measure, "planned_on": by_day, "reason": None})
    view, _ = carry(work, who, view, Event.FILL, {"assignee_id": staff}, text=measure)
    refresh(work, view)
    ask_worker(work, view, who)
    return view


def give(work: Work, who: Who, case: int, team: Team) -> View:
    """Another department answers for it: the promise goes with it, the new head gets the card."""
    view = allowed(work, who, case, "give")
    if team is view.case.team:
        raise Refused("common/not_now")
    changed = work.cases.change(view.case, {"team": team, "assignee_id": None})
    for deadline in work.deadlines.of(case):
        if deadline.status is DeadlineStatus.OPEN:
            work.deadlines.change(deadline, {"team": team})
    work.cases.log(case, work.now, who.person.id, "improve_give", None, None, {"team": team})
    view = load(work, changed)
    refresh(work, view)
    ask_heads(work, view)
    return view


def send_back(work: Work, who: Who, case: int, reason: str) -> View:
    """The department is to think again; it reads why, and has the time of a new row."""
    view = allowed(work, who, case, "send_back")
    work.improvements.change(case, {"reason": reason})
    view, _ = carry(work, who, view, Event.SEND_BACK, reason=reason)
    _ask(work, view.case)
    view = load(work, view.case)
    refresh(work, view)
    ask_heads(work, view)
    return view


def drop(work: Work, who: Who, case: int, reason: str) -> View:
    """It need not be put right, says whoever gathers the table, and why."""
    view = allowed(work, who, case, "drop")
    ends = {"closed_at": work.now, "outcome": reason}
    view, _ = carry(work, who, view, Event.DROP, ends, reason=reason)
    refresh(work, view)
    return view


def approve(work: Work, who: Who, view: View) -> View:
    """With the table: from now on it is owed by the end of the day the department named (SUR-25)."""
    view, _ = carry(work, who, view, Event.APPROVE)
    day = view.facts.planned_on or today(work, view)
    due = day_end(
        datetime(day.year, day.month, day.day, tzinfo=zone_of(view.sheet.community)), zone_of(view.sheet.community)
    )
    round_ = ladder.rounds(work, view.case.id) + 1
    ladder.promise(
        work, view.case, Promised.DONE, round_, view.case.team, work.now, max(due, work.now), rules.RULES[Promised.DONE]
    )
    view = load(work, view.case)
    refresh(work, view)
    ask_heads(work, view, who.person.id)
    return view


def done(work: Work, who: Who, case: int, result: str, on: date) -> View:
    """It is put right: the real date and what came of it (SUR-25)."""
    view = allowed(work, who, case, "done")
    if on > today(work, view):
        raise Refused("improve/day_ahead")
    work.improvements.change(case, {"done_on": on, "result": result})
    view, _ = carry(work, who, view, Event.DONE, {"closed_at": work.now, "outcome": result}, text=result)
    refresh(work, view)
    return view


def carry(
    work: Work, who: Who, view: View, event: Event, values: Mapping[str, Any] | None = None, **data: Any
) -> tuple[View, int]:
    """Moves it by its table, saves, settles its promise, writes the history: the new view and the event's id."""
    before = view.status
    after = move(rules.TABLE, before, event)
    case = work.cases.change(view.case, {"status": after, **(values or {})})
    if event in _ENDS:
        kind, how = _ENDS[event]
        ladder.settle(work, case.id, (kind,), how)
    line = work.cases.log(case.id, work.now, who.person.id, f"improve_{event}", before, after, data)
    return load(work, case), line


def today(work: Work, view: View) -> date:
    """The community's day."""
    return local_day(work.now, zone_of(view.sheet.community))


def left(work: Work, staff: int) -> int:
    """Somebody has left: their rows go back to the heads of the departments; how many."""
    held = [c for c in work.cases.of_assignee(staff, rules.FINAL) if c.flow == "improvement"]
    for case in held:
        view = load(work, work.cases.change(case, {"assignee_id": None}))
        refresh(work, view)
        ask_heads(work, view)
    return len(held)


# --- promises -------------------------------------------------------------------------------------------------------


def _ask(work: Work, case: Case) -> None:
    due = _measure_by(work, case.community_id, work.now)
    working, round_ = calendar.by_working_days(work, case.community_id), ladder.rounds(work, case.id) + 1
    ladder.promise(
        work, case, Promised.MEASURE, round_, case.team, work.now, due, rules.RULES[Promised.MEASURE], working=working
    )


def _measure_by(work: Work, community: int, start: datetime) -> datetime:
    days = timedelta(days=work.standards.number(community, "improve.measure_days"))
    return calendar.due_after(work, community, start, days, by_days=True)


def measure_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """When the department is to have said what it does, by the figure in force."""
    due = _measure_by(work, case.community_id, deadline.starts_at)
    return Anew(due, calendar.by_working_days(work, case.community_id))


def moved(work: Work, before: Deadline, until: datetime) -> None:
    """The day was put off on an alert: the table says the new one."""
    if before.kind == Promised.DONE:
        community = work.people.community(work.cases.get(before.case_id).community_id)
        work.improvements.change(before.case_id, {"planned_on": local_day(until, zone_of(community))})
