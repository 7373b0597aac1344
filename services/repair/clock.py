"""What the clock does for repairs beside the ladder: one reminder to sign, then the supervisor is asked (X-13)."""

from datetime import timedelta

from domain.cases import Case, Deadline
from domain.people import SUPERVISORS
from domain.sending import Lane
from services import Work
from services.repair.views import load, owner_chat, subject, values
from services.tell import Words, after_quiet, private, show, tell


def unsigned(work: Work, deadline: Deadline, case: Case) -> None:
    """Silence after the work: the owner is reminded once, later a supervisor may close it with a reason (X-13)."""
    view, key = load(work, case), f"deadline:{deadline.id}:{deadline.rung}"
    if deadline.rung == 0:
        owner = owner_chat(view)
        morning = after_quiet(work, owner) if owner is not None else None
        if morning is not None:
            # Decided then: whoever signs in the night is not reminded in the morning.
            work.deadlines.change(deadline, {"fire_at": morning})
            return
        days = work.standards.number(case.community_id, "repair.sign_close_days")
        close_at = max(work.now, deadline.due_at) + timedelta(days=days)
        work.deadlines.change(deadline, {"rung": 1, "fire_at": close_at})
        said = Words("repair/sign_reminder", values(view, work.now), subject(case), case.version)
        # In place of the question, so that it shows no stars any more once it is decided.
        show(work, owner, f"case:{case.id}:sign", said, lane=Lane.REMINDER, case=case.id, repost=True)
        return
    work.deadlines.change(deadline, {"rung": deadline.rung + 1, "fire_at": None})
    said = Words("repair/alert_unsigned", values(view, work.now), subject(case), case.version)
    for _, person in work.staff.listed(case.community_id, roles=SUPERVISORS):
        tell(work, private(person, view.community), f"{key}:{person.id}", said, lane=Lane.TASK, case=case.id)
