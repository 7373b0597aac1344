"""Asking back after repairs: the callbacks, the days it rained, and the rows their figures are counted from."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, insert, or_, select, update

from domain.callbacks import OPEN, Callback, CallbackRow, FinishRow, Status
from domain.cases import OVER, Channel
from domain.errors import Outdated
from domain.ids import CaseId
from store import tables as t
from store.heard_tables import visit_cases
from store.prepared import Prepared, among
from store.rows import aside, columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_c = t.callbacks.c
_ROW = columns(t.callbacks, Callback)
_BY_ID = Prepared(select(*_ROW).where(_c.id == bindparam("callback")))
_OF_CASE = Prepared(select(*_ROW).where(_c.case_id == bindparam("case")).order_by(_c.round, _c.turn))
_ACTIVE = among(_c.status, sorted(OPEN))
_NEXT = Prepared(select(func.min(_c.ask_at)).where(_ACTIVE))
_TO_LOOK_AT = Prepared(
    select(*_ROW).where(_ACTIVE, _c.ask_at <= bindparam("now")).order_by(_c.due_at, _c.id).limit(bindparam("most"))
)
#: Cases asked about in one statement.
_AT_ONCE = 500
#: What the desk has on its list: to be asked by telephone, or an answer promised and still owed (CBK-23).
#: The community is named in each arm, so that each is searched by an index of its own.
_HERE = _c.community_id == bindparam("community")
_TO_RING = [and_(_HERE, _c.status == status, _c.phone_at <= bindparam("now")) for status in sorted(OPEN)]
_LISTED = or_(
    *_TO_RING,
    and_(_HERE, _c.promised_at > datetime.fromtimestamp(0, UTC), _c.answered_at.is_(None)),
)


class Callbacks:
    """Callbacks and rain days."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, values: Mapping[str, Any]) -> Callback:
        """A new callback; `values` are its columns."""
        row = insert(t.callbacks).values(version=1, tries=0, **values).returning(_c.id)
        return self.get(self.conn.execute(row).scalar_one())

    def get(self, callback: int) -> Callback:
        """The callback; it must be there."""
        return one(self.conn, _BY_ID, Callback, callback=callback)

    def find(self, callback: int) -> Callback | None:
        """The callback, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _BY_ID, Callback, callback=callback)

    def of(self, case: int) -> list[Callback]:
        """Every callback of a case, oldest first."""
        return many(self.conn, _OF_CASE, Callback, case=case)

    def change(self, callback: Callback, values: Mapping[str, Any]) -> Callback:
        """The callback with other values, one version up. `Outdated` when somebody changed it since it was read."""
        row = {"version": callback.version + 1, **values}
        mine = (_c.id == callback.id, _c.version == callback.version)
        if not self.conn.execute(update(t.callbacks).where(*mine).values(row)).rowcount:
            raise Outdated
        return self.get(callback.id)

    # the clock

    def to_look_at(self, now: datetime, limit: int) -> list[Callback]:
        """Callbacks whose owner is to be asked now, or that are to be handed to the desk; the soonest due first."""
        return many(self.conn, _TO_LOOK_AT, Callback, now=now, most=limit)

    def next_look(self) -> datetime | None:
        """When the clock must look next."""
        found: datetime | None = _NEXT.scalar(self.conn)
        return found

    def asked_since(self, person: int, since: datetime) -> int:
        """How often the person was asked in the chat from then on, whatever became of the question."""
        c = t.cases.c
        query = select(func.count()).select_from(t.callbacks.join(t.cases, c.id == _c.case_id))
        return int(self.conn.execute(query.where(c.reporter_id == person, _c.asked_at >= since)).scalar_one())

    def asked_in_chat(self, community: int, start: datetime, end: datetime) -> list[tuple[CaseId, bool | None]]:
        """Cases asked about in the chat in that time: whether all was well as answered there, None without an answer there."""
        query = select(_c.case_id, _c.status, _c.channel).where(_c.community_id == community)
        rows = self.conn.execute(query.where(_c.asked_at >= start, _c.asked_at < end).order_by(_c.id))
        said = (Status.GOOD, Status.FAULT)
        return [
            (CaseId(case), status == Status.GOOD if status in said and channel == Channel.CHAT else None)
            for case, status, channel in rows
        ]

    # the desk's list

    def listed(self, community: int, now: datetime, limit: int, offset: int) -> list[Callback]:
        """What the desk is to ask or to answer, the longest due first."""
        query = select(*_ROW).where(_LISTED).order_by(_c.due_at, _c.id).limit(limit).offset(offset)
        return many(self.conn, query, Callback, now=now, community=community)

    def waiting(self, community: int, now: datetime) -> tuple[int, int]:
        """How many stand on the list, and how many of those to be asked are late."""
        given = {"now": now, "community": community}
        listed = select(func.count()).select_from(t.callbacks).where(_LISTED)
        late = [select(func.count()).select_from(t.callbacks).where(one, aside(_c.due_at) < now) for one in _TO_RING]
        return (
            self.conn.execute(listed, given).scalar_one(),
            sum(self.conn.execute(query, given).scalar_one() for query in late),
        )

    def unsettled(self, community: int, limit: int) -> tuple[int, list[tuple[str, str, str]]]:
        """Open matters that asking back or a visit brought to light (CBK-24): how many, and number, flow and status of
        the oldest."""
        c = t.cases.c
        faults = select(_c.id).where(_c.case_id == c.id, _c.status == Status.FAULT)
        heard = select(visit_cases.c.visit_id).where(visit_cases.c.case_id == c.id)
        here = (c.community_id == community, c.closed_at.is_(None), c.status.not_in(sorted(OVER)))
        which = or_(faults.exists(), heard.exists())
        count = self.conn.execute(select(func.count()).select_from(t.cases).where(*here, which)).scalar_one()
        rows = self.conn.execute(select(c.number, c.flow, c.status).where(*here, which).order_by(c.id).limit(limit))
        return int(count), [(row[0], row[1], row[2]) for row in rows]

    # rain

    def say_rain(self, community: int, day: date, by: int, now: datetime) -> bool:
        """It has rained that day; False when somebody has said so before."""
        if self.rained(community, day):
            return False
        values = {"community_id": community, "day": day, "said_by": by, "said_at": now}
        self.conn.execute(insert(t.rain_days).values(values))
        return True

    def rained(self, community: int, day: date) -> bool:
        """Whether somebody has said that it rained that day."""
        r = t.rain_days.c
        return bool(self.conn.scalar(select(r.id).where(r.community_id == community, r.day == day)))

    def waiting_for_rain(self, community: int) -> list[Callback]:
        """Leaks to be asked about after the next rain, oldest first."""
        query = select(*_ROW).where(_c.community_id == community, _c.status == Status.WAITS_RAIN).order_by(_c.id)
        return many(self.conn, query, Callback)

    # people

    def moved_out(self, person: int, unit: int) -> bool:
        """Whether the person has lived there and does no longer."""
        r = t.residencies.c
        mine = select(r.id).where(r.person_id == person, r.unit_id == unit)
        return bool(self.conn.scalar(mine.where(r.ended_at.is_not(None))))

    # figures

    def rows(self, community: int, start: datetime) -> list[CallbackRow]:
        """Callbacks that fell due, were made or found a fault since then."""
        ids: set[int] = set()
        for at in (_c.due_at, _c.done_at, _c.fault_at):  # one at a time: together no index would be used
            ids.update(self.conn.scalars(select(_c.id).where(_c.community_id == community, at >= start)))
        wanted, query = sorted(ids), select(*columns(t.callbacks, CallbackRow)).order_by(_c.id)
        parts = (wanted[first : first + _AT_ONCE] for first in range(0, len(wanted), _AT_ONCE))
        return [row for part in parts for row in many(self.conn, query.where(_c.id.in_(part)), CallbackRow)]

    def finished(self, community: int, start: datetime, end: datetime, left_out: list[str]) -> list[FinishRow]:
        """Repairs finished in the period, by their newest finish in it; without those in a status that is left out."""
        e, c, u = t.events.c, t.cases.c, t.units.c
        touched = self._touched(community, start, end)
        query = (
            select(
                c.id, c.number, u.building, u.entrance, u.room, c.place, c.category,
                func.max(e.at).label("at"), c.taken_by,
            )
            .join(t.cases, c.id == e.case_id)
            .outerjoin(t.units, u.id == c.unit_id)
            .where(aside(c.community_id) == community, c.flow == "repair", c.status.not_in(left_out))
            .where(e.kind == "finish", e.at >= start, e.at < end)
            .group_by(c.id, c.number, u.building, u.entrance, u.room, c.place, c.category, c.taken_by)
            .order_by(c.id)
        )  # fmt: skip
        parts = (touched[first : first + _AT_ONCE] for first in range(0, len(touched), _AT_ONCE))
        rows = [row for part in parts for row in self.conn.execute(query.where(c.id.in_(part)))]
        return [
            FinishRow(
                r.id,
                r.number,
                _where(r.building, r.entrance, r.room, r.place),
                r.category,
                r.at,
                r.taken_by is not None,
            )
            for r in rows
        ]

    def _touched(self, community: int, start: datetime, end: datetime) -> list[int]:
        """Cases reported, finished or closed in the period, by index: where a finish in it can be, however many are past."""
        c, r = t.cases.c, t.repairs.c
        ways = (
            select(c.id).where(c.community_id == community, c.created_at >= start, c.created_at < end),
            select(c.id).where(c.community_id == community, c.closed_at >= start, c.closed_at < end),
            select(r.case_id).where(r.finished_at >= start, r.finished_at < end),
        )
        return sorted({case for way in ways for case in self.conn.scalars(way)})


def _where(building: str | None, entrance: str | None, room: str | None, place: str | None) -> str:
    if building is None:
        return place or ""
    return "-".join(filter(None, (building, entrance, room)))
