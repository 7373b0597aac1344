"""What goes wrong is said to those who can do something about it, never to nobody (design part 1)."""

from domain.people import HEADS, SUPERVISORS, Role
from domain.sending import Lane
from services import Work
from services.tell import Words, private, tell


def administrators(work: Work, subject: int, kind: str) -> None:
    """An update or message could not be handled: the directors hear its number, else the managers, else supervisors.

    One alert per subject; `kind` is the sort of error, never what somebody wrote.
    """
    for community in work.people.communities():
        for roles in ([Role.DIRECTOR], HEADS, SUPERVISORS):
            people = [p for _, p in work.staff.listed(community.id, roles=roles) if private(p, community)]
            if people:
                break
        for person in people:
            said = Words("common/admin_alert", {"subject": subject, "kind": kind})
            tell(work, private(person, community), f"alert:{subject}:{kind}:{person.id}", said, lane=Lane.TASK)
