"""The life of a repair as a table (REP-06, REP-07, REP-18, REP-17, X-13)."""

from enum import StrEnum


class Status(StrEnum):
    """Where a repair stands."""

    REPORTED = "reported"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    ON_WAY = "on_way"
    ARRIVED = "arrived"
    QUOTED = "quoted"
    ON_HOLD = "on_hold"
    FINISHED = "finished"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DECLINED = "declined"


class Event(StrEnum):
    """What can happen to it."""

    ASSIGN = "assign"
    ACCEPT = "accept"
    #: Back to the crew: handed back, cannot be done by this one, or the worker has left.
    POOL = "pool"
    GO = "go"
    ARRIVE = "arrive"
    QUOTE = "quote"
    AGREE = "agree"
    DECLINE = "decline"
    HOLD = "hold"
    FINISH = "finish"
    SIGN = "sign"
    SEND_BACK = "send_back"
    CLOSE = "close"
    CANCEL = "cancel"
    REOPEN = "reopen"
    FOLD = "fold"


START = Status.REPORTED
#: Nothing is owed any more. A closed one can be reopened for a while (X-13), the other two cannot.
FINAL = frozenset({Status.CLOSED, Status.CANCELLED, Status.DECLINED})

_S = Status
_WAYS: dict[Event, tuple[tuple[Status, ...], Status]] = {
    # By the lead, the round robin, or handed over to a named colleague, also on the spot (REP-06).
    Event.ASSIGN: (
        (_S.REPORTED, _S.ASSIGNED, _S.ACCEPTED, _S.ON_WAY, _S.ARRIVED, _S.QUOTED, _S.ON_HOLD),
        _S.ASSIGNED,
    ),
    Event.ACCEPT: ((_S.REPORTED, _S.ASSIGNED), _S.ACCEPTED),
    Event.POOL: ((_S.ASSIGNED, _S.ACCEPTED, _S.ON_WAY, _S.ARRIVED, _S.ON_HOLD, _S.QUOTED), _S.REPORTED),
    Event.GO: ((_S.ACCEPTED, _S.ON_HOLD), _S.ON_WAY),
    Event.ARRIVE: ((_S.ACCEPTED, _S.ON_WAY, _S.ON_HOLD), _S.ARRIVED),
    # Before the work starts (REP-18, WAR-06); quoting again puts a slip right.
    Event.QUOTE: ((_S.ARRIVED, _S.ACCEPTED, _S.ON_WAY, _S.QUOTED), _S.QUOTED),
    Event.AGREE: ((_S.QUOTED,), _S.ARRIVED),
    Event.DECLINE: ((_S.QUOTED,), _S.DECLINED),
    # Once more when the new promise cannot be kept either (REP-12).
    Event.HOLD: ((_S.ACCEPTED, _S.ON_WAY, _S.ARRIVED, _S.ON_HOLD), _S.ON_HOLD),
    Event.FINISH: ((_S.ARRIVED, _S.ACCEPTED, _S.ON_WAY), _S.FINISHED),
    # The owner confirms, which counts as the signature (REP-17, X-13), or says it is not done (REP-25).
    Event.SIGN: ((_S.FINISHED,), _S.CLOSED),
    Event.SEND_BACK: ((_S.FINISHED,), _S.ACCEPTED),
    # By a supervisor, with a written reason.
    Event.CLOSE: (tuple(s for s in Status if s not in FINAL), _S.CLOSED),
    # While nobody is on the way.
    Event.CANCEL: ((_S.REPORTED, _S.ASSIGNED, _S.ACCEPTED, _S.ON_HOLD), _S.CANCELLED),
    Event.REOPEN: ((_S.CLOSED,), _S.REPORTED),
    # With the incident it belongs to; what is finished waits for its signature all the same (EMG-01).
    Event.FOLD: (tuple(s for s in Status if s not in FINAL | {_S.FINISHED}), _S.CLOSED),
}
TABLE: dict[tuple[Status, Event], Status] = {
    (before, event): after for event, (befores, after) in _WAYS.items() for before in befores
}
