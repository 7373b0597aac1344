"""Whoever was on duty and wrote no log: the next morning those who answer for the team are told, once for each day and team
(SHF-02)."""

from datetime import date, timedelta

from domain.people import Community, Team
from domain.saying import local_day
from domain.sending import Lane
from domain.timetable import Occurrence
from services import Work, rota
from services.rota import book
from services.tell import Words, private, tell
from store.duty_logs import LogKind

_DAY = timedelta(days=1)


def at(work: Work, community: Community) -> str:
    """The local time the logs of the day before are looked at."""
    return str(work.standards.value(community.id, "rota.log_at"))


def late_hours(work: Work, community: Community) -> int:
    """So many hours later nobody is told of yesterday any more."""
    return work.standards.number(community.id, "rota.log_late_hours")


def tell_leads(work: Work, community: Community, due: Occurrence) -> None:
    """Of the day before, team by team."""
    day = local_day(due.at, rota.zone(work, community.id)) - _DAY
    for team in Team:
        names = without_log(work, community, team, day)
        said = Words("rota/no_log", {"team": team, "day": day, "names": names}, "m")
        for person in rota.answering(work, community.id, team) if names else ():
            key = f"log:{community.id}:{team}:{day.isoformat()}:{person.id}"
            tell(work, private(person, community), key, said, lane=Lane.TASK)


def without_log(work: Work, community: Community, team: Team, day: date) -> list[str]:
    """Names of those who came on duty that day, have left since and wrote no log, in the order they came.

    A night shift writes its log in the morning: whatever was written until now counts for the day it began on.
    """
    entries = book.entries(work, community, [team], day, day)
    came = {one.staff_id: one.name for one in entries if one.came is not None and one.left is not None}
    logs = work.duty_logs.between(community.id, day, day + _DAY)
    wrote = {log.staff_id for log in logs if log.kind is LogKind.LOG}
    return [name for staff, name in came.items() if staff not in wrote]
