"""Residents and the desk talking through us: who said what, who has it, and which copy stands where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, or_, select, update

from domain.relay import ALBUM, Status, copy_of, notice_of
from domain.sending import Sending, Sort
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work


@dataclass(frozen=True, slots=True)
class Relay:
    """One exchange of a resident with the desk."""

    id: int
    community_id: int
    person_id: int
    case_id: int | None
    status: Status
    #: Who of the desk has it.
    owner_id: int | None
    #: In private with this supervisor, not in the group (CMP-24).
    with_id: int | None
    opened_at: datetime
    last_at: datetime
    #: Since when a word of the resident is unanswered, counted in reception hours; and what was done about it.
    waiting_at: datetime | None
    reminded_at: datetime | None
    raised_at: datetime | None
    closed_at: datetime | None
    closed_how: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said by either side."""

    id: int
    relay_id: int
    from_desk: bool
    by: int
    text: str
    #: [{kind, ref}]
    attachment: list[dict[str, Any]] | None
    at: datetime
    #: Where the original stands; of several messages said as one the first.
    chat_id: int
    message_id: int
    edited_at: datetime | None
    failed_at: datetime | None
    #: [[message, text]], [[instant, text]]
    parts: list[list[Any]] | None
    earlier: list[list[Any]] | None
    #: How many places it was brought to; the copy in each is the card `copy:<id>:<n>`.
    copies: int


@dataclass(frozen=True, slots=True)
class Oldest:
    """Of the open exchanges of a community: since when the longest silent one is, and those somebody waits in."""

    community_id: int
    silent: datetime | None
    unreminded: datetime | None
    unraised: datetime | None
    raised: datetime | None


_RELAY = columns(t.relays, Relay)
_SAID = columns(t.relay_messages, Said)
_r, _m = t.relays.c, t.relay_messages.c
#: As many things said are looked through for the part somebody has edited.
LOOK_BACK = 20
_WAITS = {
    "remind": and_(_r.reminded_at.is_(None), _r.raised_at.is_(None)),
    "raise": _r.raised_at.is_(None),
}
#: For each community: what may be due first.
_OLDEST = Prepared(
    select(
        _r.community_id,
        func.min(_r.last_at).filter(_r.waiting_at.is_(None)),
        func.min(_r.waiting_at).filter(_WAITS["remind"]),
        func.min(_r.waiting_at).filter(_WAITS["raise"]),
        func.min(_r.raised_at),
    )
    .where(_r.status == Status.OPEN)
    .group_by(_r.community_id)
)


