"""A report came in: put to the incident that is known there, or with others proposed as a new one (EMG-01, EMG-04)."""

from domain import repair
from domain.cases import Case
from domain.incidents import START, Area, Incident, IncidentFigures, Status, area_of, proposal
from services import Work
from services.incidents.faces import about, main_case, show_desk, show_joined
from services.repair.views import crew_card, load


def reported(work: Work, case: Case) -> Case:
    """A new report, or an older one whose place is known now. A danger joins what is open there; it was filed and
    alerted before. Calm ones do not: whoever reports was asked, and said it is another thing.
    """
    area = area_at(work, case)
    case = _taken_out(work, case, area)
    if area is None or case.status in repair.FINAL:
        return case
    live = work.incidents.live_at(case.community_id, area)
    if live is None:
        _propose(work, case, area)
        return work.cases.get(case.id)
    if case.incident_id == live.id or (live.status is Status.OPEN and (not case.urgent or _apart(work, live, case))):
        return case
    case = _link(work, live, case)
    if live.status is Status.OPEN:
        show_joined(work, live, work.people.get(case.reporter_id), about(work, live), repost=True, case=case.id)
        main = main_case(work.incidents.cases_of(live.id))
        if main is not None and main.id != case.id:
            crew_card(work, load(work, main))
    show_desk(work, live)
    return case


def area_at(work: Work, case: Case) -> Area | None:
    """What it would have in common with others."""
    unit = work.people.unit(case.unit_id) if case.unit_id else None
    return area_of(case.category, case.danger, unit.building if unit else None, case.place)


def _taken_out(work: Work, case: Case, area: Area | None) -> Case:
    """It turned out to be somewhere else: it is no part of that incident."""
    incident = work.incidents.find(case.incident_id) if case.incident_id is not None else None
    if incident is None or (incident.area == area and incident.community_id == case.community_id):
        return case
    work.incidents.leave(incident.id, case.reporter_id)
    case = work.cases.change(case, {"incident_id": None})
    show_desk(work, incident)
    return case


def _apart(work: Work, incident: Incident, case: Case) -> bool:
    """Whether its reporter was asked about this very incident, and said theirs is another matter."""
    return any(event.data.get("apart") == incident.id for event in work.cases.events_of(case.id, "report"))


def _link(work: Work, incident: Incident, case: Case) -> Case:
    work.incidents.join(incident.id, case.reporter_id, case.unit_id, work.now)
    return work.cases.change(case, {"incident_id": incident.id})


def _propose(work: Work, case: Case, area: Area) -> None:
    figures = IncidentFigures.of(work.standards.own(case.community_id))
    over = repair.FINAL | {repair.Status.FINISHED}
    reports = work.incidents.reports(case.community_id, area, work.now - figures.within, over)
    known = work.incidents.dismissed_since(case.community_id, work.now - figures.again)
    chosen = proposal(reports, area, known, work.now, figures)
    if not chosen:
        return
    incident = work.incidents.add(
        {
            "community_id": case.community_id,
            "status": START,
            "building": area.building,
            "category": area.kin,
            "proposed_at": work.now,
        }
    )
    for each in chosen:
        _link(work, incident, work.cases.get(each))
    show_desk(work, incident, repost=True)
