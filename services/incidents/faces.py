"""What is shown of an incident: the desk's card, the card of everybody who joined, the message to the heads (EMG-04)."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from domain import repair
from domain.cases import Case
from domain.incidents import DECIDES, SHARED, TABLE, Event, Incident, Status
from domain.lifecycle import can
from domain.people import HEADS, Community, Person, Team
from domain.repair import Danger
from domain.sending import Lane
from services import Work
from services.tell import Chat, Words, private, show, team_chat, tell

#: Numbers of cases on a card: as many as stay readable on a phone.
NUMBERS = 6
_OVER = repair.FINAL | {repair.Status.FINISHED}
#: What a press of the desk leads to.
_PRESSES = {"confirm": Event.CONFIRM, "dismiss": Event.DISMISS, "progress": Event.CLOSE, "close": Event.CLOSE}


def main_case(cases: Collection[Case]) -> Case | None:
    """The case the crew works for all: the first that nobody has called off."""
    off = {repair.Status.CANCELLED, repair.Status.DECLINED}
    return next((case for case in cases if case.status not in off), None)


def on_its_own(case: Case) -> bool:
    """Whether it is a danger that has to be looked at for itself."""
    return case.danger is not None and Danger(case.danger) not in SHARED


def under_way(case: Case) -> bool:
    """Whether there is still something to do about it."""
    return case.status not in _OVER


def about(work: Work, incident: Incident) -> dict[str, Any]:
    """The incident in plain values: no name, no room."""
    cases = work.incidents.cases_of(incident.id)
    main = main_case(cases)
    people = work.incidents.people(incident.id)
    floors = Counter(floor for _, floor in {(p.unit_id or -p.person_id, p.floor) for p in people})
    return {
        "number": incident.number,
        "status": incident.status,
        "kind": incident.category,
        "building": building_name(work, incident.community_id, incident.building),
        "words": incident.words,
        "promised_at": incident.promised_at,
        "homes": work.incidents.homes(incident.id),
        "floors": sorted(((f, n) for f, n in floors.items() if f is not None), reverse=True),
        "cases": [case.number for case in cases[:NUMBERS]],
        "more": max(0, len(cases) - NUMBERS),
        "alone": sum(on_its_own(case) and under_way(case) for case in cases),
        "main": main.number if main else None,
        "state": main.status if main else None,
        "hold_reason": work.cases.repair(main.id).hold_reason if main else None,
        "proposed_at": incident.proposed_at,
        "opened_at": incident.opened_at,
        "closed_at": incident.closed_at,
        "outcome": incident.outcome,
    }


def building_name(work: Work, community: int, code: str | None) -> str | None:
    """What people call the building; None for public places."""
    return None if code is None else dict(work.people.buildings(community)).get(code, code)


# --- who joined --------------------------------------------------------------------------------------------------


def show_joined(
    work: Work, incident: Incident, person: Person, given: dict[str, Any], *, repost: bool, case: int | None
) -> None:
    """The one card of somebody who joined: its newest state takes the place of older ones that still wait."""
    chat = private(person, work.people.community(incident.community_id))
    said = Words("incident/joined", {"i": given})
    show(work, chat, f"incident:{incident.id}:joined:{person.id}", said, lane=Lane.TASK, case=case, repost=repost)


def tell_joined(work: Work, incident: Incident, *, edit_only: int | None = None) -> None:
    """Everybody who joined reads how it stands, one message each; `edit_only`: hears of it otherwise, no new message."""
    given = about(work, incident)
    own = {case.reporter_id: case.id for case in reversed(work.incidents.cases_of(incident.id))}
    first = next(iter(sorted(own.values())), None)
    for joined in work.incidents.people(incident.id):
        person = work.people.get(joined.person_id)
        case = own.get(person.id, first)
        show_joined(work, incident, person, given, repost=person.id != edit_only, case=case)


# --- the desk and the heads --------------------------------------------------------------------------------------


def desk_chats(work: Work, community: Community) -> list[Chat]:
    """Where it is put to the desk: its group; without one those on duty there in private, else everybody of it."""
    group = team_chat(work, community, Team.DESK)
    if group is not None:
        return [group]
    for on_duty in (True, None):
        desk = work.staff.listed(community.id, team=Team.DESK, on_duty=on_duty)
        chats = [chat for _, p in desk if (chat := private(p, community)) is not None]
        if chats:
            return chats
    return [
        chat for _, p in work.staff.listed(community.id, roles=HEADS) if (chat := private(p, community)) is not None
    ]


def show_card(work: Work, incident: Incident, chat: Chat, *, repost: bool) -> None:
    """The card with what can be done now; each press is looked up afresh."""
    possible = {name for name, event in _PRESSES.items() if can(TABLE, incident.status, event)}
    said = Words("incident/card", {"i": about(work, incident), "can": possible}, f"i{incident.id}", incident.version)
    show(work, chat, f"incident:{incident.id}:desk:{chat.id}", said, lane=Lane.TASK, repost=repost)


def show_desk(work: Work, incident: Incident, *, repost: bool = False) -> None:
    """The desk's cards as it stands now: where the desk is reached, and edited wherever somebody has opened it."""
    community = work.people.community(incident.community_id)
    told = desk_chats(work, community) if repost else []
    for chat in told:
        show_card(work, incident, chat, repost=True)
    seen = {chat.id for chat in told}
    people = [private(p, community) for _, p in work.staff.listed(community.id, roles=DECIDES)]
    for other in (team_chat(work, community, Team.DESK), *people):
        if other is None or other.id in seen:
            continue
        seen.add(other.id)
        if work.cards.find(f"incident:{incident.id}:desk:{other.id}") is not None:
            show_card(work, incident, other, repost=False)


def tell_heads(work: Work, incident: Incident, *, but: int | None) -> None:
    """Manager and director hear of the opening and of the end, once each (EMG-04); not whoever did it."""
    community = work.people.community(incident.community_id)
    said = Words("incident/heads", {"i": about(work, incident)}, f"i{incident.id}", incident.version)
    for _, head in work.staff.listed(community.id, roles=HEADS):
        if head.id != but:
            key = f"incident:{incident.id}:{incident.status}:{head.id}"
            tell(work, private(head, community), key, said, lane=Lane.TASK)


def said_on_cards(work: Work, case: Case) -> dict[str, Any] | None:
    """What the cards of a repair say of its incident; None unless it is a confirmed one that belongs to it."""
    incident = work.incidents.find(case.incident_id) if case.incident_id is not None else None
    if incident is None or incident.status not in (Status.OPEN, Status.CLOSED):
        return None
    main = main_case(work.incidents.cases_of(incident.id))
    return {
        "number": incident.number,
        "homes": work.incidents.homes(incident.id),
        "main": main.number if main is not None and main.id != case.id else None,
    }


def promised(work: Work, case: Case) -> datetime | None:
    """The new promise of a case that was put off."""
    return work.cases.repair(case.id).promised_at
