"""What a history says by itself: status, end, stars, promises kept or late (QLT-03)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cases import Deadline, DeadlineStatus
from domain.people import Team
from domain.replay import Kept, Told, matter, promise

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def line(minutes: int, kind: str, to: str | None = None, **data: Any) -> Told:
    """One line so many minutes after noon."""
    return Told(1, NOON + minutes * MINUTE, kind, to, data)


def repair(**more: Any) -> Kept:
    """The row of a repair."""
    plain = {
        "id": 1,
        "flow": "repair",
        "number": "261122-001",
        "status": "reported",
        "rating": None,
        "created_at": NOON,
        "closed_at": None,
    }
    return Kept(**{**plain, "joined": False, **more})  # fmt: skip


def due(status: str = "open", minutes: int = 15, kind: str = "arrive", round_: int = 1) -> Deadline:
    """A promise as its row has it."""
    return Deadline(
        1, 1, kind, round_, Team.ENGINEERING, [], NOON, NOON + minutes * MINUTE, False, False, None, 0, 1, None, None, None, None,
        DeadlineStatus(status),
    )  # fmt: skip


STORY = [
    line(0, "report", "reported"), line(10, "arrive", "arrived"), line(40, "finish", "finished"), line(50, "sign", "closed", stars=4),
]  # fmt: skip


def test_a_row_follows_from_its_history() -> None:
    """Whatever it says itself."""
    told = matter(repair(status="cancelled", rating=1, closed_at=NOON, arrived_at=NOON + 10 * MINUTE), STORY)
    assert (told.status, told.rating, told.closed_at) == ("closed", 4, NOON + 50 * MINUTE)
    assert (told.finished_at, told.arrived_at) == (NOON + 40 * MINUTE, NOON + 10 * MINUTE)
    assert matter(told, STORY) == told


def test_reopened_it_begins_anew() -> None:
    """No stars, no end, not finished."""
    told = matter(repair(status="closed", rating=4), [*STORY, line(90, "reopen", "reported")])
    assert (told.status, told.rating, told.closed_at, told.finished_at) == ("reported", None, None, None)


@pytest.mark.parametrize(
    ("stored", "settled", "minutes", "said"),
    [
        ("met", 10, 15, "met"), ("missed", 10, 15, "met"), ("met", 10, 5, "missed"), ("open", None, 15, "met"), ("dropped", 10, 15, "met"),
        ("met", 7, 15, "open"), ("met", 12, 15, "met"), ("dropped", 50, 15, "dropped"),
    ],
)  # fmt: skip
def test_a_promise_is_kept_when_the_history_says_so(stored: str, settled: int | None, minutes: int, said: str) -> None:
    """By what happened, not by the row's word."""
    at = None if settled is None else NOON + settled * MINUTE
    assert str(promise(repair(), due(stored, minutes), at, STORY, True)[0]) == said


def test_a_later_time_that_was_promised_counts() -> None:
    """The history names it."""
    until = NOON + 60 * MINUTE
    told = [
        line(0, "report"),
        Told(1, NOON + 5 * MINUTE, "extend", None, {"kind": "arrive", "until": until.isoformat()}),
    ]
    assert promise(repair(), due(), None, told, True)[2] == until
    assert promise(repair(), due(kind="finish"), None, told, True)[2] == NOON + 15 * MINUTE


@given(st.lists(st.sampled_from(["arrive", "finish", "sign", "reopen", "send_back", "add"]), max_size=12))
def test_what_is_said_of_a_row_is_said_again(kinds: list[str]) -> None:
    """Replaying what was replayed changes nothing, and no end is without a final status."""
    statuses = {
        "arrive": "arrived",
        "finish": "finished",
        "sign": "closed",
        "reopen": "reported",
        "send_back": "reported",
    }
    lines = [
        line(n, kind, statuses.get(kind), **({"stars": 5} if kind == "sign" else {})) for n, kind in enumerate(kinds)
    ]
    told = matter(repair(), lines)
    assert matter(told, lines) == told
    assert (told.closed_at is not None) == (told.status == "closed")
