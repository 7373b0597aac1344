"""`make chaos SEED=1 MINUTES=5`: prints the table; writes `docs/proof/chaos.md` when nothing is wrong. 1 when something is."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.chaos.run import Chaos, Outcome

PAGE = Path(__file__).parents[2] / "docs/proof/chaos.md"
COMMUNITIES, OWNERS, WANDERERS = 5, 30, 100


def main() -> int:
    """A run by the environment's SEED and MINUTES."""
    seed, minutes = int(os.environ.get("SEED") or 1), float(os.environ.get("MINUTES") or 5)
    with tempfile.TemporaryDirectory() as folder:
        chaos = Chaos(seed, Path(folder), COMMUNITIES, OWNERS, WANDERERS)
        outcome = asyncio.run(chaos.run(minutes * 60))
    text = page(outcome)
    print(text)
    for wrong in outcome.wrongs:
        print(f"WRONG: {wrong}")
    if not outcome.wrongs:
        PAGE.write_text(_HEAD + text, encoding="utf-8")
    return 1 if outcome.wrongs else 0


def page(outcome: Outcome) -> str:
    """The tables of a run."""
    kept = {name: n for name, n in outcome.counts.items() if not name.startswith("conversations: ")}
    lost = sum("never arrived" in wrong or "is queued" in wrong for wrong in outcome.wrongs)
    flows = sorted(
        name.removeprefix("conversations: ") for name in outcome.counts if name.startswith("conversations: ")
    )
    lines = [
        f"Seed {outcome.seed}: {outcome.people} people, {outcome.days:.0f} days by the calendar in {outcome.seconds / 60:.0f} minutes, the bot was started",
        f"{outcome.starts} times.", "",
        "| lost | doubled | in doubt | wrong |", "|--:|--:|--:|--:|",
        f"| {lost} | {outcome.doubled} | {outcome.doubts} | {len(outcome.wrongs)} |", "",
        "| what happened | how often |", "|---|--:|", *(f"| {name} | {n:,} |" for name, n in kept.items()), "",
        "| what went wrong on the way | times |", "|---|--:|", *(f"| {name} | {n} |" for name, n in sorted(outcome.faults.items())), "",
        f"Conversations begun, by kind ({len(flows)}): {', '.join(flows)}.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


_HEAD = """# Chaos

`make chaos SEED=1 MINUTES=5` runs the real bot as a process against the sandbox, with several hundred people: owners and crews who carry repairs through, and
heads, desks and residents who press and type anything they are shown. The calendar leaps; one fault follows the other, all of them, in an order drawn from the seed.
Then it is calm, and the [model](../../tests/support/model.py) looks: promises kept or alerted, histories complete and legal, ledger balanced, nothing
owed left lying, everything that counts as sent arrived, and doubled only what was in doubt (an answer lost, or a death on its way). Processes do not
interleave twice in the same way; runs that repeat byte for byte are the [simulation's](simulation.md).

"""


if __name__ == "__main__":
    sys.exit(main())
