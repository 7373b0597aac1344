"""An estate for each test: the whole bot but the network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine import open_store
from store.tables import metadata
from tests.support.estate import Estate


@pytest.fixture
def estate(tmp_path: Path) -> Iterator[Estate]:
    """People who type and press, in a fresh SQLite database."""
    store = open_store(f"sqlite:///{tmp_path}/estate.db")
    metadata.create_all(store.engine)
    made = Estate(store)
    yield made
    made.close()
    store.close()
