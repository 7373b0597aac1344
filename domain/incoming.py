"""What arrives, in plain words: one shape for every channel."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an arrival is. Kinds we do not serve are `other` and are set aside."""

    TEXT = "text"
    COMMAND = "command"
    PRESS = "press"
    PHOTO = "photo"
    ALBUM = "album"
    VOICE = "voice"
    FILE = "file"
    LOCATION = "location"
    CONTACT = "contact"
    #: The person blocked us, came back, or we were added to or removed from a group: see `member`.
    MEMBER = "member"
    #: The group got another id: see `moved_to`.
    MOVED = "moved"
    EDITED = "edited"
    #: Somebody is about to pay an invoice of ours; they wait for our word.
    CHECKOUT = "checkout"
    #: They have paid it.
    PAID = "paid"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a message. `ref` fetches it from the channel, `unique` tells whether two are the same."""

    kind: str  # photo | voice | video | file | audio
    ref: str
    unique: str
    size: int | None = None
    mime: str | None = None
    #: Where this part stood, so that it can be quoted or forwarded.
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of the channel, translated. Albums come as one `Incoming` with several attachments."""

    id: int
    kind: Kind
    chat: int
    private: bool
    #: Who sent it (the channel's id), 0 when nobody did.
    sender: int
    sender_name: str
    #: The language the app of the sender says it speaks, e.g. `zh-hans`.
    language: str
    at: datetime
    message: int = 0
    thread: int | None = None
    chat_title: str = ""
    text: str = ""
    #: Command without slash and bot name; `text` is then what followed it.
    command: str = ""
    #: Data and id of a pressed button.
    press: str = ""
    press_id: str = ""
    #: `checkout` and `paid`: what our invoice carried along, the amount in fen, and the channel's number of the payment.
    invoice: str = ""
    fen: int = 0
    charge: str = ""
    attachments: tuple[Attachment, ...] = ()
    #: Shared contact: its phone and the channel id it belongs to (None when it belongs to no account).
    contact_phone: str = ""
    contact_owner: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    #: The message of ours this one answers.
    reply_to: int | None = None
    #: Data of its first button: what it is about, should we not know the message itself (a crash while it was sent).
    reply_press: str = ""
    #: `member`: joined | left | blocked | returned, about us.
    member: str = ""
    moved_to: int | None = None
    #: Parts that came together under one album id.
    album: str = ""
