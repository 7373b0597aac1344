"""Runs that once ended wrongly, made small; each is named for what it found."""

from dataclasses import dataclass

import pytest

from tests.simulation.run import simulate


@dataclass(frozen=True)
class Found:
    """What it was, and the run."""

    what: str
    seed: int
    days: float


FOUND = (
    # Back from a line of the summary that was being changed asked a later question whose words need the earlier answer.
    Found("back from a changed line", 1, 2.0),
    # What a question was begun with stood where the step keeps its own, and was let go by the second ‹ 上一步.
    Found("back to the amount that was told", 43, 0.3),
)


@pytest.mark.parametrize("found", FOUND, ids=[found.what for found in FOUND])
def test_found(found: Found) -> None:
    """It does not come back."""
    assert simulate(found.seed, found.days).wrongs == []
