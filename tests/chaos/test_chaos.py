"""The short form: every fault once, a handful of people; the long one is `make chaos`."""

from pathlib import Path

import pytest

from tests.chaos.run import Chaos

pytestmark = [pytest.mark.journey, pytest.mark.timeout(420)]


async def test_every_fault_once(tmp_path: Path) -> None:
    """Nothing lost, nothing doubled that was not in doubt, no promise forgotten, no history broken."""
    outcome = await Chaos(1, tmp_path, 1, 6, 8).run(1, every=0.5)
    assert outcome.wrongs == []
    assert set(outcome.faults.values()) == {1} and len(outcome.faults) == 23
    assert outcome.counts["matters"] and outcome.counts["updates"] > 500
