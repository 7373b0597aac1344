"""By when a service is to be paid, and when it is asked for (X-19, X-49, F-28, SPS-20, CNV-05)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.order.kinds import Mode
from domain.standards import Value, in_force


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """The community's figures for orders."""

    answer_hours: int
    do_hours: int
    sign_days: int
    callback_hours: int
    accepted_days: int
    request_day: int
    due_day: int
    worker_collects: bool

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> "OrderFigures":
        """The figures of one community."""
        return cls(
            int(in_force(values, "order.answer_h")),
            int(in_force(values, "order.do_h")),
            int(in_force(values, "order.sign_days")),
            int(in_force(values, "order.callback_h")),
            int(in_force(values, "order.accepted_days")),
            int(in_force(values, "order.request_day")),
            int(in_force(values, "order.due_day")),
            bool(in_force(values, "billing.worker_collects")),
        )


def following(day: date) -> date:
    """The first of the month after that day's."""
    _, last = monthrange(day.year, day.month)
    return day.replace(day=last) + timedelta(days=1)


def due_on(mode: Mode, day: date, figures: OrderFigures) -> date:
    """The last day to pay what was accepted (prepaid: ordered) that day; it is owing until the end of it (X-49).

    On a monthly account what was accepted before the day of the request is due in the same month, else in the next (F-28).
    """
    match mode:
        case Mode.PREPAID | Mode.SAME_DAY:
            return day
        case Mode.ACCEPTED:
            return day + timedelta(days=figures.accepted_days)
        case Mode.MONTHLY:
            if day.day < figures.request_day:
                return day.replace(day=figures.due_day)
            return following(day).replace(day=figures.due_day)


def collected_from(due: date) -> date:
    """The first day on which it is collected at the door: the day after it was due (X-49)."""
    return due + timedelta(days=1)
