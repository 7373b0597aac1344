"""The promises of a repair by the figures and the calendar in force: what a change of either moves (X-09)."""

from datetime import timedelta

from domain.cases import Case, Deadline
from services import Work
from services.calendar import by_working_days
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