class Relays:
    """Exchanges and what was said in them."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    # exchanges

    def get(self, relay: int) -> Relay:
        """The exchange; it must be there."""
        return one(self.conn, select(*_RELAY).where(_r.id == relay), Relay)

    def find(self, relay: int) -> Relay | None:
        """The exchange, if there is one of that id."""
        return optional(self.conn, select(*_RELAY).where(_r.id == relay), Relay)

    def open_of(self, person: int, community: int | None = None) -> Relay | None:
        """The person's open exchange that was gone on with last, in one community or in any."""
        where = [_r.person_id == person, _r.status == Status.OPEN]
        if community is not None:
            where.append(_r.community_id == community)
        query = select(*_RELAY).where(*where).order_by(_r.last_at.desc(), _r.id.desc())
        return optional(self.conn, query.limit(1), Relay)

    def all_open_of(self, person: int, community: int) -> list[Relay]:
        """The person's open exchanges in a community, the last gone on with first."""
        where = (_r.person_id == person, _r.status == Status.OPEN, _r.community_id == community)
        return many(self.conn, select(*_RELAY).where(*where).order_by(_r.last_at.desc(), _r.id.desc()), Relay)

    def of_case(self, case: int) -> list[Relay]:
        """All exchanges about a case, oldest first."""
        return many(self.conn, select(*_RELAY).where(_r.case_id == case).order_by(_r.id), Relay)

    def open(self, community: int, person: int, case: int | None, now: datetime) -> Relay:
        """A new exchange."""
        row = insert(t.relays).values(
            community_id=community, person_id=person, case_id=case, status=Status.OPEN, opened_at=now, last_at=now
        )
        return self.get(self.conn.execute(row.returning(_r.id)).scalar_one())

    def change(self, relay: int, values: Mapping[str, Any]) -> Relay:
        """The exchange with other values."""
        self.conn.execute(update(t.relays).where(_r.id == relay).values(dict(values)))
        return self.get(relay)

    def held_by(self, staff: int) -> list[Relay]:
        """Open exchanges this post has, or receives in private."""
        mine = or_(_r.owner_id == staff, _r.with_id == staff)
        return many(self.conn, select(*_RELAY).where(mine, _r.status == Status.OPEN).order_by(_r.id), Relay)

    def hand_on(self, old: int, new: int) -> None:
        """Two posts turn out to be one person's: what one had the other has."""
        for column in (_r.owner_id, _r.with_id):
            self.conn.execute(update(t.relays).where(column == old).values({column.name: new}))

    # the clock

    def oldest(self) -> list[Oldest]:
        """For each community with open exchanges: what may be due first."""
        return [Oldest(*row) for row in _OLDEST.rows(self.conn)]

    def silent(self, community: int, before: datetime, limit: int) -> list[Relay]:
        """Open exchanges in which nobody waits and nobody has said anything since."""
        return self._due(community, and_(_r.waiting_at.is_(None), _r.last_at <= before), limit)

    def waiting(self, community: int, step: str, before: datetime, limit: int) -> list[Relay]:
        """Open exchanges in which somebody waits since then and `remind` or `raise` was not done yet."""
        return self._due(community, and_(_r.waiting_at <= before, _WAITS[step]), limit)

    def raised(self, community: int, before: datetime, limit: int) -> list[Relay]:
        """Those a supervisor was told of so long ago, and still somebody waits."""
        return self._due(community, and_(_r.waiting_at.is_not(None), _r.raised_at <= before), limit)

    def _due(self, community: int, what: Any, limit: int) -> list[Relay]:
        here = (_r.status == Status.OPEN, _r.community_id == community)
        return many(self.conn, select(*_RELAY).where(*here, what).order_by(_r.id).limit(limit), Relay)

    # what was said

    def said(self, relay: int, key: str, now: datetime, values: Mapping[str, Any]) -> Said | None:
        """One thing said, once under its key; None when it was said before."""
        if self.conn.execute(select(_m.id).where(_m.outbox_key == key)).first() is not None:
            return None
        row = insert(t.relay_messages).values(relay_id=relay, outbox_key=key, at=now, **values)
        return self.message(self.conn.execute(row.returning(_m.id)).scalar_one())

    def message(self, said: int) -> Said:
        """The thing said; it must be there."""
        return one(self.conn, select(*_SAID).where(_m.id == said), Said)

    def change_said(self, said: int, values: Mapping[str, Any]) -> Said:
        """The thing said with other values."""
        self.conn.execute(update(t.relay_messages).where(_m.id == said).values(dict(values)))
        return self.message(said)

    def messages(self, relays: Sequence[int], limit: int, offset: int = 0) -> list[Said]:
        """What was said in these exchanges: the newest page counts from the end, in the order it was said."""
        query = select(*_SAID).where(_m.relay_id.in_(list(relays))).order_by(_m.id.desc()).limit(limit).offset(offset)
        return many(self.conn, query, Said)[::-1]

    def count(self, relays: Sequence[int]) -> int:
        """How many things were said in these exchanges."""
        return int(self.conn.scalar(select(func.count()).where(_m.relay_id.in_(list(relays)))) or 0)

    def newest(self, relay: int, *, from_desk: bool, before: int | None = None) -> Said | None:
        """What that side said last, or last before that."""
        where = [_m.relay_id == relay, _m.from_desk.is_(from_desk)]
        if before is not None:
            where.append(_m.id < before)
        return optional(self.conn, select(*_SAID).where(*where).order_by(_m.id.desc()).limit(1), Said)

    def undelivered(self, relay: int) -> list[Said]:
        """What the desk said and the resident did not get, oldest first."""
        where = (_m.relay_id == relay, _m.from_desk.is_(True), _m.failed_at.is_not(None))
        return many(self.conn, select(*_SAID).where(*where).order_by(_m.id), Said)

    def with_undelivered(self, person: int) -> list[Relay]:
        """The person's exchanges in which something did not reach them."""
        lost = select(_m.id).where(_m.relay_id == _r.id, _m.from_desk.is_(True), _m.failed_at.is_not(None))
        return many(self.conn, select(*_RELAY).where(_r.person_id == person, lost.exists()).order_by(_r.id), Relay)

    def by_copy(self, chat: int, message: int) -> tuple[Relay, Said | None] | None:
        """The exchange a copy or a notice belongs to, and what was said there: what somebody answers by replying to it."""
        key = self._key_at(chat, message)
        if key is None:
            return None
        number, notice = copy_of(key), notice_of(key)
        where = _m.id == number if number is not None else _m.outbox_key == key
        said = optional(self.conn, select(*_SAID).where(where), Said) if notice is None else None
        relay = self.find(notice if notice is not None else said.relay_id if said else 0)
        return None if relay is None else (relay, said)

    def _key_at(self, chat: int, message: int) -> str | None:
        """What stands there; the pictures of an album stand one after the other, and only the first is known."""
        o = t.outbox.c
        near = (o.chat_id == chat, o.message_id <= message, o.message_id > message - ALBUM)
        query = select(o.key, o.message_id, o.payload).where(*near, o.sort == Sort.MESSAGE)
        row = self.conn.execute(query.order_by(o.message_id.desc(), o.id.desc()).limit(1)).first()
        if row is None:
            return None
        album = len(row.payload.get("media") or ())
        return row.key if message < row.message_id + max(1, album) else None

    def by_original(self, chat: int, message: int, person: int) -> Said | None:
        """What this person said by that message of theirs, also when it was one of several said as one."""
        mine = (_m.chat_id == chat, _m.by == person, _m.message_id <= message)
        query = select(*_SAID).where(*mine).order_by(_m.message_id.desc(), _m.id.desc()).limit(LOOK_BACK)
        found = many(self.conn, query, Said)
        return next((s for s in found if message in (s.message_id, *(number for number, _ in s.parts or ()))), None)

    # delivery

    def alive(self, said: Said) -> bool:
        """Whether any copy of it has arrived or may still arrive."""
        o, c = t.outbox.c, t.cards.c
        keys = [f"copy:{said.id}:{n}" for n in range(said.copies)]
        there = (c.key.in_(keys), o.status.in_([Sending.QUEUED, Sending.SENDING, Sending.SENT]))
        query = select(o.id).join(t.cards, o.card_id == c.id).where(*there).limit(1)
        return self.conn.execute(query).first() is not None

    def withdraw(self, row: int) -> None:
        """A copy that was kept for a chat that refuses us is not sent when it comes back: whoever wrote it decides."""
        o = t.outbox.c
        mine = (o.id == row, o.status == Sending.BLOCKED)
        self.conn.execute(update(t.outbox).where(*mine).values(status=Sending.EXPIRED, error="left to its writer"))
