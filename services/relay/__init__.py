"""A resident and the desk talking through us: words to the desk, replies back, edits too, nothing lost silently (INT-17)."""

from datetime import datetime
from typing import Any

from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, Community, Staff, Team, Who
from domain.relay import TABLE, Ended, Event, Status, edited, joined, may_hear, may_receive, opens_at, relay_of
from domain.sending import Lane
from domain.standards import at_clock
from services import Work, rota
from services.exchanges import buildings
from services.relay.copies import Spoken, again_at_desk, places, refresh, to_person, to_places
from services.relay.failing import not_delivered
from services.tell import Words, mine, private, show, tell, zone_of
from store.relay import Relay, Said

__all__ = ["Spoken", "acknowledge", "answerable", "answered", "close", "correct", "to_desk", "to_resident"]


# --- a resident speaks ------------------------------------------------------------------------------------------------


def to_desk(
    work: Work, who: Who, community: Community, case: int | None, spoken: Spoken, answers: Said | None = None
) -> Relay:
    """What a resident says goes to the desk: into its group, to those on duty where none is bound, or to the supervisor
    who took them in private.

    `answers`: what they reply to. `Refused("relay/nobody")` when there is nobody of the desk at all.
    """
    relay = _exchange(work, who, community, case, answers)
    said = _noted(work, relay, who, spoken, from_desk=False)
    if said is None:
        return relay
    chats = places(work, relay)
    if not chats:
        raise Refused("relay/nobody")
    stands = {answers.chat_id: answers.message_id} if answers is not None and answers.from_desk else {}
    earlier = work.relays.newest(relay.id, from_desk=False, before=said.id)
    to_places(work, relay, said, chats, stands)
    again_at_desk(work, relay, earlier)
    values: dict[str, Any] = {"last_at": work.now}
    if relay.waiting_at is None:
        opens = _opens_at(work, relay.community_id)
        values |= {"waiting_at": opens or work.now, "reminded_at": None, "raised_at": None}
    work.signals.add("clock")
    return work.relays.change(relay.id, values)


def _exchange(work: Work, who: Who, community: Community, case: int | None, answers: Said | None) -> Relay:
    """The exchange these words belong to: the one they answer, the one about that case, the one that is open, a new one."""
    if answers is not None:
        return _opened(work, work.relays.get(answers.relay_id))
    running = work.relays.all_open_of(who.person.id, community.id)
    if case is None:
        return running[0] if running else work.relays.open(community.id, who.person.id, None, work.now)
    about = next((r for r in running if r.case_id == case), None)
    free = next((r for r in running if r.case_id is None), None)
    if about is None and free is not None:
        about = work.relays.change(free.id, {"case_id": case})
    if about is None:
        about = work.relays.open(community.id, who.person.id, case, work.now)
        work.cases.log(case, work.now, who.person.id, "talk", None, None, {"relay": about.id})
    supervisor = work.complaints.private_with(case)
    if supervisor is not None and about.with_id is None:
        about = work.relays.change(about.id, {"with_id": supervisor, "owner_id": supervisor})
    return about


def _opened(work: Work, relay: Relay) -> Relay:
    """The exchange, open: one that had ended goes on, unless the person is in another one by now, which is taken then."""
    if relay.status is Status.OPEN:
        return relay
    running = work.relays.open_of(relay.person_id, relay.community_id)
    if running is not None:
        return running
    status = move(TABLE, relay.status, Event.REOPEN)
    return work.relays.change(relay.id, {"status": status, "closed_at": None, "closed_how": None, "last_at": work.now})


def _noted(work: Work, relay: Relay, who: Who, spoken: Spoken, *, from_desk: bool) -> Said | None:
    first = min((int(number) for number, _ in spoken.parts), default=spoken.message)
    return work.relays.said(relay.id, spoken.key, work.now, {
        "from_desk": from_desk, "by": who.person.id, "text": spoken.text, "attachment": [dict(f) for f in spoken.files],
        "chat_id": spoken.chat, "message_id": first, "parts": [list(p) for p in spoken.parts] or None,
    })  # fmt: skip


def acknowledge(work: Work, who: Who, relay: Relay) -> None:
    """Tells the resident that it was passed on: who is there, and when the reception opens. One line, kept at the end."""
    community = work.people.community(relay.community_id)
    with_ = work.staff.person_of(relay.with_id) if relay.with_id is not None else None
    there = [p.name for _, p in rota.on_call(work, relay.community_id, Team.DESK, work.now)]
    # Whoever answers them and is there: they need not wonder who of those on duty reads it.
    owner = work.staff.person_of(relay.owner_id).name if relay.owner_id is not None else None
    given = {
        "owner": owner if owner in there else None,
        "opens": _opens_at(work, relay.community_id),
        "on_duty": [with_.name] if with_ is not None else there,
        "alone": with_ is not None,
    }
    said = Words("relay/passed_on", given, "m")
    show(work, mine(who, community), _receipt(relay), said, repost=True)


