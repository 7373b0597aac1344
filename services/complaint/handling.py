"""The department: its head leads, first word, findings, remedy plans with cost, corrective action (CMP-17…22, CMP-25)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain import complaint
from domain.cases import DeadlineEvent, DeadlineStatus
from domain.complaint import (
    Action,
    Correction,
    CorrectionEvent,
    Department,
    Event,
    Part,
    PartEvent,
    Plan,
    PlanEvent,
    Promised,
)
from domain.errors import Outdated, Refused
from domain.lifecycle import can, move
from domain.people import SUPERVISORS, Role, Staff, Team, Who
from services import Work, ladder, rota
from services.complaint.acting import CORRECT, allowed, carry, note, ready, settle, times
from services.complaint.views import (
    ACTIVE,
    View,
    load,
    owner_chat,
    refresh,
    speaks_for,
    staff_card,
    subject,
    values,
)
from services.tell import Words, private, show, tell


def take(work: Work, who: Who, case: int, staff: Staff | None = None) -> View:
    """The head has it in hand, or gives it to one of theirs, who reads it at once (CMP-17)."""
    view = allowed(work, who, case, Action.TAKE)
    post = staff or who.post(view.case.community_id)
    if post is None or post.community_id != view.case.community_id or post.ended_at is not None:
        raise Refused("common/not_yours")
    if view.case.assignee_id == post.id:
        raise Outdated
    view, _ = carry(work, who, view, Event.TAKE, {"assignee_id": post.id}, to=work.staff.person_of(post.id).name)
    mine = _mine(view, work.people.who(work.staff.person_of(post.id), view.community.language))
    if mine is not None:
        work.complaints.change_department(mine, {"head_id": post.id})
        view = load(work, view.case)
    refresh(work, view)
    if staff is not None:
        person = work.staff.person_of(staff.id)
        staff_card(work, work.people.who(person, view.community.language), view, repost=True)
    return view


def _mine(view: View, who: Who) -> Department | None:
    """The department of the complaint this person belongs to or stands for; the answering one for those above all."""
    post = who.post(view.case.community_id)
    active = [d for d in view.departments if d.status in ACTIVE]
    own = [d for d in active if post is not None and d.team == post.team]
    return next(iter((*own, *speaks_for(view, who), *(d for d in active if d.leads))), None)


def contacted(work: Work, who: Who, case: int, words: str) -> View:
    """The first word with whoever complained, on the record (CMP-19, CMP-20)."""
    view = ready(work, who, case, Action.CONTACT)
    department = _mine(view, who)
    if department is not None and can(complaint.PARTS, department.status, PartEvent.CONTACT):
        status = move(complaint.PARTS, department.status, PartEvent.CONTACT)
        work.complaints.change_department(department, {"status": status, "contacted_at": work.now})
    facts = {} if view.facts.contacted_at else {"contacted_at": work.now}
    view, _ = note(work, who, view, "contact", facts, text=words)
    refresh(work, view)
    return view


def findings_of(view: View, who: Who, team: Team | None) -> Department:
    """The department somebody tells the findings of: the one the button named, else the first that has not said yet.

    `Refused("common/not_yours")` for one they do not stand for, `Refused("common/not_now")` once it has said.
    """
    mine = speaks_for(view, who)
    if team is not None:
        mine = tuple(d for d in mine if d.team is team)
        if not mine:
            raise Refused("common/not_yours")
    for department in mine:
        if can(complaint.PARTS, department.status, PartEvent.FINISH):
            return department
    raise Refused("common/not_now")


def findings(
    work: Work, who: Who, case: int, words: str, media: Sequence[Mapping[str, Any]], team: Team | None = None
) -> View:
    """What a department found and did. When the last one is done the result is reached: it is told the same day (CMP-07)."""
    view = ready(work, who, case, Action.FINDINGS)
    department = findings_of(view, who, team)
    status = move(complaint.PARTS, department.status, PartEvent.FINISH)
    done = {"status": status, "findings": words, "done_at": work.now, "done_by": who.person.id}
    work.complaints.change_department(department, done)
    work.media.attach(case, who.person.id, "finish", media, work.now)
    view, _ = note(work, who, view, "findings", text=words, team=department.team)
    if all(d.status in (Part.DONE, Part.RELEASED) for d in view.departments):
        view = reached(work, view)
    refresh(work, view, desk_repost=view.facts.result_at is not None)
    return view


def reached(work: Work, view: View) -> View:
    """The result is there: from now on it is owed to be told, today (CMP-07, X-11)."""
    if view.facts.result_at is not None:
        return view
    work.complaints.change(view.case.id, {"result_at": work.now})
    due = complaint.tell_due(work.now, times(work, view.case.community_id))
    round_ = ladder.rounds(work, view.case.id)
    ladder.promise(work, view.case, Promised.TELL, round_, Team.DESK, work.now, due, ("CMP-07", "X-11"))
    return load(work, view.case)


def release(work: Work, who: Who, case: int, team: Team) -> View:
    """A department has nothing to do with it after all; not the one that answers for it."""
    view = ready(work, who, case, Action.CALL)
    department = next((d for d in view.departments if d.team is team), None)
    if department is None or department.leads:
        raise Refused("common/not_now")
    status = move(complaint.PARTS, department.status, PartEvent.RELEASE)
    work.complaints.change_department(department, {"status": status})
    view, _ = note(work, who, view, "release", team=team)
    if any(d.status is Part.DONE for d in view.departments) and all(
        d.status in (Part.DONE, Part.RELEASED) for d in view.departments
    ):
        view = reached(work, view)
    refresh(work, view)
    return view


def plan(work: Work, who: Who, case: int, words: str, cost_fen: int | None) -> View:
    """A way to put it right, with its cost; the heads of the service read it (CMP-25)."""
    view = ready(work, who, case, Action.PLAN)
    remedy = work.complaints.propose(case, words, cost_fen, who.person.id, work.now)
    view, _ = note(work, who, view, "plan", text=words, fen=cost_fen)
    refresh(work, view)
    for staff, person in work.staff.listed(view.community.id, roles=SUPERVISORS):
        if staff.role != Role.DIRECTOR or view.facts.counted_as() is complaint.Grade.MAJOR:
            show_plans(work, work.people.who(person, view.community.language), view, repost=person.id != remedy.by)
    return view


def show_plans(work: Work, who: Who, view: View, *, repost: bool) -> None:
    """The plans side by side, to choose from."""
    remedies = work.complaints.remedies(view.case.id)
    rows = [
        {"id": r.id, "words": r.words, "cost_fen": r.cost_fen, "status": r.status, "by": work.people.get(r.by).name}
        for r in remedies
    ]
    given = {**values(view, work.now, named=False), "rows": rows}
    said = Words("complaint/plans", given, subject(view.case), view.case.version)
    show(
        work,
        private(who.person, view.community),
        f"case:{view.case.id}:plans:{who.person.id}",
        said,
        case=view.case.id,
        repost=repost,
    )


def choose(work: Work, who: Who, case: int, remedy: int) -> View:
    """This one it is to be; the one chosen before is dropped (CMP-25)."""
    view = ready(work, who, case, Action.CHOOSE)
    found = work.complaints.remedy(remedy)
    if found is None or found.case_id != case:
        raise Outdated
    status = move(complaint.PLANS, found.status, PlanEvent.CHOOSE)
    for other in work.complaints.remedies(case):
        if other.status is Plan.CHOSEN:
            work.complaints.decide(other, move(complaint.PLANS, other.status, PlanEvent.DROP), who.person.id, work.now)
    work.complaints.decide(found, status, who.person.id, work.now)
    view, _ = note(work, who, view, "choose", text=found.words, fen=found.cost_fen)
    refresh(work, view)
    for _, person in work.staff.listed(view.community.id, roles=SUPERVISORS):
        if work.cards.find(f"case:{case}:plans:{person.id}") is not None:
            show_plans(work, work.people.who(person, view.community.language), view, repost=False)
    return view


def correct(work: Work, who: Who, case: int, words: str, due_at: datetime | None = None) -> View:
    """What the department does so that it does not happen again; it has a date and climbs like any promise (CMP-22)."""
    view = allowed(work, who, case, Action.CORRECT)
    days = work.standards.number(view.community.id, "complaint.correct_days")
    due = due_at or times(work, view.case.community_id).days_later(work.now, days)
    if due <= work.now:
        raise Refused("complaint/date_past")
    team = Team(view.case.team)
    made = work.complaints.correct(case, team, words, due, who.person.id, work.now)
    number = len(work.complaints.corrections(case))
    ladder.promise(work, view.case, CORRECT, number, team, work.now, due, ("CMP-22",))
    view, line = note(work, who, view, "correct", text=words, until=due.isoformat())
    refresh(work, view)
    given = {**values(view, work.now, named=False), "text": words, "until": due}
    for person in rota.answering(work, view.community.id, team):
        said = Words("complaint/correction_card", {**given, "done": False}, f"h{made.id}", made.version)
        tell(work, private(person, view.community), f"complaint:{case}:correct:{line}:{person.id}", said, case=case)
    return view


def corrected(work: Work, who: Who, correction: int, words: str) -> View:
    """It is done, says the department, and how."""
    found = work.complaints.correction(correction)
    if found is None:
        raise Outdated
    view = allowed(work, who, found.case_id, Action.CORRECT)
    status = move(complaint.CORRECTIONS, Correction(found.status), CorrectionEvent.DO)
    values_ = {"status": status, "done_words": words, "done_by": who.person.id, "done_at": work.now}
    work.complaints.change_correction(found, values_)
    number = [c.id for c in work.complaints.corrections(found.case_id)].index(found.id) + 1
    for deadline in work.deadlines.of(found.case_id):
        if deadline.kind == CORRECT and deadline.round == number and deadline.status is DeadlineStatus.OPEN:
            late = work.now > deadline.due_at
            work.deadlines.settle(deadline, DeadlineEvent.MISS if late else DeadlineEvent.MEET, work.now)
    view, _ = note(work, who, view, "corrected", text=words)
    refresh(work, view)
    return view


def interim(work: Work, who: Who, case: int, words: str, sort: str, media: Sequence[Mapping[str, Any]]) -> View:
    """A word to whoever complained: how far it is, an answer with substance, or the definite answer (X-06, X-11)."""
    view = ready(work, who, case, Action.INTERIM)
    ends = {
        "progress": (Promised.INTERIM,),
        "reply": (Promised.INTERIM, Promised.FIRST),
        "definite": (Promised.INTERIM, Promised.FIRST, Promised.DEFINITE),
    }[sort]
    at = {"interim_at": work.now}
    if Promised.FIRST in ends and view.facts.answered_at is None:
        at["answered_at"] = work.now
    if Promised.DEFINITE in ends and view.facts.definite_at is None:
        at["definite_at"] = work.now
    view, line = note(work, who, view, "interim", at, text=words, sort=sort)
    settle(work, view, *ends)
    view = load(work, view.case)
    refresh(work, view)
    visual = [{"kind": m["kind"], "ref": m["ref"]} for m in media if m["kind"] in ("photo", "video")]
    work.media.attach(case, who.person.id, "answer", media, work.now)
    said = Words(
        "complaint/told_interim",
        {**values(view, work.now), "text": words, "by": who.person.name},
        subject(view.case),
        view.case.version,
    )
    tell(work, owner_chat(view), f"complaint:{case}:interim:{line}", said, case=case, media=visual)  # type: ignore[arg-type]
    return view
