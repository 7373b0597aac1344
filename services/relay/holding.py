"""Who has an exchange: taking it, taking it over, a supervisor in private (CMP-24), the case it belongs to."""

from domain.cases import OF_THE_HOME, OVER, Case
from domain.errors import Outdated, Refused
from domain.people import Person, Staff, Team, Who
from domain.relay import Status, may_hear, may_receive
from domain.sending import Lane
from services import Work, rota
from services.exchanges import buildings
from services.relay import answerable
from services.relay.copies import desk, refresh, to_others
from services.tell import Words, private, team_chat, tell
from store.relay import Relay

#: As many cases or supervisors are offered to choose from.
OFFERED = 8


def found(work: Work, who: Who, relay: int) -> tuple[Relay, Staff]:
    """The exchange and the post by which this person serves it; `Outdated` when there is none, refused to all others."""
    it = work.relays.find(relay)
    if it is None:
        raise Outdated
    return it, answerable(work, who, it)


def take(work: Work, who: Who, relay: int, before: int) -> Relay:
    """They answer from now on. `before`: the post that had it when the button was shown, 0 for none.

    `Outdated` when somebody else has it by now: the card says who. Whoever had it is told, and so is the group.
    """
    it, post = found(work, who, relay)
    if it.status is not Status.OPEN or (it.owner_id or 0) != before:
        refresh(work, it)
        raise Outdated
    if it.owner_id == post.id:
        return it
    taken = work.relays.change(it.id, {"owner_id": post.id})
    refresh(work, taken)
    if it.with_id is not None:
        return taken
    was = work.staff.person_of(it.owner_id) if it.owner_id is not None else None
    _say_taken(work, taken, who.person, was)
    return taken


def _say_taken(work: Work, relay: Relay, by: Person, was: Person | None) -> None:
    """In the desk's group; without one whoever had it hears it in private."""
    community = work.people.community(relay.community_id)
    where = team_chat(work, community, Team.DESK) or (private(was, community) if was is not None else None)
    given = {"by": by.name, "name": work.people.get(relay.person_id).name, "was": was.name if was is not None else None}
    key = f"exchange:{relay.id}:taken:{relay.owner_id}:{work.now.isoformat()}"
    tell(work, where, key, Words("relay/taken", given), lane=Lane.TASK)


def left(work: Work, staff: int) -> None:
    """Somebody of the desk leaves: what they had is the desk's again, and who waits is heard by the others.

    What they received in private stays with those of their rank: it never goes into the group by itself.
    """
    for relay in work.relays.held_by(staff):
        now = work.relays.change(relay.id, {"owner_id": None}) if relay.owner_id == staff else relay
        refresh(work, now)
        newest = work.relays.newest(relay.id, from_desk=False)
        if newest is not None and relay.waiting_at is not None:
            to_others(work, now, newest)


# --- in private with a supervisor -----------------------------------------------------------------------------------


def supervisors(work: Work, relay: Relay) -> list[tuple[Staff, Person]]:
    """Who may take an agitated resident in private, those on duty first."""
    able = [(s, p) for s, p in desk(work, relay.community_id) if may_receive(s) and p.id != relay.person_id]
    there = {s.id for s, _ in rota.on_call(work, relay.community_id, Team.DESK, work.now)}
    return sorted(able, key=lambda sp: (sp[0].id not in there, sp[0].team != Team.DESK, sp[0].id))[:OFFERED]


def apart(work: Work, who: Who, relay: int, to: int) -> Relay:
    """From now on the exchange is with that supervisor alone: nothing of it goes into the group any more (CMP-24).

    `to` 0: whoever presses, a supervisor. The resident is told who receives them.
    """
    it, post = found(work, who, relay)
    if it.status is not Status.OPEN:
        raise Outdated
    chosen = post if to == 0 else work.staff.find(to)
    able = chosen is not None and chosen.community_id == it.community_id and chosen.ended_at is None
    if chosen is None or not able or not may_receive(chosen):
        raise Refused("common/not_yours")
    person = work.staff.person_of(chosen.id)
    if person.id == it.person_id or person.telegram_id is None or not person.reachable:
        raise Refused("relay/supervisor_away", name=person.name)
    if it.with_id == chosen.id:
        return it
    now = work.relays.change(it.id, {"with_id": chosen.id, "owner_id": chosen.id})
    refresh(work, now)
    _say_apart(work, now, person)
    return now


def _say_apart(work: Work, relay: Relay, supervisor: Person) -> None:
    community = work.people.community(relay.community_id)
    resident = work.people.get(relay.person_id)
    key = f"exchange:{relay.id}:apart:{relay.with_id}:{work.now.isoformat()}"
    given = {"by": supervisor.name, "name": resident.name}
    tell(work, team_chat(work, community, Team.DESK), f"{key}:group", Words("relay/apart_group", given), lane=Lane.TASK)
    yours = Words("relay/apart_yours", given, f"r{relay.id}")
    tell(work, private(supervisor, community), f"{key}:yours", yours, lane=Lane.TASK)
    theirs = Words("relay/apart_resident", {"by": supervisor.name}, f"r{relay.id}")
    tell(work, private(resident, community), f"{key}:resident", theirs)


def back(work: Work, who: Who, relay: int) -> Relay:
    """The supervisor gives it back to the desk."""
    it, post = found(work, who, relay)
    if it.with_id is None or not may_receive(post):
        raise Outdated
    now = work.relays.change(it.id, {"with_id": None})
    refresh(work, now)
    community = work.people.community(it.community_id)
    given = {"by": who.person.name, "name": work.people.get(it.person_id).name}
    key = f"exchange:{it.id}:back_at_desk:{work.now.isoformat()}"
    said = Words("relay/back_group", given, f"r{it.id}")
    tell(work, team_chat(work, community, Team.DESK), key, said, lane=Lane.TASK)
    return now


# --- the case it belongs to -----------------------------------------------------------------------------------------


def cases(work: Work, relay: Relay) -> list[Case]:
    """The resident's open cases in that community: what an exchange may belong to."""
    who = work.people.who(work.people.get(relay.person_id), "")
    all_ = work.cases.of_home(who.person.id, who.living, OVER, past=False, limit=OFFERED, offset=0)
    return [case for case in all_ if case.community_id == relay.community_id]


def link(work: Work, who: Who, relay: int, case: int) -> Relay:
    """The exchange belongs to that case from now on; its history says so. Only a case of the same resident or home."""
    it, _ = found(work, who, relay)
    one = work.cases.find(case)
    if one is None or one.community_id != it.community_id:
        raise Refused("common/not_yours")
    theirs = work.people.who(work.people.get(it.person_id), "")
    lives = one.flow in OF_THE_HOME and theirs.lived_in(one.unit_id, one.created_at) is not None
    if one.reporter_id != it.person_id and not lives:
        raise Refused("common/not_yours")
    if it.case_id == one.id:
        return it
    linked = work.relays.change(it.id, {"case_id": one.id})
    work.cases.log(one.id, work.now, who.person.id, "talk", None, None, {"relay": it.id})
    refresh(work, linked)
    return linked


def attach(work: Work, who: Who, relay: int, case: int) -> None:
    """A case was made of the exchange: it belongs to it, whoever the case is for; nothing when there is no such exchange."""
    it = work.relays.find(relay)
    one = work.cases.find(case)
    if it is None or one is None or one.community_id != it.community_id:
        return
    if not may_hear(who.post(it.community_id), buildings(work, it)):
        return
    linked = work.relays.change(it.id, {"case_id": one.id})
    work.cases.log(one.id, work.now, who.person.id, "talk", None, None, {"relay": it.id})
    refresh(work, linked)
