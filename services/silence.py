"""Not a word from whoever is to say that it is well: one kind reminder, then those above are asked to decide (X-13)."""

from collections.abc import Callable, Collection
from datetime import timedelta

from domain.cases import Case, Deadline
from domain.people import Role
from domain.sending import Lane
from services import Work
from services.tell import Chat, Words, after_quiet, private, tell


def silent(
    work: Work,
    deadline: Deadline,
    case: Case,
    *,
    owner: Chat | None,
    days: int,
    remind: Callable[[], None],
    roles: Collection[Role],
    asked: Words,
) -> None:
    """The promise of the owner's word has come due: nobody's lateness, so no ladder (X-13).

    First `remind`, not in the night; after `days` more, everybody with one of the `roles` is told by `asked`, once.
    """
    if deadline.rung == 0:
        morning = after_quiet(work, owner) if owner is not None else None
        if morning is not None:
            # Decided then: whoever answers in the night is not reminded in the morning.
            work.deadlines.change(deadline, {"fire_at": morning})
            return
        close_at = max(work.now, deadline.due_at) + timedelta(days=days)
        work.deadlines.change(deadline, {"rung": 1, "fire_at": close_at})
        remind()
        return
    key = f"deadline:{deadline.id}:{deadline.rung}"
    work.deadlines.change(deadline, {"rung": deadline.rung + 1, "fire_at": None})
    community = work.people.community(case.community_id)
    for _, person in work.staff.listed(case.community_id, roles=roles):
        tell(work, private(person, community), f"{key}:{person.id}", asked, lane=Lane.TASK, case=case.id)
