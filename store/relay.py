"""Residents and the desk talking through us: who said what, and which copy stands where."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from store import tables as t
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work


@dataclass(frozen=True, slots=True)
class Relay:
    """One exchange of a resident with the desk."""

    id: int
    community_id: int
    person_id: int
    case_id: int | None
    status: str
    last_at: datetime


_RELAY = columns(t.relays, Relay)


class Relays:
    """Exchanges and their messages."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def get(self, relay: int) -> Relay:
        """The exchange; it must be there."""
        return one(self.conn, select(*_RELAY).where(t.relays.c.id == relay), Relay)

    def find(self, relay: int) -> Relay | None:
        """The exchange, if there is one of that id."""
        return optional(self.conn, select(*_RELAY).where(t.relays.c.id == relay), Relay)

    def open_of(self, person: int) -> Relay | None:
        """The person's open exchange."""
        r = t.relays.c
        return optional(
            self.conn,
            select(*_RELAY).where(r.person_id == person, r.status == "open").order_by(r.id.desc()).limit(1),
            Relay,
        )

    def open(self, community: int, person: int, case: int | None, now: datetime) -> Relay:
        """A new exchange."""
        row = insert(t.relays).values(
            community_id=community, person_id=person, case_id=case, status="open", opened_at=now, last_at=now
        )
        return self.get(self.conn.execute(row.returning(t.relays.c.id)).scalar_one())

    def said(self, relay: int, now: datetime, values: dict[str, Any]) -> None:
        """One message; `outbox_key` names the copy that goes to the other side."""
        self.conn.execute(insert(t.relay_messages).values(relay_id=relay, at=now, **values))
        self.conn.execute(update(t.relays).where(t.relays.c.id == relay).values(last_at=now))

    def by_copy(self, chat: int, message: int) -> Relay | None:
        """The exchange a copy belongs to: what somebody answers by replying to it."""
        o, m = t.outbox.c, t.relay_messages.c
        query = (
            select(*_RELAY)
            .join(t.relay_messages, m.relay_id == t.relays.c.id)
            .join(t.outbox, o.key == m.outbox_key)
            .where(o.chat_id == chat, o.message_id == message)
            .limit(1)
        )
        return optional(self.conn, query, Relay)

    def close(self, relay: int, now: datetime) -> bool:
        """Ends the exchange; False when it had ended."""
        r = t.relays.c
        done = self.conn.execute(
            update(t.relays).where(r.id == relay, r.status == "open").values(status="closed", closed_at=now)
        )
        return done.rowcount == 1

    def idle(self, before: datetime, limit: int) -> list[Relay]:
        """Open exchanges in which nobody has said anything since."""
        r = t.relays.c
        return many(self.conn, select(*_RELAY).where(r.status == "open", r.last_at <= before).limit(limit), Relay)
