"""How an amount comes about: by area, fixed, by the meter, a share of a whole; rounded once, at the end (FEE-01 to FEE-18).

Prices are whole ten-thousandths of a yuan (`price_e4`; 2.80 yuan is 28000, 0.5283 yuan 5283), areas whole square
centimetres, meters whole thousandths. Amounts are whole fen, halves rounded up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

#: Square centimetres of a square metre, thousandths of a meter's unit, ten-thousandths of a yuan in a fen.
_CM2, _MILLI, _E4 = 10_000, 1_000, 100


class Kind(StrEnum):
    """How the amount of a charge comes about."""

    #: Price × built area × months (FEE-02, F-21).
    AREA = "area"
    #: Price × how many of them the home holds × months: parking.
    FIXED = "fixed"
    #: Price × consumption between two readings (F-24).
    METERED = "metered"
    #: A whole amount shared out by built area (FEE-03, WAR-09).
    SHARED = "shared"
    #: Whatever was agreed for one occasion: services, waste of a renovation, venue, rent, late fee.
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of charge of a community (FEE-18)."""

    id: int
    community_id: int
    key: str
    kind: Kind
    name_zh: str
    name_en: str
    #: Months of one bill; 1, 3 or 12.
    months: int
    #: Which is paid first of those due on the same day: the lowest.
    rank: int
    #: Reduced while the home is in custody (FEE-09).
    custody: bool
    active: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """A price from a day on, until another takes its place."""

    id: int
    code_id: int
    from_on: date
    price_e4: int


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def by_area(area_cm2: int, price_e4: int, months: int) -> int:
    """Fen: area in m² × price × months (F-21)."""
    return _half_up(area_cm2 * price_e4 * months, _CM2 * _E4)


def fixed(price_e4: int, quantity: int, months: int) -> int:
    """Fen: price × how many × months."""
    return _half_up(price_e4 * quantity * months, _E4)


def metered(before_milli: int, after_milli: int, price_e4: int) -> int:
    """Fen: consumption × price (F-24). Raises ValueError when the meter has run backwards."""
    if after_milli < before_milli:
        raise ValueError("a meter does not run backwards")
    return _half_up((after_milli - before_milli) * price_e4, _MILLI * _E4)


def shares(total_fen: int, weights: Sequence[int]) -> list[int]:
    """The whole shared out by weight, to the fen: what is left over goes to the largest remainders, the first first.

    Their sum is exactly `total_fen`. Raises ValueError when there is something to share and nobody to share it.
    """
    whole = sum(weights)
    if min(weights, default=0) < 0 or (whole == 0 and total_fen):
        raise ValueError("nothing to share by")
    if whole == 0:
        return [0] * len(weights)
    found = [divmod(total_fen * weight, whole) for weight in weights]
    left = total_fen - sum(share for share, _ in found)
    first = sorted(range(len(found)), key=lambda n: (-found[n][1], n))[:left]
    return [share + (n in first) for n, (share, _) in enumerate(found)] if left else [share for share, _ in found]


def percent_of(fen: int, percent: int) -> int:
    """That part of an amount: custody (FEE-09, F-22), reductions."""
    return _half_up(fen * percent, 100)


def rate_on(rates: Sequence[Rate], day: date) -> Rate | None:
    """The price in force that day; None before the first."""
    return max((r for r in rates if r.from_on <= day), key=lambda r: r.from_on, default=None)


@dataclass(frozen=True, slots=True)
class Bill:
    """What a home is asked for, for one code and one occasion. What was charged never changes: corrections are entries."""

    id: int
    community_id: int
    unit_id: int
    code_id: int
    #: `2026-12` for a period; for one occasion what it is about, e.g. `order/123`.
    about: str
    from_on: date | None
    until_on: date | None
    due_on: date
    #: As first charged.
    fen: int
    #: What is still to pay, kept with every entry; `guanjia verify` counts it again.
    open_fen: int
    #: What it was computed from, in plain values: kind, area_cm2, price_e4, months, percent, before, after, total_fen…
    formula: dict[str, Any]
    #: The matter it came of: a paid service, a dispute's new bill.
    case_id: int | None
