"""Periodic duties of each community: digests, reports, morning checks. What ran for which period is a row.

After an absence each duty looks at its newest period only: it is made up for, or passed over and noted, as it says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.people import Community
from domain.standards import at_clock
from domain.timetable import Every, Occurrence, Schedule, latest, upcoming
from services import StoreError, Work, alerts, inquiry
from services.dunning import morning as dunning
from services.improvement import reminding as measures
from services.knowledge import faces as knowledge
from services.order import monthly as orders
from services.ready import Found, Ready, Says, found
from services.receipts import cash
from services.reports import complaints, money_told, summary
from services.reports import duties as reports
from services.rota import missing
from services.statement import making as statements
from services.surveys import due as surveys
from services.tell import zone_of
from services.visits import planning as visits
from services.visits import reminding as visiting
from services.visits import reviewing

#: Does it for the period; called once.
Does = Callable[[Work, Community, Occurrence], None]
#: Reads what is to be told for the period, and nothing else; perhaps more than once, but only one of it is told.
Reads = Callable[[Work, Community, Occurrence], Says]
#: The newest occurrences due, and when the next one is.
Occurs = Callable[[Work, Community], tuple[Sequence[Occurrence], datetime | None]]


@dataclass(frozen=True, slots=True)
class Duty:
    """One periodic duty. `late`: the standard's hours after which it is no use any more; None: always made up for.

    `reads`: what takes long to count, for the reading side; it takes the place of `do`.
    """

    name: str
    occurs: Occurs
    do: Does | None
    late: Callable[[Work, Community], timedelta] | None = None
    reads: Reads | None = None


def each(
    every: Every, at: Callable[[Work, Community], str], day: Callable[[Work, Community], int] | None = None
) -> Occurs:
    """At a local time of the community, each day, week or month."""

    def occurs(work: Work, community: Community) -> tuple[Sequence[Occurrence], datetime | None]:
        clock = at_clock(at(work, community))
        if clock is None:
            return (), None
        schedule = Schedule(every, clock, day(work, community) if day else 1)
        zone = zone_of(community)
        return (latest(schedule, work.now, zone),), upcoming(schedule, work.now, zone).at

    return occurs


def hours(key: Callable[[Work, Community], int]) -> Callable[[Work, Community], timedelta]:
    """So many hours of a standard."""
    return lambda work, community: timedelta(hours=key(work, community))


#: Every periodic duty there is.
DUTIES: tuple[Duty, ...] = (
    Duty("rota.logs", each(Every.DAY, missing.at), missing.tell_leads, hours(missing.late_hours)),
    Duty("inquiry", each(Every.DAY, inquiry.at), inquiry.ask, hours(inquiry.late_hours)),
    Duty("digest.morning", each(Every.DAY, reports.morning_at), None, hours(reports.late_hours), reports.morning),
    Duty("digest.shift", reports.shifts, None, hours(reports.late_hours), reports.shift),
    Duty("report.weekly", each(Every.WEEK, reports.statistics_at, reports.weekday), None, None, reports.previous),
    Duty("report.complaints", each(Every.WEEK, reports.statistics_at, reports.weekday), None, None, complaints.weekly),
    Duty("knowledge", each(Every.WEEK, knowledge.weekly_at, knowledge.weekday), knowledge.remind),
    Duty("report.monthly", each(Every.MONTH, reports.statistics_at, reports.month_day), None, None, reports.previous),
    Duty("report.money", each(Every.MONTH, reports.statistics_at, reports.month_day), None, None, money_told.monthly),
    Duty("report.summary", summary.first_working_days, None, None, summary.by_itself),
    Duty("visit.plan", each(Every.MONTH, visiting.plan_at), visits.at_month_begin),
    Duty("visit.today", each(Every.DAY, visiting.remind_at), visiting.remind, hours(visiting.late_hours)),
    Duty("arrears.morning", each(Every.DAY, dunning.at), None, hours(dunning.late_hours), dunning.counted),
    Duty("statement", each(Every.MONTH, statements.at, statements.from_day), statements.begin),
    Duty("cash.unsettled", each(Every.DAY, cash.at), None, None, cash.unsettled),
    Duty("order.request", each(Every.MONTH, orders.at, orders.request_day), orders.request),
    Duty("order.door", each(Every.MONTH, orders.at, orders.door_day), orders.door),
    Duty("order.month", each(Every.MONTH, orders.at), orders.close),
    Duty("survey.due", each(Every.MONTH, reports.statistics_at, surveys.day), surveys.remind),
    Duty("improve.waiting", each(Every.DAY, reports.morning_at), measures.remind, hours(reports.late_hours)),
    Duty("visit.month", each(Every.MONTH, visiting.summary_at, visiting.last_of_month), visiting.summarise),
    Duty("visit.unreviewed", each(Every.MONTH, visiting.summary_at, reviewing.review_day), reviewing.unreviewed),
)


def prepare(work: Work) -> Ready:
    """What is due and takes long to count, counted. Reads only: the ledger is written when it is told."""
    ready: dict[str, Found] = {}
    for community in work.people.communities():
        for duty in DUTIES:
            for occurrence in duty.occurs(work, community)[0] if duty.reads else ():
                if _how(work, community, duty, occurrence) == "done":
                    ready[_named(community, duty, occurrence)] = _read(work, community, duty, occurrence)
    return ready


def sweep(work: Work, limit: int, ready: Ready | None = None) -> datetime | None:
    """Runs what is due and not noted yet; the next instant a duty will be due, now when one must be read first.

    `ready` is what was read beforehand; None: there is no reading side, everything is counted here.
    """
    coming = []
    for community in work.people.communities():
        for duty in DUTIES:
            due, at = duty.occurs(work, community)
            coming += [work.now for occurrence in due if not _run(work, community, duty, occurrence, ready)]
            if at is not None:
                coming.append(at)
    return min(coming, default=None)


def _how(work: Work, community: Community, duty: Duty, occurrence: Occurrence) -> str | None:
    """What is to be noted for the period: `done` or `passed`; None when it is not due or noted already.

    The first period a community ever sees is noted only: it began before anybody was there.
    """
    if occurrence.at > work.now or work.runs.how(community.id, duty.name, occurrence.period) is not None:
        return None
    too_late = duty.late is not None and work.now > occurrence.at + duty.late(work, community)
    return "passed" if too_late or not work.runs.ever(community.id, duty.name) else "done"


def _named(community: Community, duty: Duty, occurrence: Occurrence) -> str:
    return f"{community.id} {duty.name} {occurrence.period}"


def _read(work: Work, community: Community, duty: Duty, occurrence: Occurrence) -> Found:
    reads = duty.reads
    return found(lambda: reads(work, community, occurrence)) if reads else ValueError(duty.name)


def _run(work: Work, community: Community, duty: Duty, occurrence: Occurrence, ready: Ready | None) -> bool:
    """Once per period, noted with what it tells; False when it must be read first and nothing was noted."""
    how = _how(work, community, duty, occurrence)
    named = _named(community, duty, occurrence)
    if how == "done" and duty.reads and ready is not None and named not in ready:
        return False
    if how is None:
        return True
    work.runs.note(community.id, duty.name, occurrence.period, how, work.now)
    if how == "passed":
        return True
    try:
        with work.part():
            if duty.do is not None:
                duty.do(work, community, occurrence)
            if duty.reads is not None:
                _tell(work, ready[named] if ready is not None else _read(work, community, duty, occurrence))
    except StoreError:
        raise
    except Exception as error:  # the others go on; the administrators hear of it, once for the period
        alerts.administrators(work, community.id, f"{duty.name} {occurrence.period} {type(error).__name__}")
    return True


def _tell(work: Work, had: Found) -> None:
    if isinstance(had, Exception):
        raise had
    had(work)
