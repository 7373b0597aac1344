"""Updates that may have killed the whole process: which they are. Pure.

An update that raises is counted in its row. One that takes the process with it (a fault in a C library, no memory left)
rolls its own count back; without more the bot would start, die and start again for ever. A commit before every update
would cost as much as the update itself, so nothing is marked while all is well. Instead:

* A run notes that it has begun and how far the updates reach that it found open; a gentle end takes the note back.
* A run that finds the note knows that the last one died. What was open when that one began and still is was in its hands
  for its whole life: of each chat the first such update is suspected, no more, as one chat's updates go one by one.
* Suspects are carried out before anything else, alone and one after another, each named in a commit of its own. If the
  process dies now, it is known by whose doing: after `DEATHS` deaths alone in hand the update is set aside.

Innocent updates get through this: being suspected costs them two commits, not an attempt. 500 that wait through a kill
are suspected at most, and to be set aside one would have to be the one alone in hand at two deaths in a row. A killer
takes four runs with it, one as new, one as left open, two alone, and is set aside by the fifth. A gentle end clears all.
"""

from collections.abc import Sequence

from store.inbox import InboxRow

#: Deaths of the process with an update alone in hand before it is given up; one may have been anybody's kill.
DEATHS = 2
#: What administrators are told it was.
KIND = "ProcessDied"


def apart(rows: Sequence[InboxRow], until: int | None) -> tuple[list[list[InboxRow]], list[InboxRow]]:
    """The suspects, an album's parts together, oldest first; and all other rows in their order.

    `until` is the newest row that was open when the run that died began; None when none died.
    """
    if until is None:
        return [], list(rows)
    first: dict[int, list[InboxRow]] = {}
    for row in rows:
        parts = first.setdefault(row.chat_id or 0, [])
        if not parts or (row.album is not None and row.album == parts[0].album):
            parts.append(row)
    suspects = [parts for parts in first.values() if parts[0].key <= until]
    taken = {row.key for parts in suspects for row in parts}
    return suspects, [row for row in rows if row.key not in taken]
