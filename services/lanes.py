"""Lanes under load: where more reminders wait for a chat than it can take, one message says them all (design part 4).

Only reminders: tasks, replies and emergencies are never merged. A message that was swallowed keeps its key, so it is
not owed again, and its first line stands in the digest or is counted there.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.digest import gathered, mergeable
from domain.people import Community
from domain.sending import Lane, Sort
from domain.standards import by_key
from services import Work
from services.tell import Chat, Words, payload, private, zone_of
from store.outbox import Reminder

#: Figures of a shift, a day, a week are read whole: the board does not say them.
_WHOLE = ("digest:", "report:")


def sweep(work: Work, limit: int) -> datetime | None:
    """Merges what waits, chat by chat; there is no next time, as whoever adds reminders sweeps afterwards."""
    lowest = by_key("lanes.merge_from").low
    for chat in work.outbox.crowded(Lane.REMINDER, lowest):
        _merge_in(work, chat)
    return None


def _merge_in(work: Work, chat: int) -> None:
    place = _place(work, chat)
    if place is None:
        return
    community, where = place
    together: dict[tuple[int | None, datetime | None], list[Reminder]] = {}
    for row in work.outbox.reminders(chat, Lane.REMINDER):
        if not row.key.startswith(_WHOLE) and mergeable(row.payload, group=chat < 0):
            held = row.not_before if row.not_before is not None and row.not_before > work.now else None
            together.setdefault((row.payload.get("thread"), held), []).append(row)
    most = work.standards.number(community.id, "lanes.merge_from")
    for (thread, held), rows in together.items():
        if len(rows) > most:
            at = Chat(where.id, where.language, where.zone, where.person, thread, where.community)
            _merge(work, community, at, rows, held)


def _merge(work: Work, community: Community, chat: Chat, rows: Sequence[Reminder], held: datetime | None) -> None:
    """The digest takes the place of the rows, in the same transaction."""
    work.outbox.swallow([row.id for row in rows])
    digest = gathered((row.payload for row in rows), work.standards.number(community.id, "lanes.merge_lines"))
    said = payload(work, chat, Words("board/merged", {"count": digest["count"], "lines": digest["lines"]}, "m"))
    said["digest"] = digest
    key = f"merged:{chat.id}:{rows[0].id}"
    work.outbox.add(key, chat.id, Lane.REMINDER, Sort.MESSAGE, said, person_id=chat.person, not_before=held)


def _place(work: Work, chat: int) -> tuple[Community, Chat] | None:
    """A team's group, or the private chat of somebody of the staff; residents' reminders are left as they are."""
    if chat < 0:
        teams = work.staff.teams_in(chat)
        if not teams:
            return None
        community = work.people.community(teams[0][0])
        return community, Chat(chat, community.language, zone_of(community), community=community.id)
    person = work.people.by_telegram(chat)
    who = work.people.who(person, "") if person is not None else None
    if who is None or not who.staff:
        return None
    community = work.people.community(who.staff[0].community_id)
    where = private(who.person, community)
    return (community, where) if where is not None else None
