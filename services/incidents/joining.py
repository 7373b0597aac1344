"""A neighbour is about to report what is known already, and joins by one tap instead (EMG-01)."""

from typing import Any

from domain.errors import Refused
from domain.incidents import Incident, Status, area_of
from domain.people import Community, Unit, Who
from domain.repair import Category
from services import Work
from services.incidents.faces import about, building_name, main_case, show_desk, show_joined
from services.repair.views import crew_card, load


def known_at(
    work: Work, community: Community, category: Category, unit: Unit | None, place: str | None
) -> Incident | None:
    """The open incident this report is most likely about."""
    area = area_of(category, None, unit.building if unit else None, place)
    found = work.incidents.live_at(community.id, area) if area is not None else None
    return found if found is not None and found.status is Status.OPEN else None


def offered(work: Work, who: Who, incident: Incident) -> dict[str, Any]:
    """What is shown before they join, in values that are kept with the answers of a talk."""
    promised = incident.promised_at
    return {
        "incident": incident.id,
        "joined": work.incidents.has(incident.id, who.person.id),
        "kind": incident.category,
        "building": building_name(work, incident.community_id, incident.building),
        "homes": work.incidents.homes(incident.id),
        "words": incident.words,
        "promised": promised.isoformat() if promised is not None else None,
    }


def join(work: Work, who: Who, incident: int, unit: Unit | None) -> None:
    """They are told how it goes on, and no second case is filed."""
    found = work.incidents.get(incident)
    if found.status is not Status.OPEN:
        raise Refused("common/not_now")
    work.incidents.join(found.id, who.person.id, unit.id if unit else None, work.now)
    cases = work.incidents.cases_of(found.id)
    main = main_case(cases)
    show_joined(work, found, who.person, about(work, found), repost=True, case=main.id if main is not None else None)
    if main is not None:
        crew_card(work, load(work, main))
    show_desk(work, found)
