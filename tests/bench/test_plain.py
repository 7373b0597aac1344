"""The plain bot carries the same repairs to their end, or the comparison would be one with nothing."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bench import ours, plainly
from tests.bench.running import Running
from tests.bench.town import Town
from tests.support.crowd import plan


async def test_plain_bot_carries_repairs_to_the_stars(tmp_path: Path) -> None:
    """Free ones and ones with a price, by the people who play with ours; nothing is taken twice, every card stands."""
    places = plan(2, 2, 2)
    file = plainly.seed(tmp_path, places)
    async with Town() as town:
        town.move_in(places, ours.people(places))
        async with Running("-m", "tests.bench.bots.plain", town.url, str(file), log=tmp_path / "bot.log") as bot:
            async with asyncio.timeout(60):
                while len(closed := _closed(file)) < 4:
                    assert not bot.ended, (tmp_path / "bot.log").read_text()
                    await town.closed(0.3)
        assert town.server.api.calls.violations == []
    assert {fen for _, fen in closed} == {None, 5000}
    with closing(sqlite3.connect(file)) as conn:
        told = conn.execute("SELECT what FROM history WHERE repair = ? ORDER BY id", (closed[0][0],)).fetchall()
        assert [what for (what,) in told if what not in ("quoted", "agreed")] == [
            "open", "taken", "on_way", "arrived", "finished", "closed",
        ]  # fmt: skip
    assert "Traceback" not in (tmp_path / "bot.log").read_text()


def _closed(file: Path) -> list[tuple[int, int | None]]:
    with closing(sqlite3.connect(file)) as conn:
        return conn.execute(
            "SELECT id, quote_fen FROM repairs WHERE status = 'closed' AND stars = 5 ORDER BY id"
        ).fetchall()
