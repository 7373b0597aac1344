"""Where the attacks take place: real intake, worker, handlers and store, the far side in memory; and who keeps watch.

The store carries triggers: a row of the other community that is written while somebody of this one (or nobody) acts,
and a row of another person's that a resident or a stranger changes, are noted with the update that did it.
"""

import asyncio
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import event, insert, select, text, update

from bot import calls, intake, logs, updates, worker
from bot.http import AiohttpRequest, Garbled
from bot.intake import Intake, arrival
from bot.reach import Reach
from bot.worker import Duties, Worker
from domain.incoming import Incoming, Kind
from domain.people import Relation, Role, Team
from domain.sending import Sort
from sandbox.checking import utf16_length
from sandbox.formatting import formatted
from services import alerts, reached
from services.clock import sweep
from store import tables as t
from store.engine import Store, open_store
from store.inbox import Arrival
from store.tables import metadata
from store.work import Work
from store.writer import Writer
from tests.fuzz.making import FOREIGN
from tests.fuzz.words import LEAKS
from tests.support.cast import RESIDENTS, START, build

#: Written for other people in the course of things: what is owed, and what stands on their screens.
_COMMON = {"outbox", "cards", "boards", "media"}
_STAFF = 20, 30


@dataclass
class Trouble:
    """Something that must not be: what, and the update it is laid to (None: of the batch)."""

    what: str
    update: int | None = None

    @property
    def sort(self) -> str:
        """What is the same trouble when it is met again."""
        return self.what.partition(" | ")[0]


@dataclass
class Count:
    """What came of the cases of one kind."""

    cases: int = 0
    answered: int = 0
    refused: int = 0
    apologies: int = 0
    traces: int = 0
    stuck: int = 0
    foreign: int = 0
    unread: int = 0


class _Log:
    """What the worker would have logged."""

    def __init__(self) -> None:
        self.errors: list[tuple[str, dict[str, Any]]] = []

    def error(self, what: str, **more: Any) -> None:
        """Kept."""
        self.errors.append((what, more))

    def _nothing(self, *_: Any, **__: Any) -> None:
        pass

    warning = info = debug = _nothing


@dataclass
class Shown:
    """A message on a screen."""

    text: str
    buttons: list[str] = field(default_factory=list)


def template(path: Path) -> None:
    """The small estate of the tests, a second community beside it, and triggers that watch."""
    store = open_store(f"sqlite:///{path}")
    metadata.create_all(store.engine)
    watched = Writer(store, lambda: START).start()
    watched.run_sync(_fill)
    watched.stop_sync()
    store.close()


def _fill(work: Work) -> None:
    build(work, START)
    conn = work.conn
    community = (
        insert(t.communities).values(name="外区", timezone="Asia/Shanghai", language="zh").returning(t.communities.c.id)
    )
    other = conn.execute(community).scalar_one()
    values = {"community_id": other, "name": "9栋", "code": "9"}
    building = conn.execute(insert(t.buildings).values(values).returning(t.buildings.c.id)).scalar_one()
    unit = insert(t.units).values(
        community_id=other, building_id=building, building="9", entrance="1", room="101", floor=1, state="lived_in"
    )
    home = conn.execute(unit.returning(t.units.c.id)).scalar_one()
    resident = work.people.add("外人", START, phone="+8613700000911", telegram_id=FOREIGN[0], language="zh")
    work.people.add_home(resident, home, Relation.OWNER, "contact", START)
    head = work.people.add("外主任", START, phone="+8613700000921", telegram_id=FOREIGN[1], language="zh")
    work.staff.hire(head, other, Role.DIRECTOR, None, [])
    work.staff.saw_chat(-1009, "group", Team.ENGINEERING, True)
    work.staff.bind_chat(other, Team.ENGINEERING, -1009, None, head, START)
    for n, said in enumerate(("厨房水管漏水", "卫生间灯不亮")):
        for account in (FOREIGN[0], RESIDENTS[0][1]):
            _talked(work, account, said, n)
    for statement in _triggers(other, (resident, head)):
        conn.execute(text(statement))


def _talked(work: Work, account: int, said: str, n: int) -> None:
    """Somebody has talked before: there are rows of theirs to be changed."""
    updates.carry_out(work, Incoming(n, Kind.TEXT, account, True, account, "", "zh", START, message=900 + n, text=said))


