"""On duty and off duty, with a handover the next one signs (SHF-01, SHF-04, SHF-05)."""

from domain.errors import Outdated, Refused
from domain.people import Staff, Team, Who
from domain.sending import Lane
from services import Work
from services.tell import Words, mine, private, tell


def post_of(who: Who) -> Staff:
    """The post of a staff member; `Refused` for residents."""
    if not who.staff:
        raise Refused("common/not_yours")
    return who.staff[0]


def come(work: Work, who: Who) -> None:
    """Begins a shift; the team's last handover note is shown to be read and signed (SHF-04)."""
    post = post_of(who)
    if not post.on_duty:
        work.staff.on_duty(post.id, work.now)
    note = work.staff.unread_note(post.community_id, post.team, post.id)
    if note is not None:
        shift, text, person, at = note
        community = work.people.community(post.community_id)
        said = Words("duty/note", {"text": text, "by": person.name, "at": at}, f"n{shift}")
        tell(work, mine(who, community), f"note:{shift}:{post.id}", said)


def go(work: Work, who: Who, note: str | None) -> None:
    """Ends the shift with what the next one must know; those of the team on duty get it at once (SHF-01)."""
    post = post_of(who)
    work.staff.off_duty(post.id, note, work.now)
    if not note or post.team is None:
        return
    community = work.people.community(post.community_id)
    unread = work.staff.unread_note(post.community_id, Team(post.team), 0)
    if unread is None:
        return
    shift, text, person, at = unread
    said = Words("duty/note", {"text": text, "by": person.name, "at": at}, f"n{shift}")
    for _, colleague in work.staff.listed(post.community_id, team=Team(post.team), on_duty=True):
        tell(work, private(colleague, community), f"note:{shift}:{colleague.id}", said, lane=Lane.TASK)


def sign(work: Work, who: Who, shift: int) -> None:
    """The note is read and signed; only the first signature counts."""
    if not work.staff.sign_note(shift, post_of(who), work.now):
        raise Outdated
