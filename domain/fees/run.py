"""A run of bills, computed and not written: what each home is charged for a period, who is left out and why (FEE-02, FEE-09, F-21 to F-24).

A period is named by its first month (`2026-12`), a quarter by the first of its three. The price is the one in force on
its first day. Homes that are not sold or not handed over are charged nothing and share nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from domain.fees import charges
from domain.fees.charges import Code, Kind, Rate
from domain.fees.usual import PROPERTY
from domain.people import Unit, UnitState

_TWELVE = 12
#: A register's price is fen per m²; a rate has ten-thousandths.
_E4_OF_FEN = 100


class Left(StrEnum):
    """Why a home gets no bill."""

    UNSOLD = "unsold"
    NOT_HANDED_OVER = "not_handed_over"
    NO_AREA = "no_area"
    NO_PRICE = "no_price"
    NO_READING = "no_reading"
    BACKWARDS = "backwards"
    ZERO = "zero"
    #: The whole was shared out before this home counted: charging it too would be more than the whole.
    SHARED_OUT = "shared_out"


class Odd(StrEnum):
    """Why a bill deserves a look before it is written."""

    NO_OWNER = "no_owner"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a period, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Home:
    """A home as far as its bills depend on it."""

    unit: Unit
    area_cm2: int | None
    state: UnitState
    #: Its own price of the property fee: fen per m² and month.
    rate_fen: int | None
    #: Whether the register knows an owner.
    owned: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A parking space or a meter of a home."""

    id: int
    unit_id: int
    code_id: int
    label: str
    quantity: int
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a meter showed."""

    holding_id: int
    read_on: date
    value_milli: int


@dataclass(frozen=True, slots=True)
class Cost:
    """A whole to be shared out by a building, or by all (`building` None)."""

    building: str | None
    fen: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a run is computed from."""

    code: Code
    period: str
    homes: Sequence[Home]
    rates: Sequence[Rate] = ()
    holdings: Sequence[Holding] = ()
    readings: Sequence[Reading] = ()
    costs: Sequence[Cost] = ()
    #: By home, per cent taken off.
    off: Mapping[int, int] = field(default_factory=dict)
    #: By home, fen: bills of this period that are there already, and of the one before.
    billed: Mapping[int, int] = field(default_factory=dict)
    before: Mapping[int, int] = field(default_factory=dict)
    custody_percent: int = 70
    odd_percent: int = 30


@dataclass(frozen=True, slots=True)
class Draft:
    """A bill to be written."""

    unit: Unit
    fen: int
    formula: Mapping[str, Any]


@dataclass(slots=True)
class Plan:
    """What a run would write."""

    drafts: list[Draft] = field(default_factory=list)
    left: dict[Left, list[int]] = field(default_factory=dict)
    odd: dict[Odd, list[int]] = field(default_factory=dict)
    #: Homes that have their bill already.
    has: int = 0

    @property
    def fen(self) -> int:
        """All of it."""
        return sum(draft.fen for draft in self.drafts)


def span(period: str, months: int) -> Span | None:
    """Its days; None for what is no period of that length (periods come from buttons and may be forged)."""
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError:
        return None
    if f"{first:%Y-%m}" != period or (first.month - 1) % months or first.year >= date.max.year:
        return None
    return Span(first, _plus(first, months) - timedelta(days=1))


def holding_day(day: date, months: int) -> str:
    """The period of that length a day lies in."""
    return f"{date(day.year, day.month - (day.month - 1) % months, 1):%Y-%m}"


def shifted(period: str, months: int, by: int) -> str:
    """The period so many later, or earlier."""
    return f"{_plus(date.fromisoformat(f'{period}-01'), months * by):%Y-%m}"


def due_on(period: str, day: int) -> date:
    """That day of the period's first month, its last where the month is shorter."""
    first = date.fromisoformat(f"{period}-01")
    return min(first.replace(day=1) + timedelta(days=day - 1), _plus(first, 1) - timedelta(days=1))


def _plus(first: date, months: int) -> date:
    year, month = divmod(first.year * _TWELVE + first.month - 1 + months, _TWELVE)
    return date(year, month + 1, 1)


def plan(facts: Facts) -> Plan:
    """What the run would write: homes that have no bill yet, each with its amount and formula."""
    days = span(facts.period, facts.code.months)
    if days is None:
        raise ValueError(f"no period: {facts.period}")
    made = Plan(has=len(facts.billed))
    counted = [home for home in facts.homes if _charged(home, days, facts, made)]
    if facts.code.kind is Kind.SHARED:
        _share(facts, counted, made)
        return made
    holdings, meters = _held(facts, days)
    rate = charges.rate_on(facts.rates, days.first)
    for home in counted:
        if home.unit.id in facts.billed:
            continue
        found = _of(facts, home, rate, holdings.get(home.unit.id, ()), meters)
        if isinstance(found, Left):
            made.left.setdefault(found, []).append(home.unit.id)
        elif found is not None:
            _draft(facts, home, *found, made)
    return made


def _charged(home: Home, days: Span, facts: Facts, made: Plan) -> bool:
    """Whether it is charged at all; a home without holdings is no omission where only holdings are charged."""
    reason = None
    if home.state is UnitState.UNSOLD:
        reason = Left.UNSOLD
    elif home.unit.handed_over_on is not None and home.unit.handed_over_on > days.last:
        reason = Left.NOT_HANDED_OVER
    if reason is None:
        return True
    if facts.code.kind in (Kind.AREA, Kind.SHARED) and home.unit.id not in facts.billed:
        made.left.setdefault(reason, []).append(home.unit.id)
    return False


