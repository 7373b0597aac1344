"""Owners' forums and who is invited to them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, insert, select, update

from domain.announcements import Audience
from domain.errors import Outdated
from domain.forums import Answer, Forum, Guest, Status
from domain.people import Person
from domain.sending import Sending
from store import tables as t
from store.announcements import UNSENT, meant
from store.heard_tables import forum_people, forums
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_f, _g, _o, _who = forums.c, forum_people.c, t.outbox.c, t.persons.c
_ROW = columns(forums, Forum)
_GUEST = columns(forum_people, Guest)
_PERSON = columns(t.persons, Person)
_BY_ID = Prepared(select(*_ROW).where(_f.id == bindparam("forum")))
#: People asked about in one statement.
_AT_ONCE = 500
_NEXT = Prepared(select(func.min(_f.next_at)))
_DUE = Prepared(select(*_ROW).where(_f.next_at <= bindparam("now")).order_by(_f.next_at).limit(bindparam("limit")))


class Forums:
    """Forums and their guests."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, values: Mapping[str, Any]) -> Forum:
        """A new one."""
        row = insert(forums).values(version=1, status=Status.PLANNED, **values).returning(_f.id)
        return self.get(self.conn.execute(row).scalar_one())

    def get(self, forum: int) -> Forum:
        """The forum; it must be there."""
        return one(self.conn, _BY_ID, Forum, forum=forum)

    def find(self, forum: int) -> Forum | None:
        """The forum, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _BY_ID, Forum, forum=forum)

    def change(self, forum: Forum, values: Mapping[str, Any]) -> Forum:
        """The forum with other values, one version up. `Outdated` when somebody changed it since it was read."""
        mine = (_f.id == forum.id, _f.version == forum.version)
        row = {"version": forum.version + 1, **values}
        if not self.conn.execute(update(forums).where(*mine).values(row)).rowcount:
            raise Outdated
        return self.get(forum.id)

    def listed(self, community: int, limit: int, offset: int) -> list[Forum]:
        """All of a community, the latest first."""
        query = select(*_ROW).where(_f.community_id == community).order_by(_f.starts_at.desc(), _f.id.desc())
        return many(self.conn, query.limit(limit).offset(offset), Forum)

    # the clock's side

    def due(self, now: datetime, limit: int) -> list[Forum]:
        """Those the clock must look at."""
        return many(self.conn, _DUE, Forum, now=now, limit=limit)

    def next_due(self) -> datetime | None:
        """When the clock must look next."""
        found: datetime | None = _NEXT.scalar(self.conn)
        return found

    # whom it is for

    def to_invite(self, forum: Forum, audience: Audience, limit: int) -> list[Person]:
        """The next of those it is for who have a chat, by id; whoever is invited is not invited again."""
        last = select(func.max(_g.person_id)).where(_g.forum_id == forum.id).scalar_subquery()
        reached = and_(_who.telegram_id.is_not(None), _who.reachable)
        where = (meant(forum.community_id, audience), reached, _who.id > func.coalesce(last, 0))
        return many(self.conn, select(*_PERSON).where(*where).order_by(_who.id).limit(limit), Person)

    def invite(self, forum: int, people: Sequence[Person]) -> None:
        """They are invited."""
        if people:
            self.conn.execute(insert(forum_people), [{"forum_id": forum, "person_id": p.id} for p in people])

    def guests(self, forum: int) -> list[Guest]:
        """Everybody invited."""
        return many(self.conn, select(*_GUEST).where(_g.forum_id == forum).order_by(_g.person_id), Guest)

    def guest(self, forum: int, person: int) -> Guest | None:
        """The person, if they are invited."""
        mine = (_g.forum_id == forum, _g.person_id == person)
        return optional(self.conn, select(*_GUEST).where(*mine), Guest)

    def answer(self, forum: int, person: int, answer: Answer, now: datetime) -> None:
        """They come, or not."""
        mine = (_g.forum_id == forum, _g.person_id == person)
        self.conn.execute(update(forum_people).where(*mine).values(answer=answer, answered_at=now))

    def came(self, forum: int, people: Sequence[int]) -> None:
        """Who was there; of the others who said yes that they were not."""
        yes = and_(_g.forum_id == forum, _g.answer == Answer.YES)
        self.conn.execute(update(forum_people).where(yes).values(came=False))
        there = and_(_g.forum_id == forum, _g.person_id.in_(list(people)))
        self.conn.execute(update(forum_people).where(there).values(came=True))

    def to_tell(self, forum: int, *, only_coming: bool, limit: int) -> list[Person]:
        """The next of those who are to hear of its end and have not: all who did not say no, or only those who came or said yes."""
        where = [_g.forum_id == forum, _g.told_at.is_(None)]
        if only_coming:
            where.append((_g.answer == Answer.YES) | _g.came)
        else:
            where.append(_g.answer.is_(None) | (_g.answer == Answer.YES))
        query = select(*_PERSON).join(forum_people, _g.person_id == _who.id).where(*where)
        return many(self.conn, query.order_by(_who.id).limit(limit), Person)

    def told(self, forum: int, people: Sequence[Person], now: datetime) -> None:
        """They have been told."""
        there = and_(_g.forum_id == forum, _g.person_id.in_([p.id for p in people]))
        self.conn.execute(update(forum_people).where(there).values(told_at=now))

    def people(self, ids: Sequence[int]) -> list[Person]:
        """These people, in that order."""
        found: dict[int, Person] = {
            p.id: p for p in many(self.conn, select(*_PERSON).where(_who.id.in_(list(ids))), Person)
        }
        return [found[one] for one in ids if one in found]

    def unsent(self, forum: int, key: Callable[[int], str], newest: int) -> int:
        """How many of the newest so many invitations have not left yet; `key` names a person's."""
        last = select(_g.person_id).where(_g.forum_id == forum).order_by(_g.id.desc()).limit(newest)
        keys = [key(person) for person in self.conn.scalars(last)]
        query = select(func.count()).select_from(t.outbox).where(_o.key.in_(keys), _o.status.in_(UNSENT))
        return int(self.conn.execute(query).scalar_one())

    def withdraw(self, forum: int, key: Callable[[int], str], error: str) -> None:
        """Invitations that have not left are not sent any more."""
        people = list(self.conn.scalars(select(_g.person_id).where(_g.forum_id == forum)))
        for first in range(0, len(people), _AT_ONCE):
            keys = (_o.key.in_([key(p) for p in people[first : first + _AT_ONCE]]), _o.status == Sending.QUEUED)
            self.conn.execute(update(t.outbox).where(*keys).values(status=Sending.EXPIRED, error=error))
