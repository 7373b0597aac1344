"""Who goes: claimed by the first, assigned by the lead, or in turn; handed on, handed back (REP-05, REP-06)."""

from domain import repair
from domain.cases import Case
from domain.errors import Refused
from domain.people import Person, Role, Staff, Team, Who
from domain.repair import Action, Event, Status
from services import Work, rota
from services.repair.acting import allowed, carry, dispatchers
from services.repair.views import (
    View,
    crew_card,
    group_values,
    lane,
    load,
    owner_chat,
    refresh,
    retire,
    subject,
    values,
    worker_card,
)
from services.tell import Chat, Words, private, team_chat, tell


def offer(work: Work, view: View) -> View:
    """A new or returned case goes to its crew: the card in the group, and to whoever's turn it is (round robin)."""
    mode = work.standards.value(view.community.id, "repair.dispatch")
    if mode == "round_robin":
        turn = _turn(work, view)
        if turn is not None:
            staff, person = turn
            view, _ = carry(
                work,
                None,
                view.case,
                Event.ASSIGN,
                {"assignee_id": staff.id},
                {"dispatch": "round_robin"},
                to=person.name,
            )
            work.staff.given(staff.id, work.now)
            _reveal(work, person, view)
            worker_card(work, view, repost=True)
    if view.status is Status.REPORTED:
        offer_privately(work, view)
    return view


def ask_again(work: Work, view: View) -> None:
    """Nobody has it yet: the crew's card comes to the bottom of their group, or once more to each in private."""
    crew_card(work, view, repost=True)
    offer_privately(work, view, again=f":{work.now.timestamp():.0f}")


def offer_privately(work: Work, view: View, again: str = "") -> None:
    """The crew's card to each who is to be alerted in person; `again` tells one time from another."""
    said = Words(
        "repair/crew_card", {**group_values(view, work.now), "mode": "claim"}, subject(view.case), view.case.version
    )
    for chat in _alerted(work, view):
        key = f"repair:{view.case.id}:offer:{view.case.version}:{chat.person}{again}"
        tell(work, chat, key, said, lane=lane(view.case), case=view.case.id)


def _alerted(work: Work, view: View) -> list[Chat]:
    """Without a group the crew. With one, by the rota if there is one: at night whoever is on duty hears of what cannot
    wait, and with nobody on duty it is for those who answer for the team, as the alert of the gap has told them (X-43)."""
    community, team = view.community.id, Team(view.case.team)
    if team_chat(work, view.community, team) is None:
        return crew_chats(work, view)
    if not rota.team_lines(work, community, team, work.now):
        return []
    on_call, night = rota.on_call(work, community, team, work.now), rota.night_until(work, community, work.now)
    if not view.case.urgent if night else on_call:
        return []
    chats = [chat for _, p in on_call if (chat := private(p, view.community)) is not None]
    return chats or [chat for p in dispatchers(work, view) if (chat := private(p, view.community)) is not None]


def crew_chats(work: Work, view: View) -> list[Chat]:
    """Where the crew is reached: its group; without one whoever is on call, else everybody, else who answers for them."""
    team = Team(view.case.team)
    group = team_chat(work, view.community, team)
    if group is not None:
        return [group]
    on_call = rota.on_call(work, view.community.id, team, work.now)
    # A team with a rota is not woken as a whole: with nobody on duty it is the lead's to decide.
    crew = (
        []
        if rota.team_lines(work, view.community.id, team, work.now)
        else work.staff.listed(view.community.id, team=team)
    )
    for people in (on_call, crew):
        chats = [chat for _, p in people if (chat := private(p, view.community)) is not None]
        if chats:
            return chats
    return [chat for p in dispatchers(work, view) if (chat := private(p, view.community)) is not None]


def _turn(work: Work, view: View) -> tuple[Staff, Person] | None:
    """Whose turn it is: on duty, in the zone, not overloaded; the one who has waited longest (REP-06)."""
    limit = work.standards.number(view.community.id, "round_robin.open_limit")
    held = work.staff.open_work(view.community.id, repair.FINAL | {Status.FINISHED})
    last = work.staff.last_given(view.community.id)
    on_call = rota.on_call(work, view.community.id, Team(view.case.team), work.now)
    crew = [(s, p) for s, p in on_call if s.role == Role.ENGINEER]
    building = view.unit.building if view.unit else None
    free = [(s, p) for s, p in crew if held.get(s.id, 0) < limit and (building is None or s.covers(building))]
    free = free or [(s, p) for s, p in crew if held.get(s.id, 0) < limit]
    return min(
        free, key=lambda pair: (last[pair[0].id].timestamp() if pair[0].id in last else 0, pair[0].id), default=None
    )