def _held(facts: Facts, days: Span) -> tuple[dict[int, list[Holding]], dict[int, list[Reading]]]:
    """What each home holds in the period, and the readings of each meter in order."""
    holdings: dict[int, list[Holding]] = {}
    for holding in facts.holdings:
        if holding.from_on <= days.last and (holding.until_on is None or holding.until_on >= days.first):
            holdings.setdefault(holding.unit_id, []).append(holding)
    meters: dict[int, list[Reading]] = {}
    for reading in sorted(facts.readings, key=lambda r: r.read_on):
        if reading.read_on <= days.last:
            meters.setdefault(reading.holding_id, []).append(reading)
    return holdings, meters


def _of(
    facts: Facts, home: Home, rate: Rate | None, held: Sequence[Holding], meters: Mapping[int, Sequence[Reading]]
) -> tuple[int, dict[str, Any]] | Left | None:
    """The full amount and its formula; why there is none; None when the home has nothing of it."""
    code, price = facts.code, rate.price_e4 if rate else None
    if code.kind is Kind.AREA:
        if code.key == PROPERTY and home.rate_fen is not None:
            price = home.rate_fen * _E4_OF_FEN
        if not home.area_cm2:
            return Left.NO_AREA
        if price is None:
            return Left.NO_PRICE
        values = {"area_cm2": home.area_cm2, "price_e4": price, "months": code.months}
        return charges.by_area(home.area_cm2, price, code.months), {"kind": str(code.kind), **values}
    if not held:
        return None
    if price is None:
        return Left.NO_PRICE
    if code.kind is Kind.FIXED:
        quantity = sum(h.quantity for h in held)
        values = {"price_e4": price, "months": code.months, "quantity": quantity}
        return charges.fixed(price, quantity, code.months), {"kind": str(code.kind), **values}
    return _metered(facts, held, meters, price)


def _metered(
    facts: Facts, held: Sequence[Holding], meters: Mapping[int, Sequence[Reading]], price: int
) -> tuple[int, dict[str, Any]] | Left:
    """From the last reading before the period to the newest in it (F-24); several meters of a home are one bill."""
    days = span(facts.period, facts.code.months)
    assert days is not None
    before = after = 0
    for holding in held:
        found = meters.get(holding.id, ())
        base = next((r for r in reversed(found) if r.read_on < days.first), found[0] if found else None)
        newest = found[-1] if found else None
        if base is None or newest is None or newest is base or newest.read_on < days.first:
            return Left.NO_READING
        if newest.value_milli < base.value_milli:
            return Left.BACKWARDS
        before, after = before + base.value_milli, after + newest.value_milli
    values = {"before": before, "after": after, "price_e4": price}
    return charges.metered(before, after, price), {"kind": str(facts.code.kind), **values}


def _share(facts: Facts, counted: Sequence[Home], made: Plan) -> None:
    """Each cost shared out by area, exactly. Once some of it is billed, the rest is billed only if all still adds up."""
    for cost in facts.costs:
        homes = [h for h in counted if cost.building is None or h.unit.building == cost.building]
        bare = [h.unit.id for h in homes if not h.area_cm2 and h.unit.id not in facts.billed]
        if bare:
            made.left.setdefault(Left.NO_AREA, []).extend(bare)
        sharing = [h for h in homes if h.area_cm2]
        weights = [h.area_cm2 or 0 for h in sharing]
        if not sharing:
            continue
        found: dict[int, int] = dict(zip((h.unit.id for h in sharing), charges.shares(cost.fen, weights), strict=True))
        new = [h for h in sharing if h.unit.id not in facts.billed]
        if len(new) < len(sharing) and _changed(facts, found, homes):
            made.left.setdefault(Left.SHARED_OUT, []).extend(h.unit.id for h in new)
            continue
        values = {"kind": str(Kind.SHARED), "total_fen": cost.fen, "whole_cm2": sum(weights)}
        for home in new:
            _draft(facts, home, found[home.unit.id], {**values, "area_cm2": home.area_cm2}, made)


def _changed(facts: Facts, found: Mapping[int, int], homes: Sequence[Home]) -> bool:
    """Whether what is billed already differs from what it would be now: somebody's area has changed meanwhile."""
    billed = {h.unit.id: facts.billed[h.unit.id] for h in homes if h.unit.id in facts.billed}
    return any(_less(facts, unit, found.get(unit, 0)) != fen for unit, fen in billed.items())


def _less(facts: Facts, unit: int, fen: int) -> int:
    off = facts.off.get(unit, 0)
    return charges.percent_of(fen, 100 - off) if off else fen


def _draft(facts: Facts, home: Home, full: int, formula: dict[str, Any], made: Plan) -> None:
    """Less in custody (FEE-09, F-22) and by a reduction; nothing to pay is no bill; a look at what is odd."""
    unit = home.unit.id
    fen = full
    if facts.code.custody and home.state is UnitState.CUSTODY:
        fen, formula = charges.percent_of(fen, facts.custody_percent), {**formula, "percent": facts.custody_percent}
    if off := facts.off.get(unit, 0):
        fen, formula = charges.percent_of(fen, 100 - off), {**formula, "off": off}
    if fen == 0:
        made.left.setdefault(Left.ZERO, []).append(unit)
        return
    if not home.owned:
        made.odd.setdefault(Odd.NO_OWNER, []).append(unit)
    last = facts.before.get(unit)
    if last and abs(fen - last) * 100 > facts.odd_percent * last:
        made.odd.setdefault(Odd.JUMP, []).append(unit)
    made.drafts.append(Draft(home.unit, fen, formula))
