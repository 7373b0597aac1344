"""Words made searchable, the same on every database: folded, cut into terms to look up, and compared once more.

Runs of Chinese characters become single characters and pairs, other words themselves and their beginnings from three
letters on. Whatever `matches` accepts has every term that is looked up, so looking up loses nothing.
"""

import re
import unicodedata

from domain.reading.folding import folded

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af々〇"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")
#: Longer words are compared by their beginning only when looked up.
_LONGEST = 24
#: The shortest beginning of a word that finds it.
_BEGINNING = 3
#: Terms looked up for one search; what more is said is only compared.
MOST = 8


def fold(text: str) -> str:
    """The text as it is compared: width, case and traditional characters make no difference."""
    plain = folded(text)
    while (again := unicodedata.normalize("NFKC", folded(plain))) != plain:
        plain = again
    return plain


def runs(text: str) -> tuple[str, ...]:
    """The pieces of a text that can be searched for, folded, in order, each once."""
    return tuple(dict.fromkeys(_RUN.findall(fold(text))))


def terms(text: str, most: int) -> tuple[str, ...]:
    """What a text is kept under, at most so many terms, each once."""
    found: dict[str, None] = {}
    for run in runs(text):
        if _IS_CJK.match(run):
            found |= dict.fromkeys((*_pairs(run), *run))
        else:
            found |= dict.fromkeys((run[:_LONGEST], *(run[:n] for n in range(_BEGINNING, min(len(run), _LONGEST)))))
        if len(found) >= most:
            break
    return tuple(found)[:most]


def wanted(query: str) -> tuple[str, ...]:
    """The terms to look up, all of which must be there; empty when there is nothing to search for."""
    found: dict[str, None] = {}
    for run in runs(query):
        if _IS_CJK.match(run):
            found |= dict.fromkeys(_pairs(run) or (run,))
        else:
            found[run[:_LONGEST]] = None
    return tuple(found)[:MOST]


def matches(text: str, query: str) -> bool:
    """Whether all that is asked for stands in the text: Chinese anywhere, other words from their beginning."""
    here, asked = runs(text), runs(query)
    return bool(asked) and all(any(_holds(run, piece) for run in here) for piece in asked)


def _holds(run: str, piece: str) -> bool:
    if _IS_CJK.match(piece):
        return piece in run
    return run == piece or (len(piece) >= _BEGINNING and run.startswith(piece))


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[n : n + 2] for n in range(len(run) - 1))
