"""`make growth`: what takes longer when there is more of it. Writes `docs/proof/growth.json`, `growth.md` and two pictures.

Stores with so many cases, then with so many people, are built one after the other in a temporary folder. Each is built
by a process and measured by another, so that memory is that of the questions.
"""

import argparse
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from store import schema
from store.backup import backup
from store.engine import Store, open_store
from store.writer import Writer
from tests.bench import growth_page
from tests.bench.grown import Size, fill
from tests.bench.past import Timed
from tests.bench.questions import QUESTIONS, asked
from tests.bench.running import PROJECT
from tests.services import steps
from tests.support.cast import START, Cast

CASES, PEOPLE = (10_000, 100_000, 1_000_000), (1_000, 10_000, 50_000)
#: What does not grow while the other does.
STILL = 10_000
#: Repairs carried from the first word to the stars, after some that are not counted; starts of the store.
REPAIRS, WARM, STARTS = 15, 3, 15


def opened(path: Path) -> Store:
    """Nothing is flushed: what is compared are questions, not disks."""
    store = open_store(f"sqlite:///{path}")
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    return store


def build(path: Path, size: Size, seed: int) -> None:
    """A store of that size at `path`, and beside it who lives in its small estate."""
    store = opened(path)
    schema.upgrade(store)
    estate = Timed(store)
    estate.work(lambda work: work.marks.put("search_filled", "all"))
    estate.close()
    fill(store, estate.community, size, seed, START)
    store.close()
    path.with_suffix(".cast").write_text(json.dumps(vars(estate.cast)), encoding="utf-8")


def measure(path: Path) -> dict[str, float]:
    """Every figure of a store: times in milliseconds, backup in seconds, sizes in megabytes."""
    found = {"file_mb": path.stat().st_size / 1e6, "start": _median(lambda: _start(path), STARTS) * 1000}
    store = opened(path)
    try:
        found |= {name: asked(store, question) * 1000 for name, question in QUESTIONS.items()}
        found |= _steps(store, Cast(**json.loads(path.with_suffix(".cast").read_text(encoding="utf-8"))))
    finally:
        store.close()
    found["memory_mb"] = _memory_mb()
    copy = path.with_suffix(".copy")
    start = time.perf_counter()
    backup(f"sqlite:///{path}", copy)
    found["backup_s"] = time.perf_counter() - start
    return found


def _start(path: Path) -> None:
    """What the bot does with its store before it asks for updates."""
    store = open_store(f"sqlite:///{path}")
    schema.upgrade(store)
    writer = Writer(store, lambda: START).start()
    assert writer.run_sync(lambda work: work.people.communities())
    writer.stop_sync()
    store.close()


def _steps(store: Store, cast: Cast) -> dict[str, float]:
    """Whole repairs through the product's own way of carrying arrivals out, step by step."""
    estate = Timed(store, cast)
    try:
        for number in range(WARM + REPAIRS):
            if number == WARM:  # templates and statements are made by then
                estate.took.clear()
            steps.done(estate)
            steps.signs(estate)
        took = sorted(estate.took)
    finally:
        estate.close()
    return {"step": statistics.median(took) * 1000, "step_p95": took[int(len(took) * 0.95)] * 1000}


def _median(act: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times + 1):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return statistics.median(took[1:])


def _memory_mb() -> float:
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _sized(size: Size, seed: int) -> dict[str, float]:
    """One store, built and measured by processes of their own, then gone."""
    with tempfile.TemporaryDirectory(prefix="growth") as folder:
        path = Path(folder) / "store.db"
        given = [str(path), str(size.cases), str(size.people), str(seed)]
        start = time.perf_counter()
        _child("build", *given)
        built = time.perf_counter() - start
        found: dict[str, float] = json.loads(_child("measure", *given))
    said = {name: round(value, 2) for name, value in found.items()}
    print(f"{size.cases:,} cases, {size.people:,} people: built in {built:.0f} s; {said}", flush=True)
    return said


def _child(what: str, *given: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.growth", what, *given], cwd=PROJECT, stdout=subprocess.PIPE, check=True, text=True
    )  # fmt: skip
    return ran.stdout.splitlines()[-1] if ran.stdout else ""


def _surroundings(seed: int) -> dict[str, Any]:
    """Where and of what it was measured."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=False
    )  # noqa: S607
    return {
        "day": datetime.now(UTC).date().isoformat(), "commit": commit.stdout.strip() or "unknown", "seed": seed,
        "cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 1), "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }  # fmt: skip


def main() -> None:
    """Builds, measures, writes. Figures of a run over other sizes are printed and not written."""
    if sys.argv[1:2] in (["build"], ["measure"]):
        path, size = Path(sys.argv[2]), Size(int(sys.argv[3]), int(sys.argv[4]))
        if sys.argv[1] == "build":
            build(path, size, int(sys.argv[5]))
        else:
            print(json.dumps(measure(path)))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, nargs="+", default=CASES)
    parser.add_argument("--people", type=int, nargs="+", default=PEOPLE)
    given = parser.parse_args()
    document: dict[str, Any] = {"of": _surroundings(given.seed), "still": STILL}
    document["cases"] = {str(n): _sized(Size(n, STILL), given.seed) for n in given.cases}
    document["people"] = {str(n): _sized(Size(STILL, n), given.seed) for n in given.people}
    if (tuple(given.cases), tuple(given.people)) == (CASES, PEOPLE):
        growth_page.write(document)
    print(growth_page.page(document))


if __name__ == "__main__":
    main()
