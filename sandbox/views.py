"""The world as the page and the tests see it: plain JSON with everything a screen shows."""

import time

from sandbox.world import Chat, Json, Message, Person, World

_FILES = ("voice", "audio", "video", "document", "sticker", "animation", "video_note")
_SERVICE = (
    "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message",
    "forum_topic_created",
    "group_chat_created", "new_chat_title",
)  # fmt: skip


def person_view(person: Person) -> Json:
    """A person: the API's User, the phone number, and how things stand with the bot."""
    return {
        **person.user,
        "phone": person.phone,
        "started": person.started,
        "blocked": person.blocked,
        "gone": person.gone,
    }


def group_view(chat: Chat) -> Json:
    """A group: the API's Chat, members' ids, and the bot's place in it."""
    return {
        **chat.short, "privacy": chat.privacy, "forum": bool(chat.short.get("is_forum")), "members": list(chat.members),
        "admins": [user_id for user_id, status in chat.members.items() if status != "member"], "with_bot": chat.bot_in,
        "bot_in": chat.bot_in, "bot_admin": chat.bot_status == "administrator", "bot_status": chat.bot_status,
        "migrated_to": chat.migrated_to, "topics": {str(number): name for number, name in chat.topics.items()},
    }  # fmt: skip


def bot_view(world: World) -> Json:
    """The bot as a User, with the commands of its menu."""
    commands: list[Json] = []
    for scope in ("all_private_chats", "default"):
        commands = commands or world.commands.get((scope, ""), [])
    return {**world.bot, "commands": commands}


def clock_view(world: World) -> Json:
    """Sandbox time and how far it is ahead, seconds."""
    return {"now": world.now(), "offset_s": world.offset_s}


def people_view(world: World) -> list[Json]:
    """Everybody."""
    return [person_view(person) for person in world.people.values()]


def groups_view(world: World) -> list[Json]:
    """All groups, those that moved on included."""
    return [group_view(chat) for chat in world.chats.values() if not chat.private]


def state_view(world: World) -> Json:
    """Everything a page needs to begin."""
    return {
        "bot": bot_view(world), "people": people_view(world), "groups": groups_view(world), "phones": world.phones,
        "clock": clock_view(world), "seq": world.seq,
    }  # fmt: skip


def media_view(api: Json) -> Json | None:
    """What a message carries besides words: kind, and where the page gets the bytes."""
    if "photo" in api:
        largest = api["photo"][-1]
        return {
            "kind": "photo",
            "url": f"/sandbox/file/{largest['file_id']}",
            "thumb": f"/sandbox/file/{api['photo'][0]['file_id']}",
            **largest,
        }
    for kind in _FILES:
        if kind in api:
            return {"kind": kind, "url": f"/sandbox/file/{api[kind]['file_id']}", **api[kind]}
    if "venue" in api:
        return {"kind": "venue", **api["location"], "title": api["venue"]["title"], "address": api["venue"]["address"]}
    for kind in ("location", "contact", "poll", "dice"):
        if kind in api:
            return {"kind": kind, **api[kind]}
    return None


def message_view(message: Message) -> Json:
    """One message as it looks on a screen."""
    api = message.api
    view: Json = {
        "message_id": message.id, "chat_id": message.chat.id, "from": api["from"], "date": api["date"],
        "text": api.get("text") or _invoice(api),
        "entities": api.get("entities") or api.get("caption_entities") or [], "caption": api.get("caption"),
        "media": media_view(api), "buttons": _buttons(api), "reply_keyboard": message.keyboard,
        "edited": "edit_date" in api,
        "edit_date": api.get("edit_date"), "deleted": message.deleted, "reply_to": None, "is_bot": message.by_bot,
        "thread_id": api.get("message_thread_id"), "media_group_id": api.get("media_group_id"), "seq": message.seq,
        "reactions": [{"emoji": emoji, "people": sorted(people)} for emoji, people in message.reactions.items()],
        "service": {key: api[key] for key in _SERVICE if key in api} or None, "forwarded": "forward_origin" in api,
    }  # fmt: skip
    if "reply_to_message" in api:
        view["reply_to"] = api["reply_to_message"]["message_id"]
    return view


def _invoice(api: Json) -> str | None:
    """What stands in an invoice, or that one was paid."""
    if "invoice" in api:
        return f"{api['invoice']['title']}\n{api['invoice']['description']}"
    if "successful_payment" in api:
        return f"✓ {api['successful_payment']['total_amount'] / 100:.2f} {api['successful_payment']['currency']}"
    return None


def _buttons(api: Json) -> list[list[Json]]:
    markup = api.get("reply_markup")
    if markup is None:
        return []
    return [[_button(button) for button in row] for row in markup["inline_keyboard"]]


def _button(button: Json) -> Json:
    shown = {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}
    return {**shown, "pay": True} if button.get("pay") else shown


def chat_view(world: World, chat: Chat, as_user: int | None, last: int | None = None) -> Json:
    """A chat (its `last` messages, else all), deleted ones included, with the answers one person got to presses here."""
    messages = list(chat.messages.values())
    answers = world.answers.get(as_user, ()) if as_user is not None else ()
    return {
        "seq": chat.seq, "chat": group_view(chat) if not chat.private else dict(chat.short), "typing": typing(chat),
        "messages": [message_view(message) for message in (messages if last is None else messages[-last:])], "pinned": chat.pinned,
        "answers": [answer for answer in answers if answer["chat_id"] == chat.id],
    }  # fmt: skip


def typing(chat: Chat) -> bool:
    """Whether the bot is seen typing now."""
    return chat.typing_until > time.monotonic()
