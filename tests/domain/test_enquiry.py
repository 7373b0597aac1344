"""Tables of enquiries and suggestions: what can follow what, who may what, by when; praise counted (CBK-22, CBK-23, X-13)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain import enquiry, suggestion
from domain.enquiry import Action, EnquiryFigures, Status
from domain.errors import Refused
from domain.ids import CaseId, StaffId
from domain.lifecycle import can, dead_ends, move, unreachable
from domain.suggestion import Praise, ranked

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "event", "after"),
    [
        ("asked", "take", "taken"), ("taken", "take", "taken"), ("asked", "put", "with_specialist"),
        ("with_specialist", "put", "with_specialist"), ("with_specialist", "find", "taken"), ("asked", "answer", "answered"),
        ("with_specialist", "answer", "answered"), ("answered", "answer", "answered"), ("answered", "helpful", "closed"),
        ("answered", "more", "asked"), ("answered", "silent", "closed"), ("taken", "cancel", "cancelled"),
        ("asked", "close", "closed"),
    ],
)  # fmt: skip
def test_what_follows(before: str, event: str, after: str) -> None:
    """As the table says."""
    assert move(enquiry.TABLE, Status(before), enquiry.Event(event)) == after


@pytest.mark.parametrize(
    ("before", "event"),
    [
        ("asked", "helpful"), ("asked", "find"), ("asked", "more"), ("answered", "cancel"), ("answered", "put"), ("closed", "more"),
        ("closed", "answer"), ("cancelled", "take"), ("with_specialist", "take"),
    ],
)  # fmt: skip
def test_what_cannot_follow(before: str, event: str) -> None:
    """Anything else is refused."""
    with pytest.raises(Refused):
        move(enquiry.TABLE, Status(before), enquiry.Event(event))


@pytest.mark.parametrize("flow", [enquiry, suggestion])
def test_tables_are_sound(flow) -> None:
    """Every status is reached, every open one ends, nothing leads out of a final one."""
    assert unreachable(flow.TABLE, flow.START) == frozenset()
    assert dead_ends(flow.TABLE, flow.FINAL) == frozenset()
    assert not any(can(flow.TABLE, final, event) for final in flow.FINAL for event in flow.Event)
    assert set(flow.MAY) == set(flow.Action)
    assert set(flow.EVENT_OF) <= set(flow.Action)


@pytest.mark.parametrize(
    ("hat", "may"),
    [
        ("reporter", {"helpful", "more", "add", "cancel", "talk", "history"}),
        ("specialist", {"find"}),
        ("desk", set(Action) - {"find", "close"}),
        ("supervisor", set(Action) - {"find"}),
        ("manager", set(Action) - {"find"}),
        ("director", set(Action) - {"find"}),
    ],
)
def test_who_may_what(hat: str, may: set[str]) -> None:
    """One hat at a time; none may nothing (X-13, X-42)."""
    assert {str(a) for a in Action if enquiry.may(a, {enquiry.Who(hat)})} == {str(a) for a in may}
    assert not any(enquiry.may(a, set()) for a in Action)


@pytest.mark.parametrize(("hours", "days"), [(24, 3), (1, 1), (48, 30)])
def test_promises_are_counted_from_the_figures(hours: int, days: int) -> None:
    """The answer in hours (CBK-23), the silence in days."""
    figures = EnquiryFigures.of({"enquiry.answer_h": hours, "enquiry.confirm_days": days})
    assert figures.answer_by(NOW) == NOW + timedelta(hours=hours)
    assert figures.silent_at(NOW) == NOW + timedelta(days=days)


def test_praise_is_counted_once_a_matter() -> None:
    """Most first; a team's praise is nobody's alone."""

    def one(number: int, case: int, staff: int | None) -> Praise:
        return Praise(number, CaseId(case), StaffId(staff) if staff else None, None, NOW)

    told = [one(1, 1, 5), one(2, 1, 5), one(3, 2, 7), one(4, 3, 7), one(5, 4, None), one(6, 5, 4)]
    assert ranked(told) == [(7, 2), (4, 1), (5, 1)]


@pytest.mark.parametrize("event", ["adopt", "not_now"])
def test_a_suggestion_is_decided_once(event: str) -> None:
    """Adopted or not now, taken or not; never after."""
    for before in ("received", "taken"):
        assert move(suggestion.TABLE, suggestion.Status(before), suggestion.Event(event)) == "closed"
    with pytest.raises(Refused):
        move(suggestion.TABLE, suggestion.Status.CLOSED, suggestion.Event(event))
