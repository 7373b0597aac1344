"""Updates that may have killed the whole process: which they are. Pure.

An update that raises is counted in its row. One that takes the process with it (a fault in a C library, no memory left)
rolls its own count back; without more the bot would start, die and start again for ever. A commit before every update
would cost as much as the update itself, so nothing is marked while all is well. Instead:

* A run notes at its beginning which updates stand first in their chats, and a gentle end takes the note back. One chat's
  updates go one by one, so what a run dies of stood first then, if it was there already.
* Who stood first when a run began that died, and again at the next, and still does, is suspected. A run that lives only
  for a moment gets through with the first of every chat, so these are few.
* Suspects are carried out before anything else, alone and one after another, each named in a commit of its own. If the
  process dies now, it is known by whose doing: after `DEATHS` deaths in a row alone in hand the update is set aside.

Innocent updates get through this: a restart or a kill with 500 waiting costs them nothing, suspicion two commits and no
attempt. To be set aside one would have to stand first through all those deaths and be alone in hand at each of the last
three. A killer takes six runs with it, one as new, two as first in line, three alone, and the seventh sets it aside.
"""

from collections.abc import Mapping, Sequence

from store.inbox import InboxRow

#: Runs that died and at whose beginning an update stood first before it is suspected.
WITNESSED = 2
#: Deaths of the process with an update alone in hand before it is given up; the process may be killed for other reasons.
DEATHS = 3
#: What administrators are told it was.
KIND = "ProcessDied"


def first_in_line(rows: Sequence[InboxRow]) -> list[list[InboxRow]]:
    """What is carried out first in each chat: one row, or the parts of an album."""
    first: dict[int, list[InboxRow]] = {}
    for row in rows:
        parts = first.setdefault(row.chat_id or 0, [])
        if not parts or (row.album is not None and row.album == parts[0].album):
            parts.append(row)
    return list(first.values())


def apart(rows: Sequence[InboxRow], seen: Mapping[int, int]) -> tuple[list[list[InboxRow]], list[InboxRow]]:
    """The suspects, and all other rows in their order; `seen` as in `store.inbox.LastRun.first`."""
    suspects = [parts for parts in first_in_line(rows) if seen.get(parts[0].key, 0) >= WITNESSED]
    taken = {row.key for parts in suspects for row in parts}
    return suspects, [row for row in rows if row.key not in taken]
