"""Where people are in their conversations."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from domain.ids import TalkId
from domain.talk import Talk, TalkStatus
from store import tables as t
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_TALK = columns(t.talks, Talk)


class Talks:
    """Talk rows, versioned."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(
        self,
        person: int,
        chat: int,
        flow: str,
        case: int | None,
        answers: dict[str, Any],
        now: datetime,
        expires_at: datetime,
    ) -> Talk:
        """A new open talk before its first question."""
        row = insert(t.talks).values(
            person_id=person, chat_id=chat, flow=flow, case_id=case, step="", answers=answers, path=[], version=0,
            status=TalkStatus.OPEN, updated_at=now, expires_at=expires_at,
        )  # fmt: skip
        return self.get(self.conn.execute(row.returning(t.talks.c.id)).scalar_one())

    def get(self, talk: int) -> Talk:
        """The talk; it must be there."""
        return one(self.conn, select(*_TALK).where(t.talks.c.id == talk), Talk)

    def find(self, talk: int) -> Talk | None:
        """The talk, if there is one of that id."""
        return optional(self.conn, select(*_TALK).where(t.talks.c.id == talk), Talk)

    def save(self, talk: Talk) -> None:
        """Writes the place of a talk."""
        values = {
            "step": talk.step, "answers": talk.answers, "path": talk.path, "version": talk.version,
            "status": talk.status, "updated_at": talk.updated_at, "expires_at": talk.expires_at,
        }  # fmt: skip
        self.conn.execute(update(t.talks).where(t.talks.c.id == TalkId(talk.id)).values(values))

    def open_in(self, chat: int, person: int) -> Talk | None:
        """The talk the person is in, in that chat."""
        return self._newest(chat, person, TalkStatus.OPEN)

    def waiting_in(self, chat: int, person: int) -> Talk | None:
        """The talk that was interrupted last."""
        return self._newest(chat, person, TalkStatus.WAITING)

    def _newest(self, chat: int, person: int, status: TalkStatus) -> Talk | None:
        c = t.talks.c
        where = (c.chat_id == chat, c.person_id == person, c.status == status)
        return optional(self.conn, select(*_TALK).where(*where).order_by(c.id.desc()).limit(1), Talk)

    def expired(self, now: datetime, limit: int) -> list[Talk]:
        """Talks nobody has gone on with for too long."""
        c = t.talks.c
        running = c.status.in_([TalkStatus.OPEN, TalkStatus.WAITING])
        return many(
            self.conn, select(*_TALK).where(running, c.expires_at <= now).order_by(c.expires_at).limit(limit), Talk
        )

    def next_expiry(self) -> datetime | None:
        """When the next one is to be let go."""
        c = t.talks.c
        running = c.status.in_([TalkStatus.OPEN, TalkStatus.WAITING])
        return self.conn.execute(select(func.min(c.expires_at)).where(running)).scalar()
