"""A group became another one (a supergroup): everything that waits or stands there moves to the new id at once.

Message ids begin anew in the new group. So what was sent keeps its old place in the ledger, and cards are posted anew
with their next state instead of an edit that might hit somebody else's message.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Text, insert, select, type_coerce, update

from domain.sending import Sending, Sort
from store import tables as t
from store.inbox import Arrived
from store.outbox import CHANGED_ROWS

if TYPE_CHECKING:
    from store.work import Work

_UNSENT = (Sending.QUEUED, Sending.SENDING, Sending.BLOCKED)
#: Signals that carry the news of a move begin so: `moved:<old>:<new>`.
MOVED = "moved"


def rekey(work: "Work", old: int, new: int) -> bool:
    """Moves a chat to its new id in this transaction; False when it has moved already."""
    chats, conn = t.chats, work.conn
    known = conn.execute(select(chats.c.kind, chats.c.title, chats.c.moved_to).where(chats.c.id == old)).first()
    if old == new:
        return False
    if known is not None and known.moved_to == new:
        _move_outbox(work, old, new)  # something was owed to the old id since
        work.signals.add(f"{CHANGED_ROWS}:{new}")
        return False
    kind, title = (known.kind, known.title) if known is not None else ("group", "")
    if conn.execute(select(chats.c.id).where(chats.c.id == new)).first() is None:
        conn.execute(insert(chats).values(id=new, kind=kind, title=title, member=True, moved_to=None))
    else:
        conn.execute(update(chats).where(chats.c.id == new).values(moved_to=None, member=True))
    if known is None:
        conn.execute(insert(chats).values(id=old, kind=kind, title=title, member=False, moved_to=new))
    conn.execute(update(chats).where(chats.c.id == old).values(member=False, moved_to=new))
    conn.execute(update(chats).where(chats.c.moved_to == old).values(moved_to=new))
    for table in (t.team_chats, t.talks):
        conn.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))
    conn.execute(update(t.cards).where(t.cards.c.chat_id == old).values(chat_id=new, message_id=None))
    arrived = (t.inbox.c.chat_id == old, t.inbox.c.status == Arrived.NEW)
    conn.execute(update(t.inbox).where(*arrived).values(chat_id=new))
    _move_outbox(work, old, new)
    work.signals.update((f"{MOVED}:{old}:{new}", f"{CHANGED_ROWS}:{new}"))
    return True


def _move_outbox(work: "Work", old: int, new: int) -> None:
    o, conn = t.outbox.c, work.conn
    unsent = (o.chat_id == old, o.status.in_(_UNSENT))
    # What stood in the old group cannot be deleted any more.
    conn.execute(update(t.outbox).where(*unsent, o.sort == Sort.DELETE).values(status=Sending.MERGED))
    answers = type_coerce(o.payload, Text).contains('"reply_to"')
    for row, payload in conn.execute(select(o.id, o.payload).where(*unsent, answers)).all():
        payload.pop("reply_to", None)
        conn.execute(update(t.outbox).where(o.id == row).values(payload=payload))
    conn.execute(update(t.outbox).where(*unsent).values(chat_id=new))


def moved_chats(work: "Work") -> dict[int, int]:
    """Old ids of groups and where they are now."""
    c = t.chats.c
    rows = work.conn.execute(select(c.id, c.moved_to).where(c.moved_to.is_not(None)))
    return {row.id: row.moved_to for row in rows if row.moved_to is not None}
