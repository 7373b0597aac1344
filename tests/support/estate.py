"""A small estate in a fresh database, and people in it who type and press: the whole bot but the network.

`Estate.says`, `taps`, `screen` drive `bot.updates.carry_out` as the worker does, one transaction each; whatever is owed
is "delivered" at once by a pretended channel that keeps each chat as its members see it.
"""

import copy
import functools
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from bot.updates import carry_out
from domain.incoming import Attachment, Incoming, Kind
from domain.sending import Button, Sort
from services.clock import sweep
from store import tables as t
from store.engine import Store, open_store
from store.tables import metadata
from store.work import Work
from store.writer import Writer
from tests.support.cast import START, Cast, build


@dataclass
class Shown:
    """One message as it stands in a chat."""

    id: int
    text: str
    buttons: list[list[dict[str, Any]]] = field(default_factory=list)
    media: list[dict[str, Any]] = field(default_factory=list)


#: More sweeps than that in one moment, and something is due for ever.
SWEEPS_AT_MOST = 200


class Estate:
    """Community, homes, residents and staff; a clock that is moved by hand."""

    def __init__(self, store: Store, cast: Cast | None = None) -> None:
        """Of a store with all tables; `cast` is who is in it already, otherwise everybody moves in."""
        self.now = START
        self.writer = Writer(store, lambda: self.now).start()
        self.chats: dict[int, dict[int, Shown]] = {}
        self.toasts: list[tuple[str, str]] = []
        self._ids = itertools.count(1000)
        self._messages = itertools.count(1)
        self.cast = cast or self.writer.run_sync(lambda work: build(work, START))
        self.people, self.units, self.community = self.cast.people, self.cast.units, self.cast.community

    def close(self) -> None:
        """Stops the writer."""
        self.writer.stop_sync()

    # what people do

    def arrives(self, incoming: Incoming) -> None:
        """One arrival, carried out in its transaction, and everything owed delivered."""

        def run(work: Work) -> list[tuple[str, str, bool]]:
            carry_out(work, incoming)
            return work.answers

        self.toasts += [(press, text) for press, text, _ in self.writer.run_sync(run)]
        self.deliver()

    def _incoming(self, who: str | int, kind: Kind, chat: int | None = None, **more: Any) -> Incoming:
        account = self.people[who] if isinstance(who, str) else who
        place = chat if chat is not None else account
        known: dict[str, Any] = {"message": next(self._messages) + 100_000, **more}
        return Incoming(
            id=next(self._ids), kind=kind, chat=place, private=place > 0, sender=account, sender_name=str(who), language="zh-hans",
            at=self.now, **known,
        )  # fmt: skip

    def says(self, who: str | int, text: str, chat: int | None = None, reply_to: int | None = None) -> int:
        """Types something; a slash makes it a command. Where it stands in the chat."""
        if text.startswith("/"):
            command, _, rest = text[1:].partition(" ")
            incoming = self._incoming(who, Kind.COMMAND, chat, command=command, text=rest)
        else:
            incoming = self._incoming(who, Kind.TEXT, chat, text=text, reply_to=reply_to)
        self.arrives(incoming)
        return incoming.message

    def sends(
        self,
        who: str | int,
        kind: Kind = Kind.PHOTO,
        count: int = 1,
        text: str = "",
        chat: int | None = None,
        reply_to: int | None = None,
    ) -> list[int]:
        """Sends pictures or a voice. Where each of them stands in the chat."""
        called = str(kind) if kind is not Kind.ALBUM else "photo"
        numbers = [next(self._messages) + 100_000 for _ in range(count)]
        files = tuple(
            Attachment(called, f"f{next(self._ids)}", f"u{next(self._ids)}", message_id=number) for number in numbers
        )
        self.arrives(
            self._incoming(who, kind, chat, attachments=files, text=text, reply_to=reply_to, message=numbers[0])
        )
        return numbers

    def edits(self, who: str | int, message: int, text: str, chat: int | None = None) -> None:
        """Puts a message of theirs right, or the words under a picture."""
        self.arrives(self._incoming(who, Kind.EDITED, chat, text=text, message=message))

    def shares(self, who: int, phone: str, owner: int | None) -> None:
        """Shares a contact."""
        self.arrives(self._incoming(who, Kind.CONTACT, contact_phone=phone, contact_owner=owner))

    def taps(self, who: str | int, label: str, chat: int | None = None, *, nth: int = -1, times: int = 1) -> str:
        """Presses the newest button whose label begins so; the toast it got."""
        account = self.people[who] if isinstance(who, str) else who
        place = chat if chat is not None else account
        found = [
            (m, b)
            for m in self.chats.get(place, {}).values()
            for row in m.buttons
            for b in row
            if b["label"].startswith(label)
        ]
        if not found:
            raise AssertionError(f"no button {label!r} for {who}:\n{self.screen(place)}")
        message, button = found[nth]
        for _ in range(times):
            self.presses(who, button["data"], place, message.id)
        return self.toast()

    def presses(self, who: str | int, data: str, chat: int | None = None, message: int = 0) -> None:
        """A press with any data, forged ones too."""
        self.arrives(self._incoming(who, Kind.PRESS, chat, press=data, press_id=f"q{next(self._ids)}", message=message))

    def toast(self) -> str:
        """What the newest press was answered."""
        return self.toasts[-1][1] if self.toasts else ""

    def passes(self, **length: float) -> None:
        """Time passes, and the clock does what is due."""
        self.now += timedelta(**length)
        for turn in itertools.count():
            upcoming = self.writer.run_sync(sweep)
            if turn and (
                upcoming is None or upcoming > self.now
            ):  # once more, as after the wake-up by what was written
                break
            assert turn < SWEEPS_AT_MOST, "the clock never comes to rest"
        self.deliver()

    def work(self, function: Callable[[Work], Any]) -> Any:
        """Anything in a unit of work."""
        return self.writer.run_sync(function)

    # the pretended channel

    def deliver(self) -> None:
        """Delivers everything owed, in order."""
        while rows := self.writer.run_sync(lambda w: w.outbox.claim([r.id for r in w.outbox.waiting()])):
            results = []
            for row in sorted(rows, key=lambda r: r.id):
                chat = self.chats.setdefault(row.chat_id, {})
                message: int | None = None
                if row.sort is Sort.DELETE:
                    chat.pop(row.payload.get("message") or row.card_message or 0, None)
                elif row.sort is Sort.EDIT and row.card_message in chat:
                    old = chat[row.card_message or 0]
                    chat[old.id] = Shown(old.id, row.payload["text"], _unfolded(row.payload), old.media)
                else:
                    message = next(self._messages)
                    chat[message] = Shown(
                        message,
                        row.payload["text"],
                        _unfolded(row.payload),
                        list(row.payload.get("media", [])),  # type: ignore[arg-type]
                    )
                results.append((replace(row, sort=Sort.MESSAGE) if message else row, message, None))
            self.writer.run_sync(lambda w, done=results: w.outbox.sent(done))

    def screen(self, who: str | int) -> str:
        """A chat as it stands, oldest first."""
        place = self.people[who] if isinstance(who, str) else who
        lines = []
        for shown in self.chats.get(place, {}).values():
            lines.append(f"── #{shown.id}" + (f" 📎{len(shown.media)}" if shown.media else ""))
            lines.append(shown.text)
            lines += ["   " + " ".join(f"[{b['label']}]" for b in row) for row in shown.buttons]
        return "\n".join(lines)

    def newest(self, who: str | int) -> Shown:
        """The newest message of a chat."""
        place = self.people[who] if isinstance(who, str) else who
        return list(self.chats[place].values())[-1]

    def cases(self) -> list[Any]:
        """All cases, oldest first."""
        return self.work(lambda w: list(w.conn.execute(select(t.cases).order_by(t.cases.c.id))))


def _unfolded(payload: Mapping[str, Any]) -> list[list[Button]]:
    """The rows as whoever looks behind the fold sees them: `test_fold` presses it."""
    rows, more = list(payload.get("buttons", [])), payload.get("more")
    return [*rows[:-1], *more] if more else rows


@contextmanager
def opened(folder: Path) -> Iterator[Estate]:
    """An estate in a file of that folder. Nothing is flushed to the disk: these tests lose no power."""
    ready, cast = _ready()
    shutil.copyfile(f"{ready.name}/estate.db", folder / "estate.db")
    store = open_store(f"sqlite:///{folder}/estate.db")
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    estate = Estate(store, copy.deepcopy(cast))
    try:
        yield estate
    finally:
        estate.close()
        store.close()


@functools.cache
def _ready() -> tuple[tempfile.TemporaryDirectory[str], Cast]:
    """A folder with the database everybody has moved into, made once in a process; it goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="estate")
    store = open_store(f"sqlite:///{folder.name}/estate.db")
    metadata.create_all(store.engine)
    estate = Estate(store)
    estate.close()
    store.close()
    return folder, estate.cast
