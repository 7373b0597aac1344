"""The plan of visits: who goes where and when; counts; days (VIS-01, VIS-02, VIS-10, X-27, DST-11)."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.ids import CommunityId, StaffId, UnitId
from domain.lifecycle import can
from domain.visits import (
    HOUSEHOLDS,
    ROUNDS,
    TABLE,
    Butler,
    Event,
    Home,
    How,
    Purpose,
    Status,
    Visit,
    check_day,
    counts,
    draft,
    heir,
    month_days,
    month_of,
    plan,
    quota,
    spread,
    uncovered,
)

TODAY = date(2026, 11, 22)
DAYS = month_days(date(2026, 11, 1))
BUILDINGS = ("1", "2", "3", "10")

homes_of = st.lists(
    st.builds(
        Home,
        st.integers(1, 400).map(UnitId),
        st.sampled_from(BUILDINGS),
        st.none() | st.dates(date(2025, 1, 1), date(2026, 10, 31)),
    ),
    max_size=60,
    unique_by=lambda h: h.unit_id,
)
butlers_of = st.lists(
    st.builds(Butler, st.integers(1, 30).map(StaffId), st.lists(st.sampled_from(BUILDINGS), max_size=3).map(tuple)),
    max_size=5,
    unique_by=lambda b: b.staff_id,
)


@given(
    butlers_of,
    homes_of,
    st.integers(1, 6),
    st.integers(1, 40),
    st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
)
def test_a_plan_holds_what_it_must(
    butlers: list[Butler], homes: list[Home], rounds: int, most: int, days: list[date]
) -> None:
    """X-27: each home at most once, never outside the zone, nobody more than the quota, on the days given only."""
    days.sort()
    made = plan(butlers, homes, rounds, most, days)
    of, by = {h.unit_id: h for h in homes}, {b.staff_id: b for b in butlers}
    assert len({v.unit_id for v in made}) == len(made)
    assert all(by[v.staff_id].covers(of[v.unit_id].building) for v in made)
    assert all(n <= most for n in Counter(v.staff_id for v in made).values())
    assert all(v.on in days and 1 <= v.round <= rounds for v in made)


@given(butlers_of, homes_of, st.integers(1, 6), st.integers(1, 40))
def test_counts_add_up(butlers: list[Butler], homes: list[Home], rounds: int, most: int) -> None:
    """Nobody stays below the quota while a home of theirs is in nobody's plan."""
    made = plan(butlers, homes, rounds, most, DAYS)
    taken = {v.unit_id for v in made}
    left = [h for h in homes if h.unit_id not in taken]
    for butler in butlers:
        mine = sum(v.staff_id == butler.staff_id for v in made)
        assert mine == most or not any(butler.covers(h.building) for h in left)
    assert len(made) + len(left) == len(homes)
    assert uncovered(butlers, homes) == sum(not any(b.covers(h.building) for b in butlers) for h in homes)


@given(homes_of, st.integers(1, 6), st.lists(st.sampled_from(DAYS), min_size=1, unique=True))
def test_the_days_are_used_evenly_and_in_order(homes: list[Home], rounds: int, days: list[date]) -> None:
    """No day has two more than another; a later round never comes before an earlier one."""
    days.sort()
    made = spread(StaffId(1), homes, rounds, days)
    assert {v.unit_id for v in made} == {h.unit_id for h in homes}
    per_day = Counter(v.on for v in made)
    assert max((per_day[d] for d in days), default=0) - min((per_day[d] for d in days), default=0) <= 1
    assert [v.round for v in made] == sorted(v.round for v in made)
    assert [v.on for v in made] == sorted(v.on for v in made)
    sizes = Counter(v.round for v in made)
    assert max(sizes.values(), default=0) - min((sizes[n] for n in range(1, rounds + 1)), default=0) <= 1


def test_homes_nobody_has_seen_come_first() -> None:
    """VIS-01: then the one seen longest ago."""
    homes = [
        Home(UnitId(n), "1", on) for n, on in ((1, date(2026, 10, 1)), (2, None), (3, date(2026, 1, 5)), (4, None))
    ]
    drafted = draft([Butler(StaffId(7))], homes, 3)
    assert [h.unit_id for h in drafted[StaffId(7)]] == [2, 4, 3]


def test_whoever_has_the_fewest_buildings_chooses_first() -> None:
    """Two butlers, one of them for building 1 alone: neither goes without."""
    homes = [Home(UnitId(1), "1"), Home(UnitId(2), "1"), Home(UnitId(3), "2"), Home(UnitId(4), "2")]
    drafted = draft([Butler(StaffId(1)), Butler(StaffId(2), ("1",))], homes, 2)
    assert {s: sorted(h.unit_id for h in hs) for s, hs in drafted.items()} == {1: [3, 4], 2: [1, 2]}


