"""What a message is about: the words of each topic, weighed by how plainly they name it and how early they come."""

from domain.reading import english
from domain.reading.lexicon import Hit, Lexicon
from domain.reading.topics import TOPICS
from domain.reading.words import NONE, WordKind, Words

#: Weight of the words that name a topic, go with it, hint at it.
_WEIGHTS = (3.0, 2.0, 1.0)
_NONE = ("", "", "")
_LEXICON = Lexicon(
    {
        f"{topic}/{rank}": f"{words} {more}"
        for topic, lists in TOPICS.items()
        for rank, (words, more) in enumerate(zip(lists, english.TOPICS.get(topic, _NONE), strict=True))
    }
)
#: The opening says what a letter is about; after that words count less, and less each time they are said.
_HEAD, _NEAR, _LATER = 25, 0.5, 0.3
OTHER = "other"
#: Named in letters about anything, and so worth less.
_VAGUE = {"staff_service": 0.6, "developer_defect": 0.6, "door_window": 0.7, OTHER: 0.8}


def topic_of(plain: str, extra: Words = NONE) -> tuple[str, tuple[str, ...]]:
    """The topic of the (mended) text and the words that decided; `other` when no word speaks."""
    sums: dict[str, float] = {}
    words: dict[str, dict[str, None]] = {}
    seen: dict[tuple[str, str], int] = {}
    hits = [(hit, _WEIGHTS[int(hit.name[-1])], hit.name[:-2]) for hit in _longest(_LEXICON.find(plain))]
    own = [
        (Hit(start, start, topic, word), float(weight), topic)
        for topic, word, weight, start in extra.of(WordKind.TOPIC, plain)
    ]
    for hit, weight, topic in (*hits, *own):
        times = seen[topic, hit.word] = seen.get((topic, hit.word), 0) + 1
        early = 1.0 if hit.start < _HEAD else _NEAR if hit.start < 3 * _HEAD else _LATER
        sums[topic] = sums.get(topic, 0.0) + weight * early * _VAGUE.get(topic, 1.0) / times
        words.setdefault(topic, {})[hit.word] = None
    if not sums or max(sums.values()) <= 0:
        return OTHER, ()
    best = max(sums, key=lambda topic: (sums[topic], -list(TOPICS).index(topic) if topic in TOPICS else 0))
    return best, tuple(words[best])


def _longest(hits: list[Hit]) -> list[Hit]:
    """Without words that stand inside a longer one: 水 in 自来水."""
    kept: list[Hit] = []
    end, last = -1, ""
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.end > end or hit.word == last:
            kept.append(hit)
        if hit.end > end:
            end, last = hit.end, hit.word
    return kept
