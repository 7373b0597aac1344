"""Boards somebody looks at: told apart by their chats, due when something of their community has changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from domain.ids import CommunityId, PersonId
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work

_b = t.boards.c
#: Something has changed: looked at as soon as the pace allows.
_STALE = (_b.until_at > bindparam("now"), or_(_b.due_at.is_(None), _b.due_at > _b.ready_at))
_TOUCH = Prepared(update(t.boards).where(_b.community_id == bindparam("community"), *_STALE).values(due_at=_b.ready_at))
_HOME = select(t.cases.c.community_id).where(t.cases.c.id == bindparam("case")).scalar_subquery()
_TOUCH_OF = Prepared(update(t.boards).where(_b.community_id == _HOME, *_STALE).values(due_at=_b.ready_at))
_NEXT = Prepared(select(func.min(_b.due_at)).where(_b.due_at.is_not(None), _b.until_at > bindparam("now")))
_LEAVE = Prepared(delete(t.boards).where(_b.chat_id == bindparam("chat")))
_LOOKED = Prepared(
    update(t.boards)
    .where(_b.id == bindparam("this"))
    .values(digest=bindparam("shows"), ready_at=bindparam("ready"), due_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Watch:
    """A board as somebody looks at it."""

    id: int
    chat_id: int
    person_id: PersonId
    community_id: CommunityId
    view: str
    digest: str


_ROW = columns(t.boards, Watch)
_DUE = Prepared(
    select(*_ROW)
    .where(_b.due_at <= bindparam("now"), _b.until_at > bindparam("now"))
    .order_by(_b.due_at, _b.id)
    .limit(bindparam("most"))
)


class Watched:
    """Rows of boards that are looked at."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    def keep(self, watch: Watch, until: datetime, ready: datetime, due: datetime | None) -> None:
        """The one board of that chat is looked at until then; its id is given anew."""
        self.leave(watch.chat_id)
        row = {
            "chat_id": watch.chat_id, "person_id": watch.person_id, "community_id": watch.community_id, "view": watch.view,
            "digest": watch.digest, "until_at": until, "ready_at": ready, "due_at": due,
        }  # fmt: skip
        self.conn.execute(insert(t.boards).values(row))

    def looked(self, watch: int, digest: str, ready: datetime, due: datetime | None) -> None:
        """It shows this now; not edited before `ready`, looked at again at `due` if nothing happens."""
        _LOOKED.run(self.conn, this=watch, shows=digest, ready=ready, at=due)

    def leave(self, chat: int) -> None:
        """Nobody looks at it any more."""
        _LEAVE.run(self.conn, chat=chat)

    def touch(self, community: int) -> None:
        """Something its boards may show has changed."""
        self._wake(_TOUCH.run(self.conn, community=community, now=self.work.now))

    def touch_of(self, case: int) -> None:
        """The same, by a case of the community."""
        self._wake(_TOUCH_OF.run(self.conn, case=case, now=self.work.now))

    def _wake(self, touched: int) -> None:
        if touched:
            self.work.signals.add("clock")

    def due(self, limit: int) -> list[Watch]:
        """Those to be looked at now, the longest due first."""
        return many(self.conn, _DUE, Watch, now=self.work.now, most=limit)

    def next_due(self) -> datetime | None:
        """When the next one is."""
        found: datetime | None = _NEXT.scalar(self.conn, now=self.work.now)
        return found
