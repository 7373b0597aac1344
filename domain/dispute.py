"""A bill somebody does not agree with: its life, who may do what with it, and by when (FEE-06, DUN-12, DUN-20).

While it is open nobody is asked to pay that bill. Finance explains it or puts it right; who still does not see it has the
manager look at it again. Every outcome is an entry of the ledger or an explanation in words.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import Refused
from domain.fees.asks import corrected_too_much
from domain.ids import CaseId
from domain.standards import Values, in_force


class Status(StrEnum):
    """Where a dispute stands."""

    DISPUTED = "disputed"
    #: Somebody of finance looks into it.
    TAKEN = "taken"
    #: Put right by more than finance may alone: waits for the manager.
    APPROVING = "approving"
    #: The answer was not clear: the manager looks at it.
    WITH_MANAGER = "with_manager"
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to it."""

    TAKE = "take"
    EXPLAIN = "explain"
    #: Another amount is proposed, which the manager has to agree to.
    PROPOSE = "propose"
    CORRECT = "correct"
    #: The manager does not agree to the proposal.
    REJECT = "reject"
    #: Whoever had it has left.
    POOL = "pool"
    CLEAR = "clear"
    UNCLEAR = "unclear"
    #: Nobody says whether it is clear: it rests.
    SILENT = "silent"
    CANCEL = "cancel"
    #: By a supervisor, with a written reason (X-13).
    CLOSE = "close"


START = Status.DISPUTED
FINAL = frozenset({Status.CLOSED, Status.CANCELLED})
#: An answer is owed.
OWED = frozenset({Status.DISPUTED, Status.TAKEN, Status.APPROVING, Status.WITH_MANAGER})

_S = Status
_WITH_FINANCE = (_S.DISPUTED, _S.TAKEN)
_WAYS: dict[Event, tuple[tuple[Status, ...], Status]] = {
    # Another colleague may take it over: whoever is absent keeps nobody waiting.
    Event.TAKE: (_WITH_FINANCE, _S.TAKEN),
    Event.EXPLAIN: ((*_WITH_FINANCE, _S.WITH_MANAGER), _S.ANSWERED),
    Event.PROPOSE: (_WITH_FINANCE, _S.APPROVING),
    Event.CORRECT: ((*_WITH_FINANCE, _S.APPROVING, _S.WITH_MANAGER), _S.ANSWERED),
    Event.REJECT: ((_S.APPROVING,), _S.TAKEN),
    Event.POOL: ((_S.TAKEN,), _S.DISPUTED),
    Event.CLEAR: ((_S.ANSWERED,), _S.CLOSED),
    Event.UNCLEAR: ((_S.ANSWERED,), _S.WITH_MANAGER),
    Event.SILENT: ((_S.ANSWERED,), _S.CLOSED),
    Event.CANCEL: (tuple(sorted(OWED)), _S.CANCELLED),
    Event.CLOSE: ((*sorted(OWED), _S.ANSWERED), _S.CLOSED),
}
TABLE: dict[tuple[Status, Event], Status] = {
    (before, event): after for event, (befores, after) in _WAYS.items() for before in befores
}


class Who(StrEnum):
    """A hat somebody wears towards one dispute; a person can wear several."""

    REPORTER = "reporter"
    FINANCE = "finance"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Action(StrEnum):
    """What can be pressed on a dispute."""

    TAKE = "take"
    EXPLAIN = "explain"
    CORRECT = "correct"
    APPROVE = "approve"
    REJECT = "reject"
    CLEAR = "clear"
    UNCLEAR = "unclear"
    ADD = "add"
    CANCEL = "cancel"
    CLOSE = "close"
    TALK = "talk"
    HISTORY = "history"
    REVEAL = "reveal"


_HEADS = frozenset({Who.MANAGER, Who.DIRECTOR})
_DESK = _HEADS | {Who.DESK, Who.SUPERVISOR}
_ANSWERS = _HEADS | {Who.FINANCE}
_THEIRS = frozenset({Who.REPORTER})

