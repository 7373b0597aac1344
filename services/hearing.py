"""What people type is read with the words of their community (INT-01); which words those are, and who may change them."""

from functools import lru_cache

from domain.errors import Outdated, Refused
from domain.people import SUPERVISORS, Community, Who
from domain.reading import Reading, Word, WordKind, Words, read
from services import Work
from services.tell import Chat, show
from services.tell import Words as Message
from store.words import OwnWord

#: Communities whose words are kept ready.
_KEPT = 64
#: Texts kept with their readings: an arrival is read at two or three places one after the other.
_READ = 32
_Rows = tuple[tuple[str, str, str, int], ...]
#: As many words as fit a phone's screen with their buttons.
PAGE = 8


@lru_cache(_KEPT)
def _ready(rows: _Rows) -> Words:
    return Words(Word(WordKind(kind), key, word, weight) for kind, key, word, weight in rows)


def _rows_of(work: Work, community: int) -> _Rows:
    return tuple((w.kind, w.key, w.word, w.weight) for w in work.own_words.of(community))


def words_of(work: Work, community: int) -> Words:
    """The community's own words, made ready."""
    return _ready(_rows_of(work, community))


@lru_cache(_READ)
def _read(text: str, rows: _Rows) -> Reading:
    return read(text, _ready(rows))


def heard(work: Work, community: int, text: str) -> Reading:
    """What a text says, read with the words of the community; an empty one says nothing.

    Read once: asked again, with the same words in force, it is what was read before.
    """
    return _read(text, _rows_of(work, community)) if text else Reading()


def check_may(who: Who, community: int) -> None:
    """Words that decide whether somebody is rescued are the supervisors' to change."""
    if not who.is_any(community, SUPERVISORS):
        raise Refused("common/not_yours")


def add(work: Work, who: Who, community: int, kind: WordKind, key: str, word: str, weight: int) -> None:
    """A word is added; from the next message on it counts."""
    check_may(who, community)
    work.own_words.add(community, kind, key, word.strip(), weight, who.person.id, work.now)


def remove(work: Work, who: Who, word: int) -> OwnWord:
    """A word is taken away again."""
    found = work.own_words.find(word)
    if found is None:
        raise Outdated
    check_may(who, found.community_id)
    work.own_words.remove(word)
    return found


def show_words(work: Work, who: Who, community: Community, chat: Chat, page: int, *, repost: bool) -> None:
    """A page of the community's own words, each with its button to take it away."""
    check_may(who, community.id)
    every = work.own_words.of(community.id)
    page = min(page, max(0, (len(every) - 1) // PAGE))
    rows = [
        {"id": w.id, "kind": w.kind, "key": w.key, "word": w.word, "weight": w.weight}
        for w in every[page * PAGE : (page + 1) * PAGE]
    ]
    given = {"rows": rows, "page": page, "more": len(every) > (page + 1) * PAGE}
    show(work, chat, f"words:{chat.id}", Message("hearing/words", given, f"z{community.id}"), repost=repost)
