"""Single cells of the register workbook: each reader gives the value, or says what was expected."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from domain import phones, units

_LONGEST_SHOWN = 30
_LONGEST_WORDS = 200
_PART = re.compile(r"[0-9A-Z一-鿿][0-9A-Z一-鿿-]{0,11}")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?")
_PERIOD = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?")
_AREA_UNIT = re.compile(r"\s*(?:㎡|m2|m²|平方米|平米|平)$", re.IGNORECASE)
_RATE_UNIT = re.compile(r"\s*元?(?:\s*/\s*(?:㎡|m2|平米|平方米)?(?:\s*[/·.]\s*月)?)?$")
_EVERYWHERE = frozenset({"全部", "所有", "全小区", "全区", "-", "—", "/"})
_BETWEEN = re.compile(r"[、,,;;/\s]+")
_SPAN = re.compile(r"(\d{1,3})\D{0,2}\s*[-~—至到]\s*(\d{1,3})\D{0,2}")


class Unreadable(Exception):
    """The cell cannot be read; `expected` says what should stand there."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


class Building(NamedTuple):
    """As said (`3栋`) and as compared (`3`)."""

    name: str
    code: str


def empty(cell: object) -> bool:
    """Nothing, or only blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text(cell: object) -> str:
    """The cell as a person sees it: whole numbers without `.0`, no blanks around."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return unicodedata.normalize("NFKC", " ".join(str(cell).split()))


def shown(cell: object) -> str:
    """For naming it in a sentence; long ones are cut."""
    said = "" if cell is None else text(cell)
    return said if len(said) <= _LONGEST_SHOWN else said[:_LONGEST_SHOWN] + "…"


def heading(cell: object) -> str:
    """A heading without blanks, star and what is said in brackets: ` 建筑面积(㎡) *` is 建筑面积."""
    return "" if cell is None else re.sub(r"\(.*?\)|[\s**]", "", text(cell))


def building(cell: object) -> Building:
    """A building by its name or number."""
    code = _address_part(cell, "楼栋,如 3栋、A座")
    said = text(cell).replace(" ", "")
    return Building(f"{code}栋" if re.fullmatch(r"[0-9A-Z]+", said.upper()) else said, code)


def entrance(cell: object) -> str:
    """An entrance; buildings without any leave it empty."""
    return _address_part(cell, "单元,如 2单元;没有单元的楼栋请空着")


def room(cell: object) -> str:
    """A room by its number alone."""
    found = _address_part(cell, "房号,如 1502")
    if units.find_units(text(cell)):
        raise Unreadable("只填房号,如 1502;楼栋和单元另有两列")
    return found


def name(cell: object) -> str:
    """Somebody's name."""
    said = text(cell)
    if len(said) > 50 or not re.search(r"[^\W\d_]", said):
        raise Unreadable("应为姓名")
    return said


def phone(cell: object) -> str:
    """A telephone number, normalised."""
    found = phones.normal(text(cell))
    if found is None:
        raise Unreadable("应为手机号,如 13800000000(座机请带区号)")
    return found


def area(cell: object) -> int:
    """Square metres as cm²."""
    found = _number(_AREA_UNIT.sub("", text(cell)))
    if found is None or not 0 < found <= 100_000 or found * 10_000 % 1:
        raise Unreadable("应为建筑面积(平方米),如 98.57")
    return int(found * 10_000)


def rate(cell: object) -> int:
    """Yuan per m² and month as fen."""
    found = _number(_RATE_UNIT.sub("", text(cell).removeprefix("¥")))
    if found is None or not 0 <= found <= 1000 or found * 100 % 1:
        raise Unreadable("应为物业费单价(元/平方米·月),最多两位小数,如 2.80")
    return int(found * 100)


def day(cell: object) -> date:
    """A calendar day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _DAY.fullmatch(text(cell))
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        found = None
    if found is None or not 1950 <= found.year <= 2100:
        raise Unreadable("应为日期,如 2019-06-30")
    return found


def period(cell: object) -> str:
    """A month, `2026-12`; a quarter is its first month."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}"
    match = _PERIOD.fullmatch(text(cell))
    if match is None or not 1 <= int(match[2]) <= 12 or not 1950 <= int(match[1]) <= 2100:
        raise Unreadable("应为账期,如 2026-12")
    return f"{match[1]}-{int(match[2]):02}"


def amount(cell: object) -> int:
    """Yuan as fen."""
    found = _number(text(cell).removeprefix("¥").removesuffix("元").strip())
    if found is None or not 0 < found <= 10_000_000 or found * 100 % 1:
        raise Unreadable("应为金额(元),大于零,最多两位小数,如 275.80")
    return int(found * 100)


def words(cell: object) -> str:
    """A few words."""
    return text(cell)[:_LONGEST_WORDS]


def word(words: Mapping[str, str]) -> Callable[[object], str]:
    """A reader for one of the words."""

    def read(cell: object) -> str:
        found = words.get(text(cell))
        if found is None:
            raise Unreadable("应为" + "、".join(words) + "之一")
        return found

    return read


def zone(cell: object) -> tuple[str, ...]:
    """Codes of buildings: `1、2、3栋`, `1-6栋`; `全部` is everywhere."""
    said = text(cell)
    if said in _EVERYWHERE:
        return ()
    found: dict[str, None] = {}
    for part in filter(None, _BETWEEN.split(said)):
        span = _SPAN.fullmatch(part)
        if span and int(span[1]) <= int(span[2]) < int(span[1]) + 200:
            found.update((str(n), None) for n in range(int(span[1]), int(span[2]) + 1))
        else:
            found[_address_part(part, "楼栋,用顿号分开,如 1栋、2栋 或 1-6栋")] = None
    return tuple(found)


def _number(said: str) -> Decimal | None:
    try:
        found = Decimal(said.replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _address_part(cell: object, expected: str) -> str:
    if isinstance(cell, date):  # a spreadsheet makes 3-2 the third of February
        raise Unreadable(f"应为{expected}(单元格被当成了日期,请把格式改为文本)")
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Unreadable(f"应为{expected}")
    code = _normal(text(cell))
    if not _PART.fullmatch(code):
        raise Unreadable(f"应为{expected}")
    return code


@lru_cache(maxsize=20_000)
def _normal(said: str) -> str:
    return units.normal(said)
