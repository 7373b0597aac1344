"""The morning inquiry: whom the butler asks about last night, and what they say (SHF-09)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from domain.errors import Outdated
from domain.inquiry import Answer
from store import tables as t
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One person asked on one morning."""

    id: int
    community_id: int
    day: date
    staff_id: int
    status: Answer
    version: int
    words: str | None
    asked_at: datetime
    answered_at: datetime | None


_c = t.inquiries.c
_ROW = columns(t.inquiries, Inquiry)


class Inquiries:
    """Questions of the morning and their answers."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def of(self, community: int, day: date) -> list[Inquiry]:
        """Everybody asked that morning, in the order they were asked."""
        mine = (_c.community_id == community, _c.day == day)
        return many(self.conn, select(*_ROW).where(*mine).order_by(_c.id), Inquiry)

    def ask(self, community: int, day: date, staff: int, now: datetime) -> Inquiry:
        """Somebody is asked; asked twice on a day it is one question."""
        mine = (_c.community_id == community, _c.day == day, _c.staff_id == staff)
        found = optional(self.conn, select(*_ROW).where(*mine), Inquiry)
        if found is not None:
            return found
        values = {"community_id": community, "day": day, "staff_id": staff, "status": Answer.ASKED, "version": 1}
        row = insert(t.inquiries).values(asked_at=now, **values).returning(_c.id)
        return self.get(self.conn.execute(row).scalar_one())

    def get(self, inquiry: int) -> Inquiry:
        """The question; it must be there."""
        return one(self.conn, select(*_ROW).where(_c.id == inquiry), Inquiry)

    def find(self, inquiry: int) -> Inquiry | None:
        """The question, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_ROW).where(_c.id == inquiry), Inquiry)

    def answer(self, inquiry: Inquiry, status: Answer, words: str | None, now: datetime) -> Inquiry:
        """Answered, one version up. `Outdated` when it was answered since it was read."""
        mine = (_c.id == inquiry.id, _c.version == inquiry.version)
        values = {"status": status, "words": words, "version": inquiry.version + 1, "answered_at": now}
        if not self.conn.execute(update(t.inquiries).where(*mine).values(values)).rowcount:
            raise Outdated
        return self.get(inquiry.id)
