"""What an arrival is meant for: a press, a command, the running talk, or free words; in that order. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Outdated
from domain.incoming import Incoming, Kind

_PRESS = re.compile(r"([a-zA-Z])([0-9]{0,18}):([a-z_]{1,24})(?:\.([^:]{0,40}))?:([0-9]{1,9})")

_CONTENT = frozenset({Kind.TEXT, Kind.PHOTO, Kind.ALBUM, Kind.VOICE, Kind.FILE, Kind.LOCATION, Kind.CONTACT})


class Route(StrEnum):
    """Where an arrival goes."""

    PRESS = "press"
    COMMAND = "command"
    CONTACT = "contact"
    TALK = "talk"
    WORDS = "words"
    #: Somebody answers one of our messages in a group.
    REPLY = "reply"
    #: A message of theirs was edited.
    EDITED = "edited"
    #: About to pay an invoice of ours; paid.
    CHECKOUT = "checkout"
    PAID = "paid"
    #: Nothing for us.
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Press:
    """A button's data taken apart: whose it is, which one, what is to be done, with what, in which version."""

    letter: str
    subject: int
    verb: str
    value: str
    version: int

    @property
    def action(self) -> str:
        """Verb and value as the conversation engine takes them."""
        return f"{self.verb}.{self.value}" if self.value else self.verb


def press_of(data: str) -> Press:
    """The button's data; `Outdated` for anything that is not of our making."""
    found = _PRESS.fullmatch(data)
    if found is None:
        raise Outdated
    letter, subject, verb, value, version = found.groups()
    return Press(letter, int(subject or 0), verb, value or "", int(version))


def route(incoming: Incoming, *, talking: bool, wants_contact: bool) -> Route:
    """The place an arrival goes to. `talking`: a talk is open here; `wants_contact`: its step takes a contact."""
    match incoming.kind:
        case Kind.PRESS:
            return Route.PRESS
        case Kind.COMMAND:
            return Route.COMMAND
        case Kind.EDITED if incoming.sender:
            return Route.EDITED
        case Kind.CHECKOUT:
            return Route.CHECKOUT
        case Kind.PAID:
            return Route.PAID
    if incoming.kind is Kind.OTHER and incoming.message and incoming.sender and incoming.reply_to is not None:
        return Route.ASIDE if incoming.private else Route.REPLY  # a sticker, say: whoever sends it is told
    if incoming.kind not in _CONTENT or not incoming.sender:
        return Route.ASIDE
    if not incoming.private:
        return Route.REPLY if incoming.reply_to is not None else Route.ASIDE
    if incoming.kind is Kind.CONTACT and not (talking and wants_contact):
        return Route.CONTACT
    return Route.TALK if talking else Route.WORDS
