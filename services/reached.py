"""Messages that do not arrive, and people who come back: everybody whom it concerns is told, in one transaction."""

from dataclasses import replace

from domain.sending import Sort
from services import Work, calls
from services.dunning import settling
from services.relay import failing
from store.outbox import OutboxRow


def undelivered(work: Work, row: OutboxRow) -> None:
    """A message cannot be delivered: whoever wrote it by hand is told, and residents it matters to are to be rung."""
    said = failing.undelivered(work, row)
    reminder = (row.on_failure or {}).get("dunning")
    if reminder is not None:
        settling.not_brought(work, int(reminder), row.person_id)
    elif said is None:
        calls.missed(work, row)
    elif said.from_desk and row.sort is Sort.MESSAGE:
        case = work.relays.get(said.relay_id).case_id
        calls.missed(work, replace(row, key=failing.first_part(work, said), case_id=case))


def came(work: Work, chat: int) -> None:
    """A chat that refused us speaks again: nobody need ring; what its writer was told of is offered to the desk again."""
    calls.came(work, chat)
    failing.came(work, chat)
