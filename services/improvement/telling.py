"""Owners and their committee hear of the measures, once they are approved: a notice without names, a report (SUR-18, SUR-28, X-31)."""

from domain.announcements import PUBLISHED, Audience, Kind, Status
from domain.errors import Refused
from domain.people import Community, Person, Who
from domain.phones import normal
from domain.saying import local_day, say_date
from domain.sending import Lane
from domain.survey.improvement import GATHER, Plan, PlanStatus
from domain.survey.improvement import Status as Row
from domain.survey.remarks import nameless
from messages.render import word
from services import Work, announcements
from services.announcements.cards import show_to
from services.improvement import cards, paper
from services.improvement import plan as tables
from services.improvement.views import View, problem
from services.tell import Chat, Words, mine, private, tell, zone_of

#: Characters of the notice: with its head it is one message of the channel; of one measure in it.
_LONGEST, _MEASURE = 1400, 160
#: Announcements that can still go out.
_ALIVE = frozenset({Status.DRAFT, Status.ASKED, *PUBLISHED})


def draft(work: Work, who: Who, survey: int) -> None:
    """A notice to all who live there, as a draft: its own buttons preview, change, send it; the same one again while it stands."""
    plan = tables.found(work, who, survey)
    if not who.is_any(plan.community_id, GATHER):
        raise Refused("common/not_yours")
    if plan.status not in (PlanStatus.APPROVED, PlanStatus.FILED):
        raise Refused("improve/first_approve")
    before = work.announcements.find(plan.announcement_id) if plan.announcement_id is not None else None
    if before is not None and before.status in _ALIVE:
        show_to(work, before, who, repost=True)
        return
    text = said(work, plan)
    if not text:
        raise Refused("improve/nothing_to_say")
    form = announcements.Form(Kind.NOTICE, text, Audience(), None, None, None)
    one = announcements.make(work, who, plan.community_id, form)
    cards.refresh(work, work.improvements.change_plan(plan, {"announcement_id": one.id}))


def said(work: Work, plan: Plan) -> str:
    """What owners read: problem, measure and date of each row; no name, no number of a home. Empty when there is nothing."""
    community = work.people.community(plan.community_id)
    language = community.language
    views = [view for view in tables.rows(work, plan) if view.status is not Row.CANCELLED]
    if not views:
        return ""
    name = views[0].questionnaire.name(language)
    lines = [word("improve", "notice_head", language).format(name=name)]
    lines += [f"{n}. {_line(work, view, community)}" for n, view in enumerate(views, 1)]
    lines.append(word("improve", "notice_foot", language))
    text = "\n".join(lines)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _line(work: Work, view: View, community: Community) -> str:
    language, facts = community.language, view.facts
    today = local_day(work.now, zone_of(community))
    key, day = ("notice_done", facts.done_on) if facts.done_on else ("notice_row", facts.planned_on)
    when = say_date(day, today, language) if day else ""
    what = nameless(problem(view, language)).rstrip("？?")
    measure = nameless(facts.measure or "")[:_MEASURE]
    return word("improve", key, language).format(problem=what, measure=measure, day=when)


# --- the committee --------------------------------------------------------------------------------------------------


def approve(work: Work, who: Who, survey: int) -> Plan:
    """The manager approves the table; the committee has its report at once, where it is in the chat."""
    return to_committee(work, tables.approve(work, who, survey))


def to_committee(work: Work, plan: Plan) -> Plan:
    """Whoever stands for the committee on the list of X-31 gets results and plan as one paper; noted, when they are in the chat."""
    community = work.people.community(plan.community_id)
    person = _committee(work, community)
    chat = private(person, community) if person is not None else None
    if person is None or chat is None or plan.committee_on is not None:
        return plan
    hand(work, plan, chat, f"improve:{plan.id}:committee:{person.id}", lane=Lane.REMINDER)
    today = local_day(work.now, zone_of(community))
    plan = work.improvements.change_plan(
        plan, {"committee_on": today, "committee_to": person.name, "committee_by": plan.decided_by}
    )
    cards.refresh(work, plan)
    return plan


def _committee(work: Work, community: Community) -> Person | None:
    phone = normal(str(work.standards.value(community.id, "survey.committee_phone")))
    return work.people.by_phone(phone) if phone else None


def committee_name(work: Work, community: int) -> str:
    """Who stands for the committee on the register; empty when nobody is set."""
    person = _committee(work, work.people.community(community))
    return person.name if person is not None else ""


def hand(work: Work, plan: Plan, chat: Chat, key: str, lane: Lane = Lane.REPLY) -> None:
    """Results and plan as one paper, under a short message (SUR-28)."""
    survey = work.surveys.get(plan.survey_id)
    name = work.surveys.questionnaire(survey.questionnaire_id).name(chat.language)
    given = {"name": name, "community": work.people.community(plan.community_id).name}
    media = [paper.picture(plan, chat.language)]
    tell(work, chat, key, Words("improve/report", given, "m"), lane=lane, media=media)


def send_paper(work: Work, who: Who, survey: int, update: int) -> None:
    """The same for the office, to be printed and handed over."""
    plan = tables.found(work, who, survey)
    if not who.is_any(plan.community_id, GATHER):
        raise Refused("common/not_yours")
    if plan.status not in (PlanStatus.APPROVED, PlanStatus.FILED):
        raise Refused("improve/first_approve")
    hand(work, plan, mine(who, work.people.community(plan.community_id)), f"improve:{plan.id}:paper:{update}")
