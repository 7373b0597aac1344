"""Next month's statements of account, made from the 28th to the month's end, made up for after downtime (FEE-01).

A run goes through the homes portion by portion: counted on the reading side, written down in one short transaction.
Each day of the window it looks again for homes without one; a home never gets a second one for the same month.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from domain import statement as rules
from domain.errors import Refused
from domain.people import Community, Role, Team, Who
from domain.saying import local_day
from domain.sending import Lane
from domain.standards import at_clock
from domain.statement import Run
from domain.timetable import Occurrence
from services import Work
from services.ready import Says
from services.statement import checking
from services.statement.content import span
from services.statement.counting import rows_of
from services.teams import reached
from services.tell import Words, private, tell, zone_of


def at(work: Work, community: Community) -> str:
    """The local time at which they are made."""
    return str(work.standards.value(community.id, "statement.make_at"))


def from_day(work: Work, community: Community) -> int:
    """The first day of the window (FEE-01)."""
    return work.standards.number(community.id, "statement.from_day")


def begin(work: Work, community: Community, occurrence: Occurrence) -> None:
    """The window has opened: the statements of the month that follows are begun, late after downtime."""
    day = local_day(occurrence.at, zone_of(community))
    work.statements.begin(community.id, rules.period_after(day))
    work.signals.add("clock")


def make(work: Work, who: Who, community: Community) -> None:
    """Finance makes them now: those that are missing of the month that is due (FEE-01)."""
    if not who.is_any(community.id, checking.RENEWERS):
        raise Refused("common/not_yours")
    work.statements.begin(community.id, period_to_make(work, community))
    work.signals.add("clock")


def period_to_make(work: Work, community: Community) -> str:
    """Which month finance would make now."""
    return rules.period_to_make(_today(work, community), from_day(work, community))


def _today(work: Work, community: Community) -> date:
    return local_day(work.now, zone_of(community))


def read_portion(work: Work, run: Run) -> Says:
    """The next homes, counted; what comes back writes their statements."""
    community = work.people.community(run.community_id)
    first, last = span(run.period)
    if run.cursor == 0:
        billed = work.statements.billed(community.id, run.period, first, last)
        if rules.waits(_today(work, community), run.period, from_day(work, community), billed=billed):
            return lambda work: _wait(work, run)
    most = work.standards.number(community.id, "statement.homes")
    homes = work.statements.homes(community.id, run.cursor, most)
    rows = rows_of(work, community, homes, run.period)
    cursor = homes[-1][0] if len(homes) == most else None
    return lambda work: _write(work, run, rows, cursor)


def _write(work: Work, run: Run, rows: Sequence[Mapping[str, Any]], cursor: int | None) -> None:
    """One portion; nothing when the run has moved on since it was read."""
    now = work.statements.run(run.id)
    if (now.cursor, now.making_at) != (run.cursor, run.making_at):
        return
    fresh = now.fresh + work.statements.add(now, rows)
    if cursor is not None:
        work.statements.change_run(run.id, {"cursor": cursor, "fresh": fresh})
        return
    _finish(work, work.statements.change_run(run.id, {"fresh": fresh}))


def _finish(work: Work, run: Run) -> None:
    """All homes are looked at: the butlers are asked to check what is new, and looked after in so many days."""
    community = work.people.community(run.community_id)
    values: dict[str, Any] = {"cursor": 0, "fresh": 0, "making_at": _tomorrow(work, run)}
    if run.fresh and run.chase_at is None:
        days = work.standards.number(community.id, "statement.check_days")
        values["chase_at"] = _at(work, community, _today(work, community) + timedelta(days=days))
    work.statements.change_run(run.id, values)
    if run.fresh:
        checking.ask(work, run)


def _wait(work: Work, run: Run) -> None:
    """There are no bills of that month yet: it is tried again each day, on the last one with what there is. Finance hears of it once."""
    work.statements.change_run(run.id, {"making_at": _tomorrow(work, run)})
    community = work.people.community(run.community_id)
    for chat in reached(work, community, Team.FINANCE):
        said = Words("statement/no_bills", {"period": run.period, "last": rules.window(run.period, 1)[1]}, "m")
        tell(work, chat, f"statement:{run.id}:no_bills:{chat.id}", said, lane=Lane.REMINDER)


def _tomorrow(work: Work, run: Run) -> datetime | None:
    """The next look, the same time tomorrow; None when the window is over."""
    community = work.people.community(run.community_id)
    day = _today(work, community) + timedelta(days=1)
    return _at(work, community, day) if day < rules.first_of(run.period) else None


def _at(work: Work, community: Community, day: date) -> datetime:
    clock = at_clock(at(work, community)) or time(0)
    return datetime.combine(day, clock, zone_of(community)).astimezone(work.now.tzinfo)


def chase(work: Work, run: Run) -> None:
    """Nobody has checked some of them in time: the desk's supervisor hears how many of whom, once (FEE-01, F-50)."""
    work.statements.change_run(run.id, {"chase_at": None})
    community = work.people.community(run.community_id)
    given = checking.unchecked(work, run, community)
    if not given["left"] and not given["held"]:
        return
    people = work.staff.listed(community.id, roles=[Role.DESK_SUPERVISOR])
    people = people or work.staff.listed(community.id, roles=[Role.MANAGER, Role.DIRECTOR])
    for _, person in people:
        key = f"statement:{run.id}:chase:{work.now.date()}:{person.id}"
        tell(work, private(person, community), key, Words("statement/unchecked", given, "m"), lane=Lane.TASK)
