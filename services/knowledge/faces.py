"""What the desk sees of the knowledge base: the list, an entry, what is asked and not answered, what expires soon."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain.knowledge import Entry, Group, Status, grouped
from domain.people import DESK_ROLES, SUPERVISORS, Community, Team, Who
from domain.privacy import for_group
from domain.saying import local_day
from domain.sending import Lane
from domain.timetable import Occurrence
from services import Work
from services.knowledge import hits
from services.teams import reached
from services.tell import Chat, Words, private, show, tell, zone_of

#: As many as fit a phone's screen with their buttons.
PAGE = 6
#: Characters of somebody's question that begin an entry.
QUESTION = 100
#: A search of the staff shows whatever has to do with it.
_ANY = 10
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def show_list(work: Work, community: Community, chat: Chat, page: int) -> None:
    """A page of the entries by topic, with how many questions wait for one and how many expire soon."""
    found = work.knowledge.listed(community.id, PAGE + 1, page * PAGE)
    given = {
        "rows": [row(work, community, e) for e in found[:PAGE]],
        "page": page,
        "more": len(found) > PAGE,
        "count": work.knowledge.count(community.id),
        "asked": len(frequent(work, community)),
        "expiring": len(expiring(work, community)),
    }
    show(work, chat, f"list:{chat.id}", Words("knowledge/list", given, "m"), repost=page == 0)


def show_found(work: Work, community: Community, chat: Chat, text: str) -> None:
    """What the staff searched for, the best first, expired ones not among them: what residents would be shown."""
    found = hits(work, community, text, _ANY, PAGE)
    given = {"text": text, "rows": [row(work, community, h.entry) | {"percent": h.percent} for h in found]}
    show(work, chat, f"list:{chat.id}", Words("knowledge/found", given, "m"), repost=True)


def row(work: Work, community: Community, entry: Entry) -> dict[str, Any]:
    """One line of a list."""
    today = local_day(work.now, zone_of(community))
    return {
        "id": entry.id,
        "topic": entry.topic,
        "question": entry.question_zh,
        "english": bool(entry.question_en and entry.answer_en),
        "until": entry.valid_until,
        "expired": not entry.holds(today),
    }


def show_entry(work: Work, who: Who, entry: Entry, chat: Chat, *, repost: bool) -> None:
    """The whole entry with what can be changed."""
    community = work.people.community(entry.community_id)
    by = entry.changed_by or entry.made_by
    given = {
        "k": {
            **row(work, community, entry),
            "status": entry.status,
            "answer": entry.answer_zh,
            "question_en": entry.question_en,
            "answer_en": entry.answer_en,
            "keywords": entry.keywords,
            "by": work.people.get(by).name if by else None,
            "at": entry.changed_at or entry.made_at,
        },
        "can_retire": entry.status is Status.ACTIVE and who.is_any(entry.community_id, SUPERVISORS),
    }
    said = Words("knowledge/entry", given, f"w{entry.id}", entry.version)
    show(work, chat, f"entry:{entry.id}:{who.person.id}", said, repost=repost)


def refresh(work: Work, entry: Entry) -> None:
    """Whoever has the entry open reads its newest state."""
    community = work.people.community(entry.community_id)
    for _, person in work.staff.listed(entry.community_id, roles=DESK_ROLES):
        chat = private(person, community)
        if chat is not None and work.cards.find(f"entry:{entry.id}:{person.id}") is not None:
            show_entry(work, work.people.who(person, community.language), entry, chat, repost=False)


# --- what is missing -----------------------------------------------------------------------------------------------


def frequent(work: Work, community: Community) -> list[Group]:
    """Questions that were put lately, by several people or several times, and that no entry answers; most asked first."""
    figure = work.standards.number
    since = work.now - timedelta(days=figure(community.id, "knowledge.unanswered_days"))
    asks = work.knowledge.unanswered(community.id, since, figure(community.id, "knowledge.looked_at"))
    least = figure(community.id, "knowledge.frequent")
    return [g for g in grouped(asks, figure(community.id, "knowledge.same")) if len(g.asks) >= least]


def show_frequent(work: Work, community: Community, chat: Chat, page: int) -> None:
    """The questions that want an answer of ours, with the button that begins one."""
    groups = frequent(work, community)
    page = min(page, max(0, (len(groups) - 1) // PAGE))
    rows = [_asked(work, g) for g in groups[page * PAGE : (page + 1) * PAGE]]
    given = {"rows": rows, "page": page, "more": len(groups) > (page + 1) * PAGE, "count": len(groups)}
    show(work, chat, f"list:{chat.id}", Words("knowledge/unanswered", given, "m"), repost=page == 0)


def _asked(work: Work, group: Group) -> dict[str, Any]:
    """One line; of whoever asked no name, room or number, as the desk's group reads it too."""
    people = [work.people.get(person) for person in sorted({a.person_id for a in group.asks})]
    rooms = {home.room for p in people for home in work.people.who(p, "").homes}
    words = for_group(group.words, rooms=rooms, names=[p.name for p in people])
    newest = group.asks[0]
    return {"id": newest.id, "words": words, "count": len(group.asks), "people": group.people, "at": newest.at}


def asked_alike(work: Work, community: Community, ask: int) -> Sequence[int]:
    """All questions that ask the same as this one: one answer settles them together."""
    found = next((g for g in frequent(work, community) if ask in [a.id for a in g.asks]), None)
    return [a.id for a in found.asks] if found is not None else [ask]


def expiring(work: Work, community: Community) -> list[Entry]:
    """Entries that expire soon or have expired."""
    days = work.standards.number(community.id, "knowledge.expiring_days")
    return work.knowledge.expiring(community.id, local_day(work.now, zone_of(community)) + timedelta(days=days))


def show_expiring(work: Work, community: Community, chat: Chat) -> None:
    """Those to be looked through."""
    rows = [row(work, community, e) for e in expiring(work, community)[:PAGE]]
    show(work, chat, f"list:{chat.id}", Words("knowledge/expiring", {"rows": rows}, "m"), repost=True)


# --- once a week ---------------------------------------------------------------------------------------------------


def weekly_at(work: Work, community: Community) -> str:
    """The local time of it."""
    return str(work.standards.value(community.id, "knowledge.weekly_at"))


def weekday(work: Work, community: Community) -> int:
    """The day of the week, Monday is 1."""
    return _WEEKDAYS.index(str(work.standards.value(community.id, "knowledge.weekly_on"))) + 1


def remind(work: Work, community: Community, due: Occurrence) -> None:
    """The desk reads what expires and what is asked without an answer; nothing when there is neither."""
    old, asked = expiring(work, community), frequent(work, community)
    if not old and not asked:
        return
    given = {
        "expiring": [row(work, community, e) for e in old[:PAGE]],
        "expiring_count": len(old),
        "asked": [_asked(work, g) for g in asked[:PAGE]],
        "asked_count": len(asked),
    }
    for chat in reached(work, community, Team.DESK):
        key = f"knowledge:{community.id}:{due.period}:{chat.id}"
        tell(work, chat, key, Words("knowledge/weekly", given, "m"), lane=Lane.REMINDER)
