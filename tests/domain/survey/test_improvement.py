"""What is put right after a survey: whose a problem is, when the table may go to the manager, when it may be filed."""

from hypothesis import given
from hypothesis import strategies as st

from domain.lifecycle import can, move
from domain.people import Role, Team
from domain.survey.improvement import (
    DEPARTMENTS,
    FINAL,
    PLAN,
    TABLE,
    Event,
    PlanEvent,
    PlanStatus,
    Status,
    all_over,
    department_of,
    heads_department,
    may_submit,
)
from domain.survey.questions import ASPECTS

STATUSES = st.lists(st.sampled_from(Status))


def test_every_aspect_has_a_department() -> None:
    """What no department answers for by its name is the desk's, and so is a question of somebody's own."""
    assert set(DEPARTMENTS) <= set(ASPECTS)
    assert department_of("water") is Team.ENGINEERING
    assert department_of("attitude") is department_of("q7") is department_of("") is Team.DESK


def test_each_department_has_its_head() -> None:
    """The desk's is its supervisor, all others' the lead of the team; nobody heads a team that is not theirs."""
    for team in Team:
        heads = {(role, of) for role in Role for of in (*Team, None) if heads_department(role, of, team)}
        if team is Team.DESK:
            assert {role for role, _ in heads} == {Role.DESK_SUPERVISOR}
        else:
            assert heads == {(Role.LEAD, team)}


@given(STATUSES)
def test_a_table_goes_to_the_manager_when_nothing_is_missing(statuses: list[Status]) -> None:
    """Every row that was not dropped has its measure, and there is one."""
    left = [s for s in statuses if s is not Status.CANCELLED]
    assert may_submit(statuses) == (bool(left) and set(left) == {Status.PLANNED})


@given(STATUSES)
def test_what_may_be_submitted_is_not_over_and_the_other_way_round(statuses: list[Status]) -> None:
    """A table is never both to be sent to the manager and to be filed."""
    assert not (may_submit(statuses) and all_over(statuses))


@given(st.lists(st.sampled_from(Event)))
def test_a_row_is_never_done_before_it_was_approved(events: list[Event]) -> None:
    """Whatever is pressed in whatever order: what is refused changes nothing."""
    status, approved = Status.WANTED, False
    for event in events:
        if can(TABLE, status, event):
            approved = approved or event is Event.APPROVE
            status = move(TABLE, status, event)
    assert approved or status is not Status.CLOSED
    assert status not in FINAL or not any(can(TABLE, status, event) for event in Event)


@given(st.lists(st.sampled_from(PlanEvent)))
def test_a_table_is_approved_only_from_the_manager_s_hands(events: list[PlanEvent]) -> None:
    """X-31: there is no way to "approved" but through "submitted"."""
    status, seen = PlanStatus.GATHERING, [PlanStatus.GATHERING]
    for event in events:
        if can(PLAN, status, event):
            status = move(PLAN, status, event)
            seen.append(status)
    if PlanStatus.APPROVED in seen:
        assert seen[seen.index(PlanStatus.APPROVED) - 1] is PlanStatus.SUBMITTED
