"""Chats, their members, pins and topics."""

from typing import Any

from sandbox.errors import bad_request, forbidden, misuse
from sandbox.places import known_chat, reachable
from sandbox.world import Chat, World

Params = dict[str, Any]

_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories",
)  # fmt: skip
_MANAGES = frozenset(
    ("can_manage_chat", "can_delete_messages", "can_restrict_members", "can_change_info", "can_invite_users")
)


def member(world: World, chat: Chat, user_id: int) -> Params:
    """The ChatMember of a person or of the bot in a chat."""
    if user_id == world.bot["id"]:
        status, user = (chat.bot_status if chat.bot_status != "absent" else "left"), world.bot
    else:
        person = world.people.get(user_id)
        if person is None:
            raise bad_request("user not found")
        status, user = chat.members.get(user_id, "left"), person.user
    found: Params = {"user": user, "status": status}
    if status == "administrator":
        found |= {right: right in _MANAGES for right in _RIGHTS}
        if not chat.private:
            found |= {"can_pin_messages": True, "can_manage_topics": True}
    elif status == "creator":
        found["is_anonymous"] = False
    elif status == "kicked":
        found["until_date"] = 0
    return found


def get_chat(world: World, params: Params) -> Params:
    """All there is to know of a chat."""
    chat = known_chat(world, params["chat_id"])
    if not chat.private and not chat.bot_in:
        reachable(world, params["chat_id"])
    full: Params = {
        **chat.short, "accent_color_id": 0, "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }  # fmt: skip
    if not chat.private:
        speaks = not chat.muted
        full["permissions"] = {"can_send_messages": speaks, "can_send_photos": speaks, "can_invite_users": True}
    if chat.pinned and (last := chat.find(chat.pinned[-1])) is not None:
        full["pinned_message"] = last.api
    return full


def _group(world: World, params: Params) -> Chat:
    chat = reachable(world, params["chat_id"])
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return chat


def get_chat_administrators(world: World, params: Params) -> list[Params]:
    """The creator and the administrators; the bot only when asked for bots."""
    chat = _group(world, params)
    ids = [user_id for user_id, status in chat.members.items() if status in ("creator", "administrator")]
    if params.get("return_bots") and chat.bot_status == "administrator":
        ids.append(int(world.bot["id"]))
    return [member(world, chat, user_id) for user_id in ids]


def get_chat_member(world: World, params: Params) -> Params:
    """One person's place in a chat."""
    chat = reachable(world, params["chat_id"])
    if chat.private and params["user_id"] == chat.id:
        return {"user": world.people[chat.id].user, "status": "member"}
    return member(world, chat, params["user_id"])


def get_chat_member_count(world: World, params: Params) -> int:
    """How many are in the chat, the bot counted."""
    chat = reachable(world, params["chat_id"])
    return 2 if chat.private else len(chat.members) + 1


def leave_chat(world: World, params: Params) -> bool:
    """The bot goes."""
    chat = reachable(world, params["chat_id"])
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    world.post(chat, world.bot, {"left_chat_member": world.bot})
    world.tell("groups", None)
    return True


def ban_chat_member(world: World, params: Params) -> bool:
    """Puts somebody out of a group where the bot is administrator."""
    chat = reachable(world, params["chat_id"])
    if chat.private:
        raise bad_request("can't ban members in private chats")
    if chat.bot_status != "administrator":
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    if chat.members.get(params["user_id"]) in ("creator", "administrator"):
        raise bad_request("user is an administrator of the chat")
    if chat.members.pop(params["user_id"], None) is not None:
        world.post(chat, world.bot, {"left_chat_member": world.people[params["user_id"]].user})
        world.tell("groups", None)
    return True


def pin_chat_message(world: World, params: Params) -> bool:
    """Pins a message; in groups only administrators may."""
    chat = reachable(world, params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    _may_pin(chat)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        world.post(chat, world.bot, {"pinned_message": message.api})
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """Unpins the message given, or the newest pinned one."""
    chat = reachable(world, params["chat_id"])
    _may_pin(chat)
    number = params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.changed(chat)
    return True


def _may_pin(chat: Chat) -> None:
    if not chat.private and chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")


def create_forum_topic(world: World, params: Params) -> Params:
    """A topic in a forum where the bot is administrator."""
    chat = reachable(world, params["chat_id"])
    if not chat.short.get("is_forum"):
        raise bad_request("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise bad_request("not enough rights to create a topic")
    if not params["name"]:
        raise misuse("TOPIC_TITLE_EMPTY")
    created = {"name": params["name"], "icon_color": params.get("icon_color", 0x6FB9F0)}
    message = world.post(chat, world.bot, {"forum_topic_created": created, "is_topic_message": True})
    chat.topics[message.id] = params["name"]
    world.edit(message, {"message_thread_id": message.id}, mark=False)
    return {"message_thread_id": message.id, **created}


def get_user_profile_photos(world: World, params: Params) -> Params:
    """Nobody here has a profile photo."""
    person = world.people.get(params["user_id"])
    if person is None or not (person.met or person.started):
        raise bad_request("user not found")
    if person.gone:
        raise forbidden("user is deactivated")
    return {"total_count": 0, "photos": []}


HANDLERS = {
    "getChat": get_chat,
    "getChatAdministrators": get_chat_administrators,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "banChatMember": ban_chat_member,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "createForumTopic": create_forum_topic,
    "getUserProfilePhotos": get_user_profile_photos,
}
