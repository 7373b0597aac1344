"""What a survey and its questionnaire look like to those who run them: one live card each, with how it goes."""

from collections.abc import Mapping
from typing import Any

from domain.lifecycle import can
from domain.people import DESK_ROLES, SUPERVISORS, Who
from domain.sending import Lane, Sending
from domain.survey import TABLE, Event, Questionnaire, Status, Survey, issue_quota, return_quota
from domain.survey.states import projected
from services import Work
from services.tell import Words, mine, show

#: Buildings shown on a card before it says how many more there are; homes on a page of those that are silent.
BUILDINGS, PAGE = 12, 20


def may(one: Survey, who: Who) -> set[str]:
    """What the person may do with it now; checked again at the press."""
    allowed = set()
    if who.is_any(one.community_id, SUPERVISORS):
        events = {"issue": Event.ISSUE, "discard": Event.DROP, "extend": Event.EXTEND, "stop": Event.STOP}
        allowed = {action for action, event in events.items() if can(TABLE, one.status, event)}
        if one.status is Status.RUNNING and not one.anonymous:
            allowed |= {"silent"}
        if one.started_at is not None and not (one.anonymous and one.status is Status.RUNNING):
            allowed |= {"results"}
        if one.over:
            allowed |= {"improve"} | (set() if one.anonymous else {"opinions"})
    if one.status is Status.RUNNING and who.is_any(one.community_id, DESK_ROLES):
        allowed |= {"enter", "count"}
    return allowed


def _name(one: Survey, person: int) -> str:
    return f"survey:{one.id}:card:{person}"


def show_to(work: Work, one: Survey, who: Who, *, repost: bool, lane: Lane = Lane.REPLY) -> None:
    """The card for this person, with what they may do now."""
    chat = mine(who, work.people.community(one.community_id))
    given = {"s": state(work, one, who.language), "can": may(one, who)}
    show(
        work,
        chat,
        _name(one, who.person.id),
        Words("survey/card", given, f"U{one.id}", one.version),
        lane=lane,
        repost=repost,
    )


def refresh(work: Work, one: Survey, *, progress: bool = False) -> None:
    """The card of everybody who has one."""
    community = work.people.community(one.community_id)
    people = {one.made_by, *(p.id for _, p in work.staff.listed(community.id, roles=DESK_ROLES))}
    for person in sorted(people):
        if work.cards.find(_name(one, person)) is not None:
            who = work.people.who(work.people.get(person), community.language)
            if who.person.telegram_id is not None and who.post(community.id) is not None:
                show_to(work, one, who, repost=False, lane=Lane.REMINDER if progress else Lane.TASK)


def state(work: Work, one: Survey, language: str) -> Mapping[str, Any]:
    """Everything the card says: what goes to whom, or how it goes (SUR-04, SUR-05, X-30)."""
    questionnaire = work.surveys.questionnaire(one.questionnaire_id)
    names = dict(work.people.buildings(one.community_id))
    started = one.started_at is not None
    return {
        "name": questionnaire.name(language), "edition": questionnaire.edition, "questions": len(questionnaire.questions),
        "status": one.status, "anonymous": one.anonymous, "everybody": one.everybody,
        "buildings": [names.get(code, code) for code in one.buildings], "deadline": one.deadline_at, "reason": one.reason,
        "started": started, "ended": one.ended_at, **(_running(work, one, names) if started else _planned(work, one)),
    }  # fmt: skip


def _planned(work: Work, one: Survey) -> dict[str, Any]:
    homes = len(work.surveys.moved_in(one.community_id, one.buildings))
    issued = (
        homes if one.everybody else issue_quota(homes, work.standards.number(one.community_id, "survey.issue_percent"))
    )
    due = return_quota(issued, work.standards.number(one.community_id, "survey.return_percent"))
    return {"moved_in": homes, "issued": issued, "due_back": due}


