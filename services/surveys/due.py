"""The desk's head is told that a survey is due, with the button that begins one from the last (SUR-01 to SUR-03, X-28)."""

from datetime import timedelta

from domain.people import HEADS, Community, Person, Role
from domain.saying import local_day
from domain.sending import Lane
from domain.survey import due as rhythm
from domain.timetable import Occurrence
from services import Work
from services.tell import Words, private, tell, zone_of


def day(work: Work, community: Community) -> int:
    """The day of the month on which it is looked at."""
    return work.standards.number(community.id, "survey.due_on")


def remind(work: Work, community: Community, occurrence: Occurrence) -> None:
    """Tells the desk's supervisors, the heads where there are none, until a survey goes out; nothing while there is time.

    One that was ended early does not count, nor does one that was not issued; nobody moved in, nobody to ask (SUR-13).
    """
    if not work.surveys.moved_in(community.id):
        return
    zone = zone_of(community)
    number = work.standards.number
    figures = rhythm.Rhythm(
        number(community.id, "survey.first_months"),
        number(community.id, "survey.every_months"),
        timedelta(days=number(community.id, "survey.due_ahead_days")),
    )
    last = work.surveys.last_issued(community.id)
    started = local_day(last.started_at, zone) if last is not None and last.started_at is not None else None
    today = local_day(work.now, zone)
    found = rhythm.due(work.surveys.first_moved_in(community.id), started, today, figures)
    if found is None:
        return
    before = work.surveys.questionnaire(last.questionnaire_id) if last is not None else None
    for person in _told(work, community):
        chat = private(person, community)
        if chat is None:
            continue
        given = {
            "community": community.name, "why": found.why, "day": found.day, "late": found.day < today, "last": started,
            "before": before.name(chat.language) if before is not None else "",
        }  # fmt: skip
        said = (
            Words("survey/due", given, f"U{before.id}", before.version) if before else Words("survey/due", given, "m")
        )
        key = f"survey.due:{community.id}:{occurrence.period}:{person.id}"
        tell(work, chat, key, said, lane=Lane.REMINDER)


def _told(work: Work, community: Community) -> list[Person]:
    for roles in ([Role.DESK_SUPERVISOR], HEADS):
        found = {p.id: p for _, p in work.staff.listed(community.id, roles=list(roles))}
        if any(private(p, community) is not None for p in found.values()):
            return list(found.values())
    return []
