"""Where a message may go over from one matter to the next: 另外, 还有, numbers, the ends of sentences."""

import re
from typing import NamedTuple

from domain.reading.folding import even

_MARKS = " ,:。\t"
_NUMBERED = r"(?:^|[\s,。;:])[(]?[1-9一二三四五六七八九][.、)](?!\d)|第[一二三四五]个?(?:是|,)"
_AND_ALSO = rf"另外|此外|其次|再就是|再有|顺便|再一个|{_NUMBERED}|\balso\b|\bby the way\b"
_CUTS = re.compile(
    rf"(?P<new>{_AND_ALSO}|还有(?=.{{2}})(?!人|没|多久|多少|几|空|车位|什么|别的|吗)|对了|以及还|[;\n]+)|(?P<on>[,。!?])"
)
#: A letter is cut only where it says so itself.
_LETTER_CUTS = re.compile(rf"(?P<new>{_AND_ALSO})(?P<on>(?!))?")


class Part(NamedTuple):
    """A stretch of the text, and whether it only goes on after a mark, without a word that opens something new."""

    start: int
    end: int
    goes_on: bool


def parts_of(text: str, *, letter: bool) -> list[Part]:
    """The stretches of the text as typed; of a letter only those it numbers or opens itself."""
    parts: list[Part] = []
    start, goes_on = 0, False
    plain = even(text)
    for cut in (_LETTER_CUTS if letter else _CUTS).finditer(plain):
        parts.append(_trimmed(plain, start, cut.start(), goes_on))
        start, goes_on = cut.end(), cut["on"] is not None and (goes_on if start == cut.start() else True)
    parts.append(_trimmed(plain, start, len(plain), goes_on))
    return [part for part in parts if part.start < part.end]


def _trimmed(plain: str, start: int, end: int, goes_on: bool) -> Part:
    stretch = plain[start:end]
    left = len(stretch) - len(stretch.lstrip(_MARKS))
    return Part(start + left, start + len(stretch.rstrip(_MARKS)), goes_on)
