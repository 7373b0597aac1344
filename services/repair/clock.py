"""What the clock does for repairs: one alert per missed promise, one reminder to sign (URG-01, URG-02, X-13)."""

from datetime import timedelta

from domain.cases import Case, Deadline
from domain.people import SUPERVISORS
from domain.sending import Lane
from services import Work
from services.repair.acting import SIGN, dispatchers
from services.repair.views import View, lane, load, owner_chat, refresh, subject, values
from services.tell import Words, after_quiet, private, show, tell


def fire(work: Work, deadline: Deadline, case: Case) -> None:
    """A promise of a repair is due: what is owed because of it, under keys that cannot fire twice."""
    view = load(work, case)
    if deadline.kind == SIGN:
        _unsigned(work, deadline, view)
    else:
        _missed(work, deadline, view)


def _missed(work: Work, deadline: Deadline, view: View) -> None:
    """Lead and supervisor hear of it once, whether or not anybody has taken the case."""
    case = view.case
    work.cases.fired(deadline.id, deadline.rung + 1, None)
    work.cases.log(case.id, work.now, None, "alert", None, None, {"kind": deadline.kind, "rules": deadline.rules})
    given = {"kind": deadline.kind, "due_at": deadline.due_at, "late": work.now - deadline.due_at}
    said = Words("repair/alert_late", {**values(view, work.now), **given}, subject(case), case.version)
    for person in dispatchers(work, view):
        key = f"deadline:{deadline.id}:{deadline.due_at.timestamp():.0f}:{deadline.rung}:{person.id}"
        tell(work, private(person, view.community), key, said, lane=lane(case), case=case.id)
    refresh(work, view)


def _unsigned(work: Work, deadline: Deadline, view: View) -> None:
    """Silence after the work: the owner is reminded once, later a supervisor may close it with a reason (X-13)."""
    case, key = view.case, f"deadline:{deadline.id}:{deadline.rung}"
    if deadline.rung == 0:
        owner = owner_chat(view)
        morning = after_quiet(work, owner) if owner is not None else None
        if morning is not None:
            # Decided then: whoever signs in the night is not reminded in the morning.
            work.cases.fired(deadline.id, 0, morning)
            return
        days = work.standards.number(case.community_id, "repair.sign_close_days")
        work.cases.fired(deadline.id, 1, max(work.now, deadline.due_at) + timedelta(days=days))
        said = Words("repair/sign_reminder", values(view, work.now), subject(case), case.version)
        # In place of the question, so that it shows no stars any more once it is decided.
        show(work, owner, f"case:{case.id}:sign", said, lane=Lane.REMINDER, case=case.id, repost=True)
        return
    work.cases.fired(deadline.id, deadline.rung + 1, None)
    said = Words("repair/alert_unsigned", values(view, work.now), subject(case), case.version)
    for _, person in work.staff.listed(case.community_id, roles=SUPERVISORS):
        tell(work, private(person, view.community), f"{key}:{person.id}", said, lane=Lane.TASK, case=case.id)
