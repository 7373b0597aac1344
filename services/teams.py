"""Where a team is reached, and what any card says of a matter: shared by the flows that are about words, not about work."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.cases import Case, DeadlineStatus
from domain.people import HEADS, Community, Person, Team, Unit, Who
from domain.phones import plain
from domain.privacy import for_group
from domain.sending import Lane, Picture
from domain.units import block
from services import Work, rota
from services.exchanges import about
from services.tell import Chat, Words, private, show, team_chat, tell


def reached(work: Work, community: Community, team: Team) -> list[Chat]:
    """Where a team is reached: its group; without one whoever is on call, else those on duty, else all of it, else the heads."""
    group = team_chat(work, community, team)
    if group is not None:
        return [group]
    listed = work.staff.listed
    for people in (
        rota.on_call(work, community.id, team, work.now),
        listed(community.id, team=team, on_duty=True),
        listed(community.id, team=team),
        listed(community.id, roles=HEADS),
    ):
        chats = [chat for _, p in people if (chat := private(p, community)) is not None]
        if chats:
            return chats
    return []


def show_in(work: Work, chats: Sequence[Chat], prefix: str, said: Words, case: int, *, repost: bool) -> None:
    """Shows a team's card of a matter wherever the team is reached now, and takes it away where it no longer is."""
    for key in work.cards.keys_of(case, f"{prefix}:"):
        if key.removeprefix(f"{prefix}:") not in [str(chat.id) for chat in chats]:
            work.cards.remove(key, Lane.TASK)
    for chat in chats:
        show(work, chat, f"{prefix}:{chat.id}", said, lane=Lane.TASK, case=case, repost=repost)


def opened_by(work: Work, community: Community, case: int) -> Iterator[tuple[Who, Chat]]:
    """Colleagues who have the matter's card open in private, as they stand today, and where they read it."""
    for key in work.cards.keys_of(case, f"case:{case}:staff:"):
        person = work.people.get(int(key.rpartition(":")[2]))
        chat = private(person, community)
        if chat is not None:
            yield work.people.who(person, community.language), chat


@dataclass(frozen=True, slots=True)
class Sheet:
    """A matter with the people and the place it is about, loaded once."""

    case: Case
    community: Community
    unit: Unit | None
    reporter: Person
    worker: Person | None
    photos: int
    #: When the answer is due; None when none is owed.
    due: datetime | None
    #: Rooms a group must not read.
    rooms: tuple[str, ...]


def sheet(work: Work, case: Case, kinds: Iterable[str]) -> Sheet:
    """The matter with all any card shows; `kinds` are the promises whose time it says, the first open one counts."""
    unit = work.people.unit(case.unit_id) if case.unit_id else None
    reporter = work.people.get(case.reporter_id)
    homes = work.people.who(reporter, "").homes
    asked = tuple(kinds)
    open_ = [d for d in work.deadlines.of(case.id) if d.status is DeadlineStatus.OPEN and d.kind in asked]
    return Sheet(
        case,
        work.people.community(case.community_id),
        unit,
        reporter,
        work.staff.person_of(case.assignee_id) if case.assignee_id else None,
        work.media.counted(case.id),
        min((d.due_at for d in open_), default=None),
        tuple({*(h.room for h in homes), *([unit.room] if unit else [])}),
    )


def plain_values(of: Sheet, now: datetime) -> dict[str, Any]:
    """The matter in plain values, as cards of every flow read it."""
    case = of.case
    return {
        "flow": case.flow,
        "number": case.number,
        "status": case.status,
        "category": case.category,
        "danger": case.danger,
        "urgent": case.urgent,
        "home": of.unit.label if of.unit else None,
        "place": case.place,
        "block": block(of.unit.ref) if of.unit else None,
        "floor": of.unit.floor if of.unit else None,
        "words": case.words,
        "photos": of.photos,
        "reporter": of.reporter.name,
        "phone": plain(dialled) if (dialled := case.contact or of.reporter.phone) else None,
        "in_chat": of.reporter.telegram_id is not None and of.reporter.reachable,
        "on_behalf": case.taken_by is not None,
        "channel": case.channel,
        "worker": of.worker.name if of.worker else None,
        "worker_phone": plain(of.worker.phone) if of.worker and of.worker.phone else None,
        "due": of.due,
        "late_by": now - of.due if of.due and now > of.due else None,
        "outcome": case.outcome,
        "rating": case.rating,
        "created_at": case.created_at,
        "closed_at": case.closed_at,
    }


def as_group_reads(of: Sheet, given: dict[str, Any], texts: Iterable[str]) -> dict[str, Any]:
    """The same for a group: building and floor, no room, name or number, in nobody's words either (`texts`)."""
    hidden = {t: for_group(given[t], rooms=of.rooms, names=(of.reporter.name,)) for t in texts if given.get(t)}
    return {**given, **hidden, "home": None, "reporter": None, "phone": None, "worker_phone": None}


def home_in(who: Who, community: int) -> Unit | None:
    """The home a resident's words are put to: their only or first one in that community."""
    return next((home for home in who.homes if home.community_id == community), None)


#: As many lines of history as fit a phone's screen or two; as many pictures as one album holds.
_LINES, _ALBUM = 20, 10
_VISUAL = ("photo", "video")


def story_of(work: Work, who: Who, case: Case, internal: Iterable[str]) -> dict[str, Any]:
    """The history of a matter as this person may see it: residents without what is `internal`."""
    staff, hidden = who.post(case.community_id) is not None, frozenset(internal)
    lines = []
    for event in work.cases.history(case.id):
        if staff or event.kind not in hidden:
            by = work.people.get(event.by).name if event.by is not None else None
            lines.append({"at": event.at, "kind": event.kind, "by": by, "data": event.data})
    left_out, talks = max(0, len(lines) - _LINES), bool(about(work, who, case.id))
    return {"lines": lines[-_LINES:], "left_out": left_out, "talks": talks}


def send_files(work: Work, case: Case, chat: Chat, key: str) -> int:
    """Sends the photos, voices and files of a matter; how many there are. Whoever calls has looked who may see them."""
    files = work.media.of_case(case.id, None)
    said = Words("common/pictures", {"number": case.number})
    visual = [a for a in files if a.kind in _VISUAL]
    for n in range(0, len(visual), _ALBUM):
        album: list[Picture] = [{"kind": a.kind, "ref": a.ref} for a in visual[n : n + _ALBUM]]
        tell(work, chat, f"{key}:{n}", said, case=case.id, media=album)
    for a in files:
        if a.kind not in _VISUAL:
            tell(work, chat, f"{key}:f{a.id}", said, case=case.id, media=[{"kind": a.kind, "ref": a.ref}])
    return len(files)
