"""The kinds of charge a community usually has (FEE-18), and how one is written down as a price."""

import re
import unicodedata
from dataclasses import dataclass

from domain.fees.charges import Kind


@dataclass(frozen=True, slots=True)
class Usual:
    """A kind of charge as it is proposed; `price_e4` is None where every community has its own."""

    key: str
    kind: Kind
    name_zh: str
    name_en: str
    months: int
    rank: int
    custody: bool = False
    price_e4: int | None = None


#: The management fee is less in custody (FEE-09); shared energy costs 0.3 yuan (FEE-02, F-21); tariffs are set by others (FEE-03).
USUAL: tuple[Usual, ...] = (
    Usual("property", Kind.AREA, "物业服务费", "Property fee", 1, 1, True),
    Usual("energy", Kind.AREA, "公共能耗费", "Shared energy", 1, 2, price_e4=3_000),
    Usual("parking", Kind.FIXED, "停车费", "Parking", 1, 3),
    Usual("water", Kind.METERED, "水费", "Water", 1, 4),
    Usual("electricity", Kind.METERED, "电费", "Electricity", 1, 5),
    Usual("gas", Kind.METERED, "燃气费", "Gas", 1, 6),
    Usual("shared", Kind.SHARED, "公摊费用", "Shared costs", 1, 7),
)
#: What is charged for one occasion, the amount agreed or set down each time (FEE-11, FEE-18).
ONCE: tuple[Usual, ...] = (
    Usual("waste", Kind.ONCE, "装修垃圾清运费", "Renovation waste", 1, 9),
    Usual("venue", Kind.ONCE, "场地费", "Venue", 1, 10),
    Usual("equipment", Kind.ONCE, "设备租用费", "Rented equipment", 1, 11),
    Usual("phone", Kind.ONCE, "代收话费", "Telephone", 1, 12),
    Usual("other", Kind.ONCE, "其他收费", "Other charge", 1, 13),
)
#: The property fee: a home's own price of the register goes before the community's.
PROPERTY = "property"
#: Kinds that a run of bills computes, and how many months one bill may be for.
RUN = (Kind.AREA, Kind.FIXED, Kind.METERED, Kind.SHARED)
MONTHS = (1, 3, 12)
#: What finance adds by itself is paid after the usual ones.
OWN_RANK = 8

_PRICE = re.compile(r"(?:¥|rmb|cny)?\s*(\d{1,6})(?:\.(\d{1,4}))?\s*(?:元|块|yuan|rmb|cny)?")
_NUMBER = re.compile(r"(\d{1,9})(?:\.(\d{1,3}))?")
_E4, _MILLI = 10_000, 1_000


def price_of(text: str) -> int | None:
    """Ten-thousandths of a yuan of `2.8`, `¥0.5283`; None for anything else."""
    return _parts(_PRICE, text, 4, _E4)


def reading_of(text: str) -> int | None:
    """Thousandths of a meter's unit of `1234.5`; None for anything else."""
    return _parts(_NUMBER, text, 3, _MILLI)


def _parts(pattern: re.Pattern[str], text: str, digits: int, whole: int) -> int | None:
    found = pattern.fullmatch(unicodedata.normalize("NFKC", text).lower().strip().replace(",", ""))
    return int(found[1]) * whole + int((found[2] or "").ljust(digits, "0")) if found else None
