"""Repairs of a period counted: how many, how fast, how well, put off why (F-05 to F-07, F-43, REP-15, REP-16).

Reported and counted by kind: what was reported in the period. Times: what was first finished (arrived at) in it, from
the report on; work that was sent back is finished when it is finished again, work reopened later was finished before.
Who did it and with how many stars is read from the record too: reopening wipes the columns, not what was counted.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from domain.cases import DeadlineStatus
from domain.figures.lengths import Lengths, lengths, percent
from domain.figures.period import Period
from domain.figures.rows import BEEN_THERE, PUT_OFF, Happening, HappeningKind, Kept, RepairRow
from domain.figures.shown import Behind, behind
from domain.ids import CaseId, StaffId

#: The day in quarters, by the hour each begins; the time of day of F-43.
PARTS_OF_DAY: Mapping[str, int] = {"night": 0, "morning": 6, "afternoon": 12, "evening": 18}
#: At most so many letters of what a worker wrote stand for a cause.
_CAUSE = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The standards the times are measured by."""

    arrive: timedelta
    urgent_finish: timedelta
    small_finish: timedelta


@dataclass(frozen=True, slots=True)
class Workload:
    """What one worker has finished in the period, and with how many stars."""

    staff: StaffId
    finished: int
    usual: timedelta | None
    stars: int
    rated: int
    sent_back: int


@dataclass(frozen=True, slots=True)
class RepairCount:
    """The figures of one period. Counts go from the most to the fewest."""

    reported: int
    urgent: int
    finished: int
    #: F-05, F-06, F-07.
    response: Lengths
    urgent_finish: Lengths
    small_finish: Lengths
    #: F-43.
    by_category: Mapping[str, int]
    by_charge: Mapping[str, int]
    by_part_of_day: Mapping[str, int]
    by_cause: Mapping[str, int]
    by_team: Mapping[str, int]
    by_building: Mapping[str, int]
    reported_on: Mapping[date, int]
    finished_on: Mapping[date, int]
    #: Promises that fell due in the period: kept in time, and all that count.
    kept: int
    promised: int
    reopened: int
    sent_back: int
    rated: int
    stars: int
    #: One or two stars.
    poor: int
    put_off: Mapping[str, int]
    workers: tuple[Workload, ...]
    #: The repairs behind a figure, by its name here.
    behind: Mapping[str, Behind] = field(default_factory=dict)

    @property
    def on_time(self) -> int | None:
        """Whole percent of promises kept in time; None when none fell due."""
        return percent(self.kept, self.promised)

    @property
    def tenths(self) -> int | None:
        """Mean of the stars in tenths, rounded to the nearest; None when nobody gave any."""
        return (self.stars * 20 + self.rated) // (self.rated * 2) if self.rated else None


@dataclass(frozen=True, slots=True)
class _Course:
    """What happened to one repair, as the times need it."""

    arrived: datetime | None
    finished: datetime | None
    worker: StaffId | None


@dataclass(frozen=True, slots=True)
class _Rating:
    """Stars, when they were given, and to whom."""

    case_id: CaseId
    at: datetime
    stars: int
    worker: StaffId | None


def count(
    rows: Sequence[RepairRow],
    happenings: Iterable[Happening],
    promises: Iterable[Kept],
    period: Period,
    tz: tzinfo,
    limits: Limits,
    poor_stars: int,
) -> RepairCount:
    """Everything at once; the rows may hold more than the period, nothing outside of it is counted."""
    told: dict[CaseId, list[Happening]] = defaultdict(list)
    for one in sorted(happenings, key=lambda h: h.at):
        told[one.case_id].append(one)
    courses = {row.id: _course(told[row.id]) for row in rows}
    new = [row for row in rows if period.holds(row.created_at, tz)]
    done = [(row, at) for row in rows if (at := courses[row.id].finished) is not None and period.holds(at, tz)]
    there = [(row, at) for row in rows if (at := courses[row.id].arrived) is not None and period.holds(at, tz)]
    known = {row.id for row in rows}
    rated = [
        one for case, history in told.items() if case in known for one in _ratings(history) if period.holds(one.at, tz)
    ]
    inside = [h for history in told.values() for h in history if period.holds(h.at, tz)]
    due = [k for k in promises if k.status is not DeadlineStatus.DROPPED]
    urgent_done, small_done = ([(row, at) for row, at in done if row.urgent is urgent] for urgent in (True, False))
    urgent_there = [(row, at) for row, at in there if row.urgent]
    return RepairCount(
        reported=len(new),
        urgent=sum(row.urgent for row in new),
        finished=len(done),
        response=lengths((at - row.created_at for row, at in urgent_there), limits.arrive),
        urgent_finish=lengths((at - row.created_at for row, at in urgent_done), limits.urgent_finish),
        small_finish=lengths((at - row.created_at for row, at in small_done), limits.small_finish),
        by_category=_counted(row.category for row in new),
        by_charge=_counted(row.charge for row in new),
        by_part_of_day=_parts_of_day(new, tz),
        by_cause=_counted(cause for row, _ in done if (cause := _cause(row.part))),
        by_team=_counted(row.team for row in new),
        by_building=_counted(row.building or "" for row in new),
        reported_on=_by_day((row.created_at for row in new), period, tz),
        finished_on=_by_day((at for _, at in done), period, tz),
        kept=sum(k.number for k in due if k.in_time),
        promised=sum(k.number for k in due),
        reopened=sum(h.kind is HappeningKind.REOPEN for h in inside),
        sent_back=sum(h.kind is HappeningKind.SEND_BACK for h in inside),
        rated=len(rated),
        stars=sum(one.stars for one in rated),
        poor=sum(one.stars <= poor_stars for one in rated),
        put_off=_counted(h.reason or str(h.kind) for h in inside if h.kind in PUT_OFF),
        workers=_workers(done, courses, rated, inside),
        behind={
            "reported": behind((row.id, True) for row in new),
            "finished": behind((row.id, True) for row, _ in done),
            "response": _timed(urgent_there, limits.arrive),
            "urgent_finish": _timed(urgent_done, limits.urgent_finish),
            "small_finish": _timed(small_done, limits.small_finish),
            "reopened": behind((h.case_id, False) for h in inside if h.kind is HappeningKind.REOPEN),
            "sent_back": behind((h.case_id, False) for h in inside if h.kind is HappeningKind.SEND_BACK),
            "rated": behind((one.case_id, one.stars > poor_stars) for one in rated),
        },
    )


