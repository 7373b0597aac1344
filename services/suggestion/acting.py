"""What is done with suggestions and praise: filed, taken, adopted or not now, opined on, handed on (CBK-22, CBK-23, X-39)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain import suggestion
from domain.cases import Case, Channel, DeadlineEvent
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DISPATCHERS, HOME_TEAM, Community, Person, Role, Staff, Team, Unit, Who
from domain.sending import Lane
from domain.suggestion import ANSWER, Action, Category, Event, Status
from services import Work, ladder
from services.calendar import by_working_days, due_after
from services.filing import Filed, open_case
from services.suggestion.views import (
    View,
    group_values,
    hats,
    load,
    owner_chat,
    refresh,
    subject,
    values,
)
from services.teams import reached
from services.tell import Words, private, tell


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody wrote, and whom it is about."""

    community: Community
    reporter: Person
    category: Category
    words: str
    #: The department a suggestion is about, or the team that is praised.
    team: Team | None = None
    #: The post that is praised.
    staff: int | None = None
    unit: Unit | None = None
    media: Sequence[Mapping[str, Any]] = ()
    contact: str | None = None
    channel: Channel = Channel.CHAT
    taken_by: Person | None = None


def file(work: Work, who: Who, new: Letter) -> View:
    """Registers and thanks; a suggestion is owed an answer, a praise reaches whoever it is for at once."""
    filed = Filed(
        new.community, new.reporter, new.category, new.words, new.unit,
        contact=new.contact, channel=new.channel, taken_by=new.taken_by,
    )  # fmt: skip
    case = open_case(work, "suggestion", suggestion.START, filed)
    work.media.attach(case.id, who.person.id, "ask", new.media, work.now)
    said = {"channel": new.channel, "team": new.team, "staff": new.staff}
    work.cases.log(case.id, work.now, who.person.id, "suggestion_file", None, suggestion.START, said)
    if new.category is Category.PRAISE:
        work.praises.add(case.id, new.staff, None if new.staff else new.team, work.now)
        view = _hand_on(work, who, case)
    else:
        due = answer_by(work, case, work.now)
        rules = ("CBK-22", "CBK-23")
        working = by_working_days(work, case.community_id)
        ladder.promise(work, case, ANSWER, 1, Team.DESK, work.now, due, rules, working=working)
        view = load(work, case)
    refresh(work, view, owner_repost=True, desk_repost=True)
    return view


def answer_by(work: Work, case: Case, start: datetime) -> datetime:
    """When a suggestion is answered at the latest, by the community's figure and calendar (CBK-22, CBK-23)."""
    days = work.standards.number(case.community_id, "suggestion.answer_d")
    return due_after(work, case.community_id, start, timedelta(days=days), by_days=True)


def served_lately(work: Work, who: Who, community: int) -> list[tuple[Staff, Person]]:
    """Whoever had a matter of this person in their hands lately, the newest first: whom they may want to praise."""
    since = work.now - timedelta(days=work.standards.number(community, "praise.lately_days"))
    most = work.standards.number(community, "praise.offered")
    posts = work.praises.served(who.person.id, community, since, most)
    return [(work.staff.get(post), work.staff.person_of(post)) for post in posts]


def _hand_on(work: Work, who: Who, case: Case) -> View:
    """The praised and their supervisors read it; nothing is owed any more."""
    view, line = _carry(work, who, case, Event.HAND_ON, {"closed_at": work.now})
    community, told = view.sheet.community, set[int]()
    theirs = Words(
        "suggestion/told_praised", {**group_values(view, work.now), "mine": True}, subject(case), case.version
    )
    teams = Words(
        "suggestion/told_praised", {**group_values(view, work.now), "mine": False}, subject(case), case.version
    )
    for praise in view.praises:
        team = praise.team
        if praise.staff_id is not None:
            post, person = work.staff.get(praise.staff_id), work.staff.person_of(praise.staff_id)
            team = post.team or HOME_TEAM[post.role]
            told.add(person.id)
            key = f"praise:{case.id}:{line}:{person.id}"
            tell(work, private(person, community), key, theirs, case=case.id)
        elif team not in (None, Team.DESK):
            for chat in reached(work, community, team):
                if chat.person is not None:
                    told.add(chat.person)
                tell(work, chat, f"praise:{case.id}:{line}:{chat.id}", teams, lane=Lane.TASK, case=case.id)
        for person in supervisors(work, community.id, team):
            if person.id not in told:
                told.add(person.id)
                key = f"praise:{case.id}:{line}:{person.id}"
                tell(work, private(person, community), key, teams, lane=Lane.REMINDER, case=case.id)
    return view


def supervisors(work: Work, community: int, team: Team | None) -> list[Person]:
    """Who answers for a team: its lead, or the supervisor of the desk; the manager where there is neither."""
    role = Role.LEAD if team not in (None, Team.DESK) else Role.DESK_SUPERVISOR
    found = [p for s, p in work.staff.listed(community, roles=[role]) if role is not Role.LEAD or s.team == team]
    return found or [p for _, p in work.staff.listed(community, roles=[Role.MANAGER])]