def _running(work: Work, one: Survey, names: Mapping[str, str]) -> dict[str, Any]:
    counts, had = work.surveys.counts(one.id), work.surveys.delivery(one.id)
    least = work.standards.number(one.community_id, "survey.least_shown")
    begun = one.started_at or work.now
    due = one.due_back or 0
    rows = [{"name": names.get(code, code), "issued": n, "back": k} for code, (n, k) in counts.buildings.items()]
    lost = sum(had.get(s, 0) for s in (Sending.FAILED, Sending.BLOCKED, Sending.EXPIRED))
    return {
        "moved_in": one.moved_in or 0, "issued": counts.issued, "due_back": due, "back": counts.returned,
        "missing": max(0, due - counts.returned),
        # Whole per mille, so that the template rounds nothing up to a goal that was not reached.
        "per_mille": counts.returned * 1000 // counts.issued if counts.issued else 0,
        "sent": had.get(Sending.SENT, 0), "lost": lost, "no_chat": had.get("no_chat", 0) if one.round or one.cursor < 0 else 0,
        "going": one.status is Status.RUNNING and one.round == 0 and one.cursor >= 0, "reminded": one.round,
        "rows": rows[:BUILDINGS], "more": max(0, len(rows) - BUILDINGS), "least": least,
        "expected": projected(counts, begun, work.now, one.deadline_at) if one.status is Status.RUNNING else None,
    }  # fmt: skip


def show_questionnaire(work: Work, one: Questionnaire, who: Who, *, repost: bool) -> None:
    """The questionnaire with its questions, for whoever edits it."""
    chat = mine(who, work.people.community(one.community_id))
    rows = [{"n": n, "key": q.key, "kind": q.kind, "words": q.words(who.language), "en": bool(q.en), "optional": q.optional}
            for n, q in enumerate(one.asked, 1)]  # fmt: skip
    given = {"name": one.name(who.language), "edition": one.edition, "issued": one.frozen_at is not None, "rows": rows}
    said = Words("survey/questionnaire", {"q": given}, f"U{one.id}", one.version)
    show(work, chat, f"questionnaire:{who.person.id}", said, repost=repost)


def show_question(work: Work, one: Questionnaire, key: str, who: Who) -> None:
    """One question with all it offers, in both languages, to be changed, moved or taken away."""
    asked = one.asked
    place = next((n for n, q in enumerate(asked) if q.key == key), None)
    if place is None:
        show_questionnaire(work, one, who, repost=False)
        return
    q = asked[place]
    given = {
        "n": place + 1, "of": len(asked), "key": key, "kind": q.kind, "zh": q.zh, "en": q.en, "options": q.options,
        "optional": q.optional,
    }  # fmt: skip
    chat = mine(who, work.people.community(one.community_id))
    said = Words("survey/question", {"q": given}, f"U{one.id}", one.version)
    show(work, chat, f"questionnaire:{who.person.id}", said)


def show_preview(work: Work, one: Questionnaire, who: Who) -> None:
    """As owners will be asked, all questions on one page, in both languages."""
    rows = [{"kind": q.kind, "zh": q.zh, "en": q.en, "options": q.options, "optional": q.optional} for q in one.asked]
    given = {"zh": one.name_zh, "en": one.name_en, "rows": rows}
    chat = mine(who, work.people.community(one.community_id))
    show(work, chat, f"questionnaire:{who.person.id}", Words("survey/preview", {"q": given}, f"U{one.id}", one.version))


def show_silent(work: Work, one: Survey, who: Who, page: int) -> None:
    """Homes nothing has come back from, for those who go and collect (SUR-14); never of an anonymous survey."""
    found = work.surveys.silent(one.id, PAGE + 1, page * PAGE)
    rows = [work.people.unit(home.unit_id).label for home in found[:PAGE]]
    paper = [home.outbox_key is None for home in found[:PAGE]]
    given = {
        "rows": [{"home": home, "paper": p} for home, p in zip(rows, paper, strict=True)], "page": page, "more": len(found) > PAGE,
    }  # fmt: skip
    chat = mine(who, work.people.community(one.community_id))
    show(
        work, chat, f"survey:{one.id}:silent:{who.person.id}", Words("survey/silent", given, f"U{one.id}", one.version)
    )
