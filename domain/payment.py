"""A payment somebody says they have made, or that is fetched at the door by appointment: its life, who may do what with it,
and by when (FEE-07, FEE-08, FEE-14, FEE-17, DUN-17).

While it is reported nobody asks for that money. Finance sees it on the account or does not; nothing is entered before.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import Refused
from domain.standards import Values, in_force


class Status(StrEnum):
    """Where a reported payment stands."""

    UNCHECKED = "unchecked"
    #: To be fetched at the door at the time agreed.
    BOOKED = "booked"
    #: The money is there and entered.
    CLOSED = "closed"
    #: There is no such money.
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to it."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    CANCEL = "cancel"
    #: To be fetched at the door, at a time agreed.
    BOOK = "book"
    #: Somebody sets out for the door.
    GO = "go"
    #: Another time at the door.
    MOVE = "move"
    #: Taken at the door and entered.
    COLLECT = "collect"
    #: Nobody was there, or they did not pay.
    MISS = "miss"


START = Status.UNCHECKED
FINAL = frozenset({Status.CLOSED, Status.DECLINED, Status.CANCELLED})
TABLE: dict[tuple[Status, Event], Status] = {
    (Status.UNCHECKED, Event.CONFIRM): Status.CLOSED,
    (Status.UNCHECKED, Event.REFUSE): Status.DECLINED,
    (Status.UNCHECKED, Event.CANCEL): Status.CANCELLED,
    (Status.UNCHECKED, Event.BOOK): Status.BOOKED,
    (Status.BOOKED, Event.GO): Status.BOOKED,
    (Status.BOOKED, Event.MOVE): Status.BOOKED,
    (Status.BOOKED, Event.COLLECT): Status.CLOSED,
    (Status.BOOKED, Event.MISS): Status.DECLINED,
    (Status.BOOKED, Event.CANCEL): Status.CANCELLED,
}


class Who(StrEnum):
    """A hat somebody wears towards one payment; a person can wear several."""

    REPORTER = "reporter"
    FINANCE = "finance"
    #: Takes money in that community (X-18).
    TAKER = "taker"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Action(StrEnum):
    """What can be pressed on a reported payment."""

    CONFIRM = "confirm"
    #: Another amount, day or number than told.
    CONFIRM_AS = "confirm_as"
    REFUSE = "refuse"
    ADD = "add"
    CANCEL = "cancel"
    GO = "go"
    MOVE = "move"
    COLLECT = "collect"
    MISS = "miss"
    TALK = "talk"
    HISTORY = "history"
    REVEAL = "reveal"


_HEADS = frozenset({Who.MANAGER, Who.DIRECTOR})
_DESK = _HEADS | {Who.DESK, Who.SUPERVISOR}
_CHECKS = _HEADS | {Who.FINANCE}
_THEIRS = frozenset({Who.REPORTER})
_TAKES = frozenset({Who.TAKER})

MAY: Mapping[Action, frozenset[Who]] = {
    Action.CONFIRM: _CHECKS,
    Action.CONFIRM_AS: _CHECKS,
    Action.REFUSE: _CHECKS,
    Action.ADD: _THEIRS,
    Action.CANCEL: _THEIRS,
    Action.GO: _TAKES,
    Action.MOVE: _THEIRS | _DESK | _TAKES,
    Action.COLLECT: _TAKES,
    Action.MISS: _TAKES,
    Action.TALK: _THEIRS | _DESK,
    Action.HISTORY: _THEIRS | _DESK | _CHECKS,
    Action.REVEAL: _DESK | _CHECKS,
}
#: The event a press stands for; presses that move nothing are not in it.
EVENT_OF: Mapping[Action, Event] = {
    Action.CONFIRM: Event.CONFIRM,
    Action.CONFIRM_AS: Event.CONFIRM,
    Action.REFUSE: Event.REFUSE,
    Action.CANCEL: Event.CANCEL,
    Action.GO: Event.GO,
    Action.MOVE: Event.MOVE,
    Action.COLLECT: Event.COLLECT,
    Action.MISS: Event.MISS,
}


def may(action: Action, hats: Collection[Who]) -> bool:
    """Whether one of the hats allows the action: what decides if a button is shown."""
    return not MAY[action].isdisjoint(hats)


def check_may(action: Action, hats: Collection[Who]) -> None:
    """`Refused("common/not_yours")` unless one of the hats allows the action."""
    if not may(action, hats):
        raise Refused("common/not_yours", action=str(action))


class Promised(StrEnum):
    """What is promised about it."""

    #: Finance has looked, in working days.
    CHECK = "payment_check"
    #: Somebody comes to the door: the time agreed, from and to.
    DOOR = "payment_door"


#: Why there is no such money, as offered; other reasons are typed.
REFUSALS = ("pay_not_there", "pay_other_name", "pay_twice", "pay_unreadable")
#: Why money is given back or a payment never was; other reasons are typed.
RETURNS = ("pay_back_over", "pay_back_moved", "pay_back_asked")
#: Why nothing was fetched at the door; other reasons are typed.
MISSES = ("pay_nobody_home", "pay_not_ready", "pay_other_way")
VOIDS = ("pay_void_bounced", "pay_void_home", "pay_void_amount")


@dataclass(frozen=True, slots=True)
class PaymentFigures:
    """The community's figures for payments."""

    #: Working days until finance has looked.
    check_days: int
    #: The desk's office takes cash and cards, too (X-18); workers never do by this.
    desk_takes: bool
    #: More than this (fen) is given back with the manager's word only.
    back_most_fen: int

    @classmethod
    def of(cls, values: Values) -> "PaymentFigures":
        """The figures of one community."""
        return cls(
            int(in_force(values, "pay.check_d")),
            bool(in_force(values, "pay.desk_takes")),
            int(in_force(values, "pay.back_most_fen")),
        )


#: Words people say that something is paid by; what asks or wishes is none of them.
_PAID = re.compile(
    r"(已经?|刚刚?|早就?|昨天|今天|前天|我们?|都|上午|下午|费)\s*(交|缴|付|转|打款|汇)(了|过|完|清|账|款|钱|费)"
    r"|(交|缴|付|转账|打款|汇款)(完|过|清)?了"
    r"|\b(i|we)('ve| have)?( just| already)? (paid|transferred|sent the money)\b"
    r"|\balready paid\b|\b(just|have) paid\b"
)
_ASKS = re.compile(r"[?？]|吗|没有?(交|缴|付)|怎么|多少|哪里|\b(how|where|when|not paid|haven't)\b")


def says_paid(text: str) -> bool:
    """Whether somebody says they have paid: 我交了物业费. Questions are not taken for it."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return bool(_PAID.search(plain)) and not _ASKS.search(plain)


#: The shortest and the longest number a bank or provider gives.
_SHORT, _LONG = 6, 40
_NUMBER = re.compile(r"[0-9A-Za-z-]+")


def number_of(text: str) -> str | None:
    """A bank's number as typed, without blanks, in capitals; None when it is none."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    long_enough = _SHORT <= len(plain) <= _LONG and any(c.isdigit() for c in plain)
    return plain if long_enough and _NUMBER.fullmatch(plain) else None


def paid_day(day: date, today: date) -> date | None:
    """The day money moved: a day named without its year is the last one of that name; None for one to come.

    Days are read as people mean days to come, so one within the next year is taken for a year before.
    """
    if day <= today:
        return day
    try:
        before = day.replace(year=day.year - 1)
    except ValueError:  # the 29th of February
        return None
    return before if before <= today else None
