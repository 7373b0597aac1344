"""Complaints of a period counted: what they were judged to be, how fast, why and where (F-08 to F-11, F-42, CMP-35, CMP-37).

Counted is what was received in the period. A promise counts once it is settled or over; one that still runs, rests or was
dropped counts neither way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.cases import DeadlineStatus
from domain.complaint import Status
from domain.complaint.clocks import Promised
from domain.complaint.kinds import Validity
from domain.figures.lengths import percent
from domain.figures.shown import Behind, behind
from domain.ids import CaseId
from domain.people import Team

#: So many windows before the last one are what is usual for a building.
EARLIER = 4
_JUDGED = ("validity", "subtype", "grade", "responsibility", "cause")


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One complaint received in the period; None where nobody has judged yet. Nothing about who complained."""

    id: CaseId
    number: str
    status: str
    category: str
    validity: str | None
    subtype: str | None
    grade: str | None
    responsibility: str | None
    cause: str | None
    #: How often it came back.
    level: int
    team: Team
    building: str | None
    created_at: datetime
    handed_at: datetime | None
    answered_at: datetime | None
    definite_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ComplaintDue:
    """One promise of a complaint."""

    case_id: CaseId
    kind: str
    status: DeadlineStatus
    due_at: datetime
    settled_at: datetime | None
    paused_at: datetime | None


@dataclass(frozen=True, slots=True)
class OnTime:
    """How many complaints kept a promise, of all where that is known."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down: 100 means all. None of nothing."""
        return percent(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class PerMille:
    """Valid complaints of the year per thousand homes moved in, and the ceiling in tenths of a per mille (F-11)."""

    valid: int
    base: int
    ceiling_tenths: int

    @property
    def hundredths(self) -> int | None:
        """Hundredths of a per mille, to the nearest; None without a home moved in."""
        return (self.valid * 200_000 + self.base) // (2 * self.base) if self.base else None

    @property
    def within(self) -> bool | None:
        """Whether the ceiling holds, itself included, reckoned exactly; None without a base."""
        return self.valid * 10_000 <= self.ceiling_tenths * self.base if self.base else None


@dataclass(frozen=True, slots=True)
class ComplaintCount:
    """The figures of one period. Counts go from the most to the fewest; received = closed + withdrawn + open."""

    received: int
    closed: int
    withdrawn: int
    open: int
    reopened: int
    valid: int
    by_category: Mapping[str, int]
    by_team: Mapping[str, int]
    #: validity, subtype, grade, responsibility, cause: each value and how many (F-42).
    judged: Mapping[str, Mapping[str, int]]
    #: The same fields: how many nobody has judged yet.
    unjudged: Mapping[str, int]
    #: Department and cause (CMP-35).
    causes_of: Mapping[tuple[str, str], int]
    #: F-08, F-09.
    first_answer: OnTime
    hand_over: OnTime
    #: F-10 by grade; those nobody has graded are under ''.
    closing: Mapping[str, OnTime]

    @property
    def promised(self) -> OnTime:
        """First answer, hand-over and closing together."""
        every = (self.first_answer, self.hand_over, *self.closing.values())
        return OnTime(sum(o.part for o in every), sum(o.whole for o in every))


@dataclass(frozen=True, slots=True)
class Trend:
    """A building with more complaints than usual: how many lately, and in all earlier windows together (CMP-37)."""

    building: str
    lately: int
    earlier: int


def complaint_count(rows: Sequence[ComplaintRow], dues: Iterable[ComplaintDue], now: datetime) -> ComplaintCount:
    """Everything at once (F-08 to F-10, F-42, CMP-35)."""
    kept = kept_of(dues, now)
    over = Counter(row.status for row in rows)
    closed, withdrawn = over[Status.CLOSED], over[Status.CANCELLED]
    grades = _counted(row.grade or "" for row in rows)
    return ComplaintCount(
        received=len(rows),
        closed=closed,
        withdrawn=withdrawn,
        open=len(rows) - closed - withdrawn,
        reopened=sum(row.level > 0 for row in rows),
        valid=sum(row.validity == Validity.VALID for row in rows),
        by_category=_counted(row.category for row in rows),
        by_team=_counted(row.team for row in rows),
        judged={field: _counted(v for row in rows if (v := getattr(row, field))) for field in _JUDGED},
        unjudged={field: sum(not getattr(row, field) for row in rows) for field in _JUDGED},
        causes_of=_pairs(rows),
        first_answer=_on_time(kept, Promised.FIRST, rows),
        hand_over=_on_time(kept, Promised.HAND, rows),
        closing={g: _on_time(kept, Promised.SOLVE, [r for r in rows if (r.grade or "") == g]) for g in grades},
    )


def kept_of(dues: Iterable[ComplaintDue], now: datetime) -> dict[tuple[CaseId, str], bool]:
    """Which promise of which complaint was kept; one that came back has kept it only if it did so each time (F-10)."""
    found: dict[tuple[CaseId, str], bool] = {}
    for due in dues:
        kept = _kept(due, now)
        if kept is not None:
            key = (due.case_id, due.kind)
            found[key] = found.get(key, True) and kept
    return found


def complaint_behind(rows: Sequence[ComplaintRow], dues: Iterable[ComplaintDue], now: datetime) -> dict[str, Behind]:
    """The complaints behind each figure: `received`, `open`, `reopened`, `valid`, and the promises by their kind."""
    kept = kept_of(dues, now)
    found = {
        "received": behind((row.id, True) for row in rows),
        "open": behind((row.id, False) for row in rows if row.status not in (Status.CLOSED, Status.CANCELLED)),
        "reopened": behind((row.id, False) for row in rows if row.level > 0),
        "valid": behind((row.id, False) for row in rows if row.validity == Validity.VALID),
    }
    for kind in (Promised.FIRST, Promised.HAND, Promised.SOLVE):
        found[kind] = behind((row.id, kept[row.id, kind]) for row in rows if (row.id, kind) in kept)
    return found


def trends(
    lately: Mapping[str, int], earlier: Sequence[Mapping[str, int]], factor_percent: int, least: int
) -> list[Trend]:
    """Buildings with at least `least` complaints lately and at least `factor_percent` of the mean of the earlier windows,
    both bounds included, the most first (CMP-37). Where there were none before, `least` alone decides."""
    found = []
    for building, number in lately.items():
        before = sum(window.get(building, 0) for window in earlier)
        if number >= least and number * 100 * len(earlier) >= factor_percent * before:
            found.append(Trend(building, number, before))
    return sorted(found, key=lambda t: (-t.lately, t.building))


def _kept(due: ComplaintDue, now: datetime) -> bool | None:
    if due.status is DeadlineStatus.MET:
        return due.settled_at is not None and due.settled_at <= due.due_at
    if due.status is DeadlineStatus.MISSED:
        return False
    late = due.status is DeadlineStatus.OPEN and due.paused_at is None and due.due_at <= now
    return False if late else None


def _on_time(kept: Mapping[tuple[CaseId, str], bool], kind: str, rows: Iterable[ComplaintRow]) -> OnTime:
    found = [kept[row.id, kind] for row in rows if (row.id, kind) in kept]
    return OnTime(sum(found), len(found))


def _counted(things: Iterable[str]) -> dict[str, int]:
    found = Counter(map(str, things))
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _pairs(rows: Iterable[ComplaintRow]) -> dict[tuple[str, str], int]:
    found = Counter((str(row.team), row.cause) for row in rows if row.cause)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
