"""Twenty thousand homes get their statements of account, made and sent as the house does it (FEE-01)."""

import time
from datetime import datetime
from functools import partial

from sqlalchemy import func, insert, select, update

from domain.people import Relation
from services.stating import prepare, sweep
from store import money_tables as m
from store import tables as t
from store.reading import Reader
from store.work import Work
from store.writer import Writer

#: Portions of statements sent; the rest goes the same way.
SENT = 25
_FIRST_ACCOUNT = 5_000_000


def line(what: str, found: str) -> None:
    """One figure."""
    print(f"{what:74}{found:>14}", flush=True)


async def stated(writer: Writer, reader: Reader, period: str) -> None:
    """Owners for all homes, then the run: making, checking, the first portions of sending; one figure a line."""
    await writer.run(_peopled)
    run = (await writer.run(lambda w: w.statements.begin(1, period))).id
    portions: list[float] = []
    reads: list[float] = []
    start = time.perf_counter()
    while (await writer.run(lambda w: w.statements.run(run))).making_at is not None:
        await _portion(writer, reader, portions, reads)
    count = await writer.run(lambda w: w.conn.scalar(select(func.count()).select_from(m.statements)))
    line(f"{count} statements of account made", f"{time.perf_counter() - start:.1f} s")
    line("a portion of them on the writer, longest", f"{max(portions) * 1000:.0f} ms")
    await writer.run(partial(_checked, run=run))
    portions, reads = [], []
    for _ in range(SENT):
        await _portion(writer, reader, portions, reads)
        await writer.run(partial(_left, run=run))
    count = await writer.run(lambda w: w.conn.scalar(select(func.count()).select_from(m.statement_people)))
    line(f"{count} statements drawn up beside, one of them", f"{sum(reads) / count * 1000:.1f} ms")
    line("handed over by the writer, one of them", f"{sum(portions) / count * 1000:.1f} ms")
    line("a portion of them on the writer, longest", f"{max(portions) * 1000:.0f} ms")


async def _portion(writer: Writer, reader: Reader, portions: list[float], reads: list[float]) -> None:
    """One look of the clock; seconds of the reading side, and of the writer."""
    start = time.perf_counter()
    ready = await reader.compute(prepare)
    reads.append(time.perf_counter() - start)

    def timed(work: Work) -> datetime | None:
        began = time.perf_counter()
        upcoming = sweep(work, 50, ready)
        portions.append(time.perf_counter() - began)
        return upcoming

    await writer.run(timed)


def _peopled(work: Work) -> None:
    """An owner in the chat for each home."""
    units = list(work.conn.scalars(select(t.units.c.id).where(t.units.c.building == "P").order_by(t.units.c.id)))
    last = work.conn.scalar(select(func.max(t.persons.c.id))) or 0
    people = [
        {"id": last + n, "name": f"业主{n}", "telegram_id": _FIRST_ACCOUNT + n, "language": "zh", "reachable": True, "created_at": work.now}
        for n, _ in enumerate(units, 1)
    ]  # fmt: skip
    work.conn.execute(insert(t.persons), people)
    homes = [
        {"person_id": last + n, "unit_id": unit, "relation": Relation.OWNER, "verified_by": "bench", "verified_at": work.now, "began_at": work.now}
        for n, unit in enumerate(units, 1)
    ]  # fmt: skip
    work.conn.execute(insert(t.residencies), homes)


def _checked(work: Work, run: int) -> None:
    for code, _ in work.people.buildings(1):
        work.statements.check(run, [code], 1)
    work.statements.check(run, ["P"], 1)
    work.standards.set(1, "quiet.from", "00:00", None, work.now)
    work.standards.set(1, "quiet.to", "00:01", None, work.now)
    work.statements.change_run(run, {"sending_at": work.now})


def _left(work: Work, run: int) -> None:
    """The sender has sent them; the clock may go on."""
    work.conn.execute(update(t.outbox).where(t.outbox.c.key.like("statement:%")).values(status="sent"))
    work.statements.change_run(run, {"sending_at": work.now})
