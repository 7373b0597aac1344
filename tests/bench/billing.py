"""Twenty thousand homes billed as the house does it, while one of their owners asks for the fees again and again.

Computed on the reading side, written portion by portion, the disk flushed. `python -m tests.bench billing` runs this alone.
Prints, asserts nothing.
"""

import asyncio
import tempfile
import time
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import func, insert, select

from bot.updates import carry_out
from domain.incoming import Incoming, Kind
from domain.people import Role, Team
from services.clock import prepare, sweep
from services.fees import billing, codes
from store import ledger
from store import money_tables as m
from store import tables as t
from store.engine import open_store
from store.reading import Reader
from store.schema import upgrade
from store.work import Work
from store.writer import Writer
from tests.bench.clock import at
from tests.bench.stating import stated
from tests.support.cast import build, staff

HOMES, OWNER, CLERK = 20_000, 11, 61
#: Seconds between two questions for the fees.
PAUSE_S = 0.05


async def main() -> None:
    """Everything, one figure a line."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        await _billed(Path(folder) / "bills.db")


def _line(what: str, found: str, aim: str = "") -> None:
    print(f"{what:74}{found:>14}" + (f"   aim {aim}" if aim else ""), flush=True)


async def _billed(path: Path) -> None:
    url = f"sqlite:///{path}"
    store = open_store(url)
    upgrade(store)
    now = datetime.now(UTC)
    writer, reader = Writer(store, lambda: now).start(), Reader(url, lambda: now)
    try:
        await writer.run(_filled)
        await writer.run(_priced)
        period = f"{now:%Y-%m}"
        await _looked(writer, reader, period)
        await _asked(writer, "fees beside 20,000 homes, nothing else going on", asyncio.create_task(asyncio.sleep(3)))
        begun = await writer.run(partial(_begun, period=period))
        assert begun
        start = time.perf_counter()
        task = asyncio.create_task(_swept(writer, reader))
        await _asked(writer, "the same while they are billed", task)
        took, portions = time.perf_counter() - start, await task
        count = await writer.run(lambda w: w.conn.scalar(select(func.count()).select_from(m.bills)))
        _line(f"{count} homes billed", f"{took:.1f} s", "60 s")
        _line("a portion on the writer, p50", f"{at(portions, 0.5) * 1000:.0f} ms")
        _line("the longest", f"{max(portions) * 1000:.0f} ms")
        wrong = await writer.run(lambda w: ledger.unbalanced(w.conn))
        _line("bills whose open amount is not the sum of their entries", f"{len(wrong)}", "0")
        await _asked(writer, "fees when all have their bills", asyncio.create_task(asyncio.sleep(3)))
        await stated(writer, reader, period)
    finally:
        await reader.close()
        await writer.stop()
        store.close()


def _filled(work: Work) -> None:
    """The small estate and so many homes beside it."""
    cast = build(work, work.now)
    staff(work, cast, "蔡会计", CLERK, Role.FINANCE, Team.FINANCE, work.now)
    rows = [
        {"community_id": cast.community, "building_id": 1, "building": "P", "entrance": str(n % 40), "room": f"p{n}", "floor": 3,
         "state": "lived_in", "area_cm2": 600_000 + n * 37 % 900_000}
        for n in range(HOMES - len(cast.units))
    ]  # fmt: skip
    work.conn.execute(insert(t.units), rows)
    work.conn.execute(t.units.update().where(t.units.c.area_cm2.is_(None)).values(area_cm2=985_000))


def _priced(work: Work) -> None:
    person = work.people.by_telegram(CLERK)
    assert person is not None
    codes.add_usual(work, work.people.who(person, "zh"), 1)
    code = codes.listed(work, 1)[0]
    work.charges.set_rate(code.id, date(2020, 1, 1), 28_000, None)


async def _looked(writer: Writer, reader: Reader, period: str) -> None:
    """The check beforehand: read and computed aside, one message written."""

    def ask(work: Work) -> None:
        person = work.people.by_telegram(CLERK)
        assert person is not None
        code = codes.listed(work, 1)[0]
        billing.look(work, work.people.who(person, "zh"), code.id, period, "", "bench")

    await writer.run(ask)
    start = time.perf_counter()
    ready = await reader.compute(prepare)
    read = time.perf_counter() - start
    start = time.perf_counter()
    await writer.run(partial(sweep, ready=ready))
    _line(f"{HOMES} homes looked at before, on the reading side", f"{read:.2f} s")
    _line("the writer's part of it", f"{(time.perf_counter() - start) * 1000:.0f} ms")


def _begun(work: Work, period: str) -> bool:
    person = work.people.by_telegram(CLERK)
    assert person is not None
    billing.begin(work, work.people.who(person, "zh"), codes.listed(work, 1)[0].id, period)
    return True


async def _swept(writer: Writer, reader: Reader) -> list[float]:
    """As the clock does it, until nothing is left; seconds of the writer for each portion."""
    took: list[float] = []

    def timed(work: Work, ready: object) -> datetime | None:
        start = time.perf_counter()
        upcoming = sweep(work, ready)  # type: ignore[arg-type]
        took.append(time.perf_counter() - start)
        return upcoming

    while True:
        ready = await reader.compute(prepare)
        await writer.run(partial(timed, ready=ready))
        if not await writer.run(lambda w: w.marks.get("bills_written")):
            return took


async def _asked(writer: Writer, what: str, until: "asyncio.Task[object]") -> None:
    """An owner asks for the fees, over and over, until that is done."""
    waits: list[float] = []
    number = int(time.time() * 1000)
    while not until.done():
        number += 1
        press = Incoming(
            id=number, kind=Kind.PRESS, chat=OWNER, private=True, sender=OWNER, sender_name="王芳", language="zh-hans",
            at=datetime.now(UTC), press="m:fees:0", press_id=f"q{number}", message=1,
        )  # fmt: skip

        def step(work: Work, press: Incoming = press) -> None:
            carry_out(work, press)

        start = time.perf_counter()
        await writer.run(step)
        waits.append(time.perf_counter() - start)
        await asyncio.sleep(PAUSE_S)
    _line(f"{what}, p50", f"{at(waits, 0.5) * 1000:.1f} ms")
    _line("p99", f"{at(waits, 0.99) * 1000:.1f} ms")