def _timed(rows: Iterable[tuple[RepairRow, datetime]], limit: timedelta) -> Behind:
    return behind((row.id, at - row.created_at <= limit) for row, at in rows)


def overloaded(open_work: Mapping[StaffId, int], most: int) -> list[tuple[StaffId, int]]:
    """Who holds more than so many open matters, the most loaded first."""
    return sorted(((s, n) for s, n in open_work.items() if n > most), key=lambda pair: (-pair[1], pair[0]))


def finished_between(happenings: Iterable[Happening], start: datetime, end: datetime) -> int:
    """How many repairs were finished from `start` until before `end` and not sent back in between."""
    done: set[CaseId] = set()
    for one in sorted(happenings, key=lambda h: h.at):
        if not start <= one.at < end:
            continue
        if one.kind is HappeningKind.FINISH:
            done.add(one.case_id)
        elif one.kind is HappeningKind.SEND_BACK:
            done.discard(one.case_id)
    return len(done)


def _course(history: Sequence[Happening]) -> _Course:
    """First time there; finished for good, as far as the first time round goes: before it was reopened, if it was."""
    arrived = finished = worker = None
    for one in history:
        if one.kind is HappeningKind.REOPEN:
            break
        if arrived is None and one.kind in BEEN_THERE:
            arrived = one.at
        if one.kind is HappeningKind.FINISH:
            finished, worker = one.at, one.staff
        elif one.kind is HappeningKind.SEND_BACK:
            finished = worker = None
    return _Course(arrived, finished, worker)


def _ratings(history: Sequence[Happening]) -> list[_Rating]:
    """Every signature with stars, each with whoever had finished the work by then."""
    found, worker = [], None
    for one in history:
        if one.kind is HappeningKind.FINISH:
            worker = one.staff
        elif one.kind is HappeningKind.SIGN and one.stars:
            found.append(_Rating(one.case_id, one.at, one.stars, worker))
    return found


def _counted(things: Iterable[str]) -> dict[str, int]:
    found = Counter(map(str, things))
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _parts_of_day(rows: Iterable[RepairRow], tz: tzinfo) -> dict[str, int]:
    """All four, in the order of the day."""
    bounds = [*PARTS_OF_DAY.items(), ("", 24)]
    hours = Counter(row.created_at.astimezone(tz).hour for row in rows)
    return {
        name: sum(n for hour, n in hours.items() if begins <= hour < ends)
        for (name, begins), (_, ends) in pairwise(bounds)
    }


def _by_day(instants: Iterable[datetime], period: Period, tz: tzinfo) -> dict[date, int]:
    found = Counter(at.astimezone(tz).date() for at in instants)
    return {on: found[on] for on in period.days}


def _cause(part: str | None) -> str:
    """What broke, as said, folded so that the same word counts as one."""
    return " ".join(unicodedata.normalize("NFKC", part or "").casefold().split())[:_CAUSE]


def _workers(
    done: Iterable[tuple[RepairRow, datetime]],
    courses: Mapping[CaseId, _Course],
    rated: Iterable[_Rating],
    inside: Iterable[Happening],
) -> tuple[Workload, ...]:
    """Those who finished anything or were rated, the busiest first."""
    taken: dict[StaffId, list[timedelta]] = defaultdict(list)
    whose: dict[CaseId, StaffId] = {}
    for row, at in done:
        worker = courses[row.id].worker
        if worker is not None:
            taken[worker].append(at - row.created_at)
            whose[row.id] = worker
    stars: dict[StaffId, list[int]] = defaultdict(list)
    for one in rated:
        if one.worker is not None:
            stars[one.worker].append(one.stars)
    back = Counter(whose[h.case_id] for h in inside if h.kind is HappeningKind.SEND_BACK and h.case_id in whose)
    found = [
        Workload(s, len(taken[s]), lengths(taken[s], timedelta.max).usual, sum(stars[s]), len(stars[s]), back[s])
        for s in {*taken, *stars}
    ]
    return tuple(sorted(found, key=lambda w: (-w.finished, w.staff)))
