"""Opinion polls, the homes that are asked, and their choices until the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from domain.poll import Poll, Round, Status
from domain.sending import Sending
from store import poll_tables as v
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_p, _h, _o = v.polls.c, v.poll_homes.c, t.outbox.c
_ROW = columns(v.polls, Poll)
_NEXT = Prepared(select(func.min(_p.next_at)))
_DUE = Prepared(
    select(*_ROW)
    .where(_p.next_at <= bindparam("now", type_=_p.next_at.type))
    .order_by(_p.next_at)
    .limit(bindparam("most"))
)
_UNSENT = (Sending.QUEUED, Sending.SENDING)
_KEY = {Round.BALLOT: _h.outbox_key, Round.REMINDER: _h.reminder_key, Round.RESULT: _h.result_key}


@dataclass(frozen=True, slots=True)
class PollHome:
    """One home that is asked: who was written to, what it has chosen."""

    unit_id: int
    building: str
    person_id: int | None
    outbox_key: str | None
    voted: bool
    choice: int | None


_HOME = columns(v.poll_homes, PollHome)


class Polls:
    """Rows of polls."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, values: Mapping[str, Any]) -> Poll:
        """A new one."""
        first = {"version": 1, "status": Status.DRAFT, "round": Round.BALLOT, "cursor": 0}
        new = self.conn.execute(insert(v.polls).values({**first, **values}).returning(_p.id)).scalar_one()
        return self.get(int(new))

    def get(self, poll: int) -> Poll:
        """The poll; it must be there."""
        return one(self.conn, select(*_ROW).where(_p.id == poll), Poll)

    def find(self, poll: int) -> Poll | None:
        """The poll, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_ROW).where(_p.id == poll), Poll)

    def change(self, poll: Poll, values: Mapping[str, Any]) -> Poll:
        """The poll changed, one version up."""
        self.conn.execute(update(v.polls).where(_p.id == poll.id).values({**values, "version": poll.version + 1}))
        return self.get(poll.id)

    def later(self, poll: int, values: Mapping[str, Any]) -> Poll:
        """What only the clock writes: its buttons stay good."""
        self.conn.execute(update(v.polls).where(_p.id == poll).values(**values))
        return self.get(poll)

    def listed(self, community: int, limit: int, offset: int) -> list[Poll]:
        """All of a community, newest first."""
        query = select(*_ROW).where(_p.community_id == community).order_by(_p.id.desc())
        return many(self.conn, query.limit(limit).offset(offset), Poll)

    def due(self, now: datetime, limit: int) -> list[Poll]:
        """Those the clock must look at."""
        return many(self.conn, _DUE, Poll, now=now, most=limit)

    def next_due(self) -> datetime | None:
        """When the clock must look next."""
        found: datetime | None = _NEXT.scalar(self.conn)
        return found

    def look_at(self, poll: int, at: datetime) -> bool:
        """The clock looks at it then, if it would not look sooner; whether that is new."""
        later = (_p.id == poll, (_p.next_at.is_(None)) | (_p.next_at > at))
        return self.conn.execute(update(v.polls).where(*later).values(next_at=at)).rowcount == 1

    # homes

    def ask(self, poll: int, homes: Mapping[int, str]) -> None:
        """These homes are asked."""
        rows = [
            {"poll_id": poll, "unit_id": unit, "building": code, "voted": False} for unit, code in sorted(homes.items())
        ]
        if rows:
            self.conn.execute(insert(v.poll_homes), rows)

    def home(self, poll: int, unit: int) -> PollHome | None:
        """The home, if it is asked."""
        return optional(self.conn, select(*_HOME).where(_h.poll_id == poll, _h.unit_id == unit), PollHome)

    def homes_after(self, poll: int, cursor: int, limit: int, round_: Round) -> list[PollHome]:
        """The next homes of that round in order: all; those that have a ballot and are silent; those that have one or took part."""
        where = [_h.poll_id == poll, _h.unit_id > cursor]
        query = select(*_HOME)
        if round_ is Round.REMINDER:
            where += [_h.voted.is_(False), _h.outbox_key.is_not(None)]
        elif round_ is Round.RESULT:
            query = query.outerjoin(t.outbox, _o.key == _h.outbox_key)
            where.append((_o.status == Sending.SENT) | _h.voted.is_(True))
        return many(self.conn, query.where(*where).order_by(_h.unit_id).limit(limit), PollHome)

    def hand(self, poll: int, unit: int, person: int, round_: Round, key: str) -> None:
        """What goes out in that round was owed to that person under that key."""
        values: dict[str, Any] = {_KEY[round_].name: key}
        if round_ is Round.BALLOT:
            values["person_id"] = person
        self.conn.execute(update(v.poll_homes).where(_h.poll_id == poll, _h.unit_id == unit).values(values))

    def choose(self, poll: int, unit: int, choice: int) -> None:
        """The home has chosen, or thinks better of it."""
        mine = (_h.poll_id == poll, _h.unit_id == unit)
        self.conn.execute(update(v.poll_homes).where(*mine).values(voted=True, choice=choice))

    def of_homes(self, units: Sequence[int], limit: int) -> list[tuple[Poll, int]]:
        """Polls these homes are or were asked in: poll and home, running ones first, then the newest."""
        query = (
            select(_h.unit_id, _p.id)
            .join(v.polls, _p.id == _h.poll_id)
            .where(_h.unit_id.in_(list(units)))
            .order_by((_p.status != Status.RUNNING), _p.id.desc(), _h.unit_id)
            .limit(limit)
        )
        return [(self.get(row[1]), int(row[0])) for row in self.conn.execute(query)]

    # counting

    def part(self, poll: int) -> dict[str, tuple[int, int]]:
        """By building: homes asked, homes that took part."""
        query = (
            select(_h.building, func.count(), func.count(1).filter(_h.voted.is_(True)))
            .where(_h.poll_id == poll)
            .group_by(_h.building)
        )
        rows = sorted(self.conn.execute(query), key=lambda row: (len(row[0]), row[0]))
        return {code: (int(asked), int(voted)) for code, asked, voted in rows}

    def votes(self, poll: Poll) -> dict[str, list[int]]:
        """By building: votes for each option in order, as they stand."""
        query = (
            select(_h.building, _h.choice, func.count())
            .where(_h.poll_id == poll.id, _h.choice.is_not(None))
            .group_by(_h.building, _h.choice)
        )
        found: dict[str, list[int]] = {}
        for code, choice, number in sorted(self.conn.execute(query), key=lambda row: (len(row[0]), row[0])):
            found.setdefault(code, [0] * len(poll.options))[choice] = int(number)
        return found

    def forget(self, poll: int) -> None:
        """Who chose what is deleted; who took part stays."""
        self.conn.execute(update(v.poll_homes).where(_h.poll_id == poll).values(choice=None))

    def ballots(self, poll: int) -> list[tuple[int, int]]:
        """Home and person of every ballot that stands in a chat as a card."""
        key = t.cards.c.key
        found = self.conn.scalars(select(key).where(key.like(f"poll:{poll}:ballot:%")).order_by(key))
        pairs = (card.split(":")[-2:] for card in found)
        return [(int(unit), int(person)) for unit, person in pairs if person.isdigit()]

    def delivery(self, poll: int) -> dict[str, int]:
        """Homes by what became of their ballot; `no_chat` for those nobody of whom is in the chat."""
        rows = self.conn.execute(
            select(func.coalesce(_o.status, "no_chat"), func.count())
            .select_from(v.poll_homes.outerjoin(t.outbox, _o.key == _h.outbox_key))
            .where(_h.poll_id == poll)
            .group_by(_o.status)
        )
        return {row[0]: row[1] for row in rows}

    def unsent(self, poll: int, round_: Round) -> int:
        """How many messages of the round have been handed over and have not left yet."""
        query = select(func.count()).select_from(v.poll_homes.join(t.outbox, _o.key == _KEY[round_]))
        return int(self.conn.execute(query.where(_h.poll_id == poll, _o.status.in_(_UNSENT))).scalar_one())

    def withdraw(self, poll: int, error: str) -> None:
        """Ballots and reminders that have not left are not sent any more."""
        kept = _o.status.in_([Sending.QUEUED, Sending.BLOCKED])
        for key in (_h.outbox_key, _h.reminder_key):
            keys = select(key).where(_h.poll_id == poll, key.is_not(None))
            left = update(t.outbox).where(kept, _o.key.in_(keys))
            self.conn.execute(left.values(status=Sending.EXPIRED, error=error))
