"""The butlers' call list: whom the chat did not reach, and what became of each call."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from domain.calls import Call, Reason, Status
from domain.people import Relation, Unit
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_c = t.calls.c
_ROW = columns(t.calls, Call)
_UNIT = columns(t.units, Unit)
_IN_VAIN = (_c.community_id == bindparam("community"), _c.status == Status.NO_ANSWER)
_TO_RING_AGAIN = Prepared(
    select(*_ROW).where(*_IN_VAIN, _c.at <= bindparam("before")).order_by(_c.at).limit(bindparam("most"))
)
_RUNG_FIRST = Prepared(select(func.min(_c.at)).where(*_IN_VAIN))
#: Lines that somebody is still to ring, now or later.
UNSETTLED = (Status.OPEN, Status.NO_ANSWER)


class Calls:
    """Call lines and their history."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, values: Mapping[str, Any], now: datetime) -> Call:
        """A new line."""
        row = insert(t.calls).values(status=Status.OPEN, version=1, tries=0, since=now, **values).returning(_c.id)
        return self.get(self.conn.execute(row).scalar_one())

    def get(self, call: int) -> Call:
        """The line; it must be there."""
        return one(self.conn, select(*_ROW).where(_c.id == call), Call)

    def find(self, call: int) -> Call | None:
        """The line, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_ROW).where(_c.id == call), Call)

    def about(self, person: int, what: str) -> Call | None:
        """The person's line about that."""
        return optional(self.conn, select(*_ROW).where(_c.person_id == person, _c.what == what), Call)

    def change(self, call: Call, values: Mapping[str, Any]) -> Call:
        """The line changed, one version up."""
        self.conn.execute(update(t.calls).where(_c.id == call.id).values(version=call.version + 1, **values))
        return self.get(call.id)

    def log(self, call: int, now: datetime, by: int | None, kind: str) -> None:
        """One line of its history."""
        self.conn.execute(insert(t.call_events).values(call_id=call, at=now, by=by, kind=kind))

    def history(self, call: int) -> list[tuple[datetime, int | None, str]]:
        """When, who, what; oldest first."""
        e = t.call_events.c
        rows = self.conn.execute(select(e.at, e.by, e.kind).where(e.call_id == call).order_by(e.id))
        return [(row[0], row[1], row[2]) for row in rows]

    def buildings(self, community: int, zone: Sequence[str]) -> list[tuple[str, int]]:
        """(building, open lines) of a zone; an empty zone is everywhere. '' is for homes nobody knows."""
        query = select(_c.building, func.count()).where(*_open(community, zone)).group_by(_c.building)
        return sorted(((row[0], row[1]) for row in self.conn.execute(query)), key=lambda row: (len(row[0]), row[0]))

    def open_in(self, community: int, building: str, limit: int, offset: int) -> list[Call]:
        """Open lines of a building, the oldest first."""
        where = (*_open(community, ()), _c.building == building)
        return many(self.conn, select(*_ROW).where(*where).order_by(_c.since, _c.id).limit(limit).offset(offset), Call)

    def count_open(self, community: int) -> int:
        """How many people are to be rung, those rung in vain and due again later too."""
        where = (_c.community_id == community, _c.status.in_(UNSETTLED))
        return int(self.conn.execute(select(func.count()).select_from(t.calls).where(*where)).scalar_one())

    def of_person(self, person: int, statuses: Sequence[Status]) -> list[Call]:
        """The person's lines in those statuses."""
        where = (_c.person_id == person, _c.status.in_(statuses))
        return many(self.conn, select(*_ROW).where(*where).order_by(_c.id), Call)

    def of_announcement(self, announcement: int, statuses: Sequence[Status]) -> list[Call]:
        """Lines about an announcement in those statuses."""
        where = (_c.announcement_id == announcement, _c.status.in_(statuses))
        return many(self.conn, select(*_ROW).where(*where).order_by(_c.id), Call)

    def waiting_about(self, what: str, statuses: Sequence[Status]) -> list[Call]:
        """Lines about that in those statuses, whomever they name."""
        return many(self.conn, select(*_ROW).where(_c.what == what, _c.status.in_(statuses)).order_by(_c.id), Call)

    def homes(self, community: int, people: Sequence[int]) -> dict[int, list[tuple[Unit, Relation]]]:
        """Where those people live by the register, and as what."""
        r, u = t.residencies.c, t.units.c
        where = (r.person_id.in_(people), r.ended_at.is_(None), u.community_id == community)
        joined = select(r.person_id, r.relation, *_UNIT).join(t.units, u.id == r.unit_id).where(*where).order_by(u.id)
        found: dict[int, list[tuple[Unit, Relation]]] = {}
        for person, relation, *unit in self.conn.execute(joined):
            found.setdefault(person, []).append((Unit(*unit), Relation(relation)))
        return found

    def to_ring_again(self, community: int, before: datetime, limit: int) -> list[Call]:
        """Rung in vain at or before then."""
        return many(self.conn, _TO_RING_AGAIN, Call, community=community, before=before, most=limit)

    def rung_first(self, community: int) -> datetime | None:
        """When the first of those rung in vain was."""
        found: datetime | None = _RUNG_FIRST.scalar(self.conn, community=community)
        return found

    def add_all(self, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
        """Lines of people without a chat; none of them has one about this yet."""
        fixed = {"status": Status.OPEN, "version": 1, "tries": 0, "since": now, "reason": Reason.NO_CHAT}
        if rows:
            self.conn.execute(insert(t.calls), [{**fixed, **row} for row in rows])


def _open(community: int, zone: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    where = (_c.community_id == community, _c.status == Status.OPEN)
    return (*where, _c.building.in_([*zone, ""])) if zone else where


def move_person(conn: Connection, guest: int, known: int) -> None:
    """Two people turn out to be one: of two lines about the same thing the known one's stays."""
    theirs = select(_c.what).where(_c.person_id == known)
    both = list(conn.scalars(select(_c.id).where(_c.person_id == guest, _c.what.in_(theirs))))
    conn.execute(delete(t.call_events).where(t.call_events.c.call_id.in_(both)))
    conn.execute(delete(t.calls).where(_c.id.in_(both)))
    conn.execute(update(t.calls).where(_c.person_id == guest).values(person_id=known))
