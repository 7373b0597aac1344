"""Which buildings are whose, and where those are reached who look after one (IDN-13, DUN-01, FEE-01)."""

from collections.abc import Callable

from domain.errors import Refused
from domain.people import DESK_ROLES, SUPERVISORS, Community, Role, Team, Who
from services import Work
from services.teams import reached
from services.tell import Chat, private


def own(work: Work, who: Who, community: int) -> Callable[[str], bool]:
    """Which buildings are theirs: a butler's zone; for the desk those no butler has; all for supervisors and heads."""
    post = who.post(community)
    if post is None or post.role not in DESK_ROLES:
        raise Refused("common/not_yours")
    if post.role in SUPERVISORS:
        return lambda building: True
    if post.role is Role.BUTLER:
        return post.covers
    butlers = [s for s, _ in work.staff.listed(community, roles=[Role.BUTLER])]
    return lambda building: not any(s.covers(building) for s in butlers)


def keepers(work: Work, community: Community, building: str) -> list[Chat]:
    """Where those are reached who look after a building: its butlers in private, without any the desk."""
    listed = work.staff.listed(community.id, roles=[Role.BUTLER])
    chats = [chat for s, p in listed if s.covers(building) and (chat := private(p, community)) is not None]
    return chats or reached(work, community, Team.DESK)