@pytest.mark.parametrize(
    ("unit", "number", "homes", "whole"),
    [(ROUNDS, 3, 5, 15), (HOUSEHOLDS, 3, 5, 3), (ROUNDS, 1, 1, 1), (HOUSEHOLDS, 20, 1, 20)],
)
def test_what_three_a_month_means(unit: str, number: int, homes: int, whole: int) -> None:
    """X-27: rounds or households, as the community has it."""
    assert quota(unit, number, homes) == whole


def test_no_days_no_plan() -> None:
    """Nothing to spread over."""
    assert plan([Butler(StaffId(1))], [Home(UnitId(1), "1")], 3, 15, []) == []


@pytest.mark.parametrize(
    ("butlers", "held", "who"),
    [
        ([], {}, None),
        ([Butler(StaffId(1), ("2",))], {}, None),
        ([Butler(StaffId(1)), Butler(StaffId(2), ("1",))], {}, 2),
        ([Butler(StaffId(1)), Butler(StaffId(2))], {StaffId(1): 4, StaffId(2): 3}, 2),
    ],
)
def test_who_takes_over(butlers: list[Butler], held: dict[StaffId, int], who: int | None) -> None:
    """Whoever looks after the building, with the least to do."""
    assert heir(butlers, "1", held) == who


@pytest.mark.parametrize(
    ("status", "event", "may"),
    [
        (Status.PLANNED, Event.RECORD, True), (Status.PLANNED, Event.PUT_OFF, True), (Status.MISSED, Event.RECORD, True),
        (Status.DONE, Event.RECORD, False), (Status.DONE, Event.MISS, False), (Status.MISSED, Event.PUT_OFF, False),
        (Status.DROPPED, Event.RECORD, False), (Status.DONE, Event.ASSIGN, False),
    ],
)  # fmt: skip
def test_what_can_follow(status: Status, event: Event, may: bool) -> None:
    """VIS-10: recorded once; nobody met can still become a visit."""
    assert can(TABLE, status, event) is may


@pytest.mark.parametrize(("ahead", "fits"), [(-1, False), (0, True), (60, True), (61, False)])
def test_days_to_put_off_to(ahead: int, fits: bool) -> None:
    """From today on, and not so far that nobody remembers."""
    day, last = TODAY + timedelta(days=ahead), TODAY + timedelta(days=60)
    if fits:
        check_day(day, TODAY, last)
    else:
        with pytest.raises(Refused):
            check_day(day, TODAY, last)


def _visit(number: int, status: Status, **more: Any) -> Visit:
    given: dict[str, Any] = {
        "how": None, "opinion": None, "result": None, "reason": None, "case_id": None, "made_by": None, "done_at": None,
        "round": 1, "planned_on": TODAY, **more,
    }  # fmt: skip
    return Visit(
        id=number, community_id=CommunityId(1), staff_id=StaffId(5), unit_id=UnitId(number), person_id=None, status=status,
        version=1, purpose=Purpose.ROUND, month="2026-11", made_at=datetime(2026, 11, 1, tzinfo=UTC), **given,
    )  # fmt: skip


def test_a_butlers_month() -> None:
    """DST-11, VIS-05, VIS-10: done, missed, left, late, beside the plan, opinions and what came of them."""
    visits = [
        _visit(1, Status.DONE, how=How.DOOR, opinion="路灯太暗"), _visit(2, Status.DONE, how=How.PHONE),
        _visit(3, Status.MISSED), _visit(4, Status.PLANNED, planned_on=TODAY - timedelta(days=1)),
        _visit(5, Status.PLANNED, round=None),
    ]  # fmt: skip
    (found,) = counts(visits, {1: 2}, TODAY)
    assert (found.whole, found.done, found.missed, found.left, found.late, found.extra) == (5, 2, 1, 2, 1, 1)
    assert (found.opinions, found.cases, found.share) == (1, 2, 40)
    assert found.by_how == {"door": 1, "phone": 1}
    assert counts([], {}, TODAY) == []


def test_months() -> None:
    """Keys and days of a month."""
    assert month_of(TODAY) == "2026-11"
    assert month_days(date(2026, 2, 27)) == [date(2026, 2, 27), date(2026, 2, 28)]
    assert len(month_days(date(2026, 12, 1))) == 31
