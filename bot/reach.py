"""Who can be reached: when a chat refuses us, what is owed to it is kept; when it speaks again, it is owed again."""

from collections.abc import Callable

from store.outbox import OutboxRow
from store.work import Work

#: Carries the news that a chat is reachable again past the commit: `came:<chat>:<turn>`.
CAME = "came"
#: Tells whoever must know that a message cannot be delivered, inside the transaction.
Undelivered = Callable[[Work, OutboxRow], None]
#: What else comes of a chat that refused us and speaks again, inside the transaction.
Came = Callable[[Work, int], None]


def nothing_more(work: Work, chat: int) -> None:
    """What was kept for it is owed again, that is all."""


class Reach:
    """Chats that refuse us, known in memory so that an ordinary update costs nothing. Used inside transactions."""

    def __init__(self, undelivered: Undelivered, came: Came = nothing_more) -> None:
        self._undelivered, self._came = undelivered, came
        self._refusing: dict[int, int] = {}
        self._turn = 0

    def load(self, work: Work) -> None:
        """What earlier runs have found out."""
        for chat in work.outbox.unreachable_chats():
            self._refusing.setdefault(chat, 0)

    def refused(self, work: Work, chat: int, error: str) -> list[OutboxRow]:
        """Keeps everything waiting for the chat, and tells of each message; who must know of it is decided there."""
        self._turn += 1
        self._refusing[chat] = self._turn
        rows = work.outbox.block(chat, error)
        for row in rows:
            self._undelivered(work, row)
        return rows

    def came(self, work: Work, chat: int) -> None:
        """The chat has spoken: what was kept for it is owed again."""
        turn = self._refusing.get(chat)
        if turn is not None:
            work.outbox.revive(chat)
            self._came(work, chat)
            work.signals.add(f"{CAME}:{chat}:{turn}")

    def settled(self, chat: int, turn: int) -> None:
        """Called after that was committed; a refusal that came later stays."""
        if self._refusing.get(chat) == turn:
            del self._refusing[chat]
