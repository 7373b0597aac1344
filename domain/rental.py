"""Places let to others: advertising, warehouses, venues. Agreed, signed, looked after, collected (RNT-01 to RNT-04).

Terms are agreed to by a head before anything is signed. Rent falls due at the beginning of each period, a venue's fee when it
is signed for (RNT-03). Nothing paid is overwritten: payments of a contract are only added, and undone by their opposite.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import Refused
from domain.ids import CaseId
from domain.months import months_after
from domain.standards import Values, in_force


class Kind(StrEnum):
    """What is let."""

    AD = "rental_ad"
    STORE = "rental_store"
    VENUE = "rental_venue"


class Status(StrEnum):
    """Where a contract stands."""

    #: Terms are written down; a head has to agree.
    ASKED = "rental_asked"
    #: A head agrees: to be signed.
    AGREED = "rental_agreed"
    RUNNING = "rental_running"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What can happen to it."""

    AGREE = "agree"
    DECLINE = "decline"
    SIGN = "sign"
    PROLONG = "prolong"
    CANCEL = "cancel"
    #: Over: its days have run out, or it is ended before with a written reason.
    END = "end"


START = Status.ASKED
FINAL = frozenset({Status.CLOSED, Status.DECLINED, Status.CANCELLED})
#: Signed: rents are owed, also after it has ended.
SIGNED = frozenset({Status.RUNNING, Status.CLOSED})
TABLE: dict[tuple[Status, Event], Status] = {
    (Status.ASKED, Event.AGREE): Status.AGREED,
    (Status.ASKED, Event.DECLINE): Status.DECLINED,
    (Status.ASKED, Event.CANCEL): Status.CANCELLED,
    (Status.AGREED, Event.SIGN): Status.RUNNING,
    (Status.AGREED, Event.CANCEL): Status.CANCELLED,
    (Status.RUNNING, Event.PROLONG): Status.RUNNING,
    (Status.RUNNING, Event.END): Status.CLOSED,
}


class Who(StrEnum):
    """A hat somebody wears towards one contract; a person can wear several."""

    REPORTER = "reporter"
    FINANCE = "finance"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class Action(StrEnum):
    """What can be pressed on a contract."""

    AGREE = "agree"
    DECLINE = "decline"
    SIGN = "sign"
    PROLONG = "prolong"
    CANCEL = "cancel"
    END = "end"
    #: Money came in, went back.
    PAY = "pay"
    BACK = "back"
    #: What was seen when somebody looked after it.
    NOTE = "note"
    HISTORY = "history"
    REVEAL = "reveal"


_HEADS = frozenset({Who.MANAGER, Who.DIRECTOR})
_OFFICE = _HEADS | {Who.DESK, Who.SUPERVISOR}
_MONEY = _HEADS | {Who.FINANCE}

MAY: Mapping[Action, frozenset[Who]] = {
    Action.AGREE: _HEADS,
    Action.DECLINE: _HEADS,
    Action.SIGN: _HEADS | {Who.SUPERVISOR},
    Action.PROLONG: _HEADS,
    Action.CANCEL: _OFFICE,
    Action.END: _HEADS,
    Action.PAY: _MONEY,
    Action.BACK: _MONEY,
    Action.NOTE: _OFFICE,
    Action.HISTORY: _OFFICE | _MONEY,
    Action.REVEAL: _OFFICE | _MONEY,
}
EVENT_OF: Mapping[Action, Event] = {
    Action.AGREE: Event.AGREE,
    Action.DECLINE: Event.DECLINE,
    Action.SIGN: Event.SIGN,
    Action.PROLONG: Event.PROLONG,
    Action.CANCEL: Event.CANCEL,
    Action.END: Event.END,
}


def may(action: Action, hats: Collection[Who]) -> bool:
    """Whether one of the hats allows the action: what decides if a button is shown."""
    return not MAY[action].isdisjoint(hats)


def check_may(action: Action, hats: Collection[Who]) -> None:
    """`Refused("common/not_yours")` unless one of the hats allows the action."""
    if not may(action, hats):
        raise Refused("common/not_yours", action=str(action))


