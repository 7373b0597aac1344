"""From the channel's words to ours: one raw update becomes one `Incoming`. Pure, straight on the dict, tolerant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from domain.incoming import Attachment, Incoming, Kind

#: Every kind of update that is asked for; what is not served is kept as `unknown`.
ALLOWED_UPDATES: tuple[str, ...] = (
    "message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction", "channel_post",
    "edited_channel_post", "poll", "poll_answer", "chat_join_request", "inline_query", "pre_checkout_query",
)  # fmt: skip

#: The only one there is here.
CURRENCY = "CNY"

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?$", re.DOTALL)
_SERVICE = (
    "new_chat_members", "left_chat_member", "group_chat_created", "supergroup_chat_created", "new_chat_title",
    "new_chat_photo", "delete_chat_photo", "pinned_message", "forum_topic_created", "forum_topic_edited",
    "forum_topic_closed", "forum_topic_reopened", "message_auto_delete_timer_changed", "channel_chat_created",
)  # fmt: skip
_GONE = ("left", "kicked")
Json = Mapping[str, Any]


class Unreadable(Exception):
    """The update has not the shape it should have."""


def whereabouts(update: Json) -> tuple[int | None, str | None]:
    """The chat an update belongs to and the album it is a part of, each None when there is none."""
    for kind, body in update.items():
        if kind == "update_id" or not isinstance(body, dict):
            continue
        message = body.get("message", body) if kind == "callback_query" else body
        place = (message or {}).get("chat") or body.get("from") or body.get("user") or {}
        chat = place.get("id")
        album = body.get("media_group_id") if kind == "message" else None
        return (chat if isinstance(chat, int) else None), (clean(str(album)) if album else None)
    return None, None


def translate(update: Json, key: int, at: datetime, me: str = "") -> Incoming:
    """The update as an `Incoming`; `at` stands in where it has no date, `me` is our username.

    Raises `Unreadable`. Kinds that are not served come back as `other` without a message id.
    """
    try:
        for kind, body in update.items():
            if kind == "update_id":
                continue
            reader = _READERS.get(kind)
            if reader is not None:
                return _sound(reader(body, key, at, me))
            chat, _ = whereabouts(update)
            return Incoming(key, Kind.OTHER, chat or 0, False, 0, "", "", at)
    except (LookupError, TypeError, AttributeError, ValueError, OverflowError, OSError) as error:
        raise Unreadable(type(error).__name__) from error
    raise Unreadable("empty")


def _sound(incoming: Incoming) -> Incoming:
    """The arrival with numbers that are numbers and words every database takes; ValueError for other numbers."""
    for number in (incoming.thread, incoming.reply_to, incoming.contact_owner):
        if number is not None:
            _int(number)
    _int(incoming.message)
    _int(incoming.sender)
    if incoming.latitude is not None and not (abs(incoming.latitude) <= 90 and abs(incoming.longitude or 0) <= 180):
        raise ValueError("no place on earth")
    if not (incoming.language.isascii() and incoming.album.isascii() and incoming.press_id.isascii()):
        incoming = replace(
            incoming, language=clean(incoming.language), album=clean(incoming.album), press_id=clean(incoming.press_id)
        )
    if incoming.attachments:
        return replace(incoming, attachments=tuple(_sound_file(file) for file in incoming.attachments))
    return incoming


def _sound_file(file: Attachment) -> Attachment:
    if file.size is not None:
        _int(file.size)
    mime = None if file.mime is None else clean(file.mime)
    return replace(file, ref=clean(file.ref), unique=clean(file.unique), mime=mime)


def together(parts: Sequence[Incoming]) -> Incoming:
    """The parts of one album as one arrival, in the order they were sent; the first words are its words."""
    ordered = sorted(parts, key=lambda p: (p.message, p.id))
    first = ordered[0]
    if len(ordered) == 1:
        return first
    files = tuple(file for part in ordered for file in part.attachments)
    text = next((part.text for part in ordered if part.text.strip()), "")
    reply = next((part.reply_to for part in ordered if part.reply_to is not None), None)
    return replace(first, kind=Kind.ALBUM, text=text, attachments=files, reply_to=reply)


def clean(text: str) -> str:
    """Text that every database takes: without zero bytes and half characters."""
    if text.isascii():
        return text.replace("\x00", "")
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _message(m: Json, key: int, at: datetime, me: str) -> Incoming:
    incoming = _frame(m, key, at, me)
    if "text" in m:
        return _text(incoming, m, me)
    for reader in (_moved, _paid, _attached, _placed, _introduced):
        read = reader(incoming, m)
        if read is not None:
            return read
    if any(name in m for name in _SERVICE):
        return replace(incoming, kind=Kind.OTHER, message=0)
    return replace(incoming, text=clean(m.get("caption") or ""))


def _frame(m: Json, key: int, at: datetime, me: str = "") -> Incoming:
    chat = m["chat"]
    user = {} if "sender_chat" in m else m.get("from") or {}
    answered = m.get("reply_to_message") or {}
    ours = "forum_topic_created" not in answered and answered.get("from", {"is_bot": True}).get("is_bot")
    thread = m.get("message_thread_id") if m.get("is_topic_message") else None
    return Incoming(
        key, Kind.OTHER, _int(chat["id"]), chat.get("type") == "private", _int(user.get("id") or 0), _name(user),
        str(user.get("language_code") or ""), _instant(m.get("date"), at), _int(m["message_id"]), thread,
        clean(chat.get("title") or ""), reply_to=answered.get("message_id") if ours else None,
        album=str(m.get("media_group_id") or ""), reply_press=_first_button(answered, me) if ours else "",
    )  # fmt: skip


def _first_button(answered: Json, me: str) -> str:
    """The data of the first button of our message that is answered; empty for other bots' messages."""
    if me and str((answered.get("from") or {}).get("username") or "").casefold() != me.casefold():
        return ""
    rows = (answered.get("reply_markup") or {}).get("inline_keyboard") or []
    return next((clean(str(b["callback_data"])) for row in rows for b in row if b.get("callback_data")), "")


