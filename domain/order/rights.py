"""Who may do what with an order, looked up afresh at every press (SPS-02, SPS-25, SPS-26, X-18)."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from domain.errors import Refused
from domain.order.states import Event


class Who(StrEnum):
    """A hat somebody wears towards one order; a person can wear several."""

    REPORTER = "reporter"
    #: Was sent.
    WORKER = "worker"
    #: Works in the department that does it.
    TEAM = "team"
    #: Heads that department.
    HEAD = "head"
    FINANCE = "finance"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Action(StrEnum):
    """What can be pressed on an order."""

    #: The desk's supervisor agrees to something beyond the list and names the department (SPS-26).
    CONSENT = "consent"
    #: The department's head agrees and names the fee (SPS-26).
    PROPOSE = "propose"
    REFUSE = "refuse"
    AGREE = "agree"
    DECLINE = "decline"
    ASSIGN = "assign"
    BACK = "hand_back"
    GO = "go"
    QUOTE = "quote"
    FINISH = "finish"
    SIGN = "sign"
    SEND_BACK = "send_back"
    CANCEL = "cancel"
    #: Another time (SPS-27).
    SLOT = "slot"
    #: Whoever was sent took the money and brings it to finance (X-18).
    COLLECT = "collect"
    #: The three copies (X-20, X-21).
    HAND_IN = "hand_in"
    CONFIRM = "confirm"
    COUNTERSIGN = "countersign"
    FILE = "file"
    #: Asked back after the service (SPS-19).
    CALLED = "called"
    #: Why it is not paid (SPS-20).
    REASON = "reason"
    TALK = "talk"
    HISTORY = "history"
    REVEAL = "reveal"


_TOP = frozenset({Who.MANAGER, Who.DIRECTOR})
_HEADS = _TOP | {Who.SUPERVISOR}
_OFFICE = _HEADS | {Who.DESK}
_THEIRS = frozenset({Who.REPORTER})
_WORKER = frozenset({Who.WORKER})
_INVOLVED = _THEIRS | _OFFICE | _WORKER | {Who.HEAD, Who.FINANCE}

MAY: Mapping[Action, frozenset[Who]] = {
    Action.CONSENT: _HEADS,
    Action.PROPOSE: _TOP | {Who.HEAD},
    Action.REFUSE: _HEADS | {Who.HEAD},
    # The owner's consent (SPS-04, WAR-06); the desk notes it for those who gave it by telephone.
    Action.AGREE: _THEIRS | _OFFICE,
    Action.DECLINE: _THEIRS | _OFFICE,
    # The department's head sends somebody (CNV-04); where there is none the office does.
    Action.ASSIGN: _HEADS | {Who.HEAD},
    Action.BACK: _WORKER,
    Action.GO: _WORKER,
    Action.QUOTE: _WORKER,
    Action.FINISH: _WORKER,
    # On the order by the owner (SPS-09, SPS-15); the desk notes it for those who are not in the chat.
    Action.SIGN: _THEIRS | _OFFICE,
    Action.SEND_BACK: _THEIRS | _OFFICE,
    Action.CANCEL: _THEIRS | _OFFICE,
    Action.SLOT: _WORKER | _OFFICE | {Who.HEAD},
    Action.COLLECT: _WORKER,
    Action.HAND_IN: _WORKER | {Who.HEAD, Who.TEAM},
    Action.CONFIRM: frozenset({Who.FINANCE}),
    Action.COUNTERSIGN: _OFFICE,
    Action.FILE: frozenset({Who.HEAD, Who.TEAM}),
    Action.CALLED: _OFFICE,
    Action.REASON: _OFFICE | {Who.FINANCE},
    Action.TALK: _THEIRS | _OFFICE | _WORKER,
    Action.HISTORY: _INVOLVED,
    # Name, phone and amount: whoever goes there, and those who answer for it, each time on the record.
    Action.REVEAL: _OFFICE | _WORKER | {Who.HEAD, Who.FINANCE},
}
#: The event a press stands for; presses that move nothing are not in it.
EVENT_OF: Mapping[Action, Event] = {
    Action.PROPOSE: Event.PROPOSE,
    Action.REFUSE: Event.REFUSE,
    Action.AGREE: Event.AGREE,
    Action.DECLINE: Event.DECLINE,
    Action.ASSIGN: Event.ASSIGN,
    Action.BACK: Event.POOL,
    Action.GO: Event.GO,
    Action.QUOTE: Event.QUOTE,
    Action.FINISH: Event.FINISH,
    Action.SIGN: Event.SIGN,
    Action.SEND_BACK: Event.SEND_BACK,
    Action.CANCEL: Event.CANCEL,
}


def may(action: Action, hats: Collection[Who]) -> bool:
    """Whether one of the hats allows the action: what decides if a button is shown."""
    return not MAY[action].isdisjoint(hats)


def check_may(action: Action, hats: Collection[Who]) -> None:
    """`Refused("common/not_yours")` unless one of the hats allows the action."""
    if not may(action, hats):
        raise Refused("common/not_yours", action=str(action))
