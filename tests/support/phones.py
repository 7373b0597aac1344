"""People with phones, for tests written as transcripts: says, sends, taps, hears. Talks to the sandbox over HTTP only.

    async with SandboxProcess() as sandbox:
        wang = await sandbox.person("王芳", phone="13800000001")
        await wang.says("/start")
        await wang.taps("报修")
        await wang.hears("哪里坏了")

Whatever waits, waits for the bot up to a deadline and then fails with the whole chat as a transcript.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.sandbox_client import Control, Json, Process, Refused

__all__ = ["Group", "Phone", "Refused", "Sandbox", "SandboxProcess", "transcript"]

#: How long a phone waits for the bot, seconds.
DEADLINE_S = 15.0

#: How far up a waiting phone looks, messages.
SCREENFUL = 1000

Wanted = str | Callable[[Any], bool]


def folds(button: Json) -> bool:
    """The button that shows the others."""
    return (button.get("data") or "").endswith(":unfold:0")


@dataclass(slots=True)
class Group:
    """A group chat. `id` changes when the group moves to a supergroup."""

    sandbox: "Sandbox"
    id: int
    title: str

    async def adds(self, who: "Phone | str") -> None:
        """Takes in a person, or "bot"."""
        await self._change("add", who)

    async def removes(self, who: "Phone | str") -> None:
        """Puts out a person, or "bot"."""
        await self._change("remove", who)

    async def promotes(self, who: "Phone | str") -> None:
        """Makes a person, or "bot", an administrator."""
        await self._change("promote", who)

    async def _change(self, action: str, who: "Phone | str") -> None:
        await self.sandbox.post(
            "members", chat_id=self.id, user_id=who if isinstance(who, str) else who.id, action=action
        )

    async def migrates(self) -> int:
        """Moves to a supergroup; the old id is returned, `id` is the new one."""
        old, self.id = self.id, (await self.sandbox.post("migrate", chat_id=self.id))["new_chat_id"]
        return old


class Sandbox(Control):
    """The control calls, and the people and groups made through them."""

    async def person(
        self, name: str, phone: str | None = None, language: str | None = "zh", *, id: int | None = None, **more: Any
    ) -> "Phone":
        """A new person; they have not started the bot yet."""
        made = await self.post("people", id=id, first_name=name, phone=phone, language_code=language, **more)
        return Phone(self, made["id"], name, phone)

    async def group(self, title: str, *members: "Phone", **more: Any) -> Group:
        """A new group with the bot in it; more: id, privacy, forum, type, with_bot, bot_admin."""
        made = await self.post("groups", title=title, members=[member.id for member in members], **more)
        return Group(self, made["id"], title)


class Phone:
    """One person's phone. `chat` everywhere: a Group or chat id; left out, the private chat with the bot."""

    def __init__(self, sandbox: Sandbox, user_id: int, name: str, number: str | None) -> None:
        self.sandbox = sandbox
        self.id = user_id
        self.name = name
        self.number = number
        self.deadline_s = DEADLINE_S
        #: The change after which "fresh" messages count: set by everything this person does.
        self._since: dict[int, int] = {}
        self._toasts_seen = 0

    async def says(
        self, text: str, chat: Group | int | None = None, *, reply_to: Json | int | None = None, **more: Any
    ) -> Json:
        """Types a message: {message_id, update_id}; more: thread_id."""
        return await self._acts("say", chat, text=text, reply_to=_id(reply_to), **more)

    async def sends(
        self, kind: str, chat: Group | int | None = None, *, reply_to: Json | int | None = None, **more: Any
    ) -> Json:
        """Sends photo, album, voice, video, document, sticker, location, contact, audio: {message_ids, update_ids}."""
        return await self._acts("media", chat, kind=kind, reply_to=_id(reply_to), **more)

    async def shares_contact(self, chat: Group | int | None = None) -> Json:
        """Sends their own contact, as the button for it does."""
        return await self._acts("share_contact", chat)

    async def taps(
        self,
        button: Wanted,
        chat: Group | int | None = None,
        *,
        times: int = 1,
        message: Json | int | None = None,
        within: float | None = None,
    ) -> Json:
        """Waits for a button (start of its label, or a test of the button) and presses it on the newest message that
        has it; a key of
        the reply keyboard says its words or shares the contact. Returns {callback_ids}, or what `says` returns."""
        place = self._place(chat)

        def find(screen: Json) -> tuple[Json, Json] | None:
            return _button(screen, button, _id(message)) or _button(screen, folds, _id(message))

        while True:
            seen = found, target = await self._until(place, find, within, f"a button {_told(button)}")
            if found["kind"] == "key":
                return await (
                    self.shares_contact(chat) if found.get("request_contact") else self.says(found["text"], chat)
                )
            try:
                # By what it does, never by its place: another button may have moved there since it was seen.
                if folds(found) and not _label_fits(found, button):  # people look behind it when they miss a button
                    await self._acts("press", chat, message_id=target["message_id"], data=found["data"])
                    await self.sees_unfolded(target, place, button, message)
                    continue
                return await self._acts("press", chat, message_id=target["message_id"], data=found["data"], times=times)
            except Refused:  # the message changed under the finger: look again, if there is anything new to see
                now = find(await self.sandbox.chat(place, self.id, SCREENFUL))
                if now == seen or (now is None and message is not None):
                    raise

    async def pays(self, message: Json | int, *, times: int = 1) -> Json:
        """Presses the button of an invoice and agrees to pay: the bot is asked; {query_ids}."""
        return await self._acts("pay", None, message_id=_id(message), times=times)

    async def forges(self, data: str, message_id: int, chat: Group | int | None = None) -> Json:
        """Presses a button that is not there, with any data: {callback_ids}."""
        return await self._acts("press", chat, message_id=message_id, data=data, force=True)

    async def edits(self, message: Json | int, text: str, chat: Group | int | None = None) -> Json:
        """Corrects an own message."""
        return await self._acts("edit", chat, message_id=_id(message), text=text)

    async def deletes(self, message: Json | int, chat: Group | int | None = None) -> None:
        """Deletes any message for everybody."""
        await self.sandbox.post("delete", chat_id=self._place(chat), message_id=_id(message))

    async def reacts(self, message: Json | int, emoji: str, chat: Group | int | None = None) -> Json:
        """Puts an emoji on a message."""
        return await self._acts("react", chat, message_id=_id(message), emoji=emoji)

    async def blocks(self) -> None:
        """Stops the bot."""
        await self.sandbox.post("block", user_id=self.id)

    async def unblocks(self) -> None:
        """Lets the bot write again."""
        await self.sandbox.post("unblock", user_id=self.id)

    async def hears(
        self, text: Wanted, chat: Group | int | None = None, *, fresh: bool = False, within: float | None = None
    ) -> Json:
        """Waits for a visible message of the bot that contains the text (or passes the test); the newest such
        message. `fresh`: sent or
        edited after this person last did something there."""
        place = self._place(chat)
        since = self._since.get(place, 0) if fresh else 0

        def find(screen: Json) -> Json | None:
            return next((one for one in reversed(_shown(screen)) if one["seq"] > since and _fits(one, text)), None)

        return await self._until(place, find, within, f"a message with {_told(text)}")

    async def sees_gone(self, text: Wanted, chat: Group | int | None = None, *, within: float | None = None) -> None:
        """Waits until no visible message of the bot contains the text."""

        def gone(screen: Json) -> bool:
            return not any(_fits(one, text) for one in _shown(screen))

        await self._until(self._place(chat), gone, within, f"every message with {_told(text)} to be gone")

    async def sees_unfolded(
        self, message: Json, place: int, button: Wanted = folds, among: Json | int | None = None
    ) -> None:
        """Waits until the buttons behind the fold of the message are there, or it was rewritten with the fold closed, or
        the button looked for has come by itself."""

        def unfolded(screen: Json) -> bool:
            there = next((one for one in _shown(screen) if one["message_id"] == message["message_id"]), None)
            if there is None or there["seq"] != message["seq"]:
                return True
            if not any(folds(b) for row in there["buttons"] for b in row):
                return True
            return button is not folds and _button(screen, button, _id(among)) is not None

        await self._until(place, unfolded, None, "more buttons")

    async def sees_no(self, text: Wanted, chat: Group | int | None = None) -> None:
        """Fails if a visible message of the bot contains the text now; does not wait."""
        screen = await self.sandbox.chat(self._place(chat), self.id)
        if any(_fits(one, text) for one in _shown(screen)):
            raise AssertionError(f"{self.name} sees a message with {_told(text)}\n{transcript(screen, self.id)}")

    async def gets_toast(
        self, text: str = "", chat: Group | int | None = None, *, alert: bool | None = None, within: float | None = None
    ) -> Json:
        """Waits for an answer to a press made since the last `gets_toast` that contains the text: {text, show_alert,
        ...}.
        """
        place = self._place(chat)
        seen = self._toasts_seen

        def find(screen: Json) -> Json | None:
            return next(
                (
                    one for one in reversed(screen["answers"])
                    if one["seq"] > seen and text in (one["text"] or "") and alert in (None, one["show_alert"])
                ),
                None,
            )  # fmt: skip

        found = await self._until(place, find, within, f"a toast with {text!r}")
        self._toasts_seen = found["seq"]
        return found

    async def messages(self, chat: Group | int | None = None) -> list[Json]:
        """The visible messages, oldest first, everybody's."""
        screen = await self.sandbox.chat(self._place(chat), self.id)
        return [one for one in screen["messages"] if not one["deleted"]]

    async def heard(self, chat: Group | int | None = None) -> list[Json]:
        """The bot's visible messages, oldest first."""
        return [one for one in await self.messages(chat) if one["is_bot"]]

    async def buttons(self, chat: Group | int | None = None) -> list[str]:
        """The labels under the bot's newest message that has buttons."""
        with_buttons = [one for one in await self.heard(chat) if one["buttons"]]
        return [button["text"] for row in with_buttons[-1]["buttons"] for button in row] if with_buttons else []

    async def until(
        self, test: Callable[[Json], Any], what: str, chat: Group | int | None = None, *, within: float | None = None
    ) -> Any:
        """Waits until `test` of the whole chat view gives something true, and returns that."""
        return await self._until(self._place(chat), test, within, what)

    async def screen(self, chat: Group | int | None = None) -> str:
        """Prints the chat as a transcript and returns it."""
        text = transcript(await self.sandbox.chat(self._place(chat), self.id), self.id)
        print(text)
        return text

    def _place(self, chat: Group | int | None) -> int:
        if chat is None:
            return self.id
        return chat.id if isinstance(chat, Group) else chat

    async def _acts(self, path: str, chat: Group | int | None, **fields: Any) -> Json:
        place = self._place(chat)
        done = await self.sandbox.post(path, user_id=self.id, chat_id=place, **fields)
        self._since[place] = done["seq"]
        return done

    async def _until(self, place: int, test: Callable[[Json], Any], within: float | None, what: str) -> Any:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + (self.deadline_s if within is None else within)
        screen = await self.sandbox.chat(place, self.id, SCREENFUL)
        while not (found := test(screen)):
            left = deadline - loop.time()
            if left <= 0:
                raise AssertionError(f"{self.name} waited in vain for {what}\n{transcript(screen, self.id)}")
            screen = await self.sandbox.wait(place, screen["seq"], left, self.id, SCREENFUL)
        return found