def _text(incoming: Incoming, m: Json, me: str) -> Incoming:
    text = clean(m["text"])
    found = _COMMAND.match(text) if text.startswith("/") else None
    if found is None:
        return replace(incoming, kind=Kind.TEXT, text=text)
    command, addressed, rest = found.groups()
    if addressed and me and addressed.casefold() != me.casefold():
        return replace(incoming, message=0)  # another bot's business
    return replace(incoming, kind=Kind.COMMAND, command=command.lower(), text=(rest or "").strip())


def _moved(incoming: Incoming, m: Json) -> Incoming | None:
    if "migrate_to_chat_id" in m:
        return replace(incoming, kind=Kind.MOVED, moved_to=_int(m["migrate_to_chat_id"]))
    if "migrate_from_chat_id" in m:
        old = _int(m["migrate_from_chat_id"])
        return replace(incoming, kind=Kind.MOVED, chat=old, moved_to=incoming.chat, message=0)
    return None


def _paid(incoming: Incoming, m: Json) -> Incoming | None:
    paid = m.get("successful_payment")
    if not paid:
        return None
    return replace(
        incoming, kind=Kind.PAID, invoice=clean(paid["invoice_payload"]), fen=_yuan(paid), charge=clean(str(paid["telegram_payment_charge_id"]))
    )  # fmt: skip


def _yuan(paid: Json) -> int:
    """Fen. Raises ValueError for another currency: nothing of ours asks for one."""
    if paid["currency"] != CURRENCY:
        raise ValueError("another currency")
    return _int(paid["total_amount"])


def _checkout(q: Json, key: int, at: datetime, me: str) -> Incoming:
    user = q["from"]
    return Incoming(
        key, Kind.CHECKOUT, _int(user["id"]), True, _int(user["id"]), _name(user), str(user.get("language_code") or ""), at,
        press_id=str(q["id"]), invoice=clean(q["invoice_payload"]), fen=_yuan(q),
    )  # fmt: skip


