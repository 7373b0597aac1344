"""A survey is put together, issued to homes drawn at random, put off, stopped (SUR-04, SUR-05, SUR-13, SUR-14, X-30)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, Who
from domain.survey import TABLE, Event, Status, Survey, drawn, issue_quota, return_quota
from services import Work
from services.surveys import editing
from services.surveys.cards import refresh, show_to

#: Why what was not sent in time is stopped; a key of `stopped`.
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a questionnaire is to go out."""

    anonymous: bool
    everybody: bool
    #: Codes; none: all buildings.
    buildings: tuple[str, ...] = ()
    #: None: by the standard.
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quotas:
    """Homes moved into, homes that will be asked, forms that must come back (F-12, F-13)."""

    moved_in: int
    issued: int
    due_back: int


def found(work: Work, who: Who, survey: int) -> Survey:
    """The survey, for the supervisors of its community; `Outdated` when there is none."""
    one = work.surveys.find(survey)
    if one is None:
        raise Outdated
    editing.check_may(who, one.community_id)
    return one


def for_desk(work: Work, who: Who, survey: int) -> Survey:
    """The survey, for everybody at the desk: they take down paper forms and telephone answers (SUR-14)."""
    one = work.surveys.find(survey)
    if one is None:
        raise Outdated
    check_desk(who, one.community_id)
    return one


def check_desk(who: Who, community: int) -> None:
    """`Refused` for everybody but the desk, its supervisors and the heads."""
    if not who.is_any(community, DESK_ROLES):
        raise Refused("common/not_yours")


def quotas(work: Work, community: int, everybody: bool, buildings: Sequence[str]) -> Quotas:
    """What would be issued now."""
    homes = len(work.surveys.moved_in(community, buildings))
    issued = homes if everybody else issue_quota(homes, work.standards.number(community, "survey.issue_percent"))
    return Quotas(homes, issued, return_quota(issued, work.standards.number(community, "survey.return_percent")))


def make(work: Work, who: Who, questionnaire: int, plan: Plan) -> Survey:
    """A survey of that version, not issued yet; whoever makes it sees how many will be asked."""
    one = editing.found(work, who, questionnaire)
    if not one.questions:
        raise Refused("survey/no_questions")
    days = timedelta(days=work.standards.number(one.community_id, "survey.days"))
    deadline = plan.deadline or work.now + days
    if deadline <= work.now:
        raise Refused("survey/deadline_past")
    made = work.surveys.add(
        {
            "community_id": one.community_id, "questionnaire_id": one.id, "status": Status.DRAFT, "anonymous": plan.anonymous,
            "everybody": plan.everybody, "buildings": list(plan.buildings), "made_by": who.person.id, "made_at": work.now,
            "deadline_at": deadline,
        }
    )  # fmt: skip
    show_to(work, made, who, repost=True)
    return made


def issue(work: Work, who: Who, survey: int) -> Survey:
    """The draw is made and the first page goes out; the questionnaire never changes from now on (SUR-24)."""
    one = found(work, who, survey)
    status = move(TABLE, one.status, Event.ISSUE)
    if one.deadline_at <= work.now:
        raise Refused("survey/deadline_past")
    homes = work.surveys.moved_in(one.community_id, one.buildings)
    if not homes:
        raise Refused("survey/nobody")
    editing.freeze(work, work.surveys.questionnaire(one.questionnaire_id))
    counted = quotas(work, one.community_id, one.everybody, one.buildings)
    chosen = drawn(one.seed, homes, counted.issued)
    work.surveys.ask(one.id, {unit: homes[unit] for unit in chosen})
    one = work.surveys.change(
        one,
        {
            "status": status, "started_at": work.now, "next_at": work.now, "moved_in": counted.moved_in, "issued": counted.issued,
            "due_back": counted.due_back,
        },
    )  # fmt: skip
    work.signals.add("clock")
    refresh(work, one)
    return one


def drop(work: Work, who: Who, survey: int) -> Survey:
    """It is not issued after all."""
    one = found(work, who, survey)
    one = work.surveys.change(one, {"status": move(TABLE, one.status, Event.DROP), "ended_at": work.now})
    refresh(work, one)
    return one


def check_now(work: Work, who: Who, survey: int, event: Event) -> Survey:
    """The survey, when that can happen to it now."""
    one = found(work, who, survey)
    move(TABLE, one.status, event)
    return one


def extend(work: Work, who: Who, survey: int, until: datetime) -> Survey:
    """It goes on longer; never shorter: somebody may count on the day they were told."""
    one = check_now(work, who, survey, Event.EXTEND)
    if until <= one.deadline_at or until <= work.now:
        raise Refused("survey/not_later", until=one.deadline_at)
    one = work.surveys.change(one, {"deadline_at": until, "next_at": work.now})
    work.signals.add("clock")
    refresh(work, one)
    return one


def stop(work: Work, who: Who, survey: int, reason: str | None) -> Survey:
    """It ends before its time: what has not left is withdrawn, what came back stays."""
    one = check_now(work, who, survey, Event.STOP)
    return ended(work, one, move(TABLE, one.status, Event.STOP), reason)


def ended(work: Work, one: Survey, status: Status, reason: str | None) -> Survey:
    """The end, by a person or by the clock; the clock clears away what was begun and not sent."""
    work.surveys.withdraw(one.id, WITHDRAWN)
    one = work.surveys.change(one, {"status": status, "reason": reason, "ended_at": work.now, "next_at": work.now})
    work.signals.add("clock")
    refresh(work, one)
    return one
