"""The table of measures as those see it who gather and approve it: one live card each, its list, what is in its file (SUR-17, SUR-32)."""

from collections.abc import Iterable
from typing import Any

from domain.announcements import PUBLISHED
from domain.lifecycle import can
from domain.people import DESK_ROLES, Community, Person, Who
from domain.sending import Lane
from domain.survey import improvement as rules
from domain.survey.improvement import PLAN, Plan, PlanEvent, PlanStatus, Status
from services import Work
from services.improvement.views import View, load, values
from services.tell import Chat, Words, mine, private, show

#: Rows on a page of the card; tables on a page of the list.
PAGE, TABLES = 5, 8
_EVENTS = {
    "improve_submit": PlanEvent.SUBMIT, "improve_approve": PlanEvent.APPROVE, "improve_return": PlanEvent.SEND_BACK,
    "improve_file": PlanEvent.FILE,
}  # fmt: skip


def may(plan: Plan, who: Who, standing: Iterable[Status]) -> set[str]:
    """What the person may do with the table now; checked again at the press."""
    left = list(standing)
    allowed = {"improve_book", "improve_records"}
    gathers = who.is_any(plan.community_id, rules.GATHER)
    roles = {"improve_approve": rules.APPROVE, "improve_return": rules.APPROVE}
    for action, event in _EVENTS.items():
        if can(PLAN, plan.status, event) and who.is_any(plan.community_id, roles.get(action, rules.GATHER)):
            allowed.add(action)
    if not rules.may_submit(left):
        allowed.discard("improve_submit")
    if not rules.all_over(left):
        allowed.discard("improve_file")
    if gathers and plan.status is PlanStatus.GATHERING:
        allowed.add("improve_add")
    if gathers and plan.status in (PlanStatus.APPROVED, PlanStatus.FILED):
        allowed |= {"improve_notice", "improve_paper"} | ({"improve_told"} if plan.committee_on is None else set())
    return allowed


def _key(plan: Plan, person: int) -> str:
    return f"improve:{plan.id}:table:{person}"


def show_to(work: Work, plan: Plan, who: Who, page: int = 0, *, repost: bool, lane: Lane = Lane.REPLY) -> None:
    """The card for this person, with what they may do now."""
    chat = mine(who, work.people.community(plan.community_id))
    views = [load(work, case) for case, _ in work.improvements.rows(plan.id)]
    standing = [view.status for view in views]
    given = {"p": _state(work, plan, views, chat, page), "can": may(plan, who, standing)}
    said = Words("improve/table", given, f"U{plan.survey_id}", plan.version)
    show(work, chat, _key(plan, who.person.id), said, lane=lane, repost=repost)


def refresh(work: Work, plan: Plan) -> None:
    """The card of everybody who has one and is still of the office."""
    community = work.people.community(plan.community_id)
    for _, person in work.staff.listed(community.id, roles=DESK_ROLES):
        if work.cards.find(_key(plan, person.id)) is not None and person.telegram_id is not None:
            show_to(work, plan, work.people.who(person, community.language), repost=False, lane=Lane.TASK)


def ask(work: Work, plan: Plan, people: Iterable[Person]) -> None:
    """The table comes to those who have to do something about it now."""
    community = work.people.community(plan.community_id)
    for person in people:
        if private(person, community) is not None:
            show_to(work, plan, work.people.who(person, community.language), repost=True, lane=Lane.TASK)


def _state(work: Work, plan: Plan, views: list[View], chat: Chat, page: int) -> dict[str, Any]:
    survey = work.surveys.get(plan.survey_id)
    pages = max(1, -(-len(views) // PAGE))
    page = min(max(0, page), pages - 1)
    first = page * PAGE
    rows = [
        {"id": v.case.id, "n": n, **values(v, work.now, chat.language)["r"]}
        for n, v in enumerate(views[first : first + PAGE], first + 1)
    ]
    standing = [v.status for v in views]
    return {
        "name": work.surveys.questionnaire(survey.questionnaire_id).name(chat.language), "community": work.people.community(plan.community_id).name,
        "status": plan.status, "ended": survey.ended_at, "rows": rows, "page": page, "pages": pages, "count": len(views),
        "wanted": standing.count(Status.WANTED), "improving": standing.count(Status.IMPROVING), "closed": standing.count(Status.CLOSED),
        "reason": plan.reason, "by": work.people.get(plan.decided_by).name if plan.decided_by else None, "decided_at": plan.decided_at,
        "notice": notice(work, plan), "committee_on": plan.committee_on, "committee_to": plan.committee_to, "filed_at": plan.filed_at,
    }  # fmt: skip


def notice(work: Work, plan: Plan) -> str:
    """How far owners have been told (SUR-18): `none`, `draft`, `published`."""
    one = work.announcements.find(plan.announcement_id) if plan.announcement_id is not None else None
    if one is None:
        return "none"
    return "published" if one.status in PUBLISHED else "draft"


def show_list(work: Work, community: Community, who: Who, page: int, *, repost: bool) -> None:
    """Every table of a community: what is open first, then the newest."""
    chat = mine(who, community)
    found = work.improvements.listed(community.id, TABLES + 1, page * TABLES)
    counts = work.improvements.counts([p.id for p in found])
    rows = []
    for plan in found[:TABLES]:
        survey = work.surveys.get(plan.survey_id)
        all_, over = counts.get(plan.id, (0, 0))
        rows.append({
            "id": survey.id, "name": work.surveys.questionnaire(survey.questionnaire_id).name(chat.language), "ended": survey.ended_at,
            "status": plan.status, "count": all_, "over": over,
        })  # fmt: skip
    given = {"rows": rows, "page": page, "more": len(found) > TABLES}
    show(work, chat, f"improve_tables:{chat.id}", Words("improve/list", given, "m"), repost=repost)


def show_records(work: Work, plan: Plan, who: Who) -> None:
    """What is in the file of the survey, and what is missing of the four records that must be (SUR-23, SUR-32)."""
    community = work.people.community(plan.community_id)
    chat = mine(who, community)
    survey, standing = work.surveys.get(plan.survey_id), work.improvements.counts([plan.id]).get(plan.id, (0, 0))
    questionnaire = work.surveys.questionnaire(survey.questionnaire_id)
    called, settled = work.opinions.counts(survey.id)
    given = {
        "f": {
            "name": questionnaire.name(chat.language), "edition": questionnaire.edition, "questions": len(questionnaire.questions),
            "returned": work.surveys.counts(survey.id).returned, "anonymous": survey.anonymous, "rows": standing[0], "over": standing[1],
            "called": called, "settled": settled,
            "status": plan.status, "notice": notice(work, plan), "committee_on": plan.committee_on, "committee_to": plan.committee_to,
            "filed_at": plan.filed_at, "filed_by": work.people.get(plan.filed_by).name if plan.filed_by else None,
        }
    }  # fmt: skip
    show(work, chat, _key(plan, who.person.id), Words("improve/records", given, f"U{survey.id}", plan.version))
