"""What every flow shows of its matters to those that serve all flows: the clock, the board, the reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.callbacks import Promised
from domain.cases import Case, Deadline
from domain.people import Who
from domain.repair import FINAL, Status
from services import Work
from services.callbacks import anew as callback_anew
from services.callbacks import faces as callback_faces
from services.repair import anew as repair_anew
from services.repair import clock as repair_clock
from services.repair import dispatch as repair_dispatch
from services.repair import lists as repair_lists
from services.repair import views as repair
from services.repair.acting import SIGN
from services.tell import Chat

#: Shows a matter in one way or another.
Shows = Callable[[Work, Case], None]
#: A promise of it has another time now: what else states the former one follows. The promise as it was, the new time.
Moves = Callable[[Work, Deadline, datetime], None]
#: Fires a promise in its own way instead of by the ladder.
Fires = Callable[[Work, Deadline, Case], None]


@dataclass(frozen=True, slots=True)
class Face:
    """One flow as the others see it."""

    #: The values its cards are given; the templates that serve all flows read `r` of it.
    about: Callable[[Work, Case], dict[str, Any]]
    #: Every card shows the newest state.
    refresh: Shows
    #: Nobody has it: the crew is asked again, as a group reads it.
    ask_crew: Shows
    #: Where the crew is reached: its group, or each in private.
    crew: Callable[[Work, Case], list[Chat]]
    #: Where whoever reported it reads us.
    owner: Callable[[Work, Case], Chat | None]
    #: What this person may read of it in lists: all, or what the group reads; None: it is no business of theirs.
    seen: Callable[[Work, Case, Who], dict[str, Any] | None]
    #: What states a promised time beside the promise itself says the new one.
    moved: Moves
    #: Statuses of open matters; of those nobody has; of those that are put off.
    open: frozenset[str]
    untaken: frozenset[str]
    held: frozenset[str]
    #: Kinds of promises that fire in their own way: an owner who does not sign is nobody's lateness.
    own: Mapping[str, Fires] = field(default_factory=dict)
    #: Kinds the owner was never told of: putting one off is nobody's news but the staff's.
    unseen: frozenset[str] = frozenset()


def _refresh_repair(work: Work, case: Case) -> None:
    repair.refresh(work, repair.load(work, case))
    callback_faces.refresh_of(work, case.id)


def _repair_moved(work: Work, before: Deadline, until: datetime) -> None:
    repair_anew.moved(work, before, until)
    callback_anew.moved(work, before, until)


FACES: Mapping[str, Face] = {
    "repair": Face(
        about=lambda work, case: repair.values(repair.load(work, case), work.now),
        refresh=_refresh_repair,
        ask_crew=lambda work, case: repair_dispatch.ask_again(work, repair.load(work, case)),
        crew=lambda work, case: repair_dispatch.crew_chats(work, repair.load(work, case)),
        owner=lambda work, case: repair.owner_chat(repair.load(work, case)),
        seen=repair_lists.seen,
        moved=_repair_moved,
        open=frozenset(set(Status) - FINAL),
        untaken=frozenset({Status.REPORTED}),
        held=frozenset({Status.ON_HOLD}),
        own={SIGN: repair_clock.unsigned},
        unseen=frozenset({Promised.CALLBACK, Promised.NOTICE}),
    ),
}
