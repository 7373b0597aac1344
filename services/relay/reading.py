"""What was said in an exchange, or in all those of a case: on demand, in private, page by page, files too."""

from typing import Any

from domain.errors import Outdated, Refused
from domain.people import Who
from domain.phones import plain
from domain.relay import laid
from domain.sending import Picture
from services import Work
from services.exchanges import about, readable
from services.tell import Chat, Words, show, tell
from store.relay import Relay, Said

#: As many things said as fit a phone's screen or two, and characters of them together: a few are read whole.
PAGE, TOGETHER = 10, 1200


def show_talk(work: Work, who: Who, chat: Chat, relay: int, page: int) -> None:
    """One exchange; who of the staff opens it sees home and number too, and that is on the record of its case (X-42)."""
    it = work.relays.find(relay)
    if it is None:
        raise Outdated
    if not readable(work, who, it):
        raise Refused("common/not_yours")
    _show(work, who, chat, [it], f"r{it.id}", page)


def show_case(work: Work, who: Who, chat: Chat, case: int, subject: str, page: int) -> None:
    """All exchanges about a case that this person may read; `Refused("relay/nothing_said")` when there are none."""
    found = about(work, who, case)
    if not found:
        raise Refused("relay/nothing_said")
    _show(work, who, chat, found, subject, page)


def _show(work: Work, who: Who, chat: Chat, relays: list[Relay], subject: str, page: int) -> None:
    ids = [relay.id for relay in relays]
    count = work.relays.count(ids)
    page = min(page, max(0, (count - 1) // PAGE))
    said = work.relays.messages(ids, PAGE, page * PAGE)
    newest = relays[-1]
    person = work.people.get(newest.person_id)
    ours = who.person.id != newest.person_id
    case = work.cases.find(newest.case_id) if newest.case_id is not None else None
    if ours and case is not None and page == 0:
        work.cases.log(case.id, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    owner = work.staff.person_of(newest.owner_id) if newest.owner_id is not None else None
    homes = work.people.who(person, "").homes
    given: dict[str, Any] = {
        "name": person.name,
        "ours": ours,
        "homes": [h.label for h in homes if h.community_id == newest.community_id] if ours else [],
        "phone": plain(person.phone) if ours and person.phone else None,
        "number": case.number if case is not None else None,
        "owner": owner.name if owner is not None else None,
        "open": newest.status == "open",
        "lines": [_line(work, who, s) for s in said],
        "length": TOGETHER // max(1, len(said)),
        "files": sum(len(s.attachment or ()) for s in said),
        "of_case": not subject.startswith("r"),
        "page": page,
        "older": (page + 1) * PAGE < count,
    }
    # Named like a notice: a reply to what was said in one exchange is a reply to whoever said it.
    card = f"exchange:{newest.id}:read:{chat.id}" if len(relays) == 1 else f"transcript:{chat.id}"
    show(work, chat, card, Words("relay/transcript", given, subject), repost=page == 0)


def _line(work: Work, who: Who, said: Said) -> dict[str, Any]:
    files = said.attachment or []
    return {
        "at": said.at,
        "by": work.people.get(said.by).name,
        "desk": said.from_desk,
        "text": said.text,
        "photos": sum(f["kind"] in ("photo", "video") for f in files),
        "files": sum(f["kind"] not in ("photo", "video") for f in files),
        "edited": said.edited_at is not None,
        "failed": said.failed_at is not None,
        "earlier": [str(text) for _, text in said.earlier or []],
    }


def show_files(work: Work, who: Who, chat: Chat, relays: list[Relay], key: str, page: int) -> int:
    """The pictures, files and places of a page to whoever may read it; how many."""
    mine = [relay for relay in relays if readable(work, who, relay)]
    if not mine:
        raise Refused("common/not_yours")
    said = work.relays.messages([relay.id for relay in mine], PAGE, page * PAGE)
    count = 0
    for one in said:
        cut = laid("", one.attachment or ())
        for file in (*([cut.picture] if cut.picture else ()), *(f for album in cut.albums for f in album), *cut.files):
            picture = Picture(kind=str(file["kind"]), ref=str(file["ref"]))
            tell(work, chat, f"{key}:{count}", Words("relay/file", {}), media=[picture])
            count += 1
        for at in cut.places:
            show(work, chat, f"{key}:{count}", Words("relay/place", {}), location=at)
            count += 1
    return count
