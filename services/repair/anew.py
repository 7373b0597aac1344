"""The promises of a repair by the figures and the calendar in force: what a change of either moves (X-09)."""

from datetime import datetime, timedelta

from domain.cases import Case, Deadline
from domain.repair import PromiseKind, Status
from services import Work
from services.calendar import by_working_days
from services.incidents import following
from services.ladder.anew import Anew
from services.repair.acting import promised


def crew(work: Work, case: Case, deadline: Deadline) -> Anew | None:
    """On site, finished: counted again from where they were counted (URG-01, URG-02, REP-11, X-16)."""
    arrived = work.cases.repair(case.id).arrived_at
    arrived = arrived if arrived is not None and arrived >= deadline.starts_at else None
    for p in promised(work, case, deadline.starts_at, arrived):
        if p.kind == deadline.kind:
            return Anew(p.due_at, p.in_days and by_working_days(work, case.community_id))
    return None


def sign(work: Work, case: Case, deadline: Deadline) -> Anew:
    """The reminder to sign, and once that was sent the day on which the supervisor is asked (REP-17, X-13)."""
    hours = work.standards.number(case.community_id, "repair.sign_reminder_hours")
    due = deadline.starts_at + timedelta(hours=hours)
    if deadline.rung == 0:
        return Anew(due, fire_at=due, own_way=True)
    days = work.standards.number(case.community_id, "repair.sign_close_days")
    asked = due + timedelta(days=days) if deadline.fire_at is not None else None
    return Anew(due, fire_at=asked, own_way=True)


def moved(work: Work, before: Deadline, until: datetime) -> None:
    """Put off while it is on hold: the time we come again is the new one, and an incident's promise goes with it."""
    case = work.cases.get(before.case_id)
    if before.kind not in (PromiseKind.ARRIVE, PromiseKind.FINISH) or case.status != Status.ON_HOLD:
        return
    said = work.cases.repair(case.id).promised_at
    if said is None or not (said == before.due_at or said < until):
        return
    work.cases.change_repair(case.id, {"promised_at": until})
    if case.incident_id is not None:
        following.put_off(work, case, said, until)