class SandboxProcess(Process):
    """`async with SandboxProcess() as sandbox:` starts `python -m sandbox` and gives a Sandbox that speaks to it."""

    _sandbox: Sandbox

    async def __aenter__(self) -> Sandbox:
        self._sandbox = Sandbox(await self.started())
        return self._sandbox

    async def __aexit__(self, *_: object) -> None:
        await self._sandbox.close()
        await self.stopped()


def transcript(screen: Json, reader: int | None = None) -> str:
    """A chat as lines of text: who, when, what, the buttons; deleted messages in dashes; toasts at the end."""
    title = screen["chat"].get("title") or screen["chat"].get("first_name", "")
    lines = [f"── {title} ({screen['chat']['id']}) ──"]
    for one in screen["messages"]:
        name = one["from"].get("first_name", "?")
        words = one["text"] or one["caption"] or ""
        if one["media"]:
            words = f"<{one['media']['kind']}> {words}"
        if one["service"]:
            words = f"<{', '.join(one['service'])}>"
        marks = f"{' (edited)' if one['edited'] else ''}{' ↩' + str(one['reply_to']) if one['reply_to'] else ''}"
        head = f"{one['message_id']:>4} {name}{marks}: "
        if one["deleted"]:
            lines.append(f"{head}--- {words.splitlines()[0] if words else ''} --- (deleted)")
            continue
        lines.append(head + ("\n" + " " * 6).join(words.splitlines()))
        lines += ["      " + " ".join(f"[{button['text']}]" for button in row) for row in one["buttons"]]
        if one["reply_keyboard"]:
            keys = one["reply_keyboard"].get("keyboard")
            lines.append(
                "      keys: " + (" ".join(f"({key['text']})" for row in keys for key in row) if keys else "none")
            )
    lines += [f"   ⓘ toast: {answer['text']}" for answer in screen["answers"] if answer["text"]]
    return "\n".join(lines)


