"""Incidents, the cases put to them, and who is told how they go on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, func, insert, select, update

from domain.cases import Case
from domain.errors import Outdated
from domain.incidents import FINAL, Area, Incident, Joined, Report, Status, area_of
from store import tables as t
from store.prepared import Prepared, among
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_i, _p, _c, _u = t.incidents.c, t.incident_people.c, t.cases.c, t.units.c
_ROW = columns(t.incidents, Incident)
_CASE = columns(t.cases, Case)
_BY_ID = Prepared(select(*_ROW).where(_i.id == bindparam("incident")))
_CASES = Prepared(select(*_CASE).where(_c.incident_id == bindparam("incident")).order_by(_c.id))
_LIVE = among(_i.status, sorted(set(Status) - FINAL))
_HERE = Prepared(select(*_ROW).where(_i.community_id == bindparam("community"), _LIVE).order_by(_i.id))
#: One home counts once; whoever joined from a public place counts for themselves.
_HOMES = Prepared(
    select(func.count(func.distinct(case((_p.unit_id.is_not(None), _p.unit_id), else_=-_p.person_id)))).where(
        _p.incident_id == bindparam("incident")
    )
)
_PEOPLE = Prepared(
    select(_p.person_id, _p.unit_id, _u.floor)
    .select_from(t.incident_people.outerjoin(t.units, _u.id == _p.unit_id))
    .where(_p.incident_id == bindparam("incident"))
    .order_by(_p.id)
)
_HAS = Prepared(select(_p.id).where(_p.incident_id == bindparam("incident"), _p.person_id == bindparam("person")))


class Incidents:
    """Incident rows."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, values: Mapping[str, Any]) -> Incident:
        """A new one; `values` are its columns."""
        row = insert(t.incidents).values(version=1, **values).returning(_i.id)
        return self.get(self.conn.execute(row).scalar_one())

    def get(self, incident: int) -> Incident:
        """The incident; it must be there."""
        return one(self.conn, _BY_ID, Incident, incident=incident)

    def find(self, incident: int) -> Incident | None:
        """The incident, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _BY_ID, Incident, incident=incident)

    def change(self, incident: Incident, values: Mapping[str, Any]) -> Incident:
        """The incident with other values, one version up. `Outdated` when somebody changed it since it was read."""
        row = {"version": incident.version + 1, **values}
        mine = (_i.id == incident.id, _i.version == incident.version)
        if not self.conn.execute(update(t.incidents).where(*mine).values(row)).rowcount:
            raise Outdated
        return self.get(incident.id)

    def live(self, community: int) -> list[Incident]:
        """Proposed and open ones of a community, oldest first."""
        return many(self.conn, _HERE, Incident, community=community)

    def live_at(self, community: int, area: Area) -> Incident | None:
        """The one that is proposed or open there."""
        return next((i for i in self.live(community) if i.area == area), None)

    def dismissed_since(self, community: int, since: datetime) -> list[Incident]:
        """Those somebody said no to since then."""
        where = (_i.community_id == community, _i.status == Status.DISMISSED, _i.closed_at >= since)
        return many(self.conn, select(*_ROW).where(*where), Incident)

    # its cases

    def cases_of(self, incident: int) -> list[Case]:
        """Cases put to it, oldest first."""
        return many(self.conn, _CASES, Case, incident=incident)

    def reports(self, community: int, area: Area, since: datetime, over: Iterable[str]) -> list[Report]:
        """Repairs of that building (or of public places) since then that are not over, oldest first."""
        here = _u.building == area.building if area.building is not None else _c.unit_id.is_(None)
        query = (
            select(
                _c.id, _c.unit_id, _c.reporter_id, _c.category, _c.danger, _u.building, _c.place, _c.created_at,
                _c.incident_id,
            )
            .select_from(t.cases.outerjoin(t.units, _u.id == _c.unit_id))
            .where(_c.community_id == community, _c.created_at >= since, _c.flow == "repair", here)
            .where(_c.status.not_in(list(over)))
            .order_by(_c.id)
        )  # fmt: skip
        found = []
        for row in self.conn.execute(query):
            place = area_of(row.category, row.danger, row.building, row.place)
            home = f"u{row.unit_id}" if row.unit_id is not None else f"p{row.reporter_id}"
            if place is not None:
                found.append(Report(row.id, home, place, row.created_at, row.incident_id))
        return found

    # who is told

    def join(self, incident: int, person: int, unit: int | None, now: datetime) -> bool:
        """They are told how it goes on; False when they were already."""
        if self.has(incident, person):
            return False
        row = {"incident_id": incident, "person_id": person, "unit_id": unit, "joined_at": now}
        self.conn.execute(insert(t.incident_people).values(row))
        return True

    def leave(self, incident: int, person: int) -> None:
        """They are told no more."""
        mine = (_p.incident_id == incident, _p.person_id == person)
        self.conn.execute(t.incident_people.delete().where(*mine))

    def has(self, incident: int, person: int) -> bool:
        """Whether they have joined."""
        return _HAS.first(self.conn, incident=incident, person=person) is not None

    def people(self, incident: int) -> list[Joined]:
        """Everybody who has joined, in that order."""
        return many(self.conn, _PEOPLE, Joined, incident=incident)

    def homes(self, incident: int) -> int:
        """How many homes have joined."""
        return int(_HOMES.scalar(self.conn, incident=incident))
