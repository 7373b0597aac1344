"""Carries one arrival out inside its one transaction: who is it, what is it meant for, do it, say it.

A `Refused` undoes what was begun and is said in the same transaction; an outdated press is answered kindly; any other
error is the worker's (rolled back, tried again, set aside).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog

from bot.router import Press, Route, press_of, route
from domain.cases import OVER
from domain.errors import Outdated, Refused
from domain.incoming import Incoming, Kind
from domain.people import Community, Relation, Who
from domain.reading import Reading
from domain.talk import Talk
from handlers import COMMANDS, FLOWS, TAPS, callbacks, complaint, enquiry, hearing, suggestion, surveys, talking
from handlers import relay as exchange
from handlers.acts import Act
from handlers.answers import attachments, phone
from handlers.menu import ask_team, group, hello, show_menu, ways_in
from handlers.places import chosen_unit
from handlers.repair.report import known_outage
from services import Work, account, chats
from services.following import follow
from services.hearing import heard
from services.matters import show_list
from services.payment import here
from services.repair.danger import read_danger
from services.tell import Words, answer, answer_checkout, mine, tell

#: Talks in which words of danger are taken for an alarm: in the others somebody describes work on one.
_HEARS_DANGER = frozenset(
    {
        "repair",
        "meaning",
        "relay",
        "join",
        "repair_comment",
        "callback_fault",
        "several",
        "complaint",
        "enquiry",
        "enquiry_add",
        "enquiry_more",
        "suggestion",
        "suggestion_add",
        "breach",
        "fees",
        "dispute",
        "payment",
    }
)
#: Where a talk keeps what somebody has said before.
_SAID = ("_story", "story", "_said", "_alarm")
#: What a question of ours is answered with, when not by its buttons.
_ANSWERS = frozenset({Kind.TEXT, Kind.PHOTO, Kind.ALBUM, Kind.VOICE, Kind.FILE})


def carry_out(work: Work, incoming: Incoming) -> None:
    """Everything one arrival leads to; called by the worker, once per update."""
    if incoming.kind is Kind.MEMBER:
        chats.changed(work, incoming)
        return
    if not incoming.sender:
        return
    communities = work.people.communities()
    if not communities:
        return
    person = account.guest(work, incoming.sender, incoming.sender_name, incoming.language)
    who = work.people.who(person, communities[0].language)
    community = chats.community_of(work, who, incoming)
    who = replace(who, language=person.language or community.language)
    try:
        with work.part():
            _dispatch(work, who, community, incoming)
            follow(work)
    except Refused as refused:
        work.refusals["refused"] += 1
        _say_refused(work, who, community, incoming, refused)
    except Outdated:
        work.refusals["outdated"] += 1
        if incoming.kind is Kind.CHECKOUT:
            answer_checkout(work, incoming.press_id, mine(who, community), Words("common/outdated"))
            return
        answer(work, incoming.press_id, mine(who, community), Words("common/outdated"))
    for arrival in work.forgets:
        work.survey_forms.wipe_arrival(arrival)


def _dispatch(work: Work, who: Who, community: Community, incoming: Incoming) -> None:
    if incoming.private and _answers(work, who, community, incoming):
        return
    talk = work.talks.open_in(incoming.chat, who.person.id) if incoming.private else None
    if _answers_callback(work, who, community, incoming, talk):
        return
    if talk is None and _answers_survey(work, who, community, incoming):
        return
    match route(incoming, talking=talk is not None, wants_contact=_wants_contact(talk)):
        case Route.PRESS:
            _press(work, who, community, incoming)
        case Route.COMMAND:
            _command(work, who, community, incoming)
        case Route.CONTACT:
            _contact(work, who, community, incoming)
        case Route.TALK if talk is not None:
            _talk(work, who, community, incoming, talk)
        case Route.WORDS:
            _words(work, who, community, incoming)
        case Route.REPLY:
            _reply(work, who, incoming)
        case Route.EDITED:
            _edited(work, who, community, incoming, talk)
        case Route.CHECKOUT:
            here.checkout(work, who, incoming)
        case Route.PAID:
            here.paid(work, who, incoming)


def _reply(work: Work, who: Who, incoming: Incoming) -> None:
    """Somebody replies in a group to one of our messages: the first whose it is takes it."""
    any(take(work, who, incoming) for take in (exchange.replied, enquiry.replied, suggestion.replied))


def _answers_callback(work: Work, who: Who, community: Community, incoming: Incoming, talk: Talk | None) -> bool:
    """Words and pictures in answer to "is all well?"; a danger said in them is filed at once (X-52)."""
    if not incoming.private or incoming.kind not in _ANSWERS or (talk is not None and talk.flow == "callback_fault"):
        return False
    reading = heard(work, community.id, incoming.text)
    if not reading.danger:
        return callbacks.heard(work, who, incoming, reading, talk)
    if incoming.reply_to is None or not callbacks.is_meant(work, who, incoming, reading):
        return False
    _words(work, who, community, incoming)
    return True


def _answers_survey(work: Work, who: Who, community: Community, incoming: Incoming) -> bool:
    """Words and pictures that a question of a survey waits for; a danger to life said in them is filed at once (X-52)."""
    if not incoming.private or incoming.kind not in _ANSWERS:
        return False
    danger = None if who.staff else heard(work, community.id, incoming.text).danger
    return (not danger or danger in surveys.MAY_BE_PAST) and surveys.heard(work, who, incoming, bool(danger))


def _wants_contact(talk: Talk | None) -> bool:
    step = FLOWS[talk.flow].step(talk.step) if talk is not None and talk.flow in FLOWS else None
    return step is not None and phone in step.reads


def _press(work: Work, who: Who, community: Community, incoming: Incoming) -> None:
    press = press_of(incoming.press)
    if press.letter == "t":
        if not incoming.private:
            raise Outdated
        talking.press(work, who, community, incoming, press.subject, press.action, press.version)
        return
    _tap(work, who, community, incoming, press)


def _tap(work: Work, who: Who, community: Community, incoming: Incoming, press: Press) -> None:
    """A button of a card or the menu: looked up, carried out, and whatever it asks for begun."""
    tap = TAPS.get(press.letter, {}).get(press.verb)
    if tap is None:
        raise Outdated
    structlog.contextvars.bind_contextvars(act=press.verb, subject=f"{press.letter}{press.subject or ''}")
    act = Act(work, who, community, incoming, press.subject, press.value)
    tap(act)
    if act.begins is not None:
        talking.begin(work, who, community, incoming, *act.begins)
    if act.shows_menu:
        show_menu(work, work.people.who(work.people.get(who.person.id), community.language), community)


def _command(work: Work, who: Who, community: Community, incoming: Incoming) -> None:
    if incoming.command == "bind" and not incoming.private:
        ask_team(Act(work, who, community, incoming))
    elif not incoming.private:
        where = group(community, incoming.chat, incoming.thread)
        tell(work, where, f"group:{incoming.id}", Words("common/in_private"), reply_to=incoming.message)
    elif incoming.command == "start" and surveys.linked(work, who, incoming.text):
        return
    elif incoming.command == "start" and incoming.text.strip() and not surveys.is_link(incoming.text):
        _invited(work, who, community, incoming)
    elif incoming.command == "cancel":
        if not talking.cancel(work, who, community):
            show_menu(work, who, community)
    elif incoming.command in COMMANDS:
        _tap(work, who, community, incoming, Press("m", 0, COMMANDS[incoming.command], "", 0))
    else:
        show_menu(work, who, community)


def _invited(work: Work, who: Who, community: Community, incoming: Incoming) -> None:
    """A deep link with an invitation code."""
    who, invite = account.use_invite(work, who, incoming.text.strip())
    community = work.people.community(invite.community_id)
    given = {
        "community": community.name,
        "role": invite.role,
        "home": work.people.unit(invite.unit_id).label if invite.unit_id else None,
    }
    work.cards.remove(ways_in(mine(who, community)))
    tell(work, mine(who, community), f"invited:{incoming.id}", Words("account/welcome", given), clear_keyboard=True)
    show_menu(work, who, community)


def _contact(work: Work, who: Who, community: Community, incoming: Incoming) -> None:
    """One's own contact binds; somebody else's is refused (IDN-15)."""
    bound = account.share_contact(work, who, incoming.contact_phone, incoming.contact_owner)
    home = work.people.home_community(bound)
    community = work.people.community(home) if home else community
    relations = [work.people.relation(bound.person.id, h.id) or Relation.FAMILY for h in bound.homes]
    given = {
        "name": bound.person.name,
        "community": community.name,
        "homes": [{"label": h.label, "relation": r} for h, r in zip(bound.homes, relations, strict=True)],
        "role": bound.staff[0].role if bound.staff else None,
    }
    work.cards.remove(ways_in(mine(bound, community)))
    tell(work, mine(bound, community), f"bound:{incoming.id}", Words("account/bound", given), clear_keyboard=True)
    show_menu(work, bound, community)


def _talk(work: Work, who: Who, community: Community, incoming: Incoming, talk: Talk) -> None:
    if talk.flow not in FLOWS:  # a conversation of an older version: the words are read as free ones
        talking.cancel(work, who, community, quietly=True)
        _words(work, who, community, incoming)
        return
    hears = talk.flow in _HEARS_DANGER and not who.staff
    reading = heard(work, community.id, incoming.text if hears else "")
    if reading.danger:
        earlier: Mapping[str, Any] = next((said for key in _SAID if (said := talk.answers.get(key))), {})
        words = "\n".join(filter(None, [incoming.text, earlier.get("text")]))
        talking.cancel(work, who, community, quietly=True)
        media = _told(incoming, earlier)["media"]
        _alarm(work, who, community, incoming, reading, words, media, chosen_unit(talk.answers))
        if talk.flow == "complaint":
            complaint.with_danger(work, who, talk.answers, words)
        return
    if talk.flow == "meaning":
        # Before it is clear what the first words are about more of them come: they belong together.
        talking.cancel(work, who, community, quietly=True)
        _words(work, who, community, incoming, talk.answers.get("_said"))
        return
    talking.answered(work, who, community, incoming, talk)


def _alarm(
    work: Work,
    who: Who,
    community: Community,
    incoming: Incoming,
    reading: Reading,
    text: str,
    media: Sequence[Mapping[str, Any]],
    chosen: int | None,
) -> None:
    """Words of danger: filed at once (X-52). Only an outage that is known there may be joined instead (EMG-01)."""
    known = known_outage(work, who, reading, text, media, chosen)
    if known is None:
        read_danger(work, who, reading, text, media, chosen)
    else:
        answers = {"_has_phone": bool(who.person.phone), **known}
        talking.begin(work, who, community, incoming, "repair", answers, None)


def _told(incoming: Incoming, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """What was said and sent now, and before it in the same matter, as answers keep it."""
    told = {"text": "", "media": [], "location": None, "parts": [], **(before or {})}
    told["parts"] = [*told["parts"], *exchange.parts_of(incoming)]
    told["text"] = "\n".join(filter(None, [told["text"], incoming.text.strip()]))
    told["media"] = [*told["media"], *attachments(incoming)]
    if incoming.kind is Kind.LOCATION:
        told["location"] = [incoming.latitude, incoming.longitude]
    return told


def _words(
    work: Work, who: Who, community: Community, incoming: Incoming, before: Mapping[str, Any] | None = None
) -> None:
    """Anything at any time is read, not refused (design part 5); with the words `before` it that are still unread."""
    told = _told(incoming, before)
    reading = heard(work, community.id, incoming.text)
    if reading.danger:
        # The desk they are talking with reads it too; what is said to them is how to stay safe, nothing else.
        said = exchange.told(told, f"relay:{incoming.id}", incoming.chat, incoming.message)
        exchange.goes_on(work, who, said, quietly=True)
        _alarm(work, who, community, incoming, reading, told["text"], told["media"], None)
        return
    if before:
        reading = heard(work, community.id, told["text"])
    said = exchange.told(told, f"relay:{incoming.id}", incoming.chat, incoming.message)
    if exchange.goes_on(work, who, said):
        return
    running = bool(work.cases.of_reporter(who.person.id, OVER, past=False, limit=1, offset=0))
    if not who.known and not running:
        hello(work, who, community, f"hello:{incoming.id}")
        return
    if reading.negated and running:
        show_list(work, who, mine(who, community), "better", 0)
        return
    flow, known = hearing.begins(who, reading, told, bool(who.person.phone))
    talking.begin(work, who, community, incoming, flow, known, None)


def _answers(work: Work, who: Who, community: Community, incoming: Incoming) -> bool:
    """Somebody replies in private to what came from the other side: whatever else is open, it goes there.

    Danger goes its own way first (X-52).
    """
    if incoming.reply_to is None or (not who.staff and heard(work, community.id, incoming.text).danger):
        return False
    return exchange.replied(work, who, incoming)


def _edited(work: Work, who: Who, community: Community, incoming: Incoming, talk: Talk | None) -> None:
    """Words put right: where they are still being written down, or where they were brought to. New danger is heard."""
    if talk is not None and talk.flow == "relay":
        sofar = talk.answers.get("_story") or {}
        if any(number == incoming.message for number, _ in sofar.get("parts") or ()):
            talking.answered(work, who, community, incoming, talk)
            return
    before = work.relays.by_original(incoming.chat, incoming.message, who.person.id) if incoming.chat else None
    if not exchange.corrected(work, who, incoming) or before is None or before.from_desk or who.staff:
        return
    reading = heard(work, community.id, incoming.text)
    if reading.danger and reading.danger != heard(work, community.id, before.text).danger:
        read_danger(work, who, reading, incoming.text.strip(), ())


def _say_refused(work: Work, who: Who, community: Community, incoming: Incoming, refused: Refused) -> None:
    """The friendly sentence: in a window after a press, as a message otherwise."""
    said = Words(refused.message, refused.values, "m")
    if incoming.kind is Kind.CHECKOUT:
        answer_checkout(work, incoming.press_id, mine(who, community), said)
    elif incoming.press_id:
        answer(work, incoming.press_id, mine(who, community), said, alert=True)
    elif incoming.private:
        tell(work, mine(who, community), f"refused:{incoming.id}", said)
    else:
        where = group(community, incoming.chat, incoming.thread)
        tell(work, where, f"refused:{incoming.id}", said, reply_to=incoming.message)


def apologise(work: Work, incoming: Incoming) -> None:
    """A bug of ours: whoever wrote is told kindly, once; what they wrote is kept and looked at."""
    person = work.people.by_telegram(incoming.sender)
    communities = work.people.communities()
    if person is None or not communities or not incoming.private:
        return
    who = work.people.who(person, communities[0].language)
    tell(work, mine(who, communities[0]), f"apology:{incoming.id}", Words("common/bug"))
