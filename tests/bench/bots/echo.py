"""Our own way of an update with an echo in it instead of the house: inbox, writer, outbox, sender; every commit on the
disk. It does what the stock echo bots do, so the two can be compared like for like. `echo.py URL DATABASE_URL`."""

import asyncio
import sys
from typing import Any

from bot.api import Api
from bot.lanes import Limits
from bot.pipeline import Does, Figures, Pipeline
from domain.incoming import Incoming
from domain.sending import Lane, Sort
from store import schema
from store.engine import open_store
from store.work import Work

TOKEN = "7000000004:echo"


def echo(work: Work, incoming: Incoming) -> None:
    """Owes the same words."""
    if incoming.text:
        work.outbox.add(f"echo:{incoming.id}", incoming.chat, Lane.REPLY, Sort.MESSAGE, {"text": incoming.text})


def nothing(work: Work, *what: Any) -> None:
    """Nobody is told of trouble here."""


async def main(url: str, database_url: str) -> None:
    """Runs until stopped."""
    store = open_store(database_url)
    schema.upgrade(store)
    api = Api(url, TOKEN)
    await api.open()
    line = Pipeline(store, api, Does(echo, nothing, nothing, nothing), Figures(limits=Limits.none()))
    await line.start()
    await line.polling.run()


if __name__ == "__main__":
    try:
        import uvloop
    except ImportError:
        asyncio.run(main(*sys.argv[1:]))
    else:
        uvloop.run(main(*sys.argv[1:]))
