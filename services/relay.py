"""A resident and the desk talking through us: words to the desk's group, replies back, nothing lost silently (INT-17)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import Outdated, Refused
from domain.people import DESK_ROLES, Community, Team, Who
from domain.sending import Lane
from services import Work
from services.tell import Chat, Words, private, team_chat, tell
from store.relay import Relay

#: Characters of somebody's words in one message: escaped and framed they stay under the channel's limit.
PART = 1800


def to_desk(work: Work, who: Who, community: Community, case: int | None, text: str, files: Sequence[Mapping[str, Any]], key: str,
            chat: int, message: int) -> Relay:  # fmt: skip
    """What a resident says goes to the desk: into its group, or to everybody of the desk when no group is bound.

    `key` names this very message, so that the same update twice is one copy.
    """
    relay = work.relays.open_of(who.person.id) or work.relays.open(community.id, who.person.id, case, work.now)
    found = work.cases.find(case or relay.case_id or 0)
    home = next((h.label for h in who.homes if h.community_id == community.id), None)
    said = Words(
        "relay/to_desk",
        {
            "text": text[:PART],
            "name": who.person.name,
            "home": home,
            "number": found.number if found else None,
            "known": who.known,
        },
        f"r{relay.id}",
    )
    group = team_chat(work, community, Team.DESK)
    chats = [group] if group else [private(p, community) for _, p in work.staff.listed(community.id, roles=DESK_ROLES)]
    for n, where in enumerate(c for c in chats if c is not None):
        copy = f"{key}:{n}"
        _copy(work, where, copy, said, text[PART:], files, lane=Lane.TASK)
        work.relays.said(relay.id, work.now, {
            "from_desk": False, "by": who.person.id, "text": text, "attachment": list(files), "chat_id": chat, "message_id": message,
            "outbox_key": copy,
        })  # fmt: skip
    if not any(chats):
        raise Refused("relay/nobody")
    return relay


def to_resident(work: Work, who: Who, relay: Relay, text: str, files: Sequence[Mapping[str, Any]], key: str, chat: int,
                message: int, thread: int | None) -> None:  # fmt: skip
    """The desk's reply goes to the resident; if it cannot be delivered, its writer is told under their own message."""
    if not who.is_any(relay.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    community = work.people.community(relay.community_id)
    person = work.people.get(relay.person_id)
    failure = {"chat": chat, "message": message, "thread": thread, "language": community.language, "name": person.name}
    where = private(person, community)
    if where is None or not person.reachable:
        undelivered(work, failure, key)
        return
    found = work.cases.find(relay.case_id) if relay.case_id else None
    said = Words(
        "relay/to_resident",
        {"text": text[:PART], "by": who.person.name, "number": found.number if found else None},
        f"r{relay.id}",
    )
    _copy(work, where, key, said, text[PART:], files, lane=Lane.REPLY, on_failure=failure)
    work.relays.said(relay.id, work.now, {
        "from_desk": True, "by": who.person.id, "text": text, "attachment": list(files), "chat_id": chat, "message_id": message,
        "outbox_key": key,
    })  # fmt: skip


def undelivered(work: Work, failure: Mapping[str, Any], key: str) -> None:
    """A reply did not reach the resident: its writer reads so under it (design part 7)."""
    community = work.people.communities()[0]
    chat = Chat(
        int(failure["chat"]), str(failure["language"]), ZoneInfo(community.timezone), None, failure.get("thread")
    )
    said = Words("relay/undelivered", {"name": failure["name"]})
    tell(work, chat, f"{key}:undelivered", said, lane=Lane.TASK, reply_to=int(failure["message"]))


def _copy(work: Work, where: Chat, key: str, said: Words, rest: str, files: Sequence[Mapping[str, Any]], *, lane: Lane,
          on_failure: Mapping[str, Any] | None = None) -> None:  # fmt: skip
    """The words under the reply key; what did not fit one message, voices and files follow one by one."""
    visual = [{"kind": f["kind"], "ref": f["ref"]} for f in files if f["kind"] in ("photo", "video")]
    others = [{"kind": f["kind"], "ref": f["ref"]} for f in files if f["kind"] not in ("photo", "video")]
    tell(work, where, key, said, lane=lane, media=visual, on_failure=on_failure)  # type: ignore[arg-type]
    for n in range(0, len(rest), PART):
        tell(work, where, f"{key}:t{n}", Words("relay/more", {"text": rest[n : n + PART]}), lane=lane)
    for n, f in enumerate(others):
        tell(work, where, f"{key}:f{n}", Words("relay/file", {}), lane=lane, media=[f])  # type: ignore[list-item]


def close(work: Work, who: Who, relay: int) -> None:
    """Either side says that is all."""
    found = work.relays.find(relay)
    if found is None:
        raise Outdated
    desk = who.is_any(found.community_id, DESK_ROLES)
    if not desk and who.person.id != found.person_id:
        raise Refused("common/not_yours")
    if work.relays.close(relay, work.now):
        community = work.people.community(found.community_id)
        other = private(work.people.get(found.person_id), community) if desk else team_chat(work, community, Team.DESK)
        said = Words("relay/closed", {"by_desk": desk, "name": who.person.name}, "m")
        tell(work, other, f"relay:{relay}:closed", said, lane=Lane.REPLY)


def close_idle(work: Work, community: int, limit: int) -> int:
    """Exchanges nobody goes on with are closed kindly; how many."""
    hours = work.standards.number(community, "relay.idle_hours")
    silent = work.relays.idle(work.now - timedelta(hours=hours), limit)
    idle = [relay for relay in silent if relay.community_id == community]
    for relay in idle:
        work.relays.close(relay.id, work.now)
        home = work.people.community(relay.community_id)
        tell(work, private(work.people.get(relay.person_id), home), f"relay:{relay.id}:idle", Words("relay/closed", {"by_desk": True, "name": ""}, "m"),
             lane=Lane.REMINDER)  # fmt: skip
    return len(idle)
