"""What holds for matters of every flow: pressing for them, taking them up again (X-13, REP-25)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.cases import may_reopen, may_urge

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closed", "may"),
    [
        (None, False),
        (timedelta(0), True),
        (timedelta(days=7), True),  # the last instant
        (timedelta(days=7, microseconds=1), False),
        (timedelta(days=30), False),
    ],
)
def test_taken_up_again_for_so_many_days(closed: timedelta | None, may: bool) -> None:
    """X-13: an open one is not taken up again."""
    assert may_reopen(None if closed is None else NOW - closed, NOW, 7) is may


@pytest.mark.parametrize(("minutes", "may"), [(None, True), (0, False), (29, False), (30, True), (300, True)])
def test_heard_at_most_every_half_hour(minutes: int | None, may: bool) -> None:
    """REP-25: each pressing says something new."""
    assert may_urge(None if minutes is None else NOW - timedelta(minutes=minutes), NOW, 30) is may
