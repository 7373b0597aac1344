"""Empties what is over and old enough, oldest first, so many rows at a time."""

import itertools
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Table, and_, delete, or_, select, update

from domain.sending import FINAL
from domain.talk import TalkStatus
from store import heard_tables as h
from store import tables as t
from store.media import emptied
from store.personal import GONE

if TYPE_CHECKING:
    from store.work import Work

#: Before anything was closed.
_NEVER = "2000-01-01T00:00:00+00:00"


class Keeping:
    """Each method empties at most `limit` rows from before an instant; how many it looked at."""

    def __init__(self, work: "Work") -> None:
        self.work, self.conn = work, work.conn

    def messages(self, before: datetime, limit: int) -> int:
        """Contents of messages that went out or never will; that they did, and when, stays."""
        c = t.outbox.c
        empty: dict[str, Any] = {"payload": {}, "error": None, "on_failure": None}
        return self._on(t.outbox, c.created_at, before, c.status.in_(FINAL), empty, limit)

    def talks(self, before: datetime, limit: int) -> int:
        """Conversations that have ended."""
        c = t.talks.c
        over = c.status.not_in([TalkStatus.OPEN, TalkStatus.WAITING])
        found = list(self.conn.scalars(select(c.id).where(over, c.updated_at < before).order_by(c.id).limit(limit)))
        self.conn.execute(delete(t.talks).where(c.id.in_(found)))
        return len(found)

    def questions(self, before: datetime, limit: int) -> int:
        """What was asked, in people's own words; what it was about stays."""
        return self._on(h.knowledge_asks, h.knowledge_asks.c.at, before, None, {"words": ""}, limit)

    def exchanges(self, before: datetime, limit: int) -> int:
        """What residents and the desk wrote each other; who answered when stays."""
        empty = {"text": GONE, "attachment": None, "parts": None, "earlier": None}
        return self._on(t.relay_messages, t.relay_messages.c.at, before, None, empty, limit)

    def photos(self, community: int, before: datetime, limit: int) -> int:
        """Photos, voices and papers of matters closed before. Their files are taken from the disk afterwards."""
        mark, m, c = f"kept:photos:{community}", t.media.c, t.cases.c
        closed, last = self.work.marks.get(mark) or (_NEVER, 0)
        at = datetime.fromisoformat(closed)
        behind = or_(c.closed_at > at, and_(c.closed_at == at, c.id > last))
        old = select(c.id, c.closed_at).where(
            c.community_id == community, c.closed_at >= at, c.closed_at < before, behind
        )
        found = self.conn.execute(old.order_by(c.closed_at, c.id).limit(limit)).all()
        if not found:
            return 0
        theirs = select(m.id, m.sha256).where(m.case_id.in_([case for case, _ in found]), m.ref != "")
        for row, sha256 in self.conn.execute(theirs).all():
            self.conn.execute(update(t.media).where(m.id == row).values(emptied(row, sha256)))
        self.work.marks.put(mark, [found[-1].closed_at.isoformat(), found[-1].id])
        return len(found)

    def _on(
        self, table: Table, instant: Column[datetime], before: datetime, over: ColumnElement[bool] | None, to: Mapping[str, Any],
        limit: int,
    ) -> int:  # fmt: skip
        """Goes on behind the last row it has looked at, until one is not old: rows come in the order of their instants."""
        mark = f"kept:{table.name}"
        key: Column[int] = table.c.id
        last = self.work.marks.get(mark) or 0
        rows = self.conn.execute(select(key, instant).where(key > last).order_by(key).limit(limit)).all()
        old = [row for row, _ in itertools.takewhile(lambda row: row[1] < before, rows)]
        if not old:
            return 0
        mine = (key > last, key <= old[-1])
        self.conn.execute(update(table).where(*mine, *(() if over is None else (over,))).values(to))
        self.work.marks.put(mark, old[-1])
        return len(old)
