"""Opinion polls: outcome, quorum, ties, and which buildings may be told."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.poll import Outcome, check_written, remind_at, shown_buildings

_NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("eligible", "votes", "quorum", "wanted", "reached", "leaders"),
    [
        (24, (7, 5), 50, 12, True, (0,)),
        (25, (7, 5), 50, 13, False, (0,)),
        (3, (1, 1), 50, 2, True, (0, 1)),
        (100, (0, 0, 0), 1, 1, False, ()),
        (1, (0, 1), 100, 1, True, (1,)),
    ],
)
def test_quorum_is_rounded_up_and_ties_are_said(
    eligible: int, votes: tuple[int, ...], quorum: int, wanted: int, reached: bool, leaders: tuple[int, ...]
) -> None:
    """Nothing is ever reached by nobody."""
    came = Outcome(eligible, votes, quorum)
    assert (came.wanted, came.reached, came.leaders) == (wanted, reached, leaders)


@given(
    st.dictionaries(st.text("123456", min_size=1, max_size=2), st.lists(st.integers(0, 30), min_size=3, max_size=3)),
    st.integers(1, 20),
)
def test_what_is_left_out_cannot_be_found_by_subtraction(votes: dict[str, list[int]], least: int) -> None:
    """Each building told has enough votes, and so have those left out together; none is left out for nothing."""
    shown = shown_buildings(votes, least)
    assert all(sum(votes[code]) >= least for code in shown)
    left = sum(sum(v) for code, v in votes.items() if code not in shown)
    assert left == 0 or left >= least or shown == []
    if all(sum(v) >= least for v in votes.values()):
        assert shown == list(votes)


@given(st.lists(st.integers(0, 200), min_size=2, max_size=8))
def test_shares_are_of_those_taking_part(votes: list[int]) -> None:
    """Rounded down, so that they never come to more than the whole."""
    came = Outcome(2000, tuple(votes), 50)
    shares = [came.share(n) for n in range(len(votes))]
    assert sum(shares) <= 1000
    assert all(0 <= share <= 1000 for share in shares)
    assert came.voted == sum(votes)


def test_reminder_only_where_there_is_time() -> None:
    """A poll of a day has none: its ballot was read yesterday."""
    day = timedelta(days=1)
    assert remind_at(_NOW, _NOW + 7 * day, day) == _NOW + 6 * day
    assert remind_at(_NOW, _NOW + day, day) is None


@pytest.mark.parametrize(
    ("question", "options"),
    [
        (" ", [["a", ""], ["b", ""]]),
        ("x" * 301, [["a", ""], ["b", ""]]),
        ("好吗", [["a", ""]]),
        ("好吗", [["a", ""], [" a", ""]]),
        ("好吗", [["a", ""], ["", "b"]]),
        ("好吗", [["a", ""], ["b", "x" * 41]]),
        ("好吗", [[str(n), ""] for n in range(9)]),
    ],
)
def test_what_cannot_be_asked_is_refused(question: str, options: list[list[str]]) -> None:
    """With the sentence that says what can."""
    with pytest.raises(Refused):
        check_written(question, "", options)
