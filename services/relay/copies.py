"""Copies of what was said: brought to the other side, cut to fit, and kept up when they are edited or somebody takes over.

Each copy is a card, `copy:<said>:<place>`; what does not fit one message follows as cards of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.people import Community, Person, Staff, Team
from domain.privacy import for_group
from domain.relay import File, Parts, Status, hearers, laid, may_hear, may_receive
from domain.sending import Lane, Picture
from domain.units import block
from services import Work, rota
from services.exchanges import buildings
from services.tell import Chat, Words, private, show, team_chat, zone_of
from store.relay import Relay, Said


@dataclass(frozen=True, slots=True)
class Spoken:
    """What arrived from either side. `key` names it: the same update twice is said once."""

    key: str
    chat: int
    message: int
    text: str
    files: Sequence[Mapping[str, Any]] = ()
    #: Several messages said as one.
    parts: Parts = ()
    thread: int | None = None


def places(work: Work, relay: Relay) -> list[Chat]:
    """Where a resident's words go: to the supervisor who took them in private, into the desk's group, or to those on duty."""
    community = work.people.community(relay.community_id)
    if relay.with_id is not None:
        return _in_private(work, relay, community)
    group = team_chat(work, community, Team.DESK)
    if group is not None:
        return [group]
    here = buildings(work, relay)
    able = {int(s.id): p for s, p in desk(work, relay.community_id) if may_hear(s, here) and p.id != relay.person_id}
    on_call = [int(s.id) for s, _ in rota.on_call(work, relay.community_id, Team.DESK, work.now) if s.id in able]
    chosen = [able[post] for post in hearers(relay.owner_id, on_call, able)]
    return [chat for person in chosen if (chat := private(person, community)) is not None]


def _in_private(work: Work, relay: Relay, community: Community) -> list[Chat]:
    """The supervisor who has it; when that one cannot be reached any more, the others of that rank: never the group."""
    able = {int(s.id): p for s, p in desk(work, relay.community_id) if may_receive(s) and p.id != relay.person_id}
    chosen = [able[relay.with_id]] if relay.with_id in able else list(able.values())
    return [chat for person in chosen if (chat := private(person, community)) is not None]


def desk(work: Work, community: int) -> list[tuple[Staff, Person]]:
    """Posts of the community whose people our messages reach."""
    return [(s, p) for s, p in work.staff.listed(community) if p.telegram_id is not None and p.reachable]


def bring(
    work: Work,
    where: Chat,
    said: Said,
    place: int,
    text: str,
    words: Callable[[str], Words],
    *,
    lane: Lane,
    on_failure: Mapping[str, Any],
    reply_to: int | None = None,
) -> None:
    """Shows what was said there, whole; again after an edit, each part in its place."""
    cut = laid(text, said.attachment or ())
    key = f"copy:{said.id}:{place}"
    picture = _sent([cut.picture]) if cut.picture else []
    show(work, where, key, words(cut.head), lane=lane, media=picture, reply_to=reply_to, on_failure=on_failure)
    for n, rest in enumerate(cut.more):
        show(work, where, f"{key}:t{n}", Words("relay/more", {"text": rest}), lane=lane, on_failure=on_failure)
    n = len(cut.more)
    while work.cards.find(f"{key}:t{n}") is not None:  # it was longer before
        work.cards.remove(f"{key}:t{n}")
        n += 1
    for n, album in enumerate((*cut.albums, *((file,) for file in cut.files))):
        pictures = _sent(album)
        show(work, where, f"{key}:f{n}", Words("relay/file", {}), lane=lane, media=pictures, on_failure=on_failure)
    for n, at in enumerate(cut.places):
        show(work, where, f"{key}:p{n}", Words("relay/place", {}), lane=lane, location=at, on_failure=on_failure)


def _sent(files: Sequence[File]) -> list[Picture]:
    return [Picture(kind=str(f["kind"]), ref=str(f["ref"])) for f in files]


# --- for the desk ---------------------------------------------------------------------------------------------------


def to_places(work: Work, relay: Relay, said: Said, chats: Sequence[Chat], reply_to: Mapping[int, int]) -> Said:
    """Brings a resident's words to places where they do not stand yet. `reply_to`: by chat what they answer there."""
    for n, where in enumerate(chats, said.copies):
        _for_desk(work, relay, said, n, where, reply_to.get(where.id))
    return work.relays.change_said(said.id, {"copies": said.copies + len(chats)})


