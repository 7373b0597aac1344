"""The table of measures of one survey: begun with its results, gathered, approved or sent back, reported, filed (SUR-17, SUR-18, SUR-23)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, Community, Person, Role, Team, Who
from domain.saying import local_day
from domain.survey import improvement as rules
from domain.survey.improvement import PLAN, Plan, PlanEvent, PlanStatus, Status
from domain.survey.remarks import about_item, nameless
from domain.survey.results import Item
from services import Work
from services.improvement import acting, cards
from services.improvement.acting import Problem
from services.improvement.views import View, load, refresh
from services.surveys import acted
from services.surveys.results import Found
from services.tell import zone_of

#: Topics kept with a problem.
_TOPICS = 3


def begin(work: Work, of: Found) -> Plan | None:
    """The table of a survey that is over: a row for each item below the target (SUR-07); once. None when there is one already."""
    survey = of.survey
    plan = work.improvements.begin(
        survey.id, {"community_id": survey.community_id, "status": rules.PLAN_START, "made_at": work.now}
    )
    if plan is None:
        return None
    maker = work.people.get(survey.made_by)
    for item in of.failed:
        key = item.question.key
        acting.file(work, plan.id, maker, Problem(
            rules.department_of(key), item.question.zh, key, item.rate.satisfied, item.rate.returned, tuple(_remarks(of, item)),
        ))  # fmt: skip
    cards.ask(work, plan, gatherers(work, of.community))
    return plan


def _remarks(of: Found, item: Item) -> list[tuple[str, int, str]]:
    """What was said about this item, most frequent first: how many forms, an example without homes and telephones."""
    found = []
    for group in of.groups:
        mine = about_item(group, item.question.key)
        if mine:
            shown = sorted(mine, key=lambda r: len(r.words))[len(mine) // 2]
            found.append((group.topic, len({r.form.id for r in mine}), nameless(shown.words)))
    return sorted(found, key=lambda row: -row[1])[:_TOPICS]


def gatherers(work: Work, community: Community) -> list[Person]:
    """The desk's supervisors put it together; the heads where there are none (SUR-17)."""
    posts = work.staff.listed(community.id, roles=[Role.DESK_SUPERVISOR]) or work.staff.listed(
        community.id, roles=rules.APPROVE
    )
    return [p for _, p in posts]


def approvers(work: Work, community: Community) -> list[Person]:
    """The manager approves; the director where there is none (SUR-18)."""
    posts = work.staff.listed(community.id, roles=[Role.MANAGER]) or work.staff.listed(
        community.id, roles=rules.APPROVE
    )
    return [p for _, p in posts]


