"""Empties what is kept long enough, in small transactions, and takes files nobody is to have any more from the disk."""

import asyncio
from functools import partial

from bot import logs
from bot.media import MediaStore
from services.keeping import tidy
from store.media import Leaving
from store.work import Work
from store.writer import Writer

log = logs.get(__name__)

#: Files at once.
_PORTION = 100


class Keeper:
    """Called by the timetable a few times a day."""

    def __init__(self, writer: Writer, media: MediaStore) -> None:
        self._writer, self._media = writer, media

    async def tidy(self) -> None:
        """Until there is no more to do; other work of the writer goes between. Raises `StoreError`."""
        rows = 0
        while done := await self._writer.run(tidy):
            rows += done
        files = 0
        while going := await self._writer.run(_going):
            await asyncio.to_thread(remove, self._media, going)
            await self._writer.run(partial(_gone, [one.id for one in going]))
            files += len(going)
        log.info("old things were cleared away", rows=rows, files=files)


def _going(work: Work) -> list[Leaving]:
    return work.media.going(_PORTION)


def _gone(ids: list[int], work: Work) -> None:
    work.media.erased(ids)


def remove(media: MediaStore, going: list[Leaving]) -> None:
    """Takes the files from the disk, but those somebody else's row still needs."""
    for one in going:
        if not one.shared:
            media.remove(one.sha256)
