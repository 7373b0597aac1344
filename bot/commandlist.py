"""The list of commands the app shows beside the text field: each language its own, groups another one than people."""

from telegram.error import TelegramError

from bot import logs
from bot.api import Api
from messages.render import LANGUAGES, word

log = logs.get(__name__)

PRIVATE = ("menu", "help", "language", "report", "cancel")
GROUP = ("bind",)


async def set_commands(api: Api, default: str) -> None:
    """Sets the lists at the channel, at best: the bot works without them. `default` is for languages we do not speak."""
    for scope, commands in (("all_private_chats", PRIVATE), ("all_group_chats", GROUP)):
        for language in ("", *LANGUAGES):
            try:
                listed = [
                    {"command": name, "description": word("command", name, language or default)} for name in commands
                ]
                await api.call("setMyCommands", commands=listed, scope={"type": scope}, language_code=language)
            except (TelegramError, KeyError) as error:
                log.warning("the list of commands was not set", scope=scope, error=type(error).__name__)
                return
