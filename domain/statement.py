"""Statements of account (对帐单): one for each home and month, made, checked, sent; what is odd about one (FEE-01, F-50).

Made from the 28th to the month's end for the month that follows. A period is named `2026-12`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.lifecycle import Table


class Status(StrEnum):
    """Where a statement stands."""

    MADE = "made"
    #: The butler has a doubt; finance looks into it.
    HELD = "held"
    CHECKED = "checked"
    SENT = "sent"


class Event(StrEnum):
    """What can happen to it."""

    HOLD = "hold"
    #: Finance has put it right, or found it right: counted anew.
    RENEW = "renew"
    CHECK = "check"
    SEND = "send"


TABLE: Table[Status, Event] = {
    (Status.MADE, Event.HOLD): Status.HELD,
    (Status.CHECKED, Event.HOLD): Status.HELD,
    (Status.HELD, Event.RENEW): Status.MADE,
    (Status.MADE, Event.CHECK): Status.CHECKED,
    (Status.CHECKED, Event.SEND): Status.SENT,
}
START = Status.MADE
FINAL = frozenset({Status.SENT})


class Odd(StrEnum):
    """What a butler should look at."""

    #: Less than nothing is asked for.
    NEGATIVE = "negative"
    #: Much more than last month.
    JUMP = "jump"
    #: No owner the chat reaches.
    NO_OWNER = "no_owner"


class Handed(StrEnum):
    """How a statement the chat did not bring came to the home, as the butler says."""

    HANDED = "handed"
    VISITED = "visited"
    UNREACHABLE = "unreachable"


#: Those of them that count as delivered (F-50).
BROUGHT = frozenset({Handed.HANDED, Handed.VISITED})


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one home."""

    id: int
    community_id: int
    unit_id: int
    run_id: int
    period: str
    #: To pay in all when it was made; less than nothing is paid in advance.
    fen: int
    #: The last entry of the ledger it counts: by it the same statement can be written again at any time.
    upto: int
    #: `Odd`, in the order of the enum.
    odd: list[str]
    status: Status
    made_at: datetime
    checked_by: int | None
    checked_at: datetime | None
    held_by: int | None
    held_at: datetime | None
    #: Why it is held back.
    reason: str | None
    sent_at: datetime | None
    #: They say it never came.
    missed_at: datetime | None
    handed: Handed | None
    handed_by: int | None
    handed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Run:
    """The statements of one community and month, and when the clock looks after them next."""

    id: int
    community_id: int
    period: str
    begun_at: datetime
    #: The next look for homes without one; None: over.
    making_at: datetime | None
    #: The last home looked at in this pass, and how many statements it made.
    cursor: int
    fresh: int
    #: The next portion of those that are checked; None: nothing to send.
    sending_at: datetime | None
    #: When those that nobody has checked go up; None: not made yet, or said already.
    chase_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a bill says towards a statement: its month, what was charged, what is open."""

    about: str
    from_on: date | None
    due_on: date
    fen: int
    open_fen: int


@dataclass(frozen=True, slots=True)
class Sums:
    """A statement in sums, whole fen.

    `total` = open before + open of the month − paid in advance. `charged` and `last` are what was charged for the month
    and for the one before.
    """

    before: int
    month: int
    advance: int
    charged: int
    last: int
    #: Whether there is anything to tell this home at all.
    any: bool

    @property
    def total(self) -> int:
        """To pay in all."""
        return self.before + self.month - self.advance


def first_of(period: str) -> date:
    """The first day of a period. Raises ValueError for anything that is none (a forged button)."""
    if len(period) != len("2026-12"):
        raise ValueError("no period")
    return date.fromisoformat(f"{period}-01")


def period_after(day: date) -> str:
    """The month that follows the one of that day."""
    years, month = divmod(day.year * 12 + day.month, 12)
    return f"{years:04d}-{month + 1:02d}"


def period_before(period: str) -> str:
    """The month before."""
    return f"{first_of(period) - timedelta(days=1):%Y-%m}"


def window(period: str, from_day: int) -> tuple[date, date]:
    """The days in which the statements of a period are made: from the 28th to the end of the month before (FEE-01)."""
    last = first_of(period) - timedelta(days=1)
    return last.replace(day=min(from_day, last.day)), last


def period_to_make(day: date, from_day: int) -> str:
    """Which period is made on that day: from the 28th on the month that follows, before it the month itself, late."""
    following = period_after(day)
    return following if day >= window(following, from_day)[0] else f"{day:%Y-%m}"


def waits(day: date, period: str, from_day: int, *, billed: bool) -> bool:
    """Whether making waits for the bills of the month: until the window's last day it does."""
    return not billed and day < window(period, from_day)[1]


def month_of(about: str, from_on: date | None, due_on: date) -> str:
    """The month a bill belongs to: the one it is named by, else that of its first day, else that of its due day."""
    if len(about) == len("2026-12") and about[4] == "-" and about.replace("-", "").isdigit():
        return about
    return f"{from_on or due_on:%Y-%m}"


def sums(bills: Iterable[Counted], advance: int, period: str) -> Sums:
    """A home's bills as its statement counts them; bills of later months are left for their own statement."""
    before = month = charged = last = 0
    there = False
    earlier = period_before(period)
    for bill in bills:
        of = month_of(bill.about, bill.from_on, bill.due_on)
        if of == period:
            month, charged, there = month + bill.open_fen, charged + bill.fen, True
        elif of < period:
            before += bill.open_fen
            there = there or bill.open_fen != 0
        if of == earlier:
            last += bill.fen
    return Sums(before, month, advance, charged, last, there)


def odd_of(found: Sums, *, reachable: bool, percent: int) -> list[Odd]:
    """What a butler should look at: less than nothing to pay; more than so many per cent above last month; nobody to send it to."""
    odd = []
    if found.total < 0:
        odd.append(Odd.NEGATIVE)
    if found.last > 0 and (found.charged - found.last) * 100 > found.last * percent:
        odd.append(Odd.JUMP)
    if not reachable:
        odd.append(Odd.NO_OWNER)
    return odd


def share(part: int, whole: int) -> int | None:
    """Per cent, rounded half up; None of nothing (F-50)."""
    return (200 * part + whole) // (2 * whole) if whole else None
