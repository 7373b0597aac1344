"""One press, one guarded move of a breach: who is it, may they, does the table allow it; then save, settle, log (VIO-01 to VIO-03)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import breach
from domain.breach import BreachFigures, Event, Found, Promised, Sort, Status
from domain.cases import Case, Channel, Deadline, DeadlineEvent
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, Community, Person, Team, Unit, Who
from services import Work, calendar, ladder
from services.breach.views import View, load, refresh, values
from services.filing import Filed, open_case
from services.ladder.anew import Anew
from services.tell import Words, private, tell


@dataclass(frozen=True, slots=True)
class Report:
    """What was found or reported."""

    community: Community
    sort: Sort
    words: str
    #: Homes concerned, as far as known.
    homes: Sequence[Unit] = ()
    place: str | None = None
    media: Sequence[Mapping[str, Any]] = ()
    #: The resident whose words somebody of the desk takes down, and how they reached us; None: whoever files it.
    reporter: Person | None = None
    channel: Channel = Channel.CHAT
    contact: str | None = None


def file(work: Work, who: Who, new: Report) -> View:
    """Registers it, promises the first step, and shows everybody their card. Of the staff there it counts as found on patrol,
    unless it is a resident's that they take down: that one is theirs, and never named to the other side.
    """
    staff = new.reporter is None and who.post(new.community.id) is not None
    home = new.homes[0] if new.homes else None
    filed = Filed(
        new.community, new.reporter or who.person, new.sort, new.words, home, new.place, contact=new.contact,
        channel=Channel.PATROL if staff else new.channel, taken_by=who.person if new.reporter else None,
    )  # fmt: skip
    case = open_case(work, "breach", breach.START, filed)
    found = Found.PATROL if staff else Found.REPORTED
    others = list(dict.fromkeys(home.id for home in new.homes))
    work.breaches.add(case.id, {"sort": new.sort, "found": found, "others": others})
    work.media.attach(case.id, who.person.id, "report", new.media, work.now)
    work.cases.log(
        case.id, work.now, who.person.id, "breach_found", None, breach.START, {"found": found, "sort": new.sort}
    )
    _promise(work, case, breach.owed(new.sort, breach.START))
    view = load(work, case)
    refresh(work, view, owner_repost=True, desk_repost=True)
    return view


def found(work: Work, case: int) -> Case:
    """The breach. `Outdated` for a case that is not there, or is something else (a forged button)."""
    there = work.cases.find(case)
    if there is None or there.flow != "breach":
        raise Outdated
    return there


def of_desk(work: Work, who: Who, case: int) -> Case:
    """The breach, for those of the desk there."""
    there = found(work, case)
    if not who.is_any(there.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    return there


def allowed(work: Work, who: Who, case: int, event: Event) -> View:
    """The breach, if this person may do that with it now; said before questions are asked."""
    there = found(work, case)
    if not who.is_any(there.community_id, breach.roles_for(event)):
        raise Refused("common/not_yours")
    view = load(work, there)
    breach.check_now(view.facts.sort, view.status, event)
    breach.check_sides(view.facts.sort, event, view.facts.others)
    return view


def carry(
    work: Work, who: Who, view: View, event: Event, values_: Mapping[str, Any] | None = None, **data: Any
) -> tuple[View, int]:
    """Moves it by its table, saves, settles and makes promises, writes the history: the new view and the event's id."""
    sort, before = view.facts.sort, view.status
    after = move(breach.TABLE, before, event)
    case = work.cases.change(view.case, {"status": after, **(values_ or {})})
    due, next_ = breach.owed(sort, before), breach.owed(sort, after)
    if due is not None and due is not next_:
        how = DeadlineEvent.DROP if event is Event.DROP else DeadlineEvent.MEET
        ladder.settle(work, case.id, (due,), how)
    if next_ is not None and next_ is not due:
        _promise(work, case, next_)
    line = work.cases.log(case.id, work.now, who.person.id, f"breach_{event}", before, after, data)
    return load(work, case), line


def of_reporter(work: Work, who: Who, case: int) -> Case:
    """The breach, for the resident who reported it, while it is open."""
    there = found(work, case)
    if there.reporter_id != who.person.id:
        raise Refused("common/not_yours")
    if Status(there.status) in breach.FINAL:
        raise Refused("common/not_now")
    return there


