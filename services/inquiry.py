"""The morning inquiry: key people are asked about last night, the butler's card collects what they say (SHF-09)."""

from datetime import date, datetime, timedelta
from typing import Any

from domain.errors import Outdated, Refused
from domain.inquiry import ANSWER, AnswerEvent
from domain.lifecycle import move
from domain.people import DESK_ROLES, Community, Person, Role, Staff, Team, Who
from domain.rota import shifts_between
from domain.saying import local_day
from domain.sending import Lane
from domain.timetable import Occurrence
from services import Work, rota
from services.tell import Words, private, show
from store.inquiries import Inquiry

#: Asked, in this order: security, engineering, cleaning, greening.
TEAMS = (Team.SECURITY, Team.ENGINEERING, Team.CLEANING, Team.GREENING)


def at(work: Work, community: Community) -> str:
    """The local time of the inquiry."""
    return str(work.standards.value(community.id, "inquiry.at"))


def late_hours(work: Work, community: Community) -> int:
    """So many hours later nobody is asked about the night any more."""
    return work.standards.number(community.id, "inquiry.late_hours")


def ask(work: Work, community: Community, due: Occurrence) -> None:
    """Everybody concerned is asked, and the butlers have a card on which the answers come together."""
    day = local_day(due.at, rota.zone(work, community.id))
    asked = [work.inquiries.ask(community.id, day, s.id, work.now) for s, p in key_people(work, community, due.at)]
    for one in asked:
        _question(work, community, one)
    if asked:
        _card(work, community, day, repost=True)


def key_people(work: Work, community: Community, due: datetime) -> list[tuple[Staff, Person]]:
    """Of each team its lead, and whoever was on shift last night; else who is on duty now. Only those with a chat."""
    found: dict[int, tuple[Staff, Person]] = {}
    evening = due - timedelta(hours=work.standards.number(community.id, "inquiry.night_hours"))
    for team in TEAMS:
        posts = [(s, p) for s, p in work.staff.listed(community.id, team=team) if private(p, community)]
        lines = rota.team_lines(work, community.id, team, due)
        night = shifts_between(lines, evening, due, rota.zone(work, community.id))
        on_night = {s.staff_id for s in night}
        chosen = [(s, p) for s, p in posts if s.role == Role.LEAD or s.id in on_night]
        chosen = chosen or [(s, p) for s, p in posts if s.on_duty]
        found |= {s.id: (s, p) for s, p in chosen}
    return list(found.values())


def answer(work: Work, who: Who, inquiry: int, event: AnswerEvent, words: str | None = None) -> Inquiry:
    """All was well, or what was the matter; the butlers see it at once. A matter is told anew, not only edited in."""
    found = own(work, who, inquiry)
    status = move(ANSWER, found.status, event)
    done = work.inquiries.answer(found, status, words, work.now)
    community = work.people.community(found.community_id)
    _question(work, community, done)
    _card(work, community, done.day, repost=words is not None)
    return done


def own(work: Work, who: Who, inquiry: int) -> Inquiry:
    """The question put to this person. `Outdated` for one that is not there (a forged button)."""
    found = work.inquiries.find(inquiry)
    if found is None:
        raise Outdated
    post = who.post(found.community_id)
    if post is None or post.id != found.staff_id:
        raise Refused("common/not_yours")
    return found


def _question(work: Work, community: Community, one: Inquiry) -> None:
    person = work.staff.person_of(one.staff_id)
    values = {"day": one.day, "status": one.status, "words": one.words}
    said = Words("inquiry/asked", values, f"o{one.id}", one.version)
    show(work, private(person, community), f"inquiry:{one.id}", said, lane=Lane.TASK)


def _card(work: Work, community: Community, day: date, *, repost: bool) -> None:
    """One card for each butler; where there are none, for the desk."""
    rows: list[dict[str, Any]] = []
    for one in work.inquiries.of(community.id, day):
        team, name = work.staff.get(one.staff_id).team, work.staff.person_of(one.staff_id).name
        rows.append({"team": team, "name": name, "status": one.status, "words": one.words, "at": one.answered_at})
    said = Words("inquiry/card", {"day": day, "rows": rows}, "m")
    butlers = work.staff.listed(community.id, roles=[Role.BUTLER, Role.DESK_SUPERVISOR])
    if not any(s.role == Role.BUTLER for s, _ in butlers):
        butlers = work.staff.listed(community.id, roles=DESK_ROLES)
    for staff, person in butlers:
        key = f"inquiry:{day.isoformat()}:{staff.id}"
        show(work, private(person, community), key, said, lane=Lane.TASK, repost=repost)
