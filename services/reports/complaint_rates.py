"""Valid complaints per thousand homes with its base, and buildings with more than usual (F-11, CMP-37)."""

from datetime import datetime, timedelta

from domain.figures import Period
from domain.figures.complaints import EARLIER, PerMille, Trend, trends
from domain.people import Community
from services import Work
from services.tell import zone_of


def per_mille(work: Work, community: Community, period: Period) -> PerMille:
    """Valid ones received from the beginning of the year to the end of the period (F-11)."""
    end = period.instants(zone_of(community))[1]
    start = datetime(period.last.year, 1, 1, tzinfo=zone_of(community))
    ceiling = work.standards.number(community.id, "complaint.valid_per_mille_tenths")
    rows = work.complaint_figures
    return PerMille(rows.valid(community.id, start, end), rows.moved_in(community.id), ceiling)


def growing(work: Work, community: Community, period: Period) -> list[Trend]:
    """Buildings with more complaints than usual, as of the end of the period, or of now when it is not over (CMP-37)."""
    number, rows = work.standards.number, work.complaint_figures
    end = min(period.instants(zone_of(community))[1], work.now)
    window = timedelta(days=number(community.id, "complaint.trend_days"))
    counts = [rows.by_building(community.id, end - window * (n + 1), end - window * n) for n in range(EARLIER + 1)]
    percent, least = (
        number(community.id, "complaint.trend_percent"),
        number(community.id, "complaint.trend_least"),
    )
    return trends(counts[0], counts[1:], percent, least)
