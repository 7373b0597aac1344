"""The month's plan, made by itself or by a supervisor; what is left of somebody who has gone (VIS-01, VIS-02, X-27)."""

from datetime import date, datetime

from domain import visits
from domain.errors import Refused
from domain.lifecycle import move
from domain.people import SUPERVISORS, Community, Role, Staff, Who
from domain.saying import local_day
from domain.sending import Lane
from domain.timetable import Occurrence
from domain.visits import Butler, Event, Home, Purpose, Status
from services import Work, calendar
from services.tell import Words, private, tell, zone_of

#: Whoever looks after homes; where there is no butler, whoever is next.
_GOING = ((Role.BUTLER,), (Role.DESK,), (Role.DESK_SUPERVISOR,))


def butlers(work: Work, community: Community) -> list[Butler]:
    """Who goes to see owners there, with their buildings."""
    for roles in _GOING:
        found = work.staff.listed(community.id, roles=roles)
        if found:
            return [Butler(s.id, tuple(s.zone)) for s, _ in found]
    return []


def supervisors(work: Work, community: Community) -> list[tuple[Staff, datetime | None]]:
    """Posts that hand out visits: the desk's supervisors, without any the manager, then the director."""
    for role in (Role.DESK_SUPERVISOR, Role.MANAGER, Role.DIRECTOR):
        found = work.staff.listed(community.id, roles=[role])
        if found:
            return [(s, s.ended_at) for s, _ in found]
    return []


def at_month_begin(work: Work, community: Community, occurrence: Occurrence) -> None:
    """The plan of the month that has begun; what is left of the one before is dropped, those homes come first now."""
    today = local_day(work.now, zone_of(community))
    for visit in work.visits.planned(community.id, before=visits.month_of(today)):
        if visit.round is not None:
            work.visits.change(visit, {"status": move(visits.TABLE, visit.status, Event.DROP)})
        else:  # promised to somebody: it stays, and counts for this month
            work.visits.change(
                visit, {"month": visits.month_of(today), "planned_on": max(visit.planned_on or today, today)}
            )
    make(work, community, today)


def make(work: Work, community: Community, since: date) -> int:
    """A plan from that day to the end of its month, for everybody who has none yet; how many visits it has."""
    number = work.standards.number
    rounds = number(community.id, "visit.rounds")
    unit = str(work.standards.value(community.id, "visit.unit"))
    most = visits.quota(unit, rounds, number(community.id, "visit.homes"))
    month = visits.month_of(since)
    has = work.visits.planned_for(community.id, month)
    going = [b for b in butlers(work, community) if b.staff_id not in has]
    homes = work.visits.homes(community.id, zone_of(community), but_planned=True)
    made = visits.plan(going, homes, rounds, most, _working(work, community, since))
    work.visits.add_all([
        {"community_id": community.id, "staff_id": p.staff_id, "unit_id": p.unit_id, "purpose": Purpose.ROUND,
         "month": month, "round": p.round, "planned_on": p.on, "made_at": work.now}
        for p in made
    ])  # fmt: skip
    if going:
        _tell(work, community, month, [(b, sum(p.staff_id == b.staff_id for p in made)) for b in going], homes)
    return len(made)


def make_now(work: Work, who: Who, community: Community) -> int:
    """A supervisor wants the plan now: for the rest of the month, for everybody who has none. `Refused` when all have one."""
    if not who.is_any(community.id, SUPERVISORS):
        raise Refused("common/not_yours")
    made = make(work, community, local_day(work.now, zone_of(community)))
    if not made:
        raise Refused("visit/plan_stands")
    return made


def _working(work: Work, community: Community, since: date) -> list[date]:
    """Working days left in the month; without any, the days as they are."""
    days = visits.month_days(since)
    known = calendar.calendar_of(work, community.id)
    return [day for day in days if known.works_on(day)] or days


def _tell(work: Work, community: Community, month: str, shares: list[tuple[Butler, int]], homes: list[Home]) -> None:
    """Each butler reads how many, the supervisors the whole; and how many homes lie in nobody's zone."""
    for butler, count in shares:
        if count:
            chat = private(work.staff.person_of(butler.staff_id), community)
            said = Words("visit/planned", {"month": f"{month}-01", "count": count}, "m")
            tell(work, chat, f"digest:visits:{community.id}:{month}:{butler.staff_id}", said, lane=Lane.REMINDER)
    without = visits.uncovered(butlers(work, community), homes)
    if without:
        said = Words("visit/uncovered", {"count": without}, "m")
        for post, _ in supervisors(work, community):
            key = f"digest:visits:{community.id}:{month}:uncovered:{post.id}"
            tell(work, private(work.staff.person_of(post.id), community), key, said, lane=Lane.REMINDER)


def hand_on(work: Work, community: Community) -> int:
    """What somebody who left was to do goes to whoever looks after the building, else to the supervisor; how many."""
    left = work.visits.of_gone(community.id)
    if not left:
        return 0
    going, held = butlers(work, community), work.visits.held(community.id)
    spare = next((post.id for post, _ in supervisors(work, community)), None)
    given: dict[int, int] = {}
    for visit in left:
        building = work.people.unit(visit.unit_id).building
        heir = visits.heir(going, building, held) or spare
        if heir is None:
            continue
        move(visits.TABLE, Status(visit.status), Event.ASSIGN)
        work.visits.change(visit, {"staff_id": heir})
        held[heir] = held.get(heir, 0) + 1
        given[heir] = given.get(heir, 0) + 1
    for post, count in given.items():
        said = Words("visit/handed_on", {"count": count}, "m")
        key = f"visits:handed:{post}:{work.now.timestamp():.0f}"
        tell(work, private(work.staff.person_of(post), community), key, said, lane=Lane.TASK)
    return sum(given.values())
