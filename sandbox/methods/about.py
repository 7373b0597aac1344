"""What the bot says of itself, its commands, and its files."""

import re
from typing import Any

from sandbox.errors import bad_request, misuse
from sandbox.files import LARGEST_DOWNLOAD
from sandbox.world import World

Params = dict[str, Any]

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100


def get_me(world: World, params: Params) -> Params:
    """The bot as a User, with what only getMe tells."""
    return {
        **world.bot, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
        "can_connect_to_business": False, "has_main_web_app": False,
    }  # fmt: skip


def agreed(world: World, params: Params) -> bool:
    """True: nothing in the sandbox depends on this call."""
    return True


def _scope(params: Params) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    name = ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return name, params.get("language_code", "")


def set_my_commands(world: World, params: Params) -> bool:
    """The menu of commands for a scope and language."""
    commands = params["commands"]
    if len(commands) > _MOST_COMMANDS:
        raise misuse("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise misuse("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise misuse("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(params)] = commands
    world.tell("bot", None)
    return True


def get_my_commands(world: World, params: Params) -> list[Params]:
    """The commands set for exactly this scope and language."""
    return world.commands.get(_scope(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Forgets the commands of a scope and language."""
    world.commands.pop(_scope(params), None)
    world.tell("bot", None)
    return True


def set_my_name(world: World, params: Params) -> bool:
    """The bot's name, shown in every chat; a name for one language is kept aside."""
    if params.get("name") and not params.get("language_code"):
        world.bot["first_name"] = params["name"]
        world.tell("bot", None)
    return True


def get_file(world: World, params: Params) -> Params:
    """Where a file can be fetched. Raises "invalid file_id" and "file is too big"."""
    stored = world.files.by_id.get(params["file_id"])
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


HANDLERS = {
    "getMe": get_me,
    "logOut": agreed,
    "close": agreed,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_my_name,
    "setMyDescription": agreed,
    "setMyShortDescription": agreed,
    "setChatMenuButton": agreed,
    "getFile": get_file,
}
