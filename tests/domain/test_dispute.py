"""The life of a disputed bill, and who may do what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import dispute
from domain.dispute import Action, Event, Status, Who
from domain.errors import Refused
from domain.lifecycle import can, move


def test_every_open_status_can_end() -> None:
    """By whoever disputes, by an answer, or by a supervisor."""
    for status in set(Status) - dispute.FINAL:
        assert can(dispute.TABLE, status, Event.CLOSE)
        assert can(dispute.TABLE, status, Event.CANCEL) == (status in dispute.OWED)


def test_answers_are_given_once() -> None:
    """The second of two clerks at once is told no."""
    for event in (Event.EXPLAIN, Event.CORRECT):
        after = move(dispute.TABLE, Status.TAKEN, event)
        with pytest.raises(Refused):
            move(dispute.TABLE, after, event)


@given(st.lists(st.sampled_from(Event), max_size=30))
def test_no_way_out_of_the_end(events: list[Event]) -> None:
    """Whatever is pressed, in whatever order."""
    status = dispute.START
    for event in events:
        if can(dispute.TABLE, status, event):
            assert status not in dispute.FINAL
            status = move(dispute.TABLE, status, event)


@pytest.mark.parametrize(
    ("fen", "hats", "asks"),
    [(-50_000, {Who.FINANCE}, False), (-50_001, {Who.FINANCE}, True), (50_001, {Who.FINANCE}, True), (-90_000, {Who.MANAGER}, False)],
)  # fmt: skip
def test_large_corrections_need_a_head(fen: int, hats: set[Who], asks: bool) -> None:
    """Up or down; a head needs nobody else."""
    assert dispute.needs_manager(fen, 50_000, hats) is asks


def test_what_is_with_the_manager_is_answered_by_a_head() -> None:
    """Finance has had its say; what is proposed is agreed to or not, never put right on top."""
    for action in (Action.EXPLAIN, Action.CORRECT):
        assert not dispute.fits(action, Status.WITH_MANAGER, {Who.FINANCE})
        assert dispute.fits(action, Status.WITH_MANAGER, {Who.MANAGER})
    assert not dispute.fits(Action.CORRECT, Status.APPROVING, {Who.MANAGER})
    assert dispute.fits(Action.APPROVE, Status.APPROVING, {Who.MANAGER})
    assert not dispute.fits(Action.APPROVE, Status.TAKEN, {Who.MANAGER})
