"""People, communities and homes: who is who, and who lives where."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from domain.ids import CommunityId, PersonId
from domain.people import Community, Person, Relation, Residence, Staff, Unit, Who
from domain.units import UnitRef
from store import announcements, calls, shorts, statements, survey_forms
from store import survey_tables as v
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_PERSON = columns(t.persons, Person)
_UNIT = columns(t.units, Unit)
_STAFF = columns(t.staff, Staff)
_COMMUNITY = columns(t.communities, Community)
_RESIDENCE = columns(t.residencies, Residence)
# Asked for at every arrival, so they are built once.
_COMMUNITIES = Prepared(select(*_COMMUNITY).order_by(t.communities.c.id))
_BY_TELEGRAM = Prepared(select(*_PERSON).where(t.persons.c.telegram_id == bindparam("account")))
_BY_ID = Prepared(select(*_PERSON).where(t.persons.c.id == bindparam("person")))
_UNIT_BY_ID = Prepared(select(*_UNIT).where(t.units.c.id == bindparam("unit")))
_POSTS = Prepared(
    select(*_STAFF)
    .where(t.staff.c.person_id == bindparam("person"), t.staff.c.ended_at.is_(None))
    .order_by(t.staff.c.id)
)
_OWN = (
    t.residencies.c.person_id == bindparam("person"),
    t.residencies.c.verified_at.is_not(None),
    t.residencies.c.ended_at.is_(None),
)
_HOMES = Prepared(
    select(*_UNIT).join(t.residencies, t.residencies.c.unit_id == t.units.c.id).where(*_OWN).order_by(t.units.c.id)
)
_LIVING = Prepared(select(*_RESIDENCE).where(*_OWN).order_by(t.residencies.c.unit_id))

#: People shown when a name may mean several.
_MEANT = 20
#: Longer numbers are none of ours.
_DIGITS = 18
#: Where a guest's rows go when the register turns out to know them already.
_OF_PERSON = (
    t.talks.c.person_id,
    t.join_requests.c.person_id,
    t.relays.c.person_id,
    t.relay_messages.c.by,
    t.media.c.by,
    t.events.c.by,
    t.outbox.c.person_id,
    t.invites.c.used_by,
    t.invites.c.made_by,
    t.join_requests.c.decided_by,
    t.team_chats.c.bound_by,
    t.standards.c.set_by,
    t.cases.c.reporter_id,
    t.cases.c.taken_by,
    t.announcements.c.made_by,
    t.announcements.c.decided_by,
    t.calls.c.by,
    t.call_events.c.by,
    t.callbacks.c.done_by,
    t.rain_days.c.said_by,
    v.questionnaires.c.made_by,
    v.surveys.c.made_by,
    v.survey_homes.c.person_id,
    v.survey_forms.c.person_id,
    v.survey_forms.c.entered_by,
)


class People:
    """Persons, communities, units and residencies."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn
        self._communities: dict[int, Community] | None = None

    # communities and units

    def community(self, community: int) -> Community:
        """The community; KeyError when there is none."""
        return self._all()[community]

    def communities(self) -> list[Community]:
        """All of them, oldest first."""
        return list(self._all().values())

    def _all(self) -> dict[int, Community]:
        if self._communities is None:
            self._communities = {c.id: c for c in many(self.conn, _COMMUNITIES, Community)}
        return self._communities

    def unit(self, unit: int) -> Unit:
        """The unit; it must be there."""
        return one(self.conn, _UNIT_BY_ID, Unit, unit=unit)

    def find_unit(self, ref: UnitRef, community: int | None = None) -> list[Unit]:
        """Units with that very address, one per community; never a near miss (an address may not end at a stranger's)."""
        where = [t.units.c.building == ref.building, t.units.c.room == ref.room]
        if ref.entrance:
            where.append(t.units.c.entrance == ref.entrance)
        if community is not None:
            where.append(t.units.c.community_id == community)
        return many(self.conn, select(*_UNIT).where(*where).order_by(t.units.c.community_id, t.units.c.entrance), Unit)

    def buildings(self, community: int) -> list[tuple[str, str]]:
        """(code, name) of each building, in the order people count."""
        b = t.buildings.c
        rows = self.conn.execute(select(b.code, b.name).where(b.community_id == community)).all()
        return sorted(((r.code, r.name) for r in rows), key=lambda r: (len(r[0]), r[0]))

    def entrances(self, community: int, building: str) -> list[str]:
        """Entrances (单元) of a building; [''] where it has none."""
        return self._distinct(t.units.c.entrance, community, building)

    def floors(self, community: int, building: str, entrance: str) -> list[int]:
        """Floors behind an entrance, lowest first; units without a floor are left out."""
        where = [*self._in(community, building), t.units.c.entrance == entrance, t.units.c.floor.is_not(None)]
        return list(self.conn.scalars(select(t.units.c.floor).distinct().where(*where).order_by(t.units.c.floor)))

    def rooms(self, community: int, building: str, entrance: str, floor: int | None) -> list[Unit]:
        """Units on a floor (all behind the entrance when floor is None)."""
        where = [*self._in(community, building), t.units.c.entrance == entrance]
        if floor is not None:
            where.append(t.units.c.floor == floor)
        return many(self.conn, select(*_UNIT).where(*where).order_by(func.length(t.units.c.room), t.units.c.room), Unit)

    def _in(self, community: int, building: str) -> list[ColumnElement[bool]]:
        return [t.units.c.community_id == community, t.units.c.building == building]

    def _distinct(self, column: Column[str], community: int, building: str) -> list[str]:
        found = self.conn.scalars(select(column).distinct().where(*self._in(community, building)))
        return sorted(found, key=lambda text: (len(text), text))

    # persons

    def get(self, person: int) -> Person:
        """The person; it must be there."""
        return one(self.conn, _BY_ID, Person, person=person)

    def by_telegram(self, telegram_id: int) -> Person | None:
        """Who writes from that account."""
        return optional(self.conn, _BY_TELEGRAM, Person, account=telegram_id)

    def by_phone(self, phone: str) -> Person | None:
        """Whose number that is (normalised)."""
        return optional(self.conn, select(*_PERSON).where(t.persons.c.phone == phone), Person)

    def called(self, said: str, phone: str | None) -> list[Person]:
        """Who has that number of ours, that phone or exactly that name; at most twenty."""
        p = t.persons.c
        number = [p.id == int(said)] if said.isdecimal() and len(said) < _DIGITS else []
        ways = [p.name == said, *([p.phone == phone] if phone else []), *number]
        return many(self.conn, select(*_PERSON).where(or_(*ways)).order_by(p.id).limit(_MEANT), Person)

    def ever_home(self, person: int) -> list[Unit]:
        """Where the person lives or lived."""
        r = t.residencies.c
        joined = select(*_UNIT).join(t.residencies, r.unit_id == t.units.c.id)
        return many(self.conn, joined.where(r.person_id == person).order_by(t.units.c.id), Unit)

    def add(
        self,
        name: str,
        now: datetime,
        *,
        phone: str | None = None,
        telegram_id: int | None = None,
        language: str | None = None,
    ) -> PersonId:
        """A new person."""
        values = {
            "name": name,
            "phone": phone,
            "telegram_id": telegram_id,
            "language": language,
            "reachable": telegram_id is not None,
            "created_at": now,
        }
        return PersonId(self.conn.execute(insert(t.persons).values(values).returning(t.persons.c.id)).scalar_one())

    def set_language(self, person: int, language: str) -> None:
        """The person chose a language."""
        self.conn.execute(update(t.persons).where(t.persons.c.id == person).values(language=language))

    def rename(self, person: int, name: str) -> None:
        """The person has another name."""
        self.conn.execute(update(t.persons).where(t.persons.c.id == person).values(name=name))

    def bind(self, guest: Person, known: Person) -> None:
        """The account of `guest` turns out to belong to `known`: one person is left, with everything of both."""
        self.conn.execute(update(t.persons).where(t.persons.c.id == guest.id).values(telegram_id=None))
        values = {"telegram_id": guest.telegram_id, "language": guest.language or known.language, "reachable": True}
        self.conn.execute(update(t.persons).where(t.persons.c.id == known.id).values(values))
        for column in _OF_PERSON:
            self.conn.execute(update(column.table).where(column == guest.id).values({column.name: known.id}))
        announcements.move_person(self.conn, guest.id, known.id)
        calls.move_person(self.conn, guest.id, known.id)
        survey_forms.move_person(self.conn, guest.id, known.id)
        statements.move_person(self.conn, guest.id, known.id)
        shorts.move_person(self.conn, guest.id, known.id)
        self._move_once(t.residencies, t.residencies.c.unit_id, guest.id, known.id)
        if self._move_once(t.staff, t.staff.c.community_id, guest.id, known.id):
            return  # an ended post of the guest keeps its history, and with it the guest's name
        self.conn.execute(delete(t.residencies).where(t.residencies.c.person_id == guest.id))
        self.conn.execute(delete(t.persons).where(t.persons.c.id == guest.id))

    def _move_once(self, table: Table, place: Column[int], guest: int, known: int) -> bool:
        """Moves rows of which a person has one per place; whether some stayed, as the other has one there already."""
        theirs = list(self.conn.scalars(select(place).where(table.c.person_id == known)))
        mine = table.c.person_id == guest
        self.conn.execute(update(table).where(mine, place.not_in(theirs)).values(person_id=known))
        return self.conn.execute(select(table.c.id).where(mine).limit(1)).first() is not None

    def release(self, person: int) -> None:
        """The account no longer belongs to this person (the phone has a new owner)."""
        self.conn.execute(update(t.persons).where(t.persons.c.id == person).values(telegram_id=None, reachable=False))

    def claim(self, person: int, telegram_id: int) -> None:
        """The account belongs to this person."""
        values = {"telegram_id": telegram_id, "reachable": True}
        self.conn.execute(update(t.persons).where(t.persons.c.id == person).values(values))

    # who lives where

    def who(self, person: Person, fallback_language: str) -> Who:
        """The person with posts and verified homes, looked up afresh."""
        staff = many(self.conn, _POSTS, Staff, person=person.id)
        homes = many(self.conn, _HOMES, Unit, person=person.id)
        living = many(self.conn, _LIVING, Residence, person=person.id) if homes else []
        return Who(person, tuple(staff), tuple(homes), person.language or fallback_language, tuple(living))

    def verify_homes(self, person: int, by: str, now: datetime) -> None:
        """All homes of the register are now theirs in the chat (IDN-15)."""
        r = t.residencies.c
        self.conn.execute(
            update(t.residencies)
            .where(r.person_id == person, r.verified_at.is_(None), r.ended_at.is_(None))
            .values(verified_by=by, verified_at=now)
        )

    def add_home(
        self, person: int, unit: int, relation: Relation, by: str, now: datetime, since: datetime | None = None
    ) -> None:
        """The person lives in the unit, from now on or `since`; repeated, it is only verified again.

        Whoever had moved out and comes back begins anew.
        """
        r = t.residencies.c
        values = {"relation": relation, "verified_by": by, "verified_at": now, "ended_at": None}
        again = case((r.ended_at.is_(None), r.began_at), else_=literal(since or now, r.began_at.type))
        here = update(t.residencies).where(r.person_id == person, r.unit_id == unit)
        if not self.conn.execute(here.values(**values, began_at=again)).rowcount:
            row = {"person_id": person, "unit_id": unit, **values, "began_at": since or now}
            self.conn.execute(insert(t.residencies).values(row))

    def residents(self, unit: int) -> list[tuple[Person, Relation]]:
        """Who lives in a unit by the register, owners first."""
        r = t.residencies.c
        rows = self.conn.execute(
            select(*_PERSON, r.relation)
            .join(t.residencies, r.person_id == t.persons.c.id)
            .where(r.unit_id == unit, r.ended_at.is_(None))
            .order_by(t.persons.c.id)
        ).all()
        found = [(Person(*row[:-1]), Relation(row[-1])) for row in rows]
        order = list(Relation)
        return sorted(found, key=lambda pair: order.index(pair[1]))

    def ever_lived(self, person: int, unit: int) -> bool:
        """Whether the person lives or lived in the unit."""
        r = t.residencies.c
        query = select(r.id).where(r.person_id == person, r.unit_id == unit)
        return self.conn.execute(query).first() is not None

    def relation(self, person: int, unit: int) -> Relation | None:
        """What the person is to the unit."""
        r = t.residencies.c
        found = self.conn.scalar(
            select(r.relation).where(and_(r.person_id == person, r.unit_id == unit, r.ended_at.is_(None)))
        )
        return Relation(found) if found else None

    def home_community(self, who: Who) -> CommunityId | None:
        """Where the person belongs: their home, else their post, else the only community there is."""
        if who.homes:
            return who.homes[0].community_id
        if who.staff:
            return who.staff[0].community_id
        all_ = self.communities()
        return all_[0].id if len(all_) == 1 else None
