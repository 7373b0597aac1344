"""Whether a text tells of danger, now and here: words of danger, less what takes the danger out of them (X-52)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from domain.reading.dangers import DANGERS, WITHOUT_ENGLISH
from domain.reading.folding import clauses, sentences
from domain.reading.sense import (
    ALWAYS,
    Story,
    has_ended,
    is_again,
    is_condition,
    is_dated,
    is_real,
    may_have_ended,
    story_of,
)
from domain.reading.words import NONE, Words
from domain.repair import Danger

#: Clauses of a sentence that a condition reaches.
_REACH = 3
#: From this length, in characters, a text is a letter that tells one story.
_LETTER = 90
#: No word of English that tells of danger is shorter.
_ENGLISH = re.compile(r"[a-z]{3}")


class Alarm(NamedTuple):
    """The gravest danger of now, or none; the word that decided; and the word that says the trouble is over."""

    danger: Danger | None = None
    word: str | None = None
    over: str | None = None
    #: Every danger of now, the gravest first.
    dangers: tuple[Danger, ...] = ()


class _Clause(NamedTuple):
    text: str
    #: What stands in it has not happened, or happened then.
    supposed: bool
    past: bool
    #: What is told around it: in a letter by the whole of it, in a chat by the sentence.
    story: Story


def alarm_of(plain: str, extra: Words = NONE) -> Alarm:
    """What of the (mended) text is danger. Lists are read in their order; trouble that ended later in the text is none."""
    calm = extra.without_calm(plain)
    whole = " ".join(clauses(calm))
    known = DANGERS if _ENGLISH.search(whole) else WITHOUT_ENGLISH
    likely = [entry for entry in (*extra.dangers, *known) if entry[1].search(whole)]
    if not likely and not may_have_ended(plain):  # most texts hold no such word
        return Alarm()
    parts = _clauses(calm)
    begun = _last_end(parts) if may_have_ended(plain) else -1
    found = _danger([part for number, part in enumerate(parts) if number > begun], likely)
    if found.danger is None:
        over = next((word for part in parts if (word := has_ended(part.text))), None) if begun >= 0 else None
        return Alarm(over=over)
    return found


def _clauses(plain: str) -> list[_Clause]:
    whole = story_of(plain)
    if len(plain) >= _LETTER and not is_condition(plain) and not is_dated(plain):
        return [_Clause(text, supposed=False, past=False, story=whole) for text in clauses(plain)]
    parts = []
    for sentence in sentences(plain):
        left, past = 0, False
        told = whole if len(plain) >= _LETTER or whole == Story() else story_of(" ".join(sentence))
        for text in sentence:
            past = past or is_dated(text)
            parts.append(_Clause(text, left > 0 and not is_again(text), past and not is_again(text), told))
            left = _REACH if is_condition(text) else left - 1
    return parts


def _last_end(parts: Sequence[_Clause]) -> int:
    """The last clause that says it is over without a later one saying it began anew; -1 for none."""
    for number in range(len(parts) - 1, -1, -1):
        if is_again(parts[number].text):
            return -1
        if has_ended(parts[number].text):
            return number
    return -1


def _danger(parts: Sequence[_Clause], likely: Sequence[tuple[Danger, re.Pattern[str]]]) -> Alarm:
    found = [(danger, hit) for danger, pattern in likely if (hit := _hit(parts, danger, pattern)) is not None]
    if not found:
        return Alarm()
    return Alarm(*found[0], dangers=tuple(dict.fromkeys(danger for danger, _ in found)))


def _hit(parts: Sequence[_Clause], danger: Danger, pattern: re.Pattern[str]) -> str | None:
    for number, part in enumerate(parts):
        # A clause that only goes on, "the pipe, it burst", is read with the one before it.
        for before in ("",) if number == 0 else ("", f"{parts[number - 1].text} "):
            for hit in pattern.finditer(before + part.text):
                here = hit.end() > len(before) and not part.supposed and not (part.past and danger not in ALWAYS)
                if here and is_real(danger, hit.string, hit.start(), hit.end(), part.story):
                    return hit[0].strip()
    return None
