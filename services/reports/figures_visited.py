"""Figures of going to see owners (F-31, VIS-01, VIS-10)."""

from domain.figures import Period
from domain.figures.shown import Figure, share
from domain.people import Community
from domain.saying import local_day
from domain.visits import Status, Visit
from services import Work
from services.tell import zone_of


def visits(work: Work, community: Community, period: Period) -> list[Figure]:
    """What was planned for these days, or made in them beside the plan: done, nobody met, still to be done."""
    zone = zone_of(community)

    def inside(visit: Visit) -> bool:
        on = visit.planned_on or local_day(visit.done_at or visit.made_at, zone)
        return period.first <= on <= period.last

    months = dict.fromkeys(f"{day:%Y-%m}" for day in period.days)
    found = [visit for month in months for visit in work.visits.of_month(community.id, month) if inside(visit)]
    done = sum(visit.status is Status.DONE for visit in found)
    return [
        share("visit_done", done, len(found)),
        Figure("visit_missed", sum(visit.status is Status.MISSED for visit in found)),
        Figure("visit_left", sum(visit.status is Status.PLANNED for visit in found)),
    ]
