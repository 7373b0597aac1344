"""A hundred short runs with nothing wrong at the end, the same run twice, and the tools themselves."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.minimise import smallest
from tests.simulation.run import simulate

#: Ten groups: a file's tests run in one process, and each seed would be a line of its own otherwise.
_GROUPS = [range(first, first + 10) for first in range(1, 101, 10)]
_PRINT = "import sys; from tests.simulation.run import simulate; print(simulate(int(sys.argv[1]), 0.3).trace)"


@pytest.mark.parametrize("seeds", _GROUPS, ids=lambda seeds: f"{seeds[0]} to {seeds[-1]}")
def test_nothing_is_wrong_at_the_end(seeds: range) -> None:
    """Promises, histories, ledger, inbox, outbox, and what stands in the chats."""
    wrong = {seed: outcome.wrongs for seed in seeds if (outcome := simulate(seed, 0.1)).wrongs}
    assert wrong == {}


def test_same_seed_is_the_same_run_in_any_process() -> None:
    """Byte for byte, also where sets and dicts of words are kept in another order."""
    root = Path(__file__).parents[2]
    traces = {
        subprocess.run(
            [sys.executable, "-c", _PRINT, "7"], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(traces) == 1 and len(next(iter(traces)).strip()) == 2 * hashlib.sha256().digest_size


def test_other_seeds_are_other_runs() -> None:
    """And a run with faults has some."""
    one, other = simulate(3, 0.3), simulate(4, 0.3)
    assert one.trace != other.trace
    assert sum(one.faults.values()) and sum(other.faults.values())


def test_failing_run_is_made_small() -> None:
    """Whatever two acts it takes, of four hundred: just these are left."""
    assert smallest(range(1, 401), lambda left_out: not {17, 309} & left_out) == [17, 309]


def test_what_must_not_be_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is no rubber stamp: a history cut short, a lost message and a wrong balance are named."""
    from tests.simulation import run

    honest = run.model.wrongs

    def spoilt(path: Path, *rest: object) -> list[str]:
        with sqlite3.connect(path) as conn:
            conn.execute("DELETE FROM events WHERE id = (SELECT max(id) FROM events WHERE to_status IS NOT NULL)")
            conn.execute("UPDATE outbox SET status = 'queued' WHERE id = (SELECT min(id) FROM outbox)")
            conn.execute(
                "UPDATE outbox SET message_id = 999999 WHERE id = (SELECT max(id) FROM outbox WHERE sort = 'message' AND status = 'sent')"
            )
        conn.close()
        return honest(path, *rest)

    monkeypatch.setattr(run.model, "wrongs", spoilt)
    said = "\n".join(simulate(1, 0.5).wrongs)
    for words in ("its history says", "is queued", "never arrived"):
        assert words in said
