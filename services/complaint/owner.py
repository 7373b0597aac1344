"""The result told, and what whoever complained says of it (CMP-07, CMP-21, CMP-28, X-13)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain import complaint
from domain.cases import DeadlineEvent, may_reopen
from domain.complaint import Action, Event, Promised
from domain.errors import Refused
from domain.people import Role, Team, Who
from services import Work, ladder
from services.complaint.acting import CONFIRM, allowed, carry, promise
from services.complaint.views import (
    View,
    about,
    ask_confirm,
    heads,
    kept_back,
    lane,
    load,
    owner_chat,
    refresh,
    subject,
)
from services.tell import Words, private, tell


def answer(work: Work, who: Who, case: int, words: str, media: Sequence[Mapping[str, Any]]) -> View:
    """The result, told to whoever complained, who is asked whether it is well (CMP-07, CMP-21)."""
    view = allowed(work, who, case, Action.ANSWER)
    now = work.now
    facts: dict[str, Any] = {"result": words, "told_at": now, "result_at": view.facts.result_at or now}
    for at in ("interim_at", "answered_at", "definite_at"):
        facts |= {} if getattr(view.facts, at) else {at: now}
    work.media.attach(case, who.person.id, "answer", media, now)
    # Answered by the desk before it was handed over: nothing is to be handed over any more.
    ladder.settle(work, case, (Promised.HAND,), DeadlineEvent.DROP)
    view, _ = carry(work, who, view, Event.ANSWER, {}, facts, text=words)
    view = _asked(work, view)
    visual = [{"kind": m["kind"], "ref": m["ref"]} for m in media if m["kind"] in ("photo", "video")]
    if visual:
        said = Words("common/pictures", {"number": view.case.number})
        tell(work, owner_chat(view), f"complaint:{case}:answer:{view.case.version}", said, case=case, media=visual)  # type: ignore[arg-type]
    return view


def _asked(work: Work, view: View) -> View:
    """The owner has the word; when they say nothing they are reminded once."""
    case, now = view.case.id, work.now
    days = work.standards.number(view.community.id, "complaint.confirm_days")
    if work.deadlines.open_of(case, CONFIRM) is None:
        until = now + timedelta(days=days)
        ladder.promise(work, view.case, CONFIRM, ladder.rounds(work, case), Team.DESK, now, until, ("CMP-21", "X-13"))
    view = load(work, view.case)
    ask_confirm(work, view, repost=True)
    refresh(work, view)
    return view


#: The result of a complaint whose cure was a repair, where nobody has written one: a word of the group `reason`.
CURED = "cured"


def cured(work: Work, view: View, order: str) -> View:
    """The repair that was its cure is signed: whoever complained is asked whether all is well now (CMP-14)."""
    facts = {"result": CURED, "told_at": work.now, "result_at": view.facts.result_at or work.now}
    ladder.settle(work, view.case.id, (Promised.HAND,), DeadlineEvent.DROP)
    view, _ = carry(work, None, view, Event.ANSWER, {}, facts, text=CURED, order=order)
    return _asked(work, view)


def confirm(work: Work, who: Who, case: int, stars: int) -> View:
    """It is well, with one to five stars: closed, which counts as the signature (CMP-21, X-13)."""
    if stars not in range(1, 6):
        raise Refused("common/not_now")
    view = allowed(work, who, case, Action.CONFIRM)
    view, _ = carry(work, who, view, Event.CONFIRM, {"rating": stars, "closed_at": work.now}, stars=stars)
    refresh(work, view)
    return view


def comment(work: Work, who: Who, case: int, text: str) -> View:
    """A word to it, kept with the case."""
    view = allowed(work, who, case, Action.HISTORY)
    work.complaints.change(case, {"comment": text})
    work.cases.log(case, work.now, who.person.id, "comment", None, None, {"text": text})
    view = load(work, view.case)
    refresh(work, view)
    return view


def unsatisfied(work: Work, who: Who, case: int, reason: str, media: Sequence[Mapping[str, Any]]) -> View:
    """Not well yet: back to the department, with new clocks, and one rung higher in the house hears of it (CMP-28)."""
    view = allowed(work, who, case, Action.UNSATISFIED)
    return again(work, who, view, Event.UNSATISFIED, reason, media)


def reopen(work: Work, who: Who, case: int, reason: str, media: Sequence[Mapping[str, Any]]) -> View:
    """Closed and there again, within the days a standard gives (CMP-28, X-13)."""
    view = allowed(work, who, case, Action.REOPEN)
    days = work.standards.number(view.community.id, "complaint.reopen_days")
    if not may_reopen(view.case.closed_at, work.now, days):
        raise Refused("complaint/too_late_to_reopen", days=days)
    return again(work, who, view, Event.REOPEN, reason, media)


def again(work: Work, who: Who, view: View, event: Event, reason: str, media: Sequence[Mapping[str, Any]]) -> View:
    """Back to the department with new clocks; with each time one rung higher hears of it (CMP-28)."""
    case = view.case.id
    work.media.attach(case, who.person.id, "return", media, work.now)
    level = view.facts.level + 1
    facts = {
        "level": level,
        "result_at": None,
        "told_at": None,
        "answered_at": None,
        "interim_at": None,
        "definite_at": None,
        # The desk had answered by itself: it goes to the department now.
        "handed_at": view.facts.handed_at or work.now,
    }
    view, line = carry(work, who, view, event, {"closed_at": None, "rating": None}, facts, reason=reason, level=level)
    for department in view.departments:
        if department.leads and department.status is complaint.Part.DONE:
            work.complaints.change_department(department, {"status": complaint.Part.ASKED, "done_at": None})
    if not view.departments:  # the desk had answered by itself
        work.complaints.call(case, Team(view.case.team), work.now, leads=True)
    view = promise(work, load(work, view.case))
    refresh(work, view, owner_repost=True)
    for person in _higher(work, view, level):
        given = {**about(view, work.now), "reason": kept_back(view, reason)}
        said = Words("complaint/told_again", given, subject(view.case), view.case.version)
        tell(
            work,
            private(person, view.community),
            f"complaint:{case}:again:{line}:{person.id}",
            said,
            lane=lane(view.case),
            case=case,
        )
    return view


def _higher(work: Work, view: View, level: int) -> list[Any]:
    """The department's heads, and with each time that it comes back one rung more: supervisor, manager, director."""
    rungs = (Role.DESK_SUPERVISOR, Role.MANAGER, Role.DIRECTOR)[:level]
    found = {p.id: p for p in heads(work, view)}
    found |= {p.id: p for _, p in work.staff.listed(view.community.id, roles=rungs)}
    return list(found.values())


def withdraw(work: Work, who: Who, case: int) -> View:
    """Not upheld any more: thanked all the same."""
    view = allowed(work, who, case, Action.WITHDRAW)
    view, _ = carry(work, who, view, Event.WITHDRAW, {"closed_at": work.now})
    refresh(work, view)
    return view
