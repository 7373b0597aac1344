"""Carries one arrival out inside its one transaction: who is it, what is it meant for, do it, say it.

A `Refused` undoes what was begun and is said in the same transaction; an outdated press is answered kindly; any other
error is the worker's (rolled back, tried again, set aside).
"""

from dataclasses import replace

import structlog

from bot.router import Press, Route, press_of, route
from domain.errors import Outdated, Refused
from domain.incoming import Incoming, Kind
from domain.people import Community, Relation, Who
from domain.reading import Reading, read
from domain.repair import FINAL
from domain.talk import Talk
from handlers import COMMANDS, FLOWS, TAPS, talking
from handlers.acts import Act
from handlers.answers import attachments, phone
from handlers.menu import ask_team, group, hello, show_menu, ways_in
from services import Work, account, chats, relay
from services.repair.danger import read_danger
from services.repair.lists import show_list
from services.tell import Words, answer, mine, tell

#: Talks in which words of danger are taken for an alarm: in the others somebody describes work on one.
_HEARS_DANGER = frozenset({"repair", "meaning", "relay", "join"})


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
    home = work.people.home_community(who)
    community = next((c for c in communities if c.id == home), communities[0])
    who = replace(who, language=person.language or community.language)
    try:
        with work.part():
            _dispatch(work, who, community, incoming)
    except Refused as refused:
        _say_refused(work, who, community, incoming, refused)
    except Outdated:
        answer(work, incoming.press_id, mine(who, community), Words("common/outdated"))


def _dispatch(work: Work, who: Who, community: Community, incoming: Incoming) -> None:
    talk = work.talks.open_in(incoming.chat, who.person.id) if incoming.private else None
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
    elif incoming.command == "start" and incoming.text.strip():
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
    if incoming.kind is Kind.TEXT and talk.flow in _HEARS_DANGER:
        reading = read(incoming.text)
        if reading.danger and not who.staff:
            talking.cancel(work, who, community, quietly=True)
            read_danger(work, who, reading, incoming.text)
            return
    talking.answered(work, who, community, incoming, talk)


def _words(work: Work, who: Who, community: Community, incoming: Incoming) -> None:
    """Anything at any time is read, not refused (design part 5)."""
    reading = read(incoming.text) if incoming.text else Reading()
    files = attachments(incoming)
    if reading.danger:
        read_danger(work, who, reading, incoming.text, tuple(files))
        return
    if not who.known:
        hello(work, who, community, f"hello:{incoming.id}")
        return
    open_relay = None if who.staff else work.relays.open_of(who.person.id)
    if open_relay is not None:
        relay.to_desk(
            work, who, community, None, incoming.text, files, f"relay:{incoming.id}", incoming.chat, incoming.message
        )
        tell(work, mine(who, community), f"relayed:{incoming.id}", Words("relay/passed_on", {}, "m"))
        return
    if reading.negated and work.cases.of_reporter(who.person.id, FINAL, past=False, limit=1, offset=0):
        show_list(work, who, community, mine(who, community), "better", 0)
        return
    told: dict[str, object] = {"text": incoming.text, "media": files, "location": None}
    if incoming.kind is Kind.LOCATION:
        told["location"] = [incoming.latitude, incoming.longitude]
    base = {"_has_phone": bool(who.person.phone)}
    if reading.intent == "repair":
        known = {**base, **_read_answers(who, reading), "story": told}
        talking.begin(work, who, community, incoming, "repair", known, None)
    else:
        talking.begin(work, who, community, incoming, "meaning", {**base, "_said": told}, None)


def _read_answers(who: Who, reading: Reading) -> dict[str, object]:
    """What the words answer already: the category, and the place when it is one of their own homes for certain."""
    known: dict[str, object] = {"when": "any"}
    if reading.category:
        known["category"] = str(reading.category)
    mine_ = [h for h in who.homes if reading.unit is None or h.ref == reading.unit]
    if len(mine_) == 1 and not reading.place_public and not (reading.unit is None and len(who.homes) > 1):
        known["place"] = {"unit": mine_[0].id, "label": mine_[0].label}
    return known


def _reply(work: Work, who: Who, incoming: Incoming) -> None:
    """Somebody of the desk answers, in the group, a resident's words that we brought there."""
    found = work.relays.by_copy(incoming.chat, incoming.reply_to or 0)
    if found is not None:
        relay.to_resident(work, who, found, incoming.text, attachments(incoming), f"relay:{incoming.id}", incoming.chat,
                          incoming.message, incoming.thread)  # fmt: skip


def _say_refused(work: Work, who: Who, community: Community, incoming: Incoming, refused: Refused) -> None:
    """The friendly sentence: in a window after a press, as a message otherwise."""
    said = Words(refused.message, refused.values, "m")
    if incoming.press_id:
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
