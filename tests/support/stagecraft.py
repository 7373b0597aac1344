"""A stage for journeys: a sandbox, a seeded database, the real bot as a process, and everybody's phone.

    async with Stage(folder) as stage:
        wang = stage["王芳"]
        await wang.says("水龙头滴水")
        ...
        await stage.all_well()

The clock stands at `cast.START` when the curtain rises, whatever day it really is.
"""

import asyncio
import copy
import re
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, Row, select

from store import schema
from store import tables as t
from store.engine import open_store
from store.reading import Reader
from store.work import Work
from store.writer import Writer
from tests.support import cast as seed
from tests.support.botprocess import TOKEN, BotProcess
from tests.support.phones import Group, Phone, Sandbox, SandboxProcess

#: Residents beside those of the cast, so that every story of a file has somebody of its own: account, home, language.
CROWD = (
    ("孙晓梅", 101, "2-1-102", "zh"), ("钱国栋", 102, "2-1-1501", "zh"), ("林雨桐", 103, "2-1-1502", "zh"),
    ("高志远", 104, "2-2-101", "zh"), ("何美玲", 105, "2-2-102", "zh"), ("罗家辉", 106, "2-2-1501", "zh"),
    ("梁思琪", 107, "2-2-1502", "zh"), ("宋建平", 108, "3-1-101", "zh"), ("唐婉清", 109, "3-1-102", "zh"),
    ("韩冬生", 110, "3-1-1501", "zh"), ("冯小刚", 111, "3-1-1502", "zh"), ("Oliver", 112, "3-2-101", "en"),
    ("董文静", 113, "3-2-102", "zh"), ("Sophie", 114, "3-2-1501", "en"),
)  # fmt: skip
MANY_FROM = 5000
NUMBER = re.compile(r"\d{6}-\d{3}")
_OVER = ("sent", "failed", "blocked", "expired", "merged")
#: Commands and button words are no secrets.
_HARMLESS = re.compile(r"/\w+(@\w+)?|.{0,3}")

#: Databases of estates already built, with their casts: by the residents who only read, and the figures that differ.
_BUILT: dict[Any, tuple[bytes, seed.Cast]] = {}


