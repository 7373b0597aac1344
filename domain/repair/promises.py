"""What is promised, and by when (URG-01, URG-02, REP-03, REP-11, X-16, X-17)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.standards import FROM_ARRIVAL, Values, in_force


class PromiseKind(StrEnum):
    """What is to happen by then."""

    ARRIVE = "arrive"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Promise:
    """One deadline before it is written down."""

    kind: PromiseKind
    due_at: datetime
    rules: tuple[str, ...]
    #: Its length is in days: where the community counts working days, it runs in working time (X-09).
    in_days: bool = False


@dataclass(frozen=True, slots=True)
class RepairFigures:
    """The community's figures for repairs."""

    urgent_arrive_minutes: int
    urgent_finish_hours: int
    #: `report` or `arrival` (X-17).
    urgent_finish_from: str
    small_days: int

    @classmethod
    def of(cls, values: Values) -> "RepairFigures":
        """The figures of one community."""
        return cls(
            int(in_force(values, "repair.urgent_arrive_minutes")),
            int(in_force(values, "repair.urgent_finish_hours")),
            str(in_force(values, "repair.urgent_finish_from")),
            int(in_force(values, "repair.small_days")),
        )


def _later(at: datetime, days: int) -> datetime:
    return at + timedelta(days=days)


def deadlines_for(
    urgent: bool,
    reported_at: datetime,
    appointment_to: datetime | None,
    figures: RepairFigures,
    arrived_at: datetime | None = None,
    days_later: Callable[[datetime, int], datetime] = _later,
) -> tuple[Promise, ...]:
    """The promises of a repair, soonest first.

    Urgent: on site and finished so many minutes and hours after the report, whatever was arranged (URG-01, URG-02).
    With the switch of X-17 the hours run from the arrival, until then from the time by which somebody must be there.
    Others: at the agreed time (REP-03), finished some days after the report, or by the end of a later appointment the
    owner chose (REP-11, X-16). `days_later` says which day so many days after another is (X-09).
    """
    if urgent:
        arrive = reported_at + timedelta(minutes=figures.urgent_arrive_minutes)
        start, rules = reported_at, ("URG-02", "X-17")
        if figures.urgent_finish_from == FROM_ARRIVAL:
            start = arrived_at or arrive
        finish = start + timedelta(hours=figures.urgent_finish_hours)
        return (Promise(PromiseKind.ARRIVE, arrive, ("URG-01",)), Promise(PromiseKind.FINISH, finish, rules))
    finish = days_later(reported_at, figures.small_days)
    if appointment_to is None:
        return (Promise(PromiseKind.FINISH, finish, ("REP-11", "X-16"), in_days=True),)
    return (
        Promise(PromiseKind.ARRIVE, appointment_to, ("REP-03", "X-16")),
        Promise(PromiseKind.FINISH, max(finish, appointment_to), ("REP-11", "X-16"), in_days=True),
    )
