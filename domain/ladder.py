"""The ladder a late promise climbs: who hears of it when, until somebody takes it (design part 4, X-16, X-43).

Every step is measured by the promise's own length, so fifteen minutes climb in minutes and two days in days. Pure: the
clock it runs by and the quiet hours are handed in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Protocol

from domain.cases import Deadline
from domain.standards import Values, in_force


class Rung(IntEnum):
    """The steps, lowest first; a deadline keeps the last one that was fired."""

    NONE = 0
    REMIND = 1
    DUE = 2
    SUPERVISOR = 3
    MANAGER = 4
    DIRECTOR = 5


class Level(StrEnum):
    """Who hears of it."""

    ASSIGNEE = "assignee"
    GROUP = "group"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Act(StrEnum):
    """What can be pressed on an alert."""

    TAKE = "take"
    EXTEND = "extend"
    PAUSE = "pause"
    RESUME = "resume"


_BOSSES = frozenset({Level.LEAD, Level.SUPERVISOR, Level.MANAGER, Level.DIRECTOR})
#: Who may do what about a late promise; the assignee puts off by the buttons of their own card.
MAY = {
    Act.TAKE: _BOSSES | {Level.ASSIGNEE},
    Act.EXTEND: _BOSSES | {Level.ASSIGNEE},
    Act.PAUSE: _BOSSES,
    Act.RESUME: _BOSSES | {Level.ASSIGNEE},
}


class Clock(Protocol):
    """Time that passes: always, or in working hours only."""

    def add(self, at: datetime, length: timedelta) -> datetime:
        """The instant so much later."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much has passed."""


class Always:
    """The plain clock."""

    def add(self, at: datetime, length: timedelta) -> datetime:
        """So much later."""
        return at + length

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The difference."""
        return end - start


@dataclass(frozen=True, slots=True)
class LadderFigures:
    """The community's steps, in per cent of a promise's length; the shortest step in minutes."""

    remind: int
    supervisor: int
    manager: int
    director: int
    taken: int
    least_minutes: int
    pause_days: int

    @classmethod
    def of(cls, values: Values) -> "LadderFigures":
        """The figures of one community."""
        return cls(
            int(in_force(values, "ladder.remind_percent")),
            int(in_force(values, "ladder.supervisor_percent")),
            int(in_force(values, "ladder.manager_percent")),
            int(in_force(values, "ladder.director_percent")),
            int(in_force(values, "ladder.taken_percent")),
            int(in_force(values, "ladder.least_minutes")),
            int(in_force(values, "ladder.pause_days")),
        )


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of one community and promise: figures, the clock it runs by, and when quiet hours let it speak."""

    figures: LadderFigures
    clock: Clock
    #: An instant inside the quiet hours becomes their end; for what is urgent, itself.
    heard: Callable[[datetime], datetime]

    def length(self, deadline: Deadline) -> timedelta:
        """What the steps are measured by; never less than the shortest step."""
        least = timedelta(minutes=self.figures.least_minutes)
        return max(self.clock.between(deadline.starts_at, deadline.due_at), least)

    def times(self, deadline: Deadline) -> dict[Rung, datetime]:
        """When each rung is due; every one at or after the one below."""
        length, due = self.length(deadline), deadline.due_at
        spent = self.clock.between(deadline.starts_at, due) * (100 - self.figures.remind) / 100
        at = {Rung.REMIND: min(self.clock.add(deadline.starts_at, spent), due), Rung.DUE: due}
        before = due
        for rung, percent in (
            (Rung.SUPERVISOR, self.figures.supervisor),
            (Rung.MANAGER, self.figures.manager),
            (Rung.DIRECTOR, self.figures.director),
        ):
            at[rung] = before = max(before, self.clock.add(due, length * percent / 100))
        return {rung: self.heard(when) for rung, when in at.items()}

    def standing(self, deadline: Deadline, now: datetime) -> tuple[Rung | None, datetime | None]:
        """The rung to fire now, if any, and when to look next; after a long absence the highest one due, once.

        A paused promise fires nothing: it is looked at again when it has rested too long (`Rung.NONE` then says so).
        """
        if deadline.paused_at is not None:
            wake = deadline.paused_at + timedelta(days=self.figures.pause_days)
            return (Rung.NONE, None) if now >= wake else (None, wake)
        rests = deadline.taken_until
        fired = Rung(deadline.rung)
        passed, upcoming = None, None
        for rung, at in self.times(deadline).items():
            if rung <= fired:
                continue
            when = max(at, rests) if rests is not None else at
            if when <= now:
                passed = rung
            else:
                upcoming = when
                break
        if passed is None and rests is not None and rests > now:  # then everybody may take it again
            upcoming = min(upcoming or rests, rests)
        return passed, upcoming

    def kept(self, deadline: Deadline, now: datetime) -> Rung:
        """The rung it stands on once its time was counted anew: what lies ahead again may fire again, nothing else does."""
        behind = [rung for rung, at in self.times(deadline).items() if at <= now]
        return min(Rung(deadline.rung), max(behind, default=Rung.NONE))

    def next_at(self, deadline: Deadline, now: datetime) -> datetime | None:
        """When the clock must look; at or before `now` when something is to be fired."""
        passed, upcoming = self.standing(deadline, now)
        return now if passed is not None else upcoming

    def taken_until(self, deadline: Deadline, now: datetime) -> datetime:
        """Until when "I take it" stops the climb."""
        return self.clock.add(now, self.length(deadline) * self.figures.taken / 100)

    def resumed(self, deadline: Deadline, now: datetime) -> tuple[datetime, datetime]:
        """Start and due after a pause: what was left is given back whole."""
        paused = deadline.paused_at or now
        rested = self.clock.between(paused, now)
        return self.clock.add(deadline.starts_at, rested), self.clock.add(deadline.due_at, rested)


def told_at(last: Rung, rung: Rung, assigned: bool) -> tuple[Level, ...]:
    """Who hears of it when the ladder goes from `last` to `rung`: everybody whose step was passed, once, lowest first.

    Work that nobody has begins with the crew's group.
    """
    first = Level.ASSIGNEE if assigned else Level.GROUP
    steps = {
        Rung.REMIND: (first,),
        Rung.DUE: (first, Level.LEAD),
        Rung.SUPERVISOR: (Level.SUPERVISOR,),
        Rung.MANAGER: (Level.MANAGER,),
        Rung.DIRECTOR: (Level.DIRECTOR,),
    }
    passed = [level for step, levels in steps.items() if last < step <= rung for level in levels]
    return tuple(dict.fromkeys(passed))


#: Where a level has nobody who can be reached, the next one up hears of it instead.
ABOVE = {
    Level.ASSIGNEE: Level.LEAD,
    Level.GROUP: Level.LEAD,
    Level.LEAD: Level.SUPERVISOR,
    Level.SUPERVISOR: Level.MANAGER,
    Level.MANAGER: Level.DIRECTOR,
}
