"""How an amount came about, in plain values for the templates: `98.5 m² × ¥2.80 × 1 month`, `in custody 70 %`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.fees.charges import Kind


@dataclass(frozen=True, slots=True)
class Formula:
    """What a bill was computed from; what does not belong to its kind is None."""

    #: None where nothing is known but the amount: an imported bill, one occasion.
    kind: str | None
    area: str | None = None
    price: str | None = None
    months: int | None = None
    quantity: int | None = None
    #: The meter before and after, and what was used.
    before: str | None = None
    after: str | None = None
    used: str | None = None
    #: The whole that was shared out (fen), and by what of what.
    total_fen: int | None = None
    whole: str | None = None
    #: The service that was done, in both languages.
    item_zh: str | None = None
    item_en: str | None = None
    #: Per cent that is charged: in custody (FEE-09).
    custody: int | None = None
    #: Per cent taken off by a reduction.
    off: int | None = None


def formula_of(values: Mapping[str, Any]) -> Formula:
    """The formula of a bill (`Bill.formula`) in plain values; figures as people write them, without needless zeros.

    Whatever is missing or is of no known kind is left out: the amount stands without its formula then.
    """
    custody, off = _int(values, "percent"), _int(values, "off")
    return replace(_of_kind(values), custody=custody if custody != 100 else None, off=off or None)


def _of_kind(values: Mapping[str, Any]) -> Formula:
    kind = values.get("kind")
    match kind:
        case Kind.AREA if _has(values, "area_cm2", "price_e4", "months"):
            area, price = _plain(values["area_cm2"], 4), _price(values["price_e4"])
            return Formula(kind, area=area, price=price, months=values["months"])
        case Kind.FIXED if _has(values, "price_e4", "months"):
            quantity = _int(values, "quantity") or 1
            return Formula(kind, price=_price(values["price_e4"]), months=values["months"], quantity=quantity)
        case Kind.METERED if _has(values, "before", "after", "price_e4"):
            before, after, price = values["before"], values["after"], _price(values["price_e4"])
            used = _plain(after - before, 3)
            return Formula(kind, before=_plain(before, 3), after=_plain(after, 3), used=used, price=price)
        case Kind.SHARED if _has(values, "total_fen"):
            share, whole = (_plain(n, 4) if (n := _int(values, name)) else None for name in ("area_cm2", "whole_cm2"))
            return Formula(kind, total_fen=values["total_fen"], area=share, whole=whole)
        case "order" | "quoted":
            named = {name: str(values.get(name) or "") or None for name in ("item_zh", "item_en")}
            each, pieces = _int(values, "price_fen"), _int(values, "quantity")
            said = _price(each * 100) if each is not None and pieces else None
            made = Formula(str(kind) if said else "quoted", price=said, quantity=pieces)
            return replace(made, item_zh=named["item_zh"], item_en=named["item_en"])
    return Formula(None)


def _has(values: Mapping[str, Any], *names: str) -> bool:
    return all(_int(values, name) is not None for name in names)


def _int(values: Mapping[str, Any], name: str) -> int | None:
    value = values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def price(price_e4: int) -> str:
    """Yuan with two digits at least, four at most: 28000 is `2.80`."""
    return _price(price_e4)


def area(area_cm2: int) -> str:
    """Square metres: 985000 is `98.5`."""
    return _plain(area_cm2, 4)


def meter(value_milli: int) -> str:
    """What a meter shows: 1234500 is `1,234.5`."""
    return _plain(value_milli, 3)


def _plain(value: int, digits: int) -> str:
    """A whole number of parts as people write it: 985000 with four digits is `98.5`."""
    whole, rest = divmod(abs(value), 10**digits)
    part = f"{rest:0{digits}d}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole:,}{'.' + part if part else ''}"


def _price(price_e4: int) -> str:
    """Yuan with two digits at least, four at most: 28000 is `2.80`, 5283 `0.5283`."""
    whole, rest = divmod(abs(price_e4), 10_000)
    part = f"{rest:04d}"
    part = part[:2] + part[2:].rstrip("0")
    return f"{'-' if price_e4 < 0 else ''}{whole:,}.{part}"
