"""When a repair is asked back about: each class, each reading of the rules, and what holds for all of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.callbacks import CallbackFigures, Job, Sort, first, following, leak_start, phone_at, sort_of, times
from domain.quiet import quiet_until
from domain.repair import Category
from domain.standards import at_clock

DONE = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIGURES = CallbackFigures.of({})


@pytest.mark.parametrize(
    ("urgent", "category", "sort", "length", "by_days"),
    [
        pytest.param(True, Category.WATER, Sort.URGENT, 24 * HOUR, False, id="CBK-05-X-02-urgent-24-hours"),
        pytest.param(True, Category.RAILING, Sort.URGENT, 24 * HOUR, False, id="X-02-urgent-wins-over-safety"),
        pytest.param(True, Category.LEAK, Sort.URGENT, 24 * HOUR, False, id="X-02-urgent-wins-over-leak"),
        pytest.param(False, Category.GATE, Sort.SAFETY, 2 * DAY, True, id="CBK-02-safety-2-days"),
        pytest.param(False, Category.LIFT, Sort.SAFETY, 2 * DAY, True, id="CBK-02-lift-2-days"),
        pytest.param(False, Category.LEAK, Sort.LEAK, 3 * DAY, True, id="CBK-03-leak-3-days"),
        pytest.param(False, Category.WATER, Sort.OTHER, 2 * DAY, True, id="CBK-04-X-01-other-2-days"),
        pytest.param(False, Category.OTHER, Sort.OTHER, 2 * DAY, True, id="CBK-04-anything-else"),
    ],
)
def test_first_callback(urgent: bool, category: Category, sort: Sort, length: timedelta, by_days: bool) -> None:
    """By class, from the finish of the repair."""
    plan = first(Job(urgent, category, DONE), FIGURES)
    assert (plan.sort, plan.length, plan.by_days, plan.starts_at) == (sort, length, by_days, DONE)
    assert plan.turn == 1 and not plan.waits_rain and plan.rules
    assert sort_of(urgent, category) is sort


@pytest.mark.parametrize(
    ("tested", "start"),
    [
        pytest.param(None, DONE, id="X-04-no-test-from-completion"),
        pytest.param(DONE, DONE, id="X-04-tested-at-the-finish"),
        pytest.param(DONE - HOUR, DONE - HOUR, id="CBK-03-from-the-water-test"),
        pytest.param(DONE + 3 * DAY, DONE + 3 * DAY, id="X-04-tested-on-the-third-day"),
        pytest.param(DONE + 3 * DAY + HOUR, DONE, id="X-04-tested-too-late-from-completion"),
    ],
)
def test_leaks_run_from_the_water_test(tested: datetime | None, start: datetime) -> None:
    """Three days from the recorded test; from completion where none is on record within three days."""
    assert leak_start(DONE, tested, 3 * DAY) == start
    assert first(Job(False, Category.LEAK, DONE, tested), FIGURES).starts_at == start


MADE = DONE + 20 * HOUR


@pytest.mark.parametrize(
    ("urgent", "category", "turn", "switch", "expected"),
    [
        pytest.param(
            True, Category.WATER, 1, "first", (MADE, 2 * DAY, False), id="X-03-two-days-after-the-first-was-made"
        ),
        pytest.param(
            True, Category.WATER, 1, "repair", (DONE, 2 * DAY, False), id="X-03-other-reading-from-the-repair"
        ),
        pytest.param(True, Category.WATER, 2, "first", None, id="CBK-05-twice-only"),
        pytest.param(False, Category.LEAK, 1, "first", (MADE, 2 * DAY, True), id="CBK-06-leak-again-after-rain"),
        pytest.param(False, Category.LEAK, 2, "first", None, id="CBK-06-once"),
        pytest.param(
            True, Category.LEAK, 2, "first", (MADE, 2 * DAY, True), id="CBK-06-CBK-07-urgent-leak-after-rain-too"
        ),
        pytest.param(False, Category.GATE, 1, "first", None, id="X-02-safety-no-second"),
        pytest.param(False, Category.WATER, 1, "first", None, id="CBK-04-other-no-second"),
    ],
)
def test_what_follows(
    urgent: bool, category: Category, turn: int, switch: str, expected: tuple[datetime, timedelta, bool] | None
) -> None:
    """Once more after urgent ones, after rain for leaks."""
    figures = CallbackFigures.of({"callback.urgent_second_from": switch})
    plan = following(Job(urgent, category, DONE), figures, turn, MADE)
    if expected is None:
        assert plan is None
    else:
        assert plan is not None and plan.turn == turn + 1
        assert (plan.starts_at, plan.length, plan.waits_rain) == expected


def _heard(at: datetime) -> datetime:
    start, end = at_clock("22:00"), at_clock("08:00")
    assert start and end
    return quiet_until(at, UTC, start, end) or at


def test_owner_is_asked_hours_before_and_telephoned_later() -> None:
    """Two days: asked twenty hours before, on the desk's list six hours before."""
    at = times(DONE + 2 * DAY, DONE, FIGURES, _heard, True)
    assert at.due_at == DONE + 2 * DAY
    assert at.ask_at == _heard(DONE + 28 * HOUR)
    assert at.phone_at == DONE + 42 * HOUR


