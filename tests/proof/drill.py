"""`make drill`: copies are taken while the bot works under load, put back elsewhere, and nothing of before is missing.

Writes `docs/proof/backup.md`. Nothing is measured that the machine decides; what is counted is rows and files.
"""

import asyncio
import logging
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sandbox import sharing
from tests.bench import ours
from tests.bench.running import PROJECT, Running
from tests.bench.town import Town

RATE, COPIES, LOAD_S, PATIENCE_S = 100, 3, 40.0, 60.0
#: Tables whose rows are only ever added: what was there before a copy began must be in it, byte for byte.
_ADDED = ("events", "entries", "standard_changes", "offer_changes", "call_events")
#: The button under a question that takes pictures.
_ENOUGH = "好了"
PAGE = PROJECT / "docs/proof/backup.md"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: rows that were committed before it began, how many of them it holds, all it holds, what verify said."""

    before: int
    held: int
    rows: int
    differing: int
    photos: int
    photos_held: int
    verified: bool


async def drill(
    folder: Path, copies: int = COPIES, rate: float = RATE, seconds: float = LOAD_S
) -> tuple[float, list[Copy]]:
    """Updates a second that were carried out while the copies were made, and the copies."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    places = ours.places()
    env = ours.seed(folder, places)
    source = folder / "bench.db"
    marks: list[dict[str, dict[int, tuple[object, ...]]]] = []
    async with Town() as town:
        town.move_in(places, ours.people(places))
        env |= {"TELEGRAM_API_URL": town.url}
        async with Running("-m", "bot", "run", env=env, log=folder / "bot.log"):
            await town.closed(3)  # until everybody has a conversation
            began, load = _updates(source), asyncio.create_task(town.paced(seconds, rate))
            shows = asyncio.create_task(_sends_photos(town, [owner for place in places for owner in place.owners]))
            loop = asyncio.get_running_loop()
            start = loop.time()
            for number in range(copies):
                await asyncio.sleep(seconds / (copies + 1) / 2)
                marks.append(_rows(source))
                await _guanjia(env, "backup", str(folder / f"copy{number}.db"))
                await asyncio.to_thread(_photos_too, Path(env["MEDIA_DIR"]), folder / f"media{number}")
            carried = (_updates(source) - began) / (loop.time() - start)
            await load
            if shows.done():
                shows.result()
            shows.cancel()
            await town.calm(10)
    return carried, [await _put_back(folder, env, number, mark) for number, mark in enumerate(marks)]


async def _put_back(
    folder: Path, env: dict[str, str], number: int, before: dict[str, dict[int, tuple[object, ...]]]
) -> Copy:
    place = folder / f"elsewhere{number}"
    place.mkdir()
    there = {**env, "DATABASE_URL": f"sqlite:///{place / 'guanjia.db'}", "MEDIA_DIR": str(folder / f"media{number}")}
    await _guanjia(there, "restore", str(folder / f"copy{number}.db"), "--yes")
    verified = True
    for community in _communities(place / "guanjia.db"):
        verified = verified and await _guanjia(there, "verify", "--community", community, check=False) == 0
    held = _rows(place / "guanjia.db")
    photos = _photos(place / "guanjia.db")
    return Copy(
        sum(map(len, before.values())),
        sum(row in held[table] for table, rows in before.items() for row in rows),
        sum(map(len, held.values())),
        sum(held[table].get(row, values) != values for table, rows in before.items() for row, values in rows.items()),
        len(photos),
        sum(any((folder / f"media{number}").rglob(f"{photo}*")) for photo in photos),
        verified,
    )


async def _guanjia(env: dict[str, str], *arguments: str, check: bool = True) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=PROJECT, env={**os.environ, **env},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    if check and process.returncode:
        raise AssertionError(f"guanjia {arguments[0]} ended with {process.returncode}: {said.decode()[-500:]}")
    return process.returncode or 0


def _rows(database: Path) -> dict[str, dict[int, tuple[object, ...]]]:
    """Rows only ever added, by table and id, as the file has them."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        return {table: {row[0]: row for row in conn.execute(f"SELECT * FROM {table}")} for table in _ADDED}  # noqa: S608


def _updates(database: Path) -> int:
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        return int(conn.execute("SELECT count(*) FROM inbox WHERE status = 'done'").fetchone()[0])


def _communities(database: Path) -> list[str]:
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        return [name for (name,) in conn.execute("SELECT name FROM communities ORDER BY id LIMIT 3")]


def _photos(database: Path) -> list[str]:
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        return [sha for (sha,) in conn.execute("SELECT sha256 FROM media WHERE sha256 IS NOT NULL")]


def _photos_too(media: Path, target: Path) -> None:
    """After the database: every photo a copy names is on the disk before the copy names it."""
    if media.is_dir():
        shutil.copytree(media, target)
    else:
        target.mkdir()


async def _sends_photos(town: Town, accounts: list[int]) -> None:
    """Whoever is asked what is broken shows it, too, before they say that this is all."""
    shown: set[tuple[int, int]] = set()
    while True:
        for account in accounts:
            asked = next((m.id for m in town.screen(account).values() if m.key(_ENOUGH)), None)
            if asked is not None and (account, asked) not in shown:
                shown.add((account, asked))
                sharing.send(town.world, {"user_id": account, "chat_id": account, "kind": "photo"})
        await asyncio.sleep(0.02)


def page(carried: float, copies: list[Copy]) -> str:
    """The page."""
    lines = [
        f"| {n} | {c.before:,} | {c.held:,} | {c.differing} | {c.rows:,} | {c.photos_held} of {c.photos} | {'none' if c.verified else 'YES'} |"
        for n, c in enumerate(copies, 1)
    ]
    return _HEAD.format(day=datetime.now(UTC).date(), rate=RATE, carried=carried) + "\n".join(lines) + "\n"


_HEAD = """# Backup and restore, under load

`make drill` lets people act ({rate} updates a second offered to the real bot over the sandbox), takes copies with `guanjia backup` while it works, and
the photos after each; stops; puts each copy back in another place with `guanjia restore` and asks `guanjia verify` there. Rows of
the history and the ledger that were committed before `guanjia backup` was called must be in the copy, byte for byte.

Last run, {day}: {carried:.0f} updates a second were carried out meanwhile.

| copy | rows committed before | of these in the copy | differing | rows in the copy | photos the copy names, there | verify finds differences |
|--:|--:|--:|--:|--:|--:|---|
"""


async def main() -> int:
    """0 when nothing is missing."""
    with tempfile.TemporaryDirectory() as folder:
        carried, copies = await drill(Path(folder))
    text = page(carried, copies)
    print(text)
    good = all(
        c.before == c.held and not c.differing and c.photos == c.photos_held and c.verified and c.rows for c in copies
    )
    good = good and copies[-1].photos > 0
    if good:
        PAGE.write_text(text, encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
