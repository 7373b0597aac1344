"""Asking back by the figures and the calendar in force: what a change of either moves (X-01 to X-05, X-09)."""

from datetime import datetime, timedelta
from typing import Any

from domain import callbacks
from domain.callbacks import Callback, Plan, Promised, Status
from domain.cases import Case, Deadline
from services import Work, calendar
from services.callbacks import planning
from services.callbacks.faces import refresh
from services.ladder.anew import Anew


def asked(work: Work, case: Case, deadline: Deadline) -> Anew | None:
    """The callback is due at another time; whoever has not been asked or telephoned yet is so by the new one."""
    cb = next(
        (c for c in work.callbacks.of(case.id) if c.status in callbacks.OPEN and c.due_at == deadline.due_at), None
    )
    if cb is None:
        return None
    figures, plan = planning.figures(work, case.community_id), _plan(work, case, cb, deadline)
    due = calendar.due_after(work, case.community_id, plan.starts_at, plan.length, by_days=plan.by_days)
    written = max(plan.starts_at, case.closed_at or plan.starts_at) if cb.turn == 1 else plan.starts_at
    in_chat = planning.asked_in_chat(work, case) is not None
    at = callbacks.times(due, written, figures, planning.heard(work, case.community_id), in_chat)
    values: dict[str, Any] = {"due_at": at.due_at}
    if cb.ask_at is not None and cb.tries == 0:  # the clock still has it, not the desk
        if cb.status is Status.ASKED and cb.asked_at is not None:
            phone = callbacks.phone_at(at.due_at, cb.asked_at, figures)
            values |= {"ask_at": phone, "phone_at": phone}
        else:
            values |= {"ask_at": at.ask_at or at.phone_at, "phone_at": at.phone_at}
    working = plan.by_days and calendar.by_working_days(work, case.community_id)
    return Anew(at.due_at, working, then=lambda: _moved(work, cb, values))


def notice(work: Work, case: Case, deadline: Deadline) -> Anew:
    """The written order after a fault (CBK-09, X-05)."""
    hours = work.standards.number(case.community_id, "callback.fault_notice_h")
    return Anew(deadline.starts_at + timedelta(hours=hours))


def moved(work: Work, before: Deadline, until: datetime) -> None:
    """Put off by hand or after a pause: the owner's answer is promised for then (CBK-23). The limit of asking back stays (F-02)."""
    for cb in work.callbacks.of(before.case_id):
        if before.kind == Promised.REPLY and cb.promised_at == before.due_at and cb.answered_at is None:
            work.callbacks.change(cb, {"promised_at": until})


def _plan(work: Work, case: Case, cb: Callback, deadline: Deadline) -> Plan:
    """As it was planned, by the figures in force; what runs from an earlier answer runs from it still."""
    job, figures = planning.job_of(work, case), planning.figures(work, case.community_id)
    if cb.turn == 1:
        return callbacks.first(job, figures)
    before = next((c for c in work.callbacks.of(case.id) if (c.round, c.turn) == (cb.round, cb.turn - 1)), None)
    made = before.done_at if before is not None and before.done_at is not None else deadline.starts_at
    plan = callbacks.following(job, figures, cb.turn - 1, made)
    if plan is None or plan.waits_rain:  # the days run from when it rained
        return Plan(cb.sort, cb.turn, tuple(cb.rules), deadline.starts_at, figures.rain, True)
    return plan


def _moved(work: Work, cb: Callback, values: dict[str, Any]) -> None:
    refresh(work, work.callbacks.change(cb, values))
