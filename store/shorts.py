"""Questions answered with one tap: put once, answered, looked into."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from domain.people import Person
from domain.shorts import COUNTED, Kind, Short
from store import short_tables as v
from store import tables as t
from store.heard_tables import forum_people
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_s, _g, _who = v.shorts.c, forum_people.c, t.persons.c
_ROW = columns(v.shorts, Short)
_BY_ID = Prepared(select(*_ROW).where(_s.id == bindparam("short")))
_OPEN = (_s.kind == Kind.POOR, _s.done_at.is_(None))


class Shorts:
    """Rows of such questions; the unique key of a row is why nobody is asked about one thing twice."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, values: Mapping[str, Any]) -> Short | None:
        """A new one; None when there is one about that already."""
        if self.about(values["kind"], values["subject_id"], values["turn"], values["person_id"]) is not None:
            return None
        row = insert(v.shorts).values(values).returning(_s.id)
        return self.get(self.conn.execute(row).scalar_one())

    def get(self, short: int) -> Short:
        """The question; it must be there."""
        return one(self.conn, _BY_ID, Short, short=short)

    def find(self, short: int) -> Short | None:
        """The question, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _BY_ID, Short, short=short)

    def about(self, kind: str, subject: int, turn: int, person: int) -> Short | None:
        """The one about that turn of that thing to that person."""
        mine = (_s.kind == kind, _s.subject_id == subject, _s.turn == turn, _s.person_id == person)
        return optional(self.conn, select(*_ROW).where(*mine), Short)

    def newest(self, kind: str, subject: int) -> Short | None:
        """The newest about that thing."""
        query = select(*_ROW).where(_s.kind == kind, _s.subject_id == subject)
        return optional(self.conn, query.order_by(_s.id.desc()).limit(1), Short)

    def of(self, kind: str, subject: int) -> list[Short]:
        """All about that thing, oldest first."""
        return many(self.conn, select(*_ROW).where(_s.kind == kind, _s.subject_id == subject).order_by(_s.id), Short)

    def change(self, short: int, values: Mapping[str, Any]) -> Short:
        """The question with other values."""
        self.conn.execute(update(v.shorts).where(_s.id == short).values(values))
        return self.get(short)

    def asked_since(self, person: int, since: datetime) -> int:
        """How many that count were put to the person from then on."""
        query = select(func.count()).where(_s.person_id == person, _s.asked_at >= since, _s.kind.in_(COUNTED))
        return int(self.conn.execute(query).scalar_one())

    def to_ask(self, forum: int, limit: int) -> list[Person]:
        """The next of those who came to the forum and have no question about it."""
        had = exists().where(_s.kind == Kind.ACTIVITY, _s.subject_id == forum, _s.person_id == _g.person_id)
        query = select(*columns(t.persons, Person)).join(forum_people, _g.person_id == _who.id)
        query = query.where(_g.forum_id == forum, _g.came.is_(True), ~had)
        return many(self.conn, query.order_by(_who.id).limit(limit), Person)

    # the desk

    def waiting(self, community: int, limit: int, offset: int) -> list[Short]:
        """Few stars nobody has looked into, the oldest first."""
        query = select(*_ROW).where(_s.community_id == community, *_OPEN).order_by(_s.id)
        return many(self.conn, query.limit(limit).offset(offset), Short)

    # reports

    def made(self, community: int, start: datetime, end: datetime) -> Sequence[Short]:
        """All of a community made in that time, oldest first."""
        inside = (_s.community_id == community, _s.made_at >= start, _s.made_at < end)
        return many(self.conn, select(*_ROW).where(*inside).order_by(_s.id), Short)


def move_person(conn: Connection, guest: int, known: int) -> None:
    """Two people turn out to be one: of two questions about the same thing the known one's stays."""
    theirs = v.shorts.alias()
    same = (theirs.c.kind == _s.kind, theirs.c.subject_id == _s.subject_id, theirs.c.turn == _s.turn)
    both = select(theirs.c.id).where(theirs.c.person_id == known, *same).exists()
    conn.execute(delete(v.shorts).where(_s.person_id == guest, both))
    conn.execute(update(v.shorts).where(_s.person_id == guest).values(person_id=known))
    conn.execute(update(v.shorts).where(_s.done_by == guest).values(done_by=known))
