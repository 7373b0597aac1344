"""Complaints: what they are judged by, what is promised, what can happen to one and who may do what."""

from domain.complaint import propose
from domain.complaint.clocks import ComplaintFigures, Promise, Promised, Times, clocks, solved_by, tell_due
from domain.complaint.facts import ComplaintFacts, CorrectiveAction, Department, Remedy
from domain.complaint.kinds import (
    COMMUNICATIVE,
    CORRECTIONS,
    PARTS,
    PLANS,
    TEAM_OF,
    VALUES,
    Cause,
    Correction,
    CorrectionEvent,
    Field,
    Grade,
    Part,
    PartEvent,
    Plan,
    PlanEvent,
    Proposal,
    Responsibility,
    Subtype,
    Topic,
    Validity,
)
from domain.complaint.rights import MAY, Action, Who, check_may, may, sees_name
from domain.complaint.states import FINAL, START, TABLE, Event, Status

__all__ = [
    "COMMUNICATIVE", "CORRECTIONS", "FINAL", "MAY", "PARTS", "PLANS", "START", "TABLE", "TEAM_OF", "VALUES",
    "Action", "Cause", "ComplaintFacts", "ComplaintFigures", "Correction", "CorrectionEvent", "CorrectiveAction",
    "Department", "Event", "Field", "Grade", "Part", "PartEvent", "Plan", "PlanEvent", "Promise", "Promised", "Proposal",
    "Remedy", "Responsibility", "Status", "Subtype", "Times", "Topic", "Validity", "Who",
    "check_may", "clocks", "may", "propose", "sees_name", "solved_by", "tell_due",
]  # fmt: skip
