"""From our words to the channel's: one outbox row becomes one Bot API call, seldom several. Pure."""

import html
import re
from dataclasses import dataclass, field, replace
from typing import Any

from bot.translate import CURRENCY
from domain.sending import Button, Payload, Picture, Sort
from store.outbox import OutboxRow

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
#: Of an invoice.
TITLE_LIMIT = 32
DESCRIPTION_LIMIT = 255
#: The channel's limit for one album.
_ALBUM = 10
_OWN_FILE = re.compile(r"[0-9a-f]{64}")
_SINGLE = {
    "photo": ("sendPhoto", "photo"),
    "voice": ("sendVoice", "voice"),
    "audio": ("sendAudio", "audio"),
    "video": ("sendVideo", "video"),
    "file": ("sendDocument", "document"),
}
#: Kinds that may stand in one album together.
_TOGETHER = {"photo": "pictures", "video": "pictures", "file": "files", "audio": "audio"}
_TOKEN = re.compile(r"<(/?)([a-zA-Z-]+)[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `files` are own files to upload, part name → content hash; `names` what they are called there."""

    method: str
    params: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def calls(row: OutboxRow) -> list[Call]:
    """What to ask of the Bot API for a row, in order; the row's message is the one of the last call. Empty: nothing."""
    payload = row.payload
    if row.sort is Sort.DELETE:
        message = payload.get("message") or row.card_message
        return [Call("deleteMessage", {"chat_id": row.chat_id, "message_id": message})] if message else []
    if row.sort is Sort.EDIT:
        return [_edit(row)]
    place = _place(row)
    if "invoice" in payload:
        return [_invoice(place, payload)]
    media = payload.get("media") or []
    said: list[Call] = []
    if payload.get("location"):
        latitude, longitude = payload["location"]
        said.append(Call("sendLocation", {**place, "latitude": latitude, "longitude": longitude}))
    if media and _in_caption(payload):
        said += _media(media, place, payload["text"], _markup(payload))
    else:
        said += _media(media, place, "", None)
        if payload["text"].strip() or not said:
            said.append(Call("sendMessage", {**place, **_text(payload["text"]), **_markup(payload)}))
        elif _markup(payload):
            said[-1] = replace(said[-1], params={**said[-1].params, **_markup(payload)})
    return said


def without_markup(call: Call) -> Call:
    """The same words without any tags, for a text the channel cannot read."""
    params = {name: value for name, value in call.params.items() if name != "parse_mode"}
    for name in ("text", "caption"):
        if name in params:
            params[name] = plain(params[name])
    return replace(call, params=params)


def as_caption(call: Call) -> Call:
    """An edit of a text as the edit of a caption, and the other way round."""
    params = dict(call.params)
    if call.method == "editMessageText":
        params["caption"] = cut(params.pop("text"), CAPTION_LIMIT)
        params.pop("link_preview_options", None)
        return Call("editMessageCaption", params)
    params["text"] = params.pop("caption", "") or "…"
    return Call("editMessageText", params)


def _place(row: OutboxRow) -> dict[str, Any]:
    params: dict[str, Any] = {"chat_id": row.chat_id}
    if row.payload.get("thread"):
        params["message_thread_id"] = row.payload["thread"]
    if row.payload.get("reply_to"):
        params["reply_parameters"] = {"message_id": row.payload["reply_to"], "allow_sending_without_reply": True}
    return params


def _invoice(place: dict[str, Any], payload: Payload) -> Call:
    """The provider's token is put in where it is sent: it never lies in a row."""
    invoice = payload["invoice"]
    title = invoice["title"][:TITLE_LIMIT]
    return Call(
        "sendInvoice",
        {
            **place, "title": title, "description": plain(cut(payload["text"], DESCRIPTION_LIMIT)), "payload": invoice["carries"],
            "currency": CURRENCY, "prices": [{"label": title, "amount": invoice["fen"]}],
        },
    )  # fmt: skip


def _edit(row: OutboxRow) -> Call:
    payload = row.payload
    params: dict[str, Any] = {"chat_id": row.chat_id, "message_id": row.card_message or payload.get("message")}
    markup = _markup(payload).get("reply_markup", {})
    if "inline_keyboard" in markup:
        params["reply_markup"] = markup
    if payload.get("media") and _in_caption(payload):
        return Call("editMessageCaption", {**params, **_caption(payload["text"])})
    return Call("editMessageText", {**params, **_text(payload["text"])})


def _text(text: str) -> dict[str, Any]:
    return {"text": cut(text, TEXT_LIMIT), "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _caption(text: str) -> dict[str, Any]:
    return {"caption": cut(text, CAPTION_LIMIT), "parse_mode": "HTML"} if text.strip() else {}


def _markup(payload: Payload) -> dict[str, Any]:
    rows = payload.get("buttons") or []
    if any(button.get("contact") for row in rows for button in row):
        keyboard = [[_key(button) for button in row] for row in rows]
        return {"reply_markup": {"keyboard": keyboard, "resize_keyboard": True, "one_time_keyboard": True}}
    if rows:
        return {"reply_markup": {"inline_keyboard": [[_inline(button) for button in row] for row in rows]}}
    return {"reply_markup": {"remove_keyboard": True}} if payload.get("clear_keyboard") else {}


def _key(button: Button) -> dict[str, Any]:
    return {"text": button["label"], **({"request_contact": True} if button.get("contact") else {})}


def _inline(button: Button) -> dict[str, Any]:
    if "url" in button:
        return {"text": button["label"], "url": button["url"]}
    return {"text": button["label"], "callback_data": button.get("data", "")}


def _in_caption(payload: Payload) -> bool:
    """Whether the words stand under the picture: they fit, and the channel allows buttons there."""
    media = payload.get("media") or []
    return bool(media) and fits(payload["text"], CAPTION_LIMIT) and (len(media) == 1 or not _markup(payload))


def _media(media: list[Picture], place: dict[str, Any], text: str, markup: dict[str, Any] | None) -> list[Call]:
    """Pictures go as albums of ten, voices one by one; the words stand under the first that is sent."""
    said: list[Call] = []
    for group in _grouped(media):
        words = _caption(text) if not said else {}
        if len(group) == 1:
            method, name = _SINGLE.get(group[0]["kind"], _SINGLE["file"])
            ref, params = {name: group[0]["ref"]}, {**place, **words, **(markup or {})}
            own = _OWN_FILE.fullmatch(group[0]["ref"])
            names = {name: group[0]["name"]} if "name" in group[0] else {}
            said.append(Call(method, params, ref, names) if own else Call(method, {**params, **ref}))
        else:
            said.append(_album(group, place, words))
    return said


def _album(group: list[Picture], place: dict[str, Any], words: dict[str, Any]) -> Call:
    files: dict[str, str] = {}
    names: dict[str, str] = {}
    items: list[dict[str, Any]] = []
    for n, picture in enumerate(group):
        ref = picture["ref"]
        if _OWN_FILE.fullmatch(ref):
            files[f"part{n}"] = ref
            if "name" in picture:
                names[f"part{n}"] = picture["name"]
            ref = f"attach://part{n}"
        kind = _SINGLE.get(picture["kind"], _SINGLE["file"])[1]
        items.append({"type": kind, "media": ref, **(words if n == 0 else {})})
    return Call("sendMediaGroup", {**place, "media": items}, files, names)


def _grouped(media: list[Picture]) -> list[list[Picture]]:
    groups: dict[str, list[list[Picture]]] = {}
    order: list[list[Picture]] = []
    for n, picture in enumerate(media):
        mates = groups.setdefault(_TOGETHER.get(picture["kind"], f"alone{n}"), [])
        if not mates or len(mates[-1]) == _ALBUM:
            mates.append([])
            order.append(mates[-1])
        mates[-1].append(picture)
    return order


def units(text: str) -> int:
    """Length as the channel counts it: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def fits(text: str, limit: int) -> bool:
    """Whether HTML text is short enough once its tags are read."""
    return units(text) <= limit or units(plain(text)) <= limit


def plain(text: str) -> str:
    """HTML text without its tags."""
    return html.unescape(re.sub(r"</?[a-zA-Z-]+[^>]*>", "", text))


def cut(text: str, limit: int) -> str:
    """HTML text of at most `limit` after its tags are read: cut between characters, open tags closed, … at the end."""
    if fits(text, limit):
        return text
    kept: list[str] = []
    open_tags: list[str] = []
    length = 0
    for token in _TOKEN.finditer(text):
        piece, name = token.group(), token.group(2)
        if name is None:
            length += units(html.unescape(piece))
            if length > limit - 1:
                break
        elif token.group(1):
            if name in open_tags:
                open_tags.reverse()
                open_tags.remove(name)
                open_tags.reverse()
        else:
            open_tags.append(name)
        kept.append(piece)
    return "".join(kept).rstrip() + "…" + "".join(f"</{name}>" for name in reversed(open_tags))
