"""Forms being filled in, and their sending: with a name into one table, without into the box nobody's name leads to.

What an anonymous form leaves behind is wiped in the transaction that sends it: the draft, the arrivals that made it, the
states its card went through (decision 20). SQLite overwrites what it deletes only while it is told to.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from secrets import randbits
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from domain.sending import Sending
from domain.survey import Draft, Survey
from store import survey_tables as v
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, optional

if TYPE_CHECKING:
    from store.work import Work

_d, _h, _b, _o = v.survey_drafts.c, v.survey_homes.c, v.survey_box.c, t.outbox.c
_DRAFT = columns(v.survey_drafts, Draft)
# Asked for whenever somebody types something.
_WRITING = Prepared(
    select(*_DRAFT)
    .where(_d.person_id == bindparam("person"), _d.writing.is_(True))
    .order_by(_d.updated_at.desc())
    .limit(1)
)
#: States of a message that nobody will send any more.
_SETTLED = (Sending.SENT, Sending.MERGED, Sending.FAILED, Sending.EXPIRED)
#: Bits of a slip's number: what fits a signed integer of every database.
_BITS = 62


class SurveyForms:
    """Drafts and sent forms."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    @contextmanager
    def _wiping(self) -> Iterator[None]:
        """What is deleted or replaced meanwhile is overwritten in the file. Elsewhere the server's own cleaning does it."""
        if self.conn.dialect.name != "sqlite":
            yield
            return
        self.conn.exec_driver_sql("PRAGMA secure_delete = ON")
        try:
            yield
        finally:
            self.conn.exec_driver_sql("PRAGMA secure_delete = OFF")

    # drafts

    def begin(
        self, survey: int, unit: int, person: int, channel: str, place: str, writing: bool, arrival: int, now: datetime
    ) -> Draft:
        """A new one."""
        values = {
            "survey_id": survey, "unit_id": unit, "person_id": person, "channel": channel, "answers": {}, "place": place,
            "writing": writing, "from_summary": False, "arrival": arrival, "version": 1, "updated_at": now,
        }  # fmt: skip
        new = self.conn.execute(insert(v.survey_drafts).values(values).returning(_d.id)).scalar_one()
        found = self.find(new)
        assert found is not None
        return found

    def find(self, draft: int) -> Draft | None:
        """The draft, if there is one of that id."""
        return optional(self.conn, select(*_DRAFT).where(_d.id == draft), Draft)

    def of(self, survey: int, unit: int, person: int) -> Draft | None:
        """What this person has begun for that home."""
        where = (_d.survey_id == survey, _d.unit_id == unit, _d.person_id == person)
        return optional(self.conn, select(*_DRAFT).where(*where), Draft)

    def of_home(self, survey: int, unit: int) -> list[Draft]:
        """All that was begun for that home."""
        return many(self.conn, select(*_DRAFT).where(_d.survey_id == survey, _d.unit_id == unit).order_by(_d.id), Draft)

    def of_survey(self, survey: int, limit: int) -> list[Draft]:
        """Drafts of a survey."""
        return many(self.conn, select(*_DRAFT).where(_d.survey_id == survey).order_by(_d.id).limit(limit), Draft)

    def writing(self, person: int) -> Draft | None:
        """The draft this person's next words belong to: the one whose question was opened last."""
        return optional(self.conn, _WRITING, Draft, person=person)

    def save(self, before: Draft, after: Draft, now: datetime) -> Draft:
        """The draft after a step, one version up; only one question of all drafts of a person waits for words."""
        if after.writing:
            others = (_d.person_id == before.person_id, _d.id != before.id)
            self.conn.execute(update(v.survey_drafts).where(*others).values(writing=False))
        values = {
            k: value for k, value in asdict(after).items() if k in ("answers", "place", "writing", "from_summary")
        }
        values |= {"version": before.version + 1, "updated_at": now}
        with self._wiping():
            self.conn.execute(update(v.survey_drafts).where(_d.id == before.id).values(values))
        saved = self.find(before.id)
        assert saved is not None
        return saved

    def drop(self, draft: Draft) -> None:
        """The draft is gone, its answers overwritten."""
        with self._wiping():
            self.conn.execute(delete(v.survey_drafts).where(_d.id == draft.id))

    # sending

    def send(
        self,
        survey: Survey,
        draft: Draft,
        answers: Mapping[str, Any],
        building: str,
        entered_by: int | None,
        now: datetime,
    ) -> bool:
        """The home has answered, once: False when it had, and nothing is kept. The draft goes with it."""
        home = (_h.survey_id == survey.id, _h.unit_id == draft.unit_id, _h.answered.is_(False))
        if self.conn.execute(update(v.survey_homes).where(*home).values(answered=True)).rowcount != 1:
            return False
        if survey.anonymous:
            self._into_box(survey.id, [answers])
        else:
            self.conn.execute(
                insert(v.survey_forms).values(
                    survey_id=survey.id, unit_id=draft.unit_id, building=building, channel=draft.channel, entered_by=entered_by,
                    person_id=None if entered_by else draft.person_id, at=now, answers=answers,
                )
            )  # fmt: skip
        self.drop(draft)
        return True

    def _into_box(self, survey: int, slips: Sequence[Mapping[str, Any]]) -> None:
        """Under numbers drawn anew, in the order of these numbers."""
        numbers = sorted(randbits(_BITS) for _ in slips)
        mixed = sorted(slips, key=lambda _: randbits(_BITS))
        rows = [{"id": n, "survey_id": survey, "answers": slip} for n, slip in zip(numbers, mixed, strict=True)]
        if rows:
            self.conn.execute(insert(v.survey_box), rows)

    def stir(self, survey: int) -> int:
        """Every slip is written anew under another number, and every home's row too: none of them was written with another.

        How many slips. Without it a server's bookkeeping (which transaction wrote a row) could lead from home to slip.
        """
        slips = list(self.conn.scalars(select(_b.answers).where(_b.survey_id == survey).order_by(_b.id)))
        with self._wiping():
            self.conn.execute(delete(v.survey_box).where(_b.survey_id == survey))
            self._into_box(survey, slips)
            self.conn.execute(update(v.survey_homes).where(_h.survey_id == survey).values(answered=_h.answered))
        return len(slips)

    def wipe_arrivals(self, chats: Sequence[int], first: int) -> None:
        """What came from these chats from that update on keeps only what tells a repeat."""
        with self._wiping():
            self.work.inbox.blank(chats, first)

    def wipe_arrival(self, key: int) -> None:
        """So does this one."""
        with self._wiping():
            self.work.inbox.blank_row(key)

    def wipe_card(self, key: str) -> None:
        """Whatever was sent of this card says nothing any more, but for its newest state."""
        self._wipe_cards(t.cards.c.key == key)

    def wipe_cards(self, prefix: str) -> None:
        """The same for all cards whose keys begin so; looks through all there are."""
        self._wipe_cards(t.cards.c.key.like(f"{prefix}%"))

    def _wipe_cards(self, which: ColumnElement[bool]) -> None:
        cards = select(t.cards.c.id).where(which)
        later = t.outbox.alias()
        newer = select(later.c.id).where(later.c.card_id == _o.card_id, later.c.id > _o.id).exists()
        old = (_o.card_id.in_(cards), _o.status.in_(_SETTLED), newer)
        with self._wiping():
            self.conn.execute(update(t.outbox).where(*old).values(payload={"text": ""}))


def move_person(conn: Connection, guest: int, known: int) -> None:
    """Two people turn out to be one: what either has begun is gone on with; begun twice for a home, the known one's stays."""
    theirs = v.survey_drafts.alias()
    twice = (theirs.c.person_id == known, theirs.c.survey_id == _d.survey_id, theirs.c.unit_id == _d.unit_id)
    both = select(theirs.c.id).where(*twice).exists()
    conn.execute(delete(v.survey_drafts).where(_d.person_id == guest, both))
    conn.execute(update(v.survey_drafts).where(_d.person_id == guest).values(person_id=known))
