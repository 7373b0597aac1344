"""What is promised of a complaint, and by when (X-06…X-11, CMP-01…04, CMP-07)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.complaint.kinds import Grade
from domain.standards import Values, in_force


class Promised(StrEnum):
    """What is to happen by then."""

    #: Handed to the head of the department.
    HAND = "hand_over"
    #: Told to the director.
    DIRECTOR = "to_director"
    #: A word of how far it is, on the day itself.
    INTERIM = "interim"
    #: The first answer with substance.
    FIRST = "first_answer"
    #: The definite answer to a major one.
    DEFINITE = "definite_answer"
    SOLVE = "solve"
    #: The result told on the day it is reached.
    TELL = "tell_result"


@dataclass(frozen=True, slots=True)
class Promise:
    """One deadline before it is written down."""

    kind: Promised
    starts_at: datetime
    due_at: datetime
    rules: tuple[str, ...]
    #: Its length is in days: where the community counts working days, it runs in working time (X-09).
    in_days: bool = False


@dataclass(frozen=True, slots=True)
class ComplaintFigures:
    """The community's figures for complaints."""

    hand: timedelta
    director: timedelta
    first: timedelta
    interim_least: timedelta
    definite_days: int
    major_days: int
    important_days: int
    minor_days: int

    @classmethod
    def of(cls, values: Values) -> "ComplaintFigures":
        """The figures of one community."""
        return cls(
            timedelta(minutes=int(in_force(values, "complaint.hand_over_minutes"))),
            timedelta(minutes=int(in_force(values, "complaint.director_minutes"))),
            timedelta(hours=int(in_force(values, "complaint.first_answer_h"))),
            timedelta(hours=int(in_force(values, "complaint.interim_least_h"))),
            int(in_force(values, "complaint.major.answer_d")),
            int(in_force(values, "complaint.major.resolve_d")),
            int(in_force(values, "complaint.important.resolve_d")),
            int(in_force(values, "complaint.minor.resolve_d")),
        )

    def days(self, grade: Grade) -> int:
        """Days to the solution (X-07)."""
        return {Grade.MAJOR: self.major_days, Grade.IMPORTANT: self.important_days, Grade.MINOR: self.minor_days}[grade]


@dataclass(frozen=True, slots=True)
class Times:
    """How the community reckons: ends of local days, days later, time at work (X-08, X-09)."""

    #: The last instant of the local day an instant falls on.
    day_end: Callable[[datetime], datetime]
    #: So many days later, calendar or working ones as the community has it.
    days_later: Callable[[datetime, int], datetime]
    #: So much working time later.
    at_work: Callable[[datetime, timedelta], datetime]


def clocks(
    grade: Grade,
    start: datetime,
    figures: ComplaintFigures,
    times: Times,
    wish_by: datetime | None = None,
    agreed_later: bool = False,
) -> tuple[Promise, ...]:
    """The promises of a complaint that counts from `start`; telling the result is promised when there is one.

    Every one: a word on the day itself (X-11), an answer within the hours of X-06, solved by its grade (X-07).
    Major and important ones: to the head of the department within the hour; major ones to the director too, within an
    hour at work and in any case on the same day (X-08), with a definite answer in days (X-06).
    """
    found = [
        Promise(Promised.INTERIM, start, interim_due(start, figures, times), ("X-11",)),
        Promise(Promised.FIRST, start, start + figures.first, ("CMP-04", "X-06")),
    ]
    if grade is not Grade.MINOR:
        found.append(Promise(Promised.HAND, start, start + figures.hand, ("CMP-02", "X-08")))
    if grade is Grade.MAJOR:
        found.append(Promise(Promised.DIRECTOR, start, director_due(start, figures, times), ("CMP-01", "X-08")))
        definite = times.days_later(start, figures.definite_days)
        found.append(Promise(Promised.DEFINITE, start, definite, ("CMP-01", "X-06"), in_days=True))
    solve, rules = solved_by(grade, start, figures, times, wish_by, agreed_later)
    found.append(Promise(Promised.SOLVE, start, solve, rules, in_days=True))
    return tuple(sorted(found, key=lambda p: p.due_at))


def director_due(start: datetime, figures: ComplaintFigures, times: Times) -> datetime:
    """Within the hour at work, but never later than the end of the day it came (X-08)."""
    return min(times.at_work(start, figures.director), times.day_end(start))


def interim_due(start: datetime, figures: ComplaintFigures, times: Times) -> datetime:
    """The end of the day it came (X-11); late in the evening the end of the next one, as the night is for sleeping."""
    end = times.day_end(start)
    return end if end - start >= figures.interim_least else times.day_end(start + figures.interim_least)


def solved_by(
    grade: Grade,
    start: datetime,
    figures: ComplaintFigures,
    times: Times,
    wish_by: datetime | None,
    agreed_later: bool,
) -> tuple[datetime, tuple[str, ...]]:
    """By when it is to be solved, and the rules behind it.

    A minor one: the earlier of our days and the resident's own date; a later date only where their consent is on the
    record (X-10). A date that has passed when it is said counts for nothing.
    """
    ours = times.days_later(start, figures.days(grade))
    if grade is not Grade.MINOR or wish_by is None or wish_by <= start:
        return ours, ("X-07", f"CMP-0{1 + list(Grade).index(grade)}")
    if wish_by > ours and not agreed_later:
        return ours, ("X-07", "CMP-03", "X-10")
    return wish_by, ("CMP-03", "X-10")


def tell_due(result_at: datetime, times: Times) -> datetime:
    """The result is told on the day it is reached (CMP-07, X-11)."""
    return times.day_end(result_at)
