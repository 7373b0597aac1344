"""The life of a complaint as a table (CMP-17…22, CMP-07, CMP-28, X-13)."""

from enum import StrEnum


class Status(StrEnum):
    """Where a complaint stands."""

    #: Taken down and acknowledged; the desk judges it.
    REGISTERED = "registered"
    #: With the head of the department.
    HANDED = "handed"
    #: Somebody of the department has it.
    WORKING = "working"
    #: The result is told; the owner has the word.
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to it."""

    HAND = "hand"
    TAKE = "take"
    ANSWER = "answer"
    CONFIRM = "confirm"
    UNSATISFIED = "unsatisfied"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


START = Status.REGISTERED
#: Nothing is owed any more; a closed one can be reopened for a while.
FINAL = frozenset({Status.CLOSED, Status.CANCELLED})

_S = Status
_WAYS: dict[Event, tuple[tuple[Status, ...], Status]] = {
    # To the department judged responsible; to another one when it turns out to be theirs (CMP-17, CMP-19).
    Event.HAND: ((_S.REGISTERED, _S.HANDED, _S.WORKING), _S.HANDED),
    Event.TAKE: ((_S.HANDED, _S.WORKING), _S.WORKING),
    # The desk answers at once what it can (CMP-20); an answer may be put right while the owner has not spoken.
    Event.ANSWER: ((_S.REGISTERED, _S.HANDED, _S.WORKING, _S.ANSWERED), _S.ANSWERED),
    # The owner's word counts as the signature (CMP-21, X-13).
    Event.CONFIRM: ((_S.ANSWERED,), _S.CLOSED),
    Event.UNSATISFIED: ((_S.ANSWERED,), _S.HANDED),
    # By a supervisor with a written reason.
    Event.CLOSE: (tuple(s for s in Status if s not in FINAL), _S.CLOSED),
    Event.WITHDRAW: (tuple(s for s in Status if s not in FINAL), _S.CANCELLED),
    Event.REOPEN: ((_S.CLOSED,), _S.HANDED),
}
TABLE: dict[tuple[Status, Event], Status] = {
    (before, event): after for event, (befores, after) in _WAYS.items() for before in befores
}
