"""Tables of complaints: what can follow what, who may what, whom an anonymous one is hidden from (X-12 to X-14, CMP-13 to CMP-24)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import complaint
from domain.complaint import Action, Event, Status, Who
from domain.errors import Refused
from domain.lifecycle import can, dead_ends, move, unreachable


@pytest.mark.parametrize(
    ("before", "event", "after"),
    [
        ("registered", "hand", "handed"), ("handed", "hand", "handed"), ("working", "hand", "handed"),
        ("handed", "take", "working"), ("working", "take", "working"), ("registered", "answer", "answered"),
        ("working", "answer", "answered"), ("answered", "answer", "answered"), ("answered", "confirm", "closed"),
        ("answered", "unsatisfied", "handed"), ("registered", "close", "closed"), ("answered", "close", "closed"),
        ("working", "withdraw", "cancelled"), ("closed", "reopen", "handed"),
    ],
)  # fmt: skip
def test_what_follows(before: str, event: str, after: str) -> None:
    """As the table says."""
    assert move(complaint.TABLE, Status(before), Event(event)) == after


@pytest.mark.parametrize(
    ("before", "event"),
    [
        ("registered", "take"), ("registered", "confirm"), ("working", "confirm"), ("handed", "unsatisfied"),
        ("answered", "hand"), ("answered", "take"), ("answered", "reopen"), ("closed", "answer"), ("closed", "withdraw"),
        ("closed", "close"), ("cancelled", "reopen"), ("cancelled", "hand"),
    ],
)  # fmt: skip
def test_what_cannot_follow(before: str, event: str) -> None:
    """Anything else is refused."""
    with pytest.raises(Refused):
        move(complaint.TABLE, Status(before), Event(event))


def test_the_table_is_sound() -> None:
    """Every status is reached, every open one ends, only reopening leads out of a final one."""
    assert unreachable(complaint.TABLE, complaint.START) == frozenset()
    assert dead_ends(complaint.TABLE, complaint.FINAL) == frozenset()
    out = {event for event in Event for final in complaint.FINAL if can(complaint.TABLE, final, event)}
    assert out == {Event.REOPEN}
    assert set(complaint.MAY) == set(Action)


@given(st.lists(st.sampled_from(Event), max_size=30))
def test_any_row_of_presses(events: list[Event]) -> None:
    """Nothing is closed without the owner's word or a supervisor, nothing withdrawn comes back."""
    status, last = Status(complaint.START), None
    for event in events:
        if can(complaint.TABLE, status, event):
            assert status is not Status.CANCELLED
            status, last = Status(move(complaint.TABLE, status, event)), event
            assert status is not Status.CLOSED or last in (Event.CONFIRM, Event.CLOSE)


OFFICE = {"desk", "supervisor", "manager", "director"}
HEADS = OFFICE - {"desk"}
DEPARTMENT = {"head", "handler"}


@pytest.mark.parametrize(
    ("rule", "action", "who"),
    [
        ("X-12", "judge", OFFICE), ("CMP-17", "hand", OFFICE), ("CMP-17", "take", HEADS | {"head"}),
        ("CMP-13", "call", OFFICE | {"head"}), ("CMP-20", "contact", OFFICE | DEPARTMENT), ("CMP-07", "findings", DEPARTMENT),
        ("CMP-25", "choose", HEADS), ("CMP-14", "order", OFFICE | DEPARTMENT), ("CMP-07", "answer", OFFICE | DEPARTMENT),
        ("CMP-21", "confirm", {"reporter"}), ("X-13", "close", HEADS), ("X-13", "reopen", OFFICE | {"reporter"}),
        ("CMP-22", "correct", HEADS | {"head"}), ("CMP-24", "receive", HEADS), ("X-14", "paid", OFFICE),
        ("X-10", "agree_date", OFFICE | {"reporter"}),
    ],
)  # fmt: skip
def test_who_may(rule: str, action: str, who: set[str]) -> None:
    """Those and nobody else."""
    assert {str(hat) for hat in Who if complaint.may(Action(action), {hat})} == who, rule


@pytest.mark.parametrize("hat", Who)
def test_whom_an_anonymous_one_is_hidden_from(hat: Who) -> None:
    """The departments never read who complained; the office and the reporter do."""
    assert complaint.sees_name({hat}, True) is (hat not in (Who.HEAD, Who.HANDLER))
    assert complaint.sees_name({hat}, False)


def test_nobody_without_a_hat() -> None:
    """Somebody it is no business of reads nothing and may nothing."""
    assert not complaint.sees_name((), False)
    assert not any(complaint.may(action, ()) for action in Action)


def test_four_fields_on_their_own() -> None:
    """X-12: no value belongs to two fields, and every combination can be said."""
    values = [list(kinds) for kinds in complaint.VALUES.values()]
    assert len(complaint.VALUES) == 4
    flat = [str(v) for kinds in values for v in kinds]
    assert len(set(flat)) == len(flat)
    assert len(list(itertools.product(*values))) == 2 * 6 * 3 * 4


def test_every_subject_has_its_department() -> None:
    """CMP-17: until somebody judges otherwise."""
    assert set(complaint.TEAM_OF) == set(complaint.Topic)
