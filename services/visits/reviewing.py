"""The month's report on callbacks and visits goes up: reviewed by the desk's supervisor, then to manager and director (CBK-12)."""

from datetime import date

from domain.errors import Outdated, Refused
from domain.figures.period import month as month_around
from domain.people import HEADS, Community, Person, Role, Who
from domain.timetable import Occurrence
from domain.visits import month_of
from services import Work
from services.tell import private
from services.visits import summary
from services.visits.faces import today


def review_day(work: Work, community: Community) -> int:
    """The day of the next month on which an unreviewed report goes up all the same."""
    return work.standards.number(community.id, "visit.review_day")


def allowed(work: Work, who: Who, community: Community, month: str) -> None:
    """Said before anything is asked: who may review, which months, and only once.

    `Outdated` for a month that is none, is older than the last or went up already.
    """
    post = who.post(community.id)
    if post is None or post.role is not Role.DESK_SUPERVISOR:
        raise Refused("common/not_yours")
    day = today(work, community)
    if month not in (month_of(day), month_of(month_around(day).before.first)) or _is_up(work, community, month):
        raise Outdated


def review(work: Work, who: Who, community: Community, month: str, words: str | None) -> int:
    """Sends it up with the supervisor's name and, where there is one, their analysis; how many read it now."""
    allowed(work, who, community, month)
    return _up(work, community, month, who.person, words)


def unreviewed(work: Work, community: Community, occurrence: Occurrence) -> None:
    """Nobody has reviewed the month before: it goes up as it is and says so."""
    month = month_of(month_around(date.fromisoformat(f"{occurrence.period}-01")).before.first)
    if not _is_up(work, community, month):
        _up(work, community, month, None, None)


def _heads(work: Work, community: Community) -> list[Person]:
    posts = work.staff.listed(community.id, roles=HEADS)
    return list({p.id: p for _, p in posts if private(p, community) is not None}.values())


def _key(community: Community, month: str, person: Person) -> str:
    return f"report:visits:{community.id}:{month}:up:{person.id}"


def _is_up(work: Work, community: Community, month: str) -> bool:
    return any(work.outbox.find(_key(community, month, person)) is not None for person in _heads(work, community))


def _up(work: Work, community: Community, month: str, by: Person | None, words: str | None) -> int:
    sent = 0
    for person in _heads(work, community):
        chat = private(person, community)
        if chat is not None:
            review = summary.Review(by.name if by else None, words)
            sent += summary.send(work, community, chat, month, _key(community, month, person), review=review)
    return sent
