"""Messages that do not arrive, and people who come back: everybody whom it concerns is told, in one transaction."""

from services import Work, calls
from services.relay import failing
from store.outbox import OutboxRow


def undelivered(work: Work, row: OutboxRow) -> None:
    """A message cannot be delivered: whoever wrote it by hand is told, and residents it matters to are to be rung."""
    failing.undelivered(work, row)
    if not row.on_failure or "heard" not in row.on_failure:
        calls.missed(work, row)


def came(work: Work, chat: int) -> None:
    """A chat that refused us speaks again: nobody need ring; what its writer was told of is offered to the desk again."""
    calls.came(work, chat)
    failing.came(work, chat)
