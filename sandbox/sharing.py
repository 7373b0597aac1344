"""What people send besides words: photos, albums, voices, videos, files, stickers, places, contacts."""

import base64
import binascii
import itertools
from typing import Any

from sandbox import media as samples
from sandbox.actions import person_of, place_of, speak
from sandbox.errors import Refused
from sandbox.formatting import spotted
from sandbox.world import Json, Person, World

_pictures = itertools.count(1)
_MOST_IN_ALBUM = 10
_MIME = {
    "voice": "audio/ogg", "audio": "audio/x-wav", "video": "video/webm", "document": "text/plain",
    "sticker": "image/webp",
}  # fmt: skip
_NAMES = {"document": "合同{}.txt", "audio": "录音{}.wav"}


def send(world: World, order: Json) -> Json:
    """One message with media, or an album of `count`: {message_ids, update_ids}. Raises Refused for an unknown kind."""
    person, chat = place_of(world, order)
    kind = order.get("kind")
    if kind == "album":
        count = int(order.get("count") or 3)
        if not 2 <= count <= _MOST_IN_ALBUM:
            raise Refused("an album has 2 to 10 photos")
        group = str(next(world.numbers))
        contents = [{"media_group_id": group, **_photo(world, order)} for _ in range(count)]
        contents[0] |= _caption(order)
    else:
        contents = [_content(world, person, str(kind), order)]
    said = [speak(world, person, chat, content, order) for content in contents]
    return {
        "message_ids": [message.id for message, _ in said],
        "update_ids": [number for _, number in said if number is not None],
    }


def share_contact(world: World, order: Json) -> Json:
    """One's own contact, as the button that asks for it sends it: {message_ids, update_ids}."""
    person = person_of(world, order.get("user_id"))
    return send(world, {**order, "kind": "contact", "contact_user_id": person.id})


def _content(world: World, person: Person, kind: str, order: Json) -> Json:
    if kind == "photo":
        return {**_photo(world, order), **_caption(order)}
    if kind == "location":
        point = {
            "latitude": float(order.get("latitude", 31.2304)),
            "longitude": float(order.get("longitude", 121.4737)),
        }
        return {"location": point}
    if kind == "contact":
        return {"contact": _contact(world, person, order)}
    if kind not in _MIME:
        raise Refused("kind must be photo, album, voice, video, document, sticker, location, contact or audio")
    return {kind: _file(world, kind, order), **(_caption(order) if kind != "sticker" else {})}


def _given(order: Json) -> bytes | None:
    if order.get("content_b64") is None:
        return None
    try:
        return base64.b64decode(order["content_b64"], validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise Refused("content_b64 is not base64") from None


def _photo(world: World, order: Json) -> Json:
    content = _given(order)
    if content is None:
        content = samples.photo(next(_pictures), bool(order.get("with_gps")))
    try:
        return {"photo": world.files.photo(content, order.get("size"))}
    except OSError:
        raise Refused("content_b64 is not a picture") from None


def _file(world: World, kind: str, order: Json) -> Json:
    content = _given(order)
    number = next(_pictures)
    seconds = int(order.get("duration") or 3)
    if content is None:
        content = _sample(kind, number, seconds)
    more: dict[str, Any] = {}
    if kind in ("voice", "audio", "video"):
        more["duration"] = seconds
    if kind == "audio":
        more["title"] = "录音"
    elif kind == "video":
        more |= {"width": 320, "height": 240}
    elif kind == "sticker":
        more |= {"width": 256, "height": 256, "type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"}
    name = order.get("file_name") or _NAMES.get(kind, "").format(number) or None
    stored = world.files.add(kind, content, order.get("mime") or _MIME[kind], name=name, size=order.get("size"))
    described = world.files.describe(stored, **more)
    if kind == "sticker":
        described.pop("mime_type", None)
    return described


def _sample(kind: str, number: int, seconds: int) -> bytes:
    if kind == "voice":
        return samples.voice(seconds)
    if kind == "audio":
        return samples.audio()
    if kind == "video":
        return samples.video(number % 5)
    return samples.document(number) if kind == "document" else samples.sticker(number % 5)


def _contact(world: World, person: Person, order: Json) -> Json:
    if order.get("contact_user_id") is None and order.get("phone"):
        return {"phone_number": str(order["phone"]), "first_name": str(order.get("text") or "朋友")}
    whose = person_of(world, order["contact_user_id"]) if order.get("contact_user_id") is not None else person
    phone: Any = order.get("phone") or whose.phone
    if not phone:
        raise Refused(f"{whose.id} has no phone number to share")
    names: Json = {key: whose.user[key] for key in ("first_name", "last_name") if key in whose.user}
    return {"phone_number": str(phone), **names, "user_id": whose.id}


def _caption(order: Json) -> Json:
    caption = str(order.get("caption") or "").strip()
    if not caption:
        return {}
    entities = spotted(caption, [])
    return {"caption": caption, **({"caption_entities": entities} if entities else {})}
