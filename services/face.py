"""What a flow shows of its matters to those that serve all flows; each flow fills one in, `services.flows` lists them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.cases import Case, Deadline
from domain.people import Who
from services import Work
from services.tell import Chat

#: Shows a matter in one way or another.
Shows = Callable[[Work, Case], None]
#: A promise of it has another time now: what else states the former one follows. The promise as it was, the new time.
Moves = Callable[[Work, Deadline, datetime], None]
#: Fires a promise in its own way instead of by the ladder.
Fires = Callable[[Work, Deadline, Case], None]


def stays(work: Work, before: Deadline, until: datetime) -> None:
    """Nothing beside the promise states its time."""


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
    #: Statuses of open matters; of those nobody has; of those that are put off.
    open: frozenset[str]
    untaken: frozenset[str]
    held: frozenset[str]
    #: Kinds of promises that fire in their own way: an owner who does not sign is nobody's lateness.
    own: Mapping[str, Fires] = field(default_factory=dict)
    #: Kinds the owner was never told of: putting one off is nobody's news but the staff's.
    unseen: frozenset[str] = frozenset()
    #: What states a promised time beside the promise itself says the new one.
    moved: Moves = stays
