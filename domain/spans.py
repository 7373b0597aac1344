"""Lengths of time as people type them: 半小时后, 两个小时, 3天后, in 45 minutes, 2 hours later."""

import re
import unicodedata
from datetime import timedelta

_FIGURES = {
    "半": 0.5,
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_UNITS = {
    "minutes": ("分钟", "分", "minutes", "minute", "mins", "min"),
    "hours": ("小时", "钟头", "hours", "hour", "hrs", "hr", "h"),
    "days": ("天", "日", "days", "day"),
    "weeks": ("星期", "周", "weeks", "week"),
}
_WORD = {word: unit for unit, words in _UNITS.items() for word in words}
_SPAN = re.compile(
    rf"(?:过|再过|in|within)?\s*(?:(\d{{1,3}}(?:\.\d)?)|([{''.join(_FIGURES)}]|an?|half an?))\s*个?(半)?\s*"
    rf"({'|'.join(sorted(_WORD, key=len, reverse=True))})\s*(半)?\s*(?:之?后|以后|以内|内|later|from now)?"
)


def read_span(text: str) -> timedelta | None:
    """The length, when the text says nothing else; None otherwise."""
    plain = (
        unicodedata.normalize("NFKC", text)
        .strip()
        .lower()
        .translate(str.maketrans("兩個鐘頭後時間週", "两个钟头后时间周"))
    )
    found = _SPAN.fullmatch(plain.rstrip("。.!！"))
    if found is None:
        return None
    number = float(found[1]) if found[1] else _figure(found[2])
    half = 0.5 if found[3] or found[5] else 0.0
    length = timedelta(**{_WORD[found[4]]: number + half})
    return length or None


def _figure(word: str) -> float:
    if word.startswith("half"):
        return _FIGURES["半"]
    return 1.0 if word in ("a", "an") else _FIGURES[word]
