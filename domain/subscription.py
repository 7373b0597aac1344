"""A subscription: somebody gets a report each day, week or month (QLT-03). Pure."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import CommunityId, PersonId
from domain.standards import at_clock
from domain.timetable import Every, Schedule


@dataclass(frozen=True, slots=True)
class Subscription:
    """One person's to one report."""

    id: int
    community_id: CommunityId
    person_id: PersonId
    report: str
    every: Every
    #: 1 is Monday, or the day of the month (31: its last).
    day: int
    #: Local, `08:30`.
    at: str
    made_by: PersonId
    made_at: datetime
    #: When it is sent next; None: it is off.
    next_at: datetime | None
    #: The newest period that was sent.
    sent: str | None

    @property
    def schedule(self) -> Schedule:
        """When it is sent; `ValueError` for a time that is none."""
        clock = at_clock(self.at)
        if clock is None:
            raise ValueError(self.at)
        return Schedule(self.every, clock, self.day)
