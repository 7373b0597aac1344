"""A pipeline as a process that an update can kill: `python -m tests.bot.mortal SANDBOX DATABASE UPDATES PLACE`.

It echoes, and ends by itself when so many updates are settled and everything owed is sent. PLACE is where the text
"kill" ends the process at once: "carrying out", or already when it is "reading".
"""

import asyncio
import os
import sys

from bot import worker
from bot.api import Api
from bot.lanes import Limits
from bot.pipeline import Does, Figures, Pipeline
from store.engine import open_store
from tests.bot.echo import TOKEN, Echo, Running, said

CODE = 9


async def main(url: str, database: str, updates: int, place: str) -> None:
    """Runs to the end, or until it is killed."""
    echo = Echo()
    read = worker.translate

    def dies(work, incoming):
        if incoming.text == "kill":
            os._exit(CODE)
        said(work, incoming, incoming.text or "start")

    def dies_reading(*args):
        incoming = read(*args)
        if incoming.text == "kill":
            os._exit(CODE)
        return incoming

    def alert(work, subject, kind):
        work.marks.put("alerts", [*(work.marks.get("alerts") or []), kind])

    if place == "reading":
        worker.translate = dies_reading
    echo.on = dies
    api, store = Api(url, TOKEN), open_store(database)
    await api.open()
    does = Does(echo.carry_out, echo.apologise, alert, echo.missed)
    pipeline = Pipeline(store, api, does, Figures(me="guanjia_bot", limits=Limits.none()))
    await pipeline.start()
    polling = asyncio.create_task(pipeline.polling.run())

    def over(work):
        kept = work.inbox.count()
        return sum(kept.values()) == updates and "new" not in kept and set(work.outbox.count()) <= {"sent"}

    await Running(pipeline, echo).until(over, 20)
    polling.cancel()
    await asyncio.wait([polling])
    await pipeline.stop()
    await api.close()
    store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]))
