"""A promise counted anew, after a figure or the calendar has changed: its time, its rung, and when the clock looks at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.cases import Case, Deadline
from services import Work, ladder


@dataclass(frozen=True, slots=True)
class Anew:
    """What a promise would be by the figures in force."""

    due_at: datetime
    #: Runs in working time (X-09).
    working: bool = False
    #: When the clock looks at it, for promises that fire in their own way; the others' ladder says so.
    fire_at: datetime | None = None
    own_way: bool = False
    #: What moves with it.
    then: Callable[[], None] | None = None


#: By the figures in force; None when it is to be left alone.
Counts = Callable[[Work, Case, Deadline], Anew | None]


def set_anew(work: Work, case: Case, deadline: Deadline, new: Anew) -> Deadline:
    """Saves it. Rungs that now lie ahead may fire again when their time comes; those that lie behind never do."""
    values: dict[str, object] = {}
    if new.due_at != deadline.due_at:
        values["due_at"] = new.due_at
    if new.working != deadline.working:
        values["working"] = new.working
    if new.own_way:
        if new.fire_at != deadline.fire_at:
            values["fire_at"] = new.fire_at
        return work.deadlines.change(deadline, values) if values else deadline
    changed = work.deadlines.change(deadline, values) if values else deadline
    if values and changed.rung:
        rung = ladder.ladder_of(work, case, changed).kept(changed, work.now)
        changed = work.deadlines.change(changed, {"rung": int(rung)}) if rung != changed.rung else changed
    return ladder.replan(work, case, changed)
