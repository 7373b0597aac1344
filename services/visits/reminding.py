"""Visits by themselves: the day's are said in the morning, what is left before the month ends, the summary on its last day."""

from datetime import timedelta
from itertools import groupby

from domain import visits
from domain.people import Community
from domain.sending import Lane
from domain.timetable import Occurrence
from domain.units import UnitRef, label
from domain.visits import Visit
from services import Work
from services.tell import Words, private, tell
from services.visits import planning, summary
from services.visits.faces import today

#: The last day of any month, as the timetable counts.
_LAST = 31
#: Homes named in one reminder.
NAMED = 8


def plan_at(work: Work, community: Community) -> str:
    """The local time the plan is made, on the first of the month."""
    return str(work.standards.value(community.id, "visit.plan_at"))


def remind_at(work: Work, community: Community) -> str:
    """The local time of the day's reminder."""
    return str(work.standards.value(community.id, "visit.remind_at"))


def late_hours(work: Work, community: Community) -> int:
    """After so many hours the day's reminder is no use any more."""
    return work.standards.number(community.id, "visit.remind_hours")


def summary_at(work: Work, community: Community) -> str:
    """The local time of the month's summary."""
    return str(work.standards.value(community.id, "visit.summary_at"))


def last_of_month(work: Work, community: Community) -> int:
    """The summary goes out on the last day of the month (VIS-10)."""
    return _LAST


def remind(work: Work, community: Community, occurrence: Occurrence) -> None:
    """Each butler reads where to go today; some days before the month ends, and on its last day, all that is left (VIS-01)."""
    planning.hand_on(work, community)
    day = today(work, community)
    left_days = work.standards.number(community.id, "visit.left_days")
    ahead = len(visits.month_days(day)) - 1
    ends = ahead in (0, left_days)
    found = work.visits.planned(community.id, upto=None if ends else day)
    mine = [v for v in found if v.month <= visits.month_of(day)]
    for staff, some in groupby(sorted(mine, key=lambda v: v.staff_id), key=lambda v: v.staff_id):
        listed = list(some)
        chosen = listed if ends else [v for v in listed if v.planned_on == day]
        if chosen:
            _tell(
                work,
                community,
                staff,
                occurrence.period,
                chosen,
                late=len([v for v in listed if _late(work, community, v)]),
                ends=ends,
            )


def _late(work: Work, community: Community, visit: Visit) -> bool:
    return visit.planned_on is not None and visit.planned_on < today(work, community)


def _tell(
    work: Work, community: Community, staff: int, period: str, chosen: list[Visit], *, late: int, ends: bool
) -> None:
    places = work.visits.addresses(v.unit_id for v in chosen)
    homes = [label(UnitRef(*places[v.unit_id])) for v in chosen[:NAMED]]
    given = {"homes": homes, "count": len(chosen), "late": late, "ends": ends}
    good_for = timedelta(hours=late_hours(work, community))
    chat = private(work.staff.person_of(staff), community)
    key = f"digest:visits:{community.id}:{period}:today:{staff}"
    tell(work, chat, key, Words("visit/today", given, "m"), lane=Lane.REMINDER, good_for=good_for)


def summarise(work: Work, community: Community, occurrence: Occurrence) -> None:
    """The month's summary to the desk supervisors (VIS-05, VIS-10)."""
    month = occurrence.period
    for post, _ in planning.supervisors(work, community):
        chat = private(work.staff.person_of(post.id), community)
        if chat is not None:
            summary.send(work, community, chat, month, f"report:visits:{community.id}:{month}:{post.id}")
