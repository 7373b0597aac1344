"""The desk judges: four independent fields, the cause, the department, the resident's date (X-08, X-10, X-12, CMP-08…11, CMP-13)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from domain import complaint
from domain.cases import may_urge
from domain.complaint import Action, Cause, Event, Field, Grade
from domain.errors import Refused
from domain.people import Team, Who
from services import Work, rota
from services.complaint.acting import allowed, carry, note, ready, regraded
from services.complaint.handing import handed, to_director
from services.complaint.views import View, about, heads, lane, owner_chat, refresh, staff_card, subject, values
from services.tell import Words, private, tell

#: What a button carries to take a field away.
NONE = "none"


def judge(work: Work, who: Who, case: int, field: Field, value: str) -> View:
    """One field set, or taken away by `NONE`; the same press twice changes nothing. The history keeps it all (CMP-10).

    Another grade has other clocks; a major one is told to the director at once.
    """
    view = allowed(work, who, case, Action.JUDGE)
    after = _value(value, complaint.VALUES[field])
    before = getattr(view.facts, field)
    if before == after:
        return view
    view, _ = note(work, who, view, "judge", {str(field): after}, field=field, before=before, after=after)
    if field is Field.GRADE and view.status not in complaint.FINAL:
        view = regraded(work, view)
        if after == Grade.MAJOR:
            view = to_director(work, who, view)
    refresh(work, view)
    return view


def _value(value: str, allowed_: type[StrEnum]) -> str | None:
    if value != NONE and value not in set(allowed_):
        raise Refused("common/not_now")
    return None if value == NONE else value


def judge_cause(work: Work, who: Who, case: int, value: str) -> View:
    """The root of it, for the analysis (CMP-35)."""
    view = allowed(work, who, case, Action.JUDGE)
    after, before = _value(value, Cause), view.facts.cause
    if before == after:
        return view
    view, _ = note(work, who, view, "judge", {"cause": after}, field="cause", before=before, after=after)
    refresh(work, view)
    return view


def hand(work: Work, who: Who, case: int, team: Team) -> View:
    """To the department judged responsible; the desk's own department too (CMP-17, CMP-19)."""
    view = allowed(work, who, case, Action.HAND)
    view = handed(work, who, view, team)
    if view.facts.counted_as() is Grade.MAJOR:
        view = to_director(work, who, view)
    refresh(work, view)
    return view


def agree_date(work: Work, who: Who, case: int, until: datetime) -> View:
    """The resident's own date: the earlier one counts, a later one as consent on the record (X-10)."""
    view = ready(work, who, case, Action.AGREE_DATE)
    if until <= work.now:
        raise Refused("complaint/date_past")
    facts: dict[str, Any] = {"wish_by": until, "wish_agreed_at": work.now}
    view, _ = note(work, who, view, "agree_date", facts, until=until.isoformat())
    view = regraded(work, view)
    refresh(work, view)
    return view


def call_team(work: Work, who: Who, case: int, team: Team) -> View:
    """One more department is called to it, or once more; whoever answers for it hears of it at once (CMP-13)."""
    view = ready(work, who, case, Action.CALL)
    known = next((d for d in view.departments if d.team is team), None)
    if known is not None and known.status not in (complaint.Part.RELEASED, complaint.Part.DONE):
        raise Refused("complaint/called_already", team=team)
    if known is None:
        work.complaints.call(case, team, work.now, leads=False)
    else:
        work.complaints.change_department(
            known, {"status": complaint.Part.ASKED, "called_at": work.now, "done_at": None}
        )
    view, line = note(work, who, view, "call", team=team)
    for person in rota.answering(work, view.community.id, team):
        given = {**about(view, work.now), "team": team, "again": known is not None}
        said = Words("complaint/told_called", given, subject(view.case), view.case.version)
        key = f"complaint:{case}:called:{line}:{person.id}"
        tell(work, private(person, view.community), key, said, lane=lane(view.case), case=case)
        staff_card(work, work.people.who(person, view.community.language), view, repost=True)
    refresh(work, view)
    return view


def close(work: Work, who: Who, case: int, reason: str) -> View:
    """A supervisor ends it with a written reason; whoever complained reads it (X-13)."""
    view = allowed(work, who, case, Action.CLOSE)
    view, line = carry(work, who, view, Event.CLOSE, {"closed_at": work.now, "outcome": reason}, reason=reason)
    refresh(work, view)
    said = Words(
        "complaint/told_closed", {**values(view, work.now), "reason": reason}, subject(view.case), view.case.version
    )
    tell(work, owner_chat(view), f"complaint:{case}:closed:{line}", said, case=case)
    return view


def receive(work: Work, who: Who, case: int) -> View:
    """A supervisor receives an agitated resident in private: from now on they write to each other alone (CMP-24)."""
    view = ready(work, who, case, Action.RECEIVE)
    post = who.post(view.case.community_id)
    if post is None:
        raise Refused("common/not_yours")
    view, line = note(work, who, view, "receive", {"private_with": post.id}, by=who.person.name)
    for exchange in work.relays.of_case(case):
        work.relays.change(exchange.id, {"with_id": post.id, "owner_id": post.id})
    refresh(work, view)
    said = Words(
        "complaint/told_received",
        {**values(view, work.now), "by": who.person.name},
        subject(view.case),
        view.case.version,
    )
    tell(work, owner_chat(view), f"complaint:{case}:received:{line}", said, lane=lane(view.case), case=case)
    return view


def urge(work: Work, who: Who, case: int) -> bool:
    """Whoever complained presses for it; the heads hear of it at most every so many minutes. True when they were told now."""
    view = ready(work, who, case, Action.URGE)
    every = work.standards.number(view.community.id, "complaint.urge_every_minutes")
    heard = may_urge(view.case.urged_at, work.now, every)
    line = work.cases.log(case, work.now, who.person.id, "urge", None, None, {"told": heard})
    if not heard:
        return False
    work.cases.change(view.case, {"urged_at": work.now})
    for person in heads(work, view):
        said = Words("complaint/told_urged", about(view, work.now), subject(view.case), view.case.version)
        tell(
            work,
            private(person, view.community),
            f"complaint:{case}:urged:{line}:{person.id}",
            said,
            lane=lane(view.case),
            case=case,
        )
    return True
