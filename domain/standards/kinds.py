"""How a figure is written down: its kind, bounds, rules and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

#: A value in force. Amounts are fen, lengths whole numbers of their unit.
Value = int | bool | str
#: What a community has set, or all that is in force; for a key that is missing the default holds.
Values = Mapping[str, Value]


class Kind(StrEnum):
    """How a standard is written and checked."""

    INT = "int"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    FEN = "fen"
    FLAG = "flag"
    CHOICE = "choice"
    #: `22:00`, local time of the community.
    TIME = "time"
    #: `09:00-12:00,14:00-18:00`, local time, each within a day.
    WINDOWS = "windows"
    #: `1-5 08:30-12:00,14:00-18:00;6 09:00-12:00`, local time, windows past midnight too (`domain.standards.week`).
    WEEK = "week"
    TEXT = "text"


NUMBERS = frozenset({Kind.INT, Kind.SECONDS, Kind.MINUTES, Kind.HOURS, Kind.DAYS, Kind.MONTHS, Kind.FEN})


@dataclass(frozen=True, slots=True)
class Standard:
    """One figure."""

    key: str
    kind: Kind
    default: Value
    #: Shown after the value, e.g. `分钟`; empty where the value speaks for itself.
    unit_zh: str
    unit_en: str
    #: Ids of the catalogue; empty for figures of our own making.
    rules: tuple[str, ...]
    zh: str
    en: str
    #: Bounds of a number, both allowed; for texts the length.
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()


_UNITS = {
    Kind.SECONDS: ("秒", "s"),
    Kind.MINUTES: ("分钟", "min"),
    Kind.HOURS: ("小时", "h"),
    Kind.DAYS: ("天", "days"),
    Kind.MONTHS: ("个月", "months"),
}


def number(key: str, kind: Kind, default: int, rules: str, zh: str, en: str, low: int, high: int) -> Standard:
    """A whole number within bounds, both allowed."""
    unit_zh, unit_en = _UNITS.get(kind, ("", ""))
    return Standard(key, kind, default, unit_zh, unit_en, tuple(rules.split()), zh, en, low, high)


def choice(key: str, choices: tuple[str, ...], rules: str, zh: str, en: str) -> Standard:
    """The first choice is the default."""
    return Standard(key, Kind.CHOICE, choices[0], "", "", tuple(rules.split()), zh, en, choices=choices)


def other(key: str, kind: Kind, default: Value, rules: str, zh: str, en: str) -> Standard:
    """Anything that is no number and no choice."""
    return Standard(key, kind, default, "", "", tuple(rules.split()), zh, en)
