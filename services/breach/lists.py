"""Breaches as those read them that serve every flow, and the desk's own list of them."""

from typing import Any

from domain.breach import Found
from domain.cases import Case
from domain.errors import Refused
from domain.people import DESK_ROLES, Community, Team, Who
from services import Work, matters
from services.breach.acting import found
from services.breach.views import group_values, load, owner_card, staff_card, values
from services.teams import reached
from services.tell import Chat, Words, show


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for the desk, what the group reads for whoever of the staff found it; None for everybody else."""
    view = load(work, case)
    if who.is_any(case.community_id, DESK_ROLES):
        whole: dict[str, Any] = values(view, work.now)["r"]
        return whole
    if who.post(case.community_id) is not None and case.reporter_id == who.person.id:
        part: dict[str, Any] = group_values(view, work.now)["r"]
        return part
    return None


def desk_chats(work: Work, case: Case) -> list[Chat]:
    """Where the desk is reached about it."""
    return reached(work, work.people.community(case.community_id), Team.DESK)


def open_card(work: Work, who: Who, case: int, chat: Chat) -> None:
    """The live card again, down where the person is looking; what the desk sees of people is on the record (X-42)."""
    there = found(work, case)
    view = load(work, there)
    mine = there.reporter_id == who.person.id
    if mine and view.facts.found is Found.REPORTED:
        owner_card(work, view, repost=True)
        return
    desk = who.is_any(there.community_id, DESK_ROLES)
    if not desk and not (mine and who.post(there.community_id)):
        raise Refused("common/not_yours")
    if desk:
        work.cases.log(case, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    staff_card(work, view, who, chat, repost=True)


def show_list(work: Work, who: Who, community: Community, chat: Chat, page: int) -> None:
    """Open ones of the community, the newest first, for the desk."""
    if not who.is_any(community.id, DESK_ROLES):
        raise Refused("common/not_yours")
    cases = work.breaches.open(community.id, matters.PAGE + 1, page * matters.PAGE)
    rows = [
        {"id": c.id, "late": (r := values(load(work, c), work.now)["r"])["late_by"], "r": r}
        for c in cases[: matters.PAGE]
    ]
    given = {"rows": rows, "page": page, "more": len(cases) > matters.PAGE}
    show(work, chat, f"breaches:{chat.id}", Words("breach/list", given, "m"), repost=page == 0)
