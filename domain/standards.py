"""Every figure of the rules, in one list: its key, its default, the rules behind it and what it may be set to.

A community overrides a figure in chat or with `guanjia standards`; each change is on the record. Code asks by key
and never writes a figure down.
"""

import itertools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from domain import money
from domain.errors import Refused

#: A value in force. Amounts are fen, lengths whole numbers of their unit.
Value = int | bool | str
#: What a community has set, or all that is in force; for a key that is missing the default holds.
Values = Mapping[str, Value]
FROM_REPORT, FROM_ARRIVAL = "report", "arrival"


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
    TEXT = "text"


_NUMBERS = frozenset({Kind.INT, Kind.SECONDS, Kind.MINUTES, Kind.HOURS, Kind.DAYS, Kind.MONTHS, Kind.FEN})


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


def _number(key: str, kind: Kind, default: int, rules: str, zh: str, en: str, low: int, high: int) -> Standard:
    unit_zh, unit_en = _UNITS.get(kind, ("", ""))
    return Standard(key, kind, default, unit_zh, unit_en, tuple(rules.split()), zh, en, low, high)


def _choice(key: str, choices: tuple[str, ...], rules: str, zh: str, en: str) -> Standard:
    """The first choice is the default."""
    return Standard(key, Kind.CHOICE, choices[0], "", "", tuple(rules.split()), zh, en, choices=choices)


def _other(key: str, kind: Kind, default: Value, rules: str, zh: str, en: str) -> Standard:
    return Standard(key, kind, default, "", "", tuple(rules.split()), zh, en)


def warranty_key(category: str) -> str:
    """The key of a category's months of warranty."""
    return f"warranty.months.{category}"


#: The catalogue leaves the periods to the law: two years for pipes, wires and fittings, five for what keeps water out,
#: the design life for the structure (建设工程质量管理条例 第四十条).
_WARRANTY = (
    ("water", 24, "给排水", "Water pipes and taps"),
    ("drain", 24, "下水", "Drains"),
    ("leak", 60, "防水渗漏", "Leaks and damp"),
    ("power", 24, "电路", "Electricity"),
    ("door", 24, "门窗", "Doors and windows"),
    ("wall", 24, "墙面", "Walls"),
    ("gas", 24, "燃气", "Gas"),
    ("structure", 600, "主体结构", "Structure"),
    ("railing", 24, "栏杆扶手", "Railings"),
    ("gate", 24, "门禁对讲", "Entry phones"),
    ("other", 24, "其他", "Everything else"),
)

CATALOGUE: tuple[Standard, ...] = (
    _number("repair.urgent_arrive_minutes", Kind.MINUTES, 15, "URG-01 X-16",
            "急修到场时限", "Urgent repair: on site within", 1, 240),
    _number("repair.urgent_finish_hours", Kind.HOURS, 8, "URG-02 X-16",
            "急修完工时限", "Urgent repair: finished within", 1, 72),
    _choice("repair.urgent_finish_from", (FROM_REPORT, FROM_ARRIVAL), "X-17",
            "急修完工时限从何时算", "Urgent repair: the hours run from"),
    _number("repair.small_days", Kind.DAYS, 2, "REP-11 X-16",
            "小修完工时限", "Small repair: finished within", 1, 30),
    _choice("repair.dispatch", ("claim", "lead", "round_robin"), "REP-06",
            "派单方式", "How jobs are given out"),
    _number("round_robin.open_limit", Kind.INT, 5, "REP-06",
            "轮派时每人在手单上限", "Round robin: open jobs per worker", 1, 50),
    _number("repair.reopen_days", Kind.DAYS, 7, "X-13",
            "完结后可重开", "A closed repair can be reopened for", 0, 90),
    _number("repair.urge_every_minutes", Kind.MINUTES, 30, "REP-25",
            "两次催单间隔", "Between two urgings at least", 1, 1440),
    _number("repair.sign_reminder_hours", Kind.HOURS, 24, "REP-17 X-13",
            "完工后提醒业主确认", "Owner is reminded to confirm after", 1, 168),
    _number("repair.sign_close_days", Kind.DAYS, 3, "REP-17 X-13",
            "未确认时请主管结单", "Supervisor is asked to close after", 1, 30),
    _number("repair.duplicate_days", Kind.DAYS, 7, "REP-01",
            "判断重复报修的天数", "Looking back for the same report", 1, 60),
    _other("repair.windows", Kind.WINDOWS, "09:00-12:00,14:00-18:00,18:00-20:00", "REP-01 REP-03",
           "可预约时段", "Appointment times"),
    _number("repair.window_days", Kind.DAYS, 3, "REP-01 REP-03",
            "可预约天数", "Appointments up to", 1, 14),
    *(
        _number(warranty_key(name), Kind.MONTHS, months, "WAR-01 WAR-02",
                f"保修期:{zh}", f"Warranty: {en}", 0, 1200)
        for name, months, zh, en in _WARRANTY
    ),
    _number("talk.expire_hours", Kind.HOURS, 72, "", "未填完的对话保留", "An unfinished talk is kept for", 1, 720),
    _number("album.settle_seconds", Kind.SECONDS, 1, "", "等同组照片到齐", "Photos of one album are waited for", 1, 10),
    _number("clock.again_minutes", Kind.MINUTES, 10, "", "提醒没发成多久再试", "An alert that failed is tried again after", 1, 120),
    _number("invite.valid_hours", Kind.HOURS, 72, "", "邀请码有效期", "An invitation is valid for", 1, 720),
    _number("relay.idle_hours", Kind.HOURS, 24, "", "人工对话多久无话自动结束", "A talk with staff ends after", 1, 168),
    _other("quiet.from", Kind.TIME, "22:00", "", "免打扰开始", "Quiet hours from"),
    _other("quiet.to", Kind.TIME, "08:00", "", "免打扰结束", "Quiet hours to"),
    _number("text.longest", Kind.INT, 10_000, "", "文字最长字数", "Longest text, in characters", 200, 100_000),
    _number("media.longest_bytes", Kind.INT, 20 * 1024 * 1024, "", "附件最大字节数", "Largest file, in bytes",
            100_000, 20 * 1024 * 1024),
)  # fmt: skip
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
    if standard.kind in _NUMBERS:
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
    return plain if standard.low <= len(plain) <= standard.high else None


def _read_number(standard: Standard, plain: str) -> int | None:
    if standard.kind is Kind.FEN:
        number = money.parse(plain)
    else:
        digits = plain.removesuffix(standard.unit_zh).removesuffix(standard.unit_en).strip().replace(",", "")
        number = int(digits) if re.fullmatch(r"[0-9]{1,10}", digits) else None
    return number if number is not None and standard.low <= number <= standard.high else None
