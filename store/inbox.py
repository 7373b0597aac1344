"""What has arrived: each update once, as it came, until it is carried out.

A key is the channel's update id. After a silence of a week the channel may begin to count anew, so keys carry an epoch
above bit 40: an id that comes back with other content is another update, and the next epoch begins with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import bindparam, delete, func, insert, select, update

from store import tables as t
from store.prepared import Prepared

if TYPE_CHECKING:
    from store.work import Work

_MARK = "inbox"
_RUN, _ALONE = "run", "run_alone"
_EPOCH_BITS = 40
_c = t.inbox.c


class Arrived(StrEnum):
    """Where an inbox row stands."""

    NEW = "new"
    DONE = "done"
    #: Failed too often; people have been told.
    SET_ASIDE = "set_aside"
    #: Could not be read at all.
    QUARANTINED = "quarantined"
    #: A kind of update we do not serve.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update before it is kept. `update_id` is the channel's; None when it could not be read."""

    update_id: int | None
    chat_id: int | None
    raw: bytes
    album: str | None = None
    #: Why it cannot be read; such rows are quarantined.
    error: str | None = None


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One row waiting to be carried out. `raw` is None when it was left in the database to save memory."""

    key: int
    chat_id: int | None
    raw: bytes | None
    album: str | None
    due_at: datetime | None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class LastRun:
    """What is known of runs that died one after another until now; nothing when the last one ended gently."""

    #: Rows that stand first in their chat now: at the beginning of how many such runs they already did.
    first: dict[int, int] = field(default_factory=dict)
    #: The row that was alone in hand, if any, and at how many deaths in a row it was.
    in_hand: int | None = None
    deaths: int = 0


_TAKE = Prepared(
    update(t.inbox)
    .where(_c.update_id == bindparam("key"), _c.status == Arrived.NEW)
    .values(status=bindparam("to"), done_at=bindparam("at"))
)
_KNOWN = Prepared(select(_c.raw).where(_c.update_id == bindparam("key")))
_NEW = Prepared(insert(t.inbox), [c.name for c in _c])


class Inbox:
    """Inbox rows."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    def add_many(self, arrivals: Sequence[Arrival], settle: timedelta, offset: int | None = None) -> list[InboxRow]:
        """Keeps what is new and returns it, without what is quarantined. A repeat is no row.

        `settle` is how long the parts of an album wait for each other; `offset` is remembered for the next start.
        """
        mark = self._mark()
        epoch: int = mark["epoch"]
        known = self._known(_key(e, a) for a in arrivals for e in (epoch, epoch - 1) if e >= 0)
        fresh: dict[int, Arrival] = {}
        for arrival in arrivals:
            key, before = _key(epoch, arrival), known.get(_key(epoch - 1, arrival)) if epoch else None
            seen = fresh[key].raw if key in fresh else known.get(key)
            if any(old is not None and same_update(old, arrival.raw) for old in (seen, before)):
                continue
            if seen is not None:
                epoch += 1
                key = _key(epoch, arrival)
            fresh[key] = arrival
        if epoch != mark["epoch"] or offset is not None:
            kept = mark["offset"] if offset is None else offset
            self.work.marks.put(_MARK, {**mark, "epoch": epoch, "offset": kept})
        return self._insert(fresh, settle)

    def _insert(self, fresh: dict[int, Arrival], settle: timedelta) -> list[InboxRow]:
        now = self.work.now
        rows: list[dict[str, Any]] = [
            {
                "update_id": key,
                "received_at": now,
                "chat_id": a.chat_id,
                "raw": a.raw,
                "status": Arrived.NEW if a.error is None else Arrived.QUARANTINED,
                "album": a.album,
                "due_at": now + settle if a.album else None,
                "attempts": 0,
                "error": a.error,
                "done_at": None,
            }
            for key, a in fresh.items()
        ]
        _NEW.each(self.conn, rows)
        return [
            InboxRow(r["update_id"], r["chat_id"], r["raw"], r["album"], r["due_at"]) for r in rows if not r["error"]
        ]

    def _known(self, keys: Iterable[int]) -> dict[int, bytes]:
        found = ((key, _KNOWN.scalar(self.conn, key=key)) for key in keys)
        return {key: raw for key, raw in found if raw is not None}

    def _mark(self) -> dict[str, Any]:
        return {"epoch": 0, "offset": None, "account": None, **(self.work.marks.get(_MARK) or {})}

    def begin(self, account: str) -> None:
        """Another account of the channel counts on its own: with it begins a new epoch, without an offset."""
        mark = self._mark()
        if mark["account"] not in (None, account):
            mark |= {"epoch": mark["epoch"] + 1, "offset": None}
        self.work.marks.put(_MARK, {**mark, "account": account})

    def begin_run(self, first: Sequence[int]) -> LastRun:
        """Notes that a run begins and which rows stand first in their chats now; what is known of the last runs."""
        mark, alone = self.work.marks.get(_RUN) or {}, self.work.marks.get(_ALONE) or {}
        before: dict[str, int] = mark["first"] if mark.get("going") else {}
        seen = {key: before.get(str(key), -1) + 1 for key in first}
        self.work.marks.put(_RUN, {"going": True, "first": {str(key): times for key, times in seen.items()}})
        return LastRun(seen, alone.get("row"), alone.get("deaths", 0)) if mark.get("going") else LastRun(seen)

    def alone_in_hand(self, key: int, deaths: int) -> None:
        """Nothing but this row is carried out now; should the process die, it has died so often with it."""
        self.work.marks.put(_ALONE, {"row": key, "deaths": deaths})

    def end_run(self) -> None:
        """The run ended of its own will: whatever is open is not suspected."""
        self.work.marks.put(_RUN, {"going": False})
        self.work.marks.put(_ALONE, {})

    def offset(self) -> int | None:
        """What to ask the channel for first; None: whatever it has. After a week of silence its counting is new."""
        newest = self.conn.execute(select(func.max(_c.received_at))).scalar()
        if newest is None or self.work.now - newest >= timedelta(days=7):
            return None
        offset: int | None = self._mark()["offset"]
        return offset

    def open_rows(self, above: int | None = None, limit: int = 1_000_000) -> list[InboxRow]:
        """What is still to be carried out, oldest first, contents left in the database."""
        query = select(_c.update_id, _c.chat_id, _c.album, _c.due_at, _c.attempts).where(_c.status == Arrived.NEW)
        if above is not None:
            query = query.where(_c.update_id > above)
        rows = self.conn.execute(query.order_by(_c.update_id).limit(limit))
        return [InboxRow(key, chat, None, album, due, attempts) for key, chat, album, due, attempts in rows]

    def take(self, key: int, to: Arrived = Arrived.DONE) -> bool:
        """Marks a new row as done (or what `to` says); False when it was not new any more: do nothing then."""
        return _TAKE.run(self.conn, key=key, to=to, at=self.work.now) == 1

    def raw(self, key: int) -> bytes:
        """The update as it came."""
        return bytes(self.conn.execute(select(_c.raw).where(_c.update_id == key)).scalar_one())

    def failed(self, keys: Sequence[int], error: str) -> int:
        """Counts an attempt that failed; how many there were."""
        self.conn.execute(update(t.inbox).where(_c.update_id.in_(keys)).values(attempts=_c.attempts + 1, error=error))
        return int(self.conn.execute(select(func.max(_c.attempts)).where(_c.update_id.in_(keys))).scalar() or 0)

    def set_aside(self, keys: Sequence[int], error: str, to: Arrived = Arrived.SET_ASIDE) -> None:
        """Gives rows up for good."""
        values = {"status": to, "error": error, "done_at": self.work.now}
        self.conn.execute(update(t.inbox).where(_c.update_id.in_(keys)).values(values))

    def blank(self, chats: Sequence[int], first: int) -> int:
        """What came from the chats from that row on and is settled keeps only what tells a repeat; how many rows.

        For what nobody is to read again: whoever does this sees to it that the database overwrites it.
        """
        settled = (_c.update_id >= first, _c.chat_id.in_(list(chats)), _c.status != Arrived.NEW)
        rows = self.conn.execute(select(_c.update_id, _c.raw).where(*settled)).all()
        for key, raw in rows:
            self._outline(key, raw)
        return len(rows)

    def blank_row(self, key: int) -> None:
        """One row keeps only what tells a repeat."""
        raw = self.conn.execute(select(_c.raw).where(_c.update_id == key)).scalar()
        if raw is not None:
            self._outline(key, raw)

    def _outline(self, key: int, raw: bytes) -> None:
        self.conn.execute(update(t.inbox).where(_c.update_id == key).values(raw=outline(bytes(raw))))

    def count(self) -> dict[str, int]:
        """Rows by status."""
        return dict(self.conn.execute(select(_c.status, func.count()).group_by(_c.status)).all())

    def prune(self, before: datetime, limit: int) -> int:
        """Deletes at most `limit` done rows received before; how many. The newest row always stays."""
        newest = select(func.max(_c.update_id)).scalar_subquery()
        settled = _c.status.in_([Arrived.DONE, Arrived.UNKNOWN])
        old = select(_c.update_id).where(settled, _c.received_at < before, _c.update_id != newest).limit(limit)
        return self.conn.execute(delete(t.inbox).where(_c.update_id.in_(old.scalar_subquery()))).rowcount


