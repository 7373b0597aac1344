"""What is done about a late promise: taken, put off with a reason, paused, resumed (REP-12, URG-03)."""

from datetime import datetime

from domain.cases import Case, Deadline, DeadlineStatus
from domain.errors import Outdated, Refused
from domain.ladder import MAY, Act, Level
from domain.people import Role, Team, Who
from services import Work, ladder
from services.flows import FACES
from services.tell import Words, tell


def levels(who: Who, case: Case, deadline: Deadline) -> frozenset[Level]:
    """Where the person stands towards this promise; empty for everybody it is no business of."""
    post = who.post(case.community_id)
    if post is None:
        return frozenset()
    found = set()
    if post.id == case.assignee_id:
        found.add(Level.ASSIGNEE)
    if post.role == Role.LEAD and post.team == deadline.team:
        found.add(Level.LEAD)
    if post.role == Role.DESK_SUPERVISOR:
        found.add(Level.LEAD if deadline.team is Team.DESK else Level.SUPERVISOR)
    if post.role == Role.MANAGER:
        found.add(Level.MANAGER)
    if post.role == Role.DIRECTOR:
        found.add(Level.DIRECTOR)
    return frozenset(found)


def allowed(work: Work, who: Who, deadline: int, act: Act) -> tuple[Case, Deadline]:
    """The promise and its case, if this person may do that. `Outdated` when there is none, or it is settled."""
    found = work.deadlines.find(deadline)
    if found is None:
        raise Outdated
    case = work.cases.get(found.case_id)
    if MAY[act].isdisjoint(levels(who, case, found)):
        raise Refused("common/not_yours")
    if found.status is not DeadlineStatus.OPEN:
        raise Outdated
    return case, found


def take(work: Work, who: Who, deadline: int) -> Deadline:
    """ "I take it": the climb rests for a while; a second one is told who has it."""
    case, found = allowed(work, who, deadline, Act.TAKE)
    post = who.post(case.community_id)
    if post is None:
        raise Refused("common/not_yours")
    if found.taken_by not in (None, post.id) and found.taken_until is not None and found.taken_until > work.now:
        name = work.staff.person_of(found.taken_by or 0).name
        raise Refused("ladder/taken", name=name, until=found.taken_until)
    until = ladder.ladder_of(work, case, found).taken_until(found, work.now)
    taken = work.deadlines.change(found, {"taken_by": post.id, "taken_until": until})
    taken = ladder.replan(work, case, taken)
    work.cases.log(
        case.id, work.now, who.person.id, "take", None, None, {"kind": found.kind, "until": until.isoformat()}
    )
    FACES[case.flow].refresh(work, case)
    return taken


def extend(work: Work, who: Who, deadline: int, reason: str, until: datetime) -> None:
    """Put off with the reason and a new promise; the owner is told (REP-12, URG-03)."""
    case, found = allowed(work, who, deadline, Act.EXTEND)
    if until <= work.now:
        raise Refused("repair/promise_past")
    for running in work.deadlines.of(case.id):
        sooner = running.status is DeadlineStatus.OPEN and running.team is found.team and running.due_at < until
        if running.id == found.id or sooner:
            unpaused = {"paused_at": None, "paused_reason": None} if running.paused_at is not None else {}
            current = work.deadlines.change(running, unpaused) if unpaused else running
            ladder.move_due(work, case, current, until, by_hand=True)
            FACES[case.flow].moved(work, running, until)
    data = {"kind": found.kind, "reason": reason, "until": until.isoformat()}
    line = work.cases.log(case.id, work.now, who.person.id, "extend", None, None, data)
    face = FACES[case.flow]
    case = work.cases.get(case.id)
    face.refresh(work, case)
    if found.kind in face.unseen:
        return
    given = {**face.about(work, case), "kind": found.kind, "reason": reason, "until": until}
    tell(work, face.owner(work, case), f"ladder:{line}:owner", Words("ladder/told_extended", given), case=case.id)


def pause(work: Work, who: Who, deadline: int, reason: str) -> None:
    """The clock of this promise stands still, for a reason that reports show; the owner is told."""
    case, found = allowed(work, who, deadline, Act.PAUSE)
    if found.paused_at is not None:
        raise Refused("common/not_now")
    paused = work.deadlines.change(found, {"paused_at": work.now, "paused_reason": reason})
    ladder.replan(work, case, paused)
    line = work.cases.log(case.id, work.now, who.person.id, "pause", None, None, {"kind": found.kind, "reason": reason})
    face = FACES[case.flow]
    face.refresh(work, case)
    if found.kind in face.unseen:
        return
    given = {**face.about(work, case), "reason": reason}
    tell(work, face.owner(work, case), f"ladder:{line}:owner", Words("ladder/told_paused", given), case=case.id)


def resume(work: Work, who: Who, deadline: int) -> None:
    """It runs again; what was left of the time is given back whole, and the owner reads the new time."""
    case, found = allowed(work, who, deadline, Act.RESUME)
    if found.paused_at is None:
        raise Refused("common/not_now")
    starts, due = ladder.ladder_of(work, case, found).resumed(found, work.now)
    values_ = {"paused_at": None, "paused_reason": None, "starts_at": starts, "due_at": due}
    ladder.replan(work, case, work.deadlines.change(found, values_))
    data = {"kind": found.kind, "until": due.isoformat()}
    line = work.cases.log(case.id, work.now, who.person.id, "resume", None, None, data)
    face = FACES[case.flow]
    face.moved(work, found, due)
    case = work.cases.get(case.id)
    face.refresh(work, case)
    if found.kind in face.unseen:
        return
    given = {**face.about(work, case), "kind": found.kind, "until": due}
    tell(work, face.owner(work, case), f"ladder:{line}:owner", Words("ladder/told_resumed", given), case=case.id)
