"""A poll is written, let go, put off, stopped. The desk may write one; supervisors and heads let it go and end it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, SUPERVISORS, Who
from domain.poll import TABLE, Event, Poll, Round, Status, check_written
from domain.sending import Lane
from services import Work
from services.polls.cards import refresh, show_to

#: Why what was not sent in time is stopped; a key of `stopped`.
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody has filled in."""

    question_zh: str
    question_en: str
    #: Pairs of Chinese and English.
    options: Sequence[Sequence[str]]
    hidden: bool
    #: Codes; none: all buildings.
    buildings: tuple[str, ...] = ()
    #: None: by the standard.
    deadline: datetime | None = None


def check_desk(who: Who, community: int) -> None:
    """`Refused` for everybody but the desk, its supervisors and the heads."""
    if not who.is_any(community, DESK_ROLES):
        raise Refused("common/not_yours")


def found(work: Work, who: Who, poll: int) -> Poll:
    """The poll, for everybody at the desk; `Outdated` when there is none."""
    one = work.polls.find(poll)
    if one is None:
        raise Outdated
    check_desk(who, one.community_id)
    return one


def led(work: Work, who: Who, poll: int) -> Poll:
    """The poll, for its supervisors and heads."""
    one = found(work, who, poll)
    if not who.is_any(one.community_id, SUPERVISORS):
        raise Refused("common/not_yours")
    return one


def make(work: Work, who: Who, community: int, form: Form) -> Poll:
    """A new one, seen as owners will; nothing goes out. Where the desk wrote it, its supervisors get it to let it go."""
    check_desk(who, community)
    check_written(form.question_zh, form.question_en, form.options)
    deadline = form.deadline or work.now + timedelta(days=work.standards.number(community, "poll.days"))
    if deadline <= work.now:
        raise Refused("poll/deadline_past")
    one = work.polls.add({
        "community_id": community, "question_zh": form.question_zh.strip(), "question_en": form.question_en.strip(),
        "options": [[zh.strip(), en.strip()] for zh, en in form.options], "hidden": form.hidden, "buildings": list(form.buildings),
        "quorum": work.standards.number(community, "poll.quorum_percent"), "made_by": who.person.id, "made_at": work.now,
        "deadline_at": deadline,
    })  # fmt: skip
    show_to(work, one, who, repost=True)
    if not who.is_any(community, SUPERVISORS):
        language = work.people.community(community).language
        for _, person in work.staff.listed(community, roles=SUPERVISORS):
            if person.telegram_id is not None:
                show_to(work, one, work.people.who(person, language), repost=True, lane=Lane.TASK)
    return one


def issue(work: Work, who: Who, poll: int) -> Poll:
    """It goes to every home moved into; the question never changes from now on."""
    one = led(work, who, poll)
    status = move(TABLE, one.status, Event.ISSUE)
    if one.deadline_at <= work.now:
        raise Refused("poll/deadline_past")
    homes = work.surveys.moved_in(one.community_id, one.buildings)
    if not homes:
        raise Refused("poll/nobody")
    work.polls.ask(one.id, homes)
    one = work.polls.change(
        one, {"status": status, "started_at": work.now, "next_at": work.now, "eligible": len(homes)}
    )
    work.signals.add("clock")
    refresh(work, one)
    return one


def drop(work: Work, who: Who, poll: int) -> Poll:
    """It is not sent after all: by a supervisor, or whoever wrote it."""
    one = found(work, who, poll)
    if one.made_by != who.person.id:
        one = led(work, who, poll)
    one = work.polls.change(one, {"status": move(TABLE, one.status, Event.DROP), "ended_at": work.now})
    refresh(work, one)
    return one


def check_now(work: Work, who: Who, poll: int, event: Event) -> Poll:
    """The poll, when that can happen to it now."""
    one = led(work, who, poll)
    move(TABLE, one.status, event)
    return one


def extend(work: Work, who: Who, poll: int, until: datetime) -> Poll:
    """It goes on longer; never shorter: somebody may count on the day they were told."""
    one = check_now(work, who, poll, Event.EXTEND)
    if until <= one.deadline_at or until <= work.now:
        raise Refused("poll/not_later", until=one.deadline_at)
    one = work.polls.change(one, {"deadline_at": until, "next_at": work.now})
    work.signals.add("clock")
    refresh(work, one)
    return one


def stop(work: Work, who: Who, poll: int, reason: str) -> Poll:
    """It ends before its time and without a result; those who were asked read why."""
    one = check_now(work, who, poll, Event.STOP)
    return ended(work, one, move(TABLE, one.status, Event.STOP), reason)


def ended(work: Work, one: Poll, status: Status, reason: str | None) -> Poll:
    """The end, by a person or by the clock: counted if its time is over, then who chose what is deleted for good."""
    work.polls.withdraw(one.id, WITHDRAWN)
    result = work.polls.votes(one) if status is Status.CLOSED else None
    work.polls.forget(one.id)
    one = work.polls.change(one, {
        "status": status, "reason": reason, "ended_at": work.now, "next_at": work.now, "result": result, "round": Round.RESULT,
        "cursor": 0,
    })  # fmt: skip
    work.signals.add("clock")
    refresh(work, one)
    return one
