"""What somebody wants: each cue found adds its weights to the six intents; the sums decide (INT-01, CMP-09)."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from domain.reading import english
from domain.reading.cues import CUES
from domain.reading.lexicon import Hit, Lexicon
from domain.reading.sense import is_denied
from domain.reading.weights import INTENTS, WEIGHTS
from domain.reading.words import WordKind, Words

_LEXICON = Lexicon({name: f"{words} {english.CUES.get(name, '')}" for name, words in CUES.items()})
#: What stands in the first characters says what it is about; later words count half.
_HEAD, _LATER = 45, 0.5
_ENGLISH_WORD = re.compile(r"[a-z']+ ?")
#: Words of a chat, of a letter; characters.
_TINY, _SHORT, _LETTER = 3, 40, 90
#: As many words are named as having decided.
_WORDS = 6
_HARM = frozenset({"nuisance", "unkept", "neglect", "unlawful", "accuse", "anger", "staff", "sarcasm"})
_TIRED = frozenset({"again", "neglect", "anger", "sarcasm"})
#: What cues mean together, in a short text: the name, the cues that are there, those that are not.
_TOGETHER: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("only_asks", frozenset({"asks"}), _HARM | {"fault", "over"}),
    ("fault_told", frozenset({"fault"}), frozenset({"asks", "hypothetical", "over", "thanks", "praise"})),
    ("fault_plain", frozenset({"fault"}), _TIRED | {"asks", "hypothetical", "over"}),
    ("fault_asked", frozenset({"fault", "ask"}), frozenset({"mend", "over", "danger"})),
    ("fault_again", frozenset({"fault", "again"}), frozenset({"asks", "over"})),
    ("thing_told", frozenset({"fixture"}), _HARM | {"asks", "over", "thanks", "praise", "suggest", "let_us", "spam"}),
    ("place_told", frozenset({"shared"}), _HARM | {"asks", "over", "thanks", "praise", "suggest", "let_us", "spam"}),
    (
        "actor_told",
        frozenset({"actor"}),
        frozenset({"asks", "over", "thanks", "praise", "suggest", "let_us", "spam", "fault", "fee", "social"}),
    ),
    ("always_so", frozenset({"again"}), frozenset({"asks", "over", "thanks", "praise", "fault"})),
    ("wished", frozenset({"let_us"}), _HARM | {"fault"}),
    ("broken_if", frozenset({"hypothetical"}), frozenset({"suggest", "mend"})),
    ("ended", frozenset({"over"}), frozenset({"suggest", "asks"})),
    ("praised", frozenset({"praise"}), _HARM | {"asks", "fault"}),
    ("thanked", frozenset({"thanks"}), _HARM | {"asks", "fault", "mend"}),
    ("mend_called", frozenset({"mend"}), _HARM | {"asks", "over", "spam", "thanks"}),
    ("harm_told", frozenset({"nuisance"}), frozenset({"asks", "outside", "suggest"})),
    ("wish", frozenset({"suggest"}), frozenset({"accuse", "neglect"})),
    ("new_plain", frozenset({"new_thing"}), _HARM - {"unkept"}),
    ("offered", frozenset({"spam"}), frozenset({"fault", "neglect"})),
    ("fee_asked", frozenset({"fee", "ask"}), frozenset()),
    ("fee_told", frozenset({"fee"}), frozenset({"spam"})),
    ("pay_told", frozenset({"pay"}), frozenset({"spam"})),
    ("outside_harm", frozenset({"outside", "nuisance"}), frozenset()),
    ("outside_only", frozenset({"outside"}), frozenset({"accuse", "neglect", "fee", "shared", "long_story"})),
)
#: Said of anybody in a letter, and so of nobody.
_CHAT_ONLY = frozenset({"actor", "let_us"})
_SAYS_NOTHING = frozenset({"question", "asks", "long_story", "greet"})
#: Those that mean it in a letter too.
_AT_LENGTH = frozenset({"only_asks", "fee_asked", "wish", "new_plain", "outside_harm", "outside_only"})


class Verdict(NamedTuple):
    """The intents, best first, with their shares of a hundred; the words that spoke for the best one."""

    shares: tuple[tuple[str, int], ...]
    words: tuple[str, ...]
    #: Whether anything in the text speaks at all.
    said: bool

    def first(self, intent: str) -> "Verdict":
        """The same with that intent before all others."""
        ranked = sorted(self.shares, key=lambda share: share[0] != intent)
        return Verdict(tuple(ranked), self.words, True)


def intent_of(plain: str, topic: str, extra: Words, *, danger: bool, over: bool) -> Verdict:
    """What the (mended) text wants."""
    hits = cues_of(plain)
    found = features(plain, hits, danger=danger, over=over, topic=topic)
    own: dict[str, float] = {}
    words: dict[str, float] = {}
    for intent, word, weight, _ in extra.of(WordKind.INTENT, plain):
        own[intent] = own.get(intent, 0.0) + weight
        words[word] = 100.0 * weight
    shares = shares_of(found, own)
    column = INTENTS.index(shares[0][0])
    for hit in hits:
        word = plain[hit.start : hit.end]
        worth = found.get(hit.name, 0.0) * WEIGHTS[hit.name][column] if hit.name in WEIGHTS else 0.0
        words[word] = max(words.get(word, 0.0), worth)
    ranked = sorted((word for word in words if words[word] > 0), key=lambda word: -words[word])
    return Verdict(shares, tuple(ranked[:_WORDS]), danger or over or bool(own) or "nothing" not in found)


def is_letter(plain: str) -> bool:
    """Whether it is long enough to be read as a letter."""
    return _length(plain) >= _LETTER


def _length(plain: str) -> int:
    """Characters; an English word is as long as a Chinese character."""
    return len(_ENGLISH_WORD.sub("x", plain))


def cues_of(plain: str) -> list[Hit]:
    """The cues of the text, without faults that are denied."""
    return [hit for hit in _LEXICON.find(plain) if hit.name != "fault" or not is_denied(plain, hit.start)]


def features(plain: str, hits: Iterable[Hit], *, danger: bool, over: bool, topic: str | None) -> dict[str, float]:
    """How strongly each cue speaks, 0 to 1, and what follows from how they come together."""
    found: dict[str, float] = {}
    for hit in hits:
        strength = 1.0 if hit.start < _HEAD else _LATER
        found[hit.name] = max(found.get(hit.name, 0.0), strength)
    length = _length(plain)
    if "ask" in found or "question" in found:
        found["asks"] = 1.0
    if danger:
        found["danger"] = 1.0
    if over:
        found["over"] = 1.0
    words = set(found)
    if topic:
        found[f"about_{topic}"] = 1.0
    if length <= _TINY and words <= _SAYS_NOTHING:
        found["tiny"] = 1.0
    if length <= _SHORT:
        found["short"] = 1.0
    if length >= _LETTER:
        found["letter"] = 1.0
        found = {name: value for name, value in found.items() if name not in _CHAT_ONLY}
    for name, needed, barred in _TOGETHER:
        if (needed <= words) and words.isdisjoint(barred) and (length <= _SHORT or name in _AT_LENGTH):
            found[name] = 1.0
    if words <= _SAYS_NOTHING:
        found["nothing"] = 1.0
    return found


def shares_of(found: Mapping[str, float], own: Mapping[str, float]) -> tuple[tuple[str, int], ...]:
    """The intents with their shares of a hundred, best first; `own` is added by the words of a community."""
    sums = {
        intent: sum(value * WEIGHTS[name][column] for name, value in found.items() if name in WEIGHTS)
        + 100 * own.get(intent, 0.0)
        + WEIGHTS["always"][column]
        for column, intent in enumerate(INTENTS)
    }
    top = max(sums.values())
    parts = {intent: math.exp((total - top) / 100) for intent, total in sums.items()}
    whole = sum(parts.values())
    ranked = sorted(parts.items(), key=lambda part: -part[1])
    return tuple((intent, round(100 * part / whole)) for intent, part in ranked)
