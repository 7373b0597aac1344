"""The echo bot of python-telegram-bot's own examples, as its documentation says: `ptb.py URL 0` or `ptb.py URL 64`."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

TOKEN = "7000000002:stock-ptb"


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says the same."""
    await update.message.reply_text(update.message.text)


def main(url: str, at_once: int) -> None:
    """Runs until stopped."""
    builder = Application.builder().token(TOKEN).base_url(f"{url}/bot")
    if at_once:
        builder = builder.concurrent_updates(at_once)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
