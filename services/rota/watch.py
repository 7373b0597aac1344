"""What the clock does about shifts: reminders, late arrivals, hours nobody is on duty, notes nobody signed.

Each is a notice with the time it is due and the time it is of no use any more, found anew from the rota itself. Keys
name what is said, so a sweep may be repeated, and one that comes after a day's rest says what still matters.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from domain.people import Community, Person, Team
from domain.rota import Line, Shift, gaps, in_use, on_at, shifts_between
from domain.saying import local_day
from domain.sending import Lane
from services import StoreError, Work, alerts, rota
from services.tell import Words, private, tell

#: So far back and ahead is looked; the next look comes sooner.
REACH, LOOK = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Notice:
    """Something to be said from `at` on, until it is of no use. `say` gives back how many messages were new."""

    at: datetime
    until: datetime
    say: Callable[[], int]


def sweep(work: Work, limit: int) -> datetime | None:
    """Says what is due about shifts; when to look again. Between two looks it costs one row read."""
    known = work.marks.get(rota.MARK)
    if known:
        looked, at = (datetime.fromisoformat(text) if text else None for text in known)
        if looked and looked <= work.now < looked + LOOK and (at is None or work.now < at):
            return at
    upcoming: list[datetime] = []
    for community in work.people.communities():
        try:
            with work.part():
                upcoming += _watch(work, community, limit)
        except StoreError:
            raise
        except Exception as error:
            alerts.administrators(work, community.id, type(error).__name__)
    soonest = min(upcoming, default=None)
    work.marks.put(rota.MARK, [work.now.isoformat(), soonest.isoformat() if soonest else ""])
    return soonest


def _watch(work: Work, community: Community, limit: int) -> list[datetime]:
    """When something will be due there within a day; now when there is more to say than one sweep may."""
    said, later = 0, []
    for notice in _notices(work, community):
        if notice.at > work.now:
            later.append(notice.at)
        elif work.now < notice.until:
            if said >= limit:
                return [work.now]
            said += notice.say()
    return later


def _notices(work: Work, community: Community) -> Iterator[_Notice]:
    yield from _notes(work, community)
    yesterday = local_day(work.now, rota.zone(work, community.id)) - REACH
    lines = work.rotas.standing(community.id)
    for team in dict.fromkeys(line.team for line in lines):
        own = [line for line in lines if line.team == team]
        if in_use(own, yesterday):
            yield from _shifts(work, community, own)
            yield from _gaps(work, community, team, own)


# --- shifts ----------------------------------------------------------------------------------------------------------


def _shifts(work: Work, community: Community, lines: Sequence[Line]) -> Iterator[_Notice]:
    """Clock in (SHF-03), late, hand over (SHF-01)."""
    early = timedelta(minutes=work.standards.number(community.id, "rota.clock_in_minutes"))
    late = timedelta(minutes=work.standards.number(community.id, "rota.late_minutes"))
    around = shifts_between(lines, work.now - REACH, work.now + REACH, rota.zone(work, community.id))
    for shift in around:
        over = shift.ends + (shift.ends - shift.starts)
        yield _Notice(shift.starts - early, shift.starts + late, partial(_remind, work, community, shift))
        yield _Notice(shift.starts + late, shift.ends, partial(_late, work, community, shift))
        yield _Notice(shift.ends, over, partial(_hand_over, work, community, lines, shift))


def _remind(work: Work, community: Community, shift: Shift) -> int:
    """Before the shift: please clock in."""
    if work.staff.get(shift.staff_id).on_duty:
        return 0
    return _tell(work, community, [_holder(work, shift)], f"{_key(shift)}:come", "rota/come", _values(work, shift))


def _late(work: Work, community: Community, shift: Shift) -> int:
    """Nobody has clocked in for this shift: the one who should, and who answers for the team."""
    if work.rotas.came(shift.staff_id, shift.starts, work.now) is not None:
        return 0
    holder = _holder(work, shift)
    values = _values(work, shift)
    told = _tell(work, community, [holder], f"{_key(shift)}:late", "rota/late_self", values)
    above = [p for p in rota.answering(work, community.id, shift.line.team) if p.id != holder.id]
    return told + _tell(work, community, above, f"{_key(shift)}:late", "rota/late", {**values, "name": holder.name})


def _hand_over(work: Work, community: Community, lines: Sequence[Line], shift: Shift) -> int:
    """The shift is over: hand over, unless the next one is theirs too."""
    zone = rota.zone(work, community.id)
    if not work.staff.get(shift.staff_id).on_duty or shift.staff_id in on_at(lines, work.now, zone):
        return 0
    return _tell(work, community, [_holder(work, shift)], f"{_key(shift)}:leave", "rota/leave", _values(work, shift))


def _holder(work: Work, shift: Shift) -> Person:
    return work.staff.person_of(shift.staff_id)


def _key(shift: Shift) -> str:
    return f"rota:{shift.line.id}:{shift.day.isoformat()}"


def _values(work: Work, shift: Shift) -> dict[str, Any]:
    return {"team": shift.line.team, "starts": shift.starts, "ends": shift.ends}


# --- nobody on duty --------------------------------------------------------------------------------------------------


def _gaps(work: Work, community: Community, team: Team, lines: Sequence[Line]) -> Iterator[_Notice]:
    """Hours nobody is on duty, said ahead and when they begin (SHF-01, X-43)."""
    ahead = timedelta(minutes=work.standards.number(community.id, "rota.gap_minutes"))
    since = work.now - REACH
    for opens, closes in gaps(lines, since, work.now + REACH + ahead, rota.zone(work, community.id)):
        for start, end in _pieces(work, community.id, opens, closes):
            # One gap is said once, however often the night begins in it; one older than we look goes by its nights.
            named = opens if opens > since else start
            if start == since:
                continue
            say = partial(_nobody, work, community, team, start, end)
            yield _Notice(
                start - ahead, start, partial(say, f"rota:{community.id}:{team}:gap:{named.isoformat()}:ahead")
            )
            yield _Notice(start, end, partial(say, f"rota:{community.id}:{team}:gap:{named.isoformat()}:now"))


def _pieces(work: Work, community: int, opens: datetime, closes: datetime) -> Iterator[tuple[datetime, datetime]]:
    """A gap cut where the quiet hours begin and end: by day those who have clocked in stand in for the rota."""
    at = opens
    while at < closes:
        morning = rota.night_until(work, community, at)
        turn = min(morning or rota.evening(work, community, at) or closes, closes)
        yield at, turn
        at = turn


def _nobody(work: Work, community: Community, team: Team, start: datetime, end: datetime, key: str) -> int:
    if rota.on_call(work, community.id, team, max(start, work.now)):
        return 0
    values = {"team": team, "starts": start, "ends": end}
    name = "rota/gap_ahead" if start > work.now else "rota/gap_now"
    return _tell(work, community, rota.supervising(work, community.id, team), key, name, values)


# --- handing over ----------------------------------------------------------------------------------------------------


def _notes(work: Work, community: Community) -> Iterator[_Notice]:
    """A handover nobody has signed (SHF-04)."""
    wait = timedelta(minutes=work.standards.number(community.id, "rota.note_minutes"))
    for shift, staff, team, ended_at in work.rotas.unsigned(community.id, work.now - REACH):
        yield _Notice(
            ended_at + wait, ended_at + REACH, partial(_unsigned, work, community, shift, staff, team, ended_at)
        )


def _unsigned(work: Work, community: Community, shift: int, staff: int, team: Team, ended_at: datetime) -> int:
    values = {"team": team, "name": work.staff.person_of(staff).name, "at": ended_at}
    people = rota.answering(work, community.id, team)
    return _tell(work, community, people, f"note:{shift}:unsigned", "rota/unsigned", values)


def _tell(
    work: Work, community: Community, people: Sequence[Person], key: str, name: str, values: Mapping[str, Any]
) -> int:
    """How many of them had not been told. A night shift begins in the quiet hours: nothing of this waits for the morning."""
    said = Words(name, values, "m")
    return sum(tell(work, private(p, community), f"{key}:{p.id}", said, lane=Lane.TASK) for p in people)