def _id(message: Json | int | None) -> int | None:
    return message["message_id"] if isinstance(message, dict) else message


def _told(wanted: Wanted) -> str:
    return repr(wanted) if isinstance(wanted, str) else "what the test asks for"


def _shown(screen: Json) -> list[Json]:
    return [one for one in screen["messages"] if one["is_bot"] and not one["deleted"]]


def _fits(message: Json, wanted: Wanted) -> bool:
    if callable(wanted):
        return bool(wanted({**message, "text": message["text"] or message.get("caption") or ""}))
    return wanted in (message["text"] or message["caption"] or "")


def _label_fits(button: Json, wanted: Wanted) -> bool:
    """The start of the label, an icon in front of it not counted."""
    if callable(wanted):
        return bool(wanted(button))
    label = button["text"]
    return label.startswith(wanted) or label.partition(" ")[2].startswith(wanted)


def _button(screen: Json, wanted: Wanted, message_id: int | None) -> tuple[Json, Json] | None:
    shown = _shown(screen)
    keys_open = True
    for one in reversed(shown):
        if message_id in (None, one["message_id"]):
            for row, line in enumerate(one["buttons"]):
                for col, button in enumerate(line):
                    if button["data"] is not None and _label_fits(button, wanted):
                        return {**button, "kind": "button", "row": row, "col": col}, one
        if keys_open and one["reply_keyboard"] and message_id is None:
            # Only the newest reply keyboard (or its removal) counts.
            keys_open = False
            for line in one["reply_keyboard"].get("keyboard", []):
                for key in line:
                    if _label_fits(key, wanted):
                        return {**key, "kind": "key"}, one
    return None
