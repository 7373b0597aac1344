"""Breaches: what can follow what, by sort; who may; what is owed next and by when; signatures (VIO-01 to VIO-04, DST-08)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.breach import (
    FINAL,
    RULES,
    START,
    STEP_OF,
    TABLE,
    BreachFigures,
    Event,
    Promised,
    Signature,
    Sort,
    Status,
    Step,
    can_now,
    check_now,
    check_sides,
    events_for,
    owed,
    roles_for,
)
from domain.errors import Refused
from domain.ids import CaseId, PersonId
from domain.people import Role

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
S, E = Status, Event


@pytest.mark.parametrize(
    ("sort", "status", "event", "may"),
    [
        (Sort.BUILDING, S.FOUND, E.DISSUADE, True), (Sort.BUILDING, S.FOUND, E.REFER, True), (Sort.BUILDING, S.FOUND, E.MEDIATE, False),
        (Sort.USE, S.DISSUADED, E.WRITE, True), (Sort.USE, S.FOUND, E.WRITE, False), (Sort.RULE, S.TOLD, E.STOP, True),
        (Sort.RULE, S.WRITTEN, E.CORRECT, True), (Sort.RULE, S.FOUND, E.CORRECT, False), (Sort.RULE, S.CORRECTED, E.CLOSE, True),
        (Sort.RULE, S.WRITTEN, E.CLOSE, False), (Sort.BUILDING, S.REFERRED, E.CORRECT, True), (Sort.BUILDING, S.DISSUADED, E.DROP, False),
        (Sort.DISPUTE, S.FOUND, E.MEDIATE, True), (Sort.DISPUTE, S.MEDIATED, E.MEDIATE, True), (Sort.DISPUTE, S.FOUND, E.DISSUADE, False),
        (Sort.DISPUTE, S.MEDIATED, E.CLOSE, True), (Sort.DISPUTE, S.FOUND, E.WRITE, False), (Sort.DISPUTE, S.CLOSED, E.TELL, False),
        (Sort.RULE, S.CANCELLED, E.TELL, False),
    ],
)  # fmt: skip
def test_what_can_follow(sort: Sort, status: Status, event: Event, may: bool) -> None:
    """VIO-01: dissuade, report; VIO-02: inform, dissuade, stop, press for correction; VIO-03: mediate and stop."""
    assert can_now(sort, status, event) is may
    if not may:
        with pytest.raises(Refused):
            check_now(sort, status, event)


@pytest.mark.parametrize("sort", Sort)
def test_every_sort_comes_to_an_end(sort: Sort) -> None:
    """From every status that a sort can reach, filing or dropping can be reached."""
    reached, before = {START}, set()
    while reached != before:
        before = set(reached)
        reached |= {TABLE[s, e] for s in before for e in events_for(sort) if (s, e) in TABLE}
    for status in reached - FINAL:
        ahead, seen = {status}, set()
        while ahead != seen:
            seen = set(ahead)
            ahead |= {TABLE[s, e] for s in seen for e in events_for(sort) if (s, e) in TABLE}
        assert Status.CLOSED in ahead, status


@given(st.sampled_from(Sort), st.sampled_from(Status))
def test_whatever_is_open_owes_something(sort: Sort, status: Status) -> None:
    """ASM-11, ASM-12: an unhandled case is seen; each promise names its rules."""
    due = owed(sort, status)
    assert (due is None) is (status in FINAL)
    assert due is None or RULES[due]


@pytest.mark.parametrize(
    ("sort", "status", "due"),
    [
        (Sort.BUILDING, S.FOUND, Promised.DISSUADE), (Sort.RULE, S.TOLD, Promised.DISSUADE), (Sort.DISPUTE, S.FOUND, Promised.MEDIATE),
        (Sort.USE, S.DISSUADED, Promised.WRITE), (Sort.USE, S.STOPPED, Promised.WRITE), (Sort.DISPUTE, S.STOPPED, Promised.MEDIATE),
        (Sort.USE, S.WRITTEN, Promised.CORRECT), (Sort.USE, S.REFERRED, Promised.CLOSE), (Sort.DISPUTE, S.MEDIATED, Promised.CLOSE),
        (Sort.RULE, S.CORRECTED, Promised.CLOSE), (Sort.RULE, S.CLOSED, None),
    ],
)  # fmt: skip
def test_what_is_owed_next(sort: Sort, status: Status, due: Promised | None) -> None:
    """Telling is not dissuading: the clock goes on."""
    assert owed(sort, status) is due


@pytest.mark.parametrize(
    ("role", "event", "may"),
    [
        (Role.DESK, E.DISSUADE, True), (Role.BUTLER, E.MEDIATE, True), (Role.GUARD, E.DISSUADE, False), (Role.ENGINEER, E.TELL, False),
        (Role.DESK, E.CLOSE, False), (Role.BUTLER, E.DROP, False), (Role.DESK_SUPERVISOR, E.CLOSE, True), (Role.MANAGER, E.DROP, True),
    ],
)  # fmt: skip
def test_who_may(role: Role, event: Event, may: bool) -> None:
    """VIO-01 to VIO-04: the desk and the butlers; the end is a supervisor's."""
    assert (role in roles_for(event)) is may


@pytest.mark.parametrize(
    ("sort", "event", "homes", "fits"),
    [
        (Sort.DISPUTE, E.MEDIATE, [1, 2], True), (Sort.DISPUTE, E.MEDIATE, [1], False), (Sort.DISPUTE, E.MEDIATE, [1, 1], False),
        (Sort.DISPUTE, E.MEDIATE, [], False), (Sort.DISPUTE, E.STOP, [1], True), (Sort.RULE, E.DISSUADE, [], True),
    ],
)  # fmt: skip
def test_no_mediation_inside_a_family(sort: Sort, event: Event, homes: list[int], fits: bool) -> None:
    """DST-08: two homes, or we stay out of it."""
    if fits:
        check_sides(sort, event, homes)
    else:
        with pytest.raises(Refused):
            check_sides(sort, event, homes)


def test_figures() -> None:
    """Our defaults where the rules say promptly; a community's own go before them."""
    ours = BreachFigures.of({})
    assert ours.length(Promised.DISSUADE) == (timedelta(hours=4), False)
    assert ours.length(Promised.WRITE) == (timedelta(days=2), True)
    assert BreachFigures.of({"breach.mediate_hours": 2}).length(Promised.MEDIATE) == (timedelta(hours=2), False)
    assert set(STEP_OF) == set(Event) - {Event.CLOSE, Event.DROP}


@pytest.mark.parametrize(
    ("asked", "signed", "declined", "stands"),
    [
        (None, None, None, Signature.ABSENT), (5, None, None, Signature.ASKED), (5, NOW, None, Signature.SIGNED),
        (5, None, NOW, Signature.DECLINED), (5, NOW, NOW, Signature.SIGNED), (None, None, NOW, Signature.DECLINED),
    ],
)  # fmt: skip
def test_signatures(asked: int | None, signed: datetime | None, declined: datetime | None, stands: Signature) -> None:
    """VIO-01: course and result signed; whoever declined may sign later."""
    person = PersonId(asked) if asked else None
    step = Step(
        1,
        CaseId(1),
        STEP_OF[E.DISSUADE],
        "停工",
        PersonId(9),
        NOW,
        person,
        person if signed else None,
        signed,
        declined,
    )
    assert step.signature is stands
