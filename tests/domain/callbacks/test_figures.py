"""F-01 to F-04 and CBK-12: what counts, what does not, and what may still be done in time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.callbacks import CallbackRow, FinishRow, Recurring, Share, Sort, Status, count
from domain.ids import CaseId

START = datetime(2026, 11, 1, tzinfo=UTC)
END = datetime(2026, 12, 1, tzinfo=UTC)
NOW = datetime(2026, 12, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MID = START + 10 * DAY
NOTICE = 12 * HOUR


def finish(
    case: int, at: datetime = MID, where: str = "3-2-1502", category: str = "water", by_desk: bool = False
) -> FinishRow:
    return FinishRow(CaseId(case), f"261110-{case:03}", where, category, at, by_desk)


def row(case: int, status: Status = Status.GOOD, *, sort: Sort = Sort.OTHER, due: datetime | None = MID + 2 * DAY,
        done: datetime | None = MID + DAY, fault: datetime | None = None, ordered: datetime | None = None) -> CallbackRow:  # fmt: skip
    return CallbackRow(CaseId(case), sort, status, due, done, fault, ordered)


def figures(finished=(), callbacks=(), now: datetime = NOW, recurring_from: int = 3):
    return count(list(finished), list(callbacks), START, END, now, NOTICE, recurring_from)


@pytest.mark.parametrize(
    ("callbacks", "part"),
    [
        pytest.param([row(1), row(2)], 2, id="F-01-all-asked-back"),
        pytest.param([row(1), row(2, Status.FAULT)], 2, id="F-01-a-fault-found-is-asked-back-too"),
        pytest.param([row(1), row(2, Status.UNREACHED, done=None)], 1, id="F-01-unreached-is-not"),
        pytest.param([row(1), row(2, Status.ASKED, done=None)], 1, id="F-01-asked-without-an-answer-is-not"),
        pytest.param([row(1), row(1)], 1, id="F-01-twice-about-one-counts-once"),
        pytest.param([row(1, done=MID - DAY), row(2)], 1, id="F-01-an-answer-before-the-newest-finish-is-not"),
        pytest.param([row(9)], 0, id="F-01-others-do-not-count"),
    ],
)
def test_rate(callbacks: list[CallbackRow], part: int) -> None:
    """Asked back about / finished repairs."""
    assert figures([finish(1), finish(2)], callbacks).rate == Share(part, 2)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(row(1), Share(1, 1), id="F-02-in-time"),
        pytest.param(row(1, done=MID + 2 * DAY), Share(1, 1), id="F-02-to-the-minute"),
        pytest.param(row(1, done=MID + 3 * DAY), Share(0, 1), id="F-02-late"),
        pytest.param(row(1, Status.UNREACHED, done=None), Share(0, 1), id="F-02-never-reached"),
        pytest.param(row(1, Status.PLANNED, done=None), Share(0, 1), id="F-02-past-and-not-made"),
        pytest.param(row(1, Status.DROPPED, done=None), Share(0, 0), id="F-02-dropped-was-not-due"),
        pytest.param(row(1, Status.WAITS_RAIN, due=None, done=None), Share(0, 0), id="F-02-no-rain-yet"),
        pytest.param(row(1, due=START - HOUR), Share(0, 0), id="F-02-due-before-the-period"),
        pytest.param(row(1, due=END), Share(0, 0), id="F-02-due-after-it"),
    ],
)
def test_on_time(one: CallbackRow, expected: Share) -> None:
    """Made within the limit / due in the period."""
    assert figures([], [one]).on_time[Sort.OTHER] == expected


def test_on_time_is_told_by_class() -> None:
    """Each class has its own limit, so its own share."""
    found = figures([], [row(1, sort=Sort.URGENT), row(2, sort=Sort.LEAK, done=END), row(3, sort=Sort.LEAK)])
    assert {s: (one.part, one.whole) for s, one in found.on_time.items()} == {
        Sort.URGENT: (1, 1), Sort.LEAK: (1, 2), Sort.SAFETY: (0, 0), Sort.OTHER: (0, 0),
    }  # fmt: skip


def test_what_can_still_be_made_counts_for_nothing_yet() -> None:
    """Half-way through the period."""
    assert figures([], [row(1, Status.PLANNED, done=None)], now=MID).on_time[Sort.OTHER] == Share(0, 0)
    assert figures([], [row(1)], now=MID + DAY).on_time[Sort.OTHER] == Share(1, 1)


@pytest.mark.parametrize(
    ("ordered", "now", "expected"),
    [
        pytest.param(MID + 12 * HOUR, NOW, Share(1, 1), id="F-04-X-05-within-twelve-hours"),
        pytest.param(MID + 13 * HOUR, NOW, Share(0, 1), id="F-04-late"),
        pytest.param(None, NOW, Share(0, 1), id="F-04-never"),
        pytest.param(None, MID + HOUR, Share(0, 0), id="F-04-there-is-still-time"),
    ],
)
def test_faults_told_in_time(ordered: datetime | None, now: datetime, expected: Share) -> None:
    """Written orders within the hours / faults found."""
    found = figures([], [row(1, Status.FAULT, fault=MID, ordered=ordered)], now=now)
    assert (found.told, found.faults) == (expected, 1)


def test_desk_rate_is_of_what_the_desk_took_down() -> None:
    """F-03: those who telephoned or came."""
    finished = [finish(1, by_desk=True), finish(2, by_desk=True), finish(3)]
    assert figures(finished, [row(1), row(3)]).desk == Share(1, 2)


def test_same_thing_in_the_same_place_again_and_again() -> None:
    """CBK-12: from so many times in the period, most often first."""
    leaks = [finish(n, category="leak") for n in range(4)]
    drains = [finish(10 + n, where="2-1-101", category="drain") for n in range(3)]
    few = [finish(20 + n, where="1-1-101") for n in range(2)]
    assert figures([*drains, *few, *leaks]).recurring == (
        Recurring("3-2-1502", "leak", 4), Recurring("2-1-101", "drain", 3),
    )  # fmt: skip


def test_percent_of_nothing_is_nothing() -> None:
    """And 100 only when it is all of them."""
    assert (Share(0, 0).percent, Share(199, 200).percent, Share(2, 2).percent) == (None, 99, 100)


INSTANTS = st.integers(-200, 1200).map(lambda n: START + n * HOUR)
ROWS = st.builds(
    CallbackRow, st.integers(1, 6).map(CaseId), st.sampled_from(Sort), st.sampled_from(Status), st.none() | INSTANTS,
    st.none() | INSTANTS, st.none() | INSTANTS, st.none() | INSTANTS,
)  # fmt: skip
FINISHED = st.lists(st.builds(finish, st.integers(1, 6), INSTANTS), unique_by=lambda one: one.case_id)


@given(finished=FINISHED, callbacks=st.lists(ROWS), now=INSTANTS)
def test_a_share_is_a_share(finished: list[FinishRow], callbacks: list[CallbackRow], now: datetime) -> None:
    """No part is greater than its whole, whatever the rows."""
    found = figures(finished, callbacks, now)
    for share in (found.rate, found.desk, found.told, *found.on_time.values()):
        assert 0 <= share.part <= share.whole
    assert found.told.whole <= found.faults
