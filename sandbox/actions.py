"""What people do: talk, press buttons, edit, delete, react, block; each becomes the updates Telegram would send."""

import re
from typing import Any

from sandbox.errors import Refused
from sandbox.formatting import piece, spotted
from sandbox.methods.editing import react as put_reaction
from sandbox.places import without_reply
from sandbox.world import Chat, Json, Message, Person, World

_COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?")


def person_of(world: World, user_id: Any) -> Person:
    """The person with this id. Raises Refused."""
    person = world.people.get(_whole(user_id, "user_id"))
    if person is None:
        raise Refused(f"nobody has the id {user_id}")
    return person


def chat_of(world: World, chat_id: Any) -> Chat:
    """The chat with this id. Raises Refused."""
    chat = world.chats.get(_whole(chat_id, "chat_id"))
    if chat is None:
        raise Refused(f"no chat has the id {chat_id}")
    return chat


def message_of(chat: Chat, message_id: Any) -> Message:
    """A message that is there. Raises Refused."""
    message = chat.find(_whole(message_id, "message_id"))
    if message is None:
        raise Refused(f"there is no message {message_id} in chat {chat.id}")
    return message


def _whole(value: Any, name: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise Refused(f"{name} must be a whole number, not {value!r}") from None


def place_of(world: World, order: Json, *, opening: bool = False) -> tuple[Person, Chat]:
    """Who acts and where: the private chat by default. Raises Refused for strangers in a group and for somebody who
    blocked the bot.
    """
    person = person_of(world, order.get("user_id"))
    chat = chat_of(world, order.get("chat_id") or person.id)
    if chat.private:
        if chat.person is not person:
            raise Refused("a person can only act in their own private chat")
        if person.blocked and not opening:
            raise Refused("this person has blocked the bot: unblock, or say /start")
    elif person.id not in chat.members:
        raise Refused(f"{person.id} is not a member of chat {chat.id}")
    elif chat.migrated_to is not None:
        raise Refused(f"this group moved to {chat.migrated_to}")
    return person, chat


def say(world: World, order: Json) -> Json:
    """A message of text. The first one opens the private chat, "/start" also after a block."""
    text = str(order.get("text") or "").strip()
    if not text:
        raise Refused("there is nothing in text")
    starting = text.startswith("/start")
    person, chat = place_of(world, order, opening=starting)
    if person.blocked and chat.private:
        unblock(world, {"user_id": person.id})
    content: Json = {"text": text}
    if entities := spotted(text, []):
        content["entities"] = entities
    message, update_id = speak(world, person, chat, content, order)
    return {"message_id": message.id, "update_id": update_id}


def speak(world: World, person: Person, chat: Chat, content: Json, order: Json) -> tuple[Message, int | None]:
    """Puts a person's message into a chat and tells the bot if it may hear it: (message, update id or None)."""
    if order.get("reply_to") is not None:
        content = {"reply_to_message": without_reply(message_of(chat, order["reply_to"]).api), **content}
    if order.get("thread_id") is not None:
        content = {"message_thread_id": int(order["thread_id"]), "is_topic_message": True, **content}
    if chat.private:
        person.started = True
    message = world.post(chat, person.user, content)
    update_id = None
    if hears(world, chat, message.api):
        person.met = True
        update_id = world.updates.put("message", message.api)
    return message, update_id


def hears(world: World, chat: Chat, api: Json) -> bool:
    """Whether the bot gets a person's message: in a group under privacy only commands, replies to it and mentions of
    it.
    """
    if chat.private:
        return True
    if not chat.bot_in:
        return False
    if not chat.privacy or chat.bot_status == "administrator":
        return True
    reply = api.get("reply_to_message")
    if reply is not None and reply["from"]["id"] == world.bot["id"]:
        return True
    name = world.bot["username"].lower()
    text = api.get("text") or api.get("caption") or ""
    if (command := _COMMAND.match(text)) and (command.group(1) or name).lower() == name:
        return True
    entities = api.get("entities") or api.get("caption_entities") or ()
    return any(entity["type"] == "mention" and piece(text, entity).lower() == f"@{name}" for entity in entities)


def press(world: World, order: Json) -> Json:
    """Presses a button under a message, by data, label, or row and column; `times` the same press arrives again."""
    person, chat = place_of(world, order)
    number = _whole(order.get("message_id"), "message_id")
    message = chat.find(number)
    data = _button_data(message, order)
    query: Json = {"from": person.user, "chat_instance": str(abs(chat.id) * 7919), "data": data}
    query["message"] = message.api if message is not None else {"chat": chat.short, "message_id": number, "date": 0}
    person.met = True
    callback_ids = []
    for _ in range(max(1, int(order.get("times") or 1))):
        callback_id = world.press(person.id, chat, number)
        world.updates.put("callback_query", {"id": callback_id, **query})
        callback_ids.append(callback_id)
    return {"callback_ids": callback_ids}


def pay(world: World, order: Json) -> Json:
    """Pays an invoice: the bot is asked first, `times` the same question arrives again."""
    person, chat = place_of(world, order)
    message = message_of(chat, order.get("message_id"))
    payload = world.invoices.get((chat.id, message.id))
    if payload is None:
        raise Refused("there is nothing to pay in this message")
    query_ids = []
    for _ in range(max(1, int(order.get("times") or 1))):
        wish = world.wish(person.id, chat, message.id, payload)
        world.updates.put("pre_checkout_query", {"id": wish.id, "from": person.user, **wish.paid})
        query_ids.append(wish.id)
    return {"query_ids": query_ids}


def _button_data(message: Message | None, order: Json) -> str:
    if order.get("force"):
        if order.get("data") is None:
            raise Refused("a forged press needs data")
        return str(order["data"])
    if message is None:
        raise Refused(f"there is no message {order.get('message_id')}")
    rows = message.api.get("reply_markup", {}).get("inline_keyboard", [])
    if order.get("row") is not None:
        row, col = _whole(order["row"], "row"), _whole(order.get("col") or 0, "col")
        found = rows[row][col] if 0 <= row < len(rows) and 0 <= col < len(rows[row]) else None
    elif order.get("data") is not None:
        found = next((button for line in rows for button in line if button.get("callback_data") == order["data"]), None)
    else:
        found = next((button for line in rows for button in line if button["text"] == order.get("text")), None)
    if found is None or "callback_data" not in found:
        labels = " ".join(f"[{button['text']}]" for line in rows for button in line) or "none"
        raise Refused(f"there is no such button to press; buttons: {labels}")
    return str(found["callback_data"])


def edit(world: World, order: Json) -> Json:
    """A person corrects their own text (or caption)."""
    person, chat = place_of(world, order)
    message = message_of(chat, order.get("message_id"))
    if message.api["from"]["id"] != person.id:
        raise Refused("only one's own message can be edited")
    text = str(order.get("text") or "").strip()
    part = "text" if "text" in message.api else "caption"
    if not text and part == "text":
        raise Refused("there is nothing in text")
    kind = "entities" if part == "text" else "caption_entities"
    entities = spotted(text, [])
    world.edit(message, {part: text, **({kind: entities} if entities else {})}, drop=(kind,))
    heard = hears(world, chat, message.api)
    return {"message_id": message.id, "update_id": world.updates.put("edited_message", message.api) if heard else None}


def delete(world: World, order: Json) -> Json:
    """Takes any message away, as a person's "delete for everyone" does: the bot is not told."""
    world.delete(message_of(chat_of(world, order.get("chat_id")), order.get("message_id")))
    return {}


def react(world: World, order: Json) -> Json:
    """A person's reaction, none for an empty emoji. The bot is told in private chats and where it is administrator."""
    person, chat = place_of(world, order)
    message = message_of(chat, order.get("message_id"))
    emoji = order.get("emoji") or None
    former = put_reaction(world, message, person.id, emoji)
    if not chat.private and chat.bot_status != "administrator":
        return {"update_id": None}
    change = {
        "chat": chat.short, "message_id": message.id, "user": person.user, "date": int(world.now()),
        "old_reaction": [{"type": "emoji", "emoji": former}] if former else [],
        "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
    }  # fmt: skip
    return {"update_id": world.updates.put("message_reaction", change)}


def block(world: World, order: Json) -> Json:
    """A person stops the bot."""
    return _own_chat_member(world, person_of(world, order.get("user_id")), blocked=True)


def unblock(world: World, order: Json) -> Json:
    """A person lets the bot write again."""
    return _own_chat_member(world, person_of(world, order.get("user_id")), blocked=False)


def _own_chat_member(world: World, person: Person, *, blocked: bool) -> Json:
    if person.blocked == blocked:
        return {"update_id": None}
    person.blocked = blocked
    person.started = True
    world.tell("people", None)
    states = ({"user": world.bot, "status": "member"}, {"user": world.bot, "status": "kicked", "until_date": 0})
    change = {
        "chat": world.chats[person.id].short, "from": person.user, "date": int(world.now()),
        "old_chat_member": states[0 if blocked else 1], "new_chat_member": states[1 if blocked else 0],
    }  # fmt: skip
    return {"update_id": world.updates.put("my_chat_member", change)}


def vote(world: World, order: Json) -> Json:
    """A person's answer in a poll: the numbers of the options chosen."""
    person, chat = place_of(world, order)
    message = message_of(chat, order.get("message_id"))
    poll = message.api.get("poll")
    if poll is None or poll["is_closed"]:
        raise Refused("there is no open poll in this message")
    chosen = [int(number) for number in order.get("options") or []]
    if any(not 0 <= number < len(poll["options"]) for number in chosen):
        raise Refused("there is no such option")
    options = [
        {**option, "voter_count": option["voter_count"] + (at in chosen)} for at, option in enumerate(poll["options"])
    ]
    world.edit(
        message, {"poll": {**poll, "options": options, "total_voter_count": poll["total_voter_count"] + 1}}, mark=False
    )
    if poll["is_anonymous"]:
        return {"update_id": world.updates.put("poll", message.api["poll"])}
    answer = {
        "poll_id": poll["id"], "user": person.user, "option_ids": chosen,
        "option_persistent_ids": [options[number]["persistent_id"] for number in chosen],
    }  # fmt: skip
    return {"update_id": world.updates.put("poll_answer", answer)}
