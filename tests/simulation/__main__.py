"""`make simulate SEED=7`, or `SEEDS=1..2000`: runs, and what they were. A failing one is made small and printed as a test.

Environment: SEED or SEEDS, DAYS (2), WORKERS (all cores), MINIMISE=0 to leave a failure as it is, PAGE=1 to write
`docs/proof/simulation.md`.
"""

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.simulation.minimise import smallest
from tests.simulation.run import Outcome, simulate

PAGE = Path(__file__).parents[2] / "docs/proof/simulation.md"


def main() -> int:
    """1 when a run ended with something that must not be."""
    seeds, days = _seeds(os.environ.get("SEEDS") or os.environ.get("SEED") or "1"), float(os.environ.get("DAYS") or 2)
    workers = int(os.environ.get("WORKERS") or os.cpu_count() or 1)
    began = time.monotonic()
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(workers) as pool:
        for outcome in pool.map(simulate, seeds, [days] * len(seeds)):
            outcomes.append(outcome)
            if len(seeds) == 1 or outcome.wrongs:
                _print(outcome)
    lines = table(outcomes, time.monotonic() - began)
    print("\n".join(lines))
    failed = [outcome for outcome in outcomes if outcome.wrongs]
    if failed and os.environ.get("MINIMISE") != "0":
        _minimise(failed[0], days)
    if os.environ.get("PAGE") == "1" and not failed:
        PAGE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return 1 if failed else 0


def _seeds(given: str) -> list[int]:
    first, _, last = given.partition("..")
    return list(range(int(first), int(last or first) + 1))


def _print(outcome: Outcome) -> None:
    print(f"seed {outcome.seed}: {outcome.acts} acts in {outcome.days:.1f} days, {outcome.speed:,.0f} times real time")
    print(f"  trace {outcome.trace}")
    print("  " + ", ".join(f"{name} {n}" for name, n in outcome.faults.items()))
    for wrong in outcome.wrongs:
        print(f"  WRONG: {wrong}")


def table(outcomes: list[Outcome], seconds: float) -> list[str]:
    """What all runs together were, as lines of Markdown."""
    faults, counts = Counter[str](), Counter[str]()
    for outcome in outcomes:
        faults.update(outcome.faults)
        counts.update(outcome.counts)
    days = sum(o.days for o in outcomes)
    runs = sum(o.seconds for o in outcomes)
    flows = sorted(name.removeprefix("conversations: ") for name in counts if name.startswith("conversations: "))
    totals = {name: n for name, n in counts.items() if not name.startswith("conversations: ")}
    return [
        f"Seeds {outcomes[0].seed} to {outcomes[-1].seed}: {len(outcomes)} runs, {days:,.0f} simulated days in {seconds / 60:.0f} minutes",
        f"(one run {days * 86400 / max(runs, 1e-9):,.0f} times faster than real time). Runs with something wrong:",
        f"{sum(1 for o in outcomes if o.wrongs)}.",
        "",
        "| what happened | how often |", "|---|---|",
        f"| acts of people | {sum(o.acts for o in outcomes):,} |", *(f"| {name} | {n:,} |" for name, n in totals.items()),
        "",
        "| what went wrong on the way | how often |", "|---|---|", *(f"| {name} | {n:,} |" for name, n in sorted(faults.items())),
        "",
        f"Conversations begun, by kind ({len(flows)}): {', '.join(flows)}.",
    ]  # fmt: skip


def _minimise(failed: Outcome, days: float) -> None:
    first = failed.wrongs[0].split(":")[0].split(" ")[-1]

    def fails(left_out: frozenset[int]) -> bool:
        return any(first in wrong for wrong in simulate(failed.seed, days, left_out).wrongs)

    numbers = list(range(1, failed.acts + 1))
    kept = smallest(numbers, fails)
    left_out = sorted(set(numbers) - set(kept))
    print(f"\n{len(kept)} of {failed.acts} acts are enough. As a test, for tests/simulation/test_found.py:\n")
    print(f"    Found({failed.seed}, {days}, frozenset({left_out})),")


_HEAD = """# Simulation

The whole product in one thread on a virtual clock: the real pipeline (polling, inbox, worker, conversations, services,
ledger of messages, lanes, sender, timetable) with SQLite, against a channel in memory. Who does what, in which order, what
goes wrong and where the process dies is drawn from one seed; the same seed is the same run, byte for byte (a test compares
two processes with different hash seeds). What must be true at the end is in [tests/support/model.py](../../tests/support/model.py),
written apart from the bot's code. Why, and what it does not show, is in [decision 22](../decisions/0022-simulation.md).

```
make simulate SEED=7          # one run, printed
make simulate SEEDS=1..2000   # many; the first that fails is made small and printed as a test
```

"""


if __name__ == "__main__":
    sys.exit(main())
