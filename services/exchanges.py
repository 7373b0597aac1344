"""What other flows may ask of residents' exchanges with the desk: how many about a case this person may read."""

from domain.people import Who
from domain.relay import may_read
from services import Work
from store.relay import Relay


def buildings(work: Work, relay: Relay) -> set[str]:
    """Where whoever speaks lives, and where the matter is: what decides which butler hears it."""
    who = work.people.who(work.people.get(relay.person_id), "")
    found = {home.building for home in who.homes if home.community_id == relay.community_id}
    case = work.cases.find(relay.case_id) if relay.case_id is not None else None
    if case is not None and case.unit_id is not None:
        found.add(work.people.unit(case.unit_id).building)
    return found


def readable(work: Work, who: Who, relay: Relay) -> bool:
    """Whether this person may read it: the resident their own, the desk those of its people (CMP-24: in private too)."""
    if who.person.id == relay.person_id:
        return True
    return may_read(who.post(relay.community_id), buildings(work, relay), relay.with_id)


def about(work: Work, who: Who, case: int) -> list[Relay]:
    """The exchanges about a case that this person may read, oldest first."""
    return [relay for relay in work.relays.of_case(case) if readable(work, who, relay)]
