"""Amounts in capitals, as they stand on receipts (人民币大写): 1,234.50 is 壹仟贰佰叁拾肆元伍角整.

By the rules of the People's Bank for filling in bills: after 元 and 角 stands 整, after 分 nothing; zeros between digits are
one 零, also across 万 and 亿; an amount under a yuan begins with its 角 or 分.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
#: What three groups of four digits hold, and 角 and 分.
MOST_FEN = 10**14 - 1
_WHOLE = "整"
_LESS = "负"


def in_capitals(fen: int) -> str:
    """The amount in words. `ValueError` beyond what the groups hold; less than nothing begins with 负."""
    if abs(fen) > MOST_FEN:
        raise ValueError("more than there are words for")
    if fen < 0:
        return _LESS + in_capitals(-fen)
    yuan, rest = divmod(fen, 100)
    jiao, fen = divmod(rest, 10)
    said = f"{_number(yuan)}元" if yuan else ""
    if not rest:
        return (said or "零元") + _WHOLE
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif yuan:
        said += "零"
    return said + (f"{_DIGITS[fen]}分" if fen else _WHOLE)


def _number(number: int) -> str:
    """A number over nothing, group by group, the highest first."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said, gap = "", False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            gap = bool(said)
            continue
        if said and (gap or group < 1000):
            said += _DIGITS[0]
        said += _four(group) + _GROUPS[place]
        gap = False
    return said


def _four(group: int) -> str:
    """Up to four digits; several zeros between others are one."""
    said, gap = "", False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return said


def from_capitals(said: str) -> int:
    """The amount in fen that was written in capitals. `ValueError` for anything that `in_capitals` would not write."""
    text, sign = (said.removeprefix(_LESS), -1) if said.startswith(_LESS) else (said, 1)
    yuan, unit, rest = text.partition("元")
    if not unit:
        yuan, rest = "", text
    fen = 100 * _read(yuan)
    digit = 0
    for letter in rest.removesuffix(_WHOLE):
        if letter in _DIGITS:
            digit = _DIGITS.index(letter)
        elif letter in "角分":
            fen, digit = fen + digit * (10 if letter == "角" else 1), 0
        else:
            raise ValueError(f"no amount in capitals: {said}")
    if in_capitals(sign * fen) != said:
        raise ValueError(f"no amount in capitals: {said}")
    return sign * fen


def _read(said: str) -> int:
    whole = section = digit = 0
    for letter in said:
        if letter in _DIGITS:
            digit = _DIGITS.index(letter)
        elif letter in _PLACES[1:]:
            section, digit = section + digit * 10 ** _PLACES.index(letter), 0
        elif letter in _GROUPS[1:3]:
            section += digit
            times = 10_000 ** _GROUPS.index(letter)
            whole = (whole + section) * times if letter == "亿" else whole + section * times
            section = digit = 0
        else:
            raise ValueError(f"no amount in capitals: {said}")
    return whole + section + digit
