"""Changing what was sent: edits, deletions, answers to presses, reactions."""

from typing import Any

from sandbox import keyboards
from sandbox.errors import bad_request, misuse
from sandbox.methods.media import incoming
from sandbox.methods.sending import caption, words
from sandbox.places import own_message, reachable
from sandbox.world import Chat, Message, World

Params = dict[str, Any]

#: A press can be answered for this long, seconds.
PRESS_LASTS_S = 15 * 60
#: A bot can delete a message for this long, seconds.
DELETABLE_S = 48 * 3600
_MEDIA = ("photo", "video", "audio", "document", "voice", "animation")
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
_OLD_PRESS = "query is too old and response timeout expired or query ID is invalid"


def _apply(world: World, message: Message, params: Params, content: Params, parts: tuple[str, ...]) -> Params:
    """Replaces `parts` of the message by `content` and the keyboard by the one given (none given: none left)."""
    markup = keyboards.inline(params.get("reply_markup"))
    new = {**content, "reply_markup": markup} if markup is not None else content
    old = message.api
    if all(old.get(key) == new.get(key) for key in (*parts, "reply_markup")):
        raise bad_request(_SAME)
    mark = any(old.get(key) != new.get(key) for key in parts)
    world.edit(message, new, drop=(*parts, "reply_markup"), mark=mark)
    return message.api


def edit_message_text(world: World, params: Params) -> Params:
    """Other words and another keyboard."""
    if "rich_message" in params:
        raise misuse("rich messages are not served")
    message = own_message(world, params)
    content = words(params)
    if "text" not in message.api:
        raise bad_request("there is no text in the message to edit")
    return _apply(world, message, params, content, ("text", "entities", "link_preview_options"))


def edit_message_caption(world: World, params: Params) -> Params:
    """Another caption and keyboard under the same file."""
    message = own_message(world, params)
    if not any(kind in message.api for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _apply(world, message, params, caption(params), ("caption", "caption_entities", "show_caption_above_media"))


def edit_message_media(world: World, params: Params) -> Params:
    """Another file, caption and keyboard."""
    message = own_message(world, params)
    if not any(kind in message.api for kind in (*_MEDIA, "text")):
        raise bad_request("message can't be edited")
    media = params["media"]
    content = {**incoming(world, media["type"], media), **caption(media)}
    return _apply(world, message, params, content, (*_MEDIA, "text", "entities", "caption", "caption_entities"))


def edit_message_reply_markup(world: World, params: Params) -> Params:
    """Another keyboard, or none."""
    return _apply(world, own_message(world, params), params, {}, ())


def delete_message(world: World, params: Params) -> bool:
    """Takes one message away. Raises "message to delete not found" and "message can't be deleted"."""
    chat = reachable(world, params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if (refusal := _undeletable(world, chat, message)) is not None:
        raise bad_request(refusal)
    world.delete(message)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Takes up to 100 messages away; those that are gone or cannot be deleted are passed over."""
    chat = reachable(world, params["chat_id"])
    if not 1 <= len(params["message_ids"]) <= 100:
        raise misuse(
            "message identifiers are not specified" if not params["message_ids"] else "too many messages to delete"
        )
    for number in params["message_ids"]:
        message = chat.find(number)
        if message is not None and _undeletable(world, chat, message) is None:
            world.delete(message)
    return True


def _undeletable(world: World, chat: Chat, message: Message) -> str | None:
    if chat.bot_status == "administrator":
        return None
    if not message.by_bot and not chat.private:
        return "message can't be deleted"
    if world.now() - message.api["date"] > DELETABLE_S:
        return "message can't be deleted for everyone"
    return None


def answer_callback_query(world: World, params: Params) -> bool:
    """Ends a press; a second answer changes nothing. Raises when the press is unknown or too old."""
    press = world.presses.get(params["callback_query_id"])
    if press is None or world.now() - press.at > PRESS_LASTS_S:
        raise bad_request(_OLD_PRESS)
    if not press.answered:
        world.answer(
            params["callback_query_id"],
            press,
            params.get("text") or None,
            params.get("show_alert", False),
            params.get("url"),
        )
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """The bot's reaction to a message: one emoji or none."""
    chat = reachable(world, params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    chosen = params.get("reaction", [])
    if len(chosen) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    react(world, message, int(world.bot["id"]), chosen[0]["emoji"] if chosen else None)
    return True


def react(world: World, message: Message, user_id: int, emoji: str | None) -> str | None:
    """Puts one person's (or the bot's) reaction in place of the former one, which is returned."""
    former = None
    for chosen, people in list(message.reactions.items()):
        if user_id in people:
            former = chosen
            people.discard(user_id)
        if not people:
            del message.reactions[chosen]
    if emoji:
        message.reactions.setdefault(emoji, set()).add(user_id)
    world.changed(message.chat, message)
    return former


HANDLERS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
}
