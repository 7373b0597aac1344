"""Each morning: tables of measures that wait for somebody too long, and reports the owners' committee is to have (SUR-17, SUR-18, SUR-28)."""

from datetime import date, timedelta

from domain.people import Community, Person
from domain.saying import local_day
from domain.sending import Lane
from domain.survey.improvement import Plan, PlanStatus
from domain.timetable import Occurrence
from services import Work
from services.improvement import plan as tables
from services.tell import Words, private, tell, zone_of


def remind(work: Work, community: Community, occurrence: Occurrence) -> None:
    """From the day on by which it was to be done, until it is done: whoever's turn it is hears of it."""
    today = local_day(work.now, zone_of(community))
    for plan in work.improvements.waiting(community.id):
        due = _due(work, community, plan)
        if due is not None and due <= today:
            _tell(work, community, plan, occurrence)


def _due(work: Work, community: Community, plan: Plan) -> date | None:
    """The day by which it is to go to the manager, be decided, be reported; None where nothing is waited for."""
    number, zone = work.standards.number, zone_of(community)
    decide = timedelta(days=number(community.id, "improve.decide_days"))
    if plan.status is PlanStatus.GATHERING:
        named = timedelta(days=number(community.id, "improve.measure_days"))
        begun = max(plan.made_at, plan.decided_at or plan.made_at)
        return local_day(begun, zone) + named + decide if tables.statuses(work, plan) else None
    if plan.status is PlanStatus.SUBMITTED and plan.submitted_at is not None:
        return local_day(plan.submitted_at, zone) + decide
    if plan.committee_on is None and plan.decided_at is not None:
        return local_day(plan.decided_at, zone) + timedelta(days=number(community.id, "improve.committee_days"))
    return None


def _people(work: Work, community: Community, plan: Plan) -> list[Person]:
    if plan.status is PlanStatus.SUBMITTED:
        return tables.approvers(work, community)
    return tables.gatherers(work, community)


def _tell(work: Work, community: Community, plan: Plan, occurrence: Occurrence) -> None:
    survey = work.surveys.get(plan.survey_id)
    questionnaire = work.surveys.questionnaire(survey.questionnaire_id)
    for person in _people(work, community, plan):
        chat = private(person, community)
        if chat is None:
            continue
        given = {"name": questionnaire.name(chat.language), "community": community.name}
        if plan.status is PlanStatus.APPROVED:
            said = Words("improve/committee_due", {**given, "approved": plan.decided_at}, f"U{survey.id}", plan.version)
        else:
            said = Words("improve/waiting", {**given, "status": plan.status}, f"U{survey.id}", plan.version)
        key = f"digest:improve:{plan.id}:{occurrence.period}:{person.id}"
        tell(work, chat, key, said, lane=Lane.REMINDER)
