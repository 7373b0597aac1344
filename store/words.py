"""Words a community adds to the reading of free text, or takes out of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select

from store import heard_tables as h
from store.prepared import Prepared
from store.rows import columns, many, optional

if TYPE_CHECKING:
    from store.work import Work


@dataclass(frozen=True, slots=True)
class OwnWord:
    """One word of a community, and who added it."""

    id: int
    community_id: int
    kind: str
    key: str
    word: str
    weight: int
    added_by: int | None
    added_at: datetime


_c = h.reading_words.c
_ROW = columns(h.reading_words, OwnWord)
_OF = Prepared(select(*_ROW).where(_c.community_id == bindparam("community")).order_by(_c.id))


class OwnWords:
    """Rows of words."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def of(self, community: int) -> list[OwnWord]:
        """Every word of the community, oldest first."""
        return many(self.conn, _OF, OwnWord, community=community)

    def find(self, word: int) -> OwnWord | None:
        """The word of that id, if there is one."""
        return optional(self.conn, select(*_ROW).where(_c.id == word), OwnWord)

    def add(self, community: int, kind: str, key: str, word: str, weight: int, by: int, now: datetime) -> None:
        """A word; added again it takes the place of the old one."""
        mine = (_c.community_id == community, _c.kind == kind, _c.key == key, _c.word == word)
        self.conn.execute(delete(h.reading_words).where(*mine))
        row = {
            "community_id": community,
            "kind": kind,
            "key": key,
            "word": word,
            "weight": weight,
            "added_by": by,
            "added_at": now,
        }
        self.conn.execute(insert(h.reading_words).values(row))

    def remove(self, word: int) -> None:
        """Without it."""
        self.conn.execute(delete(h.reading_words).where(_c.id == word))
