"""Promises that climb: written down, settled, planned anew. Who hears of them when is `services.ladder.climb`."""

from collections.abc import Callable, Sequence
from datetime import datetime

from domain.cases import DEADLINE, Case, Deadline, DeadlineEvent
from domain.ladder import Always, Clock, Ladder, LadderFigures
from domain.lifecycle import move
from domain.people import Team
from domain.quiet import quiet_until
from domain.standards import at_clock
from services import Work
from services.calendar import calendar_of
from services.tell import zone_of

_ALWAYS = Always()


def ladder_of(work: Work, case: Case, deadline: Deadline) -> Ladder:
    """The ladder this promise climbs."""
    figures = LadderFigures.of(work.standards.own(case.community_id))
    return Ladder(figures, clock_of(work, case.community_id, deadline.working), _heard(work, case, deadline))


def clock_of(work: Work, community: int, working: bool) -> Clock:
    """The clock a promise runs by: the working time of its community, or always (X-09)."""
    return calendar_of(work, community) if working else _ALWAYS


def _heard(work: Work, case: Case, deadline: Deadline) -> Callable[[datetime], datetime]:
    """What is not urgent is not said in the quiet hours; asking back about an urgent repair is not."""
    urgent = case.urgent and deadline.team is case.team
    zone = zone_of(work.people.community(case.community_id))
    start = at_clock(str(work.standards.value(case.community_id, "quiet.from")))
    end = at_clock(str(work.standards.value(case.community_id, "quiet.to")))

    def heard(at: datetime) -> datetime:
        if urgent or start is None or end is None:
            return at
        return quiet_until(at, zone, start, end) or at

    return heard


def promise(
    work: Work,
    case: Case,
    kind: str,
    round_: int,
    team: Team,
    starts_at: datetime,
    due_at: datetime,
    rules: Sequence[str],
    *,
    working: bool = False,
) -> Deadline:
    """Writes down what is promised; the ladder looks at it from the reminder on."""
    made = work.deadlines.add(
        case.id, kind, round_, team, rules, starts_at=starts_at, due_at=due_at, fire_at=due_at, working=working
    )
    return replan(work, case, work.deadlines.get(made))


def replan(work: Work, case: Case, deadline: Deadline) -> Deadline:
    """When the clock looks at it next, after something about it or the figures has changed."""
    at = ladder_of(work, case, deadline).next_at(deadline, work.now)
    work.signals.add("clock")
    return deadline if at == deadline.fire_at else work.deadlines.change(deadline, {"fire_at": at})


def move_due(work: Work, case: Case, deadline: Deadline, due_at: datetime, *, by_hand: bool) -> Deadline:
    """Another time. Promised by a person, the climb begins anew from now, measured by the new time (REP-12)."""
    values: dict[str, object] = {"due_at": due_at, "rung": 0, "taken_by": None, "taken_until": None}
    if by_hand:
        values |= {"by_hand": True, "starts_at": work.now}
    return replan(work, case, work.deadlines.change(deadline, values))


def owe_again(work: Work, case: Case, deadline: Deadline, due_at: datetime) -> Deadline:
    """A promise that was dropped is owed after all, as if it had run all the time."""
    status = move(DEADLINE, deadline.status, DeadlineEvent.OWE_AGAIN)
    values: dict[str, object] = {"status": status, "settled_at": None, "due_at": due_at, "rung": 0}
    return replan(work, case, work.deadlines.change(deadline, values))


def settle(work: Work, case: int, kinds: Sequence[str], how: DeadlineEvent) -> None:
    """The promises of these kinds that still run are met (late ones missed), or dropped."""
    for kind in kinds:
        deadline = work.deadlines.open_of(case, kind)
        if deadline is not None:
            late = how is DeadlineEvent.MEET and work.now > deadline.due_at
            work.deadlines.settle(deadline, DeadlineEvent.MISS if late else how, work.now)
            work.signals.add("clock")


def rounds(work: Work, case: int) -> int:
    """How often promises were made for the case so far."""
    return max((d.round for d in work.deadlines.of(case)), default=0)
