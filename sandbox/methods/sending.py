"""New messages of words and places: text, contact, location, venue, poll, dice; and copies of what is there."""

import random
from typing import Any

from sandbox import keyboards
from sandbox.checking import utf16_length
from sandbox.errors import bad_request, misuse
from sandbox.formatting import formatted
from sandbox.places import known_chat, reachable, reply_fields, thread_fields
from sandbox.table import LONGEST_CAPTION, LONGEST_TEXT
from sandbox.world import Chat, Message, World

Params = dict[str, Any]

#: What a copy takes along of the message it is made from.
_CONTENT = (
    "text", "entities", "photo", "voice", "audio", "video", "document", "sticker", "animation", "video_note", "caption",
    "caption_entities", "location", "venue", "contact", "poll", "dice", "link_preview_options",
)  # fmt: skip
_DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def post(world: World, chat: Chat, params: Params, content: Params) -> Message:
    """The bot's message with everything sends have in common: reply, thread, keyboard, protection."""
    if "business_connection_id" in params:
        raise misuse("business connection not found")
    if chat.muted and chat.bot_status != "administrator":
        raise bad_request("not enough rights to send text messages to the chat")
    inline, other = keyboards.split(params.get("reply_markup"))
    fields = {**thread_fields(chat, params), **reply_fields(world, chat, params), **content}
    if inline is not None:
        fields["reply_markup"] = inline
    if params.get("protect_content"):
        fields["has_protected_content"] = True
    return world.post(chat, world.bot, fields, other)


def words(params: Params) -> Params:
    """text and entities as the message carries them. Raises for empty, too long, or badly formatted."""
    text, entities = formatted(params.get("text", ""), params.get("parse_mode"), params.get("entities"))
    if not text:
        raise misuse("message text is empty")
    if len(text) * 2 > LONGEST_TEXT and utf16_length(text) > LONGEST_TEXT:
        raise misuse("message is too long")
    fields: Params = {"text": text}
    if entities:
        fields["entities"] = entities
    if "link_preview_options" in params:
        fields["link_preview_options"] = params["link_preview_options"]
    return fields


def caption(params: Params) -> Params:
    """caption and caption_entities as the message carries them; empty without a caption."""
    text, entities = formatted(params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities"))
    if not text:
        return {}
    if utf16_length(text) > LONGEST_CAPTION:
        raise misuse("message caption is too long")
    fields: Params = {"caption": text}
    if entities:
        fields["caption_entities"] = entities
    if params.get("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def send_message(world: World, params: Params) -> Params:
    """A message of text."""
    chat = reachable(world, params["chat_id"])
    return post(world, chat, params, words(params)).api


def send_chat_action(world: World, params: Params) -> bool:
    """The bot is seen typing."""
    world.typing(reachable(world, params["chat_id"]))
    return True


def send_location(world: World, params: Params) -> Params:
    """A point on the map."""
    chat = reachable(world, params["chat_id"])
    return post(world, chat, params, {"location": _point(params)}).api


def _point(params: Params) -> Params:
    latitude, longitude = params["latitude"], params["longitude"]
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise misuse("wrong latitude/longitude specified")
    return {"latitude": latitude, "longitude": longitude}


def send_venue(world: World, params: Params) -> Params:
    """A point on the map with a name and an address."""
    chat = reachable(world, params["chat_id"])
    point = _point(params)
    venue = {"location": point, "title": params["title"], "address": params["address"]}
    return post(world, chat, params, {"location": point, "venue": venue}).api


def send_contact(world: World, params: Params) -> Params:
    """Somebody's phone number."""
    chat = reachable(world, params["chat_id"])
    kept = {key: params[key] for key in ("phone_number", "first_name", "last_name", "vcard") if key in params}
    return post(world, chat, params, {"contact": kept}).api


def send_poll(world: World, params: Params) -> Params:
    """A poll with two to twelve options."""
    chat = reachable(world, params["chat_id"])
    options = [option["text"] for option in params["options"]]
    if len(options) < 2:
        raise misuse("poll must have at least 2 option")
    if len(options) > 12:
        raise misuse("poll can't have more than 12 options")
    poll = {
        "id": str(next(world.numbers)), "question": params["question"],
        "options": [{"persistent_id": str(at), "text": text, "voter_count": 0} for at, text in enumerate(options)],
        "total_voter_count": 0, "is_closed": params.get("is_closed", False),
        "is_anonymous": params.get("is_anonymous", True),
        "allows_revoting": params.get("allows_revoting", True), "members_only": params.get("members_only", False),
        "type": params.get("type", "regular"), "allows_multiple_answers": params.get("allows_multiple_answers", False),
    }  # fmt: skip
    return post(world, chat, params, {"poll": poll}).api


def send_dice(world: World, params: Params) -> Params:
    """A die, thrown here."""
    chat = reachable(world, params["chat_id"])
    emoji = params.get("emoji", "🎲")
    if emoji not in _DICE:
        raise misuse("DICE_EMOJI_INVALID")
    value = random.randint(1, _DICE[emoji])  # noqa: S311
    return post(world, chat, params, {"dice": {"emoji": emoji, "value": value}}).api


def _source(world: World, params: Params, message_id: int, what: str) -> Message:
    message = known_chat(world, params["from_chat_id"]).find(message_id)
    if message is None or is_service(message):
        raise bad_request(f"message to {what} not found")
    return message


def is_service(message: Message) -> bool:
    """Whether this is a notice of Telegram's own rather than something said."""
    return not any(key in message.api for key in _CONTENT)


def forward_message(world: World, params: Params) -> Params:
    """The same message again, with its origin."""
    chat = reachable(world, params["chat_id"])
    source = _source(world, params, params["message_id"], "forward").api
    content = {key: source[key] for key in _CONTENT if key in source}
    origin = {"type": "user", "sender_user": source["from"], "date": source["date"]}
    return post(world, chat, params, {**content, "forward_origin": source.get("forward_origin", origin)}).api


def copy_message(world: World, params: Params) -> Params:
    """The content of a message as the bot's own; another caption if one is given."""
    chat = reachable(world, params["chat_id"])
    content = _copied(_source(world, params, params["message_id"], "copy"), drop_caption="caption" in params)
    return {"message_id": post(world, chat, params, {**content, **caption(params)}).id}


def copy_messages(world: World, params: Params) -> list[Params]:
    """Several at once; those that are gone are left out. Raises when none is left."""
    chat = reachable(world, params["chat_id"])
    origin = known_chat(world, params["from_chat_id"])
    found = [
        message for number in params["message_ids"] if (message := origin.find(number)) and not is_service(message)
    ]
    if not found:
        raise bad_request("there are no messages to copy")
    drop = params.get("remove_caption", False)
    return [{"message_id": post(world, chat, params, _copied(message, drop_caption=drop)).id} for message in found]


def _copied(message: Message, *, drop_caption: bool) -> Params:
    skipped = ("caption", "caption_entities") if drop_caption else ()
    return {key: message.api[key] for key in _CONTENT if key in message.api and key not in skipped}


HANDLERS = {
    "sendMessage": send_message,
    "sendChatAction": send_chat_action,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendPoll": send_poll,
    "sendDice": send_dice,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
}
