"""Who may do what with a repair, looked up afresh at every press (X-13, IDN-15, REP-06, REP-17, REP-18).

A home's repairs are its residents' together, each from the day they moved in until they move out; one in a public place
is its reporter's alone. What binds the home (a price, the signature, cancelling, opening again) is for owners and their
family, and for whoever reported it, a tenant too. A tenant follows what others of the home reported: sees it, adds words
and photos, urges, asks the desk.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from domain.errors import Refused


class Who(StrEnum):
    """A hat somebody wears towards one repair; a person can wear several."""

    #: Owner of the home it is about, or family, living there since before it was reported.
    OWNER_OF_CASE = "owner_of_case"
    #: Rents that home since before it was reported.
    TENANT = "tenant"
    REPORTER = "reporter"
    ASSIGNEE = "assignee"
    #: Works in the crew it was given to.
    MEMBER_OF_TEAM = "member_of_team"
    LEAD = "lead"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Action(StrEnum):
    """What can be pressed on a repair."""

    ACCEPT = "accept"
    ASSIGN = "assign"
    GO = "go"
    ARRIVE = "arrive"
    QUOTE = "quote"
    AGREE = "agree"
    DECLINE = "decline"
    HOLD = "hold"
    TRANSFER = "transfer"
    FINISH = "finish"
    CANNOT = "cannot"
    SIGN = "sign"
    SEND_BACK = "send_back"
    CLOSE = "close"
    CANCEL = "cancel"
    REOPEN = "reopen"
    ADD = "add"
    URGE = "urge"
    TALK = "talk"
    HISTORY = "history"
    REVEAL = "reveal"


_THEIRS = frozenset({Who.OWNER_OF_CASE, Who.REPORTER})
_HOME = _THEIRS | {Who.TENANT}
_HEADS = frozenset({Who.SUPERVISOR, Who.MANAGER, Who.DIRECTOR})
_OFFICE = _HEADS | {Who.DESK}
_WORKER = frozenset({Who.ASSIGNEE})

MAY: Mapping[Action, frozenset[Who]] = {
    # Anybody of the crew, so that nobody waits for one man; the lead works too. Not the desk: it does not go there.
    Action.ACCEPT: frozenset({Who.ASSIGNEE, Who.MEMBER_OF_TEAM, Who.LEAD}),
    # Dispatching has a responsible person with defined authority (REP-06, REP-08).
    Action.ASSIGN: _HEADS | {Who.LEAD},
    # What is said about the way and the work is said by the one who does it (REP-10, REP-13, REP-18).
    Action.GO: _WORKER,
    Action.ARRIVE: _WORKER,
    Action.QUOTE: _WORKER,
    Action.FINISH: _WORKER,
    Action.CANNOT: _WORKER,
    # The lead also puts a job on hold when parts or a contractor are missing for all.
    Action.HOLD: _WORKER | {Who.LEAD},
    Action.TRANSFER: _WORKER | _HEADS | {Who.LEAD},
    # The owner's consent (WAR-06); the desk notes it for those who gave it by telephone.
    Action.AGREE: _THEIRS | _OFFICE,
    Action.DECLINE: _THEIRS | _OFFICE,
    # The signature is the owner's alone (REP-17); for the others there is closing with a reason.
    Action.SIGN: _THEIRS,
    Action.SEND_BACK: _THEIRS | _OFFICE | {Who.LEAD},
    Action.CLOSE: _HEADS,
    Action.CANCEL: _THEIRS | _OFFICE,
    Action.REOPEN: _THEIRS | _OFFICE,
    Action.ADD: frozenset(Who) - {Who.MEMBER_OF_TEAM},
    # The desk presses the crew on the owner's behalf (REP-25).
    Action.URGE: _HOME | _OFFICE,
    Action.TALK: _HOME | _WORKER | _OFFICE | {Who.LEAD},
    Action.HISTORY: frozenset(Who) - {Who.MEMBER_OF_TEAM},
    # Name and phone: the one who goes there and those who answer for it, each time on the record.
    Action.REVEAL: _WORKER | _OFFICE | {Who.LEAD},
}


def may(action: Action, hats: Collection[Who]) -> bool:
    """Whether one of the hats allows the action: what decides if a button is shown."""
    return not MAY[action].isdisjoint(hats)


def check_may(action: Action, hats: Collection[Who]) -> None:
    """`Refused("common/not_yours")` unless one of the hats allows the action."""
    if not may(action, hats):
        raise Refused("common/not_yours", action=str(action))
