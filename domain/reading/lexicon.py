"""Word lists that are looked up quickly: a text is passed over once, however many words there are.

A list is written as words with blanks between them. `~` stands for up to eight characters of the same clause
(`电梯~坏`), `_` for a blank, `$` for the end of a clause, anything else as in a regular expression that begins with a
character, a few to choose from (`[推拉]`), words to choose from (`(?:two|three)_weeks`), or the beginning of the text (`^好`).
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

_GAP = r"[^,。!?;\\n]{0,8}?"
_END = r"(?=$|[\s,。!?~;])"
_BEGINS = re.compile(r"\^?(?:\[(?P<several>[^\]]+)\]|(?P<two>[\u4e00-\u9fff]{2})(?![?*+{])|\\?(?P<one>.))")
_PLAIN = re.compile(r"[^\\.^$*+?{}\[\]|()]+")


class Hit(NamedTuple):
    """A word found: where it stands, and under which name it is listed."""

    start: int
    end: int
    name: str
    word: str


class Lexicon:
    """Named lists of words, made for finding all of them at once."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        #: Words (None) and patterns, by their first two characters, or by the first where the second is not fixed.
        self._at: dict[str, list[tuple[str, re.Pattern[str] | None, str]]] = {}
        for name, words in lists.items():
            for word in words.split():
                for one in _begun_with(word.replace("_", " ")):
                    self._add(name, one)

    def find(self, plain: str) -> list[Hit]:
        """Every word of the lists that stands in the text, in the order of the text."""
        at = self._at
        hits: list[Hit] = []
        for place, character in enumerate(plain):
            if character in at:
                self._begun(plain, place, at[character], hits)
            pair = plain[place : place + 2]
            if pair in at and pair != character:
                self._begun(plain, place, at[pair], hits)
        return hits

    @staticmethod
    def _begun(plain: str, place: int, entries: list[tuple[str, re.Pattern[str] | None, str]], hits: list[Hit]) -> None:
        for word, pattern, name in entries:
            if pattern is None:
                if plain.startswith(word, place) and not _inside(plain, place):
                    hits.append(Hit(place, place + len(word), name, word))
            elif (found := pattern.match(plain, place)) and not _inside(plain, place):
                hits.append(Hit(place, found.end(), name, found[0]))

    def _add(self, name: str, word: str) -> None:
        if _PLAIN.fullmatch(word) and "~" not in word:
            self._at.setdefault(word[:2], []).append((word, None, name))
            return
        begins = _BEGINS.match(word)
        pattern = re.compile(word.replace("~", _GAP).replace("$", _END))
        for key in (begins["several"] or [begins["two"] or begins["one"]]) if begins else ():
            self._at.setdefault(key, []).append((word, pattern, name))


def _begun_with(word: str) -> list[str]:
    """The word once for each of the words it may begin with, `(?:two|three) weeks`: so that it is found by its first character."""
    if not word.startswith("(?:"):
        return [word]
    depth, cuts = 0, [2]
    for place, character in enumerate(word):
        depth += (character == "(") - (character == ")")
        if depth == 1 and character == "|":
            cuts.append(place)
        if depth == 0:
            cuts.append(place)
            break
    rest = word[cuts[-1] + 1 :]
    chosen = [word[start + 1 : end] for start, end in pairwise(cuts)]
    if rest.startswith("?"):
        chosen, rest = [*chosen, ""], rest[1:]
    return [one for begin in chosen for one in _begun_with(begin + rest)]


def _inside(plain: str, place: int) -> bool:
    """Whether an English word goes on there: `light` is not looked for in `delight`."""
    return (
        place > 0 and plain[place].isascii() and plain[place].isalpha() and plain[place - 1].isascii()
        and plain[place - 1].isalpha()
    )  # fmt: skip