def _triggers(other: int, persons: Sequence[int]) -> list[str]:
    made = ["CREATE TABLE fuzz_touched (what TEXT, row INTEGER, by INTEGER)"]
    theirs = ", ".join(map(str, persons))
    for table in metadata.sorted_tables:
        columns = table.columns.keys()
        for deed, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            when = [f"{row}.community_id = {other}"] if "community_id" in columns else []
            if "person_id" in columns:
                when.append(f"{row}.person_id IN ({theirs})")
                if deed != "INSERT" and table.name not in _COMMON:
                    when.append(f"{row}.person_id <> (SELECT id FROM persons WHERE telegram_id = fuzz_resident())")
            if table.name == "persons" and deed != "INSERT":
                when.append(f"{row}.telegram_id <> fuzz_resident()")
                when.append(f"{row}.id IN ({theirs})")
            if when:
                made.append(
                    f"CREATE TRIGGER fuzz_{table.name}_{deed} AFTER {deed} ON {table.name} WHEN fuzz_case() > 0 AND "
                    f"({' OR '.join(when)}) BEGIN INSERT INTO fuzz_touched VALUES "
                    f"('{deed} {table.name}', {row}.rowid, fuzz_case()); END"
                )
    return made


class Ring:
    """One copy of the estate, attacked until it is closed."""

    def __init__(self, ready: Path, folder: Path) -> None:
        self.path = folder / "ring.db"
        for old in folder.glob("ring.db*"):
            old.unlink()
        shutil.copyfile(ready, self.path)
        self.now = START
        self.store: Store = self._open()
        self.chats: dict[int, dict[int, Shown]] = {}
        self.troubles: list[Trouble] = []
        self.count = Count()
        self.told: Counter[int] = Counter()
        #: Processor seconds of the update that took longest, and what it was.
        self.slowest = 0.0, ""
        self._case, self._resident = 0, 0
        self._messages = 1000
        self._log = _Log()
        self._was = worker.log, intake.log, worker.PAUSES
        worker.log, intake.log, worker.PAUSES = self._log, self._log, (0.0, 0.0)  # type: ignore[assignment]
        self.writer = Writer(self.store, lambda: self.now).start()
        reach = Reach(reached.undelivered, reached.came)
        duties = Duties(self._carry_out, self._apologise, alerts.administrators, self._answered)
        self.worker = Worker(self.writer, duties, reach, settle=0.0)
        self.intake = Intake(self.writer, self.worker, timedelta())

    def _open(self) -> Store:
        store = open_store(f"sqlite:///{self.path}")
        event.listen(store.engine, "connect", self._know)
        store.engine.dispose()
        return store

    def _know(self, connection: Any, _: Any) -> None:
        connection.create_function("fuzz_case", 0, lambda: self._case)
        connection.create_function("fuzz_resident", 0, lambda: self._resident or None)

    async def close(self) -> None:
        """Looks the whole store over, and lets go."""
        worker.log, intake.log, worker.PAUSES = self._was
        self._case = 0
        for pragma in ("integrity_check", "foreign_key_check"):
            found = self.writer.run_sync(lambda w, p=pragma: [tuple(r) for r in w.conn.execute(text(f"PRAGMA {p}"))])
            if found not in ([], [("ok",)]):
                self.troubles.append(Trouble(f"{pragma}: {found[:3]}"))
        await self.writer.stop()
        self.store.close()

    async def take(self, batch: Sequence[Any]) -> None:
        """Updates come in, are carried out to the end, and what is owed is delivered; every one of them is judged."""
        self.told.clear()
        self.now += timedelta(seconds=len(batch))
        await self.intake.keep([kept(one) for one in batch])
        async with asyncio.timeout(120):
            while self.worker.backlog or self.worker._tasks:
                await asyncio.sleep(0.0005)
        self.deliver()
        self._judge()

    def sweeps(self) -> None:
        """The clock does what is due: nothing that was left behind may break it."""
        self._case = self._resident = 0
        self.now += timedelta(hours=7)
        try:
            for _ in range(5):
                self.writer.run_sync(sweep)
        except Exception as error:
            self._bug("the clock", error, None)
        self.deliver()

    def _carry_out(self, work: Work, incoming: Incoming) -> None:
        self._case = incoming.id
        self._resident = 0 if _STAFF[0] < incoming.sender < _STAFF[1] or incoming.sender in FOREIGN else incoming.sender
        if incoming.sender in FOREIGN:
            self._case = 0
        began = time.thread_time()
        try:
            updates.carry_out(work, incoming)
        finally:
            if (took := time.thread_time() - began) > self.slowest[0]:
                self.slowest = took, f"{incoming.kind} {incoming.text[:20]!r} {len(incoming.text)} {incoming.press}"
            self._case = self._resident = 0

    def _apologise(self, work: Work, incoming: Incoming) -> None:
        self.count.apologies += 1
        updates.apologise(work, incoming)

    def _answered(self, press: str, words: str, window: bool) -> None:
        self.count.answered += 1
        self._read(words, "an answer to a press")

    def _judge(self) -> None:
        for what, more in self._log.errors:
            if what == "an update failed":
                self._bug("an update failed", more["exc_info"], more["update"])
            elif what not in ("an update was set aside",):
                self.troubles.append(Trouble(f"{what}: {more.get('kind') or more.get('exc_info')}", more.get("update")))
        self._log.errors.clear()
        self.count.refused += sum(self.worker.refusals.values())
        self.worker.refusals.clear()
        left, touched, unread = self.writer.run_sync(self._look)
        self.count.unread += unread
        for key in left:
            self.count.stuck += 1
            self.troubles.append(Trouble("an update is stuck", key))
        for what, row, by in touched:
            self.count.foreign += 1
            self.troubles.append(Trouble(f"foreign row: {what} | {row}", by))

    def _look(self, work: Work) -> tuple[list[int], list[Any], int]:
        left = list(work.conn.scalars(select(t.inbox.c.update_id).where(t.inbox.c.status == "new")))
        work.conn.execute(update(t.inbox).where(t.inbox.c.status == "new").values(status="failed"))
        touched = [tuple(r) for r in work.conn.execute(text("SELECT what, row, by FROM fuzz_touched"))]
        work.conn.execute(text("DELETE FROM fuzz_touched"))
        unread = work.inbox.count().get("quarantined", 0)
        before, self._unread = getattr(self, "_unread", 0), unread
        return left, touched, unread - before

    def _bug(self, where: str, error: BaseException, key: int | None) -> None:
        self.count.traces += 1
        self.troubles.append(Trouble(f"{where}: {logs.kind_of(error)} | {error!r:.300}", key))

    def deliver(self) -> None:
        """Delivers everything owed as the far side would take it, and looks at every word of it."""
        while rows := self.writer.run_sync(lambda w: w.outbox.claim([r.id for r in w.outbox.waiting()])):
            results = []
            for row in sorted(rows, key=lambda r: r.id):
                self.told[row.chat_id] += 1
                self.count.answered += 1
                self._send(row)
                chat = self.chats.setdefault(row.chat_id, {})
                message = None
                if row.sort is Sort.DELETE:
                    chat.pop(row.payload.get("message") or row.card_message or 0, None)
                elif row.sort is Sort.EDIT and row.card_message in chat:
                    chat[row.card_message] = self._shown(row.payload)
                else:
                    message = self._messages = self._messages + 1
                    chat[message] = self._shown(row.payload)
                    while len(chat) > 30:
                        del chat[next(iter(chat))]
                results.append((replace(row, sort=Sort.MESSAGE) if message else row, message, None))
            self.writer.run_sync(lambda w, done=results: w.outbox.sent(done))

    def _shown(self, payload: Any) -> Shown:
        rows = [*payload.get("buttons", []), *payload.get("more", [])]
        return Shown(payload["text"], [b["data"] for row in rows for b in row if b.get("data")])

    def _send(self, row: Any) -> None:
        try:
            said = calls.calls(row)
        except Exception as error:
            self._bug("a message cannot be sent", error, None)
            return
        for call in said:
            json.loads(orjson.dumps(call.params))
            for name in ("text", "caption"):
                if call.params.get(name):
                    self._read(call.params[name], f"{call.method} {row.key}", html=call.params.get("parse_mode"))
            for data in self._shown(row.payload).buttons:
                if len(data.encode()) > 64:
                    self.troubles.append(Trouble(f"a button is too long | {data}"))

    def _read(self, words: str, where: str, html: str | None = None) -> None:
        """As the channel reads it, and as a person does."""
        try:
            plain, _ = formatted(words, html, None)
        except Exception as error:
            self.troubles.append(Trouble(f"Telegram would refuse: {error!s:.60} | {where} {words!r:.300}"))
            return
        if utf16_length(plain) > 4096:
            self.troubles.append(Trouble(f"longer than a message | {where}"))
        for leak in LEAKS:
            if leak in plain:
                self.count.traces += 1
                self.troubles.append(Trouble(f"{leak!r} is read by a person | {where}: {plain[:300]}"))


def kept(update: Any) -> Arrival:
    """An update as it comes over the wire: through bytes."""
    body = json.dumps(update).encode()
    try:
        return arrival(AiohttpRequest.parse_json_payload(body))
    except Garbled:
        return Arrival(None, None, body, error="not JSON")


def fresh(folder: Path) -> Path:
    """A template in the folder."""
    ready = folder / "template.db"
    if not ready.exists():
        template(ready)
    return ready


def dice_of(seed: int, *what: object) -> random.Random:
    """Dice of their own for each batch, so that any of them can be thrown again alone."""
    return random.Random(f"{seed}:{':'.join(map(str, what))}")
