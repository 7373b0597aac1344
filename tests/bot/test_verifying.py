"""`guanjia verify` on the console: nothing differs, or a line for each row that does and exit code 1."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from bot.cli import main
from store import schema
from store import tables as t
from store.engine import open_store
from store.writer import Writer
from tests.support.cast import START, build


@pytest.fixture
def url(tmp_path, monkeypatch) -> str:
    """A database with an estate in it and one repair that was signed."""
    found = f"sqlite:///{tmp_path}/g.db"
    monkeypatch.setenv("DATABASE_URL", found)
    monkeypatch.chdir(tmp_path)
    store = open_store(found)
    schema.upgrade(store)
    writer = Writer(store, lambda: START).start()
    try:
        writer.run_sync(lambda work: build(work, START))
        writer.run_sync(_repair)
    finally:
        writer.stop_sync()
        store.close()
    return found


def _repair(work) -> None:
    person = work.people.add("王芳", START)
    community = work.people.communities()[0].id
    case = work.cases.add(
        {
            "community_id": community, "number": "261122-001", "flow": "repair", "status": "closed", "unit_id": None, "place": "gate",
            "reporter_id": person, "taken_by": None, "channel": "chat", "category": "leak", "urgent": False, "danger": None, "words": "",
            "contact": None, "team": "engineering", "assignee_id": None, "appointment_from": None, "appointment_to": None, "owing_fen": 0,
            "outcome": None, "rating": 4, "created_at": START, "closed_at": START, "urged_at": None, "incident_id": None,
        }
    )  # fmt: skip
    work.cases.add_repair(case, {"charge": "free", "charge_rules": [], "warranty_until": None})
    work.cases.log(case, START, person, "report", None, "reported", {})
    work.cases.log(case, START, person, "sign", "finished", "closed", {"stars": 4})


def verify(*arguments: str) -> Result:
    """The command."""
    return CliRunner().invoke(main, ["verify", *arguments])


def test_nothing_differs(url: str) -> None:
    """Exit code 0, and what was looked at."""
    result = verify()
    assert result.exit_code == 0, result.output
    assert "1 matters" in result.output and "✓ Every figure follows from the history." in result.output


def test_a_tampered_row_is_named(url: str) -> None:
    """Row, field, both values; exit code 1. Outside of the days asked for nothing is said."""
    store = open_store(url)
    writer = Writer(store, lambda: datetime(2026, 11, 22, tzinfo=UTC)).start()
    writer.run_sync(lambda work: work.conn.execute(update(t.cases).values(rating=5)))
    writer.stop_sync()
    store.close()
    result = verify()
    assert result.exit_code == 1
    assert (
        "✗ ratings: repair 261122-001: stars is 5, counted 4" in result.output
        and "Differences: 1 in ratings" in result.output
    )
    assert verify("--since", "2026-11-22", "--until", "2026-11-22").exit_code == 1
    assert verify("--until", "2026-10-31").exit_code == 0


def test_wrongly_called(url: str) -> None:
    """Days in the wrong order, or no days."""
    assert verify("--since", "2026-11-02", "--until", "2026-11-01").exit_code == 2
    assert verify("--since", "yesterday").exit_code == 2
