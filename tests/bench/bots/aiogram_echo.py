"""aiogram's own echo bot; it handles updates beside each other by default."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

TOKEN = "7000000003:aiogram"
dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Says the same."""
    await message.answer(message.text or "")


async def main(url: str) -> None:
    """Runs until stopped."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
