"""Every figure of the rules, in one list: its key, its default, the rules behind it and what it may be set to.

A community overrides a figure in chat or with `guanjia standards`; each change is on the record. Code asks by key
and never writes a figure down.
"""

import itertools
import re
import unicodedata
from collections.abc import Mapping
from datetime import time

from domain import money
from domain.errors import Refused
from domain.standards import (
    announcements,
    asking,
    breaches,
    calendar,
    callbacks,
    complaints,
    desk,
    dunning,
    duty,
    enquiries,
    fees,
    forums,
    incidents,
    keeping,
    ladder,
    orders,
    payments,
    polls,
    receipts,
    relay,
    rentals,
    repairs,
    reports,
    statements,
    surveys,
    talks,
    visits,
)
from domain.standards.kinds import NUMBERS, Kind, Standard, Value, Values
from domain.standards.repairs import FROM_ARRIVAL, FROM_REPORT, warranty_key
from domain.standards.week import read_week, write_week

__all__ = [
    "BY_KEY", "CATALOGUE", "FROM_ARRIVAL", "FROM_REPORT", "Kind", "Standard", "Value", "Values", "as_text", "at_clock",
    "by_key", "in_force", "named", "parse", "warranty_key", "windows",
]  # fmt: skip

CATALOGUE: tuple[Standard, ...] = (
    *repairs.STANDARDS,
    *calendar.STANDARDS,
    *ladder.STANDARDS,
    *callbacks.STANDARDS,
    *complaints.STANDARDS,
    *reports.STANDARDS,
    *duty.STANDARDS,
    *announcements.STANDARDS,
    *asking.STANDARDS,
    *incidents.STANDARDS,
    *desk.STANDARDS,
    *enquiries.STANDARDS,
    *relay.STANDARDS,
    *receipts.STANDARDS,
    *talks.STANDARDS,
    *keeping.STANDARDS,
    *visits.STANDARDS,
    *breaches.STANDARDS,
    *forums.STANDARDS,
    *surveys.STANDARDS,
    *polls.STANDARDS,
    *orders.STANDARDS,
    *fees.STANDARDS,
    *payments.STANDARDS,
    *dunning.STANDARDS,
    *statements.STANDARDS,
    *rentals.STANDARDS,
)
BY_KEY: Mapping[str, Standard] = {standard.key: standard for standard in CATALOGUE}

_YES = frozenset({"1", "y", "yes", "on", "true", "是", "开", "可以", "允许", "有"})
_NO = frozenset({"0", "n", "no", "off", "false", "否", "关", "不可以", "不允许", "不", "无"})
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def by_key(key: str) -> Standard:
    """The standard of that key; KeyError when there is none, which is a mistake of ours."""
    return BY_KEY[key]


def named(typed: str) -> Standard:
    """The standard somebody typed the key of; `Refused("standards/unknown")` when there is none."""
    key = unicodedata.normalize("NFKC", typed).strip().lower()
    if key not in BY_KEY:
        raise Refused("standards/unknown", key=key)
    return BY_KEY[key]


def in_force(values: Values, key: str) -> Value:
    """The community's own figure, else the default."""
    return values[key] if key in values else by_key(key).default


def parse(standard: Standard, text: str) -> Value:
    """What was typed, as a value; `Refused("standards/bad_value")` when it is none or out of bounds."""
    plain = unicodedata.normalize("NFKC", text).strip()
    value = _read(standard, plain)
    if value is None:
        raise Refused(
            "standards/bad_value",
            key=standard.key,
            kind=str(standard.kind),
            value=plain,
            low=standard.low,
            high=standard.high,
            choices=standard.choices,
        )
    return value


def as_text(standard: Standard, value: Value) -> str:
    """The value as it is kept and typed: `parse(standard, as_text(standard, value)) == value`."""
    if standard.kind is Kind.FLAG:
        return "yes" if value else "no"
    if standard.kind is Kind.FEN:
        return money.yuan(int(value))
    return str(value)


def at_clock(text: str) -> time | None:
    """`22:00` → that time of the day, or None."""
    found = _TIME.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def windows(text: str) -> tuple[tuple[time, time], ...] | None:
    """`09:00-12:00,14:00-18:00` → its windows in order; None unless each ends after it starts and none overlap."""
    found = []
    for part in re.split(r"[,、;]", text):
        start, dash, end = re.sub(r"[–—~至到]", "-", part).partition("-")
        opens, closes = at_clock(start), at_clock(end)
        if not dash or opens is None or closes is None or opens >= closes:
            return None
        found.append((opens, closes))
    ordered = tuple(found)
    touching = itertools.pairwise(ordered)
    return ordered if all(before[1] <= after[0] for before, after in touching) else None


def _read(standard: Standard, plain: str) -> Value | None:
    if standard.kind in NUMBERS:
        return _read_number(standard, plain)
    if standard.kind is Kind.FLAG:
        return True if plain.lower() in _YES else False if plain.lower() in _NO else None
    if standard.kind is Kind.CHOICE:
        return plain.lower() if plain.lower() in standard.choices else None
    if standard.kind is Kind.TIME:
        clock = at_clock(plain)
        return f"{clock:%H:%M}" if clock else None
    if standard.kind is Kind.WINDOWS:
        read = windows(plain)
        return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in read) if read else None
    if standard.kind is Kind.WEEK:
        week = read_week(plain)
        return write_week(week) if week else None
    return plain if standard.low <= len(plain) <= standard.high else None


def _read_number(standard: Standard, plain: str) -> int | None:
    if standard.kind is Kind.FEN:
        number = money.parse(plain)
    else:
        digits = plain.removesuffix(standard.unit_zh).removesuffix(standard.unit_en).strip().replace(",", "")
        number = int(digits) if re.fullmatch(r"[0-9]{1,10}", digits) else None
    return number if number is not None and standard.low <= number <= standard.high else None
