"""Paid services by tables: what follows what, who pays when, where the copies are, the month (SPS, X-18 to X-21, X-49, F-26, F-28)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.lifecycle import can
from domain.order import (
    EVENT_OF,
    MAY,
    MODE_OF,
    Action,
    Event,
    Kind,
    Mode,
    OrderFigures,
    Status,
    Who,
    amount,
    collected_from,
    due_on,
    fits,
)
from domain.order.copies import Copy, State, Step, home_of, move, next_step, written
from domain.order.month import Charged, count
from domain.order.states import FINAL, TABLE
from domain.people import Team

FIGURES = OrderFigures.of({})


@pytest.mark.parametrize(
    ("rule", "mode", "day", "due"),
    [
        ("SPS-15", Mode.PREPAID, date(2026, 11, 22), date(2026, 11, 22)),
        ("SPS-20", Mode.SAME_DAY, date(2026, 11, 22), date(2026, 11, 22)),
        ("CNV-05", Mode.ACCEPTED, date(2026, 11, 22), date(2026, 11, 25)),
        ("CNV-05 across a year", Mode.ACCEPTED, date(2026, 12, 30), date(2027, 1, 2)),
        ("F-28 before the 15th", Mode.MONTHLY, date(2026, 11, 14), date(2026, 11, 20)),
        ("F-28 on the 15th", Mode.MONTHLY, date(2026, 11, 15), date(2026, 12, 20)),
        ("F-28 last of a month", Mode.MONTHLY, date(2027, 1, 31), date(2027, 2, 20)),
        ("F-28 leap February", Mode.MONTHLY, date(2028, 2, 29), date(2028, 3, 20)),
        ("F-28 across a year", Mode.MONTHLY, date(2026, 12, 31), date(2027, 1, 20)),
    ],
)
def test_when_it_is_due(rule: str, mode: Mode, day: date, due: date) -> None:
    """X-19, X-49: until the end of the 20th it is due, from the 21st it is collected."""
    assert due_on(mode, day, FIGURES) == due, rule
    assert collected_from(due) == due + timedelta(days=1)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_a_monthly_account_is_due_on_a_20th_within_37_days(day: date) -> None:
    """F-28, on every day there is."""
    due = due_on(Mode.MONTHLY, day, FIGURES)
    assert due.day == 20
    assert 5 < (due - day).days <= 37


def test_kinds_are_paid_as_the_rules_say() -> None:
    """X-19: cleaning beforehand, copying and repairs the same day; what has no price is never paid beforehand."""
    assert (MODE_OF[Kind.CLEANING], MODE_OF[Kind.COPYING], MODE_OF[Kind.REPAIR]) == (
        Mode.PREPAID,
        Mode.SAME_DAY,
        Mode.SAME_DAY,
    )
    assert [mode for mode in Mode if not fits(mode, None)] == [Mode.PREPAID]
    assert amount(50, 30) == 1_500


ROUTES = [
    # SPS-10: engineering; SPS-16: cleaning, paid beforehand; SPS-18: copying by the desk, by another department.
    (Kind.REPAIR, Mode.SAME_DAY, Team.ENGINEERING, ("desk", "engineering", "finance")),
    (Kind.CLEANING, Mode.PREPAID, Team.CLEANING, ("desk", "desk", "finance")),
    (Kind.COPYING, Mode.SAME_DAY, Team.DESK, ("desk", "desk", "finance")),
    (Kind.COPYING, Mode.SAME_DAY, Team.SECURITY, ("desk", "security", "finance")),
    (Kind.AGENCY, Mode.ACCEPTED, Team.DESK, ("desk", "desk", "finance")),
]


@pytest.mark.parametrize(("kind", "mode", "team", "homes"), ROUTES)
def test_copies_end_where_the_rules_say(kind: Kind, mode: Mode, team: Team, homes: tuple[str, ...]) -> None:
    """X-20, X-21: out, in, finance confirms, the desk signs, given out; each copy has one holder at every step."""
    copies, steps = written(), []
    copies = move(Step.TAKE, copies, kind, mode, team)
    assert {copy.holder for copy in copies} == {team}
    while (step := next_step(copies)) is not None:
        steps.append(step)
        assert len(steps) < 6
        copies = move(step, copies, kind, mode, team)
        assert [copy.number for copy in copies] == [1, 2, 3]
    assert [str(copy.holder) for copy in copies] == list(homes)
    assert {copy.state for copy in copies} == {State.FILED}
    assert steps[:3] == [Step.HAND_IN, Step.CONFIRM, Step.COUNTERSIGN]
    assert (Step.FILE in steps) == (home_of(2, kind, team) is not Team.DESK)


def test_owing_copies_wait_at_finance() -> None:
    """SPS-09, SPS-11: all three; of what was paid beforehand only the third (SPS-16)."""
    out = move(Step.TAKE, written(), Kind.REPAIR, Mode.SAME_DAY, Team.ENGINEERING)
    assert {c.holder for c in move(Step.HAND_IN, out, Kind.REPAIR, Mode.SAME_DAY, Team.ENGINEERING)} == {Team.FINANCE}
    out = move(Step.TAKE, written(), Kind.CLEANING, Mode.PREPAID, Team.CLEANING)
    handed = move(Step.HAND_IN, out, Kind.CLEANING, Mode.PREPAID, Team.CLEANING)
    assert [c.holder for c in handed] == [Team.DESK, Team.DESK, Team.FINANCE]


@pytest.mark.parametrize("step", list(Step))
def test_a_step_is_made_once(step: Step) -> None:
    """X-21: nothing is confirmed before it is in, nothing signed before it is confirmed, nothing twice."""
    filed = tuple(Copy(n, Team.DESK, State.FILED) for n in (1, 2, 3))
    with pytest.raises(Refused):
        move(step, filed, Kind.REPAIR, Mode.SAME_DAY, Team.ENGINEERING)
    if step not in (Step.TAKE,):
        with pytest.raises(Refused):
            move(step, written(), Kind.REPAIR, Mode.SAME_DAY, Team.ENGINEERING)


@pytest.mark.parametrize(
    ("rule", "before", "event"),
    [
        ("SPS-04", Status.ASKED, Event.ASSIGN),
        ("SPS-15", Status.UNPAID, Event.ASSIGN),
        ("SPS-08", Status.QUOTED, Event.FINISH),
        ("SPS-26", Status.ASKED, Event.AGREE),
        ("CNV-05", Status.DOING, Event.SIGN),
        ("CNV-05", Status.DOING, Event.PAID),
        ("SPS-12", Status.DONE, Event.PAID),
    ],
)
def test_what_must_not_come_before_the_other(rule: str, before: Status, event: Event) -> None:
    """Consent before work, payment before the cleaner, acceptance before the bill."""
    assert not can(TABLE, before, event), rule


def test_every_open_order_can_still_end() -> None:
    """From each status some way leads to an end."""
    for status in set(Status) - FINAL:
        reached, new = {status}, {status}
        while new:
            new = {after for (before, _), after in TABLE.items() if before in new} - reached
            reached |= new
        assert reached & FINAL, status


def test_rights_that_keep_money_and_hands_apart() -> None:
    """SPS-26, X-18, X-21: finance confirms and nobody else; whoever is sent quotes, but does not agree; workers do not sign."""
    assert MAY[Action.CONFIRM] == {Who.FINANCE}
    assert MAY[Action.QUOTE] == MAY[Action.COLLECT] == {Who.WORKER}
    for action in (Action.AGREE, Action.SIGN, Action.CONSENT, Action.COUNTERSIGN):
        assert not MAY[action] & {Who.WORKER, Who.TEAM, Who.FINANCE}, action
    assert set(MAY) == set(Action)
    assert set(EVENT_OF.values()) <= set(Event)


_ORDERS = st.lists(st.tuples(st.integers(1, 10**7), st.integers(0, 10**7)), max_size=30)


@given(_ORDERS)
def test_a_month_of_bills_as_agreed_has_no_difference(orders: list[tuple[int, int]]) -> None:
    """F-26: issued = charged = paid + owing, sums = receipts + owing, whatever was paid."""
    rows = [
        Charged(n, f"{n}", agreed, agreed, min(paid, agreed), agreed - min(paid, agreed))
        for n, (agreed, paid) in enumerate(orders)
    ]
    month = count(rows)
    assert month.agrees
    assert (month.issued, month.difference) == (len(orders), 0)
    assert month.agreed_fen == month.receipts_fen + month.owing_fen


@pytest.mark.parametrize(
    ("why", "row"),
    [
        ("no bill", Charged(1, "a", 12_000, None, 0, 0)),
        ("less was billed", Charged(1, "a", 12_000, 10_000, 10_000, 0)),
        ("more was billed", Charged(1, "a", 12_000, 15_000, 0, 15_000)),
    ],
)
def test_a_difference_is_found_and_named_by_its_order(why: str, row: Charged) -> None:
    """F-26, SPS-24."""
    month = count([row, Charged(2, "b", 5_000, 5_000, 5_000, 0)])
    assert not month.agrees, why
    assert month.odd == ("a",)
    assert month.difference == row.agreed_fen - row.paid_fen - row.owing_fen
