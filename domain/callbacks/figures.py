"""How well asking back is kept (F-01 to F-04, CBK-12): pure counts over plain rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.callbacks.kinds import Sort
from domain.callbacks.states import Status
from domain.figures.shown import Behind, behind
from domain.ids import CaseId

#: Somebody was asked and answered.
_DONE = frozenset({Status.GOOD, Status.FAULT})


@dataclass(frozen=True, slots=True)
class FinishRow:
    """A repair that was finished in the period."""

    case_id: CaseId
    number: str
    #: The home, or the public place in words: what is compared.
    where: str
    category: str
    #: The newest finish in the period.
    finished_at: datetime
    #: Taken down by the desk for somebody who phoned or came (F-03).
    by_desk: bool


@dataclass(frozen=True, slots=True)
class CallbackRow:
    """A callback that fell due, was made or found a fault since the period began."""

    case_id: CaseId
    sort: Sort
    status: Status
    due_at: datetime | None
    done_at: datetime | None
    fault_at: datetime | None
    ordered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `percent` is rounded down, None of nothing."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Whole percent: 100 means all of them."""
        return self.part * 100 // self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Recurring:
    """The same kind of repair again and again in one place (CBK-12)."""

    where: str
    category: str
    number: int


@dataclass(frozen=True, slots=True)
class CallbackCount:
    """The figures of a period."""

    #: F-01: asked back about / finished repairs.
    rate: Share
    #: F-02: made within the limit / due, by class.
    on_time: Mapping[Sort, Share]
    #: F-03: asked back about / taken down by the desk and finished.
    desk: Share
    #: F-04: ordered within the hours / faults found.
    told: Share
    faults: int
    unreached: int
    #: CBK-12, most often first.
    recurring: tuple[Recurring, ...]
    #: The repairs behind `rate`, `on_time`, `told`.
    behind: Mapping[str, Behind] = field(default_factory=dict)


def count(
    finished: Sequence[FinishRow],
    callbacks: Sequence[CallbackRow],
    start: datetime,
    end: datetime,
    now: datetime,
    notice: timedelta,
    recurring_from: int,
) -> CallbackCount:
    """The figures from `start` to before `end`; what may still be done in time counts for nothing yet."""
    done = _newest_done(callbacks)
    called = {row.case_id for row in finished if row.case_id in done and done[row.case_id] >= row.finished_at}
    by_desk = [row for row in finished if row.by_desk]
    found = [row for row in callbacks if _within(row.fault_at, start, end)]
    timed = [(row, well) for row in callbacks if (well := _in_time(row, start, end, now)) is not None]
    return CallbackCount(
        Share(len(called), len(finished)),
        {sort: _on_time([r for r in callbacks if r.sort is sort], start, end, now) for sort in Sort},
        Share(sum(row.case_id in called for row in by_desk), len(by_desk)),
        _told(found, notice, now),
        len(found),
        sum(row.status is Status.UNREACHED and _within(row.due_at, start, end) for row in callbacks),
        _recurring(finished, recurring_from),
        {
            "rate": behind((row.case_id, row.case_id in called) for row in finished),
            "on_time": behind((row.case_id, well) for row, well in timed),
            "faults": behind((row.case_id, False) for row in found),
        },
    )


def _newest_done(callbacks: Iterable[CallbackRow]) -> dict[CaseId, datetime]:
    newest: dict[CaseId, datetime] = {}
    for row in callbacks:
        if row.status in _DONE and row.done_at is not None:
            newest[row.case_id] = max(newest.get(row.case_id, row.done_at), row.done_at)
    return newest


def _on_time(rows: Iterable[CallbackRow], start: datetime, end: datetime, now: datetime) -> Share:
    found = [well for row in rows if (well := _in_time(row, start, end, now)) is not None]
    return Share(sum(found), len(found))


def _in_time(row: CallbackRow, start: datetime, end: datetime, now: datetime) -> bool | None:
    """Whether it was made within its limit; None when it did not fall due in the period, or may still be made in time."""
    if row.status is Status.DROPPED or row.due_at is None or not start <= row.due_at < end:
        return None
    made = row.status in _DONE and row.done_at is not None and row.done_at <= row.due_at
    return made if made or row.due_at <= now else None


def _told(found: Iterable[CallbackRow], notice: timedelta, now: datetime) -> Share:
    part = whole = 0
    for row in found:
        limit = (row.fault_at or now) + notice
        told = row.ordered_at is not None and row.ordered_at <= limit
        if told or limit <= now:
            part, whole = part + told, whole + 1
    return Share(part, whole)


def _recurring(finished: Iterable[FinishRow], least: int) -> tuple[Recurring, ...]:
    counted = Counter((row.where, row.category) for row in finished)
    found = [Recurring(where, category, n) for (where, category), n in counted.items() if n >= least]
    return tuple(sorted(found, key=lambda one: (-one.number, one.where, one.category)))


def _within(at: datetime | None, start: datetime, end: datetime) -> bool:
    return at is not None and start <= at < end
