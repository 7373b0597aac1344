"""The life of an order: agreed, paid first where that is the rule, sent out, quoted, done, accepted, paid (SPS-02 to SPS-20)."""

from enum import StrEnum


class Status(StrEnum):
    """Where an order stands."""

    #: The owner has agreed (SPS-04); it goes on at once, in the same breath.
    WRITTEN = "order_written"
    #: Beyond the list: the desk's supervisor and the department's head are asked (SPS-26).
    ASKED = "order_asked"
    #: Both agreed and named the fee; the owner has not yet.
    PROPOSED = "proposed"
    #: Agreed, to be paid before anybody is sent (SPS-15).
    UNPAID = "unpaid"
    #: With the department, which has not sent anybody yet.
    ORDERED = "ordered"
    SENT = "sent_out"
    ON_WAY = "order_on_way"
    #: Looked at on the spot; the owner is to agree (SPS-06, SPS-08).
    QUOTED = "order_quoted"
    DOING = "doing"
    #: Waits for the owner's signature.
    DONE = "order_done"
    #: Accepted, not paid: 欠费 (SPS-11).
    OWING = "owing"
    #: Accepted and paid: 已交费 (SPS-12).
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DECLINED = "declined"


class Event(StrEnum):
    """What can happen to it."""

    #: Straight to the department.
    PLACE = "place"
    #: To be paid first (SPS-15).
    BILL = "bill"
    #: Beyond the list (SPS-26).
    ASK = "ask"
    #: The department's head agrees as the second, with the fee (SPS-26).
    PROPOSE = "propose"
    REFUSE = "refuse"
    AGREE = "agree"
    DECLINE = "decline"
    #: What is paid first is paid.
    PREPAID = "prepaid"
    ASSIGN = "assign"
    #: Handed back, or whoever had it has left.
    POOL = "pool"
    GO = "go"
    QUOTE = "quote"
    FINISH = "finish"
    SIGN = "sign"
    #: Nobody says anything: taken as accepted.
    SILENT = "silent"
    SEND_BACK = "send_back"
    PAID = "paid"
    #: What was paid has been taken back.
    UNPAID = "unpaid"
    CANCEL = "cancel"


START = Status.WRITTEN
FINAL = frozenset({Status.CLOSED, Status.CANCELLED, Status.DECLINED})
#: Sent out or about to be: somebody of the department has it or must be given it.
UNDER_WAY = frozenset({Status.ORDERED, Status.SENT, Status.ON_WAY, Status.QUOTED, Status.DOING})
#: The work was accepted.
ACCEPTED = frozenset({Status.OWING, Status.CLOSED})

_S = Status
_WAYS: dict[Event, dict[Status, Status]] = {
    Event.PLACE: {_S.WRITTEN: _S.ORDERED},
    Event.BILL: {_S.WRITTEN: _S.UNPAID},
    Event.ASK: {_S.WRITTEN: _S.ASKED},
    Event.PROPOSE: {_S.ASKED: _S.PROPOSED},
    Event.REFUSE: {_S.ASKED: _S.DECLINED},
    Event.AGREE: {_S.PROPOSED: _S.ORDERED, _S.QUOTED: _S.DOING},
    Event.DECLINE: {_S.PROPOSED: _S.DECLINED, _S.QUOTED: _S.DECLINED},
    Event.PREPAID: {_S.UNPAID: _S.ORDERED},
    # To somebody else too, as long as it is not done.
    Event.ASSIGN: dict.fromkeys((_S.ORDERED, _S.SENT, _S.ON_WAY, _S.DOING), _S.SENT),
    Event.POOL: dict.fromkeys((_S.SENT, _S.ON_WAY, _S.QUOTED, _S.DOING), _S.ORDERED),
    Event.GO: {_S.SENT: _S.ON_WAY},
    # A second quote puts the first right.
    Event.QUOTE: dict.fromkeys((_S.ON_WAY, _S.QUOTED), _S.QUOTED),
    Event.FINISH: dict.fromkeys((_S.ON_WAY, _S.DOING), _S.DONE),
    Event.SIGN: {_S.DONE: _S.OWING},
    Event.SILENT: {_S.DONE: _S.OWING},
    Event.SEND_BACK: {_S.DONE: _S.DOING},
    Event.PAID: {_S.OWING: _S.CLOSED},
    Event.UNPAID: {_S.CLOSED: _S.OWING},
    Event.CANCEL: dict.fromkeys((_S.ASKED, _S.PROPOSED, _S.UNPAID, _S.ORDERED, _S.SENT), _S.CANCELLED),
}
TABLE: dict[tuple[Status, Event], Status] = {
    (before, event): after for event, ways in _WAYS.items() for before, after in ways.items()
}
