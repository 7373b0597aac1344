"""What is open and what is late, on both databases; and never by going through the past."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.cases import OVER, DeadlineEvent
from domain.incidents import Area
from domain.people import Team
from domain.search import wanted
from services.flows import FACES
from store import tables as t
from store.engine import Store, open_store
from store.work import Work
from tests.support.cast import START, Cast, build
from tests.support.plans import asked, grows

#: Open statuses of every flow: with many flows SQLite plans otherwise than with one.
EVERY = {flow: face.open for flow, face in FACES.items()}
OPEN = {"repair": frozenset({"reported", "accepted", "on_hold", "finished"})}
UNTAKEN, HELD, OWN = {"repair": frozenset({"reported"})}, {"repair": frozenset({"on_hold"})}, frozenset({"sign"})


@pytest.fixture
def work(store: Store):
    """A unit of work, on each kind of database."""
    with store.engine.connect() as conn:
        yield Work(conn, START)


def file(work: Work, cast: Cast, number: int, status: str = "accepted", **more: object) -> int:
    """One repair of home 3-2-1502."""
    return work.cases.add({
        "community_id": cast.community, "number": f"261122-{number:03}", "flow": "repair", "status": status,
        "unit_id": cast.units["3-2-1502"], "reporter_id": 1, "channel": "chat", "category": "leak", "urgent": False,
        "words": "x", "team": Team.ENGINEERING, "created_at": START, **more,
    })  # fmt: skip


def due(work: Work, case: int, hours: int, kind: str = "finish", round_: int = 1) -> int:
    """A promise due so many hours from now."""
    at = START + timedelta(hours=hours)
    starts = START - timedelta(days=9)
    return work.deadlines.add(case, kind, round_, Team.ENGINEERING, [], starts_at=starts, due_at=at, fire_at=None)


def matters(work: Work, cast: Cast, team: Team | None = None) -> dict[int, tuple[object, ...]]:
    """By id: nobody has it, put off, late since, building."""
    found = work.board.matters(cast.community, OPEN, UNTAKEN, HELD, OWN, team)
    return {m.id: (m.free, m.held, m.late_since, m.building) for m in found}


def test_open_matters_with_what_the_board_needs(work: Work) -> None:
    """Closed ones and those of others are not there; met, paused, coming and unsigned promises are nobody's lateness."""
    cast = build(work, START)
    late, free, held = file(work, cast, 1), file(work, cast, 2, "reported"), file(work, cast, 3, "on_hold")
    public = file(work, cast, 4, "finished", unit_id=None, place="garage", team=Team.CLEANING)
    file(work, cast, 5, "closed")
    file(work, cast, 6, community_id=work.register.add_community("别苑", "Asia/Shanghai", "zh"), unit_id=None)
    due(work, late, -1, "arrive")
    due(work, late, -5)
    due(work, free, 1)
    due(work, public, -1, "sign")
    work.deadlines.settle(work.deadlines.get(due(work, held, -9)), DeadlineEvent.MEET, START)
    assert matters(work, cast) == {
        late: (False, False, START - timedelta(hours=5), "3"),
        free: (True, False, None, "3"),
        held: (False, True, None, "3"),
        public: (False, False, None, None),
    }
    assert set(matters(work, cast, Team.CLEANING)) == {public}
    paused = work.deadlines.open_of(late, "finish")
    work.deadlines.change(paused, {"paused_at": START, "paused_reason": "parts"})
    assert matters(work, cast)[late] == (False, True, START - timedelta(hours=1), "3")


def test_late_promises_worst_first_paged_and_counted(work: Work) -> None:
    """Due this very instant is late; in hands, by team, paused apart."""
    cast = build(work, START)
    plain, urgent, mine = file(work, cast, 1), file(work, cast, 2, urgent=True), file(work, cast, 3, assignee_id=1)
    new, old, both = due(work, urgent, 0), due(work, plain, -50), due(work, mine, -9)
    due(work, plain, 1, "arrive")
    due(work, plain, -1, "sign")
    rests = due(work, mine, -3, "arrive")
    work.deadlines.change(work.deadlines.get(rests), {"paused_at": START, "paused_reason": "parts"})

    def listed(**more: object) -> list[int]:
        given = {"paused": False, "assignee": None, "limit": 9, "offset": 0, **more}
        return [d.id for d in work.board.overdue(cast.community, OWN, **given)]

    assert listed() == [new, old, both]
    assert listed(limit=1, offset=1) == [old]
    assert listed(assignee=1) == [both]
    assert listed(paused=True) == [rests] == listed(paused=True, assignee=1)
    assert work.board.counts(cast.community, OWN, paused=False, assignee=None) == [(Team.ENGINEERING, 3)]
    assert work.board.counts(cast.community, OWN, paused=True, assignee=2) == []
    assert work.board.overdue(cast.community + 1, OWN, paused=False, assignee=None, limit=9, offset=0) == []


def test_nothing_goes_through_the_past(tmp_path: Path) -> None:
    """Each statement searches by an index that bounds it by more than the community."""
    store = open_store(f"sqlite:///{tmp_path}/board.db")
    t.metadata.create_all(store.engine)
    with store.engine.connect() as conn:
        work = Work(conn, START)
        with asked(conn) as plans:
            for states, team in ((OPEN, Team.ENGINEERING), (EVERY, None), (EVERY, Team.DESK)):
                work.board.matters(1, states, UNTAKEN, HELD, OWN, team)
            work.board.next_late(1, OWN)
            work.cases.open_of_community(1, OVER)
            work.cases.open_of_community(1, OVER, statuses=["reported"])
            work.cases.open_of_team(1, Team.ENGINEERING, OVER)
            work.staff.open_work(1, OVER)
            work.breaches.open(1, 7, 0)
            work.opinions.open(1, None, 7, 0)
            work.deadlines.open_after(1, 0, 50)
            work.praises.served(1, 1, START, 3)
            work.incidents.reports(1, Area("3", "water"), START, OVER)
            work.visits.planned(1, upto=START.date())
            work.visits.of_gone(1)
            work.knowledge.settle_case(7, 1)
            work.callbacks.listed(1, START, 7, 0)
            work.callbacks.waiting(1, START)
            work.callbacks.waiting_for_rain(1)
            work.callbacks.unsettled(1, 3)
            for paused in (False, True):
                work.board.overdue(1, OWN, paused=paused, assignee=None, limit=6, offset=6)
                work.board.counts(1, OWN, paused=paused, assignee=3)
            work.search.having(1, wanted("厨房水龙头滴水 leak"), Team.ENGINEERING, 60)
            work.search.of_units(1, [1, 2], 60)
            work.search.numbered(1, "261122-001")
            work.search.after(7, 50)
            work.outbox.crowded(5, 2)
        found = plans()
    assert len({statement for _, statement in found}) == 32
    assert [(plan, statement) for plan, statement in found if grows(plan)] == []
    store.close()