def found(work: Work, who: Who, survey: int) -> Plan:
    """The table of a survey, for the office; `Outdated` when there is none."""
    there = work.surveys.find(survey)
    plan = work.improvements.of_survey(survey) if there is not None else None
    if there is None or plan is None:
        raise Outdated
    if not who.is_any(there.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    return plan


def rows(work: Work, plan: Plan) -> list[View]:
    """All rows, in the order they came."""
    return [load(work, case) for case, _ in work.improvements.rows(plan.id)]


def statuses(work: Work, plan: Plan) -> list[Status]:
    """Where its rows stand."""
    return [Status(case.status) for case, _ in work.improvements.rows(plan.id)]


def check_now(work: Work, who: Who, survey: int, event: PlanEvent) -> Plan:
    """The table, if this person may do that with it now; said before questions are asked."""
    plan = found(work, who, survey)
    roles = rules.APPROVE if event in (PlanEvent.APPROVE, PlanEvent.SEND_BACK) else rules.GATHER
    if not who.is_any(plan.community_id, roles):
        raise Refused("common/heads_only" if roles is rules.APPROVE else "common/not_yours")
    move(PLAN, plan.status, event)
    return plan


def check_add(work: Work, who: Who, survey: int) -> Plan:
    """The table, for those who gather it, while it is gathered."""
    plan = found(work, who, survey)
    if not who.is_any(plan.community_id, rules.GATHER):
        raise Refused("common/not_yours")
    if plan.status is not PlanStatus.GATHERING:
        raise Refused("improve/with_manager")
    return plan


def add(work: Work, who: Who, survey: int, team: Team, words: str) -> View:
    """A problem more, by hand."""
    plan = check_add(work, who, survey)
    view = acting.file(work, plan.id, who.person, Problem(team, words))
    cards.refresh(work, work.improvements.plan(plan.id))
    return view


def submit(work: Work, who: Who, survey: int) -> Plan:
    """To the manager, once every row says what, who and when (SUR-17)."""
    plan = check_now(work, who, survey, PlanEvent.SUBMIT)
    standing = statuses(work, plan)
    if not rules.may_submit(standing):
        raise Refused("improve/not_ready", open=sum(s is Status.WANTED for s in standing))
    given = {"submitted_by": who.person.id, "submitted_at": work.now, "reason": None}
    plan = _moved(work, plan, PlanEvent.SUBMIT, given)
    cards.ask(work, plan, approvers(work, work.people.community(plan.community_id)))
    return plan


def send_back(work: Work, who: Who, survey: int, reason: str) -> Plan:
    """The manager would have it otherwise, and says how; whoever gathers it goes on."""
    plan = check_now(work, who, survey, PlanEvent.SEND_BACK)
    plan = _moved(work, plan, PlanEvent.SEND_BACK, {**_decided(work, who), "reason": reason})
    cards.ask(work, plan, gatherers(work, work.people.community(plan.community_id)))
    return plan


def approve(work: Work, who: Who, survey: int) -> Plan:
    """The measures are owed from now on, and may be told to owners and committee (SUR-18, X-31)."""
    plan = check_now(work, who, survey, PlanEvent.APPROVE)
    plan = _moved(work, plan, PlanEvent.APPROVE, _decided(work, who))
    for view in rows(work, plan):
        if view.status is Status.PLANNED:
            acting.approve(work, who, view)
    cards.ask(work, plan, gatherers(work, work.people.community(plan.community_id)))
    return plan


def stirred(work: Work, view: View) -> None:
    """One of its rows has moved: the table says so, and comes to whoever gathers it once nothing is missing any more."""
    plan = work.improvements.plan(view.plan.id)
    if plan.status is PlanStatus.GATHERING and view.status is Status.PLANNED and rules.may_submit(statuses(work, plan)):
        cards.ask(work, plan, gatherers(work, view.sheet.community))
    cards.refresh(work, plan)


def done(work: Work, who: Who, case: int, result: str, on: date) -> View:
    """A row is put right; with the last of them those who were not content are called back (CBK-18, SUR-22)."""
    view = acting.done(work, who, case, result, on)
    plan = work.improvements.plan(view.plan.id)
    if rules.all_over(statuses(work, plan)):
        items = {v.facts.item for v in rows(work, plan) if v.status is Status.CLOSED and v.facts.item}
        acted.improved(work, work.surveys.get(plan.survey_id), items)
        cards.ask(work, plan, gatherers(work, work.people.community(plan.community_id)))
    else:
        cards.refresh(work, plan)
    return view


def reported(work: Work, who: Who, survey: int, to: str, on: date) -> Plan:
    """Results and plan were given to the owners' committee: when, and to whom (SUR-28)."""
    plan = check_report(work, who, survey)
    if on > local_day(work.now, zone_of(work.people.community(plan.community_id))):
        raise Refused("improve/day_ahead")
    plan = work.improvements.change_plan(plan, {"committee_on": on, "committee_to": to, "committee_by": who.person.id})
    cards.refresh(work, plan)
    return plan


def check_report(work: Work, who: Who, survey: int) -> Plan:
    """The table, once it is approved and as long as nobody has noted that the committee has it."""
    plan = found(work, who, survey)
    if not who.is_any(plan.community_id, rules.GATHER):
        raise Refused("common/not_yours")
    if plan.status in (PlanStatus.GATHERING, PlanStatus.SUBMITTED):
        raise Refused("improve/first_approve")
    if plan.committee_on is not None:
        raise Refused("common/not_now")
    return plan


def file(work: Work, who: Who, survey: int) -> Plan:
    """Survey, table and callbacks are over: bound together, and nothing of it changes any more (SUR-23)."""
    plan = check_now(work, who, survey, PlanEvent.FILE)
    standing = statuses(work, plan)
    if not rules.all_over(standing):
        raise Refused("improve/still_open", open=sum(s not in rules.FINAL for s in standing))
    called, settled = work.opinions.counts(survey)
    if settled < called:
        raise Refused("improve/still_called", open=called - settled)
    plan = _moved(work, plan, PlanEvent.FILE, {"filed_by": who.person.id, "filed_at": work.now})
    cards.refresh(work, plan)
    return plan


def _decided(work: Work, who: Who) -> dict[str, Any]:
    return {"decided_by": who.person.id, "decided_at": work.now}


def _moved(work: Work, plan: Plan, event: PlanEvent, values: dict[str, Any]) -> Plan:
    status = move(PLAN, plan.status, event)
    plan = work.improvements.change_plan(plan, {"status": status, **values})
    cards.refresh(work, plan)
    for view in rows(work, plan):  # whether it may be filled in hangs on the table
        refresh(work, view)
    return plan


def departments(work: Work, community: int) -> Sequence[Team]:
    """Departments that have somebody, the desk always."""
    there = {s.team for s, _ in work.staff.listed(community)}
    return [team for team in Team if team in there or team is Team.DESK]
