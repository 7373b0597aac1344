"""Readers: what an arrival says in answer to one question. Pure; a reader takes, asks for more, or does not understand.

A reader gets the arrival, what is offered, and what this step has collected so far. It returns `Taken` (the answer is
complete), `More` (keep what came, stay here), `Narrow` (look this up and offer what fits), `Unclear` (a sentence says
what is wanted), or None: not meant for this reader, the next one is tried.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain import money, phones, slots
from domain.incoming import Incoming, Kind


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: `value` travels in the button, `label` is shown, `note` explains."""

    value: str
    #: Words of the data (an address, a name); where the words are ours, `group` names where they are looked up.
    label: str = ""
    group: str = ""
    note: str = ""
    #: What is kept as the answer, when more than `value`.
    keeps: Any = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer is complete."""

    value: Any


@dataclass(frozen=True, slots=True)
class More:
    """Kept; the step stays open for more."""

    value: Any


@dataclass(frozen=True, slots=True)
class Narrow:
    """Typed words to look up: the step is asked again with what fits them."""

    text: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood. `reason` is shown by the step's own template."""

    reason: str


Read = Taken | More | Narrow | Unclear | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a reader may look at beside the arrival itself."""

    offered: Sequence[Option]
    sofar: Any
    now: datetime
    zone: ZoneInfo
    longest: int


Reader = Callable[[Incoming, Situation], Read]


def choice(incoming: Incoming, s: Situation) -> Read:
    """One of what is offered, by its label typed in full (buttons are read by the engine)."""
    if incoming.kind is not Kind.TEXT:
        return None
    typed = incoming.text.strip().casefold()
    hit = next((o for o in s.offered if o.label and o.label.casefold() == typed), None)
    return Taken(hit.keeps if hit.keeps is not None else hit.value) if hit else None


def lookup(incoming: Incoming, s: Situation) -> Read:
    """Typed words that the step's list is searched by; the hit is confirmed by its button, never taken blindly."""
    return Narrow(incoming.text.strip()) if incoming.kind is Kind.TEXT and incoming.text.strip() else None


def words(incoming: Incoming, s: Situation) -> Read:
    """A sentence or two. Too long is cut, and said to be: nobody has to type it again."""
    if incoming.kind is not Kind.TEXT or not incoming.text.strip():
        return None
    return Taken(incoming.text.strip()[: s.longest])


def story(incoming: Incoming, s: Situation) -> Read:
    """Words, photos, voice, files and a place, in any order, collected until the person says that is all.

    Kept as `{"text": str, "media": [{kind, ref, unique, size, mime}], "location": [lat, lon] | None}`.
    """
    kept = {"text": "", "media": [], "location": None, **(s.sofar or {})}
    match incoming.kind:
        case Kind.TEXT if incoming.text.strip():
            kept["text"] = "\n".join(filter(None, [kept["text"], incoming.text.strip()]))[: s.longest]
        case Kind.PHOTO | Kind.ALBUM | Kind.VOICE | Kind.FILE:
            kept["media"] = [*kept["media"], *attachments(incoming)]
            if incoming.text.strip():
                kept["text"] = "\n".join(filter(None, [kept["text"], incoming.text.strip()]))[: s.longest]
        case Kind.LOCATION:
            kept["location"] = [incoming.latitude, incoming.longitude]
        case _:
            return None
    return More(kept)


def attachments(incoming: Incoming) -> list[dict[str, Any]]:
    """The files of an arrival as they are kept in answers."""
    return [
        {"kind": a.kind, "ref": a.ref, "unique": a.unique, "size": a.size, "mime": a.mime} for a in incoming.attachments
    ]


def phone(incoming: Incoming, s: Situation) -> Read:
    """A telephone number, typed or shared as a contact."""
    said = incoming.contact_phone if incoming.kind is Kind.CONTACT else incoming.text
    if incoming.kind not in (Kind.CONTACT, Kind.TEXT):
        return None
    number = phones.normal(said)
    return Taken(number) if number else Unclear("phone")


def priced(incoming: Incoming, s: Situation) -> Read:
    """What is done and its price in one line: 换阀门 80. Kept as `{"name": str, "fen": int}`."""
    if incoming.kind is not Kind.TEXT:
        return None
    name, _, price = incoming.text.strip().rpartition(" ")
    fen = money.parse(price)
    return Taken({"name": name.strip()[:40], "fen": fen}) if name.strip() and fen and fen > 0 else Unclear("priced")


def amount(incoming: Incoming, s: Situation) -> Read:
    """An amount of money, kept in fen."""
    if incoming.kind is not Kind.TEXT:
        return None
    fen = money.parse(incoming.text)
    return Taken(fen) if fen is not None else Unclear("amount")


def moment(incoming: Incoming, s: Situation) -> Read:
    """A day and time typed as people type it: 明天下午3点. Kept as two ISO instants, from and to."""
    if incoming.kind is not Kind.TEXT:
        return None
    span = slots.parse_when(incoming.text, s.now, s.zone)
    return Taken([span[0].isoformat(), span[1].isoformat()]) if span else Unclear("moment")


def until(incoming: Incoming, s: Situation) -> Read:
    """A promise typed as people type it: by three o'clock is not by four. Kept as two instants that are the same."""
    if incoming.kind is not Kind.TEXT:
        return None
    end = slots.parse_until(incoming.text, s.now, s.zone)
    return Taken([end.isoformat(), end.isoformat()]) if end else Unclear("moment")