class Stage:
    """Everything one story needs. `stage["王芳"]` is a phone; `crew` and `desk` are the groups of the cast."""

    sandbox: Sandbox
    bot: BotProcess
    crew: Group
    desk: Group

    def __init__(
        self, folder: Path, *, database_url: str = "", webhook: bool = False, paced: bool = False, language: str = "zh",
        many: int = 0, homes: Sequence[tuple[int, str]] = (), figures: Mapping[str, int] | None = None,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.database_url = database_url or f"sqlite:///{folder / 'guanjia.db'}"
        self.people: dict[str, Phone] = {}
        self._webhook, self._paced, self._language = webhook, paced, language
        #: Residents of building 1 who only read; their accounts begin at `MANY_FROM`. With `homes`, accounts and addresses
        #: of more: whoever lives there and the home itself.
        self.many = [(f"住户{n}", MANY_FROM + n, "1-1-101", language) for n in range(many)]
        self.many += [(f"住户{account}", account, home, language) for account, home in homes]
        self._figures = dict(figures or {})
        self._process = SandboxProcess("--limits" if paced else "--no-limits")
        self._reader: Reader | None = None
        self._crowd = iter(CROWD)

    async def __aenter__(self) -> "Stage":
        await asyncio.to_thread(self._seed)
        self.sandbox = await self._process.__aenter__()
        try:
            await self.sandbox.set_clock(seed.START.timestamp() - time.time())
            await self._people()
            self.bot = BotProcess(
                self.sandbox.url, self.database_url, self.folder, webhook=self._webhook, pacing=self._paced
            )
            await self.bot.start()
            await self._greetings()
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            await self.bot.terminate()
        finally:
            await self._close()

    async def _close(self) -> None:
        if getattr(self, "bot", None) is not None and self.bot.running:
            await self.bot.kill()
        if self._reader is not None:
            await self._reader.close()
        await self._process.__aexit__()

    def _seed(self) -> None:
        """The estate in its database; a file is made once for each kind of estate and copied from then on."""
        file = self.folder / "guanjia.db"
        kind = (tuple(self.many), tuple(self._figures.items()))
        if self.database_url != f"sqlite:///{file}":
            self._build()
            return
        if kind not in _BUILT:
            self._build()
            _BUILT[kind] = file.read_bytes(), self.cast
        content, cast = _BUILT[kind]
        file.write_bytes(content)
        self.cast = copy.deepcopy(cast)

    def _build(self) -> None:
        store = open_store(self.database_url)
        schema.upgrade(store)
        writer = Writer(store, lambda: seed.START).start()
        try:
            self.cast = writer.run_sync(lambda work: _estate(work, self.many, self._figures))
        finally:
            writer.stop_sync()
            store.close()

    async def _people(self) -> None:
        """The staff and the groups; everybody has said hello before the bot is there. Residents enter as called."""
        for name, account, _, _ in seed.STAFF:
            await self._enter(name, account, f"+86139{account:08}", "zh")
        engineers = [self.people[name] for name in ("李强", "赵军", "吴工", "郑经理")]
        office = [self.people[name] for name in ("陈静", "周敏", "郑经理")]
        self.crew = await self.sandbox.group("工程维修群", *engineers, id=seed.GROUP)
        self.desk = await self.sandbox.group("客服中心群", *office, id=seed.DESK_GROUP)
        for name, account, _, language in seed.RESIDENTS:
            await self._enter(name, account, f"+86138{account:08}", language)
        made = [  # the bot may write to them, and nothing of theirs has to be answered
            ("people", {"id": account, "first_name": name, "language_code": "zh-hans", "started": True})
            for name, account, *_ in self.many
        ]
        for start in range(0, len(made), 100):
            await self.sandbox.batch(*made[start : start + 100])

    async def _enter(self, name: str, account: int, phone: str, language: str) -> Phone:
        person = await self.sandbox.person(name, phone=phone, language=language, id=account)
        self.people[name] = person
        await person.says("/start")
        return person

    async def _greetings(self) -> None:
        for name, *_ in (*seed.STAFF, *seed.RESIDENTS):
            await self.people[name].hears(lambda message: message["buttons"])

    def __getitem__(self, name: str) -> Phone:
        return self.people[name]

    async def resident(self, language: str = "zh", building: str = "") -> Phone:
        """The next resident of the crowd who speaks that language (and lives there); their home is `home(phone)`."""
        place = f"{building}-" if building else ""
        name, account, _, _ = next(row for row in self._crowd if row[3] == language and row[2].startswith(place))
        person = await self._enter(name, account, f"+86138{account:08}", language)
        await person.hears(lambda message: message["buttons"])
        return person

    def home(self, person: Phone) -> str:
        """Where a resident lives, as people type it: 3栋2单元1502."""
        building, entrance, room = _address(person).split("-")
        return f"{building}栋{entrance}单元{room}"

    def unit(self, person: Phone) -> int:
        """The id of their home."""
        return self.cast.units[_address(person)]

    async def stranger(self, name: str, phone: str | None = None, language: str = "zh") -> Phone:
        """Somebody nobody knows; they have not started the bot."""
        self.people[name] = await self.sandbox.person(name, phone=phone, language=language)
        return self.people[name]

    async def number(self, person: Phone, *, after: str = "") -> str:
        """The number on the person's newest case card; another one than `after`."""

        def fits(message: dict[str, Any]) -> bool:
            found = NUMBER.search(message["text"] or "")
            return found is not None and found[0] > after

        found = NUMBER.search((await person.hears(fits))["text"])
        assert found is not None
        return found[0]

    # what lies in the database

    async def rows(self, statement: Executable) -> list[Row[Any]]:
        """What a query finds."""
        if self._reader is None:
            self._reader = Reader(self.database_url)
        return list(await self._reader.fetch(statement))

    async def case(self, number: str) -> Row[Any]:
        """A case by its number, with what only repairs have."""
        found = await self.rows(
            select(t.cases, *(c for c in t.repairs.c if c.name not in ("case_id", "id")))
            .join(t.repairs, t.repairs.c.case_id == t.cases.c.id)
            .where(t.cases.c.number == number)
        )
        assert len(found) == 1, f"{len(found)} cases {number}"
        return found[0]

    async def events(self, number: str) -> list[str]:
        """What has happened to a case: the kinds of its events, oldest first."""
        statement = select(t.events.c.kind).join(t.cases).where(t.cases.c.number == number).order_by(t.events.c.id)
        return [row.kind for row in await self.rows(statement)]

    # time

    async def passes(self, **length: float) -> None:
        """The clock goes forward; waits until the bot, if it runs, has noticed."""
        await self.sandbox.advance(timedelta(**length).total_seconds())
        if self.bot.running:
            offset = (await self.sandbox.get("clock"))["offset_s"]
            await self.bot.says("the clock was moved", lambda line: abs(line["offset_s"] - offset) < 1)

    async def passes_until(self, hour: int) -> None:
        """On to the next time it is that hour in the community."""
        now = (await self.now()).astimezone(ZoneInfo("Asia/Shanghai"))
        then = now.replace(hour=hour, minute=0, second=0, microsecond=0)
        await self.passes(seconds=((then - now) % timedelta(days=1)).total_seconds())

    async def now(self) -> datetime:
        """The time on this stage."""
        return datetime.fromtimestamp(await self.sandbox.now(), seed.START.tzinfo)

    async def finds(self, statement: Executable, count: int, within: float = 30.0) -> list[Row[Any]]:
        """Waits until a query finds so many rows."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while len(found := await self.rows(statement)) < count:
            self.bot.check_alive()
            assert loop.time() < deadline, f"{len(found)} rows instead of {count}\n{self.bot.tail()}"
            await asyncio.sleep(0.05)
        return found

    # the end of a story

    async def settled(self, within: float = 30.0) -> None:
        """Waits until everything that came in is carried out and everything owed now is sent."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while await self.sandbox.pending() or await self._open():
            self.bot.check_alive()
            if loop.time() > deadline:
                raise AssertionError(f"not settled: {await self._open()}\n{self.bot.tail()}")
            await asyncio.sleep(0.05)

    async def _open(self) -> list[Any]:
        waiting = await self.rows(select(t.inbox.c.update_id).where(t.inbox.c.status == "new"))
        now = await self.now()
        owed = select(t.outbox.c.key, t.outbox.c.status).where(
            t.outbox.c.status.not_in(_OVER), (t.outbox.c.not_before.is_(None)) | (t.outbox.c.not_before <= now)
        )
        return [*waiting, *(await self.rows(owed))]

    async def all_well(self, *, undelivered: bool = False) -> None:
        """Nothing strange was called, nothing failed, and the log gives nobody and nothing away."""
        self.bot.check_alive()
        await self.settled()
        violations = await self.sandbox.violations()
        assert not violations, f"calls a correct bot would not make: {violations}"
        bugs = self.bot.bugs()
        assert not bugs, "bugs in the log:\n" + "\n".join(bugs)
        aside = await self.rows(select(t.inbox.c.update_id, t.inbox.c.error).where(t.inbox.c.status == "set_aside"))
        assert not aside, f"updates given up: {aside}"
        if not undelivered:
            lost = await self.rows(select(t.outbox.c.key, t.outbox.c.error).where(t.outbox.c.status == "failed"))
            assert not lost, f"messages not delivered: {lost}"
        await self._log_is_silent()

    async def _log_is_silent(self) -> None:
        log = self.bot.log()
        told = [what for what in await self._secrets() if what in log]
        assert not told, f"the log gives away {told}"

    async def _secrets(self) -> set[str]:
        """The token, all names, all phone numbers, every line anybody or the bot has written."""
        state = await self.sandbox.state()
        kept = {TOKEN, TOKEN.partition(":")[2], *self.people, *(row[0] for row in CROWD)}
        for person in state["people"]:
            kept |= {person["first_name"]} if len(person["first_name"]) > 2 else set()
            kept |= {str(person["phone"])[-11:]} if person.get("phone") else set()
        for place in (*state["people"], *state["groups"]):
            for message in (await self.sandbox.chat(place["id"]))["messages"]:
                for line in (message["text"] or message["caption"] or "").splitlines():
                    if not _HARMLESS.fullmatch(line) and not line.isascii():
                        kept.add(line[:200])
        return kept


def _address(person: Phone) -> str:
    return next(row[2] for row in (*seed.RESIDENTS, *CROWD) if row[0] == person.name)


def _estate(work: Work, many: Sequence[tuple[str, int, str, str]], figures: Mapping[str, int]) -> seed.Cast:
    made = seed.build(work, seed.START)
    seed.more_homes(work, made, {home for _, _, home, _ in many} - set(made.units))
    for name, account, home, language in (*CROWD, *many):
        seed.resident(work, made, name, account, home, language, seed.START)
    for key, value in figures.items():
        work.standards.set(made.community, key, value, None, seed.START)
    return made
