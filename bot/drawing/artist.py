"""Draws what messages carry when they are sent: in a thread, once for each document, kept so that a retry sends the same.

A file is named by its document, not by its bytes: a second attempt, another recipient or a new process finds it again.
"""

import asyncio
import hashlib
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import orjson

from bot import logs
from bot.drawing.charts import chart
from bot.drawing.fonts import fonts
from bot.drawing.papers import paper
from bot.drawing.sheets import workbook
from bot.media import MediaStore

log = logs.get(__name__)

Document = Mapping[str, Any]
#: Finds the rest of a document that only says what it is about; reads, never writes.
Ask = Callable[[Document], Awaitable[Document]]
#: Drawn files are kept so many days.
_KEPT_DAYS = 30
_DAY = 86_400
_EXTENSIONS = {"chart": "png", "workbook": "xlsx", "paper": "pdf"}


class Artist:
    """Files of documents in a folder: `drawn/ab/<sha256 of the document>.<ext>`."""

    def __init__(self, folder: Path, ask: Ask) -> None:
        self.folder = folder / "drawn"
        self._kept = MediaStore(folder)
        self._ask = ask
        #: One at a time: drawing is work for the processor, and answers must not wait for it.
        self._turn = asyncio.Semaphore(1)

    async def file(self, document: Document) -> Path | None:
        """The file of the document, drawn unless it is there; None when it cannot be drawn (the words go without)."""
        name = hashlib.sha256(orjson.dumps(dict(document), option=orjson.OPT_SORT_KEYS)).hexdigest()
        async with self._turn:
            try:
                found = await asyncio.to_thread(self._find, name)
                if found is not None:
                    return found
                whole = document if document["what"] in _EXTENSIONS else await self._ask(document)
                return await asyncio.to_thread(self._draw, name, whole)
            except Exception as error:  # whatever is wrong with a picture, the words must arrive
                log.error("a picture could not be drawn", kind=logs.kind_of(error), exc_info=error)
                return None

    def forget_old(self) -> int:
        """Takes away what was drawn long ago; how many files."""
        gone = 0
        for path in self.folder.glob("*/*"):
            if path.stat().st_mtime < time.time() - _KEPT_DAYS * _DAY:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _find(self, name: str) -> Path | None:
        return next(iter((self.folder / name[:2]).glob(f"{name}.*")), None)

    def _content(self, what: str, document: Document) -> bytes:
        if what == "chart":
            return chart(document, fonts())
        if what == "paper":
            return paper(document, fonts(), self._kept.find(str(document["seal"])))
        return workbook(document)

    def _draw(self, name: str, document: Document) -> Path:
        what = document["what"]
        content = self._content(what, document)
        path = self.folder / name[:2] / f"{name}.{_EXTENSIONS[what]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        return path