class Promised(StrEnum):
    """What the clock watches of a contract."""

    #: The next rent, by the end of the day it is due.
    RENT = "rental_rent"
    #: It runs out: said before, and ended by itself on its last day.
    OUT = "rental_out"


class Sort(StrEnum):
    """What a payment of a contract is."""

    RENT = "rent"
    DEPOSIT = "deposit"
    DEPOSIT_BACK = "deposit_back"


#: Months of one rent that are offered; 0: once, when it is signed (RNT-03).
PERIODS = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be let."""

    id: int
    community_id: int
    kind: Kind
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class RentalFacts:
    """What only a contract has. Amounts in fen, days included at both ends."""

    case_id: CaseId
    place_id: int
    since_on: date
    until_on: date
    #: Hours of a venue in words of the clock, `14:00-17:00`; None: the whole day.
    hours: str | None
    rent_fen: int
    #: Months of one rent; 0: once.
    months: int
    deposit_fen: int
    approved_by: int | None
    signed_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Paid:
    """Money of a contract: plus came in, minus went back."""

    id: int
    case_id: CaseId
    sort: Sort
    fen: int
    way: str
    day: date
    by: int


@dataclass(frozen=True, slots=True)
class Rent:
    """One rent of a contract."""

    number: int
    from_on: date
    until_on: date
    due_on: date
    fen: int
    #: What of it is paid: money pays the oldest rent first.
    paid_fen: int

    @property
    def open_fen(self) -> int:
        """Still to pay."""
        return self.fen - self.paid_fen


def rents(facts: RentalFacts, paid_fen: int = 0) -> tuple[Rent, ...]:
    """Every rent of the contract, due on the first day of its period (RNT-01, RNT-02); a venue's once, when signed (RNT-03).

    Periods are counted from the contract's first day, so one that begins on the 31st has its month ends. A last period that is
    shorter costs its share by days, halves of a fen rounded up. After an early end later periods are not owed.
    """
    last = min(facts.until_on, facts.ended_on) if facts.ended_on else facts.until_on
    if last < facts.since_on:
        spans: Sequence[tuple[date, date, date, int]] = []  # ended before it began: nothing is owed
    elif facts.months == 0:
        due = facts.signed_on or facts.since_on
        spans = [(facts.since_on, last, due, facts.rent_fen)]
    else:
        spans = [*_spans(facts, last)]
    found = []
    for number, (first, end, due, fen) in enumerate(spans, 1):
        part = min(max(paid_fen, 0), fen)
        paid_fen -= part
        found.append(Rent(number, first, end, due, fen, part))
    return tuple(found)


def _spans(facts: RentalFacts, last: date) -> Iterable[tuple[date, date, date, int]]:
    number, first = 1, facts.since_on
    while first <= last:
        following = months_after(facts.since_on, facts.months * number)
        end, whole = following - timedelta(days=1), (following - first).days
        days = (min(end, last) - first).days + 1
        yield first, min(end, last), first, (2 * facts.rent_fen * days + whole) // (2 * whole)
        first, number = following, number + 1


def next_rent(found: Iterable[Rent]) -> Rent | None:
    """The oldest rent not paid whole."""
    return next((r for r in found if r.open_fen > 0), None)


def overlap(
    since: date, until: date, others: Iterable[tuple[date, date, str | None]], hours: str | None = None
) -> bool:
    """Whether a place is let already in those days; two venues on one day are apart when their hours are."""
    return any(
        since <= their_until and their_since <= until and not _apart(hours, theirs)
        for their_since, their_until, theirs in others
    )


def _apart(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    (a, b), (c, d) = one.split("-"), other.split("-")
    return b <= c or d <= a


def check_terms(since: date, until: date, today: date) -> None:
    """`Refused("rental/days")` for a contract that ends before it begins, or is over already."""
    if until < since or until < today:
        raise Refused("rental/days")


@dataclass(frozen=True, slots=True)
class RentalFigures:
    """The community's figures for rentals."""

    #: Days before a contract runs out, when the desk is told.
    ending_days: int
    #: More than this in all (fen) is for the director to agree to.
    director_fen: int

    @classmethod
    def of(cls, values: Values) -> "RentalFigures":
        """The figures of one community."""
        return cls(int(in_force(values, "rental.ending_d")), int(in_force(values, "rental.director_fen")))
