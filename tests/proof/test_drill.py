"""The short form of `make drill`: one copy under load, put back elsewhere."""

from pathlib import Path

import pytest

from tests.proof.drill import drill

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]


async def test_a_copy_under_load_holds_what_was_committed(tmp_path: Path) -> None:
    """History and ledger byte for byte, the photos it names, and figures that follow."""
    _, (copy,) = await drill(tmp_path, copies=1, rate=60, seconds=8.0)
    assert copy.before == copy.held > 0 and copy.differing == 0 and copy.rows >= copy.before
    assert copy.photos == copy.photos_held and copy.verified
