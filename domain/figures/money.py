"""The money of a month, counted from entries of the ledger alone: income, what it was for, arrears by age (F-18, F-20, FEE-05).

Only entries up to the month's last day count, so a past month reads the same for ever: what is put right later counts in
its own month. All amounts are whole fen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from domain.fees.ledger import Entry
from domain.months import months_after


class Age(StrEnum):
    """How long something has been overdue at the end of the month."""

    MONTH = "age_1"
    QUARTER = "age_3"
    HALF = "age_6"
    YEAR = "age_12"
    OLDER = "age_more"


#: Overdue for at most so many months.
_UP_TO = ((Age.MONTH, 1), (Age.QUARTER, 3), (Age.HALF, 6), (Age.YEAR, 12))


class When(StrEnum):
    """What the money was taken to: bills due before the month, in it, or after it."""

    BEFORE = "before"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Moved:
    """Entries of the month summed up: why, for which charge, by which way, for bills due when."""

    kind: Entry
    code_id: int | None
    way: str | None
    due_on: date | None
    fen: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is open of the bills of a home that are due on one day, by the entries up to the month's end."""

    unit_id: int
    building: str
    code_id: int
    due_on: date
    fen: int
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Of the bills of a home that were due in the month: what they came to, and what of it was paid by its end."""

    unit_id: int
    building: str
    due_fen: int
    paid_fen: int


@dataclass(frozen=True, slots=True)
class Part:
    """A building's or a butler's share of it."""

    homes: int = 0
    due_fen: int = 0
    paid_fen: int = 0
    owing_homes: int = 0
    owing_fen: int = 0

    @property
    def rate(self) -> int | None:
        """F-20: paid ÷ due × 100."""
        return percent(self.paid_fen, self.due_fen)

    @property
    def share(self) -> int | None:
        """F-18: homes in arrears ÷ homes × 100."""
        return percent(self.owing_homes, self.homes)


@dataclass(frozen=True, slots=True)
class MoneyMonth:
    """The figures of one month."""

    #: Newly charged, by charge.
    charged: Mapping[int, int] = field(default_factory=dict)
    corrected: int = 0
    reduced: int = 0
    late_fee: int = 0
    #: What came in by way, less what never was.
    received: Mapping[str, int] = field(default_factory=dict)
    refunded: int = 0
    #: What was taken to bills, less what was freed again: by charge, and by when those bills were due.
    taken: Mapping[int, int] = field(default_factory=dict)
    taken_to: Mapping[When, int] = field(default_factory=dict)
    #: Paid in advance and not taken, as of the end.
    advance: int = 0
    whole: Part = Part()
    disputed_fen: int = 0
    not_due_fen: int = 0
    ages: Mapping[Age, int] = field(default_factory=dict)
    #: What is overdue by charge, and what each building comes to.
    owing_by_code: Mapping[int, int] = field(default_factory=dict)
    buildings: Mapping[str, Part] = field(default_factory=dict)

    @property
    def charged_fen(self) -> int:
        """All that was newly charged."""
        return sum(self.charged.values())

    @property
    def received_fen(self) -> int:
        """All that came in."""
        return sum(self.received.values())


def percent(part: int, whole: int) -> int | None:
    """Per cent, rounded half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def age(due_on: date, last: date) -> Age | None:
    """How long a bill of that due day is overdue on `last`; None when it is not."""
    if due_on >= last:
        return None
    return next((a for a, months in _UP_TO if last <= months_after(due_on, months)), Age.OLDER)


def money_month(
    moved: Iterable[Moved],
    standing: Sequence[Standing],
    dues: Sequence[Due],
    homes: Mapping[int, str],
    advance: int,
    first: date,
    last: date,
) -> MoneyMonth:
    """The month from `first` to `last`.

    F-18: homes with something overdue that nobody disputed ÷ `homes` (all that are not unsold) × 100. F-20: paid ÷ due × 100 of
    the bills due in the month, both as of its last day. Overdue is what was due before the last day.
    """
    charged, taken, received, taken_to, sums = (Counter[Any]() for _ in range(5))
    for m in moved:
        match m.kind:
            case Entry.CHARGED:
                charged[m.code_id] += m.fen
            case Entry.RECEIVED | Entry.VOIDED:
                received[m.way] += -m.fen
            case Entry.TAKEN | Entry.FREED:
                if m.due_on is not None:  # the bill's side; the payment's says the same the other way round
                    taken[m.code_id] += -m.fen
                    taken_to[
                        When.BEFORE if m.due_on < first else When.NOW if m.due_on <= last else When.AHEAD
                    ] += -m.fen
            case kind:
                sums[kind] += m.fen
    late = [s for s in standing if age(s.due_on, last) is not None]
    counted = [s for s in late if not s.disputed and s.fen > 0]
    ages, owing = Counter[Any](), Counter[Any]()
    for s in counted:
        ages[age(s.due_on, last)] += s.fen
        owing[s.code_id] += s.fen
    return MoneyMonth(
        _some(charged), sums.get(Entry.CORRECTED, 0), sums.get(Entry.REDUCED, 0), sums.get(Entry.LATE_FEE, 0),
        _some(received), sums.get(Entry.REFUNDED, 0), _some(taken), _some(taken_to), advance,
        part(homes, dues, counted), sum(s.fen for s in late if s.disputed),
        sum(s.fen for s in standing if age(s.due_on, last) is None), _some(ages), _some(owing),
        _by_building(homes, dues, counted),
    )  # fmt: skip


def _by_building(homes: Mapping[int, str], dues: Iterable[Due], late: Iterable[Standing]) -> dict[str, Part]:
    """What each building comes to. Every home is looked at once: there may be hundreds of buildings."""
    of: dict[str, tuple[dict[int, str], list[Due], list[Standing]]] = {
        building: ({}, [], []) for building in sorted(set(homes.values()))
    }
    for unit, building in homes.items():
        of[building][0][unit] = building
    for due in dues:
        if due.building in of:
            of[due.building][1].append(due)
    for standing in late:
        if standing.building in of:
            of[standing.building][2].append(standing)
    return {building: part(*three) for building, three in of.items()}


def part(homes: Mapping[int, str], dues: Iterable[Due], late: Iterable[Standing]) -> Part:
    """What some homes come to; what stands of others is left out."""
    mine, theirs = [d for d in dues if d.unit_id in homes], [s for s in late if s.unit_id in homes]
    return Part(
        len(homes), sum(d.due_fen for d in mine), sum(d.paid_fen for d in mine), len({s.unit_id for s in theirs}),
        sum(s.fen for s in theirs),
    )  # fmt: skip


def _some(found: Counter[Any]) -> dict[Any, int]:
    """Without what comes to nothing."""
    return {key: fen for key, fen in found.items() if fen}
