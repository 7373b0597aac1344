"""What cannot be delivered: its writer reads so under it, another way is tried, and it is offered again when they are back."""

from domain.errors import Refused
from domain.people import Team
from domain.relay import copy_of
from domain.sending import Lane, Sort
from services import Work
from services.relay.copies import desk_chat, places, to_others, to_person
from services.tell import Words, private, tell
from store.outbox import OutboxRow
from store.relay import Relay, Said

#: As many lost messages are listed when their reader is back.
LISTED = 5


def not_delivered(work: Work, relay: Relay, said: Said, thread: int | None, change: str = "") -> None:
    """The desk's words (or a change in them) did not reach the resident: its writer is told under their own message.

    `change` names the change; empty when it is the message itself, which is then kept to be offered again.
    """
    edited = bool(change) or said.edited_at is not None
    if not edited:
        work.relays.change_said(said.id, {"failed_at": work.now})
    person = work.people.get(relay.person_id)
    if thread is None and said.chat_id < 0:
        thread = _thread(work, relay, said.chat_id)
    where = desk_chat(work, relay, said.chat_id, thread)
    key = f"exchange:{relay.id}:lost:{said.id}:{change or (said.edited_at.isoformat() if said.edited_at else '')}"
    told = Words("relay/undelivered", {"name": person.name, "edited": edited})
    tell(work, where, key, told, lane=Lane.TASK, reply_to=said.message_id)


def _thread(work: Work, relay: Relay, chat: int) -> int | None:
    bound = work.staff.chat_of(relay.community_id, Team.DESK)
    return bound[1] if bound is not None and bound[0] == chat else None


def first_part(work: Work, said: Said) -> str:
    """The outbox key of the words of the resident's copy, which names all its parts: one call is enough for them."""
    card = work.cards.find(f"copy:{said.id}:0")
    return f"copy:{said.id}:0#{card.id if card is not None else 0}.0"


def undelivered(work: Work, row: OutboxRow) -> Said | None:
    """A copy cannot be delivered; what was said, None when the row is none of ours."""
    number = copy_of(row.key)
    if number is None or not row.on_failure:
        return None
    said = work.relays.message(number)
    relay = work.relays.get(said.relay_id)
    work.relays.withdraw(row.id)
    if "heard" in row.on_failure:
        _elsewhere(work, relay, said)
    elif row.sort is Sort.EDIT:
        not_delivered(work, relay, said, None, change=str(row.id))
    else:
        not_delivered(work, relay, said, None)
    return said


def _elsewhere(work: Work, relay: Relay, said: Said) -> None:
    """A resident's words did not get where they should: another way to the desk; else they read so under their own message."""
    if to_others(work, relay, said):
        return
    if not work.relays.alive(said):
        person = work.people.get(relay.person_id)
        where = private(person, work.people.community(relay.community_id))
        work.relays.change_said(said.id, {"failed_at": work.now})
        told = Words("relay/not_heard", {}, "m")
        tell(work, where, f"exchange:{relay.id}:unheard:{said.id}", told, reply_to=said.message_id)


def came(work: Work, chat: int) -> None:
    """A resident who could not be reached is back: what they did not get is offered to the desk again, once."""
    person = work.people.by_telegram(chat) if chat > 0 else None
    if person is None:
        return
    for relay in work.relays.with_undelivered(person.id):
        lost = work.relays.undelivered(relay.id)
        given = {
            "name": person.name,
            "count": len(lost),
            "lines": [{"text": s.text, "files": len(s.attachment or ())} for s in lost[-LISTED:]],
        }
        for where in places(work, relay):
            key = f"exchange:{relay.id}:back:{lost[-1].id}:{where.id}"
            tell(work, where, key, Words("relay/came_back", given, f"r{relay.id}"), lane=Lane.TASK)


def send_again(work: Work, relay: Relay) -> int:
    """What the resident did not get is sent again, in order; how many. Refused when they still cannot be reached."""
    lost = work.relays.undelivered(relay.id)
    for said in lost:
        if not to_person(work, relay, said):
            raise Refused("relay/still_away", name=work.people.get(relay.person_id).name)
        work.relays.change_said(said.id, {"failed_at": None, "copies": 1})
    return len(lost)
