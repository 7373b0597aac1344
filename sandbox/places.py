"""Where a call points: the chat, the message, the thread, and Telegram's words when the bot may not go there."""

from typing import Any

from sandbox.errors import ApiError, bad_request, forbidden
from sandbox.world import Chat, Message, World

Params = dict[str, Any]


def known_chat(world: World, chat_id: int | str) -> Chat:
    """The chat, whether or not the bot may write there. Raises "chat not found", or where a group moved to."""
    if isinstance(chat_id, str):
        name = chat_id[1:].lower()
        chat = next((one for one in world.chats.values() if str(one.short.get("username", "")).lower() == name), None)
    else:
        chat = world.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise ApiError(
            400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.migrated_to}
        )
    if chat.person is not None:
        if not chat.person.started and not chat.person.met:
            raise bad_request("chat not found")
    elif chat.bot_status == "absent":
        raise bad_request("chat not found")
    return chat


def reachable(world: World, chat_id: int | str) -> Chat:
    """The chat if the bot may write there. Raises as Telegram does when it may not."""
    chat = known_chat(world, chat_id)
    person = chat.person
    if person is not None:
        if person.gone:
            raise forbidden("user is deactivated")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif not chat.bot_in:
        kind = "supergroup" if chat.short["type"] == "supergroup" else "group"
        if chat.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {kind} chat")
        raise forbidden(f"bot is not a member of the {kind} chat")
    return chat


def own_message(world: World, params: Params) -> Message:
    """The message an edit is about. Raises "message to edit not found" or "message can't be edited"."""
    if "chat_id" not in params:
        raise bad_request("chat_id is empty" if "inline_message_id" not in params else "MESSAGE_ID_INVALID")
    chat = reachable(world, params["chat_id"])
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot or message.keyboard is not None or "forward_origin" in message.api:
        raise bad_request("message can't be edited")
    return message


def thread_fields(chat: Chat, params: Params) -> Params:
    """The fields that put a message into a topic. Raises "message thread not found"."""
    thread = params.get("message_thread_id")
    if thread is None:
        return {}
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def reply_fields(world: World, chat: Chat, params: Params) -> Params:
    """The field that makes a message a reply. Raises "message to be replied not found" unless the call allows it to
    be gone.
    """
    reply = params.get("reply_parameters")
    if reply is None:
        return {}
    source = chat if "chat_id" not in reply else known_chat(world, reply["chat_id"])
    message = source.find(reply["message_id"])
    if message is not None:
        return {"reply_to_message": without_reply(message.api)}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def without_reply(api: Params) -> Params:
    """A message as quoted inside another: it does not quote a third."""
    return {key: value for key, value in api.items() if key != "reply_to_message"} if "reply_to_message" in api else api
