"""The day after a forum whoever came is asked how it was, and may say a wish; whoever held it reads counts and wishes (ACT-08, CBK-19).

Each page is one transaction with the rows of the people it went to, so a crash asks nobody twice. Nobody reads who said what.
"""

from datetime import UTC, datetime, time, timedelta

from domain import shorts as rules
from domain.announcements import pause_for
from domain.errors import Outdated, Refused
from domain.forums import Forum
from domain.people import Who
from domain.saying import local_day
from domain.sending import Lane
from domain.shorts import Kind, Short
from domain.standards import at_clock
from services import Work, asked_often
from services.rota import night_until
from services.tell import Words, private, show, tell, zone_of


def ask_at(work: Work, one: Forum) -> datetime:
    """When those who came are asked: so many days after it began, at the hour of the community."""
    zone = zone_of(work.people.community(one.community_id))
    day = local_day(one.starts_at, zone) + timedelta(days=work.standards.number(one.community_id, "ask.activity_days"))
    at = at_clock(str(work.standards.value(one.community_id, "ask.activity_at"))) or time.min
    return datetime.combine(day, at, zone).astimezone(UTC)


def look(work: Work, one: Forum, page: int) -> datetime | None:
    """Asks the next page of those who came; all asked and the days over, whoever held it hears what was said. When to
    look again; None when it is over."""
    night = night_until(work, one.community_id, work.now)
    if night is not None:
        return night
    people = work.shorts.to_ask(one.id, page)
    community = work.people.community(one.community_id)
    for person in people:
        chat = private(person, community) if person.reachable else None
        made = asked_often.once(work, Kind.ACTIVITY, one.id, 0, person.id, one.community_id, reached=chat is not None)
        if made is not None:
            _show(work, made, repost=True)
    if people:
        return work.now + pause_for(page)
    asked = [short.asked_at for short in work.shorts.of(Kind.ACTIVITY, one.id) if short.asked_at is not None]
    if not asked:
        return None
    until = max(asked) + timedelta(days=work.standards.number(one.community_id, "ask.activity_open_days"))
    if until > work.now:
        return until
    _report(work, one)
    return None


def grade(work: Work, who: Who, short: int, said: str) -> Short:
    """How it was, by one tap; another tap while it is open says otherwise."""
    one = mine(work, who, short)
    rules.check_grade(one, said)
    one = work.shorts.change(one.id, {"grade": said, "answered_at": one.answered_at or work.now})
    _show(work, one, repost=False)
    return one


def wish(work: Work, who: Who, short: int, words: str) -> Short:
    """What they would like to see at the next one."""
    one = mine(work, who, short)
    one = work.shorts.change(one.id, {"words": words, "answered_at": one.answered_at or work.now})
    _show(work, one, repost=True)
    return one


def mine(work: Work, who: Who, short: int) -> Short:
    """The question, if it was put to this person and is still open; `Refused("short/over")` once the counts are told."""
    one = work.shorts.find(short)
    if one is None or one.kind is not Kind.ACTIVITY:
        raise Outdated
    if one.person_id != who.person.id:
        raise Refused("common/not_yours")
    if one.asked_at is None:
        raise Outdated
    if work.now >= one.asked_at + timedelta(days=work.standards.number(one.community_id, "ask.activity_open_days")):
        raise Refused("short/over")
    return one


def _report(work: Work, one: Forum) -> None:
    community = work.people.community(one.community_id)
    said = Words("short/report", {"title": one.title, "on": one.starts_at, "s": asked_often.said_of(work, one.id)}, "m")
    tell(work, private(work.people.get(one.made_by), community), f"short:report:{one.id}", said, lane=Lane.TASK)


def _show(work: Work, one: Short, *, repost: bool) -> None:
    """The question as it stands; it is edited where it is when a grade is pressed."""
    forum = work.forums.get(one.subject_id)
    community = work.people.community(one.community_id)
    given = {"title": forum.title, "on": forum.starts_at, "grade": one.grade, "wish": one.words}
    said = Words("short/activity", given, f"Y{one.id}", 1)
    chat = private(work.people.get(one.person_id), community)
    lane = Lane.REPLY if one.answered_at is not None else Lane.REMINDER
    show(work, chat, f"short:{one.id}", said, lane=lane, repost=repost)