def _key(epoch: int, arrival: Arrival) -> int:
    """Unreadable ones get a negative key made from their content, so that a repeat is still a repeat."""
    if arrival.update_id is None:
        return -1 - (int.from_bytes(_digest(arrival.raw)) >> 2)
    return (epoch << _EPOCH_BITS) + arrival.update_id


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=8).digest()


def same_update(one: bytes, other: bytes) -> bool:
    """Whether two updates of the same id are one that was delivered twice."""
    return one == other or _fingerprint(one) == _fingerprint(other)


def outline(raw: bytes) -> bytes:
    """The update without its content: just what `same_update` compares. What cannot be read keeps nothing."""
    try:
        read = orjson.loads(raw)
        kind = next(k for k in read if k != "update_id")
        body = read[kind]
        kept = {k: body[k] for k in ("message_id", "date", "edit_date", "id") if k in body}
        if "message_id" in body:
            kept["chat"] = {"id": body["chat"]["id"]}
        return orjson.dumps({**({"update_id": read["update_id"]} if "update_id" in read else {}), kind: kept})
    except (ValueError, StopIteration, TypeError, KeyError, AttributeError):
        return b"{}"


def _fingerprint(raw: bytes) -> object:
    """What cannot change between two deliveries of one update."""
    try:
        read = orjson.loads(raw)
        kind = next(k for k in read if k != "update_id")
        body = read[kind]
        if "message_id" in body:
            return kind, body["message_id"], body["chat"]["id"], body.get("edit_date") or body.get("date")
        return kind, body.get("id") or raw
    except (ValueError, StopIteration, TypeError, KeyError, AttributeError):
        return raw
