"""The card of a callback after a survey: private, for those who call; no group reads a home or a name (SUR-19)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import opinions as rules
from domain.cases import Case
from domain.lifecycle import can
from domain.opinions import Call, Event, Opinion, Outcome, Promised, Reason, Status
from domain.people import DESK_ROLES, HEADS, SUPERVISORS, Community, Person, Role, Who
from domain.phones import plain
from domain.saying import local_day
from domain.sending import Lane
from domain.survey import Questionnaire, Survey
from services import Work
from services.ladder.faces import refresh_alerts
from services.surveys.results_said import label
from services.teams import Sheet, opened_by, plain_values, sheet
from services.tell import Chat, Words, private, show, tell, zone_of

#: Calls shown on a card; the history has all of them.
_CALLS = 3


@dataclass(frozen=True, slots=True)
class View:
    """A callback with everything its card shows, loaded once."""

    sheet: Sheet
    facts: Opinion
    survey: Survey
    questionnaire: Questionnaire
    person: Person | None
    calls: tuple[Call, ...]
    complaint: Case | None

    @property
    def case(self) -> Case:
        """The matter."""
        return self.sheet.case

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)


def load(work: Work, case: Case) -> View:
    """The callback with all its card shows."""
    facts = work.opinions.of(case.id)
    survey = work.surveys.get(facts.survey_id)
    return View(
        sheet(work, case, tuple(Promised)), facts, survey, work.surveys.questionnaire(survey.questionnaire_id),
        work.people.get(facts.person_id) if facts.person_id else None, tuple(work.opinions.calls(case.id)),
        work.cases.get(facts.complaint_id) if facts.complaint_id else None,
    )  # fmt: skip


def possible(view: View, who: Who) -> set[str]:
    """What this person can do with it now: the buttons of their card; looked up again at the press."""
    community = view.case.community_id
    if not who.is_any(community, DESK_ROLES):
        return set()
    found = {"history"}
    if can(rules.TABLE, view.status, Event.CONTENT):
        found |= {"content", "not_yet", "missed"}
        if who.is_any(community, SUPERVISORS):
            found.add("close")
    if view.complaint is None:
        found.add("complaint")
    return found


def items(view: View, language: str) -> list[dict[str, Any]]:
    """What they are not content with, in plain words: question, grade, what they wrote."""
    asked = {q.key: q for q in view.questionnaire.asked}
    return [
        {"item": label(asked[key], language) if key in asked else key, "grade": value, "words": words}
        for key, value, words in view.facts.items
    ]


def put_right(work: Work, view: View, language: str) -> list[dict[str, Any]]:
    """What has been put right of it since: measures that are done."""
    plan = work.improvements.of_survey(view.survey.id)
    mine = {key for key, _, _ in view.facts.items}
    asked = {q.key: q for q in view.questionnaire.asked}
    return [
        {"item": label(asked[row.item], language), "measure": row.measure, "result": row.result}
        for _, row in (work.improvements.rows(plan.id) if plan is not None else ())
        if row.done_on is not None and row.item in mine and row.item in asked
    ]


def values(work: Work, view: View, language: str, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the callback in plain values, `can` the actions to offer."""
    facts, now = view.facts, work.now
    today = local_day(now, zone_of(view.sheet.community))
    phone = view.person.phone if view.person is not None else None
    return {
        "can": set(may),
        "r": {
            **plain_values(view.sheet, now),
            "survey": view.questionnaire.name(language),
            "reason": facts.reason,
            "reporter": view.person.name if view.person is not None else None,
            "phone": plain(phone) if phone else None,
            "items": items(view, language),
            "improved": put_right(work, view, language),
            "measure": facts.measure,
            "call_on": facts.call_on,
            "overdue": facts.call_on is not None and view.status is Status.CALL_AGAIN and facts.call_on < today,
            "content": facts.content,
            "complaint": view.complaint.number if view.complaint is not None else None,
            "missed": sum(call.outcome is Outcome.MISSED for call in view.calls),
            "calls": [
                {"at": c.at, "by": work.people.get(c.by).name, "outcome": c.outcome, "words": c.words}
                for c in view.calls[-_CALLS:]
            ],
        },
    }


def subject(case: Case) -> str:
    """What the buttons of a callback are about."""
    return f"Z{case.id}"


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool) -> None:
    """A colleague's own card in private."""
    given = values(work, view, chat.language, possible(view, who))
    said = Words("opinion/card", given, subject(view.case), view.case.version)
    lane = Lane.REPLY if repost else Lane.TASK
    show(work, chat, f"case:{view.case.id}:staff:{who.person.id}", said, lane=lane, case=view.case.id, repost=repost)


def refresh(work: Work, view: View) -> None:
    """Every open card of it shows its newest state."""
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        staff_card(work, view, who, chat, repost=False)
    refresh_alerts(work, view.sheet.community, view.case, values(work, view, view.sheet.community.language))


def keepers(work: Work, community: Community, building: str) -> list[Person]:
    """Who calls a home: the butlers of its building, else the desk, else the heads; those in the chat."""
    posts = work.staff.listed(community.id)
    butlers = [p for s, p in posts if s.role is Role.BUTLER and s.covers(building)]
    desk = [p for s, p in posts if s.role in (Role.DESK, Role.DESK_SUPERVISOR)]
    above = [p for s, p in posts if s.role in HEADS]
    for people in (butlers, desk, above):
        reached = [p for p in people if private(p, community) is not None]
        if reached:
            return reached
    return []


def chats_of(work: Work, case: Case) -> list[Chat]:
    """Where those who call that home read us."""
    community = work.people.community(case.community_id)
    building = work.people.unit(case.unit_id).ref.building if case.unit_id else ""
    return [chat for p in keepers(work, community, building) if (chat := private(p, community)) is not None]


def tell_keepers(work: Work, survey: Survey, reason: Reason) -> None:
    """Everybody who calls hears once how many homes are theirs, and until when (CBK-16)."""
    community = work.people.community(survey.community_id)
    homes: dict[int, list[Case]] = {}
    people: dict[int, Person] = {}
    for case, facts in work.opinions.of_survey(survey.id):
        if facts.reason is reason and case.status not in rules.FINAL:
            for person in keepers(work, community, work.people.unit(facts.unit_id).ref.building):
                people[person.id] = person
                homes.setdefault(person.id, []).append(case)
    for number, cases in homes.items():
        chat = private(people[number], community)
        if chat is None:
            continue
        name = work.surveys.questionnaire(survey.questionnaire_id).name(chat.language)
        given = {"name": name, "reason": reason, "homes": len(cases), "due": _due(work, cases)}
        said = Words("opinion/told", given, f"U{survey.id}")
        tell(work, chat, f"opinions:{survey.id}:{reason}:{number}", said, lane=Lane.TASK)


def _due(work: Work, cases: list[Case]) -> datetime | None:
    found = [d.due_at for case in cases[:1] if (d := work.deadlines.open_of(case.id, Promised.CALL)) is not None]
    return found[0] if found else None