def to_others(work: Work, relay: Relay, said: Said) -> bool:
    """Brings a resident's words to whoever is to hear them now and has not; False when there is nobody new."""
    tried = {card.chat_id for n in range(said.copies) if (card := work.cards.find(f"copy:{said.id}:{n}")) is not None}
    others = [chat for chat in places(work, relay) if chat.id not in tried]
    to_places(work, relay, said, others, {})
    return bool(others)


def again_at_desk(work: Work, relay: Relay, said: Said | None) -> None:
    """Every copy of a resident's words shows the newest state: the words, who has it, what can be done."""
    if said is None or said.from_desk:
        return
    for n in range(said.copies):
        card = work.cards.find(f"copy:{said.id}:{n}")
        where = _chat(work, relay, card.chat_id) if card is not None else None
        if where is not None:
            _for_desk(work, relay, said, n, where, None)


def refresh(work: Work, relay: Relay) -> None:
    """The newest words of the resident, where they stand, say who has it now."""
    again_at_desk(work, relay, work.relays.newest(relay.id, from_desk=False))


def _chat(work: Work, relay: Relay, chat: int) -> Chat | None:
    community = work.people.community(relay.community_id)
    if chat > 0:
        person = work.people.by_telegram(chat)
        return private(person, community) if person is not None else None
    group = team_chat(work, community, Team.DESK)
    return group if group is not None and group.id == chat else None


def _for_desk(work: Work, relay: Relay, said: Said, n: int, where: Chat, reply_to: int | None) -> None:
    person = work.people.get(relay.person_id)
    who = work.people.who(person, where.language)
    homes = [home for home in who.homes if home.community_id == relay.community_id]
    in_group = where.person is None
    text = for_group(said.text, rooms=[h.room for h in homes]) if in_group else said.text
    case = work.cases.find(relay.case_id) if relay.case_id is not None else None
    owner = work.staff.person_of(relay.owner_id) if relay.owner_id is not None else None
    home = None
    if homes:
        home = block(homes[0].ref) if in_group else homes[0].label
    newest = work.relays.newest(relay.id, from_desk=False)
    given = {
        # What can be done stands under their newest words alone.
        "newest": newest is None or newest.id == said.id,
        "name": person.name,
        "home": home,
        "known": who.known,
        "number": case.number if case is not None else None,
        "owner": owner.name if owner is not None else None,
        "hidden": text != said.text,
        "edited": said.edited_at is not None,
        "open": relay.status is Status.OPEN,
        "alone": relay.with_id is not None,
        "elsewhere": in_group and relay.with_id is not None,
        "owner_id": relay.owner_id,
    }

    def words(head: str) -> Words:
        return Words("relay/to_desk", {**given, "text": head}, f"r{relay.id}")

    bring(work, where, said, n, text, words, lane=Lane.TASK, on_failure={"heard": said.id}, reply_to=reply_to)


# --- for the resident -----------------------------------------------------------------------------------------------


def to_person(work: Work, relay: Relay, said: Said, reply_to: int | None = None) -> bool:
    """Brings the desk's words to the resident, or what was changed in them; False when there is no way to reach them."""
    community = work.people.community(relay.community_id)
    person = work.people.get(relay.person_id)
    where = private(person, community)
    if where is None or not person.reachable:
        return False
    case = work.cases.find(relay.case_id) if relay.case_id is not None else None
    by = work.people.get(said.by)
    given = {
        "by": by.name,
        "number": case.number if case is not None else None,
        "edited": said.edited_at is not None,
    }

    def words(head: str) -> Words:
        return Words("relay/to_resident", {**given, "text": head}, f"r{relay.id}")

    failure = {
        "chat": said.chat_id, "message": said.message_id, "language": community.language, "name": person.name,
        "said": said.id, "relay": relay.id,
    }  # fmt: skip
    bring(work, where, said, 0, said.text, words, lane=Lane.REPLY, on_failure=failure, reply_to=reply_to)
    return True


def desk_chat(work: Work, relay: Relay, chat: int, thread: int | None = None) -> Chat:
    """Where somebody of the desk wrote: the group or their own chat."""
    community = work.people.community(relay.community_id)
    person = work.people.by_telegram(chat) if chat > 0 else None
    if person is not None:
        found = private(person, community)
        if found is not None:
            return found
    return Chat(chat, community.language, zone_of(community), None, thread)
