"""What is promised (URG-01, URG-02, REP-03, REP-11, X-16, X-17)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.repair import RepairFigures, deadlines_for

FIGURES = RepairFigures.of({})
REPORTED = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def due(promises):
    """Kind → minutes after the report."""
    return {p.kind: (p.due_at - REPORTED) / timedelta(minutes=1) for p in promises}


def test_the_figures_are_those_of_the_standards():
    """15 minutes, 8 hours from the report, 2 days."""
    assert RepairFigures(15, 8, "report", 2) == FIGURES


def test_a_community_has_its_own_figures():
    """What is set counts, what is not set has its default."""
    figures = RepairFigures.of({"repair.urgent_arrive_minutes": 10, "repair.urgent_finish_from": "arrival"})
    assert figures == RepairFigures(10, 8, "arrival", 2)


def test_urgent_is_fifteen_minutes_and_eight_hours_from_the_report():
    """URG-01, URG-02."""
    promises = deadlines_for(True, REPORTED, None, FIGURES)
    assert due(promises) == {"arrive": 15, "finish": 8 * 60}
    assert promises[0].rules == ("URG-01",)
    assert promises[1].rules == ("URG-02", "X-17")


def test_an_appointment_does_not_delay_what_is_urgent():
    """X-16: the appointment is for the others."""
    assert deadlines_for(True, REPORTED, REPORTED + timedelta(days=3), FIGURES) == deadlines_for(
        True, REPORTED, None, FIGURES
    )


def test_the_eight_hours_can_run_from_the_arrival():
    """X-17: until somebody is there, from when somebody must be."""
    figures = RepairFigures.of({"repair.urgent_finish_from": "arrival"})
    assert due(deadlines_for(True, REPORTED, None, figures))["finish"] == 15 + 8 * 60
    arrived = REPORTED + timedelta(minutes=40)
    assert due(deadlines_for(True, REPORTED, None, figures, arrived))["finish"] == 40 + 8 * 60


def test_from_the_report_the_arrival_changes_nothing():
    """X-17: the default."""
    late = deadlines_for(True, REPORTED, None, FIGURES, REPORTED + timedelta(hours=2))
    assert due(late)["finish"] == 8 * 60


def test_a_small_repair_is_done_in_two_days():
    """REP-11."""
    promises = deadlines_for(False, REPORTED, None, FIGURES)
    assert due(promises) == {"finish": 2 * 24 * 60}
    assert promises[0].rules == ("REP-11", "X-16")


@pytest.mark.parametrize(("hours", "finish"), [(20, 48), (48, 48), (72, 72)])
def test_with_an_appointment_we_come_then_and_finish_by_the_later_of_the_two(hours, finish):
    """REP-03, X-16: only a time the owner chose puts the end off."""
    promises = deadlines_for(False, REPORTED, REPORTED + timedelta(hours=hours), FIGURES)
    assert due(promises) == {"arrive": hours * 60, "finish": finish * 60}


@given(st.booleans(), st.none() | st.integers(0, 20_000), st.sampled_from(["report", "arrival"]))
def test_nothing_is_promised_to_be_finished_before_somebody_comes(urgent, minutes, start):
    """Promises are in order and each kind is made once."""
    appointment = None if minutes is None else REPORTED + timedelta(minutes=minutes)
    promises = deadlines_for(urgent, REPORTED, appointment, RepairFigures(15, 8, start, 2))
    assert [p.due_at for p in promises] == sorted(p.due_at for p in promises)
    assert len({p.kind for p in promises}) == len(promises)
    assert promises[-1].kind == "finish"
