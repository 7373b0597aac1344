"""Manager and director of a community: what only they may do, and what all of them are to know."""

from domain.errors import Refused
from domain.people import HEADS, Community, Who
from domain.sending import Lane
from services import Work
from services.tell import Words, private, tell


def check_head(who: Who, community: int) -> None:
    """`Refused` for everybody but manager and director of that community."""
    if not who.is_any(community, HEADS):
        raise Refused("common/heads_only")


def tell_heads(work: Work, community: Community, key: str, said: Words, *, but: int | None = None) -> None:
    """Every head hears of it in private, once per key and outside of the quiet hours; not whoever did it (`but`)."""
    for _, head in work.staff.listed(community.id, roles=HEADS):
        if head.id != but:
            tell(work, private(head, community), f"{key}:{head.id}", said, lane=Lane.REMINDER)
