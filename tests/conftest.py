"""What all tests may ask for: an empty database of either kind, a store with all tables, a writer on it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, event

from store import engine
from store.engine import Store, open_store
from store.tables import metadata
from store.writer import Writer
from tests.support import postgres

_LEFT_OUT = pytest.StashKey[int]()
#: Files of most seconds (not of most tests), the longest first; all other journeys come next. Only speed hangs on it.
_LONGEST = (
    "journeys/test_survey_many.py",
    "journeys/test_killed.py",
    "journeys/test_absence.py",
    "journeys/test_enquiry.py",
    "sandbox/test_page.py",
    "journeys/test_announcements_stopped.py",
    "journeys/test_restarts.py",
    "journeys/test_whole_repair.py",
    "journeys/test_ladder.py",
    "journeys/test_callbacks.py",
)
# A busy machine generates slowly and runs slowly; neither says anything about us.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_FIRST: dict[str, Engine] = {}


def _alike(url: Any, **options: Any) -> Engine:
    """An engine that knows what the first one of its kind has compiled: each test has a database of its own, and would
    compile the same statements again."""
    made = create_engine(url, **options)
    first = _FIRST.get(made.dialect.name)
    if first is None:  # it counts as the first from its first connection on: only then its dialect knows the server
        event.listen(made, "connect", lambda *_: _FIRST.setdefault(made.dialect.name, made), once=True)
        return made
    made.dialect = made.pool._dialect = first.dialect
    made._compiled_cache = first._compiled_cache
    return made


engine.create_engine = _alike


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """`-n auto`: twice as many as there are cores; a story that waits for a clock leaves its core to another."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 2 * cores


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files first, so that none of them runs alone at the end; and what PostgreSQL is missing for."""
    items.sort(key=_turn)
    _leave_out(config, items)


def _turn(item: pytest.Item) -> int:
    """When its file is begun: 0 is first. Within a turn the order stays as it was collected."""
    folder, name = item.path.parts[-2:]
    file = f"{folder}/{name}"
    return _LONGEST.index(file) if file in _LONGEST else len(_LONGEST) + (folder != "journeys")


def _leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without PostgreSQL its half of the tests is left out aloud; on CI it fails instead."""
    if postgres.available() or os.environ.get("CI") == "true":
        return
    out = [item for item in items if _needs_postgresql(item)]
    if out:
        config.stash[_LEFT_OUT] = len(out)
        items[:] = [item for item in items if item not in set(out)]
        config.hook.pytest_deselected(items=out)


def _needs_postgresql(item: pytest.Item) -> bool:
    params = getattr(getattr(item, "callspec", None), "params", {})
    return params.get("database_url") == "postgresql" or "postgres_server" in getattr(item, "fixturenames", ())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says what was left out."""
    left_out = config.stash.get(_LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(f"PostgreSQL was not found: {left_out} tests were left out.", yellow=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A server for the whole session, started when first asked for."""
    if not postgres.available():
        pytest.fail("PostgreSQL was not found; set POSTGRES_URL or install it")
    server = postgres.Server.start()
    server.ready = server.database()
    ready = open_store(server.ready)
    metadata.create_all(ready.engine)
    ready.close()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once of each kind; for `store` it has its tables already."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.db"
        return
    server = request.getfixturevalue("postgres_server")
    if "store" in request.fixturenames:  # emptying one is ten times faster than making one
        yield server.ready
        server.empty(server.ready, [table.name for table in metadata.sorted_tables])
        return
    url = server.database()
    yield url
    server.drop(url)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An opened database with all tables."""
    opened = open_store(database_url)
    if opened.path is not None:
        metadata.create_all(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    """A writer on that store; not started, so that a test can do so on its own event loop."""
    made = Writer(store)
    yield made
    made.stop_sync()
