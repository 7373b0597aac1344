"""The channel in memory: chats with their messages, updates that wait to be fetched, and everything that goes wrong."""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError

from bot.http import InDoubt, NotSent, TooFast

_EDITS = frozenset({"editMessageText", "editMessageCaption", "editMessageReplyMarkup"})


@dataclass(slots=True)
class Message:
    """One of the bot's messages as it stands; buttons as (label, data)."""

    id: int
    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Weather:
    """How often what goes wrong, of a thousand calls; `jitter` is the longest a call takes in seconds."""

    not_sent: int = 0
    too_fast: int = 0
    server: int = 0
    lost: int = 0
    conflict: int = 0
    again: int = 0
    jitter: float = 0.3

    def calm(self) -> None:
        """Nothing goes wrong any more."""
        self.not_sent = self.too_fast = self.server = self.lost = self.conflict = self.again = 0


class Far:
    """What the bot calls. It outlives the bot's process."""

    def __init__(self, draw: random.Random, note: Callable[..., None]) -> None:
        self._draw = draw
        self._note = note
        self.weather = Weather()
        self.chats: dict[int, dict[int, Message]] = {}
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        self.waiting: list[dict[str, Any]] = []
        self.counts: dict[str, int] = {}
        #: Every message ever accepted: (chat, id), and those of them whose answer was lost on its way.
        self.accepted: set[tuple[int, int]] = set()
        self.in_doubt: set[tuple[int, int]] = set()
        self._messages = 0
        self._updates = 100
        self._news = asyncio.Event()
        #: Asked before and after each call: True and the process is dead.
        self.point: Callable[[str], bool] = lambda where: False

    # --- updates

    def tells(self, update: dict[str, Any]) -> None:
        """An update waits for the bot."""
        self._updates += 1
        self.waiting.append({"update_id": self._updates, **update})
        self._news.set()

    def number(self) -> int:
        """A new message id."""
        self._messages += 1
        return self._messages

    def say(self, what: str) -> None:
        """Counts a fault that befell somebody."""
        self.counts[what] = self.counts.get(what, 0) + 1

    # --- what the bot calls

    async def call(self, method: str, /, *, read_timeout: float | None = None, **params: Any) -> Any:
        """As `bot.api.Api.call`."""
        return await self.send(method, params, read_timeout=read_timeout)

    async def send(
        self, method: str, params: Mapping[str, Any], files: Any = None, *, read_timeout: float | None = None
    ) -> Any:
        """As `bot.api.Api.send`."""
        if self.point("before a call"):
            await asyncio.Future()
        if method == "getUpdates":
            return await self._updates_for(params)
        await asyncio.sleep(self._draw.uniform(0.01, self.weather.jitter))
        self._befalls()
        result = self._do(method, params)
        self._note(
            method,
            result.get("message_id") if isinstance(result, dict) else "",
            params.get("chat_id"),
            params.get("message_id", ""),
            params.get("text") or params.get("caption") or "",
        )
        if self._happens(self.weather.lost):
            self.say("answer lost")
            self._doubts(params, result)
            raise InDoubt("ServerDisconnectedError")
        if self.point("after a call"):
            self._doubts(params, result)
            await asyncio.Future()
        return result

    def _happens(self, of_a_thousand: int) -> bool:
        return of_a_thousand > 0 and self._draw.randrange(1000) < of_a_thousand

    def _befalls(self) -> None:
        if self._happens(self.weather.not_sent):
            self.say("not sent")
            raise NotSent("ClientConnectorError")
        if self._happens(self.weather.too_fast):
            self.say("429")
            raise TooFast(self._draw.randint(1, 30))
        if self._happens(self.weather.server):
            self.say("502")
            raise NetworkError("Bad Gateway")

    def _doubts(self, params: Mapping[str, Any], result: Any) -> None:
        for each in result if isinstance(result, list) else [result]:
            if isinstance(each, dict) and "message_id" in each:
                self.in_doubt.add((each["chat"]["id"], each["message_id"]))

    async def _updates_for(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self._happens(self.weather.conflict):
            self.say("409")
            raise Conflict("terminated by other getUpdates request")
        self._befalls()
        offset = params.get("offset", 0)
        if not self._happens(self.weather.again):
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        else:
            self.say("batch delivered again")
        if not self.waiting:
            self._news.clear()
            try:
                async with asyncio.timeout(float(params["timeout"])):
                    await self._news.wait()
            except TimeoutError:
                return []
        found = self.waiting[: params["limit"]]
        if self._happens(self.weather.lost):
            self.say("batch lost")
            raise InDoubt("ServerDisconnectedError")
        return found

    def _do(self, method: str, params: Mapping[str, Any]) -> Any:
        if method in ("answerCallbackQuery", "answerPreCheckoutQuery"):
            return True
        chat = int(params["chat_id"])
        if chat in self.moved:
            raise ChatMigrated(self.moved[chat])
        if chat in self.blocked:
            raise Forbidden("Forbidden: bot was blocked by the user")
        there = self.chats.setdefault(chat, {})
        if method in _EDITS:
            return self._edit(chat, there, method, params)
        if method == "deleteMessage":
            if there.pop(int(params["message_id"]), None) is None:
                raise BadRequest("Bad Request: message to delete not found")
            return True
        if method == "sendMediaGroup":
            return [self._new(chat, there, params, item.get("caption", "")) for item in params["media"]]
        return self._new(chat, there, params, str(params.get("text") or params.get("caption") or ""))

    def _new(self, chat: int, there: dict[int, Message], params: Mapping[str, Any], text: str) -> dict[str, Any]:
        message = Message(self.number(), text, _buttons(params))
        there[message.id] = message
        if text:  # of a message in several parts the store keeps the one with the words
            self.accepted.add((chat, message.id))
        return {"message_id": message.id, "chat": {"id": chat}}

    def _edit(self, chat: int, there: dict[int, Message], method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        message = there.get(int(params["message_id"]))
        if message is None:
            raise BadRequest("Bad Request: message to edit not found")
        text = str(params.get("text") or params.get("caption") or message.text)
        if (message.text, message.buttons) == (text, _buttons(params)):
            raise BadRequest("Bad Request: message is not modified")
        message.text, message.buttons = text, _buttons(params)
        return {"message_id": message.id, "chat": {"id": chat}}


def _buttons(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = (params.get("reply_markup") or {}).get("inline_keyboard") or []
    return [(b["text"], b["callback_data"]) for row in rows for b in row if "callback_data" in b]
