"""Word lists that are looked up quickly: a text is passed over once, however many words there are.

A list is written as words with blanks between them. `~` stands for up to eight characters of the same clause
(`电梯~坏`), `_` for a blank, `$` for the end of a clause, anything else as in a regular expression that begins with a
character, a few to choose from (`[推拉]`), or the beginning of the text (`^好`).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

_GAP = r"[^,。!?;\\n]{0,8}?"
_END = r"(?=$|[\s,。!?~;])"
_BEGINS = re.compile(r"\^?(?:\[(?P<several>[^\]]+)\]|\\?(?P<one>.))")
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
        self._literal: dict[str, list[tuple[str, str]]] = {}
        self._pattern: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for name, words in lists.items():
            for word in words.split():
                self._add(name, word)

    def find(self, plain: str) -> list[Hit]:
        """Every word of the lists that stands in the text, in the order of the text."""
        hits: list[Hit] = []
        latin = False
        for place, character in enumerate(plain):
            inside, latin = latin, character.isascii() and character.isalpha()
            if inside and latin:
                continue  # an English word is found from its beginning only
            for word, name in self._literal.get(plain[place : place + 2], ()):
                if plain.startswith(word, place):
                    hits.append(Hit(place, place + len(word), name, word))
            for pattern, name in self._pattern.get(character, ()):
                found = pattern.match(plain, place)
                if found:
                    hits.append(Hit(place, found.end(), name, found[0]))
        return hits

    def _add(self, name: str, word: str) -> None:
        word = word.replace("_", " ")
        if len(word) > 1 and _PLAIN.fullmatch(word) and "~" not in word:
            self._literal.setdefault(word[:2], []).append((word, name))
        else:
            pattern = re.compile(word.replace("~", _GAP).replace("$", _END))
            begins = _BEGINS.match(word)
            for character in begins["several"] or begins["one"] if begins else "":
                self._pattern.setdefault(character, []).append((pattern, name))
