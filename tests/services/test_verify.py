"""What the history says and what the rows say: the same after every story; whatever row is tampered with is named (QLT-03)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from domain.cases import DeadlineStatus
from domain.figures import Period, days
from domain.replay import Difference
from services.verify import verify
from store import heard_tables as h
from store import money_tables as m
from store import survey_tables as v
from store import tables as t
from tests.services import fee_steps
from tests.services.complaint_steps import complains, hands, judges, says_to
from tests.services.steps import WANG, WU, arrives, case_of, files, finishes, press, signs, takes, waives
from tests.services.survey_steps import issues, settles
from tests.support.estate import Estate

ALWAYS = days(date(2026, 1, 1), date(2026, 12, 31))


def found(estate: Estate, period: Period = ALWAYS) -> list[Difference]:
    """What differs now."""
    return list(
        estate.work(lambda w: verify(w, w.people.community(estate.community), period, lambda _: None)).differences
    )


def story(estate: Estate) -> None:
    """An urgent repair there too late, signed, closed; a drip put off; a complaint answered and confirmed; money; a survey."""
    estate.says(WANG, "厨房水管爆了,水一直流")
    estate.passes(minutes=2)
    takes(estate)
    estate.passes(minutes=14)
    arrives(estate)
    estate.passes(minutes=10)
    waives(estate)
    finishes(estate)
    estate.passes(minutes=3)
    signs(estate, stars=2)
    files(estate, WANG, "水龙头滴水")
    first = complains(estate)
    judges(estate, first.number, "重要")
    judges(estate, first.number, "成立")
    estate.passes(minutes=5)
    hands(estate, first.number)
    estate.passes(minutes=30)
    says_to(estate, WU, "告知结果", first.number, "已经打扫干净")
    estate.taps(WANG, "★5")
    estate.passes(days=3)
    fee_steps.bill(estate, "3-2-1502", 27_580, "2026-11", estate.now.date() - timedelta(days=2))
    fee_steps.bill(estate, "3-1-101", 30_000, "2026-11", estate.now.date() - timedelta(days=2))
    fee_steps.pays(estate, "3-1-101", 30_000)
    issues(estate)
    settles(estate)


def test_every_story_follows_from_its_history(estate: Estate) -> None:
    """Nothing differs, for all time and for any part of it; what was looked at is counted."""
    story(estate)
    assert found(estate) == []
    for first in range(18, 28):
        assert found(estate, days(date(2026, 11, first), date(2026, 11, first))) == []
    seen = estate.work(lambda w: verify(w, w.people.community(estate.community), ALWAYS, lambda _: None)).looked_at
    assert seen["matters"] >= 3 and seen["promises"] >= 5 and seen["callbacks"] >= 1
    assert seen["bills and payments"] == 3 and seen["surveys"] == 1


def test_reopened_and_sent_back_too(estate: Estate) -> None:
    """Rounds begin anew; the stars of before count no more."""
    estate.says(WANG, "厨房水管爆了,水一直流")
    number = case_of(estate, "261122-001").number
    takes(estate)
    estate.passes(minutes=3)
    arrives(estate)
    waives(estate)
    finishes(estate)
    press(estate, WANG, "还没修好", number)
    estate.passes(minutes=3)
    assert found(estate) == []


T, C = t.deadlines.c, t.cases.c
_LATE = timedelta(minutes=20)


def _case(flow: str) -> Any:
    return C.flow == flow


@pytest.mark.parametrize(
    ("name", "figure", "tamper"),
    [
        ("promise arrive 1: status", "promises", lambda: update(t.deadlines).where(T.kind == "arrive", T.status == "missed").values(status="met")),
        ("promise finish 1: status", "promises", lambda: update(t.deadlines).where(T.kind == "finish", T.status == "met").values(status="dropped")),
        ("promise finish 1: status", "promises", lambda: update(t.deadlines).where(T.kind == "finish", T.status == "met").values(status="open", settled_at=None)),
        ("promise arrive 1: settled", "promises", lambda: update(t.deadlines).where(T.kind == "arrive", T.status == "missed").values(settled_at=T.starts_at, status="met")),
        ("promise first_answer 1: status", "promises", lambda: update(t.deadlines).where(T.kind == "first_answer").values(status="missed")),
        ("repair 261122-001: stars", "ratings", lambda: update(t.cases).where(C.rating == 2).values(rating=5)),
        ("repair 261122-001: status", "times", lambda: update(t.cases).where(C.rating == 2).values(status="reported")),
        ("repair 261122-001: closed", "times", lambda: update(t.cases).where(C.rating == 2).values(closed_at=C.created_at)),
        ("repair 261122-001: reported", "times", lambda: update(t.cases).where(C.rating == 2).values(created_at=C.closed_at)),
        ("repair 261122-001: finished", "times", lambda: update(t.repairs).where(t.repairs.c.finished_at.is_not(None)).values(finished_at=t.repairs.c.arrived_at)),
        ("complaint 261122-003: answered", "times", lambda: update(h.complaints).values(answered_at=None).where(h.complaints.c.case_id > 0)),
        ("complaint 261122-003: validity", "complaint rates", lambda: update(h.complaints).values(validity="unfounded")),
        ("complaint 261122-003: grade", "complaint rates", lambda: update(h.complaints).values(grade="minor")),
        ("complaint 261122-003: times taken up again", "complaint rates", lambda: update(h.complaints).values(level=1)),
        ("callback 1: status", "callback rates", lambda: update(t.callbacks).values(status="good", done_at=t.callbacks.c.due_at)),
        ("bill 1: open, fen", "ledger balances", lambda: update(m.bills).where(m.bills.c.id == 1).values(open_fen=0)),
        ("payment 1: fen", "ledger balances", lambda: update(m.payments).values(fen=1)),
        ("survey 1: homes that answered", "survey counts", lambda: update(v.survey_homes).where(v.survey_homes.c.unit_id == 1).values(answered=True)),
    ],
)  # fmt: skip
def test_a_row_that_was_tampered_with_is_named(
    estate: Estate, name: str, figure: str, tamper: Callable[[], Any]
) -> None:
    """Row, field and figure."""
    story(estate)

    def lies(work: Any) -> None:
        done = work.conn.execute(tamper())
        assert done.rowcount >= 1

    if "survey" in name:
        home = estate.work(lambda w: w.conn.execute(v.survey_homes.select()).first().unit_id)
        estate.work(
            lambda w: w.conn.execute(
                update(v.survey_homes).where(v.survey_homes.c.unit_id == home).values(answered=True)
            )
        )
    else:
        estate.work(lies)
    said = [(one.figure, f"{one.row}: {one.field}") for one in found(estate)]
    assert any(kind == figure and row.endswith(name) for kind, row in said), said


def test_a_figure_that_shows_something_else_is_named(estate: Estate) -> None:
    """The reports' own figure beside the one counted from the history."""
    story(estate)
    estate.work(lambda w: w.conn.execute(update(t.deadlines).where(T.status == "missed").values(status="met")))
    figures = {one.field: (one.stored, one.counted) for one in found(estate) if one.figure == "figures"}
    assert figures == {}  # the report looks at the times as well, so it is not fooled
    estate.work(lambda w: w.conn.execute(update(t.deadlines).where(T.kind == "finish").values(settled_at=T.starts_at)))
    estate.work(
        lambda w: w.conn.execute(
            update(t.deadlines).where(T.kind == "arrive").values(status=DeadlineStatus.MET, settled_at=T.starts_at)
        )
    )
    figures = {one.field: (one.stored, one.counted) for one in found(estate) if one.figure == "figures"}
    assert figures["repair_kept"][0] != figures["repair_kept"][1]


def test_an_entry_that_was_slipped_in_shows_in_bill_and_rate(estate: Estate) -> None:
    """Money never moves without both sides."""
    story(estate)
    row = {
        "community_id": estate.community, "unit_id": estate.units["3-2-1502"], "kind": "taken", "bill_id": 1, "payment_id": None, "fen": -500,
        "words": "", "by": None, "at": estate.now, "day": estate.now.date(), "case_id": None,
    }  # fmt: skip
    estate.work(lambda w: w.conn.execute(insert(m.entries).values(row)))
    assert any(one.row == "bill 1" and one.counted == 27_080 for one in found(estate))