def _receipt(relay: Relay) -> str:
    return f"receipt:{relay.id}"


def _opens_at(work: Work, community: int) -> datetime | None:
    """When the reception opens next; None while it is open."""
    opens = at_clock(str(work.standards.value(community, "relay.hours_from")))
    closes = at_clock(str(work.standards.value(community, "relay.hours_to")))
    return opens_at(work.now, zone_of(work.people.community(community)), opens, closes)


def answered(work: Work, chat: int, message: int, press: str) -> tuple[Relay, Said | None] | None:
    """The exchange that a message of ours belongs to, and what was said there; None when it belongs to none.

    A copy that a crash has left unknown to us says by its own first button (`press`) which exchange it is of.
    """
    known = work.relays.by_copy(chat, message)
    about = relay_of(press) if known is None else None
    found = work.relays.find(about) if about is not None else None
    return known if found is None else (found, None)


# --- the desk answers -------------------------------------------------------------------------------------------------


def answerable(work: Work, who: Who, relay: Relay) -> Staff:
    """The post by which this person answers there; refused to everybody else, and while a supervisor has it in private."""
    post = who.post(relay.community_id)
    if post is None or who.person.id == relay.person_id or not may_hear(post, buildings(work, relay)):
        raise Refused("common/not_yours")
    if relay.with_id not in (None, post.id) and not may_receive(post):
        raise Refused("relay/with_supervisor", name=work.staff.person_of(relay.with_id or 0).name)
    return post


def to_resident(work: Work, who: Who, relay: Relay, spoken: Spoken, answers: Said | None = None) -> None:
    """The desk's reply goes to the resident; if it cannot be delivered, its writer is told under their own message.

    Whoever answers first has the exchange; one that had ended goes on.
    """
    post = answerable(work, who, relay)
    relay = _opened(work, relay)
    said = _noted(work, relay, who, spoken, from_desk=True)
    if said is None:
        return
    relay = work.relays.change(relay.id, {
        "last_at": work.now, "waiting_at": None, "reminded_at": None, "raised_at": None,
        "owner_id": relay.owner_id if relay.owner_id is not None else post.id,
    })  # fmt: skip
    asked = answers if answers is not None and not answers.from_desk else None
    person = work.people.get(relay.person_id)
    here = asked.message_id if asked is not None and asked.chat_id == person.telegram_id else None
    if to_person(work, relay, said, here):
        work.relays.change_said(said.id, {"copies": 1})
        work.cards.remove(_receipt(relay))
    else:
        not_delivered(work, relay, said, spoken.thread)
    refresh(work, relay)


# --- either side ------------------------------------------------------------------------------------------------------


def correct(work: Work, who: Who, chat: int, message: int, text: str) -> Said | None:
    """Somebody edited a message of theirs: its copies follow, and the record keeps both; None when it is none of these."""
    said = work.relays.by_original(chat, message, who.person.id)
    if said is None:
        return None
    relay = work.relays.get(said.relay_id)
    if said.from_desk and not who.is_any(relay.community_id, DESK_ROLES):
        return None
    parts = edited(said.parts or [[said.message_id, said.text]], message, text)
    if joined(parts) == said.text:
        return said
    changed = work.relays.change_said(said.id, {
        "text": joined(parts), "parts": parts, "edited_at": work.now,
        "earlier": [*(said.earlier or []), [work.now.isoformat(), said.text]],
    })  # fmt: skip
    if not said.from_desk:
        again_at_desk(work, relay, changed)
    elif said.failed_at is None and not to_person(work, relay, changed):
        not_delivered(work, relay, changed, None)
    return changed


def close(work: Work, who: Who, relay: int) -> None:
    """Either side says that is all; the other is told, the resident also how to come back."""
    found = work.relays.find(relay)
    if found is None:
        raise Outdated
    by_desk = who.person.id != found.person_id
    if by_desk:
        answerable(work, who, found)
    if found.status is not Status.OPEN:
        return
    person = work.people.get(found.person_id)
    others = [private(person, work.people.community(found.community_id))] if by_desk else list(places(work, found))
    end(work, found, Ended.DESK if by_desk else Ended.RESIDENT)
    said = Words("relay/closed", {"by_desk": by_desk, "name": person.name}, "m")
    for chat in others:
        where = chat.id if chat is not None else 0
        tell(work, chat, f"exchange:{relay}:closed:{work.now.isoformat()}:{where}", said, lane=Lane.REPLY)


def end(work: Work, relay: Relay, how: Ended) -> Relay:
    """The exchange is over; its newest copy says so."""
    ended = work.relays.change(relay.id, {
        "status": move(TABLE, relay.status, Event.CLOSE), "closed_at": work.now, "closed_how": how, "waiting_at": None,
        "reminded_at": None, "raised_at": None,
    })  # fmt: skip
    work.cards.remove(_receipt(relay))
    refresh(work, ended)
    return ended
