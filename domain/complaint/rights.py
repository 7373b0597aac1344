"""Who may do what with a complaint, looked up afresh at every press (X-13, X-14, X-42, CMP-17, CMP-24).

A complaint is its reporter's alone: the home does not share it, and nobody it is about reads it because of that.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from domain.errors import Refused


class Who(StrEnum):
    """A hat somebody wears towards one complaint; a person can wear several."""

    REPORTER = "reporter"
    #: Answers for one of the departments that have to do with it.
    HEAD = "head"
    #: Of those departments, the one who has it in hand.
    HANDLER = "handler"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Action(StrEnum):
    """What can be pressed on a complaint."""

    JUDGE = "judge"
    HAND = "hand"
    CALL = "call"
    TAKE = "take"
    CONTACT = "contact"
    FINDINGS = "findings"
    PLAN = "plan"
    CHOOSE = "choose"
    ORDER = "order"
    INTERIM = "interim"
    ANSWER = "answer"
    CONFIRM = "confirm"
    UNSATISFIED = "unsatisfied"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    CORRECT = "correct"
    RECEIVE = "receive"
    PAID = "paid"
    AGREE_DATE = "agree_date"
    ADD = "add"
    URGE = "urge"
    TALK = "talk"
    HISTORY = "history"
    REVEAL = "reveal"


_HEADS = frozenset({Who.SUPERVISOR, Who.MANAGER, Who.DIRECTOR})
_OFFICE = _HEADS | {Who.DESK}
_DEPARTMENT = frozenset({Who.HEAD, Who.HANDLER})
_REPORTER = frozenset({Who.REPORTER})

MAY: Mapping[Action, frozenset[Who]] = {
    # The four fields of X-12, and the cause.
    Action.JUDGE: _OFFICE,
    Action.HAND: _OFFICE,
    # Several departments are called together (CMP-13).
    Action.CALL: _OFFICE | {Who.HEAD},
    # The head leads the handling (CMP-17), or gives it to one of theirs.
    Action.TAKE: frozenset({Who.HEAD}) | _HEADS,
    Action.CONTACT: _DEPARTMENT | _OFFICE,
    Action.FINDINGS: _DEPARTMENT,
    # Plans with their cost, and which of them it is to be (CMP-25).
    Action.PLAN: _DEPARTMENT | _OFFICE,
    Action.CHOOSE: _HEADS,
    # The cure is a repair (CMP-14).
    Action.ORDER: _DEPARTMENT | _OFFICE,
    Action.INTERIM: _DEPARTMENT | _OFFICE,
    Action.ANSWER: _DEPARTMENT | _OFFICE,
    # The owner's word counts as the signature (CMP-21, X-13).
    Action.CONFIRM: _REPORTER,
    Action.UNSATISFIED: _REPORTER | _OFFICE,
    Action.CLOSE: _HEADS,
    Action.WITHDRAW: _REPORTER | _OFFICE,
    Action.REOPEN: _REPORTER | _OFFICE,
    Action.CORRECT: _HEADS | {Who.HEAD},
    # An agitated resident is received by a supervisor alone (CMP-24).
    Action.RECEIVE: _HEADS,
    # Shown after registration, blocks nothing (X-14, CMP-18).
    Action.PAID: _OFFICE,
    # The resident's consent to a later date, on the record.
    Action.AGREE_DATE: _REPORTER | _OFFICE,
    Action.ADD: frozenset(Who),
    Action.URGE: _REPORTER | _OFFICE,
    Action.TALK: frozenset(Who),
    Action.HISTORY: frozenset(Who),
    # Name and phone; of an anonymous one the office alone.
    Action.REVEAL: _DEPARTMENT | _OFFICE,
}


def may(action: Action, hats: Collection[Who]) -> bool:
    """Whether one of the hats allows the action: what decides if a button is shown."""
    return not MAY[action].isdisjoint(hats)


def check_may(action: Action, hats: Collection[Who]) -> None:
    """`Refused("common/not_yours")` unless one of the hats allows the action."""
    if not may(action, hats):
        raise Refused("common/not_yours", action=str(action))


def sees_name(hats: Collection[Who], anonymous: bool) -> bool:
    """Whether who complained may be read: by the departments only where it was not asked to be kept back."""
    return not _OFFICE.isdisjoint(hats) or Who.REPORTER in hats or (not anonymous and may(Action.REVEAL, hats))
