"""What can be done with a visit: recorded, put off, missed, given to somebody, made beside the plan (VIS-02 to VIS-04, VIS-08)."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain import visits
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, SUPERVISORS, Community, Staff, Who
from domain.sending import Lane
from domain.visits import Event, How, Purpose, Status, Visit
from services import Work
from services.heads import tell_heads
from services.tell import Words, private, tell
from services.visits.faces import about, check_desk, refresh, today


@dataclass(frozen=True, slots=True)
class Record:
    """What was heard on a visit."""

    how: How
    #: Who was met, when it is one of those who live there.
    person: int | None = None
    opinion: str = ""
    result: str = ""


def found(work: Work, who: Who, visit: int) -> Visit:
    """The visit, for those who may read it; `Outdated` when there is none (a forged button)."""
    one = work.visits.find(visit)
    if one is None:
        raise Outdated
    check_desk(who, one.community_id)
    return one


def allowed(work: Work, who: Who, visit: int, event: Event) -> Visit:
    """The visit, if it is this person's or they supervise, and the table knows the event now."""
    one = found(work, who, visit)
    post = who.post(one.community_id)
    if (post is None or post.id != one.staff_id) and not who.is_any(one.community_id, SUPERVISORS):
        raise Refused("common/not_yours")
    if event is Event.ASSIGN and not who.is_any(one.community_id, SUPERVISORS):
        raise Refused("common/not_yours")
    move(visits.TABLE, one.status, event)
    return one


def record(work: Work, who: Who, visit: int, said: Record) -> Visit:
    """They have spoken: how, with whom, what they think, what came of it (VIS-10). About fees it goes to the heads (VIS-12)."""
    one = allowed(work, who, visit, Event.RECORD)
    met = said.person if any(p.id == said.person for p, _ in work.people.residents(one.unit_id)) else None
    one = work.visits.change(one, {
        "status": move(visits.TABLE, one.status, Event.RECORD), "how": said.how, "person_id": met, "reason": None,
        "opinion": said.opinion or None, "result": said.result or None, "done_at": work.now,
    })  # fmt: skip
    refresh(work, one)
    if one.purpose is Purpose.FEES and one.opinion:
        community = work.people.community(one.community_id)
        said_of = Words("visit/fees", {"v": about(work, one)}, f"v{one.id}", one.version)
        tell_heads(work, community, f"digest:visit:{one.id}:fees", said_of, but=who.person.id)
    return one


def put_off(work: Work, who: Who, visit: int, day: date) -> Visit:
    """Another day; at most so many days ahead."""
    one = allowed(work, who, visit, Event.PUT_OFF)
    community = work.people.community(one.community_id)
    now = today(work, community)
    visits.check_day(day, now, now + timedelta(days=work.standards.number(community.id, "visit.ahead_days")))
    values = {"status": move(visits.TABLE, one.status, Event.PUT_OFF), "planned_on": day}
    if visits.month_of(day) != one.month:  # promised for another month: it is no part of that month's plan
        values |= {"month": visits.month_of(day), "round": None}
    one = work.visits.change(one, values)
    refresh(work, one)
    return one


def missed(work: Work, who: Who, visit: int, reason: str) -> Visit:
    """Nobody was met; it can still be recorded if they meet after all."""
    one = allowed(work, who, visit, Event.MISS)
    one = work.visits.change(one, {"status": move(visits.TABLE, one.status, Event.MISS), "reason": reason})
    refresh(work, one)
    return one


def colleagues(work: Work, community: int) -> list[tuple[Staff, str]]:
    """Who may be sent: everybody of the desk, with their names."""
    return [(s, p.name) for s, p in work.staff.listed(community, roles=DESK_ROLES)]


def assign(work: Work, who: Who, visit: int, staff: int) -> Visit:
    """A supervisor sends somebody (VIS-02); they read so at once."""
    one = allowed(work, who, visit, Event.ASSIGN)
    post = work.staff.find(staff)
    if (
        post is None
        or post.ended_at is not None
        or post.community_id != one.community_id
        or post.role not in DESK_ROLES
    ):
        raise Refused("common/not_now")
    one = work.visits.change(one, {"status": move(visits.TABLE, one.status, Event.ASSIGN), "staff_id": post.id})
    refresh(work, one)
    if post.person_id != who.person.id:
        community = work.people.community(one.community_id)
        given = {"v": about(work, one), "by": who.person.name}
        said = Words("visit/assigned", given, f"v{one.id}", one.version)
        chat = private(work.staff.person_of(post.id), community)
        tell(work, chat, f"visit:{one.id}:assigned:{one.version}", said, lane=Lane.TASK)
    return one


def add(
    work: Work, who: Who, community: Community, unit: int, purpose: Purpose, day: date, case: int | None = None
) -> Visit:
    """One beside the plan (VIS-03, VIS-08, VIS-12), theirs to make."""
    check_desk(who, community.id)
    post, home = who.post(community.id), work.people.unit(unit)
    if post is None or home.community_id != community.id:
        raise Refused("common/not_yours")
    now = today(work, community)
    visits.check_day(day, now, now + timedelta(days=work.standards.number(community.id, "visit.ahead_days")))
    values = {
        "community_id": community.id, "staff_id": post.id, "unit_id": home.id, "purpose": purpose,
        "month": visits.month_of(day), "planned_on": day, "case_id": case, "made_by": who.person.id, "made_at": work.now,
    }  # fmt: skip
    return work.visits.add(values)


def check_turn(work: Work, who: Who, visit: int) -> Visit:
    """A visit whose opinion may become a matter (VIS-04)."""
    one = found(work, who, visit)
    if one.status is not Status.DONE or not one.opinion:
        raise Refused("common/not_now")
    return one


def link(work: Work, visit: int, cases: list[int]) -> None:
    """Matters that were filed because of what was said on a visit; its card shows their numbers."""
    one = work.visits.find(visit)
    if one is None:
        return
    for case in cases:
        work.visits.link(one.id, case)
    refresh(work, one)