def test_nobody_is_asked_straight_after_the_stars() -> None:
    """Signed late: there is still a while left, and the question does not come on top of the signature."""
    at = times(DONE, DONE + 5 * DAY, FIGURES, lambda at: at, True)
    assert at.due_at == DONE + 5 * DAY + 4 * HOUR
    assert at.ask_at == DONE + 5 * DAY + 2 * HOUR
    assert at.phone_at == DONE + 5 * DAY + 3 * HOUR


def test_without_a_chat_it_is_the_telephone_at_once() -> None:
    """There is nobody to wait for."""
    at = times(DONE + 2 * DAY, DONE, FIGURES, _heard, False)
    assert at.ask_at is None and at.phone_at == DONE + 28 * HOUR


HOURS = st.integers(0, 24 * 14).map(lambda n: timedelta(hours=n))


@given(
    left=HOURS,
    late=HOURS,
    in_chat=st.booleans(),
    before=st.integers(1, 168),
    phone=st.integers(0, 168),
    after=st.integers(0, 72),
)
def test_moments_are_in_order(
    left: timedelta, late: timedelta, in_chat: bool, before: int, phone: int, after: int
) -> None:
    """Whatever the figures: never in the past, never in the quiet hours, the chat before the telephone, and some time left."""
    values = {"callback.ask_before_h": before, "callback.phone_before_h": phone, "callback.ask_after_h": after}
    figures, now = CallbackFigures.of(values), DONE + late
    at = times(DONE + left, now, figures, _heard, in_chat)
    assert at.due_at == max(DONE + left, now + figures.least)
    assert at.phone_at > now or not in_chat
    if not in_chat:
        assert at.ask_at is None and now <= at.phone_at <= at.due_at
        return
    assert at.ask_at is not None and at.ask_at >= now + figures.ask_after
    assert _heard(at.ask_at) == at.ask_at
    assert at.ask_at <= at.phone_at <= max(at.due_at, at.ask_at)


@given(left=HOURS, asked=HOURS)
def test_an_owner_who_was_asked_gets_time_to_answer(left: timedelta, asked: timedelta) -> None:
    """At least half of what is left when the question comes; also when it comes late."""
    due, at = DONE + left, DONE + asked
    phone = phone_at(due, at, FIGURES)
    assert phone >= at + max(due - at, timedelta(0)) / 2
    assert phone <= max(due, at)


@given(urgent=st.booleans(), category=st.sampled_from(list(Category)), made=HOURS, tested=st.none() | HOURS)
def test_asking_back_comes_to_an_end(
    urgent: bool, category: Category, made: timedelta, tested: timedelta | None
) -> None:
    """Two more at most; each one turn further, none before the one it follows was made."""
    job = Job(urgent, category, DONE, DONE + tested if tested is not None else None)
    plan, turns = first(job, FIGURES), 1
    while (after := following(job, FIGURES, plan.turn, DONE + made)) is not None:
        assert after.turn == plan.turn + 1 and after.starts_at == DONE + made
        plan, turns = after, turns + 1
    assert turns == 1 + urgent + (category is Category.LEAK)
