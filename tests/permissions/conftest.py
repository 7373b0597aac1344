"""One world for all presses: each of them is undone."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from store.engine import open_store
from store.tables import metadata
from tests.permissions.world import World, build
from tests.support.estate import Estate


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two communities and everybody in them."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('permissions')}/world.db")
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    metadata.create_all(store.engine)
    estate = Estate(store)
    yield build(estate)
    estate.close()
    store.close()
