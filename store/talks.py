"""Where people are in their conversations."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from domain.talk import Talk, TalkStatus
from store import tables as t
from store.prepared import Prepared, among
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_TALK = columns(t.talks, Talk)
_c = t.talks.c
# Asked for at every arrival, so they are built once.
_BY_ID = Prepared(select(*_TALK).where(_c.id == bindparam("talk")))
_RUNNING = among(_c.status, (TalkStatus.OPEN, TalkStatus.WAITING))
_EXPIRED = Prepared(
    select(*_TALK).where(_RUNNING, _c.expires_at <= bindparam("now")).order_by(_c.expires_at).limit(bindparam("most"))
)
_NEXT_EXPIRY = Prepared(select(func.min(_c.expires_at)).where(_RUNNING))
_NEWEST = Prepared(
    select(*_TALK)
    .where(_c.chat_id == bindparam("chat"), _c.person_id == bindparam("person"), _c.status == bindparam("now_is"))
    .order_by(_c.id.desc())
    .limit(1)
)
_ADD = Prepared(insert(t.talks).returning(*_TALK), [c.name for c in t.talks.c if c.name != "id"])
_SAVE = Prepared(
    update(t.talks)
    .where(_c.id == bindparam("talk"))
    .values(
        {name: bindparam(name) for name in ("step", "answers", "path", "version", "status", "updated_at", "expires_at")}
    )
)


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
        values = {
            "person_id": person, "chat_id": chat, "flow": flow, "case_id": case, "step": "", "answers": answers, "path": [],
            "version": 0, "status": TalkStatus.OPEN, "updated_at": now, "expires_at": expires_at,
        }  # fmt: skip
        return one(self.conn, _ADD, Talk, **values)

    def get(self, talk: int) -> Talk:
        """The talk; it must be there."""
        return one(self.conn, _BY_ID, Talk, talk=talk)

    def find(self, talk: int) -> Talk | None:
        """The talk, if there is one of that id."""
        return optional(self.conn, _BY_ID, Talk, talk=talk)

    def save(self, talk: Talk) -> None:
        """Writes the place of a talk."""
        values = {
            "talk": talk.id, "step": talk.step, "answers": talk.answers, "path": talk.path, "version": talk.version,
            "status": talk.status, "updated_at": talk.updated_at, "expires_at": talk.expires_at,
        }  # fmt: skip
        _SAVE.run(self.conn, **values)

    def open_in(self, chat: int, person: int) -> Talk | None:
        """The talk the person is in, in that chat."""
        return self._newest(chat, person, TalkStatus.OPEN)

    def waiting_in(self, chat: int, person: int) -> Talk | None:
        """The talk that was interrupted last."""
        return self._newest(chat, person, TalkStatus.WAITING)

    def _newest(self, chat: int, person: int, status: TalkStatus) -> Talk | None:
        return optional(self.conn, _NEWEST, Talk, chat=chat, person=person, now_is=status)

    def expired(self, now: datetime, limit: int) -> list[Talk]:
        """Talks nobody has gone on with for too long."""
        return many(self.conn, _EXPIRED, Talk, now=now, most=limit)

    def next_expiry(self) -> datetime | None:
        """When the next one is to be let go."""
        found: datetime | None = _NEXT_EXPIRY.scalar(self.conn)
        return found
