"""`make fuzz [SEED=n] [CASES=n]`: throws, prints the table and every failing case as a ready test; 1 when there is one."""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import astuple, fields
from pathlib import Path

from bot import logs
from tests.fuzz.kinds import KINDS, Met, Thrower
from tests.fuzz.making import Maker
from tests.fuzz.ring import Count, Ring, Trouble, dice_of, fresh
from tests.fuzz.smaller import as_test, smaller

PAGE = Path(__file__).parents[2] / "docs/proof/fuzzing.md"
_HEAD = """# Fuzzing

What comes in is made from the published shapes of the Bot API (`tests/fuzz/shapes.json`), damaged, and thrown at the real intake, worker,
handlers and store; only the far side is in memory. Triggers in the store note every row of another community, and of another person's, that
an update changes. `make fuzz SEED=n CASES=n` repeats it and prints each failing case as a ready test; some hundred cases run with the tests, and
so do hostile workbooks (`tests/fuzz/test_books.py`) and bodies sent to the webhook over HTTP (`tests/bot/test_bodies.py`).

This table is the command's own (`python -m tests.fuzz --page`). Set aside unread are updates that are none: kept, counted, and nobody stumbles.

"""
#: Of a hundred cases, how many are of a kind.
SHARES = {"updates": 50, "words": 15, "presses": 35}
#: Cases before the store is thrown away for a fresh copy.
EACH_RING = 1500
#: Batches between two turns of the clock.
BETWEEN_SWEEPS = 40
#: Failing cases that are made small; the others are only named.
_MADE_SMALL = 5


class Run:
    """Everything of one seed."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed, self.folder = seed, folder
        self.met = Met()
        self.counts: dict[str, Count] = {}
        self.slowest = 0.0, ""
        #: The first of each sort: kind, trouble, what was thrown up to it.
        self.found: dict[str, tuple[str, Trouble, list]] = {}

    async def kind(self, name: str, cases: int) -> None:
        """That many cases of one kind."""
        total = self.counts.setdefault(name, Count())
        part = 0
        while total.cases < cases:
            await self._ring(name, part, total, cases)
            part += 1

    async def _ring(self, name: str, part: int, total: Count, cases: int) -> None:
        ring = Ring(fresh(self.folder), self.folder)
        ring.count = total
        thrower = Thrower(ring, Maker(dice_of(self.seed, name, part)), self.met)
        until = min(cases, total.cases + EACH_RING)
        turn = 0
        while total.cases < until:
            await KINDS[name](thrower)
            turn += 1
            if turn % BETWEEN_SWEEPS == 0:
                ring.sweeps()
            self._note(name, ring, thrower)
        ring.sweeps()
        await ring.close()
        self._note(name, ring, thrower)
        self.slowest = max(self.slowest, ring.slowest)

    def _note(self, name: str, ring: Ring, thrower: Thrower) -> None:
        for trouble in ring.troubles:
            self.found.setdefault(trouble.sort, (name, trouble, list(thrower.thrown)))
        ring.troubles.clear()

    def table(self, seconds: float) -> str:
        """What came of it, as Markdown."""
        heads = [f.name for f in fields(Count)]
        shown = {"traces": "stack traces", "foreign": "foreign rows changed", "unread": "set aside unread"}
        lines = ["| kind | " + " | ".join(shown.get(h, h) for h in heads) + " |", "|---|" + "--:|" * len(heads)]
        lines += [f"| {name} | " + " | ".join(f"{n:,}" for n in astuple(c)) + " |" for name, c in self.counts.items()]
        sums = [sum(column) for column in zip(*map(astuple, self.counts.values()), strict=True)]
        lines += ["| **all** | " + " | ".join(f"**{n:,}**" for n in sums) + " |", ""]
        met, asked = self.met.of()
        lines.append(
            f"Seed {self.seed}, {seconds:.0f} s on one core; hostile words were thrown at {met} of the {asked} questions that conversations "
            f"ask. The update that took longest: {self.slowest[0]:.2f} s of processor time. Failures of {len(self.found)} sorts."
        )
        return "\n".join(lines)


async def main() -> int:
    """0 when nothing was found."""
    given = argparse.ArgumentParser(prog="make fuzz")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--cases", type=int, default=100_000)
    given.add_argument("--kind", choices=SHARES)
    given.add_argument("--page", action="store_true", help="write docs/proof/fuzzing.md when nothing was found")
    asked = given.parse_args()
    logs.set_up("CRITICAL", "text", [])
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(asked.seed, Path(folder))
        for name, share in SHARES.items():
            if asked.kind in (None, name):
                await run.kind(name, max(1, asked.cases * (share if asked.kind is None else 100) // 100))
                print(f"{name}: {run.counts[name]} after {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        table = run.table(time.monotonic() - began)
        print(table)
        if asked.page and not run.found:
            PAGE.write_text(f"{_HEAD}{table}\n", encoding="utf-8")
        for sort, (name, trouble, thrown) in list(run.found.items())[:_MADE_SMALL]:
            print(f"\n# {name}: {trouble.what[:600]}")
            if thrown:
                print(as_test(await smaller(thrown, sort, Path(folder)), sort))
        for sort in list(run.found)[_MADE_SMALL:]:
            print(f"# also: {sort}")
    return 1 if run.found else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
