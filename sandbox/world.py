"""People, chats and messages in memory, and the one way each of them changes."""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.files import Files
from sandbox.updates import Updates

Json = dict[str, Any]

_FIRST_PERSON = 700_001
_FIRST_SUPERGROUP = 1_000_000_001
_ANSWERS_KEPT = 50
#: Telegram's clients show "typing…" for about this long, seconds.
_TYPING_S = 5.0


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a phone. `user` is the Bot API's User."""

    user: Json
    phone: str | None = None
    #: Opened the private chat with the bot.
    started: bool = False
    blocked: bool = False
    #: The account was deleted.
    gone: bool = False
    #: The bot has seen this person somewhere, so the id means something to it.
    met: bool = False

    @property
    def id(self) -> int:
        """The Telegram user id."""
        return int(self.user["id"])


@dataclass(slots=True, eq=False)
class Message:
    """One message; `api` is the Bot API's Message and is replaced, never changed, by an edit."""

    chat: "Chat"
    api: Json
    by_bot: bool = False
    deleted: bool = False
    #: ReplyKeyboardMarkup, ReplyKeyboardRemove or ForceReply that came with it; not part of the API's Message.
    keyboard: Json | None = None
    #: emoji → ids of those who chose it (the bot included).
    reactions: dict[str, set[int]] = field(default_factory=dict)
    seq: int = 0

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        return int(self.api["message_id"])


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat with the bot (id = user id) or a group. `short` is the Bot API's Chat."""

    short: Json
    person: Person | None = None
    privacy: bool = True
    #: user id → "creator", "administrator" or "member".
    members: dict[int, str] = field(default_factory=dict)
    #: absent (never was in), member, administrator, left, kicked.
    bot_status: str = "absent"
    #: Only administrators may write here.
    muted: bool = False
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    topics: dict[int, str] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    typing_until: float = 0.0
    seq: int = 0
    waiters: set["asyncio.Future[None]"] = field(default_factory=set)

    @property
    def id(self) -> int:
        """The chat id."""
        return int(self.short["id"])

    @property
    def private(self) -> bool:
        """Whether this is one person's chat with the bot."""
        return self.person is not None

    @property
    def bot_in(self) -> bool:
        """Whether the bot is in the group."""
        return self.bot_status in ("member", "administrator")

    def find(self, message_id: int) -> Message | None:
        """The message that is still there, or None."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


@dataclass(slots=True)
class Press:
    """A callback query waiting for its answer. `at` is sandbox time, unix seconds."""

    user_id: int
    chat: Chat
    message_id: int
    at: float
    answered: bool = False


@dataclass(slots=True)
class Wish:
    """Somebody wants to pay: the question to the bot, and what is paid if it says yes."""

    id: str
    press: Press
    paid: Json


class World:
    """Everything there is. Changes are numbered by `seq`; `listeners` hear each of them."""

    def __init__(self, bot_id: int, first_update_id: int | None = None) -> None:
        self.bot: Json = {"id": bot_id, "is_bot": True, "first_name": "管家", "username": "guanjia_bot"}
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates(first_update_id)
        self.files = Files()
        self.presses: dict[str, Press] = {}
        #: What invoices carry along, by chat and message; those somebody wants to pay now.
        self.invoices: dict[tuple[int, int], str] = {}
        self.checkouts: dict[str, Wish] = {}
        self.answers: dict[int, deque[Json]] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.phones: list[Json] = []
        self.offset_s = 0.0
        self.seq = 0
        self.numbers = itertools.count(int(time.time()) * 1000)
        #: Called with (kind, details) on every change; empty when nobody looks.
        self.listeners: list[Callable[[str, Any], None]] = []

    def now(self) -> float:
        """Sandbox time, unix seconds."""
        return time.time() + self.offset_s

    def add_person(self, user: Json, phone: str | None) -> Person:
        """A new person (or the same one described anew) with a private chat not yet opened."""
        wanted = user.get("id")
        user_id = (
            wanted if wanted is not None else next(n for n in itertools.count(_FIRST_PERSON) if n not in self.people)
        )
        user = {"id": user_id, "is_bot": False, **{key: value for key, value in user.items() if key != "id" and value}}
        person = self.people.get(user_id)
        short = {key: user[key] for key in ("id", "first_name", "last_name", "username") if key in user} | {
            "type": "private"
        }
        if person is None:
            person = self.people[user_id] = Person(user, phone)
            self.chats[user_id] = Chat(short, person)
        else:
            person.user, person.phone = user, phone if phone is not None else person.phone
            self.chats[user_id].short = short
        self.tell("people", None)
        return person

    def new_group_id(self, kind: str) -> int:
        """A free id of the shape Telegram gives to this kind of group."""
        if kind == "supergroup":
            return next(
                -1_000_000_000_000 - n
                for n in itertools.count(_FIRST_SUPERGROUP)
                if -1_000_000_000_000 - n not in self.chats
            )
        return next(-n for n in itertools.count(4_000_001) if -n not in self.chats)

    def post(self, chat: Chat, sender: Json, content: Json, keyboard: Json | None = None) -> Message:
        """Puts a message into a chat; no update is made of it."""
        chat.last_id += 1
        api = {"message_id": chat.last_id, "from": sender, "chat": chat.short, "date": int(self.now()), **content}
        by_bot = sender is self.bot
        message = chat.messages[chat.last_id] = Message(chat, api, by_bot=by_bot, keyboard=keyboard)
        if by_bot:
            chat.typing_until = 0.0
        self.changed(chat, message)
        return message

    def edit(self, message: Message, content: Json, *, drop: tuple[str, ...] = (), mark: bool = True) -> None:
        """Replaces parts of a message; `mark` notes the time of the edit."""
        kept = {key: value for key, value in message.api.items() if key not in drop}
        message.api = {**kept, **({"edit_date": int(self.now())} if mark else {}), **content}
        self.changed(message.chat, message)

    def delete(self, message: Message) -> None:
        """Takes a message away for everybody."""
        message.deleted = True
        self.changed(message.chat, message)

    def changed(self, chat: Chat, message: Message | None = None) -> None:
        """Numbers a change in a chat and wakes whoever waits for one."""
        self.seq += 1
        chat.seq = self.seq
        if message is not None:
            message.seq = self.seq
        if chat.waiters:
            for waiter in chat.waiters:
                if not waiter.done():
                    waiter.set_result(None)
            chat.waiters.clear()
        if self.listeners:
            self.tell("chat", (chat, message))

    def tell(self, kind: str, details: Any) -> None:
        """Passes a change on to those who look."""
        for listener in self.listeners:
            listener(kind, details)

    def typing(self, chat: Chat) -> None:
        """The bot is seen typing for a few seconds."""
        chat.typing_until = time.monotonic() + _TYPING_S
        self.changed(chat)

    def press(self, user_id: int, chat: Chat, message_id: int) -> str:
        """Opens a callback query; its id."""
        callback_id = str(next(self.numbers))
        self.presses[callback_id] = Press(user_id, chat, message_id, self.now())
        if len(self.presses) > 100_000:
            self.presses.pop(next(iter(self.presses)))
        return callback_id

    def wish(self, user_id: int, chat: Chat, message_id: int, payload: str) -> Wish:
        """Opens a question before a payment."""
        invoice = chat.messages[message_id].api["invoice"]
        paid = {"currency": invoice["currency"], "total_amount": invoice["total_amount"], "invoice_payload": payload}
        wish = Wish(str(next(self.numbers)), Press(user_id, chat, message_id, self.now()), paid)
        self.checkouts[wish.id] = wish
        return wish

    def answer(self, callback_id: str, press: Press, text: str | None, show_alert: bool, url: str | None) -> None:
        """What the person sees after a press: a toast, an alert, or only that the button stops waiting."""
        press.answered = True
        answer = {
            "callback_id": callback_id, "user_id": press.user_id, "chat_id": press.chat.id,
            "message_id": press.message_id,
            "text": text, "show_alert": show_alert, "url": url,
        }  # fmt: skip
        self.changed(press.chat)
        answer["seq"] = self.seq
        self.answers.setdefault(press.user_id, deque(maxlen=_ANSWERS_KEPT)).append(answer)
        self.tell("answer", answer)
