"""When the owner is asked back: written down when a repair is closed, dropped when it is open again (CBK-01, X-02 to X-04)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from domain import callbacks
from domain.callbacks import Callback, CallbackFigures, Event, Job, Plan, Promised, Status
from domain.cases import Case, DeadlineEvent
from domain.lifecycle import move
from domain.people import Person, Team
from domain.quiet import quiet_until
from domain.repair import Category
from domain.saying import local_day
from domain.standards import at_clock
from services import Work, calendar, ladder
from services.callbacks.faces import refresh
from services.tell import Chat, private, zone_of


def closed(work: Work, case: Case) -> None:
    """Signed, or closed by a supervisor: asked back about, unless another case is about the same."""
    if case.outcome in callbacks.NOT_ASKED:
        return
    round_ = max((cb.round for cb in work.callbacks.of(case.id)), default=0) + 1
    _write(work, case, round_, callbacks.first(job_of(work, case), figures(work, case.community_id)))


def undone(work: Work, case: Case) -> None:
    """Open again, or not wanted any more: what was planned is dropped; it is planned anew at the next closing."""
    for cb in work.callbacks.of(case.id):
        if cb.status in callbacks.OPEN or cb.status is Status.WAITS_RAIN:
            dropped = move(callbacks.TABLE, cb.status, Event.DROP)
            refresh(work, work.callbacks.change(cb, {"status": dropped, "ask_at": None}))
    ladder.settle(work, case.id, (Promised.CALLBACK,), DeadlineEvent.DROP)


def over(work: Work, case: Case) -> None:
    """Not wanted any more: nothing is to be put right either, so no order is owed."""
    undone(work, case)
    ladder.settle(work, case.id, (Promised.NOTICE,), DeadlineEvent.DROP)


def follow(work: Work, case: Case, made: Callback) -> None:
    """After an answer (or none) the next one, where the class asks for it (CBK-05, CBK-06)."""
    if any((cb.round, cb.turn) > (made.round, made.turn) for cb in work.callbacks.of(case.id)):
        return
    plan = callbacks.following(job_of(work, case), figures(work, case.community_id), made.turn, work.now)
    if plan is not None:
        _write(work, case, made.round, plan)


def rained(work: Work, community: int, day: date) -> int:
    """It rained that day: leaks finished on an earlier one are asked about; how many (CBK-06)."""
    zone = zone_of(work.people.community(community))
    count = 0
    for cb in work.callbacks.waiting_for_rain(community):
        case = work.cases.get(cb.case_id)
        if local_day(job_of(work, case).finished_at, zone) < day:
            days = figures(work, community).rain
            due = calendar.due_after(work, community, work.now, days, by_days=True)
            values = _moments(work, case, due, work.now, by_days=True)
            work.callbacks.change(cb, {"status": move(callbacks.TABLE, cb.status, Event.RAIN), **values})
            count += 1
    return count


def tested(work: Work, case: Case, cb: Callback) -> Callback:
    """A water test was put on record after the closing: the days run from there (X-04)."""
    plan = callbacks.first(job_of(work, case), figures(work, case.community_id))
    ladder.settle(work, case.id, (Promised.CALLBACK,), DeadlineEvent.DROP)
    due = calendar.due_after(work, case.community_id, plan.starts_at, plan.length, by_days=plan.by_days)
    values = _moments(work, case, due, plan.starts_at, by_days=plan.by_days)
    if cb.asked_at is not None:
        values["ask_at"] = values["phone_at"]
    return work.callbacks.change(cb, values)


def job_of(work: Work, case: Case) -> Job:
    """The repair as far as asking back is concerned; one that was closed unfinished counts from its closing."""
    facts = work.cases.repair(case.id)
    finished = facts.finished_at or case.closed_at or work.now
    return Job(case.urgent, Category(case.category), finished, facts.water_tested_at)


def figures(work: Work, community: int) -> CallbackFigures:
    """The community's figures."""
    return CallbackFigures.of(work.standards.own(community))


def asked_in_chat(work: Work, case: Case) -> Chat | None:
    """Where the reporter can be asked; None for who has no chat, has blocked us, or has moved out of the home."""
    reporter = work.people.get(case.reporter_id)
    if not reporter.reachable or left(work, reporter, case):
        return None
    return private(reporter, work.people.community(case.community_id))


def left(work: Work, person: Person, case: Case) -> bool:
    """Whether the person no longer lives where the repair was: the home is somebody else's business now."""
    return case.unit_id is not None and work.callbacks.moved_out(person.id, case.unit_id)


def _write(work: Work, case: Case, round_: int, plan: Plan) -> None:
    status = callbacks.START
    if plan.waits_rain:
        status = move(callbacks.TABLE, status, Event.AWAIT_RAIN)
    row: dict[str, Any] = {
        "community_id": case.community_id, "case_id": case.id, "round": round_, "turn": plan.turn, "sort": plan.sort,
        "rules": list(plan.rules), "status": status,
    }  # fmt: skip
    if not plan.waits_rain:
        due = calendar.due_after(work, case.community_id, plan.starts_at, plan.length, by_days=plan.by_days)
        row |= _moments(work, case, due, plan.starts_at, by_days=plan.by_days, rules=plan.rules)
    work.callbacks.add(row)


def _moments(
    work: Work, case: Case, due: datetime, starts_at: datetime, *, by_days: bool, rules: tuple[str, ...] = ("CBK-06",)
) -> dict[str, Any]:
    """When it is due, asked and telephoned about; the desk's promise is written down."""
    in_chat = asked_in_chat(work, case) is not None
    at = callbacks.times(due, work.now, figures(work, case.community_id), heard(work, case.community_id), in_chat)
    working = by_days and calendar.by_working_days(work, case.community_id)
    promise(work, case, Promised.CALLBACK, starts_at, at.due_at, rules, working=working)
    return {"due_at": at.due_at, "ask_at": at.ask_at or at.phone_at, "phone_at": at.phone_at}


def promise(
    work: Work, case: Case, kind: Promised, starts_at: datetime, due_at: datetime, rules: tuple[str, ...], *, working: bool = False
) -> None:  # fmt: skip
    """One of the desk's own promises about a case; each kind counts its own repeats."""
    round_ = 1 + max((d.round for d in work.deadlines.of(case.id) if d.kind == kind), default=0)
    ladder.promise(work, case, kind, round_, Team.DESK, starts_at, due_at, rules, working=working)


def heard(work: Work, community: int) -> Callable[[datetime], datetime]:
    """An instant inside the quiet hours becomes their end."""
    zone = zone_of(work.people.community(community))
    start = at_clock(str(work.standards.value(community, "quiet.from")))
    end = at_clock(str(work.standards.value(community, "quiet.to")))

    def after(at: datetime) -> datetime:
        return (quiet_until(at, zone, start, end) if start and end else None) or at

    return after
