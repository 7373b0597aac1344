"""Handing over: to the head of a department, and a major one to the director (CMP-01, CMP-17, X-08)."""

from domain import complaint
from domain.complaint import Promised
from domain.lifecycle import can
from domain.people import Role, Team, Who
from services import Work
from services.complaint.acting import carry, note, settle, taken_over
from services.complaint.views import View, heads, load, staff_card
from services.tell import private


def handed(work: Work, who: Who | None, view: View, team: Team) -> View:
    """With the head of that department, who reads it at once; the one who had it is free of it (CMP-17, X-08)."""
    for old in view.departments:
        if old.leads and old.team is not team:
            work.complaints.change_department(old, {"leads": False})
    known = next((d for d in view.departments if d.team is team), None)
    if known is None:
        work.complaints.call(view.case.id, team, work.now, leads=True)
    else:
        again = (
            {"status": complaint.Part.ASKED}
            if can(complaint.PARTS, known.status, complaint.PartEvent.ASK_AGAIN)
            else {}
        )
        work.complaints.change_department(known, {"leads": True, **again})
    facts = {} if view.facts.handed_at else {"handed_at": work.now}
    view, _ = carry(
        work, who, load(work, view.case), complaint.Event.HAND, {"team": team, "assignee_id": None}, facts, team=team
    )
    view = taken_over(work, view, team)
    for person in heads(work, view):
        staff_card(work, work.people.who(person, view.community.language), view, repost=True)
    return view


def to_director(work: Work, who: Who | None, view: View) -> View:
    """A major one is told to the director, without a director to the manager (CMP-01, X-08)."""
    if view.facts.director_at is not None:
        return view
    posts = work.staff.listed(view.community.id, roles=[Role.DIRECTOR]) or work.staff.listed(
        view.community.id, roles=[Role.MANAGER]
    )
    reached = [p for _, p in posts if private(p, view.community) is not None]
    if not reached:
        return view  # the promise stays open and climbs
    view, _ = note(work, who, view, "director", {"director_at": work.now}, to=[p.name for p in reached])
    settle(work, view, Promised.DIRECTOR)
    for person in reached:
        staff_card(work, work.people.who(person, view.community.language), view, repost=True)
    return view
