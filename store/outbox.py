"""What is owed to people: every message once, under its key, from the moment it is decided until it is delivered.

The sender claims rows (`sending`), sends, and records what became of them. A claim reads the row afresh, so a state
that was replaced a moment ago is never sent. Of a live card only the newest state is kept waiting.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Text, bindparam, case, delete, func, or_, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.sending import SENT_AGAIN, Lane, Payload, Sending, Sort
from store import tables as t
from store.prepared import Prepared, among

if TYPE_CHECKING:
    from store.work import Work

_c = t.outbox.c
#: Wakes the sender: new rows · rows of a chat were changed that it may know already (`outbox_again:<chat>`).
NEW_ROWS, CHANGED_ROWS = "outbox", "outbox_again"
#: Why a row expired when nobody withdrew it.
TOO_LATE = "not sent in time"
_CARD_SORTS = (Sort.MESSAGE, Sort.EDIT)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message owed."""

    id: int
    key: str
    chat_id: int
    lane: int
    sort: Sort
    payload: Payload
    card_id: int | None
    person_id: int | None
    case_id: int | None
    status: Sending
    attempts: int
    message_id: int | None
    on_failure: Any
    #: Claimed rows: where the card stands now.
    card_message: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the lanes need to know of a queued row."""

    id: int
    chat_id: int
    lane: int
    not_before: datetime | None
    #: How many messages it is for the channel's limits.
    weight: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """A queued message that may be merged with others."""

    id: int
    key: str
    payload: Payload
    not_before: datetime | None


_ROW = (
    _c.id, _c.key, _c.chat_id, _c.lane, _c.sort, _c.payload, _c.card_id, _c.person_id, _c.case_id, _c.status,
    _c.attempts, _c.message_id, _c.on_failure,
)  # fmt: skip
_ADD = Prepared(
    {
        "sqlite": sqlite.insert(t.outbox).on_conflict_do_nothing(index_elements=["key"]).returning(_c.id),
        "postgresql": postgresql.insert(t.outbox).on_conflict_do_nothing(index_elements=["key"]).returning(_c.id),
    },
    [c.name for c in t.outbox.c if c.name not in ("id", "message_id", "sent_at", "error")],
)
_QUEUED = (
    select(_c.id, _c.chat_id, _c.lane, _c.not_before, _c.sort, type_coerce(_c.payload, Text))
    .where(_c.status == Sending.QUEUED)
    .order_by(_c.id)
)
_WAITING = Prepared(_QUEUED.where(_c.id > bindparam("above")))
_WAITING_IN = _QUEUED.where(_c.chat_id.in_(bindparam("chats", expanding=True)))
_CROWDED = Prepared(
    select(_c.chat_id)
    .where(_c.status == Sending.QUEUED, _c.lane == bindparam("lane"), _c.sort == Sort.MESSAGE)
    .group_by(_c.chat_id)
    .having(func.count() > bindparam("most"))
    .order_by(_c.chat_id)
)
_CLAIM = Prepared(
    update(t.outbox)
    .where(_c.id == bindparam("row"), _c.status == Sending.QUEUED)
    .where(or_(_c.expires_at.is_(None), _c.expires_at > bindparam("now", type_=_c.expires_at.type)))
    .values(status=Sending.SENDING)
    .returning(*_ROW)
)
_SENT = Prepared(
    update(t.outbox)
    .where(_c.id == bindparam("row"))
    .values(
        status=Sending.SENT,
        chat_id=bindparam("chat"),
        message_id=bindparam("message"),
        sent_at=bindparam("now"),
        error=bindparam("note"),
    )
)
_AT_CARD = Prepared(
    update(t.cards)
    .where(t.cards.c.id == bindparam("card"), t.cards.c.chat_id == bindparam("chat"))
    .values(message_id=bindparam("message"))
)
_STANDS = Prepared(select(t.cards.c.message_id).where(t.cards.c.id == bindparam("card")))
_POSTING = Prepared(  # the newest message of a card that is still to arrive
    select(func.max(_c.id)).where(
        _c.card_id == bindparam("card"), _c.sort == Sort.MESSAGE, among(_c.status, (Sending.QUEUED, Sending.SENDING))
    )
)
_GONE = Prepared(
    update(t.cards)
    .where(t.cards.c.id == bindparam("card"), t.cards.c.message_id == bindparam("message"))
    .values(message_id=None)
)
_BY_KEY = Prepared(select(*_ROW).where(_c.key == bindparam("key")))


class Outbox:
    """Outbox rows."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    # --- owing -----------------------------------------------------------------------------------------------

    def add(
        self,
        key: str,
        chat_id: int,
        lane: int,
        sort: Sort,
        payload: Payload | Mapping[str, Any],
        *,
        card_id: int | None = None,
        person_id: int | None = None,
        case_id: int | None = None,
        not_before: datetime | None = None,
        expires_at: datetime | None = None,
        on_failure: Mapping[str, Any] | None = None,
    ) -> bool:
        """Owe a message. False when the key is owed already: nothing happens twice."""
        row = {
            "key": key, "chat_id": chat_id, "lane": int(lane), "sort": str(sort), "payload": payload,
            "card_id": card_id, "person_id": person_id, "case_id": case_id, "status": Sending.QUEUED,
            "created_at": self.work.now, "not_before": not_before, "expires_at": expires_at, "attempts": 0,
            "on_failure": on_failure,
        }  # fmt: skip
        new = _ADD.first(self.conn, **row) is not None
        if new:
            self.work.signals.add(NEW_ROWS)
        return new

    def find(self, key: str) -> OutboxRow | None:
        """The row of that key."""
        return _optional(_BY_KEY.first(self.conn, key=key))

    def get(self, row: int) -> OutboxRow:
        """The row of that id; it must be there."""
        return _read(self.conn.execute(select(*_ROW).where(_c.id == row)).one())

    def sent_key(self, key: str) -> tuple[int, int] | None:
        """Chat and message id of what was sent under the key; None when it was not (yet)."""
        where = (_c.key == key, _c.status == Sending.SENT, _c.message_id.is_not(None))
        found = self.conn.execute(select(_c.chat_id, _c.message_id).where(*where)).first()
        return None if found is None else (found[0], found[1])

    # --- the sender's side -----------------------------------------------------------------------------------

    def waiting(self, above: int = 0, chats: Sequence[int] = ()) -> list[Waiting]:
        """Queued rows with a greater id, or of those chats; oldest first."""
        rows: Iterable[Any]
        if chats:
            rows = self.conn.execute(_WAITING_IN, {"chats": list(chats)})
        else:
            rows = _WAITING.rows(self.conn, above=above)
        return [Waiting(i, chat, lane, at, _weight(sort, payload)) for i, chat, lane, at, sort, payload in rows]

    def claim(self, ids: Sequence[int]) -> list[OutboxRow]:
        """Marks queued rows as `sending` and returns them as they are now. Rows that are no longer wanted are left
        out; expired ones are marked so. The edit of a card that stands nowhere becomes a message."""
        taken = [_CLAIM.first(self.conn, row=row, now=self.work.now) for row in ids]
        claimed = [_read(row) for row in taken if row is not None]
        if len(claimed) < len(ids):
            expired = (_c.id.in_(list(ids)), _c.status == Sending.QUEUED)
            self.conn.execute(update(t.outbox).where(*expired).values(status=Sending.EXPIRED, error=TOO_LATE))
        return [self._as_shown(row) if row.card_id is not None else row for row in claimed]

    def _as_shown(self, row: OutboxRow) -> OutboxRow:
        message: int | None = _STANDS.scalar(self.conn, card=row.card_id)
        if row.sort is Sort.EDIT and message is None:
            self.conn.execute(update(t.outbox).where(_c.id == row.id).values(sort=Sort.MESSAGE))
            return replace(row, sort=Sort.MESSAGE)
        return replace(row, card_message=message)

    def sent(self, results: Sequence[tuple[OutboxRow, int | None, str | None]]) -> None:
        """Records rows that arrived: the row, its message id, a remark. A card stands where its message came to."""
        now = self.work.now
        # The chat as it was when the message left: the group may have moved meanwhile, its messages did not.
        values = [{"row": r.id, "chat": r.chat_id, "message": m, "now": now, "note": note} for r, m, note in results]
        _SENT.each(self.conn, values)
        placed = [(r, m) for r, m, _ in results if r.card_id is not None and r.sort is Sort.MESSAGE and m is not None]
        if placed:
            self._place(placed)
        for row, _, _ in results:
            if row.sort is Sort.DELETE and row.card_id is not None:
                _GONE.run(self.conn, card=row.card_id, message=row.card_message)

    def _place(self, placed: Sequence[tuple[OutboxRow, int]]) -> None:
        """A card that was posted anew while this message was under way must not stand twice."""
        for row, message in placed:
            if (_POSTING.scalar(self.conn, card=row.card_id) or 0) > row.id:
                self.add(f"{row.key}~gone", row.chat_id, row.lane, Sort.DELETE, {"text": "", "message": message})
            else:
                _AT_CARD.run(self.conn, card=row.card_id, chat=row.chat_id, message=message)

    # --- merging ---------------------------------------------------------------------------------------------

    def crowded(self, lane: int, more_than: int) -> list[int]:
        """Chats that more than so many messages of the lane wait for."""
        return [chat for (chat,) in _CROWDED.rows(self.conn, lane=int(lane), most=more_than)]

    def reminders(self, chat_id: int, lane: int) -> list[Reminder]:
        """Messages of the lane that wait for the chat and may wait for ever, oldest first: nobody is to be told of failures."""
        waiting = (_c.chat_id == chat_id, _c.status == Sending.QUEUED, _c.lane == int(lane), _c.sort == Sort.MESSAGE)
        free = (_c.expires_at.is_(None), _c.on_failure.is_(None))
        rows = self.conn.execute(
            select(_c.id, _c.key, _c.payload, _c.not_before).where(*waiting, *free).order_by(_c.id)
        )
        return [Reminder(i, key, payload, at) for i, key, payload, at in rows]

    def swallow(self, ids: Sequence[int]) -> None:
        """These are not sent any more: another message of the same transaction stands for them."""
        mine = (_c.id.in_(list(ids)), _c.status == Sending.QUEUED)
        self.conn.execute(update(t.outbox).where(*mine).values(status=Sending.MERGED))

    def put_back(self, row: OutboxRow, error: str, *, counts: bool) -> bool:
        """The row will be tried again; `counts` adds to its attempts. False when a newer state took its place."""
        if self._replaced(row):
            return False
        values = {"status": Sending.QUEUED, "error": error, "attempts": row.attempts + counts}
        self.conn.execute(update(t.outbox).where(_c.id == row.id).values(values))
        return True

    def post_anew(self, row: OutboxRow, error: str) -> bool:
        """The card's message is gone: its state is posted as a new one. False when a newer state does that."""
        _AT_CARD.run(self.conn, card=row.card_id, chat=row.chat_id, message=None)
        if self._replaced(row):
            return False
        values = {"status": Sending.QUEUED, "sort": Sort.MESSAGE, "error": error}
        self.conn.execute(update(t.outbox).where(_c.id == row.id).values(values))
        return True

    def _replaced(self, row: OutboxRow) -> bool:
        """Whether a newer state of the same card (or its removal) is on its way; it stands for this one."""
        if row.card_id is None or row.sort is Sort.DELETE:
            return False
        alive = _c.status.in_([Sending.QUEUED, Sending.SENDING, Sending.SENT])
        newer = (_c.card_id == row.card_id, _c.id > row.id, alive)
        if self.conn.execute(select(_c.id).where(*newer).limit(1)).first() is None:
            return False
        self.conn.execute(update(t.outbox).where(_c.id == row.id).values(status=Sending.MERGED))
        return True

    def failed(self, row: OutboxRow, error: str) -> None:
        """The row can never be delivered."""
        values = {"status": Sending.FAILED, "error": error, "attempts": row.attempts + 1}
        self.conn.execute(update(t.outbox).where(_c.id == row.id).values(values))

    def in_doubt(self) -> list[OutboxRow]:
        """Rows a crash left in `sending`: it is not known whether they went out."""
        return [_read(r) for r in self.conn.execute(select(*_ROW).where(_c.status == Sending.SENDING).order_by(_c.id))]

    # --- people who cannot be reached ------------------------------------------------------------------------

    def block(self, chat_id: int, error: str) -> list[OutboxRow]:
        """The chat refuses us: everything waiting for it is kept as `blocked`; those rows are returned."""
        waiting = (_c.chat_id == chat_id, _c.status.in_([Sending.QUEUED, Sending.SENDING]))
        query = update(t.outbox).where(*waiting).values(status=Sending.BLOCKED, error=error).returning(*_ROW)
        rows = sorted((_read(r) for r in self.conn.execute(query)), key=lambda r: r.id)
        self._reachable(chat_id, False)
        return rows

    def revive(self, chat_id: int) -> int:
        """The chat takes messages again: what was kept for it is owed again, unless it has expired. How many rows."""
        now = self.work.now
        kept = (_c.chat_id == chat_id, _c.status == Sending.BLOCKED)
        old = update(t.outbox).where(*kept, _c.expires_at <= now).values(status=Sending.EXPIRED, error=TOO_LATE)
        self.conn.execute(old)
        # Of each card only the newest state: an older one, or one that was shown since, must not come after it.
        later = t.outbox.alias()
        newer = select(later.c.id).where(
            later.c.card_id == _c.card_id, later.c.id > _c.id, later.c.sort.in_(_CARD_SORTS),
            later.c.status.not_in([Sending.FAILED, Sending.MERGED, Sending.EXPIRED]),
        )  # fmt: skip
        stale = update(t.outbox).where(*kept, _c.card_id.is_not(None), _c.sort.in_(_CARD_SORTS), newer.exists())
        self.conn.execute(stale.values(status=Sending.MERGED))
        back = self.conn.execute(update(t.outbox).where(*kept).values(status=Sending.QUEUED, attempts=0)).rowcount
        self._reachable(chat_id, True)
        if back:
            self.work.signals.add(f"{CHANGED_ROWS}:{chat_id}")
        return back

    def unreachable_chats(self) -> set[int]:
        """Chats that something is kept for, or whose person is known to refuse us."""
        kept = self.conn.scalars(select(_c.chat_id).where(_c.status == Sending.BLOCKED).distinct())
        person = t.persons.c
        gone = self.conn.scalars(
            select(person.telegram_id).where(person.reachable.is_(False), person.telegram_id.is_not(None))
        )
        return {*kept, *(chat for chat in gone if chat is not None)}

    def _reachable(self, chat_id: int, yes: bool) -> None:
        if chat_id > 0:
            person = t.persons.c.telegram_id == chat_id
            self.conn.execute(update(t.persons).where(person).values(reachable=yes))
        else:
            self.conn.execute(update(t.chats).where(t.chats.c.id == chat_id).values(member=yes))

    def forget_all(self) -> None:
        """Nothing is owed any more and no card stands anywhere: for a past that was only told."""
        self.conn.execute(delete(t.outbox))
        self.conn.execute(delete(t.cards))

    # --- looking -----------------------------------------------------------------------------------------------

    def count(self) -> dict[str, int]:
        """Rows by status."""
        return dict(self.conn.execute(select(_c.status, func.count()).group_by(_c.status)).all())

    def oldest_unsent(self) -> datetime | None:
        """Since when the oldest message that could go is waiting."""
        due = or_(_c.not_before.is_(None), _c.not_before <= self.work.now)
        unsent = _c.status.in_([Sending.QUEUED, Sending.SENDING])
        held = case((_c.not_before > _c.created_at, _c.not_before), else_=_c.created_at)
        since: datetime | None = self.conn.execute(select(func.min(held)).where(unsent, due)).scalar()
        return since


def again_after_crash(row: OutboxRow) -> bool:
    """Whether a row in doubt is sent again: edits and deletes always, messages where a repeat is better than none."""
    return row.sort is not Sort.MESSAGE or Lane(row.lane) in SENT_AGAIN


def _read(row: Sequence[Any]) -> OutboxRow:
    i, key, chat, lane, sort, payload, card, person, matter, status, attempts, message, on_failure = tuple(row)
    return OutboxRow(
        i, key, chat, lane, Sort(sort), payload, card, person, matter, Sending(status), attempts, message, on_failure
    )


def _optional(row: Sequence[Any] | None) -> OutboxRow | None:
    return None if row is None else _read(row)


def _weight(sort: str, payload: str) -> int:
    """Looks into the payload only where it may hold an album: there are thousands of rows in a broadcast."""
    media = len(orjson.loads(payload).get("media") or ()) if '"media"' in payload else 0
    return 0 if sort == Sort.DELETE else 1 if media < 2 else media + 1
