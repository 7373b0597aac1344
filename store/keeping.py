"""Empties what is over and old enough, oldest first, so many rows at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Table, delete, select, update

from domain.sending import FINAL
from domain.talk import TalkStatus
from store import heard_tables as h
from store import tables as t
from store.media import emptied
from store.personal import GONE

if TYPE_CHECKING:
    from store.work import Work


class Keeping:
    """Each method empties at most `limit` rows from before an instant; how many it looked at."""

    def __init__(self, work: "Work") -> None:
        self.work, self.conn = work, work.conn

    def messages(self, before: datetime, limit: int) -> int:
        """Contents of messages that went out or never will; that they did, and when, stays."""
        c = t.outbox.c
        empty: dict[str, Any] = {"payload": {}, "error": None, "on_failure": None}
        return self._on(t.outbox, c.created_at < before, c.status.in_(FINAL), empty, limit)

    def talks(self, before: datetime, limit: int) -> int:
        """Conversations that have ended."""
        c = t.talks.c
        over = c.status.not_in([TalkStatus.OPEN, TalkStatus.WAITING])
        found = list(self.conn.scalars(select(c.id).where(over, c.updated_at < before).order_by(c.id).limit(limit)))
        self.conn.execute(delete(t.talks).where(c.id.in_(found)))
        return len(found)

    def questions(self, before: datetime, limit: int) -> int:
        """What was asked, in people's own words; what it was about stays."""
        return self._on(h.knowledge_asks, h.knowledge_asks.c.at < before, None, {"words": ""}, limit)

    def exchanges(self, before: datetime, limit: int) -> int:
        """What residents and the desk wrote each other; who answered when stays."""
        empty = {"text": GONE, "attachment": None, "parts": None, "earlier": None}
        return self._on(t.relay_messages, t.relay_messages.c.at < before, None, empty, limit)

    def photos(self, before: datetime, limit: int) -> int:
        """Photos, voices and papers of matters closed before. Their files are taken from the disk afterwards."""
        m, c = t.media.c, t.cases.c
        old = select(m.id, m.sha256).join(t.cases, c.id == m.case_id).where(m.ref != "", c.closed_at < before)
        found = self.conn.execute(old.order_by(m.id).limit(limit)).all()
        for row, sha256 in found:
            self.conn.execute(update(t.media).where(m.id == row).values(emptied(row, sha256)))
        return len(found)

    def _on(
        self,
        table: Table,
        old: ColumnElement[bool],
        over: ColumnElement[bool] | None,
        to: Mapping[str, Any],
        limit: int,
    ) -> int:
        """Goes on behind the last row it has looked at: rows come in the order of their instants, what runs is passed over."""
        mark = f"kept:{table.name}"
        key: Column[int] = table.c.id
        last = self.work.marks.get(mark) or 0
        found = list(self.conn.scalars(select(key).where(key > last, old).order_by(key).limit(limit)))
        if not found:
            return 0
        mine = (key > last, key <= found[-1], old)
        self.conn.execute(update(table).where(*mine, *(() if over is None else (over,))).values(to))
        self.work.marks.put(mark, found[-1])
        return len(found)