def allowed(work: Work, who: Who, case: int, action: Action) -> Case:
    """The matter, if this person may do that with it. `Outdated` for a forged button."""
    found = work.cases.find(case)
    if found is None or found.flow != "suggestion":
        raise Outdated
    suggestion.check_may(action, hats(work, found, who))
    return found


def is_asked(work: Work, who: Who, case: Case) -> bool:
    """Whether the person works in the department it is about."""
    return suggestion.may(Action.OPINION, hats(work, case, who))


def check_now(work: Work, case: Case, action: Action) -> None:
    """`Refused("common/not_now")` when that cannot be done now: said before questions are asked."""
    event = suggestion.EVENT_OF.get(action)
    if case.category == Category.PRAISE or Status(case.status) in suggestion.FINAL:
        raise Refused("common/not_now")
    if event is not None:
        move(suggestion.TABLE, Status(case.status), event)


def take(work: Work, who: Who, case: int, over: int | None = None) -> View:
    """Somebody of the desk looks into it. From a colleague only knowingly: `over` is the post they had it from."""
    there = allowed(work, who, case, Action.TAKE)
    check_now(work, there, Action.TAKE)
    post = who.post(there.community_id)
    if post is None or there.assignee_id == post.id:
        raise Refused("common/not_now")
    if there.assignee_id is not None and there.assignee_id != over:
        raise Refused("enquiry/has_it", name=work.staff.person_of(there.assignee_id).name)
    view, _ = _carry(work, who, there, Event.TAKE, {"assignee_id": post.id})
    refresh(work, view)
    return view


def decide(work: Work, who: Who, case: int, *, adopted: bool, words: str) -> View:
    """Adopted, or not now with the reason in kind words; told at once (CBK-22, X-39)."""
    action = Action.ADOPT if adopted else Action.NOT_NOW
    there = allowed(work, who, case, action)
    check_now(work, there, action)
    event = Event.ADOPT if adopted else Event.NOT_NOW
    post = who.post(there.community_id)
    outcome = {"closed_at": work.now, "outcome": words, "assignee_id": there.assignee_id or (post.id if post else None)}
    view, line = _carry(work, who, there, event, outcome, words=words)
    ladder.settle(work, case, (ANSWER,), DeadlineEvent.MEET)
    view = load(work, view.case)
    refresh(work, view)
    said = Words("suggestion/told_outcome", values(view, work.now), "m")
    tell(work, owner_chat(view), f"suggestion:{case}:{line}:owner", said, case=case)
    return view


def opinion(work: Work, who: Who, case: int, text: str) -> View:
    """What the department thinks of it: the desk reads it before it decides."""
    there = allowed(work, who, case, Action.OPINION)
    check_now(work, there, Action.OPINION)
    work.cases.log(case, work.now, who.person.id, "suggestion_opinion", None, None, {"text": text})
    view = load(work, there)
    refresh(work, view)
    return view


def add(work: Work, who: Who, case: int, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """More words or photos."""
    there = allowed(work, who, case, Action.ADD)
    check_now(work, there, Action.ADD)
    longest = work.standards.number(there.community_id, "text.longest")
    words = "\n".join(filter(None, [there.words, text]))[:longest] if text else there.words
    changed = work.cases.change(there, {"words": words})
    new = work.media.attach(case, who.person.id, "ask", media, work.now)
    work.cases.log(case, work.now, who.person.id, "suggestion_add", None, None, {"text": text, "photos": new})
    view = load(work, changed)
    refresh(work, view)
    return view


def cancel(work: Work, who: Who, case: int) -> View:
    """Taken back."""
    there = allowed(work, who, case, Action.CANCEL)
    check_now(work, there, Action.CANCEL)
    view, _ = _carry(work, who, there, Event.CANCEL, {"closed_at": work.now})
    ladder.settle(work, case, (ANSWER,), DeadlineEvent.DROP)
    view = load(work, view.case)
    refresh(work, view)
    return view


def left(work: Work, who: Who, staff: int) -> int:
    """What somebody who leaves had in hand is the desk's again; how many there were."""
    held = [c for c in work.cases.of_assignee(staff, suggestion.FINAL) if c.flow == "suggestion"]
    for case in held:
        view, _ = _carry(work, who, case, Event.POOL, {"assignee_id": None}, reason="left")
        refresh(work, view, desk_repost=True)
    return len(held)


def _carry(work: Work, who: Who, case: Case, event: Event, values_: Mapping[str, Any], **data: Any) -> tuple[View, int]:
    before = Status(case.status)
    after = move(suggestion.TABLE, before, event)
    changed = work.cases.change(case, {"status": after, **values_})
    line = work.cases.log(case.id, work.now, who.person.id, f"suggestion_{event}", before, after, data)
    return load(work, changed), line


def may_see_praise(who: Who, community: int) -> bool:
    """Whoever answers for people sees how often they were praised."""
    return who.is_any(community, DISPATCHERS)
