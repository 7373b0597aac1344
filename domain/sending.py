"""What is sent, in plain words: the channel translates it (`bot/translate.py`)."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Any, NotRequired, TypedDict


class Lane(IntEnum):
    """Who goes first when a chat or the whole channel is busy (design: lanes). Smaller is sooner."""

    EMERGENCY = 1
    REPLY = 2
    TASK = 3
    REMINDER = 5
    BROADCAST = 9


#: Lanes whose messages are sent again when a crash leaves it in doubt whether they went out.
SENT_AGAIN = frozenset({Lane.EMERGENCY, Lane.REPLY, Lane.TASK})


class Sort(StrEnum):
    """Send class: a new `message` is not repeated lightly, an `edit` or `delete` may be repeated freely."""

    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"


class Sending(StrEnum):
    """Where an outbox row stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    #: A newer state of the same card took its place before it went out, or a digest stands for it.
    MERGED = "merged"


#: Nothing more becomes of these.
FINAL = (Sending.SENT, Sending.FAILED, Sending.BLOCKED, Sending.EXPIRED, Sending.MERGED)


class Button(TypedDict):
    """One button: exactly one of `data`, `url`, or `contact` beside the label."""

    label: str
    data: NotRequired[str]
    url: NotRequired[str]
    contact: NotRequired[bool]


class Picture(TypedDict):
    """One attachment by the channel's own reference, or a file of ours by content hash."""

    kind: str
    ref: str
    #: Not there yet: drawn from this plain JSON document when it is sent, outside of every transaction; `ref` is empty.
    draw: NotRequired[Mapping[str, Any]]
    #: What a file is called where it arrives.
    name: NotRequired[str]


class Digest(TypedDict):
    """What a message stands for that took the place of several: how many, and their first lines as far as they fit."""

    count: int
    lines: list[str]


class Invoice(TypedDict):
    """What is to be paid in the chat itself: a title, what comes back with the payment, the amount in fen."""

    title: str
    carries: str
    fen: int


class Payload(TypedDict):
    """A message: HTML text (the channel's small set of tags), rows of buttons, attachments."""

    text: str
    buttons: NotRequired[list[list[Button]]]
    #: Rows behind the fold: never sent, they take the place of the last row of `buttons` when that is pressed.
    more: NotRequired[list[list[Button]]]
    media: NotRequired[list[Picture]]
    thread: NotRequired[int]
    reply_to: NotRequired[int]
    #: Delete: which message (a card's own message when absent).
    message: NotRequired[int]
    #: Take away the big keyboard under the text field.
    clear_keyboard: NotRequired[bool]
    #: A place on the map sent as such: latitude, longitude.
    location: NotRequired[list[float]]
    #: Sent as an invoice with its own button to pay; `text` stands in it without tags.
    invoice: NotRequired[Invoice]
    #: This message took the place of several reminders; never sent, read when it is merged once more.
    digest: NotRequired[Digest]
