"""Questionnaires and their versions, surveys, the homes that are asked, and what came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import randbits
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, func, insert, select, update

from domain.people import Person, Relation, UnitState
from domain.sending import Sending
from domain.survey import Counts, Form, Questionnaire, Status, Survey
from store import survey_tables as v
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_q, _s, _h = v.questionnaires.c, v.surveys.c, v.survey_homes.c
_f, _b, _o, _p = v.survey_forms.c, v.survey_box.c, t.outbox.c, t.persons.c
_QUESTIONNAIRE = columns(v.questionnaires, Questionnaire)
_ROW = columns(v.surveys, Survey)
_PERSON = columns(t.persons, Person)
_FIND = Prepared(select(*_ROW).where(_s.id == bindparam("survey")))
_NEXT = Prepared(select(func.min(_s.next_at)))
_DUE = Prepared(
    select(*_ROW)
    .where(_s.next_at <= bindparam("now", type_=_s.next_at.type))
    .order_by(_s.next_at)
    .limit(bindparam("most"))
)
#: Homes somebody has moved into (SUR-13).
MOVED_IN = (UnitState.LIVED_IN, UnitState.LET)
#: Bits of a seed: what fits a signed integer of every database.
_BITS = 62
_UNSENT = (Sending.QUEUED, Sending.SENDING)


@dataclass(frozen=True, slots=True)
class AskedHome:
    """One home that is asked: who was written to, and whether a form has come back."""

    unit_id: int
    building: str
    person_id: int | None
    outbox_key: str | None
    answered: bool


_HOME = columns(v.survey_homes, AskedHome)


class Surveys:
    """Rows of surveys."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    # questionnaires

    def add_questionnaire(self, values: Mapping[str, Any], after: Questionnaire | None = None) -> Questionnaire:
        """A new one, or the next version of the one it comes after."""
        root = after.root_id if after else 0
        edition = self._editions(root) + 1 if after else 1
        row = insert(v.questionnaires).values(version=1, root_id=root, edition=edition, **values).returning(_q.id)
        new = int(self.conn.execute(row).scalar_one())
        if after is None:
            self.conn.execute(update(v.questionnaires).where(_q.id == new).values(root_id=new))
        return self.questionnaire(new)

    def _editions(self, root: int) -> int:
        return int(self.conn.execute(select(func.max(_q.edition)).where(_q.root_id == root)).scalar_one())

    def questionnaire(self, number: int) -> Questionnaire:
        """The version; it must be there."""
        return one(self.conn, select(*_QUESTIONNAIRE).where(_q.id == number), Questionnaire)

    def find_questionnaire(self, number: int) -> Questionnaire | None:
        """The version, if there is one of that id."""
        return optional(self.conn, select(*_QUESTIONNAIRE).where(_q.id == number), Questionnaire)

    def newest_edition(self, root: int) -> Questionnaire:
        """The newest version of a questionnaire."""
        query = select(*_QUESTIONNAIRE).where(_q.root_id == root).order_by(_q.edition.desc()).limit(1)
        return one(self.conn, query, Questionnaire)

    def questionnaires(self, community: int, limit: int, offset: int) -> list[Questionnaire]:
        """The newest version of each, newest first."""
        later = v.questionnaires.alias()
        newest = ~select(later.c.id).where(later.c.root_id == _q.root_id, later.c.edition > _q.edition).exists()
        query = select(*_QUESTIONNAIRE).where(_q.community_id == community, newest).order_by(_q.id.desc())
        return many(self.conn, query.limit(limit).offset(offset), Questionnaire)

    def change_questionnaire(self, before: Questionnaire, values: Mapping[str, Any]) -> Questionnaire:
        """The version changed, or frozen; it must not be frozen yet."""
        mine = (_q.id == before.id, _q.frozen_at.is_(None))
        done = self.conn.execute(update(v.questionnaires).where(*mine).values(**values, version=before.version + 1))
        if done.rowcount != 1:
            raise LookupError("a questionnaire that was issued is never changed")
        return self.questionnaire(before.id)

    # surveys

    def add(self, values: Mapping[str, Any]) -> Survey:
        """A new one; whom it will ask is settled by its seed, which nobody chooses."""
        row = insert(v.surveys).values(version=1, round=0, cursor=0, seed=randbits(_BITS), **values).returning(_s.id)
        return self.get(int(self.conn.execute(row).scalar_one()))

    def get(self, survey: int) -> Survey:
        """The survey; it must be there."""
        return one(self.conn, _FIND, Survey, survey=survey)

    def find(self, survey: int) -> Survey | None:
        """The survey, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _FIND, Survey, survey=survey)

    def change(self, survey: Survey, values: Mapping[str, Any]) -> Survey:
        """The survey changed, one version up."""
        self.conn.execute(update(v.surveys).where(_s.id == survey.id).values({**values, "version": survey.version + 1}))
        return self.get(survey.id)

    def later(self, survey: int, values: Mapping[str, Any]) -> Survey:
        """What only the clock writes: its buttons stay good."""
        self.conn.execute(update(v.surveys).where(_s.id == survey).values(**values))
        return self.get(survey)

    def listed(self, community: int, limit: int, offset: int) -> list[Survey]:
        """All of a community, newest first."""
        query = select(*_ROW).where(_s.community_id == community).order_by(_s.id.desc())
        return many(self.conn, query.limit(limit).offset(offset), Survey)

    def last_issued(self, community: int) -> Survey | None:
        """The newest that went out and was not ended early; None when there was none."""
        counts = (_s.community_id == community, _s.started_at.is_not(None), _s.status != Status.STOPPED)
        return optional(
            self.conn, select(*_ROW).where(*counts).order_by(_s.started_at.desc(), _s.id.desc()).limit(1), Survey
        )

    def first_moved_in(self, community: int) -> date | None:
        """The day the first of the homes somebody lives in was handed over; None where that was never written down."""
        u = t.units.c
        first = select(func.min(u.handed_over_on)).where(u.community_id == community, u.state.in_(MOVED_IN))
        found: date | None = self.conn.execute(first).scalar_one()
        return found

    def due(self, now: datetime, limit: int) -> list[Survey]:
        """Those the clock must look at."""
        return many(self.conn, _DUE, Survey, now=now, most=limit)

    def next_due(self) -> datetime | None:
        """When the clock must look next."""
        found: datetime | None = _NEXT.scalar(self.conn)
        return found

    def look_at(self, survey: int, at: datetime) -> bool:
        """The clock looks at it then, if it would not look sooner; whether that is new."""
        later = (_s.id == survey, (_s.next_at.is_(None)) | (_s.next_at > at))
        return self.conn.execute(update(v.surveys).where(*later).values(next_at=at)).rowcount == 1

    # homes

    def moved_in(self, community: int, buildings: Sequence[str] = ()) -> dict[int, str]:
        """Homes somebody has moved into, and their buildings (SUR-13)."""
        u = t.units.c
        where = [u.community_id == community, u.state.in_(MOVED_IN)]
        if buildings:
            where.append(u.building.in_(list(buildings)))
        return {
            row.id: row.building for row in self.conn.execute(select(u.id, u.building).where(*where).order_by(u.id))
        }

    def ask(self, survey: int, homes: Mapping[int, str]) -> None:
        """These homes are asked."""
        rows = [
            {
                "survey_id": survey,
                "unit_id": unit,
                "building": code,
                "person_id": None,
                "outbox_key": None,
                "answered": False,
            }
            for unit, code in sorted(homes.items())
        ]
        if rows:
            self.conn.execute(insert(v.survey_homes), rows)

    def home(self, survey: int, unit: int) -> AskedHome | None:
        """The home, if it is asked."""
        return optional(self.conn, select(*_HOME).where(_h.survey_id == survey, _h.unit_id == unit), AskedHome)

    def homes_after(self, survey: int, cursor: int, limit: int, *, silent: bool) -> list[AskedHome]:
        """The next homes in order; `silent`: those only that were written to and have not answered."""
        where = [_h.survey_id == survey, _h.unit_id > cursor]
        if silent:
            where += [_h.answered.is_(False), _h.outbox_key.is_not(None)]
        return many(self.conn, select(*_HOME).where(*where).order_by(_h.unit_id).limit(limit), AskedHome)

    def addressees(self, units: Sequence[int]) -> dict[int, Person]:
        """Whom to write to in each home: the owner before family and tenants, whoever can be reached first."""
        r = t.residencies.c
        order = case({str(relation): n for n, relation in enumerate(Relation)}, value=r.relation, else_=9)
        rows = self.conn.execute(
            select(r.unit_id, *_PERSON)
            .join(t.residencies, r.person_id == _p.id)
            .where(
                r.unit_id.in_(list(units)),
                r.ended_at.is_(None),
                r.verified_at.is_not(None),
                _p.telegram_id.is_not(None),
            )
            .order_by(r.unit_id, _p.reachable.desc(), order, _p.id)
        ).all()
        found: dict[int, Person] = {}
        for row in rows:
            found.setdefault(row[0], Person(*row[1:]))
        return found

    def household(self, unit: int, but: int) -> list[Person]:
        """The others who live there and are in the chat."""
        r = t.residencies.c
        where = (
            r.unit_id == unit,
            r.ended_at.is_(None),
            r.verified_at.is_not(None),
            _p.telegram_id.is_not(None),
            _p.id != but,
        )
        query = select(*_PERSON).join(t.residencies, r.person_id == _p.id).where(*where).order_by(_p.id)
        return many(self.conn, query, Person)

    def hand(self, survey: int, unit: int, person: int, key: str) -> None:
        """The questionnaire was owed to that person under that key."""
        mine = (_h.survey_id == survey, _h.unit_id == unit)
        self.conn.execute(update(v.survey_homes).where(*mine).values(person_id=person, outbox_key=key))

    def reminded(self, survey: int, unit: int, key: str) -> None:
        """A reminder was owed to the home under that key."""
        mine = (_h.survey_id == survey, _h.unit_id == unit)
        self.conn.execute(update(v.survey_homes).where(*mine).values(reminder_key=key))

    def running_for(self, units: Sequence[int]) -> list[tuple[Survey, int]]:
        """Running surveys these homes are asked in and have not answered: survey and home."""
        query = (
            select(_h.unit_id, *_ROW)
            .join(v.surveys, _s.id == _h.survey_id)
            .where(_h.unit_id.in_(list(units)), _h.answered.is_(False), _s.status == Status.RUNNING)
            .order_by(_s.id.desc(), _h.unit_id)
        )
        return [(self.get(row[1]), row[0]) for row in self.conn.execute(query)]

    # counting

    def counts(self, survey: int) -> Counts:
        """Homes asked and forms back, by building."""
        back = func.sum(case((_h.answered, 1), else_=0))
        rows = self.conn.execute(
            select(_h.building, func.count(), back).where(_h.survey_id == survey).group_by(_h.building)
        ).all()
        by = {code: (int(n), int(k)) for code, n, k in sorted(rows, key=lambda r: (len(r[0]), r[0]))}
        return Counts(sum(n for n, _ in by.values()), sum(k for _, k in by.values()), by)

    def delivery(self, survey: int) -> dict[str, int]:
        """Homes by what became of their message; `no_chat` for those nobody of whom is in the chat."""
        rows = self.conn.execute(
            select(func.coalesce(_o.status, "no_chat"), func.count())
            .select_from(v.survey_homes.outerjoin(t.outbox, _o.key == _h.outbox_key))
            .where(_h.survey_id == survey)
            .group_by(_o.status)
        )
        return {row[0]: row[1] for row in rows}

    def unsent(self, survey: int, round_: int) -> int:
        """How many messages of the round have been handed over and have not left yet."""
        key = _h.outbox_key if round_ == 0 else _h.reminder_key
        query = select(func.count()).select_from(v.survey_homes.join(t.outbox, _o.key == key))
        return int(self.conn.execute(query.where(_h.survey_id == survey, _o.status.in_(_UNSENT))).scalar_one())

    def silent(self, survey: int, limit: int, offset: int) -> list[AskedHome]:
        """Homes no form has come back from."""
        where = (_h.survey_id == survey, _h.answered.is_(False))
        order = (func.length(_h.building), _h.building, _h.unit_id)
        return many(self.conn, select(*_HOME).where(*where).order_by(*order).limit(limit).offset(offset), AskedHome)

    def withdraw(self, survey: int, error: str) -> int:
        """Questionnaires and reminders that have not left are not sent any more; how many."""
        kept = _o.status.in_([Sending.QUEUED, Sending.BLOCKED])
        number = 0
        for key in (_h.outbox_key, _h.reminder_key):
            keys = select(key).where(_h.survey_id == survey, key.is_not(None))
            left = update(t.outbox).where(kept, _o.key.in_(keys))
            number += self.conn.execute(left.values(status=Sending.EXPIRED, error=error)).rowcount
        return number

    # what came back

    def answers(self, survey: int) -> list[Form]:
        """Everything that came back: with home and person of a survey with names, slips without anything of an anonymous one.

        Each form's `answers` is question key → `{"value", "words", "media"}`, what is missing was left blank. The slips come
        in the order of their random numbers, which is no order.
        """
        rows = self.conn.execute(
            select(_f.id, _f.answers, _f.unit_id, _f.building, _f.person_id, _f.channel, _f.entered_by, _f.at)
            .where(_f.survey_id == survey)
            .order_by(_f.id)
        ).all()
        slips = self.conn.execute(select(_b.id, _b.answers).where(_b.survey_id == survey).order_by(_b.id)).all()
        return [Form(*row) for row in rows] + [Form(*row) for row in slips]
