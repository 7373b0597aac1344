"""When reports are one incident (EMG-01, EMG-04): by table, and by property over any course of reports and decisions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.ids import CaseId, CommunityId, PersonId
from domain.incidents import TABLE, Area, Event, Incident, IncidentFigures, Report, Status, area_of, proposal
from domain.lifecycle import move
from domain.repair import Category

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
FIGURES = IncidentFigures.of({})
HERE = Area("3", Category.WATER)


def _report(case: int, home: str = "", area: Area = HERE, ago: int = 0, incident: int | None = None) -> Report:
    return Report(CaseId(case), home or f"u{case}", area, NOW - timedelta(minutes=ago), incident)


def _incident(status: Status, area: Area = HERE, ago: int = 0, number: int = 1) -> Incident:
    decided = NOW - timedelta(minutes=ago) if status in (Status.CLOSED, Status.DISMISSED) else None
    return Incident(
        number, CommunityId(1), f"261122-{number:03}", status, 1, area.building, area.kin, None, NOW, PersonId(1), None,
        None, None, decided, None,
    )  # fmt: skip


THREE = [_report(1), _report(2), _report(3)]


@pytest.mark.parametrize(
    ("reports", "known", "proposed"),
    [
        (THREE, [], (1, 2, 3)),
        (THREE[:2], [], ()),
        ([_report(1, "u9"), _report(2, "u9"), _report(3)], [], ()),
        ([*THREE[:2], _report(3, area=Area("4", Category.WATER))], [], ()),
        ([*THREE[:2], _report(3, area=Area("3", Category.POWER))], [], ()),
        ([*THREE[:2], _report(3, area=Area(None, Category.WATER))], [], ()),
        ([*THREE[:2], _report(3, ago=60)], [], (1, 2, 3)),
        ([*THREE[:2], _report(3, ago=61)], [], ()),
        ([*THREE[:2], _report(3, incident=7)], [], ()),
        (THREE, [_incident(Status.PROPOSED)], ()),
        (THREE, [_incident(Status.OPEN)], ()),
        (THREE, [_incident(Status.OPEN, Area("4", Category.WATER))], (1, 2, 3)),
        (THREE, [_incident(Status.CLOSED)], (1, 2, 3)),
        (THREE, [_incident(Status.DISMISSED, ago=59)], ()),
        (THREE, [_incident(Status.DISMISSED, ago=60)], (1, 2, 3)),
    ],
)
def test_proposal_by_table(reports: list[Report], known: list[Incident], proposed: tuple[int, ...]) -> None:
    """EMG-01: enough homes of one building and kin within the minutes, none of them put to an incident before."""
    assert proposal(reports, HERE, known, NOW, FIGURES) == proposed


@pytest.mark.parametrize(
    ("category", "danger", "building", "place", "area"),
    [
        ("water", None, "3", None, HERE),
        ("leak", "flooding", "3", None, HERE),
        ("drain", None, "3", None, HERE),
        ("power", None, None, "garage", Area(None, Category.POWER)),
        ("water", "burst_pipe", None, None, None),
        ("other", None, "3", None, None),
        ("other", "fire", "3", None, Area("3", Category.OTHER)),
    ],
)
def test_area_by_table(
    category: str, danger: str | None, building: str | None, place: str | None, area: Area | None
) -> None:
    """Kin categories are one; where nobody knows the place, and among "other things", nothing is put together."""
    assert area_of(category, danger, building, place) == area


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("event", list(Event))
def test_life_by_table(status: Status, event: Event) -> None:
    """What is not in the table is refused: decided is decided, closed stays closed."""
    ways = {
        (Status.PROPOSED, Event.CONFIRM): Status.OPEN,
        (Status.PROPOSED, Event.DISMISS): Status.DISMISSED,
        (Status.OPEN, Event.CLOSE): Status.CLOSED,
    }
    if (status, event) in ways:
        assert move(TABLE, status, event) is ways[status, event]
    else:
        with pytest.raises(Refused):
            move(TABLE, status, event)


AREAS = [Area(b, k) for b in ("1", "2", None) for k in (Category.WATER, Category.POWER)]
STEPS = st.lists(
    st.tuples(st.sampled_from(["report", "confirm", "dismiss", "close"]), st.integers(0, 5), st.integers(0, 6), st.integers(0, 40)),
    max_size=60,
)  # fmt: skip


@given(steps=STEPS, least=st.integers(2, 4))
def test_never_twice_for_the_same_reports_and_never_across_buildings(
    steps: list[tuple[str, int, int, int]], least: int
) -> None:
    """Any course of reports and decisions: each report is put to one incident at most, one incident lives in one place
    at a time, its reports are of that place and those minutes, from enough homes.
    """
    figures = replace(FIGURES, reports=least)
    now, reports, incidents, put = NOW, [], [], {}
    for what, place, home, minutes in steps:
        now, area = now + timedelta(minutes=minutes), AREAS[place]
        if what == "report":
            reports.append(Report(CaseId(len(reports) + 1), f"u{home}", area, now, None))
            chosen = proposal(reports, area, incidents, now, figures)
            if not chosen:
                continue
            number = len(incidents) + 1
            found = [r for r in reports if r.case in chosen]
            assert not any(case in put for case in chosen)
            assert {r.area for r in found} == {area}
            assert all(r.at >= now - figures.within for r in found)
            assert len({r.home for r in found}) >= least
            put |= dict.fromkeys(chosen, number)
            reports = [replace(r, incident=number) if r.case in chosen else r for r in reports]
            incidents.append(_incident(Status.PROPOSED, area, number=number))
        else:
            event = Event(what)
            incidents = [
                replace(i, status=TABLE[i.status, event], closed_at=now)
                if i.area == area and (i.status, event) in TABLE
                else i
                for i in incidents
            ]
        alive = [i.area for i in incidents if i.status in (Status.PROPOSED, Status.OPEN)]
        assert len(alive) == len(set(alive))
