"""Announcements, to whom they went, and who has read them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, exists, func, insert, or_, select, update

from domain.announcements import PUBLISHED, Announcement, Audience, Part
from domain.people import Person
from domain.sending import Sending
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_a, _p, _o, _who = t.announcements.c, t.announcement_people.c, t.outbox.c, t.persons.c
_ROW = columns(t.announcements, Announcement)
_PERSON = columns(t.persons, Person)
_HAND = Prepared(insert(t.announcement_people), ["announcement_id", "person_id", "part", "outbox_key"])
_FIND = Prepared(select(*_ROW).where(_a.id == bindparam("announcement")))
_NEXT = Prepared(select(func.min(_a.next_at)))
_DUE = Prepared(
    select(*_ROW)
    .where(_a.next_at <= bindparam("now", type_=_a.next_at.type))
    .order_by(_a.next_at)
    .limit(bindparam("most"))
)
#: Statuses of the outbox that are still to come.
UNSENT = (Sending.QUEUED, Sending.SENDING)


class Announcements:
    """Announcement rows and their people."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, values: Mapping[str, Any]) -> Announcement:
        """A new one."""
        row = insert(t.announcements).values(version=1, cursor=0, part=Part.FIRST, **values).returning(_a.id)
        return self.get(self.conn.execute(row).scalar_one())

    def get(self, announcement: int) -> Announcement:
        """The announcement; it must be there."""
        return one(self.conn, _FIND, Announcement, announcement=announcement)

    def find(self, announcement: int) -> Announcement | None:
        """The announcement, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _FIND, Announcement, announcement=announcement)

    def change(self, announcement: Announcement, values: Mapping[str, Any]) -> Announcement:
        """The announcement changed, one version up."""
        new = {**values, "version": announcement.version + 1}
        self.conn.execute(update(t.announcements).where(_a.id == announcement.id).values(new))
        return self.get(announcement.id)

    def listed(self, community: int, limit: int, offset: int) -> list[Announcement]:
        """All of a community, newest first."""
        query = select(*_ROW).where(_a.community_id == community).order_by(_a.id.desc())
        return many(self.conn, query.limit(limit).offset(offset), Announcement)

    def current(self, communities: Sequence[int], now: datetime) -> list[Announcement]:
        """Published and not over, newest first (NTB-01)."""
        where = (_a.community_id.in_(communities), _a.status.in_(PUBLISHED), _a.until_at > now)
        return many(self.conn, select(*_ROW).where(*where).order_by(_a.id.desc()), Announcement)

    def over_between(self, community: int, since: datetime, until: datetime) -> list[Announcement]:
        """Published ones whose end lies in that time: their paper copies come down (NTB-01)."""
        where = (_a.community_id == community, _a.status.in_(PUBLISHED), _a.until_at > since, _a.until_at <= until)
        return many(self.conn, select(*_ROW).where(*where).order_by(_a.id), Announcement)

    # the clock's side

    def due(self, now: datetime, limit: int) -> list[Announcement]:
        """Those the clock must look at."""
        return many(self.conn, _DUE, Announcement, now=now, most=limit)

    def next_due(self) -> datetime | None:
        """When the clock must look next."""
        found: datetime | None = _NEXT.scalar(self.conn)
        return found

    def look_at(self, announcement: int, at: datetime) -> bool:
        """The clock looks at it then, if it would not look sooner; whether that is new."""
        later = or_(_a.next_at.is_(None), _a.next_at > at)
        done = self.conn.execute(update(t.announcements).where(_a.id == announcement, later).values(next_at=at))
        return done.rowcount == 1

    # whom it is for

    def people(self, announcement: Announcement, audience: Audience, limit: int) -> list[Person]:
        """The next of those it is for, by id; the reminder goes to those sent the first part, a correction to those who have it."""
        if announcement.part is Part.CORRECTION:
            having = (_p.person_id == _who.id, *_has(announcement.id))
            query = select(*_PERSON).where(exists().where(*having), _who.id > announcement.cursor)
            return many(self.conn, query.order_by(_who.id).limit(limit), Person)
        where = [meant(announcement.community_id, audience), _who.id > announcement.cursor]
        if announcement.part is Part.REMINDER:
            had = (_p.announcement_id == announcement.id, _p.part == Part.FIRST, _p.outbox_key.is_not(None))
            where.append(exists().where(_p.person_id == _who.id, *had))
        return many(self.conn, select(*_PERSON).where(*where).order_by(_who.id).limit(limit), Person)

    def count(self, community: int, audience: Audience) -> tuple[int, int]:
        """How many can be reached in the chat now, and how many cannot."""
        reached = and_(_who.telegram_id.is_not(None), _who.reachable)
        query = select(func.count(), func.count().filter(reached)).select_from(t.persons)
        everybody, can = self.conn.execute(query.where(meant(community, audience))).one()
        return can, everybody - can

    def having(self, announcement: int) -> int:
        """How many have it, or will in a moment."""
        query = select(func.count()).select_from(t.announcement_people).where(*_has(announcement))
        return int(self.conn.execute(query).scalar_one())

    def hand(self, announcement: int, part: Part, person: int, key: str | None) -> None:
        """It was handed to the outbox for this person under that key; None: they have no chat."""
        _HAND.run(self.conn, announcement_id=announcement, person_id=person, part=str(part), outbox_key=key)

    def give_key(self, announcement: int, person: int, key: str) -> bool:
        """Somebody who had no chat has one now; False when they are no such person."""
        mine = (_p.announcement_id == announcement, _p.person_id == person, _p.outbox_key.is_(None))
        done = self.conn.execute(update(t.announcement_people).where(*mine).values(outbox_key=key))
        return done.rowcount == 1

    def key_of(self, announcement: int, person: int) -> str | None:
        """Under which key the person was sent its first part; None when they were not."""
        mine = (_p.announcement_id == announcement, _p.person_id == person, _p.part == Part.FIRST)
        found: str | None = self.conn.execute(select(_p.outbox_key).where(*mine)).scalar()
        return found

    def read(self, announcement: int, person: int, now: datetime) -> bool:
        """The person says it was read; False when they had said so, or it was not sent to them."""
        mine = (_p.announcement_id == announcement, _p.person_id == person, _p.part == Part.FIRST)
        done = self.conn.execute(update(t.announcement_people).where(*mine, _p.read_at.is_(None)).values(read_at=now))
        return done.rowcount == 1

    # counting

    def unsent(self, announcement: int, newest: int) -> int:
        """How many of the newest so many handed over have not left yet."""
        last = (
            select(_p.outbox_key).where(_p.announcement_id == announcement).order_by(_p.id.desc()).limit(newest)
        ).subquery()
        query = select(func.count()).select_from(last).join(t.outbox, _o.key == last.c.outbox_key)
        return int(self.conn.execute(query.where(_o.status.in_(UNSENT))).scalar_one())

    def delivery(self, announcement: int, part: Part) -> dict[str, int]:
        """People by what became of their message; `no_chat` for those who had none."""
        rows = self.conn.execute(
            select(func.coalesce(_o.status, "no_chat"), func.count())
            .select_from(t.announcement_people.outerjoin(t.outbox, _o.key == _p.outbox_key))
            .where(_p.announcement_id == announcement, _p.part == part)
            .group_by(_o.status)
        )
        return {row[0]: row[1] for row in rows}

    def readers(self, announcement: int) -> int:
        """How many say that they read it."""
        mine = (_p.announcement_id == announcement, _p.read_at.is_not(None))
        return int(self.conn.execute(select(func.count()).select_from(t.announcement_people).where(*mine)).scalar_one())

    def withdraw(self, announcement: int, error: str) -> int:
        """What has not left is not sent any more; how many messages."""
        keys = select(_p.outbox_key).where(_p.announcement_id == announcement, _p.outbox_key.is_not(None))
        kept = _o.status.in_([Sending.QUEUED, Sending.BLOCKED])
        done = self.conn.execute(
            update(t.outbox).where(kept, _o.key.in_(keys)).values(status=Sending.EXPIRED, error=error)
        )
        return int(done.rowcount)


def _has(announcement: int) -> tuple[ColumnElement[bool], ...]:
    """Rows of those whose first message has left, or is leaving."""
    left = exists().where(_o.key == _p.outbox_key, _o.status.in_([Sending.SENT, Sending.SENDING]))
    return (_p.announcement_id == announcement, _p.part == Part.FIRST, left)


def meant(community: int, audience: Audience) -> ColumnElement[bool]:
    """People the audience holds: residents the chat knows for certain, or whom only the register knows; staff."""
    r, u, s = t.residencies.c, t.units.c, t.staff.c
    home = [
        r.person_id == _who.id, r.unit_id == u.id, r.ended_at.is_(None), u.community_id == community,
        r.relation.in_(audience.relations), or_(r.verified_at.is_not(None), _who.telegram_id.is_(None)),
    ]  # fmt: skip
    if audience.buildings:
        home.append(u.building.in_(audience.buildings))
    if audience.floors is not None:
        home.append(or_(u.floor.is_(None), u.floor.between(*audience.floors)))
    post = (s.person_id == _who.id, s.community_id == community, s.ended_at.is_(None), s.role.in_(audience.roles))
    residents, staff = exists().where(*home), exists().where(*post)
    return (
        or_(residents, staff) if audience.relations and audience.roles else residents if audience.relations else staff
    )


def move_person(conn: Connection, guest: int, known: int) -> None:
    """Two people turn out to be one: what both were sent counts once."""
    theirs = select(_p.announcement_id, _p.part).where(_p.person_id == known).subquery()
    both = exists().where(theirs.c.announcement_id == _p.announcement_id, theirs.c.part == _p.part)
    conn.execute(delete(t.announcement_people).where(_p.person_id == guest, both))
    conn.execute(update(t.announcement_people).where(_p.person_id == guest).values(person_id=known))
