"""Residents and the desk talking through us: the first words, replies from either side, edits, and the buttons of a copy."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from domain.cases import Channel
from domain.errors import Outdated, Refused
from domain.incoming import Incoming, Kind
from domain.people import Who
from domain.relay import edited as with_other_words
from domain.relay import joined, location, may_receive
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import More, Read, Situation, attachments, story
from handlers.conversation import Flow, Step, never
from services import Work, relay
from services.relay import failing, holding, reading
from services.relay.copies import Spoken
from services.tell import Words, show

# --- what is said ---------------------------------------------------------------------------------------------------


def spoken(incoming: Incoming, s: Situation) -> Read:
    """Words, pictures, voice, files and places as `story` collects them, each message apart: any may be edited later."""
    kept = s.sofar or {}
    parts = list(kept.get("parts") or [])
    if incoming.kind is Kind.EDITED:
        if all(number != incoming.message for number, _ in parts):
            return None
        parts = with_other_words(parts, incoming.message, incoming.text.strip())
        return More({**kept, "parts": parts, "text": joined(parts)[: s.longest]})
    read = story(incoming, s)
    if not isinstance(read, More):
        return read
    return More({**read.value, "parts": [*parts, *parts_of(incoming)]})


def parts_of(incoming: Incoming, text: str | None = None) -> list[list[Any]]:
    """The messages of an arrival with their words: an album is several, its words stand under the first."""
    numbers = [a.message_id for a in incoming.attachments if a.message_id] or [incoming.message]
    if len(numbers) < 2:
        numbers = [incoming.message]
    said = incoming.text.strip() if text is None else text
    return [[number, said if n == 0 else ""] for n, number in enumerate(numbers)]


def said_by(incoming: Incoming) -> Spoken:
    """One arrival as something said."""
    files = attachments(incoming)
    if incoming.kind is Kind.LOCATION and incoming.latitude is not None and incoming.longitude is not None:
        files = [*files, location(incoming.latitude, incoming.longitude)]
    text = incoming.text.strip() or incoming.contact_phone
    key = f"relay:{incoming.id}"
    return Spoken(key, incoming.chat, incoming.message, text, files, parts_of(incoming, text), incoming.thread)


def told(answer: Mapping[str, Any], key: str, chat: int, message: int) -> Spoken:
    """An answer of a conversation as something said."""
    files = list(answer.get("media") or ())
    if answer.get("location"):
        files.append(location(*answer["location"]))
    return Spoken(key, chat, message, str(answer.get("text") or ""), files, answer.get("parts") or ())


def _begin(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    case = work.cases.find(talk.case_id) if talk.case_id else None
    community = work.people.community(
        case.community_id if case else work.people.home_community(who) or work.people.communities()[0].id
    )
    words = told(talk.answers["story"], f"talk:{talk.id}:relay", incoming.chat, incoming.message)
    begun = relay.to_desk(work, who, community, talk.case_id, words)
    relay.acknowledge(work, who, begun)


RELAY = Flow("relay", (Step("story", (spoken,), collects=True),), _begin, summary=never, may=lambda who: True)


def goes_on(work: Work, who: Who, words: Spoken, *, quietly: bool = False) -> bool:
    """Words of somebody who is talking with the desk go there; False when they are not. Staff choose each time."""
    running = work.relays.open_of(who.person.id)
    if running is None or who.post(running.community_id) is not None:
        return False
    community = work.people.community(running.community_id)
    if quietly:
        with suppress(Refused), work.part():
            relay.to_desk(work, who, community, None, words)
        return True
    relay.acknowledge(work, who, relay.to_desk(work, who, community, None, words))
    return True


def replied(work: Work, who: Who, incoming: Incoming) -> bool:
    """Somebody replies to a copy or a notice of ours: the desk answers, or the resident answers the desk.

    False when it is nothing of an exchange, or of none that is theirs.
    """
    if incoming.reply_to is None or incoming.kind in (Kind.PRESS, Kind.COMMAND, Kind.EDITED):
        return False
    if incoming.private and incoming.kind is Kind.CONTACT:  # one's own number, for the register
        return False
    found = relay.answered(work, incoming.chat, incoming.reply_to, incoming.reply_press)
    if found is None:
        return False
    running, said = found
    own = who.person.id == running.person_id and incoming.private
    if not own and incoming.private and who.post(running.community_id) is None:
        return False
    words = said_by(incoming)
    if not words.text and not words.files:
        raise Refused("relay/cannot_pass")
    if own:
        community = work.people.community(running.community_id)
        relay.acknowledge(work, who, relay.to_desk(work, who, community, None, words, said))
    else:
        relay.to_resident(work, who, running, words, said)
    return True


def corrected(work: Work, who: Who, incoming: Incoming) -> bool:
    """Somebody edited what they had said to the other side; False when it is no such message."""
    return relay.correct(work, who, incoming.chat, incoming.message, incoming.text.strip()) is not None


# --- buttons --------------------------------------------------------------------------------------------------------


def _close(act: Act) -> None:
    relay.close(act.work, act.who, act.subject)
    act.toast("relay/toast_closed")


def _take(act: Act) -> None:
    """`take` when nobody had it, `take.<post>` from whoever had it when the button was shown."""
    holding.take(act.work, act.who, act.subject, act.number)
    act.toast("relay/toast_taken")


def _apart(act: Act) -> None:
    """A supervisor takes it in private, or somebody of the desk asks one of them (CMP-24)."""
    it, post = holding.found(act.work, act.who, act.subject)
    if act.value:
        now = holding.apart(act.work, act.who, it.id, act.number)
    elif may_receive(post):
        now = holding.apart(act.work, act.who, it.id, 0)
    else:
        people = [{"id": s.id, "name": p.name, "role": s.role} for s, p in holding.supervisors(act.work, it)]
        if not people:
            raise Refused("relay/no_supervisor")
        asked = Words(
            "relay/ask_apart", {"people": people, "name": act.work.people.get(it.person_id).name}, f"r{it.id}"
        )
        show(act.work, act.private, f"apart:{it.id}:{act.who.person.id}", asked, repost=True)
        return
    act.work.cards.remove(f"apart:{it.id}:{act.who.person.id}")
    act.toast("relay/toast_apart", {"by": act.work.staff.person_of(now.with_id or 0).name})


def _back(act: Act) -> None:
    holding.back(act.work, act.who, act.subject)
    act.toast("relay/toast_back")


def _read(act: Act) -> None:
    reading.show_talk(act.work, act.who, act.private, act.subject, act.number)
    if not act.incoming.private:
        act.toast("common/go_private")


def _files(act: Act) -> None:
    it = act.work.relays.find(act.subject)
    if it is None:
        raise Outdated
    reading.show_files(act.work, act.who, act.private, [it], f"files:{act.incoming.id}", act.number)


def _again(act: Act) -> None:
    """What did not reach the resident is sent once more."""
    it, _ = holding.found(act.work, act.who, act.subject)
    if not failing.send_again(act.work, it):
        raise Outdated
    act.toast("relay/toast_again")


def case_taps(letter: str) -> Mapping[str, Tap]:
    """What was said about a case, for the buttons of any flow that has cases; `letter` is that of its subjects."""

    def talks(act: Act) -> None:
        reading.show_case(act.work, act.who, act.private, act.subject, f"{letter}{act.subject}", act.number)

    def talk_files(act: Act) -> None:
        found = act.work.relays.of_case(act.subject)
        reading.show_files(act.work, act.who, act.private, found, f"files:{act.incoming.id}", act.number)

    return {"talks": talks, "talk_files": talk_files}


# --- the case it belongs to -----------------------------------------------------------------------------------------


def _link(makes: Mapping[str, str]) -> Tap:
    def tap(act: Act) -> None:
        it, _ = holding.found(act.work, act.who, act.subject)
        card = f"link:{it.id}:{act.who.person.id}"
        if act.value:
            holding.link(act.work, act.who, it.id, act.number)
            act.work.cards.remove(card)
            act.toast("relay/toast_linked", {"number": act.work.cases.get(act.number).number})
            return
        rows = [
            {"id": c.id, "number": c.number, "flow": c.flow, "words": c.words, "chosen": c.id == it.case_id}
            for c in holding.cases(act.work, it)
        ]
        name = act.work.people.get(it.person_id).name
        asked = Words("relay/ask_case", {"rows": rows, "name": name, "makes": list(makes)}, f"r{it.id}")
        show(act.work, act.private, card, asked, repost=True)
        if not act.incoming.private:
            act.toast("common/go_private")

    return tap


def _make(makes: Mapping[str, str]) -> Tap:
    def tap(act: Act) -> None:
        it, _ = holding.found(act.work, act.who, act.subject)
        if act.value not in makes:
            raise Outdated
        act.work.cards.remove(f"link:{it.id}:{act.who.person.id}")
        act.begin(makes[act.value], _known(act, it.id))

    return tap


def _known(act: Act, number: int) -> Answers:
    """What the exchange tells of the case to be: its resident, their only home there, their words and files so far."""
    it = act.work.relays.get(number)
    person = act.work.people.get(it.person_id)
    homes = [h for h in act.work.people.who(person, "").homes if h.community_id == it.community_id]
    said = [s for s in act.work.relays.messages([it.id], reading.PAGE) if not s.from_desk]
    media = [f for s in said for f in s.attachment or () if f["kind"] != "location"]
    known: Answers = {
        "_relay": it.id,
        "community": it.community_id,
        "channel": Channel.CHAT,
        "story": {"text": "\n".join(s.text for s in said if s.text), "media": media, "location": None},
    }
    if len(homes) == 1:
        known["home"] = {"unit": homes[0].id, "label": homes[0].label}
        known["caller"] = {"person": person.id, "name": person.name, "phone": person.phone}
    return known


def taps(makes: Mapping[str, str]) -> Mapping[str, Tap]:
    """The buttons of an exchange; `makes`: the kinds of cases the desk may make of one, and the conversation of each."""
    return {
        "close": _close,
        "take": _take,
        "apart": _apart,
        "back": _back,
        "read": _read,
        "files": _files,
        "again": _again,
        "link": _link(makes),
        "make": _make(makes),
    }


def _talk(act: Act) -> None:
    act.begin("relay", {})


#: Choices of the main menu.
MENU: Mapping[str, Tap] = {"talk": _talk}
