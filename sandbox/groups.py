"""Groups: made, joined, left, run by others, moved to a supergroup; each with the updates Telegram would send."""

from typing import Any

from sandbox.actions import chat_of, person_of
from sandbox.errors import Refused
from sandbox.methods.chats import member as chat_member
from sandbox.world import Chat, Json, Person, World


def make_group(world: World, order: Json) -> Json:
    """A new group; the first member is its creator and adds the bot unless `with_bot` is false."""
    kind = order.get("type", "supergroup")
    if kind not in ("supergroup", "group"):
        raise Refused("type must be supergroup or group")
    people = [person_of(world, user_id) for user_id in order.get("members") or []]
    chat_id = int(order["id"]) if order.get("id") is not None else world.new_group_id(kind)
    if chat_id >= 0 or chat_id in world.chats:
        raise Refused("a group's id is negative and not yet taken")
    short: Json = {"id": chat_id, "title": str(order.get("title") or "群"), "type": kind}
    if order.get("forum"):
        if kind != "supergroup":
            raise Refused("only a supergroup can be a forum")
        short["is_forum"] = True
    chat = world.chats[chat_id] = Chat(short, privacy=bool(order.get("privacy", True)), muted=bool(order.get("muted")))
    for person in people:
        chat.members[person.id] = "member" if chat.members else "creator"
    world.tell("groups", None)
    if order.get("with_bot", True):
        _bot_becomes(
            world, chat, "administrator" if order.get("bot_admin") else "member", people[0] if people else None
        )
    return chat.short


def change_member(world: World, order: Json) -> Json:
    """add, remove or promote a person or "bot" in a group."""
    chat = chat_of(world, order.get("chat_id"))
    action = order.get("action")
    if chat.private:
        raise Refused("a private chat has no members")
    if action not in ("add", "remove", "promote"):
        raise Refused("action must be add, remove or promote")
    by = person_of(world, order["by"]) if order.get("by") is not None else None
    if order.get("user_id") == "bot":
        status = {"add": "member", "remove": "kicked", "promote": "administrator"}[action]
        return {"update_ids": _bot_becomes(world, chat, status, by)}
    return {"update_ids": _person_becomes(world, chat, person_of(world, order.get("user_id")), action, by)}


def _actor(world: World, chat: Chat, by: Person | None) -> Json:
    """Who did it: the one named, else the creator, else the bot itself."""
    if by is not None:
        return by.user
    return next((world.people[user_id].user for user_id in chat.members), world.bot)


def _heard(ids: list[int | None]) -> list[int]:
    return [update_id for update_id in ids if update_id is not None]


def _bot_becomes(world: World, chat: Chat, status: str, by: Person | None) -> list[int]:
    before = chat_member(world, chat, int(world.bot["id"]))
    was_in = chat.bot_in
    chat.bot_status = status
    actor = _actor(world, chat, by)
    if actor["id"] in world.people:
        world.people[actor["id"]].met = True
    world.tell("groups", None)
    change = {
        "chat": chat.short, "from": actor, "date": int(world.now()), "old_chat_member": before,
        "new_chat_member": chat_member(world, chat, int(world.bot["id"])),
    }  # fmt: skip
    ids = [world.updates.put("my_chat_member", change)]
    if chat.bot_in and not was_in:
        ids.append(world.updates.put("message", world.post(chat, actor, {"new_chat_members": [world.bot]}).api))
    elif was_in and not chat.bot_in:
        world.post(chat, actor, {"left_chat_member": world.bot})
    return _heard(ids)


def _person_becomes(world: World, chat: Chat, person: Person, action: str, by: Person | None) -> list[int]:
    before = chat_member(world, chat, person.id)
    was_in = person.id in chat.members
    if action in ("remove", "promote") and not was_in:
        raise Refused(f"{person.id} is not a member of chat {chat.id}")
    actor = by.user if by is not None else person.user
    ids: list[int | None] = []
    if action == "remove":
        del chat.members[person.id]
    elif action == "promote":
        chat.members[person.id] = "administrator"
    elif not was_in:
        chat.members[person.id] = "member"
    world.tell("groups", None)
    service: dict[str, Any] | None = None
    if action == "add" and not was_in:
        service = {"new_chat_members": [person.user]}
    elif action == "remove":
        service = {"left_chat_member": person.user}
    if service is not None:
        message = world.post(chat, actor, service)
        if chat.bot_in:
            person.met = True
            ids.append(world.updates.put("message", message.api))
    if chat.bot_status == "administrator":
        change = {
            "chat": chat.short, "from": actor, "date": int(world.now()), "old_chat_member": before,
            "new_chat_member": chat_member(world, chat, person.id),
        }  # fmt: skip
        ids.append(world.updates.put("chat_member", change))
    return _heard(ids)


def migrate(world: World, order: Json) -> Json:
    """A group becomes a supergroup with a new id; the old id only tells where it went."""
    old = chat_of(world, order.get("chat_id"))
    if old.private or old.migrated_to is not None:
        raise Refused("only a group that has not moved yet can move")
    new_id = world.new_group_id("supergroup")
    new = world.chats[new_id] = Chat({**old.short, "id": new_id, "type": "supergroup"}, privacy=old.privacy)
    new.members, new.bot_status = dict(old.members), old.bot_status
    actor = _actor(world, old, None)
    leaving = world.post(old, actor, {"migrate_to_chat_id": new_id})
    arriving = world.post(new, actor, {"migrate_from_chat_id": old.id})
    old.migrated_to = new_id
    world.tell("groups", None)
    if old.bot_in:
        world.updates.put("message", leaving.api)
        world.updates.put("message", arriving.api)
    return {"new_chat_id": new_id}
