"""On duty and off duty, with a handover the next one signs (SHF-01, SHF-04, SHF-05)."""

from datetime import timedelta

from domain.errors import Outdated, Refused
from domain.people import Staff, Team, Who
from domain.rota import shifts_between
from domain.sending import Lane
from services import Work, rota
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
        rota.touched(work)
        _late(work, who, post)
    note = work.staff.unread_note(post.community_id, post.team, post.id)
    if note is not None:
        shift, text, person, at = note
        community = work.people.community(post.community_id)
        said = Words("duty/note", {"text": text, "by": person.name, "at": at}, f"n{shift}")
        tell(work, mine(who, community), f"note:{shift}:{post.id}", said)


def _late(work: Work, who: Who, post: Staff) -> None:
    """Clocked in after the shift had begun: whoever answers for the team hears of it (SHF-01, SHF-03)."""
    if post.team is None:
        return
    lines = rota.team_lines(work, post.community_id, Team(post.team), work.now)
    moment = work.now + timedelta(microseconds=1)
    running = shifts_between(lines, work.now, moment, rota.zone(work, post.community_id))
    mine = next((s for s in running if s.staff_id == post.id), None)
    allowed = timedelta(minutes=work.standards.number(post.community_id, "rota.late_minutes"))
    if mine is None or work.now - mine.starts < allowed:
        return
    community = work.people.community(post.community_id)
    values = {"name": who.person.name, "team": mine.line.team, "starts": mine.starts, "late": work.now - mine.starts}
    for person in rota.answering(work, post.community_id, mine.line.team):
        if person.id != who.person.id:
            key = f"rota:{mine.line.id}:{mine.day.isoformat()}:came:{person.id}"
            tell(work, private(person, community), key, Words("rota/came_late", values, "m"), lane=Lane.TASK)


def go(work: Work, who: Who, note: str | None) -> None:
    """Ends the shift with what the next one must know; those of the team on duty get it at once (SHF-01)."""
    post = post_of(who)
    work.staff.off_duty(post.id, note, work.now)
    rota.touched(work)
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
