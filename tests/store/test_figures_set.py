"""Figures a community has set, their changes, its own days, and its open promises in parts: the same on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from domain.cases import DeadlineEvent
from domain.people import Team
from services import recompute, standards
from store.calendar import OwnDay
from store.engine import Store, open_store
from store.tables import metadata
from store.work import Work

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


@pytest.fixture(params=["sqlite", "postgres"])
def work(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Work]:
    """A unit of work in an empty database of each kind."""
    server = request.getfixturevalue("postgres_server") if request.param == "postgres" else None
    url = server.database() if server else f"sqlite:///{tmp_path}/figures.db"
    store: Store = open_store(url)
    metadata.create_all(store.engine)
    with store.engine.begin() as conn:
        yield Work(conn, NOW)
    store.close()
    if server:
        server.drop(url)


def test_figures_are_set_tried_and_cleared(work: Work) -> None:
    """Read back as they were written; what was only tried leaves no trace."""
    here = work.register.add_community("桂苑", "Asia/Shanghai", "zh")
    work.standards.set(here, "repair.small_days", 3, None, NOW)
    work.standards.set(here, "calendar.hours", "1-7 00:00-00:00", None, NOW)
    with work.standards.trying(here, "repair.small_days", 9):
        assert work.standards.number(here, "repair.small_days") == 9
    with pytest.raises(RuntimeError), work.standards.trying(here, "repair.small_days", 9):
        raise RuntimeError
    assert work.standards.own(here) == {"repair.small_days": 3, "calendar.hours": "1-7 00:00-00:00"}
    work.standards.clear(here, "repair.small_days")
    assert work.standards.number(here, "repair.small_days") == 2


def test_changes_are_kept_newest_first(work: Work) -> None:
    """Values of any kind, each with its number; one community's are not another's."""
    here, there = (work.register.add_community(name, "Asia/Shanghai", "zh") for name in ("桂苑", "别苑"))
    for before, after in ((2, 3), (3, 4), ("claim", "lead"), (False, True)):
        work.standards.record(here, "some.key", before, after, None, NOW)
    found = work.standards.changes(here, "some.key", 3)
    assert [(c.before, c.after) for c in found] == [(False, True), ("claim", "lead"), (3, 4)]
    assert found[0].id > found[1].id
    assert (found[0].at, found[0].by) == (NOW, None)
    assert work.standards.changes(there, "some.key", 3) == []


def test_own_days_are_set_again_tried_and_removed(work: Work) -> None:
    """The newest word about a day holds."""
    here = work.register.add_community("桂苑", "Asia/Shanghai", "zh")
    work.calendar_days.set(here, MONDAY, False, "台风", None, NOW)
    work.calendar_days.set(here, MONDAY, True, "照常", None, NOW)
    assert work.calendar_days.own(here) == {MONDAY: OwnDay(True, "照常")}
    with work.calendar_days.trying(here, MONDAY, False):
        assert not work.calendar_days.own(here)[MONDAY].works
    assert work.calendar_days.own(here)[MONDAY].works
    assert work.calendar_days.remove(here, MONDAY)
    assert not work.calendar_days.remove(here, MONDAY)
    assert work.calendar_days.own(here) == {}


def _case(work: Work, community: int, number: str) -> int:
    reporter = work.people.add(number, NOW)
    return work.cases.add(
        {
            "community_id": community, "number": number, "flow": "repair", "status": "reported", "unit_id": None, "place": "lobby",
            "reporter_id": reporter, "taken_by": None, "channel": "chat", "category": "water", "urgent": False, "danger": None,
            "words": "滴水", "contact": None, "team": Team.ENGINEERING, "appointment_from": None, "appointment_to": None,
            "created_at": NOW,
        }
    )  # fmt: skip


def test_open_promises_are_gone_through_in_parts(work: Work) -> None:
    """In the order of their ids, without the settled ones and other communities'; a request survives until all are seen."""
    here, there = (work.register.add_community(name, "Asia/Shanghai", "zh") for name in ("桂苑", "别苑"))
    made = []
    for n, community in enumerate((here, there, here, here)):
        case = _case(work, community, f"261122-{n}")
        work.cases.add_repair(case, {"charge": "public", "charge_rules": [], "warranty_until": None})
        due = NOW + timedelta(days=2)
        made.append(
            work.deadlines.add(
                case, "finish", 1, Team.ENGINEERING, ["REP-11"], starts_at=NOW, due_at=due, fire_at=due, working=False
            )
        )
    work.deadlines.settle(work.deadlines.get(made[2]), DeadlineEvent.MEET, NOW)
    assert [d.id for d in work.deadlines.open_after(here, 0, 9)] == [made[0], made[3]]
    assert [d.id for d in work.deadlines.open_after(here, made[0], 9)] == [made[3]]
    assert recompute.sweep(work, 1) is None
    place = work.people.community(here)
    assert standards.moves(work, here, standards.BY_KEY["repair.small_days"], 5) == (2, True)
    assert standards.change(work, place, standards.BY_KEY["repair.small_days"], 5, None)
    assert [recompute.sweep(work, 1) for _ in range(4)] == [NOW, NOW, None, None]
    days = [(work.deadlines.get(n).due_at - NOW).days for n in made]
    assert days == [5, 2, 2, 5]
