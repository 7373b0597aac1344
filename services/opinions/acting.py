"""One call, one guarded move: content, not yet and when again, not reached, closed by a supervisor with the reason (CBK-16, X-13)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from domain import opinions as rules
from domain.cases import Case, Deadline, DeadlineEvent
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.opinions import Event, Outcome, Promised, Reason, words_of
from domain.people import Team, Who
from domain.saying import day_end, local_day
from services import Work, calendar, ladder
from services.ladder.anew import Anew
from services.opinions.views import View, load, possible, refresh
from services.tell import zone_of


def found(work: Work, case: int) -> Case:
    """The callback. `Outdated` for a case that is not there, or is something else (a forged button)."""
    there = work.cases.find(case)
    if there is None or there.flow != "opinion":
        raise Outdated
    return there


def allowed(work: Work, who: Who, case: int, action: str) -> View:
    """The callback, if this person may do that with it now; said before questions are asked."""
    view = load(work, found(work, case))
    can = possible(view, who)
    if not can or (action == "close" and "close" not in can and "content" in can):
        raise Refused("common/not_yours")
    if action not in can:
        raise Refused("opinion/complained" if action == "complaint" else "common/not_now")
    return view


def content(work: Work, who: Who, case: int, words: str) -> View:
    """The owner is content: settled."""
    view = allowed(work, who, case, "content")
    _called(work, who, case, Outcome.CONTENT, words)
    return _ends(work, who, view, Event.CONTENT, words, satisfied=True)


def not_yet(work: Work, who: Who, case: int, words: str, on: date) -> View:
    """Not settled: what was said or done, and the day they are called again; until they are content (CBK-16)."""
    view = allowed(work, who, case, "not_yet")
    if on < today(work, view):
        raise Refused("opinion/day_past")
    work.opinions.change(case, {"measure": words, "call_on": on})
    _called(work, who, case, Outcome.NOT_YET, words, on)
    view = _carry(work, who, view, Event.NOT_YET, text=words)
    zone = zone_of(view.sheet.community)
    due = day_end(datetime(on.year, on.month, on.day, tzinfo=zone), zone)
    round_ = ladder.rounds(work, case) + 1
    ladder.promise(work, view.case, Promised.AGAIN, round_, Team.DESK, work.now, due, rules.RULES[view.facts.reason])
    view = load(work, view.case)
    refresh(work, view)
    return view


def missed(work: Work, who: Who, case: int) -> View:
    """Nobody answered: on record; what is owed stays owed."""
    view = allowed(work, who, case, "missed")
    _called(work, who, case, Outcome.MISSED, None)
    work.cases.log(case, work.now, who.person.id, "opinion_missed", None, None, {})
    view = load(work, work.cases.change(view.case, {}))
    refresh(work, view)
    return view


def close(work: Work, who: Who, case: int, reason: str) -> View:
    """A supervisor ends it with a written reason, the owner not being content or not to be reached (X-13)."""
    view = allowed(work, who, case, "close")
    return _ends(work, who, view, Event.CLOSE, reason, satisfied=False)


def complained(work: Work, who: Who, case: int, complaint: int) -> View:
    """A complaint was opened of what they said (SUR-21, CMP-36); once. It is called back about all the same."""
    view = allowed(work, who, case, "complaint")
    number = work.cases.get(complaint).number
    work.opinions.change(case, {"complaint_id": complaint})
    work.cases.log(case, work.now, who.person.id, "opinion_complaint", None, None, {"text": number})
    view = load(work, work.cases.change(view.case, {}))
    refresh(work, view)
    return view


def said(view: View) -> str:
    """Their own words, for the complaint."""
    return words_of(view.facts.items)


def today(work: Work, view: View) -> date:
    """The community's day."""
    return local_day(work.now, zone_of(view.sheet.community))


def _called(work: Work, who: Who, case: int, outcome: Outcome, words: str | None, on: date | None = None) -> None:
    work.opinions.call(case, {"at": work.now, "by": who.person.id, "outcome": outcome, "words": words, "next_on": on})


def _ends(work: Work, who: Who, view: View, event: Event, words: str, *, satisfied: bool) -> View:
    work.opinions.change(view.case.id, {"content": satisfied, "call_on": None})
    ends = {"closed_at": work.now, "outcome": words}
    view = _carry(work, who, view, event, ends, **({"text": words} if satisfied else {"reason": words}))
    refresh(work, view)
    return view


def _carry(work: Work, who: Who, view: View, event: Event, more: Mapping[str, Any] | None = None, **data: Any) -> View:
    """Moves it by its table; what was owed is kept, or owed no longer when a supervisor ends it."""
    before = view.status
    after = move(rules.TABLE, before, event)
    case = work.cases.change(view.case, {"status": after, **(more or {})})
    how = DeadlineEvent.DROP if event is Event.CLOSE else DeadlineEvent.MEET
    ladder.settle(work, case.id, tuple(Promised), how)
    work.cases.log(case.id, work.now, who.person.id, f"opinion_{event}", before, after, data)
    return load(work, case)


# --- promises -------------------------------------------------------------------------------------------------------


def owe_first(work: Work, case: Case, reason: Reason) -> None:
    """The first call is owed within `opinion.call_days`."""
    due, working = _first_by(work, case.community_id, work.now), calendar.by_working_days(work, case.community_id)
    ladder.promise(work, case, Promised.CALL, 1, Team.DESK, work.now, due, rules.RULES[reason], working=working)


def _first_by(work: Work, community: int, start: datetime) -> datetime:
    days = timedelta(days=work.standards.number(community, "opinion.call_days"))
    return calendar.due_after(work, community, start, days, by_days=True)


def call_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """When the first call is owed, by the figure in force."""
    due = _first_by(work, case.community_id, deadline.starts_at)
    return Anew(due, calendar.by_working_days(work, case.community_id))


def moved(work: Work, before: Deadline, until: datetime) -> None:
    """The day was put off on an alert: the callback names the new one."""
    if before.kind == Promised.AGAIN:
        community = work.people.community(work.cases.get(before.case_id).community_id)
        work.opinions.change(before.case_id, {"call_on": local_day(until, zone_of(community))})