MAY: Mapping[Action, frozenset[Who]] = {
    Action.TAKE: _ANSWERS,
    Action.EXPLAIN: _ANSWERS,
    Action.CORRECT: _ANSWERS,
    Action.APPROVE: _HEADS,
    Action.REJECT: _HEADS,
    # The desk notes it for those who said so by telephone.
    Action.CLEAR: _THEIRS | _DESK,
    Action.UNCLEAR: _THEIRS | _DESK,
    Action.ADD: _THEIRS | _DESK,
    Action.CANCEL: _THEIRS | _DESK,
    Action.CLOSE: _HEADS | {Who.SUPERVISOR},
    Action.TALK: _THEIRS | _DESK,
    Action.HISTORY: _THEIRS | _DESK | _ANSWERS,
    Action.REVEAL: _DESK | _ANSWERS,
}
#: The event a press stands for; presses that move nothing are not in it.
EVENT_OF: Mapping[Action, Event] = {
    Action.TAKE: Event.TAKE,
    Action.EXPLAIN: Event.EXPLAIN,
    Action.CORRECT: Event.CORRECT,
    Action.APPROVE: Event.CORRECT,
    Action.REJECT: Event.REJECT,
    Action.CLEAR: Event.CLEAR,
    Action.UNCLEAR: Event.UNCLEAR,
    Action.CANCEL: Event.CANCEL,
    Action.CLOSE: Event.CLOSE,
}


def may(action: Action, hats: Collection[Who]) -> bool:
    """Whether one of the hats allows the action: what decides if a button is shown."""
    return not MAY[action].isdisjoint(hats)


def check_may(action: Action, hats: Collection[Who]) -> None:
    """`Refused("common/not_yours")` unless one of the hats allows the action."""
    if not may(action, hats):
        raise Refused("common/not_yours", action=str(action))


def fits(action: Action, status: Status, hats: Collection[Who]) -> bool:
    """Whether the hats suffice where it stands: what waits for the manager is answered by a head."""
    if action in (Action.APPROVE, Action.REJECT):
        return status is Status.APPROVING
    if action in (Action.EXPLAIN, Action.CORRECT) and status is Status.WITH_MANAGER:
        return not _HEADS.isdisjoint(hats)
    return not (action is Action.CORRECT and status is Status.APPROVING)


def needs_manager(fen: int, most: int, hats: Collection[Who]) -> bool:
    """Whether putting a bill right by so much (plus or minus) is for a head to agree to."""
    return corrected_too_much(fen, most) and _HEADS.isdisjoint(hats)


class Promised(StrEnum):
    """What is promised about it."""

    #: The answer, in working days (DUN-12).
    ANSWER = "dispute_answer"
    #: Nobody's lateness: until then whoever disputes may say that it is not clear.
    CONFIRM = "dispute_confirm"


#: What is wrong with it, as offered; other reasons are typed.
REASONS = ("bill_amount", "bill_paid", "bill_twice", "bill_area", "bill_not_ours")
OTHER = "bill_other"


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """What only a dispute has."""

    case_id: CaseId
    bill_id: int
    #: One of `REASONS`, or words.
    reason: str
    #: The explanation, or why it was put right; while it waits for the manager, why it should be.
    explanation: str | None
    #: The entry made, or proposed while it waits for the manager: plus or minus, in fen.
    corrected_fen: int | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DisputeFigures:
    """The community's figures for disputes."""

    #: Working days until it is answered.
    answer_days: int
    confirm_days: int
    #: More than this (fen) is put right with the manager's word only.
    most_fen: int

    @classmethod
    def of(cls, values: Values) -> "DisputeFigures":
        """The figures of one community."""
        return cls(
            int(in_force(values, "fee.dispute_answer_d")),
            int(in_force(values, "fee.dispute_confirm_d")),
            int(in_force(values, "fee.correct_most_fen")),
        )

    def silent_at(self, answered_at: datetime) -> datetime:
        """When nobody is waited for any more."""
        return answered_at + timedelta(days=self.confirm_days)
