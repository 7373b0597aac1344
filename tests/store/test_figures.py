"""Rows of figures: through an index, whatever lies in the past; as many as fit one statement and more."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from domain.people import Team
from store import tables as t
from store.engine import Store, open_store
from store.work import Work
from tests.support.cast import START, build
from tests.support.plans import asked, grows

FIRST, LAST = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def work(store: Store):
    """A unit of work, on each kind of database."""
    with store.engine.connect() as conn:
        yield Work(conn, START)


def repair(work: Work, community: int, unit: int, number: int, at: datetime, team: Team = Team.ENGINEERING) -> None:
    """One that was finished and signed a day later."""
    case = {
        "community_id": community, "number": f"n{number}", "flow": "repair", "status": "closed", "version": 1, "unit_id": unit,
        "reporter_id": 1, "channel": "chat", "category": "leak", "urgent": False, "words": "x", "team": team, "owing_fen": 0,
        "created_at": at, "closed_at": at + timedelta(days=1),
    }  # fmt: skip
    found = work.conn.execute(insert(t.cases).values(case).returning(t.cases.c.id)).scalar_one()
    facts = {"case_id": found, "charge": "free", "charge_rules": [], "finished_at": at + timedelta(days=1)}
    work.conn.execute(insert(t.repairs).values(facts))
    line = {"case_id": found, "at": at + timedelta(days=1), "kind": "finish", "data": {"reason": None}}
    work.conn.execute(insert(t.events).values(line))


def test_nothing_looks_through_all_cases(tmp_path: Path) -> None:
    """Every statement of a report searches by an index that bounds it: never a whole table, never a whole community."""
    store = open_store(f"sqlite:///{tmp_path}/figures.db")
    t.metadata.create_all(store.engine)
    with store.engine.connect() as conn:
        work = Work(conn, START)
        cast, rows = build(work, START), work.figures
        for number in range(200):  # with few ids SQLite plans otherwise than with many
            repair(work, cast.community, cast.units["3-2-1502"], number, FIRST + timedelta(hours=number))
        with asked(conn) as plans:
            assert len(rows.repairs(1, FIRST, LAST)) == 200
            rows.happenings(list(range(1, 200)))
            rows.promises(1, FIRST, LAST, Team.ENGINEERING)
            rows.reported(1, FIRST, LAST)
            rows.standing(1)
            rows.holding(1)
            rows.due(1, None, START, 3)
            rows.due(1, START, LAST, 3, Team.ENGINEERING)
            rows.details(1, FIRST, LAST, 10)
            work.callbacks.rows(1, FIRST)
            assert work.callbacks.finished(1, FIRST, LAST, ["cancelled"])
            work.callbacks.asked_in_chat(1, FIRST, LAST)
        found = plans()
    assert len({statement for _, statement in found}) > 16
    assert [(plan, statement) for plan, statement in found if grows(plan)] == []
    store.close()


def test_money_looks_at_the_matters_it_is_about(tmp_path: Path) -> None:
    """Orders and disputes are few; repairs are not gone through for them."""
    store = open_store(f"sqlite:///{tmp_path}/figures.db")
    t.metadata.create_all(store.engine)
    with store.engine.connect() as conn:
        work = Work(conn, START)
        with asked(conn) as plans:
            work.money_figures.standing(1, LAST.date(), LAST)
            work.money_figures.services(1, FIRST, LAST, LAST.date())
            work.audit.disputed(1, LAST)
            work.orders.charged(1, FIRST, LAST)
            work.orders.due(1, ["owing"], ["monthly"], FIRST.date(), LAST.date())
            work.ledger.owed(1)
            work.ledger.homes_owing(1, LAST.date())
            work.ledger.disputed(1)
            work.dunning.spoken_to(1, LAST.date())
            work.dunning.reported(1)
            work.rentals.listed(1, over=False, limit=7, offset=0)
            work.rentals.signed(1)
            work.rentals.received(1, FIRST.date(), LAST.date())
            work.praises.between(1, FIRST, LAST)
        found = [
            (plan, statement) for plan, statement in plans() if re.search(" (cases|payments|dunning_contacts)", plan)
        ]
    assert len({statement for _, statement in found}) == 14
    few = re.compile(r"flow=\?|rowid=\?|status=\?|day=\?")
    assert [(plan, statement) for plan, statement in found if not few.search(plan)] == []
    store.close()


def test_rows_of_the_period_only(work: Work) -> None:
    """The first instant belongs to it, the last no longer does; finished in it counts wherever it was reported."""
    cast = build(work, START)
    unit = cast.units["3-2-1502"]
    for number, at in enumerate(
        (FIRST - timedelta(days=3), FIRST - timedelta(hours=5), FIRST, LAST - timedelta(days=2), LAST)
    ):
        repair(work, cast.community, unit, number, at)
    found = work.figures.repairs(cast.community, FIRST, LAST)
    assert [row.number for row in found] == ["n1", "n2", "n3"]
    assert {row.building for row in found} == {"3"}
    assert work.figures.reported(cast.community, FIRST, LAST) == 2
    assert [row["number"] for row in work.figures.details(cast.community, FIRST, LAST, 9)] == ["n2", "n3"]
    assert len(work.figures.details(cast.community, FIRST, LAST, 1)) == 1
    assert work.figures.repairs(cast.community, FIRST, LAST, Team.CLEANING) == []
    assert work.figures.repairs(cast.community + 1, FIRST, LAST) == []


def test_a_month_read_again_is_the_same(work: Work) -> None:
    """Finished in October, reopened and over again in November: October keeps it (F-05 to F-07)."""
    cast = build(work, START)
    before = FIRST - timedelta(days=40)
    repair(work, cast.community, cast.units["3-2-1502"], 1, before)
    october = (datetime(2026, 9, 1, tzinfo=UTC) + timedelta(days=20), FIRST)
    repair(work, cast.community, cast.units["3-2-1502"], 2, october[0] - timedelta(days=30))
    (second,) = work.conn.execute(t.cases.select().where(t.cases.c.number == "n2")).all()
    finished = october[0] + timedelta(days=3)
    line = {"case_id": second.id, "at": finished, "kind": "finish", "data": {"reason": None}}
    work.conn.execute(insert(t.events).values(line))
    again = FIRST + timedelta(days=9)
    work.conn.execute(t.cases.update().where(t.cases.c.id == second.id).values(closed_at=again))
    work.conn.execute(t.repairs.update().where(t.repairs.c.case_id == second.id).values(finished_at=again))
    assert [row.number for row in work.figures.repairs(cast.community, *october)] == ["n1", "n2"]
    assert [row.number for row in work.figures.repairs(cast.community, FIRST, LAST)] == ["n2"]


def test_who_finished_it_and_with_how_many_stars(work: Work) -> None:
    """From the record, whoever has the matter now: the post of whoever wrote it, none for others."""
    cast = build(work, START)
    repair(work, cast.community, cast.units["3-2-1502"], 1, FIRST)
    posts = work.staff.listed(cast.community, team=Team.ENGINEERING)
    post, person = posts[0]
    signed = {"case_id": 1, "at": LAST, "by": None, "kind": "sign", "data": {"stars": 4}}
    again = {"case_id": 1, "at": LAST, "by": person.id, "kind": "finish", "data": {}}
    work.conn.execute(insert(t.events), [signed, again])
    found = [(h.kind, h.staff, h.stars) for h in work.figures.happenings([1])]
    assert found == [("finish", None, None), ("sign", None, 4), ("finish", post.id, None)]


def test_more_than_one_statement_takes(work: Work) -> None:
    """A thousand repairs of a month, none lost, none twice."""
    cast = build(work, START)
    for number in range(1001):
        repair(work, cast.community, cast.units["3-2-1502"], number, FIRST + timedelta(minutes=number))
    found = work.figures.repairs(cast.community, FIRST, LAST)
    assert len({row.id for row in found}) == len(found) == 1001
    assert len(work.figures.happenings([row.id for row in found])) == 1001


def test_promises_are_added_up(work: Work) -> None:
    """By kind and outcome; the last instant belongs to it, kept exactly on time is kept, paused ones are not late."""
    cast = build(work, START)
    repair(work, cast.community, cast.units["3-2-1502"], 1, FIRST)
    due = FIRST + timedelta(days=1)
    rows = (
        ("met", due, due, None), ("met", due, due + timedelta(seconds=1), None), ("missed", due, due, None),
        ("open", due, None, None), ("open", due, None, START), ("open", START + timedelta(hours=1), None, None),
        ("dropped", due, due, None), ("met", LAST, LAST, None), ("met", FIRST, FIRST, None),
    )  # fmt: skip
    for number, (status, due_at, settled_at, paused_at) in enumerate(rows):
        work.conn.execute(insert(t.deadlines).values(
            case_id=1, kind="finish", round=number, team="engineering", rules=[], starts_at=FIRST, due_at=due_at, by_hand=False,
            working=False, rung=0, version=1, status=status, settled_at=settled_at, paused_at=paused_at,
        ))  # fmt: skip
    found = {(k.status, k.in_time): k.number for k in work.figures.promises(cast.community, FIRST, LAST)}
    assert found == {("met", True): 2, ("met", False): 1, ("missed", False): 1, ("open", False): 1}
    late, named = work.figures.due(cast.community, None, START, 3)
    assert (late, [d.number for d in named]) == (1, ["n1"])
    assert work.figures.due(cast.community, START, START + timedelta(days=1), 3)[0] == 1


def test_what_is_open(work: Work) -> None:
    """By team with what nobody has; what only waits for a signature is held by nobody."""
    cast = build(work, START)
    states = (("reported", None, True), ("accepted", 1, False), ("finished", 1, False), ("closed", 1, False))
    for number, (status, post, urgent) in enumerate(states):
        repair(work, cast.community, cast.units["3-2-1502"], number, START)
        mine = t.cases.c.number == f"n{number}"
        work.conn.execute(t.cases.update().where(mine).values(status=status, assignee_id=post, urgent=urgent))
    (standing,) = work.figures.standing(cast.community)
    assert (standing.team, standing.open, standing.urgent, standing.free) == (Team.ENGINEERING, 3, 1, 1)
    assert work.figures.holding(cast.community) == {1: 1}


def test_homes(work: Work) -> None:
    """PLN-06: handed over on these days, and empty ones."""
    cast = build(work, START)
    work.conn.execute(t.units.update().where(t.units.c.id == cast.units["1-1-101"]).values(state="vacant"))
    assert work.figures.homes(cast.community, date(2026, 1, 1), date(2026, 1, 31)) == (8, 1)
    assert work.figures.homes(cast.community, date(2026, 2, 1), date(2026, 2, 28)) == (0, 1)
