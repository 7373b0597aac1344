"""The three copies of a work order as holders and states: finance confirms, the desk signs, the copies are given out (X-20, X-21)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.errors import Refused
from domain.order.kinds import Kind, Mode
from domain.people import Team

#: Which copy is whose in the end: the first the desk's, the second the department's, the third finance's (SPS-10).
DESK, DEPARTMENT, FINANCE = 1, 2, 3


class State(StrEnum):
    """Where one copy stands."""

    WRITTEN = "written"
    #: Out with the department.
    OUT = "out"
    #: Given in: at finance, marked 欠费 until it is paid (SPS-09, SPS-11).
    HANDED_IN = "handed_in"
    #: Finance has marked it 已交费 (SPS-12).
    CONFIRMED = "confirmed"
    #: The desk has signed; on its way to the department.
    SIGNED = "signed"
    FILED = "filed"


class Step(StrEnum):
    """What moves the copies."""

    TAKE = "take"
    HAND_IN = "hand_in"
    CONFIRM = "confirm"
    COUNTERSIGN = "countersign"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy."""

    number: int
    holder: Team
    state: State


def written() -> tuple[Copy, ...]:
    """All three with the desk, which writes the order (SPS-02)."""
    return tuple(Copy(n, Team.DESK, State.WRITTEN) for n in (DESK, DEPARTMENT, FINANCE))


def home_of(number: int, kind: Kind, team: Team) -> Team:
    """Who files that copy: of cleaning the second too is the desk's, of copying when the desk did it (SPS-16, SPS-18)."""
    if number == FINANCE:
        return Team.FINANCE
    if number == DEPARTMENT and kind is not Kind.CLEANING:
        return team
    return Team.DESK


def move(step: Step, copies: Iterable[Copy], kind: Kind, mode: Mode, team: Team) -> tuple[Copy, ...]:
    """The copies after that step. `Refused("common/not_now")` when they are not there yet, or beyond it."""
    now = sorted(copies, key=lambda c: c.number)
    before = _BEFORE[step]
    if not any(copy.state in before for copy in now):
        raise Refused("common/not_now")
    return tuple(_moved(step, copy, kind, mode, team) if copy.state in before else copy for copy in now)


_BEFORE: dict[Step, frozenset[State]] = {
    Step.TAKE: frozenset({State.WRITTEN, State.OUT}),
    Step.HAND_IN: frozenset({State.OUT}),
    Step.CONFIRM: frozenset({State.HANDED_IN}),
    Step.COUNTERSIGN: frozenset({State.CONFIRMED}),
    Step.FILE: frozenset({State.SIGNED}),
}


def _moved(step: Step, copy: Copy, kind: Kind, mode: Mode, team: Team) -> Copy:
    match step:
        case Step.TAKE:
            return replace(copy, holder=team, state=State.OUT)
        case Step.HAND_IN:
            # What was paid beforehand has its money in order: the first two go straight back to the desk (SPS-15, SPS-16).
            back = mode is Mode.PREPAID and copy.number != FINANCE
            return replace(copy, holder=Team.DESK if back else Team.FINANCE, state=State.HANDED_IN)
        case Step.CONFIRM:
            filed = copy.number == FINANCE
            return replace(
                copy, holder=Team.FINANCE if filed else Team.DESK, state=State.FILED if filed else State.CONFIRMED
            )
        case Step.COUNTERSIGN:
            own = home_of(copy.number, kind, team)
            return replace(copy, holder=own, state=State.FILED if own is Team.DESK else State.SIGNED)
        case Step.FILE:
            return replace(copy, state=State.FILED)


def next_step(copies: Iterable[Copy]) -> Step | None:
    """What is to be done with them next; None when all are filed."""
    states = {copy.state for copy in copies}
    return next((step for step in (Step.FILE, *_ORDER) if not states.isdisjoint(_BEFORE[step])), None)


_ORDER = (Step.HAND_IN, Step.TAKE, Step.CONFIRM, Step.COUNTERSIGN)
