"""Cost of an update by stage: the real bot carries repairs metered; memory, start-up and growth of the file beside it."""

import json
import os
import signal
import tempfile
import time
from pathlib import Path

from tests.bench import ours
from tests.bench.rounds import WARM_S, woken
from tests.bench.running import Running
from tests.bench.town import Town

DELAY_MS, WATCHED_S = 50, 12.0


async def lines(seconds: float = WATCHED_S) -> list[str]:
    """The table, as Markdown."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        async with Town() as town:
            town.server.api.delay_ms = DELAY_MS
            places = ours.places()
            town.move_in(places, ours.people(places))
            env = {**ours.seed(folder, places), "TELEGRAM_API_URL": town.url}
            empty, began, first = _size(folder), time.monotonic(), town.world.updates.next_id
            async with Running(
                "-m", "tests.bench.staged", str(folder / "stages.json"), env=env, log=folder / "log"
            ) as bot:
                while not town.server.api.calls.count:
                    await town.closed(0.05)
                start = time.monotonic() - began
                await woken(town, bot, folder / "log")
                await town.closed(WARM_S)
                os.kill(bot.pid, signal.SIGUSR1)
                cpu = bot.cpu_s()
                rate = await town.closed(seconds)
                spent = (bot.cpu_s() - cpu) * 1000 / max(1, len(town.latencies))
                os.kill(bot.pid, signal.SIGUSR2)
                await town.calm(10.0)
        found = json.loads((folder / "stages.json").read_text())
        return _table(found, rate, spent, start, _size(folder) - empty, town.world.updates.next_id - first)


def _table(found: dict, rate: float, spent: float, start: float, grown: int, updates: int) -> list[str]:
    stages = sorted(found["stages"].items(), key=lambda one: -one[1])
    whole = sum(used for _, used in stages) or 1.0
    said = [
        f"The real bot at {DELAY_MS} ms, {rate:.0f} updates/s with a meter at each stage, {spent:.2f} ms of processor time an update.",
        "",
        "| stage | share | of an update |",
        "|---|--:|--:|",
    ]
    said += [f"| {name} | {used / whole:.0%} | {spent * used / whole:.2f} ms |" for name, used in stages]
    file = f"; the database grew by {grown / max(1, updates) / 1024:.1f} KiB an update" if updates else ""
    said += [
        "",
        f"Start until the first call: {start:.1f} s. Memory at most {found['rss_bytes'] / 2**20:.0f} MiB{file}.",
    ]
    return said


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("bench.db*"))
