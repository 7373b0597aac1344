"""A resident and the desk talking through us: who hears it, how it is cut, who waits, when it ends (INT-01, INT-17, CMP-24)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from enum import StrEnum
from typing import Any

from domain.people import DESK_ROLES, SUPERVISORS, Role, Staff
from domain.quiet import quiet_until

#: Characters in one message, and under a picture: escaped and framed they stay under the channel's limits.
PART, CAPTION = 1800, 400
#: The channel's limit for one album.
ALBUM = 10
_VISUAL = frozenset({"photo", "video"})
_COPY = re.compile(r"copy:(\d{1,15}):")
_BUTTON = re.compile(r"r(\d{1,15}):")
_NOTICE = re.compile(r"exchange:(\d{1,15}):")

File = Mapping[str, Any]
#: Message of the channel → what it said; several messages said as one are kept apart, as each may be edited.
Parts = Sequence[Sequence[Any]]


class Status(StrEnum):
    """Where an exchange stands."""

    OPEN = "open"
    CLOSED = "closed"


class Event(StrEnum):
    """What can happen to it."""

    CLOSE = "close"
    REOPEN = "reopen"


TABLE = {
    (Status.OPEN, Event.CLOSE): Status.CLOSED,
    (Status.CLOSED, Event.REOPEN): Status.OPEN,
}


class Ended(StrEnum):
    """Who ended it."""

    RESIDENT = "resident"
    DESK = "desk"
    #: Nobody has gone on with it.
    IDLE = "idle"


# --- who ------------------------------------------------------------------------------------------------------------


def may_hear(post: Staff | None, buildings: Collection[str]) -> bool:
    """Whether this post reads and answers somebody of these buildings: the desk does, a butler with a zone in that zone.

    Who has told us no home is everybody's of the desk.
    """
    if post is None or post.role not in DESK_ROLES:
        return False
    return post.role is not Role.BUTLER or not buildings or any(post.covers(building) for building in buildings)


def may_receive(post: Staff | None) -> bool:
    """Whether this post takes agitated people in private (CMP-24)."""
    return post is not None and post.role in SUPERVISORS


def may_read(post: Staff | None, buildings: Collection[str], with_id: int | None) -> bool:
    """Whether this post reads what was said: in private with a supervisor it is the supervisors' alone."""
    return may_hear(post, buildings) and (with_id is None or may_receive(post))


def hearers(owner: int | None, on_call: Iterable[int], everybody: Iterable[int]) -> list[int]:
    """The posts that get a resident's words where no group is bound: whoever has it, those on duty, else all of the desk.

    Somebody who has it and went home is not waited for while others are on duty.
    """
    there, able = list(on_call), list(everybody)
    if owner is not None and owner in able and (owner in there or not there):
        return [owner]
    return there or able


# --- when -----------------------------------------------------------------------------------------------------------


def opens_at(now: datetime, zone: tzinfo, opens: time | None, closes: time | None) -> datetime | None:
    """When the reception opens next; None while it is open. The same time twice is round the clock (INT-04)."""
    return quiet_until(now, zone, closes, opens) if opens is not None and closes is not None else None


# --- what -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Laid:
    """Something said as messages of the channel: the words with a picture above them, and what follows one by one."""

    head: str
    picture: File | None
    more: tuple[str, ...]
    albums: tuple[tuple[File, ...], ...]
    files: tuple[File, ...]
    places: tuple[tuple[float, float], ...]


def laid(text: str, files: Sequence[File]) -> Laid:
    """Cut so that each part fits, nothing left out. How it is cut depends on the files alone, so an edit finds its places."""
    visual = [f for f in files if f["kind"] in _VISUAL]
    picture = visual[0] if len(visual) == 1 else None
    head = CAPTION if picture else PART
    albums = [] if picture else [tuple(visual[n : n + ALBUM]) for n in range(0, len(visual), ALBUM)]
    return Laid(
        text[:head],
        picture,
        tuple(text[n : n + PART] for n in range(head, len(text), PART)),
        tuple(albums),
        tuple(f for f in files if f["kind"] not in _VISUAL and f["kind"] != "location"),
        tuple(found for f in files if f["kind"] == "location" and (found := _place(f))),
    )


def location(latitude: float, longitude: float) -> dict[str, str]:
    """A place on the map as one of the files of what was said."""
    return {"kind": "location", "ref": f"{latitude},{longitude}"}


def _place(file: File) -> tuple[float, float] | None:
    latitude, _, longitude = str(file["ref"]).partition(",")
    try:
        return float(latitude), float(longitude)
    except ValueError:
        return None


def joined(parts: Parts) -> str:
    """Several messages as one text."""
    return "\n".join(str(text) for _, text in parts if str(text).strip())


def edited(parts: Parts, message: int, text: str) -> list[list[Any]]:
    """The same parts with other words in one of them."""
    return [[number, text if number == message else before] for number, before in parts]


# --- which ----------------------------------------------------------------------------------------------------------


def copy_of(key: str) -> int | None:
    """The message said, by the outbox key of any part of any copy of it; None for other keys."""
    found = _COPY.match(key)
    return int(found[1]) if found else None


def notice_of(key: str) -> int | None:
    """The exchange a notice to the desk is about, by its outbox key; None for other keys."""
    found = _NOTICE.match(key)
    return int(found[1]) if found else None


def relay_of(press: str) -> int | None:
    """The exchange a button is about, by its data; None for buttons of other things."""
    found = _BUTTON.match(press)
    return int(found[1]) if found else None
