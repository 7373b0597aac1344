"""What the clock does about promises: who is told at which rung, once each, many at once merged (design part 4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.cases import Case, Deadline
from domain.ladder import ABOVE, Level, Rung, told_at
from domain.people import Community, Person, Role, Team
from domain.sending import Lane
from services import StoreError, Work, alerts, ladder
from services.flows import FACES
from services.ladder.faces import lane_of, names, show_alert
from services.tell import Chat, Words, private, tell

#: Promises looked at in one transaction: enough that what was missed in a long absence is merged into few messages.
BATCH = 500
_CREW = (Level.ASSIGNEE, Level.GROUP)
#: Lines of a merged message.
LINES = 10


@dataclass(frozen=True, slots=True)
class _Alert:
    """One promise to be told one person."""

    person: Person
    community: Community
    case: Case
    deadline: Deadline
    about: Mapping[str, Any]


def sweep(work: Work, limit: int) -> datetime | None:
    """Fires what is due, urgent matters first; the next instant a promise is to be looked at."""
    owed: list[_Alert] = []
    for deadline in work.deadlines.due(work.now, BATCH):
        owed += _fire(work, deadline)
    _say(work, owed)
    return work.deadlines.next_due()


def _fire(work: Work, deadline: Deadline) -> list[_Alert]:
    """One promise; a bug in it is told to the administrators and looked at again later, the others go on."""
    try:
        with work.part():
            case = work.cases.get(deadline.case_id)
            own = FACES[case.flow].own.get(deadline.kind)
            if own is not None:
                own(work, deadline, case)
                return []
            return _climb(work, case, deadline)
    except StoreError:
        raise
    except Exception as error:
        again = work.standards.number(work.people.communities()[0].id, "clock.again_minutes")
        work.deadlines.change(work.deadlines.get(deadline.id), {"fire_at": work.now + timedelta(minutes=again)})
        alerts.administrators(work, deadline.case_id, type(error).__name__)
        return []


def _climb(work: Work, case: Case, deadline: Deadline) -> list[_Alert]:
    steps = ladder.ladder_of(work, case, deadline)
    rung, upcoming = steps.standing(deadline, work.now)
    if rung is None:
        work.deadlines.change(deadline, {"fire_at": upcoming})
        if deadline.taken_until is not None:  # nobody has it any more: it can be taken again
            FACES[case.flow].refresh(work, case)
        return []
    last = Rung(deadline.rung)
    if rung is Rung.NONE:  # paused for long: whoever answers for it is asked
        levels: tuple[Level, ...] = (Level.LEAD,)
        fire_at: datetime | None = work.now + timedelta(days=steps.figures.pause_days)
    else:
        levels = told_at(last, rung, case.assignee_id is not None)
        if deadline.team is not case.team:  # what the desk promised about a repair is no business of the crew's
            levels = tuple(dict.fromkeys(Level.LEAD if level in _CREW else level for level in levels))
        fire_at = steps.standing(replace(deadline, rung=rung), work.now)[1]
    changed = work.deadlines.change(deadline, {"rung": max(rung, last), "fire_at": fire_at})
    community, face = work.people.community(case.community_id), FACES[case.flow]
    people = _people(work, community, case, deadline.team, levels)
    to = (["group"] if Level.GROUP in levels else []) + names(people)
    if rung > Rung.REMIND:
        work.cases.log(case.id, work.now, None, "alert", None, None,
                       {"kind": deadline.kind, "rules": deadline.rules, "deadline": deadline.id, "rung": rung, "to": to})  # fmt: skip
    if Level.GROUP in levels:
        face.ask_crew(work, case)
    face.refresh(work, case)
    about = face.about(work, case)
    return [_Alert(person, community, case, changed, about) for person in people]


def _people(work: Work, community: Community, case: Case, team: Team, levels: tuple[Level, ...]) -> list[Person]:
    """Who can be reached at these levels, each once; where a level has nobody, the one above."""
    found: dict[int, Person] = {}
    for level in levels:
        here: Level | None = level
        while here is not None:
            reached = [p for p in at_level(work, community, case, team, here) if private(p, community) is not None]
            found |= {p.id: p for p in reached}
            asked = here is Level.GROUP and FACES[case.flow].crew(work, case)
            here = None if reached or asked else ABOVE.get(here)
    return list(found.values())


def at_level(work: Work, community: Community, case: Case, team: Team, level: Level) -> list[Person]:
    """Whoever stands at this level for a promise of that team; nobody for the group, which reads the crew's card."""
    if level is Level.ASSIGNEE:
        return [work.staff.person_of(case.assignee_id)] if case.assignee_id is not None else []
    if level is Level.GROUP:
        return []
    role = {
        Level.SUPERVISOR: Role.DESK_SUPERVISOR, Level.MANAGER: Role.MANAGER, Level.DIRECTOR: Role.DIRECTOR,
        Level.LEAD: Role.DESK_SUPERVISOR if team is Team.DESK else Role.LEAD,
    }[level]  # fmt: skip
    posts = work.staff.listed(community.id, roles=[role])
    return [p for s, p in posts if role is not Role.LEAD or s.team == team]


def _say(work: Work, owed: list[_Alert]) -> None:
    """Each reader gets the most pressing ones each by itself, the rest in one message."""
    readers: dict[int, list[_Alert]] = {}
    for alert in owed:
        readers.setdefault(alert.person.id, []).append(alert)
    for mine in readers.values():
        most = work.standards.number(mine[0].community.id, "ladder.merge_from")
        alone, rest = (mine, []) if len(mine) <= most else (mine[:most], mine[most:])
        for some in ([a] for a in alone):
            _surely(work, some, _alone)
        if rest:
            _surely(work, rest, _merged)


def _surely(work: Work, owed: list[_Alert], say: Callable[[Work, list[_Alert]], None]) -> None:
    """A message that cannot be made is told to the administrators; the other readers get theirs."""
    try:
        with work.part():
            say(work, owed)
    except StoreError:
        raise
    except Exception as error:
        alerts.administrators(work, owed[0].case.id, type(error).__name__)


def _alone(work: Work, owed: list[_Alert]) -> None:
    for a in owed:
        show_alert(work, a.community, a.person, a.case, a.deadline, a.about, repost=True)


def _merged(work: Work, rest: list[_Alert]) -> None:
    lines = [
        {**a.about, "due_at": a.deadline.due_at, "kind": a.deadline.kind, "late": work.now - a.deadline.due_at}
        for a in rest
    ]
    said = Words("ladder/merged", {"count": len(rest), "lines": lines[:LINES]}, "m")
    first = rest[0]
    chat: Chat | None = private(first.person, first.community)
    lane = min((lane_of(a.case, a.deadline) for a in rest), default=Lane.TASK)
    tell(work, chat, f"alerts:{first.person.id}:{work.now.timestamp():.3f}", said, lane=lane)
