"""Figures of what was done: repairs, asking back, complaints (F-01 to F-11, REP-16, CBK-12, CMP-35)."""

from domain.complaint.clocks import Promised
from domain.figures import Lengths, Period
from domain.figures.complaints import complaint_behind, complaint_count
from domain.figures.shown import Behind, Figure, Measure, behind, share
from domain.people import Community
from services import Work
from services.callbacks.figures import callback_figures
from services.reports import gather
from services.reports.complaint_rates import per_mille
from services.tell import zone_of


def repairs(work: Work, community: Community, period: Period) -> list[Figure]:
    """What was reported and finished, and how fast (F-05 to F-07)."""
    counted = gather.figures(work, community, period)
    target = work.standards.number(community.id, "quality.kept_percent")
    promised = work.figures.promised(community.id, *period.instants(zone_of(community)))
    of = counted.behind

    def timed(key: str, found: Lengths, name: str) -> Figure:
        return share(key, found.within, found.count, target, of[name])

    return [
        Figure("repair_reported", counted.reported, behind=of["reported"]),
        Figure("repair_finished", counted.finished, behind=of["finished"]),
        share("repair_kept", counted.kept, counted.promised, target, behind(promised)),
        timed("repair_response", counted.response, "response"),
        timed("repair_urgent", counted.urgent_finish, "urgent_finish"),
        timed("repair_small", counted.small_finish, "small_finish"),
        Figure("repair_back", counted.sent_back, behind=of["sent_back"]),
        Figure("repair_reopened", counted.reopened, behind=of["reopened"]),
        Figure("repair_stars", counted.tenths, Measure.STARS, whole=counted.rated, behind=of["rated"]),
    ]


def callbacks(work: Work, community: Community, period: Period) -> list[Figure]:
    """How well asking back is kept (F-01 to F-04)."""
    found = callback_figures(work, community, *period.instants(zone_of(community)))
    target = work.standards.number(community.id, "quality.callback_percent")
    kept = list(found.on_time.values())
    part, whole = sum(one.part for one in kept), sum(one.whole for one in kept)
    return [
        share("callback_rate", found.rate.part, found.rate.whole, target, found.behind["rate"]),
        share("callback_kept", part, whole, target, found.behind["on_time"]),
        share("callback_desk", found.desk.part, found.desk.whole, target),
        Figure("callback_faults", found.faults, behind=found.behind["faults"]),
        share("callback_told", found.told.part, found.told.whole, target),
        Figure("callback_unreached", found.unreached),
    ]


def complaints(work: Work, community: Community, period: Period) -> list[Figure]:
    """What was complained of, how fast it was answered, and how many valid ones a thousand homes (F-08 to F-11)."""
    rows = work.complaint_figures.rows(community.id, *period.instants(zone_of(community)))
    dues = work.complaint_figures.dues([row.id for row in rows])
    counted, of = complaint_count(rows, dues, work.now), complaint_behind(rows, dues, work.now)
    target = work.standards.number(community.id, "quality.complaint_percent")
    closing = list(counted.closing.values())
    year = per_mille(work, community, period)
    return [
        Figure("complaint_received", counted.received, behind=of["received"]),
        Figure("complaint_open", counted.open, behind=of["open"]),
        share("complaint_first", counted.first_answer.part, counted.first_answer.whole, target, of[Promised.FIRST]),
        share("complaint_hand", counted.hand_over.part, counted.hand_over.whole, target, of[Promised.HAND]),
        share(
            "complaint_closing", sum(o.part for o in closing), sum(o.whole for o in closing), target, of[Promised.SOLVE]
        ),
        Figure("complaint_valid", counted.valid, behind=of["valid"]),
        Figure("complaint_reopened", counted.reopened, behind=of["reopened"]),
        _per_thousand(year.valid, year.base, year.ceiling_tenths, of["valid"]),
    ]


def _per_thousand(valid: int, base: int, ceiling_tenths: int, of: Behind) -> Figure:
    """F-11, in hundredths, rounded to the nearest; the ceiling is compared as precisely."""
    value = (valid * 200_000 + base) // (2 * base) if base else None
    return Figure(
        "complaint_per_mille", value, Measure.PER_MILLE, valid, base, ceiling_tenths * 10, at_most=True, behind=of
    )
