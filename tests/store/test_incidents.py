"""Incidents, their reports and who is told, on both databases."""

from datetime import timedelta

import pytest

from domain.errors import Outdated
from domain.incidents import Area, Incident, Status
from domain.people import Team
from domain.repair import Category
from store.engine import Store
from store.work import Work
from tests.support.cast import START, Cast, build

HERE, PUBLIC = Area("3", Category.WATER), Area(None, Category.LIGHTING)


@pytest.fixture
def work(store: Store):
    """A unit of work, on each kind of database."""
    with store.engine.connect() as conn:
        yield Work(conn, START)


def propose(work: Work, cast: Cast, area: Area = HERE, **more: object) -> Incident:
    """A proposal there."""
    values = {
        "community_id": cast.community,
        "status": Status.PROPOSED,
        "building": area.building,
        "category": area.kin,
    }
    return work.incidents.add({**values, "proposed_at": START, **more})


def file(work: Work, cast: Cast, number: int, **more: object) -> int:
    """One report of a leak in home 3-2-1502."""
    return work.cases.add({
        "community_id": cast.community, "number": f"261122-{number:03}", "flow": "repair", "status": "reported",
        "unit_id": cast.units["3-2-1502"], "reporter_id": 1, "channel": "chat", "category": "leak", "urgent": False,
        "words": "x", "team": Team.ENGINEERING, "created_at": START, **more,
    })  # fmt: skip


def test_proposals_without_number_stand_side_by_side(work: Work) -> None:
    """Many have none yet, on PostgreSQL too; a number is taken once in a community."""
    cast = build(work, START)
    one, two = propose(work, cast), propose(work, cast, PUBLIC)
    assert (one.number, two.number) == (None, None)
    one = work.incidents.change(one, {"number": "261122-001", "status": Status.OPEN})
    assert (one.number, one.version, work.incidents.get(one.id)) == ("261122-001", 2, one)
    assert work.incidents.find(999) is None


def test_changed_by_somebody_else_meanwhile_is_outdated(work: Work) -> None:
    """The second of two who read the same state changes nothing."""
    read = propose(work, build(work, START))
    work.incidents.change(read, {"status": Status.DISMISSED, "closed_at": START})
    with pytest.raises(Outdated):
        work.incidents.change(read, {"status": Status.OPEN})
    assert work.incidents.get(read.id).status == Status.DISMISSED


def test_live_ones_by_place_and_kind(work: Work) -> None:
    """Proposed and open ones; what is over, or of another community, is not there."""
    cast = build(work, START)
    open_, public = propose(work, cast, status=Status.OPEN), propose(work, cast, PUBLIC)
    propose(work, cast, status=Status.CLOSED, closed_at=START)
    no = propose(work, cast, status=Status.DISMISSED, closed_at=START)
    other = work.register.add_community("别苑", "Asia/Shanghai", "zh")
    propose(work, cast, community_id=other)
    assert [i.id for i in work.incidents.live(cast.community)] == [open_.id, public.id]
    assert (
        work.incidents.live_at(cast.community, HERE) == open_
        and work.incidents.live_at(cast.community, PUBLIC) == public
    )
    assert work.incidents.live_at(cast.community, Area("2", Category.WATER)) is None
    assert work.incidents.dismissed_since(cast.community, START) == [no]
    assert work.incidents.dismissed_since(cast.community, START + timedelta(minutes=1)) == []


def test_reports_of_the_building_or_of_public_places(work: Work) -> None:
    """With what proposals need; a home is one, however many write from it; older ones and what is over are left out."""
    cast = build(work, START)
    one, two = file(work, cast, 1), file(work, cast, 2, category="water", danger="no_water", urgent=True)
    file(work, cast, 3, created_at=START - timedelta(hours=2))
    file(work, cast, 4, status="closed")
    file(work, cast, 5, category="other")
    lamp = file(work, cast, 6, unit_id=None, place="garage", category="lighting")
    since, over = START - timedelta(hours=1), ["closed"]
    found = work.incidents.reports(cast.community, HERE, since, over)
    assert [(r.case, r.area) for r in found] == [(one, HERE), (two, HERE)] and len({r.home for r in found}) == 1
    assert [r.case for r in work.incidents.reports(cast.community, PUBLIC, since, over)] == [lamp]
    incident = propose(work, cast)
    work.cases.change(work.cases.get(two), {"incident_id": incident.id})
    assert [r.incident for r in work.incidents.reports(cast.community, HERE, since, over)] == [None, incident.id]
    assert [c.id for c in work.incidents.cases_of(incident.id)] == [two]


def test_who_joined_and_how_many_homes(work: Work) -> None:
    """Once each, in the order they came, with their floor; homes count once, whoever has none for themselves."""
    cast = build(work, START)
    incident, home = propose(work, cast), cast.units["3-2-1502"]
    assert work.incidents.homes(incident.id) == 0
    assert work.incidents.join(incident.id, 2, home, START) and work.incidents.join(incident.id, 1, home, START)
    assert not work.incidents.join(incident.id, 1, None, START)
    assert work.incidents.join(incident.id, 3, None, START) and work.incidents.join(incident.id, 4, None, START)
    assert [(j.person_id, j.floor) for j in work.incidents.people(incident.id)] == [
        (2, 15),
        (1, 15),
        (3, None),
        (4, None),
    ]
    assert work.incidents.homes(incident.id) == 3
    work.incidents.leave(incident.id, 4)
    assert work.incidents.homes(incident.id) == 2 and not work.incidents.has(incident.id, 4)