#: Field of a message → what we call the arrival and the file. An animation also has a `document`: it comes first.
_FILES = (
    ("photo", Kind.PHOTO, "photo"),
    ("animation", Kind.FILE, "video"),
    ("voice", Kind.VOICE, "voice"),
    ("video", Kind.FILE, "video"),
    ("video_note", Kind.FILE, "video"),
    ("audio", Kind.FILE, "audio"),
    ("document", Kind.FILE, "file"),
)


def _attached(incoming: Incoming, m: Json) -> Incoming | None:
    field, kind, called = next((f for f in _FILES if m.get(f[0])), ("", Kind.OTHER, ""))
    if not field:
        return None
    file = m[field]
    if kind is Kind.PHOTO:  # several sizes of the same picture
        file = max(file, key=lambda s: (s.get("width", 0) * s.get("height", 0), s.get("file_size") or 0))
    part = Attachment(
        called, file["file_id"], str(file.get("file_unique_id") or file["file_id"]), file.get("file_size"),
        "image/jpeg" if kind is Kind.PHOTO else file.get("mime_type"), incoming.message,
    )  # fmt: skip
    return replace(incoming, kind=kind, text=clean(m.get("caption") or ""), attachments=(part,))


def _placed(incoming: Incoming, m: Json) -> Incoming | None:
    venue = m.get("venue") or {}
    place = m.get("location") or venue.get("location")
    if not place:
        return None
    text = clean(" ".join(filter(None, (venue.get("title"), venue.get("address")))))
    latitude, longitude = float(place["latitude"]), float(place["longitude"])
    return replace(incoming, kind=Kind.LOCATION, text=text, latitude=latitude, longitude=longitude)


def _introduced(incoming: Incoming, m: Json) -> Incoming | None:
    contact = m.get("contact")
    if not contact:
        return None
    phone = clean(str(contact["phone_number"]))
    return replace(incoming, kind=Kind.CONTACT, contact_phone=phone, contact_owner=contact.get("user_id"))


def _edited(m: Json, key: int, at: datetime, me: str) -> Incoming:
    text = clean(m.get("text") or m.get("caption") or "")
    return replace(_frame(m, key, at), kind=Kind.EDITED, text=text, at=_instant(m.get("edit_date"), at))


def _pressed(q: Json, key: int, at: datetime, me: str) -> Incoming:
    user, m = q["from"], q.get("message") or {}
    chat = m.get("chat") or {"id": user["id"], "type": "private"}
    thread = m.get("message_thread_id") if m.get("is_topic_message") else None
    return Incoming(
        key, Kind.PRESS, _int(chat["id"]), chat.get("type") == "private", _int(user["id"]), _name(user),
        str(user.get("language_code") or ""), at, m.get("message_id") or 0, thread, clean(chat.get("title") or ""),
        press=clean(q.get("data") or ""), press_id=str(q["id"]),
    )  # fmt: skip


def _membership(change: Json, key: int, at: datetime, me: str) -> Incoming:
    chat, user = change["chat"], change.get("from") or {}
    private = chat.get("type") == "private"
    before, after = _is_in(change.get("old_chat_member") or {}), _is_in(change["new_chat_member"])
    if private:
        was_kicked = (change.get("old_chat_member") or {}).get("status") == "kicked"
        member = "blocked" if not after else "returned" if was_kicked else "joined"
    else:
        member = "" if before == after else "joined" if after else "left"
    return Incoming(
        key, Kind.MEMBER if member else Kind.OTHER, _int(chat["id"]), private, user.get("id") or 0, _name(user),
        str(user.get("language_code") or ""), _instant(change.get("date"), at),
        chat_title=clean(chat.get("title") or ""), member=member,
    )  # fmt: skip


def _is_in(member: Json) -> bool:
    status = member.get("status", "left")
    return bool(member.get("is_member")) if status == "restricted" else status not in _GONE


def _name(user: Json) -> str:
    return clean(f"{user.get('first_name') or ''} {user.get('last_name') or ''}".strip())


def _instant(seconds: Any, otherwise: datetime) -> datetime:
    return datetime.fromtimestamp(seconds, UTC) if seconds else otherwise


def _int(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >> 62:
        raise ValueError("an id is a whole number")
    return value


_READERS = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _pressed,
    "my_chat_member": _membership,
    "pre_checkout_query": _checkout,
}
