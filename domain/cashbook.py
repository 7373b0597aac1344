"""The money of a day: totals by way and by class of charge, cash counted by one and received by another, what was banked (RCP-05, F-45)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.errors import Refused
from domain.fees.ledger import Way

#: The class of what is not taken to a bill yet.
ADVANCE = "advance"
#: The class of what came of places let to others (RNT).
RENTALS = "rentals"


@dataclass(frozen=True, slots=True)
class Totals:
    """What came in, less what went out, in fen: by way, and by class; the sums of both are the same (F-45)."""

    ways: Mapping[str, int] = field(default_factory=dict)
    #: By key of the charge; `advance`: more was paid in advance (plus) or taken from it (minus).
    codes: Mapping[str, int] = field(default_factory=dict)

    @property
    def fen(self) -> int:
        """All of it."""
        return sum(self.ways.values())

    @property
    def cash(self) -> int:
        """What is to be counted."""
        return self.ways.get(Way.CASH, 0)

    def plain(self) -> dict[str, Any]:
        """As it is kept with a signature."""
        return {"ways": dict(self.ways), "codes": dict(self.codes)}


def totals(moved: Iterable[tuple[str, int]], taken: Iterable[tuple[str, int]]) -> Totals:
    """F-45: `moved` are way and fen of money in (plus) and out (minus), `taken` key and fen taken to bills (plus) or freed
    (minus) that day. What came in and was not taken is the class `advance`, so both sums are equal by construction."""
    ways, codes = _summed(moved), _summed(taken)
    advance = sum(ways.values()) - sum(codes.values())
    if advance:
        codes[ADVANCE] = advance
    return Totals(ways, codes)


def _summed(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, fen in parts:
        found[key] = found.get(key, 0) + fen
    return {key: fen for key, fen in found.items() if fen}


@dataclass(frozen=True, slots=True)
class CashDay:
    """The cash of a day with its signatures."""

    id: int
    community_id: int
    day: date
    version: int
    totals: Mapping[str, Any]
    #: As counted, not as it should be.
    cash_fen: int
    banked_fen: int | None
    difference: str | None
    counted_by: int | None
    counted_at: datetime | None
    received_by: int | None
    received_at: datetime | None
    banked_by: int | None
    banked_at: datetime | None

    @property
    def expected(self) -> int:
        """What should have been there when it was counted."""
        return int(self.totals["ways"].get(Way.CASH, 0))


class DayState(StrEnum):
    """How far the cash of a day is."""

    #: No cash came in: nothing to count; what was transferred was looked at when it was confirmed.
    NONE = "none"
    TO_COUNT = "to_count"
    TO_RECEIVE = "to_receive"
    TO_BANK = "to_bank"
    SETTLED = "settled"


def state_of(now: Totals, day: CashDay | None) -> DayState:
    """How far it is; money that came or went after the signatures has it counted anew."""
    if day is None or day.expected != now.cash:
        return DayState.NONE if now.cash == 0 and day is None else DayState.TO_COUNT
    if day.received_by is None:
        return DayState.TO_RECEIVE
    return DayState.TO_BANK if day.banked_fen is None else DayState.SETTLED


def difference(expected: int, counted: int, banked: int | None = None) -> int:
    """What is missing (minus) or too much (plus) after the newest step: counted against the entries, or banked against counted."""
    return counted - expected if banked is None else banked - counted


def check_receiver(day: CashDay, person: int) -> None:
    """`Refused("receipt/two_people")`: whoever counted cannot receive."""
    if day.counted_by == person:
        raise Refused("receipt/two_people")
