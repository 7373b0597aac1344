"""The register in bulk: all homes, residents and staff of a community, read at once and changed by the thousand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, bindparam, insert, select, update

from domain.people import Person, Relation, Role, Team, UnitState
from domain.units import UnitRef
from store import tables as t
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work

_CHUNK = 1000
_PERSON = columns(t.persons, Person)

#: Told how many rows were written since the last call.
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Home:
    """A unit with everything the register has on it."""

    id: int
    building: str
    entrance: str
    room: str
    area_cm2: int | None
    state: UnitState
    handed_over_on: date | None
    rate_fen: int | None

    @property
    def ref(self) -> UnitRef:
        """Its address."""
        return UnitRef(self.building, self.entrance, self.room)


@dataclass(frozen=True, slots=True)
class Living:
    """Who is registered for which unit; ended ones too."""

    id: int
    person_id: int
    unit_id: int
    relation: Relation
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the community; ended ones too."""

    id: int
    person_id: int
    role: Role
    team: Team | None
    zone: tuple[str, ...]
    ended_at: datetime | None


_HOME = columns(t.units, Home)
_LIVING = columns(t.residencies, Living)
_POST = columns(t.staff, Post)


class Register:
    """Bulk reading and writing."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add_community(self, name: str, timezone: str, language: str) -> int:
        """A new community."""
        row = insert(t.communities).values(name=name, timezone=timezone, language=language)
        return int(self.conn.execute(row.returning(t.communities.c.id)).scalar_one())

    # reading

    def buildings(self, community: int) -> dict[str, tuple[int, str]]:
        """(id, name) of each building by its code."""
        b = t.buildings.c
        rows = self.conn.execute(select(b.code, b.id, b.name).where(b.community_id == community).order_by(b.id))
        return {row.code: (row.id, row.name) for row in rows}

    def homes(self, community: int) -> dict[UnitRef, Home]:
        """All units by address."""
        u = t.units.c
        found = many(self.conn, select(*_HOME).where(u.community_id == community).order_by(u.id), Home)
        return {home.ref: home for home in found}

    def living(self, community: int) -> list[Living]:
        """All residencies of the community's units."""
        r = t.residencies.c
        query = select(*_LIVING).join(t.units, t.units.c.id == r.unit_id).where(t.units.c.community_id == community)
        return many(self.conn, query.order_by(r.id), Living)

    def posts(self, community: int) -> list[Post]:
        """All posts."""
        return many(self.conn, select(*_POST).where(t.staff.c.community_id == community).order_by(t.staff.c.id), Post)

    def persons(self) -> dict[str, Person]:
        """Everybody with a phone, by phone."""
        found = many(self.conn, select(*_PERSON).where(t.persons.c.phone.is_not(None)), Person)
        return {person.phone or "": person for person in found}

    # writing; every row is a mapping of columns

    def add(self, what: str, rows: Sequence[Mapping[str, Any]], tick: Tick) -> None:
        """New rows of the table `what`."""
        for chunk in _chunks(rows):
            self.conn.execute(insert(t.metadata.tables[what]), chunk)
            tick(len(chunk))

    def change(self, what: str, rows: Sequence[Mapping[str, Any]], tick: Tick) -> None:
        """Rows of the table `what`, each with its `id` and the columns that change; all rows name the same ones."""
        if not rows:
            return
        statement = _update_by_id(t.metadata.tables[what], sorted(rows[0].keys() - {"id"}))
        for chunk in _chunks(rows):
            self.conn.execute(statement, [{f"new_{name}": value for name, value in row.items()} for row in chunk])
            tick(len(chunk))


def _update_by_id(table: Table, names: Sequence[str]) -> Any:
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("new_id")).values(values)


def _chunks(rows: Sequence[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _CHUNK):
        yield [dict(row) for row in rows[start : start + _CHUNK]]
