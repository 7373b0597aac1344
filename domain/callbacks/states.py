"""The life of one callback as a table (CBK-01, CBK-06, CBK-08, X-04)."""

from enum import StrEnum


class Status(StrEnum):
    """Where a callback stands."""

    PLANNED = "planned"
    WAITS_RAIN = "waits_rain"
    #: The owner has the question in the chat.
    ASKED = "asked"
    GOOD = "good"
    FAULT = "fault"
    UNREACHED = "unreached"
    DROPPED = "dropped"


class Event(StrEnum):
    """What can happen to it."""

    AWAIT_RAIN = "await_rain"
    RAIN = "rain"
    ASK = "ask"
    CONTENT = "content"
    FIND = "find"
    GIVE_UP = "give_up"
    DROP = "drop"


START = Status.PLANNED
#: Still to be made.
OPEN = frozenset({Status.PLANNED, Status.ASKED})
#: Nothing more is asked; whoever could not be reached may still answer.
FINAL = frozenset({Status.GOOD, Status.FAULT, Status.UNREACHED, Status.DROPPED})

_S = Status
_WAYS: dict[Event, tuple[tuple[Status, ...], Status]] = {
    # CBK-06: leaks are asked about once more when it has rained.
    Event.AWAIT_RAIN: ((_S.PLANNED,), _S.WAITS_RAIN),
    Event.RAIN: ((_S.WAITS_RAIN,), _S.PLANNED),
    Event.ASK: ((_S.PLANNED,), _S.ASKED),
    Event.CONTENT: ((_S.PLANNED, _S.ASKED, _S.UNREACHED), _S.GOOD),
    Event.FIND: ((_S.PLANNED, _S.ASKED, _S.UNREACHED), _S.FAULT),
    Event.GIVE_UP: ((_S.PLANNED, _S.ASKED), _S.UNREACHED),
    # The job is open again: it is asked about when it is done.
    Event.DROP: ((_S.PLANNED, _S.WAITS_RAIN, _S.ASKED), _S.DROPPED),
}
TABLE: dict[tuple[Status, Event], Status] = {
    (before, event): after for event, (befores, after) in _WAYS.items() for before in befores
}
