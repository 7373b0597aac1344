"""Addresses as people type them: `3栋2单元1502`, `3号楼2单元1502室`, `3幢二单元1502`, `3-2-1502`, `B座1201`.

What is not surely a unit is left alone: a floor, a date, a price or a telephone number must never end up at somebody's
door. A typed address is only ever compared with the register; it is not taken on its own word.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class UnitRef:
    """One home. `entrance` is empty where the building has no 单元 or it was not said."""

    building: str
    entrance: str
    room: str


_TRADITIONAL = str.maketrans(
    "棟單號樓門東區兩壹贰貳叁參肆伍陆陸柒捌玖拾層間戶個點塊時盞隻條輛歲幾週約從價萬",
    "栋单号楼门东区两一二二三三四五六六七八九十层间户个点块时盏只条辆岁几周约从价万",
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "幺": 1}
_TENS = {"十": 10, "百": 100, "千": 1000}
_CN = "[零〇一二三四五六七八九十百千两幺]"

#: Part of an estate that belongs to the building's name: 二期3栋, 东区5栋.
_ZONE = rf"(?:(?:[1-9]|{_CN})期|[东西南北]区)?\s*"
_NAME = rf"(?:[A-Z]{{0,2}}\d{{1,3}}[A-Z]?|[A-Z]{{1,2}}|{_CN}{{1,4}}[A-Z]?)"
_ENTRANCE = rf"(?:\d{{1,2}}|[A-Z]|{_CN}{{1,3}}|[甲乙丙丁东西南北中])"
_ROOM = rf"(?:\d{{3,4}}[A-Z]?|\d{{1,2}}[A-Z]|{_CN}{{3,7}})"
_ROOM_SAID = rf"(?:\d{{1,5}}[A-Z]?|[A-Z]\d{{1,4}}|{_CN}{{1,7}})\s*(?:室|房间?|号房)"
#: A number that goes on, or counts something else, is not a room.
_COUNTED = "元|块|年|月|平|㎡|°|度|个|人(?!员|在)|户(?!主)|次|点|米|层|楼(?![上下])|栋|单元|期|%"
_ROOM_ENDS = rf"(?![\dA-Z]|[.:/\-]\s*\d|\s*(?:{_COUNTED}))"
_BEFORE = r"(?<!\d:)(?<![\dA-Z./\-#零〇一二三四五六七八九十百千两幺])"
_GAP = r"[\s,、的\-]*"
_STOREY = rf"(?:\d{{1,2}}|{_CN}{{1,3}})"
_FLOOR = rf"(?:{_STOREY}\s*[楼层]{_GAP})?"
#: The room by its floor: 十五楼02, 15层02室, 15-02. Two figures, or its 室; and nothing that is counted.
_DOOR = r"(?:\d{2}|\d\s*(?=室|房))(?:室|房间?)?"
_BY_FLOOR = rf"(?P<floor>{_STOREY})\s*[楼层]{_GAP}(?P<door>{_DOOR})|(?P<up>\d{{1,2}})-(?P<along>\d{{2}})(?:室|房)?"
_DOOR_ENDS = r"(?!\s*(?:天|分|秒|小时|时|盏|块|只|扇|根|条|辆|号|周|岁|瓦|家|日|多|几))"

_SPOKEN = re.compile(
    rf"{_BEFORE}(?P<building>{_ZONE}{_NAME})\s*(?:号楼|[栋幢座]楼?|#楼?|号(?=第?{_ENTRANCE}单元)){_GAP}"
    rf"(?:第?(?P<entrance>{_ENTRANCE})\s*(?:单元|[门座梯]){_GAP}|(?P<bare>\d{{1,2}}|[A-Z])\s*[-\s]\s*)?"
    rf"(?:(?:{_BY_FLOOR}){_ROOM_ENDS}{_DOOR_ENDS}|{_FLOOR}(?P<room>{_ROOM_SAID}|{_ROOM}){_ROOM_ENDS})"
)
#: 3号1502室, as addresses are written along streets: only with its 室.
_STREET = re.compile(rf"{_BEFORE}(?P<building>\d{{1,3}}[A-Z]?)\s*号\s*(?P<room>\d{{3,4}}[A-Z]?\s*室){_ROOM_ENDS}")
_DASHED = re.compile(
    rf"{_BEFORE}(?P<building>[A-Z]?[1-9]\d{{0,2}}[A-Z]?|[A-Z])\s*-\s*(?P<entrance>\d{{1,2}}|[A-Z])\s*-\s*"
    rf"(?P<room>\d{{3,4}}[A-Z]?)(?:室|房)?{_ROOM_ENDS}"
)
#: 3-1502 is a unit only when nothing else is said, or it ends with 室.
_DASHED_SHORT = re.compile(
    rf"{_BEFORE}(?P<building>[A-Z]?[1-9]\d?[A-Z]?|[A-Z])\s*-\s*(?P<room>\d{{3,4}}[A-Z]?(?:\s*(?:室|房)|(?=\s*$))){_ROOM_ENDS}"
)
#: 5-302漏水: without 室 only before a Chinese word, and when the figures are a floor and a door of it.
_DASHED_TIGHT = re.compile(
    rf"(?<![第约从近达到每]){_BEFORE}(?P<building>[A-Z]?[1-9]\d?[A-Z]?|[A-Z])-(?P<room>[1-9]\d?(?:0[1-9]|1[0-2]))"
    r"(?=[\u4e00-\u9fff]|\s*[,、]\s*[A-Z]?\d{1,2}-\d{3,4})"
    rf"{_ROOM_ENDS}{_DOOR_ENDS}(?!万|公|毫|左右|之间|以|的价|到|至)"
)
_SLASHED = re.compile(
    rf"{_BEFORE}(?P<building>[A-Z]?[1-9]\d?)/(?P<entrance>\d{{1,2}})/(?P<room>[1-9]\d?(?:0[1-9]|[1-3]\d)){_ROOM_ENDS}"
)
#: 1502、1503: another room of the same building.
_ANOTHER = re.compile(rf"\s*(?:、|和|与|及|跟)\s*(?P<room>\d{{3,4}}(?:室|房)?){_ROOM_ENDS}(?!\s*[-栋幢座号#])")
_ENGLISH = re.compile(
    rf"{_BEFORE}(?:BUILDING|BLDG|BLOCK|TOWER)\.?\s*(?P<building>[A-Z]?\d{{1,3}}[A-Z]?|[A-Z])\b[\s,]*"
    r"(?:(?:UNIT|ENTRANCE)\s*(?P<entrance>\d{1,2}|[A-Z])\b[\s,]*)?"
    rf"(?:ROOM|FLAT|APT\.?|APARTMENT|NO\.?|\#)?\s*(?P<room>\d{{3,4}}[A-Z]?){_ROOM_ENDS}"
)
_GRAMMARS = (_SPOKEN, _DASHED, _SLASHED, _ENGLISH, _STREET, _DASHED_TIGHT)
#: Without one of these no grammar fits.
_MARKS = re.compile(r"[栋幢座号#\-/]|BUILDING|BLDG|BLOCK|TOWER")
_SUFFIX = re.compile(r"(?<=.)(?:号楼|[栋幢座]楼?|#楼?|单元|号房|房间|[楼号室房门])$")


def find_units(text: str) -> tuple[UnitRef, ...]:
    """Every unit the text names, normalised, in its order, each once."""
    folded = _folded(text)
    refs: list[UnitRef] = []
    for match in sorted(_matches(folded), key=lambda match: match.start()):
        entrance = normal(_said(match, "entrance") or _said(match, "bare"))
        refs.append(UnitRef(normal(match["building"]), entrance, _room(match)))
        another = _ANOTHER.match(folded, match.end())
        while another:
            refs.append(UnitRef(refs[-1].building, entrance, normal(another["room"])))
            another = _ANOTHER.match(folded, another.end())
    return tuple(dict.fromkeys(refs))


def rooms_in(text: str) -> list[tuple[int, int]]:
    """Where the rooms of the units named in the text stand: (start, end) in the text as it was typed."""
    if not _MARKS.search(_folded(text)):  # mostly; character by character is slow
        return []
    typed: list[int] = []
    plain: list[str] = []
    for place, character in enumerate(text):
        plain.append(_folded_character(character))
        typed += [place] * len(plain[-1])
    folded = "".join(plain)
    return [(typed[start], typed[end - 1] + 1) for m in _matches(folded) for start, end in _places(folded, m)]


def normal(part: str) -> str:
    """One part of an address for comparing: `十二栋` → `12`, `03` → `3`, `b座` → `B`, `1502室` → `1502`."""
    plain = "".join(_folded(part).split())
    plain = _SUFFIX.sub("", plain)
    zone = re.match(rf"({_CN}|\d)期|[东西南北]区", plain)
    if zone and zone.end() < len(plain):
        return _figures(zone[0][:-1]) + zone[0][-1] + normal(plain[zone.end() :])
    return _figures(plain)


def same(one: UnitRef, other: UnitRef) -> bool:
    """Whether both name the same home, however they are written."""
    return normalised(one) == normalised(other)


def fits(typed: UnitRef, known: UnitRef) -> bool:
    """Whether the typed one may be the known one: the same, or the entrance was not said (then ask if several fit)."""
    wanted, here = normalised(typed), normalised(known)
    return wanted == here or (not wanted.entrance and (wanted.building, wanted.room) == (here.building, here.room))


def normalised(ref: UnitRef) -> UnitRef:
    """The address with each part as `normal` writes it."""
    return UnitRef(normal(ref.building), normal(ref.entrance), normal(ref.room))


@lru_cache(maxsize=10_000)
def label(ref: UnitRef) -> str:
    """`3栋2单元1502`; a building with a name of its own keeps it (`梅园1502`), a short room gets its 室 (`3栋5室`)."""
    plain = normalised(ref)
    building = f"{plain.building}栋" if re.search(r"[0-9A-Z]$", plain.building) else plain.building
    room = plain.room if re.fullmatch(r"\d{3,4}[A-Z]?|\d{1,2}[A-Z]", plain.room) else f"{plain.room}室"
    return building + (f"{plain.entrance}单元" if plain.entrance else "") + room


def block(ref: UnitRef) -> str:
    """`3栋2单元`: as much of an address as a group may see."""
    return label(UnitRef(ref.building, ref.entrance, "1A")).removesuffix("1A")


def plain(ref: UnitRef) -> str:
    """`3-2-1502`, `3-1502` where no entrance was said: for machines."""
    return "-".join(part for part in (ref.building, ref.entrance, ref.room) if part)


def _matches(folded: str) -> Iterator[re.Match[str]]:
    if not _MARKS.search(folded):
        return
    taken: list[tuple[int, int]] = []
    whole = _DASHED_SHORT.fullmatch(folded.strip())
    for grammar in _GRAMMARS if whole is None else ():
        for match in (*grammar.finditer(folded), *(_DASHED_SHORT.finditer(folded) if grammar is _STREET else ())):
            free = all(match.end() <= start or match.start() >= end for start, end in taken)
            if free and not _is_date(match):
                taken.append(match.span())
                yield match
    if whole is not None:
        yield whole


def _is_date(match: re.Match[str]) -> bool:
    """3-12-2026: day, month, year."""
    if match.re not in (_DASHED, _SLASHED) or not all(
        match[name].isdigit() for name in ("building", "entrance", "room")
    ):
        return False
    day, month, year = int(match["building"]), int(match["entrance"]), int(match["room"])
    return day <= 31 and month <= 31 and (1949 <= year <= 1999 or 2011 <= year <= 2099)


def _room(match: re.Match[str]) -> str:
    """The room as said, or put together from its floor and its door: 15, 02 → 1502."""
    if _said(match, "room"):
        return normal(match["room"])
    floor, door = _said(match, "floor") or _said(match, "up"), _said(match, "door") or _said(match, "along")
    return normal(floor) + re.sub(r"\D", "", door).zfill(2)


def _places(folded: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the figures of the room stand, and those of more rooms named with it."""
    first = next(name for name in ("room", "floor", "up") if _said(match, name))
    last = {"room": "room", "floor": "door", "up": "along"}[first]
    places = [(match.start(first), match.end(last))]
    another = _ANOTHER.match(folded, match.end())
    while another:
        places.append(another.span("room"))
        another = _ANOTHER.match(folded, another.end())
    return places


def _said(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper().translate(_TRADITIONAL)
    return re.sub(r"[‐-―−~]", "-", plain)


_folded_character = lru_cache(maxsize=5_000)(_folded)


def _figures(plain: str) -> str:
    """Chinese numerals become digits, leading zeros go; letters around a number stay."""
    parts = re.fullmatch(rf"([A-Z]*)({_CN}+|\d+)([A-Z]*)", plain)
    if parts is None:
        return plain
    said = parts[2]  # figures of any script are figures
    number = "".join(str(unicodedata.digit(c)) for c in said) if said.isdecimal() else str(_from_chinese(said))
    return f"{parts[1]}{number.lstrip('0') or '0'}{parts[3]}"


def _from_chinese(numeral: str) -> int:
    """一五零二 and 一千五百零二 are both 1502."""
    if not any(c in _TENS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    floor = re.fullmatch(rf"({_CN}?十{_CN}?)零({_CN})", numeral)
    if floor:  # 十五零二: fifteenth floor, second door
        return 100 * _from_chinese(floor[1]) + _from_chinese(floor[2])
    total, digit = 0, 0
    for c in numeral:
        if c in _TENS:
            total += (digit or 1) * _TENS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit
