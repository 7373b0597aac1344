"""Questions and answers the staff maintain, the pieces they are found by, and every question that was put (INT-29)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select, update

from domain.errors import Outdated
from domain.knowledge import Ask, Entry, Status, index
from store import heard_tables as t
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_k, _t, _a = t.knowledge.c, t.knowledge_terms.c, t.knowledge_asks.c
_ENTRY = columns(t.knowledge, Entry)
_ASK = columns(t.knowledge_asks, Ask)


class Knowledge:
    """Entries, their pieces, and what was asked."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    def get(self, entry: int) -> Entry:
        """The entry; it must be there (entries are retired, never deleted)."""
        return one(self.conn, select(*_ENTRY).where(_k.id == entry), Entry)

    def find(self, entry: int) -> Entry | None:
        """The entry, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_ENTRY).where(_k.id == entry), Entry)

    def add(self, community: int, values: Mapping[str, Any], by: int | None, now: datetime) -> Entry:
        """A new entry, found by its words at once."""
        row = {
            "community_id": community, "status": Status.ACTIVE, "version": 1, "question_en": "", "answer_en": "",
            "keywords": "", "made_by": by, "made_at": now, **values,
        }  # fmt: skip
        made = self.get(self.conn.execute(insert(t.knowledge).values(row).returning(_k.id)).scalar_one())
        self._keep(made)
        return made

    def change(self, entry: Entry, values: Mapping[str, Any], by: int, now: datetime) -> Entry:
        """The entry one version up. `Outdated` when somebody changed it since it was read."""
        mine = (_k.id == entry.id, _k.version == entry.version)
        row = {"version": entry.version + 1, "changed_by": by, "changed_at": now, **values}
        if not self.conn.execute(update(t.knowledge).where(*mine).values(row)).rowcount:
            raise Outdated
        changed = self.get(entry.id)
        self._keep(changed)
        return changed

    def _keep(self, entry: Entry) -> None:
        """The pieces of an entry are those of its words now; of a retired one there are none."""
        most = self.work.standards.number(entry.community_id, "knowledge.terms")
        self.conn.execute(delete(t.knowledge_terms).where(_t.entry_id == entry.id))
        pieces = index(entry, most) if entry.status is Status.ACTIVE else ()
        if pieces:
            rows = [{"community_id": entry.community_id, "term": p, "entry_id": entry.id} for p in pieces]
            self.conn.execute(insert(t.knowledge_terms), rows)

    # reading

    def having(self, community: int, pieces: Sequence[str]) -> list[Entry]:
        """Active entries of the community that have any of the pieces."""
        if not pieces:
            return []
        some = select(_t.entry_id).where(_t.community_id == community, _t.term.in_(list(pieces))).distinct()
        return many(self.conn, select(*_ENTRY).where(_k.id.in_(some)).order_by(_k.id), Entry)

    def count(self, community: int) -> int:
        """How many active entries there are."""
        query = select(func.count()).where(_k.community_id == community, _k.status == Status.ACTIVE)
        return int(self.conn.execute(query).scalar_one())

    def listed(self, community: int, limit: int, offset: int) -> list[Entry]:
        """Active entries by topic, then in the order they were made."""
        mine = (_k.community_id == community, _k.status == Status.ACTIVE)
        query = select(*_ENTRY).where(*mine).order_by(_k.topic, _k.id).limit(limit).offset(offset)
        return many(self.conn, query, Entry)

    def expiring(self, community: int, upto: date) -> list[Entry]:
        """Active entries whose last day is then or before, the soonest first; those that have expired are among them."""
        mine = (_k.community_id == community, _k.status == Status.ACTIVE, _k.valid_until <= upto)
        return many(self.conn, select(*_ENTRY).where(*mine).order_by(_k.valid_until, _k.id), Entry)

    # what was asked

    def asked(self, community: int, person: int, now: datetime, values: Mapping[str, Any]) -> int:
        """A question was put; the id of the note."""
        row = insert(t.knowledge_asks).values(
            community_id=community, person_id=person, at=now, **{"topic": "", **values}
        )
        return int(self.conn.execute(row.returning(_a.id)).scalar_one())

    def ask(self, ask: int) -> Ask | None:
        """The question of that id, if there is one."""
        return optional(self.conn, select(*_ASK).where(_a.id == ask), Ask)

    def unanswered(self, community: int, since: datetime, limit: int) -> list[Ask]:
        """Questions no entry answered, or whose entry did not help, newest first."""
        mine = (_a.community_id == community, _a.at >= since)
        not_yet = or_(_a.entry_id.is_(None), _a.helpful.is_(False))
        return many(self.conn, select(*_ASK).where(*mine, not_yet).order_by(_a.id.desc()).limit(limit), Ask)

    def settle(self, asks: Sequence[int], entry: int) -> None:
        """These questions are answered by the entry from now on."""
        if asks:
            self.conn.execute(
                update(t.knowledge_asks).where(_a.id.in_(list(asks))).values(entry_id=entry, helpful=None)
            )

    def settle_case(self, case: int, entry: int) -> None:
        """The question an enquiry came of is answered by the entry from now on."""
        self.conn.execute(update(t.knowledge_asks).where(_a.case_id == case).values(entry_id=entry, helpful=None))
