"""Patterns of a rota as people type them: hours, turns, days of the week. Pure."""

import re
import unicodedata

_HOUR = r"(\d{1,2})(?::([0-5]\d)|[点时](半|[0-5]?\d分?)?)?"
_HOURS = re.compile(rf"{_HOUR}(?:-|到|至|to)(次日|第二天|翌日)?{_HOUR}")
_TURN = re.compile(r"(?:[做上]?(\d{1,2})天?[休歇](\d{1,2})天?|(\d{1,2})(?:/|on)(\d{1,2})(?:off)?)")
_DAYS_ZH = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7} | {str(n): n for n in range(1, 8)}
_DAYS_EN = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)}
_DIGITS = str.maketrans("两二三四五六七八九", "223456789")
#: Nobody works or rests in longer turns; a typed number beyond it is a slip.
TURN = 31


def hours(text: str) -> tuple[str, str] | None:
    """`20:00-08:00`, `8点到20点半`, `8-20` → (`08:00`, `20:00`), or None. `24:00` is midnight."""
    plain = re.sub(r"[–—~]", "-", unicodedata.normalize("NFKC", text).lower())
    found = _HOURS.fullmatch(re.sub(r"\s+", "", plain))
    if found is None:
        return None
    start, end = _clock(found[1], found[2], found[3]), _clock(found[5], found[6], found[7])
    return (start, end) if start and end else None


def turns(text: str) -> tuple[int, int] | None:
    """`做2休1`, `上一休三`, `4/2`, `4 on 2 off` → days on and days off, or None."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower()).replace("一", "1").translate(_DIGITS)
    found = _TURN.fullmatch(plain)
    if found is None:
        return None
    on, off = int(found[1] or found[3]), int(found[2] or found[4])
    return (on, off) if 1 <= on <= TURN and 1 <= off <= TURN else None


def weekdays(text: str) -> list[int] | None:
    """`周一三五`, `周一、周三`, `mon wed fri` → days of the week, 1 is Monday; None when anything else is said."""
    plain = unicodedata.normalize("NFKC", text).lower()
    named = re.sub(r"(?:每|星期|礼拜|周|[\s,、和]|and)", "", plain)
    english = re.fullmatch(
        r"(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:days?|s|sdays?|nesdays?|rsdays?|rdays?|urdays?)?)+", named
    )
    if english:
        return sorted({_DAYS_EN[found] for found in re.findall("|".join(_DAYS_EN), named)})
    if not named or any(sign not in _DAYS_ZH for sign in named):
        return None
    return sorted({_DAYS_ZH[sign] for sign in named})


def _clock(hour: str, minute: str | None, spoken: str | None) -> str | None:
    past = 30 if spoken == "半" else int((minute or spoken or "0").removesuffix("分"))
    if int(hour) == 24 and past == 0:
        return "00:00"
    return f"{int(hour):02}:{past:02}" if int(hour) < 24 else None
