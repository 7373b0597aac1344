"""Whoever shares a contact becomes the person the register knows, however much has happened since the bot began."""

from pathlib import Path

from store.engine import open_store
from store.every_table import metadata
from store.work import Work
from tests.support.cast import START
from tests.support.plans import asked

#: What grows with every matter and every message.
GROWING = (
    "cases", "events", "media", "callbacks", "enquiries", "outbox", "talks", "relay_messages", "announcement_people",
    "knowledge_asks",
)  # fmt: skip


def test_two_people_become_one_without_going_through_all_that_happened(tmp_path: Path) -> None:
    """The rows of the guest are found by index, and so are those that could still point to them when they are deleted."""
    store = open_store(f"sqlite:///{tmp_path}/joining.db")
    metadata.create_all(store.engine)
    with store.engine.connect() as conn:
        work = Work(conn, START)
        guest = work.people.get(work.people.add("?", START, telegram_id=7))
        known = work.people.get(work.people.add("王芳", START, phone="+8613800000001"))
        with asked(conn) as plans:
            work.people.bind(guest, known)
        found = plans()
    assert any(statement.startswith("DELETE FROM persons") for _, statement in found)
    through = {plan for plan, _ in found if plan.startswith("SCAN ") and plan.split()[1] in GROWING}
    assert through == set()
    store.close()