def accept(work: Work, who: Who, case: int) -> View:
    """The first one has it; the claim is atomic. Name, phone and photos go to them in private, on the record (X-42)."""
    found = allowed(work, who, case, Action.ACCEPT)
    post = who.post(found.community_id)
    if post is None:
        raise Refused("common/not_yours")
    if found.assignee_id not in (None, post.id) and found.status != Status.ASSIGNED:
        raise Refused("repair/taken", worker=work.staff.person_of(found.assignee_id or 0).name)
    if found.status == Status.ASSIGNED and found.assignee_id != post.id and post.role != Role.LEAD:
        raise Refused("repair/given_to", worker=work.staff.person_of(found.assignee_id or 0).name)
    facts = {} if found.assignee_id == post.id else {"dispatch": "claimed"}
    before = load(work, found)
    view, line = carry(work, who, found, Event.ACCEPT, {"assignee_id": post.id}, facts, by=who.person.name)
    if found.assignee_id != post.id:
        retire(work, before, view)
        _reveal(work, who.person, view)
    refresh(work, view)
    tell(
        work,
        owner_chat(view),
        f"repair:{case}:accepted:{line}",
        Words("repair/told_accepted", values(view, work.now)),
        case=case,
    )
    return view


def _reveal(work: Work, worker: Person, view: View) -> None:
    """What whoever has it is shown of the resident goes on the record (design: privacy by role)."""
    work.cases.log(view.case.id, work.now, worker.id, "reveal", None, None, {"to": worker.name})


def candidates(work: Work, case: Case) -> list[tuple[Staff, Person, int]]:
    """The crew to choose from, those on call first, with how much each holds."""
    held = work.staff.open_work(case.community_id, repair.FINAL | {Status.FINISHED})
    crew = work.staff.listed(case.community_id, team=Team(case.team))
    listed = [(s, p, held.get(s.id, 0)) for s, p in crew]
    called = {s.id for s, _ in rota.on_call(work, case.community_id, Team(case.team), work.now)}
    return sorted(listed, key=lambda row: (row[0].id not in called, not row[0].on_duty, row[2], row[0].id))


def assign(work: Work, who: Who, case: int, staff: int, reason: str = "") -> View:
    """The lead (or the one who hands it on) gives it to a named colleague (REP-06)."""
    found = work.cases.find(case)
    mine = found is not None and (post := who.post(found.community_id)) is not None and post.id == found.assignee_id
    found = allowed(work, who, case, Action.TRANSFER if mine else Action.ASSIGN)
    target = next(((s, p) for s, p, _ in candidates(work, found) if s.id == staff), None)
    if target is None:
        raise Refused("repair/no_such_worker")
    if found.assignee_id == staff and found.status != Status.REPORTED:
        raise Refused("repair/has_it", worker=target[1].name)
    how = "transferred" if mine else "assigned"
    data = {"to": target[1].name} | ({"reason": reason} if reason else {})
    previous = load(work, found)
    view, _ = carry(work, who, found, Event.ASSIGN, {"assignee_id": staff}, {"dispatch": how}, **data)
    work.staff.given(staff, work.now)
    retire(work, previous, view)
    _reveal(work, target[1], view)
    worker_card(work, view, repost=True)
    refresh(work, view)
    return view


def hand_back(work: Work, who: Who, case: int, reason: str, *, cannot: bool = False) -> View:
    """Back to the crew with the reason; "cannot be done" also tells lead and supervisor, who decide (REP-25)."""
    found = allowed(work, who, case, Action.CANNOT if cannot else Action.TRANSFER)
    previous = load(work, found)
    view, line = carry(
        work, who, found, Event.POOL, {"assignee_id": None}, {"dispatch": None}, reason=reason, cannot=cannot
    )
    retire(work, previous, view)
    offer_privately(work, view)
    refresh(work, view, crew_repost=True)
    if cannot:
        for person in dispatchers(work, view):
            said = Words("repair/told_cannot", {**values(view, work.now), "by": who.person.name, "reason": reason},
                         subject(view.case), view.case.version)  # fmt: skip
            tell(
                work,
                private(person, view.community),
                f"repair:{case}:cannot:{line}:{person.id}",
                said,
                lane=lane(view.case),
                case=case,
            )
    return view


def staff_left(work: Work, staff: Staff, by: Who) -> int:
    """Open repairs of somebody who leaves go back to the crew; how many there were."""
    held = work.cases.of_assignee(staff.id, repair.FINAL | {Status.FINISHED})
    open_work = [case for case in held if case.flow == "repair"]
    for case in open_work:
        refresh(work, _without(work, by, load(work, case)), crew_repost=True)
    return len(open_work)


def offer_of_leaver(work: Work, view: View) -> View:
    """A case that comes back to somebody who has left meanwhile goes to the crew instead."""
    holder = view.case.assignee_id
    gone = holder is not None and work.staff.get(holder).ended_at is not None
    return _without(work, None, view) if gone else view


def _without(work: Work, by: Who | None, before: View) -> View:
    view, _ = carry(work, by, before.case, Event.POOL, {"assignee_id": None}, {"dispatch": None}, reason="left")
    retire(work, before, view)
    return offer(work, view)
