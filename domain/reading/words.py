"""A community's own words: added to the shipped lists, or taking their effect away (rows of `reading_words`)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.reading.folding import mended
from domain.repair import Danger


class WordKind(StrEnum):
    """What a word is for."""

    #: Means danger; its key names which one, `other_danger` if it names none.
    DANGER = "danger"
    #: Never means danger: 消防演练, the name of a street. Its key is not looked at.
    CALM = "calm"
    #: Speaks for the intent its key names, or with a negative weight against it.
    INTENT = "intent"
    #: Speaks for the topic its key names, or with a negative weight against it.
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a community. `weight`: 1 a hint, 3 decides as a rule; negative takes away; danger and calm know none."""

    kind: WordKind
    key: str
    word: str
    weight: int = 1


class Words:
    """The words of one community, made ready once for reading many texts."""

    def __init__(self, words: Iterable[Word] = ()) -> None:
        every = [(each, mended(each.word).strip()) for each in words]
        every = [(each, plain) for each, plain in every if plain]
        self._calm = re.compile("|".join(re.escape(p) for e, p in every if e.kind is WordKind.CALM) or r"(?!)")
        self.dangers = tuple(
            (_danger(each.key), re.compile(re.escape(plain))) for each, plain in every if each.kind is WordKind.DANGER
        )
        self._own = tuple((each.kind, each.key, plain, each.weight) for each, plain in every)

    def without_calm(self, plain: str) -> str:
        """The (mended) text without the words that never mean danger here."""
        return self._calm.sub(" ", plain)

    def of(self, kind: WordKind, plain: str) -> Iterator[tuple[str, str, int, int]]:
        """Those of that kind which the (mended) text holds: key, word, weight, and where it stands first."""
        for kind_, key, word, weight in self._own:
            if kind_ is kind and (start := plain.find(word)) >= 0:
                yield key, word, weight, start


def _danger(key: str) -> Danger:
    return Danger(key) if key in set(Danger) else Danger.OTHER_DANGER


#: No words of one's own.
NONE = Words()
