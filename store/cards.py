"""Live cards: one message per matter and reader, edited in place. Only the newest state is ever kept waiting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from sqlalchemy import bindparam, func, insert, select, update

from domain.sending import Lane, Payload, Picture, Sending, Sort
from store import tables as t
from store.outbox import CHANGED_ROWS
from store.prepared import Prepared, among

if TYPE_CHECKING:
    from store.work import Work

_c = t.cards.c
_o = t.outbox.c


@dataclass(frozen=True, slots=True)
class Card:
    """A card: where it stands. `message_id` is None until it was sent, and again when it turned out to be gone."""

    id: int
    key: str
    chat_id: int
    message_id: int | None
    case_id: int | None
    #: Its newest row in the outbox, 0 when there is none: the key of the next state counts from there.
    newest: int = 0


_CARD = (_c.id, _c.key, _c.chat_id, _c.message_id, _c.case_id)

# Built once: a card is shown with almost every arrival.
_FIND = Prepared(
    select(*_CARD, select(func.max(_o.id)).where(_o.card_id == _c.id).scalar_subquery()).where(
        _c.key == bindparam("key")
    )
)
_KEYS = Prepared(select(_c.key).where(_c.case_id == bindparam("case")).order_by(_c.id))
_CASE_AT = Prepared(select(_c.case_id).where(_c.chat_id == bindparam("chat"), _c.message_id == bindparam("message")))
_NEW = Prepared(insert(t.cards).returning(_c.id), ["key", "chat_id", "message_id", "case_id"])
_OWED = Prepared(select(_o.id).where(_o.key == bindparam("key")))
_ALIVE = Prepared(
    select(_o.id, _o.status, _o.sort, _o.payload, _o.lane)
    .where(_o.card_id == bindparam("card"), _o.sort != Sort.DELETE)
    .where(among(_o.status, (Sending.QUEUED, Sending.SENDING, Sending.SENT)))
    .order_by(_o.id.desc())
    .limit(3)
)
_MERGE = Prepared(
    update(t.outbox)
    .where(_o.card_id == bindparam("card"), _o.status == Sending.QUEUED, _o.sort != Sort.DELETE)
    .values(status=Sending.MERGED)
)
_REWRITE = Prepared(
    update(t.outbox).where(_o.id == bindparam("row")).values(payload=bindparam("said"), lane=bindparam("to"))
)
_NEWEST = Prepared(
    select(_c.key, _c.message_id, _o.message_id, _o.payload)
    .select_from(t.outbox.outerjoin(t.cards, _c.id == _o.card_id))
    .where(_o.chat_id == bindparam("chat"), _o.sort == Sort.MESSAGE, _o.message_id.is_not(None))
    .where(_o.lane != Lane.BROADCAST)
    .order_by(_o.message_id.desc())
    .limit(bindparam("most"))
)
_RENAME = Prepared(update(t.cards).where(_c.id == bindparam("card")).values(key=bindparam("to"), case_id=None))
_NOWHERE = Prepared(update(t.cards).where(_c.id == bindparam("card")).values(message_id=None))


class _State(NamedTuple):
    """One state of a card that was sent, is under way, or waits."""

    id: int
    status: str
    sort: str
    payload: Mapping[str, Any]
    lane: int


class Cards:
    """Card rows."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    def find(self, key: str) -> Card | None:
        """The card of that key."""
        row = _FIND.first(self.conn, key=key)
        return None if row is None else Card(row[0], row[1], row[2], row[3], row[4], row[5] or 0)

    def stands(self, key: str) -> bool:
        """Whether its message is there, or on its way: not when it turned out to be gone."""
        card = self.find(key)
        waiting = (Sending.QUEUED, Sending.SENDING)
        return card is not None and (
            card.message_id is not None or any(row.status in waiting for row in self._alive(card))
        )

    def at(self, chat_id: int, message_id: int) -> Card | None:
        """The card that stands at that place of a chat."""
        where = (_c.chat_id == chat_id, _c.message_id == message_id)
        row = self.conn.execute(select(*_CARD).where(*where).order_by(_c.id.desc()).limit(1)).first()
        return None if row is None else Card(*row)

    def of_case(self, case_id: int) -> list[Card]:
        """All cards of a case that are still kept up."""
        return [Card(*row) for row in self.conn.execute(select(*_CARD).where(_c.case_id == case_id).order_by(_c.id))]

    def case_at(self, chat: int, message: int) -> int | None:
        """The case whose card stands there: what somebody replies to."""
        row = _CASE_AT.first(self.conn, chat=chat, message=message)
        return int(row[0]) if row is not None and row[0] is not None else None

    def asking(self, chat_id: int, most: int) -> list[str]:
        """Keys of the newest messages of a chat that have buttons, newest first; empty for one that is no card.

        Only messages that still stand there, and no broadcasts: nobody answers those in words.
        """
        rows = _NEWEST.rows(self.conn, chat=chat_id, most=most)
        there = [(key, sent) for key, stands, at, sent in rows if key is None or (stands == at and "~" not in key)]
        return [key or "" for key, sent in there if sent.get("buttons")]

    def keys_of(self, case_id: int, prefix: str) -> list[str]:
        """Keys of the cards of a case that begin so, oldest first; retired ones left out."""
        keys = (key for (key,) in _KEYS.rows(self.conn, case=case_id))
        return [key for key in keys if key.startswith(prefix)]

    def show(
        self,
        key: str,
        chat_id: int,
        payload: Payload | Mapping[str, Any],
        lane: int,
        *,
        case_id: int | None = None,
        person_id: int | None = None,
        repost: bool = False,
        outbox_key: str | None = None,
        on_failure: Mapping[str, Any] | None = None,
    ) -> bool:
        """Brings the card to this state; False when it is (or will be) in it already.

        First time: a message. Later: an edit, which takes the place of any state still waiting. `repost` deletes the
        old message and posts anew at the end of the chat.
        """
        card = self.find(key)
        if card is not None and card.chat_id != chat_id:
            self._forget(card)
            card = None
        if card is None:
            card = self._new(key, chat_id, case_id)
        elif outbox_key is not None and self._is_owed(outbox_key):
            return False
        elif repost:
            self._withdraw(card, lane)
        else:
            alive = self._alive(card)
            if alive and _same(alive[0].payload, payload) and (card.message_id or alive[0].status != Sending.SENT):
                return False
            if alive and alive[0].status == Sending.QUEUED and alive[0].sort == Sort.MESSAGE:
                self._rewrite(card, alive[0].id, payload, alive[0].lane, min(lane, alive[0].lane))
                return True
            if any(row.status == Sending.QUEUED for row in alive):
                self._merge(card)
            if card.message_id is not None or any(row.status == Sending.SENDING for row in alive):
                return self._owe(card, Sort.EDIT, payload, lane, person_id, outbox_key, on_failure)
        return self._owe(card, Sort.MESSAGE, payload, lane, person_id, outbox_key, on_failure)

    def unfold(self, chat_id: int, message_id: int) -> bool:
        """Shows what is behind the fold of the card there; False when it has none, or is no card."""
        card = self.at(chat_id, message_id)
        newest = next(iter(self._alive(card)), None) if card is not None else None
        if card is None or newest is None or not newest.payload.get("more"):
            return False
        whole = {**newest.payload, "buttons": newest.payload["buttons"][:-1] + newest.payload["more"]}
        del whole["more"]
        return self.show(card.key, chat_id, whole, newest.lane)

    def media(self, key: str) -> Sequence[Picture]:
        """The pictures of its newest state."""
        card = self.find(key)
        newest = next(iter(self._alive(card)), None) if card is not None else None
        return newest.payload.get("media", ()) if newest is not None else ()

    def place(self, key: str, chat_id: int, message_id: int) -> None:
        """A message that was sent by itself is a card from now on, to be edited where it stands; nothing when it is one."""
        if self.find(key) is None:
            _NEW.scalar(self.conn, key=key, chat_id=chat_id, message_id=message_id, case_id=None)

    def forget(self, key: str) -> None:
        """Leaves the card's message as it is (changes under way still reach it); the next `show` posts a new one."""
        card = self.find(key)
        if card is not None:
            self._forget(card)

    def _forget(self, card: Card) -> None:
        _RENAME.run(self.conn, card=card.id, to=f"{card.key}~{card.id}")

    def remove(self, key: str, lane: int = Lane.REPLY) -> None:
        """Takes the card's message away, also one that is just under way; nothing when there is no such card."""
        card = self.find(key)
        if card is None:
            return
        under_way = any(row.status == Sending.SENDING for row in self._alive(card))
        self._merge(card)
        if card.message_id is not None or under_way:
            gone = {"text": ""}
            self.work.outbox.add(f"{key}#{card.id}.gone", card.chat_id, lane, Sort.DELETE, gone, card_id=card.id)
        self._forget(card)

    def _new(self, key: str, chat_id: int, case_id: int | None) -> Card:
        new: int = _NEW.scalar(self.conn, key=key, chat_id=chat_id, message_id=None, case_id=case_id)
        return Card(new, key, chat_id, None, case_id)

    def _is_owed(self, outbox_key: str) -> bool:
        return _OWED.first(self.conn, key=outbox_key) is not None

    def _alive(self, card: Card) -> list[_State]:
        """States of the card that were sent, are under way, or wait; newest first."""
        return [_State(*row) for row in _ALIVE.rows(self.conn, card=card.id)]

    def _rewrite(self, card: Card, row: int, payload: Payload | Mapping[str, Any], before: int, lane: int) -> None:
        """The first message has not gone out yet: it says the new state instead, sooner if that is more urgent."""
        _REWRITE.run(self.conn, row=row, said=payload, to=int(lane))
        if lane != before:
            self.work.signals.add(f"{CHANGED_ROWS}:{card.chat_id}")

    def _merge(self, card: Card) -> None:
        _MERGE.run(self.conn, card=card.id)

    def _withdraw(self, card: Card, lane: int) -> None:
        """Takes the old message away. One that is just under way is taken away when it has arrived (`Outbox.sent`)."""
        self._merge(card)
        if card.message_id is not None:
            gone = {"text": "", "message": card.message_id}
            self.work.outbox.add(f"card:{card.id}:gone:{card.message_id}", card.chat_id, lane, Sort.DELETE, gone)
            _NOWHERE.run(self.conn, card=card.id)

    def _owe(
        self,
        card: Card,
        sort: Sort,
        payload: Payload | Mapping[str, Any],
        lane: int,
        person_id: int | None,
        outbox_key: str | None,
        on_failure: Mapping[str, Any] | None,
    ) -> bool:
        """The key of a state counts up with the rows of the card, so each state has its own."""
        if outbox_key is None:
            outbox_key = f"{card.key}#{card.id}.{card.newest}"
        return self.work.outbox.add(
            outbox_key, card.chat_id, lane, sort, payload,
            card_id=card.id, person_id=person_id, case_id=card.case_id, on_failure=on_failure,
        )  # fmt: skip


def _same(shown: Mapping[str, Any], payload: Mapping[str, Any]) -> bool:
    return orjson.dumps(shown, option=orjson.OPT_SORT_KEYS) == orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)