def add(work: Work, who: Who, case: int, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """More words or photos from whoever reported it: kept, and told to whoever has it."""
    there = of_reporter(work, who, case)
    longest = work.standards.number(there.community_id, "text.longest")
    words = "\n".join(filter(None, [there.words, text]))[:longest] if text else there.words
    changed = work.cases.change(there, {"words": words})
    new = work.media.attach(case, who.person.id, "report", media, work.now)
    line = work.cases.log(case, work.now, who.person.id, "breach_add", None, None, {"text": text, "photos": new})
    view = load(work, changed)
    refresh(work, view)
    worker = view.sheet.worker
    if worker is not None and worker.id != who.person.id:
        said = Words(
            "breach/told_added", {**values(view, work.now), "text": text, "count": new}, f"x{case}", view.case.version
        )
        tell(work, private(worker, view.sheet.community), f"breach:{case}:{line}:added", said, case=case)
    return view


def close(work: Work, who: Who, case: int, outcome: str) -> View:
    """A supervisor files it with its result; whoever reported it reads so."""
    return _end(work, who, allowed(work, who, case, Event.CLOSE), Event.CLOSE, outcome)


def drop(work: Work, who: Who, case: int, reason: str) -> View:
    """It was none, says a supervisor, and why."""
    return _end(work, who, allowed(work, who, case, Event.DROP), Event.DROP, reason)


def _end(work: Work, who: Who, view: View, event: Event, outcome: str) -> View:
    view, line = carry(work, who, view, event, {"closed_at": work.now, "outcome": outcome}, reason=outcome)
    refresh(work, view)
    if view.facts.found is Found.REPORTED:
        chat = private(view.sheet.reporter, view.sheet.community)
        said = Words("breach/told_closed", values(view, work.now))
        tell(work, chat, f"breach:{view.case.id}:{line}:owner", said, case=view.case.id)
    return view


def take(work: Work, who: Who, case: int) -> View:
    """Somebody of the desk has it in hand; a second one may take it over."""
    there = of_desk(work, who, case)
    post = who.post(there.community_id)
    if post is None or Status(there.status) in breach.FINAL or there.assignee_id == post.id:
        raise Refused("common/not_now")
    return _given(work, who, there, post.id)


def assign(work: Work, who: Who, case: int, staff: int) -> View:
    """A supervisor gives it to somebody of the desk; they read so in private."""
    there = found(work, case)
    if not who.is_any(there.community_id, breach.SUPERVISING):
        raise Refused("common/not_yours")
    post = work.staff.find(staff)
    ours = post is not None and post.ended_at is None and post.community_id == there.community_id
    if post is None or not ours or post.role not in DESK_ROLES or Status(there.status) in breach.FINAL:
        raise Refused("common/not_now")
    view = _given(work, who, there, post.id)
    if post.person_id != who.person.id:
        chat = private(work.staff.person_of(post.id), view.sheet.community)
        said = Words(
            "breach/assigned", {**values(view, work.now), "by": who.person.name}, f"x{case}", view.case.version
        )
        tell(work, chat, f"breach:{case}:{view.case.version}:assigned", said, case=case)
    return view


def _given(work: Work, who: Who, case: Case, staff: int) -> View:
    changed = work.cases.change(case, {"assignee_id": staff})
    work.cases.log(
        case.id, work.now, who.person.id, "breach_take", None, None, {"to": work.staff.person_of(staff).name}
    )
    view = load(work, changed)
    refresh(work, view)
    return view


def left(work: Work, staff: int) -> int:
    """What somebody who leaves had in hand is the desk's again; how many there were."""
    held = [c for c in work.cases.of_assignee(staff, breach.FINAL) if c.flow == "breach"]
    for case in held:
        refresh(work, load(work, work.cases.change(case, {"assignee_id": None})), desk_repost=True)
    return len(held)


def add_home(work: Work, who: Who, case: int, home: Unit) -> View:
    """One more home concerned: whose breach it is, or the other side (DST-08: never the same home twice)."""
    there = of_desk(work, who, case)
    facts = work.breaches.of(case)
    if Status(there.status) in breach.FINAL or home.community_id != there.community_id:
        raise Refused("common/not_now")
    if home.id in facts.others:
        raise Refused("breach/same_home" if facts.sort is Sort.DISPUTE else "common/not_now")
    work.breaches.change(case, {"others": [*facts.others, home.id]})
    changed = work.cases.change(there, {"unit_id": there.unit_id or home.id})
    work.cases.log(case, work.now, who.person.id, "breach_home", None, None, {"unit": home.label})
    view = load(work, changed)
    refresh(work, view)
    return view


# --- promises ------------------------------------------------------------------------------------------------------


def _promise(work: Work, case: Case, what: Promised | None) -> None:
    if what is None:
        return
    due, by_days = _due(work, case, what, work.now)
    working = by_days and calendar.by_working_days(work, case.community_id)
    rules, round_ = breach.RULES[what], ladder.rounds(work, case.id) + 1
    ladder.promise(work, case, what, round_, Team.DESK, work.now, due, rules, working=working)


def _due(work: Work, case: Case, what: Promised, start: datetime) -> tuple[datetime, bool]:
    length, by_days = BreachFigures.of(work.standards.own(case.community_id)).length(what)
    return calendar.due_after(work, case.community_id, start, length, by_days=by_days), by_days


def anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """What is owed next, by the figures in force."""
    due, by_days = _due(work, case, Promised(deadline.kind), deadline.starts_at)
    return Anew(due, by_days and calendar.by_working_days(work, case.community_id))
