"""An estate for each test: the whole bot but the network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.estate import Estate, opened


@pytest.fixture
def estate(tmp_path: Path) -> Iterator[Estate]:
    """People who type and press, in a fresh SQLite database."""
    with opened(tmp_path) as made:
        yield made
