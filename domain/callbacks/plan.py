"""When a repair is asked back about, and when again (CBK-02 to CBK-07, X-01 to X-04)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.callbacks.kinds import Sort, by_rain, sort_of
from domain.repair.kinds import Category
from domain.standards import Values, in_force
from domain.standards.callbacks import FROM_REPAIR

_RULES = {
    Sort.URGENT: ("CBK-05", "CBK-07", "X-02"),
    Sort.SAFETY: ("CBK-02", "X-02"),
    Sort.LEAK: ("CBK-03", "CBK-07", "X-04"),
    Sort.OTHER: ("CBK-04", "X-01"),
}
_AGAIN = ("CBK-05", "CBK-07", "X-03")
_RAIN = ("CBK-06", "CBK-07", "X-04")


@dataclass(frozen=True, slots=True)
class CallbackFigures:
    """The community's figures."""

    urgent_first: timedelta
    urgent_second: timedelta
    second_from_repair: bool
    safety: timedelta
    leak: timedelta
    rain: timedelta
    other: timedelta
    least: timedelta
    ask_after: timedelta
    ask_before: timedelta
    phone_before: timedelta

    @classmethod
    def of(cls, values: Values) -> "CallbackFigures":
        """The figures of one community."""

        def hours(key: str) -> timedelta:
            return timedelta(hours=int(in_force(values, key)))

        def days(key: str) -> timedelta:
            return timedelta(days=int(in_force(values, key)))

        return cls(
            hours("callback.urgent_first_h"),
            days("callback.urgent_second_d"),
            in_force(values, "callback.urgent_second_from") == FROM_REPAIR,
            days("callback.safety_days"),
            days("callback.leak_days"),
            days("callback.rain_days"),
            days("callback.other_days"),
            hours("callback.least_h"),
            hours("callback.ask_after_h"),
            hours("callback.ask_before_h"),
            hours("callback.phone_before_h"),
        )


@dataclass(frozen=True, slots=True)
class Job:
    """The repair as far as asking back is concerned."""

    urgent: bool
    category: Category
    finished_at: datetime
    #: The water test of a leak, where one is on record.
    tested_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One callback before it is written down. Lengths by days are the calendar's (X-09), hours the clock's."""

    sort: Sort
    turn: int
    rules: tuple[str, ...]
    starts_at: datetime
    length: timedelta
    by_days: bool
    #: Nothing is due before it has rained.
    waits_rain: bool = False


def first(job: Job, figures: CallbackFigures) -> Plan:
    """The first callback after the repair was closed."""
    sort = sort_of(job.urgent, job.category)
    rules = _RULES[sort]
    match sort:
        case Sort.URGENT:
            return Plan(sort, 1, rules, job.finished_at, figures.urgent_first, False)
        case Sort.SAFETY:
            return Plan(sort, 1, rules, job.finished_at, figures.safety, True)
        case Sort.LEAK:
            start = leak_start(job.finished_at, job.tested_at, figures.leak)
            return Plan(sort, 1, rules, start, figures.leak, True)
        case _:
            return Plan(sort, 1, rules, job.finished_at, figures.other, True)


def following(job: Job, figures: CallbackFigures, turn: int, made_at: datetime) -> Plan | None:
    """What comes after the callback of that turn; None when it was the last.

    Urgent: once more, days after the first was made, or by the switch of X-03 after the repair. Leaks: once more after
    it has rained, the urgent ones too.
    """
    if job.urgent and turn == 1:
        start = job.finished_at if figures.second_from_repair else made_at
        return Plan(Sort.URGENT, 2, _AGAIN, start, figures.urgent_second, True)
    if by_rain(job.category) and turn == (2 if job.urgent else 1):
        return Plan(Sort.LEAK, turn + 1, _RAIN, made_at, figures.rain, True, waits_rain=True)
    return None


def leak_start(finished_at: datetime, tested_at: datetime | None, within: timedelta) -> datetime:
    """The water test, if one is on record within the days after completion; else the completion (X-04)."""
    return tested_at if tested_at is not None and tested_at <= finished_at + within else finished_at


@dataclass(frozen=True, slots=True)
class Times:
    """When it is due, when the owner is asked in the chat (None: has none), when it comes to the telephone."""

    due_at: datetime
    ask_at: datetime | None
    phone_at: datetime


def times(
    due_at: datetime, now: datetime, figures: CallbackFigures, heard: Callable[[datetime], datetime], in_chat: bool
) -> Times:
    """The moments of a callback planned now that is due then by its class.

    Where the owner signed late there is still a while left; nobody is asked straight after the stars, nor in the quiet
    hours (`heard` gives their end); an owner who was asked gets half of what is left before the telephone rings.
    """
    due = max(due_at, now + figures.least)
    ask = max(due - figures.ask_before, now + figures.ask_after)
    if not in_chat:
        return Times(due, None, min(ask, due))
    ask = heard(ask)
    return Times(due, ask, phone_at(due, ask, figures))


def phone_at(due_at: datetime, asked_at: datetime, figures: CallbackFigures) -> datetime:
    """When an owner who was asked in the chat and is silent is telephoned."""
    half = asked_at + max(due_at - asked_at, timedelta(0)) / 2
    return max(due_at - figures.phone_before, half)
