"""One message to the channel: the calls it needs, and the next simpler way where the channel refuses the first."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from telegram import InputFile
from telegram.error import TelegramError

from bot.api import Api
from bot.calls import Call, as_caption, calls, without_markup
from bot.refusals import Verdict, judge
from domain.sending import Payload, Sort
from store.outbox import OutboxRow

#: Draws a document; None when it cannot be drawn.
Draw = Callable[[Mapping[str, Any]], Awaitable[Path | None]]


async def draws_nothing(document: Mapping[str, Any]) -> Path | None:
    """For those who have nobody to draw: the words go without."""
    return None


class Delivery:
    """Delivers rows. `file` says where an own file is, by its content hash; `draw` makes what is only described."""

    def __init__(
        self, api: Api, file: Callable[[str], Path | None], draw: Draw = draws_nothing, provider: str = ""
    ) -> None:
        #: The token of whoever takes payments in the chat; a secret, in no row.
        self._provider = provider
        self._api = api
        self._file = file
        self._draw = draw
        #: Calls already made for rows that need several, so that trying again does not repeat them.
        self._progress: dict[int, int] = {}

    async def deliver(self, row: OutboxRow) -> tuple[int | None, str | None]:
        """The message id (None where there is none) and a remark for the ledger. Raises `TelegramError`."""
        message, note = stands_at(row), None
        made: dict[str, Path] = {}
        if any("draw" in picture for picture in row.payload.get("media") or ()):
            row = replace(row, payload=await self._drawn(row.payload, made))
        for n, call in enumerate(calls(row)):
            if n < self._progress.get(row.id, 0):
                continue
            if call.method == "sendInvoice":
                call = replace(call, params={**call.params, "provider_token": self._provider})
            found, remark = await self._call(call, row, made)
            note = remark or note
            if isinstance(found, list) and found:
                found = found[0]
            if isinstance(found, dict) and isinstance(found.get("message_id"), int):
                message = found["message_id"]
            self._progress[row.id] = n + 1
        return message, note

    def forget(self, row: int) -> None:
        """The row is settled."""
        self._progress.pop(row, None)

    async def _drawn(self, payload: Payload, made: dict[str, Path]) -> Payload:
        """The message with its pictures drawn; what cannot be drawn is left out, the words arrive all the same."""
        pictures = []
        for picture in payload["media"]:
            if "draw" in picture:
                path = await self._draw(picture["draw"])
                if path is None:
                    continue
                made[path.stem] = path
                picture = {"kind": picture["kind"], "ref": path.stem, "name": picture.get("name", path.name)}
            pictures.append(picture)
        return {**payload, "media": pictures}

    async def _call(self, call: Call, row: OutboxRow, made: Mapping[str, Path]) -> tuple[Any, str | None]:
        tried: set[Verdict] = set()
        note = None
        while True:
            try:
                return await self._api.send(call.method, call.params, await self._files(call, made)), note
            except TelegramError as error:
                verdict = judge(error, row).verdict
                simpler = _simpler(call, verdict) if verdict not in tried else None
                if simpler is None:
                    raise
                tried.add(verdict)
                call = simpler
                if verdict is Verdict.PLAIN:
                    note = f"sent without tags: {error.message}"[:300]

    async def _files(self, call: Call, made: Mapping[str, Path]) -> dict[str, InputFile] | None:
        if not call.files:
            return None
        found: dict[str, InputFile] = {}
        for name, sha256 in call.files.items():
            path = made.get(sha256) or self._file(sha256)
            if path is None:
                raise FileNotFoundError("an own file is gone")
            content = await asyncio.to_thread(path.read_bytes)
            found[name] = InputFile(content, filename=call.names.get(name, path.name))
        return found


def stands_at(row: OutboxRow) -> int | None:
    """The message an edit or deletion is about."""
    return None if row.sort is Sort.MESSAGE else row.card_message or row.payload.get("message")


def _simpler(call: Call, verdict: Verdict) -> Call | None:
    """Without tags, in the caption, outside the topic, or without buttons instead of deleted; None when that is not what is wrong."""
    if verdict is Verdict.PLAIN:
        return without_markup(call)
    if verdict is Verdict.OTHERWISE:
        return as_caption(call)
    if verdict is Verdict.BARE and call.method == "deleteMessage":
        return Call("editMessageReplyMarkup", call.params)
    if verdict is Verdict.NO_TOPIC and "message_thread_id" in call.params:
        return replace(call, params={name: v for name, v in call.params.items() if name != "message_thread_id"})
    return None
