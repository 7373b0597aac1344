"""The faces of a row of the table of measures: the card of the department's head, and of whoever else has it open, in private.

No group reads of it. A row names no owner: remarks are counts and examples without homes and numbers.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.cases import Case
from domain.lifecycle import can
from domain.people import DESK_ROLES, HEADS, Community, Person, Role, Team, Who
from domain.saying import local_day
from domain.sending import Lane
from domain.survey import Questionnaire
from domain.survey import improvement as rules
from domain.survey.improvement import Event, Improvement, Plan, PlanStatus, Promised, Status
from services import Work
from services.ladder.faces import refresh_alerts
from services.surveys.results_said import label, percent
from services.teams import Sheet, opened_by, plain_values, sheet
from services.tell import Chat, Words, private, show, zone_of

#: Thousandths, as rates are said.
_WHOLE = 1000


@dataclass(frozen=True, slots=True)
class View:
    """A row with everything its cards show, loaded once."""

    sheet: Sheet
    facts: Improvement
    plan: Plan
    questionnaire: Questionnaire

    @property
    def case(self) -> Case:
        """The matter."""
        return self.sheet.case

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)


def load(work: Work, case: Case) -> View:
    """The row with all its cards show."""
    facts = work.improvements.of(case.id)
    plan = work.improvements.plan(facts.plan_id)
    survey = work.surveys.get(plan.survey_id)
    return View(sheet(work, case, tuple(Promised)), facts, plan, work.surveys.questionnaire(survey.questionnaire_id))


def gathers(who: Who, community: int) -> bool:
    """Whether the person puts the table together."""
    return who.is_any(community, rules.GATHER)


def has_part(view: View, who: Who) -> bool:
    """Whether the row is any business of theirs: the office's heads, the department's, whoever does it."""
    post = who.post(view.case.community_id)
    if post is None:
        return False
    mine = post.id == view.case.assignee_id or rules.heads_department(post.role, post.team, view.case.team)
    return mine or gathers(who, view.case.community_id)


def possible(view: View, who: Who) -> set[str]:
    """What this person can do with the row now: the buttons of their card; looked up again at the press."""
    if not has_part(view, who):
        return set()
    gathering = view.plan.status is PlanStatus.GATHERING
    found = {"history"} | ({"table"} if who.is_any(view.case.community_id, DESK_ROLES) else set())
    if gathering and can(rules.TABLE, view.status, Event.FILL):
        found.add("fill")
    if can(rules.TABLE, view.status, Event.DONE):
        found.add("done")
    if gathering and gathers(who, view.case.community_id):
        events = {"drop": Event.DROP, "send_back": Event.SEND_BACK, "give": Event.FILL}
        found |= {action for action, event in events.items() if can(rules.TABLE, view.status, event)}
    return found


def problem(view: View, language: str) -> str:
    """What is to be put right, in a word or two."""
    asked = next((q for q in view.questionnaire.asked if q.key == view.facts.item), None)
    return label(asked, language) if asked is not None else view.case.words


def rate(facts: Improvement) -> str:
    """How many were content when the survey ended; empty for a problem added by hand."""
    if facts.satisfied is None or not facts.returned:
        return ""
    return percent(facts.satisfied * _WHOLE // facts.returned)


def values(view: View, now: datetime, language: str, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the row in plain values, `can` the actions to offer."""
    facts = view.facts
    today = local_day(now, zone_of(view.sheet.community))
    return {
        "can": set(may),
        "r": {
            **plain_values(view.sheet, now),
            "survey": view.questionnaire.name(language),
            "problem": problem(view, language),
            "by_hand": not facts.item,
            "rate": rate(facts),
            "remarks": [{"topic": t, "number": n, "example": e} for t, n, e in facts.remarks],
            "team": view.case.team,
            "measure": facts.measure,
            "planned_on": facts.planned_on,
            "done_on": facts.done_on,
            "result": facts.result,
            "reason": facts.reason,
            "with_manager": view.plan.status is PlanStatus.SUBMITTED,
            "overdue": facts.planned_on is not None and view.status is Status.IMPROVING and facts.planned_on < today,
        },
    }


def subject(case: Case) -> str:
    """What the buttons of a row are about."""
    return f"W{case.id}"


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool, lane: Lane | None = None) -> None:
    """A colleague's own card in private; in the lane of an answer where it is one."""
    given = values(view, work.now, chat.language, possible(view, who))
    said = Words("improve/card", given, subject(view.case), view.case.version)
    key, lane = f"case:{view.case.id}:staff:{who.person.id}", lane or (Lane.REPLY if repost else Lane.TASK)
    show(work, chat, key, said, lane=lane, case=view.case.id, repost=repost)


def heads_of(work: Work, community: Community, team: Team) -> list[Person]:
    """Who answers for a department: its head, else the desk's, else the manager and the director; those in the chat."""
    posts = work.staff.listed(community.id)
    found = [p for s, p in posts if rules.heads_department(s.role, s.team, team)]
    desk = [p for s, p in posts if s.role is Role.DESK_SUPERVISOR]
    above = [p for s, p in posts if s.role in HEADS]
    for people in (found, desk, above):
        reached = [p for p in people if private(p, community) is not None]
        if reached:
            return reached
    return []


def chats_of(work: Work, view: View) -> list[Chat]:
    """Where those who answer for it read us."""
    people = heads_of(work, view.sheet.community, view.case.team)
    return [chat for p in people if (chat := private(p, view.sheet.community)) is not None]


def ask_heads(work: Work, view: View, but: int | None = None) -> None:
    """Its card comes to whoever answers for the department, and to whoever does it; not to whoever did this (`but`)."""
    community = view.sheet.community
    people = {p.id: p for p in heads_of(work, community, view.case.team)}
    if view.sheet.worker is not None:
        people[view.sheet.worker.id] = view.sheet.worker
    for person in people.values():
        chat = private(person, community)
        if chat is not None and person.id != but:
            staff_card(work, view, work.people.who(person, community.language), chat, repost=True, lane=Lane.TASK)


def ask_worker(work: Work, view: View, by: Who) -> None:
    """Whoever is to do it has the card, unless they said so themselves."""
    worker, community = view.sheet.worker, view.sheet.community
    chat = private(worker, community) if worker is not None else None
    if worker is not None and chat is not None and worker.id != by.person.id:
        staff_card(work, view, work.people.who(worker, community.language), chat, repost=True, lane=Lane.TASK)


def refresh(work: Work, view: View) -> None:
    """Every open card of the row shows its newest state."""
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        staff_card(work, view, who, chat, repost=False)
    language = view.sheet.community.language
    refresh_alerts(work, view.sheet.community, view.case, values(view, work.now, language))
